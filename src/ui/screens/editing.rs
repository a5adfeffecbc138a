//! A draft of a checklist: its items by groups, and the item under the cursor.

use super::{body, foot};
use crate::app::editing::Editing;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::domain::checklist::Item;
use crate::domain::checklist::compare::Fate;
use crate::ui::canvas::Canvas;
use crate::ui::dialogs::{changed_fields, fate_sign};
use crate::ui::widgets::{first_row, footer, header, highlight_row, titled_rule, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A line of the list: a group's title, an item by its place in the list, or the name of one that
/// is no longer asked.
enum Line<'a> {
    Group(&'a str),
    Item(usize),
    Gone(&'a str),
}

/// Draws the screen.
pub fn editing(canvas: &mut Canvas<'_>, model: &Model, editing: &Editing, area: Rect) {
    let draft = &editing.draft;
    let title = tr!("Editing · {title}", title = draft.title);
    let after = tr!(
        "next version after {version}",
        version = editing.base.version
    );
    header(canvas, model, area, &title, [&after, &changes(editing)]);
    let inside = body(area);
    let wide = area.width >= 110;
    let (list, below) = if wide {
        let left = inside.width / 2;
        let x = inside.x + left + 1;
        let right = Rect::new(x, inside.y, inside.width - left - 1, inside.height);
        (
            Rect {
                width: left,
                ..inside
            },
            right,
        )
    } else {
        let height = inside.height.saturating_sub(8).max(inside.height / 2);
        let y = inside.y + height;
        let below = Rect::new(inside.x, y, inside.width, inside.height - height);
        (Rect { height, ..inside }, below)
    };
    items(canvas, editing, list);
    if wide {
        let style = canvas.theme.frame;
        canvas.put(list.right(), list.y, 1, "┬", style);
        canvas.bar(list.right(), list.y + 1, list.height - 1);
    }
    match editing.item() {
        Some(item) => detail(canvas, editing, item, below),
        None => titled_rule(canvas, below, "", false),
    }
    footer(canvas, model, foot(area));
}

/// How much was changed, and what that means for answers.
fn changes(editing: &Editing) -> String {
    if !editing.is_changed() {
        return tr!("nothing changed yet").to_owned();
    }
    let changes = editing.changes();
    match editing.compared.with(Fate::Changed).len() {
        0 => trn!(
            changes,
            "{n} change · answers hold · draft kept",
            "{n} changes · answers hold · draft kept"
        ),
        confirm => trn!(
            changes,
            "{n} change · {confirm} to be confirmed · draft kept",
            "{n} changes · {confirm} to be confirmed · draft kept",
            confirm
        ),
    }
}

fn lines(editing: &Editing) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut group = None;
    for (place, &at) in editing.order.iter().enumerate() {
        let Some(item) = editing.draft.items.get(at) else {
            continue;
        };
        if group != Some(&item.group) {
            group = Some(&item.group);
            let mut groups = editing.draft.groups.iter();
            let known = groups.find(|group| group.id == item.group);
            lines.push(Line::Group(known.map_or(&item.group, |group| &group.title)));
        }
        lines.push(Line::Item(place));
    }
    let gone = editing.compared.with(Fate::Gone);
    if !gone.is_empty() {
        lines.push(Line::Group(tr!("No longer asked")));
    }
    let gone = gone.into_iter().filter_map(|id| editing.base.item(id));
    lines.extend(gone.map(|item| Line::Gone(&item.name)));
    lines
}

fn items(canvas: &mut Canvas<'_>, editing: &Editing, area: Rect) {
    let theme = canvas.theme;
    let count = trn!(editing.draft.items.len(), "{n} item", "{n} items");
    titled_rule(canvas, Rect { height: 1, ..area }, &count, true);
    let list = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    canvas.target(list, Target::List);
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let lines = lines(editing);
    let at_cursor = |line: &Line<'_>| matches!(line, Line::Item(at) if *at == editing.cursor);
    let cursor = lines.iter().position(at_cursor).unwrap_or(0);
    let first = first_row(cursor, lines.len(), height);
    for (y, line) in (list.y..).zip(lines.iter().skip(first).take(height)) {
        let place = Rect::new(list.x, y, list.width, 1);
        match line {
            Line::Group(title) => {
                canvas.put_cut(list.x + 1, y, list.width - 2, title, theme.title);
            }
            Line::Gone(name) => {
                let words = format!("- {name}");
                canvas.put_cut(list.x + 1, y, list.width - 2, &words, theme.muted);
            }
            Line::Item(at) => {
                let item = editing.order.get(*at);
                if let Some(item) = item.and_then(|&at| editing.draft.items.get(at)) {
                    row(canvas, editing, item, place);
                }
                highlight_row(canvas, place, *at == editing.cursor);
                canvas.target(place, Target::Row(*at));
            }
        }
    }
}

fn row(canvas: &mut Canvas<'_>, editing: &Editing, item: &Item, line: Rect) {
    let theme = canvas.theme;
    let fate = editing.fate(&item.id).unwrap_or(Fate::Kept);
    let style = match fate {
        Fate::Changed => theme.unclear,
        Fate::New => theme.ok,
        _ => theme.text,
    };
    canvas.put(line.x + 1, line.y, 1, fate_sign(fate), style);
    if editing.is_moved(&item.id) {
        canvas.put(line.x + 2, line.y, 1, "↕", theme.info);
    }
    let words = format!("{} · {}", item.kind.name(), item.severity.name());
    let right = line.right() - 1;
    let x = canvas.put_right(line.x + 4, right, line.y, &words, theme.muted);
    let room = x.saturating_sub(line.x + 6);
    canvas.put_cut(line.x + 4, line.y, room, &item.name, theme.text);
}

fn detail(canvas: &mut Canvas<'_>, editing: &Editing, item: &Item, area: Rect) {
    titled_rule(canvas, Rect { height: 1, ..area }, &item.name, false);
    let width = area.width.saturating_sub(4);
    let lines = detail_lines(canvas, editing, item, width);
    let rows = usize::from(area.height.saturating_sub(1));
    let cut = lines.len() > rows;
    for (y, (line, style)) in (area.y + 1..area.bottom()).zip(lines) {
        let more = if cut && y + 1 == area.bottom() {
            " …"
        } else {
            ""
        };
        canvas.put_cut(area.x + 2, y, width, &format!("{line}{more}"), style);
    }
}

fn detail_lines(
    canvas: &Canvas<'_>,
    editing: &Editing,
    item: &Item,
    width: u16,
) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |text: &str, style: Style| {
        lines.extend(wrapped(text, width).into_iter().map(|line| (line, style)));
    };
    add(&item.question, theme.title);
    let mut changes = editing.compared.items.iter();
    let change = changes.find(|one| one.item == item.id);
    match (change, editing.base.item(&item.id)) {
        (Some(change), Some(before)) if change.fate == Fate::Changed => {
            let words = tr!(
                "Changed: {fields}. Answers must be confirmed.",
                fields = changed_fields(change)
            );
            add(&words, theme.unclear);
            if before.question != item.question {
                add(
                    &tr!("Before: {question}", question = before.question),
                    theme.muted,
                );
            }
        }
        (Some(change), _) if change.fate == Fate::Edited => {
            add(
                &tr!(
                    "Changed: {fields}. Answers hold.",
                    fields = changed_fields(change)
                ),
                theme.text,
            );
        }
        (Some(change), _) if change.fate == Fate::New => add(tr!("New in this draft."), theme.ok),
        _ => {}
    }
    if !item.why_it_matters.is_empty() {
        add(&tr!("Why: {why}", why = item.why_it_matters), theme.text);
    }
    for line in &item.what_to_look_for {
        add(&tr!("Look for: {line}", line), theme.text);
    }
    if !item.follow_up_question.is_empty() {
        add(
            &tr!(
                "If absent, ask: {question}",
                question = item.follow_up_question
            ),
            theme.muted,
        );
    }
    lines
}
