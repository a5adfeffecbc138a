//! The form of an item, the lines that are asked for while a checklist is edited, and the question
//! whether a draft is thrown away.

use super::finder::input;
use super::note::layout;
use crate::app::editing::{Ask, Asked, Editing, FormField, ItemForm};
use crate::domain::checklist::compare::Fate;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::widgets::{Popup, popup, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;

/// Columns of the names of the fields, with the sign before and the blanks after them.
fn names() -> u16 {
    let titles = FormField::ALL.into_iter().map(FormField::title);
    titles.map(columns).max().unwrap_or(0) + 4
}

/// Draws the form.
pub fn item(canvas: &mut Canvas<'_>, editing: &Editing, form: &ItemForm, area: Rect) {
    let theme = canvas.theme;
    let title = if form.is_new() {
        tr!("A new item").to_owned()
    } else {
        tr!("Item “{name}”", name = form.item.name)
    };
    let width = (area.width - 6).min(100);
    let room = width.saturating_sub(names());
    let heights = heights(form, room, area.height.saturating_sub(7));
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title,
            width,
            height: heights.iter().sum::<u16>() + 2,
        },
    );
    let mut y = inside.y;
    for (field, height) in FormField::ALL.into_iter().zip(heights) {
        let height = height.min((inside.bottom() - 2).saturating_sub(y));
        let line = Rect::new(inside.x, y, inside.width, height);
        draw_field(canvas, editing, form, field, line);
        y += height;
    }
    let last = inside.bottom() - 1;
    let (words, style) = if form.discarding {
        let words = tr!("What you typed is not in the draft yet. Keep it, or throw it away?");
        (words, theme.unclear)
    } else {
        (hint(form), theme.muted)
    };
    canvas.put_cut(inside.x, last, inside.width, words, style);
}

/// What is worth knowing of the line that is being filled in.
fn hint(form: &ItemForm) -> &'static str {
    match form.field {
        FormField::Question if form.is_new() => {
            tr!("What is asked of the agreement, in one sentence.")
        }
        FormField::Question => {
            tr!("Another question: answers must be confirmed, translations fall away.")
        }
        FormField::Name => {
            tr!("A few words for narrow lists; made from the question until you type one.")
        }
        FormField::Group => tr!("← → choose the group."),
        FormField::Kind => tr!("← → A safeguard worries if absent, a red flag if present."),
        FormField::Severity => tr!("← → choose how much a finding weighs."),
        FormField::Why => tr!("Why it is asked. May stay empty."),
        FormField::LookFor => {
            tr!("What a reader should look for, one on a line: Alt-Enter or Ctrl-J.")
        }
        FormField::FollowUp => tr!("What to ask the ministry or city. May stay empty."),
    }
}

/// Rows of each line: the one being filled in shows all of its text, the others what has room.
fn heights(form: &ItemForm, width: u16, room: u16) -> [u16; 8] {
    let rows = |field| {
        let text = form.text(field).map_or("", |editor| editor.text());
        let rows = layout(text, 0, width.max(1)).0.len();
        u16::try_from(rows).unwrap_or(u16::MAX)
    };
    let mut heights = [1; 8];
    let mut left = room.saturating_sub(8);
    let here = FormField::ALL.iter().position(|one| *one == form.field);
    let order = here.into_iter().chain(0..8);
    for at in order {
        let more = rows(FormField::ALL[at]).min(6).saturating_sub(heights[at]);
        let more = more.min(left);
        heights[at] += more;
        left -= more;
    }
    heights
}

fn draw_field(
    canvas: &mut Canvas<'_>,
    editing: &Editing,
    form: &ItemForm,
    field: FormField,
    line: Rect,
) {
    if line.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let here = form.field == field && !form.discarding;
    let sign = if here { "▸ " } else { "  " };
    let style = if here { theme.current } else { theme.text };
    canvas.put(
        line.x,
        line.y,
        names(),
        &format!("{sign}{}", field.title()),
        style,
    );
    let (x, width) = (line.x + names(), line.width - names());
    let Some(editor) = form.text(field) else {
        let group = editing.draft.groups.get(form.group);
        let words = match field {
            FormField::Group => group.map_or("", |group| &group.title),
            FormField::Kind => form.kind.name(),
            _ => form.severity.name(),
        };
        let words = if here {
            format!("← {words} →")
        } else {
            words.to_owned()
        };
        canvas.put_cut(x, line.y, width, &words, theme.text);
        return;
    };
    let (rows, cursor) = layout(editor.text(), editor.cursor(), width);
    let height = usize::from(line.height);
    let first = if here {
        (cursor.0 + 1).saturating_sub(height)
    } else {
        0
    };
    let cut = rows.len() > first + height;
    for (y, row) in (line.y..line.bottom()).zip(rows.iter().skip(first)) {
        canvas.put(x, y, width, row, theme.text);
    }
    if cut && !here {
        canvas.put(line.right() - 1, line.bottom() - 1, 1, "…", theme.muted);
    }
    if here {
        let row = u16::try_from(cursor.0 - first).unwrap_or(0);
        canvas.cursor(x + cursor.1.min(width - 1), line.y + row);
    }
}

/// Draws the line that is asked for.
pub fn ask(canvas: &mut Canvas<'_>, editing: &Editing, ask: &Ask, area: Rect) {
    let theme = canvas.theme;
    let (title, words, name) = match &ask.asked {
        Asked::Reason { name, .. } => (
            tr!("“{name}” is asked no longer", name),
            tr!("Why? The reason is kept in the checklist, for readers of earlier reviews.")
                .to_owned(),
            tr!("Reason: "),
        ),
        Asked::Version => (
            tr!("Save as a new version").to_owned(),
            saving(editing),
            tr!("Version: "),
        ),
    };
    let width = (area.width - 8).min(76);
    let lines = wrapped(&words, width);
    let height = u16::try_from(lines.len()).unwrap_or(3);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title,
            width,
            height: height + 2,
        },
    );
    for (y, line) in (inside.y..inside.bottom()).zip(lines) {
        canvas.put(inside.x, y, inside.width, &line, theme.text);
    }
    let line = Rect::new(inside.x, inside.bottom() - 1, inside.width, 1);
    input(canvas, name, &ask.line, line);
}

/// What saving means for reviews.
fn saving(editing: &Editing) -> String {
    let changed = editing.compared.with(Fate::Changed).len();
    let confirm = if changed == 0 {
        tr!("No answer will have to be confirmed.").to_owned()
    } else {
        trn!(
            changed,
            "Answers to {n} item will have to be confirmed by reviews that move to it.",
            "Answers to {n} items will have to be confirmed by reviews that move to it."
        )
    };
    trn!(
        editing.changes(),
        "{n} change from version {version}. {confirm} Reviews stay at their versions until they are moved.",
        "{n} changes from version {version}. {confirm} Reviews stay at their versions until they are moved.",
        version = editing.base.version,
        confirm
    )
}

/// Draws the question whether the draft is thrown away.
pub fn throw_away(canvas: &mut Canvas<'_>, editing: &Editing, area: Rect) {
    let style = canvas.theme.unclear;
    let width = (area.width - 8).min(76);
    let words = trn!(
        editing.changes(),
        "Throw away {n} change since version {version}? This cannot be taken back.",
        "Throw away {n} changes since version {version}? This cannot be taken back.",
        version = editing.base.version
    );
    let lines = wrapped(&words, width);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: tr!("The draft"),
            width,
            height: u16::try_from(lines.len()).unwrap_or(2),
        },
    );
    for (y, line) in (inside.y..inside.bottom()).zip(lines) {
        canvas.put(inside.x, y, inside.width, &line, style);
    }
}
