//! The search line, in the place of the message line, so that the text stays visible.

use super::finder::input;
use crate::app::dialogs::SearchLine;
use crate::app::reading::Reading;
use crate::tr;
use crate::ui::canvas::Canvas;
use ratatui::layout::Rect;

pub fn search(canvas: &mut Canvas<'_>, reading: &Reading, line: &SearchLine, area: Rect) {
    let theme = canvas.theme;
    let y = area.bottom() - 2;
    let row = Rect::new(area.x, y, area.width, 1);
    canvas.clear(row);
    let search = &reading.search;
    let words = match (search.found.len(), search.at) {
        _ if line.typed.text().trim().is_empty() => String::new(),
        (0, _) => tr!("nowhere").to_owned(),
        (count, at) => tr!("{at} of {count}", at = at.unwrap_or(0) + 1, count),
    };
    let style = if search.found.is_empty() {
        theme.unclear
    } else {
        theme.muted
    };
    let x = canvas.put_right(area.right() / 2, area.right() - 1, y, &words, style);
    let width = x.saturating_sub(area.x + 2);
    input(
        canvas,
        tr!("Search: "),
        &line.typed,
        Rect::new(area.x + 1, y, width, 1),
    );
}
