//! Help: the keys of a screen, looked up in the key map, and what the screen is for.

use super::page::page;
use crate::app::action::Action;
use crate::app::dialogs::Page;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::tr;
use crate::ui::canvas::{Canvas, Run, columns};
use crate::ui::signs::spelled;
use crate::ui::widgets::{worth_showing, wrapped};
use ratatui::layout::Rect;
use std::borrow::Cow;

pub fn help(canvas: &mut Canvas<'_>, model: &Model, about: Mode, at: Page, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(90);
    let mut lines: Vec<Vec<Run<'_>>> = Vec::new();
    let explanation = if theme.ascii {
        spelled(about.explanation())
    } else {
        Cow::Borrowed(about.explanation())
    };
    for line in wrapped(&explanation, width) {
        lines.push(vec![(Cow::Owned(line), theme.text)]);
    }
    if !lines.is_empty() {
        lines.push(Vec::new());
    }
    let keys = the_most_useful_first(model.keymap.help(about), about);
    let widest = keys
        .iter()
        .map(|(keys, _)| columns(keys))
        .max()
        .unwrap_or(0);
    let name = widest.min(18);
    for (keys, action) in keys {
        let pad = usize::from(name);
        let shown = format!("{keys:<pad$}  ");
        let rest = width.saturating_sub(columns(&shown));
        for (row, line) in wrapped(action.sentence(), rest).into_iter().enumerate() {
            let first = if row == 0 {
                shown.clone()
            } else {
                " ".repeat(pad + 2)
            };
            lines.push(vec![
                (Cow::Owned(first), theme.key),
                (Cow::Owned(line), theme.text),
            ]);
        }
    }
    if about.is_typing() {
        lines.push(vec![(
            Cow::Borrowed(tr!("All other keys type.")),
            theme.muted,
        )]);
    }
    page(canvas, (about.title(), width), &lines, at, area);
}

/// What the bottom line shows stands first, in its order: that is what a person who looks for help most likely wants.
fn the_most_useful_first(mut keys: Vec<(String, Action)>, about: Mode) -> Vec<(String, Action)> {
    let useful: Vec<Action> = about
        .chain()
        .flat_map(|mode| worth_showing(mode).iter().copied())
        .collect();
    keys.sort_by_key(|(_, action)| {
        useful
            .iter()
            .position(|one| one == action)
            .unwrap_or(useful.len())
    });
    keys
}
