//! The matrix: agreements downward, the items of a checklist across, an answer where they meet.
//!
//! Everything it shows was read with the desk; what is under the cursor is looked up in the review.

use super::{Desk, moved};
use crate::app::action::Action;
use crate::app::data::{Cell, DeskRow};
use crate::app::message::{Effect, Target};
use crate::app::model::{Goal, Model, Screen};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::{Checklist, Item};
use crate::domain::translate::spoken;
use crate::tr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The matrix.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// The checklists that agreements of the desk are reviewed against, the most used first.
    pub lists: Vec<Arc<Checklist>>,
    /// The one that is shown.
    pub at: usize,
    /// The same with its texts in the language that is spoken.
    pub shown: Option<Arc<Checklist>>,
    /// The agreements reviewed against it, in the order of the desk.
    pub rows: Vec<Line>,
    /// The cursor, in the agreements.
    pub cursor: usize,
    /// The cursor, in the items.
    pub item: usize,
}

/// One agreement of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: AgreementId,
    /// Its row of the desk, by position.
    row: usize,
    /// Which of the row's grids is shown.
    grid: usize,
}

impl Line {
    /// Its row of the desk.
    pub fn row<'a>(&self, desk: &'a Desk) -> Option<&'a DeskRow> {
        desk.row(self.row)
    }

    /// Its answers, one for each item.
    pub fn cells<'a>(&self, desk: &'a Desk) -> &'a [Cell] {
        let grid = self.row(desk).and_then(|row| row.grids.get(self.grid));
        grid.map_or(&[], |grid| &grid.cells)
    }
}

impl Matrix {
    /// Takes in the agreements that the desk shows; both cursors stay on what they were on. Linear in
    /// the agreements.
    pub fn gather(&mut self, desk: &Desk) {
        let list = self.list().map(|list| key(list));
        self.lists = lists(desk);
        let same = |one: &Arc<Checklist>| Some(key(one)) == list;
        self.at = self.lists.iter().position(same).unwrap_or(0);
        self.show(desk);
    }

    /// The checklist that is shown.
    pub fn list(&self) -> Option<&Arc<Checklist>> {
        self.lists.get(self.at)
    }

    /// The item under the cursor, as the checklist has it.
    pub fn current_item(&self) -> Option<&Item> {
        self.list()?.items.get(self.item)
    }

    /// The agreement under the cursor.
    pub fn current(&self) -> Option<&Line> {
        self.rows.get(self.cursor)
    }

    fn show(&mut self, desk: &Desk) {
        let under_cursor = self.current().map(|line| line.id.clone());
        let Some(list) = self.lists.get(self.at).cloned() else {
            *self = Self::default();
            return;
        };
        let wanted = key(&list);
        let rows = desk.shown.iter().filter_map(|&at| {
            let row = desk.row(at)?;
            let mut grids = row.grids.iter();
            let grid = grids.position(|grid| key(&grid.checklist) == wanted)?;
            Some(Line {
                id: row.id.clone(),
                row: at,
                grid,
            })
        });
        self.rows = rows.collect();
        self.point_at(under_cursor.as_ref());
        self.item = self.item.min(list.items.len().saturating_sub(1));
        self.shown = Some(list.said_in(spoken()));
    }

    fn point_at(&mut self, id: Option<&AgreementId>) {
        let again = self.rows.iter().position(|line| Some(&line.id) == id);
        let last = self.rows.len().saturating_sub(1);
        self.cursor = again.unwrap_or(self.cursor).min(last);
    }
}

/// What tells one checklist from another.
fn key(list: &Checklist) -> (String, String) {
    (list.id.clone(), list.version.clone())
}

/// The checklists of the agreements that the desk shows, the most used first.
fn lists(desk: &Desk) -> Vec<Arc<Checklist>> {
    let mut used: BTreeMap<(&str, &str), (usize, &Arc<Checklist>)> = BTreeMap::new();
    let rows = desk.shown.iter().filter_map(|&at| desk.row(at));
    for grid in rows.flat_map(|row| &row.grids) {
        let list = &grid.checklist;
        let entry = used.entry((&list.id, &list.version));
        entry.or_insert((0, list)).0 += 1;
    }
    let mut used: Vec<_> = used.into_values().collect();
    used.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    used.into_iter().map(|(_, list)| Arc::clone(list)).collect()
}

/// Shows the matrix of what the desk shows, at the agreement under its cursor.
pub(super) fn open(model: &mut Model) {
    model.matrix.gather(&model.desk);
    if model.matrix.rows.is_empty() {
        model.say(tr!("There is no agreement to show in a matrix."));
        return;
    }
    let here = model.desk.current().map(|row| row.id.clone());
    model.matrix.point_at(here.as_ref());
    model.screen = Screen::Matrix;
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let matrix = &mut model.matrix;
    if let Some(cursor) = moved(matrix.cursor, matrix.rows.len(), page, action) {
        matrix.cursor = cursor;
        return Vec::new();
    }
    let items = matrix.list().map_or(0, |list| list.items.len());
    let last = items.saturating_sub(1);
    match action {
        Action::CursorLeft => matrix.item = matrix.item.saturating_sub(1),
        Action::CursorRight => matrix.item = (matrix.item + 1).min(last),
        Action::CursorHome => matrix.item = 0,
        Action::CursorEnd => matrix.item = last,
        Action::NextChecklist => next_list(model),
        Action::GoThere => return go_there(model),
        Action::Cancel => {
            let here = matrix.current().map(|line| line.id.clone());
            model.desk.point_at(here.as_ref());
            model.screen = Screen::Desk;
        }
        _ => {}
    }
    Vec::new()
}

fn next_list(model: &mut Model) {
    let matrix = &mut model.matrix;
    if matrix.lists.len() < 2 {
        model.say(tr!(
            "The agreements shown are all reviewed against this checklist alone."
        ));
        return;
    }
    matrix.at = (matrix.at + 1) % matrix.lists.len();
    matrix.item = 0;
    matrix.show(&model.desk);
}

/// Opens the agreement at the item under the cursor.
fn go_there(model: &mut Model) -> Vec<Effect> {
    let matrix = &model.matrix;
    let (Some(line), Some(list)) = (matrix.current(), matrix.list()) else {
        return Vec::new();
    };
    let Some(item) = matrix.current_item() else {
        return Vec::new();
    };
    let id = line.id.clone();
    let item = list.item_ref(&item.id);
    model.goal = Some((id.clone(), Goal::Item(item)));
    vec![Effect::Open(id)]
}

/// The first click chooses a field, the next one goes there.
pub fn click(model: &mut Model, target: Target) -> Vec<Effect> {
    let matrix = &mut model.matrix;
    let (row, item) = match target {
        Target::Cell(row, item) => (row, item),
        Target::Row(row) => (row, matrix.item),
        _ => return Vec::new(),
    };
    let items = matrix.list().map_or(0, |list| list.items.len());
    if row >= matrix.rows.len() || item >= items {
        return Vec::new();
    }
    if (matrix.cursor, matrix.item) == (row, item) {
        return go_there(model);
    }
    (matrix.cursor, matrix.item) = (row, item);
    Vec::new()
}
