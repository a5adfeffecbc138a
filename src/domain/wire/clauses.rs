//! The shape of clauses: `clauses.json` and the output of `clauses --json`.

use super::{WireError, to_json};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::clause::{Clause, ClauseId, ClauseKind, ClauseTree, Counterpart};
use crate::domain::language::Language;
use crate::domain::text::{ScalarIndex, Span, Walk};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::HashMap;

/// How many of the clauses that one stands in are looked through for its parent.
const DEEP: usize = 32;

/// The clauses of an agreement as others read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClausesFile<'a> {
    /// The agreement.
    pub agreement: AgreementId,
    /// The language most of it is written in.
    pub language: Language,
    /// Length of the text in Unicode scalar values.
    pub characters: usize,
    /// The clauses in reading order.
    #[serde(borrow)]
    pub clauses: Vec<ClauseRecord<'a>>,
}

/// One clause as others read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseRecord<'a> {
    /// Its id.
    pub id: ClauseId,
    /// The id of its parent; nothing for a root.
    pub parent: Option<ClauseId>,
    /// What it is.
    pub kind: ClauseKind,
    /// Its number as printed; empty when it has none.
    pub label: String,
    /// Its heading; empty when it has none.
    pub heading: String,
    /// Depth in the tree, 0 for a root.
    pub level: u8,
    /// Where its own words start.
    pub start: usize,
    /// Where its own words end; its children are not included.
    pub end: usize,
    /// Where the last of its descendants ends.
    pub subtree_end: usize,
    /// Page on which it starts, counted from 1.
    pub page: Option<u32>,
    /// The language of its own words; nothing when that of the agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The same clause in the agreement's other language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterpart: Option<CounterpartRecord>,
    /// The text from `start` to `end`, white space included.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

/// A clause in the other language of an agreement that is written in two, as others read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterpartRecord {
    /// Its language.
    pub language: Language,
    /// Its id; nothing when it stands in the other column of the same rows.
    pub clause: Option<ClauseId>,
    /// Its number as printed; empty when it has none.
    pub label: String,
    /// Its heading; empty when it has none.
    pub heading: String,
}

impl<'a> ClausesFile<'a> {
    /// The clauses of an agreement.
    pub fn of(agreement: &'a Agreement) -> Self {
        let clauses = agreement.clauses.clauses();
        Self {
            agreement: agreement.id.clone(),
            language: agreement.language,
            characters: agreement.scalars.len(),
            clauses: clauses
                .iter()
                .map(|clause| ClauseRecord::of(agreement, clause))
                .collect(),
        }
    }

    /// The bytes of `clauses.json`; one clause a line.
    pub fn to_json(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The tree over `text`, held against it word for word.
    pub fn tree(self, text: &str, scalars: &ScalarIndex) -> Result<ClauseTree, WireError> {
        if self.characters != scalars.len() {
            return Err(WireError::Field {
                field: "characters",
            });
        }
        let links = self.links();
        let mut walk = scalars.walk(text);
        let clauses = self.clauses.into_iter().zip(links);
        let clauses = clauses
            .enumerate()
            .map(|(at, (record, links))| record.clause(at, text, &mut walk, links, self.language))
            .collect::<Result<_, _>>()?;
        let tree = ClauseTree::new(clauses);
        match tree.defect(text) {
            Some(defect) => Err(WireError::Tiling(defect)),
            None => Ok(tree),
        }
    }

    /// What the clauses name, in their order.
    fn links(&self) -> Vec<Links> {
        let places = LazyCell::new(|| {
            let ids = self.clauses.iter().enumerate();
            ids.map(|(at, one)| (&one.id, at)).collect()
        });
        let place = |id: &ClauseId| {
            let places: &HashMap<&ClauseId, usize> = &places;
            places.get(id).copied()
        };
        // Mostly the parent is the clause before or one that this one stands in: that is found without the table.
        let mut open: Vec<usize> = Vec::new();
        let links = self.clauses.iter().enumerate().map(|(at, one)| {
            let parent = one.parent.as_ref().and_then(|parent| {
                let from = open.len().saturating_sub(DEEP);
                let mut near = open[from..].iter();
                match near.rposition(|&at| self.clauses[at].id == *parent) {
                    Some(depth) => {
                        open.truncate(from + depth + 1);
                        open.last().copied()
                    }
                    None => place(parent),
                }
            });
            if parent.is_none() {
                open.clear();
            }
            open.push(at);
            let other = one.counterpart.as_ref();
            Links {
                parent,
                counterpart: other.and_then(|other| place(other.clause.as_ref()?)),
            }
        });
        links.collect()
    }
}

/// The positions of the clauses that a clause names: nothing where it names one that is not there.
#[derive(Clone, Copy)]
struct Links {
    parent: Option<usize>,
    counterpart: Option<usize>,
}

impl<'a> ClauseRecord<'a> {
    /// One clause of an agreement.
    pub fn of(agreement: &'a Agreement, clause: &Clause) -> Self {
        let own = agreement.to_scalars(clause.span);
        let whole = agreement.to_scalars(Span::new(clause.span.start, clause.subtree_end));
        let parent = clause
            .parent
            .and_then(|parent| agreement.clauses.clauses().get(parent));
        Self {
            id: clause.id.clone(),
            parent: parent.map(|parent| parent.id.clone()),
            kind: clause.kind,
            label: clause.label.clone(),
            heading: clause.heading.clone(),
            level: clause.level,
            start: own.start,
            end: own.end,
            subtree_end: whole.end,
            page: clause.page,
            language: (clause.language != agreement.language).then_some(clause.language),
            counterpart: clause.counterpart.as_ref().map(|other| CounterpartRecord {
                language: other.language,
                clause: other
                    .clause
                    .and_then(|at| agreement.clauses.clauses().get(at))
                    .map(|clause| clause.id.clone()),
                label: other.label.clone(),
                heading: other.heading.clone(),
            }),
            text: Cow::Borrowed(clause.span.of(agreement.text())),
        }
    }

    fn clause(
        self,
        at: usize,
        text: &str,
        walk: &mut Walk<'_>,
        links: Links,
        language: Language,
    ) -> Result<Clause, WireError> {
        let wrong = |defect| WireError::Clause {
            clause: self.id.clone(),
            defect,
        };
        let span = walk
            .to_bytes(Span::new(self.start, self.end))
            .ok_or_else(|| wrong("does not lie in the text"))?;
        if span.of(text) != self.text {
            return Err(wrong("does not have the words that stand in the text"));
        }
        let subtree_end = walk
            .byte_at(self.subtree_end)
            .ok_or_else(|| wrong("ends outside the text"))?;
        let parent = links.parent.filter(|parent| *parent < at);
        if self.parent.is_some() && parent.is_none() {
            return Err(wrong("has a parent that does not stand before it"));
        }
        Ok(Clause {
            id: self.id,
            parent,
            kind: self.kind,
            label: self.label,
            heading: self.heading,
            level: self.level,
            span,
            subtree_end,
            page: self.page,
            language: self.language.unwrap_or(language),
            counterpart: self.counterpart.map(|other| Counterpart {
                language: other.language,
                clause: links.counterpart,
                label: other.label,
                heading: other.heading,
            }),
        })
    }
}
