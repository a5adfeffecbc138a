//! Travel: the review as it stood at an earlier entry, to be looked at and not to be changed.
//!
//! The record itself stays what it is; only what the screens are computed from is another state. On
//! the way back everything is put where it was.

use super::action::Action;
use super::dialogs::Dialog;
use super::lists::ListTask;
use super::message::Effect;
use super::mode::Mode;
use super::model::{Model, Screen};
use super::reading::Reading;
use super::screens::{ChecklistScreen, Desk, JournalScreen};
use crate::domain::review::event::ChecklistRef;
use crate::domain::review::log::{about, in_order, up_to};
use crate::domain::review::{ChecklistChoice, ReviewState, StoredEntry};
use crate::tr;
use std::sync::Arc;

/// A journey into the past of the review.
#[derive(Debug, Clone)]
pub struct Travel {
    /// The review as it stood.
    pub state: Arc<ReviewState>,
    /// Where one is, in words: `As it stood at entry 412 of Ana, 2026-11-22 10:05 UTC`.
    pub place: String,
    /// The entries that can be gone to, by position in the record, the oldest first.
    stops: Vec<usize>,
    /// The one that one is at.
    at: usize,
    /// All entries in the order of the log.
    order: Vec<usize>,
    /// How many of them count.
    applied: usize,
    /// The checklists that the screens show.
    lists: Vec<ChecklistRef>,
    /// Where the journey began.
    before: Box<Before>,
}

/// Everything that a journey changes, as it was.
#[derive(Debug, Clone)]
struct Before {
    screen: Screen,
    reading: Option<Box<Reading>>,
    checklist: ChecklistScreen,
    journal: JournalScreen,
    desk: Desk,
}

impl Travel {
    /// The whole sentence.
    pub fn banner(&self) -> String {
        tr!(
            "{place}: reading only. Esc returns to now",
            place = self.place
        )
    }
}

/// Sets out to the entry under the cursor of the journal: into the reader, or from the journal of the
/// whole workspace to the desk.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    let journal = &model.journal;
    let mut stops = journal.rows.clone();
    stops.reverse();
    let Some(entry) = journal.current() else {
        return Vec::new();
    };
    let Some(at) = stops.iter().position(|&stop| stop == entry) else {
        return Vec::new();
    };
    let whole = journal.scope.is_none();
    model.travel = Some(Box::new(Travel {
        state: Arc::default(),
        place: String::new(),
        stops,
        at,
        order: in_order(&model.record.entries),
        applied: 0,
        lists: shown_lists(model),
        before: Box::new(Before {
            screen: model.screen,
            reading: model.reading.clone(),
            checklist: model.checklist.clone(),
            journal: model.journal.clone(),
            desk: model.desk.clone(),
        }),
    }));
    model.screen = if whole { Screen::Desk } else { Screen::Reader };
    if whole {
        let entry = model.record.entries.get(entry);
        let id = entry.and_then(|stored| stored.entry.event.agreement());
        model.desk.point_at(id);
    }
    go(model, at)
}

/// Goes to an earlier or a later entry.
pub(super) fn step(model: &mut Model, later: bool) -> Vec<Effect> {
    let Some(travel) = &model.travel else {
        return Vec::new();
    };
    let next = if later {
        Some(travel.at + 1).filter(|next| *next < travel.stops.len())
    } else {
        travel.at.checked_sub(1)
    };
    let Some(next) = next else {
        model.say(if later {
            tr!("This is the newest of the entries shown in the journal. Esc returns to now.")
        } else {
            tr!("This is the oldest of the entries shown in the journal.")
        });
        return Vec::new();
    };
    go(model, next)
}

fn go(model: &mut Model, at: usize) -> Vec<Effect> {
    let entries = &model.record.entries;
    let Some(travel) = &mut model.travel else {
        return Vec::new();
    };
    let Some(stop) = travel.stops.get(at).copied() else {
        return Vec::new();
    };
    travel.at = at;
    let past = up_to(&travel.order, stop).unwrap_or_default();
    let count = past.len();
    if count < travel.applied {
        travel.state = Arc::default();
        travel.applied = 0;
    }
    let state = Arc::make_mut(&mut travel.state);
    for &one in past.iter().skip(travel.applied) {
        state.apply(&entries[one]);
    }
    travel.applied = count;
    let stored = &entries[stop];
    travel.place = place(stored);
    let said = about::clause(&stored.entry.event).map(|(id, _)| id.clone());
    let on = stored.entry.event.agreement().cloned();
    let there = model.reading.as_ref().and_then(|reading| {
        let here = on.as_ref() == Some(&reading.agreement.id);
        reading.agreement.clauses.index_of(&said.filter(|_| here)?)
    });
    model.refresh();
    if let (Some(clause), Some(reading)) = (there, &mut model.reading) {
        reading.go_to(clause);
    }
    what_to_read_anew(model)
}

/// The desk has other numbers, and the agreement may have had other checklists.
fn what_to_read_anew(model: &mut Model) -> Vec<Effect> {
    if model.screen.is_of_all() {
        return vec![Effect::LoadDesk];
    }
    let lists = shown_lists(model);
    let id = model.reading.as_ref().map(|one| one.agreement.id.clone());
    match (&mut model.travel, id) {
        (Some(travel), Some(id)) if travel.lists != lists => {
            travel.lists = lists;
            vec![Effect::Lists(ListTask::Reload(id))]
        }
        _ => Vec::new(),
    }
}

/// The checklists that the agreement being read is reviewed against, in the state that is shown.
fn shown_lists(model: &Model) -> Vec<ChecklistRef> {
    let review = model.review();
    let chosen = review.map(|review| review.chosen()).unwrap_or_default();
    chosen.into_iter().map(ChecklistChoice::reference).collect()
}

fn place(stored: &StoredEntry) -> String {
    let entry = &stored.entry;
    tr!(
        "As it stood at entry {seq} of {name}, {time} UTC",
        seq = entry.seq,
        name = entry.by.name,
        // Short, so that a narrow window still says what can be done.
        time = entry.at.to_short_minute().trim_start()
    )
}

/// Comes back to now, exactly to the place before.
pub(super) fn return_to_now(model: &mut Model) -> Vec<Effect> {
    let Some(travel) = model.travel.take() else {
        return Vec::new();
    };
    let before = *travel.before;
    model.screen = before.screen;
    model.reading = before.reading;
    model.checklist = before.checklist;
    model.journal = before.journal;
    model.desk = before.desk;
    model.goal = None;
    model.came_from.clear();
    model.dialog = None;
    model.refresh();
    model.say(tr!("This is now."));
    // Whatever was decided meanwhile by others counts on the desk as well.
    vec![Effect::LoadDesk]
}

/// The mode whose keys come before all others.
pub fn overlay(model: &Model) -> Option<Mode> {
    let free = model.travel.is_some()
        && model.dialog.is_none()
        && model.help.is_none()
        && model.palette.is_none()
        && model.desk.filter.is_none();
    free.then_some(Mode::Travel)
}

/// Refuses what would change something; says whether it did.
pub(super) fn refuses(model: &mut Model, action: Action) -> bool {
    let Some(travel) = &model.travel else {
        return false;
    };
    let in_search = matches!(model.dialog, Some(Dialog::Search(_)));
    let allowed = match action {
        Action::Accept => in_search,
        Action::ReadOn => !model.extent.at_end,
        other => only_looks(other),
    };
    if !allowed {
        let words = travel.banner();
        model.complain(words + ".");
    }
    !allowed
}

/// Whether an action only looks. What is not named here is refused, so that a new action cannot
/// change the past by being forgotten.
pub const fn only_looks(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::Earlier
            | A::Later
            | A::ReturnToNow
            | A::NextClause
            | A::PreviousClause
            | A::NextOpen
            | A::PreviousOpen
            | A::NextSought
            | A::PreviousSought
            | A::ChooseSought
            | A::SwitchOrder
            | A::Bookmarks
            | A::LearnFromTeam
            | A::Similar
            | A::Compare
            | A::Peek
            | A::StepBack
            | A::GoBack
            | A::GoForward
            | A::Palette
            | A::GoTo
            | A::Search
            | A::SearchAll
            | A::NextMatch
            | A::PreviousMatch
            | A::NextTag
            | A::PreviousTag
            | A::Checklist
            | A::NextChecklist
            | A::NextPane
            | A::PreviousPane
            | A::Outline
            | A::Fold
            | A::Unfold
            | A::FoldAll
            | A::Receipt
            | A::Beside
            | A::Sources
            | A::Details
            | A::OnlyOpen
            | A::FilterItems
            | A::GoThere
            | A::ScrollDown
            | A::ScrollUp
            | A::First
            | A::Last
            | A::Down
            | A::Up
            | A::CursorLeft
            | A::CursorRight
            | A::CursorHome
            | A::CursorEnd
            | A::EraseLeft
            | A::EraseRight
            | A::EraseLine
            | A::Open
            | A::Filter
            | A::Copy
            | A::Cancel
            | A::Back
            | A::Matrix
            | A::Sort
            | A::OnlyState
            | A::GroupBy
    )
}

/// What is asked for while travelling is asked for as it stood; what would write is not asked for.
pub(super) fn through(model: &Model, effects: Vec<Effect>) -> Vec<Effect> {
    let Some(travel) = &model.travel else {
        return effects;
    };
    let effects = effects.into_iter().filter_map(|effect| match effect {
        Effect::LoadDesk | Effect::Open(_) | Effect::Lists(ListTask::Reload(_)) => Some(
            Effect::AsItStood(Arc::clone(&travel.state), Box::new(effect)),
        ),
        Effect::Append(_)
        | Effect::Lists(_)
        | Effect::SavePlace(_)
        | Effect::ReadIn(_)
        | Effect::Export(_)
        | Effect::ExportLog(_) => None,
        other => Some(other),
    });
    effects.collect()
}
