//! The log for spreadsheets: RFC 4180 with a mark that tells programs that it is UTF-8.
//!
//! A cell that a spreadsheet could take for a formula begins with an apostrophe. What is proven stands
//! below the entries, in rows of the kinds `verification` and `journal_head`.

use super::{selection, verdict, without_heads};
use crate::domain::review::log::{LogRecord, LogReport};
use crate::domain::visible::visible;
use csv::{Terminator, Writer, WriterBuilder};

/// Tells programs that the file is UTF-8; without it letters with accents are often shown wrongly.
pub(in super::super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What formulas begin with, in spreadsheets of all kinds and in full width.
pub(in super::super) const FORMULA: &[char] = &[
    '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|', '%',
];

const COLUMNS: [&str; 23] = [
    "time (UTC, claimed)",
    "reviewer",
    "journal",
    "number",
    "kind",
    "type",
    "agreement",
    "title",
    "clause",
    "label",
    "page",
    "item",
    "what",
    "before",
    "after",
    "words",
    "reason",
    "takes back",
    "hash",
    "proven",
    "witnessed by",
    "remembered here",
    "witnesses in words",
];

/// Positions in a row.
const JOURNAL: usize = 2;
const KIND: usize = 4;
const WHAT: usize = 12;

/// The log as CSV.
pub fn csv(report: &LogReport) -> String {
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let mut add = |row: &[String]| write(&mut table, row);
    add(&COLUMNS.map(str::to_owned));
    for entry in &report.entries {
        add(&row(entry).map(|cell| safe(&cell)));
    }
    let mut tell = |kind: &str, journal: &str, words: &str| {
        let mut row = vec![String::new(); COLUMNS.len()];
        (row[KIND], row[JOURNAL]) = (kind.to_owned(), journal.to_owned());
        words.clone_into(&mut row[WHAT]);
        add(&row);
    };
    tell("verification", "", &safe(&selection(report)));
    for sentence in verdict(report) {
        tell("verification", "", &sentence);
    }
    for problem in &report.proof.problems {
        let journal = problem.writer.as_ref().map(ToString::to_string);
        let words = format!("{} [{}]", problem.message, problem.code);
        let journal = journal.unwrap_or_default();
        tell("verification", &journal, &safe(&words));
    }
    for journal in &report.proof.journals {
        let writer = journal.writer.to_string();
        tell(
            "verification",
            &writer,
            &safe(&journal.sentences().join(" ")),
        );
        if let Some(token) = &journal.token {
            tell("journal_head", &writer, token);
        }
    }
    let bytes = table.into_inner().expect("memory takes every byte");
    let text = String::from_utf8(bytes).expect("only texts were written");
    format!("{BYTE_ORDER_MARK}{text}")
}

fn write(table: &mut Writer<Vec<u8>>, row: &[String]) {
    table
        .write_record(row)
        .expect("memory takes every row, and all rows are equally long");
}

fn row(entry: &LogRecord) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let undone = entry.undoes.or(entry.redoes);
    [
        entry.at.to_string(),
        entry.by.name.clone(),
        entry.writer.to_string(),
        entry.seq.to_string(),
        entry.family.to_owned(),
        entry.kind.to_owned(),
        entry
            .agreement
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        text(&entry.title),
        text(&entry.clause),
        text(&entry.label),
        entry.page.map(|page| page.to_string()).unwrap_or_default(),
        text(&entry.item),
        entry.what.clone(),
        entry.before.clone(),
        entry.after.clone(),
        text(&entry.quote),
        text(&entry.reason),
        undone.map(|hash| hash.to_string()).unwrap_or_default(),
        entry.hash.to_string(),
        yes(entry.proven),
        entry.witnessed_by.join(", "),
        yes(entry.remembered),
        entry.vouched.join(" "),
    ]
}

/// A cell that is nothing but a text: no formula, no hidden characters, no journal head.
fn safe(text: &str) -> String {
    cell(&without_heads(&visible(text), " /"))
}

/// A text that no spreadsheet takes for a formula.
pub(in super::super) fn cell(shown: &str) -> String {
    let begins = shown.trim_start_matches(' ');
    // A number or an id begins with none of these.
    if begins.starts_with(FORMULA) {
        return format!("'{shown}");
    }
    shown.to_owned()
}
