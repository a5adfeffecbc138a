//! Calling an item absent: what was searched, what was read, and what was found all the same.

use super::{Dialog, answer};
use crate::app::action::Action;
use crate::app::inspection;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::domain::absence::Place;
use crate::domain::review::event::{AbsenceProof, AnswerState, AnswerValue};
use crate::domain::text::Span;

/// The proof of an absence, before it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceDialog {
    /// Position of the item.
    pub item: usize,
    /// What will stand in the journal.
    pub proof: AbsenceProof,
    /// The places to look at.
    pub found: Vec<Found>,
    /// The cursor, in those.
    pub cursor: usize,
    /// Whether the answer stays out of a public summary.
    pub confidential: bool,
}

/// A place to look at before calling an item absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Position of the clause.
    pub clause: usize,
    /// The words found, in bytes of the agreement's text.
    pub words: Vec<Span>,
    /// Whether a whole term was found, not only part of one.
    pub whole: bool,
    /// Whether it was gone to from here.
    pub looked_at: bool,
}

/// Opens the dialog on an item.
pub fn ask(model: &mut Model, item: usize, confidential: bool) {
    let Some(reading) = &model.reading else {
        return;
    };
    let Some(asked) = reading.checklist.items.get(item) else {
        return;
    };
    let searched = reading.absence(&asked.id);
    let looked_at = reading
        .looked_at
        .get(&reading.checklist.item_ref(&asked.id));
    let place = |whole| {
        move |place: &Place| {
            let clause = reading.agreement.clauses.index_of(&place.clause)?;
            let words = place.words.clone();
            Some(Found {
                clause,
                words,
                whole,
                looked_at: looked_at.is_some_and(|looked_at| looked_at.contains(&clause)),
            })
        }
    };
    let hits = searched.hits.iter().filter_map(place(true));
    let near = searched.near_misses.iter().filter_map(place(false));
    let found = hits.chain(near).collect();
    let coverage = &reading.marks.coverage;
    let proof = searched.proof(coverage);
    model.dialog = Some(Dialog::Absence(AbsenceDialog {
        item,
        proof,
        found,
        cursor: 0,
        confidential,
    }));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Absence(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, dialog.found.len(), page, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::Confirm => {
            let item = dialog.item;
            let value = AnswerValue {
                absence: Some(dialog.proof.clone()),
                confidential: dialog.confidential,
                ..AnswerValue::new(AnswerState::Absent)
            };
            // What is decided needs no further look.
            inspection::end(model);
            return answer::finish(model, item, Some(value));
        }
        Action::GoThere => inspection::begin(model),
        Action::Confidential => dialog.confidential = !dialog.confidential,
        Action::Cancel => model.dialog = None,
        _ => {}
    }
    Vec::new()
}
