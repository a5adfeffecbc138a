//! The checklists of an agreement: which there are, which it is reviewed against, and what is asked
//! of the runtime about them.
//!
//! Decisions about checklists are journalled like all others; the agreement's checklists are read
//! anew afterwards. Knows no files.

use super::data::Opened;
use super::dialogs;
use super::editing;
use super::message::Effect;
use super::model::{Model, Pending, Saving, Screen, Then};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::review::Event;
use crate::domain::review::event::ChecklistRef;
use crate::tr;
use std::sync::Arc;

/// A checklist that the program comes with or the workspace keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id, version and hash.
    pub list: ChecklistRef,
    /// The checklist.
    pub checklist: Arc<Checklist>,
    /// Whether the program comes with it.
    pub built_in: bool,
}

/// All checklists, and those that are being edited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Every version that can be had.
    pub known: Vec<Known>,
    /// Drafts of next versions; the version of each is the one it began from.
    pub drafts: Vec<Arc<Checklist>>,
}

impl Catalogue {
    /// A version of a checklist.
    pub fn version(&self, id: &str, version: &str) -> Option<&Known> {
        let wanted = |known: &&Known| known.list.checklist == id && known.list.version == version;
        self.known.iter().find(wanted)
    }

    /// The draft of the next version of a checklist.
    pub fn draft(&self, id: &str) -> Option<&Arc<Checklist>> {
        self.drafts.iter().find(|draft| draft.id == id)
    }

    /// Whether the program comes with a version of this checklist.
    pub fn is_built_in(&self, id: &str) -> bool {
        let mut known = self.known.iter();
        known.any(|known| known.built_in && known.list.checklist == id)
    }

    /// All versions of a checklist.
    pub fn versions(&self, id: &str) -> Vec<String> {
        let known = self.known.iter();
        let versions = known.filter(|known| known.list.checklist == id);
        versions.map(|known| known.list.version.clone()).collect()
    }
}

/// What the checklists are looked up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookFor {
    /// To choose among them.
    Choosing,
    /// To edit the one that is shown.
    Editing,
}

/// What is asked of the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListTask {
    /// Look up all checklists.
    Look(LookFor),
    /// Review an agreement against a checklist, or by another profile of it.
    Use {
        /// The agreement.
        agreement: AgreementId,
        /// The checklist.
        list: ChecklistRef,
        /// The profile; nothing for all items.
        profile: Option<String>,
    },
    /// Move a review to another version of its checklist.
    Move {
        /// The agreement.
        agreement: AgreementId,
        /// The version to move to.
        list: ChecklistRef,
    },
    /// Review an agreement against a checklist no longer.
    Drop {
        /// The agreement.
        agreement: AgreementId,
        /// The checklist's id.
        checklist: String,
    },
    /// Read the checklists of an agreement anew, and what the program finds for them.
    Reload(AgreementId),
    /// Keep a draft of a next version.
    KeepDraft(Arc<Checklist>),
    /// Throw the draft of a checklist away.
    DropDraft(String),
    /// Keep a checklist as a version for good; its draft is needed no more.
    SaveVersion(Arc<Checklist>),
}

/// What came of it, where it is not a decision that was saved or not.
#[derive(Debug, Clone)]
pub enum ListNews {
    /// The checklists were looked up.
    Known(LookFor, Result<Catalogue, String>),
    /// The checklists of an agreement were read anew.
    Reloaded(Result<Box<Opened>, String>),
    /// The version was kept, or not.
    VersionSaved(Result<Known, String>),
}

/// Takes in what came of a task.
pub(super) fn take_in(model: &mut Model, news: ListNews) -> Vec<Effect> {
    match news {
        ListNews::Known(_, Err(why)) | ListNews::Reloaded(Err(why)) => model.complain(why),
        ListNews::Known(LookFor::Choosing, Ok(catalogue)) => {
            dialogs::show_lists(model, catalogue);
        }
        ListNews::Known(LookFor::Editing, Ok(catalogue)) => editing::edit_shown(model, &catalogue),
        ListNews::Reloaded(Ok(opened)) => {
            if let Some(reading) = &mut model.reading
                && reading.agreement.id == opened.agreement.id
            {
                reading.take_lists(opened.lists);
                let asked = reading.ask_for_pointers().into_iter();
                let asked = asked.chain([reading.learn()]).collect();
                // Marks are positions, and those have changed.
                model.checklist.ticked.clear();
                model.refresh();
                return asked;
            }
        }
        ListNews::VersionSaved(outcome) => editing::version_saved(model, outcome),
    }
    Vec::new()
}

/// Asks for a decision about checklists; what to say waits until it is saved.
pub(super) fn decide(model: &mut Model, task: ListTask, said: String) -> Vec<Effect> {
    if let Some(travel) = &model.travel {
        let words = travel.banner();
        model.complain(words + ".");
        return Vec::new();
    }
    if matches!(model.saving, Saving::Pending(_)) {
        model.complain(tr!(
            "The decision before is still being saved. Press the key again."
        ));
        return Vec::new();
    }
    let then = Then::Stay;
    model.saving = Saving::Pending(Pending { said, then });
    vec![Effect::Lists(task)]
}

/// What is to be done when an event has changed the checklists of the agreement that is open.
pub(super) fn follow(model: &Model, events: &[Event]) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let id = &reading.agreement.id;
    let chosen = |event: &Event| match event {
        Event::ChecklistChosen(change) => change.subject.agreement == *id,
        _ => false,
    };
    if events.iter().any(chosen) {
        vec![Effect::Lists(ListTask::Reload(id.clone()))]
    } else {
        Vec::new()
    }
}

/// Reads the checklists of the open agreement anew when others were chosen for it than are shown: the
/// file of a chosen checklist can come later than the choice.
pub(super) fn catch_up(model: &Model) -> Vec<Effect> {
    let (Some(reading), Some(review)) = (&model.reading, model.review()) else {
        return Vec::new();
    };
    let chosen = review.chosen();
    let shown = |list: &str, version: &str| {
        let mut lists = reading.lists.iter().map(|one| &one.checklist);
        lists.any(|one| one.id == list && one.version == version)
    };
    let missing = |choice: &&_| {
        let choice: &crate::domain::review::ChecklistChoice = choice;
        !shown(&choice.checklist, &choice.version)
    };
    if chosen.iter().any(missing) {
        return vec![Effect::Lists(ListTask::Reload(
            reading.agreement.id.clone(),
        ))];
    }
    Vec::new()
}

/// Shows the next checklist of the agreement.
pub(super) fn show_next(model: &mut Model) {
    let Some(reading) = &mut model.reading else {
        return;
    };
    let another = reading.next_list();
    model.checklist.ticked.clear();
    let shown = shown(model);
    if another {
        model.refresh();
        model.say(shown);
    } else {
        let key = |action| model.keymap.key_of(model.mode(), action);
        let key = key(super::Action::Checklists).unwrap_or("F1");
        model.say(tr!(
            "This is the only checklist of the agreement. {key} adds another one.",
            key
        ));
    }
}

/// Which checklist is shown, in words.
pub(super) fn shown(model: &Model) -> String {
    let Some(reading) = &model.reading else {
        return String::new();
    };
    let list = &reading.shown;
    let place = reading.list_place();
    let place = place.map_or_else(String::new, |place| tr!(" (checklist {place})", place));
    tr!(
        "Shown now: {title}, version {version}{place}.",
        title = list.title,
        version = list.version,
        place
    )
}

/// Asks what checklists there are.
pub(super) fn look(model: &Model, purpose: LookFor) -> Vec<Effect> {
    match model.screen {
        Screen::Reader | Screen::Checklist => vec![Effect::Lists(ListTask::Look(purpose))],
        _ => Vec::new(),
    }
}
