//! The bookmarks of an agreement, each with its letter and its clause.

use crate::app::dialogs::BookmarksDialog;
use crate::app::message::Target;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, first_row, highlight_row, popup};
use ratatui::layout::Rect;

/// The most rows of the list.
const MOST_ROWS: usize = 12;

/// Draws the dialog.
pub fn bookmarks(canvas: &mut Canvas<'_>, dialog: &BookmarksDialog, area: Rect) {
    let theme = canvas.theme;
    let (title, hint) = if dialog.setting {
        (
            tr!("Setting a bookmark"),
            tr!("Press the letter that it shall have."),
        )
    } else {
        (tr!("Bookmarks"), tr!("A letter goes to its clause."))
    };
    let rows = dialog.rows.len().min(MOST_ROWS);
    let popped = Popup {
        title,
        width: 60.min(area.width - 8),
        height: u16::try_from(rows + 2).unwrap_or(u16::MAX),
    };
    let inside = popup(canvas, area, &popped);
    canvas.put_cut(inside.x + 1, inside.y, inside.width - 1, hint, theme.text);
    let height = usize::from(inside.height.saturating_sub(2));
    let first = first_row(dialog.cursor, dialog.rows.len(), height);
    let shown = dialog.rows.iter().enumerate().skip(first).take(height);
    for (y, (at, row)) in (inside.y + 2..inside.bottom()).zip(shown) {
        let line = Rect::new(inside.x, y, inside.width, 1);
        canvas.put(line.x + 1, y, 2, &row.letter.to_string(), theme.key);
        let room = line.width.saturating_sub(5);
        canvas.put_cut(line.x + 4, y, room, &row.cited, theme.text);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
    }
    canvas.extent.list = height;
}
