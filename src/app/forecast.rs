//! How long the rest of the agreement will take, from the pace of the person who reads it.

use super::model::Record;
use super::reading::Reading;
use crate::domain::pace::{MOST, Pace, Timed};
use crate::domain::review::Event;
use crate::domain::review::log::about;
use crate::tr;
use std::collections::HashSet;

/// The minutes that the unread clauses will take this writer; nothing while her pace is not known
/// or nothing is left.
pub fn minutes_left(reading: &Reading, record: &Record) -> Option<u64> {
    let unread = &reading.marks.coverage.unread;
    if unread.is_empty() {
        return None;
    }
    let letters = |clause: &usize| reading.letters.get(*clause).copied().unwrap_or(0);
    let left = unread.iter().map(letters).sum();
    Some(pace(reading, record)?.minutes(left))
}

fn pace(reading: &Reading, record: &Record) -> Option<Pace> {
    let mut seen = HashSet::new();
    let mut timed = Vec::new();
    for stored in &record.entries {
        let (entry, event) = (&stored.entry, &stored.entry.event);
        let ours = entry.writer == record.writer
            && event.agreement() == Some(&reading.agreement.id)
            && is_reading(event);
        let clause = about::clause(event).filter(|_| ours);
        let clause = clause.and_then(|(id, _)| reading.agreement.clauses.index_of(id));
        if let Some(clause) = clause.filter(|clause| seen.insert(*clause)) {
            timed.push(Timed {
                at: entry.at.millis(),
                letters: reading.letters.get(clause).copied().unwrap_or(0),
            });
        }
    }
    Pace::of(timed.get(timed.len().saturating_sub(MOST)..)?)
}

/// Whether an entry says that a clause was read just then.
const fn is_reading(event: &Event) -> bool {
    match event {
        Event::ClauseRead(change) => change.after.is_some(),
        Event::ClauseTagged(change) => change.after.is_some(),
        _ => false,
    }
}

/// The forecast in words; empty while there is none.
pub fn words(minutes: Option<u64>) -> String {
    match minutes {
        None => String::new(),
        Some(minutes @ 0..120) => tr!(" · about {minutes} min at your pace", minutes),
        Some(minutes) => tr!(
            " · about {hours} h at your pace",
            hours = minutes.div_ceil(60)
        ),
    }
}
