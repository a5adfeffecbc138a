//! The log as files for others: for programs, for spreadsheets, for people. Each carries what was
//! proven and the heads of the journals, so that `verify --against` works on it.
//!
//! What agreements and people say is untrusted in all of them: it can neither become a formula, nor
//! markup, nor a journal head.

mod csv;
mod html;
mod jsonl;

pub use csv::csv;
pub(super) use csv::{BYTE_ORDER_MARK, FORMULA, cell};
pub use html::html;
pub use jsonl::jsonl;

pub use super::markdown::log as markdown;

use crate::domain::counted::counted;
use crate::domain::review::heads::MARK;
use crate::domain::review::log::LogReport;

/// Which entries these are, in a sentence.
pub(super) fn selection(report: &LogReport) -> String {
    let (shown, total) = (report.entries.len(), report.total);
    let which = match report.selected.as_str() {
        "" => String::new(),
        words => format!(": {words}"),
    };
    if shown == total && which.is_empty() {
        return match shown {
            1 => "The only entry.".to_owned(),
            _ => format!("All {shown} entries."),
        };
    }
    format!("{shown} of {}{which}.", counted(total, "entry"))
}

/// What was proven, in sentences, the most important first.
pub(super) fn verdict(report: &LogReport) -> Vec<String> {
    let proof = &report.proof;
    let mut said = vec![proof.headline()];
    said.push(if proof.is_whole() {
        "Everything fits: no entry was altered, dropped or put in later.".to_owned()
    } else {
        "Something does not fit; what it is stands below.".to_owned()
    });
    let journals = &proof.journals;
    let unseen = journals.iter().filter(|one| one.witnessed() < one.entries);
    let unseen = unseen.count();
    if unseen > 0 {
        said.push(format!(
            "The last entries of {} are witnessed by no other reviewer and no time stamp.",
            counted(unseen, "journal")
        ));
    }
    said
}

/// What the times and names in a log are worth, for those who read it without the program.
pub(super) const CLAIMS: &str = "Times are claims of the writer's device and names claims of whoever used it; \
     numbers, hashes and signatures are proven. `rapporteur verify --against` with this file shows later \
     whether the journals still begin as they stood when it was written.";

/// A text in which nothing can be taken for a journal head of ours.
fn without_heads(text: &str, slash: &str) -> String {
    if !text.contains(MARK) {
        return text.to_owned();
    }
    text.replace(MARK, &MARK.replace('/', slash))
}

#[cfg(test)]
mod tests;
