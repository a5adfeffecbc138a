//! What is still open: while there is any of it, a summary says that it is not complete.

use super::finding::Place;
use super::{Listed, Material};
use crate::domain::checklist::{ItemRef, ItemSeverity};
use crate::domain::language::Language;
use crate::domain::redaction::mark;
use crate::domain::review::coverage::unread;
use crate::domain::review::event::{AnswerValue, TagValue};
use crate::domain::review::state::{Agrees, Register};
use crate::domain::review::{Coverage, Detail};
use serde::{Deserialize, Serialize};

/// Everything that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// Items without an answer.
    pub unanswered: Vec<OpenItem>,
    /// Clauses that were neither marked as read nor tagged.
    pub unread: Vec<Place>,
    /// Items that were answered when they asked something else.
    pub to_confirm: Vec<OpenItem>,
    /// Items whose answers do not have the grounds that they need.
    pub without_grounds: Vec<Groundless>,
    /// What reviewers differ on.
    pub disagreements: Vec<Disagreement>,
}

/// An item whose answer does not have the grounds that it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Groundless {
    /// The item.
    #[serde(flatten)]
    pub item: OpenItem,
    /// What is lacking, in a few words.
    pub lacking: &'static str,
}

/// An item without an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenItem {
    /// The checklist's id.
    pub checklist: String,
    /// The item's id.
    pub item: String,
    /// How much it weighs.
    pub severity: ItemSeverity,
    /// The question.
    pub question: String,
}

/// Something that reviewers differ on: the answer to an item, a tag when a clause is given, or a
/// particular of the agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The item, under the version that it was decided on first; nothing for a particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemRef>,
    /// The particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The reviewer's name.
    pub by: String,
    /// What she says, in a few words.
    pub says: String,
    /// The same without words of her own, where it must stay out of a public edition.
    #[serde(skip)]
    pub(super) in_public: Option<String>,
}

impl Material<'_> {
    pub(super) fn open(&self) -> Open {
        let clauses = self.agreement.clauses.clauses();
        let lists = self.lists.iter();
        let without_grounds = lists.flat_map(|list| {
            let lacking = list.coverage.lacking.iter();
            lacking.filter_map(|(index, lack)| {
                Some(Groundless {
                    item: list.open_item(*index, self.language)?,
                    lacking: lack.short(),
                })
            })
        });
        Open {
            unanswered: self.open_items(|coverage| &coverage.unanswered),
            to_confirm: self.open_items(|coverage| &coverage.to_confirm),
            without_grounds: without_grounds.collect(),
            unread: unread(self.agreement, self.review)
                .into_iter()
                .filter_map(|index| clauses.get(index))
                .map(|clause| self.place(&clause.id, &clause.label))
                .collect(),
            disagreements: self.disagreements(),
        }
    }

    fn open_items(&self, which: impl Fn(&Coverage) -> &Vec<usize>) -> Vec<OpenItem> {
        let lists = self.lists.iter();
        let open = lists.flat_map(|list| {
            let positions = which(&list.coverage).iter();
            positions.filter_map(|&index| list.open_item(index, self.language))
        });
        open.collect()
    }

    fn disagreements(&self) -> Vec<Disagreement> {
        let lists = self.lists.iter();
        let details = self.review.disputed_details();
        let on_details = details.map(|(detail, register)| Disagreement {
            item: None,
            detail: Some(detail),
            clause: None,
            start: None,
            end: None,
            sides: sides(register, |value| Said {
                words: format!("“{}”", value.text),
                open: String::new(),
                confidential: value.confidential,
            }),
        });
        let on_items = lists.flat_map(|list| self.disagreements_on(list));
        on_items.chain(on_details).collect()
    }

    fn disagreements_on(&self, list: &Listed<'_>) -> Vec<Disagreement> {
        let items = list.checklist.items.iter();
        let answers = items.map(|item| {
            let answer = self.review.answer(&list.lineage, &item.id);
            (list.checklist.item_ref(&item.id), answer)
        });
        let on_answers =
            answers
                .filter(|(_, register)| register.is_disputed())
                .map(|(item, register)| Disagreement {
                    item: Some(item),
                    detail: None,
                    clause: None,
                    start: None,
                    end: None,
                    sides: sides(&register, answer_in_words),
                });
        let tags = list.tags.iter();
        let on_tags =
            tags.filter(|(_, register)| register.is_disputed())
                .map(|(subject, register)| Disagreement {
                    item: Some(subject.item.clone()),
                    detail: None,
                    clause: Some(self.place(&subject.passage.clause, &subject.passage.label)),
                    start: Some(subject.passage.start),
                    end: Some(subject.passage.end),
                    sides: sides(register, tag_in_words),
                });
        on_answers.chain(on_tags).collect()
    }
}

impl Listed<'_> {
    fn open_item(&self, index: usize, language: Language) -> Option<OpenItem> {
        let item = self.checklist.items.get(index)?;
        Some(OpenItem {
            checklist: self.checklist.id.clone(),
            item: item.id.clone(),
            severity: item.severity,
            question: self.checklist.texts(language).item(item).question.marked(),
        })
    }
}

/// What somebody says, with and without words of her own.
struct Said {
    words: String,
    open: String,
    confidential: bool,
}

fn sides<V: Agrees>(register: &Register<V>, says: fn(&V) -> Said) -> Vec<Side> {
    register
        .standing()
        .into_iter()
        .filter_map(|held| {
            let said = says(held.value.as_ref()?);
            let confidential = said.confidential;
            Some(Side {
                by: held.by.name.clone(),
                says: with_mark(said.words, confidential),
                in_public: confidential.then(|| match said.open.as_str() {
                    "" => mark().to_owned(),
                    open => with_mark(open.to_owned(), true),
                }),
            })
        })
        .collect()
}

/// Every part of an answer in which two can differ is named, so that no two sides read alike.
fn answer_in_words(answer: &AnswerValue) -> Said {
    let mut words = answer.state.label().to_owned();
    if let Some(value) = &answer.value {
        words = format!("{words}, value “{value}”");
    }
    if let Some(proof) = &answer.absence {
        let (terms, read) = (proof.terms.len(), proof.clauses_read);
        words = format!("{words}, {terms} terms searched and {read} clauses read");
    }
    Said {
        words,
        open: answer.state.label().to_owned(),
        confidential: answer.confidential,
    }
}

fn tag_in_words(tag: &TagValue) -> Said {
    let mut words = tag.assessment.name().to_owned();
    if !tag.pointed_by.is_empty() {
        words = format!("{words}, pointed to by “{}”", tag.pointed_by.join("”, “"));
    }
    Said {
        words,
        open: tag.assessment.name().to_owned(),
        confidential: tag.confidential,
    }
}

fn with_mark(words: String, confidential: bool) -> String {
    if confidential {
        return format!("{words}, confidential");
    }
    words
}
