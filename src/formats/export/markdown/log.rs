//! The log as a report for people: what is proven first, then the entries day by day.

use super::escape::inline;
use super::page::Page;
use crate::domain::review::log::{LogRecord, LogReport};
use crate::formats::export::log::{CLAIMS, selection, verdict};

/// The log as Markdown; ends in a line break.
pub fn log(report: &LogReport) -> String {
    let mut page = Page::default();
    page.heading(1, "Log of the review");
    page.paragraph(&inline(&selection(report)));
    proven(&mut page, report);
    let mut day = String::new();
    for entry in &report.entries {
        let on: String = entry.at.to_string().chars().take(10).collect();
        if on != day {
            page.heading(2, &on);
            day = on;
        }
        one(&mut page, entry);
    }
    page.finish()
}

fn proven(page: &mut Page, report: &LogReport) {
    page.heading(2, "What is proven");
    let points: Vec<String> = verdict(report).iter().map(|one| inline(one)).collect();
    page.list(&points);
    let problems = report.proof.problems.iter().map(|problem| {
        let writer = problem.writer.as_ref().map(|one| format!("{one}: "));
        let words = inline(&problem.message);
        format!("{}{words} ({})", writer.unwrap_or_default(), problem.code)
    });
    let problems: Vec<String> = problems.collect();
    if !problems.is_empty() {
        page.warning("**Does not fit:**", &problems);
    }
    let rows: Vec<Vec<String>> = report
        .proof
        .journals
        .iter()
        .map(|journal| {
            let by = journal.by.as_ref().map_or("", |by| by.name.as_str());
            vec![
                inline(by),
                format!("`{}`", journal.writer),
                inline(&journal.sentences().join(" ")),
            ]
        })
        .collect();
    page.table(&["Reviewer", "Journal", "What is proven of it"], &rows);
    page.paragraph(CLAIMS);
    let journals = &report.proof.journals;
    let tokens: Vec<&str> = journals
        .iter()
        .filter_map(|one| one.token.as_deref())
        .collect();
    if !tokens.is_empty() {
        page.code(&tokens);
    }
}

fn one(page: &mut Page, entry: &LogRecord) {
    let time: String = entry.at.to_string().chars().skip(11).take(8).collect();
    let back = if entry.clock_back {
        ", the clock had gone back"
    } else {
        ""
    };
    page.heading(
        3,
        &format!(
            "{time} UTC{back} · {}, entry {}",
            inline(&entry.by.name),
            entry.seq
        ),
    );
    page.paragraph(&inline(&entry.what));
    let mut rows = Vec::new();
    let mut fact = |name: &str, words: String| rows.push(format!("{name}: {words}"));
    if let Some(title) = &entry.title {
        fact("Agreement", inline(title));
    }
    if !entry.after.is_empty() {
        fact("Before", inline(&entry.before));
        fact("After", inline(&entry.after));
    }
    if let Some(reason) = &entry.reason {
        fact("Reason", inline(reason));
    }
    fact("Proven", standing(entry));
    fact("Journal", format!("`{}`", entry.writer));
    fact("Hash", format!("`{}`", entry.hash));
    page.list(&rows);
    if let Some(quote) = &entry.quote {
        page.quote(quote);
    }
}

/// Whether an entry is proven, and by whom it is witnessed.
fn standing(entry: &LogRecord) -> String {
    let words = if entry.proven { "yes." } else { "**NO**." };
    format!("{words} {}", inline(&entry.vouched.join(" ")))
}
