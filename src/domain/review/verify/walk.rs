//! The walk through one journal, line by line.

use super::{CheckedJournal, LineMark, Problem, Tail};
use crate::domain::digest::Digest;
use crate::domain::review::chain::{MerkleTree, genesis};
use crate::domain::review::entry::{
    Clock, LineError, StoredEntry, check_signature, key_id, parse_public_key, read_line,
};
use crate::domain::review::event::Event;
use crate::domain::review::people::{Moment, WriterId};
use ed25519_dalek::VerifyingKey;

/// So many problems of one journal are told one by one.
const TOLD: usize = 20;

/// The walk through a journal.
pub(super) struct Check<'a> {
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
    pub(super) fn new(workspace: &'a str, writer: &WriterId) -> Self {
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

    pub(super) fn line(&mut self, line: &[u8]) {
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

    pub(super) fn tail(&mut self, bytes: &[u8], start: usize) {
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
        if is_merge_mark(line) {
            return Err(("merge-marks", "Version control wrote the marks of a conflict into this journal, because two versions of it were merged. Check out one of the two whole; each is signed, and `rapporteur verify` tells whether it fits.".to_owned()));
        }
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
        if let Event::JournalStarted(started) = &entry.event
            && started.workspace != self.workspace
            && found.is_empty()
        {
            let message = format!(
                "This journal says that it belongs to another workspace ({}).",
                started.workspace
            );
            found.push(("other-workspace", message));
        }
        found.extend(start(stored));
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

    fn time(&self, stored: &StoredEntry) -> Option<(&'static str, String)> {
        let back = self.before.is_some_and(|before| before > stored.entry.at);
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

    pub(super) fn finish(mut self) -> CheckedJournal {
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

/// Whether a line is one that version control puts around what it could not merge.
fn is_merge_mark(line: &[u8]) -> bool {
    let marks: [&[u8]; 4] = [b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||"];
    marks.iter().any(|mark| line.starts_with(mark))
}

/// The public key that a journal's first line gives, even when the line was damaged elsewhere:
/// later lines name the key by its hash, so a wrong one cannot slip in.
fn public_key_on(line: &[u8]) -> Option<VerifyingKey> {
    let text = String::from_utf8_lossy(line);
    let (_, rest) = text.split_once("\"public_key\":\"")?;
    parse_public_key(rest.get(..64)?)
}

/// What is wrong with how a journal starts.
fn start(stored: &StoredEntry) -> Option<(&'static str, String)> {
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
