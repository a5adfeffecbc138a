//! Choosing words of a clause: by word, by sentence, by letter.

use super::action::Action;
use crate::domain::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The words being chosen. Spans count bytes of the agreement's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The clause, without the white space around it.
    within: Span,
    /// Where choosing began; nothing while only the cursor moves.
    anchor: Option<Span>,
    /// The word or letter under the cursor.
    cursor: Span,
}

impl Words {
    /// Begins at the first word; nothing for a clause without words.
    pub fn begin(text: &str, clause: Span) -> Option<Self> {
        let within = clause.trimmed(text);
        let cursor = words(text, within).next()?;
        Some(Self {
            within,
            anchor: None,
            cursor,
        })
    }

    /// Begins with the words chosen from the one at a byte to the one at another, in either order.
    pub fn between(text: &str, clause: Span, from: usize, to: usize) -> Option<Self> {
        let begun = Self::begin(text, clause)?;
        let word = |byte| {
            let before = words(text, begun.within).take_while(|word| word.start <= byte);
            before.last().unwrap_or(begun.cursor)
        };
        Some(Self {
            anchor: Some(word(from)),
            cursor: word(to),
            ..begun
        })
    }

    /// Begins with these words chosen.
    #[must_use]
    pub const fn with(mut self, chosen: Span) -> Self {
        if self.within.covers(chosen) && !chosen.is_empty() {
            self.anchor = Some(chosen);
            self.cursor = chosen;
        }
        self
    }

    /// What is chosen now.
    pub fn chosen(&self) -> Span {
        let anchor = self.anchor.unwrap_or(self.cursor);
        Span::new(
            anchor.start.min(self.cursor.start),
            anchor.end.max(self.cursor.end),
        )
    }

    /// The word or letter under the cursor.
    pub const fn cursor(&self) -> Span {
        self.cursor
    }

    /// Whether choosing has begun.
    pub const fn is_anchored(&self) -> bool {
        self.anchor.is_some()
    }

    /// Does what a key means here; says whether it was a key for this.
    pub fn act(&mut self, action: Action, text: &str) -> bool {
        match action {
            Action::Anchor => {
                self.anchor = match self.anchor {
                    Some(_) => None,
                    None => Some(self.cursor),
                }
            }
            Action::WordLeft => self.cursor = self.left(words(text, self.within)),
            Action::WordRight => self.cursor = self.right(words(text, self.within)),
            Action::ExtendLeft | Action::ExtendRight => {
                self.anchor = self.anchor.or(Some(self.cursor));
                self.cursor = if action == Action::ExtendLeft {
                    self.left(words(text, self.within))
                } else {
                    self.right(words(text, self.within))
                };
            }
            Action::CharLeft => self.cursor = self.left(letters(text, self.within)),
            Action::CharRight => self.cursor = self.right(letters(text, self.within)),
            Action::SentenceUp => {
                let sentence = self.left(sentences(text, self.within));
                self.cursor = self.first_word_in(text, sentence);
            }
            Action::SentenceDown => {
                let sentence = self.right(sentences(text, self.within));
                self.cursor = self.first_word_in(text, sentence);
            }
            Action::First => self.cursor = words(text, self.within).next().unwrap_or(self.cursor),
            Action::Last => self.cursor = words(text, self.within).last().unwrap_or(self.cursor),
            _ => return false,
        }
        true
    }

    fn left(&self, units: impl Iterator<Item = Span>) -> Span {
        let before = units.take_while(|unit| unit.end <= self.cursor.start);
        before.last().unwrap_or(self.cursor)
    }

    fn right(&self, mut units: impl Iterator<Item = Span>) -> Span {
        let after = units.find(|unit| unit.start >= self.cursor.end);
        after.unwrap_or(self.cursor)
    }

    fn first_word_in(&self, text: &str, sentence: Span) -> Span {
        let first = words(text, sentence).next();
        first.unwrap_or(self.cursor)
    }
}

fn words(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let start = within.start;
    let words = within.of(text).unicode_word_indices();
    words.map(move |(at, word)| Span::new(start + at, start + at + word.len()))
}

fn letters(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let start = within.start;
    let letters = within.of(text).grapheme_indices(true);
    letters.map(move |(at, letter)| Span::new(start + at, start + at + letter.len()))
}

fn sentences(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let start = within.start;
    let sentences = within.of(text).split_sentence_bound_indices();
    sentences.map(move |(at, sentence)| Span::new(start + at, start + at + sentence.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_chosen_from_a_word_to_a_word() {
        let text = "1. The supplier may connect. It tells nobody.\n";
        let mut words = Words::begin(text, Span::new(0, text.len())).expect("has words");
        for action in [Action::WordRight, Action::WordRight, Action::Anchor] {
            words.act(action, text);
        }
        words.act(Action::WordRight, text);
        assert_eq!(words.chosen().of(text), "supplier may");
        words.act(Action::SentenceDown, text);
        assert_eq!(words.chosen().of(text), "supplier may connect. It");
        words.act(Action::Anchor, text);
        assert_eq!(words.chosen().of(text), "It");
        words.act(Action::ExtendRight, text);
        assert_eq!(words.chosen().of(text), "It tells");
        words.act(Action::CharRight, text);
        assert_eq!(words.chosen().of(text), "It tells ");
    }

    #[test]
    fn words_are_chosen_from_byte_to_byte() {
        let text = "1. The supplier may connect.\n";
        let whole = Span::new(0, text.len());
        for (from, to, chosen) in [
            (6, 17, "The supplier may"),
            (17, 6, "The supplier may"),
            (9, 9, "supplier"),
            (0, 999, "1. The supplier may connect"),
        ] {
            let words = Words::between(text, whole, from, to).expect("has words");
            assert_eq!(words.chosen().of(text), chosen, "{from} {to}");
            assert!(words.is_anchored());
        }
    }

    #[test]
    fn a_clause_of_signs_has_no_words() {
        assert_eq!(Words::begin(" — \n", Span::new(0, 6)), None);
    }
}
