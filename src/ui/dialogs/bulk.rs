//! Several items that are not applicable, and the line for why.

use super::finder::input;
use crate::app::dialogs::BulkDialog;
use crate::app::reading::Reading;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, popup};
use crate::{tr, trn};
use ratatui::layout::Rect;

/// The most names that are shown.
const MOST_NAMES: usize = 10;

/// Draws the dialog.
pub fn bulk(canvas: &mut Canvas<'_>, reading: &Reading, dialog: &BulkDialog, area: Rect) {
    let theme = canvas.theme;
    let names: Vec<&str> = dialog
        .items
        .iter()
        .filter_map(|&item| Some(reading.shown.items.get(item)?.name.as_str()))
        .collect();
    let rows = names.len().min(MOST_NAMES + 1);
    let popped = Popup {
        title: &trn!(
            names.len(),
            "Not applicable: {n} item",
            "Not applicable: {n} items"
        ),
        width: 70.min(area.width - 8),
        height: u16::try_from(rows + 3).unwrap_or(u16::MAX),
    };
    let inside = popup(canvas, area, &popped);
    let room = inside.width.saturating_sub(2);
    let bottom = inside.bottom().saturating_sub(3);
    for (y, (at, name)) in (inside.y..bottom).zip(names.iter().enumerate()) {
        let more = names.len() - at;
        if at >= MOST_NAMES && more > 1 {
            let words = trn!(more, "and {n} more", "and {n} more");
            canvas.put_cut(inside.x + 2, y, room, &words, theme.muted);
            break;
        }
        canvas.put_cut(inside.x + 2, y, room, name, theme.text);
    }
    let y = inside.bottom().saturating_sub(2);
    let words = tr!("Why do they not fit this agreement? (needed)");
    canvas.put_cut(inside.x, y, inside.width, words, theme.text);
    let line = Rect::new(inside.x, y + 1, inside.width, 1);
    input(canvas, "▸ ", &dialog.reason, line);
}
