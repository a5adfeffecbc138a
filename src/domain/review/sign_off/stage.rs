//! Where the review of an agreement stands.

use super::Signed;
use crate::domain::review::coverage::Coverage;
use crate::domain::review::state::{AgreementReview, Register};

/// Where the review of an agreement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been read, tagged or answered.
    Open,
    /// Something has, and something is left.
    InReview,
    /// Nothing is left, and nobody has signed.
    Complete,
    /// Somebody signed, and nothing was changed since.
    SignedOff,
    /// It was signed, and something was changed since.
    Reopened,
}

impl Stage {
    /// All of them, in the order in which a review comes to them.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::InReview,
        Self::Complete,
        Self::SignedOff,
        Self::Reopened,
    ];

    /// Where a review stands, with the coverage of each of its checklists.
    pub fn of(review: &AgreementReview, coverage: &[Coverage]) -> Self {
        let signed = review.signed();
        match latest(&signed) {
            Some(signed) if signed.touched.is_empty() => Self::SignedOff,
            Some(_) => Self::Reopened,
            None if !coverage.is_empty() && coverage.iter().all(Coverage::is_complete) => {
                Self::Complete
            }
            None if begun(review) => Self::InReview,
            None => Self::Open,
        }
    }

    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InReview => "in_review",
            Self::Complete => "complete",
            Self::SignedOff => "signed_off",
            Self::Reopened => "reopened",
        }
    }

    /// The stage with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The name used on screens and in summaries.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => tr!("open"),
            Self::InReview => tr!("in review"),
            Self::Complete => tr!("complete"),
            Self::SignedOff => tr!("signed off"),
            Self::Reopened => tr!("reopened"),
        }
    }
}

/// The sign-off behind which least was changed, the newest of several: the one that counts.
pub fn latest(signed: &[Signed]) -> Option<&Signed> {
    signed.iter().min_by_key(|signed| {
        (
            signed.touched.len(),
            std::cmp::Reverse((signed.at, signed.entry)),
        )
    })
}

/// Whether anybody has decided anything; the checklist that an import brings is no decision.
fn begun(review: &AgreementReview) -> bool {
    let read = review.reads.values().any(Register::is_set);
    let tagged = review.standing_tags().next().is_some();
    let answered = review.answers.values().any(Register::is_set);
    let noted = review.notes.values().any(Register::is_set);
    let described = review.details.values().any(Register::is_set);
    read || tagged || answered || noted || described
}
