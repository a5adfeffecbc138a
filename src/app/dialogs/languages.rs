//! The languages that the program speaks: one is chosen and spoken at once.

use super::Dialog;
use crate::app::action::Action;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::domain::translate::{SPOKEN, speak, spoken};
use crate::tr;

/// The list of languages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LanguagesDialog {
    /// The cursor, in [`SPOKEN`].
    pub cursor: usize,
}

/// Shows the list, where there is more than one language to choose.
pub fn show(model: &mut Model) {
    if SPOKEN.len() > 1 {
        let cursor = SPOKEN.iter().position(|one| *one == spoken());
        let cursor = cursor.unwrap_or(0);
        model.dialog = Some(Dialog::Languages(LanguagesDialog { cursor }));
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Languages(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, SPOKEN.len(), page, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    let chosen = SPOKEN.get(dialog.cursor).copied();
    match (action, chosen) {
        (Action::Accept, Some(language)) => {
            model.dialog = None;
            speak(language);
            if let Some(reading) = &mut model.reading {
                reading.speak();
            }
            model.refresh();
            model.say(tr!("The program speaks this language from now on."));
            vec![Effect::SaveLanguage(language), Effect::LoadDesk]
        }
        (Action::Cancel, _) => {
            model.dialog = None;
            Vec::new()
        }
        _ => Vec::new(),
    }
}
