//! Which entries of a journal cannot be shown to the public: those that mark something, and those
//! that hold withheld words. A line is signed as a whole, so that it is shown as a whole or not at all.

use super::Redaction;
use crate::domain::review::event::{
    AgreementImported, AnswerValue, ConfidentialSubject, Event, NoteSubject, NoteValue, Rejection,
    TagValue,
};
use crate::domain::review::{Passage, StoredEntry};
use crate::domain::text::Span;

/// Words that an event holds.
enum Held<'a> {
    /// What people or files say.
    Text(&'a str),
    /// Words of an agreement, with those around them.
    Passage(&'a Passage),
    /// A mark that keeps all of it in.
    Confidential,
}

impl Redaction {
    /// Whether an entry must not be shown, whichever agreement it is about.
    pub fn withholds(&self, stored: &StoredEntry) -> bool {
        let event = &stored.entry.event;
        if self.whole && event.agreement() == Some(&self.agreement) {
            return true;
        }
        let echoes = self.past.as_ref().unwrap_or(&self.echoes);
        let repeats = |text: &str| !echoes.find(text).is_empty();
        let mut held = words(event).into_iter();
        held.any(|held| match held {
            Held::Confidential => true,
            Held::Text(text) => repeats(text),
            Held::Passage(passage) => {
                let before = passage.start - passage.prefix.chars().count().min(passage.start);
                let around = Span::new(before, passage.end + passage.suffix.chars().count());
                self.ever_hid(passage.text_sha256, around)
                    || [&passage.quote, &passage.prefix, &passage.suffix]
                        .into_iter()
                        .any(|text| repeats(text))
            }
        })
    }

    /// Whether a text in a log repeats withheld words.
    pub fn repeats(&self, text: &str) -> bool {
        let echoes = self.past.as_ref().unwrap_or(&self.echoes);
        !echoes.find(text).is_empty()
    }
}

/// Whether an event marks something as confidential, or did before it changed that.
pub fn marks_something(event: &Event) -> bool {
    let mut held = words(event).into_iter();
    held.any(|held| matches!(held, Held::Confidential))
}

/// Everything in an event that is in somebody's own words. A new kind of event gets its line here.
fn words(event: &Event) -> Vec<Held<'_>> {
    let mut held: Vec<Held<'_>> = event.reason().map(Held::Text).into_iter().collect();
    match event {
        Event::AgreementImported(AgreementImported { title, file, .. }) => {
            held.extend([Held::Text(title), Held::Text(file)]);
        }
        Event::AgreementDescribed(change) => {
            for value in [&change.before, &change.after].into_iter().flatten() {
                held.push(Held::Text(&value.text));
                held.extend(value.passage.as_ref().map(Held::Passage));
                held.extend(value.confidential.then_some(Held::Confidential));
            }
        }
        Event::ClauseTagged(change) => {
            held.push(Held::Passage(&change.subject.passage));
            for TagValue {
                assessment: _,
                confidential,
                pointed_by,
            } in [&change.before, &change.after].into_iter().flatten()
            {
                held.extend(pointed_by.iter().map(|word| Held::Text(word)));
                held.extend(confidential.then_some(Held::Confidential));
            }
        }
        Event::SuggestionRejected(change) => {
            held.push(Held::Passage(&change.subject.passage));
            let values = [&change.before, &change.after].into_iter().flatten();
            let words = values.flat_map(|Rejection { pointed_by }| pointed_by);
            held.extend(words.map(|word| Held::Text(word.as_str())));
        }
        Event::ItemAnswered(change) => {
            for AnswerValue {
                state: _,
                value,
                confidential,
                // The terms are those of the checklist.
                absence: _,
            } in [&change.before, &change.after].into_iter().flatten()
            {
                held.extend(value.as_deref().map(Held::Text));
                held.extend(confidential.then_some(Held::Confidential));
            }
        }
        Event::NoteWritten(change) => {
            if let NoteSubject::Tag(tag) = &change.subject {
                held.push(Held::Passage(&tag.passage));
            }
            for NoteValue { text, confidential } in
                [&change.before, &change.after].into_iter().flatten()
            {
                held.push(Held::Text(text));
                held.extend(confidential.then_some(Held::Confidential));
            }
        }
        Event::MarkedConfidential(change) => {
            held.push(Held::Confidential);
            if let ConfidentialSubject::Words(passage) = &change.subject {
                held.push(Held::Passage(passage));
            }
        }
        Event::AgreementSignedOff(change) => {
            let values = [&change.before, &change.after].into_iter().flatten();
            held.extend(values.filter_map(|one| one.exception.as_deref().map(Held::Text)));
        }
        Event::JournalRecovered(event) => held.push(Held::Text(&event.file)),
        // Names of checklists, clauses and keys, numbers and hashes.
        Event::JournalStarted(_)
        | Event::ChecklistChosen(_)
        | Event::ClauseRead(_)
        | Event::CheckpointMade(_)
        | Event::CheckpointSigned(_)
        | Event::CheckpointStamped(_)
        | Event::DeviceCertified(_)
        | Event::KeyVouched(_)
        | Event::KeyRevoked(_) => {}
    }
    held
}
