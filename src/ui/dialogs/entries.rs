//! Choosing which entries of the journal are shown, and one entry in full.

use super::finder::input;
use super::page::page;
use crate::app::dialogs::{EntriesDialog, EntryPage, Line};
use crate::app::model::Model;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::screens::entry_lines;
use crate::ui::widgets::{Popup, popup};
use crate::{tr, trn};
use ratatui::layout::Rect;

/// Columns of the names of the lines, with the blank after them.
fn names() -> u16 {
    let all = [
        tr!("With words"),
        tr!("By"),
        tr!("Kind"),
        tr!("Item"),
        tr!("Agreement"),
        tr!("From"),
        tr!("Until"),
    ];
    all.into_iter().map(columns).max().unwrap_or(0) + 2
}

pub fn entries(canvas: &mut Canvas<'_>, model: &Model, dialog: &EntriesDialog, area: Rect) {
    let theme = canvas.theme;
    let height = u16::try_from(dialog.lines.len()).unwrap_or(8) + 2;
    let (shown, all) = (model.journal.rows.len(), model.journal.all.len());
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: tr!("Which entries?"),
            width: (area.width - 8).min(76),
            height,
        },
    );
    for (at, &line) in dialog.lines.iter().enumerate() {
        let y = inside.y + u16::try_from(at).unwrap_or(0);
        let here = at == dialog.at;
        let row = Rect::new(inside.x, y, inside.width, 1);
        one(canvas, dialog, line, here, row);
    }
    let y = inside.bottom() - 1;

    let words = trn!(
        shown,
        "{n} of {all} is like that.",
        "{n} of {all} are like that.",
        all = trn!(all, "{n} entry", "{n} entries")
    );
    canvas.put_cut(inside.x, y, inside.width, &words, theme.muted);
}

fn one(canvas: &mut Canvas<'_>, dialog: &EntriesDialog, line: Line, here: bool, row: Rect) {
    let theme = canvas.theme;
    let (name, all) = match line {
        Line::Text => (tr!("With words"), ""),
        Line::Who => (tr!("By"), tr!("anybody")),
        Line::Kind => (tr!("Kind"), tr!("all kinds")),
        Line::Item => (tr!("Item"), tr!("all items")),
        Line::Agreement => (tr!("Agreement"), tr!("all agreements")),
        Line::Since => (tr!("From"), ""),
        Line::Until => (tr!("Until"), ""),
    };
    let sign = if here { "▸ " } else { "  " };
    let pad = names().saturating_sub(columns(name));
    let name = format!("{sign}{name}{}", " ".repeat(usize::from(pad)));
    let editor = match line {
        Line::Text => Some(&dialog.text),
        Line::Since => Some(&dialog.since),
        Line::Until => Some(&dialog.until),
        _ => None,
    };
    if let Some(editor) = editor {
        if here {
            input(canvas, &name, editor, row);
        } else {
            let used = canvas.put(row.x, row.y, row.width, &name, theme.text);
            canvas.put_cut(
                row.x + used,
                row.y,
                row.width - used,
                editor.text(),
                theme.text,
            );
        }
        let hint = if dialog.is_no_time(line) {
            (
                tr!("no time; such as 2026-11-21 or 2026-11-21 09:30"),
                theme.unclear,
            )
        } else if editor.text().is_empty() && line != Line::Text {
            (tr!("a day, or a time in UTC"), theme.muted)
        } else {
            ("", theme.muted)
        };
        canvas.put_right(row.x + row.width / 3, row.right(), row.y, hint.0, hint.1);
        return;
    }
    let chosen = match line {
        Line::Who => dialog.people.name(),
        Line::Kind => dialog.kinds.name(),
        Line::Item => dialog.items.name(),
        _ => dialog.agreements.name(),
    };
    let style = if here { theme.title } else { theme.text };
    let used = canvas.put(row.x, row.y, row.width, &name, style);
    let words = match (chosen, here) {
        (Some(name), true) => format!("‹ {name} ›"),
        (None, true) => format!("‹ {all} ›"),
        (Some(name), false) => name.to_owned(),
        (None, false) => all.to_owned(),
    };
    let style = match (chosen, here) {
        (None, false) => theme.muted,
        _ => style,
    };
    canvas.put_cut(row.x + used, row.y, row.width - used, &words, style);
}

/// One entry in full.
pub fn entry(canvas: &mut Canvas<'_>, model: &Model, dialog: EntryPage, area: Rect) {
    let Some(stored) = model.record.entries.get(dialog.entry) else {
        return;
    };
    // So much that a hash stands in one line at 80 columns.
    let width = area.width - 6;
    let lines = entry_lines(model, canvas.theme, stored, width, None);
    page(
        canvas,
        (tr!("The whole entry"), width),
        &lines,
        dialog.page,
        area,
    );
}
