//! A box over the screen.

use crate::app::message::Target;
use crate::ui::canvas::Canvas;
use crate::ui::sanitise::clean;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;
use textwrap::Options;

/// A box over the screen, as wide and high as it needs to be.
pub struct Popup<'a> {
    /// What it is about.
    pub title: &'a str,
    /// Columns inside.
    pub width: u16,
    /// Rows inside.
    pub height: u16,
}

/// Columns of text beside a box from which they can be read.
const LEAST_BESIDE: u16 = 12;

/// Draws the frame of a box above the footer, where it hides as little of the text as it can; gives
/// the area inside. The footer keeps telling what keys work and what went wrong.
pub fn popup(canvas: &mut Canvas<'_>, area: Rect, popup: &Popup<'_>) -> Rect {
    let theme = canvas.theme;
    let width = (popup.width + 4).min(area.width.saturating_sub(2));
    let height = (popup.height + 2).min(area.height.saturating_sub(3));
    let x = area.x + (area.width - width) / 2;
    let y = area.bottom() - 2 - height;
    let frame = Rect::new(x, y, width, height);
    // A few letters left and right of a box would only look like a mistake.
    let narrow = area.width - width < 2 * LEAST_BESIDE;
    if narrow {
        canvas.clear(Rect::new(area.x, y, area.width, height));
    }
    canvas.rise();
    canvas.clear(frame);
    let line = "─".repeat(usize::from(width - 2));
    canvas.put(x, y, width, &format!("╭{line}╮"), theme.frame);
    let bottom = frame.bottom() - 1;
    canvas.put(x, bottom, width, &format!("╰{line}╯"), theme.frame);
    canvas.bar(x, y + 1, height - 2);
    canvas.bar(frame.right() - 1, y + 1, height - 2);
    let title = format!(" {} ", popup.title);
    canvas.put_cut(x + 2, y, width - 4, &title, theme.title);
    canvas.target(area, Target::Nothing);
    canvas.target(frame, Target::List);
    canvas.lift_keys();
    Rect::new(x + 2, y + 1, width - 4, height - 2)
}

/// A text as lines of at most `width` columns.
pub fn wrapped(text: &str, width: u16) -> Vec<String> {
    let options = Options::new(usize::from(width.max(1)));
    text.lines()
        .flat_map(|line| {
            let line = clean(line);
            let lines = textwrap::wrap(&line, &options);
            lines.into_iter().map(Cow::into_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// Draws a text in as many rows as there are; what does not fit is cut off at the end of the last one.
pub fn put_wrapped(canvas: &mut Canvas<'_>, area: Rect, text: &str, style: Style) {
    let lines = wrapped(text, area.width);
    for (row, y) in (area.y..area.bottom()).enumerate() {
        let line = match lines.get(row..) {
            Some([line]) => line.clone(),
            Some([line, ..]) if y + 1 < area.bottom() => line.clone(),
            Some(rest) => rest.join(" "),
            None => break,
        };
        canvas.put_cut(area.x, y, area.width, &line, style);
    }
}
