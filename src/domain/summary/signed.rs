//! Who signed a review off, and where it stands.

use super::Material;
use crate::domain::review::coverage::Coverage;
use crate::domain::review::sign_off::Touched;
use crate::domain::review::{AgreementReview, Moment, Reviewer, Stage};
use serde::Serialize;

/// A sign-off that nobody took back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOffLine {
    /// Who signed.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
    /// Clauses that were read then.
    pub read: usize,
    /// Clauses of the agreement.
    pub clauses: usize,
    /// Why it was signed although something was open.
    pub exception: Option<String>,
    /// What was changed since and by whom, in sentences.
    pub changed_since: Vec<String>,
}

impl SignOffLine {
    pub(super) fn all(review: &AgreementReview) -> Vec<Self> {
        let signed = review.signed().into_iter();
        signed
            .map(|signed| Self {
                by: signed.by,
                at: signed.at,
                read: signed.sign_off.read,
                clauses: signed.sign_off.clauses,
                exception: signed.sign_off.exception,
                changed_since: signed.touched.iter().map(Touched::sentence).collect(),
            })
            .collect()
    }
}

impl Material<'_> {
    pub(super) fn stage(&self) -> Stage {
        let coverage: Vec<Coverage> = self.lists.iter().map(|one| one.coverage.clone()).collect();
        Stage::of(self.review, &coverage)
    }
}
