//! The form of an item: what it asks, its name, where it stands, and what helps to answer it.

use super::{Editing, apply};
use crate::app::action::Action;
use crate::app::dialogs::Dialog;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::domain::checklist::edit::{Edit, short_name};
use crate::domain::checklist::{Item, ItemKind, ItemSeverity};
use crate::tr;

/// A line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    /// The question.
    Question,
    /// The short name.
    Name,
    /// The group.
    Group,
    /// Safeguard, red flag or fact.
    Kind,
    /// How much a finding weighs.
    Severity,
    /// Why it is asked.
    Why,
    /// What to look for, a line each.
    LookFor,
    /// What to ask when the agreement does not say.
    FollowUp,
}

impl FormField {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Question,
        Self::Name,
        Self::Group,
        Self::Kind,
        Self::Severity,
        Self::Why,
        Self::LookFor,
        Self::FollowUp,
    ];

    /// What it asks for.
    pub fn title(self) -> &'static str {
        match self {
            Self::Question => tr!("Question"),
            Self::Name => tr!("Short name"),
            Self::Group => tr!("Group"),
            Self::Kind => tr!("Kind"),
            Self::Severity => tr!("Weight"),
            Self::Why => tr!("Why it matters"),
            Self::LookFor => tr!("Look for"),
            Self::FollowUp => tr!("If absent, ask"),
        }
    }
}

/// What a form is filled in for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Purpose {
    /// To change an item.
    Change,
    /// To add one.
    Add {
        /// The item after which it stands.
        after: Option<String>,
    },
}

/// The form of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemForm {
    /// The item as it was when the form was opened.
    pub item: Item,
    /// What is done with it.
    purpose: Purpose,
    /// What is typed so far.
    pub question: Editor,
    /// The short name.
    pub name: Editor,
    /// Position of the group.
    pub group: usize,
    /// The kind.
    pub kind: ItemKind,
    /// The weight.
    pub severity: ItemSeverity,
    /// Why it is asked.
    pub why: Editor,
    /// What to look for, a line each.
    pub look_for: Editor,
    /// What to ask when the agreement does not say.
    pub follow_up: Editor,
    /// The line being filled in.
    pub field: FormField,
    /// Whether the name was typed, and no longer follows the question.
    named: bool,
    /// Whether the person is asked what becomes of what was typed.
    pub discarding: bool,
}

impl ItemForm {
    fn new(item: Item, purpose: Purpose, editing: &Editing) -> Self {
        let groups = &editing.draft.groups;
        let group = groups.iter().position(|group| group.id == item.group);
        Self {
            question: Editor::new(item.question.clone()),
            name: Editor::new(item.name.clone()),
            group: group.unwrap_or(0),
            kind: item.kind,
            severity: item.severity,
            why: Editor::new(item.why_it_matters.clone()),
            look_for: Editor::new(item.what_to_look_for.join("\n")),
            follow_up: Editor::new(item.follow_up_question.clone()),
            field: FormField::Question,
            named: purpose == Purpose::Change,
            discarding: false,
            item,
            purpose,
        }
    }

    /// Whether a new item is being added.
    pub const fn is_new(&self) -> bool {
        matches!(self.purpose, Purpose::Add { .. })
    }

    /// The text of a line; nothing for a choice.
    pub const fn text(&self, field: FormField) -> Option<&Editor> {
        match field {
            FormField::Question => Some(&self.question),
            FormField::Name => Some(&self.name),
            FormField::Why => Some(&self.why),
            FormField::LookFor => Some(&self.look_for),
            FormField::FollowUp => Some(&self.follow_up),
            FormField::Group | FormField::Kind | FormField::Severity => None,
        }
    }

    const fn editor(&mut self) -> Option<&mut Editor> {
        match self.field {
            FormField::Question => Some(&mut self.question),
            FormField::Name => Some(&mut self.name),
            FormField::Why => Some(&mut self.why),
            FormField::LookFor => Some(&mut self.look_for),
            FormField::FollowUp => Some(&mut self.follow_up),
            FormField::Group | FormField::Kind | FormField::Severity => None,
        }
    }

    /// Types into the line.
    pub(crate) fn type_text(&mut self, typed: &str, groups: usize) {
        let many = self.field == FormField::LookFor;
        match self.editor() {
            Some(editor) if many => editor.insert(typed),
            Some(editor) => editor.insert_line(typed),
            None if typed == " " => self.turn(true, groups),
            None => {}
        }
        self.typed();
    }

    /// The name of a new item follows its question until somebody types one.
    fn typed(&mut self) {
        match self.field {
            FormField::Name => self.named = true,
            FormField::Question if !self.named => {
                self.name = Editor::new(short_name(self.question.text()));
            }
            _ => {}
        }
    }

    /// Takes the next choice, or the one before.
    fn turn(&mut self, forward: bool, groups: usize) {
        match self.field {
            FormField::Group => self.group = turned(self.group, groups, forward),
            FormField::Kind => self.kind = choice(&KINDS, self.kind, forward),
            FormField::Severity => self.severity = choice(&SEVERITIES, self.severity, forward),
            _ => {}
        }
    }

    fn go(&mut self, forward: bool) {
        let all = FormField::ALL;
        let at = all.iter().position(|one| *one == self.field).unwrap_or(0);
        self.field = all[turned(at, all.len(), forward)];
    }

    /// Whether the cursor can go up or down inside the line.
    fn stays(&self, up: bool) -> bool {
        let cursor = self.look_for.cursor();
        let text = self.look_for.text();
        let beyond = if up {
            text.get(..cursor)
        } else {
            text.get(cursor..)
        };
        self.field == FormField::LookFor && beyond.is_some_and(|text| text.contains('\n'))
    }

    /// The item as the form says.
    fn filled(&self, editing: &Editing) -> Item {
        let group = editing.draft.groups.get(self.group);
        let lines = self.look_for.text().lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        let line = |editor: &Editor| editor.text().trim().to_owned();
        Item {
            question: line(&self.question),
            name: line(&self.name),
            group: group.map_or_else(|| self.item.group.clone(), |group| group.id.clone()),
            kind: self.kind,
            severity: self.severity,
            why_it_matters: line(&self.why),
            what_to_look_for: lines.map(str::to_owned).collect(),
            follow_up_question: line(&self.follow_up),
            ..self.item.clone()
        }
    }
}

/// The kinds, in the order in which they are offered.
pub const KINDS: [ItemKind; 3] = [ItemKind::Safeguard, ItemKind::RedFlag, ItemKind::Fact];
/// The weights, in the order in which they are offered.
pub const SEVERITIES: [ItemSeverity; 4] = [
    ItemSeverity::Critical,
    ItemSeverity::High,
    ItemSeverity::Medium,
    ItemSeverity::Low,
];

fn turned(at: usize, count: usize, forward: bool) -> usize {
    let count = count.max(1);
    let by = if forward { 1 } else { count - 1 };
    (at + by) % count
}

fn choice<T: Copy + PartialEq>(all: &[T], here: T, forward: bool) -> T {
    let at = all.iter().position(|one| *one == here).unwrap_or(0);
    all[turned(at, all.len(), forward)]
}

/// Opens an empty form for an item below the cursor.
pub(super) fn add(model: &mut Model) {
    let Some(editing) = &model.editing else {
        return;
    };
    let here = editing.item();
    let group = here.map(|item| item.group.clone());
    let first = || editing.draft.groups.first().map(|group| group.id.clone());
    let group = group.or_else(first).unwrap_or_default();
    let item = Item::new("", &group, ItemKind::Safeguard, ItemSeverity::High, "");
    let after = here.map(|item| item.id.clone());
    let form = ItemForm::new(item, Purpose::Add { after }, editing);
    model.dialog = Some(Dialog::Item(Box::new(form)));
}

/// Opens the form of the item under the cursor.
pub(super) fn change(model: &mut Model) {
    let Some(editing) = &model.editing else {
        return;
    };
    if let Some(item) = editing.item() {
        let form = ItemForm::new(item.clone(), Purpose::Change, editing);
        model.dialog = Some(Dialog::Item(Box::new(form)));
    }
}

/// Does what a key means in the form.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let (Some(Dialog::Item(form)), Some(editing)) = (&mut model.dialog, &model.editing) else {
        return Vec::new();
    };
    let groups = editing.draft.groups.len();
    if form.discarding {
        match action {
            Action::Confirm => model.dialog = None,
            Action::Save => return take_over(model),
            Action::Cancel => form.discarding = false,
            _ => {}
        }
        return Vec::new();
    }
    match action {
        Action::Save => return take_over(model),
        Action::Cancel if form.filled(editing) == form.item => model.dialog = None,
        Action::Cancel => form.discarding = true,
        Action::NextField if !form.stays(false) => form.go(true),
        Action::PreviousField if !form.stays(true) => form.go(false),
        Action::NewLine if form.field != FormField::LookFor => form.go(true),
        Action::CursorLeft | Action::CursorRight if form.editor().is_none() => {
            form.turn(action == Action::CursorRight, groups);
        }
        other => {
            let other = match other {
                Action::NextField => Action::CursorDown,
                Action::PreviousField => Action::CursorUp,
                other => other,
            };
            let before = form.clone();
            if let Some(editor) = form.editor() {
                editor.act(other);
            }
            if form.text(form.field).map(Editor::text) != before.text(form.field).map(Editor::text)
            {
                form.typed();
            }
        }
    }
    Vec::new()
}

/// Takes what the form says over into the draft.
pub fn take_over(model: &mut Model) -> Vec<Effect> {
    let (Some(Dialog::Item(form)), Some(editing)) = (&mut model.dialog, &model.editing) else {
        return Vec::new();
    };
    form.discarding = false;
    let item = form.filled(editing);
    if !form.is_new() && item == form.item {
        model.dialog = None;
        return Vec::new();
    }
    let name = item.name.clone();
    let (edit, said) = match &form.purpose {
        Purpose::Add { after } => (
            Edit::Add {
                item: Box::new(item),
                after: after.clone(),
            },
            tr!("“{name}” is added to the draft.", name),
        ),
        Purpose::Change => (
            Edit::Change(Box::new(item)),
            tr!("“{name}” is changed in the draft.", name),
        ),
    };
    let known: Vec<String> = ids(editing);
    let changed = form.item.id.clone();
    let effects = apply(model, &edit, &said);
    if effects.is_empty() {
        return effects;
    }
    model.dialog = None;
    if let Some(editing) = &mut model.editing {
        let new = ids(editing).into_iter().find(|id| !known.contains(id));
        editing.go_to(&new.unwrap_or(changed));
    }
    effects
}

fn ids(editing: &Editing) -> Vec<String> {
    let items = editing.draft.items.iter();
    items.map(|item| item.id.clone()).collect()
}
