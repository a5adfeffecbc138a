//! What ties a journal together: the hash before its first line, and the root over all its lines.

use super::people::WriterId;
use crate::domain::digest::Digest;

pub mod inclusion;
mod kept;

pub use kept::KeptTree;

/// What `prev` of a journal's first line must be.
///
/// SHA-256 of `rapporteur-journal/1 WORKSPACE WRITER`.
pub fn genesis(workspace: &str, writer: &WriterId) -> Digest {
    Digest::of(format!("rapporteur-journal/1 {workspace} {writer}").as_bytes())
}

/// The Merkle tree hash of RFC 6962, section 2.1, grown line by line.
///
/// Keeps one hash for each complete subtree, so memory is logarithmic in the number of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MerkleTree {
    leaves: u64,
    /// Roots of complete subtrees, largest first.
    peaks: Vec<Digest>,
}

impl MerkleTree {
    /// Adds the bytes of one line, without the LF.
    pub fn push(&mut self, line: &[u8]) {
        let mut node = inclusion::leaf(line);
        let mut complete = self.leaves;
        while complete & 1 == 1 {
            let left = self.peaks.pop().expect("one peak for each bit set");
            node = parent(&left, &node);
            complete >>= 1;
        }
        self.peaks.push(node);
        self.leaves += 1;
    }

    /// The root over the lines so far; SHA-256 of nothing when there are none.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        let Some(&last) = peaks.next() else {
            return Digest::of(b"");
        };
        peaks.fold(last, |right, left| parent(left, &right))
    }
}

fn parent(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], left.bytes(), right.bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Straight from the definition in RFC 6962, to hold the incremental tree against.
    pub(super) fn by_definition(lines: &[Vec<u8>]) -> Digest {
        match lines {
            [] => Digest::of(b""),
            [line] => Digest::of_parts(&[&[0], line]),
            _ => {
                let split = lines.len().next_power_of_two() / 2;
                parent(
                    &by_definition(&lines[..split]),
                    &by_definition(&lines[split..]),
                )
            }
        }
    }

    #[test]
    fn the_incremental_root_is_the_defined_one() {
        let lines: Vec<Vec<u8>> = (0..70u8).map(|n| vec![n; usize::from(n)]).collect();
        let mut tree = MerkleTree::default();
        for count in 0..lines.len() {
            assert_eq!(tree.root(), by_definition(&lines[..count]), "{count} lines");
            tree.push(&lines[count]);
        }
    }
}
