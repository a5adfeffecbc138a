//! What a fact is said to be: by the name in brackets behind it, or by the words before a date.
//!
//! Part of `facts`.

use super::page::Page;
use super::vocabulary::Meaning;
use super::{FactKind, Found};
use crate::domain::terms;
use crate::domain::text::Span;

/// Words before a date that may say what it is.
const BEFORE: usize = 9;
/// Bytes behind a fact in which a name in brackets may stand.
const BEHIND: usize = 90;
const WORDS_BEHIND: usize = 16;

/// What a fact is said to be.
pub(super) fn of(page: &Page, found: &Found) -> Option<String> {
    named(page, found.end).or_else(|| match found.kind {
        FactKind::Date => before(page, found.start),
        _ => None,
    })
}

/// `March 1, 2026 (the "Effective Date")`.
fn named(page: &Page, end: usize) -> Option<String> {
    let open = (end..end + 3).find(|&at| page.is(at, &['(']))?;
    let plain = (end..open).all(|at| page.is(at, &[',', '.', ')']) || page.word(at).len() <= 8);
    let start = page.words[open].span.start;
    let last = page.words.len().min(open + WORDS_BEHIND) - 1;
    let end = page.words[last].span.end.min(start + BEHIND);
    let around = Span::new(start, page.text.floor_char_boundary(end));
    plain
        .then(|| terms::first_name(page.text, around, page.languages))
        .flatten()
}

/// The last words before a date that say what it is.
fn before(page: &Page, at: usize) -> Option<String> {
    let first = page.sentence_start(at, BEFORE);
    let roles = (first..at).filter_map(|place| {
        let (role, len) = page.say(place, |meaning| match meaning {
            Meaning::Role(role) => Some(role),
            _ => None,
        })?;
        (place + len <= at).then_some((place + len, len, role))
    });
    let nearest = roles.max_by_key(|(end, len, _)| (*end, *len));
    nearest.map(|(_, _, role)| role.clone())
}
