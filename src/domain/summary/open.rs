//! What is still open: while there is any of it, a summary says that it is not complete.

use super::Material;
use super::finding::Place;
use crate::domain::checklist::{ItemRef, ItemSeverity};
use crate::domain::review::Coverage;
use crate::domain::review::event::{AnswerValue, TagValue};
use crate::domain::review::state::{Agrees, Register};
use serde::Serialize;

/// Everything that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// Items without an answer.
    pub unanswered: Vec<OpenItem>,
    /// Clauses that were neither marked as read nor tagged.
    pub unread: Vec<Place>,
    /// What reviewers differ on.
    pub disagreements: Vec<Disagreement>,
}

/// An item without an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenItem {
    /// The item's id.
    pub item: String,
    /// How much it weighs.
    pub severity: ItemSeverity,
    /// The question.
    pub question: String,
}

/// Something that reviewers differ on: the answer to an item, or a tag when a clause is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The item; it may belong to another checklist.
    pub item: ItemRef,
    /// The clause of the tag; nothing when it is about the answer.
    pub clause: Option<Place>,
    /// First position of the tag, in Unicode scalar values.
    pub start: Option<usize>,
    /// Position after the last one.
    pub end: Option<usize>,
    /// Who says what, earliest first.
    pub sides: Vec<Side>,
}

/// What one reviewer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The reviewer's name.
    pub by: String,
    /// What she says, in a few words.
    pub says: String,
}

impl Material<'_> {
    pub(super) fn open(&self, coverage: &Coverage) -> Open {
        let clauses = self.agreement.clauses.clauses();
        let items = &self.checklist.items;
        Open {
            unanswered: coverage
                .unanswered
                .iter()
                .filter_map(|&index| items.get(index))
                .map(|item| OpenItem {
                    item: item.id.clone(),
                    severity: item.severity,
                    question: item.question.clone(),
                })
                .collect(),
            unread: coverage
                .unread
                .iter()
                .filter_map(|&index| clauses.get(index))
                .map(|clause| self.place(&clause.id, &clause.label))
                .collect(),
            disagreements: self.disagreements(),
        }
    }

    fn disagreements(&self) -> Vec<Disagreement> {
        let answers = self.review.answers.iter();
        let tags = self.review.tags.iter();
        let on_answers =
            answers
                .filter(|(_, register)| register.is_disputed())
                .map(|(item, register)| Disagreement {
                    item: item.clone(),
                    clause: None,
                    start: None,
                    end: None,
                    sides: sides(register, answer_in_words),
                });
        let on_tags = tags
            .filter(|(_, (_, register))| register.is_disputed())
            .map(|(key, (subject, register))| Disagreement {
                item: key.item.clone(),
                clause: Some(self.place(&subject.passage.clause, &subject.passage.label)),
                start: Some(key.start),
                end: Some(key.end),
                sides: sides(register, tag_in_words),
            });
        on_answers.chain(on_tags).collect()
    }
}

fn sides<V: Agrees>(register: &Register<V>, says: fn(&V) -> String) -> Vec<Side> {
    register
        .standing()
        .into_iter()
        .filter_map(|held| {
            Some(Side {
                by: held.by.name.clone(),
                says: says(held.value.as_ref()?),
            })
        })
        .collect()
}

/// Every part of an answer in which two can differ is named, so that no two sides read alike.
fn answer_in_words(answer: &AnswerValue) -> String {
    let mut words = answer.state.label().to_owned();
    if let Some(value) = &answer.value {
        words = format!("{words}, value “{value}”");
    }
    if let Some(proof) = &answer.absence {
        let (terms, read) = (proof.terms.len(), proof.clauses_read);
        words = format!("{words}, {terms} terms searched and {read} clauses read");
    }
    with_mark(words, answer.confidential)
}

fn tag_in_words(tag: &TagValue) -> String {
    let mut words = tag.assessment.name().to_owned();
    if !tag.pointed_by.is_empty() {
        words = format!("{words}, pointed to by “{}”", tag.pointed_by.join("”, “"));
    }
    with_mark(words, tag.confidential)
}

fn with_mark(words: String, confidential: bool) -> String {
    if confidential {
        return format!("{words}, confidential");
    }
    words
}
