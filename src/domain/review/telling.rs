//! Entries told in words by themselves, for a log that is read without the agreement at hand.

use super::chosen::ChecklistChoice;
use super::detail::DetailValue;
use super::entry::StoredEntry;
use super::event::{
    AnswerSubject, AnswerValue, Change, ConfidentialMark, ConfidentialSubject, Event, NoteSubject,
    NoteValue, ReadMark, Rejection, TagValue,
};
use super::passage::ClauseRef;
use super::sign_off::SignOff;
use super::trust::{KeyRevoked, RevokedKey};
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
            line = tr!("{line} (reason: {reason})", line, reason);
        }
        line
    }
}

/// Tells an entry.
pub fn tell(stored: &StoredEntry) -> Told {
    tell_event(&stored.entry.event)
}

/// Tells what happened.
#[expect(clippy::too_many_lines, reason = "one arm for each kind of event")]
pub fn tell_event(event: &Event) -> Told {
    let mut told = match event {
        Event::JournalStarted(_) => happening(tr!("started this journal")),
        Event::JournalRecovered(event) => happening(&trn!(
            event.bytes,
            "moved an unfinished last line of {n} byte aside to {file}",
            "moved an unfinished last line of {n} bytes aside to {file}",
            file = event.file
        )),
        Event::AgreementImported(event) => happening(&tr!(
            "imported {file} as {agreement}: {clauses}, {characters}",
            file = event.file,
            agreement = event.agreement,
            clauses = trn!(event.clauses, "{n} clause", "{n} clauses"),
            characters = trn!(event.characters, "{n} character", "{n} characters")
        )),
        Event::ChecklistChosen(change) => {
            decision(tr!("chose the checklist").to_owned(), change, choice)
        }
        Event::AgreementDescribed(change) => decision(
            tr!("recorded {detail}", detail = change.subject.detail.name()),
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
            tr!("marked {clause}", clause = clause(&change.subject)),
            change,
            |_: &ReadMark| tr!("read").to_owned(),
        ),
        Event::ClauseTagged(change) => decision(
            tr!(
                "tagged {place} against {item}",
                place = place(
                    &change.subject.passage.label,
                    &change.subject.passage.clause
                ),
                item = change.subject.item.item
            ),
            change,
            |value: &TagValue| {
                value.assessment.label().to_owned() + confidential(value.confidential)
            },
        ),
        Event::SuggestionRejected(change) => decision(
            tr!(
                "judged the suggestion of {place} for {item}",
                place = place(
                    &change.subject.passage.label,
                    &change.subject.passage.clause
                ),
                item = change.subject.item.item
            ),
            change,
            |_: &Rejection| tr!("does not fit").to_owned(),
        ),
        Event::ItemAnswered(change) => answered(change),
        Event::NoteWritten(change) => decision(
            tr!(
                "noted on {subject}",
                subject = note_subject(&change.subject)
            ),
            change,
            note,
        ),
        Event::MarkedConfidential(change) => decision(
            tr!(
                "marked {clause}",
                clause = confidential_subject(&change.subject)
            ),
            change,
            |_: &ConfidentialMark| tr!("confidential").to_owned(),
        ),
        Event::AgreementSignedOff(change) => {
            decision(tr!("signed the agreement off").to_owned(), change, sign_off)
        }
        Event::CheckpointMade(event) => happening(&tr!(
            "made a checkpoint of {journals} {occasion}",
            journals = trn!(event.journals.len(), "{n} journal", "{n} journals"),
            occasion = event.occasion.words()
        )),
        Event::CheckpointSigned(event) => happening(&trn!(
            event.size,
            "signed the checkpoint of {n} entry with the key of a person",
            "signed the checkpoint of {n} entries with the key of a person"
        )),
        Event::CheckpointStamped(event) => happening(&trn!(
            event.size,
            "received the time stamp of the checkpoint of {n} entry: {time}, by {authority}",
            "received the time stamp of the checkpoint of {n} entries: {time}, by {authority}",
            time = event.time.to_minute(),
            authority = event.authority
        )),
        Event::DeviceCertified(_) => happening(tr!("vouched for this device with an SSH key")),
        Event::KeyVouched(event) => happening(&tr!(
            "made sure of an SSH key of {name}",
            name = event.reviewer.name
        )),
        Event::KeyRevoked(event) => happening(&revoked(event)),
    };
    if event.settles() {
        told.what = tr!("settled: {what}", what = told.what);
    }
    if event.undoes().is_some() {
        told.what = tr!("took back: {what}", what = told.what);
    } else if event.redoes().is_some() {
        told.what = tr!("did again: {what}", what = told.what);
    }
    told
}

fn answered(change: &Change<AnswerSubject, AnswerValue>) -> Told {
    let item = &change.subject.item.item;
    let stands = change.after.is_some() && change.before == change.after;
    let what = if stands && !change.settles {
        tr!("confirmed {item} under its new wording", item)
    } else {
        tr!("answered {item}", item)
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
    let told = |value: &Option<V>| {
        value
            .as_ref()
            .map_or_else(|| tr!("nothing").to_owned(), &words)
    };
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
        words = tr!(
            "{words}, {kept} kept, {changed} asked anew, {new} new, {gone} gone",
            words,
            kept = count(&moved.kept),
            changed = count(&moved.changed),
            new = count(&moved.new),
            gone = count(&moved.gone)
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
    let all = trn!(value.clauses, "{n} clause", "{n} clauses");
    let mut words = tr!("{read} of {all} read", read = value.read, all);
    for list in &value.checklists {
        let name = &list.reference.checklist;
        words = trn!(
            list.asked,
            "{words}, {answered} of {n} item of {name} answered",
            "{words}, {answered} of {n} items of {name} answered",
            words,
            answered = list.answered,
            name
        );
    }
    if let Some(exception) = &value.exception {
        words = tr!(
            "{words}, {open} open: “{why}”",
            words,
            open,
            why = short(exception)
        );
    }
    words
}

fn revoked(event: &KeyRevoked) -> String {
    let cause = event.cause.label();
    match &event.key {
        RevokedKey::Device { writer, last } => tr!(
            "took back the device key of {writer} ({cause}): its entries after number {last} are not to be trusted",
            writer,
            cause,
            last
        ),
        RevokedKey::Person { .. } => tr!("took back an SSH key ({cause})", cause),
    }
}

fn confidential(is: bool) -> &'static str {
    if is { tr!(" (confidential)") } else { "" }
}

pub(super) fn note_subject(subject: &NoteSubject) -> String {
    match subject {
        NoteSubject::Agreement(_) => tr!("the agreement").to_owned(),
        NoteSubject::Clause(subject) => clause(subject),
        NoteSubject::Tag(tag) => tr!(
            "the tag of {place} against {item}",
            place = place(&tag.passage.label, &tag.passage.clause),
            item = tag.item.item
        ),
        NoteSubject::Answer(answer) => tr!("the answer to {item}", item = answer.item.item),
    }
}

pub(super) fn confidential_subject(subject: &ConfidentialSubject) -> String {
    match subject {
        ConfidentialSubject::Agreement(_) => tr!("the agreement").to_owned(),
        ConfidentialSubject::Words(passage) => tr!(
            "words of {place}",
            place = place(&passage.label, &passage.clause)
        ),
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
