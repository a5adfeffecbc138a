//! The result on one page: how many of what, a picture of it, and every question with its verdict.

use super::block::{Bar, Bars, Block, Cell, Heading, Line, Table, Tone};
use super::front::beginning;
use super::words::{clauses, finding_anchor, heading, labels, place};
use crate::domain::checklist::ItemKind;
use crate::domain::labels::Labels;
use crate::domain::summary::{Finding, Summary, Verdict};
use crate::{tr, trn};

/// The result on one page.
pub fn result(blocks: &mut Vec<Block>, summary: &Summary) {
    let title = if summary.complete {
        tr!("Result on one page")
    } else {
        tr!("Result on one page (INCOMPLETE)")
    };
    blocks.push(Block::NewPage);
    blocks.push(Block::heading(2, title, "result"));
    let labels = labels(summary);
    let counts = &summary.counts;
    let bars = Verdict::ALL.into_iter().filter_map(|verdict| {
        let count = counts.answers.get(verdict);
        (count > 0).then(|| Bar {
            name: heading(labels, verdict),
            count,
            tone: verdict.into(),
        })
    });
    blocks.push(Block::Bars(Bars {
        title: trn!(
            counts.items,
            "What became of {n} question:",
            "What became of {n} questions:"
        ),
        bars: bars.collect(),
    }));
    let rows = summary.by_weight().into_iter().enumerate();
    let rows = rows.map(|(index, finding)| row(labels, index + 1, finding));
    blocks.push(Block::Table(Table {
        columns: vec![
            (tr!("No.").to_owned(), 4),
            (tr!("Verdict").to_owned(), 13),
            (tr!("Severity").to_owned(), 8),
            (tr!("Kind").to_owned(), 9),
            (tr!("Question").to_owned(), 40),
            (tr!("Value and place").to_owned(), 22),
        ],
        rows: rows.collect(),
    }));
    blocks.push(Block::Paragraph(Line::text(how_far(summary))));
}

/// How much was read and tagged.
fn how_far(summary: &Summary) -> String {
    let counts = &summary.counts;
    let read = tr!(
        "Clauses read: {read} of {all}.",
        read = counts.clauses_read,
        all = counts.clauses
    );
    let tagged = tr!(
        "Passages tagged: {total} ({ok} ok, {concern} concern, {unclear} unclear, {info} info, {disagreement} in disagreement).",
        total = counts.tags.total,
        ok = counts.tags.ok,
        concern = counts.tags.concern,
        unclear = counts.tags.unclear,
        info = counts.tags.info,
        disagreement = counts.tags.disagreement
    );
    let began = trn!(
        counts.suggestions_accepted,
        "{n} of them began as a suggestion that a reviewer accepted.",
        "{n} of them began as suggestions that a reviewer accepted."
    );
    format!("{read} {tagged} {began}")
}

fn row(labels: Labels, number: usize, finding: &Finding) -> Vec<Cell> {
    let tone = Tone::from(finding.verdict);
    let verdict = Cell {
        line: Line::strong(heading(labels, finding.verdict)),
        tone: Some(tone),
    };
    let question = Line::link(finding_anchor(number), &finding.question);
    vec![
        Line::text(number.to_string()).into(),
        verdict,
        Line::text(labels.of(finding.severity.name())).into(),
        Line::text(labels.of(finding.kind.name())).into(),
        question.into(),
        Line::text(values_and_places(finding)).into(),
    ]
}

fn values_and_places(finding: &Finding) -> String {
    let answers = finding.answers.iter();
    let values = answers.filter_map(|one| one.value.as_deref());
    let places = finding.tags.iter().map(|tag| place(&tag.clause));
    let mut shown: Vec<_> = values.map(beginning).chain(places).collect();
    shown.dedup();
    if shown.is_empty() {
        return "–".to_owned();
    }
    shown.join("; ")
}

/// What was recorded: the facts of the checklist with their values.
pub fn facts(blocks: &mut Vec<Block>, summary: &Summary) {
    let by_weight = summary.by_weight().into_iter().enumerate();
    let facts = by_weight.filter(|(_, finding)| {
        finding.kind == ItemKind::Fact && finding.answers.iter().any(|one| one.value.is_some())
    });
    let rows = facts.map(|(index, finding)| {
        let values = finding.answers.iter();
        let values = values.filter_map(|one| one.value.clone());
        let mut values: Vec<String> = values.collect();
        values.dedup();
        let places: Vec<String> = finding.tags.iter().map(|tag| place(&tag.clause)).collect();
        let places = match places.as_slice() {
            [] => "–".to_owned(),
            some => some.join("; "),
        };
        vec![
            Line::link(finding_anchor(index + 1), &finding.name).into(),
            Line::text(values.join("; ")).into(),
            Line::text(places).into(),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    if rows.is_empty() {
        return;
    }
    blocks.push(Block::Heading(Heading {
        level: 2,
        words: tr!("Facts").to_owned(),
        anchor: "facts".to_owned(),
        tone: None,
    }));
    blocks.push(Block::Table(Table {
        columns: vec![
            (tr!("Fact").to_owned(), 25),
            (tr!("Value").to_owned(), 35),
            (tr!("Place").to_owned(), 25),
        ],
        rows,
    }));
}

/// How much of the agreement was read, in a sentence.
pub fn coverage(summary: &Summary) -> String {
    let all = clauses(summary.counts.clauses);
    trn!(
        summary.counts.clauses_read,
        "{n} of {all} was marked as read or tagged.",
        "{n} of {all} were marked as read or tagged.",
        all
    )
}
