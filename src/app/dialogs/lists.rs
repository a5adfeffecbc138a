//! The checklists of an agreement, those that could be added, and other versions of them.

use super::{Dialog, moving};
use crate::app::action::Action;
use crate::app::editing;
use crate::app::lists::{Catalogue, Known, ListTask, decide, shown};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::edit::is_newer;
use crate::domain::review::{AgreementReview, Coverage};
use crate::tr;
use std::cmp::Ordering;
use std::sync::Arc;

/// The list of checklists, as it was when the dialog was opened.
#[derive(Debug, Clone, Default)]
pub struct ListsDialog {
    /// What can be chosen; those in use first.
    pub rows: Vec<ListRow>,
    /// The cursor, in those.
    pub cursor: usize,
    /// Everything that is known, for editing.
    pub catalogue: Catalogue,
    /// Whether the person is asked if the checklist under the cursor is to be given up.
    pub giving_up: bool,
}

/// One checklist.
#[derive(Debug, Clone)]
pub struct ListRow {
    /// The checklist.
    pub known: Known,
    /// How it stands to the agreement.
    pub standing: Standing,
    /// The id of the profile that is asked, or would be.
    pub profile: Option<String>,
    /// Whether a draft of its next version is kept.
    pub draft: bool,
}

/// How a checklist stands to an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The agreement is reviewed against it.
    Chosen {
        /// Items with an answer.
        answered: usize,
        /// Items that are asked.
        asked: usize,
        /// Answers that must be confirmed.
        to_confirm: usize,
        /// Whether it is the one that is shown.
        shown: bool,
    },
    /// The agreement is reviewed against another version of it.
    OtherVersion {
        /// Whether this one is newer.
        newer: bool,
    },
    /// It could be added.
    Addable,
}

impl ListsDialog {
    /// The row under the cursor.
    pub fn row(&self) -> Option<&ListRow> {
        self.rows.get(self.cursor)
    }
}

impl ListRow {
    /// What a person calls the items that are asked: a profile, or all.
    pub fn profile_title(&self) -> &str {
        let profile = self.profile.as_ref();
        let profile = profile.and_then(|id| self.known.checklist.profile(id));
        profile.map_or(tr!("all items"), |profile| &profile.title)
    }

    /// The profile after the present one; all items after the last.
    fn next_profile(&self) -> Option<String> {
        let profiles = &self.known.checklist.profiles;
        let here = |id: &String| profiles.iter().position(|one| one.id == *id);
        let next = self.profile.as_ref().and_then(here).map_or(0, |at| at + 1);
        profiles.get(next).map(|profile| profile.id.clone())
    }
}

/// Opens the dialog.
pub fn show(model: &mut Model, catalogue: Catalogue) {
    let rows = rows(model, &catalogue);
    let here = |row: &ListRow| matches!(row.standing, Standing::Chosen { shown: true, .. });
    model.dialog = Some(Dialog::Lists(ListsDialog {
        cursor: rows.iter().position(here).unwrap_or(0),
        rows,
        catalogue,
        giving_up: false,
    }));
}

fn rows(model: &Model, catalogue: &Catalogue) -> Vec<ListRow> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let nothing = AgreementReview::default();
    let review = model.review().unwrap_or(&nothing);
    let row = |known: &Known, standing, profile| ListRow {
        draft: catalogue.draft(&known.list.checklist).is_some(),
        known: known.clone(),
        standing,
        profile,
    };
    let mut rows = Vec::new();
    for list in &reading.lists {
        let checklist = &list.checklist;
        let choice = review.choice(&checklist.id);
        let same = |known: &&Known| {
            let other = choice.is_some_and(|choice| choice.sha256 != known.list.sha256);
            !other && *known.checklist == **checklist
        };
        let Some(known) = catalogue.known.iter().find(same) else {
            continue;
        };
        let coverage = Coverage::of(&reading.agreement, checklist, review);
        let standing = Standing::Chosen {
            answered: coverage.answered(),
            asked: coverage.asked(),
            to_confirm: coverage.to_confirm.len(),
            shown: Arc::ptr_eq(checklist, &reading.checklist),
        };
        rows.push(row(
            known,
            standing,
            choice.and_then(|one| one.profile.clone()),
        ));
    }
    let used = |id: &str| {
        let mut lists = reading.lists.iter();
        lists.find(|list| list.checklist.id == id)
    };
    let mut others = Vec::new();
    let mut addable: Vec<ListRow> = Vec::new();
    for known in &catalogue.known {
        let (id, version) = (&known.list.checklist, &known.list.version);
        match used(id) {
            Some(list) if list.checklist.version == *version => {}
            Some(list) => {
                let newer = is_newer(version, &list.checklist.version);
                others.push(row(known, Standing::OtherVersion { newer }, None));
            }
            None => {
                let before = addable
                    .iter_mut()
                    .find(|one| one.known.list.checklist == *id);
                match before {
                    // Of what is not used yet only the newest version is offered.
                    Some(one) if is_newer(version, &one.known.list.version) => {
                        one.known = known.clone();
                    }
                    Some(_) => {}
                    None => addable.push(row(known, Standing::Addable, None)),
                }
            }
        }
    }
    others.sort_by(|one, other| {
        let (one, other) = (&one.known.list, &other.known.list);
        let by_version = if is_newer(&one.version, &other.version) {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        one.checklist.cmp(&other.checklist).then(by_version)
    });
    addable.sort_by(|one, other| one.known.checklist.title.cmp(&other.known.checklist.title));
    rows.extend(others);
    rows.extend(addable);
    rows
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Lists(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if dialog.giving_up {
        return act_giving_up(model, action);
    }
    if let Some(cursor) = moved(dialog.cursor, dialog.rows.len(), page, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    if action == Action::Cancel {
        model.dialog = None;
        return Vec::new();
    }
    let Some(row) = dialog.row().cloned() else {
        return Vec::new();
    };
    match action {
        Action::Accept => choose(model, &row),
        Action::SwitchProfile => switch_profile(model, &row),
        Action::GiveUp => give_up(model, &row),
        Action::EditChecklist => {
            let catalogue = std::mem::take(&mut dialog.catalogue);
            editing::edit(model, &catalogue, &row.known);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn choose(model: &mut Model, row: &ListRow) -> Vec<Effect> {
    match row.standing {
        Standing::Chosen { .. } => {
            if let Some(reading) = &mut model.reading {
                reading.show_list(&row.known.list.checklist);
            }
            model.checklist.ticked.clear();
            model.refresh();
            model.dialog = None;
            model.say(shown(model));
            Vec::new()
        }
        Standing::OtherVersion { .. } => {
            moving::preview(model, row.known.clone());
            Vec::new()
        }
        Standing::Addable => {
            let said = tr!(
                "Saved. Asked too: {profile} of “{title}”.",
                profile = row.profile_title(),
                title = row.known.checklist.title
            );
            use_list(model, row, row.profile.clone(), said)
        }
    }
}

fn use_list(
    model: &mut Model,
    row: &ListRow,
    profile: Option<String>,
    said: String,
) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    reading.list_to_show = Some(row.known.list.checklist.clone());
    let task = ListTask::Use {
        agreement: reading.agreement.id.clone(),
        list: row.known.list.clone(),
        profile,
    };
    decide(model, task, said)
}

fn switch_profile(model: &mut Model, row: &ListRow) -> Vec<Effect> {
    if row.known.checklist.profiles.is_empty() {
        model.say(tr!(
            "This checklist has no profile: all its items are asked."
        ));
        return Vec::new();
    }
    let next = ListRow {
        profile: row.next_profile(),
        ..row.clone()
    };
    match row.standing {
        Standing::OtherVersion { .. } => {
            model.say(tr!(
                "Move to this version first; Enter shows what that changes."
            ));
            Vec::new()
        }
        Standing::Addable => {
            if let Some(Dialog::Lists(dialog)) = &mut model.dialog {
                let cursor = dialog.cursor;
                dialog.rows[cursor] = next;
            }
            Vec::new()
        }
        Standing::Chosen { .. } => {
            let said = tr!(
                "Saved. Asked now: {profile}. Answers given before stay.",
                profile = next.profile_title()
            );
            use_list(model, row, next.profile, said)
        }
    }
}

fn give_up(model: &mut Model, row: &ListRow) -> Vec<Effect> {
    let count = model.reading.as_ref().map_or(0, |one| one.lists.len());
    match row.standing {
        Standing::Chosen { .. } if count > 1 => {
            if let Some(Dialog::Lists(dialog)) = &mut model.dialog {
                dialog.giving_up = true;
            }
        }
        Standing::Chosen { .. } => {
            model.say(tr!(
                "This is the only checklist of the agreement. Add another one first."
            ));
        }
        _ => model.say(tr!("The agreement is not reviewed against this one.")),
    }
    Vec::new()
}

fn act_giving_up(model: &mut Model, action: Action) -> Vec<Effect> {
    let (Some(Dialog::Lists(dialog)), Some(reading)) = (&mut model.dialog, &model.reading) else {
        return Vec::new();
    };
    match action {
        Action::Cancel => dialog.giving_up = false,
        Action::Confirm => {
            let Some(row) = dialog.row() else {
                return Vec::new();
            };
            let checklist: &Checklist = &row.known.checklist;
            let said = tr!(
                "Saved. No longer asked: “{title}”. What was decided stays in the journal.",
                title = checklist.title
            );
            let task = ListTask::Drop {
                agreement: reading.agreement.id.clone(),
                checklist: checklist.id.clone(),
            };
            return decide(model, task, said);
        }
        _ => {}
    }
    Vec::new()
}
