//! How much of a review is done. Counts only what a person can check.

use super::state::{AgreementReview, Register};
use crate::domain::agreement::Agreement;
use crate::domain::checklist::Checklist;
use crate::domain::clause::Clause;
use std::collections::HashSet;

/// What was covered, and what is still open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Clauses in the agreement.
    pub clauses: usize,
    /// Positions of clauses that were neither marked as read nor tagged.
    pub unread: Vec<usize>,
    /// Items in the checklist.
    pub items: usize,
    /// Positions of items without an answer.
    pub unanswered: Vec<usize>,
    /// Items, tags and notes on which reviewers differ.
    pub disputed: usize,
}

impl Coverage {
    /// The coverage of an agreement under a checklist.
    pub fn of(agreement: &Agreement, checklist: &Checklist, review: &AgreementReview) -> Self {
        let covered = covered_clauses(review);
        let unread = agreement
            .clauses
            .clauses()
            .iter()
            .enumerate()
            .filter(|(_, clause)| is_to_be_read(agreement, clause))
            .filter(|(_, clause)| !covered.contains(clause.id.as_str()))
            .map(|(index, _)| index)
            .collect();
        let unanswered = checklist
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| {
                !review
                    .answer(&checklist.item_ref(&item.id))
                    .is_some_and(Register::is_set)
            })
            .map(|(index, _)| index)
            .collect();
        Self {
            clauses: agreement.clauses.len(),
            unread,
            items: checklist.items.len(),
            unanswered,
            disputed: disputed(review),
        }
    }

    /// Clauses that were read or tagged.
    pub const fn read(&self) -> usize {
        self.clauses - self.unread.len()
    }

    /// Items that have an answer.
    pub const fn answered(&self) -> usize {
        self.items - self.unanswered.len()
    }

    /// Whether nothing is left open.
    pub const fn is_complete(&self) -> bool {
        self.unread.is_empty() && self.unanswered.is_empty() && self.disputed == 0
    }
}

/// Whether a clause has words that a person must read.
fn is_to_be_read(agreement: &Agreement, clause: &Clause) -> bool {
    !agreement.words(clause).is_empty()
}

/// Ids of clauses that were marked as read or carry a tag; a tag is proof of reading.
pub fn covered_clauses(review: &AgreementReview) -> HashSet<&str> {
    let read = review
        .reads
        .iter()
        .filter(|(_, register)| register.is_set())
        .map(|(clause, _)| clause.as_str());
    let tagged = review
        .standing_tags()
        .map(|(subject, _)| subject.passage.clause.as_str());
    read.chain(tagged).collect()
}

fn disputed(review: &AgreementReview) -> usize {
    let answers = review.answers.values().filter(|one| one.is_disputed());
    let tags = review.tags.values().filter(|(_, one)| one.is_disputed());
    answers.count() + tags.count()
}
