//! The clause tree, made ready to be looked up by number.
//!
//! Built once in time linear in the number of clauses. Knows nothing of wording.

use crate::domain::clause::{Clause, ClauseKind, ClauseTree};
use crate::domain::segment::reading::{self, Label};
use crate::domain::segment::vocabulary::UnitKind;
use std::collections::HashMap;

/// How many levels up a clause can be asked for what it holds.
const REACH: usize = 4;

/// The clauses by their numbers.
pub(super) struct Index<'a> {
    pub tree: &'a ClauseTree,
    pub labels: Vec<Option<Label>>,
    /// The annex that holds each clause; for an annex the one around it.
    pub scope: Vec<Option<usize>>,
    numbered: HashMap<(Option<usize>, String), Vec<usize>>,
    annexes: HashMap<String, Vec<usize>>,
    /// First clause of a number inside a clause, nearest to it first.
    inside: HashMap<(usize, String), (usize, usize)>,
    /// Paragraphs without a number, in order, by the clause that holds them.
    paragraphs: HashMap<usize, Vec<usize>>,
    /// Place of a paragraph in that list.
    place: HashMap<usize, (usize, usize)>,
    /// How many clauses a kind of unit word opens, by annex.
    pub series: HashMap<(Option<usize>, &'static str), usize>,
    tops: HashMap<Option<usize>, usize>,
}

impl<'a> Index<'a> {
    pub(super) fn new(text: &str, tree: &'a ClauseTree) -> Self {
        let clauses = tree.clauses();
        let mut index = Self {
            tree,
            labels: clauses.iter().map(|c| reading::label(&c.label)).collect(),
            scope: Vec::with_capacity(clauses.len()),
            numbered: HashMap::new(),
            annexes: HashMap::new(),
            inside: HashMap::new(),
            paragraphs: HashMap::new(),
            place: HashMap::new(),
            series: HashMap::new(),
            tops: HashMap::new(),
        };
        for (at, clause) in clauses.iter().enumerate() {
            let scope = clause.parent.and_then(|parent| {
                if clauses[parent].kind == ClauseKind::Annex {
                    Some(parent)
                } else {
                    index.scope[parent]
                }
            });
            index.scope.push(scope);
            index.enter(at, clause, scope);
        }
        index.count_paragraphs(text);
        index
    }

    fn enter(&mut self, at: usize, clause: &Clause, scope: Option<usize>) {
        let Some(label) = &self.labels[at] else {
            return;
        };
        if let Some((_, series)) = label.unit {
            *self.series.entry((scope, series)).or_default() += 1;
        } else if label.parts.len() == 1 && self.above(at).is_none() {
            *self.tops.entry(scope).or_default() += 1;
        }
        let Some(label) = &self.labels[at] else {
            return;
        };
        for key in &label.keys {
            if clause.kind == ClauseKind::Annex {
                self.annexes.entry(key.clone()).or_default().push(at);
            } else {
                let list = self.numbered.entry((scope, key.clone())).or_default();
                list.push(at);
            }
            let mut up = clause.parent;
            for depth in 0..REACH {
                let Some(parent) = up else { break };
                let known = self
                    .inside
                    .entry((parent, key.clone()))
                    .or_insert((depth, at));
                if depth < known.0 {
                    *known = (depth, at);
                }
                up = self.tree.clauses()[parent].parent;
            }
        }
    }

    /// The nearest clause above with a number, inside the same annex.
    pub(super) fn above(&self, at: usize) -> Option<usize> {
        let clauses = self.tree.clauses();
        let mut up = clauses[at].parent;
        while let Some(parent) = up {
            let clause = &clauses[parent];
            if clause.kind == ClauseKind::Annex {
                return None;
            }
            let counts = !matches!(
                clause.kind,
                ClauseKind::Part | ClauseKind::Chapter | ClauseKind::Title
            );
            if counts && self.labels[parent].is_some() {
                return Some(parent);
            }
            up = clause.parent;
        }
        None
    }

    fn count_paragraphs(&mut self, text: &str) {
        for (at, clause) in self.tree.clauses().iter().enumerate() {
            let own = clause.kind == ClauseKind::Article || self.labels[at].is_some();
            if own && clause.kind != ClauseKind::Annex && has_words(text, clause) {
                self.paragraphs.entry(at).or_default().push(at);
                self.place.entry(at).or_insert((at, 0));
            }
            let plain = clause.kind == ClauseKind::Paragraph && clause.label.is_empty();
            if let (true, Some(parent)) = (plain, clause.parent) {
                let list = self.paragraphs.entry(parent).or_default();
                self.place.insert(at, (parent, list.len()));
                list.push(at);
            }
        }
    }

    /// Clauses with a number in an annex or, without one, in the main text.
    pub(super) fn numbered(&self, scope: Option<usize>, key: &str) -> &[usize] {
        self.numbered
            .get(&(scope, key.to_owned()))
            .map_or(&[], Vec::as_slice)
    }

    /// Annexes of a number.
    pub(super) fn annexes(&self, key: &str) -> &[usize] {
        self.annexes.get(key).map_or(&[], Vec::as_slice)
    }

    /// What a clause holds under a number.
    pub(super) fn inside(&self, clause: usize, key: &str) -> Option<usize> {
        self.inside
            .get(&(clause, key.to_owned()))
            .map(|&(_, at)| at)
    }

    /// The paragraph of a clause, counted from 1, where paragraphs bear no numbers.
    pub(super) fn paragraph(&self, clause: usize, number: usize) -> Option<usize> {
        let list = self.paragraphs.get(&clause)?;
        list.get(number.checked_sub(1)?).copied()
    }

    /// The paragraph that holds a clause: which one of which clause, counted from 0.
    pub(super) fn paragraph_of(&self, at: usize) -> Option<(usize, usize)> {
        let path = self.tree.path(at);
        path.iter()
            .rev()
            .take(12)
            .find_map(|one| self.place.get(one))
            .copied()
    }

    /// Clauses with a bare number that nothing numbered holds.
    pub(super) fn tops(&self, scope: Option<usize>) -> usize {
        self.tops.get(&scope).copied().unwrap_or(0)
    }

    pub(super) fn unit(&self, at: usize) -> Option<(UnitKind, &'static str)> {
        self.labels[at].as_ref()?.unit
    }

    pub(super) fn parts(&self, at: usize) -> &[u32] {
        self.labels[at].as_ref().map_or(&[], |label| &label.parts)
    }
}

/// Whether a clause's own text goes on behind its label and heading.
fn has_words(text: &str, clause: &Clause) -> bool {
    let own = clause.span.of(text).chars();
    let length = own.filter(|c| c.is_alphanumeric()).take(600).count();
    let named = clause.label.chars().chain(clause.heading.chars());
    length > named.filter(|c| c.is_alphanumeric()).count() + 8
}
