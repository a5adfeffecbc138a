//! What the keys of stepping step to: the kinds of places, each with how many there are.

use super::Dialog;
use crate::app::action::Action;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::app::stepping::{self, Sought};

/// The list of kinds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SteppingDialog {
    /// The cursor, in [`Sought::ALL`].
    pub cursor: usize,
    /// How many places there are of each kind.
    pub counts: [usize; Sought::ALL.len()],
}

/// Shows the list.
pub fn show(model: &mut Model) {
    if let Some(reading) = &model.reading {
        let cursor = Sought::ALL.iter().position(|one| *one == model.sought);
        model.dialog = Some(Dialog::Stepping(SteppingDialog {
            cursor: cursor.unwrap_or(0),
            counts: Sought::ALL.map(|sought| sought.stops(reading).len()),
        }));
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Stepping(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, Sought::ALL.len(), page, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    let forward = match action {
        Action::Cancel => {
            model.dialog = None;
            return Vec::new();
        }
        Action::GoThere => true,
        other => match stepping::direction(other) {
            Some(forward) => forward,
            None => return Vec::new(),
        },
    };
    if let Some(sought) = Sought::ALL.get(dialog.cursor) {
        model.sought = *sought;
        model.dialog = None;
        stepping::step(model, forward);
    }
    Vec::new()
}
