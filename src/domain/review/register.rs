//! What holds for one subject: nothing, one value, or several that disagree.
//!
//! An entry replaces what it supersedes, whichever arrives first; what nobody superseded holds. What was
//! replaced is remembered too, so that it can be told what held at an earlier point.

use super::chosen::ChecklistChoice;
use super::detail::DetailValue;
use super::entry::{Heads, StoredEntry};
use super::event::{
    AnswerValue, Change, ConfidentialMark, NoteValue, ReadMark, Rejection, TagValue,
};
use super::fates::{Fate, Fates};
use super::keys::is_of;
use super::people::{Moment, Reviewer, WriterId};
use super::sign_off::SignOff;
use crate::domain::digest::Digest;
use std::collections::{BTreeMap, HashSet};

/// The values that hold for one subject: none, one, or several that disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<V> {
    /// Entries that nobody superseded.
    held: ByHash<Held<V>>,
    /// Entries that a settlement stands over.
    aside: ByHash<Held<V>>,
    /// Entries that were replaced for good.
    gone: ByHash<Replaced<V>>,
}

/// By the hash of the entry. Boxed, because a tree takes room for eleven at once and most registers hold one.
type ByHash<T> = BTreeMap<Digest, Box<T>>;

/// What is still to be known of an entry that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Replaced<V> {
    writer: WriterId,
    seq: u64,
    supersedes: Box<[Digest]>,
    value: Option<V>,
}

/// One value and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<V> {
    /// The entry that says so.
    pub entry: Digest,
    /// The journal it stands in.
    pub writer: WriterId,
    /// Its number there.
    pub seq: u64,
    /// Who decided.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
    /// The value; nothing when it was withdrawn.
    pub value: Option<V>,
    /// Why it took the place of an earlier one.
    pub reason: Option<String>,
    /// Whether it settled a disagreement.
    pub settles: bool,
    /// Whether it only takes back what its author did before: an undo, or an undo of an undo.
    pub takes_back: bool,
    /// The entries that it replaced.
    supersedes: Box<[Digest]>,
}

impl<V> Held<V> {
    pub(super) fn new(stored: &StoredEntry, value: Option<V>, reason: Option<String>) -> Self {
        let event = &stored.entry.event;
        Self {
            entry: stored.hash,
            writer: stored.entry.writer.clone(),
            seq: stored.entry.seq,
            by: stored.entry.by.clone(),
            at: stored.entry.at,
            value,
            reason,
            settles: event.settles() && event.undoes().is_none(),
            takes_back: event.undoes().or(event.redoes()).is_some(),
            supersedes: stored.entry.supersedes.as_slice().into(),
        }
    }

    /// Who said so and when, whatever it is.
    pub(super) const fn said(&self) -> (&Reviewer, Moment) {
        (&self.by, self.at)
    }
}

/// Values of which two can say the same without being the same to the letter.
pub trait Agrees: PartialEq {
    /// Whether the two say the same about the subject.
    fn agrees_with(&self, other: &Self) -> bool {
        self == other
    }
}

impl Agrees for ChecklistChoice {
    /// The way to a version does not matter.
    fn agrees_with(&self, other: &Self) -> bool {
        (self.sha256, &self.profile) == (other.sha256, &other.profile)
    }
}

impl Agrees for ReadMark {}

impl Agrees for Rejection {
    /// The words that pointed there do not matter.
    fn agrees_with(&self, _: &Self) -> bool {
        true
    }
}

impl Agrees for NoteValue {}

impl Agrees for ConfidentialMark {}

impl Agrees for SignOff {
    /// Two who sign have seen different things, and both have signed.
    fn agrees_with(&self, _: &Self) -> bool {
        true
    }
}

impl Agrees for DetailValue {
    /// The words that it was taken from do not matter.
    fn agrees_with(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Agrees for TagValue {
    /// What pointed to the words does not matter.
    fn agrees_with(&self, other: &Self) -> bool {
        self.assessment == other.assessment
    }
}

impl Agrees for AnswerValue {
    /// Two who call an item absent have read at different times, and still agree.
    fn agrees_with(&self, other: &Self) -> bool {
        (self.state, &self.value) == (other.state, &other.value)
    }
}

impl<V> Default for Register<V> {
    fn default() -> Self {
        Self {
            held: BTreeMap::new(),
            aside: BTreeMap::new(),
            gone: BTreeMap::new(),
        }
    }
}

impl<V: Agrees> Register<V> {
    /// Every entry that nobody superseded, withdrawn ones included, in the order of their hashes.
    pub fn held(&self) -> impl Iterator<Item = &Held<V>> {
        self.held.values().map(Box::as_ref)
    }

    /// Those that have a value, earliest claimed time first.
    pub fn standing(&self) -> Vec<&Held<V>> {
        let mut standing: Vec<_> = self.held().filter(|held| held.value.is_some()).collect();
        standing.sort_by_key(|held| (held.at, held.entry));
        standing
    }

    /// The value, when there is one and all who hold one agree.
    pub fn agreed(&self) -> Option<&V> {
        let standing = self.standing();
        let first = standing.first()?.value.as_ref()?;
        standing
            .iter()
            .all(|held| {
                held.value
                    .as_ref()
                    .is_some_and(|value| value.agrees_with(first))
            })
            .then_some(first)
    }

    /// Whether anybody holds a value.
    pub fn is_set(&self) -> bool {
        self.held.values().any(|held| held.value.is_some())
    }

    /// Whether two hold different values.
    pub fn is_disputed(&self) -> bool {
        self.is_set() && self.agreed().is_none()
    }

    /// What was said before somebody settled it otherwise, in the order of hashes.
    pub fn settled(&self) -> impl Iterator<Item = &Held<V>> {
        let aside = self.aside.values().map(Box::as_ref);
        aside.filter(|held| held.value.is_some())
    }

    /// A reviewer's own entries that a settlement stands over.
    pub(super) fn settled_of<'a>(&'a self, reviewer: &'a str) -> impl Iterator<Item = Digest> + 'a {
        let own = self.aside.values();
        own.filter(move |held| held.by.id == reviewer)
            .map(|held| held.entry)
    }

    /// What a reviewer's own entries say.
    pub fn of_reviewer<'a>(&'a self, reviewer: &'a str) -> impl Iterator<Item = &'a Held<V>> {
        self.held().filter(move |held| held.by.id == reviewer)
    }
}

/// Whether an entry was there when the journals ended at these heads.
fn is_covered(covers: &Heads, writer: &WriterId, seq: u64) -> bool {
    covers.get(writer).is_some_and(|&(last, _)| seq <= last)
}

impl<V: PartialEq> Register<V> {
    /// What holds now and did not when the journals ended at these heads. An undo that brings back what
    /// its author held then has changed nothing.
    pub fn changed_since(&self, covers: &Heads) -> Vec<&Held<V>> {
        let held = self.held.values().map(Box::as_ref);
        let mut later: Vec<_> = held
            .filter(|held| !is_covered(covers, &held.writer, held.seq))
            .collect();
        if later.iter().any(|held| held.takes_back) {
            let then = self.held_at(covers);
            later.retain(|held| !held.takes_back || !brings_back(held, &then));
        }
        later
    }

    /// The values that held when the journals ended at these heads, with the journal of each.
    fn held_at(&self, covers: &Heads) -> Vec<(&WriterId, Option<&V>)> {
        let standing = self.held.iter().chain(&self.aside);
        let standing = standing.map(|(entry, one)| {
            let value = one.value.as_ref();
            (entry, &one.writer, one.seq, &one.supersedes, value)
        });
        let gone = self.gone.iter().map(|(entry, one)| {
            let value = one.value.as_ref();
            (entry, &one.writer, one.seq, &one.supersedes, value)
        });
        let all = standing.chain(gone);
        let known: Vec<_> = all
            .filter(|(_, writer, seq, _, _)| is_covered(covers, writer, *seq))
            .collect();
        let replaced: HashSet<&Digest> = known.iter().flat_map(|one| one.3.iter()).collect();
        let held = known.iter().filter(|one| !replaced.contains(one.0));
        held.map(|&(_, writer, _, _, value)| (writer, value))
            .collect()
    }
}

/// Whether an entry says what its author said then, on whichever device.
fn brings_back<V: PartialEq>(held: &Held<V>, then: &[(&WriterId, Option<&V>)]) -> bool {
    let own = then.iter().filter(|(writer, _)| is_of(writer, &held.by));
    let mut own = own.map(|(_, value)| *value).peekable();
    match own.peek() {
        None => held.value.is_none(),
        Some(_) => own.any(|value| value == held.value.as_ref()),
    }
}

impl<V: Clone> Register<V> {
    /// All that is held in several registers of one matter.
    pub fn joined<'a>(registers: impl Iterator<Item = &'a Self>) -> Self
    where
        V: 'a,
    {
        let mut joined = Self::default();
        for one in registers {
            joined.held.extend(one.held.clone());
            joined.aside.extend(one.aside.clone());
        }
        joined
    }
}

impl<V: Agrees> Register<V> {
    pub(super) fn voices(&self) -> impl Iterator<Item = (&Reviewer, Moment)> {
        self.held().map(Held::said)
    }

    /// Whether this entry is held with a value, and a reviewer holds another one.
    pub(super) fn differs(&self, entry: &Digest, reviewer: &str) -> bool {
        let said = self.held.get(entry).and_then(|held| held.value.as_ref());
        said.is_some_and(|said| {
            let own = self.of_reviewer(reviewer);
            let mut own = own.filter_map(|held| held.value.as_ref());
            own.any(|value| !value.agrees_with(said))
        })
    }

    pub(super) fn entries_of(&self, reviewer: &str) -> Vec<Digest> {
        self.of_reviewer(reviewer).map(|held| held.entry).collect()
    }
}

impl<V> Register<V> {
    /// Puts an entry where it belongs now, if it is one of this register; tells whether it was.
    pub(super) fn judge(&mut self, entry: &Digest, fates: &Fates) -> bool {
        let known = self.held.remove(entry);
        let known = known.or_else(|| self.aside.remove(entry));
        let is_here = known.is_some();
        if let Some(held) = known {
            self.place(held, fates);
        }
        is_here
    }

    fn place(&mut self, held: Box<Held<V>>, fates: &Fates) {
        match fates.of(&held.entry, &held.by.id) {
            Fate::Holds => {
                self.held.insert(held.entry, held);
            }
            Fate::Settled => {
                self.aside.insert(held.entry, held);
            }
            Fate::Gone => {
                let replaced = Replaced {
                    writer: held.writer,
                    seq: held.seq,
                    supersedes: held.supersedes,
                    value: held.value,
                };
                self.gone.insert(held.entry, Box::new(replaced));
            }
        }
    }
}

impl<V: Clone> Register<V> {
    /// Takes in an entry, and puts those whose fate may have changed by it where they belong.
    pub(super) fn put<S>(
        &mut self,
        stored: &StoredEntry,
        change: &Change<S, V>,
        (touched, fates): (&[Digest], &Fates),
    ) {
        for entry in touched {
            self.judge(entry, fates);
        }
        let held = Held::new(stored, change.after.clone(), change.reason.clone());
        self.place(Box::new(held), fates);
    }
}
