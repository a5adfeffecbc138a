//! Where the indicators of a checklist stand in one text, and what follows from it for its items.

use super::near::{self, Near};
use super::{ItemPointers, Pointer, Pointers, rank};
use crate::domain::clause::{Clause, ClauseTree};
use crate::domain::fold::Folded;
use crate::domain::text::Span;
use std::cell::OnceCell;

/// A text in which all indicators of a checklist were looked for.
pub struct Searched<'a> {
    pointers: &'a Pointers,
    clauses: &'a ClauseTree,
    folded: &'a Folded,
    /// By pattern, in reading order.
    hits: Vec<Vec<Hit>>,
    /// Where stems of all items stand; looked for when the first item asks.
    near: OnceCell<Near>,
}

/// A place where a pattern was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) pattern: usize,
    pub(super) clause: usize,
    pub(super) span: Span,
    pub(super) in_heading: bool,
}

impl<'a> Searched<'a> {
    pub(super) fn new(
        pointers: &'a Pointers,
        clauses: &'a ClauseTree,
        text: &str,
        folded: &'a Folded,
    ) -> Self {
        Self {
            hits: hits(pointers, clauses, text, folded),
            near: OnceCell::new(),
            pointers,
            clauses,
            folded,
        }
    }

    /// What was looked for.
    pub const fn pointers(&self) -> &'a Pointers {
        self.pointers
    }

    /// For every item in the order of the checklist, the clauses that its indicators point to.
    pub fn point(&self) -> Vec<ItemPointers> {
        let scale = rank::Scale::new(self.clauses, &self.pointers.patterns, &self.hits);
        let items = self.pointers.items.iter();
        items
            .map(|item| ItemPointers {
                item: item.id.clone(),
                pointers: rank::pointers(self.clauses, item, &scale, &self.hits),
            })
            .collect()
    }

    /// Clauses that come close to an item's indicators without matching one: the places to look at
    /// before calling a safeguard absent. The five best, best first.
    pub fn near_misses(&self, item: &str) -> Vec<Pointer> {
        let pointers = self.pointers;
        let Some(number) = pointers.items.iter().position(|terms| terms.id == item) else {
            return Vec::new();
        };
        let own = &pointers.items[number].patterns;
        let full = own.iter().flat_map(|&pattern| &self.hits[pattern]);
        let full = full.map(|hit| hit.span).collect();
        let near = self.near.get_or_init(|| {
            let stems = near::stems(&pointers.items, &pointers.patterns);
            Near::find(stems, self.clauses, self.folded)
        });
        near.misses(number, self.clauses, full)
    }
}

/// Where each pattern was found, in reading order. A match must lie within one clause.
fn hits(pointers: &Pointers, clauses: &ClauseTree, text: &str, folded: &Folded) -> Vec<Vec<Hit>> {
    let headings = headings(clauses, text);
    let mut hits = vec![Vec::new(); pointers.patterns.len()];
    for word in pointers.finder.find_overlapping_iter(&folded.text) {
        if !folded.is_boundary(word.start()) {
            continue;
        }
        for &pattern in &pointers.beginning_with[word.pattern().as_usize()] {
            let Some(end) = pointers.patterns[pattern].end_of_match(folded, word.start()) else {
                continue;
            };
            let span = folded.source_span(Span::new(word.start(), end));
            if let Some(hit) = hit(clauses, &headings, pattern, span) {
                hits[pattern].push(hit);
            }
        }
    }
    hits
}

/// Where the heading of each clause stands; an empty span where it has none.
fn headings(clauses: &ClauseTree, text: &str) -> Vec<Span> {
    let place = |clause: &Clause| {
        let at = clause.span.of(text).find(clause.heading.as_str());
        let start = clause.span.start + at.unwrap_or_default();
        Span::new(start, start + at.map_or(0, |_| clause.heading.len()))
    };
    clauses.clauses().iter().map(place).collect()
}

/// The hit at a place, if the place lies within one clause.
fn hit(clauses: &ClauseTree, headings: &[Span], pattern: usize, span: Span) -> Option<Hit> {
    let clause = clauses.index_at(span.start)?;
    let inside = clauses.clauses()[clause].span.covers(span);
    inside.then(|| Hit {
        pattern,
        clause,
        span,
        in_heading: headings[clause].covers(span),
    })
}
