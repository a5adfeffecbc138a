//! The sheets about words of the agreement and of reviewers: passages, notes, what was read, and the journals.

use super::super::book::{Cell, Table};
use super::headed;
use crate::domain::document::Severity;
use crate::domain::labels::Labels;
use crate::domain::review::event::Assessment;
use crate::domain::summary::{Finding, Judgement, Note, Portfolio, Summary, Tag};
use crate::formats::export::report::Tone;
use crate::formats::export::told;
use crate::tr;

pub(super) fn passages(summary: &Summary, labels: Labels) -> Vec<Vec<Cell>> {
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
pub(super) fn notes(summary: &Summary) -> Vec<Vec<Cell>> {
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
pub(super) fn document(summary: &Summary) -> Vec<Vec<Cell>> {
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
            Cell::words(one.told()),
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

/// The heads of the journals as they stood, for `verify --against`.
pub(in super::super) fn journals(portfolio: &Portfolio, banner: &str) -> Table {
    let rows = portfolio.journals.iter().map(|line| {
        vec![
            Cell::words(line.head.writer.as_str()),
            Cell::Number(Cell::small(line.head.entries)),
            Cell::Verbatim(line.token.clone()),
        ]
    });
    let mut rows: Vec<_> = rows.collect();
    rows.extend(portfolio.unfinished_journals.iter().map(|writer| {
        let words = tr!(
            "The last line of this journal had not wholly arrived; it is not part of this file."
        );
        vec![
            Cell::words(writer.as_str()),
            Cell::Empty,
            Cell::words(words),
        ]
    }));
    rows.extend(portfolio.checkpoints.iter().map(|note| {
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
