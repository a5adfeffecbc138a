//! What the desk and `list` say of every agreement.

mod glance;
mod kept;

pub use glance::{Glance, glance, of_session, of_workspace};

use super::session::{Opened, Session, SessionError};
use crate::app::{Cell, Grid};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::language::Language;
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment, TagValue};
use crate::domain::review::sign_off::{Touched, latest};
use crate::domain::review::state::{Held, Register};
use crate::domain::review::{AgreementReview, Coverage, Detail, Stage};
use crate::domain::summary::{Disagreement, Summary};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where an agreement's review stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What they differ on, and who says what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
    /// Whether nothing is open.
    pub complete: bool,
    /// `open`, `in_review`, `complete`, `signed_off` or `reopened`.
    #[serde(serialize_with = "stage_name", deserialize_with = "stage_named")]
    pub stage: Stage,
    /// Names of those whose sign-off counts.
    pub signed_by: Vec<String>,
    /// What was changed since it was signed off, and by whom, in sentences.
    pub reopened_by: Vec<String>,
    /// The public body and the supplier, as recorded; empty where nobody did or reviewers differ.
    #[serde(skip)]
    pub sides: [String; 2],
    /// The answers under each of its checklists.
    #[serde(skip)]
    pub grids: Vec<Grid>,
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
    sort(&mut standings);
    Ok(standings)
}

/// The order of the desk.
fn sort(standings: &mut [Standing]) {
    standings.sort_by_cached_key(|one| (one.title.to_lowercase(), one.id.clone()));
}

/// Where one agreement stands.
pub fn standing(session: &Session, id: &AgreementId) -> Standing {
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
    let signed = review.signed();
    let stage = Stage::of(&review, &coverage);
    let disputed = sum(|one| one.disputed) + first.map_or(0, |one| one.disputed_details);
    let disagreements = match disputed {
        0 => Vec::new(),
        _ => disagreements(session, &opened, &review),
    };
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
        concerns: concerns(&opened.checklists, &review),
        disputed,
        disagreements,
        complete: coverage.iter().all(Coverage::is_complete),
        stage,
        signed_by: if stage == Stage::SignedOff {
            let holds = signed.iter().filter(|one| one.touched.is_empty());
            holds.map(|one| one.by.name.clone()).collect()
        } else {
            Vec::new()
        },
        reopened_by: latest(&signed).map_or_else(Vec::new, |one| {
            one.touched.iter().map(Touched::sentence).collect()
        }),
        sides: [Detail::PublicBody, Detail::Supplier].map(|detail| recorded(&review, detail)),
        grids: grids(&opened.checklists, &review, &coverage),
        problem: None,
    }
}

/// What is recorded as a particular of the agreement.
fn recorded(review: &AgreementReview, detail: Detail) -> String {
    let register = review.details.get(&detail);
    let agreed = register.and_then(Register::agreed);
    agreed.map_or_else(String::new, |value| value.text.clone())
}

/// The answers under each checklist, which the coverage knows half of already.
fn grids(lists: &[Arc<Checklist>], review: &AgreementReview, coverage: &[Coverage]) -> Vec<Grid> {
    let grids = lists.iter().zip(coverage).map(|(list, coverage)| Grid {
        checklist: Arc::clone(list),
        cells: cells(list, review, coverage),
    });
    grids.collect()
}

fn cells(list: &Checklist, review: &AgreementReview, coverage: &Coverage) -> Vec<Cell> {
    let mut cells: Vec<Option<Cell>> = vec![None; list.items.len()];
    let mut put = |at: usize, cell: Cell| {
        if let Some(place) = cells.get_mut(at) {
            *place = Some(cell);
        }
    };
    for (at, _) in &coverage.skipped {
        put(*at, Cell::NotAsked);
    }
    for at in &coverage.to_confirm {
        put(*at, Cell::ToConfirm);
    }
    for at in &coverage.unanswered {
        put(*at, Cell::Open);
    }
    let lineage = review.lineage(list);
    let cells = cells.into_iter().zip(&list.items).map(|(known, item)| {
        known.unwrap_or_else(|| {
            let answer = review.answer(&lineage, &item.id);
            let agreed = answer.agreed().map(|value| Cell::Answered(value.state));
            agreed.unwrap_or(Cell::Disputed)
        })
    });
    cells.collect()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn stage_name<S: Serializer>(stage: &Stage, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(stage.name())
}

fn stage_named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Stage, D::Error> {
    let name = String::deserialize(deserializer)?;
    let unknown = || serde::de::Error::custom("no such stage");
    Stage::parse(&name).ok_or_else(unknown)
}

/// Who differs on what, as a summary tells it.
fn disagreements(
    session: &Session,
    opened: &Opened,
    review: &AgreementReview,
) -> Vec<Disagreement> {
    let workspace = session.workspace().id();
    let (agreement, lists) = (&opened.agreement, &opened.checklists);
    let summary = Summary::of(agreement, lists, review, &[], workspace, Language::English);
    summary.open.disagreements
}

/// Items of the chosen checklists with a concern that counts: answered so or tagged so by anybody.
fn concerns(checklists: &[Arc<Checklist>], review: &AgreementReview) -> usize {
    let of_list = |list: &Arc<Checklist>| {
        let lineage = review.lineage(list);
        let concern = |held: &Held<TagValue>| {
            let value = held.value.as_ref();
            value.is_some_and(|value| value.assessment == Assessment::Concern)
        };
        let tags = review.tags_under(&lineage);
        let tagged = tags
            .iter()
            .filter(|(_, register)| register.held().any(concern));
        let mut items: BTreeSet<String> = tagged.map(|(tag, _)| tag.item.item.clone()).collect();
        let answered = list.items.iter().filter(|item| {
            let answer = review.answer(&lineage, &item.id);
            let concern = |held: &Held<AnswerValue>| {
                let value = held.value.as_ref();
                value.is_some_and(|value| value.state == AnswerState::Concern)
            };
            answer.held().any(concern)
        });
        items.extend(answered.map(|item| item.id.clone()));
        items.retain(|item| list.item(item).is_some());
        items.len()
    };
    checklists.iter().map(of_list).sum()
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
        disagreements: Vec::new(),
        complete: false,
        stage: Stage::Open,
        signed_by: Vec::new(),
        reopened_by: Vec::new(),
        sides: Default::default(),
        grids: Vec::new(),
        problem: Some(error.to_string()),
    }
}
