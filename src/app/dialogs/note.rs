//! Writing a note on a clause, a tag or an answer.

use super::Dialog;
use crate::app::action::Action;
use crate::app::editing;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::reading::Focus;
use crate::domain::cite::cite;
use crate::domain::review::Command;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{AgreementSubject, AnswerSubject, NoteSubject, NoteValue};
use crate::domain::review::passage::ClauseRef;
use crate::tr;

/// A note being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteDialog {
    /// What it can be written on; never empty.
    pub on: Vec<NoteOn>,
    /// Which of these is chosen.
    pub chosen: usize,
    /// What was typed.
    pub editor: Editor,
    /// Whether the note stays out of a public summary.
    pub confidential: bool,
    /// Whether the person is asked what becomes of what was typed.
    pub discarding: bool,
}

/// Something a note can be written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteOn {
    /// What it is.
    pub target: NoteTarget,
    /// What a person calls it.
    pub title: String,
    /// The note that stands there.
    pub before: NoteValue,
}

impl NoteDialog {
    fn new(on: Vec<NoteOn>) -> Option<Self> {
        let before = on.first()?.before.clone();
        Some(Self {
            on,
            chosen: 0,
            editor: Editor::new(before.text),
            confidential: before.confidential,
            discarding: false,
        })
    }

    /// What it is written on.
    pub fn on(&self) -> &NoteOn {
        &self.on[self.chosen.min(self.on.len() - 1)]
    }

    /// Whether something was typed that is not saved.
    pub fn is_changed(&self) -> bool {
        let before = &self.on().before;
        let typed = self.editor.text().trim();
        // Without a word there is no note that could be confidential.
        typed != before.text.trim()
            || (!typed.is_empty() && self.confidential != before.confidential)
    }

    /// Chooses what else it can be written on; what was typed comes along.
    fn choose_next(&mut self) {
        let changed = self.is_changed();
        self.chosen = (self.chosen + 1) % self.on.len();
        if !changed {
            let before = self.on().before.clone();
            self.editor = Editor::new(before.text);
            self.confidential = before.confidential;
        }
    }

    fn command(&self) -> Command {
        Command::Note {
            on: self.on().target.clone(),
            value: Some(NoteValue {
                text: self.editor.text().to_owned(),
                confidential: self.confidential,
            }),
        }
    }
}

/// Opens the dialog on what is under the cursor in the reader.
pub fn write(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    if reading.focus == Focus::Items {
        let item = reading.item;
        write_on_answer(model, item);
        return;
    }
    let mut on: Vec<NoteOn> = Vec::new();
    if let Some(tag) = reading.tags_here().get(reading.tag) {
        let review = model.review();
        let subject = review.and_then(|review| review.tags.get(&tag.key));
        let subject = subject.map(|(subject, _)| NoteSubject::Tag(subject.clone()));
        let before = subject.and_then(|subject| model.own_note(&subject));
        on.push(NoteOn {
            target: NoteTarget::Tag(tag.key.clone()),
            title: tr!("the tag “{item}”", item = reading.item_name(&tag.key.item)),
            before: note_or_none(before),
        });
    }
    if let Some(clause) = reading.clause() {
        let subject = NoteSubject::Clause(ClauseRef::to(&reading.agreement, clause));
        on.push(NoteOn {
            target: NoteTarget::Clause(clause.id.clone()),
            title: tr!(
                "the clause “{clause}”",
                clause = cite(&reading.agreement, reading.at)
            ),
            before: note_or_none(model.own_note(&subject)),
        });
    }
    let subject = NoteSubject::Agreement(AgreementSubject {
        agreement: reading.agreement.id.clone(),
    });
    on.push(NoteOn {
        target: NoteTarget::Agreement,
        title: tr!("the whole agreement").to_owned(),
        before: note_or_none(model.own_note(&subject)),
    });
    model.dialog = NoteDialog::new(on).map(Dialog::Note);
}

fn note_or_none(note: Option<&NoteValue>) -> NoteValue {
    note.cloned().unwrap_or(NoteValue {
        text: String::new(),
        confidential: false,
    })
}

/// Opens the dialog on an item.
pub fn write_on_answer(model: &mut Model, item: usize) {
    let Some(reading) = &model.reading else {
        return;
    };
    let Some(item) = reading.shown.items.get(item) else {
        return;
    };
    let subject = NoteSubject::Answer(AnswerSubject {
        agreement: reading.agreement.id.clone(),
        text_sha256: reading.agreement.text_sha256,
        item: reading.checklist.item_ref(&item.id),
    });
    let on = NoteOn {
        target: NoteTarget::Answer(item.id.clone()),
        title: tr!("the item “{name}”", name = item.name),
        before: note_or_none(model.own_note(&subject)),
    };
    model.dialog = NoteDialog::new(vec![on]).map(Dialog::Note);
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::Note(note)) = &mut model.dialog else {
        return Vec::new();
    };
    if note.discarding {
        return act_discarding(model, action);
    }
    match action {
        Action::Save => return save(model),
        Action::NextField => note.choose_next(),
        Action::Confidential => note.confidential = !note.confidential,
        Action::EditOutside => return vec![Effect::EditOutside(note.editor.text().to_owned())],
        Action::Cancel if note.is_changed() => note.discarding = true,
        Action::Cancel => model.dialog = None,
        other => {
            note.editor.act(other);
        }
    }
    Vec::new()
}

/// Takes back what was written in the person's own editor. When it failed, what was typed stays.
pub fn take_back(model: &mut Model, outcome: Result<String, String>) {
    match (outcome, &mut model.dialog) {
        (Ok(text), Some(Dialog::Note(note))) => note.editor = Editor::new(clean_ends(&text)),
        (Ok(_), _) => {}
        (Err(why), _) => model.complain(why),
    }
}

/// Line ends as they are typed here.
fn clean_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn act_discarding(model: &mut Model, action: Action) -> Vec<Effect> {
    match (action, &mut model.dialog) {
        (Action::Confirm, _) => model.dialog = None,
        (Action::Save, _) => return save(model),
        (Action::Cancel, Some(Dialog::Note(note))) => note.discarding = false,
        _ => {}
    }
    Vec::new()
}

fn save(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Note(note)) = &mut model.dialog else {
        return Vec::new();
    };
    note.discarding = false;
    if !note.is_changed() {
        model.dialog = None;
        return Vec::new();
    }
    let command = note.command();
    model.carry_out(command, Then::Stay)
}

/// Saves what was typed when the program is asked to end in the middle of it.
pub fn draft_of_typed(model: &mut Model) -> Vec<Effect> {
    match &model.dialog {
        Some(Dialog::Note(note)) if note.is_changed() => save(model),
        // What is half typed goes into the draft, which nobody reviews by.
        Some(Dialog::Item(_)) => editing::take_over_form(model),
        _ => Vec::new(),
    }
}
