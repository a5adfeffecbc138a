//! Parts that every screen uses.

mod breadcrumb;
mod footer;
mod popup;
mod worth_showing;

use crate::tr;
pub use breadcrumb::breadcrumb;
pub use footer::footer;
pub use popup::{Popup, popup, put_wrapped, wrapped};
pub use worth_showing::worth_showing;

use super::canvas::{Canvas, columns};
use crate::app::model::{Model, Saving};
use crate::app::travel::Travel;
use crate::domain::review::event::Assessment;
use crate::domain::translate::number;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Columns of the longest name of an assessment.
pub fn assessment_width() -> u16 {
    let names = Assessment::ALL.map(|one| columns(one.label()));
    names.into_iter().max().unwrap_or(0)
}

/// The two lines at the top: what this is, and how far it has come.
pub fn header(canvas: &mut Canvas<'_>, model: &Model, area: Rect, title: &str, facts: [&str; 2]) {
    let theme = canvas.theme;
    let (saved, style) = saved_state(canvas, model);
    let right = area.right() - 1;
    let state = format!("{} · {saved}", model.record.reviewer.name);
    let most = area.width / 2;
    let x = canvas.put_right(right.saturating_sub(most), right, area.y, &state, style);
    let room = x.saturating_sub(area.x + 3);
    canvas.put_cut(area.x + 1, area.y, room, title, theme.title);
    if let Some(travel) = &model.travel {
        banner(canvas, travel, area);
    }
    let [left, end] = facts;
    let x = canvas.put_right(area.x + 1, right, area.y + 1, end, theme.text);
    let room = x.saturating_sub(area.x + 3);
    canvas.put_cut(area.x + 1, area.y + 1, room, left, theme.text);
}

/// The line over everything while the review is shown as it stood; where it does not fit whole, the
/// key line still says how to come back.
fn banner(canvas: &mut Canvas<'_>, travel: &Travel, area: Rect) {
    let style = canvas.theme.selected;
    let room = area.width.saturating_sub(2);
    let mut words = travel.banner();
    if columns(&words) > room {
        words = tr!("{place}: reading only", place = travel.place);
    }
    let width = usize::from(area.width);
    canvas.put(area.x, area.y, area.width, &" ".repeat(width), style);
    canvas.put_cut(area.x + 1, area.y, room, &words, style);
}

fn saved_state(canvas: &Canvas<'_>, model: &Model) -> (&'static str, Style) {
    let theme = canvas.theme;
    match (&model.saving, &model.notice) {
        (Saving::Failed, _) => (tr!("NOT SAVED"), theme.concern),
        (_, Some(_)) => (tr!("READ-ONLY"), theme.unclear),
        (Saving::Pending(_), _) => (tr!("saving…"), theme.unclear),
        (Saving::Saved, None) => (tr!("saved"), theme.muted),
    }
}

/// A rule with a title in it.
pub fn titled_rule(canvas: &mut Canvas<'_>, area: Rect, title: &str, focused: bool) {
    let theme = canvas.theme;
    canvas.rule(area.x, area.y, area.width);
    if title.is_empty() || area.width < 6 {
        return;
    }
    let style = if focused { theme.current } else { theme.title };
    let sign = if focused { "▸ " } else { " " };
    let mut x = area.x + 1;
    x += canvas.put(x, area.y, 2, sign, style);
    let room = area.right().saturating_sub(x + 2);
    x += canvas.put_cut(x, area.y, room, title, style);
    canvas.put(x, area.y, 1, " ", style);
}

/// A bar that shows how much is done.
pub fn progress(
    canvas: &mut Canvas<'_>,
    x: u16,
    y: u16,
    width: u16,
    done: usize,
    all: usize,
) -> u16 {
    let theme = canvas.theme;
    let full = match (done, all) {
        (_, 0) => 0,
        _ if width == 0 => 0,
        // What is not finished never looks finished, and what is begun never looks untouched.
        (done, all) if done >= all => width,
        (0, _) => 0,
        (done, all) => {
            let share = usize::from(width) * done / all;
            u16::try_from(share).unwrap_or(width).clamp(1, width - 1)
        }
    };
    canvas.put(x, y, full, &"█".repeat(usize::from(full)), theme.bar);
    let rest = width - full;
    canvas.put(
        x + full,
        y,
        rest,
        &"░".repeat(usize::from(rest)),
        theme.frame,
    );
    let gap = if width == 0 { "" } else { " " };
    let words = format!("{gap}{}/{}", number(done), number(all));
    width + canvas.put(x + width, y, columns(&words), &words, theme.text)
}

/// The first row of a list to be shown, so that the cursor stays in sight and near the middle.
pub fn first_row(cursor: usize, count: usize, height: usize) -> usize {
    let first = cursor.saturating_sub(height / 2);
    first.min(count.saturating_sub(height))
}

/// Fills a row with the look of the cursor.
pub fn highlight_row(canvas: &mut Canvas<'_>, area: Rect, selected: bool) {
    if selected {
        // Faint words on a reversed line can hardly be read.
        let style = canvas.theme.selected.remove_modifier(Modifier::DIM);
        canvas.style(area, style);
    }
}
