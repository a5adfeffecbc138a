//! The order that an agreement is stepped through in: as it is written, or by weight.
//!
//! The order of weight is made when it is switched on and stays as it is while one works. What needs no
//! reading any more is passed over on the way down and keeps its place; on the way back nothing is
//! passed over, so that one can always return to what one has just decided.

use super::action::Action;
use super::data::OpenedList;
use super::message::Effect;
use super::mode::Mode;
use super::model::Model;
use super::reading::Reading;
use crate::domain::weight::by_weight;
use crate::{tr, trn};
use std::collections::HashMap;

/// The steps that something points at, the heaviest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    stops: Vec<Stop>,
    /// The place of each step in the order, by its position among the steps.
    ranks: HashMap<usize, usize>,
    /// The place that was come to last; nothing before the first.
    at: Option<usize>,
    /// Whether it was stepped in since it was made: then it stays, whatever is learned meanwhile.
    is_stepped_in: bool,
}

/// A step and why it is worth going to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stop {
    /// The heaviest clause of the step.
    clause: usize,
    /// Positions of the items that point at the step.
    items: Vec<usize>,
}

impl Order {
    /// The order of what is being read, under the checklist that is shown.
    pub fn of(reading: &Reading) -> Self {
        let mut order = Self::default();
        let pointers = reading.list().map(OpenedList::shown_pointers);
        for weighed in by_weight(&reading.checklist, pointers.unwrap_or_default()) {
            let step = reading.units.position(weighed.clause);
            let items = weighed.shares.iter().map(|share| share.item);
            if let Some(&rank) = order.ranks.get(&step) {
                order.stops[rank].items.extend(items);
            } else {
                order.ranks.insert(step, order.stops.len());
                order.stops.push(Stop {
                    clause: weighed.clause,
                    items: items.collect(),
                });
            }
        }
        order
    }

    /// How many steps it has.
    pub const fn len(&self) -> usize {
        self.stops.len()
    }

    /// Whether nothing is pointed at.
    pub const fn is_empty(&self) -> bool {
        self.stops.is_empty()
    }

    fn rank(&self, reading: &Reading, clause: usize) -> Option<usize> {
        let step = reading.units.position(clause);
        self.ranks.get(&step).copied()
    }

    /// Whether every item that points at a step is answered.
    fn is_settled(reading: &Reading, stop: &Stop) -> bool {
        let coverage = &reading.marks.coverage;
        let open = |item| coverage.unanswered.contains(item) || coverage.to_confirm.contains(item);
        !stop.items.iter().any(open)
    }

    /// The clause to go to next: the heaviest after the place that was come to last which still points
    /// at an open item; or the one before, whatever became of it.
    pub fn step(&self, reading: &Reading, forward: bool) -> Option<usize> {
        if forward {
            let lighter = self.stops.iter().skip(self.next());
            let mut open = lighter.filter(|stop| !Self::is_settled(reading, stop));
            return open.next().map(|stop| stop.clause);
        }
        let at = self.at?;
        // From a place outside of the order one goes back into it.
        let is_there = self.rank(reading, reading.at) == Some(at);
        let before = if is_there { at.checked_sub(1)? } else { at };
        self.stops.get(before).map(|stop| stop.clause)
    }

    /// The nearest step with a clause that was not read, going round at the end.
    pub fn open(&self, reading: &Reading, forward: bool) -> Option<usize> {
        let is_open = |rank: &usize| {
            let stop = &self.stops[*rank];
            let mut step = reading.units.clauses(reading.units.position(stop.clause));
            let here = reading.step.contains(&stop.clause);
            !here && step.any(|clause| !reading.is_read(clause))
        };
        let (next, count) = (self.next(), self.len());
        let found = if forward {
            (next..count).chain(0..next).find(is_open)
        } else {
            let here = self.at.unwrap_or(0);
            let mut before = (0..here).rev().chain((here..count).rev());
            before.find(is_open)
        };
        found.map(|rank| self.stops[rank].clause)
    }

    fn next(&self) -> usize {
        self.at.map_or(0, |at| at + 1)
    }
}

impl Reading {
    /// Remembers that a place of the order was come to.
    pub(super) fn note_rank(&mut self) {
        let rank = self.rank();
        if let Some(order) = &mut self.order {
            order.at = rank.or(order.at);
        }
    }

    /// Steps in the order from now on, which therefore stays as it is.
    pub(super) const fn keep_order(&mut self) {
        if let Some(order) = &mut self.order {
            order.is_stepped_in = true;
        }
    }

    /// Makes the order anew after something was learned, unless somebody steps in it already.
    pub(super) fn weigh_with_what_was_learned(&mut self) {
        let order = self.order.as_ref();
        if order.is_some_and(|order| !order.is_stepped_in) {
            self.weigh_anew();
        }
    }

    /// Makes the order anew, where it is on, after the checklist or the steps have changed.
    pub(super) fn weigh_anew(&mut self) {
        let Some(old) = &self.order else {
            return;
        };
        let came_to = old.at.and_then(|at| old.stops.get(at));
        let came_to = came_to.map(|stop| stop.clause);
        let mut order = Order::of(self);
        order.at = came_to.and_then(|clause| order.rank(self, clause));
        order.is_stepped_in = old.is_stepped_in;
        self.order = Some(order);
    }

    /// The place of what is on the screen in the order of weight, from 0.
    fn rank(&self) -> Option<usize> {
        self.order.as_ref()?.rank(self, self.at)
    }

    /// The same in words, such as `3 of 41 by weight`; nothing in reading order.
    pub fn rank_words(&self) -> Option<String> {
        let count = self.order.as_ref()?.len();
        Some(self.rank().map_or_else(
            || tr!("not among {count} by weight", count),
            |rank| tr!("{rank} of {count} by weight", rank = rank + 1, count),
        ))
    }

    /// The first or the last clause of the order that is stepped in.
    pub(super) fn end(&self, last: bool) -> usize {
        let stops = self.order.iter().flat_map(|order| &order.stops);
        let mut clauses = stops.map(|stop| stop.clause);
        let (by_weight, in_text) = if last {
            (
                clauses.next_back(),
                self.agreement.clauses.len().saturating_sub(1),
            )
        } else {
            (clauses.next(), 0)
        };
        by_weight.unwrap_or(in_text)
    }
}

/// Switches between the two orders; nobody is moved by it.
pub(super) fn switch(model: &mut Model) -> Vec<Effect> {
    let key = model.keymap.key_of(Mode::Reader, Action::NextClause);
    let key = key.unwrap_or_default().to_owned();
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    let words = if reading.order.take().is_some() {
        tr!(
            "In reading order again: {key} goes to the clause that follows here.",
            key
        )
    } else {
        let order = Order::of(reading);
        if order.is_empty() {
            model.say(tr!(
                "No clause is pointed at for this checklist, so that nothing can be weighed. Read on in order."
            ));
            return Vec::new();
        }
        let count = order.len();
        reading.order = Some(order);
        trn!(
            count,
            "By weight: {key} goes to the only place that is pointed at.",
            "By weight: {key} goes to the heaviest of {n} places first.",
            key
        )
    };
    let place = reading.place();
    model.say(words);
    place.map(Effect::SavePlace).into_iter().collect()
}

/// What is said where nothing lighter is left to go to; so many clauses are open.
pub(super) fn nothing_lighter(model: &Model, open: usize) -> String {
    let key = model.keymap.key_of(Mode::Reader, Action::SwitchOrder);
    let key = key.unwrap_or_default();
    if open == 0 {
        return tr!("Nothing lighter is left, and every clause is read.").to_owned();
    }
    trn!(
        open,
        "Nothing lighter is left. One clause is still open: {key} goes back to reading order.",
        "Nothing lighter is left. {n} clauses are still open: {key} goes back to reading order.",
        key
    )
}
