//! The reader: outline, clause and checklist, arranged as the window allows.

mod clause;
mod items;
mod outline;
mod remarks;

use super::{body, foot};
use crate::app::dialogs::Dialog;
use crate::app::forecast;
use crate::app::inspection;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::{Focus, Reading};
use crate::domain::translate::number as grouped;
use crate::tr;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::dialogs::{peek_height, search_height};
use crate::ui::widgets::{footer, header};
use ratatui::layout::Rect;

/// Columns from which the checklist stands beside the clause.
const BESIDE: u16 = 100;
/// Columns from which the outline stands there too.
const ALL_THREE: u16 = 120;

/// Columns from which the header has room for everything.
const ROOMY: u16 = 76;

/// Where the parts of the reader stand; a part that is not shown has none.
struct Parts {
    outline: Option<Rect>,
    clause: Rect,
    items: Option<Rect>,
    strip: Option<Rect>,
}

impl Parts {
    fn of(area: Rect, focus: Focus, suggestions: usize) -> Self {
        let mut parts = Self {
            outline: None,
            clause: area,
            items: None,
            strip: None,
        };
        if area.width >= ALL_THREE || focus == Focus::Outline {
            let width = if area.width >= BESIDE {
                (area.width / 5).clamp(26, 40)
            } else {
                30
            };
            parts.outline = Some(Rect { width, ..area });
            parts.clause.x += width + 1;
            parts.clause.width -= width + 1;
        }
        if area.width >= BESIDE {
            let width = (area.width * 2 / 7).clamp(34, 48);
            parts.clause.width -= width + 1;
            parts.items = Some(Rect {
                x: area.right() - width,
                width,
                ..area
            });
        } else if focus == Focus::Items {
            let height = area.height / 2 + 2;
            parts.clause.height -= height;
            parts.items = Some(Rect {
                y: area.bottom() - height,
                height,
                ..area
            });
        } else {
            let rows = u16::try_from(suggestions.clamp(1, 5)).unwrap_or(1) + 1;
            let height = rows.min(area.height / 3);
            parts.clause.height -= height;
            parts.strip = Some(Rect {
                y: area.bottom() - height,
                height,
                x: parts.clause.x,
                width: parts.clause.width,
            });
        }
        parts
    }
}

impl Parts {
    /// While one peeks there is only the clause, above the dialog.
    fn of_peek(area: Rect) -> Self {
        let mut clause = body(area);
        clause.height = clause.height.saturating_sub(peek_height(area));
        Self {
            outline: None,
            clause,
            items: None,
            strip: None,
        }
    }
}

pub fn reader(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, area: Rect) {
    let [where_, done] = facts(reading, area.width);
    let title = &reading.agreement.document.title;
    header(canvas, model, area, title, [&where_, &done]);
    let suggestions = reading.suggestions_here().len();
    let parts = if matches!(model.dialog, Some(Dialog::Peek(_))) {
        Parts::of_peek(area)
    } else {
        let mut room = body(area);
        room.height -= inspection_bar(canvas, model, room);
        if matches!(model.dialog, Some(Dialog::Search(_))) {
            room.height = room.height.saturating_sub(search_height(reading, area));
        }
        Parts::of(room, reading.focus, suggestions)
    };
    clause::clause(canvas, reading, parts.clause);
    if let Some(strip) = parts.strip {
        items::strip(canvas, reading, strip);
    }
    if let Some(items) = parts.items {
        canvas.target(items, Target::List);
        items::pane(canvas, reading, items);
        if items.y == parts.clause.y {
            separator(canvas, items.x - 1, items);
        }
    }
    if let Some(outline) = parts.outline {
        canvas.target(outline, Target::Outline(reading.at));
        outline::outline(canvas, reading, outline);
        separator(canvas, outline.right(), outline);
    }
    footer(canvas, model, foot(area));
}

/// The line that says which place is looked at before an item is called absent, at the end of the room
/// for the reader; gives the rows that it takes.
fn inspection_bar(canvas: &mut Canvas<'_>, model: &Model, room: Rect) -> u16 {
    let Some(words) = inspection::told(model) else {
        return 0;
    };
    let row = Rect::new(room.x, room.bottom() - 1, room.width, 1);
    let style = canvas.theme.selected;
    canvas.put_cut(row.x + 1, row.y, row.width - 2, &words, style);
    canvas.style(row, style);
    row.height
}

fn separator(canvas: &mut Canvas<'_>, x: u16, beside: Rect) {
    let style = canvas.theme.frame;
    canvas.put(x, beside.y, 1, "┬", style);
    canvas.bar(x, beside.y + 1, beside.height.saturating_sub(1));
}

/// Where the reader is, and how far the review has come.
fn facts(reading: &Reading, width: u16) -> [String; 2] {
    let coverage = &reading.marks.coverage;
    let count = reading.agreement.clauses.len();
    let (first, number) = (reading.step.start + 1, reading.step.end.min(count));
    let page = reading.clause().and_then(|clause| clause.page);
    let page = page.map_or(String::new(), |page| tr!(" · page {page}", page));
    let page = match reading.rank_words() {
        // In a narrow window where one is in the order says more than the page.
        Some(rank) if width < BESIDE => format!(" · {rank}"),
        Some(rank) => format!(" · {rank}{page}"),
        None => page,
    };
    let share = match (100 * number).checked_div(count) {
        // By weight the place in the text does not say how far one is.
        _ if reading.order.is_some() => String::new(),
        Some(share) if width >= ROOMY => format!(" · {share} %"),
        _ => String::new(),
    };
    let left = if width >= BESIDE {
        forecast::words(reading.minutes_left)
    } else {
        String::new()
    };
    let done = tr!(
        "{read} of {count} read · {answered} of {asked} answered",
        read = grouped(coverage.read()),
        count = grouped(count),
        answered = coverage.answered(),
        asked = coverage.asked()
    ) + &left;
    let place = if first < number {
        tr!(
            "clauses {first}–{number} of {count}{page}{share}",
            first = grouped(first),
            number = grouped(number),
            count = grouped(count),
            page,
            share
        )
    } else {
        tr!(
            "clause {number} of {count}{page}{share}",
            number = grouped(number),
            count = grouped(count),
            page,
            share
        )
    };
    match reading.rank_words() {
        Some(rank) if columns(&place) + columns(&done) + 4 > width => [rank, done],
        _ => [place, done],
    }
}
