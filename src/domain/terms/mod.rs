//! Defined terms: where an agreement says what its words mean, and where it uses them.
//!
//! Finds the definitions in every language of the vocabulary, links each use to its definition, and
//! names what is used like a term but defined nowhere. Prefers silence to a false alarm. Time is
//! linear in the length of the text. Knows nothing of other documents: a term that a framework
//! agreement defines is undefined here.
//!
//! In reading order: `cues` holds the words that definitions go by, `quotes` finds expressions in
//! quotation marks, `page` is one clause taken apart, `quoted` and `plain` decide what a clause
//! defines, `sentence` says how far a definition goes, `inflection` tells which words are forms of
//! one, `uses` and `undefined` look for the terms, `remarks` says what a reader should doubt.

mod cues;
mod inflection;
mod page;
mod plain;
mod quoted;
mod quotes;
mod remarks;
mod sentence;
mod undefined;
mod uses;

#[cfg(test)]
mod tests;

use super::clause::ClauseTree;
use super::text::Span;
use super::words::Languages;
use crate::domain::segment::reading::label;
pub use remarks::remarks;

/// Definitions that are looked at; no agreement has more.
const MOST_TERMS: usize = 5_000;

/// A term that the document defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The term as printed in its definition, on one line.
    pub name: String,
    /// Bytes of the name where it is defined.
    pub at: Span,
    /// Bytes of the sentence or list entry that defines it.
    pub definition: Span,
    /// Position of the defining clause in the tree.
    pub clause: usize,
    /// Bytes of every use, in order, without the defining one. Where a term is defined more than
    /// once, a use belongs to the last definition before it.
    pub uses: Vec<Span>,
}

/// An expression that is used like a defined term and defined nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undefined {
    /// The expression as printed at its first use.
    pub name: String,
    /// Bytes of every use, in order.
    pub uses: Vec<Span>,
}

/// The terms of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// What it defines, in the order of the definitions.
    pub defined: Vec<Term>,
    /// What it uses like a term and does not define, by first use.
    pub undefined: Vec<Undefined>,
    /// Every place where a defined term is used or defined, in order, with the term.
    places: Vec<(Span, usize)>,
}

/// Finds the terms of a text that is cut into these clauses.
pub fn terms(text: &str, tree: &ClauseTree) -> Terms {
    let languages = Languages::of(text);
    let mut defined = page::definitions(text, tree, languages);
    // `Article 1 – Definitions` is a heading, whatever a dash may define elsewhere.
    defined.retain(|term| label(&term.name).is_none_or(|label| label.unit.is_none()));
    let undefined = uses::link(text, tree, languages, &mut defined);
    Terms::new(defined, undefined)
}

/// The names that a stretch of the text defines, in order.
pub(in crate::domain) fn names_within(text: &str, within: Span, languages: Languages) -> Vec<Span> {
    page::names(&page::Page::new(text, within, languages))
}

/// The first name that a stretch of the text defines, on one line.
pub(in crate::domain) fn first_name(
    text: &str,
    within: Span,
    languages: Languages,
) -> Option<String> {
    let names = names_within(text, within, languages);
    names.first().map(|name| page::one_line(name.of(text)))
}

impl Terms {
    fn new(defined: Vec<Term>, undefined: Vec<Undefined>) -> Self {
        let mut places: Vec<(Span, usize)> = Vec::new();
        for (index, term) in defined.iter().enumerate() {
            places.push((term.at, index));
            places.extend(term.uses.iter().map(|&place| (place, index)));
        }
        places.sort_unstable();
        Self {
            defined,
            undefined,
            places,
        }
    }

    /// The term that is used or defined at a byte of the text.
    pub fn at(&self, byte: usize) -> Option<&Term> {
        let next = self
            .places
            .partition_point(|(place, _)| place.start <= byte);
        let &(place, index) = self.places.get(next.checked_sub(1)?)?;
        place.contains(byte).then(|| &self.defined[index])
    }

    /// Every place in a stretch of the text where a defined term is used or defined, in order.
    pub fn places(&self, within: Span) -> impl Iterator<Item = (Span, &Term)> {
        let first = self
            .places
            .partition_point(|(place, _)| place.start < within.start);
        self.places[first..]
            .iter()
            .take_while(move |(place, _)| place.end <= within.end)
            .map(|&(place, index)| (place, &self.defined[index]))
    }

    /// The terms that are defined and used nowhere.
    pub fn unused(&self) -> impl Iterator<Item = &Term> {
        self.defined.iter().filter(|term| term.uses.is_empty())
    }
}
