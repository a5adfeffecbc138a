//! The proof of an absence.

use crate::app::dialogs::AbsenceDialog;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, wrapped};
use ratatui::layout::Rect;

pub fn absence(
    canvas: &mut Canvas<'_>,
    model: &Model,
    reading: &Reading,
    absence: &AbsenceDialog,
    area: Rect,
) {
    let theme = canvas.theme;
    let Some(item) = reading.checklist.items.get(absence.item) else {
        return;
    };
    let title = format!("Does the agreement say nothing? {}", item.name);
    let width = (area.width - 8).min(96);
    let popped = Popup {
        title: &title,
        width,
        height: area.height.saturating_sub(5).min(30),
    };
    let inside = popup(canvas, model, area, &popped);
    let mut y = inside.y;
    let mut put = |canvas: &mut Canvas<'_>, lines: Vec<String>, most: usize, style| {
        for line in lines.into_iter().take(most) {
            if y < inside.bottom() {
                canvas.put_cut(inside.x, y, inside.width, &line, style);
                y += 1;
            }
        }
    };
    let most = if inside.height > 20 { 5 } else { 2 };
    put(canvas, wrapped(&item.question, width), 2, theme.title);
    put(canvas, terms(absence, inside.width, most), most, theme.text);
    let proof = &absence.proof;
    let (read, style) = if proof.clauses_read < proof.clauses {
        let left = proof.clauses - proof.clauses_read;
        let words = format!(
            "You have read {} of {} clauses. {left} are still open; the summary will say so.",
            proof.clauses_read, proof.clauses
        );
        (words, theme.unclear)
    } else {
        (
            format!("You have read all {} clauses.", proof.clauses),
            theme.ok,
        )
    };
    put(canvas, wrapped(&read, width), 2, style);
    put(canvas, vec![String::new()], 1, theme.text);
    put(canvas, vec![summary(absence)], 1, theme.title);
    let rest = Rect::new(inside.x, y, inside.width, inside.bottom().saturating_sub(y));
    places(canvas, reading, absence, rest);
}

/// The terms that were searched, in so many lines.
fn terms(absence: &AbsenceDialog, width: u16, most: usize) -> Vec<String> {
    let terms = &absence.proof.terms;
    if terms.is_empty() {
        return vec!["This item has no search terms; only your reading counts.".to_owned()];
    }
    let count = terms.len();
    let all = format!("Searched for {count} terms: {}", terms.join(", "));
    let mut lines = wrapped(&all, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

fn summary(absence: &AbsenceDialog) -> String {
    let whole = absence.found.iter().filter(|found| found.whole).count();
    let near = absence.found.len() - whole;
    match (whole, near) {
        (0, 0) => "None of the terms, nor a part of one, was found.".to_owned(),
        (0, near) => format!("No term was found, but parts of one in {near} clauses:"),
        (whole, 0) => format!("A term was found all the same in {whole} clauses:"),
        (whole, near) => {
            format!("A term was found all the same in {whole} clauses, a part in {near} more:")
        }
    }
}

/// The places, and the words at the one under the cursor.
fn places(canvas: &mut Canvas<'_>, reading: &Reading, absence: &AbsenceDialog, area: Rect) {
    let theme = canvas.theme;
    let quote = if area.height >= 8 {
        3
    } else {
        area.height.min(2)
    };
    let height = usize::from(area.height - quote).min(absence.found.len());
    canvas.extent.list = height;
    let first = first_row(absence.cursor, absence.found.len(), height);
    let shown = absence.found.iter().enumerate().skip(first).take(height);
    let mut y = area.y;
    for (at, found) in shown {
        let clause = &reading.agreement.clauses.clauses()[found.clause];
        let line = Rect::new(area.x, y, area.width, 1);
        let (sign, style) = if found.whole {
            ("term", theme.concern)
        } else {
            ("part", theme.unclear)
        };
        canvas.put(line.x + 1, y, 5, sign, style);
        let page = clause
            .page
            .map_or(String::new(), |page| format!("page {page}"));
        let x = canvas.put_right(line.x, line.right() - 1, y, &page, theme.muted);
        let name = reading.agreement.clause_name(clause);
        canvas.put_cut(
            line.x + 7,
            y,
            x.saturating_sub(line.x + 8),
            &name,
            theme.text,
        );
        highlight_row(canvas, line, at == absence.cursor);
        canvas.target(line, Target::Row(at));
        y += 1;
    }
    if let Some(found) = absence.found.get(absence.cursor) {
        let clause = &reading.agreement.clauses.clauses()[found.clause];
        let words: String = reading.agreement.words(clause).chars().take(400).collect();
        let lines = wrapped(&words.replace('\n', " "), area.width - 2);
        for (y, line) in (y..area.bottom()).zip(lines) {
            canvas.put_cut(area.x + 1, y, area.width - 1, &line, theme.muted);
        }
    }
}
