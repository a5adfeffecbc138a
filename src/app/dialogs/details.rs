//! The particulars of the agreement: a list, and what leads to recording one.

use super::answer::{About, Form};
use super::{Dialog, Field};
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::facts::offers_for;
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::screens::moved;
use crate::domain::review::detail::DetailValue;
use crate::domain::review::{Command, Detail};
use crate::tr;

/// The list of particulars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DetailsDialog {
    /// The cursor, in [`Detail::ALL`].
    pub cursor: usize,
}

impl DetailsDialog {
    /// The particular under the cursor.
    pub fn detail(self) -> Option<Detail> {
        Detail::ALL.get(self.cursor).copied()
    }
}

/// Shows the particulars, from this one on.
pub fn show(model: &mut Model, cursor: usize) {
    if model.reading.is_some() {
        model.dialog = Some(Dialog::Details(DetailsDialog { cursor }));
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Details(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, Detail::ALL.len(), page, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    let detail = dialog.detail();
    match (action, detail) {
        (Action::Accept, Some(detail)) => ask(model, detail),
        (Action::Settle, Some(detail)) => super::ask_on_detail(model, detail),
        (Action::RemoveTag, Some(detail)) => return take_away(model, detail),
        (Action::Cancel, _) => model.dialog = None,
        _ => {}
    }
    Vec::new()
}

/// Asks for the value of a particular.
fn ask(model: &mut Model, detail: Detail) {
    let Some(reading) = &model.reading else {
        return;
    };
    let own = model.own_detail(detail);
    let text = own.map(|own| own.text.clone());
    model.dialog = Some(Dialog::Form(Form {
        grounds: None,
        about: About::Detail {
            detail,
            confidential: own.is_some_and(|own| own.confidential),
        },
        reason: text.is_some().then(Editor::default),
        value: Some(Editor::new(text.unwrap_or_default())),
        field: Field::Value,
        offers: offers_for(reading, detail),
        cursor: 0,
        taken: None,
    }));
}

fn take_away(model: &mut Model, detail: Detail) -> Vec<Effect> {
    let Some(own) = model.own_detail(detail) else {
        model.say(tr!("You have recorded nothing here."));
        return Vec::new();
    };
    let command = Command::Describe {
        detail,
        text: None,
        words: None,
        confidential: own.confidential,
        reason: None,
    };
    model.carry_out(command, Then::Particulars(detail))
}

impl Model {
    /// What this reviewer recorded of the agreement being read.
    pub fn own_detail(&self, detail: Detail) -> Option<&DetailValue> {
        let register = self.review()?.details.get(&detail)?;
        register
            .of_reviewer(&self.record.reviewer.id)
            .find_map(|held| held.value.as_ref())
    }
}
