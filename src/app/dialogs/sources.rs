//! What stands behind an item: its sources and, where it asks about the supplier's home, the laws
//! there. A text to read; the way to the particulars that it depends on is one key.

use super::{AnswerDialog, Dialog, Page};
use crate::app::action::Action;
use crate::app::copying;
use crate::app::message::Effect;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::app::sources::{Part, Recorded, parts};
use crate::domain::review::Detail;

/// What stands behind an item, as it was when the dialog was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcesDialog {
    /// The item's name.
    pub name: String,
    /// The text.
    pub parts: Vec<Part>,
    /// How far it was scrolled.
    pub page: Page,
    /// The answer that was being chosen, to come back to.
    over: Option<AnswerDialog>,
}

/// Shows what stands behind an item.
pub fn show(model: &mut Model, item: usize) {
    let over = match &model.dialog {
        Some(Dialog::Answer(answer)) => Some(answer.clone()),
        _ => None,
    };
    let key = model.keymap.key_of(Mode::Sources, Action::Details);
    let Some(reading) = &model.reading else {
        return;
    };
    let Some(item) = reading.shown.items.get(item) else {
        return;
    };
    model.dialog = Some(Dialog::Sources(SourcesDialog {
        name: item.name.clone(),
        parts: parts(reading, model.review(), item, key),
        page: Page::default(),
        over,
    }));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let height = model.extent.list;
    let Some(Dialog::Sources(sources)) = &mut model.dialog else {
        return Vec::new();
    };
    match action {
        Action::Cancel => model.dialog = sources.over.take().map(Dialog::Answer),
        Action::Details => show_particulars(model),
        Action::Copy => return copying::copy_addresses(model),
        other => sources.page.act(other, height),
    }
    Vec::new()
}

/// Shows the particulars, at the country that is missing first.
fn show_particulars(model: &mut Model) {
    let countries = [Detail::Country, Detail::HomeJurisdiction];
    let missing = countries
        .into_iter()
        .find(|&detail| Recorded::of(model.review(), detail).country().is_none());
    let detail = missing.unwrap_or(Detail::Country);
    let at = Detail::ALL.iter().position(|&one| one == detail);
    super::show_details(model, at.unwrap_or(0));
}
