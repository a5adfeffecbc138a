//! The grid of cells, and the only way to write on it: everything goes through the sanitiser.

use super::Drawn;
use super::sanitise::{clean, is_harmless};
use super::signs;
use super::theme::Theme;
use crate::app::message::{Extent, Target};
use crate::domain::text::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A piece of text with its look.
pub type Run<'a> = (Cow<'a, str>, Style);

/// The grid being drawn on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// How things look.
    pub theme: &'a Theme,
    /// How much of something long was shown.
    pub extent: Extent,
    targets: Vec<(Rect, Target)>,
    lines: Vec<(Rect, Span)>,
    cursor: Option<Position>,
    /// What stands below every letter.
    ground: Style,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        let ground = Style::reset().patch(theme.ground);
        buffer.set_style(buffer.area, ground);
        Self {
            ground,
            buffer,
            theme,
            extent: Extent::default(),
            targets: Vec::new(),
            lines: Vec::new(),
            cursor: None,
        }
    }

    /// Writes at a place, at most `width` columns; says how many were used. Nothing of the look of
    /// what was there before is left.
    pub fn put(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let text = clean(text);
        if self.theme.ascii {
            return self.write(x, y, width, &signs::typed(&text), style);
        }
        self.write(x, y, width, &text, style)
    }

    /// The same for words of an agreement, whose quotation marks and dashes are part of them.
    pub fn quote(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let text = clean(text);
        if self.theme.ascii {
            return self.write(x, y, width, &signs::quoted(&text), style);
        }
        self.write(x, y, width, &text, style)
    }

    fn write(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        if !self.buffer.area.contains(Position { x, y }) {
            return 0;
        }
        let style = self.ground.patch(style);
        let (end, _) = self
            .buffer
            .set_stringn(x, y, text, usize::from(width), style);
        end - x
    }

    /// The same, ending in `…` when there is too much.
    pub fn put_cut(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let text = clean(text);
        let cut = cut(&text, width);
        self.put(x, y, width, &cut, style)
    }

    /// The same with some letters of it marked, told in bytes of the text, in order.
    pub fn put_marked(
        &mut self,
        (x, y): (u16, u16),
        width: u16,
        text: &str,
        marks: &[Span],
        style: Style,
    ) -> u16 {
        let used = self.put_cut(x, y, width, text, style);
        let drawn = |from: usize, to: usize| {
            let words = clean(text.get(from..to).unwrap_or_default());
            if self.theme.ascii {
                columns(&signs::typed(&words))
            } else {
                columns(&words)
            }
        };
        // What was cut off is not marked, nor the sign that says so.
        let end = if columns(&clean(text)) > width {
            used.saturating_sub(1)
        } else {
            used
        };
        let mut at = 0;
        let mut column = 0_u16;
        let mut marked = Vec::new();
        for mark in marks {
            column = column.saturating_add(drawn(at, mark.start));
            if column >= end {
                break;
            }
            let room = end - column;
            let wide = drawn(mark.start, mark.end).min(room);
            marked.push(Rect::new(x + column, y, wide, 1));
            column = column.saturating_add(wide);
            at = mark.end;
        }
        let style = self.theme.matched;
        for area in marked {
            self.style(area, style);
        }
        used
    }

    /// Writes so that the text ends before `right`; says where it starts.
    pub fn put_right(&mut self, left: u16, right: u16, y: u16, text: &str, style: Style) -> u16 {
        let room = right.saturating_sub(left);
        let text = clean(text);
        let text = cut(&text, room);
        let x = right - columns(&text).min(room);
        self.put(x, y, room, &text, style);
        x
    }

    /// Writes pieces one after another; says how many columns were used.
    pub fn put_runs(&mut self, x: u16, y: u16, width: u16, runs: &[Run<'_>]) -> u16 {
        let mut used = 0;
        for (text, style) in runs {
            used += self.put(x + used, y, width - used, text, *style);
        }
        used
    }

    /// The same for a line of an agreement.
    pub fn quote_runs(&mut self, x: u16, y: u16, width: u16, runs: &[Run<'_>]) -> u16 {
        let mut used = 0;
        for (text, style) in runs {
            used += self.quote(x + used, y, width - used, text, *style);
        }
        used
    }

    /// Draws a line across.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        let style = self.theme.frame;
        self.put(x, y, width, &"─".repeat(usize::from(width)), style);
    }

    /// Draws a line downward.
    pub fn bar(&mut self, x: u16, y: u16, height: u16) {
        let style = self.theme.frame;
        for row in y..y.saturating_add(height) {
            self.put(x, row, 1, "│", style);
        }
    }

    /// What is drawn from now on stands in a box over the screen.
    pub fn rise(&mut self) {
        let theme = self.theme;
        self.ground = Style::reset().patch(theme.ground).patch(theme.panel);
    }

    /// Empties an area for something that lies above.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        let ground = self.ground;
        for y in area.top()..area.bottom() {
            if let Some(left) = area.left().checked_sub(1) {
                // A wide letter must not reach under what lies above.
                let cell = &mut self.buffer[(left, y)];
                if cell.symbol().width() > 1 {
                    cell.set_symbol(" ");
                }
            }
            for x in area.left()..area.right() {
                let cell = &mut self.buffer[(x, y)];
                cell.reset();
                cell.set_style(ground);
            }
        }
    }

    /// Changes the look of an area.
    pub fn style(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Says what a click on an area means.
    pub fn target(&mut self, area: Rect, target: Target) {
        self.targets.push((area, target));
    }

    /// Keys in the line at the bottom lie above a box: they are those of the box.
    pub fn lift_keys(&mut self) {
        let targets = self.targets.iter().copied();
        let keys = targets.filter(|(_, target)| matches!(target, Target::Key(_)));
        let keys: Vec<_> = keys.collect();
        self.targets.extend(keys);
    }

    /// Says which bytes of the text stand in an area of one row.
    pub fn line(&mut self, area: Rect, source: Span) {
        self.lines.push((area, source));
    }

    /// Shows the terminal's cursor.
    pub fn cursor(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position { x, y });
    }

    /// A last look at every cell, and what was drawn.
    pub fn finish(self) -> (Drawn, Option<Position>) {
        for cell in &mut self.buffer.content {
            if !is_harmless(cell.symbol()) {
                cell.set_symbol("?");
            }
        }
        let drawn = Drawn {
            targets: self.targets,
            extent: self.extent,
            lines: self.lines,
        };
        (drawn, self.cursor)
    }
}

/// Columns of a text that is fit to be drawn.
pub fn columns(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// A text cut to a number of columns, with `…` at its end when something is missing.
pub fn cut(text: &str, width: u16) -> Cow<'_, str> {
    // Long texts are not measured to their end.
    let most = usize::from(width);
    let mut used = 0;
    let mut keep = 0;
    for (at, letter) in text.grapheme_indices(true) {
        used += letter.width();
        if used > most {
            let kept = text.get(..keep).unwrap_or_default();
            return Cow::Owned(format!("{kept}…"));
        }
        if used < most {
            keep = at + letter.len();
        }
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_fits() {
        let cases = [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("第一条", 6, "第一条"),
            ("第一条", 5, "第一…"),
            ("第一条", 4, "第…"),
            ("", 0, ""),
        ];
        for (text, width, wanted) in cases {
            assert_eq!(cut(text, width), wanted);
        }
    }

    #[test]
    fn a_wide_letter_does_not_reach_under_what_lies_above() {
        let area = Rect::new(0, 0, 6, 1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::built_in("none").expect("is there");
        let mut canvas = Canvas::new(&mut buffer, &theme);
        canvas.put(0, 0, 6, "第一条", theme.text);
        canvas.clear(Rect::new(3, 0, 3, 1));
        canvas.put(3, 0, 3, "abc", theme.text);
        canvas.finish();
        assert_eq!(buffer[(2, 0)].symbol(), " ");
        assert_eq!(buffer[(0, 0)].symbol(), "第");
    }

    #[test]
    fn no_control_character_reaches_a_cell() {
        let area = Rect::new(0, 0, 20, 1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::built_in("none").expect("is there");
        buffer[(19, 0)].set_symbol("\u{1b}[2J");
        let mut canvas = Canvas::new(&mut buffer, &theme);
        canvas.put(0, 0, 20, "a\u{1b}b", theme.text);
        canvas.finish();
        let text: String = buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(text, "a⟨U+001B⟩b         ?");
    }
}
