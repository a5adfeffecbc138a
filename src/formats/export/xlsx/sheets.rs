//! What stands on the sheets of one agreement.

use super::super::report::Tone;
use super::super::told;
use super::book::{Cell, Column, Table};
use crate::domain::checklist::{ItemKind, ItemSeverity};
use crate::domain::document::Severity;
use crate::domain::labels::Labels;
use crate::domain::review::event::Assessment;
use crate::domain::summary::{Finding, Judgement, Note, Origin, Summary, Tag, Verdict};
use crate::tr;

/// The front: what was reviewed, by whom, how far, and the result.
pub(super) fn front(summary: &Summary) -> Vec<(Cell, Cell)> {
    let labels = Labels::new(summary.language);
    let about = &summary.agreement;
    let mut pairs = Vec::new();
    let mut add = |name: &str, value: Cell| pairs.push((Cell::Strong(name.to_owned()), value));
    add(tr!("State"), state(summary));
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
pub(super) fn state(summary: &Summary) -> Cell {
    if summary.complete {
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
    all.push(journals(&[summary], banner));
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

fn finding(number: usize, finding: &Finding, labels: Labels) -> Vec<Cell> {
    vec![
        Cell::count(number),
        verdict(finding.verdict, labels),
        severity(finding.severity, labels),
        Cell::words(labels.heading(finding.kind.name())),
        Cell::words(&finding.group),
        Cell::words(&finding.item),
        Cell::words(&finding.question),
        Cell::words(told::answers(finding, labels)),
        Cell::words(told::places(finding)),
        Cell::count(finding.tags.len()),
        Cell::words(told::notes(&finding.notes)),
        Cell::words(told::absences(finding)),
        Cell::words(&finding.why_it_matters),
        Cell::words(told::sources(finding)),
        Cell::words(told::yes(told::is_confidential(finding))),
        Cell::words(&finding.checklist),
    ]
}

/// A verdict in words on its colour.
pub(super) fn verdict(verdict: Verdict, labels: Labels) -> Cell {
    Cell::Toned(labels.heading(verdict.label()), Tone::from(verdict))
}

fn severity(severity: ItemSeverity, labels: Labels) -> Cell {
    let words = labels.heading(severity.name());
    match severity {
        ItemSeverity::Critical => Cell::Toned(words, Tone::Concern),
        ItemSeverity::High => Cell::Toned(words, Tone::Absent),
        ItemSeverity::Medium | ItemSeverity::Low => Cell::words(words),
    }
}

/// The particulars of the agreement, and what was recorded for items that ask for a fact.
fn facts(summary: &Summary) -> Vec<Vec<Cell>> {
    let details = summary.agreement.details.iter().map(|line| {
        let words = line.passage.as_ref().map(|one| one.quote.clone());
        fact(
            line.detail.title(),
            Cell::value(&line.text),
            &words.unwrap_or_default(),
            &line.origin,
            line.confidential,
        )
    });
    let asked = summary
        .findings
        .iter()
        .filter(|one| one.kind == ItemKind::Fact);
    let recorded = asked.flat_map(|finding| {
        let words: Vec<&str> = finding.tags.iter().map(|tag| tag.quote.as_str()).collect();
        finding.answers.iter().filter_map(move |answer| {
            let value = Cell::value(answer.value.as_deref()?);
            Some(fact(
                &finding.question,
                value,
                &words.join("\n"),
                &answer.origin,
                answer.confidential,
            ))
        })
    });
    details.chain(recorded).collect()
}

fn fact(name: &str, value: Cell, words: &str, origin: &Origin, confidential: bool) -> Vec<Cell> {
    vec![
        Cell::words(name),
        value,
        Cell::words(words),
        Cell::words(&origin.by.name),
        Cell::Time(origin.at),
        Cell::words(told::yes(confidential)),
    ]
}

fn questions(summary: &Summary, labels: Labels) -> Vec<Vec<Cell>> {
    let asked = summary.by_weight().into_iter().filter_map(|finding| {
        let question = finding.follow_up_question.as_ref()?;
        let places = told::places(finding);
        Some([
            verdict(finding.verdict, labels),
            Cell::words(question),
            Cell::words(&finding.item),
            Cell::words(places),
        ])
    });
    let missing = summary.missing.iter().map(|one| {
        let places: Vec<&str> = one
            .clauses
            .iter()
            .map(|place| place.name.as_str())
            .collect();
        [
            Cell::Toned(tr!("Not in the file").to_owned(), Tone::Withheld),
            Cell::words(&one.question),
            Cell::words(&one.name),
            Cell::words(places.join("; ")),
        ]
    });
    let rows = (1..).zip(asked.chain(missing));
    rows.map(|(number, cells)| [Cell::count(number)].into_iter().chain(cells).collect())
        .collect()
}

fn passages(summary: &Summary, labels: Labels) -> Vec<Vec<Cell>> {
    let tags = summary
        .findings
        .iter()
        .flat_map(|finding| finding.tags.iter().map(move |tag| (finding, tag)));
    let rows = tags.flat_map(|(finding, tag)| {
        tag.judgements
            .iter()
            .map(move |one| passage(finding, tag, one, labels))
    });
    rows.collect()
}

fn passage(finding: &Finding, tag: &Tag, judgement: &Judgement, labels: Labels) -> Vec<Cell> {
    let origin = &judgement.origin;
    let tone = match judgement.assessment {
        Assessment::Concern => Tone::Concern,
        Assessment::Ok => Tone::Good,
        Assessment::Unclear => Tone::Unclear,
        Assessment::Info => Tone::Neutral,
    };
    vec![
        Cell::words(&finding.item),
        Cell::Toned(labels.heading(judgement.assessment.name()), tone),
        Cell::words(&tag.clause.name),
        tag.page
            .map_or(Cell::Empty, |page| Cell::Number(page.into())),
        Cell::words(&tag.quote),
        Cell::words(&origin.by.name),
        Cell::Time(origin.at),
        Cell::words(told::notes(&tag.notes)),
        Cell::words(told::yes(tag.disputed)),
        Cell::words(told::yes(judgement.confidential)),
        Cell::words(told::yes(tag.fits)),
        Cell::count(tag.start),
        Cell::count(tag.end),
        Cell::words(origin.writer.as_str()),
        Cell::Number(Cell::small(origin.seq)),
    ]
}

/// Every note outside the findings; those on answers and passages stand beside them.
fn notes(summary: &Summary) -> Vec<Vec<Cell>> {
    let row = |on: &str, note: &Note| {
        vec![
            Cell::words(on),
            Cell::words(&note.text),
            Cell::words(&note.origin.by.name),
            Cell::Time(note.origin.at),
            Cell::words(told::yes(note.confidential)),
        ]
    };
    let placed = summary.notes.iter();
    let rows = placed.flat_map(|placed| {
        let on = told::subject(&placed.place);
        placed
            .notes
            .iter()
            .map(move |note| row(&on, note))
            .collect::<Vec<_>>()
    });
    rows.collect()
}

/// What the reader of the document reported, and the clauses that nobody has read.
fn document(summary: &Summary) -> Vec<Vec<Cell>> {
    let page = |page: Option<u32>| page.map_or(Cell::Empty, |page| Cell::Number(page.into()));
    let diagnostics = summary.diagnostics.iter().map(|one| {
        let told = match one.severity {
            Severity::Info => Cell::Toned(tr!("note").to_owned(), Tone::Neutral),
            Severity::Warning => Cell::Toned(tr!("warning").to_owned(), Tone::Unclear),
            Severity::Error => Cell::Toned(tr!("error").to_owned(), Tone::Concern),
        };
        vec![
            told,
            page(one.page),
            Cell::words(&one.message),
            Cell::words(&one.code),
        ]
    });
    let unread = summary.open.unread.iter().map(|clause| {
        let name = &clause.name;
        vec![
            Cell::Toned(tr!("not read").to_owned(), Tone::Open),
            page(clause.page),
            Cell::words(tr!("Nobody has marked this clause as read: {name}", name)),
            Cell::words("clause-not-read"),
        ]
    });
    diagnostics.chain(unread).collect()
}

/// The heads of the journals as they stood, for `verify --against`; of many summaries each head once.
pub(super) fn journals(summaries: &[&Summary], banner: &str) -> Table {
    let mut lines: Vec<_> = summaries.iter().flat_map(|one| &one.journals).collect();
    lines.sort_by(|a, b| (&a.head, &a.token).cmp(&(&b.head, &b.token)));
    lines.dedup();
    let rows = lines.into_iter().map(|line| {
        vec![
            Cell::words(line.head.writer.as_str()),
            Cell::Number(Cell::small(line.head.entries)),
            Cell::Verbatim(line.token.clone()),
        ]
    });
    let mut rows: Vec<_> = rows.collect();
    let unfinished = summaries.iter().flat_map(|one| &one.unfinished_journals);
    rows.extend(unfinished.map(|writer| {
        let words = tr!(
            "The last line of this journal had not wholly arrived; it is not part of this file."
        );
        vec![
            Cell::words(writer.as_str()),
            Cell::Empty,
            Cell::words(words),
        ]
    }));
    let mut checkpoints: Vec<_> = summaries
        .iter()
        .filter_map(|one| one.checkpoint.as_ref())
        .collect();
    checkpoints.dedup();
    rows.extend(checkpoints.into_iter().map(|note| {
        vec![
            Cell::words(tr!("Newest checkpoint")),
            Cell::Empty,
            Cell::Verbatim(note.clone()),
        ]
    }));
    Table {
        name: tr!("Journals"),
        banner: banner.to_owned(),
        columns: headed(&[
            (tr!("Journal"), 26.0),
            (tr!("Entries"), 10.0),
            (tr!("Head, for `rapporteur verify --against`"), 190.0),
        ]),
        frozen: 1,
        upright: false,
        printed: None,
        rows,
    }
}
