//! The log: all entries of all journals in one order, to be read, filtered and travelled through.
//!
//! **The order** is that of claimed times, with one exception: within a journal the numbers decide. An
//! entry whose clock went back counts as written at the latest time that its journal has claimed
//! before. Equal times go by writer, then by number. The order depends on the set of entries alone,
//! not on how they arrived, and no decision ever depends on it.
//!
//! **As it stood at an entry** is the review that follows from the entries up to and including it, in
//! this order. Of every journal these are its first ones, without a gap.

pub mod about;
pub mod filter;
pub mod format;
pub mod kind;
pub mod proof;
pub mod record;
pub mod witness;

pub use filter::{Filter, Who, Words};
pub use format::LogFormat;
pub use kind::{Family, Kind};
pub use proof::{EntryProof, Proof};
pub use record::{LogRecord, LogReport, told_whole};
pub use witness::{Means, Vouch, Witness};

use super::entry::StoredEntry;
use super::heads::HeadClaim;
use super::people::WriterId;
use super::verify::CheckedJournal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Positions of the entries in the order of the log, the oldest first; each entry once.
pub fn in_order(entries: &[StoredEntry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    let place = |at: usize| {
        let stored = &entries[at];
        (&stored.entry.writer, stored.entry.seq, stored.hash)
    };
    order.sort_unstable_by(|&one, &other| place(one).cmp(&place(other)));
    order.dedup_by_key(|at| entries[*at].hash);
    let mut latest: Option<(&WriterId, _)> = None;
    let mut timed: Vec<_> = order
        .into_iter()
        .map(|at| {
            let entry = &entries[at].entry;
            let when = match latest {
                Some((writer, known)) if *writer == entry.writer => entry.at.max(known),
                _ => entry.at,
            };
            latest = Some((&entry.writer, when));
            (when, at)
        })
        .collect();
    // Stable, so that equal times keep the order of writers and numbers.
    timed.sort_by_key(|&(when, _)| when);
    timed.into_iter().map(|(_, at)| at).collect()
}

/// The part of an order up to and including an entry; nothing when the entry is not in it.
pub fn up_to(order: &[usize], entry: usize) -> Option<&[usize]> {
    let place = order.iter().position(|&at| at == entry)?;
    order.get(..=place)
}

/// The entry that a person names: `WRITER:SEQ`, a hash, or at least eight digits that only one hash
/// begins with.
pub fn find_entry(entries: &[StoredEntry], name: &str) -> Option<usize> {
    let name = name.trim();
    let mut fitting: Vec<usize> = if let Some((writer, seq)) = name.split_once(':') {
        let seq: u64 = seq.parse().ok()?;
        let named = |stored: &StoredEntry| {
            stored.entry.writer.as_str() == writer && stored.entry.seq == seq
        };
        positions(entries, named)
    } else if name.len() >= 8 {
        let digits = name.to_ascii_lowercase();
        positions(entries, |stored| {
            stored.hash.to_string().starts_with(&digits)
        })
    } else {
        Vec::new()
    };
    fitting.dedup_by_key(|at| entries[*at].hash);
    match fitting.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

fn positions(entries: &[StoredEntry], fits: impl Fn(&StoredEntry) -> bool) -> Vec<usize> {
    let all = 0..entries.len();
    all.filter(|&at| fits(&entries[at])).collect()
}

/// Where the journals stood at an entry: for each, its last entry among those up to it. What does not
/// lie in a checked journal at its place is left out.
pub fn heads_at(
    workspace: &str,
    entries: &[StoredEntry],
    past: &[usize],
    journals: &[&CheckedJournal],
) -> Vec<HeadClaim> {
    let mut last: BTreeMap<&WriterId, u64> = BTreeMap::new();
    for &at in past {
        let entry = &entries[at].entry;
        let seq = last.entry(&entry.writer).or_default();
        *seq = entry.seq.max(*seq);
    }
    let mut own: Vec<_> = journals.to_vec();
    // Of two files of one writer the longer one tells more.
    own.sort_by_key(|journal| Reverse(journal.lines.len()));
    let heads = last.into_iter().filter_map(|(writer, seq)| {
        let mut own = own.iter().filter(|journal| journal.writer == *writer);
        let mark = own.find_map(|journal| journal.mark_at(seq))?;
        Some(HeadClaim {
            workspace: workspace.to_owned(),
            writer: writer.clone(),
            seq,
            head: mark.hash,
            root: mark.root,
        })
    });
    heads.collect()
}

#[cfg(test)]
mod tests;
