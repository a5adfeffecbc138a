//! The desk: all agreements, found by typing.

use super::arranging::{Arrangement, GroupBy};
use super::{matrix, moved};
use crate::app::action::Action;
use crate::app::data::DeskRow;
use crate::app::dialogs;
use crate::app::editor::Editor;
use crate::app::matching::{Choice, Match, matches};
use crate::app::message::Effect;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::domain::agreement::AgreementId;
use crate::tr;
use std::collections::{BTreeSet, HashMap};

/// The desk.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// All agreements; nothing before they were read.
    pub rows: Option<Vec<DeskRow>>,
    /// What was typed to find one; nothing when all are shown.
    pub filter: Option<Editor>,
    /// How they are arranged.
    pub arrangement: Arrangement,
    /// Those shown, by position.
    pub shown: Vec<usize>,
    /// Where groups of them begin, in those shown.
    pub heads: Vec<usize>,
    /// The cursor, in those shown.
    pub cursor: usize,
    /// Agreements that were touched since their rows were read.
    pub stale: BTreeSet<AgreementId>,
    /// The letters of the titles that were typed, of those shown.
    pub found: Vec<Match>,
    keys: Vec<Choice>,
}

impl Desk {
    /// What keys mean on the desk.
    pub const fn mode(&self) -> Mode {
        match self.filter {
            Some(_) => Mode::DeskFilter,
            None => Mode::Desk,
        }
    }

    /// Takes in the agreements; the cursor stays on the one it was on.
    pub fn load(&mut self, rows: Vec<DeskRow>) {
        let under_cursor = self.current().map(|row| row.id.clone());
        self.keys = rows
            .iter()
            .map(|row| Choice::new(&row.title, &row.language))
            .collect();
        self.rows = Some(rows);
        self.narrow();
        let again = self
            .shown
            .iter()
            .position(|&at| self.row(at).map(|row| &row.id) == under_cursor.as_ref());
        self.cursor = again.unwrap_or(0);
    }

    /// Takes in some rows that were read anew, and those that are new.
    pub fn take(&mut self, rows: Vec<DeskRow>) {
        let Some(mut all) = self.rows.clone() else {
            return;
        };
        let known = all.iter().enumerate();
        let known: HashMap<_, _> = known.map(|(at, row)| (row.id.clone(), at)).collect();
        for row in rows {
            match known.get(&row.id) {
                Some(&at) => all[at] = row,
                None => all.push(row),
            }
        }
        all.sort_by_cached_key(|row| (row.title.to_lowercase(), row.id.clone()));
        self.load(all);
    }

    /// The agreement under the cursor.
    pub fn current(&self) -> Option<&DeskRow> {
        self.row(*self.shown.get(self.cursor)?)
    }

    /// Puts the cursor on an agreement, where it is shown.
    pub fn point_at(&mut self, id: Option<&AgreementId>) {
        let at = |at: &usize| self.row(*at).map(|row| &row.id) == id;
        let found = self.shown.iter().position(at);
        self.cursor = found.unwrap_or(self.cursor);
    }

    /// What the group is called that begins at this place of those shown, and how many belong to it.
    pub fn head(&self, at: usize) -> Option<(&str, usize)> {
        let group = self.heads.binary_search(&at).ok()?;
        let end = self.heads.get(group + 1).copied();
        let row = self.row(*self.shown.get(at)?)?;
        let name = self.arrangement.group.of(row);
        Some((name, end.unwrap_or(self.shown.len()) - at))
    }

    /// An agreement by its position.
    pub fn row(&self, at: usize) -> Option<&DeskRow> {
        self.rows.as_ref()?.get(at)
    }

    /// Types into the filter.
    pub fn type_text(&mut self, typed: &str) {
        self.filter.get_or_insert_default().insert_line(typed);
        self.narrow();
        self.cursor = 0;
    }

    fn narrow(&mut self) {
        let typed = self.filter.as_ref().map_or("", Editor::text);
        self.found = matches(&self.keys, typed, &[]);
        self.shown = self.found.iter().map(|found| found.at).collect();
        let rows = self.rows.as_deref().unwrap_or_default();
        let shows = |at: &usize| rows.get(*at).is_some_and(|row| self.arrangement.shows(row));
        self.shown.retain(shows);
        self.heads.clear();
        // What was typed puts the best first, whatever the order.
        if typed.trim().is_empty() {
            self.arrangement.sort(&mut self.shown, rows);
            self.heads = self.arrangement.heads(&self.shown, rows);
        }
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
    }

    fn show_all(&mut self) {
        self.filter = None;
        self.rearrange();
    }

    /// Shows what is to be shown now; the cursor stays on the agreement.
    fn rearrange(&mut self) {
        let under_cursor = self.shown.get(self.cursor).copied();
        self.narrow();
        let again = self.shown.iter().position(|&at| Some(at) == under_cursor);
        self.cursor = again.unwrap_or(0);
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let desk = &mut model.desk;
    if let Some(cursor) = moved(desk.cursor, desk.shown.len(), page, action) {
        desk.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::Open => return open(model),
        Action::Sort => {
            desk.arrangement.sort = desk.arrangement.sort.next();
            desk.rearrange();
            let order = desk.arrangement.sort.words();
            model.say(tr!("The agreements stand {order}.", order));
        }
        Action::GroupBy => {
            desk.arrangement.group = desk.arrangement.group.next();
            desk.rearrange();
            model.say(match model.desk.arrangement.group {
                GroupBy::Nothing => tr!("The agreements stand in one list."),
                GroupBy::PublicBody => tr!("The agreements are grouped by public body."),
                GroupBy::Supplier => tr!("The agreements are grouped by supplier."),
            });
        }
        Action::OnlyState => {
            desk.arrangement
                .next_state(desk.rows.as_deref().unwrap_or_default());
            desk.rearrange();
        }
        Action::Cancel if desk.filter.is_none() && desk.arrangement.only.is_some() => {
            desk.arrangement.only = None;
            desk.rearrange();
        }
        Action::Matrix => matrix::open(model),
        Action::Tour => {
            model.leaves_for_tour = true;
            return vec![Effect::Quit];
        }
        Action::ReadIn => return dialogs::ask_files(model),
        Action::Filter => desk.filter = Some(Editor::default()),
        Action::Cancel if desk.filter.is_none() => {
            // Going back once too often must not end the program.
            let key = model.keymap.key_of(Mode::Desk, Action::Quit);
            let words = tr!("{key} leaves the program.", key = key.unwrap_or("Ctrl-C"));
            model.say(words);
        }
        Action::Cancel => desk.show_all(),
        Action::EraseLeft
            if desk
                .filter
                .as_ref()
                .is_some_and(|one| one.text().is_empty()) =>
        {
            desk.show_all();
        }
        other => {
            if let Some(filter) = &mut desk.filter
                && filter.act(other)
            {
                desk.narrow();
            }
        }
    }
    Vec::new()
}

fn open(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.desk.current() else {
        return Vec::new();
    };
    if let Some(problem) = row.problem.clone() {
        model.complain(problem);
        return Vec::new();
    }
    vec![Effect::Open(row.id.clone())]
}
