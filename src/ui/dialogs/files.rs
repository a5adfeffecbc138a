//! Choosing files to read in, and why some were refused.

use super::finder::input;
use super::page::page;
use crate::app::dialogs::{FilesDialog, FilesRow, RefusedDialog};
use crate::app::message::Target;
use crate::domain::visible::visible_line;
use crate::ui::canvas::{Canvas, Run};
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Draws the folder that files are chosen in.
pub fn files(canvas: &mut Canvas<'_>, dialog: &FilesDialog, area: Rect) {
    let theme = canvas.theme;
    let popped = Popup {
        title: tr!("Reading files in"),
        width: (area.width - 8).min(96),
        height: area.height.saturating_sub(6).min(28),
    };
    let inside = popup(canvas, area, &popped);
    let row = |at: u16| Rect::new(inside.x, inside.y + at, inside.width, 1);
    let folder = dialog.folder.as_ref();
    let path = folder.map_or_else(String::new, |folder| {
        visible_line(&folder.path.display().to_string())
    });
    let used = canvas.put(
        inside.x,
        inside.y,
        inside.width,
        tr!("Folder: "),
        theme.title,
    );
    let room = inside.width.saturating_sub(used);
    canvas.put_cut(
        inside.x + used,
        inside.y,
        room,
        &end_of(&path, room),
        theme.text,
    );
    input(canvas, tr!("Name: "), &dialog.typed, row(1));
    canvas.rule(inside.x, inside.y + 2, inside.width);
    let list = Rect::new(
        inside.x,
        inside.y + 3,
        inside.width,
        inside.height.saturating_sub(5),
    );
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let first = first_row(dialog.cursor, dialog.rows.len(), height);
    let rows = dialog.rows.iter().enumerate().skip(first).take(height);
    for (y, (at, shown)) in (list.y..).zip(rows) {
        let line = Rect::new(list.x, y, list.width, 1);
        one(canvas, dialog, shown, line);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
    }
    if dialog.rows.is_empty() && !dialog.is_waiting {
        let words = tr!("Nothing in this folder has these letters.");
        canvas.put_cut(list.x + 1, list.y, list.width - 1, words, theme.muted);
    }
    canvas.rule(list.x, list.bottom(), list.width);
    let words = below(dialog);
    canvas.put_cut(
        inside.x,
        list.bottom() + 1,
        inside.width,
        &words,
        theme.muted,
    );
}

/// What the last line tells.
fn below(dialog: &FilesDialog) -> String {
    let folder = dialog.folder.as_ref();
    let more = folder.map_or(0, |folder| folder.more);
    match dialog.marked.len() {
        _ if dialog.is_waiting => tr!("Looking into the folder…").to_owned(),
        0 if more > 0 => trn!(
            more,
            "{n} more is not listed; name the folder on the command line to read all of it in.",
            "{n} more are not listed; name the folder on the command line to read all of it in."
        ),
        0 if folder.is_some_and(|one| one.entries.is_empty()) => {
            tr!("The folder is empty; hidden files are left out.").to_owned()
        }
        0 => tr!("The files stay where they are; the workspace keeps its own copy.").to_owned(),
        marked => trn!(
            marked,
            "{n} is marked, and is read in with Enter.",
            "{n} are marked, and are read in together with Enter."
        ),
    }
}

fn one(canvas: &mut Canvas<'_>, dialog: &FilesDialog, row: &FilesRow, line: Rect) {
    let theme = canvas.theme;
    let place = (line.x + 3, line.y);
    let room = line.width.saturating_sub(4);
    match (row, dialog.entry(row)) {
        (FilesRow::Entry(found), Some(entry)) => {
            if dialog.marked.contains(&entry.path) {
                canvas.put(line.x + 1, line.y, 1, "✓", theme.key);
            }
            let about = if entry.is_folder {
                tr!("folder").to_owned()
            } else {
                size(entry.bytes)
            };
            let end = line.right() - 1;
            let x = canvas.put_right(line.x, end, line.y, &about, theme.muted);
            let room = x.saturating_sub(place.0 + 1);
            let style = if entry.is_folder {
                theme.title
            } else {
                theme.text
            };
            canvas.put_marked(place, room, &entry.name, &found.name, style);
        }
        (FilesRow::Above, _) => {
            canvas.put_cut(
                place.0,
                place.1,
                room,
                tr!(".. (the folder above)"),
                theme.title,
            );
        }
        _ => {
            let words = tr!("Everything in this folder and in the folders in it");
            canvas.put_cut(place.0, place.1, room, words, theme.title);
        }
    }
}

/// A length in bytes, as a person reads it.
fn size(bytes: u64) -> String {
    match bytes {
        0..10_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

/// The end of a long path, which says more than its beginning.
fn end_of(path: &str, room: u16) -> String {
    let letters = path.chars().count();
    let room = usize::from(room);
    if letters <= room {
        return path.to_owned();
    }
    let end = path.chars().skip(letters + 1 - room.max(1));
    std::iter::once('…').chain(end).collect()
}

/// Draws why files were refused.
pub fn refused(canvas: &mut Canvas<'_>, dialog: &RefusedDialog, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(74);
    let mut lines: Vec<Vec<Run<'static>>> = Vec::new();
    for reason in &dialog.reasons {
        let words = wrapped(&visible_line(reason), width.saturating_sub(2));
        for (row, line) in words.into_iter().enumerate() {
            let sign = if row == 0 { "! " } else { "  " };
            lines.push(vec![(Cow::Owned(format!("{sign}{line}")), theme.unclear)]);
        }
        lines.push(Vec::new());
    }
    if dialog.others {
        let after = tr!("Everything else was read in.");
        lines.push(vec![(Cow::Borrowed(after), theme.muted)]);
    } else {
        lines.pop();
    }
    let title = tr!("What could not be read in");
    page(canvas, (title, width), &lines, dialog.page, area);
}
