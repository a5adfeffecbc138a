//! The shape of clauses: `clauses.json` and the output of `clauses --json`.

use super::{WireError, to_json};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::clause::{Clause, ClauseId, ClauseKind, ClauseTree, Counterpart};
use crate::domain::language::Language;
use crate::domain::text::{ScalarIndex, Span};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The clauses of an agreement as others read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClausesFile {
    /// The agreement.
    pub agreement: AgreementId,
    /// The language most of it is written in.
    pub language: Language,
    /// Length of the text in Unicode scalar values.
    pub characters: usize,
    /// The clauses in reading order.
    pub clauses: Vec<ClauseRecord>,
}

/// One clause as others read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseRecord {
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
    pub text: String,
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

impl ClausesFile {
    /// The clauses of an agreement.
    pub fn of(agreement: &Agreement) -> Self {
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
        let mut places = HashMap::new();
        let mut clauses = Vec::with_capacity(self.clauses.len());
        let mut counterparts = Vec::with_capacity(self.clauses.len());
        for mut record in self.clauses {
            counterparts.push(record.counterpart.take());
            let clause = record.clause(text, scalars, &places, self.language)?;
            places.insert(clause.id.clone(), clauses.len());
            clauses.push(clause);
        }
        for (clause, other) in clauses.iter_mut().zip(counterparts) {
            clause.counterpart = other.map(|other| other.counterpart(&places));
        }
        let tree = ClauseTree::new(clauses);
        match tree.defect(text) {
            Some(defect) => Err(WireError::Tiling(defect)),
            None => Ok(tree),
        }
    }
}

impl ClauseRecord {
    /// One clause of an agreement.
    pub fn of(agreement: &Agreement, clause: &Clause) -> Self {
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
            text: clause.span.of(agreement.text()).to_owned(),
        }
    }

    fn clause(
        self,
        text: &str,
        scalars: &ScalarIndex,
        places: &HashMap<ClauseId, usize>,
        language: Language,
    ) -> Result<Clause, WireError> {
        let wrong = |defect| WireError::Clause {
            clause: self.id.clone(),
            defect,
        };
        let span = scalars
            .to_bytes(text, Span::new(self.start, self.end))
            .ok_or_else(|| wrong("does not lie in the text"))?;
        if span.of(text) != self.text {
            return Err(wrong("does not have the words that stand in the text"));
        }
        let subtree_end = scalars
            .byte_at(text, self.subtree_end)
            .ok_or_else(|| wrong("ends outside the text"))?;
        let parent = match &self.parent {
            None => None,
            Some(parent) => Some(
                *places
                    .get(parent)
                    .ok_or_else(|| wrong("has a parent that does not stand before it"))?,
            ),
        };
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
            counterpart: None,
        })
    }
}

impl CounterpartRecord {
    fn counterpart(self, places: &HashMap<ClauseId, usize>) -> Counterpart {
        Counterpart {
            language: self.language,
            clause: self.clause.and_then(|id| places.get(&id).copied()),
            label: self.label,
            heading: self.heading,
        }
    }
}
