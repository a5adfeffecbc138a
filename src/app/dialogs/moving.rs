//! A move to another version of a checklist, before it is made: what becomes of every item.

use super::{Dialog, Page};
use crate::app::action::Action;
use crate::app::lists::{Known, ListTask, decide};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::wording;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::compare::{Comparison, Fate};
use crate::domain::review::AgreementReview;
use crate::{tr, trn};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A move, before it is made.
#[derive(Debug, Clone)]
pub struct MoveDialog {
    /// The version that is left.
    pub old: Arc<Checklist>,
    /// The version that is gone to.
    pub to: Known,
    /// What changed between the two.
    pub compared: Comparison,
    /// What was answered so far, in words, by item.
    pub answers: BTreeMap<String, String>,
    /// How far it was scrolled.
    pub page: Page,
}

impl MoveDialog {
    /// Answers that must be confirmed after the move.
    pub fn to_confirm(&self) -> usize {
        let changed = self.compared.with(Fate::Changed).into_iter();
        changed
            .filter(|item| self.answers.contains_key(*item))
            .count()
    }
}

/// Shows what a move would do.
pub fn preview(model: &mut Model, to: Known) {
    let Some(reading) = &model.reading else {
        return;
    };
    let mut lists = reading.lists.iter();
    let list = lists.find(|list| list.checklist.id == to.list.checklist);
    let Some(old) = list.map(|list| Arc::clone(&list.checklist)) else {
        return;
    };
    model.dialog = Some(Dialog::Move(MoveDialog {
        compared: Comparison::of(&old, &to.checklist),
        answers: answers(model.review(), &old),
        old,
        to,
        page: Page::default(),
    }));
}

/// What was answered under a checklist, in words.
fn answers(review: Option<&AgreementReview>, checklist: &Checklist) -> BTreeMap<String, String> {
    let Some(review) = review else {
        return BTreeMap::new();
    };
    let lineage = review.lineage(checklist);
    let answered = checklist.items.iter().filter_map(|item| {
        let answer = review.answer(&lineage, &item.id);
        let words = match answer.agreed() {
            Some(value) => wording::answer_words(value),
            None if answer.is_set() => tr!("reviewers differ").to_owned(),
            None => return None,
        };
        Some((item.id.clone(), words))
    });
    answered.collect()
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let rows = model.extent.list;
    let (Some(Dialog::Move(dialog)), Some(reading)) = (&mut model.dialog, &mut model.reading)
    else {
        return Vec::new();
    };
    match action {
        Action::Accept => {
            let said = tr!(
                "Saved. The review is at version {version} now: {answers} to be confirmed, {items}.",
                version = dialog.to.list.version,
                answers = trn!(dialog.to_confirm(), "{n} answer", "{n} answers"),
                items = trn!(
                    dialog.compared.with(Fate::New).len(),
                    "{n} new item",
                    "{n} new items"
                )
            );
            reading.list_to_show = Some(dialog.to.list.checklist.clone());
            let task = ListTask::Move {
                agreement: reading.agreement.id.clone(),
                list: dialog.to.list.clone(),
            };
            return decide(model, task, said);
        }
        Action::Cancel => {
            model.dialog = None;
            model.say(tr!("Nothing was changed: the review stays at its version."));
        }
        other => dialog.page.act(other, rows),
    }
    Vec::new()
}
