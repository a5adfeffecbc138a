//! Where lines end.
//!
//! By the rules of Unicode, which know Chinese too; where a word alone is wider than a line, it is broken at the edge. The
//! time it takes grows with the length of the text, whatever is in it.

use super::shape::{Letter, SOFT_HYPHEN, Shaped};
use std::ops::Range;
use textwrap::WordSeparator;
use unicode_normalization::char::is_combining_mark;

/// The most letters on a line, blanks and marks without a width among them; a PDF has a limit for what is written at once.
const MOST_ON_LINE: usize = 1_000;

/// The letters of each line; every letter is on one.
pub fn lines(shaped: &Shaped, width: f32, size: f32) -> Vec<Range<usize>> {
    fill(&shaped.letters, &chances(shaped), width / size)
}

/// Whether a line may end before each letter.
fn chances(shaped: &Shaped) -> Vec<bool> {
    let mut chances = vec![false; shaped.letters.len()];
    let mut words = WordSeparator::UnicodeBreakProperties.find_words(&shaped.text);
    let mut end = 0;
    let mut before: [Option<char>; 2] = [None, None];
    for (chance, letter) in chances.iter_mut().zip(&shaped.letters) {
        while end < letter.at {
            let Some(word) = words.next() else { break };
            end += word.word.len() + word.whitespace.len();
        }
        *chance = (end == letter.at && letter.at > 0) || is_hyphened(before, letter.character);
        before = [before[1], Some(letter.character)];
    }
    chances
}

/// Whether a word is parted by a hyphen here.
fn is_hyphened(before: [Option<char>; 2], next: char) -> bool {
    match before {
        [_, Some(SOFT_HYPHEN)] => true,
        [Some(first), Some('-')] => first.is_alphabetic() && next.is_alphabetic(),
        _ => false,
    }
}

fn fill(letters: &[Letter], chances: &[bool], most: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut at, mut width) = (0, 0, 0.0);
    let mut last = None;
    while let Some(letter) = letters.get(at) {
        if at > start && chances.get(at).is_some_and(|may| *may) {
            last = Some(at);
        }
        let hangs = letter.character == ' ' || is_combining_mark(letter.character);
        let is_full = at - start >= MOST_ON_LINE || !hangs && width + letter.advance > most;
        if at > start && is_full {
            let end = last.take().unwrap_or(at);
            lines.push(start..end);
            (start, at, width) = (end, end, 0.0);
            continue;
        }
        width += letter.advance;
        at += 1;
    }
    if start < at {
        lines.push(start..at);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::fonts::{Fonts, Look};
    use super::super::shape::shape;
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, width: f32) -> Vec<String> {
        let shaped = shape(&Fonts::open(), &[(text, Look::Plain)]);
        let lines = lines(&shaped, width, 10.0).into_iter();
        let words = lines.map(|line| {
            let letters = &shaped.letters[line];
            letters.iter().map(|letter| letter.character).collect()
        });
        words.collect()
    }

    #[test]
    fn lines_end_where_a_reader_expects_it() {
        let cases: [(&str, f32, &[&str]); 6] = [
            ("one two three", 40.0, &["one two ", "three"]),
            ("well-known", 40.0, &["well-", "known"]),
            ("co\u{ad}operation", 50.0, &["co\u{ad}", "operation"]),
            ("第五条，附件", 32.0, &["第五", "条，附", "件"]),
            ("2026-11-21", 20.0, &["202", "6-1", "1-2", "1"]),
            ("a\u{a0}b c", 17.0, &["a\u{a0}b ", "c"]),
        ];
        for (text, width, wanted) in cases {
            assert_eq!(wrapped(text, width), wanted, "{text}");
        }
    }

    #[test]
    fn a_word_of_a_million_letters_takes_no_longer_than_a_million_letters() {
        let lines = wrapped(&"ж".repeat(1_000_000), 470.0);
        assert_eq!(
            lines.iter().map(|line| line.chars().count()).sum::<usize>(),
            1_000_000
        );
        assert!(lines.len() > 10_000);
    }

    proptest! {
        #[test]
        fn every_letter_is_on_one_line(text in "\\PC{0,200}", width in 1.0_f32..300.0) {
            let shaped = shape(&Fonts::open(), &[(&text, Look::Plain)]);
            let mut end = 0;
            for line in lines(&shaped, width, 10.0) {
                prop_assert_eq!(line.start, end);
                prop_assert!(line.end > line.start);
                end = line.end;
            }
            prop_assert_eq!(end, shaped.letters.len());
        }
    }
}
