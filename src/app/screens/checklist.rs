//! The checklist of one agreement: every item, or only what is open.

use super::{moved, reader};
use crate::app::action::Action;
use crate::app::dialogs;
use crate::app::lists::{self, LookFor};
use crate::app::message::Effect;
use crate::app::mode::Mode;
use crate::app::model::{Model, Screen};
use crate::app::reading::Reading;
use crate::domain::review::event::{AnswerState, Assessment};
use crate::domain::review::state::Register;
use crate::{tr, trn};
use std::collections::BTreeSet;

/// Which items of the checklist are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// All of them.
    #[default]
    All,
    /// What is open: without an answer, or with one that must be confirmed or lacks grounds.
    Open,
    /// What somebody calls a concern, as an answer or on words.
    Concern,
    /// What somebody calls absent.
    Absent,
    /// What somebody calls withheld.
    Withheld,
    /// What reviewers differ on.
    Disputed,
}

impl Show {
    /// All of them, in the order in which the key goes through them.
    const ALL: [Self; 6] = [
        Self::All,
        Self::Open,
        Self::Concern,
        Self::Absent,
        Self::Withheld,
        Self::Disputed,
    ];

    /// The title above the items.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => tr!("All items"),
            Self::Open => tr!("Open items"),
            Self::Concern => tr!("Concerns"),
            Self::Absent => tr!("Items called absent"),
            Self::Withheld => tr!("Items called withheld"),
            Self::Disputed => tr!("Items that reviewers differ on"),
        }
    }

    /// What is said where no item is like that.
    pub fn nothing(self) -> &'static str {
        match self {
            Self::All => tr!("The checklist has no items."),
            Self::Open => tr!("Nothing is open: every item has an answer."),
            Self::Concern => tr!("No item is a concern."),
            Self::Absent => tr!("No item is called absent."),
            Self::Withheld => tr!("No item is called withheld."),
            Self::Disputed => tr!("Reviewers do not differ on any item."),
        }
    }

    fn next(self) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    fn items(self, reading: &Reading) -> Vec<usize> {
        let all = 0..reading.checklist.items.len();
        let answered = |item: usize, state| {
            let answer = reading.marks.answers.get(item);
            let held = answer.map(Register::standing).unwrap_or_default();
            let mut values = held.into_iter().filter_map(|held| held.value.as_ref());
            values.any(|value| value.state == state)
        };
        match self {
            Self::All => all.collect(),
            Self::Open => open_items(reading),
            Self::Concern => all
                .filter(|&item| answered(item, AnswerState::Concern) || has_worry(reading, item))
                .collect(),
            Self::Absent => all
                .filter(|&item| answered(item, AnswerState::Absent))
                .collect(),
            Self::Withheld => all
                .filter(|&item| answered(item, AnswerState::Withheld))
                .collect(),
            Self::Disputed => all.filter(|&item| reading.is_disputed(item)).collect(),
        }
    }
}

/// Whether words tagged with an item are a concern.
fn has_worry(reading: &Reading, item: usize) -> bool {
    let tags = reading.marks.evidence.get(item).into_iter().flatten();
    let mut tags = tags.filter_map(|&(clause, tag)| reading.marks_on(clause)?.tags.get(tag));
    tags.any(|tag| tag.assessment == Some(Assessment::Concern))
}

/// The checklist screen; its cursor is that of the reader's checklist.
#[derive(Debug, Clone, Default)]
pub struct ChecklistScreen {
    /// Which items are shown.
    pub show: Show,
    /// The items marked for one answer to all of them, by position.
    pub ticked: BTreeSet<usize>,
    /// An item that stays in the list though it is open no more: a colleague answered it while the
    /// cursor stood on it.
    pub kept: Option<usize>,
    /// Whether the way back leads to the matrix, from which it was opened.
    pub from_matrix: bool,
}

impl ChecklistScreen {
    /// The items shown, by position.
    pub fn shown(&self, reading: &Reading) -> Vec<usize> {
        let kept = self.kept.filter(|item| *item == reading.item);
        let mut shown = self.show.items(reading);
        if self.show != Show::All {
            shown.extend(kept);
            shown.sort_unstable();
            shown.dedup();
        }
        shown
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
        (Action::OnlyOpen, _) => {
            let open = model.checklist.show == Show::Open;
            show(model, if open { Show::All } else { Show::Open });
        }
        (Action::FilterItems, _) => show(model, model.checklist.show.next()),
        (Action::Tick, Some(item)) => tick(model, &[item], shown.get(cursor + 1).copied()),
        (Action::TickGroup, Some(item)) => {
            let items = &reading.checklist.items;
            let group = |at: &usize| items.get(*at).map(|item| &item.group);
            let same = shown.iter().filter(|at| group(at) == group(&item));
            let same: Vec<usize> = same.copied().collect();
            tick(model, &same, None);
        }
        (Action::NotApplicable, item) => {
            let ticked = model.checklist.ticked.iter().copied();
            let ticked: Vec<usize> = ticked.filter(|at| shown.contains(at)).collect();
            let one = item.filter(|_| ticked.is_empty());
            dialogs::ask_not_applicable(model, ticked.into_iter().chain(one).collect());
        }
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

/// Marks items, or unmarks them when all of them are marked, and goes on.
fn tick(model: &mut Model, items: &[usize], next: Option<usize>) {
    let ticked = &mut model.checklist.ticked;
    if items.iter().all(|item| ticked.contains(item)) {
        ticked.retain(|item| !items.contains(item));
    } else {
        ticked.extend(items);
    }
    let count = ticked.len();
    if let (Some(reading), Some(next)) = (&mut model.reading, next) {
        reading.item = next;
    }
    let key = model.keymap.key_of(Mode::Checklist, Action::NotApplicable);
    let words = trn!(
        count,
        "{n} item is marked. {key} calls it not applicable.",
        "{n} items are marked. {key} calls them not applicable.",
        key = key.unwrap_or("F1")
    );
    model.say(words);
}

fn show(model: &mut Model, show: Show) {
    model.checklist.show = show;
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
