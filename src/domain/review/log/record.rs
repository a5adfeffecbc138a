//! Entries told one by one with everything that an auditor asks for, ready to be written to a file.

use super::about;
use super::kind::Family;
use super::proof::Proof;
use crate::domain::agreement::AgreementId;
use crate::domain::digest::Digest;
use crate::domain::review::detail::DetailValue;
use crate::domain::review::entry::{Clock, StoredEntry};
use crate::domain::review::event::{AnswerValue, Event, NoteValue};
use crate::domain::review::people::{Moment, Reviewer, WriterId};
use crate::domain::review::telling::{Told, tell};
use serde::Serialize;
use std::collections::HashMap;

/// A log to be written: which entries, what was proven, and the entries themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogReport {
    /// The workspace's id.
    pub workspace: String,
    /// Which entries were asked for, in words; empty for all.
    pub selected: String,
    /// How many there are in all.
    pub total: usize,
    /// What was proven.
    pub proof: Proof,
    /// The entries, the oldest first.
    pub entries: Vec<LogRecord>,
}

/// One entry, told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a statement of its own about the entry"
)]
pub struct LogRecord {
    /// Number in its journal.
    pub seq: u64,
    /// Whose journal.
    pub writer: WriterId,
    /// Claimed time.
    pub at: Moment,
    /// Whether the clock had gone back.
    pub clock_back: bool,
    /// The reviewer.
    pub by: Reviewer,
    /// Type of the event, as in the journal.
    pub kind: &'static str,
    /// Its family.
    pub family: &'static str,
    /// The agreement.
    pub agreement: Option<AgreementId>,
    /// Its title, as it was read in.
    pub title: Option<String>,
    /// The clause.
    pub clause: Option<String>,
    /// Its label as printed.
    pub label: Option<String>,
    /// The page of the words.
    pub page: Option<u32>,
    /// The item, as `CHECKLIST@VERSION/ITEM`.
    pub item: Option<String>,
    /// What happened, and to what.
    pub what: String,
    /// What stood before; empty for what is no decision.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// The words of the agreement.
    pub quote: Option<String>,
    /// Why an earlier decision was changed.
    pub reason: Option<String>,
    /// The entry that it takes back.
    pub undoes: Option<Digest>,
    /// The undo that it takes back.
    pub redoes: Option<Digest>,
    /// Hash of the entry before it in its journal.
    pub prev: Digest,
    /// Its hash.
    pub hash: Digest,
    /// Whether this is a public edition and what it says was left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
    /// Whether it is proven.
    pub proven: bool,
    /// Other reviewers and time stamp authorities that bear witness to it.
    pub witnessed_by: Vec<String>,
    /// Whether this device remembers it.
    pub remembered: bool,
    /// By whom it is witnessed, in sentences, and whether it is only self-signed.
    pub vouched: Vec<String>,
}

impl LogRecord {
    /// An entry, told.
    pub fn of(stored: &StoredEntry, titles: &Titles, proof: &Proof) -> Self {
        let (entry, event) = (&stored.entry, &stored.entry.event);
        let told = told_whole(stored);
        let proven = proof.of_entry(stored);
        let passage = event.passage();
        let clause = about::clause(event);
        Self {
            seq: entry.seq,
            writer: entry.writer.clone(),
            at: entry.at,
            clock_back: entry.clock == Some(Clock::Back),
            by: entry.by.clone(),
            kind: event.type_name(),
            family: Family::of(event).name,
            agreement: event.agreement().cloned(),
            title: event.agreement().and_then(|id| titles.0.get(id)).cloned(),
            clause: clause.map(|(id, _)| id.to_string()),
            label: clause
                .map(|(_, label)| label.to_owned())
                .filter(|label| !label.is_empty()),
            page: passage.and_then(|passage| passage.page),
            item: about::item(event)
                .map(|item| format!("{}@{}/{}", item.checklist, item.version, item.item)),
            what: told.what,
            before: told.before,
            after: told.after,
            quote: passage.map(|passage| passage.quote.clone()),
            reason: told.reason,
            undoes: event.undoes(),
            redoes: event.redoes(),
            prev: entry.prev,
            hash: stored.hash,
            withheld: false,
            proven: proven.is_proven(),
            witnessed_by: proven.witnessed_by(),
            remembered: proven.remembered,
            vouched: proven.vouched(),
        }
    }
}

impl LogRecord {
    /// The entry without what it says: who, when, about which clause and item, and what is proven.
    #[must_use]
    pub fn withheld(self) -> Self {
        Self {
            title: None,
            what: tr!("withheld in the public edition").to_owned(),
            before: String::new(),
            after: String::new(),
            quote: None,
            reason: None,
            withheld: true,
            ..self
        }
    }

    /// The same of an agreement that is withheld as a whole.
    #[must_use]
    pub fn without_place(self) -> Self {
        Self {
            clause: None,
            label: None,
            page: None,
            item: None,
            ..self
        }
    }
}

/// Titles of agreements, as their imports tell them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Titles(HashMap<AgreementId, String>);

impl Titles {
    /// The titles that entries tell.
    pub fn of(entries: &[StoredEntry]) -> Self {
        let titles = entries
            .iter()
            .filter_map(|stored| match &stored.entry.event {
                Event::AgreementImported(event) => {
                    Some((event.agreement.clone(), event.title.clone()))
                }
                _ => None,
            });
        Self(titles.collect())
    }

    /// The title of an agreement; its id when no import tells one.
    pub fn of_agreement(&self, id: &AgreementId) -> String {
        let title = self.0.get(id).filter(|title| !title.trim().is_empty());
        title.map_or_else(|| id.to_string(), |title| format!("“{title}”"))
    }
}

/// An entry in words, with texts that people wrote in full.
pub fn told_whole(stored: &StoredEntry) -> Told {
    let told = tell(stored);
    let (before, after) = match &stored.entry.event {
        Event::ItemAnswered(change) => both(change.before.as_ref(), change.after.as_ref(), answer),
        Event::NoteWritten(change) => both(change.before.as_ref(), change.after.as_ref(), note),
        Event::AgreementDescribed(change) => {
            both(change.before.as_ref(), change.after.as_ref(), detail)
        }
        _ => return told,
    };
    Told {
        before,
        after,
        ..told
    }
}

fn both<V>(
    before: Option<&V>,
    after: Option<&V>,
    words: impl Fn(&V) -> String,
) -> (String, String) {
    let told = |value: Option<&V>| value.map_or_else(|| tr!("nothing").to_owned(), &words);
    (told(before), told(after))
}

fn answer(value: &AnswerValue) -> String {
    let mut words = value.state.label().to_owned();
    if let Some(value) = &value.value {
        words = format!("{words} “{value}”");
    }
    if let Some(absence) = &value.absence {
        words = trn!(
            absence.terms.len(),
            "{words}, {n} term searched, {read} of {clauses} read",
            "{words}, {n} terms searched, {read} of {clauses} read",
            words,
            read = absence.clauses_read,
            clauses = trn!(absence.clauses, "{n} clause", "{n} clauses")
        );
    }
    words + confidential(value.confidential)
}

fn note(value: &NoteValue) -> String {
    format!("“{}”{}", value.text, confidential(value.confidential))
}

fn detail(value: &DetailValue) -> String {
    format!("“{}”{}", value.text, confidential(value.confidential))
}

fn confidential(is: bool) -> &'static str {
    if is { tr!(" (confidential)") } else { "" }
}
