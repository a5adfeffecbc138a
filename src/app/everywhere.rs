//! Searching all agreements for words: what is asked, what comes back, and the way to a place.

use super::action::Action;
use super::dialogs::{Dialog, tell_matches};
use super::elsewhere;
use super::message::Effect;
use super::model::{Goal, Model, Screen};
use super::reading::Focus;
use super::trail::Over;
use crate::domain::agreement::AgreementId;
use crate::domain::everywhere::Results;
use crate::domain::search::Query;
use crate::domain::text::Span;
use crate::tr;
use std::sync::Arc;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As it was typed.
    pub typed: String,
    /// What that means.
    pub query: Query,
}

/// What comes back of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What was asked: a report about something else comes too late.
    pub asked: Arc<Asked>,
    /// What was found so far, and whether that is all; or why nothing can be found, in a sentence.
    pub news: Result<(Results, bool), String>,
}

/// Takes in what came back, where it is still asked for.
pub(super) fn take_in(model: &mut Model, report: Report) {
    if let Some(Dialog::SearchAll(dialog)) = &mut model.dialog {
        dialog.take_in(report);
    }
}

/// Goes to a place of what was typed, or to the first one, in whichever agreement.
pub(super) fn go_there(
    model: &mut Model,
    id: &AgreementId,
    typed: String,
    place: Option<Span>,
) -> Vec<Effect> {
    let is_reading = !model.screen.is_of_all();
    let reading = model.reading.as_mut().filter(|_| is_reading);
    match reading {
        Some(reading) if reading.agreement.id == *id => {
            reading.trail.leave(reading.spot(Over::Nothing));
            model.dialog = None;
            reach(model, &typed, place);
            tell(model);
            Vec::new()
        }
        Some(_) => elsewhere::leave_for(model, id, Goal::Found { typed, place }),
        None => {
            model.goal = Some((id.clone(), Goal::Found { typed, place }));
            vec![Effect::Open(id.clone())]
        }
    }
}

/// Shows a place of what was typed in the agreement that is open, and keeps searching for it there.
pub(super) fn reach(model: &mut Model, typed: &str, place: Option<Span>) {
    let Some(reading) = &mut model.reading else {
        return;
    };
    model.screen = Screen::Reader;
    reading.focus = Focus::Clause;
    reading.look_for(typed);
    let mut found = reading.search.found.iter();
    if let Some(at) = found.position(|found| Some(found.span) == place) {
        reading.go_to_match(at);
    } else {
        reading.go_to(0);
        reading.go_to_match_from_here();
    }
}

/// Says how many places there are, and how to come back to the list.
pub(super) fn tell(model: &mut Model) {
    tell_matches(model);
    let key = model
        .keymap
        .key_of(super::mode::Mode::Reader, Action::SearchAll);
    let search = model.reading.as_ref().map(|reading| &reading.search);
    if let (Some(search), Some(key)) = (search, key)
        && let Some(at) = search.at
    {
        let words = tr!(
            "“{query}”: place {at} of {count}. n and N go on, {key} shows the list again.",
            query = search.query,
            at = at + 1,
            count = search.found.len(),
            key
        );
        model.say(words);
    }
}
