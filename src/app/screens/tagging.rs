//! Tags in the reader: placed with a number, changed and taken away with a key.

use crate::app::dialogs;
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::reading::{Focus, Reading, Suggestion};
use crate::app::wording;
use crate::domain::review::Command;
use crate::domain::review::event::TagValue;
use crate::domain::review::state::TagKey;
use crate::domain::text::Span;
use crate::{tr, trn};

pub(super) fn tag(model: &mut Model, number: Option<usize>, then: Then) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    let suggestions = reading.suggestions_here();
    let chosen = number.and_then(|number| suggestions.get(number.checked_sub(1)?));
    let Some(suggestion) = chosen else {
        let words = match suggestions.len() {
            0 if !reading.is_pointed() => {
                tr!("Suggestions are still being looked for. Press the key again in a moment.")
                    .to_owned()
            }
            0 => tr!("There is no suggestion for this clause.").to_owned(),
            count => trn!(
                count,
                "There is only one suggestion for this clause.",
                "There are only {n} suggestions for this clause."
            ),
        };
        model.say(words);
        return Vec::new();
    };
    let Some(item) = reading.checklist.items.get(suggestion.item) else {
        return Vec::new();
    };
    let mut value = TagValue::new(wording::proposed(item.kind));
    value.pointed_by = pointed_by(reading, suggestion);
    let item = item.id.clone();
    let pointed = reading
        .agreement
        .clauses
        .clauses()
        .get(suggestion.pointer.clause);
    let passage = match &reading.words {
        Some(_) => reading.passage(),
        None => pointed.map(|clause| (clause, None)),
    };
    let Some((clause, words)) = passage.map(|(clause, words)| (clause.id.clone(), words)) else {
        return Vec::new();
    };
    // What was confidential stays so when it is tagged again.
    value.confidential = model
        .own_tag_on(&clause, words, &item)
        .is_some_and(|tag| tag.confidential);
    let then = if words.is_some() { Then::Stay } else { then };
    let effects = model.carry_out(
        Command::Tag {
            clause,
            words,
            item,
            value: Some(value),
            reason: None,
        },
        then,
    );
    dialogs::remember_tag(model, &effects);
    effects
}

/// Rejects the suggestion for the item under the cursor, or the only one; of several the next number
/// says which.
pub(super) fn begin_rejecting(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    let suggestions = reading.suggestions_here();
    let mut numbers = suggestions.iter().zip(1..);
    let own = numbers.find(|(one, _)| one.item == reading.item);
    let own = own.filter(|_| reading.focus == Focus::Items);
    match (own, suggestions.len()) {
        (Some((_, number)), _) => reject(model, Some(number)),
        (None, 0 | 1) => reject(model, Some(1)),
        (None, _) => {
            reading.rejecting = true;
            model.say(tr!(
                "Which suggestion does not fit? Press its number. Esc leaves all as it is."
            ));
            Vec::new()
        }
    }
}

/// Says that the suggestion with a number does not fit.
pub(super) fn reject(model: &mut Model, number: Option<usize>) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let suggestions = reading.suggestions_here();
    let chosen = number.and_then(|number| suggestions.get(number.checked_sub(1)?));
    let Some(suggestion) = chosen else {
        model.say(tr!(
            "There is no suggestion with this number for this clause."
        ));
        return Vec::new();
    };
    let clauses = reading.agreement.clauses.clauses();
    let (Some(item), Some(clause)) = (
        reading.checklist.items.get(suggestion.item),
        clauses.get(suggestion.pointer.clause),
    ) else {
        return Vec::new();
    };
    let command = Command::Reject {
        clause: clause.id.clone(),
        item: item.id.clone(),
        pointed_by: Some(pointed_by(reading, suggestion)),
    };
    model.carry_out(command, Then::Stay)
}

/// The words that point somewhere, each once.
fn pointed_by(reading: &Reading, suggestion: &Suggestion) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for reason in &suggestion.pointer.reasons {
        let one = reason.span.of(reading.agreement.text()).to_owned();
        if !words.contains(&one) {
            words.push(one);
        }
    }
    words
}

/// The tag that keys act on: the chosen one of this clause, else the one placed last.
fn tag_in_hand(model: &Model) -> Option<(usize, TagKey)> {
    let reading = model.reading.as_ref()?;
    if let Some(tag) = reading.tags_here().get(reading.tag) {
        return Some((tag.clause, tag.key.clone()));
    }
    let last = reading.last_tag.as_ref()?;
    let stands = |clause: &usize| {
        let tags = &reading.marks.clauses[clause].tags;
        tags.iter().any(|tag| tag.key == *last)
    };
    let clause = reading.marks.clauses.keys().copied().find(stands)?;
    Some((clause, last.clone()))
}

pub(super) fn change_assessment(model: &mut Model) -> Vec<Effect> {
    change_tag(model, |value| {
        Some(TagValue {
            assessment: wording::next_assessment(value.assessment),
            ..value
        })
    })
}

pub(super) fn change_confidential(model: &mut Model) -> Vec<Effect> {
    change_tag(model, |value| {
        Some(TagValue {
            confidential: !value.confidential,
            ..value
        })
    })
}

pub(super) fn remove_tag(model: &mut Model) -> Vec<Effect> {
    let here = model.reading.as_ref();
    if here.is_none_or(|reading| reading.tags_here().is_empty()) {
        model.say(tr!("This clause has no tag to take away."));
        return Vec::new();
    }
    change_tag(model, |_| None)
}

fn change_tag(model: &mut Model, to: impl Fn(TagValue) -> Option<TagValue>) -> Vec<Effect> {
    let Some((clause, key)) = tag_in_hand(model) else {
        model.say(tr!("This clause has no tag to change."));
        return Vec::new();
    };
    let Some(value) = model.own_tag(&key).cloned() else {
        model.say(tr!(
            "This tag is somebody else's. Place your own tag with t or a number."
        ));
        return Vec::new();
    };
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    if key.item.checklist != reading.checklist.id {
        let list = key.item.checklist;
        model.say(tr!(
            "This tag belongs to the checklist {list}. Show that one first.",
            list
        ));
        return Vec::new();
    }
    let span = Span::new(key.start, key.end);
    let command = Command::Tag {
        clause: reading.agreement.clauses.clauses()[clause].id.clone(),
        words: reading.agreement.to_bytes(span),
        item: key.item.item,
        value: to(value),
        reason: None,
    };
    model.carry_out(command, Then::Stay)
}
