//! What journals hold about each agreement, without reading what they say of it.

use super::read::Journals;
use super::shelf::Shelf;
use crate::domain::agreement::AgreementId;
use crate::domain::digest::{Digest, to_hex};
use crate::domain::review::entry::StoredEntry;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::thread;

/// Fewer entries than these are not worth another thread.
const FEW: usize = 256;

/// Of each agreement, one hash over the hashes of all entries about it: the same as long as these are.
pub type Prints = HashMap<AgreementId, Digest>;

/// Hashes over the hashes of entries, agreement by agreement, in the order in which they are given.
#[derive(Default)]
struct Printing(HashMap<AgreementId, Sha256>);

impl Printing {
    fn add(&mut self, agreement: &AgreementId, entry: &Digest) {
        if let Some(hash) = self.0.get_mut(agreement) {
            hash.update(entry.bytes());
        } else {
            let hash = Sha256::new().chain_update(entry.bytes());
            self.0.insert(agreement.clone(), hash);
        }
    }

    fn finish(self) -> Prints {
        let hashes = self.0.into_iter();
        let digest = |hash: Sha256| Digest::parse(&to_hex(&hash.finalize()));
        hashes
            .filter_map(|(id, hash)| Some((id, digest(hash)?)))
            .collect()
    }
}

/// The same of entries that were all read, journal by journal.
pub fn prints_of<'a>(entries: impl IntoIterator<Item = &'a StoredEntry>) -> Prints {
    let mut printing = Printing::default();
    for stored in entries {
        if let Some(id) = stored.entry.event.agreement() {
            printing.add(id, &stored.hash);
        }
    }
    printing.finish()
}

impl Journals {
    /// Of each agreement, one hash over the hashes of all entries about it. Journals that are known must have
    /// been asked which of their lines are about which agreement.
    pub fn prints(&self) -> Prints {
        let mut printing = Printing::default();
        for file in &self.files {
            for (id, lines) in file.shelf.iter().flat_map(Shelf::about) {
                let hashes = lines.iter().filter_map(|&seq| file.checked.hash_at(seq));
                hashes.for_each(|hash| printing.add(id, &hash));
            }
            for stored in &file.checked.entries {
                if let Some(id) = stored.entry.event.agreement() {
                    printing.add(id, &stored.hash);
                }
            }
        }
        printing.finish()
    }

    /// How many whole lines there are.
    pub fn lines(&self) -> u64 {
        let lines = self.files.iter().map(|file| file.checked.lines.len());
        lines.sum::<usize>() as u64
    }

    /// Every entry about some agreements, read now on all cores where it was not yet; nothing when any is not
    /// there any more.
    pub fn about(&self, ids: &BTreeSet<AgreementId>) -> Option<Vec<StoredEntry>> {
        let mut all = Vec::new();
        for file in &self.files {
            if let Some(shelf) = &file.shelf {
                let lines = shelf.about().iter().filter(|(id, _)| ids.contains(*id));
                let mut lines: Vec<u64> = lines.flat_map(|(_, lines)| lines).copied().collect();
                lines.sort_unstable();
                let wanted: Option<Vec<(u64, Digest)>> = lines
                    .into_iter()
                    .map(|seq| Some((seq, file.checked.hash_at(seq)?)))
                    .collect();
                all.extend(read_at_once(shelf, &wanted?)?);
            }
            let new = file.checked.entries.iter();
            let ours = new.filter(|one| {
                one.entry
                    .event
                    .agreement()
                    .is_some_and(|id| ids.contains(id))
            });
            all.extend(ours.cloned());
        }
        Some(all)
    }
}

/// Reads entries on all cores.
fn read_at_once(shelf: &Shelf, wanted: &[(u64, Digest)]) -> Option<Vec<StoredEntry>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut shares = wanted.chunks(wanted.len().div_ceil(cores).max(FEW));
    let first = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares
            .map(|some| {
                let work = move || shelf.read(some);
                (some, thread::Builder::new().spawn_scoped(scope, work))
            })
            .collect();
        let mut read = shelf.read(first)?;
        for (some, other) in others {
            read.extend(match other {
                Ok(other) => other.join().expect("reading entries never panics")?,
                Err(_) => shelf.read(some)?,
            });
        }
        Some(read)
    })
}
