//! Answering an item for the whole agreement.

use super::{Dialog, absence, details};
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::facts::{Offer, offers, offers_for};
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::screens::moved;
use crate::domain::checklist::ItemKind;
use crate::domain::review::event::{AnswerState, AnswerValue};
use crate::domain::review::{Command, Detail};

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
            Field::Reason => self.reason.as_mut(),
            Field::Offers => None,
        }
    }

    fn next_field(&mut self) {
        self.field = match (self.field, &self.value, &self.reason) {
            (Field::Value, ..) if !self.offers.is_empty() => Field::Offers,
            (Field::Value | Field::Offers, _, Some(_)) => Field::Reason,
            (Field::Reason | Field::Offers, Some(_), _) => Field::Value,
            (field, ..) => field,
        };
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
        before: own.map(|answer| answer.state),
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
        _ => {
            model.say("Press the letter of an answer.");
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
    let Some(answer) = own.cloned() else {
        model.say("You have not answered this item.");
        return Vec::new();
    };
    let answer = AnswerValue {
        confidential: !answer.confidential,
        ..answer
    };
    save(model, item, Some(answer), None)
}

fn take_away(model: &mut Model, item: usize) -> Vec<Effect> {
    let id = item_id(model, item);
    if id.is_none_or(|id| model.own_answer(&id).is_none()) {
        model.say("You have not answered this item.");
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
    let states_something = |answer: &AnswerValue| {
        matches!(
            answer.state,
            AnswerState::Satisfied | AnswerState::Concern | AnswerState::Unclear
        )
    };
    let has_value = asked.kind == ItemKind::Fact && answer.as_ref().is_some_and(states_something);
    let value = has_value.then(|| {
        let value = before.and_then(|before| before.value.clone());
        Editor::new(value.unwrap_or_default())
    });
    let changes = before.is_some_and(|before| Some(before) != answer.as_ref());
    let reason = changes.then(Editor::default);
    let offers = match &value {
        Some(_) => offers(reading, asked),
        None => Vec::new(),
    };
    let field = match (&value, &reason) {
        (None, None) => return save(model, item, answer, None),
        (Some(_), _) => Field::Value,
        (None, Some(_)) => Field::Reason,
    };
    model.dialog = Some(Dialog::Form(Form {
        about: About::Answer { item, answer },
        value,
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
            let answer = answer.map(|answer| AnswerValue { value, ..answer });
            save(model, item, answer, reason)
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

fn save(
    model: &mut Model,
    item: usize,
    value: Option<AnswerValue>,
    reason: Option<String>,
) -> Vec<Effect> {
    let Some(item) = item_id(model, item) else {
        return Vec::new();
    };
    let command = Command::Answer {
        item,
        value,
        reason,
    };
    model.carry_out(command, Then::Stay)
}

fn item_id(model: &Model, item: usize) -> Option<String> {
    let items = &model.reading.as_ref()?.checklist.items;
    items.get(item).map(|item| item.id.clone())
}
