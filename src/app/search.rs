//! Finding words in the agreement, whatever case, script or accents.
//!
//! The folding itself is the domain's.

use crate::domain::fold::Folded;
use crate::domain::search;
use crate::domain::text::Span;

/// A text made ready for searching. Building is linear; keep it.
#[derive(Debug, Clone)]
pub struct Searchable(Folded);

impl Searchable {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        Self(Folded::new(text))
    }

    /// All places of the query, in bytes of the source; none for a blank query.
    pub fn find(&self, query: &str) -> Vec<Span> {
        search::find(&self.0, query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_source() {
        let text = "Remote\n  ACCESS, then remote access.";
        let found = Searchable::new(text).find("remote access");
        let words: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["Remote\n  ACCESS", "remote access"]);
        assert_eq!(Searchable::new(text).find("  "), []);
    }
}
