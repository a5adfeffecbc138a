//! The proof behind an `absent`: what was searched, where something was found all the same, where
//! it nearly was, and how much had been read by then.

use super::agreement::Agreement;
use super::clause::ClauseId;
use super::pointer::{ItemPointers, Pointer, Pointers};
use super::review::coverage::covered_clauses;
use super::review::event::AbsenceProof;
use super::review::state::AgreementReview;

/// The proof for an item as things stand now.
///
/// `pointed` are the agreement's pointers for all items, as made by `pointers`.
pub fn proof(
    item: &str,
    agreement: &Agreement,
    pointers: &Pointers,
    pointed: &[ItemPointers],
    review: Option<&AgreementReview>,
) -> AbsenceProof {
    let hits = pointed
        .iter()
        .find(|one| one.item == item)
        .map_or(&[][..], |one| &one.pointers);
    let near = pointers.near_misses(item, &agreement.clauses, agreement.text());
    AbsenceProof {
        terms: pointers.terms(item).to_vec(),
        hits: in_reading_order(agreement, hits),
        near_misses: in_reading_order(agreement, &near),
        clauses_read: review.map_or(0, |review| covered_clauses(review).len()),
        clauses: agreement.clauses.len(),
    }
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
    fn a_proof_names_terms_hits_and_what_was_read() {
        let agreement = samples::agreement(
            "1. The networks.\n\n2. Remote maintenance.\n\n3. The network again.",
        );
        let checklist = samples::checklist();
        let pointers = Pointers::new(&checklist);
        let pointed = pointers.point(&agreement.clauses, agreement.text());
        let proof = |item| proof(item, &agreement, &pointers, &pointed, None);
        assert_eq!(proof("network").terms, ["network*"]);
        assert_eq!(
            proof("network").hits,
            [ClauseId::new("c-1"), ClauseId::new("c-3")]
        );
        assert_eq!(proof("remote").hits, []);
        assert_eq!(proof("funds").hits, []);
        assert_eq!(
            (proof("funds").clauses_read, proof("funds").clauses),
            (0, 3)
        );
    }
}
