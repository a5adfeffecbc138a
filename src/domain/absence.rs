//! What a search for an item's terms found, and the proof that it makes behind an `absent`: what
//! was searched, where something was found all the same, where it nearly was, and how much had been
//! read by then.

use super::agreement::Agreement;
use super::checklist::Checklist;
use super::clause::ClauseId;
use super::fold::Folded;
use super::pointer::{ItemPointers, Pointer, Pointers, Searched};
use super::review::Coverage;
use super::review::event::AbsenceProof;
use super::text::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a search for an item's terms found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absence {
    /// Every term that was searched.
    pub terms: Vec<String>,
    /// Tags of the languages that they are in.
    pub languages: Vec<String>,
    /// Clauses in which a term was found.
    pub hits: Vec<Place>,
    /// Clauses in which only part of a term was found.
    pub near_misses: Vec<Place>,
}

/// A clause in which something was found, and the words there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The clause.
    pub clause: ClauseId,
    /// The words, in bytes of the document, in reading order.
    pub words: Vec<Span>,
}

impl Absence {
    /// The proof, with how much was read by now.
    pub fn proof(self, coverage: &Coverage) -> AbsenceProof {
        let clauses = |places: Vec<Place>| places.into_iter().map(|place| place.clause).collect();
        AbsenceProof {
            terms: self.terms,
            languages: self.languages,
            hits: clauses(self.hits),
            near_misses: clauses(self.near_misses),
            clauses_read: coverage.read(),
            clauses: coverage.clauses,
        }
    }
}

/// Searches an agreement for the terms of one item; finds nothing for an item that the checklist has not.
pub fn search(agreement: &Agreement, checklist: &Checklist, item: &str) -> Absence {
    let pointers = Pointers::new(checklist);
    let folded = Folded::new(agreement.text());
    let searched = pointers.search(&agreement.clauses, agreement.text(), &folded);
    let pointed = searched.point();
    let pointed = pointed.iter().find(|one| one.item == item);
    let found = pointed.map(|one| of_item(agreement, &searched, one));
    found.unwrap_or_default()
}

/// What was found for an item. `pointed` are its pointers in the same text.
fn of_item(agreement: &Agreement, searched: &Searched<'_>, pointed: &ItemPointers) -> Absence {
    let pointers = searched.pointers();
    Absence {
        terms: pointers.terms(&pointed.item).to_vec(),
        languages: pointers.languages(&pointed.item).to_vec(),
        hits: in_reading_order(agreement, &pointed.pointers),
        near_misses: in_reading_order(agreement, &searched.near_misses(&pointed.item)),
    }
}

/// What was found for every item, by its id.
pub fn of_all(
    agreement: &Agreement,
    searched: &Searched<'_>,
    pointed: &[ItemPointers],
) -> HashMap<String, Absence> {
    let found = |one: &ItemPointers| (one.item.clone(), of_item(agreement, searched, one));
    pointed.iter().map(found).collect()
}

fn in_reading_order(agreement: &Agreement, pointers: &[Pointer]) -> Vec<Place> {
    let mut words: BTreeMap<usize, BTreeSet<Span>> = BTreeMap::new();
    for pointer in pointers {
        let spans = pointer.reasons.iter().map(|reason| reason.span);
        words.entry(pointer.clause).or_default().extend(spans);
    }
    words
        .into_iter()
        .filter_map(|(index, words)| {
            let clause = agreement.clauses.clauses().get(index)?;
            Some(Place {
                clause: clause.id.clone(),
                words: words.into_iter().collect(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples;

    #[test]
    fn a_search_names_terms_and_hits() {
        let agreement = samples::agreement(
            "1. The networks.\n\n2. Remote maintenance.\n\n3. The network again.",
        );
        let pointers = Pointers::new(&samples::checklist());
        let folded = Folded::new(agreement.text());
        let searched = pointers.search(&agreement.clauses, agreement.text(), &folded);
        let found = of_all(&agreement, &searched, &searched.point());
        assert_eq!(found["network"].terms, ["network*"]);
        assert_eq!(found["network"].languages, ["en"]);
        let places: Vec<(&str, &str)> = found["network"]
            .hits
            .iter()
            .map(|place| {
                let words = place.words[0].of(agreement.text());
                (place.clause.as_str(), words)
            })
            .collect();
        assert_eq!(places, [("c-1", "networks"), ("c-3", "network")]);
        assert_eq!(found["remote"].hits, []);
        assert_eq!(found["funds"].hits, []);
        assert_eq!(
            search(&agreement, &samples::checklist(), "network"),
            found["network"]
        );
    }
}
