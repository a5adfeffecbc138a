//! The log of a workspace, made ready for files: entries told with what is proven of them, and the
//! signed lines themselves.

use super::session::{Session, SessionError};
use crate::domain::digest::Digest;
use crate::domain::redaction::{Redaction, mark, marks_something};
use crate::domain::review::StoredEntry;
use crate::domain::review::log::record::Titles;
use crate::domain::review::log::{Filter, LogFormat, LogRecord, LogReport};
use crate::domain::summary::Edition;
use crate::formats::export::log;
use crate::store::files::FileError;
use crate::store::verify::prove;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// What a log must not show, of every agreement; nothing in the confidential edition.
#[derive(Debug, Default)]
pub struct Closed(Vec<Redaction>);

impl Closed {
    /// What the log of a session must not show in an edition. An error when an agreement in which
    /// something is marked cannot be read: then nobody can tell where its words stand.
    pub fn of(session: &Session, edition: Edition) -> Result<Self, SessionError> {
        if edition == Edition::Confidential {
            return Ok(Self::default());
        }
        let entries = session.entries().iter().map(|stored| &stored.entry.event);
        let marked = entries.filter(|event| marks_something(event));
        let marked: BTreeSet<_> = marked.filter_map(|event| event.agreement()).collect();
        let redactions = marked.into_iter().map(|id| {
            let opened = session.open(id)?;
            Ok(session.redaction(&opened))
        });
        Ok(Self(redactions.collect::<Result<_, SessionError>>()?))
    }

    /// Whether an entry must not be shown.
    pub fn withholds(&self, stored: &StoredEntry) -> bool {
        self.0.iter().any(|one| one.withholds(stored))
    }

    fn report(&self, report: LogReport, entries: &[StoredEntry]) -> LogReport {
        if self.0.is_empty() {
            return report;
        }
        let withheld = entries.iter().filter(|stored| self.withholds(stored));
        let withheld: HashMap<Digest, &StoredEntry> =
            withheld.map(|stored| (stored.hash, stored)).collect();
        let repeats = |text: &str| self.0.iter().any(|one| one.repeats(text));
        let records = report.entries.into_iter().map(|record| {
            let whole = |one: &Redaction| {
                one.is_whole() && record.agreement.as_ref() == Some(one.agreement())
            };
            if self.0.iter().any(whole) {
                return record.withheld().without_place();
            }
            if withheld.contains_key(&record.hash) {
                return record.withheld();
            }
            LogRecord {
                title: record.title.filter(|title| !repeats(title)),
                ..record
            }
        });
        LogReport {
            entries: records.collect(),
            selected: if repeats(&report.selected) {
                mark().to_owned()
            } else {
                report.selected
            },
            ..report
        }
    }
}

/// What stands for the line of an entry that is withheld: its place in the chain, and no word of it.
pub fn without_words(stored: &StoredEntry) -> Value {
    let entry = &stored.entry;
    json!({
        "writer": entry.writer,
        "seq": entry.seq,
        "prev": entry.prev,
        "hash": stored.hash,
        "withheld": true,
    })
}

/// A log as a file of some format, and whether all that stands in the journals fits.
pub fn bytes(
    session: &Session,
    filter: &Filter,
    (shown, total): (&[usize], usize),
    format: LogFormat,
    closed: &Closed,
) -> Result<(Vec<u8>, bool), SessionError> {
    let writer: fn(&LogReport) -> String = match format {
        LogFormat::Markdown => log::markdown,
        LogFormat::Html => log::html,
        LogFormat::Csv => log::csv,
        LogFormat::Jsonl => log::jsonl,
        LogFormat::Lines => {
            let entries = session.entries();
            let shown = shown.iter().filter_map(|&at| entries.get(at));
            return Ok((lines(session, shown, closed)?, read_whole(session)));
        }
    };
    let report = report(session, filter, shown, total)?;
    let report = closed.report(report, session.entries());
    Ok((writer(&report).into_bytes(), report.proof.is_whole()))
}

/// Whether the journals as they were read had nothing that does not fit; this is less than a proof.
pub fn read_whole(session: &Session) -> bool {
    let journals = session.journals();
    let mut files = journals.files.iter();
    journals.problems.is_empty() && files.all(|file| file.checked.problems.is_empty())
}

/// Entries told with what is proven of them. `shown` are positions in the session's entries.
fn report(
    session: &Session,
    filter: &Filter,
    shown: &[usize],
    total: usize,
) -> Result<LogReport, SessionError> {
    let (_, proof) = prove(session.workspace(), Some(session.home()))?;
    let entries = session.entries();
    let titles = Titles::of(entries);
    let told = shown.iter().filter_map(|&at| entries.get(at));
    let told = told.map(|stored| LogRecord::of(stored, &titles, &proof));
    Ok(LogReport {
        workspace: session.workspace().id().to_owned(),
        selected: filter.words(|id| titles.of_agreement(id)),
        total,
        entries: told.collect(),
        proof,
    })
}

/// The lines of some entries, byte for byte as they stand in the journals, each ended by LF.
///
/// An error when a journal is not as it was read any more.
fn lines<'a>(
    session: &Session,
    shown: impl Iterator<Item = &'a StoredEntry>,
    closed: &Closed,
) -> Result<Vec<u8>, FileError> {
    let mut lines: HashMap<Digest, Vec<u8>> = HashMap::new();
    for file in &session.journals().files {
        lines.extend(file.whole_lines(session.workspace())?);
    }
    let mut told = Vec::new();
    for stored in shown {
        if closed.withholds(stored) {
            told.extend(without_words(stored).to_string().into_bytes());
            told.push(b'\n');
        } else if let Some(line) = lines.get(&stored.hash) {
            told.extend_from_slice(line);
            told.push(b'\n');
        }
    }
    Ok(told)
}
