//! Places where the text names an annex.
//!
//! Knows nothing of which annexes there are; `remarks` compares.

use super::fold::{Letter, fold, folded, is_han};
use super::number::Value;
use super::numeral::{chinese, digits, roman};
use super::vocabulary::Vocabulary;
use crate::domain::text::Span;

/// Letters that are taken as one word at most.
const WORD: usize = 60;

/// A place where an annex is named.
pub(super) struct Reference {
    pub series: String,
    pub number: String,
    pub span: Span,
    pub is_heading: bool,
    pub is_external: bool,
}

/// Every annex named in the text.
pub(super) fn references(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        at = word.end;
        if let Some(reference) = reference(text, word) {
            at = reference.span.end;
            found.push(reference);
        }
    }
    found
}

/// The next run of letters.
fn next_word(text: &str, from: usize) -> Option<Span> {
    let rest = text.get(from..)?;
    let start = from + rest.find(char::is_alphabetic)?;
    let word = text.get(start..)?;
    // Chinese has no blanks between words: long runs are taken piece by piece.
    let len = word
        .char_indices()
        .take(WORD)
        .find(|(_, c)| !c.is_alphabetic())
        .map(|(at, _)| at)
        .or_else(|| word.char_indices().nth(WORD).map(|(at, _)| at))
        .unwrap_or(word.len());
    Some(Span::new(start, start + len))
}

fn reference(text: &str, word: Span) -> Option<Reference> {
    let vocabulary = Vocabulary::get();
    let printed = word.of(text);
    let (unit, word) = if printed.starts_with(is_han) || printed.contains('附') {
        han_reference(text, word)?
    } else {
        if printed.len() > 40 || !printed.starts_with(char::is_uppercase) {
            return None;
        }
        (*vocabulary.references.get(&folded(printed))?, word)
    };
    let letters = fold(text, Span::new(word.end, text.len()), 80);
    let mut skip = letters.iter().take_while(|l| l.low == ' ').count();
    let after: String = letters
        .iter()
        .skip(skip)
        .map(|l| l.low)
        .take_while(|&c| c != ' ')
        .collect();
    if vocabulary.number_words.contains(&after) {
        skip += after.chars().count();
        skip += letters
            .iter()
            .skip(skip)
            .take_while(|l| l.low == ' ')
            .count();
    }
    let rest = letters.get(skip..)?;
    let (number, len) = annex_number(rest)?;
    let end = rest
        .get(len)
        .map_or(text.len().min(word.end + 80), |l| l.at);
    let span = Span::new(word.start, end).trimmed(text);
    let capitals = word
        .of(text)
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase)
        && word.of(text).chars().any(char::is_uppercase);
    Some(Reference {
        series: vocabulary.units[unit].series.clone(),
        number,
        is_heading: capitals || stands_apart(text, span),
        is_external: is_external(rest.get(len..).unwrap_or_default()),
        span,
    })
}

/// 附件一 inside a run of Chinese letters.
fn han_reference(text: &str, word: Span) -> Option<(usize, Span)> {
    let vocabulary = Vocabulary::get();
    vocabulary
        .unspaced
        .iter()
        .filter(|(series, unit)| !vocabulary.units[*unit].enclosed && series.chars().count() > 1)
        .find_map(|(series, unit)| {
            let at = word.of(text).find(series.as_str())?;
            let start = word.start + at;
            Some((*unit, Span::new(start, start + series.len())))
        })
}

fn annex_number(letters: &[Letter]) -> Option<(String, usize)> {
    let ends = |len: usize| letters.get(len).is_none_or(|l| !l.low.is_alphanumeric());
    let first = letters.first()?;
    if first.low.is_ascii_digit() {
        let (value, len) = digits(letters)?;
        let simple = value.parts().len() == 1 && value.rank() < 40 && value.suffix().is_empty();
        let dotted = letters.get(len).is_some_and(|l| l.low == '.')
            && letters.get(len + 1).is_some_and(|l| l.low.is_ascii_digit());
        return (simple && ends(len) && !dotted).then(|| (value.slug(), len));
    }
    if is_han(first.low) {
        return chinese(letters).map(|(number, len)| (number.to_string(), len));
    }
    if !first.raw.is_uppercase() {
        return None;
    }
    let letter = ends(1) && !matches!(first.low, 'i' | 'v' | 'x');
    if letter {
        let value = Value::Letter(first.raw.to_lowercase().collect());
        return Some((value.slug(), 1));
    }
    roman(letters)
        .filter(|&(_, len)| ends(len))
        .map(|(number, len)| (number.to_string(), len))
}

/// Whether the reference stands where a heading would: at a line's start or after a wide gap, and
/// with nothing but a title behind it.
fn stands_apart(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let tail: String = before.chars().rev().take(4).collect();
    let apart = tail.is_empty()
        || tail.starts_with('\n')
        || tail.starts_with("   ")
        || tail.starts_with('\t');
    let after = text
        .get(span.end..)
        .unwrap_or_default()
        .trim_start_matches([' ', '\u{a0}', '\t', '.', ':']);
    let runs_on = after.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
    apart && !runs_on
}

/// Whether the annex is said to be part of some law: `Annex II to Regulation (EU) 2016/679`.
fn is_external(letters: &[Letter]) -> bool {
    let acts = &Vocabulary::get().phrases.external_acts;
    let tail: String = letters.iter().take(60).map(|letter| letter.low).collect();
    let stop = tail.find(['.', ';', ',']).unwrap_or(tail.len());
    tail.get(..stop)
        .unwrap_or_default()
        .split_whitespace()
        .take(6)
        .any(|word| {
            acts.iter()
                .any(|act| act == word.trim_matches(|c: char| !c.is_alphanumeric()))
        })
}
