//! The log of a workspace, made ready for files: entries told with what is proven of them, and the
//! signed lines themselves.

use super::session::{Session, SessionError};
use crate::domain::digest::Digest;
use crate::domain::review::StoredEntry;
use crate::domain::review::log::record::Titles;
use crate::domain::review::log::{Filter, LogRecord, LogReport};
use crate::store::verify::prove;
use std::collections::HashMap;

/// Entries told with what is proven of them. `shown` are positions in the session's entries.
pub fn report(
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
pub fn lines<'a>(session: &Session, shown: impl Iterator<Item = &'a StoredEntry>) -> Vec<u8> {
    let mut lines: HashMap<Digest, &[u8]> = HashMap::new();
    for file in &session.journals().files {
        let all = file.bytes.split(|&byte| byte == b'\n');
        let hashes = file.checked.lines.hashes().iter().copied();
        lines.extend(hashes.zip(all));
    }
    let mut told = Vec::new();
    for stored in shown {
        if let Some(line) = lines.get(&stored.hash) {
            told.extend_from_slice(line);
            told.push(b'\n');
        }
    }
    told
}
