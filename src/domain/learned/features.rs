//! What a model looks at in a clause: its words and pairs of words, headings, neighbours, place and form.
//!
//! Each clause is seen once, in reading order, in time linear in its length. Knows nothing of weights.

use super::by_two;
use super::words::{Word, joined, number, words};
use crate::domain::clause::{Clause, ClauseTree};
use crate::domain::fold::Folded;
use crate::domain::text::Span;

/// Groups of features; each is brought to the same length before it is weighed.
pub(super) const GROUPS: usize = 7;

/// How much each group counts, in the order of the numbers below.
pub(super) const SHARES: [f32; GROUPS] = [1.0, 1.0, 0.5, 0.5, 0.3, 0.3, 0.3];

const WORD: u8 = 0;
const PAIR: u8 = 1;
const HEADING: u8 = 2;
const ABOVE: u8 = 3;
const BEFORE: u8 = 4;
const AFTER: u8 = 5;
/// Features of this group are never weighed by how rare they are.
pub(in crate::domain) const FORM: u8 = 6;

/// Words of a neighbouring clause that count.
const NEAR: usize = 60;

/// Headings above a clause that count, and words of each.
const STEPS: usize = 4;
const HEADING_WORDS: usize = 24;

/// Words that stand for a heading where a clause above has none.
const LEAD: usize = 6;

/// Most of a clause that is looked at, in bytes: everything occurs in what is longer.
const LONGEST: usize = 1 << 16;

/// Something seen in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::domain) struct Feature {
    /// Its group.
    pub(in crate::domain) group: u8,
    /// Its number, the same on every machine.
    pub(in crate::domain) number: u32,
    /// How often it was seen, 255 at most.
    pub(in crate::domain) count: u8,
}

/// The words of all clauses of a text.
pub(in crate::domain) struct Seen<'a> {
    clauses: &'a [Clause],
    text: &'a str,
    words: Vec<Vec<u32>>,
    headings: Vec<Vec<u32>>,
}

impl<'a> Seen<'a> {
    /// Reads the words of every clause.
    pub(super) fn new(clauses: &'a ClauseTree, text: &'a str) -> Self {
        Self::with(clauses, text, |text| {
            let folded = Folded::new(text);
            words(&folded).iter().map(|word| word.number).collect()
        })
    }

    /// The same with another idea of what a word is: from a text to the numbers of its words.
    pub(in crate::domain) fn with(
        clauses: &'a ClauseTree,
        text: &'a str,
        numbers: impl Fn(&str) -> Vec<u32> + Sync,
    ) -> Self {
        let clauses = clauses.clauses();
        let own = |clause: &Clause| numbers(beginning(clause.span.of(text)));
        let heading = |clause: &Clause| {
            let mut words = numbers(beginning(&clause.heading));
            words.truncate(HEADING_WORDS);
            words
        };
        Self {
            clauses,
            text,
            words: by_two(clauses.len(), |part| {
                clauses[part].iter().map(own).collect()
            }),
            headings: clauses.iter().map(heading).collect(),
        }
    }

    /// Number of clauses.
    pub(in crate::domain) fn len(&self) -> usize {
        self.clauses.len()
    }

    /// Everything seen in one clause, each feature once, in order.
    pub(in crate::domain) fn features(&self, index: usize, found: &mut Vec<Feature>) {
        found.clear();
        let own = &self.words[index];
        put(found, WORD, own.iter().map(|&word| single(WORD, word)));
        put(found, PAIR, pairs(PAIR, own));
        let heading = &self.headings[index];
        put(found, HEADING, with_pairs(HEADING, heading));
        self.above(index, found);
        let before = index.checked_sub(1).and_then(|at| self.words.get(at));
        for (group, near) in [(BEFORE, before), (AFTER, self.words.get(index + 1))] {
            let near = near.into_iter().flatten().take(NEAR);
            put(found, group, near.map(|&word| single(group, word)));
        }
        put(found, FORM, self.form(index).into_iter());
        gather(found);
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

    /// Where the single words and pairs of a clause stand, in bytes of the text, with their numbers.
    pub(super) fn places(clause: &Clause, text: &str) -> Vec<(u32, Span)> {
        let folded = Folded::new(beginning(clause.span.of(text)));
        let words = words(&folded);
        let place = |first: &Word, last: &Word| {
            let span = folded.source_span(Span::new(first.folded.start, last.folded.end));
            Span::new(clause.span.start + span.start, clause.span.start + span.end)
        };
        let mut places: Vec<(u32, Span)> = words
            .iter()
            .map(|word| (single(WORD, word.number), place(word, word)))
            .collect();
        places.extend(words.windows(2).filter_map(|pair| {
            let [first, second] = pair else { return None };
            Some((
                joined(u32::from(PAIR), first.number, second.number),
                place(first, second),
            ))
        }));
        places
    }
}

/// The part of a clause that is looked at.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST))
        .unwrap_or_default()
}

const fn single(group: u8, word: u32) -> u32 {
    joined(group as u32 + 16, word, 0)
}

fn pairs(group: u8, words: &[u32]) -> impl Iterator<Item = u32> {
    words.windows(2).filter_map(move |pair| match pair {
        [first, second] => Some(joined(u32::from(group), *first, *second)),
        _ => None,
    })
}

fn with_pairs(group: u8, words: &[u32]) -> impl Iterator<Item = u32> {
    let alone = words.iter().map(move |&word| single(group, word));
    alone.chain(pairs(group, words))
}

fn put(found: &mut Vec<Feature>, group: u8, numbers: impl Iterator<Item = u32>) {
    found.extend(numbers.map(|number| Feature {
        group,
        number,
        count: 1,
    }));
}

/// Puts features in order and counts those that are the same. Groups stand in order already.
fn gather(found: &mut Vec<Feature>) {
    for group in found.chunk_by_mut(|one, other| one.group == other.group) {
        group.sort_unstable_by_key(|one| one.number);
    }
    found.dedup_by(|next, kept| {
        let same = (next.group, next.number) == (kept.group, kept.number);
        if same {
            kept.count = kept.count.saturating_add(next.count);
        }
        same
    });
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
