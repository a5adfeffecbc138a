//! The end of a review: who signed an agreement off, what the signature covers, and what was changed
//! since.
//!
//! A sign-off names the heads of all journals at that moment. Whatever an entry beyond these heads
//! changes is open again, and nothing else: a function of the set of entries, like all of the review. What
//! was changed and taken back by undo is as it was signed; the journal keeps both.

use super::entry::Heads;
use super::event::ChecklistRef;
use super::people::{Moment, Reviewer, WriterId};
use super::state::{AgreementReview, Held, Register};
use crate::domain::agreement::AgreementId;
use crate::domain::digest::Digest;
use serde::{Deserialize, Serialize};

mod decide;
mod stage;

pub use stage::{Stage, latest};

/// An agreement and its text as the subject of a sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOffSubject {
    /// The agreement.
    pub agreement: AgreementId,
    /// SHA-256 of the agreement's text in UTF-8.
    pub text_sha256: Digest,
}

/// What a person signs off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// All journals as they stood: what is signed off is what they say up to here.
    pub covers: Heads,
    /// Clauses of the agreement.
    pub clauses: usize,
    /// Clauses that were read or tagged, or have no words.
    pub read: usize,
    /// The checklists, with how far they were answered.
    pub checklists: Vec<SignedChecklist>,
    /// Why it is signed off although something is open; absent when nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
}

/// How far a checklist was answered at a sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedChecklist {
    /// The checklist, by name and content.
    #[serde(rename = "checklist")]
    pub reference: ChecklistRef,
    /// Items that were asked.
    pub asked: usize,
    /// Items that were answered.
    pub answered: usize,
    /// Items that were open: without an answer, to be confirmed, without grounds, or in dispute.
    pub open: usize,
}

/// A sign-off that nobody took back, and what was changed behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Who signed.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
    /// The entry that says so.
    pub entry: Digest,
    /// The journal it stands in.
    pub writer: WriterId,
    /// Its number there.
    pub seq: u64,
    /// What was signed.
    pub sign_off: SignOff,
    /// What was changed since, in the order of claimed times.
    pub touched: Vec<Touched>,
}

/// Something that was changed after a sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// What was changed, in words: `the answer to data-location`.
    pub what: String,
    /// The item that it concerns, as `CHECKLIST/ITEM`; nothing for other matters.
    pub item: Option<String>,
    /// Who changed it.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
    /// The journal of the entry.
    pub writer: WriterId,
    /// Its number there.
    pub seq: u64,
}

impl Touched {
    /// What was changed, by whom and when, as a sentence.
    pub fn sentence(&self) -> String {
        tr!(
            "{name} changed {what} on {time}.",
            name = self.by.name,
            what = self.what,
            time = self.at.to_minute()
        )
    }
}

impl AgreementReview {
    /// The sign-offs that stand, the earliest first.
    pub fn signed(&self) -> Vec<Signed> {
        let standing = self.sign_offs.standing().into_iter();
        let signed = standing.filter_map(|held| {
            let sign_off = held.value.clone()?;
            let touched = self.touched_since(&sign_off.covers);
            Some(Signed {
                by: held.by.clone(),
                at: held.at,
                entry: held.entry,
                writer: held.writer.clone(),
                seq: held.seq,
                sign_off,
                touched,
            })
        });
        signed.collect()
    }

    /// What entries beyond these heads have changed. To have read a clause changes nothing that was
    /// signed; to take that back does.
    pub fn touched_since(&self, covers: &Heads) -> Vec<Touched> {
        let mut touched = Later {
            covers,
            found: Vec::new(),
        };
        for (checklist, register) in &self.checklists {
            touched.take(
                register,
                || tr!("the checklist {checklist}", checklist),
                None,
            );
        }
        for (detail, register) in &self.details {
            let what = || tr!("the particular “{detail}”", detail = detail.title());
            touched.take(register, what, None);
        }
        for (clause, register) in &self.reads {
            let changed = register.changed_since(covers);
            let unread = changed.into_iter().filter(|held| held.value.is_none());
            touched.add(unread, || tr!("the reading of {clause}", clause), None);
        }
        for (subject, register) in self.tags.values() {
            let item = &subject.item;
            let place = super::telling::place(&subject.passage.label, &subject.passage.clause);
            let what = || tr!("the tag of {place} against {item}", place, item = item.item);
            touched.take(register, what, Some((&item.checklist, &item.item)));
        }
        for (item, register) in &self.answers {
            let what = || tr!("the answer to {item}", item = item.item);
            touched.take(register, what, Some((&item.checklist, &item.item)));
        }
        for (subject, register) in &self.notes {
            let what = || {
                tr!(
                    "the note on {subject}",
                    subject = super::telling::note_subject(subject)
                )
            };
            touched.take(register, what, None);
        }
        let mut found = touched.found;
        found.sort_by(|a, b| (a.at, &a.writer, a.seq).cmp(&(b.at, &b.writer, b.seq)));
        found
    }
}

/// Gathers what entries beyond some heads have changed.
struct Later<'a> {
    covers: &'a Heads,
    found: Vec<Touched>,
}

impl Later<'_> {
    fn take<V: super::state::Agrees>(
        &mut self,
        register: &Register<V>,
        what: impl Fn() -> String,
        item: Option<(&str, &str)>,
    ) {
        self.add(register.changed_since(self.covers).into_iter(), what, item);
    }

    fn add<'v, V: 'v>(
        &mut self,
        later: impl Iterator<Item = &'v Held<V>>,
        what: impl Fn() -> String,
        item: Option<(&str, &str)>,
    ) {
        self.found.extend(later.map(|held| Touched {
            what: what(),
            item: item.map(|(checklist, item)| format!("{checklist}/{item}")),
            by: held.by.clone(),
            at: held.at,
            writer: held.writer.clone(),
            seq: held.seq,
        }));
    }
}

#[cfg(test)]
mod tests;
