//! The hashes of a journal's lines. Roots over them are computed when they are asked for: most lines
//! are never asked about.

use crate::domain::digest::Digest;
use crate::domain::review::chain::KeptTree;
use std::collections::BTreeMap;

/// The hashes of the lines of a journal, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    hashes: Vec<Digest>,
    tree: KeptTree,
    /// Roots inside of what was proven before, by the number of lines.
    marks: BTreeMap<u64, Digest>,
}

/// What a journal's line adds to its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineMark {
    /// SHA-256 of the line without its LF.
    pub hash: Digest,
    /// RFC 6962 root over the lines up to and including this one.
    pub root: Digest,
}

impl Lines {
    /// Lines that were proven before.
    pub(super) const fn known(
        hashes: Vec<Digest>,
        tree: KeptTree,
        marks: BTreeMap<u64, Digest>,
    ) -> Self {
        Self {
            hashes,
            tree,
            marks,
        }
    }

    /// The tree over all lines.
    pub(super) const fn tree(&self) -> &KeptTree {
        &self.tree
    }

    /// Roots that were kept because somebody speaks of them.
    pub(super) const fn marks(&self) -> &BTreeMap<u64, Digest> {
        &self.marks
    }

    pub(super) fn push(&mut self, hash: Digest, leaf: Digest) {
        self.hashes.push(hash);
        self.tree.push_leaf(leaf);
    }

    /// How many lines there are.
    pub const fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// SHA-256 of each line without its LF.
    pub fn hashes(&self) -> &[Digest] {
        &self.hashes
    }

    /// Hash of the line with this number, counted from 1.
    pub fn hash_at(&self, seq: u64) -> Option<Digest> {
        let index = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.hashes.get(index).copied()
    }

    /// Hash and root at the line with this number, counted from 1; of lines that were proven before, only
    /// where the root was kept.
    pub fn mark_at(&self, seq: u64) -> Option<LineMark> {
        let root = self.tree.root_of(usize::try_from(seq).ok()?);
        Some(LineMark {
            hash: self.hash_at(seq)?,
            root: root.or_else(|| self.marks.get(&seq).copied())?,
        })
    }

    /// RFC 6962 root over all lines.
    pub fn root(&self) -> Digest {
        let all = self.tree.root_of(self.len());
        all.expect("the tree has a leaf for each line")
    }
}

/// Lines by their hashes and the hashes of their leaves.
impl FromIterator<(Digest, Digest)> for Lines {
    fn from_iter<I: IntoIterator<Item = (Digest, Digest)>>(all: I) -> Self {
        let mut lines = Self::default();
        for (hash, leaf) in all {
            lines.push(hash, leaf);
        }
        lines
    }
}
