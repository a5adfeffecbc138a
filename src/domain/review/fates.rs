//! What becomes of an entry in view of all others: it holds, it was replaced, or it was settled.
//!
//! A settlement takes the place of what others hold for as long as its author does not take it back.
//! What follows is a function of the set of entries, whatever the order in which they arrive.

use super::entry::StoredEntry;
use super::people::WriterId;
use crate::domain::digest::Digest;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nobody replaced it.
    Holds,
    /// A settlement stands over it.
    Settled,
    /// It was replaced for good.
    Gone,
}

/// What all entries say of each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fates {
    /// Replaced by ordinary entries.
    replaced: HashSet<Digest>,
    /// Replaced by settlements, and by which.
    settled: HashMap<Digest, BTreeSet<Settlement>>,
    /// What each settlement replaced.
    settlements: HashMap<Digest, Vec<Digest>>,
    /// Settlements that were taken back, with the writer who did it.
    annulled: HashSet<(WriterId, Digest)>,
}

/// A settlement and its author.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Settlement {
    entry: Digest,
    writer: WriterId,
    /// Id of the reviewer.
    by: String,
}

impl Fates {
    /// Takes in an entry; gives those whose fate may have changed by it.
    pub fn take(&mut self, stored: &StoredEntry) -> Vec<Digest> {
        let entry = &stored.entry;
        let mut touched = entry.supersedes.clone();
        match (entry.event.settles(), entry.event.undoes()) {
            (true, None) => {
                for replaced in &entry.supersedes {
                    let settlement = Settlement {
                        entry: stored.hash,
                        writer: entry.writer.clone(),
                        by: entry.by.id.clone(),
                    };
                    self.settled
                        .entry(*replaced)
                        .or_default()
                        .insert(settlement);
                }
                self.settlements.insert(stored.hash, touched.clone());
            }
            (true, Some(undone)) => {
                self.replaced.extend(&entry.supersedes);
                self.annulled.insert((entry.writer.clone(), undone));
                touched.extend(self.settlements.get(&undone).into_iter().flatten());
            }
            (false, _) => self.replaced.extend(&entry.supersedes),
        }
        touched
    }

    /// What becomes of an entry of a reviewer. Her own settlement replaces what she held for good:
    /// taking it back says anew what she held before.
    pub fn of(&self, entry: &Digest, by: &str) -> Fate {
        if self.replaced.contains(entry) {
            return Fate::Gone;
        }
        let Some(settlements) = self.settled.get(entry) else {
            return Fate::Holds;
        };
        if settlements.iter().any(|one| one.by == by) {
            return Fate::Gone;
        }
        let stands = |one: &Settlement| {
            let taken_back = (one.writer.clone(), one.entry);
            !self.annulled.contains(&taken_back)
        };
        if settlements.iter().any(stands) {
            Fate::Settled
        } else {
            Fate::Holds
        }
    }
}
