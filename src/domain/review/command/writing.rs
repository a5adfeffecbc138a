//! What is written in a person's own words: particulars and notes.

use super::{Context, Draft, LONGEST_NOTE, Manner, NoteTarget, Refusal, short_enough};
use crate::domain::review::detail::{Detail, DetailSubject, DetailValue};
use crate::domain::review::event::{AgreementSubject, Event, NoteSubject, NoteValue};
use crate::domain::review::passage::ClauseRef;

impl Context<'_> {
    pub(super) fn describe(
        &self,
        detail: Detail,
        value: DetailValue,
        why: (Option<String>, Manner),
    ) -> Result<Draft, Refusal> {
        let text = value.text.split_whitespace().collect::<Vec<_>>().join(" ");
        short_enough(tr!("the value"), text.len(), LONGEST_NOTE)?;
        let value = (!text.is_empty()).then_some(DetailValue { text, ..value });
        let register = self.review.and_then(|review| review.details.get(&detail));
        let subject = DetailSubject {
            agreement: self.agreement.id.clone(),
            detail,
        };
        self.change(register, subject, value, why, Event::AgreementDescribed)
    }

    pub(super) fn note(&self, on: NoteTarget, value: Option<NoteValue>) -> Result<Draft, Refusal> {
        let value = value
            .map(|note| NoteValue {
                text: note.text.replace("\r\n", "\n").trim().to_owned(),
                ..note
            })
            .filter(|note| !note.text.is_empty());
        let length = value.as_ref().map_or(0, |note| note.text.len());
        short_enough(tr!("the note"), length, LONGEST_NOTE)?;
        let subject = self.note_subject(on)?;
        if let NoteSubject::Answer(answer) = &subject {
            let register = self.over_versions(&answer.item, |review, item| {
                review
                    .notes
                    .get(&NoteSubject::Answer(self.answer_subject(item)))
            });
            let why = (None, Manner::Own);
            return self.change(register.as_ref(), subject, value, why, Event::NoteWritten);
        }
        let register = self.review.and_then(|review| review.notes.get(&subject));
        self.change(
            register,
            subject,
            value,
            (None, Manner::Own),
            Event::NoteWritten,
        )
    }

    fn note_subject(&self, on: NoteTarget) -> Result<NoteSubject, Refusal> {
        Ok(match on {
            NoteTarget::Agreement => NoteSubject::Agreement(AgreementSubject {
                agreement: self.agreement.id.clone(),
            }),
            NoteTarget::Clause(clause) => {
                NoteSubject::Clause(ClauseRef::to(self.agreement, self.clause(&clause)?))
            }
            NoteTarget::Tag(key) => {
                let found = self.review.and_then(|review| review.tags.get(&key));
                let (subject, _) = found
                    .filter(|(_, register)| register.is_set())
                    .ok_or(Refusal::UnknownTag)?;
                NoteSubject::Tag(subject.clone())
            }
            NoteTarget::Answer(item) => NoteSubject::Answer(self.answer_subject(self.item(&item)?)),
        })
    }
}
