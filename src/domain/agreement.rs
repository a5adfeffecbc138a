//! An agreement as the program works with it: its document, its clauses, and what identifies it.

use super::clause::{Clause, ClauseTree};
use super::digest::Digest;
use super::document::Document;
use super::language::Language;
use super::text::{ScalarIndex, Span};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of an agreement in its workspace: the first sixteen digits of its source's SHA-256.
///
/// The same file therefore has the same id on every machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgreementId(String);

impl AgreementId {
    /// The id of a source with this digest.
    pub fn of_source(source: &Digest) -> Self {
        Self(source.to_string().chars().take(16).collect())
    }

    /// Takes any text as an id.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AgreementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One imported document, cut into clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its name in the workspace.
    pub id: AgreementId,
    /// Name of the file it came from, without folders.
    pub file_name: String,
    /// SHA-256 of the file as received.
    pub source_sha256: Digest,
    /// SHA-256 of the text in UTF-8.
    pub text_sha256: Digest,
    /// The text and the receipt of reading it.
    pub document: Document,
    /// The language most of it is written in.
    pub language: Language,
    /// Its clauses.
    pub clauses: ClauseTree,
    /// Converts between bytes and scalars of the text.
    pub scalars: ScalarIndex,
}

impl Agreement {
    /// Puts an agreement together; digests and index are computed here.
    pub fn new(
        file_name: impl Into<String>,
        source_sha256: Digest,
        document: Document,
        language: Language,
        clauses: ClauseTree,
    ) -> Self {
        Self {
            id: AgreementId::of_source(&source_sha256),
            file_name: file_name.into(),
            source_sha256,
            text_sha256: Digest::of(document.text.as_bytes()),
            scalars: ScalarIndex::new(&document.text),
            document,
            language,
            clauses,
        }
    }

    /// The text that positions count in.
    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// The words of one clause, its heading included, without white space around them.
    pub fn words(&self, clause: &Clause) -> &str {
        clause.span.of(self.text()).trim()
    }

    /// What a person calls a clause: its name, else its first words.
    pub fn clause_name(&self, clause: &Clause) -> String {
        let name = clause.name();
        if !name.is_empty() {
            return name;
        }
        let mut words = String::new();
        for word in self.words(clause).split_whitespace() {
            if words.chars().count() + word.chars().count() > 48 {
                // Scripts without blanks have no word to end at.
                let rest = if words.is_empty() { 24 } else { 0 };
                words.extend(word.chars().take(rest));
                words.push('…');
                break;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        words
    }

    /// A span of the text in Unicode scalar values, as files for others have it.
    pub fn to_scalars(&self, bytes: Span) -> Span {
        self.scalars.to_scalars(self.text(), bytes)
    }

    /// A span of scalars in bytes; nothing when it does not fit the text.
    pub fn to_bytes(&self, scalars: Span) -> Option<Span> {
        self.scalars.to_bytes(self.text(), scalars)
    }
}
