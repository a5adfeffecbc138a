//! One writer's journal: opened by one process at a time, only ever appended to, and synced before
//! anything is called saved.
//!
//! After a failed write or sync nothing more is written until the journal was opened and verified
//! again: what then lies on the disk is not known before.

mod about;
mod access;
mod checkpoint;
mod garbage;
mod judge;
mod medium;
mod read;
mod recover;
mod reopen;
mod shelf;
mod stretch;

pub use about::{Prints, prints_of};
pub use access::{AppendError, ReadOnly};
pub use checkpoint::Sealed;
pub use medium::{FileMedium, Medium};
pub use read::{JournalFile, Journals, read_all, read_heads, read_known, read_trusted};
pub use recover::Recovery;
pub use shelf::{Shelf, Wanted};

use super::device::Home;
use super::files::{self, FileError, Lock};
use super::pins::{LastHead, Pins};
use super::presence;
use super::workspace::Workspace;
use crate::domain::digest::{Digest, to_hex};
use crate::domain::review::chain::genesis;
use crate::domain::review::command::Draft;
use crate::domain::review::entry::{
    Clock, Entry, FORMAT, Heads, LONGEST_LINE, StoredEntry, key_id, read_line,
};
use crate::domain::review::event::{Event, JournalStarted};
use crate::domain::review::people::{Moment, Reviewer, WriterId};
use crate::domain::review::verify::check_journal;
use ed25519_dalek::SigningKey;
use std::collections::BTreeSet;
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

/// The device's share of the workspace, against sealing, and the writer's own lock where it was free.
type Locks = (Lock, Option<Lock>);

/// The journal of one writer, opened.
pub struct Journal {
    writer: WriterId,
    identity: Identity,
    workspace: String,
    path: PathBuf,
    medium: Box<dyn Medium>,
    pins: Pins,
    last_head: LastHead,
    entries: Vec<StoredEntry>,
    /// Length of the file in bytes.
    length: u64,
    /// Heads of other journals as this journal last named them.
    named: Heads,
    /// Writers whose journals do not fit what this device remembers.
    doubted: BTreeSet<WriterId>,
    read_only: Option<ReadOnly>,
    recovery: Option<Recovery>,
    warning: Option<FileError>,
    locks: Option<Locks>,
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
        let (locks, locked_out) = take_locks(home, workspace, &writer);
        let mut journals = read_trusted(workspace, home)?;
        let pins = Pins::new(home, workspace.id());
        garbage::trim(&mut journals, workspace.id(), &writer, &pins);
        let own = match journals.of(&writer) {
            Some(file) => &file.checked,
            None => &check_journal(workspace.id(), &writer, b""),
        };
        let bytes = journals.of(&writer).map_or(&b""[..], |file| &file.bytes);
        let mut journal = Self {
            path: workspace.journal_path(&writer),
            workspace: workspace.id().to_owned(),
            length: journals.of(&writer).map_or(0, JournalFile::length),
            named: named_in(&own.entries),
            doubted: BTreeSet::new(),
            read_only: locked_out,
            recovery: None,
            warning: None,
            locks,
            entries: own.entries.clone(),
            identity,
            medium,
            last_head: pins.last_head(&writer),
            pins,
            writer,
        };
        journal.judge(own, &journals);
        if journal.read_only.is_none() {
            journal.settle();
        }
        if journal.read_only.is_none() {
            journal.mend(&own.tail, bytes, now);
        }
        journal.take_notice(&journals);
        journal.doubt(&journals);
        Ok((journal, journals))
    }

    /// Whose journal it is.
    pub const fn writer(&self) -> &WriterId {
        &self.writer
    }

    /// The public key of the device that writes.
    pub fn public_key(&self) -> ed25519_dalek::VerifyingKey {
        self.identity.key.verifying_key()
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
    /// `seen` are the heads of the other journals, from [`Journal::take_notice`]. The entries for the drafts are the last of those
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
        if let Some(head) = self.head()
            && let Err(error) = self.last_head.note(head)
        {
            self.warning = Some(error);
        }
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
}

impl Drop for Journal {
    /// What was noted entry by entry is on the disk when the process ends in peace.
    fn drop(&mut self) {
        self.remember(Heads::new());
    }
}

/// Takes the lock of a writer, and joins those who work in the workspace. The locks lie outside the
/// workspace: only this device has the writer's key, local disks lock reliably, and nothing that
/// clears or synchronises the workspace touches them.
fn take_locks(
    home: &Home,
    workspace: &Workspace,
    writer: &WriterId,
) -> (Option<Locks>, Option<ReadOnly>) {
    let path = home
        .state_folder(workspace.id())
        .join(format!("{writer}.lock"));
    let taken = presence::join(home, workspace.id())
        .map(|joined| joined.map(|joined| Ok((joined, files::lock(&path)?))))
        .and_then(Option::transpose);
    match taken {
        Ok(Some((joined, Some(lock)))) => (Some((joined, Some(lock))), None),
        Ok(Some((joined, None))) => {
            let writer = writer.clone();
            // A window that only reads is in the way of sealing too.
            let held = Some((joined, None));
            (held, Some(ReadOnly::LockedElsewhere { writer }))
        }
        Ok(None) => (None, Some(ReadOnly::BeingSealed)),
        Err(error) => (None, Some(ReadOnly::not_writable(&error))),
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

#[cfg(test)]
mod tests;
