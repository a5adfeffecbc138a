//! One line that is asked for: why an item is retired, or the number of the new version.

use super::{Editing, apply, throw_away};
use crate::app::action::Action;
use crate::app::dialogs::Dialog;
use crate::app::editor::Editor;
use crate::app::lists::ListTask;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::domain::checklist::Item;
use crate::domain::checklist::edit::Edit;
use crate::tr;
use std::sync::Arc;

/// A line that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What it is for.
    pub asked: Asked,
    /// What was typed.
    pub line: Editor,
}

/// What a line is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Why an item is no longer asked.
    Reason {
        /// Its id.
        item: String,
        /// Its name.
        name: String,
    },
    /// The number of the new version.
    Version,
}

impl Ask {
    /// Asks why an item is retired.
    pub(super) fn retire(item: &Item) -> Self {
        Self {
            asked: Asked::Reason {
                item: item.id.clone(),
                name: item.name.clone(),
            },
            line: Editor::default(),
        }
    }
}

/// Asks for the number of the version to save.
pub(super) fn version(model: &mut Model) {
    let Some(editing) = &model.editing else {
        return;
    };
    if !editing.is_changed() {
        model.say(tr!(
            "Nothing was changed, so there is no new version to save."
        ));
        return;
    }
    model.dialog = Some(Dialog::Ask(Ask {
        asked: Asked::Version,
        line: Editor::new(editing.proposed.clone()),
    }));
}

/// Does what a key means in the dialog.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::Ask(ask)) = &mut model.dialog else {
        return Vec::new();
    };
    match action {
        Action::Cancel => model.dialog = None,
        Action::Save => return finish(model),
        other => {
            ask.line.act(other);
        }
    }
    Vec::new()
}

fn finish(model: &mut Model) -> Vec<Effect> {
    let (Some(Dialog::Ask(ask)), Some(editing)) = (&model.dialog, &model.editing) else {
        return Vec::new();
    };
    let typed = ask.line.text().trim().to_owned();
    match &ask.asked {
        Asked::Reason { item, name } => {
            let said = tr!("“{name}” is no longer asked. u takes that back.", name);
            let edit = Edit::Retire {
                item: item.clone(),
                reason: typed,
            };
            let effects = apply(model, &edit, &said);
            if !effects.is_empty() {
                model.dialog = None;
            }
            effects
        }
        Asked::Version => vec![save(editing, &typed)],
    }
}

/// Asks for the draft to be kept as a version. The dialog stays until it is.
fn save(editing: &Editing, version: &str) -> Effect {
    let mut checklist = (*editing.draft).clone();
    version.clone_into(&mut checklist.version);
    Effect::Lists(ListTask::SaveVersion(Arc::new(checklist)))
}

/// Does what a key means while the person is asked whether the draft is thrown away.
pub fn act_throw_away(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Confirm => throw_away(model),
        Action::Cancel => {
            model.dialog = None;
            Vec::new()
        }
        _ => Vec::new(),
    }
}
