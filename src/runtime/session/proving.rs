//! One entry of the workspace, proven by a checkpoint that is kept.

use super::{Session, SessionError};
use crate::domain::review::checkpoint::{self, Checkpoint};
use crate::domain::review::proof::{self, Books, Proof};
use crate::domain::review::{Event, StoredEntry, WriterId};
use crate::store::checkpoints::{Checkpoints, Part};
use crate::store::journal::read_all;
use crate::tr;

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
pub enum NoProof {
    /// No entry, or several, with this name.
    #[error("{}", tr!("There is no entry {what}, or more than one.", what = .0))]
    NoEntry(String),
    /// No checkpoint was made since.
    #[error("{}", tr!("No checkpoint covers entry {seq} of {writer} yet.", seq = .seq, writer = .writer))]
    NotCovered {
        /// Whose journal.
        writer: WriterId,
        /// Number of the entry.
        seq: u64,
    },
    /// The journals cannot be read.
    #[error(transparent)]
    Session(#[from] SessionError),
}

impl Session {
    /// The entry that a person means: `WRITER:SEQ`, or the beginning of a hash of 8 digits or more.
    pub fn entry_named(&self, name: &str) -> Option<&StoredEntry> {
        let fits = |stored: &&StoredEntry| match name.rsplit_once(':') {
            Some((writer, seq)) => {
                stored.entry.writer.as_str() == writer && stored.entry.seq.to_string() == seq
            }
            None => name.len() >= 8 && stored.hash.to_string().starts_with(name),
        };
        let mut found = self.entries().iter().filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    /// The proof of an entry by the newest kept checkpoint that covers it.
    pub fn prove(&self, name: &str) -> Result<Proof, NoProof> {
        let stored = self
            .entry_named(name)
            .ok_or_else(|| NoProof::NoEntry(name.to_owned()))?;
        let (writer, seq) = (&stored.entry.writer, stored.entry.seq);
        let journals = read_all(self.workspace()).map_err(SessionError::from)?;
        let files = journals.files.iter();
        let books: Books<'_> = files
            .map(|file| (file.checked.writer.clone(), &file.bytes[..]))
            .collect();
        let proven = self
            .checkpoints()?
            .iter()
            .find_map(|checkpoint| proof::make(&books, writer, seq, checkpoint));
        proven.ok_or_else(|| NoProof::NotCovered {
            writer: writer.clone(),
            seq,
        })
    }

    /// The checkpoints that the journals speak of and whose notes are kept, the newest first.
    pub fn checkpoints(&self) -> Result<Vec<Checkpoint>, SessionError> {
        let mut made: Vec<&StoredEntry> = self
            .entries()
            .iter()
            .filter(|stored| matches!(stored.entry.event, Event::CheckpointMade(_)))
            .collect();
        made.sort_by_key(|stored| {
            std::cmp::Reverse((
                stored.entry.at,
                stored.entry.writer.clone(),
                stored.entry.seq,
            ))
        });
        let kept = Checkpoints::of(self.workspace());
        let mut found = Vec::new();
        for stored in made {
            let (writer, size) = (&stored.entry.writer, stored.entry.seq);
            let note = kept.load(writer, size, Part::Note)?;
            let note = note.and_then(|bytes| String::from_utf8(bytes).ok());
            let read = note.and_then(|note| checkpoint::parse(&note).ok());
            found.extend(read.filter(|one| (&one.writer, one.size) == (writer, size)));
        }
        Ok(found)
    }
}
