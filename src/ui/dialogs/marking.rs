//! Marking words, a clause or the agreement as confidential.

use crate::app::Action;
use crate::app::dialogs::MarkingDialog;
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, wrapped};
use ratatui::layout::Rect;

/// Draws the dialog.
pub fn marking(canvas: &mut Canvas<'_>, model: &Model, dialog: &MarkingDialog, area: Rect) {
    let theme = canvas.theme;
    let width = 76.min(area.width.saturating_sub(8));
    let key = model.keymap.key_of(Mode::Reader, Action::Confidential);
    let hint = tr!(
        "A public edition shows the number of the clause and no word of what is marked. A tag is marked with {key} in the reader, an answer or a note with {key} where it is written. What others have marked stays in until they take it back.",
        key = key.unwrap_or("F2")
    );
    let hint = wrapped(&hint, width - 1);
    let most = usize::from(area.height)
        .saturating_sub(hint.len() + 8)
        .max(3);
    let shown = dialog.rows.len().min(most);
    let popped = Popup {
        title: tr!("Keep out of public editions"),
        width,
        height: u16::try_from(shown + 1 + hint.len()).unwrap_or(u16::MAX),
    };
    let inside = popup(canvas, area, &popped);
    let mut y = inside.y;
    let first = first_row(dialog.cursor, dialog.rows.len(), shown);
    for (at, row) in dialog.rows.iter().enumerate().skip(first).take(shown) {
        let line = Rect::new(inside.x, y, inside.width, 1);
        let (sign, style) = if row.own {
            ("[x]", theme.unclear)
        } else {
            ("[ ]", theme.text)
        };
        canvas.put(line.x + 1, y, 3, sign, style);
        let others = match row.others.join(", ") {
            names if names.is_empty() => String::new(),
            names => tr!("marked by {names}", names),
        };
        let middle = line.x + line.width / 2;
        let x = canvas.put_right(middle, line.right() - 1, y, &others, theme.unclear);
        let room = x.saturating_sub(line.x + 6);
        canvas.put_cut(line.x + 5, y, room, &row.name, theme.text);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
        y += 1;
    }
    for (y, line) in (y + 1..inside.bottom()).zip(hint) {
        canvas.put_cut(inside.x + 1, y, inside.width - 1, &line, theme.muted);
    }
    canvas.extent.list = shown;
}
