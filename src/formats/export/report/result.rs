//! The result on one page: how many of what, a picture of it, and what weighs most; then every question with its verdict.

use super::block::{Bar, Bars, Block, Cell, Heading, Line, Table, Tone};
use super::front::beginning;
use super::words::{clauses, finding_anchor, heading, labels, place};
use crate::domain::checklist::ItemKind;
use crate::domain::labels::Labels;
use crate::domain::summary::{Finding, Summary, Verdict};
use crate::{tr, trn};

/// Questions that are named on the page; a checklist with more of them leads to the rest.
const NAMED: usize = 60;

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
    blocks.push(Block::Paragraph(Line::text(how_far(summary))));
    weighty(blocks, summary, labels);
    blocks.push(Block::NewPage);
    blocks.push(Block::heading(2, tr!("All questions"), "all-questions"));
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
}

/// What a committee has to talk about: by verdict and severity, the gravest first, each question by its name.
fn weighty(blocks: &mut Vec<Block>, summary: &Summary, labels: Labels) {
    let weighs =
        |verdict: Verdict| verdict.calls_for_a_question() || verdict == Verdict::Disagreement;
    let findings = summary.by_weight().into_iter().enumerate();
    let weighty: Vec<_> = findings.filter(|(_, one)| weighs(one.verdict)).collect();
    if weighty.is_empty() {
        let words = if summary.complete {
            tr!("Nothing is a concern, absent, withheld, unclear or in disagreement.")
        } else {
            tr!("Nothing so far is a concern, absent, withheld, unclear or in disagreement.")
        };
        blocks.push(Block::Paragraph(Line::text(words)));
        return;
    }
    let (named, more) = weighty.split_at(weighty.len().min(NAMED));
    let alike = |(_, one): &(usize, &Finding), (_, other): &(usize, &Finding)| {
        (one.verdict, one.severity) == (other.verdict, other.severity)
    };
    let rows = named.chunk_by(alike).filter_map(|group| {
        let (_, first) = group.first()?;
        let name = |(index, one): &(usize, &Finding)| {
            let number = index + 1;
            Line::link(
                finding_anchor(number),
                format!("{number}.\u{a0}{}", one.name),
            )
        };
        Some(vec![
            verdict(labels, first),
            Line::text(labels.of(first.severity.name())).into(),
            Line::joined(group.iter().map(name), "; ").into(),
        ])
    });
    blocks.push(Block::Table(Table {
        columns: vec![
            (tr!("Verdict").to_owned(), 18),
            (tr!("Severity").to_owned(), 12),
            (tr!("Questions").to_owned(), 66),
        ],
        rows: rows.collect(),
    }));
    if !more.is_empty() {
        let words = trn!(
            more.len(),
            "{n} more of these, less grave, stands under “All questions”.",
            "{n} more of these, less grave, stand under “All questions”."
        );
        blocks.push(Block::Paragraph(Line::link("all-questions", words)));
    }
}

fn verdict(labels: Labels, finding: &Finding) -> Cell {
    Cell {
        line: Line::strong(heading(labels, finding.verdict)),
        tone: Some(Tone::from(finding.verdict)),
    }
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
    let question = Line::link(finding_anchor(number), &finding.question);
    vec![
        Line::text(number.to_string()).into(),
        verdict(labels, finding),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::export::tests::finished;

    /// The page in plain words, of a review with so many concerns.
    fn page(concerns: usize) -> String {
        let mut summary = finished().summary();
        let found = summary.findings.iter();
        let mut found = found.filter(|one| one.verdict == Verdict::Concern);
        let concern = found.next().cloned().expect("there is one");
        summary.findings = vec![concern; concerns];
        let mut blocks = Vec::new();
        result(&mut blocks, &summary);
        let end = blocks.iter().position(
            |block| matches!(block, Block::Heading(heading) if heading.anchor == "all-questions"),
        );
        blocks.truncate(end.expect("the whole list follows"));
        format!("{blocks:?}")
    }

    #[test]
    fn what_weighs_is_named_on_the_page_and_what_has_no_room_is_counted() {
        let all = page(NAMED);
        assert!(all.contains(&format!("{NAMED}.\\u{{a0}}")), "{all}");
        assert!(!all.contains("more of these"), "{all}");
        let most = page(NAMED + 7);
        assert!(most.contains("7 more of these"), "{most}");
        assert!(
            !most.contains(&format!("{}.\\u{{a0}}", NAMED + 1)),
            "{most}"
        );
        assert!(page(0).contains("Nothing is a concern"));
    }
}
