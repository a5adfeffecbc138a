//! Lines that hold more than one line: headings and numbers stuck in the middle of a line.
//!
//! Some texts have lost their line ends, and only wide gaps or the ends of sentences show where they
//! were. Cuts where a clause could open; whether it does is decided later, and a cut that opens
//! nothing changes nothing.

use super::fold::folded;
use super::lines::{ends_sentence, is_titlelike};
use super::opener::{Opener, Sign, Signs, Wrap, recognise};
use super::vocabulary::{UnitKind, Vocabulary};
use crate::domain::text::Span;

/// Lines longer than this have lost line ends.
const LONG: usize = 250;
/// Lines shorter than this are left alone.
const SHORT: usize = 50;

/// Bytes of the longest label that stands alone before a gap.
const LABEL: usize = 12;

/// A piece of a line, and whether only the sequence of numbers can vouch for its start.
pub(super) struct Piece {
    pub span: Span,
    pub weak: bool,
}

/// Cuts one line; the first piece is where the line starts.
pub(super) fn pieces(text: &str, line: Span) -> Vec<Piece> {
    let mut cuts: Vec<(usize, bool)> = vec![(line.start, false)];
    if line.len() >= SHORT {
        find_cuts(text, line, &mut cuts);
        cuts.extend(
            at_end(text, line).filter(|cut| cuts.last().is_some_and(|last| last.0 < cut.0)),
        );
    } else {
        cuts.extend(at_end(text, line));
    }
    let ends: Vec<usize> = cuts
        .iter()
        .skip(1)
        .map(|cut| cut.0)
        .chain([line.end])
        .collect();
    cuts.into_iter()
        .zip(ends)
        .map(|((start, weak), end)| Piece {
            span: Span::new(start, end).trimmed(text),
            weak,
        })
        .filter(|piece| !piece.span.is_empty())
        .collect()
}

fn find_cuts(text: &str, line: Span, cuts: &mut Vec<(usize, bool)>) {
    let words = line.of(text);
    let long = words.len() > LONG;
    let (mut blanks, mut ended, mut end) = (0, false, 0);
    for (at, c) in words.char_indices() {
        if c.is_whitespace() {
            blanks += 1;
            continue;
        }
        if blanks > 0 && at > 0 {
            let place = Span::new(line.start + at, line.end);
            // The gap between `1.9` and its text is none between lines.
            let label = cuts
                .last()
                .is_none_or(|cut| line.start + end <= cut.0 + LABEL);
            if long && blanks >= 3 && !label {
                cuts.push((place.start, false));
            } else if !label
                && (ended || blanks >= 4)
                && could_open(c)
                && !names_a_unit(words.get(..end))
            {
                cuts.extend(opens_weakly(text, place).then_some((place.start, true)));
            }
        }
        ended = matches!(c, '.' | ';' | ':' | '!' | '?' | '”' | '»' | '"' | ')');
        end = at + c.len_utf8();
        blanks = 0;
    }
}

fn could_open(c: char) -> bool {
    c.is_ascii_digit() || c.is_uppercase() || matches!(c, '(' | '第')
}

/// Whether the words end in `Article`, `Section`, `član`, `st.`: the number behind is a reference.
pub(super) fn names_a_unit(words: Option<&str>) -> bool {
    let last = last_word(words);
    Vocabulary::get()
        .words
        .contains_key(last.trim_end_matches('.'))
        || Vocabulary::get().is_abbreviation(&last)
}

/// Whether the words end in `чл.` or the like, whose dot ends no sentence.
pub(super) fn ends_abbreviated(words: &str) -> bool {
    Vocabulary::get().is_abbreviation(&last_word(Some(words)))
}

fn last_word(words: Option<&str>) -> String {
    let last = words.and_then(|words| words.split_whitespace().next_back());
    folded(last.unwrap_or_default().trim_start_matches(['(', '[']))
}

fn opens_weakly(text: &str, place: Span) -> bool {
    recognise(text, place).is_some_and(|opener| match opener.sign {
        Sign::Unit(_) => opener.unit() != Some(UnitKind::Annex) && !opener.pinpoint,
        Sign::Bare => is_counted(&opener),
        Sign::Bullet => false,
    })
}

/// `5.`, `5.2` or `(5)` before a capital or nothing.
fn is_counted(opener: &Opener) -> bool {
    let form = opener.readings[0].form;
    match form.signs {
        Signs::Digits => matches!(form.wrap, Wrap::Dot | Wrap::Both),
        Signs::Dotted => form.wrap == Wrap::Dot,
        _ => false,
    }
}

/// `… Članak 5.` at the end of a line that says something else before.
fn at_end(text: &str, line: Span) -> Option<(usize, bool)> {
    let words = line.of(text);
    let number = words.rfind(char::is_whitespace)?;
    let head = words.get(..number)?.trim_end();
    let word = head.rfind(char::is_whitespace)?;
    let tail = Span::new(line.start + word, line.end).trimmed(text);
    let last = words.get(number..)?.trim();
    let before = head.get(..word)?;
    let heading = before
        .rsplit(['.', ';', ':'])
        .next()
        .unwrap_or(before)
        .trim();
    let fits = last.starts_with(|c: char| c.is_ascii_digit())
        && tail.of(text).starts_with(char::is_uppercase)
        && (ends_sentence(before) || is_titlelike(heading, 100));
    let opener = recognise(text, tail).filter(|_| fits)?;
    let article = opener.unit() == Some(UnitKind::Article) && opener.rest.is_empty();
    article.then_some((tail.start, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_where_a_clause_could_open() {
        let gap = " ".repeat(5);
        let long = "words of a recital ".repeat(15) + ".";
        let flat = format!("{long}{gap}1. Term. It ends.{gap}2. Fees");
        for (line, expected) in [
            ("Short (1) line. (2) Next", vec!["Short (1) line. (2) Next"]),
            (
                "(1) Ovim se Zakonom osigurava provedba Uredbe. (2) Ovaj se Zakon ne odnosi na sud.",
                vec![
                    "(1) Ovim se Zakonom osigurava provedba Uredbe.",
                    "(2) Ovaj se Zakon ne odnosi na sud.",
                ],
            ),
            (
                "kojim se to uređuje. Pojmovi Članak 3.",
                vec!["kojim se to uređuje. Pojmovi", "Članak 3."],
            ),
            (
                "Rok teče prema odredbama čl. 1. Ugovora i st. 2. Dodatka kako je to predviđeno.",
                vec![
                    "Rok teče prema odredbama čl. 1. Ugovora i st. 2. Dodatka kako je to predviđeno.",
                ],
            ),
            (
                "in accordance with the terms that are set out in Article 3.",
                vec!["in accordance with the terms that are set out in Article 3."],
            ),
            (
                flat.as_str(),
                vec![long.as_str(), "1. Term. It ends.", "2. Fees"],
            ),
        ] {
            let found = pieces(line, Span::new(0, line.len()));
            let found: Vec<&str> = found.iter().map(|piece| piece.span.of(line)).collect();
            assert_eq!(found, expected);
        }
    }
}
