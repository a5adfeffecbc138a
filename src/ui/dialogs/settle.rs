//! Settling a disagreement: all sides with their reasons, and the line for why.

use super::finder::input;
use crate::app::dialogs::SettleDialog;
use crate::app::message::Target;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, highlight_row, popup, wrapped};
use ratatui::layout::Rect;

/// Rows of reasons shown for one side.
const MOST_REASONS: usize = 3;

/// Draws the dialog.
pub fn settle(canvas: &mut Canvas<'_>, dialog: &SettleDialog, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(76);
    let reasons = |at: usize| {
        let why = dialog.sides.get(at).map(|side| side.why.join(" · "));
        let mut lines = wrapped(&why.unwrap_or_default(), width.saturating_sub(6));
        lines.retain(|line| !line.trim().is_empty());
        lines.truncate(MOST_REASONS);
        lines
    };
    let rows: usize = (0..dialog.sides.len())
        .map(|at| 1 + reasons(at).len())
        .sum();
    let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(6);
    let popped = Popup {
        title: &dialog.title,
        width,
        height,
    };
    let inside = popup(canvas, area, &popped);
    let words = tr!("Which one stands from now on, for all? The journal keeps the others.");
    canvas.put_cut(inside.x, inside.y, inside.width, words, theme.text);
    let bottom = inside.bottom().saturating_sub(3);
    let mut y = inside.y + 2;
    for (at, side) in dialog.sides.iter().enumerate() {
        if y >= bottom {
            break;
        }
        let line = Rect::new(inside.x, y, inside.width, 1);
        canvas.put_cut(line.x + 2, y, line.width - 2, &side.says, theme.title);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
        y += 1;
        for why in reasons(at) {
            if y < bottom {
                canvas.put_cut(inside.x + 4, y, inside.width - 4, &why, theme.muted);
                y += 1;
            }
        }
    }
    let y = inside.bottom() - 2;
    canvas.put_cut(
        inside.x,
        y,
        inside.width,
        tr!("Why does it stand so? (needed)"),
        theme.text,
    );
    let line = Rect::new(inside.x, y + 1, inside.width, 1);
    input(canvas, "▸ ", &dialog.reason, line);
}
