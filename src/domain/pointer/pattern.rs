//! One indicator: the words that must follow each other in a folded text.
//!
//! Knows the syntax of indicators (`word* word`), nothing of items or clauses.

use crate::domain::fold::{Folded, fold, is_han};

/// An indicator in folded form. Two that fold alike are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Pattern {
    words: Vec<Word>,
}

/// A word of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Word {
    /// Its folded letters.
    pub(super) stem: String,
    /// Whether it may go on after the stem.
    pub(super) open: bool,
}

impl Pattern {
    /// Reads an indicator; nothing when no word of it has a letter or digit.
    pub(super) fn parse(indicator: &str) -> Option<Self> {
        let folded = fold(indicator);
        let words: Vec<Word> = folded
            .split(' ')
            .map(|word| Word {
                stem: word.trim_end_matches('*').to_owned(),
                open: word.ends_with('*'),
            })
            .filter(|word| word.stem.contains(char::is_alphanumeric))
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// The letters of the first word.
    pub(super) fn first_word(&self) -> &str {
        &self.words.first().expect("a pattern has a word").stem
    }

    /// All words.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Where the match that starts at `start` ends, if there is one. That `start` begins a word is
    /// the caller's business.
    pub(super) fn end_of_match(&self, folded: &Folded, start: usize) -> Option<usize> {
        let mut at = start;
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 {
                at += folded.text.get(at..)?.starts_with(' ').then_some(1)?;
            }
            at += folded
                .text
                .get(at..)?
                .starts_with(&word.stem)
                .then_some(word.stem.len())?;
            if word.open {
                at = word_end(folded, at);
            } else if !folded.is_boundary(at) {
                return None;
            }
        }
        Some(at)
    }

    /// How much it says when it is found, whatever the document: long indicators and those of
    /// several full words say more than an abbreviation. A Chinese character counts as three
    /// letters.
    pub(super) fn weight(&self) -> u64 {
        let length: u64 = self.words.iter().map(|word| letters(&word.stem)).sum();
        let full_words = self.words.iter().filter(|word| letters(&word.stem) > 3);
        let more_words = full_words.count().saturating_sub(1).min(3) as u64;
        6 + length.min(24) + 8 * more_words
    }
}

/// The end of the word that `at` lies in or ends.
pub(super) fn word_end(folded: &Folded, at: usize) -> usize {
    let mut end = at;
    while !folded.is_boundary(end) {
        let rest = folded.text.get(end..).unwrap_or_default();
        end += rest.chars().next().map_or(1, char::len_utf8);
    }
    end
}

/// Letters of a folded word, a Chinese character counting as three.
pub(super) fn letters(word: &str) -> u64 {
    let weigh = |letter: char| if is_han(letter) { 3 } else { 1 };
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .map(weigh)
        .sum()
}
