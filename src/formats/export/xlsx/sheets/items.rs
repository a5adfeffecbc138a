//! The sheets about items of the checklist: findings, facts, questions.

use super::super::book::Cell;
use crate::domain::checklist::{ItemKind, ItemSeverity};
use crate::domain::labels::Labels;
use crate::domain::summary::{Finding, Origin, Summary, Verdict};
use crate::formats::export::report::Tone;
use crate::formats::export::told;
use crate::tr;

pub(super) fn finding(number: usize, finding: &Finding, labels: Labels) -> Vec<Cell> {
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
fn verdict(verdict: Verdict, labels: Labels) -> Cell {
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
pub(super) fn facts(summary: &Summary) -> Vec<Vec<Cell>> {
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

pub(super) fn questions(summary: &Summary, labels: Labels) -> Vec<Vec<Cell>> {
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
