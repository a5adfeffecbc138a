//! What stands on the sheets of one agreement.

mod items;
mod words;

pub(super) use words::journals;

use super::super::report::Tone;
use super::book::{Cell, Column, Table};
use crate::domain::labels::Labels;
use crate::domain::summary::{Portfolio, Summary, Verdict};
use crate::tr;
use items::{facts, finding, questions};
use words::{document, notes, passages};

/// The front: what was reviewed, by whom, how far, and the result.
pub(super) fn front(summary: &Summary) -> Vec<(Cell, Cell)> {
    let labels = Labels::new(summary.language);
    let about = &summary.agreement;
    let mut pairs = Vec::new();
    let mut add = |name: &str, value: Cell| pairs.push((Cell::Strong(name.to_owned()), value));
    add(tr!("State"), state(summary.complete));
    add(tr!("Agreement"), Cell::words(&about.title));
    for line in &about.details {
        add(line.detail.title(), Cell::value(&line.text));
    }
    add(tr!("File"), Cell::words(&about.file));
    add(
        tr!("Pages"),
        about
            .pages
            .map_or(Cell::Empty, |pages| Cell::Number(pages.into())),
    );
    add(tr!("Clauses"), Cell::count(about.clauses));
    add(tr!("Characters"), Cell::count(about.characters));
    for list in &summary.checklists {
        let words = format!("{} ({} {})", list.title, list.id, list.version);
        add(tr!("Checklist"), Cell::words(words));
    }
    let names: Vec<&str> = summary
        .reviewers
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    add(tr!("Reviewers"), Cell::words(names.join(", ")));
    for sign_off in &summary.sign_offs {
        let words = format!("{}, {}", sign_off.by.name, sign_off.at.to_minute());
        add(tr!("Signed off"), Cell::words(words));
    }
    add(
        tr!("Newest entry (UTC, claimed)"),
        summary.last_entry_at.map_or(Cell::Empty, Cell::Time),
    );
    add(
        tr!("SHA-256 of the file"),
        Cell::Verbatim(about.source_sha256.to_string()),
    );
    add(
        tr!("SHA-256 of the text"),
        Cell::Verbatim(about.text_sha256.to_string()),
    );
    pairs.push((Cell::Empty, Cell::Empty));
    let counts = &summary.counts;
    for verdict in Verdict::ALL {
        let name = Cell::Toned(labels.heading(verdict.label()), Tone::from(verdict));
        pairs.push((name, Cell::count(counts.answers.get(verdict))));
    }
    pairs.push((Cell::Empty, Cell::Empty));
    let mut add =
        |name: &str, count| pairs.push((Cell::Strong(name.to_owned()), Cell::count(count)));
    add(tr!("Clauses read"), counts.clauses_read);
    add(tr!("Clauses not read"), summary.open.unread.len());
    add(tr!("Passages tagged"), counts.tags.total);
    add(tr!("Reviewers differ"), summary.open.disagreements.len());
    add(
        tr!("Answers to be confirmed"),
        summary.open.to_confirm.len(),
    );
    add(
        tr!("Answers without grounds"),
        summary.open.without_grounds.len(),
    );
    pairs
}

/// Whether anything is open, in words on a colour.
pub(super) fn state(complete: bool) -> Cell {
    if complete {
        return Cell::Toned(tr!("Complete: nothing is open").to_owned(), Tone::Good);
    }
    Cell::Toned(
        tr!("INCOMPLETE: something is still open").to_owned(),
        Tone::Concern,
    )
}

/// All the other sheets, in their order.
pub(super) fn tables(summary: &Summary, banner: &str) -> Vec<Table> {
    let labels = Labels::new(summary.language);
    let mut all = of_items(summary, labels, banner);
    all.extend(of_words(summary, labels, banner));
    all.push(journals(&Portfolio::of([summary]), banner));
    all
}

/// The sheets on items of the checklists.
fn of_items(summary: &Summary, labels: Labels, banner: &str) -> Vec<Table> {
    let table = |name, columns: &[(&str, f64)], rows| plain(name, banner, columns, rows);
    vec![
        on_paper(
            11,
            table(
                tr!("Findings"),
                &[
                    (tr!("No."), 5.0),
                    (tr!("Verdict"), 14.0),
                    (tr!("Severity"), 11.0),
                    (tr!("Kind"), 11.0),
                    (tr!("Group"), 22.0),
                    (tr!("Item"), 20.0),
                    (tr!("Question"), 46.0),
                    (tr!("Answers"), 36.0),
                    (tr!("Clauses"), 28.0),
                    (tr!("Passages"), 9.0),
                    (tr!("Notes on the answer"), 40.0),
                    (tr!("Absence proof"), 40.0),
                    (tr!("Why it matters"), 46.0),
                    (tr!("Sources"), 46.0),
                    (tr!("Confidential"), 12.0),
                    (tr!("Checklist"), 22.0),
                ],
                (1..)
                    .zip(summary.by_weight())
                    .map(|(number, one)| finding(number, one, labels))
                    .collect(),
            ),
        ),
        table(
            tr!("Facts"),
            &[
                (tr!("Fact"), 34.0),
                (tr!("Value"), 46.0),
                (tr!("Words"), 60.0),
                (tr!("Reviewer"), 20.0),
                (tr!("Time (UTC, claimed)"), 17.0),
                (tr!("Confidential"), 12.0),
            ],
            facts(summary),
        ),
        table(
            tr!("Questions"),
            &[
                (tr!("No."), 5.0),
                (tr!("Because it is"), 16.0),
                (tr!("Question to ask"), 80.0),
                (tr!("Item"), 24.0),
                (tr!("Clauses"), 40.0),
            ],
            questions(summary, labels),
        ),
    ]
}

/// The sheets on words, and on the document they stand in.
fn of_words(summary: &Summary, labels: Labels, banner: &str) -> Vec<Table> {
    let table = |name, columns: &[(&str, f64)], rows| plain(name, banner, columns, rows);
    vec![
        on_paper(
            8,
            table(
                tr!("Passages"),
                &[
                    (tr!("Item"), 22.0),
                    (tr!("Assessment"), 13.0),
                    (tr!("Clause"), 26.0),
                    (tr!("Page"), 7.0),
                    (tr!("Words"), 70.0),
                    (tr!("Reviewer"), 20.0),
                    (tr!("Time (UTC, claimed)"), 17.0),
                    (tr!("Notes on the passage"), 40.0),
                    (tr!("Reviewers differ"), 11.0),
                    (tr!("Confidential"), 12.0),
                    (tr!("Stands in this text"), 11.0),
                    (tr!("Start"), 9.0),
                    (tr!("End"), 9.0),
                    (tr!("Journal"), 20.0),
                    (tr!("Entry"), 8.0),
                ],
                passages(summary, labels),
            ),
        ),
        table(
            tr!("Notes"),
            &[
                (tr!("On"), 40.0),
                (tr!("Note"), 80.0),
                (tr!("Reviewer"), 20.0),
                (tr!("Time (UTC, claimed)"), 17.0),
                (tr!("Confidential"), 12.0),
            ],
            notes(summary),
        ),
        table(
            tr!("Document"),
            &[
                (tr!("Severity"), 14.0),
                (tr!("Page"), 8.0),
                (tr!("What was seen"), 110.0),
                (tr!("Code"), 30.0),
            ],
            document(summary),
        ),
    ]
}

/// A table with its first column in sight.
fn plain(name: &'static str, banner: &str, columns: &[(&str, f64)], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        name,
        banner: banner.to_owned(),
        columns: headed(columns),
        frozen: 1,
        upright: false,
        printed: None,
        rows,
    }
}

/// A table of which only the first columns are printed: all of them would be too small to read.
fn on_paper(columns: u16, table: Table) -> Table {
    Table {
        printed: Some(columns),
        ..table
    }
}

/// Headings with the widths of their columns.
pub(super) fn headed(columns: &[(&str, f64)]) -> Vec<Column> {
    columns
        .iter()
        .map(|(title, width)| ((*title).to_owned(), *width))
        .collect()
}
