//! Whether one journal is what its owner wrote: length, signature, reading, chain, line by line.
//!
//! Works on bytes alone and rewrites nothing. What the journals say of each other and of the
//! agreements is in `crosscheck`; what exports say of them is in `heads`.

use super::entry::StoredEntry;
use super::people::WriterId;
use crate::domain::digest::Digest;
use serde::Serialize;
use std::ops::Range;
use walk::Check;

mod judge;
mod known;
mod lines;
mod walk;

pub use known::{Known, Retrace, Traced, agreement_in, is_lasting, read_known};
pub use lines::{LineMark, Lines};

/// Something that does not fit, named so that a person finds it and a program can sort it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Whose journal; nothing when it is about an agreement or a checklist.
    pub writer: Option<WriterId>,
    /// Line of the journal, counted from 1.
    pub line: Option<u64>,
    /// Number of the entry.
    pub seq: Option<u64>,
    /// A stable name for programs.
    pub code: &'static str,
    /// One or two sentences for a person.
    pub message: String,
}

impl Problem {
    /// A problem that belongs to no journal.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            writer: None,
            line: None,
            seq: None,
            code,
            message: message.into(),
        }
    }

    /// The same, in a journal.
    #[must_use]
    pub fn of(mut self, writer: &WriterId) -> Self {
        self.writer = Some(writer.clone());
        self
    }

    /// The same, at an entry.
    #[must_use]
    pub const fn at(mut self, line: Option<u64>, seq: u64) -> Self {
        self.line = line;
        self.seq = Some(seq);
        self
    }
}

/// One journal, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedJournal {
    /// Whose journal it is.
    pub writer: WriterId,
    /// Every entry whose signature fits, in the order of the file. Behind a line that does not fit,
    /// an entry is still its author's word, though no longer proven to be complete.
    pub entries: Vec<StoredEntry>,
    /// The hashes of all whole lines.
    pub lines: Lines,
    /// How many lines from the start are proven: signed, in order, none missing.
    pub proven: u64,
    /// What stands behind the last whole line.
    pub tail: Tail,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

/// What stands behind a journal's last LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tail {
    /// Nothing, as it should be.
    None,
    /// A whole entry that fits and lacks only its LF. It is counted among the lines.
    Unended,
    /// Bytes that are no entry: an append that was cut short.
    Torn(Range<usize>),
}

impl CheckedJournal {
    /// Number of the last line and its hash; nothing for an empty journal.
    pub fn head(&self) -> Option<(u64, Digest)> {
        let length = self.lines.len() as u64;
        Some((length, self.lines.hash_at(length)?))
    }

    /// Hash of the line with this number, counted from 1.
    pub fn hash_at(&self, seq: u64) -> Option<Digest> {
        self.lines.hash_at(seq)
    }

    /// Hash and root at the line with this number, counted from 1.
    pub fn mark_at(&self, seq: u64) -> Option<LineMark> {
        self.lines.mark_at(seq)
    }

    /// RFC 6962 root over all lines.
    pub fn root(&self) -> Digest {
        self.lines.root()
    }

    /// Whether nothing is wrong but an append that was cut short, which its owner can mend.
    pub fn is_whole_but_for_its_tail(&self) -> bool {
        self.problems.iter().all(Problem::is_unfinished_tail)
    }
}

impl Problem {
    /// Whether it is no more than an append that was cut short, or has not wholly arrived yet: it says
    /// nothing against any entry.
    pub fn is_unfinished_tail(&self) -> bool {
        TAIL_CODES.contains(&self.code)
    }
}

/// Problems that are no more than an append cut short.
const TAIL_CODES: [&str; 2] = ["torn-line", "unended-line"];

/// Checks the bytes of a journal against its own rules.
pub fn check_journal(workspace: &str, writer: &WriterId, bytes: &[u8]) -> CheckedJournal {
    if bytes.contains(&b'\r') && bytes.windows(2).any(|pair| pair == b"\r\n") {
        return check_converted(workspace, writer, bytes);
    }
    let mut check = Check::new(workspace, writer);
    check.walk(bytes);
    check.finish()
}

/// A journal whose line ends were turned into CRLF: no byte of ours ever is a CR, so taking them
/// out shows whether anything else was changed.
fn check_converted(workspace: &str, writer: &WriterId, bytes: &[u8]) -> CheckedJournal {
    let restored: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|&byte| byte != b'\r')
        .collect();
    let mut journal = check_journal(workspace, writer, &restored);
    let message = if journal.problems.is_empty() {
        tr!(
            "The line endings of this journal were changed to CRLF, as version control and some editors do. \
         With LF every entry fits: turn them back, for example with `tr -d '\\r'`, and nothing is lost."
        )
    } else {
        tr!(
            "The line endings of this journal were changed to CRLF, and with LF it does not fit either."
        )
    };
    let problem = Problem::new("line-endings", message).of(writer);
    journal.problems.insert(0, problem);
    journal.proven = 0;
    journal
}

#[cfg(test)]
pub(crate) mod tests;
