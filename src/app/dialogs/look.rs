//! Choosing how everything looks: what is under the cursor is shown at once, and kept with Enter.

use super::Dialog;
use crate::app::action::Action;
use crate::app::look::Look;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::tr;

/// The settings.
#[derive(Debug, Clone)]
pub struct LookDialog {
    /// The row under the cursor: a theme, or below them all the signs.
    pub cursor: usize,
    /// How everything looked when it was opened.
    before: (usize, bool),
    /// What is wrong with the person's own settings.
    pub problems: Vec<String>,
    /// What lay over the screen before.
    over: Option<Box<Dialog>>,
}

/// Opens the settings over whatever is shown; its problems count as told then.
pub fn show(model: &mut Model) {
    if matches!(model.dialog, Some(Dialog::Look(_))) {
        return;
    }
    let look = &mut model.look;
    model.dialog = Some(Dialog::Look(LookDialog {
        cursor: look.at,
        before: (look.at, look.ascii),
        problems: std::mem::take(&mut look.problems),
        over: model.dialog.take().map(Box::new),
    }));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Look(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    let look = &mut model.look;
    if let Some(cursor) = moved(dialog.cursor, look.rows(), page, action) {
        dialog.cursor = cursor;
        preview(look, cursor);
        return Vec::new();
    }
    match action {
        Action::SwitchSigns => switch_signs(model),
        Action::Accept if dialog.cursor == look.themes.len() => switch_signs(model),
        Action::Accept => return keep(model),
        Action::Cancel => {
            let (at, ascii) = dialog.before;
            look.at = at;
            model.dialog = dialog.over.take().map(|over| *over);
            use_signs(model, ascii);
        }
        _ => {}
    }
    Vec::new()
}

/// Shows the theme of a row; the row of the signs changes none.
pub(super) const fn preview(look: &mut Look, row: usize) {
    if row < look.themes.len() {
        look.at = row;
    }
}

/// Closes the settings as they are, with whatever lay below them back in its place.
pub fn close(model: &mut Model) {
    if let Some(Dialog::Look(dialog)) = &mut model.dialog {
        model.dialog = dialog.over.take().map(|over| *over);
    }
}

fn switch_signs(model: &mut Model) {
    let ascii = !model.look.ascii;
    use_signs(model, ascii);
}

fn use_signs(model: &mut Model, ascii: bool) {
    model.look.ascii = ascii;
    model.keymap.spell(ascii);
}

fn keep(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Look(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    model.dialog = dialog.over.take().map(|over| *over);
    let look = &model.look;
    let title = look.themes.get(look.at).map(|one| one.title.clone());
    let (theme, ascii) = (look.theme().to_owned(), look.ascii);
    model.say(tr!(
        "Kept on this device: {title}.",
        title = title.unwrap_or_default()
    ));
    vec![Effect::SaveLook { theme, ascii }]
}
