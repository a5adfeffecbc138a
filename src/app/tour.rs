//! A guided tour of three minutes: what to press next, said step by step and done by the person herself.
//!
//! Looks on and never presses anything; every key does what it always does, and the tour waits until
//! what it asked for was done.

use super::action::Action;
use super::message::Effect;
use super::mode::Mode;
use super::model::Model;
use crate::tr;

/// Where the tour is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tour {
    /// It is offered.
    #[default]
    Offered,
    /// It waits for a step.
    At {
        /// Which, counted from 0.
        step: usize,
        /// How often it was done.
        done: usize,
    },
}

/// What a step waits for.
struct Wanted {
    /// The keys are these, where they mean what the tour is about.
    mode: Mode,
    actions: &'static [Action],
    /// Whether something has to be decided with it.
    decides: bool,
    /// How often.
    times: usize,
}

const fn look(mode: Mode, actions: &'static [Action]) -> Wanted {
    Wanted {
        mode,
        actions,
        decides: false,
        times: 1,
    }
}

const fn decide(mode: Mode, actions: &'static [Action]) -> Wanted {
    Wanted {
        decides: true,
        ..look(mode, actions)
    }
}

/// The steps; their words are in [`words`], at the same places.
const STEPS: [Wanted; 10] = [
    Wanted {
        times: 3,
        ..look(Mode::Reader, &[Action::ReadOn, Action::NextClause])
    },
    decide(Mode::Reader, &[Action::Tag, Action::TagAndStay]),
    decide(Mode::Reader, &[Action::Undo]),
    decide(
        Mode::Assess,
        &[
            Action::Accept,
            Action::Ok,
            Action::Concern,
            Action::Unclear,
            Action::Info,
        ],
    ),
    decide(Mode::Note, &[Action::Save]),
    look(Mode::Search, &[Action::Accept]),
    look(Mode::Reader, &[Action::Checklist]),
    decide(Mode::Absence, &[Action::Confirm]),
    look(Mode::Checklist, &[Action::Journal]),
    look(Mode::Journal, &[Action::Cancel, Action::Back, Action::Quit]),
];

/// What a step asks for.
fn words(model: &Model, step: usize) -> String {
    let key = |mode, action| model.keymap.key_of(mode, action).unwrap_or("F1");
    let reader = |action| key(Mode::Reader, action);
    match step {
        0 => tr!(
            "The agreement stands in the middle, a step at a time. {key} reads on: press it three times.",
            key = reader(Action::ReadOn)
        ),
        1 => tr!(
            "Some clauses have suggestions, with the words that say so marked in the text. Read on with {key} until there is one, then press its digit: the clause is tagged, and you are one step further.",
            key = reader(Action::ReadOn)
        ),
        2 => tr!(
            "Everything can be taken back, and the journal keeps both. Press {key}.",
            key = reader(Action::Undo)
        ),
        3 => tr!(
            "Now tag a clause with an item of your own choice: {key}, a few letters of its name in any script, Enter, and how the clause stands.",
            key = reader(Action::FindItem)
        ),
        4 => tr!(
            "{key} writes a note on the clause. Type a few words and press Enter.",
            key = reader(Action::Note)
        ),
        5 => tr!(
            "{key} searches, whatever script, case or accents: type “biometr” and press Enter.",
            key = reader(Action::Search)
        ),
        6 => tr!(
            "{key} shows the checklist: every item with its answer, and what is still open.",
            key = reader(Action::Checklist)
        ),
        7 => tr!(
            "What an agreement does not say is a finding, too. Choose an item that is open, press {key} to see what was searched for, and {yes} to say that nothing is there.",
            key = key(Mode::Checklist, Action::Absent),
            yes = key(Mode::Absence, Action::Confirm)
        ),
        8 => tr!(
            "{key} shows the journal: every decision, who made it and when. Nothing is ever removed from it.",
            key = key(Mode::Checklist, Action::Journal)
        ),
        9 => tr!(
            "Look at your own decisions, and leave the journal with {key}.",
            key = key(Mode::Journal, Action::Cancel)
        ),
        _ => tr!(
            "That is all you need. {export} writes the summary, {help} lists the keys of a screen, {palette} does everything by name. This agreement is made up, and what you decided on it is thrown away when you leave.",
            export = reader(Action::Export),
            help = reader(Action::Help),
            palette = reader(Action::Palette)
        ),
    }
}

/// What the tour says now: where it is, and its words; nothing where there is none.
pub fn told(model: &Model) -> Option<(String, String)> {
    let key = |action| model.keymap.key_of(Mode::Everywhere, action);
    let (on, end) = (key(Action::TourOn)?, key(Action::TourEnd)?);
    Some(match model.tour? {
        Tour::Offered => (
            tr!("A tour of three minutes").to_owned(),
            tr!(
                "{on} shows you around on this made-up agreement; {end} takes this line away.",
                on,
                end
            ),
        ),
        Tour::At { step, .. } if step < STEPS.len() => (
            tr!(
                "Tour, {step} of {all} · {on} skips · {end} ends it",
                step = step + 1,
                all = STEPS.len(),
                on,
                end
            ),
            words(model, step),
        ),
        Tour::At { step, .. } => (
            tr!("The end of the tour · {end} takes these lines away", end),
            words(model, step),
        ),
    })
}

/// Goes on without what was asked for, or begins.
pub(super) fn go_on(model: &mut Model) {
    model.tour = match model.tour {
        Some(Tour::Offered) => Some(Tour::At { step: 0, done: 0 }),
        Some(Tour::At { step, .. }) if step < STEPS.len() => Some(Tour::At {
            step: step + 1,
            done: 0,
        }),
        None | Some(Tour::At { .. }) => None,
    };
}

/// Looks on: an action was done where keys meant what they mean in this mode, and had these effects.
pub(super) fn look_on(model: &mut Model, mode: Mode, action: Action, effects: &[Effect]) {
    let Some(Tour::At { step, done }) = model.tour else {
        return;
    };
    let Some(wanted) = STEPS.get(step) else {
        return;
    };
    let decided = || effects.iter().any(|one| matches!(one, Effect::Append(_)));
    if mode != wanted.mode || !wanted.actions.contains(&action) || (wanted.decides && !decided()) {
        return;
    }
    model.tour = Some(if done + 1 < wanted.times {
        Tour::At {
            step,
            done: done + 1,
        }
    } else {
        Tour::At {
            step: step + 1,
            done: 0,
        }
    });
}
