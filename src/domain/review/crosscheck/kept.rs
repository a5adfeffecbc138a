//! What entries say of agreements and checklists, held against those that are kept.

use super::Finding;
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::{Checklist, ItemRef};
use crate::domain::clause::ClauseId;
use crate::domain::digest::Digest;
use crate::domain::review::event::{
    AgreementImported, ChecklistRef, ConfidentialSubject, Event, NoteSubject,
};
use crate::domain::review::passage::{ClauseRef, Passage};
use crate::domain::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// An agreement as it is kept now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAgreement {
    /// The agreement.
    pub agreement: Agreement,
    /// SHA-256 of the kept source, computed from its bytes.
    pub source_sha256: Digest,
    /// SHA-256 of `clauses.json`.
    pub clauses_sha256: Digest,
    /// SHA-256 of `document.json`.
    pub document_sha256: Digest,
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

impl Kept {
    /// What an event says of agreements and checklists that is not so.
    pub(super) fn check(&self, event: &Event) -> Vec<Finding> {
        let mut found = Vec::new();
        if let Some(id) = event.agreement()
            && !self.broken.contains(id)
        {
            match self.agreements.get(id) {
                None => found.push((
                    "agreement-missing",
                    tr!(
                        "The agreement {id} that it is about is not in this workspace.",
                        id
                    ),
                )),
                Some(kept) => found.extend(about_agreement(kept, event)),
            }
        }
        found.extend(self.about_checklist(event));
        found
    }

    fn about_checklist(&self, event: &Event) -> Option<Finding> {
        match event {
            Event::ChecklistChosen(change) => {
                let choices = [&change.before, &change.after].into_iter().flatten();
                let mut found = choices.filter_map(|choice| self.chosen(&choice.reference()));
                found.next()
            }
            Event::ClauseTagged(change) => self.item(&change.subject.item),
            Event::SuggestionRejected(change) => self.item(&change.subject.item),
            Event::ItemAnswered(change) => self.item(&change.subject.item),
            Event::NoteWritten(change) => match &change.subject {
                NoteSubject::Tag(tag) => self.item(&tag.item),
                NoteSubject::Answer(answer) => self.item(&answer.item),
                NoteSubject::Agreement(_) | NoteSubject::Clause(_) => None,
            },
            Event::AgreementSignedOff(change) => {
                let values = [&change.before, &change.after].into_iter().flatten();
                let signed = values.flat_map(|value| &value.checklists);
                let mut found = signed.filter_map(|list| self.chosen(&list.reference));
                found.next()
            }
            _ => None,
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
                tr!(
                    "The checklist {checklist}@{version} is not in this workspace.",
                    checklist,
                    version
                ),
            )),
            Some(kept) if kept.sha256 != *sha256 => Some((
                "checklist-differs",
                tr!(
                    "The checklist {checklist}@{version} is not the one that was chosen: its file was changed.",
                    checklist,
                    version
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
                tr!(
                    "The checklist {checklist}@{version} is not in this workspace.",
                    checklist = item.checklist,
                    version = item.version
                ),
            )),
            Some(kept) if kept.checklist.item(&item.item).is_none() => Some((
                "item-missing",
                tr!(
                    "The checklist {checklist}@{version} has no item {item}.",
                    checklist = item.checklist,
                    version = item.version,
                    item = item.item
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
        Event::AgreementDescribed(change) => {
            let values = [&change.before, &change.after].into_iter().flatten();
            let words = values.filter_map(|value| value.passage.as_ref());
            words
                .filter_map(|words| passage(agreement, words))
                .collect()
        }
        Event::ClauseRead(change) => clause(agreement, &change.subject).into_iter().collect(),
        Event::ClauseTagged(change) => passage(agreement, &change.subject.passage)
            .into_iter()
            .collect(),
        Event::SuggestionRejected(change) => passage(agreement, &change.subject.passage)
            .into_iter()
            .collect(),
        Event::ItemAnswered(change) => {
            let values = [&change.before, &change.after].into_iter().flatten();
            let clauses = values
                .filter_map(|value| value.absence.as_ref())
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
        Event::MarkedConfidential(change) => match &change.subject {
            ConfidentialSubject::Words(words) => passage(agreement, words).into_iter().collect(),
            ConfidentialSubject::Agreement(_) => Vec::new(),
        },
        Event::AgreementSignedOff(change) => text(agreement, change.subject.text_sha256)
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn imported(kept: &KeptAgreement, event: &AgreementImported) -> Option<Finding> {
    let agreement = &kept.agreement;
    let document = &agreement.document;
    let same_file = |sha256: Digest| sha256 == kept.document_sha256;
    let differs = [
        (
            tr!("its source file"),
            event.source_sha256 == kept.source_sha256,
        ),
        (tr!("its text"), event.text_sha256 == agreement.text_sha256),
        (
            tr!("its clauses"),
            event.clauses_sha256 == kept.clauses_sha256,
        ),
        (tr!("its title"), event.title == document.title),
        (tr!("its file name"), event.file == agreement.file_name),
        (tr!("its format"), event.format == document.format.name()),
        (tr!("its reader"), event.reader == document.reader),
        (tr!("its pages"), event.pages == document.pages),
        (
            tr!("its length"),
            event.characters == agreement.scalars.len(),
        ),
        (
            tr!("its number of clauses"),
            event.clauses == agreement.clauses.len(),
        ),
        (
            tr!("what was kept of its reading"),
            event.document_sha256.is_none_or(same_file),
        ),
    ];
    let (what, _) = differs.into_iter().find(|(_, same)| !same)?;
    Some((
        "agreement-differs",
        tr!(
            "The agreement {id} is not as it was imported: {what} differs.",
            id = agreement.id,
            what
        ),
    ))
}

fn text(agreement: &Agreement, text_sha256: Digest) -> Option<Finding> {
    (text_sha256 != agreement.text_sha256).then(|| {
        (
            "text-differs",
            tr!(
                "It was written on another text of the agreement {id}.",
                id = agreement.id
            ),
        )
    })
}

fn known_clause(agreement: &Agreement, id: &ClauseId) -> Option<Finding> {
    agreement.clauses.get(id).is_none().then(|| {
        (
            "clause-missing",
            tr!(
                "The agreement {agreement} has no clause {id}.",
                agreement = agreement.id,
                id
            ),
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
                    tr!(
                        "Clause {clause} has another label now.",
                        clause = reference.clause
                    ),
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
                    clause.reach().covers(bytes)
                        && Passage::cut(agreement, clause, bytes) == *passage
                });
            (!stands).then(|| {
                (
                    "quote-differs",
                    tr!(
                        "Its words do not stand in clause {clause} where it says.",
                        clause = passage.clause
                    ),
                )
            })
        })
}
