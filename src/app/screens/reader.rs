//! The reader: stepping through clauses, tagging, choosing words.

use super::{moved, outline, tagging};
use crate::app::action::Action;
use crate::app::copying;
use crate::app::dialogs::{self, Purpose};
use crate::app::elsewhere;
use crate::app::inspection;
use crate::app::key::Key;
use crate::app::keymap::digit;
use crate::app::lists::{self, LookFor};
use crate::app::message::Effect;
use crate::app::model::{Model, Screen, Then};
use crate::app::order;
use crate::app::reading::{Focus, Reading};
use crate::app::stepping;
use crate::app::taught;
use crate::app::trail::Over;
use crate::app::travel;
use crate::app::words::Words;
use crate::domain::cite::cite_in_sentence;
use crate::domain::review::Command;
use crate::domain::review::event::AnswerState;
use crate::domain::unit::MOUTHFUL;
use crate::{tr, trn};

pub(super) fn act(model: &mut Model, action: Action, key: Key) -> Vec<Effect> {
    let page = model.extent.page;
    let list = model.extent.list;
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    let rejecting = std::mem::take(&mut reading.rejecting);
    match action {
        Action::Tag | Action::TagAndStay if rejecting => {
            return tagging::reject(model, digit(key));
        }
        Action::Cancel if rejecting => return Vec::new(),
        _ => {}
    }
    if words_act(reading, action)
        || outline::act(reading, action, list)
        || move_about(reading, action, page, list)
    {
        return Vec::new();
    }
    match action {
        Action::NextClause => model.go_on(),
        Action::ReadOn => return read_on(model),
        Action::Tag => return tagging::tag(model, digit(key), Then::GoOn),
        Action::Reject => return tagging::begin_rejecting(model),
        Action::LearnFromTeam => return taught::switch(model),
        Action::Search => {
            dialogs::ask_search(model);
            let asked = model.reading.as_ref().and_then(|one| one.ask_for_search());
            return asked.into_iter().collect();
        }
        Action::TagAndStay => return tagging::tag(model, digit(key), Then::Stay),
        Action::ChangeAssessment => return tagging::change_assessment(model),
        Action::Confidential => return change_confidential(model),
        Action::RemoveTag => return tagging::remove_tag(model),
        Action::ToggleRead => return toggle_read(model),
        Action::Copy => return copying::copy_words(model),
        Action::Undo => return model.take_back(false),
        Action::Redo => return model.take_back(true),
        Action::Receipt => return dialogs::show_receipt(model),
        Action::Similar => return dialogs::show_similar(model),
        Action::Checklists => return lists::look(model, LookFor::Choosing),
        Action::Settle => settle(model),
        Action::Absent => return answer(model, AnswerState::Absent),
        Action::Withheld => return answer(model, AnswerState::Withheld),
        Action::Cancel => return cancel(model),
        Action::Back => return leave(model),
        Action::NextOpen | Action::PreviousOpen => {
            go_to_open(model, action == Action::NextOpen);
        }
        Action::NextSought | Action::PreviousSought => {
            stepping::step(model, action == Action::NextSought);
        }
        Action::SwitchOrder => return order::switch(model),
        Action::LongerSteps | Action::ShorterSteps => {
            return change_steps(model, action == Action::LongerSteps);
        }
        Action::GoBack | Action::GoForward => {
            return follow_trail(model, action == Action::GoForward);
        }
        Action::NextMatch | Action::PreviousMatch => {
            step_match(model, action == Action::NextMatch);
        }
        other => open_something(model, other),
    }
    Vec::new()
}

/// Moves that cannot fail; says whether the key was one.
fn move_about(reading: &mut Reading, action: Action, page: usize, list: usize) -> bool {
    if reading.focus == Focus::Items
        && let Some(item) = moved(reading.item, reading.checklist.items.len(), list, action)
    {
        reading.item = item;
        return true;
    }
    let page = page.saturating_sub(2).max(1);
    match action {
        Action::PreviousClause => {
            reading.go_step(false);
        }
        Action::First | Action::Last => reading.jump(reading.end(action == Action::Last)),
        Action::ScrollDown => reading.scroll = reading.scroll.saturating_add(page),
        Action::ScrollUp => reading.scroll = reading.scroll.saturating_sub(page),
        Action::NextPane => reading.focus = reading.focus.next(),
        Action::PreviousPane => reading.focus = reading.focus.next().next(),
        Action::GoThere => reading.focus = Focus::Clause,
        Action::Outline => {
            reading.focus = match reading.focus {
                Focus::Outline => Focus::Clause,
                _ => Focus::Outline,
            }
        }
        Action::NextTag => {
            let count = reading.tags_here().len();
            reading.tag = (reading.tag + 1).min(count.saturating_sub(1));
        }
        Action::PreviousTag => reading.tag = reading.tag.saturating_sub(1),
        Action::ChooseWords => {
            let text = reading.agreement.text();
            reading.words = Words::begin(text, reading.step_span());
            reading.focus = Focus::Clause;
        }
        _ => return false,
    }
    true
}

fn words_act(reading: &mut Reading, action: Action) -> bool {
    let text = reading.agreement.text();
    let Some(words) = reading.words.as_mut() else {
        return false;
    };
    let acted = words.act(action, text);
    if acted {
        reading.bring = Some(words.cursor());
    }
    acted
}

/// Chooses the words between two bytes of the text, as the mouse was dragged over them.
pub fn choose_between(model: &mut Model, from: usize, to: usize) {
    let is_reading = model.screen == Screen::Reader && model.dialog.is_none();
    if !is_reading
        || model.help.is_some()
        || model.palette.is_some()
        || travel::refuses(model, Action::ChooseWords)
    {
        return;
    }
    if let Some(reading) = &mut model.reading {
        let text = reading.agreement.text();
        reading.words = Words::between(text, reading.step_span(), from, to);
        reading.focus = Focus::Clause;
    }
}

fn open_something(model: &mut Model, action: Action) {
    match action {
        Action::FindItem => {
            let Some(reading) = &model.reading else {
                return;
            };
            if let Some((clause, words)) = reading.passage() {
                let clause = clause.id.clone();
                dialogs::find_item(model, Purpose::Tag { clause, words });
            }
        }
        Action::Note => dialogs::write_note(model),
        Action::MarkConfidential => dialogs::show_marking(model),
        Action::Answer => {
            let item = model.reading.as_ref().map_or(0, |reading| reading.item);
            dialogs::ask_answer(model, item);
        }
        Action::Sources => {
            let item = model.reading.as_ref().map_or(0, |reading| reading.item);
            dialogs::show_sources(model, item);
        }
        Action::Beside => dialogs::show_beside(model),
        Action::Details => dialogs::show_details(model, 0),
        Action::Peek => dialogs::peek(model),
        Action::ChooseSought => dialogs::show_stepping(model),
        Action::Bookmarks | Action::SetBookmark => {
            dialogs::show_bookmarks(model, action == Action::SetBookmark);
        }
        Action::Checklist => {
            model.screen = Screen::Checklist;
            model.checklist.from_matrix = false;
        }
        Action::NextChecklist => lists::show_next(model),
        Action::Export => dialogs::ask_export(model),
        Action::SignOff => dialogs::ask_sign_off(model),
        _ => {}
    }
}

fn read_on(model: &mut Model) -> Vec<Effect> {
    let (at_end, page) = (model.extent.at_end, model.extent.page);
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    if !at_end {
        // Nobody has read what was never on the screen.
        reading.scroll = reading.scroll.saturating_add(page.saturating_sub(2).max(1));
        return Vec::new();
    }
    if reading.is_step_read() {
        if !inspection::go_on(model) {
            model.go_on();
        }
        return Vec::new();
    }
    mark_read(model, true, Then::GoOn)
}

fn toggle_read(model: &mut Model) -> Vec<Effect> {
    let own = own_read_marks(model);
    mark_read(model, !own, Then::Stay)
}

/// Whether this reviewer marked every clause on the screen as read.
fn own_read_marks(model: &Model) -> bool {
    let Some(reading) = &model.reading else {
        return false;
    };
    let mut clauses = reading.agreement.clauses.clauses()[reading.step.clone()].iter();
    clauses.all(|clause| {
        let register = model
            .review()
            .and_then(|review| review.reads.get(&clause.id));
        register.is_some_and(|register| {
            register
                .of_reviewer(&model.record.reviewer.id)
                .any(|held| held.value.is_some())
        })
    })
}

/// Marks the clauses on the screen, each in its own entry, written together.
fn mark_read(model: &mut Model, read: bool, then: Then) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let clauses = reading.agreement.clauses.clauses()[reading.step.clone()].iter();
    let commands = clauses.map(|clause| Command::MarkRead {
        clause: clause.id.clone(),
        read,
    });
    model.carry_out_all(commands.collect(), then)
}

fn change_confidential(model: &mut Model) -> Vec<Effect> {
    let reading = model.reading.as_ref();
    if reading.is_some_and(|reading| reading.words.is_some()) {
        return dialogs::mark_words(model);
    }
    match reading.filter(|reading| reading.focus == Focus::Items) {
        Some(reading) => {
            let item = reading.item;
            dialogs::change_answer_confidential(model, item)
        }
        None => tagging::change_confidential(model),
    }
}

fn answer(model: &mut Model, state: AnswerState) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    if reading.focus == Focus::Items {
        let item = reading.item;
        return dialogs::begin_answer(model, item, state);
    }
    dialogs::find_item(model, Purpose::Answer(state));
    Vec::new()
}

fn go_to_open(model: &mut Model, forward: bool) {
    let Some(reading) = &mut model.reading else {
        return;
    };
    match reading.open_clause(forward) {
        Some(clause) => reading.jump(clause),
        None => model.say(tr!("Every clause is read.")),
    }
}

/// Letters of a step that can be chosen, from clause by clause to a large window.
const MOUTHFULS: [usize; 5] = [0, 450, MOUTHFUL, 1800, 3600];

fn change_steps(model: &mut Model, longer: bool) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    let now = reading.mouthful;
    let next = if longer {
        MOUTHFULS.into_iter().find(|&letters| letters > now)
    } else {
        MOUTHFULS.into_iter().rev().find(|&letters| letters < now)
    };
    let Some(letters) = next else {
        model.say(if longer {
            tr!("Steps do not get longer than this.")
        } else {
            tr!("Steps do not get shorter: every clause is one already.")
        });
        return Vec::new();
    };
    reading.cut_steps(letters);
    let steps = reading.units.len();
    model.say(if letters == 0 {
        trn!(
            steps,
            "Every clause is a step of its own now: {n} step.",
            "Every clause is a step of its own now: {n} steps."
        )
    } else {
        trn!(
            steps,
            "Steps hold up to {letters} letters now, where clauses are short: {n} step.",
            "Steps hold up to {letters} letters now, where clauses are short: {n} steps.",
            letters
        )
    });
    vec![Effect::SaveMouthful(letters)]
}

fn follow_trail(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    let Some(over) = reading.follow_trail(forward) else {
        if let Some(effects) = (!forward).then(|| elsewhere::go_back(model)).flatten() {
            return effects;
        }
        model.say(if forward {
            tr!("There is nothing to go forward to: you have not gone back.")
        } else {
            tr!("There is nothing to go back to: you have only gone step by step.")
        });
        return Vec::new();
    };
    let name = cite_in_sentence(&reading.agreement, reading.at);
    model.say(tr!("Here you were before: {name}.", name));
    match over {
        Over::Nothing => Vec::new(),
        Over::Receipt => dialogs::show_receipt(model),
    }
}

fn step_match(model: &mut Model, forward: bool) {
    let Some(reading) = &mut model.reading else {
        return;
    };
    if reading.search.query.is_empty() {
        model.say(tr!("Nothing is being searched for."));
        return;
    }
    let here = reading.spot(Over::Nothing);
    reading.step_match(forward);
    if reading.at != here.clause {
        reading.trail.leave(here);
    }
    dialogs::tell_matches(model);
}

/// Settles what reviewers differ on, under the cursor of the part that the keys are for.
fn settle(model: &mut Model) {
    let item = model.reading.as_ref();
    let item = item.filter(|reading| reading.focus == Focus::Items);
    match item.map(|reading| reading.item) {
        Some(item) => dialogs::ask_on_item(model, item),
        None => dialogs::ask_on_tag(model),
    }
}

fn cancel(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    if reading.words.take().is_some() {
        return Vec::new();
    }
    if reading.focus != Focus::Clause {
        reading.focus = Focus::Clause;
        return Vec::new();
    }
    if !reading.search.query.is_empty() {
        reading.look_for("");
        return Vec::new();
    }
    leave(model)
}

fn leave(model: &mut Model) -> Vec<Effect> {
    leave_to(model, Screen::Desk)
}

/// Leaves the agreement for a screen that shows them all.
pub(super) fn leave_to(model: &mut Model, screen: Screen) -> Vec<Effect> {
    let place = model.reading.as_ref().and_then(|reading| reading.place());
    model.screen = screen;
    model.came_from.clear();
    let mut effects: Vec<Effect> = place.map(Effect::SavePlace).into_iter().collect();
    let here = model.reading.as_ref().map(|one| one.agreement.id.clone());
    model.desk.stale.extend(here);
    effects.extend(model.read_desk_anew());
    effects
}
