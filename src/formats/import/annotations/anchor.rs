//! Finds the words that an annotation stands on: where it says, else by the words themselves and those around them.

use super::{Quote, Target};
use crate::domain::agreement::Agreement;
use crate::domain::text::Span;
use crate::tr;
use regex::RegexBuilder;

/// Places with the same words that are looked at.
const MOST_PLACES: usize = 1_000;
/// Bytes of a quotation that is searched for with other white space.
const LONGEST_FOLDED: usize = 20_000;
/// What a compiled quotation may take of memory, in bytes.
const LARGEST_PATTERN: usize = 16 * 1024 * 1024;

/// Why words were not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanchored {
    /// It is said of the whole text.
    NoWords,
    /// They do not stand in this text.
    NotThere,
    /// They stand there more than once, and nothing tells which is meant.
    Ambiguous,
    /// Only positions are given, and they count in another text.
    OtherText,
}

impl Unanchored {
    /// The reason, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoWords => tr!("It is said of the whole text and names no words."),
            Self::NotThere => tr!("Its words do not stand in this agreement."),
            Self::Ambiguous => {
                tr!(
                    "Its words stand more than once in this agreement, and what stands around them does not tell which are meant."
                )
            }
            Self::OtherText => tr!("It gives only positions, and they count in another text."),
        }
    }
}

/// The bytes of an agreement's text that are meant.
pub fn anchor(agreement: &Agreement, target: &Target) -> Result<Span, Unanchored> {
    let ours = format!("urn:sha256:{}", agreement.text_sha256);
    let place = target.position.and_then(|(start, end)| {
        let fits = start < end;
        agreement
            .to_bytes(Span::new(start, if fits { end } else { start }))
            .filter(|_| fits)
    });
    let place = place.filter(|_| target.source == ours);
    let Some(quote) = target
        .quote
        .as_ref()
        .filter(|quote| !quote.exact.trim().is_empty())
    else {
        return match (target.position, place) {
            (None, _) => Err(Unanchored::NoWords),
            (_, Some(place)) => Ok(place),
            _ if target.source == ours => Err(Unanchored::NotThere),
            _ => Err(Unanchored::OtherText),
        };
    };
    let text = agreement.text();
    if let Some(place) = place.filter(|place| place.of(text) == quote.exact) {
        return Ok(place);
    }
    match meant(text, quote, &exactly(text, &quote.exact)) {
        Err(Unanchored::NotThere) => meant(text, quote, &folded(text, &quote.exact)),
        found => found,
    }
}

/// The one place that is meant: the only one, or the only one between the words around it.
fn meant(text: &str, quote: &Quote, places: &[Span]) -> Result<Span, Unanchored> {
    match places {
        [] => return Err(Unanchored::NotThere),
        [one] => return Ok(*one),
        _ => {}
    }
    let (prefix, suffix) = (words(&quote.prefix), words(&quote.suffix));
    let mut between = places.iter().filter(|place| {
        let before = text.get(..place.start).unwrap_or_default();
        let after = text.get(place.end..).unwrap_or_default();
        ends_with(before, &prefix) && starts_with(after, &suffix)
    });
    match (between.next(), between.next()) {
        (Some(one), None) => Ok(*one),
        _ => Err(Unanchored::Ambiguous),
    }
}

fn exactly(text: &str, words: &str) -> Vec<Span> {
    let found = text.match_indices(words).take(MOST_PLACES);
    found
        .map(|(at, found)| Span::new(at, at + found.len()))
        .collect()
}

/// The same with any white space between the words.
fn folded(text: &str, quoted: &str) -> Vec<Span> {
    if quoted.len() > LONGEST_FOLDED {
        return Vec::new();
    }
    let words: Vec<String> = words(quoted)
        .iter()
        .map(|word| regex::escape(word))
        .collect();
    let pattern = RegexBuilder::new(&words.join(r"\s+"))
        .size_limit(LARGEST_PATTERN)
        .build();
    let Ok(pattern) = pattern else {
        return Vec::new();
    };
    let found = pattern.find_iter(text).take(MOST_PLACES);
    found
        .map(|found| Span::new(found.start(), found.end()))
        .collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Whether a text ends with these words, the first of which may be the end of a longer one.
fn ends_with(text: &str, words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else {
        return true;
    };
    let mut seen = text.split_whitespace().rev();
    rest.iter().rev().all(|word| seen.next() == Some(*word))
        && seen.next().is_some_and(|word| word.ends_with(first))
}

/// Whether a text begins with these words, the last of which may be the beginning of a longer one.
fn starts_with(text: &str, words: &[&str]) -> bool {
    let Some((last, rest)) = words.split_last() else {
        return true;
    };
    let mut seen = text.split_whitespace();
    rest.iter().all(|word| seen.next() == Some(*word))
        && seen.next().is_some_and(|word| word.starts_with(last))
}
