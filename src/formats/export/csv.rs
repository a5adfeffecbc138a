//! The findings for spreadsheets and programs that read tables: RFC 4180, one row for each passage under an item, and one
//! for each item without any.
//!
//! A mark at the beginning tells programs that it is UTF-8. A cell that a spreadsheet could take for a formula begins with
//! an apostrophe. The heads of the journals stand below the findings, in rows of the kind `journal_head`.

use super::log::{BYTE_ORDER_MARK, cell};
use super::plain::harmless;
use super::told;
use crate::domain::labels::Labels;
use crate::domain::summary::{Finding, Summary, Tag};
use crate::tr;
use csv::{Terminator, Writer, WriterBuilder};

/// Cells of a row.
const WIDTH: usize = 25;

type Row = [String; WIDTH];

/// The findings as CSV.
pub fn csv(summary: &Summary) -> String {
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    write(&mut table, &headings());
    for (number, finding) in (1..).zip(summary.by_weight()) {
        let labels = Labels::new(summary.language);
        if finding.tags.is_empty() {
            write(&mut table, &row(number, finding, None, labels));
        }
        for tag in &finding.tags {
            write(&mut table, &row(number, finding, Some(tag), labels));
        }
    }
    for (kind, words) in below(summary) {
        let mut row = Row::default();
        (row[0], row[8]) = (kind.to_owned(), words);
        write(&mut table, &row);
    }
    let bytes = table.into_inner().expect("memory takes every byte");
    let text = String::from_utf8(bytes).expect("only texts were written");
    format!("{BYTE_ORDER_MARK}{text}")
}

fn write(table: &mut Writer<Vec<u8>>, row: &Row) {
    table
        .write_record(row)
        .expect("memory takes every row, and all rows are equally long");
}

fn headings() -> Row {
    [
        tr!("Row"),
        tr!("No."),
        tr!("Verdict"),
        tr!("Severity"),
        tr!("Kind"),
        tr!("Checklist"),
        tr!("Item"),
        tr!("Group"),
        tr!("Question"),
        tr!("Answers"),
        tr!("Absence proof"),
        tr!("Notes on the answer"),
        tr!("Clause"),
        tr!("Page"),
        tr!("Start"),
        tr!("End"),
        tr!("Words"),
        tr!("Assessments"),
        tr!("Reviewers differ"),
        tr!("Time (UTC, claimed)"),
        tr!("Entries"),
        tr!("Notes on the passage"),
        tr!("Confidential"),
        tr!("Question to ask"),
        tr!("Sources"),
    ]
    .map(str::to_owned)
}

fn row(number: usize, finding: &Finding, tag: Option<&Tag>, labels: Labels) -> Row {
    let of_tag = |told: &dyn Fn(&Tag) -> String| tag.map_or_else(String::new, told);
    let origins = |tag: &Tag, told: &dyn Fn(&crate::domain::summary::Judgement) -> String| {
        tag.judgements
            .iter()
            .map(told)
            .collect::<Vec<_>>()
            .join("\n")
    };
    [
        "finding".to_owned(),
        number.to_string(),
        labels.heading(finding.verdict.label()),
        labels.heading(finding.severity.name()),
        labels.heading(finding.kind.name()),
        finding.checklist.clone(),
        finding.item.clone(),
        finding.group.clone(),
        finding.question.clone(),
        told::answers(finding, labels),
        told::absences(finding),
        told::notes(&finding.notes),
        of_tag(&|tag| tag.clause.name.clone()),
        of_tag(&|tag| tag.page.map(|page| page.to_string()).unwrap_or_default()),
        of_tag(&|tag| tag.start.to_string()),
        of_tag(&|tag| tag.end.to_string()),
        of_tag(&|tag| tag.quote.clone()),
        of_tag(&|tag| told::judgements(&tag.judgements, labels)),
        of_tag(&|tag| told::yes(tag.disputed)),
        of_tag(&|tag| origins(tag, &|one| one.origin.at.to_string())),
        of_tag(&|tag| {
            origins(tag, &|one| {
                format!("{}#{}", one.origin.writer, one.origin.seq)
            })
        }),
        of_tag(&|tag| told::notes(&tag.notes)),
        told::yes(told::is_confidential(finding)),
        finding.follow_up_question.clone().unwrap_or_default(),
        told::sources(finding),
    ]
    .map(|words| cell(&harmless(&words)))
}

/// What stands below the findings: what is referred to and missing, and where the journals stood. The words of heads and
/// of the checkpoint are ours, and stay as they are for programs to find.
fn below(summary: &Summary) -> Vec<(&'static str, String)> {
    let mut rows = vec![("summary", cell(&harmless(&told::banner(summary))))];
    let missing = summary.missing.iter();
    rows.extend(missing.map(|one| ("missing", cell(&harmless(&one.question)))));
    let journals = summary.journals.iter();
    rows.extend(journals.map(|one| ("journal_head", one.token.clone())));
    let checkpoint = summary.checkpoint.iter();
    rows.extend(checkpoint.map(|one| ("checkpoint", one.clone())));
    rows
}

#[cfg(test)]
mod tests;
