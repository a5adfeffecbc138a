//! Looking for passages like one in all agreements: what is asked, what comes back, and the way to
//! another agreement and back again.

use super::action::Action;
use super::dialogs::{Dialog, Looking};
use super::message::Effect;
use super::mode::Mode;
use super::model::{Goal, Model};
use super::wording;
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::{ItemRef, built_in};
use crate::domain::clause::ClauseId;
use crate::domain::elsewhere::{Find, Judgement, Question};
use crate::domain::review::event::Assessment;
use crate::domain::translate::spoken;
use crate::tr;
use std::sync::Arc;

/// The most agreements that the way back leads through.
const MOST: usize = 50;

/// What comes back of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was asked: an answer to something else comes too late.
    pub question: Arc<Question>,
    /// How far it is, or what was found; or why nothing can be found, in a sentence.
    pub news: Result<News, String>,
}

/// How far a search is, or what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// So many of so many agreements were read.
    Progress {
        /// Those that were read.
        done: usize,
        /// All of them.
        total: usize,
    },
    /// It is finished.
    Found(Finds),
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finds {
    /// The passages, the nearest first.
    pub finds: Vec<Find>,
    /// Agreements that were searched, that of the question included.
    pub searched: usize,
    /// Agreements that could not be read, or for which there was no room.
    pub left_out: usize,
}

/// A passage and how it was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The passage.
    pub find: Find,
    /// The judgements in words, one for each item; with the assessment, where all agree on it.
    pub judgements: Vec<(Option<Assessment>, String)>,
}

/// Where a person came from when she went to another agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameFrom {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its title.
    pub title: String,
    /// The clause.
    pub clause: ClauseId,
}

/// Takes in what came back, where it is still asked for.
pub(super) fn take_in(model: &mut Model, answer: Answer) {
    let Some(Dialog::Similar(dialog)) = &model.dialog else {
        return;
    };
    if dialog.question != answer.question || !matches!(dialog.looking, Looking::Reading { .. }) {
        return;
    }
    let looking = match answer.news {
        Ok(News::Progress { done, total }) => Looking::Reading { done, total },
        Ok(News::Found(found)) => {
            let finds = found.finds.into_iter().map(|find| judged(model, find));
            Looking::Found {
                finds: finds.collect(),
                searched: found.searched,
                left_out: found.left_out,
            }
        }
        Err(why) => Looking::Failed(why),
    };
    if let Some(Dialog::Similar(dialog)) = &mut model.dialog {
        dialog.looking = looking;
    }
}

fn judged(model: &Model, find: Find) -> Judged {
    let judgements = find.judgements(model.state());
    let items = judgements.chunk_by(|one, next| one.item == next.item);
    Judged {
        judgements: items.filter_map(|item| words(model, item)).collect(),
        find,
    }
}

/// What reviewers say under one item: `Audit right: concern (Ana), ok (Bojan)`.
fn words(model: &Model, said: &[Judgement]) -> Option<(Option<Assessment>, String)> {
    let first = said.first()?;
    let agree = said.iter().all(|one| one.assessment == first.assessment);
    let voices = said.iter().map(|one| {
        let assessment = one.assessment.label();
        format!("{assessment} ({})", one.by)
    });
    let voices = voices.collect::<Vec<_>>().join(", ");
    let item = item_name(model, &first.item);
    Some((
        agree.then_some(first.assessment),
        format!("{item}: {voices}"),
    ))
}

/// The name of an item, also of a checklist that the agreement being read does not have.
fn item_name(model: &Model, item: &ItemRef) -> String {
    let known = model
        .reading
        .as_ref()
        .map(|reading| reading.item_name(item));
    match known {
        Some(known) if known != item.item => known,
        _ => {
            let lists = built_in().iter().map(|list| list.said_in(spoken()));
            let lists: Vec<_> = lists.collect();
            wording::item_name(lists.iter().map(Arc::as_ref), item)
        }
    }
}

/// Goes to a passage, in whichever agreement it stands.
pub(super) fn go_there(model: &mut Model, find: &Find) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    if reading.agreement.id == find.agreement {
        if let Some(clause) = reading.agreement.clauses.index_of(&find.clause) {
            model.show_clause(clause);
        }
        if let Some(back) = model.keymap.key_of(Mode::Reader, Action::GoBack) {
            model.say(tr!("{back} goes back to where you were.", back));
        }
        return Vec::new();
    }
    leave_for(model, &find.agreement, Goal::Passage(find.clause.clone()))
}

/// Opens another agreement for something in it, and keeps the way back.
pub(super) fn leave_for(model: &mut Model, id: &AgreementId, goal: Goal) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let place = reading.place();
    let came_from = place.as_ref().map(|place| CameFrom {
        agreement: place.agreement.clone(),
        title: reading.agreement.document.title.clone(),
        clause: place.clause.clone(),
    });
    if model.came_from.len() == MOST {
        model.came_from.remove(0);
    }
    model.came_from.extend(came_from);
    model.goal = Some((id.clone(), goal));
    let place = place.map(Effect::SavePlace).into_iter();
    place.chain([Effect::Open(id.clone())]).collect()
}

/// Goes back to the agreement that one came from; nothing when one came from nowhere.
pub(super) fn go_back(model: &mut Model) -> Option<Vec<Effect>> {
    let reading = model.reading.as_ref()?;
    let here = &reading.agreement.id;
    // An agreement that could not be opened was never left.
    while model
        .came_from
        .last()
        .is_some_and(|last| last.agreement == *here)
    {
        model.came_from.pop();
    }
    let place = reading.place();
    let last = model.came_from.pop()?;
    model.goal = Some((last.agreement.clone(), Goal::Passage(last.clause)));
    let place = place.map(Effect::SavePlace).into_iter();
    Some(place.chain([Effect::Open(last.agreement)]).collect())
}

/// How to come back, for whoever has just come to another agreement.
pub(super) fn way_back(model: &Model) -> Option<String> {
    let here = model.reading.as_ref().map(|reading| &reading.agreement.id);
    let last = model.came_from.last()?;
    let back = model.keymap.key_of(Mode::Reader, Action::GoBack)?;
    (here != Some(&last.agreement))
        .then(|| tr!("{back} goes back to “{title}”.", back, title = last.title))
}
