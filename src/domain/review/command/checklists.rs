//! Which checklists an agreement is reviewed against.

use super::{Context, Draft, Refusal};
use crate::domain::review::chosen::ChecklistChoice;
use crate::domain::review::event::{AgreementSubject, Change, Event};
use crate::domain::review::state::{Agrees, Register};

impl Context<'_> {
    /// Which checklists an agreement is reviewed against is no opinion: the last choice takes the
    /// place of all others, whoever made them.
    pub(super) fn choose_checklist(&self, choice: ChecklistChoice) -> Result<Draft, Refusal> {
        let before = self
            .review
            .and_then(|review| review.choice(&choice.checklist));
        if before.is_some_and(|before| before.agrees_with(&choice)) {
            return Err(Refusal::Unchanged);
        }
        let id = choice.checklist.clone();
        Ok(self.checklist_draft(&id, before.cloned(), Some(choice)))
    }

    pub(super) fn drop_checklist(&self, checklist: &str) -> Result<Draft, Refusal> {
        let before = self.review.and_then(|review| review.choice(checklist));
        let before = before.ok_or_else(|| Refusal::NotChosen {
            checklist: checklist.to_owned(),
        })?;
        Ok(self.checklist_draft(checklist, Some(before.clone()), None))
    }

    fn checklist_draft(
        &self,
        id: &str,
        before: Option<ChecklistChoice>,
        after: Option<ChecklistChoice>,
    ) -> Draft {
        let subject = AgreementSubject {
            agreement: self.agreement.id.clone(),
        };
        let register = self.review.and_then(|review| review.checklists.get(id));
        let held = register.into_iter().flat_map(Register::held);
        Draft {
            supersedes: held.map(|held| held.entry).collect(),
            event: Event::ChecklistChosen(Change::new(subject, before, after)),
        }
    }
}
