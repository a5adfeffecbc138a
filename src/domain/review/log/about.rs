//! What an event is about: the clause, the item. A new kind of event that is about one of them gets
//! one line here.

use crate::domain::checklist::ItemRef;
use crate::domain::clause::ClauseId;
use crate::domain::review::event::{Event, NoteSubject};

/// The clause that an event is about, and its label as printed.
pub fn clause(event: &Event) -> Option<(&ClauseId, &str)> {
    if let Some(passage) = event.passage() {
        return Some((&passage.clause, &passage.label));
    }
    match event {
        Event::ClauseRead(change) => Some((&change.subject.clause, &change.subject.label)),
        Event::NoteWritten(change) => match &change.subject {
            NoteSubject::Clause(clause) => Some((&clause.clause, &clause.label)),
            _ => None,
        },
        _ => None,
    }
}

/// The item that an event is about.
pub const fn item(event: &Event) -> Option<&ItemRef> {
    match event {
        Event::ClauseTagged(change) => Some(&change.subject.item),
        Event::SuggestionRejected(change) => Some(&change.subject.item),
        Event::ItemAnswered(change) => Some(&change.subject.item),
        Event::NoteWritten(change) => match &change.subject {
            NoteSubject::Tag(tag) => Some(&tag.item),
            NoteSubject::Answer(answer) => Some(&answer.item),
            _ => None,
        },
        _ => None,
    }
}
