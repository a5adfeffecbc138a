//! That one line stands in a journal, shown without any other line: audit paths of RFC 6962,
//! section 2.1.1, checked as RFC 9162, section 2.1.3.2, lays down.
//!
//! A path holds hashes alone, at most 64 of them. It proves something only together with a root that
//! is trusted for other reasons, such as a signed checkpoint.

use super::parent;
use crate::domain::digest::Digest;

/// More hashes than any path needs: one for each bit of a number of lines.
pub const LONGEST_PATH: usize = u64::BITS as usize;

/// The leaf of the tree for one line, given without its LF.
pub fn leaf(line: &[u8]) -> Digest {
    Digest::of_parts(&[&[0], line])
}

/// The audit path of the leaf at `index`, counted from 0, in the tree over `leaves`, from the leaf's
/// neighbour upwards; nothing when there is no such leaf.
///
/// One hash for each leaf; room for half as many hashes as there are leaves.
pub fn audit_path(leaves: &[Digest], index: u64) -> Option<Vec<Digest>> {
    let mut place = usize::try_from(index).ok()?;
    leaves.get(place)?;
    let mut path = Vec::new();
    let mut level = leaves;
    let mut above: Vec<Digest>;
    while level.len() > 1 {
        path.extend(level.get(place ^ 1));
        above = level.chunks(2).map(joined).collect();
        level = &above;
        place /= 2;
    }
    Some(path)
}

/// A pair's parent; a leaf or subtree without a right neighbour moves up as it is.
fn joined(pair: &[Digest]) -> Digest {
    match pair {
        [left, right] => parent(left, right),
        _ => pair[0],
    }
}

/// The root of the tree of `size` lines that follows from a line at `index`, counted from 0, and its
/// audit path. The line is given without its LF.
///
/// Nothing when the path does not have the length that such a tree demands. The caller compares the
/// root with the one that is trusted.
pub fn root_from(path: &[Digest], index: u64, size: u64, line: &[u8]) -> Option<Digest> {
    let mut last = size.checked_sub(1)?;
    if index > last {
        return None;
    }
    let mut place = index;
    let mut root = leaf(line);
    for neighbour in path {
        if last == 0 {
            return None;
        }
        if place & 1 == 1 || place == last {
            root = parent(neighbour, &root);
            // A subtree without a right neighbour has moved up to here as it was.
            let skipped = place.trailing_zeros();
            place >>= skipped;
            last >>= skipped;
        } else {
            root = parent(&root, neighbour);
        }
        place >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(root)
}

#[cfg(test)]
mod tests {
    use super::super::tests::by_definition;
    use super::*;
    use proptest::prelude::*;

    /// PATH(m, D[n]) as RFC 6962 defines it.
    fn path_by_definition(index: usize, lines: &[Vec<u8>]) -> Vec<Digest> {
        if lines.len() < 2 {
            return Vec::new();
        }
        let split = lines.len().next_power_of_two() / 2;
        let (left, right) = lines.split_at(split);
        let (mut path, other) = if index < split {
            (path_by_definition(index, left), right)
        } else {
            (path_by_definition(index - split, right), left)
        };
        path.push(by_definition(other));
        path
    }

    fn lines(count: usize) -> Vec<Vec<u8>> {
        (0..count)
            .map(|n| format!("line {n}").into_bytes())
            .collect()
    }

    fn leaves(lines: &[Vec<u8>]) -> Vec<Digest> {
        lines.iter().map(|line| leaf(line)).collect()
    }

    #[test]
    fn every_path_is_the_defined_one_and_leads_to_the_root() {
        for count in 1..=40 {
            let lines = lines(count);
            let (leaves, root) = (leaves(&lines), by_definition(&lines));
            for (index, line) in lines.iter().enumerate() {
                let (at, size) = (index as u64, count as u64);
                let path = audit_path(&leaves, at).expect("there is such a leaf");
                assert_eq!(
                    path,
                    path_by_definition(index, &lines),
                    "{index} of {count}"
                );
                assert!(path.len() <= LONGEST_PATH);
                assert_eq!(root_from(&path, at, size, line), Some(root));
            }
            assert_eq!(audit_path(&leaves, count as u64), None);
        }
        assert_eq!(audit_path(&[], 0), None);
        assert_eq!(root_from(&[], 0, 0, b""), None);
        let deep = vec![leaf(b""); LONGEST_PATH];
        assert!(root_from(&deep, 0, u64::MAX, b"line").is_some());
        assert!(root_from(&deep, u64::MAX - 1, u64::MAX, b"line").is_none());
    }

    #[test]
    fn a_path_of_another_length_leads_nowhere() {
        let lines = lines(11);
        for (index, line) in lines.iter().enumerate() {
            let at = index as u64;
            let mut path = audit_path(&leaves(&lines), at).expect("there is such a leaf");
            path.push(leaf(b"more"));
            assert_eq!(root_from(&path, at, 11, line), None);
            path.truncate(path.len() - 2);
            assert_eq!(root_from(&path, at, 11, line), None);
        }
        assert_eq!(root_from(&[], 11, 11, b"line 11"), None);
    }

    proptest! {
        #[test]
        fn another_line_place_or_hash_never_leads_to_the_root(
            count in 2_usize..200,
            seed in any::<proptest::sample::Index>(),
            other in any::<proptest::sample::Index>(),
        ) {
            let (index, other) = (seed.index(count), other.index(count));
            let lines = lines(count);
            let (leaves, size) = (leaves(&lines), count as u64);
            let root = Some(by_definition(&lines));
            let mut path = audit_path(&leaves, index as u64).expect("there is such a leaf");
            let line = &lines[index];
            prop_assert_eq!(root_from(&path, index as u64, size, line), root);
            prop_assert_ne!(root_from(&path, index as u64, size, b"another"), root);
            if other != index {
                prop_assert_ne!(root_from(&path, other as u64, size, line), root);
            }
            let changed = other % path.len();
            path[changed] = leaf(b"another");
            prop_assert_ne!(root_from(&path, index as u64, size, line), root);
        }
    }
}
