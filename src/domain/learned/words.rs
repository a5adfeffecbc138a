//! The words of a clause as numbers, so that they can be counted and looked up quickly.
//!
//! A word is a run of letters and digits of the folded text. Figures are told apart by their length
//! alone, years from other figures: which amount it is says nothing about what a clause is for.
//! Knows nothing of what is made of the words.

use crate::domain::fold::Folded;
use crate::domain::text::Span;

/// Most words that are looked at in one clause; everything occurs in what is longer.
const MOST: usize = 4000;

/// Signs that say something by themselves: amounts, shares, definitions, gaps.
const SIGNS: [char; 7] = ['$', '€', '%', '"', '[', '_', '*'];

/// A word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// The number of the word, the same on every machine.
    pub(super) number: u32,
    /// In bytes of the folded text.
    pub(super) folded: Span,
}

/// The words of a folded text, in order.
pub(super) fn words(folded: &Folded) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut word = Run::default();
    let mut sign = None;
    for (at, letter) in folded.text.char_indices() {
        if found.len() >= MOST {
            return found;
        }
        let place = Span::new(at, at + letter.len_utf8());
        if letter.is_alphanumeric() {
            word.take(letter, place);
            sign = None;
        } else if !(letter == '\'' && word.letters > 0) {
            found.extend(word.end());
            if SIGNS.contains(&letter) && sign != Some(letter) {
                sign = Some(letter);
                let mut alone = Run::default();
                alone.take(letter, place);
                found.extend(alone.end());
            }
        }
    }
    found.extend(word.end());
    found
}

/// The number of a piece of text that is compared as it is.
pub(super) fn number(text: &str) -> u32 {
    let mut run = Run::default();
    for letter in text.chars() {
        run.take(letter, Span::new(0, 0));
    }
    run.hash
}

/// Two numbers made one; a kind keeps apart what stands for different things.
pub(super) const fn joined(kind: u32, first: u32, second: u32) -> u32 {
    let mut mixed = kind
        .wrapping_mul(0x9e37_79b1)
        .wrapping_add(first)
        .wrapping_mul(0x85eb_ca6b)
        .rotate_left(13)
        .wrapping_add(second)
        .wrapping_mul(0xc2b2_ae35);
    mixed ^= mixed >> 15;
    mixed = mixed.wrapping_mul(0x27d4_eb2f);
    mixed ^ (mixed >> 13)
}

/// A word being read.
struct Run {
    hash: u32,
    letters: u32,
    digits: u32,
    /// Whether it began like a year of the last or this century.
    century: bool,
    leading: u32,
    span: Span,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            hash: 0x811c_9dc5,
            letters: 0,
            digits: 0,
            century: false,
            leading: 0,
            span: Span::new(0, 0),
        }
    }
}

impl Run {
    fn take(&mut self, letter: char, place: Span) {
        if self.letters == 0 {
            self.span = place;
        }
        self.span.end = place.end;
        self.letters = self.letters.saturating_add(1);
        if let Some(digit) = letter.to_digit(10) {
            self.digits = self.digits.saturating_add(1);
            self.leading = self.leading.saturating_mul(10).saturating_add(digit);
            self.century |= self.letters == 2 && matches!(self.leading, 19 | 20);
        }
        self.hash = (self.hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
    }

    fn end(&mut self) -> Option<Word> {
        let run = std::mem::take(self);
        let number = match (run.letters, run.digits) {
            (0, _) => return None,
            (_, 0) => run.hash,
            (4, 4) if run.century => 1,
            (letters, digits) if letters == digits => 2 + digits.min(4),
            _ => 10,
        };
        Some(Word {
            number,
            folded: run.span,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u32> {
        let folded = Folded::new(text);
        words(&folded).iter().map(|word| word.number).collect()
    }

    #[test]
    fn words_are_alike_whatever_their_case_and_figures_by_their_length() {
        assert_eq!(numbers("Governing LAW"), numbers("governing, law"));
        assert_eq!(numbers("in 1998"), numbers("in 2026"));
        assert_eq!(numbers("$ 25 000"), numbers("$31,999"));
        assert_ne!(numbers("25"), numbers("2500"));
        assert_eq!(numbers("____"), numbers("_"));
        assert_eq!(numbers("supplier's"), numbers("Supplier’s"));
        assert_eq!(numbers(""), Vec::<u32>::new());
    }

    #[test]
    fn joining_keeps_the_order_and_the_kind() {
        assert_ne!(joined(1, 5, 6), joined(1, 6, 5));
        assert_ne!(joined(1, 5, 6), joined(2, 5, 6));
    }

    #[test]
    fn a_clause_without_end_is_cut_off() {
        assert_eq!(numbers(&"word ".repeat(MOST + 10)).len(), MOST);
    }
}
