//! Checkpoints of the own journal: read back from the disk, because only what lies there is proven.

use super::Journal;
use crate::domain::digest::Digest;
use crate::domain::review::chain::MerkleTree;
use crate::domain::review::checkpoint;
use crate::store::files::{self, Action, FileError};

/// A checkpoint of the own journal as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Number of entries.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Digest,
    /// The text that a person signs.
    pub body: String,
    /// The same with the device's signature.
    pub note: String,
}

impl Journal {
    /// A checkpoint of this journal up to its last entry.
    pub fn seal_up(&self) -> Result<Sealed, FileError> {
        self.seal_up_to(self.head().map_or(0, |(seq, _)| seq))
    }

    /// A checkpoint of this journal up to an entry.
    pub fn seal_up_to(&self, size: u64) -> Result<Sealed, FileError> {
        let bytes = files::read(&self.path, self.length)?;
        let mut tree = MerkleTree::default();
        let mut last = None;
        let most = usize::try_from(size).unwrap_or(usize::MAX);
        for line in bytes.split_inclusive(|&byte| byte == b'\n').take(most) {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            tree.push(line);
            last = Some(Digest::of(line));
        }
        let known = self.entries.iter().rev().find(|one| one.entry.seq == size);
        if last.is_none() || last != known.map(|one| one.hash) {
            let changed = std::io::Error::other("another program changed or replaced it");
            return Err(FileError::new(Action::Read, &self.path, changed));
        }
        let root = tree.root();
        let body = checkpoint::body(&self.workspace, &self.writer, size, &root);
        let key = &self.identity.key;
        Ok(Sealed {
            note: checkpoint::make(&self.workspace, &self.writer, size, root, key),
            size,
            root,
            body,
        })
    }
}
