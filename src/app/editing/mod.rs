//! Editing a checklist towards its next version.
//!
//! Every change is kept as a draft at once, so that nothing is lost by leaving; earlier versions and
//! reviews that rest on them are never touched. What an edit does to a checklist is in the domain.

mod ask;
mod form;

use crate::tr;
pub use ask::{Ask, Asked};
pub use form::{FormField, ItemForm};

pub(super) use ask::{act as act_ask, act_throw_away};
pub(super) use form::{act as act_form, take_over as take_over_form};

use super::action::Action;
use super::dialogs::{self, Dialog};
use super::lists::{Catalogue, Known, ListTask};
use super::message::Effect;
use super::model::{Model, Screen};
use super::screens::moved;
use crate::domain::checklist::compare::{Comparison, Fate};
use crate::domain::checklist::edit::{Edit, EditProblem, next_version};
use crate::domain::checklist::{Checklist, Item};
use std::sync::Arc;

/// Steps that can be taken back.
const MOST_STEPS: usize = 50;

/// A checklist being edited.
#[derive(Debug, Clone)]
pub struct Editing {
    /// The version that the draft began from.
    pub base: Arc<Checklist>,
    /// The draft; it bears the version that it began from until it is saved.
    pub draft: Arc<Checklist>,
    /// What changed so far.
    pub compared: Comparison,
    /// Positions of the items as they are listed, group by group.
    pub order: Vec<usize>,
    /// The cursor, in those.
    pub cursor: usize,
    /// The version that is proposed for saving.
    pub proposed: String,
    /// The screen that leaving leads to.
    from: Screen,
    before: Vec<Arc<Checklist>>,
    undone: Vec<Arc<Checklist>>,
}

impl Editing {
    fn new(base: Arc<Checklist>, draft: Arc<Checklist>, proposed: String, from: Screen) -> Self {
        let mut editing = Self {
            compared: Comparison::of(&base, &draft),
            order: draft.by_groups(),
            base,
            draft,
            cursor: 0,
            proposed,
            from,
            before: Vec::new(),
            undone: Vec::new(),
        };
        editing.look_through();
        editing
    }

    /// The item under the cursor.
    pub fn item(&self) -> Option<&Item> {
        let at = self.order.get(self.cursor)?;
        self.draft.items.get(*at)
    }

    /// What became of an item of the draft.
    pub fn fate(&self, item: &str) -> Option<Fate> {
        let mut items = self.compared.items.iter();
        items.find(|one| one.item == item).map(|one| one.fate)
    }

    /// Whether an item of the draft stands in another place than before.
    pub fn is_moved(&self, item: &str) -> bool {
        let mut items = self.compared.items.iter();
        items.any(|one| one.item == item && one.moved)
    }

    /// Items that are not as they were.
    pub fn changes(&self) -> usize {
        let items = self.compared.items.iter();
        let changed = items.filter(|item| item.fate != Fate::Kept || item.moved);
        changed.count()
    }

    /// Whether there is anything to save.
    pub fn is_changed(&self) -> bool {
        self.draft != self.base
    }

    fn edit(&mut self, edit: &Edit) -> Result<(), EditProblem> {
        let next = Arc::new(self.draft.edited(edit)?);
        if next == self.draft {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.draft, next);
        self.before.push(before);
        if self.before.len() > MOST_STEPS {
            self.before.remove(0);
        }
        self.undone.clear();
        self.look_through();
        Ok(())
    }

    /// Takes a step back, or does it again; says whether there was one.
    fn step(&mut self, again: bool) -> bool {
        let (from, to) = if again {
            (&mut self.undone, &mut self.before)
        } else {
            (&mut self.before, &mut self.undone)
        };
        let Some(other) = from.pop() else {
            return false;
        };
        to.push(std::mem::replace(&mut self.draft, other));
        self.look_through();
        true
    }

    /// Computes what the screen shows. The cursor stays on its item.
    fn look_through(&mut self) {
        self.compared = Comparison::of(&self.base, &self.draft);
        self.order = self.draft.by_groups();
        self.cursor = self.cursor.min(self.order.len().saturating_sub(1));
    }

    /// Puts the cursor on an item.
    fn go_to(&mut self, item: &str) {
        let at = |&at: &usize| self.draft.items[at].id == item;
        self.cursor = self.order.iter().position(at).unwrap_or(self.cursor);
    }

    /// What is to be done so that the draft is kept as it stands.
    fn keep(&self) -> Effect {
        Effect::Lists(if self.is_changed() {
            ListTask::KeepDraft(Arc::clone(&self.draft))
        } else {
            ListTask::DropDraft(self.base.id.clone())
        })
    }
}

/// Begins to edit the checklist that is shown, or goes on with its draft.
pub(super) fn edit_shown(model: &mut Model, catalogue: &Catalogue) {
    let Some(reading) = &model.reading else {
        return;
    };
    let list = Arc::clone(&reading.checklist);
    match catalogue.version(&list.id, &list.version).cloned() {
        Some(known) => edit(model, catalogue, &known),
        None => model.complain(tr!("This checklist is not in the workspace any more.")),
    }
}

/// Begins to edit a checklist, or goes on with its draft.
pub(super) fn edit(model: &mut Model, catalogue: &Catalogue, known: &Known) {
    let (id, version) = (&known.list.checklist, &known.list.version);
    let draft = catalogue.draft(id);
    let begun = draft.and_then(|draft| {
        let base = catalogue.version(id, &draft.version)?;
        Some((Arc::clone(&base.checklist), Arc::clone(draft)))
    });
    let goes_on = begun.is_some();
    let plain = || (Arc::clone(&known.checklist), Arc::clone(&known.checklist));
    let (base, draft) = begun.unwrap_or_else(plain);
    let own = !catalogue.is_built_in(id);
    let proposed = next_version(&base.version, &catalogue.versions(id), own);
    let from = match model.screen {
        Screen::Reader => Screen::Reader,
        _ => Screen::Checklist,
    };
    let words = match (goes_on, base.version == *version) {
        (false, _) => tr!("Nothing changes for anyone until you save a new version.").to_owned(),
        (true, true) => tr!("Here is the draft that you left. It is not a version yet.").to_owned(),
        (true, false) => tr!(
            "Here is the draft that was left; it began from version {first}, not from {version}.",
            first = base.version,
            version
        ),
    };
    let mut editing = Editing::new(base, draft, proposed, from);
    let reading = model.reading.as_ref();
    if let Some(reading) = reading.filter(|reading| reading.checklist.id == *id)
        && let Some(item) = reading.cursor_item()
    {
        editing.go_to(&item.id);
    }
    model.editing = Some(Box::new(editing));
    model.screen = Screen::Editing;
    model.dialog = None;
    model.say(words);
}

/// Does what a key means on the screen.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(editing) = &mut model.editing else {
        return Vec::new();
    };
    if let Some(cursor) = moved(editing.cursor, editing.order.len(), page, action) {
        editing.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::AddItem => form::add(model),
        Action::Accept => form::change(model),
        Action::MoveUp | Action::MoveDown => return shift(model, action == Action::MoveUp),
        Action::Retire => return retire(model),
        Action::Undo | Action::Redo => return step(model, action == Action::Redo),
        Action::Save => ask::version(model),
        Action::ThrowAway if editing.is_changed() => model.dialog = Some(Dialog::ThrowAway),
        Action::ThrowAway => model.say(tr!("Nothing was changed yet.")),
        Action::Cancel => leave(model),
        _ => {}
    }
    Vec::new()
}

/// Applies an edit and keeps the draft; what does not work is told.
fn apply(model: &mut Model, edit: &Edit, said: &str) -> Vec<Effect> {
    let Some(editing) = &mut model.editing else {
        return Vec::new();
    };
    match editing.edit(edit) {
        Ok(()) => {
            let keep = editing.keep();
            model.say(said);
            vec![keep]
        }
        Err(problem) => {
            model.complain(problem.to_string());
            Vec::new()
        }
    }
}

fn shift(model: &mut Model, up: bool) -> Vec<Effect> {
    let item = model.editing.as_ref().and_then(|editing| editing.item());
    let Some(item) = item.map(|item| item.id.clone()) else {
        return Vec::new();
    };
    let edit = Edit::Move {
        item: item.clone(),
        up,
    };
    let effects = apply(model, &edit, "");
    if let Some(editing) = &mut model.editing {
        editing.go_to(&item);
    }
    effects
}

fn retire(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = &model.editing else {
        return Vec::new();
    };
    let Some(item) = editing.item() else {
        return Vec::new();
    };
    if editing.base.item(&item.id).is_some() {
        model.dialog = Some(Dialog::Ask(Ask::retire(item)));
        return Vec::new();
    }
    // Nobody ever answered it.
    let said = tr!(
        "“{name}” was taken out again. u brings it back.",
        name = item.name
    );
    let item = item.id.clone();
    apply(model, &Edit::Remove { item }, &said)
}

fn step(model: &mut Model, again: bool) -> Vec<Effect> {
    let Some(editing) = &mut model.editing else {
        return Vec::new();
    };
    if !editing.step(again) {
        model.say(if again {
            tr!("There is nothing to do again.")
        } else {
            tr!("There is nothing to take back.")
        });
        return Vec::new();
    }
    let keep = editing.keep();
    model.say(if again {
        tr!("Done again.")
    } else {
        tr!("Taken back.")
    });
    vec![keep]
}

/// Leaves the screen; the draft stays.
fn leave(model: &mut Model) {
    let Some(editing) = model.editing.take() else {
        return;
    };
    model.screen = editing.from;
    if editing.is_changed() {
        let key = model.keymap.key_of(model.mode(), Action::EditChecklist);
        model.say(key.map_or_else(
            || {
                tr!(
                    "The draft is kept and editing it again goes on with it. No review has changed."
                )
                .to_owned()
            },
            |key| {
                tr!(
                    "The draft is kept and {key} goes on with it. No review has changed.",
                    key
                )
            },
        ));
    }
}

/// Throws the draft away and leaves.
fn throw_away(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = model.editing.take() else {
        return Vec::new();
    };
    model.screen = editing.from;
    model.dialog = None;
    model.say(tr!(
        "The draft is thrown away. Versions and reviews stay as they were."
    ));
    vec![Effect::Lists(ListTask::DropDraft(editing.base.id.clone()))]
}

/// The version was kept, or not: offers to move the review to it.
pub(super) fn version_saved(model: &mut Model, outcome: Result<Known, String>) {
    let known = match outcome {
        Ok(known) => known,
        Err(why) => return model.complain(why),
    };
    let from = model.editing.take().map(|editing| editing.from);
    model.screen = from.unwrap_or(Screen::Checklist);
    model.dialog = None;
    let said = tr!("Saved as version {version}.", version = known.list.version);
    let used = model.reading.as_ref().is_some_and(|reading| {
        let mut lists = reading.lists.iter();
        lists.any(|list| list.checklist.id == known.list.checklist)
    });
    if used {
        dialogs::preview_move(model, known);
        model.say(tr!("{said} Move this review to it?", said));
    } else {
        model.say(tr!("{said} It can be added to an agreement now.", said));
    }
}
