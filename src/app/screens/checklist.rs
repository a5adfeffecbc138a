//! The checklist of one agreement: every item, or only what is open.

use super::{moved, reader};
use crate::app::action::Action;
use crate::app::dialogs;
use crate::app::lists::{self, LookFor};
use crate::app::message::Effect;
use crate::app::model::{Model, Screen};
use crate::app::reading::Reading;
use crate::domain::review::event::AnswerState;
use crate::tr;

/// The checklist screen; its cursor is that of the reader's checklist.
#[derive(Debug, Clone, Default)]
pub struct ChecklistScreen {
    /// Whether only open items are shown: those without an answer, and those whose answer must be
    /// confirmed or lacks grounds.
    pub only_open: bool,
    /// An item that stays in the list though it is open no more: a colleague answered it while the
    /// cursor stood on it.
    pub kept: Option<usize>,
    /// Whether the way back leads to the matrix, from which it was opened.
    pub from_matrix: bool,
}

impl ChecklistScreen {
    /// The items shown, by position.
    pub fn shown(&self, reading: &Reading) -> Vec<usize> {
        if self.only_open {
            let kept = self.kept.filter(|item| *item == reading.item);
            let mut open = open_items(reading);
            open.extend(kept);
            open.sort_unstable();
            open.dedup();
            open
        } else {
            (0..reading.checklist.items.len()).collect()
        }
    }
}

/// The items that are still open: without an answer, or with one that must be confirmed, lacks
/// grounds or is disputed.
pub fn open_items(reading: &Reading) -> Vec<usize> {
    let coverage = &reading.marks.coverage;
    let lacking = coverage.lacking.iter().map(|(item, _)| *item);
    let open = coverage.unanswered.iter().chain(&coverage.to_confirm);
    let items = 0..reading.checklist.items.len();
    let disputed = items.filter(|item| reading.is_disputed(*item));
    let mut open: Vec<usize> = open.copied().chain(disputed).chain(lacking).collect();
    open.sort_unstable();
    open.dedup();
    open
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    let shown = model.checklist.shown(reading);
    let cursor = shown.iter().position(|&item| item >= reading.item);
    let cursor = cursor.unwrap_or(shown.len().saturating_sub(1));
    if let Some(cursor) = moved(cursor, shown.len(), page, action) {
        reading.item = shown.get(cursor).copied().unwrap_or(reading.item);
        return Vec::new();
    }
    // A hidden item must not be answered by accident.
    let item = shown.get(cursor).copied();
    match (action, item) {
        (Action::Answer, Some(item)) => dialogs::ask_answer(model, item),
        (Action::Absent, Some(item)) => {
            return dialogs::begin_answer(model, item, AnswerState::Absent);
        }
        (Action::Withheld, Some(item)) => {
            return dialogs::begin_answer(model, item, AnswerState::Withheld);
        }
        (Action::Settle, Some(item)) => dialogs::ask_on_item(model, item),
        (Action::Note, Some(item)) => dialogs::write_note_on_answer(model, item),
        (Action::Sources, Some(item)) => dialogs::show_sources(model, item),
        (Action::GoThere, Some(item)) => go_there(model, item),
        (Action::OnlyOpen, _) => only_open(model),
        (Action::Confidential, Some(item)) => {
            return dialogs::change_answer_confidential(model, item);
        }
        (Action::NextChecklist, _) => lists::show_next(model),
        (Action::Checklists, _) => return lists::look(model, LookFor::Choosing),
        (Action::EditChecklist, _) => return lists::look(model, LookFor::Editing),
        (Action::Undo, _) => return model.take_back(false),
        (Action::Redo, _) => return model.take_back(true),
        (Action::Export, _) => dialogs::ask_export(model),
        (Action::SignOff, _) => dialogs::ask_sign_off(model),
        (Action::Cancel, _) if model.checklist.from_matrix => {
            return reader::leave_to(model, Screen::Matrix);
        }
        (Action::Cancel, _) => model.screen = Screen::Reader,
        _ => {}
    }
    Vec::new()
}

fn only_open(model: &mut Model) {
    model.checklist.only_open = !model.checklist.only_open;
    if let Some(reading) = &mut model.reading {
        let shown = model.checklist.shown(reading);
        let next = shown.iter().find(|&&item| item >= reading.item);
        reading.item = next.or(shown.last()).copied().unwrap_or(reading.item);
    }
}

fn go_there(model: &mut Model, item: usize) {
    let reading = model.reading.as_ref();
    let tags = reading.and_then(|reading| reading.marks.evidence.get(item));
    match tags.and_then(|tags| tags.first()).copied() {
        Some((clause, tag)) => {
            model.show_clause(clause);
            if let Some(reading) = &mut model.reading {
                reading.tag = tag;
            }
        }
        None => model.say(tr!("No clause is tagged with this item yet.")),
    }
}
