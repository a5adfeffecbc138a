//! The outline: clauses around the one being read. Only what is visible is looked at.

use crate::app::marks::TagMark;
use crate::app::message::Target;
use crate::app::reading::{Focus, Reading};
use crate::domain::clause::Clause;
use crate::domain::review::event::Assessment;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{first_row, highlight_row, titled_rule};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn outline(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
    let theme = canvas.theme;
    let focused = reading.focus == Focus::Outline;
    titled_rule(canvas, Rect { height: 1, ..area }, "Outline", focused);
    let clauses = reading.agreement.clauses.clauses();
    let list = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    let height = usize::from(list.height);
    let first = first_row(reading.at, clauses.len(), height);
    for (y, (at, clause)) in (list.y..).zip(clauses.iter().enumerate().skip(first).take(height)) {
        let here = at == reading.at;
        let (sign, style) = sign(canvas, reading, at);
        canvas.put(list.x, y, 1, if here { "▌" } else { " " }, theme.current);
        canvas.put(list.x + 1, y, 1, sign, style);
        let indent = u16::from(clause.level.min(4));
        let x = list.x + 3 + indent;
        let style = if here { theme.title } else { theme.text };
        let room = list.right().saturating_sub(x);
        canvas.put_cut(x, y, room, &name(reading, clause), style);
        let line = Rect::new(list.x, y, list.width, 1);
        highlight_row(canvas, line, here && focused);
        canvas.target(line, Target::Clause(at));
    }
}

fn sign(canvas: &Canvas<'_>, reading: &Reading, at: usize) -> (&'static str, Style) {
    let theme = canvas.theme;
    let tags = reading.marks_on(at).map_or(&[][..], |marks| &marks.tags);
    let worrying = |tag: &TagMark| matches!(tag.assessment, Some(Assessment::Concern) | None);
    if tags.iter().any(worrying) {
        ("!", theme.concern)
    } else if reading.is_read(at) {
        ("✓", theme.ok)
    } else {
        ("·", theme.muted)
    }
}

/// The heading where there is one; else the first words, because a number alone says nothing.
fn name(reading: &Reading, clause: &Clause) -> String {
    if !clause.heading.is_empty() {
        return clause.name();
    }
    let words = reading.agreement.words(clause);
    let first = words.split_whitespace().take(12);
    let mut name = String::new();
    for word in first {
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(word.chars().take(60));
    }
    name
}
