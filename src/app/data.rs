//! What the interface is given and what it asks for, as plain values.

use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::Checklist;
use crate::domain::clause::ClauseId;
use crate::domain::text::Span;
use std::collections::HashMap;

/// One agreement on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRow {
    /// Its id.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// What a person calls its language.
    pub language: String,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Clauses.
    pub clauses: usize,
    /// Clauses that were read or tagged.
    pub read: usize,
    /// Items of its checklist.
    pub items: usize,
    /// Items with an answer.
    pub answered: usize,
    /// Tags and answers that are a concern.
    pub concerns: usize,
    /// Why it cannot be opened, in a sentence.
    pub problem: Option<String>,
}

/// An agreement as it is opened for review.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The agreement.
    pub agreement: Agreement,
    /// The checklist it is reviewed against.
    pub checklist: Checklist,
    /// Suggestions: for each item, where to look.
    pub pointers: Vec<ItemPointers>,
    /// What a search for each item's terms found, by item id.
    pub absences: HashMap<String, Absence>,
    /// Where the reader was left.
    pub place: Option<Place>,
    /// How the file was read, a sentence a line.
    pub receipt: Vec<String>,
}

/// The suggestions of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPointers {
    /// The item's id.
    pub item: String,
    /// Where to look, in any order.
    pub pointers: Vec<Pointer>,
}

/// A suggestion: an item may be decided here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// Position of the clause.
    pub clause: usize,
    /// How strongly; only the order matters.
    pub score: u32,
    /// The passage, in bytes of the agreement's text.
    pub span: Span,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A word that points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The indicator of the checklist.
    pub indicator: String,
    /// The words that match it, in bytes of the agreement's text.
    pub span: Span,
}

/// What a search for an item's terms found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absence {
    /// Every term that was searched.
    pub terms: Vec<String>,
    /// Clauses in which a term was found.
    pub hits: Vec<ClauseId>,
    /// Clauses in which only part of a term was found.
    pub near_misses: Vec<ClauseId>,
}

/// Where a person is in an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The agreement.
    pub agreement: AgreementId,
    /// The clause.
    pub clause: ClauseId,
}

/// A format of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// For people.
    Markdown,
    /// For programs.
    Json,
}

impl ExportFormat {
    /// The extension of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    /// What a person calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown, to read and print",
            Self::Json => "JSON, for programs",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Markdown => Self::Json,
            Self::Json => Self::Markdown,
        }
    }
}

/// A summary to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// The agreement.
    pub agreement: AgreementId,
    /// The format.
    pub format: ExportFormat,
    /// Where to, as typed.
    pub path: String,
    /// Whether a file that is there may be replaced.
    pub overwrite: bool,
}

/// Why a summary was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportProblem {
    /// There is such a file, and nobody said that it may be replaced.
    Exists,
    /// Anything else, in a sentence.
    Failed(String),
}
