//! One writer's journal: opened by one process at a time, only ever appended to, and synced before
//! anything is called saved.
//!
//! After a failed write or sync nothing more is written until the journal was opened and verified
//! again: what then lies on the disk is not known before.

mod medium;
mod read;
mod recover;

pub use medium::{FileMedium, Medium};
pub use read::{JournalFile, Journals, read_all};
pub use recover::Recovery;

use super::device::Home;
use super::files::{self, FileError, Lock};
use super::pins::Pins;
use super::workspace::Workspace;
use crate::domain::digest::{Digest, to_hex};
use crate::domain::review::chain::genesis;
use crate::domain::review::command::Draft;
use crate::domain::review::crosscheck::{check_pins, check_seen};
use crate::domain::review::entry::{
    Clock, Entry, FORMAT, Heads, LONGEST_LINE, StoredEntry, key_id, read_line,
};
use crate::domain::review::event::{Event, JournalStarted};
use crate::domain::review::people::{Moment, Reviewer, WriterId};
use crate::domain::review::verify::{CheckedJournal, Problem, Tail, check_journal};
use ed25519_dalek::SigningKey;
use std::path::PathBuf;

/// Who writes: a reviewer, on the device that holds this key.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The reviewer.
    pub reviewer: Reviewer,
    /// The device's key.
    pub key: SigningKey,
}

impl Identity {
    /// The name of her journal on this device.
    pub fn writer(&self) -> WriterId {
        WriterId::new(&self.reviewer, &key_id(&self.key.verifying_key()))
    }
}

/// The journal of one writer, opened.
pub struct Journal {
    writer: WriterId,
    identity: Identity,
    workspace: String,
    path: PathBuf,
    medium: Box<dyn Medium>,
    pins: Pins,
    entries: Vec<StoredEntry>,
    /// Length of the file in bytes.
    length: u64,
    /// Heads of other journals as this journal last named them.
    named: Heads,
    read_only: Option<ReadOnly>,
    recovery: Option<Recovery>,
    warning: Option<FileError>,
    _lock: Option<Lock>,
}

/// Why a journal can be read and not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// Another process has it open.
    #[error("the journal of {writer} is open in another window or program")]
    LockedElsewhere {
        /// Whose journal.
        writer: WriterId,
    },
    /// The place cannot be written.
    #[error("{}", trim_end(.reason))]
    NotWritable {
        /// Why.
        reason: String,
    },
    /// Something in it does not fit; nothing is added before that is cleared up.
    #[error("the journal of {writer} does not fit: {}", trim_end(&problems.first().map(|problem| problem.message.clone()).unwrap_or_default()))]
    Defective {
        /// Whose journal.
        writer: WriterId,
        /// What does not fit.
        problems: Vec<Problem>,
    },
    /// A write or sync failed since it was opened.
    #[error("an earlier entry could not be saved ({}); the journal must be opened again first", trim_end(.reason))]
    Poisoned {
        /// Why.
        reason: String,
    },
}

impl ReadOnly {
    /// What to do next.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::LockedElsewhere { .. } => {
                "Close the other one to write here; reading and verifying work meanwhile."
            }
            Self::NotWritable { .. } => {
                "Reading and verifying work as they are; to write, use a folder that this account can write to."
            }
            Self::Defective { .. } => {
                "Run `rapporteur verify` for every detail, and bring the file back from a backup."
            }
            Self::Poisoned { .. } => "Make room or mend the disk, then open the workspace again.",
        }
    }
}

/// Why entries were not saved.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The journal is read-only.
    #[error("Not saved: {0}.")]
    ReadOnly(ReadOnly),
    /// An entry is longer than a line may be; the journal stays open.
    #[error("Not saved: the entry would be {length} bytes long; at most {LONGEST_LINE} fit.")]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// An entry that could not be read back; the journal stays open.
    #[error("Not saved: the entry could not be read back ({reason}).")]
    Unwritable {
        /// Why.
        reason: String,
    },
    /// Writing or syncing failed. The journal is read-only from here on.
    #[error("Not saved. {0}")]
    Failed(FileError),
}

impl AppendError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::ReadOnly(reason) => Some(reason.hint()),
            Self::TooLong { .. } => Some("Choose fewer words, or write a shorter note."),
            Self::Unwritable { .. } => None,
            Self::Failed(error) => error.hint(),
        }
    }
}

impl Journal {
    /// Opens a writer's journal, puts right an append that was cut short, and gives all journals of
    /// the workspace as they stood.
    ///
    /// Whatever is wrong with the journal, it opens for reading; see [`Journal::read_only`].
    pub fn open(
        workspace: &Workspace,
        home: &Home,
        identity: Identity,
        now: Moment,
    ) -> Result<(Self, Journals), FileError> {
        let name = format!("{}.jsonl", identity.writer());
        let medium = FileMedium::new(&workspace.journal_folder(), &name);
        Self::open_on(Box::new(medium), workspace, home, identity, now)
    }

    /// The same, on a medium of the caller's.
    pub fn open_on(
        medium: Box<dyn Medium>,
        workspace: &Workspace,
        home: &Home,
        identity: Identity,
        now: Moment,
    ) -> Result<(Self, Journals), FileError> {
        let writer = identity.writer();
        let (lock, locked_out) = take_lock(home, workspace, &writer);
        let journals = read_all(workspace)?;
        let own = match journals.of(&writer) {
            Some(file) => file.checked.clone(),
            None => check_journal(workspace.id(), &writer, b""),
        };
        let pins = Pins::new(home, workspace.id());
        let bytes = journals.of(&writer).map_or(&b""[..], |file| &file.bytes);
        let mut journal = Self {
            path: workspace.journal_path(&writer),
            workspace: workspace.id().to_owned(),
            length: bytes.len() as u64,
            named: named_in(&own.entries),
            read_only: locked_out,
            recovery: None,
            warning: None,
            _lock: lock,
            entries: own.entries.clone(),
            identity,
            medium,
            pins,
            writer,
        };
        journal.judge(&own, &journals);
        if journal.read_only.is_none() {
            journal.mend(&own.tail, bytes, now);
        }
        journal.remember(journals.heads());
        Ok((journal, journals))
    }

    /// Whose journal it is.
    pub const fn writer(&self) -> &WriterId {
        &self.writer
    }

    /// The reviewer who writes.
    pub const fn reviewer(&self) -> &Reviewer {
        &self.identity.reviewer
    }

    /// Its entries, oldest first.
    pub fn entries(&self) -> &[StoredEntry] {
        &self.entries
    }

    /// Why nothing can be written, if so.
    pub const fn read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// What was put right when it was opened.
    pub const fn recovery(&self) -> Option<&Recovery> {
        self.recovery.as_ref()
    }

    /// Why this device could not remember the last head, if so; the entries are saved all the same.
    pub const fn take_warning(&mut self) -> Option<FileError> {
        self.warning.take()
    }

    /// Number and hash of the last entry; nothing before the first.
    pub fn head(&self) -> Option<(u64, Digest)> {
        let last = self.entries.last()?;
        Some((last.entry.seq, last.hash))
    }

    /// Writes entries and returns them when they are on the disk.
    ///
    /// `seen` are the heads of the other journals. The entries for the drafts are the last of those
    /// returned; before them may stand the one that starts the journal. If this fails, some of them
    /// may be on the disk all the same: opening the journal again tells.
    pub fn append(
        &mut self,
        drafts: Vec<Draft>,
        at: Moment,
        seen: &Heads,
    ) -> Result<Vec<StoredEntry>, AppendError> {
        if let Some(reason) = &self.read_only {
            return Err(AppendError::ReadOnly(reason.clone()));
        }
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let (batch, lines) = self.seal(drafts, at, seen)?;
        if let Err(error) = self.write(&lines) {
            self.read_only = Some(ReadOnly::Poisoned {
                reason: files::reason(&error),
            });
            let action = files::Action::Write;
            return Err(AppendError::Failed(FileError::new(
                action, &self.path, error,
            )));
        }
        self.length += lines.len() as u64;
        self.named.extend(named_in(&batch));
        self.entries.extend(batch.iter().cloned());
        self.remember(Heads::new());
        Ok(batch)
    }

    fn write(&mut self, lines: &[u8]) -> std::io::Result<()> {
        self.medium.append(self.length, lines)?;
        self.medium.sync()?;
        if self.length == 0 {
            self.medium.sync_folder()?;
        }
        Ok(())
    }

    /// The entries for some drafts, and their lines.
    fn seal(
        &self,
        drafts: Vec<Draft>,
        at: Moment,
        seen: &Heads,
    ) -> Result<(Vec<StoredEntry>, Vec<u8>), AppendError> {
        let mut news = self.news(seen);
        let mut batch: Vec<StoredEntry> = Vec::new();
        let mut lines = Vec::new();
        let started = self.entries.is_empty().then(|| self.started());
        for draft in started.into_iter().chain(drafts) {
            let before = batch.last().or(self.entries.last());
            let entry = self.entry(draft, before, at, std::mem::take(&mut news));
            let line = entry.seal(&self.identity.key);
            if line.len() > LONGEST_LINE {
                return Err(AppendError::TooLong { length: line.len() });
            }
            let stored = read_line(line.as_bytes()).map_err(|error| AppendError::Unwritable {
                reason: error.to_string(),
            })?;
            batch.push(stored);
            lines.extend(line.into_bytes());
            lines.push(b'\n');
        }
        Ok((batch, lines))
    }

    fn entry(&self, draft: Draft, before: Option<&StoredEntry>, at: Moment, seen: Heads) -> Entry {
        let back = before.is_some_and(|before| at < before.entry.at);
        Entry {
            v: FORMAT,
            app: concat!("rapporteur ", env!("CARGO_PKG_VERSION")).to_owned(),
            writer: self.writer.clone(),
            seq: before.map_or(1, |before| before.entry.seq + 1),
            prev: before.map_or_else(
                || genesis(&self.workspace, &self.writer),
                |before| before.hash,
            ),
            at,
            clock: back.then_some(Clock::Back),
            by: self.identity.reviewer.clone(),
            seen,
            event: draft.event,
            supersedes: draft.supersedes,
            key: key_id(&self.identity.key.verifying_key()),
        }
    }

    fn started(&self) -> Draft {
        Draft {
            event: Event::JournalStarted(JournalStarted {
                workspace: self.workspace.clone(),
                public_key: to_hex(self.identity.key.verifying_key().as_bytes()),
            }),
            supersedes: Vec::new(),
        }
    }

    /// The heads among `seen` that are further than this journal has named them.
    fn news(&self, seen: &Heads) -> Heads {
        seen.iter()
            .filter(|&(writer, &(seq, _))| {
                *writer != self.writer
                    && self.named.get(writer).is_none_or(|&(named, _)| named < seq)
            })
            .map(|(writer, &head)| (writer.clone(), head))
            .collect()
    }

    /// Decides whether anything may be written.
    fn judge(&mut self, own: &CheckedJournal, journals: &Journals) {
        if self.read_only.is_some() {
            return;
        }
        let checked = journals.checked();
        let pins = self
            .pins
            .load()
            .map(|pins| pins.heads())
            .unwrap_or_default();
        let mut problems: Vec<Problem> = Vec::new();
        if !own.is_whole_but_for_its_tail() {
            problems.extend(own.problems.iter().cloned());
        }
        let about_files = journals.problems.iter().cloned();
        let about_all = check_pins(&checked, &pins)
            .into_iter()
            .chain(check_seen(&checked))
            .chain(about_files);
        problems.extend(about_all.filter(|problem| problem.writer.as_ref() == Some(&self.writer)));
        if !problems.is_empty() {
            self.read_only = Some(ReadOnly::Defective {
                writer: self.writer.clone(),
                problems,
            });
        } else if let Err(error) = self.medium.check() {
            self.block(error);
        }
    }

    /// Makes the journal read-only because its place cannot be written.
    fn block(&mut self, error: std::io::Error) {
        let error = FileError::new(files::Action::Write, &self.path, error);
        self.read_only = Some(ReadOnly::NotWritable {
            reason: error.to_string(),
        });
    }

    /// Remembers heads outside the workspace, the own one among them.
    fn remember(&mut self, mut heads: Heads) {
        match (&self.read_only, self.head()) {
            (None, Some(head)) => {
                heads.insert(self.writer.clone(), head);
            }
            _ => {
                heads.remove(&self.writer);
            }
        }
        if let Err(error) = self.pins.remember(&heads) {
            self.warning = Some(error);
        }
    }
}

/// Takes the lock of a writer. It lies outside the workspace: only this device has the writer's
/// key, local disks lock reliably, and nothing that clears or synchronises the workspace touches it.
fn take_lock(
    home: &Home,
    workspace: &Workspace,
    writer: &WriterId,
) -> (Option<Lock>, Option<ReadOnly>) {
    let folder = home.state_folder(workspace.id());
    let path = folder.join(format!("{writer}.lock"));
    let taken = files::create_folder(&folder).and_then(|()| files::lock(&path));
    match taken {
        Ok(Some(lock)) => (Some(lock), None),
        Ok(None) => {
            let writer = writer.clone();
            (None, Some(ReadOnly::LockedElsewhere { writer }))
        }
        Err(error) => {
            let reason = error.to_string();
            (None, Some(ReadOnly::NotWritable { reason }))
        }
    }
}

/// The heads of other journals that some entries name, the last of each.
fn named_in(entries: &[StoredEntry]) -> Heads {
    let mut named = Heads::new();
    for stored in entries {
        for (writer, &head) in &stored.entry.seen {
            named.insert(writer.clone(), head);
        }
    }
    named
}

fn trim_end(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}

#[cfg(test)]
mod tests;
