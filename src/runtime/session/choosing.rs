//! Which checklists an agreement is reviewed against: adding one, moving to another version of it,
//! giving one up. Every version that was ever used stays in the workspace.

use super::{Session, SessionError, default_checklist};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::Checklist;
use crate::domain::checklist::compare::Comparison;
use crate::domain::review::ChecklistChoice;
use crate::domain::review::chosen::Moved;
use crate::domain::review::command::{Command, Refusal};
use crate::domain::review::event::Event;
use crate::store::agreements::Agreements;
use crate::store::checklists::{ChecklistError, Checklists};

/// A move to another version, before it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The choice that would be written.
    pub choice: ChecklistChoice,
    /// What changed between the two.
    pub comparison: Comparison,
    /// The version that is left.
    pub old: Checklist,
    /// The version that is gone to.
    pub new: Checklist,
}

impl Session {
    /// Reviews an agreement against this checklist too, or by this profile of it.
    pub fn use_checklist(
        &mut self,
        id: &AgreementId,
        bytes: &[u8],
        profile: Option<&str>,
    ) -> Result<(), SessionError> {
        let agreement = self.agreement(id)?;
        let (checklist, reference) = Checklists::read(bytes)?;
        let choice = ChecklistChoice::of(reference);
        if let Some(profile) = profile.filter(|profile| checklist.profile(profile).is_none()) {
            return Err(SessionError::Refused(Refusal::UnknownProfile {
                checklist: checklist.id,
                profile: profile.to_owned(),
            }));
        }
        let before = self
            .state
            .agreement(id)
            .and_then(|review| review.choice(&checklist.id));
        if let Some(before) = before.filter(|before| before.sha256 != choice.sha256) {
            return Err(SessionError::OtherVersion {
                checklist: checklist.id.clone(),
                version: before.version.clone(),
            });
        }
        if before.is_none()
            && let Some(version) = self.given_up(id, &checklist.id)
            && version != choice.version
        {
            return Err(SessionError::EarlierVersion {
                checklist: checklist.id,
                version,
            });
        }
        Checklists::of(&self.workspace).save(bytes)?;
        let choice = ChecklistChoice {
            profile: profile.map(str::to_owned),
            moved: before.and_then(|before| before.moved.clone()),
            ..choice
        };
        self.run(Command::ChooseChecklist(choice), &agreement, &checklist)?;
        Ok(())
    }

    /// What a move to another version of a checklist would do, item by item.
    pub fn plan_move(&self, id: &AgreementId, bytes: &[u8]) -> Result<Planned, SessionError> {
        let kept = Checklists::of(&self.workspace);
        let (new, reference) = Checklists::read(bytes)?;
        let review = self.state.agreement(id);
        let before = review.and_then(|review| review.choice(&new.id));
        let Some(before) = before else {
            return Err(SessionError::Refused(Refusal::NotChosen {
                checklist: new.id,
            }));
        };
        if before.sha256 == reference.sha256 {
            return Err(SessionError::Refused(Refusal::Unchanged));
        }
        if before.version == reference.version {
            return Err(ChecklistError::VersionUsed {
                checklist: new.id,
                version: new.version,
            }
            .into());
        }
        let old = kept.load(&before.reference())?;
        let profile = before.profile.clone();
        Ok(Planned {
            choice: ChecklistChoice {
                profile: profile.filter(|profile| new.profile(profile).is_some()),
                moved: Some(Moved::between(&old, &new)),
                ..ChecklistChoice::of(reference)
            },
            comparison: Comparison::of(&old, &new),
            old,
            new,
        })
    }

    /// Moves a review to another version of its checklist.
    pub fn move_checklist(
        &mut self,
        id: &AgreementId,
        bytes: &[u8],
    ) -> Result<Planned, SessionError> {
        let agreement = self.agreement(id)?;
        let planned = self.plan_move(id, bytes)?;
        Checklists::of(&self.workspace).save(bytes)?;
        let command = Command::ChooseChecklist(planned.choice.clone());
        self.run(command, &agreement, &planned.new)?;
        Ok(planned)
    }

    /// Reviews an agreement against a checklist no longer; what was decided under it stays in the
    /// journal. The last checklist stays.
    pub fn drop_checklist(
        &mut self,
        id: &AgreementId,
        checklist: &str,
    ) -> Result<(), SessionError> {
        let agreement = self.agreement(id)?;
        let review = self.review(id);
        if review.choice(checklist).is_some() && review.chosen().len() == 1 {
            return Err(SessionError::LastChecklist);
        }
        let command = Command::DropChecklist {
            checklist: checklist.to_owned(),
        };
        self.run(command, &agreement, &default_checklist())?;
        Ok(())
    }

    /// The version of a checklist that was used for an agreement last, and given up.
    fn given_up(&self, id: &AgreementId, checklist: &str) -> Option<String> {
        let mut entries = self.entries.iter().rev();
        entries.find_map(|stored| match &stored.entry.event {
            Event::ChecklistChosen(change) if change.subject.agreement == *id => {
                let left = change.before.as_ref().filter(|_| change.after.is_none())?;
                (left.checklist == checklist).then(|| left.version.clone())
            }
            _ => None,
        })
    }

    fn agreement(&self, id: &AgreementId) -> Result<Agreement, SessionError> {
        Ok(Agreements::of(&self.workspace).load(id)?)
    }
}
