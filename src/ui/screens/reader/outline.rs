//! The outline: the rows around the clause being read. Only what is visible is looked at.

use crate::app::marks::TagMark;
use crate::app::message::Target;
use crate::app::reading::{Focus, Reading};
use crate::domain::clause::Clause;
use crate::domain::translate::number;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{first_row, highlight_row, titled_rule};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The deepest level that is indented further than the one above it.
const DEEPEST: u8 = 4;
/// Columns of an outline from which the numbers of a folded branch are told in words.
const ROOMY: u16 = 34;

pub fn outline(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
    let focused = reading.focus == Focus::Outline;
    titled_rule(canvas, Rect { height: 1, ..area }, tr!("Outline"), focused);
    let rows = reading.outline.rows();
    let list = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    let height = usize::from(list.height);
    if focused {
        canvas.extent.list = height;
    }
    let first = first_row(reading.outline.row_of(reading.at), rows.len(), height);
    for (y, &at) in (list.y..).zip(rows.iter().skip(first).take(height)) {
        let line = Rect::new(list.x, y, list.width, 1);
        row(canvas, reading, at, line);
        highlight_row(canvas, line, focused && at == reading.at);
    }
}

fn row(canvas: &mut Canvas<'_>, reading: &Reading, at: usize, line: Rect) {
    let theme = canvas.theme;
    let Some(clause) = reading.agreement.clauses.clauses().get(at) else {
        return;
    };
    canvas.target(line, Target::Outline(at));
    let here = at == reading.at;
    let (sign, style) = sign(canvas, reading, at);
    canvas.put(
        line.x,
        line.y,
        1,
        if here { "▌" } else { " " },
        theme.current,
    );
    canvas.put(line.x + 1, line.y, 1, sign, style);
    let mut x = line.x + 3 + u16::from(clause.level.min(DEEPEST));
    let mut right = line.right();
    if reading.outline.has_branches() {
        if reading.outline.is_branch(at) {
            let sign = if reading.outline.is_open(at) {
                "▾"
            } else {
                "▸"
            };
            canvas.put(x, line.y, 1, sign, theme.muted);
            canvas.target(Rect::new(x, line.y, 2, 1), Target::Fold(at));
        }
        x += 2;
    }
    if let Some(held) = held(reading, at, line.width) {
        right = canvas.put_right(x, right, line.y, &held, theme.muted);
        right = right.saturating_sub(1);
    }
    let style = if here { theme.title } else { theme.text };
    let room = right.saturating_sub(x);
    canvas.put_cut(x, line.y, room, &name(reading, clause), style);
}

/// How many clauses of a folded branch were read, and how many it holds; as on the desk.
fn held(reading: &Reading, at: usize, width: u16) -> Option<String> {
    if !reading.outline.is_branch(at) || reading.outline.is_open(at) {
        return None;
    }
    let held = reading.outline.held(at);
    let read = held.clauses.saturating_sub(held.unread);
    let unit = if width >= ROOMY { tr!(" read") } else { "" };
    Some(format!("{}/{}{unit}", number(read), number(held.clauses)))
}

/// How a clause stands; a folded branch, how the worst in it stands.
fn sign(canvas: &Canvas<'_>, reading: &Reading, at: usize) -> (&'static str, Style) {
    let theme = canvas.theme;
    let outline = &reading.outline;
    let (worrying, read) = if outline.is_branch(at) && !outline.is_open(at) {
        let held = outline.held(at);
        (held.worrying, held.unread == 0)
    } else {
        let tags = reading.marks_on(at).map_or(&[][..], |marks| &marks.tags);
        let worrying = tags.iter().any(TagMark::is_worrying);
        (worrying, reading.is_read(at))
    };
    if worrying {
        ("!", theme.concern)
    } else if read {
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
