//! Pointers from examples: what clauses of agreements that experts have marked look like.
//!
//! A model says for every clause how likely it is what a person would mark as a subject, and which
//! words say so. The one that comes with the program was trained on the contracts of CUAD (The Atticus
//! Project, CC BY 4.0), in English; `docs/pointers.md` tells how. Knows nothing of checklists: which
//! item asks for which subject is for `suggest` to say.

mod feature;
mod features;
mod likelihood;
mod model;
mod own;
mod sentences;
pub mod train;
mod words;

pub(in crate::domain) use feature::{FORM, Feature};
pub(in crate::domain) use model::values;
pub use model::{Model, ModelError};
pub(in crate::domain) use train::{Chance, rarity};

use super::clause::ClauseTree;
use super::text::Span;
pub(in crate::domain) use features::Seen;
use likelihood::Evidence;
use model::{Room, Score};
use own::{Own, is_within};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Most words shown as the reason of one pointer.
const REASONS: usize = 6;

/// The model that comes with the program.
static SHIPPED: &[u8] = include_bytes!("../../assets/models/commercial-terms.model");

/// The model that comes with the program; read once, when it is first asked for.
pub fn shipped() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::read(SHIPPED).expect("a test reads the model that is shipped"))
}

/// What a model says about every clause of one agreement.
#[derive(Debug, Clone)]
pub struct Scores<'a> {
    model: &'a Model,
    /// By clause, then by subject.
    by_clause: Vec<Vec<Score>>,
    /// The best score of each subject.
    best: Vec<f32>,
}

impl Model {
    /// Scores every clause for every subject, in time linear in the text. A long clause counts as its best sentence does,
    /// or as a whole, whichever is better.
    pub fn read_clauses(&self, clauses: &ClauseTree, text: &str) -> Scores<'_> {
        let seen = Seen::new(clauses, text);
        let by_clause = by_two(seen.len(), |part| {
            let mut room = Room::default();
            part.map(|index| self.scores(&seen, index, &mut room))
                .collect()
        });
        let mut best = vec![f32::MIN; self.subjects.len()];
        for scores in &by_clause {
            for (best, score) in best.iter_mut().zip(scores) {
                *best = best.max(score.value);
            }
        }
        Scores {
            model: self,
            by_clause,
            best,
        }
    }

    /// Position of a subject; its name is compared without regard to case.
    pub fn subject(&self, name: &str) -> Option<usize> {
        self.subjects()
            .position(|subject| subject.eq_ignore_ascii_case(name))
    }
}

/// Fewest clauses that are worth a second thread.
const MANY: usize = 200;

/// What is made of so many things, in their order; the second half by a thread of its own when there are
/// many, because somebody waits for it.
fn by_two<T: Send>(count: usize, make: impl Fn(Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    if count < MANY {
        return make(0..count);
    }
    std::thread::scope(|scope| {
        let second = scope.spawn(|| make(count / 2..count));
        let mut all = make(0..count / 2);
        all.extend(second.join().expect("it ends or the program does"));
        all
    })
}

impl Scores<'_> {
    /// The words of a clause that say most that it is about a subject, in reading order, in bytes of
    /// the text.
    pub fn reasons(
        &self,
        subject: usize,
        clauses: &ClauseTree,
        clause: usize,
        text: &str,
    ) -> Vec<Span> {
        let (Some(scores), Some(clause)) =
            (self.by_clause.get(clause), clauses.clauses().get(clause))
        else {
            return Vec::new();
        };
        let own = Own::new(clause, text);
        let part = own.part(scores[subject].part);
        let mut worth: Vec<(f32, Span)> = self
            .model
            .known_of(own.own().into_iter())
            .filter(|placed| is_within(placed, &part))
            .map(|(place, known)| (self.model.worth(known, subject), own.place((place, known))))
            .filter(|(worth, span)| *worth > 0.0 && !span.is_empty())
            .collect();
        worth.sort_by(|(one, here), (other, there)| other.total_cmp(one).then(here.cmp(there)));
        // What is weighed much less than the best is no reason to show.
        let least = worth.first().map_or(0.0, |(best, _)| best / 4.0);
        let mut taken: BTreeMap<usize, Span> = BTreeMap::new();
        for (_, span) in worth
            .into_iter()
            .take_while(|(worth, _)| *worth >= least)
            .take(8 * REASONS)
        {
            let before = taken.range(..span.end).next_back();
            if taken.len() < REASONS && before.is_none_or(|(_, other)| !other.overlaps(span)) {
                taken.insert(span.start, span);
            }
        }
        taken.into_values().collect()
    }

    /// How likely each clause is one that an expert would mark as a subject, in thousandths. `words`
    /// gives the rank of what was found by words in a clause, 0 for nothing.
    pub fn likelihoods(&self, subject: usize, words: impl Fn(usize) -> u32) -> Vec<u32> {
        let (Some(about), Some(&best)) = (self.model.subjects.get(subject), self.best.get(subject))
        else {
            return Vec::new();
        };
        let words: Vec<u32> = (0..self.by_clause.len()).map(words).collect();
        let best_words = words.iter().copied().max().unwrap_or_default();
        let clauses = self.by_clause.iter().zip(words);
        clauses
            .map(|(scores, words)| {
                about.likelihood.of(Evidence {
                    score: scores[subject].value,
                    best,
                    words,
                    best_words,
                })
            })
            .collect()
    }

    /// Clauses in the order in which they should be read for a subject, by the examples alone.
    pub fn order(&self, subject: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.by_clause.len()).collect();
        order.sort_by(|&one, &other| {
            self.score(other, subject)
                .total_cmp(&self.score(one, subject))
                .then(one.cmp(&other))
        });
        order
    }

    /// The score of a clause for a subject: for putting clauses in order, not a likelihood.
    pub fn score(&self, clause: usize, subject: usize) -> f32 {
        self.by_clause[clause][subject].value
    }
}

/// Clauses with their likelihoods, the likeliest first, those below a threshold left out.
pub fn likeliest(likelihoods: &[u32], least: u32, most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..likelihoods.len())
        .filter(|&clause| likelihoods[clause] >= least)
        .collect();
    order.sort_by_key(|&clause| (Reverse(likelihoods[clause]), clause));
    order.truncate(most);
    order
}

#[cfg(test)]
mod tests;
