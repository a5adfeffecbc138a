//! What journals say of each other, of the agreements and of the checklists, held against them.
//!
//! A chain alone cannot show that its end was cut off. Other memories can: what this device saw
//! before, and what other writers' entries say they had seen.

use super::entry::{Heads, StoredEntry};
use super::event::{AgreementImported, ChecklistRef, Event, NoteSubject};
use super::passage::{ClauseRef, Passage};
use super::people::WriterId;
use super::verify::{CheckedJournal, Problem};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::{Checklist, ItemRef};
use crate::domain::clause::ClauseId;
use crate::domain::digest::Digest;
use crate::domain::text::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An agreement as it is kept now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAgreement {
    /// The agreement.
    pub agreement: Agreement,
    /// SHA-256 of the kept source, computed from its bytes.
    pub source_sha256: Digest,
    /// SHA-256 of `clauses.json`.
    pub clauses_sha256: Digest,
}

/// A checklist as it is kept now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptChecklist {
    /// The checklist.
    pub checklist: Checklist,
    /// SHA-256 of its file.
    pub sha256: Digest,
}

/// What a workspace keeps besides its journals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Agreements that can be read.
    pub agreements: BTreeMap<AgreementId, KeptAgreement>,
    /// Agreements that cannot be read; reported elsewhere.
    pub broken: BTreeSet<AgreementId>,
    /// Checklists by id and version.
    pub checklists: BTreeMap<(String, String), KeptChecklist>,
}

/// Holds journals against the heads that this device remembers.
pub fn check_pins(journals: &[&CheckedJournal], pins: &Heads) -> Vec<Problem> {
    pins.iter()
        .filter_map(|(writer, &(seq, hash))| match find(journals, writer, seq, hash) {
            Found::Fits => None,
            Found::Shorter(length) => Some(
                Problem::new("entries-missing", format!("{}, saved on this device, {} gone.", entries(length + 1, seq), are(length + 1, seq)))
                    .of(writer)
                    .at(None, length + 1),
            ),
            Found::Differs => Some(
                Problem::new("pin-contradicts", format!("Entry {seq} is not the one that this device saw: the journal was rewritten."))
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
                        format!("{}, which {by} had seen (entry {} of {}), {} missing.", entries(length + 1, seq), stored.entry.seq, witness.writer, are(length + 1, seq)),
                    )
                    .of(writer)
                    .at(None, length + 1),
                    Found::Differs => Problem::new(
                        "seen-contradicts",
                        format!("Entry {seq} is not the one that {by} had seen (entry {} of {}): the journal was rewritten.", stored.entry.seq, witness.writer),
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

/// Holds what entries refer to against what is kept.
pub fn check_references(journals: &[&CheckedJournal], kept: &Kept) -> Vec<Problem> {
    let entries: HashMap<Digest, &StoredEntry> = journals
        .iter()
        .flat_map(|journal| &journal.entries)
        .map(|stored| (stored.hash, stored))
        .collect();
    let mut told = BTreeSet::new();
    let mut problems = Vec::new();
    for journal in journals {
        for stored in &journal.entries {
            let found = own_references(stored, &entries)
                .into_iter()
                .chain(kept.check(&stored.entry.event));
            for (code, message) in found {
                if told.insert((journal.writer.clone(), stored.entry.seq, message.clone())) {
                    let line = journal.hash_at(stored.entry.seq).map(|_| stored.entry.seq);
                    let problem = Problem::new(code, message).of(&journal.writer);
                    problems.push(problem.at(line, stored.entry.seq));
                }
            }
        }
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

fn entries(from: u64, to: u64) -> String {
    if from == to {
        format!("Entry {from}")
    } else {
        format!("Entries {from}–{to}")
    }
}

const fn are(from: u64, to: u64) -> &'static str {
    if from == to { "is" } else { "are" }
}

/// What an entry says of other entries.
fn own_references(stored: &StoredEntry, entries: &HashMap<Digest, &StoredEntry>) -> Vec<Finding> {
    let entry = &stored.entry;
    let mut found = Vec::new();
    for superseded in &entry.supersedes {
        match entries.get(superseded) {
            None => found.push((
                "unknown-entry",
                format!(
                    "It replaces an entry that is not here ({}).",
                    superseded.short()
                ),
            )),
            Some(other) if !same_matter(&entry.event, &other.entry.event) => {
                found.push((
                    "wrong-reference",
                    format!(
                        "It replaces entry {} of {}, which is about something else.",
                        other.entry.seq, other.entry.writer
                    ),
                ));
            }
            Some(_) => {}
        }
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
            format!(
                "It takes back an entry that is not here ({}).",
                target.short()
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
            format!(
                "It says that it takes back entry {}, which it cannot.",
                other.entry.seq
            ),
        )
    })
}

fn same_matter(one: &Event, other: &Event) -> bool {
    one.type_name() == other.type_name() && one.agreement() == other.agreement()
}

impl Kept {
    /// What an event says of agreements and checklists that is not so.
    fn check(&self, event: &Event) -> Vec<Finding> {
        let mut found = Vec::new();
        if let Some(id) = event.agreement()
            && !self.broken.contains(id)
        {
            match self.agreements.get(id) {
                None => found.push((
                    "agreement-missing",
                    format!("The agreement {id} that it is about is not in this workspace."),
                )),
                Some(kept) => found.extend(about_agreement(kept, event)),
            }
        }
        found.extend(self.about_checklist(event));
        found
    }

    fn about_checklist(&self, event: &Event) -> Option<Finding> {
        match event {
            Event::ChecklistChosen(change) => change
                .after
                .as_ref()
                .and_then(|reference| self.chosen(reference)),
            Event::ClauseTagged(change) => self.item(&change.subject.item),
            Event::ItemAnswered(change) => self.item(&change.subject.item),
            Event::NoteWritten(change) => match &change.subject {
                NoteSubject::Tag(tag) => self.item(&tag.item),
                NoteSubject::Answer(answer) => self.item(&answer.item),
                NoteSubject::Agreement(_) | NoteSubject::Clause(_) => None,
            },
            Event::JournalStarted(_)
            | Event::JournalRecovered(_)
            | Event::AgreementImported(_)
            | Event::ClauseRead(_) => None,
        }
    }

    fn chosen(&self, reference: &ChecklistRef) -> Option<Finding> {
        let ChecklistRef {
            checklist,
            version,
            sha256,
        } = reference;
        match self.checklists.get(&(checklist.clone(), version.clone())) {
            None => Some((
                "checklist-missing",
                format!("The checklist {checklist}@{version} is not in this workspace."),
            )),
            Some(kept) if kept.sha256 != *sha256 => Some((
                "checklist-differs",
                format!(
                    "The checklist {checklist}@{version} is not the one that was chosen: its file was changed."
                ),
            )),
            Some(_) => None,
        }
    }

    fn item(&self, item: &ItemRef) -> Option<Finding> {
        let key = (item.checklist.clone(), item.version.clone());
        match self.checklists.get(&key) {
            None => Some((
                "checklist-missing",
                format!(
                    "The checklist {}@{} is not in this workspace.",
                    item.checklist, item.version
                ),
            )),
            Some(kept) if kept.checklist.item(&item.item).is_none() => Some((
                "item-missing",
                format!(
                    "The checklist {}@{} has no item {}.",
                    item.checklist, item.version, item.item
                ),
            )),
            Some(_) => None,
        }
    }
}

fn about_agreement(kept: &KeptAgreement, event: &Event) -> Vec<Finding> {
    let agreement = &kept.agreement;
    match event {
        Event::AgreementImported(event) => imported(kept, event).into_iter().collect(),
        Event::ClauseRead(change) => clause(agreement, &change.subject).into_iter().collect(),
        Event::ClauseTagged(change) => passage(agreement, &change.subject.passage)
            .into_iter()
            .collect(),
        Event::ItemAnswered(change) => {
            let proof = change
                .after
                .as_ref()
                .and_then(|value| value.absence.as_ref());
            let clauses = proof
                .into_iter()
                .flat_map(|proof| proof.hits.iter().chain(&proof.near_misses));
            text(agreement, change.subject.text_sha256)
                .into_iter()
                .chain(clauses.filter_map(|id| known_clause(agreement, id)))
                .collect()
        }
        Event::NoteWritten(change) => match &change.subject {
            NoteSubject::Clause(subject) => clause(agreement, subject).into_iter().collect(),
            NoteSubject::Tag(tag) => passage(agreement, &tag.passage).into_iter().collect(),
            NoteSubject::Answer(answer) => {
                text(agreement, answer.text_sha256).into_iter().collect()
            }
            NoteSubject::Agreement(_) => Vec::new(),
        },
        Event::JournalStarted(_) | Event::JournalRecovered(_) | Event::ChecklistChosen(_) => {
            Vec::new()
        }
    }
}

fn imported(kept: &KeptAgreement, event: &AgreementImported) -> Option<Finding> {
    let agreement = &kept.agreement;
    let document = &agreement.document;
    let differs = [
        ("its source file", event.source_sha256 == kept.source_sha256),
        ("its text", event.text_sha256 == agreement.text_sha256),
        ("its clauses", event.clauses_sha256 == kept.clauses_sha256),
        ("its title", event.title == document.title),
        ("its file name", event.file == agreement.file_name),
        ("its format", event.format == document.format.name()),
        ("its reader", event.reader == document.reader),
        ("its pages", event.pages == document.pages),
        ("its length", event.characters == agreement.scalars.len()),
        (
            "its number of clauses",
            event.clauses == agreement.clauses.len(),
        ),
    ];
    let (what, _) = differs.into_iter().find(|(_, same)| !same)?;
    Some((
        "agreement-differs",
        format!(
            "The agreement {} is not as it was imported: {what} differs.",
            agreement.id
        ),
    ))
}

fn text(agreement: &Agreement, text_sha256: Digest) -> Option<Finding> {
    (text_sha256 != agreement.text_sha256).then(|| {
        (
            "text-differs",
            format!(
                "It was written on another text of the agreement {}.",
                agreement.id
            ),
        )
    })
}

fn known_clause(agreement: &Agreement, id: &ClauseId) -> Option<Finding> {
    agreement.clauses.get(id).is_none().then(|| {
        (
            "clause-missing",
            format!("The agreement {} has no clause {id}.", agreement.id),
        )
    })
}

fn clause(agreement: &Agreement, reference: &ClauseRef) -> Option<Finding> {
    text(agreement, reference.text_sha256)
        .or_else(|| known_clause(agreement, &reference.clause))
        .or_else(|| {
            let kept = agreement.clauses.get(&reference.clause)?;
            (kept.label != reference.label).then(|| {
                (
                    "clause-differs",
                    format!("Clause {} has another label now.", reference.clause),
                )
            })
        })
}

fn passage(agreement: &Agreement, passage: &Passage) -> Option<Finding> {
    text(agreement, passage.text_sha256)
        .or_else(|| known_clause(agreement, &passage.clause))
        .or_else(|| {
            let clause = agreement.clauses.get(&passage.clause)?;
            let stands = agreement
                .to_bytes(Span::new(passage.start, passage.end))
                .is_some_and(|bytes| {
                    clause.span.covers(bytes) && Passage::cut(agreement, clause, bytes) == *passage
                });
            (!stands).then(|| {
                (
                    "quote-differs",
                    format!(
                        "Its words do not stand in clause {} where it says.",
                        passage.clause
                    ),
                )
            })
        })
}
