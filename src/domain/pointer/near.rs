//! Near misses: places that share the stem of an indicator but not the rest.
//!
//! They stand behind the word "absent": somebody looked here too. Knows nothing of what a person
//! made of them.

use super::pattern::{Pattern, letters, word_end};
use super::rank::{hull, rarity, score};
use super::{ItemTerms, Pointer, Reason, ReasonKind};
use crate::domain::clause::ClauseTree;
use crate::domain::fold::{Folded, is_han};
use crate::domain::text::Span;
use aho_corasick::AhoCorasick;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many near misses are worth showing.
const BEST: usize = 5;

/// Fewest letters of a stem.
const STEM: usize = 5;

/// A stem and the indicators it was taken from.
struct Stem {
    letters: String,
    term: String,
}

/// The clauses nearest to an item's indicators, best first, without the places that match one.
pub(super) fn misses(
    item: &ItemTerms,
    patterns: &[Pattern],
    clauses: &ClauseTree,
    folded: &Folded,
    full: &[Span],
) -> Vec<Pointer> {
    let stems = stems(item, patterns);
    let found = places(&stems, clauses, folded, full);
    let mut by_clause: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
    for (stem, places) in found.iter().enumerate() {
        if is_rare(clauses.len(), spread(places)) {
            for &(clause, span) in places {
                by_clause.entry(clause).or_default().push((stem, span));
            }
        }
    }
    let worth = |stem: usize| {
        letters(&stems[stem].letters) * rarity(clauses.len(), spread(&found[stem])) / 256
    };
    let mut ranked: Vec<(u64, Pointer)> = by_clause
        .into_iter()
        .map(|(clause, places)| {
            let different: BTreeSet<usize> = places.iter().map(|(stem, _)| *stem).collect();
            let gain = different.into_iter().map(worth).sum();
            (gain, pointer(clause, gain, places, &stems))
        })
        .collect();
    ranked.sort_by_key(|(gain, pointer)| (Reverse(*gain), pointer.clause));
    ranked.truncate(BEST);
    ranked.into_iter().map(|(_, pointer)| pointer).collect()
}

/// Something that a tenth of the clauses have says nothing.
const fn is_rare(clauses: usize, having: usize) -> bool {
    having > 0 && (having <= 3 || having * 10 <= clauses)
}

fn spread(places: &[(usize, Span)]) -> usize {
    let different: BTreeSet<usize> = places.iter().map(|(clause, _)| *clause).collect();
    different.len()
}

/// The stems of all words of all indicators of an item, each once.
fn stems(item: &ItemTerms, patterns: &[Pattern]) -> Vec<Stem> {
    let mut seen = BTreeSet::new();
    let mut stems = Vec::new();
    for (&pattern, term) in item.patterns.iter().zip(&item.terms) {
        for word in patterns[pattern].words() {
            for letters in shortened(&word.stem) {
                if seen.insert(letters.clone()) {
                    stems.push(Stem {
                        letters,
                        term: term.clone(),
                    });
                }
            }
        }
    }
    stems
}

/// A word of eight letters or more without its last two; halves of four Chinese characters or
/// more; other words whole when they are long enough.
fn shortened(word: &str) -> Vec<String> {
    let all: Vec<char> = word.chars().collect();
    if all.iter().all(|&letter| is_han(letter)) {
        let half = all.len() / 2;
        let halves = if half >= 2 {
            vec![&all[..half], &all[half..]]
        } else {
            Vec::new()
        };
        return halves
            .into_iter()
            .map(|half| half.iter().collect())
            .collect();
    }
    let kept = if all.len() >= STEM + 3 {
        all.len() - 2
    } else {
        all.len()
    };
    if kept < STEM {
        return Vec::new();
    }
    vec![all[..kept].iter().collect()]
}

/// Clause and span of every place of each stem, up to the end of the word.
fn places(
    stems: &[Stem],
    clauses: &ClauseTree,
    folded: &Folded,
    full: &[Span],
) -> Vec<Vec<(usize, Span)>> {
    let words = stems.iter().map(|stem| stem.letters.as_str());
    let finder =
        AhoCorasick::new(words).expect("a checklist is far smaller than the finder's limits");
    let full = union(full);
    let mut found = vec![Vec::new(); stems.len()];
    for word in finder.find_overlapping_iter(&folded.text) {
        if !folded.is_boundary(word.start()) {
            continue;
        }
        let span = folded.source_span(Span::new(word.start(), word_end(folded, word.end())));
        let before = full.partition_point(|hit| hit.start < span.end);
        let matched = full[..before].last().is_some_and(|hit| hit.overlaps(span));
        if let (false, Some(clause)) = (matched, clauses.index_at(span.start)) {
            found[word.pattern().as_usize()].push((clause, span));
        }
    }
    found
}

/// The same places in order and without overlaps.
fn union(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let mut union: Vec<Span> = Vec::new();
    for span in sorted {
        match union.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => union.push(span),
        }
    }
    union
}

fn pointer(clause: usize, gain: u64, places: Vec<(usize, Span)>, stems: &[Stem]) -> Pointer {
    let mut taken = BTreeSet::new();
    let mut reasons: Vec<Reason> = places
        .into_iter()
        .filter(|(_, span)| taken.insert(*span))
        .map(|(stem, span)| Reason {
            kind: ReasonKind::Words,
            indicator: stems[stem].term.clone(),
            span,
        })
        .collect();
    reasons.sort_by_key(|reason| reason.span);
    Pointer {
        clause,
        score: score(gain),
        is_likelihood: false,
        span: hull(&reasons),
        reasons,
        like: None,
    }
}
