//! How far the sentence or list entry goes that defines a name.

use super::page::Page;
use crate::domain::text::Span;
use crate::domain::words::{Word, WordKind};

/// Words that are looked at on either side of a name.
const FAR: usize = 220;

/// The sentence or entry around a name, inside its clause.
pub(super) fn around(page: &Page, clause: Span, name: Span) -> Span {
    let words = &page.words;
    let first = words.partition_point(|word| word.span.end <= name.start);
    let last = words.partition_point(|word| word.span.start < name.end);
    let start = (first.saturating_sub(FAR)..first)
        .rev()
        .find(|&at| ends(page, at))
        .map_or(first.saturating_sub(FAR), |at| at + 1);
    let end = (last..words.len().min(last + FAR))
        .find(|&at| ends(page, at))
        .unwrap_or_else(|| (last + FAR).min(words.len()).saturating_sub(1));
    let start = words
        .get(start)
        .map_or(clause.start, |word| word.span.start);
    let end = words.get(end).map_or(clause.end, |word| word.span.end);
    Span::new(start.min(name.start), end.max(name.end))
}

/// Whether a sentence or an entry ends with this word.
fn ends(page: &Page, at: usize) -> bool {
    let (word, next) = (page.words[at], page.words.get(at + 1));
    let Some(next) = next else {
        return true;
    };
    let between = Span::new(word.span.end, next.span.start).of(page.text);
    if between.matches('\n').count() > 1 || word.is_any(&['。', '；']) {
        return true;
    }
    if word.is(';') && next.starts_line {
        return true;
    }
    word.is_any(&['.', '!', '?']) && next.apart && opens(page.text, *next) && !shortens(page, at)
}

/// Whether a sentence can begin with a word.
fn opens(text: &str, word: Word) -> bool {
    match word.kind {
        WordKind::Letters => word.is_capital(text),
        WordKind::Digits | WordKind::Han | WordKind::Tab => true,
        WordKind::Mark(mark) => !matches!(mark, ',' | ';' | ')' | ':' | '-'),
    }
}

/// Whether the full stop at a word only shortens the word before it, or ends a number.
fn shortens(page: &Page, stop: usize) -> bool {
    let Some(before) = stop.checked_sub(1).map(|at| page.words[at]) else {
        return true;
    };
    let letters = before.span.of(page.text).chars().count();
    match before.kind {
        WordKind::Letters => letters == 1 || (letters <= 4 && before.is_capital(page.text)),
        WordKind::Digits => letters <= 2,
        _ => false,
    }
}
