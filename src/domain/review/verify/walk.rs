//! The walk through one journal, line by line.

use super::judge::{Judged, judge, judge_all, public_key_on};
use super::{CheckedJournal, Lines, Problem, Tail};
use crate::domain::digest::Digest;
use crate::domain::review::chain::genesis;
use crate::domain::review::entry::{Clock, StoredEntry, key_id};
use crate::domain::review::event::Event;
use crate::domain::review::people::{Moment, WriterId};
use ed25519_dalek::VerifyingKey;

/// So many problems of one journal are told one by one.
const TOLD: usize = 20;
/// So many lines are judged before their places are; it bounds what is held twice.
const BATCH: usize = 1 << 13;

/// The walk through a journal.
pub(super) struct Check<'a> {
    workspace: &'a str,
    key: Option<VerifyingKey>,
    /// Id of the key.
    key_id: String,
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
            key: None,
            key_id: String::new(),
            prev: Some(genesis(workspace, writer)),
            next: Some(1),
            before: None,
            journal: CheckedJournal {
                writer: writer.clone(),
                entries: Vec::new(),
                lines: Lines::default(),
                proven: 0,
                tail: Tail::None,
                problems: Vec::new(),
            },
        }
    }

    /// A walk that goes on behind lines that were proven before.
    pub(super) fn behind(
        workspace: &'a str,
        writer: &WriterId,
        lines: Lines,
        key: VerifyingKey,
        before: Moment,
    ) -> Option<Self> {
        let mut check = Self::new(workspace, writer);
        let length = lines.len() as u64;
        check.prev = Some(lines.hash_at(length)?);
        check.next = length.checked_add(1);
        check.before = Some(before);
        check.key_id = key_id(&key);
        check.key = Some(key);
        check.journal.proven = length;
        check.journal.lines = lines;
        Some(check)
    }

    /// Number of the line that is being judged, counted from 1.
    fn number(&self) -> u64 {
        self.journal.lines.len() as u64 + 1
    }

    /// Walks through all lines, and what stands behind the last.
    pub(super) fn walk(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        let mut batch = Vec::new();
        while let Some(length) = rest.iter().position(|&byte| byte == b'\n') {
            let (line, behind) = rest.split_at(length);
            batch.push(line);
            rest = behind.get(1..).unwrap_or_default();
            if batch.len() == BATCH {
                self.lines(&batch);
                batch.clear();
            }
        }
        self.lines(&batch);
        self.tail(rest, bytes.len() - rest.len());
    }

    fn lines(&mut self, lines: &[&[u8]]) {
        // The key stands on the first line; if that is damaged, on the first that gives one.
        let keyed = lines.iter().position(|line| self.find_key(line));
        let (without, with) = lines.split_at(keyed.unwrap_or(lines.len()));
        for judged in judge_all(without, None) {
            self.line(judged);
        }
        for judged in judge_all(with, self.key.as_ref()) {
            self.line(judged);
        }
    }

    /// Whether there is a key, if need be by this line.
    fn find_key(&mut self, line: &[u8]) -> bool {
        if self.key.is_none()
            && let Some(key) = public_key_on(line)
        {
            self.key_id = key_id(&key);
            self.key = Some(key);
        }
        self.key.is_some()
    }

    fn line(&mut self, judged: Judged) {
        match judged.entry {
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
                self.prev = (code == "newer-format").then_some(judged.hash);
            }
        }
        if self.journal.problems.is_empty() {
            self.journal.proven = self.number();
        }
        self.journal.lines.push(judged.hash, judged.leaf);
    }

    fn tail(&mut self, bytes: &[u8], start: usize) {
        if bytes.is_empty() {
            return;
        }
        self.find_key(bytes);
        let number = self.number();
        let judged = judge(bytes, self.key.as_ref());
        let entry = judged.entry.as_ref();
        let fits = entry.is_ok_and(|stored| self.place(stored).is_empty());
        let (code, message) = if fits {
            self.line(judged);
            self.journal.tail = Tail::Unended;
            ("unended-line", tr!("The last line is a whole entry and lacks only its line end; it is put right when its owner next opens the journal.").to_owned())
        } else {
            self.journal.tail = Tail::Torn(start..start + bytes.len());
            (
                "torn-line",
                tr!(
                    "The last line is unfinished ({bytes} bytes): writing was cut short, or the end was cut off. It is moved aside when its owner next opens the journal.",
                    bytes = bytes.len()
                ),
            )
        };
        let problem = Problem::new(code, message).of(&self.journal.writer);
        self.journal.problems.push(Problem {
            line: Some(number),
            ..problem
        });
    }

    /// What is wrong with where a signed entry stands.
    fn place(&self, stored: &StoredEntry) -> Vec<(&'static str, String)> {
        let entry = &stored.entry;
        let mut found = Vec::new();
        let mut wrong = |code, message: String| found.push((code, message));
        if entry.writer != self.journal.writer {
            wrong(
                "other-writer",
                tr!(
                    "This entry belongs to the journal of {writer}.",
                    writer = entry.writer
                ),
            );
        }
        let owner = entry.writer.as_str().rsplit_once('-').map(|(id, _)| id);
        if owner != Some(entry.by.id.as_str()) {
            wrong(
                "other-writer",
                tr!(
                    "This entry says that it is by {name}, whose journal this is not.",
                    name = entry.by.name
                ),
            );
        }
        if self.key.is_some() {
            let device = self.key_id.get(..8).unwrap_or_default();
            let of_device = entry.writer.as_str().strip_suffix(device);
            if entry.key != self.key_id || !of_device.is_some_and(|name| name.ends_with('-')) {
                wrong(
                    "other-key",
                    tr!(
                        "This entry names the key {key}, which is not the key of this journal.",
                        key = entry.key
                    ),
                );
            }
        }
        match self.next {
            Some(next) if entry.seq > next => wrong("missing", gap(next, entry.seq)),
            Some(next) if entry.seq < next => wrong(
                "out-of-order",
                tr!(
                    "Entry {seq} stands where entry {next} belongs: it was repeated or moved.",
                    seq = entry.seq,
                    next
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
            let message = tr!(
                "This journal says that it belongs to another workspace ({workspace}).",
                workspace = started.workspace
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
                tr!("This journal belongs to another workspace ({workspace}).", workspace = started.workspace),
            ),
            _ => (
                "chain",
                tr!("This entry does not follow the line before it: the line before was replaced, or the start was.").to_owned(),
            ),
        }
    }

    fn time(&self, stored: &StoredEntry) -> Option<(&'static str, String)> {
        let back = self.before.is_some_and(|before| before > stored.entry.at);
        let marked = stored.entry.clock == Some(Clock::Back);
        match (back, marked) {
            (true, false) => Some((
                "time-back",
                tr!(
                    "The claimed time is earlier than that of the entry before, and not marked so."
                )
                .to_owned(),
            )),
            (false, true) => Some((
                "time-mark",
                tr!("The entry is marked as earlier than the one before, and is not.").to_owned(),
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
                (true, 0) => tr!("{message} Nothing in this journal is proven.", message),
                (true, 1) => tr!("{message} The entry before it is proven.", message),
                (true, before) => tr!(
                    "{message} The {before} entries before it are proven.",
                    message,
                    before
                ),
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
            let message = tr!("{more} more problems in this journal are not listed.", more);
            problems.push(Problem::new("more", message).of(&self.journal.writer));
        }
        self.journal
    }
}

/// What is wrong with how a journal starts.
fn start(stored: &StoredEntry) -> Option<(&'static str, String)> {
    let starts = matches!(stored.entry.event, Event::JournalStarted(_));
    match (starts, stored.entry.seq) {
        (true, 1) => None,
        (true, _) => Some((
            "second-start",
            tr!("Only the first entry may start a journal.").to_owned(),
        )),
        (false, 1) => Some((
            "no-start",
            tr!("The first entry does not start the journal.").to_owned(),
        )),
        (false, _) => None,
    }
}

fn gap(next: u64, found: u64) -> String {
    if found - next == 1 {
        tr!("Entry {next} is missing before entry {found}.", next, found)
    } else {
        tr!(
            "Entries {next}–{last} are missing before entry {found}.",
            next,
            last = found - 1,
            found
        )
    }
}
