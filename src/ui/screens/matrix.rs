//! The matrix as a heat map: every field a sign and a colour, told in words below.

use super::{body, foot, held_words};
use crate::app::data::Cell;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::wording::{answer_sign, cell_sign};
use crate::domain::checklist::Checklist;
use crate::domain::review::event::AnswerState;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::theme::Theme;
use crate::ui::widgets::{first_row, footer, header, put_wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Columns of a field: what parts it from the one before, and its sign.
const FIELD: u16 = 2;
/// Rows of the heads: groups, tens, ones.
const HEADS: u16 = 3;
/// Rows of what is told below: a line, the agreement, the item with its answer, two rows of its question.
const TOLD: u16 = 5;
/// Rows from which on there is room for what the signs mean.
const TALL: u16 = 30;

/// Where everything stands.
struct Grid<'a> {
    list: &'a Checklist,
    /// The titles of the agreements.
    titles: Rect,
    /// Where the first field starts.
    x: u16,
    /// The first item in sight, and how many are.
    first: usize,
    count: usize,
}

impl<'a> Grid<'a> {
    fn of(model: &Model, list: &'a Checklist, area: Rect) -> Self {
        let items = list.items.len();
        let wanted = u16::try_from(items).unwrap_or(u16::MAX);
        let wanted = wanted.saturating_mul(FIELD).saturating_add(2);
        let title = area.width.saturating_sub(wanted).clamp(24, 56);
        let room = usize::from(area.width.saturating_sub(title + 2) / FIELD);
        let below = TOLD + u16::from(area.height >= TALL);
        let height = area.height.saturating_sub(HEADS + 1 + below);
        Self {
            list,
            titles: Rect::new(area.x + 1, area.y + 1 + HEADS, title, height),
            x: area.x + 1 + title,
            first: first_row(model.matrix.item, items, room),
            count: room.min(items),
        }
    }

    /// The items in sight, and the column of the sign of each.
    fn items(&self) -> impl Iterator<Item = (usize, u16)> + use<> {
        let columns = (self.x + 1..).step_by(usize::from(FIELD));
        (self.first..self.first + self.count).zip(columns)
    }

    /// Whether a group of items starts here.
    fn starts_group(&self, item: usize) -> bool {
        let group = |at: usize| self.list.items.get(at).map(|item| &item.group);
        item.checked_sub(1).map(group) != Some(group(item))
    }
}

pub fn matrix(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let inside = body(area);
    let Some(list) = model.matrix.shown.as_deref() else {
        header(canvas, model, area, tr!("The matrix"), ["", ""]);
        let words = tr!("There is no agreement to show in a matrix.");
        canvas.put(
            inside.x + 2,
            inside.y + 1,
            inside.width,
            words,
            canvas.theme.text,
        );
        footer(canvas, model, foot(area));
        return;
    };
    let grid = Grid::of(model, list, inside);
    let count = trn!(model.matrix.rows.len(), "{n} agreement", "{n} agreements");
    let facts = format!("{} {} · {count}", list.title, list.version);
    let items = list.items.len();
    let end = if grid.count < items {
        let (from, to) = (grid.first + 1, grid.first + grid.count);
        tr!("items {from}–{to} of {items}", from, to, items)
    } else {
        trn!(items, "{n} item", "{n} items")
    };
    header(canvas, model, area, tr!("The matrix"), [&facts, &end]);
    canvas.rule(inside.x, inside.y, inside.width);
    heads(canvas, model, &grid, inside.y + 1);
    rows(canvas, model, &grid);
    let mut y = grid.titles.bottom();
    canvas.rule(inside.x, y, inside.width);
    y += 1;
    told(
        canvas,
        model,
        list,
        Rect::new(inside.x + 1, y, inside.width - 2, TOLD - 1),
    );
    if inside.height >= TALL {
        legend(
            canvas,
            Rect::new(inside.x + 1, y + TOLD - 1, inside.width - 2, 1),
        );
    }
    footer(canvas, model, foot(area));
}

fn heads(canvas: &mut Canvas<'_>, model: &Model, grid: &Grid<'_>, y: u16) {
    let theme = canvas.theme;
    canvas.put_cut(
        grid.titles.x,
        y + 2,
        grid.titles.width,
        tr!("Agreement"),
        theme.muted,
    );
    let end = grid.x + 1 + FIELD * u16::try_from(grid.count).unwrap_or(0);
    for (item, x) in grid.items() {
        let first = item == grid.first;
        if grid.starts_group(item) || first {
            group(canvas, grid, item, (x, end), y);
        }
        let number = item + 1;
        let style = if item == model.matrix.item {
            theme.selected
        } else {
            theme.muted
        };
        let tens = if number < 10 {
            String::new()
        } else {
            (number / 10 % 10).to_string()
        };
        canvas.put(x, y + 1, 1, &tens, style);
        canvas.put(x, y + 2, 1, &(number % 10).to_string(), style);
        if grid.starts_group(item) {
            canvas.bar(x - 1, y, HEADS);
        }
    }
}

/// The title of a group over its items, as far as it has room.
fn group(canvas: &mut Canvas<'_>, grid: &Grid<'_>, item: usize, (x, end): (u16, u16), y: u16) {
    let own = |at: &usize| *at == item || !grid.starts_group(*at);
    let width = (item..grid.first + grid.count).take_while(own).count();
    let width = FIELD * u16::try_from(width).unwrap_or(0) - 1;
    let id = grid.list.items.get(item).map(|item| &item.group);
    let mut groups = grid.list.groups.iter();
    let group = groups.find(|group| Some(&group.id) == id);
    let title = group.map_or("", |group| group.title.as_str());
    let style = canvas.theme.title;
    canvas.put_cut(x, y, width.min(end.saturating_sub(x)), title, style);
}

fn rows(canvas: &mut Canvas<'_>, model: &Model, grid: &Grid<'_>) {
    let theme = canvas.theme;
    let matrix = &model.matrix;
    let area = grid.titles;
    let height = usize::from(area.height);
    canvas.extent.list = height;
    let whole = FIELD * u16::try_from(grid.count).unwrap_or(0) + 1;
    canvas.target(
        Rect::new(area.x, area.y, area.width + whole, area.height),
        Target::List,
    );
    let first = first_row(matrix.cursor, matrix.rows.len(), height);
    let lines = matrix.rows.iter().enumerate().skip(first).take(height);
    for (y, (at, line)) in (area.y..).zip(lines) {
        let title = line.row(&model.desk).map_or("", |row| row.title.as_str());
        let here = at == matrix.cursor;
        let room = Rect::new(area.x, y, area.width - 1, 1);
        canvas.put_cut(room.x, y, room.width, title, theme.text);
        if here {
            canvas.style(room, theme.selected);
        }
        canvas.target(room, Target::Row(at));
        let cells = line.cells(&model.desk);
        for (item, x) in grid.items() {
            let cell = cells.get(item).copied().unwrap_or_default();
            field(canvas, (x, y), cell);
            if grid.starts_group(item) {
                canvas.bar(x - 1, y, 1);
            }
            canvas.target(Rect::new(x - 1, y, FIELD, 1), Target::Cell(at, item));
        }
        let cursor = grid.items().find(|(item, _)| here && *item == matrix.item);
        if let Some((_, x)) = cursor {
            let cell = cells.get(matrix.item).copied().unwrap_or_default();
            let words = format!("[{}]", cell_sign(cell));
            canvas.put(x - 1, y, 3, &words, theme.selected);
        }
    }
}

fn field(canvas: &mut Canvas<'_>, (x, y): (u16, u16), cell: Cell) {
    let style = heat(canvas.theme, cell);
    canvas.put(x, y, 1, cell_sign(cell).encode_utf8(&mut [0; 4]), style);
}

/// What worries is filled with its colour, so that it stands out of hundreds of fields.
fn heat(theme: &Theme, cell: Cell) -> Style {
    match cell {
        Cell::Open | Cell::NotAsked => theme.muted,
        Cell::ToConfirm => theme.unclear,
        Cell::Disputed => theme.concern.add_modifier(Modifier::REVERSED),
        Cell::Answered(state) => match state {
            AnswerState::Satisfied => theme.ok,
            AnswerState::Concern | AnswerState::Absent => {
                theme.concern.add_modifier(Modifier::REVERSED)
            }
            AnswerState::Withheld | AnswerState::Unclear => {
                theme.unclear.add_modifier(Modifier::REVERSED)
            }
            AnswerState::NotApplicable => theme.muted,
        },
    }
}

/// The field under the cursor in words: agreement, item, answer and by whom, and what is asked.
fn told(canvas: &mut Canvas<'_>, model: &Model, list: &Checklist, area: Rect) {
    let theme = canvas.theme;
    let matrix = &model.matrix;
    let (Some(line), Some(item)) = (matrix.current(), list.items.get(matrix.item)) else {
        return;
    };
    let title = line.row(&model.desk).map_or("", |row| row.title.as_str());
    canvas.put_cut(area.x, area.y, area.width, title, theme.title);
    let cell = line.cells(&model.desk).get(matrix.item).copied();
    let cell = cell.unwrap_or_default();
    let words = answer(model, list, cell);
    let style = match cell {
        Cell::Open | Cell::NotAsked => theme.text,
        cell => heat(theme, cell).remove_modifier(Modifier::REVERSED),
    };
    let number = matrix.item + 1;
    let name = format!("{number} {} · ", item.name);
    let used = canvas.put_cut(area.x, area.y + 1, area.width, &name, theme.text);
    let rest = area.width.saturating_sub(used);
    canvas.put_cut(area.x + used, area.y + 1, rest, &words, style);
    let below = Rect::new(area.x, area.y + 2, area.width, 2);
    put_wrapped(canvas, below, &item.question, theme.muted);
}

fn answer(model: &Model, list: &Checklist, cell: Cell) -> String {
    let matrix = &model.matrix;
    let review = matrix.current().map(|line| &line.id);
    let review = review.and_then(|id| model.state().agreement(id));
    let (Some(review), Some(item)) = (review, list.items.get(matrix.item)) else {
        return held_words(None);
    };
    let lineage = review.lineage(list);
    match cell {
        Cell::NotAsked => {
            let why = review.skips(list, item).unwrap_or_default();
            tr!("not asked: {why}", why)
        }
        Cell::ToConfirm => {
            let before = review.to_confirm(&lineage, &item.id);
            tr!(
                "to be confirmed ({answer})",
                answer = held_words(Some(&before))
            )
        }
        Cell::Open | Cell::Disputed | Cell::Answered(_) => {
            let register = review.answer(&lineage, &item.id);
            if let (Cell::Answered(state), false) = (cell, register.is_set()) {
                // What was read with the desk is older than the review, for a moment.
                return state.label().to_owned();
            }
            let words = held_words(Some(&register));
            if register.agreed().is_none() {
                return words;
            }
            let mut names: Vec<&str> = Vec::new();
            for held in register.standing() {
                if !names.contains(&held.by.name.as_str()) {
                    names.push(&held.by.name);
                }
            }
            tr!(
                "{answer} · by {names}",
                answer = words,
                names = names.join(", ")
            )
        }
    }
}

/// What the signs mean.
fn legend(canvas: &mut Canvas<'_>, area: Rect) {
    let states = AnswerState::ALL.map(|state| format!("{} {}", answer_sign(state), state.label()));
    let more = [
        tr!("≠ reviewers differ"),
        tr!("~ to be confirmed"),
        tr!("· not asked"),
    ];
    let style = canvas.theme.muted;
    let mut x = area.x;
    for words in states.into_iter().chain(more.map(str::to_owned)) {
        if x + columns(&words) > area.right() {
            break;
        }
        x += canvas.put(x, area.y, area.width, &words, style) + 2;
    }
}
