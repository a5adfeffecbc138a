//! Expressions of one or several words, found by their folded words.
//!
//! Knows nothing of what they mean; whoever makes a phrasebook says what stands for what.

use super::{Word, WordKind, fold_word, take_apart};
use crate::domain::text::Span;
use foldhash::{HashMap, HashMapExt as _};

/// Expressions and what they stand for.
#[derive(Debug)]
pub(in crate::domain) struct Phrasebook<M> {
    /// Folded words and marks to their numbers; 0 is any other.
    numbers: HashMap<String, u32>,
    /// From a node by a word to a node; node 0 is the start.
    steps: HashMap<(u32, u32), u32>,
    /// What the expression that ends at a node stands for, in the order of the data.
    meanings: Vec<Vec<M>>,
}

/// An expression that was found.
#[derive(Debug, Clone, Copy)]
pub(in crate::domain) struct Found<'a, M> {
    /// All that it stands for.
    pub meanings: &'a [M],
    /// How many words it has.
    pub len: usize,
}

impl<M> Default for Phrasebook<M> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            steps: HashMap::new(),
            meanings: vec![Vec::new()],
        }
    }
}

impl<M: PartialEq> Phrasebook<M> {
    /// Adds an expression; gives the number of its first word.
    pub fn add(&mut self, phrase: &str, meaning: M) -> u32 {
        let mut words = Vec::new();
        take_apart(phrase, Span::new(0, phrase.len()), &mut words);
        let (mut node, mut first) = (0, 0);
        let mut folded = String::new();
        for word in words {
            spell(word, phrase, &mut folded);
            let number = self.numbers.get(&folded).copied().unwrap_or_else(|| {
                let next = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
                self.numbers.insert(folded.clone(), next);
                next
            });
            if node == 0 {
                first = number;
            }
            let fresh = u32::try_from(self.meanings.len()).unwrap_or(u32::MAX);
            node = *self.steps.entry((node, number)).or_insert(fresh);
            if node == fresh {
                self.meanings.push(Vec::new());
            }
        }
        let slot = &mut self.meanings[node as usize];
        if node != 0 && !slot.contains(&meaning) {
            slot.push(meaning);
        }
        first
    }
}

impl<M> Phrasebook<M> {
    /// The number of every word, as the phrases are looked up by.
    pub fn number(&self, text: &str, words: &[Word], numbers: &mut Vec<u32>) {
        numbers.clear();
        let mut folded = String::new();
        numbers.extend(words.iter().map(|&word| {
            // Nothing in a phrasebook is longer.
            if word.span.len() > 64 {
                return 0;
            }
            spell(word, text, &mut folded);
            self.numbers.get(&folded).copied().unwrap_or(0)
        }));
    }

    /// Every expression that starts at a word, the shortest first.
    pub fn all_at<'a, 'b>(
        &'a self,
        numbers: &'b [u32],
        start: usize,
    ) -> impl Iterator<Item = Found<'a, M>> + use<'a, 'b, M> {
        let mut node = 0;
        let rest = numbers.get(start..).unwrap_or_default();
        rest.iter()
            .zip(1..)
            .map_while(move |(&number, len)| {
                node = *self.steps.get(&(node, number))?;
                let meanings = self.meanings[node as usize].as_slice();
                Some(Found { meanings, len })
            })
            .filter(|found| !found.meanings.is_empty())
    }
}

/// The folded form of a word, or the mark itself.
fn spell(word: Word, text: &str, out: &mut String) {
    if let WordKind::Mark(mark) = word.kind {
        out.clear();
        out.push(if mark == '’' { '\'' } else { mark });
    } else {
        fold_word(word.span.of(text), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_expression_wins_whatever_script_and_line() {
        let mut book = Phrasebook::default();
        book.add("u daljem tekstu", 1);
        book.add("u", 2);
        book.add("ci-après", 3);
        book.add("是指", 4);
        let found = |text: &str, at: usize| {
            let (mut words, mut numbers) = (Vec::new(), Vec::new());
            take_apart(text, Span::new(0, text.len()), &mut words);
            book.number(text, &words, &mut numbers);
            book.all_at(&numbers, at)
                .last()
                .map(|found| (found.meanings[0], found.len))
        };
        assert_eq!(found("У даљем\nтексту:", 0), Some((1, 3)));
        assert_eq!(found("u daljem", 0), Some((2, 1)));
        assert_eq!(found("(ci-apres", 1), Some((3, 3)));
        assert_eq!(found("数据是指", 2), Some((4, 2)));
        assert_eq!(found("nothing", 0), None);
        assert_eq!(found("u", 7), None);
    }
}
