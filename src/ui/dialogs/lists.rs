//! The checklists of the agreement, other versions of them, and those that could be added.

use crate::app::dialogs::{ListRow, ListsDialog, Standing};
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::{Action, Mode};
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, titled_rule, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows below the list, which explain the checklist under the cursor.
const EXPLAINED: u16 = 6;

/// A line of the list: the title of a part, or a checklist by its position.
enum Line {
    Part(&'static str),
    Row(usize),
}

/// Draws the dialog.
pub fn lists(canvas: &mut Canvas<'_>, model: &Model, dialog: &ListsDialog, area: Rect) {
    let lines = lines(dialog);
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: tr!("Checklists of this agreement"),
            width: (area.width - 8).min(96),
            height: count.saturating_add(EXPLAINED + 1),
        },
    );
    let below = EXPLAINED.min(inside.height.saturating_sub(3));
    let list = Rect {
        height: inside.height - below,
        ..inside
    };
    let at_cursor = |line: &Line| matches!(line, Line::Row(at) if *at == dialog.cursor);
    let cursor = lines.iter().position(at_cursor).unwrap_or(0);
    let first = first_row(cursor, lines.len(), usize::from(list.height));
    canvas.extent.list = usize::from(list.height);
    for (y, line) in (list.y..list.bottom()).zip(lines.iter().skip(first)) {
        let place = Rect::new(list.x, y, list.width, 1);
        match line {
            Line::Part(title) => {
                let style = canvas.theme.title;
                canvas.put(place.x, y, place.width, title, style);
            }
            Line::Row(at) => {
                if let Some(one) = dialog.rows.get(*at) {
                    row(canvas, one, place);
                }
                highlight_row(canvas, place, *at == dialog.cursor);
                canvas.target(place, Target::Row(*at));
            }
        }
    }
    let rest = Rect::new(inside.x, list.bottom(), inside.width, below);
    titled_rule(canvas, Rect { height: 1, ..rest }, "", false);
    let rows = rest.y + 1..rest.bottom();
    for (y, (words, style)) in rows.zip(explained(canvas, model, dialog, rest.width)) {
        canvas.put_cut(rest.x, y, rest.width, &words, style);
    }
}

/// The list with the titles of its parts.
fn lines(dialog: &ListsDialog) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut part = "";
    for (at, row) in dialog.rows.iter().enumerate() {
        let title = match row.standing {
            Standing::Chosen { .. } => tr!("Reviewed against"),
            Standing::OtherVersion { .. } => tr!("Other versions, to move to"),
            Standing::Addable => tr!("Can be added"),
        };
        if title != part {
            part = title;
            lines.push(Line::Part(title));
        }
        lines.push(Line::Row(at));
    }
    lines
}

fn row(canvas: &mut Canvas<'_>, row: &ListRow, line: Rect) {
    let theme = canvas.theme;
    let sign = match row.standing {
        Standing::Chosen { shown: true, .. } => "▸",
        _ => " ",
    };
    canvas.put(line.x + 1, line.y, 1, sign, theme.current);
    let version = tr!("version {version}", version = row.known.list.version);
    let words = match row.standing {
        Standing::Chosen {
            answered,
            asked,
            to_confirm,
            ..
        } => {
            let confirm = match to_confirm {
                0 => String::new(),
                count => trn!(count, ", {n} to confirm", ", {n} to confirm"),
            };
            let profile = row.profile_title();
            tr!(
                "{version} · {profile} · {answered} of {asked}{confirm}",
                version,
                profile,
                answered,
                asked,
                confirm
            )
        }
        Standing::OtherVersion { newer: true } => tr!("{version} · newer", version),
        Standing::OtherVersion { newer: false } => tr!("{version} · earlier", version),
        Standing::Addable => format!("{version} · {}", row.profile_title()),
    };
    let left = line.x + 3;
    let least = line.x + line.width / 4;
    let x = canvas.put_right(least, line.right() - 1, line.y, &words, theme.muted);
    let room = x.saturating_sub(left + 2);
    canvas.put_cut(left, line.y, room, &row.known.checklist.title, theme.text);
}

/// What the checklist under the cursor is, and what Enter does with it.
fn explained(
    canvas: &Canvas<'_>,
    model: &Model,
    dialog: &ListsDialog,
    width: u16,
) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    let Some(row) = dialog.row() else {
        return Vec::new();
    };
    let checklist = &row.known.checklist;
    if dialog.giving_up {
        let words = tr!(
            "Review this agreement against “{title}” no longer? What was decided under it stays in the journal, and counts again when it is added again.",
            title = checklist.title
        );
        let lines = wrapped(&words, width).into_iter();
        return lines.map(|line| (line, theme.unclear)).collect();
    }
    let origin = if row.known.built_in {
        tr!("comes with the program")
    } else {
        tr!("kept in this workspace")
    };
    let head = format!(
        "{}@{} · {} · {origin}",
        checklist.id,
        checklist.version,
        trn!(checklist.items.len(), "{n} item", "{n} items")
    );
    let key = |action| model.keymap.key_of(Mode::Checklists, action).unwrap_or("?");
    let enter = key(Action::Accept);
    let does = match row.standing {
        Standing::Chosen { shown: true, .. } => tr!("{enter} goes on with it.", enter),
        Standing::Chosen { .. } => tr!("{enter} shows it.", enter),
        Standing::OtherVersion { .. } => {
            tr!(
                "{enter} shows what a move to it would change, and changes nothing yet.",
                enter
            )
        }
        Standing::Addable => tr!("{enter} reviews the agreement against it too.", enter),
    };
    let profile = match checklist.profiles.first() {
        Some(profile) if !matches!(row.standing, Standing::OtherVersion { .. }) => tr!(
            " {key} changes between all items and “{title}”.",
            key = key(Action::SwitchProfile),
            title = profile.title
        ),
        _ => String::new(),
    };
    let draft = if row.draft {
        tr!(
            "A draft of a next version is kept; {key} goes on with it.",
            key = key(Action::EditChecklist)
        )
    } else {
        String::new()
    };
    let about = wrapped(&checklist.about, width).into_iter().take(2);
    let mut lines = vec![(head, theme.muted)];
    lines.extend(
        wrapped(&format!("{does}{profile}"), width)
            .into_iter()
            .map(|line| (line, theme.text)),
    );
    lines.extend(
        wrapped(&draft, width)
            .into_iter()
            .map(|line| (line, theme.unclear)),
    );
    lines.extend(about.map(|line| (line, theme.muted)));
    lines
}
