//! A text in a box, scrolled.

use crate::app::dialogs::Page;
use crate::app::message::Extent;
use crate::tr;
use crate::ui::canvas::{Canvas, Run};
use crate::ui::widgets::{Popup, popup};
use ratatui::layout::Rect;

/// Draws lines in a box as high as they need.
pub fn page(
    canvas: &mut Canvas<'_>,
    (title, width): (&str, u16),
    lines: &[Vec<Run<'_>>],
    page: Page,
    area: Rect,
) {
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .min(area.height);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title,
            width,
            height,
        },
    );
    let rows = usize::from(inside.height);
    let last = lines.len().saturating_sub(rows);
    let scroll = page.scroll.min(last);
    for (y, line) in (inside.y..inside.bottom()).zip(lines.iter().skip(scroll)) {
        canvas.put_runs(inside.x, y, inside.width, line);
    }
    if scroll < last {
        let style = canvas.theme.selected;
        // In the frame, where it covers no words.
        let y = inside.bottom();
        let words = if canvas.theme.ascii {
            tr!(" more: Down ")
        } else {
            tr!(" more: ↓ ")
        };
        canvas.put_right(inside.x, inside.right(), y, words, style);
    }
    canvas.extent = Extent {
        scroll,
        page: rows,
        at_end: canvas.extent.at_end,
        list: rows,
    };
}
