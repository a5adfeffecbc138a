//! The clause tree, made ready to be looked up by number.
//!
//! Built once in time linear in the number of clauses. Knows nothing of wording.

use super::printed::Printed;
use crate::domain::clause::{Clause, ClauseKind, ClauseTree};
use crate::domain::fold::is_han;
use crate::domain::segment::reading::{self, Label, Shape};
use crate::domain::segment::vocabulary::UnitKind;
use std::collections::{HashMap, HashSet};

/// How many levels up a clause can be asked for what it holds.
const REACH: usize = 4;

/// The clauses by their numbers.
pub(super) struct Index<'a> {
    pub tree: &'a ClauseTree,
    pub labels: Vec<Option<Label>>,
    /// The annex that holds each clause; for an annex the one around it.
    pub scope: Vec<Option<usize>>,
    numbered: HashMap<(Option<usize>, String), Vec<usize>>,
    everywhere: HashMap<String, Vec<usize>>,
    annexes: HashMap<String, Vec<usize>>,
    annex_parts: HashMap<String, Vec<usize>>,
    /// First clause of a number inside a clause, nearest to it first.
    inside: HashMap<(usize, String), (usize, usize)>,
    /// Paragraphs without a number, in order, by the clause that holds them.
    paragraphs: HashMap<usize, Vec<usize>>,
    /// Place of a paragraph in that list.
    place: HashMap<usize, (usize, usize)>,
    /// How many clauses a kind of unit word opens, by annex.
    pub series: HashMap<(Option<usize>, &'static str), usize>,
    tops: HashMap<Option<usize>, usize>,
    /// Clauses whose own text announces a list.
    announcing: HashSet<usize>,
    printed: Printed,
}

impl<'a> Index<'a> {
    pub(super) fn new(text: &str, tree: &'a ClauseTree) -> Self {
        let clauses = tree.clauses();
        let mut index = Self {
            tree,
            labels: clauses.iter().map(|c| reading::label(&c.label)).collect(),
            scope: Vec::with_capacity(clauses.len()),
            numbered: HashMap::new(),
            everywhere: HashMap::new(),
            annexes: HashMap::new(),
            annex_parts: HashMap::new(),
            inside: HashMap::new(),
            paragraphs: HashMap::new(),
            place: HashMap::new(),
            series: HashMap::new(),
            tops: HashMap::new(),
            announcing: HashSet::new(),
            printed: Printed::read(text),
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
                // `Exhibit A-1` shows that there is an `Exhibit A`.
                if let Some((whole, _)) = key.split_once('-') {
                    let parts = self.annex_parts.entry(whole.to_owned()).or_default();
                    parts.push(at);
                }
            } else {
                let list = self.numbered.entry((scope, key.clone())).or_default();
                list.push(at);
                if label.unit.is_some() {
                    self.everywhere.entry(key.clone()).or_default().push(at);
                }
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
            let bare = self.labels[at]
                .as_ref()
                .is_some_and(|label| label.bracket.is_none());
            let own = clause.kind == ClauseKind::Article
                || (bare && !matches!(clause.kind, ClauseKind::Annex | ClauseKind::Point));
            if own && has_words(text, clause) {
                self.paragraphs.entry(at).or_default().push(at);
                self.place.entry(at).or_insert((at, 0));
                if announces(text, clause) {
                    self.announcing.insert(at);
                }
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

    /// Clauses with a unit word and a number, in the main text and in every annex.
    pub(super) fn everywhere(&self, key: &str) -> &[usize] {
        self.everywhere.get(key).map_or(&[], Vec::as_slice)
    }

    /// Annexes of a number.
    pub(super) fn annexes(&self, key: &str) -> &[usize] {
        self.annexes.get(key).map_or(&[], Vec::as_slice)
    }

    /// Annexes that are parts of the one with a number.
    pub(super) fn annex_parts(&self, key: &str) -> &[usize] {
        let parts = self.annex_parts.get(key).map_or(&[][..], Vec::as_slice);
        // One part alone may be the successor of what is missing.
        if parts.len() > 1 { parts } else { &[] }
    }

    /// What a clause holds under a number.
    pub(super) fn inside(&self, clause: usize, key: &str) -> Option<usize> {
        self.inside
            .get(&(clause, key.to_owned()))
            .map(|&(_, at)| at)
    }

    /// The clause inside a clause in whose text a dotted number is printed.
    pub(super) fn printed(&self, clause: usize, number: &str) -> Option<usize> {
        let holder = &self.tree.clauses()[clause];
        let (from, to) = (holder.span.start, holder.subtree_end);
        let byte = self.printed.within(number, from, to)?;
        self.tree.index_at(byte)
    }

    /// The paragraph of a clause, counted from 1, where paragraphs bear no numbers.
    pub(super) fn paragraph(&self, clause: usize, number: usize) -> Option<usize> {
        let list = self.paragraphs.get(&clause)?;
        list.get(number.checked_sub(1)?).copied()
    }

    /// How many paragraphs of a clause bear no number.
    pub(super) fn paragraphs(&self, clause: usize) -> usize {
        self.paragraphs.get(&clause).map_or(0, Vec::len)
    }

    /// Whether what a clause holds is a list that its own text announces.
    pub(super) fn announces(&self, clause: usize) -> bool {
        self.announcing.contains(&clause)
    }

    /// How the number of a clause is set off.
    pub(super) fn bracket(&self, at: usize) -> Option<Shape> {
        self.labels[at].as_ref()?.bracket
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

/// What a clause's own text says behind its label.
fn own_words<'a>(text: &'a str, clause: &Clause) -> &'a str {
    let own = clause.span.of(text);
    let label = clause.label.as_str();
    let rest = own
        .find(label)
        .and_then(|at| own.get(at + label.len()..))
        .unwrap_or(own);
    rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#'))
}

/// Whether a clause's own text goes on behind its label and heading: a heading ends without a stop.
fn has_words(text: &str, clause: &Clause) -> bool {
    let words = own_words(text, clause);
    let length = words
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(201)
        .count();
    let least = if words.chars().any(is_han) { 4 } else { 25 };
    let stopped = words.ends_with(['.', ':', ';', ',', '。', '：', '；', ')', '”', '"']);
    length > 200 || (stopped && length > least)
}

/// Whether a clause's own text announces a list.
fn announces(text: &str, clause: &Clause) -> bool {
    own_words(text, clause).ends_with([':', '：'])
}
