//! What journals say of each other, of the agreements and of the checklists, held against them.
//!
//! A chain alone cannot show that its end was cut off. Other memories can: what this device saw
//! before, and what other writers' entries say they had seen.

use super::entry::{Entry, Heads, StoredEntry};
use super::event::Event;
use super::people::WriterId;
use super::verify::{CheckedJournal, Problem};
use crate::domain::digest::Digest;
use std::collections::{BTreeMap, HashMap};

mod clocks;
mod kept;
mod trust;

pub use clocks::{Clocks, Reading, check_clocks, duration};
pub use kept::{Kept, KeptAgreement, KeptChecklist};
pub use trust::{Stamps, Trust, check_trust};

/// Holds journals against the heads that this device remembers.
pub fn check_pins(journals: &[&CheckedJournal], pins: &Heads) -> Vec<Problem> {
    pins.iter()
        .filter_map(|(writer, &(seq, hash))| match find(journals, writer, seq, hash) {
            Found::Fits => None,
            Found::Shorter(length) => Some(
                Problem::new("entries-missing", gone(length + 1, seq))
                    .of(writer)
                    .at(None, length + 1),
            ),
            Found::Differs => Some(
                Problem::new("pin-contradicts", tr!("Entry {seq} is not the one that this device saw: the journal was rewritten.", seq))
                    .of(writer)
                    .at(Some(seq), seq),
            ),
        })
        .collect()
}

/// Holds journals against what other writers' entries say they had seen.
pub fn check_seen(journals: &[&CheckedJournal]) -> Vec<Problem> {
    let mut problems = BTreeMap::new();
    for witness in journals {
        for stored in &witness.entries {
            for (writer, &(seq, hash)) in &stored.entry.seen {
                let by = &stored.entry.by.name;
                let problem = match find(journals, writer, seq, hash) {
                    Found::Fits => continue,
                    Found::Shorter(length) => Problem::new(
                        "entries-missing",
                        missing(length + 1, seq, by, &tr!("entry {seq} of {writer}", seq = stored.entry.seq, writer = witness.writer)),
                    )
                    .of(writer)
                    .at(None, length + 1),
                    Found::Differs => Problem::new(
                        "seen-contradicts",
                        tr!("Entry {seq} is not the one that {by} had seen (entry {other} of {writer}): the journal was rewritten.", seq, by, other = stored.entry.seq, writer = witness.writer),
                    )
                    .of(writer)
                    .at(Some(seq), seq),
                };
                // The last word of each witness covers the earlier ones; a contradiction is told
                // from its first place on.
                let key = (witness.writer.clone(), writer.clone(), problem.code);
                if problem.code == "entries-missing" {
                    problems.insert(key, problem);
                } else {
                    problems.entry(key).or_insert(problem);
                }
            }
        }
    }
    problems.into_values().collect()
}

/// The entries that an entry replaces or takes back.
pub fn references(entry: &Entry) -> impl Iterator<Item = Digest> {
    let event = &entry.event;
    let undone = event.undoes().into_iter().chain(event.redoes());
    entry.supersedes.iter().copied().chain(undone)
}

/// Holds what entries refer to against what is kept.
pub fn check_references(journals: &[&CheckedJournal], kept: &Kept) -> Vec<Problem> {
    check_references_with(journals, &[], kept)
}

/// The same; `earlier` are entries that others may refer to, and that were proven before.
pub fn check_references_with(
    journals: &[&CheckedJournal],
    earlier: &[StoredEntry],
    kept: &Kept,
) -> Vec<Problem> {
    let entries: HashMap<Digest, &StoredEntry> = journals
        .iter()
        .flat_map(|journal| &journal.entries)
        .chain(earlier)
        .map(|stored| (stored.hash, stored))
        .collect();
    let mut problems: Vec<Problem> = Vec::new();
    // What is missing altogether is told once, with the number of entries that need it.
    let mut missing: HashMap<(WriterId, String), (usize, usize)> = HashMap::new();
    for journal in journals {
        for stored in &journal.entries {
            let seq = stored.entry.seq;
            let line = journal.hash_at(seq).map(|_| seq);
            let found = own_references(stored, &entries)
                .into_iter()
                .chain(kept.check(&stored.entry.event));
            for (code, message) in found {
                if code.ends_with("-missing") || code == "text-differs" {
                    let key = (journal.writer.clone(), message.clone());
                    let (_, count) = missing.entry(key).or_insert((problems.len(), 0));
                    *count += 1;
                    if *count > 1 {
                        continue;
                    }
                }
                let problem = Problem::new(code, message).of(&journal.writer);
                problems.push(problem.at(line, seq));
            }
        }
    }
    for (place, count) in missing.into_values().filter(|&(_, count)| count > 1) {
        let more = count - 1;
        let message = &mut problems[place].message;
        *message = trn!(
            more,
            "{message} The same holds for {n} more entries.",
            "{message} The same holds for {n} more entries.",
            message
        );
    }
    problems
}

type Finding = (&'static str, String);

enum Found {
    Fits,
    Differs,
    /// The longest journal of this writer has only so many lines.
    Shorter(u64),
}

fn find(journals: &[&CheckedJournal], writer: &WriterId, seq: u64, hash: Digest) -> Found {
    let own = journals.iter().filter(|journal| journal.writer == *writer);
    let mut longest = 0;
    for journal in own {
        if journal.hash_at(seq) == Some(hash) {
            return Found::Fits;
        }
        longest = longest.max(journal.lines.len() as u64);
    }
    if longest < seq {
        Found::Shorter(longest)
    } else {
        Found::Differs
    }
}

fn gone(from: u64, to: u64) -> String {
    if from == to {
        tr!("Entry {from}, saved on this device, is gone.", from)
    } else {
        tr!(
            "Entries {from}–{to}, saved on this device, are gone.",
            from,
            to
        )
    }
}

fn missing(from: u64, to: u64, by: &str, witness: &str) -> String {
    if from == to {
        tr!(
            "Entry {from}, which {by} had seen ({witness}), is missing.",
            from,
            by,
            witness
        )
    } else {
        tr!(
            "Entries {from}–{to}, which {by} had seen ({witness}), are missing.",
            from,
            to,
            by,
            witness
        )
    }
}

/// What an entry says of other entries.
fn own_references(stored: &StoredEntry, entries: &HashMap<Digest, &StoredEntry>) -> Vec<Finding> {
    let entry = &stored.entry;
    let mut found = Vec::new();
    for superseded in &entry.supersedes {
        match entries.get(superseded) {
            None => found.push((
                "unknown-entry",
                tr!("It replaces an entry that is not here ({short}).", short = superseded.short()),
            )),
            Some(other) if !same_matter(&entry.event, &other.entry.event) => {
                found.push((
                    "wrong-reference",
                    tr!("It replaces entry {seq} of {writer}, which is about something else.", seq = other.entry.seq, writer = other.entry.writer),
                ));
            }
            Some(other) if overrules(entry, &other.entry) => found.push((
                "wrong-reference",
                tr!("It replaces entry {seq} of {writer}, another reviewer's, without settling a disagreement.", seq = other.entry.seq, writer = other.entry.writer),
            )),
            Some(_) => {}
        }
    }
    let is_new = entry.event.undoes().or(entry.event.redoes()).is_none();
    let reason = entry.event.reason().unwrap_or_default();
    if entry.event.settles() && is_new && reason.trim().is_empty() {
        let message = tr!("It settles a disagreement and gives no reason.");
        found.push(("no-reason", message.to_owned()));
    }
    found.extend(undo_reference(stored, entries));
    found
}

fn undo_reference(
    stored: &StoredEntry,
    entries: &HashMap<Digest, &StoredEntry>,
) -> Option<Finding> {
    let event = &stored.entry.event;
    let target = event.undoes().or(event.redoes())?;
    let Some(other) = entries.get(&target) else {
        return Some((
            "unknown-entry",
            tr!(
                "It takes back an entry that is not here ({short}).",
                short = target.short()
            ),
        ));
    };
    let undo_of_undo = event.redoes().is_none() || other.entry.event.undoes().is_some();
    let fits = same_matter(event, &other.entry.event)
        && other.entry.writer == stored.entry.writer
        && other.entry.seq < stored.entry.seq
        && undo_of_undo
        && !stored.entry.supersedes.is_empty();
    (!fits).then(|| {
        (
            "wrong-reference",
            tr!(
                "It says that it takes back entry {seq}, which it cannot.",
                seq = other.entry.seq
            ),
        )
    })
}

/// Whether an entry puts another reviewer's out of force without settling a disagreement, which there can
/// be about answers, tags and particulars only. Which checklists an agreement is reviewed against is no
/// opinion of anybody.
fn overrules(entry: &Entry, other: &Entry) -> bool {
    let may = match entry.event {
        Event::ChecklistChosen(_) => true,
        Event::ItemAnswered(_) | Event::ClauseTagged(_) | Event::AgreementDescribed(_) => {
            entry.event.settles()
        }
        _ => false,
    };
    entry.by.id != other.by.id && !may
}

fn same_matter(one: &Event, other: &Event) -> bool {
    one.type_name() == other.type_name() && one.agreement() == other.agreement()
}

#[cfg(test)]
mod tests;
