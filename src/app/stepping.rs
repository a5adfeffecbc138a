//! What a person steps to, from one to the next: open clauses, open items, concerns, disagreements,
//! places where the reading of the file is doubtful.
//!
//! Knows where these places are and in which order; what is done there is the reader's business.

use super::action::Action;
use super::dialogs::receipt_places;
use super::model::Model;
use super::reading::{Focus, Reading};
use super::screens::open_items;
use crate::domain::text::Span;
use crate::domain::translate::number;
use crate::tr;
use std::collections::BTreeMap;

/// What is stepped to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sought {
    /// A concern: words tagged so, or tagged with an item that is answered so.
    #[default]
    Concern,
    /// Something that reviewers differ on.
    Disagreement,
    /// An item that is still open.
    OpenItem,
    /// A clause that was not read.
    OpenClause,
    /// A place where the reading of the file should be doubted.
    Doubt,
}

/// A place that is stepped to; clauses come before items that no clause is tagged with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// A clause, by position.
    Clause(usize),
    /// An item of the checklist, by position.
    Item(usize),
}

/// The places in their order, each with the words to be shown there.
pub type Stops = BTreeMap<Stop, Option<Span>>;

impl Sought {
    /// All of them, as the list shows them.
    pub const ALL: [Self; 5] = [
        Self::Concern,
        Self::Disagreement,
        Self::OpenItem,
        Self::OpenClause,
        Self::Doubt,
    ];

    /// What a person calls them.
    pub fn name(self) -> &'static str {
        match self {
            Self::Concern => tr!("Concerns"),
            Self::Disagreement => tr!("Disagreements between reviewers"),
            Self::OpenItem => tr!("Open items of the checklist"),
            Self::OpenClause => tr!("Clauses that were not read"),
            Self::Doubt => tr!("Doubts about how the file was read"),
        }
    }

    /// What is said where there is none.
    fn nothing(self) -> &'static str {
        match self {
            Self::Concern => tr!("There is no concern in this agreement yet."),
            Self::Disagreement => tr!("Reviewers do not differ on anything here."),
            Self::OpenItem => tr!("Nothing is open: every item has an answer."),
            Self::OpenClause => tr!("Every clause is read."),
            Self::Doubt => tr!("No place of the file is in doubt."),
        }
    }

    /// What is said where the search goes round.
    fn around(self, forward: bool) -> &'static str {
        match (self, forward) {
            (Self::Concern, true) => {
                tr!("No concern behind this clause; the search goes on from the beginning.")
            }
            (Self::Concern, false) => {
                tr!("No concern before this clause; the search goes on from the end.")
            }
            (Self::Disagreement, true) => {
                tr!("No disagreement behind this place; the search goes on from the beginning.")
            }
            (Self::Disagreement, false) => {
                tr!("No disagreement before this place; the search goes on from the end.")
            }
            (Self::OpenItem, true) => {
                tr!("No open item below this one; the search goes on from the top.")
            }
            (Self::OpenItem, false) => {
                tr!("No open item above this one; the search goes on from the bottom.")
            }
            (Self::OpenClause, true) => {
                tr!("No open clause behind this one; the search goes on from the beginning.")
            }
            (Self::OpenClause, false) => {
                tr!("No open clause before this one; the search goes on from the end.")
            }
            (Self::Doubt, true) => {
                tr!("No doubt behind this clause; the search goes on from the beginning.")
            }
            (Self::Doubt, false) => {
                tr!("No doubt before this clause; the search goes on from the end.")
            }
        }
    }

    /// All places of this kind.
    pub fn stops(self, reading: &Reading) -> Stops {
        match self {
            Self::Concern => concerns(reading),
            Self::Disagreement => disagreements(reading),
            Self::OpenItem => {
                let open = open_items(reading).into_iter();
                open.map(|item| (Stop::Item(item), None)).collect()
            }
            Self::OpenClause => {
                let unread = reading.marks.coverage.unread.iter();
                unread.map(|&clause| (Stop::Clause(clause), None)).collect()
            }
            Self::Doubt => {
                let mut stops = Stops::new();
                for (clause, words) in receipt_places(reading) {
                    stops.entry(Stop::Clause(clause)).or_insert(words);
                }
                stops
            }
        }
    }
}

/// Clauses with words that worry somebody, and those tagged with an item answered as a concern.
fn concerns(reading: &Reading) -> Stops {
    use crate::domain::review::event::{AnswerState, Assessment};
    let mut stops = Stops::new();
    for (&clause, marks) in &reading.marks.clauses {
        let mut tags = marks.tags.iter();
        let concern = tags.find(|tag| tag.assessment == Some(Assessment::Concern));
        if let Some(tag) = concern {
            stops.insert(Stop::Clause(clause), Some(tag.span));
        }
    }
    for (item, answer) in reading.marks.answers.iter().enumerate() {
        let mut held = answer.standing().into_iter();
        let is_concern = held.any(|held| {
            let value = held.value.as_ref();
            value.is_some_and(|value| value.state == AnswerState::Concern)
        });
        let evidence = reading.marks.evidence.get(item).filter(|_| is_concern);
        match evidence.map(Vec::as_slice) {
            None => {}
            Some([]) => {
                stops.insert(Stop::Item(item), None);
            }
            Some(tags) => {
                for &(clause, tag) in tags {
                    let words = tag_words(reading, clause, tag);
                    stops.entry(Stop::Clause(clause)).or_insert(words);
                }
            }
        }
    }
    stops
}

/// Clauses with a tag that reviewers differ on, and items on whose answer they differ.
fn disagreements(reading: &Reading) -> Stops {
    let mut stops = Stops::new();
    for (&clause, marks) in &reading.marks.clauses {
        if let Some(tag) = marks.tags.iter().find(|tag| !tag.sides.is_empty()) {
            stops.insert(Stop::Clause(clause), Some(tag.span));
        }
    }
    for (item, answer) in reading.marks.answers.iter().enumerate() {
        if answer.is_disputed() {
            stops.insert(Stop::Item(item), None);
        }
    }
    stops
}

fn tag_words(reading: &Reading, clause: usize, tag: usize) -> Option<Span> {
    let tags = &reading.marks_on(clause)?.tags;
    tags.get(tag).map(|tag| tag.span)
}

/// The place nearest to `from` in one direction, and whether the search went round for it. A place
/// at `from` itself counts only when it `may_stay`.
fn nearest(stops: &Stops, from: Stop, may_stay: bool, forward: bool) -> Option<(Stop, bool)> {
    let mut stops = stops.keys().copied();
    if forward {
        let first = stops.clone().next()?;
        let next = stops.find(|&stop| stop > from || (may_stay && stop == from));
        return Some(next.map_or((first, true), |next| (next, false)));
    }
    let last = stops.clone().next_back()?;
    let before = stops.rfind(|&stop| stop < from || (may_stay && stop == from));
    Some(before.map_or((last, true), |before| (before, false)))
}

/// Where the search begins, and whether a place there counts.
fn beginning(reading: &Reading, sought: Sought, stops: &Stops, forward: bool) -> (Stop, bool) {
    let has_items = matches!(stops.keys().next_back(), Some(Stop::Item(_)));
    if has_items && reading.focus == Focus::Items {
        return (Stop::Item(reading.item), false);
    }
    if sought == Sought::OpenItem {
        return (Stop::Item(reading.item), true);
    }
    let step = &reading.step;
    let whole_step = sought == Sought::OpenClause;
    let clause = match (whole_step, forward) {
        // What is on the screen is read together.
        (true, true) => step.end.saturating_sub(1),
        (true, false) => step.start,
        (false, _) => reading.at,
    };
    (Stop::Clause(clause), false)
}

/// Goes to the next place of the kind that was chosen, or the one before.
pub(super) fn step(model: &mut Model, forward: bool) {
    let sought = model.sought;
    let Some(reading) = &mut model.reading else {
        return;
    };
    let stops = sought.stops(reading);
    let (from, may_stay) = beginning(reading, sought, &stops, forward);
    let Some((stop, around)) = nearest(&stops, from, may_stay, forward) else {
        model.say(sought.nothing());
        return;
    };
    let at = stops.keys().position(|one| *one == stop).unwrap_or(0);
    let words = stops.get(&stop).copied().flatten();
    match stop {
        Stop::Clause(clause) => go_to_clause(reading, sought, clause, words),
        Stop::Item(item) => {
            reading.item = item;
            reading.focus = Focus::Items;
        }
    }
    let count = stops.len();
    model.say(if around && count == 1 && stop == from {
        tr!("{name}: this is the only one.", name = sought.name())
    } else if around {
        sought.around(forward).to_owned()
    } else {
        tr!(
            "{name}: {at} of {count}.",
            name = sought.name(),
            at = number(at + 1),
            count = number(count)
        )
    });
}

fn go_to_clause(reading: &mut Reading, sought: Sought, clause: usize, words: Option<Span>) {
    reading.jump(clause);
    reading.focus = Focus::Clause;
    let mut tags = reading.tags_here().iter();
    let tag = tags.position(|tag| tag.clause == clause && Some(tag.span) == words);
    reading.tag = tag.unwrap_or(0);
    if sought == Sought::Doubt {
        reading.point_at(words);
    } else if words.is_some() {
        reading.bring = words;
    }
}

/// Whether a key steps, and where to.
pub(super) const fn direction(action: Action) -> Option<bool> {
    match action {
        Action::NextSought => Some(true),
        Action::PreviousSought => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_goes_round_in_both_directions() {
        let stops: Stops = [Stop::Clause(3), Stop::Clause(8), Stop::Item(1)]
            .map(|stop| (stop, None))
            .into();
        let cases = [
            (Stop::Clause(0), true, Stop::Clause(3), false),
            (Stop::Clause(3), true, Stop::Clause(8), false),
            (Stop::Clause(8), true, Stop::Item(1), false),
            (Stop::Item(1), true, Stop::Clause(3), true),
            (Stop::Item(1), false, Stop::Clause(8), false),
            (Stop::Clause(9), false, Stop::Clause(8), false),
            (Stop::Clause(3), false, Stop::Item(1), true),
        ];
        for (from, forward, to, around) in cases {
            let found = nearest(&stops, from, false, forward);
            assert_eq!(found, Some((to, around)), "{from:?} {forward}");
        }
        let here = nearest(&stops, Stop::Clause(3), true, true);
        assert_eq!(here, Some((Stop::Clause(3), false)));
        assert_eq!(nearest(&Stops::new(), Stop::Clause(3), true, true), None);
    }
}
