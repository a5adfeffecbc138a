//! Calling several items not applicable at once, with one reason for all of them.

use super::Dialog;
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::domain::review::Command;
use crate::domain::review::event::{AnswerState, AnswerValue};
use crate::domain::visible::says_something;
use crate::tr;

/// The items, and the reason that is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkDialog {
    /// Positions of the items; never empty.
    pub items: Vec<usize>,
    /// Why they do not fit the agreement.
    pub reason: Editor,
}

/// Asks for the reason.
pub fn ask(model: &mut Model, items: Vec<usize>) {
    if !items.is_empty() {
        model.dialog = Some(Dialog::Bulk(BulkDialog {
            items,
            reason: Editor::default(),
        }));
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::Bulk(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    match action {
        Action::Cancel => model.dialog = None,
        Action::Save => return save(model),
        other => {
            dialog.reason.act(other);
        }
    }
    Vec::new()
}

/// One answer for each item, written together, so that one undo takes all of them back.
fn save(model: &mut Model) -> Vec<Effect> {
    let (Some(Dialog::Bulk(dialog)), Some(reading)) = (&model.dialog, &model.reading) else {
        return Vec::new();
    };
    let reason = dialog.reason.text().trim().to_owned();
    if !says_something(&reason) {
        model.complain(tr!(
            "Type why these items do not fit the agreement: the reason is kept with every one of them."
        ));
        return Vec::new();
    }
    let items = dialog.items.iter();
    let items = items.filter_map(|&item| reading.checklist.items.get(item));
    let commands = items.map(|item| Command::Answer {
        item: item.id.clone(),
        value: Some(AnswerValue::new(AnswerState::NotApplicable)),
        reason: Some(reason.clone()),
        explained: false,
    });
    let commands = commands.collect();
    let effects = model.carry_out_all(commands, Then::Stay);
    if !effects.is_empty() {
        model.checklist.ticked.clear();
    }
    effects
}
