//! Finding words in the agreement, whatever case, script or accents; and fuzzy lists.
//!
//! The folding itself is the domain's.

use crate::domain::fold::{Folded, fold};
use crate::domain::search;
use crate::domain::text::Span;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

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

/// What a list offers for finding by typing, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    name: String,
    more: String,
}

impl Choice {
    /// A choice by its name, and by more words that only count as they stand.
    pub fn new(name: &str, more: &str) -> Self {
        Self {
            name: fold(name),
            more: fold(more),
        }
    }

    /// How well one folded word fits. A few letters in their order are enough in a name; in a long
    /// text they would fit almost anything.
    fn score(&self, matcher: &SkimMatcherV2, word: &str) -> Option<i64> {
        let fuzzy = matcher.fuzzy_match(&self.name, word);
        if self.name.contains(word) {
            return Some(2_000 + fuzzy.unwrap_or(0));
        }
        if self.more.contains(word) {
            return Some(1_000);
        }
        fuzzy
    }
}

/// Positions of the choices that fit what was typed, best first; all in their order when nothing
/// was typed.
pub fn fuzzy<'a>(choices: impl Iterator<Item = &'a Choice>, typed: &str) -> Vec<usize> {
    let typed = fold(typed.trim());
    let matcher = SkimMatcherV2::default();
    let mut found: Vec<(i64, usize)> = choices
        .enumerate()
        .filter_map(|(index, choice)| {
            // Every word must fit somewhere, so that their order does not matter.
            let score = typed
                .split_whitespace()
                .try_fold(0, |sum, word| Some(sum + choice.score(&matcher, word)?))?;
            Some((score, index))
        })
        .collect();
    found.sort_by_key(|&(score, index)| (std::cmp::Reverse(score), index));
    found.into_iter().map(|(_, index)| index).collect()
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

    #[test]
    fn words_fit_in_any_order() {
        let choices = [
            Choice::new("Audit right", "May the city inspect the records?"),
            Choice::new("Right of way", "Remote places"),
            Choice::new("Network scope", "Which networks?"),
        ];
        assert_eq!(fuzzy(choices.iter(), "right aud"), [0]);
        assert_eq!(fuzzy(choices.iter(), "ntwrk"), [2]);
        assert_eq!(fuzzy(choices.iter(), "remote"), [1]);
        assert_eq!(fuzzy(choices.iter(), "RIGHT"), [1, 0]);
        assert_eq!(fuzzy(choices.iter(), " ").len(), 3);
    }
}
