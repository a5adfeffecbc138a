//! The checklist beside the clause: what it may want to know here, then every item.

use super::super::{answer_mark, answer_words};
use crate::app::message::Target;
use crate::app::reading::{Focus, Reading, Suggestion};
use crate::app::wording;
use crate::domain::checklist::Item;
use crate::domain::team::Like;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::sanitise::clean;
use crate::ui::widgets::{assessment_width, first_row, highlight_row, titled_rule, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows from which there is room for blank lines.
const ROOMY: u16 = 24;
/// Rows that an explanation of an item needs at least.
const LEAST_EXPLAINED: u16 = 7;
/// Rows of the explanation beside a checklist that is longer than the pane.
const EXPLAINED: u16 = 14;
/// Rows of such a checklist that stay in sight.
const LEAST_LISTED: u16 = 14;

/// The suggestions in a few rows under the clause.
pub fn strip(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
    let suggestions = reading.suggestions_here();
    let rows = usize::from(area.height) - 1;
    let title = match suggestions.len() {
        0 => String::new(),
        count if count > rows => {
            trn!(
                count - rows,
                "Suggestions: press a number to tag · {n} more under Tab",
                "Suggestions: press a number to tag · {n} more under Tab"
            )
        }
        _ => tr!("Suggestions: press a number to tag").to_owned(),
    };
    titled_rule(canvas, Rect { height: 1, ..area }, &title, false);
    if suggestions.is_empty() {
        none(canvas, reading, area.x + 1, area.y + 1, area.width - 1);
    }
    for (y, (index, suggestion)) in (area.y + 1..area.bottom()).zip(suggestions.iter().enumerate())
    {
        let line = Rect::new(area.x + 1, y, area.width - 2, 1);
        let Some(used) = name(canvas, reading, index + 1, suggestion, (line, true)) else {
            continue;
        };
        let room = line.width.saturating_sub(used + 2);
        let words = fitting(&reasons(reading, suggestion, Like::short), room);
        let style = canvas.theme.muted;
        canvas.put_cut(line.x + used + 2, y, room, &words, style);
    }
}

fn none(canvas: &mut Canvas<'_>, reading: &Reading, x: u16, y: u16, width: u16) {
    let style = canvas.theme.muted;
    let (words, short) = if reading.is_pointed() {
        (
            tr!("No suggestion here. Space reads on, t finds an item."),
            tr!("No suggestion here."),
        )
    } else {
        (
            tr!("Suggestions are being looked for. Read on meanwhile; t finds an item."),
            tr!("Suggestions are being looked for."),
        )
    };
    let words = if columns(words) > width { short } else { words };
    canvas.put_cut(x, y, width, words, style);
}

/// The number, the proposed assessment and the name; says how many columns were used.
fn name(
    canvas: &mut Canvas<'_>,
    reading: &Reading,
    number: usize,
    suggestion: &Suggestion,
    (line, with_word): (Rect, bool),
) -> Option<u16> {
    let theme = canvas.theme;
    let item = reading.shown.items.get(suggestion.item)?;
    canvas.put(line.x, line.y, 1, &number.to_string(), theme.key);
    let proposed = wording::proposed(item.kind);
    let sign = wording::assessment_sign(proposed).to_string();
    let style = theme.assessment(Some(proposed));
    canvas.put(line.x + 2, line.y, 1, &sign, style);
    let mut x = line.x + 4;
    if with_word {
        // The names stand in one column.
        let width = assessment_width();
        canvas.put(x, line.y, width, proposed.label(), style);
        x += width + 1;
    }
    let used = canvas.put_cut(x, line.y, line.right() - x, &item.name, theme.text);
    canvas.target(line, Target::Suggestion(number));
    Some(x - line.x + used)
}

/// The tagged passage that the clause is like, and the words that point here, as they stand in it, each
/// once.
fn reasons(
    reading: &Reading,
    suggestion: &Suggestion,
    tell: impl Fn(&Like) -> String,
) -> Vec<String> {
    let text = reading.agreement.text();
    let like = suggestion.pointer.like.as_ref();
    let mut words: Vec<String> = like.map(tell).into_iter().collect();
    for reason in &suggestion.pointer.reasons {
        let parts = reason.span.of(text).split_whitespace();
        let word = format!("“{}”", parts.collect::<Vec<_>>().join(" "));
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// As many of the words as fit whole, and how many more there are.
fn fitting(words: &[String], width: u16) -> String {
    let mut line = String::new();
    for (at, word) in words.iter().enumerate() {
        let left = words.len() - at - 1;
        let gap = if at == 0 { "" } else { ", " };
        let more = if left == 0 { 0 } else { columns(" +99") };
        if at > 0 && columns(&line) + columns(gap) + columns(&clean(word)) + more > width {
            return format!("{line} +{}", left + 1);
        }
        line.push_str(gap);
        line.push_str(word);
    }
    line
}

/// Suggestions and all items, in a column of their own.
pub fn pane(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
    let focused = reading.focus == Focus::Items;
    titled_rule(
        canvas,
        Rect { height: 1, ..area },
        tr!("Suggestions: press a number"),
        false,
    );
    // The list of all items keeps a few rows, however many suggestions there are.
    let above = Rect {
        y: area.y + 1,
        height: (area.height / 2).max(area.height.saturating_sub(18)).max(4) - 1,
        ..area
    };
    let mut y = suggested(canvas, reading, above);
    if area.height > ROOMY {
        // What stands below stays where it is while one steps on, unless there is very much to suggest.
        y = (y + 1).max(area.y + area.height / 4);
    }
    let rest = Rect::new(area.x, y, area.width, area.bottom().saturating_sub(y));
    let items = u16::try_from(reading.shown.items.len()).unwrap_or(u16::MAX);
    // Of a long checklist a part is in sight, and the item under the cursor is explained all the same.
    let fits = rest.height > items.saturating_add(1 + LEAST_EXPLAINED);
    let explained = fits || rest.height >= EXPLAINED + LEAST_LISTED;
    let height = if fits {
        items + 2
    } else if explained {
        rest.height - EXPLAINED
    } else {
        rest.height
    };
    all(canvas, reading, Rect { height, ..rest }, focused);
    if explained {
        let below = Rect::new(rest.x, rest.y + height, rest.width, rest.height - height);
        explanation(canvas, reading, below, focused);
    }
}

/// The suggestions with the words that point here; says where they end.
fn suggested(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) -> u16 {
    let suggestions = reading.suggestions_here();
    let style = canvas.theme.muted;
    let mut y = area.y;
    if suggestions.is_empty() {
        for words in [
            if reading.is_pointed() {
                tr!("No suggestion here.")
            } else {
                tr!("Suggestions are being looked for.")
            },
            tr!("Space reads on, t finds an item."),
        ] {
            canvas.put_cut(area.x + 1, y, area.width - 1, words, style);
            y += 1;
        }
    }
    let rows = usize::from(area.height);
    let each = (rows / suggestions.len().max(1)).clamp(1, 4);
    for (index, suggestion) in suggestions.iter().enumerate() {
        if y >= area.bottom() {
            break;
        }
        let line = Rect::new(area.x + 1, y, area.width - 1, 1);
        name(canvas, reading, index + 1, suggestion, (line, false));
        y += 1;
        let words = reasons(reading, suggestion, Like::sentence).join(", ");
        let lines = wrapped(&words, area.width.saturating_sub(6));
        let cut = lines.len() > each - 1;
        for (row, words) in lines.into_iter().take(each - 1).enumerate() {
            let more = if cut && row + 2 == each { " …" } else { "" };
            let words = format!("{words}{more}");
            canvas.put_cut(area.x + 5, y, area.width - 5, &words, style);
            y += 1;
        }
    }
    y
}

/// What the item under the cursor asks, or that of the first suggestion: the question, why it
/// matters, what to look for.
fn explanation(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect, focused: bool) {
    let first = reading.suggestions_here().first();
    let first = first.and_then(|one| reading.shown.items.get(one.item));
    let item = match first {
        Some(item) if !focused => Some(item),
        _ => reading.cursor_item(),
    };
    let Some(item) = item else { return };
    let theme = canvas.theme;
    titled_rule(canvas, Rect { height: 1, ..area }, &item.name, false);
    let width = area.width.saturating_sub(3);
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |before: &str, text: &str, style: Style| {
        let hanging = columns(before);
        let wrapped = wrapped(text, width.saturating_sub(hanging));
        lines.extend(wrapped.into_iter().enumerate().map(|(row, line)| {
            let pad = usize::from(hanging);
            let before = if row == 0 { before } else { "" };
            (format!("{before:<pad$}{line}"), style)
        }));
    };
    add("", &item.question, theme.text);
    if let Some(record) = reading.record(&item.id) {
        add("", &record, theme.muted);
    }
    if !reading.learns {
        add("", tr!("Pointers from the team are off."), theme.muted);
    }
    let mut items = reading.shown.items.iter();
    let at = items.position(|one| one.id == item.id).unwrap_or(0);
    let answer = reading.marks.answers.get(at);
    if answer.is_some_and(crate::domain::review::state::Register::is_disputed) {
        add("≠ ", &answer_words(reading, at), theme.concern);
    }
    if !item.why_it_matters.is_empty() {
        add("", " ", theme.text);
        add(
            "",
            &tr!("Why: {why}", why = item.why_it_matters),
            theme.muted,
        );
    }
    if !item.what_to_look_for.is_empty() {
        add("", " ", theme.text);
        add("", tr!("Look for:"), theme.muted);
    }
    for sign in &item.what_to_look_for {
        add("– ", sign, theme.muted);
    }
    let rows = usize::from(area.height.saturating_sub(1));
    let cut = lines.len() > rows;
    for (y, (line, style)) in (area.y + 1..area.bottom()).zip(lines) {
        let end = cut && y + 1 == area.bottom();
        let line = if end { format!("{line} …") } else { line };
        canvas.put_cut(area.x + 1, y, width + 1, &line, style);
    }
}

fn all(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect, focused: bool) {
    let title = match reading.list_place() {
        Some(place) => tr!(
            "Checklist {place}: {title}",
            place,
            title = reading.shown.title
        ),
        None => tr!("Checklist").to_owned(),
    };
    titled_rule(canvas, Rect { height: 1, ..area }, &title, focused);
    let list = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let items = &reading.shown.items;
    let first = first_row(reading.item, items.len(), height);
    for (y, (at, item)) in (list.y..).zip(items.iter().enumerate().skip(first).take(height)) {
        let line = Rect::new(list.x, y, list.width, 1);
        row(canvas, reading, (at, item), line);
        highlight_row(canvas, line, focused && at == reading.item);
        canvas.target(line, Target::Item(at));
    }
}

fn row(canvas: &mut Canvas<'_>, reading: &Reading, (at, item): (usize, &Item), line: Rect) {
    let theme = canvas.theme;
    let (mark, style) = answer_mark(canvas, reading, at);
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
