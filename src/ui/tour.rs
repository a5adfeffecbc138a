//! The lines of the guided tour, over the screens.

use super::canvas::Canvas;
use super::widgets::wrapped;
use crate::app::model::Model;
use crate::app::tour;
use ratatui::layout::Rect;

/// Rows that the screens keep at least.
const LEAST: u16 = 18;

/// Draws what the tour says, where there is one; gives the room that is left for the screens.
pub fn tour(canvas: &mut Canvas<'_>, model: &Model, area: Rect) -> Rect {
    let Some((place, words)) = tour::told(model) else {
        return area;
    };
    let mut lines = vec![place];
    lines.extend(wrapped(&words, area.width.saturating_sub(4)));
    let most = usize::from(area.height.saturating_sub(LEAST));
    lines.truncate(most);
    let style = canvas.theme.selected;
    let rows = area.y..area.bottom();
    for (y, (at, line)) in rows.zip(lines.iter().enumerate()) {
        let row = Rect::new(area.x, y, area.width, 1);
        let indent = if at == 0 { 1 } else { 3 };
        canvas.put_cut(area.x + indent, y, area.width - 4, line, style);
        canvas.style(row, style);
    }
    let height = u16::try_from(lines.len()).unwrap_or(0);
    Rect::new(
        area.x,
        area.y + height,
        area.width,
        area.height.saturating_sub(height),
    )
}
