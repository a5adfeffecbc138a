//! Searching all agreements: a line to type into, and the places found by agreement, while one types.

use super::Dialog;
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::everywhere::{self, Asked, Report};
use crate::app::message::Effect;
use crate::app::model::{Model, Screen};
use crate::app::screens::moved;
use crate::domain::agreement::AgreementId;
use crate::domain::everywhere::{Group, Place, Results};
use crate::domain::search::Query;
use crate::domain::text::Span;
use std::sync::Arc;

/// The search of all agreements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchAllDialog {
    /// What was typed.
    pub typed: Editor,
    /// What is being searched for; nothing while nothing is typed.
    asked: Option<Arc<Asked>>,
    /// What was found, of [`Self::shown`].
    pub results: Results,
    /// What the places shown are of: the search before, until the first places of the next are there.
    pub shown: Option<Arc<Asked>>,
    /// Whether more may be found.
    pub is_searching: bool,
    /// Why nothing can be found.
    pub problem: Option<String>,
    /// The cursor, in [`Self::stops`].
    pub cursor: usize,
    /// Whether the person has moved the cursor.
    has_moved: bool,
    /// Whether the words are those of the last time: what is typed takes their place.
    pub is_kept: bool,
}

/// Something that the cursor can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// An agreement whose places are not listed.
    Group(usize),
    /// A place of an agreement.
    Place(usize, usize),
}

impl SearchAllDialog {
    /// What the cursor can stand on.
    pub fn stops(&self) -> Vec<Stop> {
        let groups = self.results.groups.iter().enumerate();
        let stops = groups.flat_map(|(at, group)| {
            let places = (0..group.places.len()).map(move |place| Stop::Place(at, place));
            let alone = group.places.is_empty().then_some(Stop::Group(at));
            alone.into_iter().chain(places)
        });
        stops.collect()
    }

    /// What stands at a stop.
    pub fn at(&self, stop: Stop) -> Option<(&Group, Option<&Place>)> {
        let (Stop::Group(group) | Stop::Place(group, _)) = stop;
        let group = self.results.groups.get(group)?;
        match stop {
            Stop::Group(_) => Some((group, None)),
            Stop::Place(_, place) => group.places.get(place).map(|place| (&**group, Some(place))),
        }
    }

    /// What is under the cursor: its agreement and its place.
    fn chosen(&self) -> Option<(AgreementId, Option<Span>)> {
        let stop = *self.stops().get(self.cursor)?;
        let (group, place) = self.at(stop)?;
        Some((group.agreement.clone(), place.map(|place| place.span)))
    }

    /// Takes in what was found so far; the cursor stays on what it was put on.
    pub fn take_in(&mut self, report: Report) {
        if self.asked.as_ref() != Some(&report.asked) {
            return;
        }
        let before = self.chosen().filter(|_| self.has_moved);
        self.shown = Some(report.asked);
        match report.news {
            Ok((results, is_all)) => {
                self.results = results;
                self.is_searching = !is_all;
                self.problem = None;
            }
            Err(why) => {
                self.results = Results::default();
                self.is_searching = false;
                self.problem = Some(why);
            }
        }
        self.cursor = before.map_or(0, |before| self.nearest_to(&before));
    }

    /// The stop at a place, or else at the first one of its agreement.
    fn nearest_to(&self, (id, place): &(AgreementId, Option<Span>)) -> usize {
        let stops = self.stops();
        let here = |stop: &Stop| self.at(*stop).filter(|(group, _)| group.agreement == *id);
        let exact = stops
            .iter()
            .position(|stop| here(stop).is_some_and(|(_, one)| one.map(|one| one.span) == *place));
        let first = || stops.iter().position(|stop| here(stop).is_some());
        exact.or_else(first).unwrap_or(0)
    }

    /// Searches for what is typed now, unless that is being done.
    fn look(&mut self) -> Option<Effect> {
        let typed = self.typed.text().trim();
        let known = self.asked.as_ref().map_or("", |asked| &asked.typed);
        if known == typed {
            return None;
        }
        let query = Query::of(typed);
        if query.is_empty() {
            let typed = std::mem::take(&mut self.typed);
            let was_searching = self.asked.is_some();
            *self = Self {
                typed,
                ..Self::default()
            };
            return was_searching.then_some(Effect::StopLooking);
        }
        let typed = typed.to_owned();
        let asked = Arc::new(Asked { typed, query });
        // What was searched for the last time is shown where it was left.
        self.has_moved &= self.shown.as_ref() == Some(&asked);
        self.asked = Some(Arc::clone(&asked));
        self.is_searching = true;
        Some(Effect::SearchEverywhere(asked))
    }
}

/// Opens the search: for what is being typed into the search line of the agreement or to find one on the desk,
/// else for what was searched for the last time.
pub fn ask(model: &mut Model) {
    let kept = model.searched.take();
    let mut dialog = kept.unwrap_or_default();
    dialog.asked = None;
    let on_desk = model.desk.filter.as_ref();
    let on_desk =
        on_desk.filter(|filter| model.screen == Screen::Desk && !filter.text().is_empty());
    if let Some(Dialog::Search(line)) = &model.dialog {
        dialog.typed = line.typed.clone();
        super::search::act(model, Action::Cancel);
    } else if let Some(filter) = on_desk {
        dialog.typed = filter.clone();
    }
    dialog.is_kept = !dialog.typed.text().is_empty();
    model.dialog = Some(Dialog::SearchAll(dialog));
}

/// What is to be searched for, after what was typed has changed.
pub fn search_wanted(model: &mut Model) -> Option<Effect> {
    match &mut model.dialog {
        Some(Dialog::SearchAll(dialog)) => dialog.look(),
        _ => None,
    }
}

pub(super) fn type_text(dialog: &mut SearchAllDialog, typed: &str) {
    if std::mem::take(&mut dialog.is_kept) {
        dialog.typed = Editor::default();
    }
    dialog.typed.insert_line(typed);
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::SearchAll(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(to) = moved(dialog.cursor, dialog.stops().len(), page, action) {
        dialog.cursor = to;
        dialog.has_moved = true;
        return Vec::new();
    }
    match action {
        Action::Cancel => {
            model.searched = Some(dialog.clone());
            model.dialog = None;
            return vec![Effect::StopLooking];
        }
        Action::GoThere => {
            let (Some((id, place)), Some(shown)) = (dialog.chosen(), &dialog.shown) else {
                return Vec::new();
            };
            let typed = shown.typed.clone();
            dialog.has_moved = true;
            model.searched = Some(dialog.clone());
            // The rest is read on meanwhile, so that it is there when she comes back.
            return everywhere::go_there(model, &id, typed, place);
        }
        other => {
            if dialog.typed.act(other) {
                dialog.is_kept = false;
            }
        }
    }
    Vec::new()
}

/// Puts the cursor on a stop; says whether there is one.
pub(super) fn point_at(dialog: &mut SearchAllDialog, row: usize) -> bool {
    let is = row < dialog.stops().len();
    if is {
        dialog.cursor = row;
        dialog.has_moved = true;
    }
    is
}
