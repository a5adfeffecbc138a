//! The law that governs the agreement.
//!
//! Part of `facts`.

use super::page::Page;
use super::vocabulary::Meaning;
use super::{FactKind, Found};
use crate::domain::words::WordKind;

/// Words between what announces a law and the place whose law it is.
const FAR: usize = 40;
/// Words that the name of a place may have.
const LONGEST: usize = 8;

/// The law that the words at a word announce. The fact is the place whose law it is.
pub(super) fn law(page: &Page, at: usize) -> Option<Found> {
    let len = page.says(at, &Meaning::Law);
    if len == 0 {
        return applying(page, at);
    }
    if page.any(at.saturating_sub(6), at, &Meaning::NotLaw) {
        return None;
    }
    let start = at + len;
    let end = page.sentence_end(start, FAR);
    let found =
        (start..end).find_map(|place| known(page, place, end).or_else(|| printed(page, place)));
    let (first, last, value) = found?;
    let about_law = page.any(at, last + 3, &Meaning::LawOf) || says_law(page, at, last);
    about_law.then_some(Found {
        kind: FactKind::GoverningLaw,
        start: first,
        end: last,
        value,
    })
}

/// `The laws of X shall apply`: the place stands before what says that its law governs.
fn applying(page: &Page, at: usize) -> Option<Found> {
    let len = page.says(at, &Meaning::LawOf);
    let start = at + len;
    let end = page.sentence_end(start, FAR / 2);
    if len == 0 || !page.any(start, end, &Meaning::LawVerb) {
        return None;
    }
    let near = start..end.min(start + 5);
    let mut places = near.filter_map(|place| known(page, place, end).or_else(|| printed(page, at)));
    let (first, last, value) = places.next()?;
    let verb = (last..end.min(last + 6)).any(|at| page.says(at, &Meaning::LawVerb) > 0);
    verb.then_some(Found {
        kind: FactKind::GoverningLaw,
        start: first,
        end: last,
        value,
    })
}

/// A place that the vocabulary knows. What comes before may be a court's seat, so that the law must
/// be named close to it.
fn known(page: &Page, at: usize, end: usize) -> Option<(usize, usize, String)> {
    let (name, len) = page.say(at, |meaning| match meaning {
        Meaning::Place(name) => Some(name),
        _ => None,
    })?;
    let capital = page.words[at].is_capital(page.text) || page.words[at].kind == WordKind::Han;
    // `Serbia and Montenegro` would be two; `Republic of X` is one and is known as such.
    (capital || len > 1).then(|| (at, (at + len).min(end), name.clone()))
}

/// A place that is not known, as printed: `the laws of the Province of Upper Mill`.
fn printed(page: &Page, at: usize) -> Option<(usize, usize, String)> {
    let len = page.says(at, &Meaning::LawOf);
    let mut first = at + len;
    first += usize::from(page.word(first).eq_ignore_ascii_case("the"));
    if len < 2 || !page.words.get(first)?.is_capital(page.text) {
        return None;
    }
    // A known place inside the name is the better answer.
    let known = (first..first + 6).any(|at| {
        page.say(at, |meaning| {
            matches!(meaning, Meaning::Place(_)).then_some(())
        })
        .is_some()
    });
    let small = ["of", "and", "the"];
    let last = (first..page.words.len().min(first + LONGEST))
        .take_while(|&at| page.words[at].is_capital(page.text) || small.contains(&page.word(at)))
        .filter(|&at| page.words[at].is_capital(page.text))
        .last()?;
    let value = page.span(first, last + 1).of(page.text);
    let value: Vec<&str> = value.split_whitespace().collect();
    (!known).then(|| (first, last + 1, value.join(" ")))
}

/// Whether the words around speak of a law at all: adjectives such as `English law` do by themselves.
fn says_law(page: &Page, from: usize, to: usize) -> bool {
    let han = page.words[from].kind == WordKind::Han;
    han && (from..page.words.len().min(to + 6)).any(|at| page.word(at) == "法")
}
