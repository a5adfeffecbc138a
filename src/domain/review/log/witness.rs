//! Who and what bears witness to a journal besides its own device: entries of other journals that name
//! it, checkpoints, signatures that people made with their own SSH keys, and the stamps of outside clocks.
//!
//! A checkpoint stands for all journals that it names, and so does whatever was signed or stamped of it.
//! A journal's own checkpoint and its owner's own signature are told, and are nobody else's word: whoever
//! was handed the checkpoint can hold the journal against it. Whether signatures and stamps are good was
//! judged before; this only counts how far they reach.

use crate::domain::digest::Digest;
use crate::domain::review::entry::StoredEntry;
use crate::domain::review::event::Event;
use crate::domain::review::people::{Moment, Reviewer, WriterId};
use crate::domain::review::trust::Occasion;
use crate::domain::review::verify::CheckedJournal;
use serde::Serialize;
use std::collections::BTreeMap;

/// How witness is borne.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// An entry names the journal as it stood.
    Seen,
    /// A checkpoint was made, and handed on or kept.
    Checkpoint(Occasion),
    /// A person signed a checkpoint with the SSH key of this fingerprint.
    Signature(String),
    /// A time stamp authority, named here, stamped a checkpoint.
    Stamp(String),
}

/// A good signature or time stamp of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouch {
    /// The journal whose checkpoint it is.
    pub writer: WriterId,
    /// Entries under the checkpoint.
    pub size: u64,
    /// A signature or a stamp.
    pub means: Means,
    /// When: as the entry claims, or as the authority states.
    pub at: Moment,
}

/// What bears witness to a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// How.
    pub means: Means,
    /// The journal in which it stands.
    pub writer: WriterId,
    /// Whose journal that is.
    pub by: Reviewer,
    /// Whether that is the same reviewer.
    pub own: bool,
    /// What it has seen, each further than the one before.
    seen: Vec<Sighting>,
}

/// That an entry was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sighting {
    /// The last entry that was seen.
    pub seq: u64,
    /// When, as the witness claims.
    pub at: Moment,
}

impl Means {
    /// The name used in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Checkpoint(_) => "checkpoint",
            Self::Signature(_) => "ssh-signature",
            Self::Stamp(_) => "time-stamp",
        }
    }
}

impl Witness {
    /// The last entry that it has seen.
    pub fn up_to(&self) -> u64 {
        self.seen.last().map_or(0, |last| last.seq)
    }

    /// When an entry was first seen.
    pub fn of(&self, seq: u64) -> Option<Sighting> {
        let first = self.seen.partition_point(|one| one.seq < seq);
        self.seen.get(first).copied()
    }

    /// All that it has seen.
    pub fn sightings(&self) -> &[Sighting] {
        &self.seen
    }

    /// Whether it is somebody else's word than the reviewer's.
    pub const fn is_outside(&self) -> bool {
        !self.own || matches!(self.means, Means::Stamp(_))
    }

    /// Who bears witness: the reviewer, or the time stamp authority.
    pub fn name(&self) -> &str {
        match &self.means {
            Means::Stamp(authority) => authority,
            _ => &self.by.name,
        }
    }

    /// Of the whole journal, as a sentence; nothing when it has seen nothing.
    pub fn of_journal(&self) -> Option<String> {
        let Sighting { seq, at } = *self.seen.last()?;
        let (who, at) = (self.who(), at.to_minute());
        Some(match &self.means {
            Means::Seen => tr!("Seen up to entry {seq} by {who}, {at}.", seq, who, at),
            Means::Checkpoint(occasion) => tr!(
                "In the checkpoint up to entry {seq} that {who} made {occasion}, {at}{word}.",
                seq,
                who,
                occasion = occasion.words(),
                at,
                word = self.whose_word()
            ),
            Means::Signature(key) => {
                tr!(
                    "Signed up to entry {seq} by {who} with the SSH key {key}, {at}.",
                    seq,
                    who,
                    key,
                    at
                )
            }
            Means::Stamp(authority) => {
                tr!(
                    "Stamped up to entry {seq} by the clock of {authority}, {at}.",
                    seq,
                    authority,
                    at
                )
            }
        })
    }

    /// Of one entry that it has seen, as a sentence.
    pub fn of_entry(&self, sighting: Sighting) -> String {
        let (who, at) = (self.who(), sighting.at.to_minute());
        match &self.means {
            Means::Seen => tr!("Witnessed by {who}, {at}.", who, at),
            Means::Checkpoint(occasion) => tr!(
                "In the checkpoint that {who} made {occasion}, {at}{word}.",
                who,
                occasion = occasion.words(),
                at,
                word = self.whose_word()
            ),
            Means::Signature(key) => tr!(
                "Signed by {who} with the SSH key {key}, {at}.",
                who,
                key,
                at
            ),
            Means::Stamp(authority) => {
                tr!("Stamped by the clock of {authority}, {at}.", authority, at)
            }
        }
    }

    /// What one's own checkpoint is worth.
    fn whose_word(&self) -> &'static str {
        if self.own {
            tr!(": a witness for whoever was given it")
        } else {
            ""
        }
    }

    fn who(&self) -> String {
        match self.means {
            Means::Seen if self.own => {
                tr!(
                    "{name}’s other device ({writer})",
                    name = self.by.name,
                    writer = self.writer
                )
            }
            _ => self.by.name.clone(),
        }
    }
}

/// The journal that was seen, the journal that says so, and how.
type Key<'a> = (&'a WriterId, &'a WriterId, Means);

/// All witnesses of all journals, as far as the journals still are what was seen.
pub(super) fn gather<'a>(
    journals: &[&'a CheckedJournal],
    vouches: &'a [Vouch],
) -> BTreeMap<Key<'a>, Witness> {
    let mut found = Found::of(journals);
    for stored in journals.iter().flat_map(|journal| &journal.entries) {
        let (entry, at) = (&stored.entry, stored.entry.at);
        for (target, &(seq, hash)) in &entry.seen {
            if *target != entry.writer && found.fits(target, seq, hash) {
                found.add(target, (stored, Means::Seen), Sighting { seq, at });
            }
        }
        if let Event::CheckpointMade(made) = &entry.event {
            let means = Means::Checkpoint(made.occasion);
            for (target, seq) in found.under(stored) {
                found.add(target, (stored, means.clone()), Sighting { seq, at });
            }
        }
    }
    for vouch in vouches {
        let Some(stored) = found.entry(&vouch.writer, vouch.size) else {
            continue;
        };
        let at = vouch.at;
        for (target, seq) in found.under(stored) {
            let how = (stored, vouch.means.clone());
            found.add(target, how, Sighting { seq, at });
        }
    }
    found.witnesses
}

/// Witnesses as they are found in the journals.
struct Found<'a> {
    journals: BTreeMap<&'a WriterId, Vec<&'a CheckedJournal>>,
    witnesses: BTreeMap<Key<'a>, Witness>,
}

impl<'a> Found<'a> {
    fn of(journals: &[&'a CheckedJournal]) -> Self {
        let mut own: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for journal in journals {
            own.entry(&journal.writer).or_default().push(*journal);
        }
        Self {
            journals: own,
            witnesses: BTreeMap::new(),
        }
    }

    /// Whether a journal still is what was seen of it.
    fn fits(&self, writer: &WriterId, seq: u64, hash: Digest) -> bool {
        let own = self.journals.get(writer);
        own.is_some_and(|own| own.iter().any(|one| one.hash_at(seq) == Some(hash)))
    }

    /// The entry of this number.
    fn entry(&self, writer: &WriterId, seq: u64) -> Option<&'a StoredEntry> {
        let mut own = self.journals.get(writer)?.iter();
        own.find_map(|journal| {
            let entries = &journal.entries;
            let at = entries.binary_search_by_key(&seq, |stored| stored.entry.seq);
            entries.get(at.ok()?)
        })
    }

    /// How far the checkpoint that ends with an entry reaches in each journal: its own up to the entry,
    /// and those that it names.
    fn under(&self, stored: &'a StoredEntry) -> Vec<(&'a WriterId, u64)> {
        let entry = &stored.entry;
        let mut reached = vec![(&entry.writer, entry.seq)];
        if let Event::CheckpointMade(made) = &entry.event {
            let named = made.journals.iter();
            let others = named.filter(|(target, (seq, hash, _))| {
                **target != entry.writer && self.fits(target, *seq, *hash)
            });
            reached.extend(others.map(|(target, &(seq, _, _))| (target, seq)));
        }
        reached
    }

    fn add(&mut self, target: &'a WriterId, how: (&'a StoredEntry, Means), sighting: Sighting) {
        let (stored, means) = how;
        let entry = &stored.entry;
        let key = (target, &entry.writer, means.clone());
        let witness = self.witnesses.entry(key).or_insert_with(|| Witness {
            means,
            writer: entry.writer.clone(),
            by: entry.by.clone(),
            own: false,
            seen: Vec::new(),
        });
        if witness.up_to() < sighting.seq {
            witness.seen.push(sighting);
        }
    }
}
