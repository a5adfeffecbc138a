//! Answers to items: what they must rest on, and confirming one that was given to an earlier wording.

use super::{Context, Draft, LONGEST_NOTE, Manner, Refusal, short_enough};
use crate::domain::checklist::ItemRef;
use crate::domain::review::coverage::unread;
use crate::domain::review::event::{AnswerState, AnswerValue, Change, Event};
use crate::domain::review::grounds::{Lack, Standing};
use crate::domain::review::state::AgreementReview;

impl Context<'_> {
    pub(super) fn answer(
        &self,
        item: &str,
        value: Option<AnswerValue>,
        explained: bool,
        why: (Option<String>, Manner),
    ) -> Result<Draft, Refusal> {
        let item = self.item(item)?;
        let value = value.map(|answer| AnswerValue {
            value: answer
                .value
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty()),
            ..answer
        });
        if let Some(value) = &value {
            if value.state == AnswerState::Absent && value.absence.is_none() {
                return Err(Refusal::AbsenceWithoutProof);
            }
            let length = value.value.as_ref().map_or(0, String::len);
            short_enough(tr!("the value"), length, LONGEST_NOTE)?;
            if let Some(lack) = self.lack(&item.item, value, explained) {
                return Err(lack.into());
            }
        }
        let register = self.over_versions(&item, |review, item| review.answers.get(&item));
        let here = self.review.and_then(|review| review.answers.get(&item));
        let is_here = here.is_some_and(|here| here.of_reviewer(&self.reviewer.id).next().is_some());
        let subject = self.answer_subject(item);
        let draft = self.change(
            register.as_ref(),
            subject.clone(),
            value.clone(),
            why,
            Event::ItemAnswered,
        );
        match (draft, register) {
            // The same answer to a question that was changed is a confirmation, and said.
            (Err(Refusal::Unchanged), Some(register))
                if !is_here && value.is_some() && self.is_to_confirm(&subject.item) =>
            {
                let own = register.of_reviewer(&self.reviewer.id);
                let supersedes = own.map(|held| held.entry).collect();
                let change = Change::new(subject, value.clone(), value);
                Ok(Draft {
                    event: Event::ItemAnswered(change),
                    supersedes,
                })
            }
            (draft, _) => draft,
        }
    }

    fn lack(&self, item: &str, value: &AnswerValue, explained: bool) -> Option<Lack> {
        let nothing = AgreementReview::default();
        let review = self.review.unwrap_or(&nothing);
        let standing = Standing {
            agreement: self.agreement,
            checklist: self.checklist,
            review,
            unread: unread(self.agreement, review).len(),
        };
        standing.lack(item, value, explained)
    }

    fn is_to_confirm(&self, item: &ItemRef) -> bool {
        self.review.is_some_and(|review| {
            let lineage = review.lineage(self.checklist);
            review.to_confirm(&lineage, &item.item).is_set()
        })
    }
}
