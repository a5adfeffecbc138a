//! Which pointer comes first.
//!
//! A clause gains by every different indicator of an item found in it: more when the indicator is
//! long, rare among the clauses of this document, in a heading, or found again. Long clauses are
//! damped, because everything occurs in them. All arithmetic is on integers, so that every machine
//! arrives at the same order.

use super::pattern::Pattern;
use super::{Hit, ItemTerms, Pointer, Reason, ReasonKind};
use crate::domain::clause::ClauseTree;
use crate::domain::text::Span;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most reasons shown for one pointer; the weightiest are kept.
const REASONS: usize = 12;

/// The gain at which a pointer scores 500.
const HALF: u64 = 150;

/// What an indicator is worth in this document, and what a usual clause is like.
pub(super) struct Scale {
    /// Worth of each pattern, 0 when it was not found.
    worth: Vec<u64>,
    /// Usual length of a clause in bytes.
    usual: usize,
}

impl Scale {
    /// Measures a document by the places where patterns were found.
    pub(super) fn new(clauses: &ClauseTree, patterns: &[Pattern], hits: &[Vec<Hit>]) -> Self {
        let worth = patterns
            .iter()
            .zip(hits)
            .map(|(pattern, hits)| pattern.weight() * rarity(clauses.len(), spread(hits)) / 256)
            .collect();
        let bytes = clauses.clauses().last().map_or(0, |clause| clause.span.end);
        let usual = (bytes / clauses.len().max(1)).max(300);
        Self { worth, usual }
    }

    /// What is left of a gain in a clause of some length.
    fn damped(&self, gain: u64, length: usize) -> u64 {
        let percent = (65 + 35 * length / self.usual).clamp(80, 220);
        gain * 100 / percent as u64
    }
}

/// The pointers of one item, best first.
pub(super) fn pointers(
    clauses: &ClauseTree,
    item: &ItemTerms,
    scale: &Scale,
    hits: &[Vec<Hit>],
) -> Vec<Pointer> {
    let mut by_clause: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
    for &pattern in &item.patterns {
        for hit in &hits[pattern] {
            by_clause.entry(hit.clause).or_default().push(*hit);
        }
    }
    for found in by_clause.values_mut() {
        keep_the_weightiest(found, scale);
    }
    let mut ranked: Vec<(u64, Pointer)> = by_clause
        .iter()
        .map(|(&clause, found)| {
            let gain = gain(clauses, clause, &by_clause, scale);
            (gain, pointer(clause, gain, found, item, scale))
        })
        .collect();
    ranked.sort_by_key(|(gain, pointer)| (Reverse(*gain), pointer.clause));
    ranked.into_iter().map(|(_, pointer)| pointer).collect()
}

/// Of hits that overlap, only the weightiest says something: `impact assessment` inside `data
/// protection impact assessment` is not a second reason.
fn keep_the_weightiest(hits: &mut Vec<Hit>, scale: &Scale) {
    hits.sort_by_key(|hit| (Reverse(scale.worth[hit.pattern]), hit.span, hit.pattern));
    let mut kept: BTreeMap<usize, Span> = BTreeMap::new();
    hits.retain(|hit| {
        let before = kept.range(..hit.span.end).next_back();
        let free = before.is_none_or(|(_, span)| !span.overlaps(hit.span));
        if free {
            kept.insert(hit.span.start, hit.span);
        }
        free
    });
    hits.sort_by_key(|hit| hit.span);
}

/// What the hits of a clause are worth together, with the headings it stands under.
fn gain(
    clauses: &ClauseTree,
    clause: usize,
    by_clause: &BTreeMap<usize, Vec<Hit>>,
    scale: &Scale,
) -> u64 {
    let own = &by_clause[&clause];
    let mut seen = BTreeSet::new();
    let mut gain: u64 = own
        .iter()
        .filter(|hit| seen.insert(hit.pattern))
        .map(|hit| worth_of_all(hit.pattern, own, scale))
        .sum();
    gain = scale.damped(gain, clauses.clauses()[clause].span.len());
    for above in clauses.path(clause) {
        let headings = by_clause.get(&above).into_iter().flatten();
        gain += headings
            .filter(|hit| above != clause && hit.in_heading)
            .map(|hit| scale.worth[hit.pattern] / 2)
            .sum::<u64>();
    }
    // A heading whose text stands in clauses below it leads there rather than to itself.
    let only_heading = own.iter().all(|hit| hit.in_heading);
    let parent = clauses.clauses()[clause].subtree_end > clauses.clauses()[clause].span.end;
    if only_heading && parent {
        gain * 2 / 3
    } else {
        gain
    }
}

/// The second and third place in one clause add a quarter each, a heading a half.
fn worth_of_all(pattern: usize, hits: &[Hit], scale: &Scale) -> u64 {
    let same = hits.iter().filter(|hit| hit.pattern == pattern);
    let again = same.clone().count().saturating_sub(1).min(2) as u64;
    let heading = 2 * u64::from(same.clone().any(|hit| hit.in_heading));
    scale.worth[pattern] * (4 + again + heading) / 4
}

fn pointer(clause: usize, gain: u64, hits: &[Hit], item: &ItemTerms, scale: &Scale) -> Pointer {
    let mut shown: Vec<&Hit> = hits.iter().collect();
    shown.sort_by_key(|hit| (Reverse(scale.worth[hit.pattern]), hit.span));
    shown.truncate(REASONS);
    shown.sort_by_key(|hit| hit.span);
    let reasons: Vec<Reason> = shown
        .into_iter()
        .map(|hit| Reason {
            kind: ReasonKind::Words,
            indicator: item.term(hit.pattern).to_owned(),
            span: hit.span,
        })
        .collect();
    Pointer {
        clause,
        score: score(gain),
        is_likelihood: false,
        span: hull(&reasons),
        reasons,
        like: None,
    }
}

impl ItemTerms {
    /// The indicator behind a pattern, as the checklist writes it.
    fn term(&self, pattern: usize) -> &str {
        let index = self.patterns.iter().position(|&own| own == pattern);
        index.map_or("", |index| &self.terms[index])
    }
}

/// From the first reason to the last.
pub(in crate::domain) fn hull(reasons: &[Reason]) -> Span {
    let start = reasons.iter().map(|reason| reason.span.start).min();
    let end = reasons.iter().map(|reason| reason.span.end).max();
    Span::new(start.unwrap_or_default(), end.unwrap_or_default())
}

/// A gain without limit as a score that approaches 1000.
pub(super) fn score(gain: u64) -> u32 {
    let score = 1000 * gain / (gain + HALF);
    u32::try_from(score).expect("a part of 1000 is below 1000")
}

/// In how many clauses hits in reading order lie.
fn spread(hits: &[Hit]) -> usize {
    let mut clauses: Vec<usize> = hits.iter().map(|hit| hit.clause).collect();
    clauses.dedup();
    clauses.len()
}

/// 256 times the binary logarithm of how rare something is: 256 for what every clause has, more
/// for what few have, nothing for what none has.
pub(super) fn rarity(clauses: usize, having: usize) -> u64 {
    if having == 0 {
        return 0;
    }
    let share = (clauses + having) as u64 * 256 / having as u64;
    logarithm(share) - 8 * 256
}

/// 256 times the binary logarithm, straight between powers of two.
const fn logarithm(number: u64) -> u64 {
    let whole = number.ilog2() as u64;
    let power = 1 << whole;
    256 * whole + 256 * (number - power) / power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_clauses_have_is_rarer() {
        assert_eq!(rarity(10, 10), 256);
        assert_eq!(rarity(31, 1), 5 * 256);
        assert_eq!(rarity(10, 0), 0);
        assert!(rarity(1000, 3) > rarity(1000, 4));
    }

    #[test]
    fn a_score_stays_below_a_thousand() {
        assert_eq!(score(0), 0);
        assert_eq!(score(HALF), 500);
        assert_eq!(score(u64::from(u32::MAX)), 999);
    }
}
