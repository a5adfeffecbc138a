//! The screens: the state of each and what its keys do.

mod arranging;
mod checklist;
mod desk;
mod journal;
mod matrix;
mod outline;
mod reader;
mod tagging;

pub use arranging::{GroupBy, SortBy};
pub(super) use checklist::open_items;
pub use checklist::{ChecklistScreen, Show};
pub use desk::Desk;
pub(super) use journal::take_in_proof;
pub use journal::{Checked, JournalScreen, told};
pub(super) use matrix::click as click_cell;
pub use matrix::{Line as MatrixLine, Matrix};
pub(super) use outline::{click_fold, wheel as wheel_outline};
pub(super) use reader::choose_between;

use super::action::Action;
use super::editing;
use super::inspection;
use super::key::Key;
use super::message::Effect;
use super::model::{Model, Screen};
use super::travel;

/// Does what a key means on the screen.
pub(super) fn act(model: &mut Model, action: Action, key: Key) -> Vec<Effect> {
    if travel::refuses(model, action) {
        return Vec::new();
    }
    match action {
        Action::Journal if model.screen != Screen::Journal => return journal::open(model),
        Action::Earlier | Action::Later => return travel::step(model, action == Action::Later),
        Action::ReturnToNow => return travel::return_to_now(model),
        Action::NextPlace => inspection::step(model, true),
        Action::PreviousPlace => inspection::step(model, false),
        Action::BackToProof => inspection::back_to_proof(model),
        Action::EndInspection => inspection::end(model),
        _ => {}
    }
    match model.screen {
        Screen::Desk => desk::act(model, action),
        Screen::Matrix => matrix::act(model, action),
        Screen::Reader => reader::act(model, action, key),
        Screen::Checklist => checklist::act(model, action),
        Screen::Journal => journal::act(model, action),
        Screen::Editing => editing::act(model, action),
    }
}

/// Moves a cursor in a list as the key says; nothing when the key says something else.
pub fn moved(cursor: usize, count: usize, page: usize, action: Action) -> Option<usize> {
    let last = count.saturating_sub(1);
    let page = page.saturating_sub(1).max(1);
    let target = match action {
        Action::Down => cursor.saturating_add(1),
        Action::Up => cursor.saturating_sub(1),
        Action::ScrollDown => cursor.saturating_add(page),
        Action::ScrollUp => cursor.saturating_sub(page),
        Action::First => 0,
        Action::Last => last,
        _ => return None,
    };
    Some(target.min(last))
}
