//! What is searched for, as it was typed.

use super::words::words;
use crate::domain::fold::fold;

/// Words that must follow each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// They and the signs between them, folded.
    pub(super) words: Vec<String>,
    /// Whether other forms of the words will not do.
    pub(super) is_exact: bool,
    /// Whether the last word may be the beginning of one.
    pub(super) is_open: bool,
}

impl Query {
    /// What a person typed: words, of which the last may be a beginning; in quotation marks exactly these
    /// words, once the second mark is there.
    pub fn of(typed: &str) -> Self {
        let folded = fold(typed);
        let quoted = folded.trim().strip_prefix('"');
        let closed = quoted.and_then(|quoted| quoted.strip_suffix('"'));
        let inside = closed.or(quoted).unwrap_or(&folded).trim();
        let begun = inside.trim_end_matches('*');
        Self {
            words: words(begun).map(|(_, word)| word.to_owned()).collect(),
            is_exact: quoted.is_some(),
            is_open: closed.is_none() || begun.len() < inside.len(),
        }
    }

    /// The same words exactly as they stand here.
    #[must_use]
    pub fn exactly(self) -> Self {
        Self {
            is_exact: true,
            is_open: false,
            ..self
        }
    }

    /// Whether there is nothing to search for.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}
