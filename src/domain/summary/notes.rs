//! Notes that belong to no finding: on the agreement, on clauses, and on what was taken away since.
//!
//! A note is somebody's work; none may fall out of the summary because its subject did.

use super::Material;
use super::finding::{Note, Place};
use super::gather::notes_of;
use crate::domain::checklist::ItemRef;
use crate::domain::review::event::{NoteSubject, TagSubject};
use crate::domain::review::state::{Register, TagKey};
use serde::Serialize;

/// The notes on one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlacedNotes {
    /// The subject.
    #[serde(flatten)]
    pub place: NotePlace,
    /// The notes, earliest first.
    pub notes: Vec<Note>,
}

/// What notes outside the findings are written on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum NotePlace {
    /// The agreement as a whole.
    Agreement,
    /// A clause.
    Clause {
        /// The clause.
        clause: Place,
    },
    /// A tag that was taken away, or that belongs to another checklist.
    Tag {
        /// The item.
        item: ItemRef,
        /// Whether the tag was taken away.
        removed: bool,
        /// The clause.
        clause: Place,
        /// First position, in Unicode scalar values.
        start: usize,
        /// Position after the last one.
        end: usize,
        /// The exact words.
        quote: String,
    },
    /// The answer to an item of another checklist.
    Answer {
        /// The item.
        item: ItemRef,
    },
}

impl Material<'_> {
    pub(super) fn placed_notes(&self) -> Vec<PlacedNotes> {
        let mut placed: Vec<_> = self
            .review
            .notes
            .iter()
            .filter(|(_, register)| register.is_set())
            .filter_map(|(on, register)| {
                let place = self.note_place(on)?;
                Some((self.rank(on), place, notes_of(register)))
            })
            .collect();
        placed.sort_by_key(|(rank, _, _)| *rank);
        placed
            .into_iter()
            .map(|(_, place, notes)| PlacedNotes { place, notes })
            .collect()
    }

    /// Where a note is shown outside the findings; nothing when a finding shows it.
    fn note_place(&self, on: &NoteSubject) -> Option<NotePlace> {
        match on {
            NoteSubject::Agreement(_) => Some(NotePlace::Agreement),
            NoteSubject::Clause(clause) => Some(NotePlace::Clause {
                clause: self.place(&clause.clause, &clause.label),
            }),
            NoteSubject::Tag(tag) => self.tag_place(tag),
            NoteSubject::Answer(answer) if self.is_ours(&answer.item) => None,
            NoteSubject::Answer(answer) => Some(NotePlace::Answer {
                item: answer.item.clone(),
            }),
        }
    }

    fn tag_place(&self, tag: &TagSubject) -> Option<NotePlace> {
        let register = self.review.tags.get(&TagKey::of(tag));
        let stands = register.is_some_and(|(_, register)| Register::is_set(register));
        let passage = &tag.passage;
        (!stands || !self.is_ours(&tag.item)).then(|| NotePlace::Tag {
            item: tag.item.clone(),
            removed: !stands,
            clause: self.place(&passage.clause, &passage.label),
            start: passage.start,
            end: passage.end,
            quote: passage.quote.clone(),
        })
    }

    /// The agreement first, then clauses and tags in the order of the text.
    fn rank(&self, on: &NoteSubject) -> (u8, usize) {
        let index = |clause| self.agreement.clauses.index_of(clause);
        match on {
            NoteSubject::Agreement(_) => (0, 0),
            NoteSubject::Clause(clause) => (1, index(&clause.clause).unwrap_or(usize::MAX)),
            NoteSubject::Tag(tag) => (2, tag.passage.start),
            NoteSubject::Answer(_) => (3, 0),
        }
    }
}
