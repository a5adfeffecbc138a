//! Words and signs for decisions: the same in the reader, the checklist and the journal.

use super::data::Cell;
use super::reading::Reading;
use crate::domain::agreement::Agreement;
use crate::domain::checklist::{Checklist, ItemKind, ItemRef};
use crate::domain::cite::{begins_with_a_word, cite};
use crate::domain::clause::ClauseId;
use crate::domain::review::detail::DetailValue;
use crate::domain::review::event::{
    AnswerState, AnswerValue, Assessment, ConfidentialSubject, NoteSubject, NoteValue, TagValue,
};
use crate::domain::review::telling::tell_event;
use crate::domain::review::{ChecklistChoice, ClauseRef, Event, Passage};
use crate::{tr, trn};

/// The assessment that a suggestion proposes for an item of this kind.
pub const fn proposed(kind: ItemKind) -> Assessment {
    match kind {
        ItemKind::RedFlag => Assessment::Concern,
        ItemKind::Safeguard => Assessment::Ok,
        ItemKind::Fact => Assessment::Info,
    }
}

/// The sign of an assessment; one column wide.
pub const fn assessment_sign(assessment: Assessment) -> char {
    match assessment {
        Assessment::Ok => '+',
        Assessment::Concern => '!',
        Assessment::Unclear => '?',
        Assessment::Info => 'i',
    }
}

/// The sign of an answer; one column wide.
pub const fn answer_sign(state: AnswerState) -> char {
    match state {
        AnswerState::Satisfied => '+',
        AnswerState::Concern => '!',
        AnswerState::Absent => '-',
        AnswerState::Withheld => 'w',
        AnswerState::Unclear => '?',
        AnswerState::NotApplicable => 'n',
    }
}

/// The sign of a field of the matrix; one column wide.
pub const fn cell_sign(cell: Cell) -> char {
    match cell {
        Cell::Open => ' ',
        Cell::NotAsked => '·',
        Cell::ToConfirm => '~',
        Cell::Disputed => '≠',
        Cell::Answered(state) => answer_sign(state),
    }
}

/// The assessment after this one, round and round.
pub fn next_assessment(assessment: Assessment) -> Assessment {
    let all = Assessment::ALL;
    let at = all.iter().position(|one| *one == assessment).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// The name of an item, or its id when none of the checklists has it.
pub fn item_name<'a>(mut lists: impl Iterator<Item = &'a Checklist>, item: &ItemRef) -> String {
    let list = lists.find(|list| list.id == item.checklist);
    let known = list.and_then(|list| list.item(&item.item));
    known.map_or_else(|| item.item.clone(), |item| item.name.clone())
}

/// What a decision is about and what it says, such as `5.2, Audit right: concern`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is about.
    pub subject: String,
    /// What stood before; empty for nothing.
    pub before: String,
    /// What stands now; empty for nothing.
    pub after: String,
    /// Why, when a reason was given.
    pub reason: Option<String>,
}

impl Told {
    /// The event in words.
    pub fn of(event: &Event, reading: &Reading) -> Self {
        let mut told = Self::plainly(event, reading);
        if event.settles() {
            told.subject.push_str(tr!(" (settled)"));
            if told.before == told.after {
                // Her own view stands, which is no confirmation.
                told.before.clear();
            }
        }
        told
    }

    fn plainly(event: &Event, reading: &Reading) -> Self {
        let agreement = &*reading.agreement;
        let plain = |subject: &str, after: String| Self {
            subject: subject.to_owned(),
            before: String::new(),
            after,
            reason: None,
        };
        match event {
            Event::AgreementSignedOff(change) => {
                let told = tell_event(event);
                let words = |is: bool, words: String| if is { words } else { String::new() };
                Self {
                    subject: tr!("Sign-off").to_owned(),
                    before: words(change.before.is_some(), told.before),
                    after: words(change.after.is_some(), told.after),
                    reason: told.reason,
                }
            }
            Event::CheckpointMade(_)
            | Event::CheckpointSigned(_)
            | Event::CheckpointStamped(_)
            | Event::DeviceCertified(_)
            | Event::KeyVouched(_)
            | Event::KeyRevoked(_) => plain(tr!("Journal"), tell_event(event).what),
            Event::JournalStarted(_) => plain(tr!("Journal"), tr!("started").to_owned()),
            Event::JournalRecovered(event) => plain(
                tr!("Journal"),
                tr!("a torn last line was moved to {file}", file = event.file),
            ),
            Event::AgreementImported(event) => plain(
                tr!("Agreement"),
                trn!(
                    event.clauses,
                    "read from {file}, {n} clause",
                    "read from {file}, {n} clauses",
                    file = event.file
                ),
            ),
            Event::AgreementDescribed(change) => Self {
                subject: change.subject.detail.title().to_owned(),
                before: told(change.before.as_ref(), detail_words),
                after: told(change.after.as_ref(), detail_words),
                reason: change.reason.clone(),
            },
            Event::MarkedConfidential(change) => Self {
                subject: match &change.subject {
                    ConfidentialSubject::Agreement(_) => tr!("The whole agreement").to_owned(),
                    ConfidentialSubject::Words(passage) => passage_name(passage, agreement),
                },
                before: told(change.before.as_ref(), |_| tr!("confidential").to_owned()),
                after: told(change.after.as_ref(), |_| tr!("confidential").to_owned()),
                reason: change.reason.clone(),
            },
            Event::ChecklistChosen(change) => Self {
                subject: tr!("Checklist").to_owned(),
                before: told(change.before.as_ref(), choice_words),
                after: told(change.after.as_ref(), choice_words),
                reason: change.reason.clone(),
            },
            Event::ClauseRead(change) => Self {
                subject: clause_ref_name(&change.subject, agreement),
                before: told(change.before.as_ref(), |_| tr!("read").to_owned()),
                after: told(change.after.as_ref(), |_| tr!("read").to_owned()),
                reason: change.reason.clone(),
            },
            Event::ClauseTagged(change) => Self {
                subject: format!(
                    "{}, {}",
                    passage_name(&change.subject.passage, agreement),
                    reading.item_name(&change.subject.item)
                ),
                before: told(change.before.as_ref(), tag_words),
                after: told(change.after.as_ref(), tag_words),
                reason: change.reason.clone(),
            },
            Event::SuggestionRejected(change) => Self {
                subject: format!(
                    "{}, {}",
                    passage_name(&change.subject.passage, agreement),
                    reading.item_name(&change.subject.item)
                ),
                before: told(change.before.as_ref(), |_| tr!("does not fit").to_owned()),
                after: told(change.after.as_ref(), |_| tr!("does not fit").to_owned()),
                reason: change.reason.clone(),
            },
            Event::ItemAnswered(change) => Self {
                subject: reading.item_name(&change.subject.item),
                before: told(change.before.as_ref(), answer_words),
                after: told(change.after.as_ref(), answer_words),
                reason: change.reason.clone(),
            },
            Event::NoteWritten(change) => Self {
                subject: note_subject(&change.subject, reading),
                before: told(change.before.as_ref(), note_words),
                after: told(change.after.as_ref(), note_words),
                reason: change.reason.clone(),
            },
        }
    }

    /// One sentence without the part that did not change anything.
    pub fn sentence(&self) -> String {
        match (self.before.is_empty(), self.after.is_empty()) {
            (true, false) => format!("{}: {}", self.subject, self.after),
            (false, true) => tr!(
                "{subject}: no longer {before}",
                subject = self.subject,
                before = self.before
            ),
            (false, false) if self.before == self.after => {
                tr!(
                    "{subject}: {after}, confirmed",
                    subject = self.subject,
                    after = self.after
                )
            }
            (false, false) => format!("{}: {} → {}", self.subject, self.before, self.after),
            (true, true) => self.subject.clone(),
        }
    }
}

/// An answer in words.
pub fn answer_words(answer: &AnswerValue) -> String {
    let mark = confidential(answer.confidential);
    match &answer.value {
        Some(value) if !value.is_empty() => format!("{}: {value}{mark}", answer.state.label()),
        _ => format!("{}{mark}", answer.state.label()),
    }
}

/// The mark of what stays out of a public summary, for the end of a text.
pub fn confidential(is: bool) -> &'static str {
    if is { tr!(" (confidential)") } else { "" }
}

fn told<V>(value: Option<&V>, words: impl Fn(&V) -> String) -> String {
    value.map(words).unwrap_or_default()
}

fn tag_words(tag: &TagValue) -> String {
    tag.assessment.label().to_owned() + confidential(tag.confidential)
}

fn detail_words(value: &DetailValue) -> String {
    value.text.clone() + confidential(value.confidential)
}

fn note_words(note: &NoteValue) -> String {
    format!("“{}”{}", note.text, confidential(note.confidential))
}

fn choice_words(choice: &ChecklistChoice) -> String {
    let mut words = tr!(
        "{checklist}, version {version}",
        checklist = choice.checklist,
        version = choice.version
    );
    if let Some(profile) = &choice.profile {
        words = format!("{words}, {profile}");
    }
    if let Some(moved) = &choice.moved {
        let (changed, new) = (moved.changed.len(), moved.new.len());
        words = tr!(
            "{words}, {changed} asked anew, {new} new",
            words,
            changed,
            new
        );
    }
    words
}

fn note_subject(subject: &NoteSubject, reading: &Reading) -> String {
    let agreement = &*reading.agreement;
    match subject {
        NoteSubject::Agreement(_) => tr!("Note on the agreement").to_owned(),
        NoteSubject::Clause(clause) => tr!(
            "Note on {place}",
            place = clause_ref_name(clause, agreement)
        ),
        NoteSubject::Tag(tag) => tr!(
            "Note on {place}, {item}",
            place = passage_name(&tag.passage, agreement),
            item = reading.item_name(&tag.item)
        ),
        NoteSubject::Answer(answer) => {
            tr!("Note on {place}", place = reading.item_name(&answer.item))
        }
    }
}

fn clause_ref_name(clause: &ClauseRef, agreement: &Agreement) -> String {
    named(&clause.label, &clause.clause, agreement)
}

fn passage_name(passage: &Passage, agreement: &Agreement) -> String {
    named(&passage.label, &passage.clause, agreement)
}

/// The label as printed; without one, the heading or the first words rather than an id.
fn named(label: &str, id: &ClauseId, agreement: &Agreement) -> String {
    let label = label.trim_end_matches(['.', ':']);
    let known = agreement.clauses.index_of(id);
    let place = known.map(|index| cite(agreement, index));
    match place {
        Some(words) if label.is_empty() => format!("“{words}”"),
        None if label.is_empty() => tr!("Clause {place}", place = id),
        place => {
            let place = place.unwrap_or_else(|| label.to_owned());
            if begins_with_a_word(&place) {
                place
            } else {
                tr!("Clause {place}", place)
            }
        }
    }
}

/// Words as a sentence: a capital first, a full stop last.
pub fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let Some(first) = characters.next() else {
        return String::new();
    };
    let mut sentence: String = first.to_uppercase().collect();
    sentence.push_str(characters.as_str());
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}
