//! Pointers from the team: what its tags and rejections say about the clauses of the next agreement.
//!
//! Everything follows from the **set** of journalled decisions, whatever the order in which they
//! arrived: two machines with the same journals learn the same, bit for bit. What is learned from one
//! agreement is a [`Lesson`], which can be kept until its decisions change. Works in any language. A
//! score only puts clauses in order; it is no likelihood. Knows nothing of files or screens.

mod judged;
mod learn;
mod lesson;
mod record;

pub use judged::{Judged, Judgement, Verdict, judged};
pub use lesson::Lesson;
pub use record::{Record, records};

use super::agreement::{Agreement, AgreementId};
use super::cite::begins_with_a_word;
use super::clause::ClauseId;
use super::learned::{Seen, values};
use super::likeness::{Likeness, stems};
use super::pointer::{Reason, ReasonKind};
use super::review::event::Assessment;
use super::text::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// How much alike, in thousandths, a tagged passage is at least when it is shown as the reason.
const ALIKE: u32 = 120;

/// Most characters of a title in a sentence.
const TITLE: usize = 40;

/// Most words shown as the reason of one pointer.
const REASONS: usize = 6;

/// Judgements after which what the words of the checklist say counts half as much more than later.
const SURE: f32 = 2.0;

/// What the team's decisions say about clauses.
#[derive(Debug, Clone)]
pub struct Team {
    /// Items that somebody judged passages for.
    items: Vec<Taught>,
    /// Features that are looked at: position and rarity.
    known: HashMap<u32, (usize, u8)>,
    /// For each feature, what it weighs for each item.
    weights: Vec<f32>,
    examples: Vec<Example>,
    /// Finds the examples; keys are positions.
    likeness: Likeness<usize>,
}

/// What is known of one item.
#[derive(Debug, Clone, PartialEq)]
struct Taught {
    item: String,
    /// Clauses that were tagged.
    tagged: usize,
    /// What every clause has before any feature.
    start: f32,
}

/// A passage that somebody tagged.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Example {
    item: usize,
    quote: String,
    like: Like,
}

/// A tagged passage that a clause is like, with who judged it and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Like {
    /// The agreement it stands in.
    pub agreement: AgreementId,
    /// The title of that.
    pub title: String,
    /// The clause.
    pub clause: ClauseId,
    /// What a person calls the clause.
    pub label: String,
    /// How it was judged.
    pub assessment: Assessment,
    /// The name of the reviewer.
    pub by: String,
    /// How much the words are alike: 1000 for the same. Not a likelihood.
    pub thousandths: u32,
}

impl Like {
    /// The same where there is no room for a title.
    pub fn short(&self) -> String {
        tr!(
            "like {clause} elsewhere, tagged {assessment} by {by}",
            clause = self.cited(),
            assessment = self.assessment.label(),
            by = self.by
        )
    }

    /// The clause in the middle of a sentence.
    fn cited(&self) -> String {
        if begins_with_a_word(&self.label) || self.label.is_empty() {
            self.label.clone()
        } else {
            tr!("clause {cited}", cited = self.label)
        }
    }

    /// What it is, to be read after “points here because it is”.
    pub fn sentence(&self) -> String {
        tr!(
            "like {clause} of “{title}”, tagged {assessment} by {by}",
            clause = self.cited(),
            title = short(&self.title),
            assessment = self.assessment.label(),
            by = self.by
        )
    }
}

/// A title that leaves room for what follows it.
fn short(title: &str) -> String {
    if title.chars().count() <= TITLE {
        return title.to_owned();
    }
    let mut short: String = title.chars().take(TITLE - 1).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// What the team's decisions say about every clause of one agreement.
#[derive(Debug, Clone)]
pub struct TeamScores<'a> {
    team: &'a Team,
    /// By clause, then by item.
    by_clause: Vec<Vec<f32>>,
}

impl Team {
    /// Learns from lessons, in whatever order they come. Of one agreement there must be one lesson.
    pub fn learn(lessons: &[Arc<Lesson>]) -> Self {
        learn::learn(lessons)
    }

    /// Whether nothing was judged.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Goes through the clauses of an agreement, in time linear in its text.
    pub fn read(&self, agreement: &Agreement) -> TeamScores<'_> {
        let seen = Seen::with(&agreement.clauses, agreement.text(), stems);
        let (mut features, mut found) = (Vec::new(), Vec::new());
        let score = |clause: usize| {
            seen.features(clause, &mut features);
            let known =
                |feature: &super::learned::Feature| self.known.get(&feature.number).copied();
            values(&features, known, &mut found);
            let mut scores: Vec<f32> = self.items.iter().map(|item| item.start).collect();
            for &(at, value) in &found {
                let first = at * self.items.len();
                let weights = &self.weights[first..first + self.items.len()];
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight * value;
                }
            }
            scores
        };
        TeamScores {
            team: self,
            by_clause: (0..seen.len()).map(score).collect(),
        }
    }

    /// The tagged passage of an item that a clause is most like, and the words that they share, in
    /// bytes of the agreement's text.
    fn like(&self, agreement: &Agreement, clause: usize, item: usize) -> Option<(Like, Vec<Span>)> {
        let span = agreement.clauses.clauses().get(clause)?.span;
        let text = span.of(agreement.text());
        let own = |example: &usize| self.examples[*example].item == item;
        let near = self.likeness.nearest_of(text, 1, own).pop()?;
        if near.thousandths < ALIKE {
            return None;
        }
        let example = &self.examples[near.key];
        let shared = self.likeness.shared(text, &example.quote, REASONS);
        let placed = |words: Span| Span::new(span.start + words.start, span.start + words.end);
        let like = Like {
            thousandths: near.thousandths,
            ..example.like.clone()
        };
        Some((like, shared.into_iter().map(placed).collect()))
    }
}

impl TeamScores<'_> {
    /// Position of an item that somebody judged passages for.
    pub fn item(&self, id: &str) -> Option<usize> {
        self.team.items.iter().position(|one| one.item == id)
    }

    /// Number of clauses.
    pub const fn len(&self) -> usize {
        self.by_clause.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.by_clause.is_empty()
    }

    /// What the team's decisions alone say of a clause: more than 0 speaks for it, less against.
    pub fn score(&self, clause: usize, item: usize) -> f32 {
        self.by_clause[clause][item]
    }

    /// The same joined with what else points there, in thousandths. While little was judged, the other
    /// counts for more.
    pub fn joined(&self, clause: usize, item: usize, other: u32) -> f32 {
        let judged = f32::from(u16::try_from(self.team.items[item].tagged).unwrap_or(u16::MAX));
        let other = f32::from(u16::try_from(other).unwrap_or(u16::MAX)) / 1000.0;
        self.score(clause, item) + other * (1.0 + 5.0 * SURE / (judged + SURE))
    }

    /// The tagged passage that a clause is most like, and the words that they share as reasons.
    pub(in crate::domain) fn reasons(
        &self,
        agreement: &Agreement,
        clause: usize,
        item: usize,
    ) -> Option<(Like, Vec<Reason>)> {
        let (like, shared) = self.team.like(agreement, clause, item)?;
        let reason = |span: Span| Reason {
            kind: ReasonKind::Team,
            indicator: like.label.clone(),
            span,
        };
        let reasons = shared.into_iter().map(reason).collect();
        Some((like, reasons))
    }
}

#[cfg(test)]
mod tests;
