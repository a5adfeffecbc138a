//! The Merkle tree of a journal that is looked into at any of its lines. The root over the first so
//! many lines is put together when it is asked for, from what was kept.

use super::parent;
use crate::domain::digest::Digest;

/// The tree of RFC 6962, section 2.1, with every complete subtree kept.
///
/// Two hashes of memory for each line; a root costs one hash for each bit of the number of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptTree {
    /// For each height, the roots of the complete subtrees of that height, from the first line on.
    levels: Vec<Vec<Digest>>,
}

impl KeptTree {
    /// Adds a line by its [leaf](super::inclusion::leaf).
    pub fn push_leaf(&mut self, leaf: Digest) {
        let mut node = leaf;
        for height in 0.. {
            if self.levels.len() == height {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[height];
            level.push(node);
            match level.as_slice() {
                [.., left, right] if level.len().is_multiple_of(2) => node = parent(left, right),
                _ => return,
            }
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.levels.first().map_or(0, Vec::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The root over the first `count` lines; nothing when there are fewer.
    pub fn root_of(&self, count: usize) -> Option<Digest> {
        if count > self.len() {
            return None;
        }
        let complete = self
            .levels
            .iter()
            .enumerate()
            .filter_map(|(height, level)| {
                let trees = count >> height;
                (trees & 1 == 1).then(|| level[trees - 1])
            });
        let root = complete.reduce(|right, left| parent(&left, &right));
        Some(root.unwrap_or_else(|| Digest::of(b"")))
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
}
