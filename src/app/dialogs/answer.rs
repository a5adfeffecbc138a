//! Answering an item for the whole agreement.

use super::{Dialog, absence, details, settle, sources};
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::facts::{Offer, offers, offers_for};
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::screens::moved;
use crate::domain::checklist::ItemKind;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment, NoteValue, TagValue};
use crate::domain::review::{Command, Detail, Lack};
use crate::domain::visible::says_something;
use crate::tr;

/// Choosing an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerDialog {
    /// Position of the item.
    pub item: usize,
    /// What this reviewer answered before.
    pub before: Option<AnswerState>,
    /// Whether the answer stays out of a public summary.
    pub confidential: bool,
}

/// What a value and a reason are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// An answer.
    Answer {
        /// Position of the item.
        item: usize,
        /// The answer so far; nothing to take it away.
        answer: Option<AnswerValue>,
    },
    /// A particular of the agreement.
    Detail {
        /// The particular.
        detail: Detail,
        /// Whether it stays out of a public summary.
        confidential: bool,
    },
}

impl About {
    /// Whether what is given stays out of a public summary; nothing where nothing is given.
    pub fn confidential(&self) -> Option<bool> {
        match self {
            Self::Answer { answer, .. } => answer.as_ref().map(|answer| answer.confidential),
            Self::Detail { confidential, .. } => Some(*confidential),
        }
    }

    const fn change_confidential(&mut self) {
        match self {
            Self::Answer { answer: None, .. } => {}
            Self::Answer {
                answer: Some(answer),
                ..
            } => answer.confidential = !answer.confidential,
            Self::Detail { confidential, .. } => *confidential = !*confidential,
        }
    }
}

/// Value and reason of an answer, or of a particular of the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What they are asked for.
    pub about: About,
    /// The value, where there is one.
    pub value: Option<Editor>,
    /// What the answer rests on or what is missing, where nothing says so yet.
    pub grounds: Option<Editor>,
    /// The reason, where an earlier answer is changed.
    pub reason: Option<Editor>,
    /// The line being typed into.
    pub field: Field,
    /// Values that stand in the text.
    pub offers: Vec<Offer>,
    /// The cursor, in those.
    pub cursor: usize,
    /// The value that was taken from the text.
    pub taken: Option<Offer>,
}

/// A line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The value.
    Value,
    /// What the answer rests on.
    Grounds,
    /// No line: the list of values that stand in the text.
    Offers,
    /// The reason.
    Reason,
}

impl Form {
    pub(super) fn type_text(&mut self, typed: &str) {
        if let Some(editor) = self.editor() {
            editor.insert_line(typed);
        }
    }

    fn editor(&mut self) -> Option<&mut Editor> {
        match self.field {
            Field::Value => self.value.as_mut(),
            Field::Grounds => self.grounds.as_mut(),
            Field::Reason => self.reason.as_mut(),
            Field::Offers => None,
        }
    }

    fn next_field(&mut self) {
        let there = [
            (Field::Value, self.value.is_some()),
            (Field::Offers, !self.offers.is_empty()),
            (Field::Grounds, self.grounds.is_some()),
            (Field::Reason, self.reason.is_some()),
        ];
        let at = there.iter().position(|(field, _)| *field == self.field);
        let mut after = there.iter().cycle().skip(at.unwrap_or(0) + 1);
        let next = after.find(|(_, there)| *there);
        self.field = next.map_or(self.field, |(field, _)| *field);
    }

    /// Moves in the list of values, or takes the one under the cursor into the line, where it can
    /// still be changed; says whether the key was one for this.
    fn choose(&mut self, action: Action, page: usize) -> bool {
        if self.field != Field::Offers {
            return false;
        }
        match action {
            Action::Up if self.cursor == 0 => self.field = Field::Value,
            Action::Cancel => self.field = Field::Value,
            Action::Accept => {
                if let Some(offer) = self.offers.get(self.cursor) {
                    self.value = Some(Editor::new(offer.value.clone()));
                    self.taken = Some(offer.clone());
                }
                self.field = Field::Value;
            }
            other => match moved(self.cursor, self.offers.len(), page, other) {
                Some(cursor) => self.cursor = cursor,
                None => return false,
            },
        }
        true
    }
}

/// Opens the dialog on an item.
pub fn ask(model: &mut Model, item: usize) {
    let id = item_id(model, item);
    let own = id.and_then(|id| model.own_answer(&id));
    model.dialog = Some(Dialog::Answer(AnswerDialog {
        item,
        before: own.as_ref().map(|answer| answer.state),
        confidential: own.is_some_and(|answer| answer.confidential),
    }));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::Answer(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    let (item, confidential) = (dialog.item, dialog.confidential);
    let state = match action {
        Action::AnswerSatisfied => AnswerState::Satisfied,
        Action::AnswerConcern => AnswerState::Concern,
        Action::AnswerAbsent => AnswerState::Absent,
        Action::AnswerWithheld => AnswerState::Withheld,
        Action::AnswerUnclear => AnswerState::Unclear,
        Action::AnswerNotApplicable => AnswerState::NotApplicable,
        Action::AnswerNone => return take_away(model, item),
        Action::Confidential => {
            dialog.confidential = !confidential;
            return Vec::new();
        }
        Action::Cancel => {
            model.dialog = None;
            return Vec::new();
        }
        Action::Settle => {
            settle::ask_on_item(model, item);
            return Vec::new();
        }
        Action::Sources => {
            sources::show(model, item);
            return Vec::new();
        }
        _ => {
            model.say(tr!("Press the letter of an answer."));
            return Vec::new();
        }
    };
    answer_with(model, item, state, confidential)
}

/// Begins to give an answer: at once, or after what it needs. What was confidential stays so.
pub fn begin(model: &mut Model, item: usize, state: AnswerState) -> Vec<Effect> {
    let own = item_id(model, item).and_then(|id| model.own_answer(&id));
    let confidential = own.is_some_and(|answer| answer.confidential);
    answer_with(model, item, state, confidential)
}

fn answer_with(
    model: &mut Model,
    item: usize,
    state: AnswerState,
    confidential: bool,
) -> Vec<Effect> {
    if state == AnswerState::Absent {
        absence::ask(model, item, confidential);
        return Vec::new();
    }
    let answer = AnswerValue {
        confidential,
        ..AnswerValue::new(state)
    };
    finish(model, item, Some(answer))
}

/// Keeps this reviewer's answer out of a public summary, or lets it in again.
pub fn change_confidential(model: &mut Model, item: usize) -> Vec<Effect> {
    let own = item_id(model, item).and_then(|id| model.own_answer(&id));
    let Some(answer) = own else {
        model.say(tr!("You have not answered this item."));
        return Vec::new();
    };
    let answer = AnswerValue {
        confidential: !answer.confidential,
        ..answer
    };
    let answer = Some(answer);
    save(
        model,
        item,
        Given {
            answer,
            ..Given::default()
        },
    )
}

fn take_away(model: &mut Model, item: usize) -> Vec<Effect> {
    let id = item_id(model, item);
    if id.is_none_or(|id| model.own_answer(&id).is_none()) {
        model.say(tr!("You have not answered this item."));
        return Vec::new();
    }
    finish(model, item, None)
}

/// Gives the answer, or asks for its value and reason first.
pub(super) fn finish(model: &mut Model, item: usize, answer: Option<AnswerValue>) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let Some(asked) = reading.checklist.items.get(item) else {
        return Vec::new();
    };
    let before = model.own_answer(&asked.id);
    let lack = answer
        .as_ref()
        .and_then(|answer| model.lack(&asked.id, answer));
    let explained = matches!(lack, Some(Lack::Grounds { .. } | Lack::Missing));
    let grounds = explained.then(Editor::default);
    let states_something = |answer: &AnswerValue| {
        matches!(
            answer.state,
            AnswerState::Satisfied | AnswerState::Concern | AnswerState::Unclear
        )
    };
    let has_value = asked.kind == ItemKind::Fact && answer.as_ref().is_some_and(states_something);
    let value = has_value.then(|| {
        let value = before.as_ref().and_then(|before| before.value.clone());
        Editor::new(value.unwrap_or_default())
    });
    let changes = before
        .as_ref()
        .is_some_and(|before| Some(before) != answer.as_ref());
    let reason = changes.then(Editor::default);
    let offers = match &value {
        Some(_) => offers(reading, asked),
        None => Vec::new(),
    };
    let field = match (&value, &grounds, &reason) {
        (None, None, None) => {
            return save(
                model,
                item,
                Given {
                    answer,
                    ..Given::default()
                },
            );
        }
        (Some(_), ..) => Field::Value,
        (None, Some(_), _) => Field::Grounds,
        (None, None, Some(_)) => Field::Reason,
    };
    model.dialog = Some(Dialog::Form(Form {
        about: About::Answer { item, answer },
        value,
        grounds,
        reason,
        field,
        offers,
        cursor: 0,
        taken: None,
    }));
    Vec::new()
}

pub(super) fn act_form(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Form(form)) = &mut model.dialog else {
        return Vec::new();
    };
    if form.choose(action, page) {
        return Vec::new();
    }
    match action {
        Action::Cancel => match form.about {
            About::Answer { .. } => model.dialog = None,
            About::Detail { detail, .. } => details::show(model, detail as usize),
        },
        Action::NextField => form.next_field(),
        Action::Confidential => form.about.change_confidential(),
        Action::Save => {
            let form = form.clone();
            return save_form(model, form);
        }
        other => {
            if let Some(editor) = form.editor() {
                editor.act(other);
            }
        }
    }
    Vec::new()
}

/// Offers values in a form that was opened before the text was looked through.
pub fn offer_what_came(model: &mut Model) {
    let (Some(Dialog::Form(form)), Some(reading)) = (&mut model.dialog, &model.reading) else {
        return;
    };
    if form.value.is_none() || !form.offers.is_empty() {
        return;
    }
    form.offers = match &form.about {
        About::Answer { item, .. } => {
            let asked = reading.checklist.items.get(*item);
            asked.map_or_else(Vec::new, |asked| offers(reading, asked))
        }
        About::Detail { detail, .. } => offers_for(reading, *detail),
    };
}

fn save_form(model: &mut Model, form: Form) -> Vec<Effect> {
    let value = form.value.map(|value| value.text().trim().to_owned());
    let value = value.filter(|value| !value.is_empty());
    let reason = form.reason.map(|reason| reason.text().to_owned());
    match form.about {
        About::Answer { item, answer } => {
            let taken = form.taken.filter(|taken| {
                let value = value.as_deref().unwrap_or_default();
                form.grounds.is_some() && value.contains(&taken.value)
            });
            let given = Given {
                answer: answer.map(|answer| AnswerValue { value, ..answer }),
                reason,
                grounds: form.grounds.map(|grounds| grounds.text().trim().to_owned()),
                taken,
            };
            save(model, item, given)
        }
        About::Detail {
            detail,
            confidential,
        } => {
            // What was written over is no longer what these words say.
            let text = value.as_deref().unwrap_or_default();
            let taken = form.taken.filter(|taken| text.contains(&taken.value));
            let command = Command::Describe {
                detail,
                words: taken.map(|taken| taken.words),
                text: value,
                confidential,
                reason,
            };
            model.carry_out(command, Then::Particulars(detail))
        }
    }
}

/// An answer with what was typed around it.
#[derive(Default)]
struct Given {
    /// The answer; nothing to take it away.
    answer: Option<AnswerValue>,
    /// Why an earlier answer is changed.
    reason: Option<String>,
    /// What it rests on, or what is missing.
    grounds: Option<String>,
    /// Words of the text that the value was taken from: they become a tag.
    taken: Option<Offer>,
}

fn save(model: &mut Model, item: usize, given: Given) -> Vec<Effect> {
    let Some(item) = item_id(model, item) else {
        return Vec::new();
    };
    let confidential = given
        .answer
        .as_ref()
        .is_some_and(|answer| answer.confidential);
    let mut commands = Vec::new();
    if let (Some(taken), Some(reading)) = (given.taken, &model.reading)
        && let Some(clause) = reading.agreement.clauses.clauses().get(taken.clause)
    {
        commands.push(Command::Tag {
            clause: clause.id.clone(),
            words: Some(taken.words),
            item: item.clone(),
            value: Some(TagValue {
                confidential,
                ..TagValue::new(Assessment::Info)
            }),
            reason: None,
        });
    }
    let own = model
        .own_note_on_answer(&item)
        .map(|note| note.text.clone());
    if let Some(grounds) = given.grounds.filter(|grounds| says_something(grounds)) {
        let text = own.map_or(grounds.clone(), |own| format!("{own}\n{grounds}"));
        commands.push(Command::Note {
            on: NoteTarget::Answer(item.clone()),
            value: Some(NoteValue { text, confidential }),
        });
    }
    let explained = !commands.is_empty();
    commands.push(Command::Answer {
        item,
        value: given.answer,
        reason: given.reason,
        explained,
    });
    model.carry_out_all(commands, Then::Stay)
}

fn item_id(model: &Model, item: usize) -> Option<String> {
    let items = &model.reading.as_ref()?.checklist.items;
    items.get(item).map(|item| item.id.clone())
}
