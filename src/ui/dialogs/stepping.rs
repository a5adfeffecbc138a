//! What the keys of stepping step to, each with how many there are.

use crate::app::Action;
use crate::app::dialogs::SteppingDialog;
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::app::stepping::Sought;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, highlight_row, popup, wrapped};
use ratatui::layout::Rect;

/// Draws the dialog.
pub fn stepping(canvas: &mut Canvas<'_>, model: &Model, dialog: SteppingDialog, area: Rect) {
    let theme = canvas.theme;
    let width = 60.min(area.width - 8);
    let key = |action| model.keymap.key_of(Mode::Reader, action).unwrap_or("F1");
    let hint = tr!(
        "In the reader {next} goes to the next and {previous} to the one before.",
        next = key(Action::NextSought),
        previous = key(Action::PreviousSought)
    );
    let hint = wrapped(&hint, width);
    let rows = Sought::ALL.len() + 1 + hint.len();
    let popped = Popup {
        title: tr!("Step to what?"),
        width,
        height: u16::try_from(rows).unwrap_or(u16::MAX),
    };
    let inside = popup(canvas, area, &popped);
    let mut y = inside.y;
    for (at, sought) in Sought::ALL.iter().enumerate() {
        let line = Rect::new(inside.x, y, inside.width, 1);
        let sign = if *sought == model.sought { "▸" } else { " " };
        canvas.put(line.x + 1, y, 1, sign, theme.current);
        let count = dialog.counts[at];
        let style = if count == 0 { theme.muted } else { theme.text };
        let right = line.right() - 1;
        let x = canvas.put_right(line.x, right, y, &count.to_string(), style);
        let room = x.saturating_sub(line.x + 4);
        canvas.put_cut(line.x + 3, y, room, sought.name(), style);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
        y += 1;
    }
    for (y, line) in (y + 1..inside.bottom()).zip(hint) {
        canvas.put_cut(inside.x + 1, y, inside.width - 1, &line, theme.muted);
    }
    canvas.extent.list = Sought::ALL.len();
}
