//! What the desk and `list` say of every agreement.

use super::session::{Session, SessionError};
use crate::domain::agreement::AgreementId;
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment, TagValue};
use crate::domain::review::{AgreementReview, Coverage};
use serde::Serialize;
use std::collections::BTreeSet;

/// Where an agreement's review stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Its id.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// Name of the file it came from.
    pub file: String,
    /// Tag of its language.
    pub language: String,
    /// Format it was read as.
    pub format: String,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Pages whose words are not in the text.
    pub pages_unread: usize,
    /// Pages whose words have to be compared with the original.
    pub pages_doubtful: usize,
    /// Clauses.
    pub clauses: usize,
    /// Clauses that were read or tagged.
    pub read: usize,
    /// The first of its checklists, as `ID@VERSION`.
    pub checklist: String,
    /// All of them.
    pub checklists: Vec<String>,
    /// Items that are asked of it.
    pub items: usize,
    /// Items with an answer.
    pub answered: usize,
    /// Items that were answered when they asked something else.
    pub to_confirm: usize,
    /// Items whose answers lack the grounds that they need.
    pub without_grounds: usize,
    /// Items with a concern: answered so or tagged so.
    pub concerns: usize,
    /// Items on which reviewers differ.
    pub disputed: usize,
    /// Whether nothing is open.
    pub complete: bool,
    /// Why it cannot be opened.
    pub problem: Option<String>,
}

/// Where every agreement stands, in the order of titles.
pub fn standings(session: &Session) -> Result<Vec<Standing>, SessionError> {
    let mut standings: Vec<Standing> = session
        .agreements()?
        .into_iter()
        .map(|listed| standing(session, &listed.id))
        .collect();
    standings.sort_by_cached_key(|one| (one.title.to_lowercase(), one.id.clone()));
    Ok(standings)
}

fn standing(session: &Session, id: &AgreementId) -> Standing {
    let opened = match session.open(id) {
        Ok(opened) => opened,
        Err(error) => return broken(id, &error),
    };
    let review = session.review(id);
    let coverage = opened.checklists.iter();
    let coverage = coverage.map(|list| Coverage::of(&opened.agreement, list, &review));
    let coverage: Vec<Coverage> = coverage.collect();
    let lists = opened.checklists.iter();
    let lists: Vec<_> = lists
        .map(|list| format!("{}@{}", list.id, list.version))
        .collect();
    let sum = |count: fn(&Coverage) -> usize| coverage.iter().map(count).sum();
    let first = coverage.first();
    let agreement = opened.agreement;
    let margin = &agreement.document.margin;
    let (unread, doubtful) = (margin.unread_pages().len(), margin.doubtful_pages().len());
    Standing {
        id: id.clone(),
        clauses: agreement.clauses.len(),
        title: agreement.document.title,
        file: agreement.file_name,
        language: agreement.language.tag().to_owned(),
        format: agreement.document.format.name().to_owned(),
        pages: agreement.document.pages,
        pages_unread: unread,
        pages_doubtful: doubtful,
        read: first.map_or(0, Coverage::read),
        checklist: lists.first().cloned().unwrap_or_default(),
        checklists: lists,
        items: sum(Coverage::asked),
        answered: sum(Coverage::answered),
        to_confirm: sum(|one| one.to_confirm.len()),
        without_grounds: sum(|one| one.lacking.len()),
        concerns: concerns(&review),
        disputed: sum(|one| one.disputed),
        complete: coverage.iter().all(Coverage::is_complete),
        problem: None,
    }
}

/// Items with a concern: answered so or tagged so by anybody.
fn concerns(review: &AgreementReview) -> usize {
    let concern = |value: &TagValue| value.assessment == Assessment::Concern;
    let tags = review.standing_tags().filter(|(_, register)| {
        let mut held = register.standing().into_iter();
        held.any(|held| held.value.as_ref().is_some_and(concern))
    });
    let tags = tags.map(|(subject, _)| &subject.item);
    let answers = review.answers.iter().filter(|(_, register)| {
        let mut held = register.standing().into_iter();
        let concern = |value: &AnswerValue| value.state == AnswerState::Concern;
        held.any(|held| held.value.as_ref().is_some_and(concern))
    });
    let items = tags.chain(answers.map(|(item, _)| item));
    let items: BTreeSet<_> = items.map(|item| (&item.checklist, &item.item)).collect();
    items.len()
}

fn broken(id: &AgreementId, error: &SessionError) -> Standing {
    Standing {
        id: id.clone(),
        title: String::new(),
        file: String::new(),
        language: String::new(),
        format: String::new(),
        pages: None,
        pages_unread: 0,
        pages_doubtful: 0,
        clauses: 0,
        read: 0,
        checklist: String::new(),
        checklists: Vec::new(),
        items: 0,
        answered: 0,
        to_confirm: 0,
        without_grounds: 0,
        concerns: 0,
        disputed: 0,
        complete: false,
        problem: Some(error.to_string()),
    }
}
