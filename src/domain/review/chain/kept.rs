//! The Merkle tree of a journal that is looked into at any of its lines. The root over the first so
//! many lines is put together when it is asked for, from what was kept.

use super::parent;
use crate::domain::digest::Digest;

/// The tree of RFC 6962, section 2.1, with every complete subtree kept.
///
/// Two hashes of memory for each line; a root costs one hash for each bit of the number of lines. A tree
/// that was begun elsewhere holds nothing of its beginning but what further roots need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptTree {
    /// For each height, the complete subtrees of that height, from the first line on.
    levels: Vec<Level>,
}

/// Complete subtrees of one height.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Level {
    /// How many there are before the first whose root is here.
    skipped: usize,
    /// The roots of the others.
    nodes: Vec<Digest>,
}

impl Level {
    /// How many subtrees there are.
    const fn len(&self) -> usize {
        self.skipped + self.nodes.len()
    }

    /// The root of one, if it is here.
    fn get(&self, tree: usize) -> Option<Digest> {
        self.nodes.get(tree.checked_sub(self.skipped)?).copied()
    }
}

impl KeptTree {
    /// A tree of which the first `count` lines are known by the roots of its complete subtrees alone, the
    /// largest first; nothing when there are not as many of these as such a tree has.
    pub fn begun(count: usize, peaks: &[Digest]) -> Option<Self> {
        if peaks.len() != count.count_ones() as usize {
            return None;
        }
        let mut smallest_first = peaks.iter().rev();
        let heights = usize::BITS - count.leading_zeros();
        let levels = (0..heights).map(|height| {
            let trees = count >> height;
            let peak = (trees & 1 == 1).then(|| smallest_first.next()).flatten();
            Level {
                skipped: trees - usize::from(peak.is_some()),
                nodes: peak.into_iter().copied().collect(),
            }
        });
        Some(Self {
            levels: levels.collect(),
        })
    }

    /// Adds a line by its [leaf](super::inclusion::leaf).
    pub fn push_leaf(&mut self, leaf: Digest) {
        let mut node = leaf;
        for height in 0.. {
            if self.levels.len() == height {
                self.levels.push(Level::default());
            }
            let level = &mut self.levels[height];
            level.nodes.push(node);
            match level.nodes.as_slice() {
                [.., left, right] if level.len().is_multiple_of(2) => node = parent(left, right),
                _ => return,
            }
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.levels.first().map_or(0, Level::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The root over the first `count` lines; nothing when there are fewer, or when they are part of a
    /// beginning that was made elsewhere.
    pub fn root_of(&self, count: usize) -> Option<Digest> {
        let peaks = self.peaks_of(count)?.into_iter().rev();
        let root = peaks.reduce(|right, left| parent(&left, &right));
        Some(root.unwrap_or_else(|| Digest::of(b"")))
    }

    /// The roots of the complete subtrees over all lines, the largest first.
    pub fn peaks(&self) -> Vec<Digest> {
        self.peaks_of(self.len())
            .expect("what further roots need is kept")
    }

    fn peaks_of(&self, count: usize) -> Option<Vec<Digest>> {
        if count > self.len() {
            return None;
        }
        let levels = self.levels.iter().enumerate().rev();
        levels
            .map(|(height, level)| (count >> height, level))
            .filter(|(trees, _)| trees & 1 == 1)
            .map(|(trees, level)| level.get(trees - 1))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::inclusion::leaf;
    use super::super::tests::by_definition;
    use super::*;

    #[test]
    fn the_root_over_any_beginning_is_the_defined_one() {
        let lines: Vec<Vec<u8>> = (0..70u8).map(|n| vec![n; usize::from(n)]).collect();
        let mut tree = KeptTree::default();
        assert_eq!(tree.root_of(0), Some(Digest::of(b"")));
        for (before, line) in lines.iter().enumerate() {
            assert_eq!((tree.len(), tree.root_of(before + 1)), (before, None));
            tree.push_leaf(leaf(line));
        }
        for count in 0..=lines.len() {
            let root = by_definition(&lines[..count]);
            assert_eq!(tree.root_of(count), Some(root), "{count} lines");
        }
    }

    #[test]
    fn a_tree_goes_on_from_its_peaks_alone() {
        let lines: Vec<Vec<u8>> = (0..70u8).map(|n| vec![n; usize::from(n)]).collect();
        for known in 0..lines.len() {
            let mut whole = KeptTree::default();
            lines[..known]
                .iter()
                .for_each(|line| whole.push_leaf(leaf(line)));
            let peaks = whole.peaks();
            let mut tree = KeptTree::begun(known, &peaks).expect("these are its peaks");
            for count in known..=lines.len() {
                let root = by_definition(&lines[..count]);
                assert_eq!((tree.len(), tree.root_of(count)), (count, Some(root)));
                if let Some(line) = lines.get(count) {
                    tree.push_leaf(leaf(line));
                }
            }
            for count in 0..known {
                let root = by_definition(&lines[..count]);
                let told = tree.root_of(count);
                assert!(told.is_none_or(|told| told == root), "{count} of {known}");
            }
            let more = [&peaks[..], &[Digest::of(b"")]].concat();
            assert_eq!(KeptTree::begun(known, &more), None);
        }
    }
}
