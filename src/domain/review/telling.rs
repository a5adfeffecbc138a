//! Entries told in words by themselves, for a log that is read without the agreement at hand.

use super::chosen::ChecklistChoice;
use super::detail::DetailValue;
use super::entry::StoredEntry;
use super::event::{
    AnswerSubject, AnswerValue, Change, Event, NoteSubject, NoteValue, ReadMark, TagValue,
};
use super::passage::ClauseRef;
use super::sign_off::SignOff;
use super::trust::{KeyRevoked, RevokedKey};
use crate::domain::counted::counted;
use std::fmt::Display;

/// Most characters of a quote or note that are told.
const MOST_CHARACTERS: usize = 60;

/// One entry in words: what happened to what, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened, and to what: `tagged Article 5 against eu-funds-used`.
    pub what: String,
    /// The value before, in words; `nothing` when there was none. Empty for what is no decision.
    pub before: String,
    /// The value after.
    pub after: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

impl Told {
    /// The whole in one line.
    pub fn line(&self) -> String {
        let mut line = self.what.clone();
        if !self.after.is_empty() {
            line = format!("{line}: {} → {}", self.before, self.after);
        }
        if let Some(reason) = &self.reason {
            line = format!("{line} (reason: {reason})");
        }
        line
    }
}

/// Tells an entry.
pub fn tell(stored: &StoredEntry) -> Told {
    tell_event(&stored.entry.event)
}

/// Tells what happened.
pub fn tell_event(event: &Event) -> Told {
    let mut told = match event {
        Event::JournalStarted(_) => happening("started this journal"),
        Event::JournalRecovered(event) => happening(&format!(
            "moved an unfinished last line of {} aside to {}",
            counted(event.bytes, "byte"),
            event.file
        )),
        Event::AgreementImported(event) => happening(&format!(
            "imported {} as {}: {}, {}",
            event.file,
            event.agreement,
            counted(event.clauses, "clause"),
            counted(event.characters, "character")
        )),
        Event::ChecklistChosen(change) => {
            decision("chose the checklist".to_owned(), change, choice)
        }
        Event::AgreementDescribed(change) => decision(
            format!("recorded {}", change.subject.detail.name()),
            change,
            |value: &DetailValue| {
                format!(
                    "“{}”{}",
                    short(&value.text),
                    confidential(value.confidential)
                )
            },
        ),
        Event::ClauseRead(change) => decision(
            format!("marked {}", clause(&change.subject)),
            change,
            |_: &ReadMark| "read".to_owned(),
        ),
        Event::ClauseTagged(change) => decision(
            format!(
                "tagged {} against {}",
                place(
                    &change.subject.passage.label,
                    &change.subject.passage.clause
                ),
                change.subject.item.item
            ),
            change,
            |value: &TagValue| {
                value.assessment.name().to_owned() + confidential(value.confidential)
            },
        ),
        Event::ItemAnswered(change) => answered(change),
        Event::NoteWritten(change) => decision(
            format!("noted on {}", note_subject(&change.subject)),
            change,
            note,
        ),
        Event::AgreementSignedOff(change) => {
            decision("signed the agreement off".to_owned(), change, sign_off)
        }
        Event::CheckpointMade(event) => happening(&format!(
            "made a checkpoint of {} {}",
            counted(event.journals.len(), "journal"),
            event.occasion.words()
        )),
        Event::CheckpointSigned(event) => happening(&format!(
            "signed the checkpoint of {} with the key of a person",
            counted(event.size, "entry")
        )),
        Event::CheckpointStamped(event) => happening(&format!(
            "received the time stamp of the checkpoint of {}: {}, by {}",
            counted(event.size, "entry"),
            event.time.to_minute(),
            event.authority
        )),
        Event::DeviceCertified(_) => happening("vouched for this device with an SSH key"),
        Event::KeyVouched(event) => happening(&format!(
            "made sure of an SSH key of {}",
            event.reviewer.name
        )),
        Event::KeyRevoked(event) => happening(&revoked(event)),
    };
    if event.settles() {
        told.what = format!("settled: {}", told.what);
    }
    if event.undoes().is_some() {
        told.what = format!("took back: {}", told.what);
    } else if event.redoes().is_some() {
        told.what = format!("did again: {}", told.what);
    }
    told
}

fn answered(change: &Change<AnswerSubject, AnswerValue>) -> Told {
    let item = &change.subject.item.item;
    let stands = change.after.is_some() && change.before == change.after;
    let what = if stands && !change.settles {
        format!("confirmed {item} under its new wording")
    } else {
        format!("answered {item}")
    };
    decision(what, change, answer)
}

fn happening(what: &str) -> Told {
    Told {
        what: what.to_owned(),
        before: String::new(),
        after: String::new(),
        reason: None,
    }
}

fn decision<S, V>(what: String, change: &Change<S, V>, words: impl Fn(&V) -> String) -> Told {
    let told = |value: &Option<V>| value.as_ref().map_or_else(|| "nothing".to_owned(), &words);
    Told {
        what,
        before: told(&change.before),
        after: told(&change.after),
        reason: change.reason.clone(),
    }
}

fn choice(value: &ChecklistChoice) -> String {
    let mut words = format!("{}@{}", value.checklist, value.version);
    if let Some(profile) = &value.profile {
        words = format!("{words} ({profile})");
    }
    if let Some(moved) = &value.moved {
        let count = Vec::len;
        words = format!(
            "{words}, {} kept, {} asked anew, {} new, {} gone",
            count(&moved.kept),
            count(&moved.changed),
            count(&moved.new),
            count(&moved.gone)
        );
    }
    words
}

fn answer(value: &AnswerValue) -> String {
    let mut words = value.state.label().to_owned();
    if let Some(value) = &value.value {
        words = format!("{words} “{}”", short(value));
    }
    words + confidential(value.confidential)
}

fn note(value: &NoteValue) -> String {
    format!(
        "“{}”{}",
        short(&value.text),
        confidential(value.confidential)
    )
}

fn sign_off(value: &SignOff) -> String {
    let open: usize = value.checklists.iter().map(|one| one.open).sum();
    let all = counted(value.clauses, "clause");
    let mut words = format!("{} of {all} read", value.read);
    for list in &value.checklists {
        let name = &list.reference.checklist;
        words = format!(
            "{words}, {} of {} of {name} answered",
            list.answered,
            counted(list.asked, "item")
        );
    }
    if let Some(exception) = &value.exception {
        words = format!("{words}, {open} open: “{}”", short(exception));
    }
    words
}

fn revoked(event: &KeyRevoked) -> String {
    let cause = event.cause.name();
    match &event.key {
        RevokedKey::Device { writer, last } => format!(
            "took back the device key of {writer} ({cause}): its entries after number {last} are not to be trusted"
        ),
        RevokedKey::Person { .. } => format!("took back an SSH key ({cause})"),
    }
}

const fn confidential(is: bool) -> &'static str {
    if is { " (confidential)" } else { "" }
}

pub(super) fn note_subject(subject: &NoteSubject) -> String {
    match subject {
        NoteSubject::Agreement(_) => "the agreement".to_owned(),
        NoteSubject::Clause(subject) => clause(subject),
        NoteSubject::Tag(tag) => format!(
            "the tag of {} against {}",
            place(&tag.passage.label, &tag.passage.clause),
            tag.item.item
        ),
        NoteSubject::Answer(answer) => format!("the answer to {}", answer.item.item),
    }
}

fn clause(subject: &ClauseRef) -> String {
    place(&subject.label, &subject.clause)
}

/// A clause by its printed label; by its id when it has none, or one like `(1)` that stands in many
/// articles.
pub(super) fn place(label: &str, id: &impl Display) -> String {
    if label.starts_with(char::is_alphabetic) {
        label.trim_end_matches('.').to_owned()
    } else {
        id.to_string()
    }
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words: String = line.chars().take(MOST_CHARACTERS).collect();
    if words.len() < line.len() {
        words.push('…');
    }
    words
}
