//! The words of one clause and pairs of them, in the whole and in each of its sentences.
//!
//! What experts mark is often one sentence of a long clause, which the words around it would drown.

use super::feature::{Feature, PAIR, WORD, gather, pairs, single};
use super::sentences::sentences;
use super::words::{Word, words};
use crate::domain::clause::Clause;
use crate::domain::fold::Folded;
use crate::domain::text::Span;
use std::ops::Range;

/// Most of a clause that is looked at, in bytes: everything occurs in what is longer.
const LONGEST: usize = 1 << 16;

/// All words of a clause.
pub(super) const WHOLE: Range<usize> = 0..usize::MAX;

/// The words of one clause.
pub(super) struct Own<'a> {
    clause: &'a Clause,
    folded: Folded,
    words: Vec<Word>,
}

/// A sentence of a clause.
pub(super) struct Sentence {
    /// In bytes of the text.
    pub(super) span: Span,
    /// Which of the clause's words are in it.
    pub(super) words: Range<usize>,
}

/// A word or a pair of words seen in a clause, and where it begins: its place among the words.
pub(super) type Placed = (usize, Feature);

impl<'a> Own<'a> {
    /// Reads them.
    pub(super) fn new(clause: &'a Clause, text: &str) -> Self {
        let folded = Folded::new(beginning(clause.span.of(text)));
        let words = words(&folded);
        Self {
            clause,
            folded,
            words,
        }
    }

    /// The words as numbers.
    pub(super) fn numbers(&self) -> Vec<u32> {
        numbers(&self.words)
    }

    /// The words and their pairs.
    pub(super) fn own(&self) -> Vec<Placed> {
        own(&self.numbers()).collect()
    }

    /// The sentences; none when the clause is short.
    pub(super) fn sentences(&self) -> Vec<Sentence> {
        let before = |at: usize| self.words.partition_point(|word| word.folded.start < at);
        let sentence = |span: Span| Sentence {
            span: self.span(span),
            words: before(span.start)..before(span.end),
        };
        let spans = sentences(&self.folded.text).into_iter();
        spans.map(sentence).collect()
    }

    /// Which words stand in a sentence, counted from 1; with 0 all of them.
    pub(super) fn part(&self, sentence: u8) -> Range<usize> {
        let index = usize::from(sentence).checked_sub(1);
        let sentence = index.and_then(|index| self.sentences().into_iter().nth(index));
        sentence.map_or(WHOLE, |sentence| sentence.words)
    }

    /// Where a word or a pair of words stands, in bytes of the text.
    pub(super) fn place(&self, (place, feature): Placed) -> Span {
        let last = place + usize::from(feature.group == PAIR);
        match (self.words.get(place), self.words.get(last)) {
            (Some(first), Some(last)) => self.span(Span::new(first.folded.start, last.folded.end)),
            _ => Span::new(self.clause.span.start, self.clause.span.start),
        }
    }

    /// From bytes of the folded clause to bytes of the text.
    fn span(&self, folded: Span) -> Span {
        let span = self.folded.source_span(folded);
        let start = self.clause.span.start;
        Span::new(start + span.start, start + span.end)
    }
}

/// The part of a clause that is looked at.
pub(super) fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST))
        .unwrap_or_default()
}

pub(super) fn numbers(words: &[Word]) -> Vec<u32> {
    words.iter().map(|word| word.number).collect()
}

pub(super) fn own(words: &[u32]) -> impl Iterator<Item = Placed> {
    let placed = |group: u8| move |(place, number)| (place, Feature::once(group, number));
    let singles = words.iter().map(|&word| single(WORD, word));
    let singles = singles.enumerate().map(placed(WORD));
    singles.chain(pairs(PAIR, words).enumerate().map(placed(PAIR)))
}

/// Of what was seen in a clause what is within some of its words, each feature once, in order.
pub(super) fn within(own: &[Placed], words: Range<usize>, found: &mut Vec<Feature>) {
    found.clear();
    let here = own.iter().filter(|placed| is_within(placed, &words));
    found.extend(here.map(|(_, feature)| *feature));
    gather(found);
}

/// Whether all of a word or a pair of words is among some words of its clause.
pub(super) fn is_within((place, feature): &Placed, words: &Range<usize>) -> bool {
    let last = place + usize::from(feature.group == PAIR);
    words.start <= *place && last < words.end
}
