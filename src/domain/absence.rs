//! What a search for an item's terms found, and the proof that it makes behind an `absent`: what
//! was searched, where something was found all the same, where it nearly was, and how much had been
//! read by then.

use super::agreement::Agreement;
use super::clause::ClauseId;
use super::fold::Folded;
use super::pointer::{ItemPointers, Pointer, Pointers};
use super::review::Coverage;
use super::review::event::AbsenceProof;
use std::collections::HashMap;

/// What a search for an item's terms found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absence {
    /// Every term that was searched.
    pub terms: Vec<String>,
    /// Clauses in which a term was found.
    pub hits: Vec<ClauseId>,
    /// Clauses in which only part of a term was found.
    pub near_misses: Vec<ClauseId>,
}

impl Absence {
    /// The proof, with how much was read by now.
    pub fn proof(self, coverage: &Coverage) -> AbsenceProof {
        AbsenceProof {
            terms: self.terms,
            hits: self.hits,
            near_misses: self.near_misses,
            clauses_read: coverage.read(),
            clauses: coverage.clauses,
        }
    }
}

/// What was found for every item, by its id. `pointed` are the pointers of the same agreement.
pub fn search(
    agreement: &Agreement,
    pointers: &Pointers,
    pointed: &[ItemPointers],
    folded: &Folded,
) -> HashMap<String, Absence> {
    let found = |one: &ItemPointers| {
        let near =
            pointers.near_misses_folded(&one.item, &agreement.clauses, agreement.text(), folded);
        let absence = Absence {
            terms: pointers.terms(&one.item).to_vec(),
            hits: in_reading_order(agreement, &one.pointers),
            near_misses: in_reading_order(agreement, &near),
        };
        (one.item.clone(), absence)
    };
    pointed.iter().map(found).collect()
}

fn in_reading_order(agreement: &Agreement, pointers: &[Pointer]) -> Vec<ClauseId> {
    let mut clauses: Vec<usize> = pointers.iter().map(|pointer| pointer.clause).collect();
    clauses.sort_unstable();
    clauses.dedup();
    clauses
        .into_iter()
        .filter_map(|index| agreement.clauses.clauses().get(index))
        .map(|clause| clause.id.clone())
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
        let pointed = pointers.point_folded(&agreement.clauses, agreement.text(), &folded);
        let found = search(&agreement, &pointers, &pointed, &folded);
        assert_eq!(found["network"].terms, ["network*"]);
        assert_eq!(
            found["network"].hits,
            [ClauseId::new("c-1"), ClauseId::new("c-3")]
        );
        assert_eq!(found["remote"].hits, []);
        assert_eq!(found["funds"].hits, []);
    }
}
