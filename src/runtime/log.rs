//! The log of a workspace, made ready for files: entries told with what is proven of them, and the
//! signed lines themselves.

use super::session::{Session, SessionError};
use crate::domain::digest::Digest;
use crate::domain::review::StoredEntry;
use crate::domain::review::log::record::Titles;
use crate::domain::review::log::{Filter, LogFormat, LogRecord, LogReport};
use crate::formats::export::log;
use crate::store::files::FileError;
use crate::store::verify::prove;
use std::collections::HashMap;

/// A log as a file of some format, and whether all that stands in the journals fits.
pub fn bytes(
    session: &Session,
    filter: &Filter,
    (shown, total): (&[usize], usize),
    format: LogFormat,
) -> Result<(Vec<u8>, bool), SessionError> {
    let writer: fn(&LogReport) -> String = match format {
        LogFormat::Markdown => log::markdown,
        LogFormat::Html => log::html,
        LogFormat::Csv => log::csv,
        LogFormat::Jsonl => log::jsonl,
        LogFormat::Lines => {
            let entries = session.entries();
            let shown = shown.iter().filter_map(|&at| entries.get(at));
            return Ok((lines(session, shown)?, read_whole(session)));
        }
    };
    let report = report(session, filter, shown, total)?;
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
) -> Result<Vec<u8>, FileError> {
    let mut lines: HashMap<Digest, Vec<u8>> = HashMap::new();
    for file in &session.journals().files {
        lines.extend(file.whole_lines(session.workspace())?);
    }
    let mut told = Vec::new();
    for stored in shown {
        if let Some(line) = lines.get(&stored.hash) {
            told.extend_from_slice(line);
            told.push(b'\n');
        }
    }
    Ok(told)
}
