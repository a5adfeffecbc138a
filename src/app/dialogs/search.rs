//! Searching in the agreement: places are marked while the words are typed.

use super::Dialog;
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::app::trail::{Over, Spot};
use crate::domain::translate::number;
use crate::tr;

/// The line that is typed into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchLine {
    /// What was typed.
    pub typed: Editor,
    /// The place to go back to.
    from: Spot,
}

/// Opens the line.
pub fn ask(model: &mut Model) {
    let Some(reading) = &mut model.reading else {
        return;
    };
    let from = reading.spot(Over::Nothing);
    reading.look_for("");
    model.dialog = Some(Dialog::Search(SearchLine {
        typed: Editor::default(),
        from,
    }));
}

pub(super) fn type_text(model: &mut Model, typed: &str) {
    if let Some(Dialog::Search(line)) = &mut model.dialog {
        line.typed.insert_line(typed);
        look(model);
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Search(line)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(reading) = &mut model.reading {
        let search = &reading.search;
        let at = search.at.unwrap_or(0);
        if let Some(to) = moved(at, search.found.len(), page, action) {
            reading.go_to_match(to);
            return Vec::new();
        }
    }
    match action {
        Action::Cancel => {
            let from = line.from;
            if let Some(reading) = &mut model.reading {
                reading.look_for("");
                reading.go_to(from.clause);
                reading.scroll = from.scroll;
            }
            model.dialog = None;
        }
        Action::Accept => {
            let from = line.from;
            if let Some(reading) = &mut model.reading
                && reading.at != from.clause
            {
                reading.trail.leave(from);
            }
            model.dialog = None;
            tell_matches(model);
        }
        other => {
            if line.typed.act(other) {
                look(model);
            }
        }
    }
    Vec::new()
}

/// Goes to a place of the list; says whether there is one.
pub(super) fn point_at(model: &mut Model, row: usize) -> bool {
    let reading = model.reading.as_deref_mut();
    let Some(reading) = reading.filter(|reading| row < reading.search.found.len()) else {
        return false;
    };
    reading.go_to_match(row);
    true
}

/// Searches anew from the clause where searching began.
fn look(model: &mut Model) {
    let Some(Dialog::Search(line)) = &model.dialog else {
        return;
    };
    if let Some(reading) = &mut model.reading {
        reading.look_for(line.typed.text());
        reading.go_to(line.from.clause);
        reading.go_to_match_from_here();
    }
}

/// Says how many places were found.
pub fn tell_matches(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let search = &reading.search;
    if search.query.trim().is_empty() {
        return;
    }
    let words = match (search.found.len(), search.at) {
        (0, _) => tr!(
            "“{query}” is nowhere in this agreement.",
            query = search.query
        ),
        (count, at) => tr!(
            "“{query}”: place {at} of {count}. n and N go on, Esc ends the search.",
            query = search.query,
            at = number(at.unwrap_or(0) + 1),
            count = number(count)
        ),
    };
    model.say(words);
}
