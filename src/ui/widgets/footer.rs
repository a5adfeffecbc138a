//! The two lines at the bottom: what just happened, and the keys that work now.

use crate::app::action::Action;
use crate::app::dialogs::Dialog;
use crate::app::keymap::Binding;
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::model::{Model, Said, Screen};
use crate::app::travel;
use crate::tr;
use crate::ui::canvas::{Canvas, columns};
use ratatui::layout::Rect;

/// Meanings that are shown before the list of everything may take room from the others.
const ENOUGH: usize = 5;

/// The keys worth showing, the most useful first. What has no key in the map is not shown.
const WORTH_SHOWING: &[(Mode, &[Action])] = &[
    (
        Mode::Desk,
        &[
            Action::Up,
            Action::Down,
            Action::Open,
            Action::ReadIn,
            Action::Filter,
            Action::Matrix,
            Action::Quit,
            Action::SearchAll,
            Action::Sort,
            Action::Journal,
            Action::OnlyState,
            Action::GroupBy,
        ],
    ),
    (
        Mode::Matrix,
        &[
            Action::Down,
            Action::Up,
            Action::CursorLeft,
            Action::CursorRight,
            Action::GoThere,
            Action::NextChecklist,
            Action::Cancel,
            Action::ScrollDown,
            Action::CursorEnd,
        ],
    ),
    (
        Mode::DeskFilter,
        &[
            Action::Open,
            Action::Up,
            Action::Down,
            Action::Cancel,
            Action::SearchAll,
        ],
    ),
    (
        Mode::Reader,
        &[
            Action::NextClause,
            Action::PreviousClause,
            Action::Tag,
            Action::ReadOn,
            Action::Peek,
            Action::Beside,
            Action::GoBack,
            Action::FindItem,
            Action::Note,
            Action::Undo,
            Action::Checklist,
            Action::NextChecklist,
            Action::ChooseWords,
            Action::Search,
            Action::SearchAll,
            Action::Absent,
            Action::Withheld,
            Action::PreviousOpen,
            Action::NextOpen,
            Action::NextPane,
            Action::Export,
            Action::SignOff,
            Action::Back,
        ],
    ),
    (
        Mode::Outline,
        &[
            Action::NextClause,
            Action::PreviousClause,
            Action::Fold,
            Action::Unfold,
            Action::FoldAll,
            Action::GoThere,
            Action::GoBack,
            Action::NextOpen,
            Action::NextPane,
            Action::Cancel,
        ],
    ),
    (
        Mode::Items,
        &[
            Action::Down,
            Action::Up,
            Action::Answer,
            Action::Settle,
            Action::Absent,
            Action::Withheld,
            Action::Sources,
            Action::NextPane,
            Action::Note,
            Action::Cancel,
        ],
    ),
    (
        Mode::Words,
        &[
            Action::WordLeft,
            Action::WordRight,
            Action::SentenceDown,
            Action::Anchor,
            Action::Tag,
            Action::FindItem,
            Action::Confidential,
            Action::CharRight,
            Action::Cancel,
        ],
    ),
    (
        Mode::Marking,
        &[Action::Accept, Action::Down, Action::Up, Action::Cancel],
    ),
    (
        Mode::Checklist,
        &[
            Action::Answer,
            Action::Settle,
            Action::Absent,
            Action::Withheld,
            Action::Sources,
            Action::Note,
            Action::FilterItems,
            Action::Tick,
            Action::NotApplicable,
            Action::NextChecklist,
            Action::GoThere,
            Action::Checklists,
            Action::Undo,
            Action::Export,
            Action::SignOff,
            Action::Cancel,
        ],
    ),
    (
        Mode::Checklists,
        &[
            Action::Accept,
            Action::Down,
            Action::Up,
            Action::SwitchProfile,
            Action::EditChecklist,
            Action::GiveUp,
            Action::Cancel,
        ],
    ),
    (
        Mode::Move,
        &[Action::Accept, Action::Cancel, Action::Down, Action::Up],
    ),
    (Mode::GiveUp, &[Action::Confirm, Action::Cancel]),
    (
        Mode::Editing,
        &[
            Action::Accept,
            Action::AddItem,
            Action::Retire,
            Action::Save,
            Action::Cancel,
            Action::MoveDown,
            Action::MoveUp,
            Action::Undo,
            Action::ThrowAway,
        ],
    ),
    (
        Mode::ItemForm,
        &[
            Action::Save,
            Action::NextField,
            Action::PreviousField,
            Action::Cancel,
        ],
    ),
    (Mode::Retire, &[Action::Save, Action::Cancel]),
    (Mode::NewVersion, &[Action::Save, Action::Cancel]),
    (Mode::ThrowAway, &[Action::Confirm, Action::Cancel]),
    (
        Mode::Journal,
        &[
            Action::Down,
            Action::Up,
            Action::ChooseEntries,
            Action::Travel,
            Action::GoThere,
            Action::Cancel,
            Action::WholeEntry,
            Action::Export,
            Action::Undo,
        ],
    ),
    (
        Mode::Entries,
        &[
            Action::Accept,
            Action::NextField,
            Action::PreviousField,
            Action::CursorLeft,
            Action::CursorRight,
            Action::Cancel,
        ],
    ),
    (
        Mode::Travel,
        &[Action::Earlier, Action::Later, Action::ReturnToNow],
    ),
    (
        Mode::Inspection,
        &[
            Action::NextPlace,
            Action::PreviousPlace,
            Action::BackToProof,
            Action::EndInspection,
        ],
    ),
    (
        Mode::Finder,
        &[Action::Accept, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::Palette,
        &[Action::Accept, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::GoTo,
        &[Action::Accept, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::Assess,
        &[
            Action::Ok,
            Action::Concern,
            Action::Unclear,
            Action::Info,
            Action::Accept,
            Action::Cancel,
        ],
    ),
    (
        Mode::Answer,
        &[
            Action::Sources,
            Action::AnswerSatisfied,
            Action::AnswerConcern,
            Action::AnswerAbsent,
            Action::AnswerWithheld,
            Action::AnswerUnclear,
            Action::AnswerNotApplicable,
            Action::AnswerNone,
            Action::Cancel,
        ],
    ),
    (
        Mode::Form,
        &[Action::Save, Action::NextField, Action::Cancel],
    ),
    (
        Mode::Offers,
        &[
            Action::Accept,
            Action::Down,
            Action::Up,
            Action::NextField,
            Action::Save,
            Action::Cancel,
        ],
    ),
    (
        Mode::Absence,
        &[
            Action::Confirm,
            Action::Down,
            Action::Up,
            Action::GoThere,
            Action::Cancel,
        ],
    ),
    (
        Mode::Note,
        &[
            Action::Save,
            Action::NewLine,
            Action::EditOutside,
            Action::NextField,
            Action::Cancel,
        ],
    ),
    (
        Mode::Discard,
        &[Action::Save, Action::Confirm, Action::Cancel],
    ),
    (
        Mode::Files,
        &[
            Action::Accept,
            Action::ChooseFile,
            Action::Up,
            Action::Down,
            Action::EraseLeft,
            Action::Cancel,
        ],
    ),
    (Mode::Refused, &[Action::Up, Action::Down, Action::Cancel]),
    (
        Mode::Export,
        &[
            Action::Save,
            Action::ChangeFormat,
            Action::ChangeEdition,
            Action::ChangeLanguage,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (
        Mode::ExportLog,
        &[
            Action::Save,
            Action::ChangeFormat,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (Mode::SignOff, &[Action::Save, Action::Cancel]),
    (Mode::Overwrite, &[Action::Confirm, Action::Cancel]),
    (
        Mode::Search,
        &[
            Action::Accept,
            Action::Up,
            Action::Down,
            Action::SearchAll,
            Action::Cancel,
        ],
    ),
    (
        Mode::SearchAll,
        &[Action::GoThere, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::Details,
        &[
            Action::Accept,
            Action::Down,
            Action::Up,
            Action::RemoveTag,
            Action::Cancel,
        ],
    ),
    (
        Mode::Peek,
        &[
            Action::Down,
            Action::Up,
            Action::GoThere,
            Action::Peek,
            Action::StepBack,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (
        Mode::Receipt,
        &[Action::Down, Action::Up, Action::GoThere, Action::Cancel],
    ),
    (
        Mode::Sources,
        &[
            Action::Down,
            Action::Up,
            Action::ScrollDown,
            Action::Details,
            Action::Cancel,
        ],
    ),
    (
        Mode::Settle,
        &[Action::Up, Action::Down, Action::Save, Action::Cancel],
    ),
    (
        Mode::Look,
        &[
            Action::Down,
            Action::Up,
            Action::SwitchSigns,
            Action::Accept,
            Action::Cancel,
        ],
    ),
    (
        Mode::Similar,
        &[
            Action::Compare,
            Action::GoThere,
            Action::Down,
            Action::Up,
            Action::Cancel,
        ],
    ),
    (
        Mode::Comparison,
        &[
            Action::NextMatch,
            Action::PreviousMatch,
            Action::GoThere,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (Mode::Page, &[Action::Down, Action::Up, Action::Cancel]),
    (
        Mode::Stepping,
        &[Action::GoThere, Action::Down, Action::Up, Action::Cancel],
    ),
    (
        Mode::Bookmarks,
        &[
            Action::GoThere,
            Action::Down,
            Action::Up,
            Action::RemoveBookmark,
            Action::Cancel,
        ],
    ),
    (Mode::Bulk, &[Action::Save, Action::Cancel]),
    (Mode::Lists, &[]),
];

/// What a key is called in the key line, where the mode makes it clearer than its general name.
fn label(mode: Mode, action: Action) -> &'static str {
    match (mode, action) {
        (Mode::Discard, Action::Confirm) => tr!(key: "throw away"),
        (Mode::Discard, Action::Cancel) => tr!(key: "go on writing"),
        (Mode::Absence, Action::Confirm) => tr!(key: "yes, absent"),
        (Mode::Palette, Action::Accept) => tr!(key: "do it"),
        (Mode::GoTo, Action::Accept) => tr!(key: "go there"),
        (Mode::Overwrite, Action::Confirm) => tr!(key: "replace it"),
        (Mode::Checklists, Action::EditChecklist) => tr!(key: "edit as a new version"),
        (Mode::Move, Action::Accept) => tr!(key: "move the review"),
        (Mode::Move, Action::Cancel) => tr!(key: "change nothing"),
        (Mode::GiveUp, Action::Confirm) => tr!(key: "give it up"),
        (Mode::Overwrite | Mode::GiveUp | Mode::ThrowAway, Action::Cancel) => tr!(key: "keep it"),
        (Mode::ThrowAway, Action::Confirm) => tr!(key: "throw it away"),
        (Mode::Editing, Action::MoveUp | Action::MoveDown) => tr!(key: "move it"),
        (Mode::Editing, Action::Accept) => tr!(key: "edit"),
        (Mode::Editing, Action::Save) => tr!(key: "save version"),
        (Mode::Editing, Action::Cancel) => tr!(key: "leave"),
        (Mode::ItemForm, Action::Save) => tr!(key: "into the draft"),
        (Mode::ItemForm | Mode::Entries, Action::NextField | Action::PreviousField) => {
            tr!(key: "other line")
        }
        (Mode::Entries, Action::CursorLeft | Action::CursorRight) => tr!(key: "change"),
        (Mode::Entries, Action::Accept) => tr!(key: "show these"),
        (Mode::Entries | Mode::Look, Action::Cancel) => tr!(key: "as before"),
        (Mode::Travel, Action::Earlier | Action::Later) => tr!(key: "earlier, later"),
        (Mode::Inspection, Action::NextPlace | Action::PreviousPlace) => {
            tr!(key: "next, previous place")
        }
        (Mode::Export | Mode::ExportLog, Action::Save) => tr!(key: "write"),
        (Mode::Files, Action::Accept) => tr!(key: "open, read in"),
        (Mode::Files, Action::EraseLeft) => tr!(key: "folder above"),
        (Mode::SignOff, Action::Save) => tr!(key: "sign"),
        (Mode::Note, Action::NextField) => tr!(key: "about what"),
        (Mode::Words, Action::SentenceDown) => tr!(key: "next sentence"),
        (Mode::DeskFilter, Action::Cancel) => tr!(key: "show all"),
        (
            Mode::Page
            | Mode::Refused
            | Mode::Receipt
            | Mode::Peek
            | Mode::Details
            | Mode::Sources
            | Mode::Similar
            | Mode::SearchAll,
            Action::Cancel,
        ) => tr!(key: "close"),
        (Mode::Items, Action::NextPane) => tr!(key: "next part"),
        (Mode::Peek, Action::Peek) => tr!(key: "peek on"),
        (Mode::Comparison, Action::NextMatch | Action::PreviousMatch) => {
            tr!(key: "other passages")
        }
        (Mode::Peek | Mode::Sources | Mode::Comparison, Action::ScrollDown) => tr!(key: "more"),
        (Mode::Details, Action::Accept) => tr!(key: "record"),
        (Mode::Details, Action::RemoveTag) => tr!(key: "take away"),
        (Mode::Offers, Action::Accept) => tr!(key: "take this value"),
        (Mode::Search, Action::Accept) => tr!(key: "keep marked"),
        (Mode::Look, Action::Accept) => tr!(key: "keep it so"),
        (_, Action::Up | Action::Down) => tr!(key: "move"),
        (Mode::Outline, Action::Fold | Action::Unfold) => tr!(key: "fold, unfold"),
        (_, Action::NextClause | Action::PreviousClause) => tr!(key: "clause"),
        (_, Action::NextOpen | Action::PreviousOpen) => tr!(key: "open clause"),
        _ => action.label(),
    }
}

/// Draws both lines.
pub fn footer(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let theme = canvas.theme;
    let standing = model.standing_notice().unwrap_or_default();
    let (words, style) = match &model.said {
        Said::Info(words) => (words, theme.text),
        Said::Problem(words) => (words, theme.concern),
        Said::Nothing => (&standing, theme.unclear),
    };
    let width = area.width.saturating_sub(2);
    canvas.put_cut(area.x + 1, area.y, width, words, style);
    key_line(canvas, model, Rect::new(area.x + 1, area.y + 1, width, 1));
}

/// Draws the keys that work now; what does not fit is left to help and to the list of everything, which
/// stands beside it wherever that takes nothing needed away.
fn key_line(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let mode = model.mode();
    let mut right = area.right();
    if let Some(help) = help_key(model, mode) {
        right = at_the_end(canvas, help, tr!(key: "help"), right, area.y);
    }
    let entries = entries(model, mode);
    let fitting = |right: u16| {
        let mut x = area.x;
        let fits = |entry: &&Entry<'_>| {
            x += entry.width() + 2;
            x <= right
        };
        entries.iter().take_while(fits).count()
    };
    if let Some(all) = model.keymap.binding_of(model.topmost(), Action::Palette) {
        let label = Action::Palette.label();
        let room = columns(&all.shown) + columns(label) + 3;
        let left = fitting(right.saturating_sub(room));
        if left >= ENOUGH || left == fitting(right) {
            at_the_end(canvas, all, label, right.saturating_sub(2), area.y);
            right = right.saturating_sub(room);
        }
    }
    let mut x = area.x;
    for entry in entries.iter().take(fitting(right)) {
        entry.draw(canvas, x, area.y);
        x += entry.width() + 2;
    }
}

/// Draws a key and its label so that they end there; gives the column that they begin in.
fn at_the_end(canvas: &mut Canvas<'_>, key: &Binding, label: &str, end: u16, y: u16) -> u16 {
    let theme = canvas.theme;
    let width = columns(&key.shown) + columns(label) + 1;
    let x = end.saturating_sub(width);
    let used = canvas.put(x, y, width, &key.shown, theme.key);
    canvas.put(x + used + 1, y, columns(label), label, theme.text);
    pressable(canvas, Rect::new(x, y, width, 1), key);
    x
}

/// Keys with the same meaning in several directions, and that meaning.
struct Entry<'a> {
    keys: Vec<&'a Binding>,
    label: &'static str,
}

impl Entry<'_> {
    fn width(&self) -> u16 {
        let keys = self.keys.iter().map(|key| columns(&key.shown) + 1);
        keys.sum::<u16>() + columns(self.label)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16) {
        let (theme, width) = (canvas.theme, self.width());
        let label = columns(self.label);
        canvas.put(x + width - label, y, label, self.label, theme.text);
        if let [only] = self.keys.as_slice() {
            pressable(canvas, Rect::new(x, y, width, 1), only);
        }
        let mut x = x;
        for key in &self.keys {
            let used = canvas.put(x, y, width, &key.shown, theme.key);
            pressable(canvas, Rect::new(x, y, used, 1), key);
            x += used + 1;
        }
    }
}

/// A click on what shows a key presses it; which of nine digits is meant cannot be known.
fn pressable(canvas: &mut Canvas<'_>, area: Rect, binding: &Binding) {
    if let [key] = binding.keys.as_slice() {
        canvas.target(area, Target::Key(*key));
    }
}

fn help_key(model: &Model, mode: Mode) -> Option<&Binding> {
    if mode == Mode::Page {
        return None;
    }
    let key = |action| model.keymap.binding_of(mode, action);
    key(Action::Help).or_else(|| key(Action::Explain))
}

/// Whether a key that only does something now and then would do it now.
fn is_of_use(model: &Model, action: Action) -> bool {
    if model.travel.is_some() && !travel::only_looks(action) {
        return false;
    }
    if model.screen == Screen::Matrix {
        return action != Action::NextChecklist || model.matrix.lists.len() > 1;
    }
    if let Some(Dialog::Similar(dialog)) = &model.dialog
        && dialog.finds().is_empty()
    {
        return action == Action::Cancel;
    }
    if let Some(Dialog::SearchAll(dialog)) = &model.dialog
        && dialog.results.groups.is_empty()
    {
        return action == Action::Cancel;
    }
    let Some(reading) = &model.reading else {
        return true;
    };
    match action {
        Action::Settle => reading.is_disputed(reading.item),
        Action::NextChecklist => reading.lists.len() > 1,
        Action::Beside => reading.here.is_something(),
        Action::GoBack => reading.trail.leads_back() || !model.came_from.is_empty(),
        Action::Peek if model.mode() == Mode::Reader => {
            let links = reading.links.as_ref();
            links.is_some_and(|links| links.any_within(reading.step_span()))
        }
        _ => true,
    }
}

/// Keys and labels; keys of neighbours with the same meaning in two directions stand together.
fn entries(model: &Model, mode: Mode) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    // While travelling or looking at places, how to go on and to come back stands before everything else.
    let over = model.overlay();
    let shown = over.into_iter().chain([mode]);
    let shown = shown.flat_map(|mode| {
        let shown = WORTH_SHOWING.iter().find(move |(shown, _)| *shown == mode);
        shown
            .into_iter()
            .flat_map(|(_, actions)| *actions)
            .map(move |action| (mode, *action))
    });
    for (mode, action) in shown {
        let Some(key) = model.keymap.binding_of(mode, action) else {
            continue;
        };
        let taken = |over| {
            let mut keys = key.keys.iter();
            keys.any(|key| model.keymap.own(over, *key).is_some())
        };
        let hidden = over.is_some_and(|over| mode != over && taken(over));
        if hidden || !is_of_use(model, action) {
            continue;
        }
        let label = label(mode, action);
        match entries.last_mut() {
            Some(before) if before.label == label => before.keys.push(key),
            _ => entries.push(Entry {
                keys: vec![key],
                label,
            }),
        }
    }
    entries
}
