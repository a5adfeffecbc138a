//! Places, people and moments in words, the same wherever a report names them.

use crate::domain::labels::Labels;
use crate::domain::summary::{Origin, Place, Summary, Verdict};
use crate::{tr, trn};

/// Pages in a row are written as a range.
pub fn page_numbers(pages: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let range = |&(first, last): &(u32, u32)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}–{last}"),
    };
    ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}

/// The heading of a verdict's findings, and its name in tables. What nobody answered is not to be overlooked.
pub fn heading(labels: Labels, verdict: Verdict) -> String {
    match verdict {
        Verdict::Unanswered => labels.of(verdict.label()).to_uppercase(),
        _ => labels.heading(verdict.label()),
    }
}

/// Who said it, when, and where it stands.
pub fn origin(origin: &Origin) -> String {
    let said = tr!(
        "{name}, {time} (entry {seq} of {journal})",
        name = origin.by.name,
        time = origin.at.to_minute(),
        seq = origin.seq,
        journal = origin.writer
    );
    let Some(settled) = &origin.settled else {
        return said;
    };
    let reason = &settled.reason;
    if settled.over.is_empty() {
        return tr!(
            "{said}, settling the disagreement, reason: “{reason}”",
            said,
            reason
        );
    }
    tr!(
        "{said}, settling the disagreement with {names}, reason: “{reason}”",
        said,
        names = settled.over.join(", "),
        reason
    )
}

/// The same; of what is confidential with the hash of its entry, by which a public edition and this one are known to come
/// from one review.
pub fn marked_origin(origin: &Origin, confidential: bool) -> String {
    let who = self::origin(origin);
    if !confidential {
        return who;
    }
    tr!("{who}, hash of the entry {hash}", who, hash = origin.entry)
}

/// A clause with its page.
pub fn place(place: &Place) -> String {
    match place.page {
        None => format!("“{}”", place.name),
        Some(page) => tr!("“{clause}” (page {page})", clause = place.name, page),
    }
}

/// Clauses with their pages.
pub fn places(list: &[Place]) -> String {
    if list.is_empty() {
        return tr!("no clause").to_owned();
    }
    list.iter().map(place).collect::<Vec<_>>().join("; ")
}

/// Words in quotation marks.
pub fn quoted(words: &[String]) -> String {
    if words.is_empty() {
        return tr!(words: "none").to_owned();
    }
    let quoted: Vec<_> = words.iter().map(|word| format!("“{word}”")).collect();
    quoted.join(", ")
}

/// That something is not for everybody.
pub fn mark(confidential: bool) -> &'static str {
    if confidential {
        tr!(" (confidential)")
    } else {
        ""
    }
}

/// The anchor of a finding, by its number.
pub fn finding_anchor(number: usize) -> String {
    format!("finding-{number}")
}

/// A number of clauses.
pub fn clauses(count: usize) -> String {
    trn!(count, "{n} clause", "{n} clauses")
}

/// The names of answers in the language of the summary.
pub fn labels(summary: &Summary) -> Labels {
    Labels::new(summary.language)
}

/// A tag that notes are on and that stands under none of the findings.
pub fn which_tag(removed: bool) -> &'static str {
    if removed {
        tr!("A tag that was taken away since")
    } else {
        tr!("A tag under another checklist")
    }
}
