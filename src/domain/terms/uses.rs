//! Where defined terms are used, whatever their case endings.
//!
//! A name that is capitalised must be capitalised where it is used. The longest name wins.

use super::Term;
use super::Undefined;
use super::inflection::{Inflection, STEM};
use super::page::Page;
use super::undefined::Candidates;
use crate::domain::clause::ClauseTree;
use crate::domain::text::Span;
use crate::domain::words::Languages;
use crate::domain::words::{Word, WordKind, fold_word, take_apart};
use std::collections::HashMap;
use std::rc::Rc;

/// Names that begin alike and are compared with one word.
const MOST_ALIKE: usize = 200;
/// Different words whose names are remembered.
const MOST_WORDS: usize = 100_000;

/// Gives every term its uses, and returns what is used like a term and is none.
pub(super) fn link(
    text: &str,
    tree: &ClauseTree,
    languages: Languages,
    defined: &mut [Term],
) -> Vec<Undefined> {
    let mut names = Names::new(text, languages, defined);
    let mut candidates = Candidates::new(languages);
    let places: Vec<Span> = defined.iter().map(|term| term.at).collect();
    for clause in tree.clauses() {
        let page = Page::new(text, clause.span, languages);
        let mut at = 0;
        while at < page.words.len() {
            let Some((name, len)) = names.at(text, &page.words, at) else {
                at += candidates.look(&page, at, &mut names).max(1);
                continue;
            };
            let last = page.words[at + len - 1];
            let place = Span::new(page.words[at].span.start, last.span.end);
            let next = places.partition_point(|at| at.end <= place.start);
            let defining = places.get(next).is_some_and(|at| at.overlaps(place));
            if !defining {
                defined[names.owner(name, place.start, &places)]
                    .uses
                    .push(place);
            }
            at += len;
        }
    }
    candidates.undefined(&names.inflection)
}

/// The defined names, ready to be found in a text.
pub(super) struct Names {
    all: Vec<Name>,
    /// First letters of first words to names.
    alike: HashMap<String, Vec<usize>>,
    /// Folded words to the names that may begin with them.
    known: HashMap<String, Rc<[usize]>>,
    inflection: Inflection,
    folded: String,
}

struct Name {
    parts: Vec<Part>,
    /// Positions of the terms of this name, in order.
    terms: Vec<usize>,
}

#[derive(PartialEq, Eq, Hash, Clone)]
struct Part {
    folded: String,
    capital: bool,
}

impl Names {
    fn new(text: &str, languages: Languages, defined: &[Term]) -> Self {
        let mut names = Self {
            all: Vec::new(),
            alike: HashMap::new(),
            known: HashMap::new(),
            inflection: Inflection::new(languages),
            folded: String::new(),
        };
        let mut same: HashMap<Vec<Part>, usize> = HashMap::new();
        for (index, term) in defined.iter().enumerate() {
            let parts = parts(text, term.at);
            let Some(first) = parts.first() else { continue };
            let key = start_of(&first.folded).to_owned();
            let place = *same.entry(parts.clone()).or_insert_with(|| {
                names.alike.entry(key).or_default().push(names.all.len());
                names.all.push(Name {
                    parts,
                    terms: Vec::new(),
                });
                names.all.len() - 1
            });
            names.all[place].terms.push(index);
        }
        names
    }

    /// The longest name that starts at a word, and how many words it has there.
    pub(super) fn at(&mut self, text: &str, words: &[Word], at: usize) -> Option<(usize, usize)> {
        let word = words[at];
        if !(word.is_word() || word.kind == WordKind::Digits) || word.span.len() > 80 {
            return None;
        }
        let mut folded = std::mem::take(&mut self.folded);
        fold_word(word.span.of(text), &mut folded);
        let candidates = self.beginning_with(&folded);
        let capital = word.is_capital(text);
        let mut best: Option<(usize, usize, bool)> = None;
        for &index in candidates.iter() {
            let name = &self.all[index];
            let exact = name.parts[0].folded == folded;
            let len = name.parts.len();
            let better = best
                .is_none_or(|(_, before, sure)| len > before || (len == before && exact && !sure));
            if better && (capital || !name.parts[0].capital) && self.goes_on(name, text, words, at)
            {
                best = Some((index, len, exact));
            }
        }
        self.folded = folded;
        best.map(|(index, len, _)| (index, len))
    }

    fn beginning_with(&mut self, folded: &str) -> Rc<[usize]> {
        if let Some(known) = self.known.get(folded) {
            return Rc::clone(known);
        }
        let alike = self
            .alike
            .get(start_of(folded))
            .map_or(&[][..], Vec::as_slice);
        let found: Rc<[usize]> = alike
            .iter()
            .take(MOST_ALIKE)
            .copied()
            .filter(|&index| {
                self.inflection
                    .same(&self.all[index].parts[0].folded, folded)
            })
            .collect();
        if self.known.len() < MOST_WORDS {
            self.known.insert(folded.to_owned(), Rc::clone(&found));
        }
        found
    }

    fn goes_on(&self, name: &Name, text: &str, words: &[Word], at: usize) -> bool {
        let mut folded = String::new();
        name.parts.iter().enumerate().skip(1).all(|(offset, part)| {
            words.get(at + offset).is_some_and(|word| {
                fold_word(word.span.of(text), &mut folded);
                (word.is_capital(text) || !part.capital)
                    && self.inflection.same(&part.folded, &folded)
            })
        })
    }

    /// The term of a name that a place belongs to: the last one defined before it, else the first.
    fn owner(&self, name: usize, place: usize, defined: &[Span]) -> usize {
        let terms = &self.all[name].terms;
        let next = terms.partition_point(|&term| defined[term].start <= place);
        terms[next.saturating_sub(1)]
    }
}

/// What words must begin with to be forms of one.
fn start_of(folded: &str) -> &str {
    let end = folded.floor_char_boundary(STEM);
    folded.get(..end).unwrap_or(folded)
}

fn parts(text: &str, name: Span) -> Vec<Part> {
    let mut words = Vec::new();
    take_apart(text, name, &mut words);
    words
        .into_iter()
        .filter(|word| !word.is_any(&['*', '_']))
        .map(|word| {
            let mut folded = String::new();
            fold_word(word.span.of(text), &mut folded);
            Part {
                folded,
                capital: word.is_capital(text),
            }
        })
        .collect()
}
