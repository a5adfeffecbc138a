//! Putting right an append that was cut short. Nothing is guessed and nothing is thrown away: bytes
//! that are no entry are moved aside, and the journal says so.

use super::Journal;
use crate::domain::digest::Digest;
use crate::domain::review::command::Draft;
use crate::domain::review::entry::Heads;
use crate::domain::review::event::{Event, JournalRecovered};
use crate::domain::review::people::Moment;
use crate::domain::review::verify::Tail;
use crate::store::files;
use std::collections::BTreeSet;
use std::io;

/// The longest torn line that is read back.
const LARGEST: u64 = 1 << 31;

/// What was put right when a journal was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    /// The last entry lacked only its line end.
    LineEnded {
        /// Its number.
        seq: u64,
    },
    /// An unfinished line was moved aside.
    MovedAside {
        /// The file in the journal folder that holds it now.
        file: String,
        /// Its length in bytes.
        bytes: u64,
    },
}

impl std::fmt::Display for Recovery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LineEnded { seq } => write!(
                f,
                "Entry {seq} lacked its line end, which was added; nothing was lost."
            ),
            Self::MovedAside { file, bytes } => write!(
                f,
                "An unfinished entry ({bytes} bytes), which was never called saved, was moved aside to journal/{file}."
            ),
        }
    }
}

impl Journal {
    /// Puts on the disk what an earlier process wrote and may not have lived to sync, before anything
    /// is built on it or remembered of it. What this device remembers was synced.
    pub(super) fn settle(&mut self) {
        let remembered = self.pins.load().map(|pins| pins.heads());
        let remembered = remembered.unwrap_or_default();
        if self.length == 0 || remembered.get(&self.writer).copied() == self.head() {
            return;
        }
        let synced = self.medium.sync();
        if let Err(error) = synced.and_then(|()| self.medium.sync_folder()) {
            self.block(error);
        }
    }

    /// Puts right what stands behind the last whole line, and journals what was moved aside, now or
    /// in an earlier attempt that was itself cut short.
    pub(super) fn mend(&mut self, tail: &Tail, bytes: &[u8], now: Moment) {
        if let Err(error) = self.mend_tail(tail, bytes) {
            self.block(error);
            return;
        }
        match self.unjournalled() {
            Ok(drafts) => {
                // A failure has already made the journal read-only, which is what the caller sees.
                let _ = self.append(drafts, now, &Heads::new());
            }
            Err(error) => self.block(error),
        }
    }

    fn mend_tail(&mut self, tail: &Tail, bytes: &[u8]) -> io::Result<()> {
        match tail {
            Tail::None => Ok(()),
            Tail::Unended => {
                self.medium.append(self.length, b"\n")?;
                self.medium.sync()?;
                self.length += 1;
                let seq = self.entries.last().map_or(0, |last| last.entry.seq);
                self.recovery = Some(Recovery::LineEnded { seq });
                Ok(())
            }
            Tail::Torn(range) => {
                let torn = &bytes[range.clone()];
                let file = self.set_aside(torn)?;
                self.medium.cut(range.start as u64)?;
                self.length = range.start as u64;
                let bytes = torn.len() as u64;
                self.recovery = Some(Recovery::MovedAside { file, bytes });
                Ok(())
            }
        }
    }

    /// Keeps torn bytes under the first free name, or under the one that an earlier attempt gave them.
    fn set_aside(&mut self, torn: &[u8]) -> io::Result<String> {
        let journalled = self.journalled();
        for number in 1u32.. {
            let name = format!("{}.torn-{number}", self.writer);
            let path = self.path.with_file_name(&name);
            match files::read_if_there(&path, LARGEST).map_err(|error| error.source)? {
                None => {
                    self.medium.set_aside(&name, torn)?;
                    return Ok(name);
                }
                Some(bytes) if bytes == torn && !journalled.contains(name.as_str()) => {
                    return Ok(name);
                }
                Some(_) => {}
            }
        }
        Err(io::Error::other("too many torn lines lie beside it"))
    }

    /// Files that the journal says were moved aside.
    fn journalled(&self) -> BTreeSet<String> {
        self.entries
            .iter()
            .filter_map(|stored| match &stored.entry.event {
                Event::JournalRecovered(event) => Some(event.file.clone()),
                _ => None,
            })
            .collect()
    }

    /// Entries for what was moved aside and not journalled yet.
    fn unjournalled(&self) -> io::Result<Vec<Draft>> {
        let journalled = self.journalled();
        let prefix = format!("{}.torn-", self.writer);
        let folder = self.path.parent().unwrap_or(&self.path);
        let mut drafts = Vec::new();
        for file in files::names_in(folder).map_err(|error| error.source)? {
            if !file.starts_with(&prefix) || journalled.contains(&file) {
                continue;
            }
            let torn = files::read(&folder.join(&file), LARGEST).map_err(|error| error.source)?;
            drafts.push(Draft {
                event: Event::JournalRecovered(JournalRecovered {
                    file,
                    bytes: torn.len() as u64,
                    sha256: Digest::of(&torn),
                }),
                supersedes: Vec::new(),
            });
        }
        Ok(drafts)
    }
}
