//! The languages that the program speaks, each by its own name.

use crate::app::dialogs::LanguagesDialog;
use crate::app::message::Target;
use crate::domain::translate::{SPOKEN, spoken};
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, highlight_row, popup};
use ratatui::layout::Rect;

/// Draws the dialog.
pub fn languages(canvas: &mut Canvas<'_>, dialog: LanguagesDialog, area: Rect) {
    let theme = canvas.theme;
    let popped = Popup {
        title: tr!("The language of the program"),
        width: 40.min(area.width - 8),
        height: u16::try_from(SPOKEN.len()).unwrap_or(u16::MAX),
    };
    let inside = popup(canvas, area, &popped);
    for (y, (at, language)) in (inside.y..inside.bottom()).zip(SPOKEN.iter().enumerate()) {
        let line = Rect::new(inside.x, y, inside.width, 1);
        let sign = if *language == spoken() { "▸" } else { " " };
        canvas.put(line.x + 1, y, 1, sign, theme.current);
        let room = line.width.saturating_sub(3);
        canvas.put_cut(line.x + 3, y, room, language.own_name(), theme.text);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
    }
    canvas.extent.list = SPOKEN.len();
}
