//! How much of a review is done. Counts only what a person can check.

use super::grounds::{Lack, Standing};
use super::state::AgreementReview;
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
    /// Items that are not asked of this agreement and that nobody answered, by position, with the
    /// reason in a sentence.
    pub skipped: Vec<(usize, String)>,
    /// Positions of items without an answer.
    pub unanswered: Vec<usize>,
    /// Positions of items that were answered when they asked something else.
    pub to_confirm: Vec<usize>,
    /// Items whose answers do not have the grounds that they need, by position.
    pub lacking: Vec<(usize, Lack)>,
    /// Items and tags on which reviewers differ.
    pub disputed: usize,
    /// Particulars of the agreement on which reviewers differ, whatever the checklist.
    pub disputed_details: usize,
}

impl Coverage {
    /// The coverage of an agreement under a checklist.
    pub fn of(agreement: &Agreement, checklist: &Checklist, review: &AgreementReview) -> Self {
        let mut coverage = Self {
            clauses: agreement.clauses.len(),
            unread: unread(agreement, review),
            items: checklist.items.len(),
            disputed_details: review.disputed_details().count(),
            ..Self::default()
        };
        let lineage = review.lineage(checklist);
        let tags = review.tags_under(&lineage);
        coverage.disputed = tags.iter().filter(|(_, tag)| tag.is_disputed()).count();
        let standing = Standing {
            agreement,
            checklist,
            review,
            unread: coverage.unread.len(),
        };
        for (index, item) in checklist.items.iter().enumerate() {
            let answer = review.answer(&lineage, &item.id);
            if answer.is_set() {
                coverage.disputed += usize::from(answer.is_disputed());
                let values = answer
                    .standing()
                    .into_iter()
                    .filter_map(|held| held.value.as_ref());
                let mut lacks = values.filter_map(|value| standing.lack(&item.id, value, false));
                coverage
                    .lacking
                    .extend(lacks.next().map(|lack| (index, lack)));
            } else if review.to_confirm(&lineage, &item.id).is_set() {
                coverage.to_confirm.push(index);
            } else if let Some(reason) = review.skips(checklist, item) {
                coverage.skipped.push((index, reason));
            } else {
                coverage.unanswered.push(index);
            }
        }
        coverage
    }

    /// Clauses that were read or tagged.
    pub const fn read(&self) -> usize {
        self.clauses - self.unread.len()
    }

    /// Items that are asked of the agreement, or were answered all the same.
    pub const fn asked(&self) -> usize {
        self.items - self.skipped.len()
    }

    /// Items that have an answer.
    pub const fn answered(&self) -> usize {
        self.asked() - self.unanswered.len() - self.to_confirm.len()
    }

    /// Items that are still open: without an answer, to be confirmed, or without grounds.
    pub const fn open(&self) -> usize {
        self.unanswered.len() + self.to_confirm.len() + self.lacking.len()
    }

    /// Whether nothing is left open.
    pub const fn is_complete(&self) -> bool {
        self.unread.is_empty()
            && self.unanswered.is_empty()
            && self.to_confirm.is_empty()
            && self.lacking.is_empty()
            && self.disputed == 0
            && self.disputed_details == 0
    }
}

/// Positions of clauses that were neither marked as read nor tagged, those without words aside.
pub fn unread(agreement: &Agreement, review: &AgreementReview) -> Vec<usize> {
    let covered = covered_clauses(review);
    let clauses = agreement.clauses.clauses().iter().enumerate();
    clauses
        .filter(|(_, clause)| is_to_be_read(agreement, clause))
        .filter(|(_, clause)| !covered.contains(clause.id.as_str()))
        .map(|(index, _)| index)
        .collect()
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
