//! Signing off: only what is wholly covered, or with a reason why not.

use super::{SignOff, SignOffSubject, SignedChecklist};
use crate::domain::checklist::Checklist;
use crate::domain::review::command::{Context, Draft, LONGEST_NOTE, Manner, Refusal, short_enough};
use crate::domain::review::coverage::Coverage;
use crate::domain::review::entry::Heads;
use crate::domain::review::event::{ChecklistRef, Event};
use crate::domain::review::state::AgreementReview;
use crate::domain::visible::says_something;
use std::sync::Arc;

impl Context<'_> {
    pub(in crate::domain::review) fn sign_off(
        &self,
        checklists: &[Arc<Checklist>],
        covers: Heads,
        exception: Option<String>,
    ) -> Result<Draft, Refusal> {
        let nothing = AgreementReview::default();
        let review = self.review.unwrap_or(&nothing);
        let coverage: Vec<Coverage> = checklists
            .iter()
            .map(|checklist| Coverage::of(self.agreement, checklist, review))
            .collect();
        let open = open_points(checklists, &coverage);
        let exception = exception
            .map(|words| words.trim().to_owned())
            .filter(|words| says_something(words) && !open.is_empty());
        short_enough(
            tr!("the exception"),
            exception.as_ref().map_or(0, String::len),
            LONGEST_NOTE,
        )?;
        if !open.is_empty() && exception.is_none() {
            return Err(Refusal::NotComplete { open });
        }
        if self.holds_already(review) {
            return Err(Refusal::SignedAlready);
        }
        let first = coverage.first();
        let value = SignOff {
            covers,
            clauses: first.map_or(0, |one| one.clauses),
            read: first.map_or(0, Coverage::read),
            checklists: signed_checklists(review, checklists, &coverage),
            exception,
        };
        self.change(
            Some(&review.sign_offs),
            self.sign_off_subject(),
            Some(value),
            (None, Manner::Own),
            Event::AgreementSignedOff,
        )
    }

    pub(in crate::domain::review) fn withdraw_sign_off(
        &self,
        reason: Option<String>,
    ) -> Result<Draft, Refusal> {
        let reason = reason.filter(|reason| says_something(reason));
        if reason.is_none() {
            return Err(Refusal::WithdrawalWithoutReason);
        }
        let register = self.review.map(|review| &review.sign_offs);
        let signed = register.is_some_and(|register| {
            let mut own = register.of_reviewer(&self.reviewer.id);
            own.any(|held| held.value.is_some())
        });
        if !signed {
            return Err(Refusal::NotSigned);
        }
        self.change(
            register,
            self.sign_off_subject(),
            None,
            (reason, Manner::Own),
            Event::AgreementSignedOff,
        )
    }

    /// Whether she has signed what holds now.
    fn holds_already(&self, review: &AgreementReview) -> bool {
        let signed = review.signed();
        signed
            .iter()
            .any(|signed| signed.by.id == self.reviewer.id && signed.touched.is_empty())
    }

    fn sign_off_subject(&self) -> SignOffSubject {
        SignOffSubject {
            agreement: self.agreement.id.clone(),
            text_sha256: self.agreement.text_sha256,
        }
    }
}

/// What is open, in words; empty when nothing is.
fn open_points(checklists: &[Arc<Checklist>], coverage: &[Coverage]) -> Vec<String> {
    let mut open = Vec::new();
    if let Some(first) = coverage.first().filter(|one| !one.unread.is_empty()) {
        let all = trn!(first.clauses, "{n} clause", "{n} clauses");
        open.push(trn!(
            first.unread.len(),
            "{n} of {all} is not read",
            "{n} of {all} are not read",
            all
        ));
    }
    for (checklist, coverage) in checklists.iter().zip(coverage) {
        let title = &checklist.title;
        let mut say = |count: usize, words: String| {
            if count > 0 {
                open.push(words);
            }
        };
        let count = coverage.unanswered.len();
        say(
            count,
            trn!(
                count,
                "{n} item without an answer in {title}",
                "{n} items without an answer in {title}",
                title
            ),
        );
        let count = coverage.to_confirm.len();
        say(
            count,
            trn!(
                count,
                "{n} answer to be confirmed in {title}",
                "{n} answers to be confirmed in {title}",
                title
            ),
        );
        let count = coverage.lacking.len();
        say(
            count,
            trn!(
                count,
                "{n} answer without grounds in {title}",
                "{n} answers without grounds in {title}",
                title
            ),
        );
        let count = coverage.disputed;
        say(
            count,
            trn!(
                count,
                "{n} disagreement in {title}",
                "{n} disagreements in {title}",
                title
            ),
        );
    }
    open
}

fn signed_checklists(
    review: &AgreementReview,
    checklists: &[Arc<Checklist>],
    coverage: &[Coverage],
) -> Vec<SignedChecklist> {
    let pairs = checklists.iter().zip(coverage);
    let signed = pairs.filter_map(|(checklist, coverage)| {
        let choice = review.choice(&checklist.id)?;
        Some(SignedChecklist {
            reference: ChecklistRef {
                checklist: choice.checklist.clone(),
                version: choice.version.clone(),
                sha256: choice.sha256,
            },
            asked: coverage.asked(),
            answered: coverage.answered(),
            open: coverage.open() + coverage.disputed,
        })
    });
    signed.collect()
}
