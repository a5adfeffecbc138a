//! Claimed times of different devices held against each other. What a writer has seen was written before;
//! where the claimed times say otherwise, a clock was wrong or a time is not true. The order of entries
//! never depends on times, so that this is a note and no fault.

use crate::domain::review::entry::{Entry, StoredEntry};
use crate::domain::review::people::{Moment, WriterId};
use crate::domain::review::verify::{CheckedJournal, Problem};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// So much two clocks may differ without a word, in milliseconds.
const TOLERANCE: i64 = 120_000;

/// What an entry says of the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    writer: WriterId,
    seq: u64,
    at: Moment,
    /// The reviewer's name.
    by: String,
}

impl Reading {
    /// What this entry says of the time.
    pub fn of(entry: &Entry) -> Self {
        Self {
            writer: entry.writer.clone(),
            seq: entry.seq,
            at: entry.at,
            by: entry.by.name.clone(),
        }
    }
}

/// Claimed times as far as journals were read; more entries can be taken in later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// The latest that each writer has seen so far: whoever saw it then has seen it ever since.
    latest: BTreeMap<WriterId, Reading>,
    /// For each pair of journals the greatest difference, in milliseconds, and between what.
    worst: BTreeMap<WriterId, BTreeMap<WriterId, (i64, Reading, Reading)>>,
}

impl Clocks {
    /// Takes in the next entries of a journal. `find` gives an entry by its journal and number.
    pub fn take<'a>(
        &mut self,
        journal: &WriterId,
        entries: impl IntoIterator<Item = &'a StoredEntry>,
        find: impl Fn(&WriterId, u64) -> Option<Reading>,
    ) {
        for stored in entries {
            let entry = &stored.entry;
            let seen = entry.seen.iter();
            let seen = seen.filter_map(|(writer, &(seq, _))| find(writer, seq));
            let known = self.latest.remove(journal);
            let Some(other) = seen.chain(known).max_by_key(|one| one.at) else {
                continue;
            };
            let ahead = other.at.millis() - entry.at.millis();
            if ahead > TOLERANCE {
                let pairs = self.worst.entry(entry.writer.clone()).or_default();
                let worst = pairs.get(&other.writer);
                if worst.is_none_or(|worst| worst.0 < ahead) {
                    let pair = (ahead, Reading::of(entry), other.clone());
                    pairs.insert(other.writer.clone(), pair);
                }
            }
            self.latest.insert(journal.clone(), other);
        }
    }

    /// Entries that claim an earlier time than an entry that their writer had seen, one note for each
    /// pair of journals: the greatest difference.
    pub fn told(&self) -> Vec<Problem> {
        let pairs = self.worst.values().flat_map(BTreeMap::values);
        pairs.map(told).collect()
    }
}

/// Holds the claimed times of whole journals against each other.
pub fn check_clocks(journals: &[&CheckedJournal]) -> Clocks {
    let known: HashMap<(&WriterId, u64), &StoredEntry> = journals
        .iter()
        .flat_map(|journal| &journal.entries)
        .map(|stored| ((&stored.entry.writer, stored.entry.seq), stored))
        .collect();
    let mut clocks = Clocks::default();
    for journal in journals {
        // A copy of a journal is read from its own beginning.
        clocks.latest.remove(&journal.writer);
        clocks.take(&journal.writer, &journal.entries, |writer, seq| {
            let stored = known.get(&(writer, seq))?;
            Some(Reading::of(&stored.entry))
        });
    }
    clocks
}

fn told((ahead, entry, seen): &(i64, Reading, Reading)) -> Problem {
    let message = tr!(
        "Entry {seq} of {name} claims {time}, and was written after entry {earlier} of {other}, which claims {claimed}: the clocks of the two differ by at least {duration}, or one of the two times is not true. The order of the entries is proven all the same.",
        seq = entry.seq,
        name = entry.by,
        time = entry.at.to_minute(),
        earlier = seen.seq,
        other = seen.by,
        claimed = seen.at.to_minute(),
        duration = duration(*ahead)
    );
    Problem::new("clocks-differ", message)
        .of(&entry.writer)
        .at(Some(entry.seq), entry.seq)
}

/// A length of time in the two largest units that it has.
pub fn duration(millis: i64) -> String {
    let minutes = millis.unsigned_abs() / 60_000;
    let (days, hours) = (minutes / 1440, minutes / 60 % 24);
    let in_days = || trn!(days, "{n} day", "{n} days");
    let in_hours = || trn!(hours, "{n} hour", "{n} hours");
    let in_minutes = |minutes: u64| trn!(minutes, "{n} minute", "{n} minutes");
    match (days, hours) {
        (0, 0) => in_minutes(minutes),
        (0, _) => {
            let (hours, minutes) = (in_hours(), in_minutes(minutes % 60));
            tr!("{hours} and {minutes}", hours, minutes)
        }
        _ => {
            let (days, hours) = (in_days(), in_hours());
            tr!("{days} and {hours}", days, hours)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::entry::Heads;
    use crate::domain::review::verify::tests::{Book, note};

    #[test]
    fn a_time_before_what_was_seen_is_noted_with_the_greatest_difference() {
        let ana = Book::of("Ana").notes(3);
        let written = ana.checked();
        let head = written.head().expect("has entries");
        let last = written.entries.last().expect("has entries").entry.at;
        let bojan = |minutes: &[i64]| {
            let mut book = Book::of("Bojan");
            for (at, minutes) in minutes.iter().enumerate() {
                let at_once = at == 0;
                book.write(note("x"), |entry| {
                    if at_once {
                        entry.seen = Heads::from([(ana.writer.clone(), head)]);
                    }
                    entry.at = Moment::from_millis(last.millis() - minutes * 60_000);
                });
            }
            book.checked()
        };
        assert_eq!(
            check_clocks(&[&written, &bojan(&[0, 1, 2, -500])]).told(),
            []
        );
        let late = bojan(&[0, 30, 1500]);
        let notes = check_clocks(&[&late, &written]).told();
        let [only] = notes.as_slice() else {
            panic!("one note, not {notes:?}");
        };
        assert_eq!((only.code, only.seq), ("clocks-differ", Some(4)));
        assert!(
            only.message.contains("Entry 4 of Bojan claims"),
            "{}",
            only.message
        );
        assert!(only.message.contains("entry 4 of Ana"), "{}", only.message);
        assert!(
            only.message.contains("1 day and 1 hour"),
            "{}",
            only.message
        );
    }

    #[test]
    fn lengths_of_time_are_told_in_words() {
        let told = [3, 60, 61, 1441, 4000].map(|minutes| duration(minutes * 60_000));
        let expected = [
            "3 minutes",
            "1 hour and 0 minutes",
            "1 hour and 1 minute",
            "1 day and 0 hours",
            "2 days and 18 hours",
        ];
        assert_eq!(told, expected);
    }
}
