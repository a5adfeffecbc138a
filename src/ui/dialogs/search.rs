//! The search line, in the place of the message line, so that the text stays visible; above it the
//! places found, with the words around them.

use super::around::around;
use super::finder::input;
use crate::app::dialogs::SearchLine;
use crate::app::message::Target;
use crate::app::reading::Reading;
use crate::domain::cite::cite;
use crate::domain::search::Found;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{first_row, highlight_row, titled_rule};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Columns of what the clause of a place is called.
const LABEL: u16 = 14;
/// Letters of the words found that are shown, at most.
const MOST_FOUND: usize = 60;

/// Rows of the list with its rule, once something is searched for: most of the window stays with the
/// text.
pub fn height(reading: &Reading, area: Rect) -> u16 {
    if reading.search.query.trim().is_empty() {
        0
    } else {
        (area.height / 4).clamp(4, 12) + 1
    }
}

pub fn search(canvas: &mut Canvas<'_>, reading: &Reading, line: &SearchLine, area: Rect) {
    let theme = canvas.theme;
    list(canvas, reading, area);
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

/// The places found, with the one last gone to under the cursor.
fn list(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
    let height = height(reading, area);
    let Some(rows) = height.checked_sub(1) else {
        return;
    };
    let top = area.bottom() - 2 - height;
    let whole = Rect::new(area.x, top, area.width, height);
    canvas.clear(whole);
    canvas.target(whole, Target::Nothing);
    let rule = Rect { height: 1, ..whole };
    let forms = reading.search.found.iter().any(|found| !found.is_exact);
    // Room for the sign, where there is one.
    let indent = if forms { 2 } else { 0 };
    let title = if forms {
        tr!("Places found · ~ another form of the words")
    } else {
        tr!("Places found")
    };
    titled_rule(canvas, rule, title, false);
    let search = &reading.search;
    let cursor = search.at.unwrap_or(0);
    let rows = usize::from(rows);
    canvas.extent.list = rows;
    let first = first_row(cursor, search.found.len(), rows);
    let found = search.found.iter().enumerate().skip(first).take(rows);
    for (y, (at, words)) in (top + 1..).zip(found) {
        let line = Rect::new(area.x + 1, y, area.width.saturating_sub(2), 1);
        place(canvas, reading, *words, line, indent);
        highlight_row(canvas, line, at == cursor);
        canvas.target(line, Target::Row(at));
    }
}

/// A place: its clause, and the words with what stands around them.
fn place(canvas: &mut Canvas<'_>, reading: &Reading, found: Found, line: Rect, indent: u16) {
    let theme = canvas.theme;
    let agreement = &*reading.agreement;
    let text = agreement.text();
    let words = found.span;
    let Some(clause) = agreement.clauses.index_at(words.start) else {
        return;
    };
    let within = agreement.clauses.clauses()[clause].span.trimmed(text);
    let name = visible_line(&cite(agreement, clause));
    if !found.is_exact {
        canvas.put(line.x, line.y, 1, "~", theme.unclear);
    }
    let line = Rect {
        x: line.x + indent,
        width: line.width.saturating_sub(indent),
        ..line
    };
    canvas.put_cut(line.x, line.y, LABEL, &name, theme.title);
    let width = line.width.saturating_sub(LABEL + 2);
    let before = usize::from(width / 3);
    let letters = [before, MOST_FOUND, usize::from(width)];
    let mut runs = around(text, (within, words), letters, [theme.matched, theme.text]);
    if let Some((first, _)) = runs.first_mut()
        && let Some(rest) = first.strip_prefix('…')
    {
        // The sign is ours, and not quoted.
        *first = Cow::Owned(rest.to_owned());
        canvas.put(line.x + LABEL + 1, line.y, 1, "…", theme.muted);
    }
    canvas.quote_runs(line.x + LABEL + 2, line.y, width, &runs);
}
