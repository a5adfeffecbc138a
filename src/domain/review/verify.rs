//! Whether one journal is what its owner wrote: length, signature, reading, chain, line by line.
//!
//! Works on bytes alone and rewrites nothing. What the journals say of each other and of the
//! agreements is in `crosscheck`; what exports say of them is in `heads`.

use super::chain::{MerkleTree, genesis};
use super::entry::{
    Clock, LineError, StoredEntry, check_signature, key_id, parse_public_key, read_line,
};
use super::event::Event;
use super::people::{Moment, WriterId};
use crate::domain::digest::Digest;
use ed25519_dalek::VerifyingKey;
use serde::Serialize;
use std::ops::Range;

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
    /// For each whole line, its hash and the root over all lines up to it.
    pub lines: Vec<LineMark>,
    /// How many lines from the start are proven: signed, in order, none missing.
    pub proven: u64,
    /// What stands behind the last whole line.
    pub tail: Tail,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

/// What a journal's line adds to its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineMark {
    /// SHA-256 of the line without its LF.
    pub hash: Digest,
    /// RFC 6962 root over the lines up to and including this one.
    pub root: Digest,
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
        let last = self.lines.last()?;
        Some((self.lines.len() as u64, last.hash))
    }

    /// Hash of the line with this number, counted from 1.
    pub fn hash_at(&self, seq: u64) -> Option<Digest> {
        self.mark_at(seq).map(|mark| mark.hash)
    }

    /// Hash and root at the line with this number, counted from 1.
    pub fn mark_at(&self, seq: u64) -> Option<&LineMark> {
        self.lines.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    /// RFC 6962 root over all lines.
    pub fn root(&self) -> Digest {
        self.lines
            .last()
            .map_or_else(|| MerkleTree::default().root(), |mark| mark.root)
    }

    /// Whether nothing is wrong but an append that was cut short, which its owner can mend.
    pub fn is_whole_but_for_its_tail(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| TAIL_CODES.contains(&problem.code))
    }
}

/// Problems that are no more than an append cut short.
const TAIL_CODES: [&str; 2] = ["torn-line", "unended-line"];
/// So many problems of one journal are told one by one.
const TOLD: usize = 20;

/// Checks the bytes of a journal against its own rules.
pub fn check_journal(workspace: &str, writer: &WriterId, bytes: &[u8]) -> CheckedJournal {
    if bytes.windows(2).any(|pair| pair == b"\r\n") {
        return check_converted(workspace, writer, bytes);
    }
    let mut check = Check::new(workspace, writer);
    let mut start = 0;
    while let Some(length) = bytes[start..].iter().position(|&byte| byte == b'\n') {
        check.line(&bytes[start..start + length]);
        start += length + 1;
    }
    check.tail(&bytes[start..], start);
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
        "The line endings of this journal were changed to CRLF, as version control and some editors do. \
         With LF every entry fits: turn them back, for example with `tr -d '\\r'`, and nothing is lost."
    } else {
        "The line endings of this journal were changed to CRLF, and with LF it does not fit either."
    };
    let problem = Problem::new("line-endings", message).of(writer);
    journal.problems.insert(0, problem);
    journal.proven = 0;
    journal
}

/// The walk through a journal.
struct Check<'a> {
    workspace: &'a str,
    tree: MerkleTree,
    key: Option<VerifyingKey>,
    /// The hash that the next line must name; nothing behind a line that could not be read.
    prev: Option<Digest>,
    /// The number that the next line must have; nothing behind a line that could not be read.
    next: Option<u64>,
    before: Option<Moment>,
    journal: CheckedJournal,
}

impl<'a> Check<'a> {
    fn new(workspace: &'a str, writer: &WriterId) -> Self {
        Self {
            workspace,
            tree: MerkleTree::default(),
            key: None,
            prev: Some(genesis(workspace, writer)),
            next: Some(1),
            before: None,
            journal: CheckedJournal {
                writer: writer.clone(),
                entries: Vec::new(),
                lines: Vec::new(),
                proven: 0,
                tail: Tail::None,
                problems: Vec::new(),
            },
        }
    }

    /// Number of the line that is being judged, counted from 1.
    fn number(&self) -> u64 {
        self.journal.lines.len() as u64 + 1
    }

    fn line(&mut self, line: &[u8]) {
        match self.judge(line) {
            Ok(stored) => {
                let found = self.place(&stored);
                self.report(
                    found
                        .into_iter()
                        .map(|(code, message)| (code, Some(stored.entry.seq), message)),
                );
                self.prev = Some(stored.hash);
                self.next = stored.entry.seq.checked_add(1);
                self.before = Some(stored.entry.at);
                self.journal.entries.push(stored);
            }
            Err((code, message)) => {
                self.report([(code, self.next, message)]);
                self.next = self.next.and_then(|next| next.checked_add(1));
                // The line may have been altered: what follows names the hash it had before.
                self.prev = (code == "newer-format").then(|| Digest::of(line));
            }
        }
        self.mark(line);
    }

    fn mark(&mut self, line: &[u8]) {
        if self.journal.problems.is_empty() {
            self.journal.proven = self.number();
        }
        self.tree.push(line);
        self.journal.lines.push(LineMark {
            hash: Digest::of(line),
            root: self.tree.root(),
        });
    }

    fn tail(&mut self, bytes: &[u8], start: usize) {
        if bytes.is_empty() {
            return;
        }
        let mut trial = Check {
            tree: self.tree.clone(),
            journal: CheckedJournal {
                problems: Vec::new(),
                ..self.journal.clone()
            },
            ..*self
        };
        trial.line(bytes);
        let number = self.number();
        let (code, message) = if trial.journal.problems.is_empty() {
            self.line(bytes);
            self.journal.tail = Tail::Unended;
            ("unended-line", "The last line is a whole entry and lacks only its line end; it is put right when its owner next opens the journal.".to_owned())
        } else {
            self.journal.tail = Tail::Torn(start..start + bytes.len());
            (
                "torn-line",
                format!(
                    "The last line is unfinished ({} bytes): writing was cut short, or the end was cut off. It is moved aside when its owner next opens the journal.",
                    bytes.len()
                ),
            )
        };
        let problem = Problem::new(code, message).of(&self.journal.writer);
        self.journal.problems.push(Problem {
            line: Some(number),
            ..problem
        });
    }

    /// The entry on a line, if its signature fits and it can be read.
    fn judge(&mut self, line: &[u8]) -> Result<StoredEntry, (&'static str, String)> {
        if self.key.is_none() {
            self.key = public_key_on(line);
        }
        let read = read_line(line);
        let signed = match (&self.key, &read) {
            (_, Err(LineError::TooLong { .. })) => false,
            (Some(key), _) => check_signature(line, key).is_ok(),
            (None, _) => {
                return Err(("no-key", "The public key that line 1 should give is not there, so that no signature can be checked.".to_owned()));
            }
        };
        match (signed, read) {
            (true, Ok(stored)) => Ok(stored),
            (true, Err(LineError::Newer { v })) => Err((
                "newer-format",
                format!(
                    "This entry has format {v}, from a newer rapporteur. It is intact and was not interpreted; update rapporteur to read it."
                ),
            )),
            (false, Ok(stored)) => Err((
                "altered",
                format!(
                    "This entry was changed after {} signed it: its signature does not fit.",
                    stored.entry.by.name
                ),
            )),
            (false, Err(LineError::Newer { .. })) => Err((
                "altered",
                "This entry was changed after it was signed: its signature does not fit."
                    .to_owned(),
            )),
            (_, Err(error @ LineError::TooLong { .. })) => Err(("too-long", sentence(&error))),
            (_, Err(error @ LineError::Spelling { .. })) => Err(("altered", sentence(&error))),
            (_, Err(error)) => Err(("not-an-entry", sentence(&error))),
        }
    }

    /// What is wrong with where a signed entry stands.
    fn place(&self, stored: &StoredEntry) -> Vec<(&'static str, String)> {
        let entry = &stored.entry;
        let mut found = Vec::new();
        let mut wrong = |code, message: String| found.push((code, message));
        if entry.writer != self.journal.writer {
            wrong(
                "other-writer",
                format!("This entry belongs to the journal of {}.", entry.writer),
            );
        }
        if let Some(key) = &self.key {
            let id = key_id(key);
            let device: String = id.chars().take(8).collect();
            let of_device = entry.writer.as_str().strip_suffix(&device);
            if entry.key != id || !of_device.is_some_and(|name| name.ends_with('-')) {
                wrong(
                    "other-key",
                    format!(
                        "This entry names the key {}, which is not the key of this journal.",
                        entry.key
                    ),
                );
            }
        }
        match self.next {
            Some(next) if entry.seq > next => wrong("missing", gap(next, entry.seq)),
            Some(next) if entry.seq < next => wrong(
                "out-of-order",
                format!(
                    "Entry {} stands where entry {next} belongs: it was repeated or moved.",
                    entry.seq
                ),
            ),
            _ if self.prev.is_some_and(|prev| prev != entry.prev) => {
                let (code, message) = self.broken_chain(stored);
                wrong(code, message);
            }
            _ => {}
        }
        found.extend(self.start(stored));
        found.extend(self.time(stored));
        found
    }

    fn broken_chain(&self, stored: &StoredEntry) -> (&'static str, String) {
        match &stored.entry.event {
            Event::JournalStarted(started) if started.workspace != self.workspace => (
                "other-workspace",
                format!("This journal belongs to another workspace ({}).", started.workspace),
            ),
            _ => (
                "chain",
                "This entry does not follow the line before it: the line before was replaced, or the start was.".to_owned(),
            ),
        }
    }

    fn start(&self, stored: &StoredEntry) -> Option<(&'static str, String)> {
        let starts = matches!(stored.entry.event, Event::JournalStarted(_));
        match (starts, stored.entry.seq) {
            (true, 1) => None,
            (true, _) => Some((
                "second-start",
                "Only the first entry may start a journal.".to_owned(),
            )),
            (false, 1) => Some((
                "no-start",
                "The first entry does not start the journal.".to_owned(),
            )),
            (false, _) => None,
        }
    }

    fn time(&self, stored: &StoredEntry) -> Option<(&'static str, String)> {
        let back = self.before? > stored.entry.at;
        let marked = stored.entry.clock == Some(Clock::Back);
        match (back, marked) {
            (true, false) => Some((
                "time-back",
                "The claimed time is earlier than that of the entry before, and not marked so."
                    .to_owned(),
            )),
            (false, true) => Some((
                "time-mark",
                "The entry is marked as earlier than the one before, and is not.".to_owned(),
            )),
            _ => None,
        }
    }

    fn report(&mut self, found: impl IntoIterator<Item = (&'static str, Option<u64>, String)>) {
        let line = self.number();
        for (code, seq, message) in found {
            let first = self.journal.problems.is_empty();
            let message = match (first, line - 1) {
                (false, _) => message,
                (true, 0) => format!("{message} Nothing in this journal is proven."),
                (true, 1) => format!("{message} The entry before it is proven."),
                (true, before) => format!("{message} The {before} entries before it are proven."),
            };
            self.journal.problems.push(Problem {
                writer: Some(self.journal.writer.clone()),
                line: Some(line),
                seq,
                code,
                message,
            });
        }
    }

    fn finish(mut self) -> CheckedJournal {
        let problems = &mut self.journal.problems;
        if problems.len() > TOLD {
            let more = problems.len() - TOLD;
            problems.truncate(TOLD);
            let message = format!("{more} more problems in this journal are not listed.");
            problems.push(Problem::new("more", message).of(&self.journal.writer));
        }
        self.journal
    }
}

/// The public key that a journal's first line gives, even when the line was damaged elsewhere:
/// later lines name the key by its hash, so a wrong one cannot slip in.
fn public_key_on(line: &[u8]) -> Option<VerifyingKey> {
    let text = String::from_utf8_lossy(line);
    let (_, rest) = text.split_once("\"public_key\":\"")?;
    parse_public_key(rest.get(..64)?)
}

fn gap(next: u64, found: u64) -> String {
    if found - next == 1 {
        format!("Entry {next} is missing before entry {found}.")
    } else {
        format!(
            "Entries {next}–{} are missing before entry {found}.",
            found - 1
        )
    }
}

fn sentence(error: &LineError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}
