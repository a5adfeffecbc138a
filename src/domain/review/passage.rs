//! The exact words that a decision is about, and where they stand.

use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::clause::{Clause, ClauseId};
use crate::domain::digest::Digest;
use crate::domain::text::Span;
use serde::{Deserialize, Serialize};

/// Characters of context kept on either side of a quote, in Unicode scalar values.
pub const CONTEXT: usize = 32;

/// Words of an agreement with everything needed to find them again without this program.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The agreement.
    pub agreement: AgreementId,
    /// SHA-256 of the agreement's text in UTF-8, in which `start` and `end` count.
    pub text_sha256: Digest,
    /// The clause they stand in.
    pub clause: ClauseId,
    /// The clause's label as printed; empty when it has none.
    pub label: String,
    /// Page on which the words start, counted from 1; nothing when the format has no pages.
    pub page: Option<u32>,
    /// First position, in Unicode scalar values.
    pub start: usize,
    /// Position after the last one, in Unicode scalar values.
    pub end: usize,
    /// The words themselves.
    pub quote: String,
    /// Up to 32 characters before them.
    pub prefix: String,
    /// Up to 32 characters after them.
    pub suffix: String,
}

/// Names a clause without showing its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseRef {
    /// The agreement.
    pub agreement: AgreementId,
    /// SHA-256 of the agreement's text in UTF-8.
    pub text_sha256: Digest,
    /// The clause.
    pub clause: ClauseId,
    /// Its label as printed; empty when it has none.
    pub label: String,
}

impl Passage {
    /// The passage under a span of bytes that lies in `clause`.
    pub fn cut(agreement: &Agreement, clause: &Clause, bytes: Span) -> Self {
        let text = agreement.text();
        let scalars = agreement.to_scalars(bytes);
        let before = text.get(..bytes.start).unwrap_or_default();
        let after = text.get(bytes.end..).unwrap_or_default();
        let prefix_start = before
            .char_indices()
            .rev()
            .nth(CONTEXT - 1)
            .map_or(0, |(at, _)| at);
        Self {
            agreement: agreement.id.clone(),
            text_sha256: agreement.text_sha256,
            clause: clause.id.clone(),
            label: clause.label.clone(),
            page: agreement.document.page_at(bytes.start),
            start: scalars.start,
            end: scalars.end,
            quote: bytes.of(text).to_owned(),
            prefix: before.get(prefix_start..).unwrap_or_default().to_owned(),
            suffix: after.chars().take(CONTEXT).collect(),
        }
    }

    /// The passage of a whole clause: its own words without the white space around them.
    pub fn whole(agreement: &Agreement, clause: &Clause) -> Self {
        Self::cut(agreement, clause, clause.span.trimmed(agreement.text()))
    }

    /// Whether the words stand in the agreement just where the passage says.
    pub fn fits(&self, agreement: &Agreement) -> bool {
        self.text_sha256 == agreement.text_sha256
            && agreement
                .to_bytes(Span::new(self.start, self.end))
                .is_some_and(|bytes| bytes.of(agreement.text()) == self.quote)
            && agreement.clauses.get(&self.clause).is_some()
    }
}

impl ClauseRef {
    /// The reference to a clause of an agreement.
    pub fn to(agreement: &Agreement, clause: &Clause) -> Self {
        Self {
            agreement: agreement.id.clone(),
            text_sha256: agreement.text_sha256,
            clause: clause.id.clone(),
            label: clause.label.clone(),
        }
    }
}
