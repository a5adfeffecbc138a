//! The state of all reviews in a workspace, folded from entries.
//!
//! State is a function of the **set** of entries: the order in which they arrive does not matter,
//! and the same entry twice counts once. An entry replaces what it supersedes; two entries that
//! nobody superseded for one subject are a disagreement, and both are kept.

use super::chosen::{Bearing, ChecklistChoice, Lineage, Moves};
use super::detail::{Detail, DetailValue};
use super::entry::StoredEntry;
use super::event::{
    AgreementImported, AgreementSubject, AnswerValue, Change, ConfidentialMark,
    ConfidentialSubject, Event, NoteSubject, NoteValue, ReadMark, Rejection, TagSubject, TagValue,
};
use super::fates::Fates;
use super::people::{Moment, Reviewer, WriterId};
pub use super::register::{Agrees, Held, Register};
use super::sign_off::SignOff;
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::ItemRef;
use crate::domain::clause::ClauseId;
use crate::domain::digest::Digest;
use std::collections::{BTreeMap, HashSet};

/// Every review in a workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewState {
    agreements: BTreeMap<AgreementId, AgreementReview>,
    entries: HashSet<Digest>,
    fates: Fates,
}

/// The review of one agreement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgreementReview {
    /// How it came in, once for each journal that says so; a later import replaces an earlier one.
    pub imports: BTreeMap<WriterId, Held<AgreementImported>>,
    /// The checklists chosen for it, by their ids.
    pub checklists: BTreeMap<String, Register<ChecklistChoice>>,
    /// When each of them was first chosen, by any entry that was ever written.
    pub first_chosen: BTreeMap<String, (Moment, Digest)>,
    /// How the review came from one version to another, by any entry that was ever written.
    pub moves: Moves,
    /// Its particulars.
    pub details: BTreeMap<Detail, Register<DetailValue>>,
    /// Clauses marked as read.
    pub reads: BTreeMap<ClauseId, Register<ReadMark>>,
    /// Passages held against items, in the order of the text.
    pub tags: BTreeMap<TagKey, (TagSubject, Register<TagValue>)>,
    /// Suggestions that were rejected: passages and items that do not belong together.
    pub rejections: BTreeMap<TagKey, (TagSubject, Register<Rejection>)>,
    /// Answers to items.
    pub answers: BTreeMap<ItemRef, Register<AnswerValue>>,
    /// Notes.
    pub notes: BTreeMap<NoteSubject, Register<NoteValue>>,
    /// What is marked confidential by itself: the whole agreement, clauses, words.
    pub confidential: BTreeMap<ConfidentialSubject, Register<ConfidentialMark>>,
    /// Who signed it off.
    pub sign_offs: Register<SignOff>,
}

/// Identifies a tag: the words by place, and the item. Sorts in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TagKey {
    /// The text in which the places count.
    pub text_sha256: Digest,
    /// First position in Unicode scalar values.
    pub start: usize,
    /// Position after the last one.
    pub end: usize,
    /// The item.
    pub item: ItemRef,
}

impl TagKey {
    /// The key of a tag.
    pub fn of(subject: &TagSubject) -> Self {
        Self {
            text_sha256: subject.passage.text_sha256,
            start: subject.passage.start,
            end: subject.passage.end,
            item: subject.item.clone(),
        }
    }
}

impl ReviewState {
    /// The state after all of these entries.
    pub fn fold<'a>(entries: impl IntoIterator<Item = &'a StoredEntry>) -> Self {
        let mut state = Self::default();
        for entry in entries {
            state.apply(entry);
        }
        state
    }

    /// The review of an agreement; nothing when no journal speaks of it.
    pub fn agreement(&self, id: &AgreementId) -> Option<&AgreementReview> {
        self.agreements.get(id)
    }

    /// The agreements that some journal speaks of.
    pub fn agreements(&self) -> impl Iterator<Item = &AgreementId> {
        self.agreements.keys()
    }

    /// Whether this entry counts already.
    pub fn contains(&self, entry: &Digest) -> bool {
        self.entries.contains(entry)
    }

    /// The entries that a reviewer holds on the subject of a decision.
    pub fn held_on(&self, decision: &Event, reviewer: &str) -> Vec<Digest> {
        let Some(review) = decision.agreement().and_then(|id| self.agreement(id)) else {
            return Vec::new();
        };
        match decision {
            Event::AgreementSignedOff(_) => entries(Some(&review.sign_offs), reviewer),
            Event::AgreementDescribed(change) => {
                entries(review.details.get(&change.subject.detail), reviewer)
            }
            Event::ChecklistChosen(change) => {
                let id = change.after.as_ref().or(change.before.as_ref());
                let register = id.and_then(|choice| review.checklists.get(&choice.checklist));
                entries(register, reviewer)
            }
            Event::ClauseRead(change) => {
                entries(review.reads.get(&change.subject.clause), reviewer)
            }
            Event::ClauseTagged(change) => {
                let tag = review.tags.get(&TagKey::of(&change.subject));
                entries(tag.map(|(_, register)| register), reviewer)
            }
            Event::SuggestionRejected(change) => {
                let rejection = review.rejections.get(&TagKey::of(&change.subject));
                entries(rejection.map(|(_, register)| register), reviewer)
            }
            Event::ItemAnswered(change) => {
                entries(review.answers.get(&change.subject.item), reviewer)
            }
            Event::NoteWritten(change) => entries(review.notes.get(&change.subject), reviewer),
            Event::MarkedConfidential(change) => {
                entries(review.confidential.get(&change.subject), reviewer)
            }
            _ => Vec::new(),
        }
    }

    /// Whether an entry stands and says otherwise than a reviewer does on the same subject.
    pub fn is_contradicted(&self, stored: &StoredEntry, reviewer: &str) -> bool {
        let event = &stored.entry.event;
        let Some(review) = event.agreement().and_then(|id| self.agreement(id)) else {
            return false;
        };
        let (entry, by) = (&stored.hash, reviewer);
        match event {
            Event::AgreementDescribed(change) => {
                let register = review.details.get(&change.subject.detail);
                register.is_some_and(|one| one.differs(entry, by))
            }
            Event::ClauseTagged(change) => {
                let tag = review.tags.get(&TagKey::of(&change.subject));
                tag.is_some_and(|(_, one)| one.differs(entry, by))
            }
            Event::ItemAnswered(change) => {
                let register = review.answers.get(&change.subject.item);
                register.is_some_and(|one| one.differs(entry, by))
            }
            _ => false,
        }
    }

    /// The entries that anybody holds on the subject of an answer, a tag or a particular.
    pub fn all_held_on(&self, decision: &Event) -> Vec<Digest> {
        let Some(review) = decision.agreement().and_then(|id| self.agreement(id)) else {
            return Vec::new();
        };
        match decision {
            Event::AgreementDescribed(change) => all(review.details.get(&change.subject.detail)),
            Event::ClauseTagged(change) => {
                let tag = review.tags.get(&TagKey::of(&change.subject));
                all(tag.map(|(_, register)| register))
            }
            Event::ItemAnswered(change) => all(review.answers.get(&change.subject.item)),
            _ => Vec::new(),
        }
    }

    /// Adds one entry.
    pub fn apply(&mut self, stored: &StoredEntry) {
        if !self.entries.insert(stored.hash) {
            return;
        }
        let touched = self.fates.take(stored);
        let Some(id) = stored.entry.event.agreement() else {
            return;
        };
        let fates = &self.fates;
        let review = self.agreements.entry(id.clone()).or_default();
        review.judge(&stored.entry.event, &touched, fates);
        match &stored.entry.event {
            Event::AgreementImported(event) => {
                let import = Held::new(stored, Some(event.clone()), None);
                let later = |held: &Held<_>| (held.seq, held.entry) > (import.seq, import.entry);
                if !review.imports.get(&import.writer).is_some_and(later) {
                    review.imports.insert(import.writer.clone(), import);
                }
            }
            Event::AgreementDescribed(change) => review
                .details
                .entry(change.subject.detail)
                .or_default()
                .put(stored, change, (&touched, fates)),
            Event::ChecklistChosen(change) => review.choose(stored, change, (&touched, fates)),
            Event::ClauseRead(change) => review
                .reads
                .entry(change.subject.clause.clone())
                .or_default()
                .put(stored, change, (&touched, fates)),
            Event::ClauseTagged(change) => review
                .tags
                .entry(TagKey::of(&change.subject))
                .or_insert_with(|| (change.subject.clone(), Register::default()))
                .1
                .put(stored, change, (&touched, fates)),
            Event::SuggestionRejected(change) => review
                .rejections
                .entry(TagKey::of(&change.subject))
                .or_insert_with(|| (change.subject.clone(), Register::default()))
                .1
                .put(stored, change, (&touched, fates)),
            Event::ItemAnswered(change) => review
                .answers
                .entry(change.subject.item.clone())
                .or_default()
                .put(stored, change, (&touched, fates)),
            Event::NoteWritten(change) => review
                .notes
                .entry(change.subject.clone())
                .or_default()
                .put(stored, change, (&touched, fates)),
            Event::MarkedConfidential(change) => review
                .confidential
                .entry(change.subject.clone())
                .or_default()
                .put(stored, change, (&touched, fates)),
            Event::AgreementSignedOff(change) => {
                review.sign_offs.put(stored, change, (&touched, fates));
            }
            _ => {}
        }
    }
}

fn all<V: Agrees>(register: Option<&Register<V>>) -> Vec<Digest> {
    let held = register.into_iter().flat_map(Register::held);
    held.map(|held| held.entry).collect()
}

fn entries<V: Agrees>(register: Option<&Register<V>>, reviewer: &str) -> Vec<Digest> {
    register.map_or_else(Vec::new, |register| register.entries_of(reviewer))
}

impl AgreementReview {
    /// What was decided under one version of a checklist can replace what was decided under
    /// another; each has its own register. Nearly always it is the entry's own, and an entry is in one
    /// register alone: looking everywhere for every one would make long reviews slow.
    fn judge(&mut self, event: &Event, touched: &[Digest], fates: &Fates) {
        for entry in touched {
            match event {
                Event::ItemAnswered(change) => {
                    let own = self.answers.get_mut(&change.subject.item);
                    own.is_some_and(|one| one.judge(entry, fates))
                        || self.answers.values_mut().any(|one| one.judge(entry, fates))
                }
                Event::ClauseTagged(change) => {
                    let own = self.tags.get_mut(&TagKey::of(&change.subject));
                    own.is_some_and(|(_, one)| one.judge(entry, fates))
                        || self
                            .tags
                            .values_mut()
                            .any(|(_, one)| one.judge(entry, fates))
                }
                Event::SuggestionRejected(change) => {
                    let own = self.rejections.get_mut(&TagKey::of(&change.subject));
                    own.is_some_and(|(_, one)| one.judge(entry, fates))
                        || self
                            .rejections
                            .values_mut()
                            .any(|(_, one)| one.judge(entry, fates))
                }
                Event::NoteWritten(change) => {
                    let own = self.notes.get_mut(&change.subject);
                    own.is_some_and(|one| one.judge(entry, fates))
                        || self.notes.values_mut().any(|one| one.judge(entry, fates))
                }
                Event::ChecklistChosen(_) => self
                    .checklists
                    .values_mut()
                    .any(|one| one.judge(entry, fates)),
                _ => false,
            };
        }
    }

    /// A choice, and what it tells of the way to it.
    fn choose(
        &mut self,
        stored: &StoredEntry,
        change: &Change<AgreementSubject, ChecklistChoice>,
        fates: (&[Digest], &Fates),
    ) {
        let Some(choice) = change.after.as_ref().or(change.before.as_ref()) else {
            return;
        };
        let when = (stored.entry.at, stored.hash);
        let first = self.first_chosen.entry(choice.checklist.clone());
        first
            .and_modify(|first| *first = when.min(*first))
            .or_insert(when);
        if let Some(moved) = change
            .after
            .as_ref()
            .and_then(|choice| choice.moved.as_ref())
        {
            let there = (choice.checklist.clone(), choice.version.clone());
            self.moves
                .entry(there)
                .or_default()
                .insert(when, moved.clone());
        }
        let register = self.checklists.entry(choice.checklist.clone());
        register.or_default().put(stored, change, fates);
    }

    /// Tags that somebody holds, in the order of the text.
    pub fn standing_tags(&self) -> impl Iterator<Item = (&TagSubject, &Register<TagValue>)> {
        self.tags
            .values()
            .filter(|(_, register)| register.is_set())
            .map(|(subject, register)| (subject, register))
    }

    /// Whether somebody marked the agreement as confidential as a whole.
    pub fn is_confidential(&self) -> bool {
        let marks = self.confidential.iter();
        let mut whole = marks.filter(|(on, _)| matches!(on, ConfidentialSubject::Agreement(_)));
        whole.any(|(_, register)| register.is_set())
    }

    /// Particulars on which reviewers differ.
    pub fn disputed_details(&self) -> impl Iterator<Item = (Detail, &Register<DetailValue>)> {
        let details = self.details.iter();
        details
            .filter(|(_, register)| register.is_disputed())
            .map(|(detail, register)| (*detail, register))
    }

    /// Whether somebody marked the clause as read.
    pub fn is_read(&self, clause: &ClauseId) -> bool {
        self.reads.get(clause).is_some_and(Register::is_set)
    }

    /// Who said what still stands or took something back, and when, in no particular order.
    pub fn voices(&self) -> impl Iterator<Item = (&Reviewer, Moment)> {
        let imports = self.imports.values().map(Held::said);
        let checklists = self.checklists.values().flat_map(Register::voices);
        let details = self.details.values().flat_map(Register::voices);
        let reads = self.reads.values().flat_map(Register::voices);
        let tags = self.tags.values().flat_map(|(_, one)| one.voices());
        let rejections = self.rejections.values().flat_map(|(_, one)| one.voices());
        let answers = self.answers.values().flat_map(Register::voices);
        let notes = self.notes.values().flat_map(Register::voices);
        let confidential = self.confidential.values().flat_map(Register::voices);
        let sign_offs = self.sign_offs.voices();
        imports
            .chain(checklists)
            .chain(details)
            .chain(reads)
            .chain(tags)
            .chain(rejections)
            .chain(answers)
            .chain(notes)
            .chain(confidential)
            .chain(sign_offs)
    }

    /// The newest claimed time among entries that nobody superseded.
    pub fn last_at(&self) -> Option<Moment> {
        self.voices().map(|(_, at)| at).max()
    }

    /// What holds as the answer to an item of a checklist, also where it was given under an earlier
    /// version that asks the same.
    pub fn answer(&self, lineage: &Lineage, item: &str) -> Register<AnswerValue> {
        self.answers_with(lineage, item, Bearing::Holds)
    }

    /// What was answered to an earlier wording of an item; empty once somebody has answered this one.
    pub fn to_confirm(&self, lineage: &Lineage, item: &str) -> Register<AnswerValue> {
        if self.answer(lineage, item).is_set() {
            return Register::default();
        }
        self.answers_with(lineage, item, Bearing::ToConfirm)
    }

    fn answers_with(
        &self,
        lineage: &Lineage,
        item: &str,
        wanted: Bearing,
    ) -> Register<AnswerValue> {
        let items = lineage
            .of_item(item)
            .filter(|(_, bearing)| *bearing == wanted);
        let registers = items.filter_map(|(item, _)| self.answers.get(&item));
        Register::joined(registers)
    }

    /// Tags held against the items of a checklist, also under its earlier versions, in the order of
    /// the text; one for each item and place.
    pub fn tags_under(&self, lineage: &Lineage) -> Vec<(TagSubject, Register<TagValue>)> {
        self.tags_where(lineage, |_| true)
    }

    /// Tags held against one item of a checklist, in the same way.
    pub fn tags_on(&self, lineage: &Lineage, item: &str) -> Vec<(TagSubject, Register<TagValue>)> {
        // Asked item by item: a long review must not be copied for each.
        self.tags_where(lineage, |key| key.item.item == item)
    }

    fn tags_where(
        &self,
        lineage: &Lineage,
        wanted: impl Fn(&TagKey) -> bool,
    ) -> Vec<(TagSubject, Register<TagValue>)> {
        let mut tags: BTreeMap<(usize, usize, &str), (TagSubject, Register<TagValue>)> =
            BTreeMap::new();
        for (key, (subject, register)) in &self.tags {
            if !wanted(key) || lineage.bearing(&key.item).is_none() || !register.is_set() {
                continue;
            }
            let place = (key.start, key.end, key.item.item.as_str());
            tags.entry(place)
                .and_modify(|(_, held)| *held = Register::joined([&*held, register].into_iter()))
                .or_insert_with(|| (subject.clone(), register.clone()));
        }
        tags.into_values().collect()
    }

    /// The note on a subject, when there is one: all that are held, earliest first.
    pub fn notes_on(&self, subject: &NoteSubject) -> Vec<&Held<NoteValue>> {
        self.notes
            .get(subject)
            .map_or_else(Vec::new, Register::standing)
    }
}
