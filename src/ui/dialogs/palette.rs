//! The list over everything: what can be done here, or the places to go to.

use super::finder::input;
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::palette::{Palette, Row};
use crate::tr;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, put_wrapped};
use ratatui::layout::Rect;

/// Columns of the names of actions, at most.
const MOST_NAME: u16 = 20;
/// Rows below the list: a rule, and what is under the cursor.
const TOLD: u16 = 3;

/// Draws the list.
pub fn palette(canvas: &mut Canvas<'_>, palette: &Palette, area: Rect) {
    let theme = canvas.theme;
    let popped = Popup {
        title: palette.mode.title(),
        width: (area.width - 8).min(100),
        height: (area.height.saturating_sub(8)).min(22),
    };
    let inside = popup(canvas, area, &popped);
    let name = match palette.mode {
        Mode::GoTo => tr!("Go to: "),
        _ => tr!("Do: "),
    };
    let line = Rect {
        height: 1,
        ..inside
    };
    input(canvas, name, &palette.typed, line);
    canvas.rule(inside.x, inside.y + 1, inside.width);
    let list = Rect::new(
        inside.x,
        inside.y + 2,
        inside.width,
        inside.height.saturating_sub(2 + TOLD),
    );
    let height = usize::from(list.height);
    canvas.extent.list = height;
    if palette.found.is_empty() {
        let words = tr!("Nothing has these letters. Erase some of them.");
        canvas.put_cut(list.x + 1, list.y, list.width - 1, words, theme.muted);
    }
    let column = column(palette, list.width);
    let first = first_row(palette.cursor, palette.found.len(), height);
    let found = palette.found.iter().enumerate().skip(first).take(height);
    for (y, (at, found)) in (list.y..).zip(found) {
        let Some(row) = palette.rows.get(found.at) else {
            continue;
        };
        let line = Rect::new(list.x, y, list.width, 1);
        let x = aside(canvas, row, line);
        let room = x.saturating_sub(line.x + 2);
        let place = (line.x + 1, y);
        let used = canvas.put_marked(place, room, &row.name, &found.name, theme.text);
        let from = used.max(column) + 2;
        if from < room {
            let place = (line.x + 1 + from, y);
            canvas.put_marked(place, room - from, &row.more, &found.more, theme.muted);
        }
        highlight_row(canvas, line, at == palette.cursor);
        canvas.target(line, Target::Row(at));
    }
    told(canvas, palette, list, inside);
}

/// What is under the cursor, in full: the lines of the list are often cut.
fn told(canvas: &mut Canvas<'_>, palette: &Palette, list: Rect, inside: Rect) {
    let found = palette.found.get(palette.cursor);
    let Some(row) = found.and_then(|found| palette.rows.get(found.at)) else {
        return;
    };
    canvas.rule(list.x, list.bottom(), list.width);
    let words = if row.more.is_empty() {
        &row.name
    } else {
        &row.more
    };
    let below = Rect {
        y: list.bottom() + 1,
        height: TOLD - 1,
        ..inside
    };
    let style = canvas.theme.text;
    put_wrapped(canvas, below.intersection(inside), words, style);
}

/// What stands at the end of a line; says where it begins.
fn aside(canvas: &mut Canvas<'_>, row: &Row, line: Rect) -> u16 {
    let theme = canvas.theme;
    let style = match row.deed {
        crate::app::palette::Deed::Act(..) => theme.key,
        _ => theme.muted,
    };
    let left = line.right() - line.width / 3;
    canvas.put_right(left, line.right() - 1, line.y, &row.aside, style)
}

/// Columns that all names of actions take, so that their sentences stand below each other.
fn column(palette: &Palette, width: u16) -> u16 {
    if palette.mode == Mode::GoTo {
        return 0;
    }
    let names = palette.rows.iter().filter(|row| !row.more.is_empty());
    let widest = names.map(|row| columns(&row.name)).max().unwrap_or(0);
    widest.min(MOST_NAME).min(width / 3)
}
