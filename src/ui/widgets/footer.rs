//! The two lines at the bottom: what just happened, and the keys that work now.

use super::worth_showing::{label, worth_showing};
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
    if let Some(Dialog::Bookmarks(dialog)) = &model.dialog
        && dialog.setting
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
        let actions = worth_showing(mode).iter();
        actions.map(move |action| (mode, *action))
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
