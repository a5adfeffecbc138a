//! The checklist beside the clause: what it may want to know here, then every item.

use super::super::answer_mark;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::{Focus, Reading, Suggestion};
use crate::app::wording;
use crate::domain::checklist::Item;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{first_row, highlight_row, titled_rule};
use ratatui::layout::Rect;

/// The suggestions in a few rows under the clause.
pub fn strip(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
    let suggestions = reading.suggestions(reading.at);
    let rows = usize::from(area.height) - 1;
    let title = match suggestions.len() {
        0 => String::new(),
        count if count > rows => {
            format!(
                "Suggestions: press a number to tag · {} more under Tab",
                count - rows
            )
        }
        _ => "Suggestions: press a number to tag".to_owned(),
    };
    titled_rule(canvas, Rect { height: 1, ..area }, &title, false);
    if suggestions.is_empty() {
        none(canvas, area.x + 1, area.y + 1, area.width - 1);
    }
    for (y, (index, suggestion)) in (area.y + 1..area.bottom()).zip(suggestions.iter().enumerate())
    {
        let line = Rect::new(area.x + 1, y, area.width - 2, 1);
        let Some(used) = name(canvas, reading, index + 1, suggestion, line) else {
            continue;
        };
        let words = reasons(reading, suggestion);
        let room = line.width.saturating_sub(used + 2);
        let style = canvas.theme.muted;
        canvas.put_cut(line.x + used + 2, y, room, &words, style);
    }
}

fn none(canvas: &mut Canvas<'_>, x: u16, y: u16, width: u16) {
    let style = canvas.theme.muted;
    let words = "No suggestion here. Space reads on, t finds an item.";
    canvas.put_cut(x, y, width, words, style);
}

/// The number, the proposed assessment and the name; says how many columns were used.
fn name(
    canvas: &mut Canvas<'_>,
    reading: &Reading,
    number: usize,
    suggestion: &Suggestion,
    line: Rect,
) -> Option<u16> {
    let theme = canvas.theme;
    let item = reading.checklist.items.get(suggestion.item)?;
    canvas.put(line.x, line.y, 1, &number.to_string(), theme.key);
    let proposed = wording::proposed(item.kind);
    let sign = wording::assessment_sign(proposed).to_string();
    let style = theme.assessment(Some(proposed));
    canvas.put(line.x + 2, line.y, 1, &sign, style);
    let word = canvas.put(line.x + 4, line.y, 8, proposed.name(), style);
    let x = line.x + 5 + word;
    let used = canvas.put_cut(x, line.y, line.right() - x, &item.name, theme.text);
    canvas.target(line, Target::Suggestion(number));
    Some(x - line.x + used)
}

/// The words that point here, as they stand in the clause.
fn reasons(reading: &Reading, suggestion: &Suggestion) -> String {
    let text = reading.agreement.text();
    let mut words: Vec<String> = Vec::new();
    for reason in &suggestion.pointer.reasons {
        let word = reason
            .span
            .of(text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() == 6 {
            break;
        }
    }
    let quoted = words.iter().map(|word| format!("“{word}”"));
    quoted.collect::<Vec<_>>().join(", ")
}

/// Suggestions and all items, in a column of their own.
pub fn pane(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, area: Rect) {
    let suggestions = reading.suggestions(reading.at);
    let focused = reading.focus == Focus::Items;
    titled_rule(
        canvas,
        Rect { height: 1, ..area },
        "Suggestions: press a number",
        false,
    );
    let mut y = area.y + 1;
    // The list of all items keeps a few rows, however many suggestions there are.
    let limit = area.bottom().saturating_sub(6).max(y + 2);
    if suggestions.is_empty() {
        let style = canvas.theme.muted;
        for words in ["No suggestion here.", "Space reads on, t finds an item."] {
            canvas.put_cut(area.x + 1, y, area.width - 1, words, style);
            y += 1;
        }
    }
    for (index, suggestion) in suggestions.iter().enumerate() {
        if y >= limit {
            break;
        }
        let line = Rect::new(area.x + 1, y, area.width - 1, 1);
        name(canvas, reading, index + 1, suggestion, line);
        y += 1;
        if y < limit && area.height > 24 {
            let style = canvas.theme.muted;
            let words = reasons(reading, suggestion);
            canvas.put_cut(area.x + 5, y, area.width - 5, &words, style);
            y += 1;
        }
    }
    if area.height > 24 {
        y += 1;
    }
    let rest = Rect::new(area.x, y, area.width, area.bottom().saturating_sub(y));
    all(canvas, model, reading, rest, focused);
}

fn all(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, area: Rect, focused: bool) {
    titled_rule(canvas, Rect { height: 1, ..area }, "Checklist", focused);
    let list = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let items = &reading.checklist.items;
    let first = first_row(reading.item, items.len(), height);
    for (y, (at, item)) in (list.y..).zip(items.iter().enumerate().skip(first).take(height)) {
        let line = Rect::new(list.x, y, list.width, 1);
        row(canvas, model, reading, (at, item), line);
        highlight_row(canvas, line, focused && at == reading.item);
        canvas.target(line, Target::Item(at));
    }
}

fn row(
    canvas: &mut Canvas<'_>,
    model: &Model,
    reading: &Reading,
    (at, item): (usize, &Item),
    line: Rect,
) {
    let theme = canvas.theme;
    let reference = reading.checklist.item_ref(&item.id);
    let answer = model.review().and_then(|review| review.answer(&reference));
    let (mark, style) = answer_mark(canvas, answer);
    canvas.put(line.x + 1, line.y, 3, &mark, style);
    let tags = reading.marks.evidence.get(at).map_or(0, Vec::len);
    let right = line.right();
    let x = match tags {
        0 => right,
        _ => canvas.put_right(
            right - 5,
            right - 1,
            line.y,
            &format!("×{tags}"),
            theme.muted,
        ),
    };
    let room = x.saturating_sub(line.x + 6);
    canvas.put_cut(line.x + 5, line.y, room, &item.name, theme.text);
}
