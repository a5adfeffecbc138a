//! Settling a disagreement: all sides with their reasons, the one that stands from now on, and why.

use super::Dialog;
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::screens::moved;
use crate::app::wording;
use crate::domain::cite::cite;
use crate::domain::review::event::{AnswerSubject, NoteSubject};
use crate::domain::review::state::{Held, Register};
use crate::domain::review::{AgreementReview, Command, Detail};
use crate::domain::visible::says_something;
use crate::tr;

/// Settling a disagreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettleDialog {
    /// What it is about, in words.
    pub title: String,
    /// Who says what, earliest first; never empty.
    pub sides: Vec<Side>,
    /// The side that is to stand.
    pub cursor: usize,
    /// Why.
    pub reason: Editor,
}

/// What one reviewer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Her name and what she says.
    pub says: String,
    /// The reason that she gave, and her note.
    pub why: Vec<String>,
    /// The decision that says the same.
    decision: Command,
}

/// Opens the dialog on an item: on its answer, else on a passage that is tagged with it.
pub fn ask_on_item(model: &mut Model, item: usize) {
    let Some((reading, review)) = model.reading.as_deref().zip(model.review()) else {
        return;
    };
    let Some(asked) = reading.shown.items.get(item) else {
        return;
    };
    let register = reading.marks.answers.get(item);
    if let Some(register) = register.filter(|register| register.is_disputed()) {
        let subject = NoteSubject::Answer(AnswerSubject {
            agreement: reading.agreement.id.clone(),
            text_sha256: reading.agreement.text_sha256,
            item: reading.checklist.item_ref(&asked.id),
        });
        let sides = sides(register, |held, value| Side {
            says: format!("{}: {}", held.by.name, wording::answer_words(value)),
            why: why(held.reason.as_deref(), review, &subject, &held.by.id),
            decision: Command::Answer {
                item: asked.id.clone(),
                value: Some(value.clone()),
                reason: None,
                explained: false,
            },
        });
        return open(
            model,
            tr!("Settle: {name}", name = reading.shown.items[item].name),
            sides,
        );
    }
    let tags = reading.marks.evidence.get(item).into_iter().flatten();
    let mut places = tags.filter(|&&(clause, tag)| {
        let tags = reading.marks_on(clause).map(|marks| &marks.tags);
        tags.and_then(|tags| tags.get(tag))
            .is_some_and(|tag| !tag.sides.is_empty())
    });
    match places.next().copied() {
        Some((clause, tag)) => open_on_tag(model, clause, tag),
        None => model.say(tr!("Nobody says otherwise here.")),
    }
}

/// Opens the dialog on the tag under the cursor, else on the item under the cursor.
pub fn ask_on_tag(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let here = reading.tags_here();
    let chosen = here.get(reading.tag).filter(|tag| !tag.sides.is_empty());
    let tag = chosen.or_else(|| here.iter().find(|tag| !tag.sides.is_empty()));
    let found = tag.and_then(|tag| {
        let marks = reading.marks_on(tag.clause)?;
        let at = marks.tags.iter().position(|one| one.key == tag.key)?;
        Some((tag.clause, at))
    });
    match found {
        Some((clause, tag)) => open_on_tag(model, clause, tag),
        None => model.say(tr!("Nobody says otherwise about this clause.")),
    }
}

fn open_on_tag(model: &mut Model, clause: usize, tag: usize) {
    let Some((reading, review)) = model.reading.as_deref().zip(model.review()) else {
        return;
    };
    let marks = reading.marks_on(clause);
    let Some(mark) = marks.and_then(|marks| marks.tags.get(tag)) else {
        return;
    };
    let Some((subject, register)) = review.tags.get(&mark.key) else {
        return;
    };
    let on = NoteSubject::Tag(subject.clone());
    let place = &subject.passage.clause;
    let sides = sides(register, |held, value| Side {
        says: format!("{}: {}", held.by.name, value.assessment.label()),
        why: why(held.reason.as_deref(), review, &on, &held.by.id),
        decision: Command::Tag {
            clause: place.clone(),
            words: Some(mark.span),
            item: mark.key.item.item.clone(),
            value: Some(value.clone()),
            reason: None,
        },
    });
    let title = tr!(
        "Settle: {place}, {item}",
        place = cite(&reading.agreement, clause),
        item = reading.item_name(&mark.key.item)
    );
    open(model, title, sides);
}

/// Opens the dialog on a particular of the agreement.
pub fn ask_on_detail(model: &mut Model, detail: Detail) {
    let review = model.review();
    let register = review.and_then(|review| review.details.get(&detail));
    let Some(register) = register.filter(|register| register.is_disputed()) else {
        model.say(tr!("Nobody says otherwise here."));
        return;
    };
    let sides = sides(register, |held, value| {
        let passage = value.passage.as_ref();
        let from = passage.map(|passage| tr!("from “{quote}”", quote = passage.quote));
        Side {
            says: format!("{}: {}", held.by.name, value.text),
            why: held.reason.iter().cloned().chain(from).collect(),
            decision: Command::Describe {
                detail,
                text: Some(value.text.clone()),
                words: None,
                confidential: value.confidential,
                reason: None,
            },
        }
    });
    open(model, tr!("Settle: {name}", name = detail.title()), sides);
}

fn open(model: &mut Model, title: String, sides: Vec<Side>) {
    model.dialog = Some(Dialog::Settle(SettleDialog {
        title,
        sides,
        cursor: 0,
        reason: Editor::default(),
    }));
}

fn sides<V: crate::domain::review::state::Agrees>(
    register: &Register<V>,
    side: impl Fn(&Held<V>, &V) -> Side,
) -> Vec<Side> {
    let standing = register.standing().into_iter();
    let sides = standing.filter_map(|held| Some(side(held, held.value.as_ref()?)));
    sides.collect()
}

/// The reason that somebody gave, and her note.
fn why(
    reason: Option<&str>,
    review: &AgreementReview,
    subject: &NoteSubject,
    by: &str,
) -> Vec<String> {
    let notes = review.notes_on(subject).into_iter();
    let notes = notes.filter(|held| held.by.id == by);
    let notes = notes.filter_map(|held| Some(held.value.as_ref()?.text.clone()));
    reason.map(str::to_owned).into_iter().chain(notes).collect()
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::Settle(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, dialog.sides.len(), 2, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::Cancel => model.dialog = None,
        Action::Save => return save(model),
        other => {
            dialog.reason.act(other);
        }
    }
    Vec::new()
}

fn save(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Settle(dialog)) = &model.dialog else {
        return Vec::new();
    };
    let reason = dialog.reason.text().trim().to_owned();
    let Some(side) = dialog.sides.get(dialog.cursor) else {
        return Vec::new();
    };
    if !says_something(&reason) {
        model.complain(tr!(
            "Type why it stands so: a disagreement is settled only with a reason."
        ));
        return Vec::new();
    }
    let command = Command::Settle {
        decision: Box::new(side.decision.clone()),
        reason,
    };
    model.carry_out(command, Then::Stay)
}
