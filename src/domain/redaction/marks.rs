//! What reviewers have marked as confidential, collected from what stands and from what stood once.

use super::{HeldBack, HeldKind};
use crate::domain::agreement::AgreementId;
use crate::domain::review::event::{
    AnswerValue, ConfidentialSubject, Event, NoteSubject, NoteValue, TagValue,
};
use crate::domain::review::state::{Agrees, Held, Register};
use crate::domain::review::{AgreementReview, Passage, StoredEntry};
use std::collections::HashSet;

/// Everything that is marked, before anything is looked for.
#[derive(Debug, Default)]
pub(super) struct Marks<'a> {
    /// The marks that stand, told.
    pub held: Vec<HeldBack>,
    /// Whether the agreement as a whole is marked.
    pub whole: bool,
    /// Words of the agreement that are marked.
    pub passages: Vec<&'a Passage>,
    /// Words of the agreement that once were, by marks that were taken away since.
    pub past: Vec<&'a Passage>,
    /// Values that are marked or once were, unless the same words stand in the open now.
    pub values: Vec<&'a str>,
    /// Notes, in the same way.
    pub notes: Vec<&'a str>,
}

impl<'a> Marks<'a> {
    /// The marks in reviews of one agreement, the newest last, and in the entries that they came from.
    pub fn of(
        reviews: &[&'a AgreementReview],
        entries: &'a [StoredEntry],
        id: &AgreementId,
    ) -> Self {
        let mut marks = Self::default();
        for review in reviews {
            marks.stand(review);
        }
        if let Some(newest) = reviews.last() {
            marks.stood(&Open::of(newest), entries, id);
        }
        let order = |one: &HeldBack| (one.kind, one.at, one.writer.clone(), one.seq);
        marks.held.sort_by_cached_key(order);
        marks.held.dedup();
        marks
    }

    fn stand(&mut self, review: &'a AgreementReview) {
        for (subject, register) in &review.confidential {
            let words = match subject {
                ConfidentialSubject::Agreement(_) => None,
                ConfidentialSubject::Words(passage) => Some(passage),
            };
            let kind = match words {
                Some(_) => HeldKind::Passage,
                None => HeldKind::Agreement,
            };
            for held in register.standing() {
                self.whole |= words.is_none();
                self.passages.extend(words);
                self.tell(HeldBack::of(kind, held).at_passage(words));
            }
        }
        for (subject, register) in review.tags.values() {
            for held in marked(register, |value| value.confidential) {
                self.passages.push(&subject.passage);
                let told = HeldBack::of(HeldKind::Tag, held).on_item(&subject.item);
                self.tell(told.at_passage(Some(&subject.passage)));
            }
        }
        for (item, register) in &review.answers {
            for held in marked(register, |value| value.confidential) {
                let value = held.value.as_ref().and_then(|value| value.value.as_deref());
                self.values.extend(value);
                let told = HeldBack::of(HeldKind::Answer, held).on_item(item);
                self.tell(told.saying(value));
            }
        }
        for (subject, register) in &review.notes {
            for held in marked(register, |value| value.confidential) {
                let text = held.value.as_ref().map(|note| note.text.as_str());
                self.notes.extend(text);
                let told = HeldBack::of(HeldKind::Note, held).saying(text);
                self.tell(match subject {
                    NoteSubject::Agreement(_) => told,
                    NoteSubject::Clause(clause) => told.at_clause(&clause.clause, &clause.label),
                    NoteSubject::Tag(tag) => told.at_passage(Some(&tag.passage)).on_item(&tag.item),
                    NoteSubject::Answer(answer) => told.on_item(&answer.item),
                });
            }
        }
        for (detail, register) in &review.details {
            for held in marked(register, |value| value.confidential) {
                let value = held.value.as_ref();
                self.values.extend(value.map(|value| value.text.as_str()));
                let words = value.and_then(|value| value.passage.as_ref());
                self.passages.extend(words);
                let text = value.map(|value| value.text.as_str());
                let mut told = HeldBack::of(HeldKind::Particular, held)
                    .saying(text)
                    .at_passage(words);
                told.detail = Some(*detail);
                self.tell(told);
            }
        }
    }

    fn tell(&mut self, told: HeldBack) {
        self.held.push(told);
    }

    /// A note that was taken away, an answer before it was marked: what somebody once wanted to keep
    /// in does not come out because the mark went with it.
    fn stood(&mut self, open: &Open<'a>, entries: &'a [StoredEntry], id: &AgreementId) {
        let own = entries.iter().map(|stored| &stored.entry.event);
        for event in own.filter(|event| event.agreement() == Some(id)) {
            match event {
                Event::MarkedConfidential(change) => {
                    if let ConfidentialSubject::Words(passage) = &change.subject {
                        self.once(open, passage);
                    }
                }
                Event::ClauseTagged(change) => {
                    let mut sides = [&change.before, &change.after].into_iter().flatten();
                    if sides.any(|tag: &TagValue| tag.confidential) {
                        self.once(open, &change.subject.passage);
                    }
                }
                Event::ItemAnswered(change) => {
                    let sides = [&change.before, &change.after].into_iter().flatten();
                    let marked = sides.filter(|value: &&AnswerValue| value.confidential);
                    let texts = marked.filter_map(|value| value.value.as_deref());
                    self.values
                        .extend(texts.filter(|text| !open.texts.contains(text)));
                }
                Event::NoteWritten(change) => {
                    let sides = [&change.before, &change.after].into_iter().flatten();
                    let marked = sides.filter(|note: &&NoteValue| note.confidential);
                    let texts = marked.map(|note| note.text.as_str());
                    self.notes
                        .extend(texts.filter(|text| !open.texts.contains(text)));
                }
                Event::AgreementDescribed(change) => {
                    let sides = [&change.before, &change.after].into_iter().flatten();
                    for value in sides.filter(|value| value.confidential) {
                        let text = Some(value.text.as_str());
                        self.values
                            .extend(text.filter(|text| !open.texts.contains(text)));
                        if let Some(passage) = &value.passage {
                            self.once(open, passage);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn once(&mut self, open: &Open<'a>, passage: &'a Passage) {
        if !open.passages.contains(&place(passage)) {
            self.past.push(passage);
        }
    }
}

/// What stands in the open now: whoever published it has taken an earlier mark back.
struct Open<'a> {
    passages: HashSet<(String, usize, usize)>,
    texts: HashSet<&'a str>,
}

impl<'a> Open<'a> {
    fn of(review: &'a AgreementReview) -> Self {
        let tags = review.tags.values();
        let tags = tags.filter(|(_, register)| {
            let standing = register.standing();
            let open = |held: &&Held<TagValue>| {
                held.value.as_ref().is_some_and(|value| !value.confidential)
            };
            !standing.is_empty() && standing.iter().all(open)
        });
        let mut texts: HashSet<&str> = HashSet::new();
        for register in review.notes.values() {
            let notes = standing(register).filter(|note| !note.confidential);
            texts.extend(notes.map(|note| note.text.as_str()));
        }
        for register in review.answers.values() {
            let answers = standing(register).filter(|answer| !answer.confidential);
            texts.extend(answers.filter_map(|answer| answer.value.as_deref()));
        }
        for register in review.details.values() {
            let details = standing(register).filter(|detail| !detail.confidential);
            texts.extend(details.map(|detail| detail.text.as_str()));
        }
        Self {
            passages: tags.map(|(subject, _)| place(&subject.passage)).collect(),
            texts,
        }
    }
}

fn place(passage: &Passage) -> (String, usize, usize) {
    (passage.text_sha256.to_string(), passage.start, passage.end)
}

fn standing<V: Agrees>(register: &Register<V>) -> impl Iterator<Item = &V> {
    let held = register.standing().into_iter();
    held.filter_map(|held| held.value.as_ref())
}

fn marked<V: Agrees>(
    register: &Register<V>,
    is: impl Fn(&V) -> bool,
) -> impl Iterator<Item = &Held<V>> {
    let held = register.standing().into_iter();
    held.filter(move |held| held.value.as_ref().is_some_and(&is))
}
