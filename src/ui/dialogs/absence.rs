//! The proof of an absence.

use crate::app::dialogs::AbsenceDialog;
use crate::app::message::Target;
use crate::app::reading::Reading;
use crate::ui::canvas::Canvas;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn absence(canvas: &mut Canvas<'_>, reading: &Reading, absence: &AbsenceDialog, area: Rect) {
    let theme = canvas.theme;
    let Some(item) = reading.checklist.items.get(absence.item) else {
        return;
    };
    let title = format!("Does the agreement say nothing? {}", item.name);
    let width = (area.width - 8).min(96);
    let roomy = area.height > 30;
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |words: Vec<String>, most: usize, style: Style| {
        lines.extend(words.into_iter().take(most).map(|line| (line, style)));
    };
    let most = if roomy { 6 } else { 3 };
    add(wrapped(&item.question, width), 3, theme.title);
    add(terms(absence, width, most), most, theme.text);
    let (read, style) = reading_so_far(theme, absence);
    add(wrapped(&read, width), 2, style);
    add(vec![String::new(), summary(absence)], 2, theme.title);
    let above = u16::try_from(lines.len()).unwrap_or(0);
    let places_height = u16::try_from(absence.found.len())
        .unwrap_or(u16::MAX)
        .min(12);
    let quote = if absence.found.is_empty() { 0 } else { 4 };
    let height = above + places_height + quote;
    let popped = Popup {
        title: &title,
        width,
        height,
    };
    let inside = popup(canvas, area, &popped);
    for (y, (line, style)) in (inside.y..inside.bottom()).zip(&lines) {
        canvas.put_cut(inside.x, y, inside.width, line, *style);
    }
    let y = (inside.y + above).min(inside.bottom());
    let rest = Rect::new(inside.x, y, inside.width, inside.bottom() - y);
    places(canvas, reading, absence, rest);
}

/// How much was read before the agreement is called silent.
fn reading_so_far(theme: &Theme, absence: &AbsenceDialog) -> (String, Style) {
    let proof = &absence.proof;
    let (read, all) = (proof.clauses_read, proof.clauses);
    if read < all {
        let words = format!(
            "You have read {read} of {all} clauses. The summary will say that {} were open.",
            all - read
        );
        (words, theme.unclear)
    } else {
        (format!("You have read all {all} clauses."), theme.ok)
    }
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
    let clauses = |count: usize| match count {
        1 => "1 clause".to_owned(),
        _ => format!("{count} clauses"),
    };
    match (whole, near) {
        (0, 0) => "None of the terms, nor a part of one, was found.".to_owned(),
        (0, near) => format!("No term was found, but parts of one in {}:", clauses(near)),
        (whole, 0) => format!("A term was found all the same in {}:", clauses(whole)),
        (whole, near) => {
            format!(
                "A term was found all the same in {}, a part in {near} more:",
                clauses(whole)
            )
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
