//! Pointers: which clauses a person should read first for an item, and the words that say so.
//!
//! A pointer never answers an item, and no pointer proves nothing. All indicators of a checklist
//! are searched for at once, in all their languages, on folded text. Knows nothing of how clauses
//! were found or of what a person has decided; the order of pointers is made in `rank`.

mod near;
mod pattern;
mod rank;
mod searched;

pub(in crate::domain) use rank::hull;
use searched::Hit;
pub use searched::Searched;

use super::checklist::Checklist;
use super::clause::ClauseTree;
use super::fold::Folded;
use super::team::Like;
use super::text::Span;
use aho_corasick::AhoCorasick;
use pattern::Pattern;
use std::collections::HashMap;

/// The pointers of one item, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPointers {
    /// The item's id.
    pub item: String,
    /// Clauses worth reading for it; empty when no indicator was found.
    pub pointers: Vec<Pointer>,
}

/// One clause worth reading for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// Position of the clause in its tree.
    pub clause: usize,
    /// A rank from 0 to 1000 for putting clauses of one document in order. Only where
    /// [`Self::is_likelihood`] says so is it a likelihood; else it is not to be compared between
    /// documents.
    pub score: u32,
    /// Whether the score is a likelihood in thousandths.
    pub is_likelihood: bool,
    /// From the first reason to the last, in bytes of the document.
    pub span: Span,
    /// The words that point here, in reading order.
    pub reasons: Vec<Reason>,
    /// The passage most like it that the team tagged for the same item.
    pub like: Option<Like>,
}

/// Where a reason comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonKind {
    /// The words match an indicator of the checklist.
    Words,
    /// The words are those of clauses that experts marked.
    Example,
    /// The words are those of a passage that the team tagged.
    Team,
}

impl ReasonKind {
    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Example => "example",
            Self::Team => "team",
        }
    }
}

/// Words of the document that point, and why they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Where it comes from.
    pub kind: ReasonKind,
    /// The indicator as the checklist has it; for an example, what such clauses were marked as; for
    /// the team, the clause that was tagged.
    pub indicator: String,
    /// The words, in bytes of the document.
    pub span: Span,
}

/// The indicators of one checklist, ready to search with.
#[derive(Debug, Clone)]
pub struct Pointers {
    items: Vec<ItemTerms>,
    /// Every different indicator once.
    patterns: Vec<Pattern>,
    /// Finds the first word of every pattern.
    finder: AhoCorasick,
    /// The patterns that begin with each of the finder's words.
    beginning_with: Vec<Vec<usize>>,
}

/// The indicators of one item.
#[derive(Debug, Clone)]
struct ItemTerms {
    id: String,
    /// Numbers of its patterns, in the order of the checklist.
    patterns: Vec<usize>,
    /// The same indicators as the checklist writes them.
    terms: Vec<String>,
    /// Tags of the languages that they are in.
    languages: Vec<String>,
}

impl Pointers {
    /// Prepares the indicators of a checklist. Indicators without a letter are left out.
    pub fn new(checklist: &Checklist) -> Self {
        let mut patterns = Vec::new();
        let mut numbers = HashMap::new();
        let items = checklist
            .items
            .iter()
            .map(|item| {
                let mut terms = ItemTerms {
                    id: item.id.clone(),
                    patterns: Vec::new(),
                    terms: Vec::new(),
                    languages: item.indicators.keys().cloned().collect(),
                };
                for indicator in item.indicators.values().flatten() {
                    terms.add(indicator, &mut patterns, &mut numbers);
                }
                terms
            })
            .collect();
        let (finder, beginning_with) = finder(&patterns);
        Self {
            items,
            patterns,
            finder,
            beginning_with,
        }
    }

    /// Looks for all of them in a text, in time linear in its length.
    pub fn search<'a>(
        &'a self,
        clauses: &'a ClauseTree,
        text: &str,
        folded: &'a Folded,
    ) -> Searched<'a> {
        Searched::new(self, clauses, text, folded)
    }

    /// For every item in the order of the checklist, the clauses that its indicators point to.
    pub fn point(&self, clauses: &ClauseTree, text: &str) -> Vec<ItemPointers> {
        let folded = Folded::new(text);
        self.search(clauses, text, &folded).point()
    }

    /// All indicators that are tried for an item, as the checklist writes them; nothing for an
    /// item it does not have.
    pub fn terms(&self, item: &str) -> &[String] {
        self.item(item).map_or(&[], |terms| &terms.terms)
    }

    /// Tags of the languages that an item's indicators are in.
    pub fn languages(&self, item: &str) -> &[String] {
        self.item(item).map_or(&[], |terms| &terms.languages)
    }

    fn item(&self, id: &str) -> Option<&ItemTerms> {
        self.items.iter().find(|terms| terms.id == id)
    }
}

impl ItemTerms {
    fn add(
        &mut self,
        indicator: &str,
        patterns: &mut Vec<Pattern>,
        numbers: &mut HashMap<Pattern, usize>,
    ) {
        let Some(pattern) = Pattern::parse(indicator) else {
            return;
        };
        let number = *numbers.entry(pattern.clone()).or_insert_with(|| {
            patterns.push(pattern);
            patterns.len() - 1
        });
        if !self.patterns.contains(&number) {
            self.patterns.push(number);
            self.terms.push(indicator.to_owned());
        }
    }
}

fn finder(patterns: &[Pattern]) -> (AhoCorasick, Vec<Vec<usize>>) {
    let mut words: Vec<&str> = Vec::new();
    let mut beginning_with: Vec<Vec<usize>> = Vec::new();
    let mut numbers = HashMap::new();
    for (index, pattern) in patterns.iter().enumerate() {
        let word = pattern.first_word();
        let number = *numbers.entry(word).or_insert_with(|| {
            words.push(word);
            beginning_with.push(Vec::new());
            words.len() - 1
        });
        beginning_with[number].push(index);
    }
    let finder =
        AhoCorasick::new(words).expect("a checklist is far smaller than the finder's limits");
    (finder, beginning_with)
}

#[cfg(test)]
mod tests;
