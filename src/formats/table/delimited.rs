//! Texts with a sign between cells: comma, semicolon or tab, whichever divides the rows alike.

use super::{NoTable, Rows, Table};
use crate::formats::import::{encoding, line_ends};
use csv::{ReaderBuilder, StringRecord};

/// What can stand between cells.
const SIGNS: [u8; 3] = [b';', b'\t', b','];
/// What stands between no cells of any table: the whole line is one cell.
const NONE: u8 = 0x1f;
/// How many records are looked at to find the sign.
const LOOKED_AT: usize = 50;

/// Reads a table from a text.
pub(super) fn read(bytes: &[u8]) -> Result<Table, NoTable> {
    let decoded = encoding::decode(bytes).ok_or(NoTable::Other)?;
    let lines = line_ends(&decoded.text);
    let (said, text) = said_sign(&lines);
    let sign = said.unwrap_or_else(|| likely_sign(text));
    let mut rows = Rows::default();
    let mut reader = reader(text, sign);
    let mut record = StringRecord::new();
    let (mut line, mut counted) = (1 + usize::from(said.is_some()), 0);
    // A text in memory that is Unicode has no other errors than its end.
    while reader.read_record(&mut record).unwrap_or(false) {
        // A record begins where the one before ended, and blank lines stand between them.
        let after = record.position().map_or(0, csv::Position::byte);
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        let rest = text.get(after..).unwrap_or_default();
        let start = text.len() - rest.trim_start_matches('\n').len();
        let passed = text.get(counted..start).unwrap_or_default();
        line += passed.matches('\n').count();
        counted = start;
        rows.push(line, record.iter().map(str::to_owned).collect())?;
    }
    let remarks = decoded.diagnostics.into_iter();
    Ok(Table {
        rows: rows.0,
        remarks: remarks.map(|one| one.message).collect(),
        ..Table::default()
    })
}

fn reader(text: &str, sign: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(sign)
        .from_reader(text.as_bytes())
}

/// The sign that the first line names, as Excel writes it (`sep=;`), and the text below.
fn said_sign(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[sign]) if SIGNS.contains(&sign) => (Some(sign), rest),
        _ => (None, text),
    }
}

/// The sign that divides most rows into as many cells as the first one.
fn likely_sign(text: &str) -> u8 {
    let judged = SIGNS.into_iter().map(|sign| {
        let mut reader = reader(text, sign);
        let records = reader.records().take(LOOKED_AT).map_while(Result::ok);
        let counts: Vec<usize> = records.map(|record| record.len()).collect();
        let widest = counts.iter().copied().max().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == widest).count();
        // A comma in two questions out of three makes no table of two columns.
        let divides = widest > 1 && alike * 3 >= counts.len() * 2;
        (divides, alike, widest, sign)
    });
    let best = judged.max_by_key(|&(divides, alike, widest, _)| (divides, alike, widest));
    match best {
        Some((true, _, _, sign)) => sign,
        _ => NONE,
    }
}
