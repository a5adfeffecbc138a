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
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How many near misses are worth showing.
const BEST: usize = 5;

/// Fewest letters of a stem.
const STEM: usize = 5;

/// The stems of all indicators of a checklist.
pub(super) struct Stems {
    /// Every different one.
    letters: Vec<String>,
    /// For each item, the numbers of its stems and the indicators that these were taken from.
    of_items: Vec<Vec<Stem>>,
}

/// A stem and the indicator it was taken from.
struct Stem {
    number: usize,
    term: String,
}

/// Where the stems of a checklist stand in one text.
pub(super) struct Near {
    stems: Stems,
    /// By stem: the clause, and the place up to the end of the word.
    places: Vec<Vec<(usize, Span)>>,
}

impl Near {
    /// Looks for all stems at once.
    pub(super) fn find(stems: Stems, clauses: &ClauseTree, folded: &Folded) -> Self {
        let places = places(&stems.letters, clauses, folded);
        Self { stems, places }
    }

    /// The clauses nearest to the indicators of an item, best first, without the places that match one.
    pub(super) fn misses(
        &self,
        item: usize,
        clauses: &ClauseTree,
        full: Vec<Span>,
    ) -> Vec<Pointer> {
        let full = union(full);
        let stems = &self.stems.of_items[item];
        let found: Vec<Vec<(usize, Span)>> = stems
            .iter()
            .map(|stem| without(&self.places[stem.number], &full))
            .collect();
        let mut by_clause: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
        for (stem, places) in found.iter().enumerate() {
            if is_rare(clauses.len(), spread(places)) {
                for &(clause, span) in places {
                    by_clause.entry(clause).or_default().push((stem, span));
                }
            }
        }
        let worth = |stem: usize| {
            let length = letters(&self.stems.letters[stems[stem].number]);
            length * rarity(clauses.len(), spread(&found[stem])) / 256
        };
        let mut ranked: Vec<(u64, Pointer)> = by_clause
            .into_iter()
            .map(|(clause, places)| {
                let different: BTreeSet<usize> = places.iter().map(|(stem, _)| *stem).collect();
                let gain = different.into_iter().map(worth).sum();
                (gain, pointer(clause, gain, places, stems))
            })
            .collect();
        ranked.sort_by_key(|(gain, pointer)| (Reverse(*gain), pointer.clause));
        ranked.truncate(BEST);
        ranked.into_iter().map(|(_, pointer)| pointer).collect()
    }
}

/// Something that a tenth of the clauses have says nothing.
const fn is_rare(clauses: usize, having: usize) -> bool {
    having > 0 && (having <= 3 || having * 10 <= clauses)
}

fn spread(places: &[(usize, Span)]) -> usize {
    let different: BTreeSet<usize> = places.iter().map(|(clause, _)| *clause).collect();
    different.len()
}

/// The stems of all words of all indicators, each once for an item.
pub(super) fn stems(items: &[ItemTerms], patterns: &[Pattern]) -> Stems {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut all = Vec::new();
    let mut of_item = |item: &ItemTerms| {
        let mut seen = HashSet::new();
        let mut stems = Vec::new();
        for (&pattern, term) in item.patterns.iter().zip(&item.terms) {
            let words = patterns[pattern].words().iter();
            for letters in words.flat_map(|word| shortened(&word.stem)) {
                let number = *numbers.entry(letters).or_insert_with_key(|letters| {
                    all.push(letters.clone());
                    all.len() - 1
                });
                if seen.insert(number) {
                    let term = term.clone();
                    stems.push(Stem { number, term });
                }
            }
        }
        stems
    };
    let of_items = items.iter().map(&mut of_item).collect();
    Stems {
        letters: all,
        of_items,
    }
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
fn places(stems: &[String], clauses: &ClauseTree, folded: &Folded) -> Vec<Vec<(usize, Span)>> {
    let finder =
        AhoCorasick::new(stems).expect("a checklist is far smaller than the finder's limits");
    let mut found = vec![Vec::new(); stems.len()];
    for word in finder.find_overlapping_iter(&folded.text) {
        if !folded.is_boundary(word.start()) {
            continue;
        }
        let span = folded.source_span(Span::new(word.start(), word_end(folded, word.end())));
        if let Some(clause) = clauses.index_at(span.start) {
            found[word.pattern().as_usize()].push((clause, span));
        }
    }
    found
}

/// The places that touch none of the full matches, which stand in order and without overlaps.
fn without(places: &[(usize, Span)], full: &[Span]) -> Vec<(usize, Span)> {
    let is_matched = |span: Span| {
        let before = full.partition_point(|hit| hit.start < span.end);
        full[..before].last().is_some_and(|hit| hit.overlaps(span))
    };
    let mut free = places.to_vec();
    free.retain(|(_, span)| !is_matched(*span));
    free
}

/// The same places in order and without overlaps.
fn union(mut sorted: Vec<Span>) -> Vec<Span> {
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
