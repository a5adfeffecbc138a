//! Choosing how everything looks: the themes, the signs, and a sample of what differs.

use crate::app::dialogs::LookDialog;
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::{Canvas, Run, columns};
use crate::ui::theme::said_title;
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, wrapped};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Columns inside the box.
const WIDTH: u16 = 64;
/// Columns of the names of themes.
const NAMES: u16 = 17;
/// Rows of what is wrong, at most.
const MOST_PROBLEMS: usize = 6;

/// Draws the dialog.
pub fn look(canvas: &mut Canvas<'_>, model: &Model, dialog: &LookDialog, area: Rect) {
    let width = WIDTH.min(area.width.saturating_sub(6));
    let problems = problems(dialog, width);
    let rows = u16::try_from(model.look.rows()).unwrap_or(u16::MAX);
    // A rule, the sample, and what is wrong under a blank line.
    let below = 2 + match problems.len() {
        0 => 0,
        count => 1 + u16::try_from(count).unwrap_or(u16::MAX - 3),
    };
    let height = rows.saturating_add(below);
    let title = Mode::Look.title();
    let inside = popup(
        canvas,
        area,
        &Popup {
            title,
            width,
            height,
        },
    );
    let list = Rect {
        height: inside.height.saturating_sub(below).max(1),
        ..inside
    };
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let first = first_row(dialog.cursor, model.look.rows(), height);
    for (y, at) in (list.y..list.bottom()).zip(first..model.look.rows()) {
        let line = Rect::new(list.x, y, list.width, 1);
        row(canvas, model, at, line);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
    }
    canvas.rule(inside.x, list.bottom(), inside.width);
    sample(canvas, inside.x, list.bottom() + 1, inside.width);
    let style = canvas.theme.unclear;
    for (y, line) in (list.bottom() + 3..inside.bottom()).zip(problems) {
        canvas.put(inside.x, y, inside.width, &line, style);
    }
}

fn problems(dialog: &LookDialog, width: u16) -> Vec<String> {
    let each = dialog.problems.iter();
    let lines = each.flat_map(|one| wrapped(&format!("! {}", visible_line(one)), width));
    let mut lines: Vec<String> = lines.take(MOST_PROBLEMS).collect();
    if !lines.is_empty() {
        lines.push(tr!("`rapporteur doctor` tells all of it.").to_owned());
    }
    lines
}

fn row(canvas: &mut Canvas<'_>, model: &Model, at: usize, line: Rect) {
    let theme = canvas.theme;
    let look = &model.look;
    let Some(choice) = look.themes.get(at) else {
        let mark = if look.ascii { "[x]" } else { "[ ]" };
        canvas.put(line.x, line.y, 3, mark, theme.text);
        let words = tr!("Plain signs only: no lines, bars or arrows");
        canvas.put_cut(line.x + 4, line.y, line.width - 4, words, theme.text);
        return;
    };
    let mark = if at == look.at { "(o)" } else { "( )" };
    canvas.put(line.x, line.y, 3, mark, theme.text);
    canvas.put_cut(line.x + 4, line.y, NAMES - 1, &choice.name, theme.text);
    let rest = line.width.saturating_sub(4 + NAMES);
    let x = line.x + 4 + NAMES;
    canvas.put_cut(x, line.y, rest, said_title(&choice.title), theme.muted);
}

/// Words in the looks that must be told apart.
fn sample(canvas: &mut Canvas<'_>, x: u16, y: u16, width: u16) {
    let theme = canvas.theme;
    let words = [
        (tr!("link"), theme.link),
        (tr!("reason"), theme.hint),
        (tr!("tagged"), theme.tagged),
        (tr!("found"), theme.found),
        (tr!("chosen"), theme.chosen),
        (tr!("+ ok"), theme.ok),
        (tr!("! concern"), theme.concern),
        (tr!("? unclear"), theme.unclear),
    ];
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut left = width;
    for (word, style) in words {
        if columns(word) > left {
            break;
        }
        left = left.saturating_sub(columns(word) + 2);
        runs.push((Cow::Borrowed(word), style));
        runs.push((Cow::Borrowed("  "), theme.text));
    }
    canvas.put_runs(x, y, width, &runs);
}
