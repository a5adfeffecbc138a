//! What a model looks at in a clause: its words and pairs of words, headings, neighbours, place and form.
//! A long clause is also looked at sentence by sentence: see `own`.
//!
//! Each clause is seen once, in reading order, in time linear in its length. Knows nothing of weights.

use super::by_two;
use super::feature::{
    ABOVE, AFTER, BEFORE, FORM, Feature, HEADING, gather, put, single, with_pairs,
};
use super::own::{Own, Placed, Sentence, beginning, numbers, own};
use super::words::{joined, number, words};
use crate::domain::clause::{Clause, ClauseTree};
use crate::domain::fold::Folded;

/// Words of a neighbouring clause that count.
const NEAR: usize = 60;

/// Headings above a clause that count, and words of each.
const STEPS: usize = 4;
const HEADING_WORDS: usize = 24;

/// Words that stand for a heading where a clause above has none.
const LEAD: usize = 6;

/// The words of all clauses of a text.
pub(in crate::domain) struct Seen<'a> {
    clauses: &'a [Clause],
    text: &'a str,
    words: Vec<Vec<u32>>,
    /// Of each long clause, its sentences.
    sentences: Vec<Vec<Sentence>>,
    headings: Vec<Vec<u32>>,
}

impl<'a> Seen<'a> {
    /// Reads the words of every clause, and of the sentences of long ones.
    pub(super) fn new(clauses: &'a ClauseTree, text: &'a str) -> Self {
        let own = |clause: &Clause| {
            let words = Own::new(clause, text);
            (words.numbers(), words.sentences())
        };
        let heading = |text: &str| numbers(&words(&Folded::new(text)));
        Self::of(clauses, text, own, heading)
    }

    /// The same with another idea of what a word is: from a text to the numbers of its words.
    pub(in crate::domain) fn with(
        clauses: &'a ClauseTree,
        text: &'a str,
        numbers: impl Fn(&str) -> Vec<u32> + Sync,
    ) -> Self {
        let own = |clause: &Clause| (numbers(beginning(clause.span.of(text))), Vec::new());
        Self::of(clauses, text, own, &numbers)
    }

    fn of(
        clauses: &'a ClauseTree,
        text: &'a str,
        own: impl Fn(&Clause) -> (Vec<u32>, Vec<Sentence>) + Sync,
        heading: impl Fn(&str) -> Vec<u32>,
    ) -> Self {
        let clauses = clauses.clauses();
        let heading = |clause: &Clause| {
            let mut words = heading(beginning(&clause.heading));
            words.truncate(HEADING_WORDS);
            words
        };
        let own = by_two(clauses.len(), |part| {
            clauses[part].iter().map(&own).collect()
        });
        let (words, sentences) = own.into_iter().unzip();
        Self {
            clauses,
            text,
            words,
            sentences,
            headings: clauses.iter().map(heading).collect(),
        }
    }

    /// Number of clauses.
    pub(in crate::domain) fn len(&self) -> usize {
        self.clauses.len()
    }

    /// The sentences of a clause; none when it is short.
    pub(super) fn sentences(&self, index: usize) -> &[Sentence] {
        self.sentences.get(index).map_or(&[], Vec::as_slice)
    }

    /// Everything seen in one clause, each feature once, in order.
    pub(in crate::domain) fn features(&self, index: usize, found: &mut Vec<Feature>) {
        found.clear();
        found.extend(self.own(index).map(|(_, feature)| feature));
        self.around(index, found);
        gather(found);
    }

    /// The words of a clause and their pairs.
    pub(super) fn own(&self, index: usize) -> impl Iterator<Item = Placed> {
        own(&self.words[index])
    }

    /// Puts what is seen around the words of a clause, and in their form, behind what was found.
    pub(super) fn around(&self, index: usize, found: &mut Vec<Feature>) {
        let heading = &self.headings[index];
        put(found, HEADING, with_pairs(HEADING, heading));
        self.above(index, found);
        let before = index.checked_sub(1).and_then(|at| self.words.get(at));
        for (group, near) in [(BEFORE, before), (AFTER, self.words.get(index + 1))] {
            let near = near.into_iter().flatten().take(NEAR);
            put(found, group, near.map(|&word| single(group, word)));
        }
        put(found, FORM, self.form(index).into_iter());
    }

    /// Headings of what the clause stands in.
    fn above(&self, index: usize, found: &mut Vec<Feature>) {
        let mut at = self.clauses[index].parent;
        for _ in 0..STEPS {
            let Some(parent) = at else { return };
            let heading = &self.headings[parent];
            let words = if heading.is_empty() {
                self.words[parent]
                    .get(..LEAD)
                    .unwrap_or(&self.words[parent])
            } else {
                heading
            };
            put(found, ABOVE, with_pairs(ABOVE, words));
            at = self.clauses[parent].parent;
        }
    }

    /// Kind, depth, length, place and look of a clause.
    fn form(&self, index: usize) -> [u32; 11] {
        let clause = &self.clauses[index];
        let text = beginning(clause.span.of(self.text));
        let all = self.clauses.len();
        let form = |what: u32, value: usize| {
            joined(
                u32::from(FORM),
                what,
                u32::try_from(value).unwrap_or(u32::MAX),
            )
        };
        let (words, capital, capitals) = look(text);
        [
            joined(u32::from(FORM), 0, number(clause.kind.name())),
            form(1, usize::from(clause.level).min(5)),
            form(2, bits(self.words[index].len())),
            form(3, usize::from(!clause.heading.is_empty())),
            joined(u32::from(FORM), 4, signs_of(&clause.label)),
            form(5, bits(index)),
            form(6, bits(clause.span.start / 100)),
            form(7, index * 10 / all.max(1)),
            form(8, bits(all - index)),
            form(9, capitals * 8 / text.len().max(1)),
            form(10, capital * 6 / words.max(1)),
        ]
    }
}

/// Binary digits of a number and one: 0, 1, 2–3, 4–7 and so on are alike.
const fn bits(number: usize) -> usize {
    (number + 1).ilog2() as usize
}

/// Words, words that begin with a capital, and capitals of a text.
fn look(text: &str) -> (usize, usize, usize) {
    let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();
    let (mut words, mut capital) = (0, 0);
    for word in text.split_whitespace() {
        words += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    (words, capital, capitals)
}

/// The signs of a label without its number: `5.2` is like `7.1`, not like `(a)`.
fn signs_of(label: &str) -> u32 {
    let signs = label.chars().filter(|sign| !sign.is_alphanumeric()).take(2);
    number(&signs.collect::<String>())
}
