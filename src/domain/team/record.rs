//! How an item's pointers have fared: what the journals say came of them.

use super::judged::{holds, lineage, was_withdrawn};
use crate::domain::checklist::Checklist;
use crate::domain::digest::Digest;
use crate::domain::review::event::TagValue;
use crate::domain::review::state::Held;
use crate::domain::review::{Moment, ReviewState};
use std::collections::{BTreeMap, HashMap};

/// Pointers that are looked back at, the newest ones.
const LAST: usize = 40;

/// What came of the newest pointers for an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Record {
    /// Pointers that a person decided on, 40 at most.
    pub decided: usize,
    /// Of these, the ones that became a tag that stands.
    pub accepted: usize,
    /// Tags placed without a pointer in the same time.
    pub without: usize,
}

/// What came of a pointer, or that there was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Accepted,
    Rejected,
    Without,
}

impl Record {
    /// The record in a sentence; nothing while there is none.
    pub fn sentence(self) -> Option<String> {
        let pointers = (self.decided > 0).then(|| {
            trn!(
                self.decided,
                "Of the last {n} pointer for this item {accepted} was accepted.",
                "Of the last {n} pointers for this item {accepted} were accepted.",
                accepted = self.accepted
            )
        });
        let without = (self.without > 0).then(|| {
            trn!(
                self.without,
                "{n} tag was placed without a pointer.",
                "{n} tags were placed without a pointer."
            )
        });
        let both: Vec<String> = pointers.into_iter().chain(without).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }
}

/// The record of every item that anybody decided on, by the item's id. All agreements count.
pub fn records(state: &ReviewState, checklist: &Checklist) -> HashMap<String, Record> {
    let lineage = lineage(state, checklist);
    let mut all: BTreeMap<&str, Vec<(Moment, Digest, Outcome)>> = BTreeMap::new();
    let reviews = state.agreements().filter_map(|id| state.agreement(id));
    for review in reviews {
        for (subject, register) in review.tags.values() {
            if !holds(&lineage, &subject.item) {
                continue;
            }
            let standing = register.standing();
            let outcome = match standing.first() {
                Some(held) => Some((held.at, held.entry, outcome(&standing))),
                // A tag that was taken away again did not help, whatever it began as.
                None if was_withdrawn(register) => register
                    .held()
                    .map(|held| (held.at, held.entry, Outcome::Rejected))
                    .max(),
                None => None,
            };
            all.entry(&subject.item.item).or_default().extend(outcome);
        }
        for (subject, register) in review.rejections.values() {
            let standing = register.standing();
            if let Some(held) = standing.first().filter(|_| holds(&lineage, &subject.item)) {
                let rejected = (held.at, held.entry, Outcome::Rejected);
                all.entry(&subject.item.item).or_default().push(rejected);
            }
        }
    }
    let records = all.into_iter();
    records
        .map(|(item, outcomes)| (item.to_owned(), record(outcomes)))
        .collect()
}

fn outcome(standing: &[&Held<TagValue>]) -> Outcome {
    let mut values = standing.iter().filter_map(|held| held.value.as_ref());
    if values.any(|value| !value.pointed_by.is_empty()) {
        Outcome::Accepted
    } else {
        Outcome::Without
    }
}

/// Counts back from the newest until there are enough pointers.
fn record(mut outcomes: Vec<(Moment, Digest, Outcome)>) -> Record {
    outcomes.sort_unstable_by(|one, other| other.cmp(one));
    let mut record = Record::default();
    for (_, _, outcome) in outcomes {
        if record.decided == LAST {
            break;
        }
        match outcome {
            Outcome::Accepted => record.accepted += 1,
            Outcome::Rejected => {}
            Outcome::Without => {
                record.without += 1;
                continue;
            }
        }
        record.decided += 1;
    }
    record
}
