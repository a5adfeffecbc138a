//! Looking at the places that a search found, before an item is called absent: from one to the next, and
//! back to the proof.
//!
//! While it lasts a few keys lie over those of the reader; everything else does what it always does.

use super::action::Action;
use super::dialogs::{self, AbsenceDialog, Dialog, Found};
use super::mode::Mode;
use super::model::{Model, Said, Screen};
use super::reading::{Focus, Reading};
use super::trail::{Over, Spot};
use crate::domain::checklist::ItemRef;
use crate::domain::text::Span;
use crate::tr;
use std::collections::{BTreeMap, BTreeSet};

/// The clauses that were gone to from the proof of each item, by position.
pub type LookedAt = BTreeMap<ItemRef, BTreeSet<usize>>;

/// The places of one item, and the one that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    item: ItemRef,
    places: Vec<Found>,
    at: usize,
    confidential: bool,
    /// Where the proof was opened.
    screen: Screen,
    spot: Spot,
    focus: Focus,
}

impl Inspection {
    /// The place that is looked at.
    fn place(&self) -> Option<&Found> {
        self.places.get(self.at)
    }

    /// The words that were found there.
    pub fn words(&self) -> &[Span] {
        self.place().map_or(&[], |place| &place.words)
    }

    /// What is looked at, in a line.
    pub fn told(&self, reading: &Reading) -> String {
        let name = reading.item_name(&self.item);
        let (at, count) = (self.at + 1, self.places.len());
        match self.place() {
            Some(Found { whole: true, .. }) => {
                tr!("Found place {at} of {count} for “{name}”", at, count, name)
            }
            _ => tr!("Near miss {at} of {count} for “{name}”", at, count, name),
        }
    }
}

/// Leaves the proof for the place under its cursor.
pub(super) fn begin(model: &mut Model) {
    let screen = model.screen;
    let (Some(Dialog::Absence(dialog)), Some(reading)) = (&model.dialog, &mut model.reading) else {
        return;
    };
    let AbsenceDialog { item, cursor, .. } = *dialog;
    let Some(asked) = reading.checklist.items.get(item) else {
        return;
    };
    if dialog.found.is_empty() {
        model.say(tr!("Nothing was found that could be looked at."));
        return;
    }
    reading.inspection = Some(Box::new(Inspection {
        item: reading.checklist.item_ref(&asked.id),
        places: dialog.found.clone(),
        at: cursor,
        confidential: dialog.confidential,
        screen,
        spot: reading.spot(Over::Nothing),
        focus: reading.focus,
    }));
    model.screen = Screen::Reader;
    model.dialog = None;
    show(model);
}

/// Brings the place into sight.
fn show(model: &mut Model) {
    let Some(reading) = &mut model.reading else {
        return;
    };
    let Some(inspection) = &reading.inspection else {
        return;
    };
    let Some(place) = inspection.place() else {
        return;
    };
    let (clause, words) = (place.clause, place.words.first().copied());
    let looked_at = reading.looked_at.entry(inspection.item.clone());
    looked_at.or_default().insert(clause);
    reading.walk(clause);
    reading.focus = Focus::Clause;
    reading.bring = words.or(reading.bring);
}

/// Goes to the next place, or the one before; there is a first and a last.
pub(super) fn step(model: &mut Model, forward: bool) {
    let reading = model.reading.as_mut();
    let Some(inspection) = reading.and_then(|reading| reading.inspection.as_mut()) else {
        return;
    };
    let next = if forward {
        Some(inspection.at + 1).filter(|next| *next < inspection.places.len())
    } else {
        inspection.at.checked_sub(1)
    };
    if let Some(next) = next {
        inspection.at = next;
    } else {
        let words = ends(model, forward);
        model.say(words);
    }
    show(model);
}

/// What is said where there is no further place.
fn ends(model: &Model, forward: bool) -> String {
    if !forward {
        return tr!("This is the first of the places.").to_owned();
    }
    let key = model.keymap.key_of(Mode::Inspection, Action::BackToProof);
    tr!(
        "This is the last of the places. {key} goes back to the proof.",
        key = key.unwrap_or("F1")
    )
}

/// Goes on to the next place after something was done at this one; says whether that is where going on
/// leads. Who has stepped away from the place goes on from there.
pub(super) fn go_on(model: &mut Model) -> bool {
    if overlay(model).is_none() {
        return false;
    }
    let here = model.reading.as_ref().and_then(|reading| {
        let inspection = reading.inspection.as_ref()?;
        let is_here = reading.step.contains(&inspection.place()?.clause);
        is_here.then_some(inspection.at + 1 < inspection.places.len())
    });
    match here {
        None => return false,
        Some(true) => step(model, true),
        // What was saved is told before that there is nothing more.
        Some(false) if matches!(model.said, Said::Nothing) => step(model, true),
        Some(false) => {}
    }
    true
}

/// Goes back to the proof as it is by now, with the cursor at the place that was looked at; where the
/// person was in the text before she is again.
pub(super) fn back_to_proof(model: &mut Model) {
    let reading = model.reading.as_mut();
    let Some(inspection) = reading.and_then(|reading| reading.inspection.take()) else {
        return;
    };
    let Some(reading) = &mut model.reading else {
        return;
    };
    if reading.checklist.id != inspection.item.checklist {
        reading.show_list(&inspection.item.checklist);
    }
    let mut items = reading.checklist.items.iter();
    let item = items.position(|item| item.id == inspection.item.item);
    reading.go_to(inspection.spot.clause);
    reading.scroll = inspection.spot.scroll;
    reading.bring = None;
    reading.focus = inspection.focus;
    model.screen = inspection.screen;
    model.refresh();
    let Some(item) = item else {
        model.say(tr!("This item is asked no longer."));
        return;
    };
    dialogs::ask_absence(model, item, inspection.confidential);
    if let Some(Dialog::Absence(dialog)) = &mut model.dialog {
        let last = dialog.found.len().saturating_sub(1);
        dialog.cursor = inspection.at.min(last);
    }
}

/// Stays where the person is, in the reader as ever.
pub(super) fn end(model: &mut Model) {
    if let Some(reading) = &mut model.reading {
        reading.inspection = None;
    }
}

/// The mode whose keys come before those of the reader, while places are looked at.
pub fn overlay(model: &Model) -> Option<Mode> {
    let reading = model.reading.as_ref()?;
    let free = reading.inspection.is_some()
        && reading.words.is_none()
        && !reading.rejecting
        && model.screen == Screen::Reader
        && model.travel.is_none()
        && model.dialog.is_none()
        && model.help.is_none()
        && model.palette.is_none();
    free.then_some(Mode::Inspection)
}

/// What is looked at, in a line over the reader; nothing where no places are looked at.
pub fn told(model: &Model) -> Option<String> {
    let reading = model.reading.as_ref()?;
    let inspection = reading.inspection.as_ref()?;
    model.travel.is_none().then(|| inspection.told(reading))
}
