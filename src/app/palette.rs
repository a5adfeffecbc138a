//! What lies over every screen to be found by typing: everything that can be done here, and every
//! place to go to.
//!
//! Unlike a dialog it takes the place of nothing: what it was opened over is there again when it is
//! closed.

mod rows;

use super::action::Action;
use super::editor::Editor;
use super::key::Key;
use super::matching::{Choice, Match, matches};
use super::message::Effect;
use super::mode::Mode;
use super::model::{Model, Screen};
use super::screens::moved;
use crate::domain::agreement::AgreementId;
use crate::tr;

/// Actions that are remembered as used last.
const MOST_USED: usize = 5;

/// The list over everything.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What keys mean in it.
    pub mode: Mode,
    /// What keys meant where it was opened.
    about: Mode,
    /// What was typed.
    pub typed: Editor,
    /// Everything that can be found.
    pub rows: Vec<Row>,
    /// What fits, best first.
    pub found: Vec<Match>,
    /// The cursor, in what fits.
    pub cursor: usize,
    keys: Vec<Choice>,
    recent: Vec<usize>,
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is called.
    pub name: String,
    /// More words about it.
    pub more: String,
    /// What stands at the end of its line: keys, a page.
    pub aside: String,
    /// What choosing it does.
    pub deed: Deed,
}

/// What choosing a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Does what a key means.
    Act(Action, Key),
    /// Goes to a clause of the agreement being read, by its position.
    Clause(usize),
    /// Opens an agreement.
    Agreement(AgreementId),
}

impl Palette {
    fn new(mode: Mode, about: Mode, rows: Vec<Row>, recent: Vec<usize>) -> Self {
        let keys = rows.iter().map(|row| Choice::new(&row.name, &row.more));
        let mut palette = Self {
            mode,
            about,
            typed: Editor::default(),
            keys: keys.collect(),
            rows,
            found: Vec::new(),
            cursor: 0,
            recent,
        };
        palette.narrow();
        palette
    }

    fn narrow(&mut self) {
        self.found = matches(&self.keys, self.typed.text(), &self.recent);
        self.cursor = 0;
    }

    /// Types into it.
    pub(super) fn type_text(&mut self, typed: &str) {
        self.typed.insert_line(typed);
        self.narrow();
    }

    /// Puts the cursor on a row; says whether there is one.
    pub(super) const fn point_at(&mut self, row: usize) -> bool {
        let is = row < self.found.len();
        if is {
            self.cursor = row;
        }
        is
    }

    fn deed(&self) -> Option<Deed> {
        let found = self.found.get(self.cursor)?;
        Some(self.rows.get(found.at)?.deed.clone())
    }
}

/// Opens the list of everything that can be done where the person is; `about` is what keys mean there.
pub(super) fn open(model: &mut Model, about: Mode) {
    let rows = rows::actions(model, about);
    let used = model.used.iter();
    let recent = used.filter_map(|used| {
        rows.iter()
            .position(|row| matches!(row.deed, Deed::Act(action, _) if action == *used))
    });
    let recent = recent.collect();
    model.palette = Some(Box::new(Palette::new(Mode::Palette, about, rows, recent)));
}

/// Opens the list of places to go to.
pub(super) fn go_to(model: &mut Model) {
    let (rows, recent) = rows::places(model);
    let about = model.topmost();
    model.palette = Some(Box::new(Palette::new(Mode::GoTo, about, rows, recent)));
}

/// Does what a key means in the list; gives what was chosen.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Deed> {
    let page = model.extent.list;
    let palette = model.palette.as_mut()?;
    if let Some(cursor) = moved(palette.cursor, palette.found.len(), page, action) {
        palette.cursor = cursor;
        return None;
    }
    match action {
        Action::Cancel => model.palette = None,
        Action::Accept => return accept(model),
        other => {
            if palette.typed.act(other) {
                palette.narrow();
            }
        }
    }
    None
}

fn accept(model: &mut Model) -> Option<Deed> {
    let palette = model.palette.as_ref()?;
    let Some(deed) = palette.deed() else {
        model.say(tr!("Nothing has these letters. Erase some of them."));
        return None;
    };
    let about = palette.about;
    model.palette = None;
    if about != model.topmost() {
        model.say(tr!(
            "The screen has changed in the meantime. Open the list once more."
        ));
        return None;
    }
    if let Deed::Act(action, _) = deed {
        model.used.retain(|used| *used != action);
        model.used.insert(0, action);
        model.used.truncate(MOST_USED);
    }
    Some(deed)
}

/// Goes to a clause, from which there is a way back here.
pub(super) fn show_clause(model: &mut Model, clause: usize) -> Vec<Effect> {
    if let Some(reading) = &mut model.reading {
        reading.words = None;
    }
    model.show_clause(clause);
    Vec::new()
}

/// Opens an agreement; the place in the one that is left is kept.
pub(super) fn open_agreement(model: &mut Model, id: AgreementId) -> Vec<Effect> {
    let mut rows = model.desk.rows.iter().flatten();
    let problem = rows.find(|row| row.id == id);
    if let Some(problem) = problem.and_then(|row| row.problem.clone()) {
        model.complain(problem);
        return Vec::new();
    }
    let mut effects = Vec::new();
    if let Some(reading) = model
        .reading
        .as_ref()
        .filter(|_| model.screen != Screen::Desk)
    {
        if reading.agreement.id == id {
            model.screen = Screen::Reader;
            return Vec::new();
        }
        effects.extend(reading.place().map(Effect::SavePlace));
    }
    model.came_from.clear();
    effects.push(Effect::Open(id));
    effects
}
