//! The search of all agreements: the line that is typed into, and the places found by agreement, with the
//! words around them.

use super::finder::input;
use crate::app::Action;
use crate::app::dialogs::{SearchAllDialog, Stop};
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::domain::everywhere::{Group, Place};
use crate::domain::visible::visible_line;
use crate::tr;
use crate::trn;
use crate::ui::canvas::{Canvas, columns, cut};
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Columns of the box, at most: lines longer than this are hard to read.
const WIDEST: u16 = 120;
/// Columns of what the clause of a place is called.
const LABEL: u16 = 14;
/// Rows of the box besides the list.
const AROUND: u16 = 4;

/// A row of the list.
#[derive(Clone, Copy)]
enum Row {
    /// The title of an agreement, by its position, with its stop where its places are not listed.
    Head(usize, Option<usize>),
    /// A place of an agreement, by their positions, and its stop.
    Place(usize, usize, usize),
}

/// Draws the dialog.
pub fn everywhere(canvas: &mut Canvas<'_>, model: &Model, dialog: &SearchAllDialog, area: Rect) {
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: tr!("Search all agreements"),
            width: area.width.saturating_sub(8).min(WIDEST),
            height: area
                .height
                .saturating_sub(if area.height > 30 { 9 } else { 5 }),
        },
    );
    let theme = canvas.theme;
    let line = Rect {
        height: 1,
        ..inside
    };
    let counts = counts(dialog);
    let x = canvas.put_right(inside.x, inside.right(), inside.y, &counts, theme.muted);
    let width = x.saturating_sub(inside.x + 1);
    input(
        canvas,
        tr!("Search: "),
        &dialog.typed,
        Rect { width, ..line },
    );
    canvas.rule(inside.x, inside.y + 1, inside.width);
    let list = Rect {
        y: inside.y + 2,
        height: inside.height.saturating_sub(AROUND),
        ..inside
    };
    canvas.rule(inside.x, list.bottom(), inside.width);
    state(
        canvas,
        dialog,
        Rect {
            y: list.bottom() + 1,
            ..line
        },
    );
    if dialog.results.groups.is_empty() {
        told(canvas, model, dialog, list);
    } else {
        found(canvas, dialog, list);
    }
}

/// How many places there are, behind what was typed.
fn counts(dialog: &SearchAllDialog) -> String {
    let (exact, forms) = dialog.results.counts();
    if exact + forms == 0 {
        return String::new();
    }
    let places = trn!(exact + forms, "one place", "{n} places");
    let agreements = dialog.results.groups.len();
    let agreements = trn!(agreements, "in one agreement", "in {n} agreements");
    format!("{places} {agreements}")
}

/// The last row: how far the search is, what the sign means, and what could not be searched.
fn state(canvas: &mut Canvas<'_>, dialog: &SearchAllDialog, line: Rect) {
    if dialog.shown.is_none() && !dialog.is_searching {
        return;
    }
    let theme = canvas.theme;
    let results = &dialog.results;
    let left_out = results.left_out.len();
    let done = if dialog.is_searching {
        tr!(
            "{done} of {total} agreements searched…",
            done = results.done,
            total = results.total
        )
    } else {
        let searched = results.total - left_out.min(results.total);
        trn!(
            searched,
            "One agreement searched",
            "{n} agreements searched"
        )
    };
    let mut parts: Vec<(String, Style)> = vec![(done, theme.muted)];
    if left_out > 0 {
        let words = trn!(left_out, "! one cannot be read", "! {n} cannot be read");
        let names = results.left_out.iter().map(|id| visible_line(id.as_str()));
        let names = names.collect::<Vec<_>>().join(", ");
        parts.push((format!("{words}: {names}"), theme.unclear));
    }
    if results.counts().1 > 0 {
        parts.insert(
            1,
            (tr!("~ another form of the words").to_owned(), theme.muted),
        );
    }
    let mut x = line.x;
    for (at, (words, style)) in parts.iter().enumerate() {
        let gap = if at > 0 { " · " } else { "" };
        x += canvas.put(x, line.y, line.right().saturating_sub(x), gap, theme.muted);
        x += canvas.put_cut(x, line.y, line.right().saturating_sub(x), words, *style);
    }
}

/// Sentences instead of a list.
fn told(canvas: &mut Canvas<'_>, model: &Model, dialog: &SearchAllDialog, area: Rect) {
    let theme = canvas.theme;
    let mut y = area.y;
    for (words, style) in sentences(model, dialog, canvas) {
        for line in wrapped(&words, area.width) {
            if y < area.bottom() {
                canvas.put(area.x, y, area.width, &line, style);
            }
            y += 1;
        }
        y += 1;
    }
    if y == area.y {
        canvas.put(area.x, y, area.width, tr!("Searching…"), theme.muted);
    }
}

fn sentences(model: &Model, dialog: &SearchAllDialog, canvas: &Canvas<'_>) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    if let Some(why) = &dialog.problem {
        return vec![(why.clone(), theme.concern)];
    }
    let is_empty = model.desk.rows.as_ref().is_some_and(Vec::is_empty);
    let has_searched = dialog.shown.is_some() && !dialog.is_searching;
    if is_empty || (has_searched && dialog.results.total == 0) {
        let key = model.keymap.key_of(Mode::Desk, Action::ReadIn);
        let first = tr!("There is no agreement in this workspace yet.").to_owned();
        let second = tr!(
            "{key} on the desk reads files in.",
            key = key.unwrap_or(":")
        );
        return vec![(first, theme.title), (second, theme.text)];
    }
    if has_searched {
        let searched = dialog.results.total - dialog.results.left_out.len();
        let first = trn!(
            searched,
            "This stands nowhere in the agreement of this workspace.",
            "This stands nowhere in the {n} agreements of this workspace."
        );
        let second = tr!(
            "The words must follow each other. Try fewer of them, or the beginning of one: script, accents and case do not matter."
        );
        return vec![(first, theme.title), (second.to_owned(), theme.text)];
    }
    if dialog.is_searching {
        return Vec::new();
    }
    let first =
        tr!("Type words that follow each other: all agreements are searched while you type.");
    let second = tr!(
        "Script, accents and case do not matter; the last word may be a beginning, and other forms of the words are found too. In quotation marks (\"…\") only the words as they stand."
    );
    vec![
        (first.to_owned(), theme.text),
        (second.to_owned(), theme.muted),
    ]
}

fn found(canvas: &mut Canvas<'_>, dialog: &SearchAllDialog, area: Rect) {
    let rows = rows(dialog);
    let at = |row: &Row| match row {
        Row::Head(_, stop) => *stop == Some(dialog.cursor),
        Row::Place(.., stop) => *stop == dialog.cursor,
    };
    let height = usize::from(area.height);
    let cursor = rows.iter().position(at).unwrap_or(0);
    let first = first_row(cursor, rows.len(), height);
    canvas.extent.list = height;
    for (y, row) in (area.y..).zip(rows.iter().skip(first).take(height)) {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        let stop = match *row {
            Row::Head(group, stop) => {
                head(canvas, &dialog.results.groups[group], line);
                stop
            }
            Row::Place(group, place, stop) => {
                draw_place(canvas, &dialog.results.groups[group].places[place], line);
                Some(stop)
            }
        };
        if let Some(stop) = stop {
            highlight_row(canvas, line, stop == dialog.cursor);
            canvas.target(line, Target::Row(stop));
        }
    }
}

fn rows(dialog: &SearchAllDialog) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, stop) in dialog.stops().into_iter().enumerate() {
        match stop {
            Stop::Group(group) => rows.push(Row::Head(group, Some(at))),
            Stop::Place(group, place) => {
                if place == 0 {
                    rows.push(Row::Head(group, None));
                }
                rows.push(Row::Place(group, place, at));
            }
        }
    }
    rows
}

/// The title of an agreement, with how many places it has and how many of them are listed.
fn head(canvas: &mut Canvas<'_>, group: &Group, line: Rect) {
    let theme = canvas.theme;
    let shown = group.places.len();
    let mut words = trn!(group.count(), "one place", "{n} places");
    if shown > 0 && shown < group.count() {
        words.push_str(&trn!(shown, ", one listed", ", {n} listed"));
    }
    let x = canvas.put_right(line.x, line.right(), line.y, &words, theme.muted);
    let room = x.saturating_sub(line.x + 1);
    canvas.put_cut(
        line.x,
        line.y,
        room,
        &visible_line(&group.title),
        theme.title,
    );
}

/// A place: its clause, and the words with what stands around them.
fn draw_place(canvas: &mut Canvas<'_>, place: &Place, line: Rect) {
    let theme = canvas.theme;
    let sign = if place.is_exact { " " } else { "~" };
    canvas.put(line.x, line.y, 1, sign, theme.unclear);
    let label = visible_line(&place.label);
    canvas.put_cut(line.x + 2, line.y, LABEL, &label, theme.text);
    let x = line.x + LABEL + 3;
    let room = line.right().saturating_sub(x + 1);
    let words = visible_line(&place.words);
    let words = cut(&words, room);
    let before = visible_line(&place.before);
    let (before, is_cut) = ending(&before, room.saturating_sub(columns(&words)).min(room / 3));
    if is_cut || place.is_cut {
        // The sign is ours, and not quoted.
        canvas.put(x, line.y, 1, "…", theme.muted);
    }
    let after = visible_line(&place.after);
    let rest = room.saturating_sub(columns(before) + columns(&words));
    let after = cut(&after, rest);
    let runs = [
        (Cow::Borrowed(before), theme.text),
        (words, theme.matched),
        (after, theme.text),
    ];
    canvas.quote_runs(x + 1, line.y, room, &runs);
}

/// The end of a text that fits, and whether anything is missing before it.
fn ending(text: &str, width: u16) -> (&str, bool) {
    let mut starts = text.char_indices().map(|(at, _)| at);
    let fits = |at: &usize| columns(text.get(*at..).unwrap_or_default()) <= width;
    let start = starts.find(fits).unwrap_or(text.len());
    (text.get(start..).unwrap_or_default(), start > 0)
}
