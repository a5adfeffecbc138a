//! Clauses: the units of an agreement that a person steps through, in a tree.
//!
//! Knows nothing of how they were found; see `segment`.

use super::language::Language;
use super::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;

/// The name of a clause inside its agreement, such as `art-5`, `art-5/2` or `annex-c/1.2`.
///
/// Built from labels, so that it stays the same when the same document is read again, and so that
/// a person can say it aloud; clauses without a label are named by a hash of their words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClauseId(String);

impl ClauseId {
    /// Takes any text as an id.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What kind of unit a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClauseKind {
    /// The title of the document.
    Title,
    /// The block that names the parties.
    Parties,
    /// Preamble or recitals.
    Preamble,
    /// Part.
    Part,
    /// Chapter.
    Chapter,
    /// Section.
    Section,
    /// What is numbered with Article, Član, Члан, Neni, Член, 第…条 and the like.
    Article,
    /// A numbered or unnumbered paragraph.
    Paragraph,
    /// A point or sub-point of a list.
    Point,
    /// Annex, schedule, exhibit, appendix.
    Annex,
    /// A table.
    Table,
    /// The signature block.
    Signature,
    /// A heading without a number, a table of contents, anything else.
    Other,
}

impl ClauseKind {
    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Parties => "parties",
            Self::Preamble => "preamble",
            Self::Part => "part",
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Article => "article",
            Self::Paragraph => "paragraph",
            Self::Point => "point",
            Self::Annex => "annex",
            Self::Table => "table",
            Self::Signature => "signature",
            Self::Other => "other",
        }
    }
}

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its name inside the agreement.
    pub id: ClauseId,
    /// Position of its parent in the tree's list; parents stand before their children.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: ClauseKind,
    /// Its number as printed (`Article 5`, `5.2`, `(a)`); empty when it has none.
    pub label: String,
    /// Its heading; empty when it has none.
    pub heading: String,
    /// Depth in the tree, 0 for a root.
    pub level: u8,
    /// Its own bytes of the text, its heading included and its children excluded.
    pub span: Span,
    /// Where the last of its descendants ends, in bytes; equal to `span.end` without children.
    pub subtree_end: usize,
    /// Page on which it starts, counted from 1.
    pub page: Option<u32>,
    /// The language of its own words.
    pub language: Language,
    /// The same clause in the agreement's other language.
    pub counterpart: Option<Counterpart>,
}

/// A clause in the other language of an agreement that is written in two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterpart {
    /// Its language.
    pub language: Language,
    /// Position in the tree; nothing when it stands in the other column of the same rows.
    pub clause: Option<usize>,
    /// Its number as printed; empty when it has none.
    pub label: String,
    /// Its heading; empty when it has none.
    pub heading: String,
}

impl Clause {
    /// Its own bytes and those of all that it holds.
    pub const fn reach(&self) -> Span {
        Span::new(self.span.start, self.subtree_end)
    }

    /// What a person calls it: label and heading, or one of them; empty when it has neither.
    pub fn name(&self) -> String {
        match (self.label.is_empty(), self.heading.is_empty()) {
            (false, false) => format!("{} {}", self.label, self.heading),
            (false, true) => self.label.clone(),
            _ => self.heading.clone(),
        }
    }
}

/// The clauses of one document, in reading order.
///
/// Invariants: the spans tile the text (the first starts at 0, each starts where the one before
/// ends, the last ends at the text's end), ids are unique, parents stand before children.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClauseTree {
    clauses: Vec<Clause>,
    by_id: HashMap<ClauseId, usize>,
}

impl ClauseTree {
    /// A tree from clauses in reading order.
    pub fn new(clauses: Vec<Clause>) -> Self {
        let by_id = clauses
            .iter()
            .enumerate()
            .map(|(index, clause)| (clause.id.clone(), index))
            .collect();
        Self { clauses, by_id }
    }

    /// All clauses in reading order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Number of clauses.
    pub const fn len(&self) -> usize {
        self.clauses.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// A clause by its id.
    pub fn get(&self, id: &ClauseId) -> Option<&Clause> {
        self.index_of(id).map(|index| &self.clauses[index])
    }

    /// Position of a clause in reading order.
    pub fn index_of(&self, id: &ClauseId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Position of the clause that owns a byte of the text.
    pub fn index_at(&self, byte: usize) -> Option<usize> {
        let next = self
            .clauses
            .partition_point(|clause| clause.span.start <= byte);
        let index = next.checked_sub(1)?;
        self.clauses[index].span.contains(byte).then_some(index)
    }

    /// The chain from the root down to and including `index`.
    pub fn path(&self, index: usize) -> Vec<usize> {
        let mut path = vec![index];
        let mut at = index;
        while let Some(parent) = self.clauses[at].parent {
            path.push(parent);
            at = parent;
        }
        path.reverse();
        path
    }

    /// The first way in which the invariants do not hold for `text`, in words; nothing when they do.
    pub fn defect(&self, text: &str) -> Option<String> {
        let mut end = 0;
        for (index, clause) in self.clauses.iter().enumerate() {
            if clause.span.start != end {
                return Some(format!("clause {} does not start at byte {end}", clause.id));
            }
            if clause.span.of(text).len() != clause.span.len() || clause.span.is_empty() {
                return Some(format!("clause {} has no text of its own", clause.id));
            }
            if clause.parent.is_some_and(|parent| parent >= index) {
                return Some(format!("clause {} stands before its parent", clause.id));
            }
            if clause.subtree_end < clause.span.end || clause.subtree_end > text.len() {
                return Some(format!("clause {} ends outside the text", clause.id));
            }
            end = clause.span.end;
        }
        if end != text.len() {
            return Some(format!("the text after byte {end} belongs to no clause"));
        }
        (self.by_id.len() != self.clauses.len()).then(|| "two clauses share an id".to_owned())
    }
}
