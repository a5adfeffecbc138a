//! What the interface needs from outside about checklists, and how a task becomes messages.

use super::services::{Services, not_kept};
use crate::app::Message;
use crate::app::lists::{Catalogue, Known, ListNews, ListTask};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::review::StoredEntry;
use crate::domain::review::event::ChecklistRef;

/// What the interface needs from outside about checklists. Every problem is a sentence for the
/// person.
pub trait Checklists {
    /// Every checklist that can be had, and the drafts of next versions.
    fn catalogue(&mut self) -> Result<Catalogue, String>;

    /// Reviews an agreement against a checklist, or by another profile of it.
    fn use_list(
        &mut self,
        agreement: &AgreementId,
        list: &ChecklistRef,
        profile: Option<&str>,
    ) -> Result<Vec<StoredEntry>, String>;

    /// Moves a review to another version of its checklist.
    fn move_list(
        &mut self,
        agreement: &AgreementId,
        list: &ChecklistRef,
    ) -> Result<Vec<StoredEntry>, String>;

    /// Reviews an agreement against a checklist no longer.
    fn drop_list(
        &mut self,
        agreement: &AgreementId,
        checklist: &str,
    ) -> Result<Vec<StoredEntry>, String>;

    /// Keeps a draft of the next version of a checklist, in the place of an earlier one.
    fn keep_draft(&mut self, draft: &Checklist) -> Result<(), String>;

    /// Throws the draft of a checklist away.
    fn drop_draft(&mut self, checklist: &str) -> Result<(), String>;

    /// Keeps a checklist as a version for good; its draft goes.
    fn save_version(&mut self, checklist: &Checklist) -> Result<Known, String>;
}

/// Performs a task; gives what came of it.
pub(super) fn perform(services: &mut dyn Services, task: ListTask) -> Vec<Message> {
    let news = match task {
        ListTask::Use {
            agreement,
            list,
            profile,
        } => {
            let outcome = services.use_list(&agreement, &list, profile.as_deref());
            return decided(services, outcome);
        }
        ListTask::Move { agreement, list } => {
            let outcome = services.move_list(&agreement, &list);
            return decided(services, outcome);
        }
        ListTask::Drop {
            agreement,
            checklist,
        } => {
            let outcome = services.drop_list(&agreement, &checklist);
            return decided(services, outcome);
        }
        ListTask::KeepDraft(draft) => return not_kept(services.keep_draft(&draft)),
        ListTask::DropDraft(checklist) => return not_kept(services.drop_draft(&checklist)),
        ListTask::Look(purpose) => ListNews::Known(purpose, services.catalogue()),
        ListTask::Reload(id) => ListNews::Reloaded(services.open(&id).map(Box::new)),
        ListTask::SaveVersion(checklist) => {
            ListNews::VersionSaved(services.save_version(&checklist))
        }
    };
    vec![Message::Lists(news)]
}

/// What came of a decision that is written to the journal.
fn decided(services: &mut dyn Services, outcome: Result<Vec<StoredEntry>, String>) -> Vec<Message> {
    let outcome = match outcome {
        Ok(entries) => Message::Saved(entries),
        Err(why) => Message::NotSaved(why),
    };
    vec![outcome, Message::Notice(services.journal_notice())]
}
