//! Writing the summary or the log.

use super::finder::input;
use crate::app::dialogs::{ExportDialog, Exported};
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::domain::visible::visible_line;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, popup};
use ratatui::layout::Rect;

pub fn export(canvas: &mut Canvas<'_>, model: &Model, export: &ExportDialog, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(76);
    let (title, told) = match (export.what, &model.reading) {
        (Exported::Summary(_), Some(reading)) => ("Write the summary", open(reading)),
        (Exported::Summary(_), None) => return,
        (Exported::Log(_), _) => ("Write the log", shown(model)),
    };
    let choices = export.what.choices();
    let rows = told.len() + choices.len() + 6;
    let popped = Popup {
        title,
        width,
        height: u16::try_from(rows).unwrap_or(area.height).max(10),
    };
    let inside = popup(canvas, area, &popped);
    let (x, mut y) = (inside.x, inside.y);
    for line in told {
        let style = if line.starts_with("INCOMPLETE") || line.starts_with("NOT ") {
            theme.unclear
        } else {
            theme.text
        };
        canvas.put_cut(x, y, inside.width, &line, style);
        y += 1;
    }
    y += 1;
    for (chosen, about) in choices {
        let sign = if chosen { "(•) " } else { "( ) " };
        let style = if chosen { theme.title } else { theme.text };
        canvas.put(x, y, inside.width, &format!("{sign}{about}"), style);
        y += 1;
    }
    y += 1;
    let field = Rect::new(x, y, inside.width, 1);
    if export.replacing {
        canvas.put_cut(x, y, inside.width, export.path.text(), theme.text);
        let words = "There is a file of this name already. Replace it?";
        canvas.put_cut(x, y + 1, inside.width, words, theme.unclear);
    } else {
        input(canvas, "File: ", &export.path, field);
    }
}

/// Which entries of the journal are written, and what is proven of them.
fn shown(model: &Model) -> Vec<String> {
    let journal = &model.journal;
    vec![visible_line(&journal.shown()), journal.checked.headline()]
}

/// What is still open, in words.
fn open(reading: &Reading) -> Vec<String> {
    let coverage = &reading.marks.coverage;
    if coverage.is_complete() {
        return vec!["The review is complete: nothing is open.".to_owned()];
    }
    let mut lines = vec!["INCOMPLETE: the summary will say so.".to_owned()];
    let mut add = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => lines.push(format!("  1 {one}")),
        _ => lines.push(format!("  {count} {many}")),
    };
    add(
        coverage.unread.len(),
        "clause is not read",
        "clauses are not read",
    );
    add(
        coverage.unanswered.len(),
        "item has no answer",
        "items have no answer",
    );
    add(
        coverage.disputed + coverage.disputed_details,
        "answer, tag or particular is disputed",
        "answers, tags or particulars are disputed",
    );
    lines
}
