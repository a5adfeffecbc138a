//! How far a journal was read, and reading on from there. The only place that reads a journal in
//! parts; what it does not understand is left to the whole check.

use crate::domain::digest::Digest;
use crate::domain::review::chain::genesis;
use crate::domain::review::entry::{
    StoredEntry, check_signature, key_id, parse_public_key, read_line,
};
use crate::domain::review::event::Event;
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::{CheckedJournal, Tail};
use crate::store::journal::JournalFile;
use ed25519_dalek::VerifyingKey;

/// How far a journal was read.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Whose journal.
    pub writer: WriterId,
    /// The reviewer's name, once an entry gave it.
    pub name: Option<String>,
    /// Number of the last entry that was read; 0 for none.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
    /// Bytes of the lines that were read.
    pub length: u64,
    /// Where the last of these lines begins.
    pub last: u64,
    /// Length of the file when it was read, an unfinished line included.
    pub total: u64,
    /// The writer's key; nothing where the journal can only be checked as a whole.
    key: Option<VerifyingKey>,
}

impl Mark {
    /// The end of a journal that was checked as a whole.
    pub fn of(workspace: &str, checked: &CheckedJournal, bytes: &[u8]) -> Self {
        let lines_end = |bytes: &[u8]| bytes.iter().rposition(|&byte| byte == b'\n');
        let length = lines_end(bytes).map_or(0, |at| at + 1);
        let last = bytes.get(..length.saturating_sub(1)).and_then(lines_end);
        let last = last.map_or(0, |at| at + 1) as u64;
        Self::at(
            workspace,
            checked,
            (last, length as u64),
            bytes.len() as u64,
        )
    }

    /// The end of a journal as it was read at the opening.
    pub fn of_file(workspace: &str, file: &JournalFile) -> Self {
        match &file.shelf {
            None => Self::of(workspace, &file.checked, &file.bytes),
            Some(shelf) => Self::at(workspace, &file.checked, shelf.last_line(), file.length()),
        }
    }

    /// The end of a journal whose last line stands between these bytes.
    fn at(
        workspace: &str,
        checked: &CheckedJournal,
        (last, length): (u64, u64),
        total: u64,
    ) -> Self {
        let head = checked.head();
        let sound = checked.is_whole_but_for_its_tail() && checked.tail != Tail::Unended;
        let key = checked.entries.iter().find_map(|stored| {
            let Event::JournalStarted(started) = &stored.entry.event else {
                return None;
            };
            parse_public_key(&started.public_key)
        });
        Self {
            name: checked.entries.last().map(|one| one.entry.by.name.clone()),
            seq: head.map_or(0, |(seq, _)| seq),
            hash: head.map_or_else(|| genesis(workspace, &checked.writer), |(_, hash)| hash),
            length,
            last,
            total,
            key: key.filter(|_| sound),
            writer: checked.writer.clone(),
        }
    }

    /// Whether it can be read on from here.
    pub const fn leads_on(&self) -> bool {
        self.key.is_some() && self.seq > 0
    }

    /// Takes in what a journal has from its last known line on, and gives the entries behind that
    /// line; nothing when the bytes do not continue what was read. An unfinished line at the end is
    /// left for the next time.
    pub fn read_on(&mut self, bytes: &[u8]) -> Option<Vec<StoredEntry>> {
        let key = self.key?;
        let known = usize::try_from(self.length.checked_sub(self.last)?).ok()?;
        let (line, mut rest) = bytes.split_at_checked(known)?;
        if Digest::of(line.strip_suffix(b"\n")?) != self.hash {
            return None;
        }
        let mut mark = self.clone();
        let mut entries = Vec::new();
        while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
            let (line, after) = rest.split_at_checked(end)?;
            let stored = read_line(line).ok()?;
            check_signature(line, &key).ok()?;
            if !mark.is_followed_by(&stored, &key) {
                return None;
            }
            mark.last = mark.length;
            mark.length += end as u64 + 1;
            mark.seq = stored.entry.seq;
            mark.hash = stored.hash;
            mark.name = Some(stored.entry.by.name.clone());
            entries.push(stored);
            rest = after.get(1..)?;
        }
        mark.total = mark.length + rest.len() as u64;
        *self = mark;
        Some(entries)
    }

    fn is_followed_by(&self, stored: &StoredEntry, key: &VerifyingKey) -> bool {
        let entry = &stored.entry;
        entry.writer == self.writer
            && entry.seq == self.seq + 1
            && entry.prev == self.hash
            && entry.key == key_id(key)
            && !matches!(entry.event, Event::JournalStarted(_))
    }
}
