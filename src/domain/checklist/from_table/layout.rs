//! Where the columns of a table are: by the row of heads, or in the usual order where there is none.

use super::words::{Column, Words};
use super::{Row, brief, one_line};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows from the top may be titles before the row of heads.
const TITLES: usize = 10;
/// The longest head of a column, in Unicode scalar values; a longer one is a question.
const LONGEST_HEAD: usize = 60;
/// The order of columns without heads.
const USUAL: [Column; 3] = [Column::Question, Column::Group, Column::Severity];

/// Where what is, and the rows of questions.
pub(super) struct Layout<'a> {
    columns: BTreeMap<Column, usize>,
    /// The rows below the heads that are not blank.
    pub(super) rows: Vec<&'a Row>,
}

impl<'a> Layout<'a> {
    /// Finds the columns, and tells what is not read.
    pub(super) fn of(rows: &'a [Row]) -> (Self, Vec<String>) {
        let filled: Vec<&Row> = rows.iter().filter(|row| !is_blank(row)).collect();
        let head = filled.iter().take(TITLES).position(|row| is_head(row));
        match head {
            Some(at) => headed(&filled, at),
            None => unheaded(filled),
        }
    }

    /// Whether the table has a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains_key(&column)
    }

    /// What a row says in a column; nothing where it has none.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: Column) -> &'r str {
        let at = self.columns.get(&column);
        let cell = at.and_then(|&at| row.cells.get(at));
        cell.map_or("", String::as_str)
    }
}

fn headed<'a>(filled: &[&'a Row], at: usize) -> (Layout<'a>, Vec<String>) {
    let mut remarks = Vec::new();
    let above: Vec<usize> = filled.iter().take(at).map(|row| row.number).collect();
    if !above.is_empty() {
        let rows = super::rows_named(&above);
        remarks.push(format!("{rows}: left out, above the heads of the columns."));
    }
    let mut columns = BTreeMap::new();
    let mut unknown = Vec::new();
    for (index, cell) in filled
        .get(at)
        .map_or(&[][..], |row| &row.cells)
        .iter()
        .enumerate()
    {
        let head = brief(&one_line(cell));
        match Words::known().column(cell) {
            Some(column) if !columns.contains_key(&column) => {
                columns.insert(column, index);
            }
            Some(column) => remarks.push(format!(
                "The column “{head}” was left out: another one gives the {} already.",
                column.name()
            )),
            None => unknown.push((index, head)),
        }
    }
    let rows: Vec<&Row> = filled.iter().skip(at + 1).copied().collect();
    if !columns.contains_key(&Column::Question)
        && let Some(wordy) = wordiest(&unknown, &rows)
    {
        let (index, head) = unknown.remove(wordy);
        columns.insert(Column::Question, index);
        remarks.push(format!(
            "No column is called “question”: “{head}” was taken for it, which has the most words."
        ));
    }
    let named = unknown.iter().filter(|(_, head)| !head.is_empty());
    remarks.extend(named.map(|(_, head)| {
        format!("The column “{head}” was left out: what it says has no place in a checklist.")
    }));
    for (column, instead) in [
        (Column::Group, "all questions are in one group"),
        (Column::Severity, "all questions are “medium”"),
        (Column::Kind, "all questions are “safeguard”"),
    ] {
        if !columns.contains_key(&column) {
            let name = column.name();
            remarks.push(format!("No column is called “{name}”: {instead}."));
        }
    }
    (Layout { columns, rows }, remarks)
}

/// Which of some columns has the most letters in it.
fn wordiest(columns: &[(usize, String)], rows: &[&Row]) -> Option<usize> {
    let letters = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(String::len).sum()
    };
    let counted = columns.iter().enumerate();
    let (at, _) = counted.max_by_key(|(_, (column, _))| letters(*column))?;
    Some(at)
}

fn unheaded(rows: Vec<&Row>) -> (Layout<'_>, Vec<String>) {
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let columns: BTreeMap<Column, usize> = USUAL.into_iter().zip(0..widest).collect();
    let names: Vec<&str> = USUAL
        .iter()
        .take(columns.len())
        .map(|one| one.name())
        .collect();
    let mut remarks = vec![format!(
        "No row of heads was found: the columns were taken as {}.",
        names.join(", ")
    )];
    if widest > USUAL.len() {
        let more = widest - USUAL.len();
        let were = if more == 1 {
            "one further column was"
        } else {
            "further columns were"
        };
        remarks.push(format!("Without heads, {were} left out."));
    }
    (Layout { columns, rows }, remarks)
}

fn is_blank(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.trim().is_empty())
}

/// A row of heads has one for the question, or two for other things, and nothing in it is long.
fn is_head(row: &Row) -> bool {
    let short = |cell: &String| cell.chars().count() <= LONGEST_HEAD;
    let known = row
        .cells
        .iter()
        .filter_map(|cell| Words::known().column(cell));
    let known: BTreeSet<Column> = known.collect();
    row.cells.iter().all(short) && (known.contains(&Column::Question) || known.len() > 1)
}
