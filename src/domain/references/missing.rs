//! What is referred to and not there: once for each thing, with the places counted.

use super::mention::Grammar;
use super::words::{Level, Words};
use super::{Reference, Target};
use crate::domain::segment::reading::{self, folded};
use crate::domain::text::Span;
use std::collections::HashMap;

/// Something that the text refers to and does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absentee {
    /// As printed where it is named first.
    pub name: String,
    /// The bytes of every place that names it, in order; never empty.
    pub places: Vec<Span>,
    /// Whether it is an annex, which somebody may have left out of the copy.
    pub is_annex: bool,
}

impl Absentee {
    /// What to ask for, with the clause where it is named first, as a person cites it.
    pub fn question(&self, cited: &str) -> String {
        let name = &self.name;
        let place = match (cited.is_empty(), self.places.len()) {
            (true, _) => "is referred to".to_owned(),
            (false, 1) => format!("is referred to in {cited}"),
            (false, places) => format!("is referred to in {places} places, first in {cited},"),
        };
        format!("{name} {place} but is not in the document: ask for it.")
    }
}

/// What is referred to and not there, in the order in which it is first named.
///
/// A clause counts only when the text says at least once that it speaks of this document: a bare
/// number may be that of another act that was named before.
pub fn absentees(references: &[Reference]) -> Vec<Absentee> {
    let mut all: Vec<(Absentee, bool)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for reference in references {
        let Target::Missing(name) = &reference.target else {
            continue;
        };
        let key = key(name);
        if let Some(&at) = known.get(&key) {
            all[at].0.places.push(reference.span);
            all[at].1 |= reference.own;
            continue;
        }
        known.insert(key, all.len());
        let one = Absentee {
            name: name.clone(),
            places: vec![reference.span],
            is_annex: names_annex(name),
        };
        all.push((one, reference.own));
    }
    all.into_iter()
        .filter(|(one, own)| *own || one.is_annex)
        .map(|(one, _)| one)
        .collect()
}

/// The same for every form of a word: `Prilog 4`, `Priloga 4`.
fn key(name: &str) -> String {
    let grammar = Grammar {
        text: name,
        words: Words::get(),
    };
    match grammar.head(0) {
        Some(head) => {
            let number = reading::numeral(name, grammar.skip_blanks(head.span.end));
            let number = number.and_then(|number| number.keys.into_iter().next());
            let series = head.series.into_iter().next().unwrap_or_default();
            format!("{series} {}", number.unwrap_or_else(|| folded(name)))
        }
        None => folded(name),
    }
}

/// Whether a name is that of an annex.
fn names_annex(text: &str) -> bool {
    let grammar = Grammar {
        text,
        words: Words::get(),
    };
    let han = |words: &Words| {
        let mut units = words.han.iter();
        units.any(|(word, unit)| unit.level == Level::Annex && text.starts_with(word.as_str()))
    };
    grammar
        .head(0)
        .is_some_and(|head| head.level == Level::Annex)
        || han(grammar.words)
}
