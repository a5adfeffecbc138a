//! A text in a box, scrolled.

use crate::app::dialogs::Page;
use crate::app::marks::notes;
use crate::app::message::Extent;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::{Remark, wording};
use crate::domain::document::Severity;
use crate::domain::review::event::{AgreementSubject, NoteSubject};
use crate::ui::canvas::{Canvas, Run, columns};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Popup, popup, wrapped};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Draws lines in a box as high as they need.
pub fn page(
    canvas: &mut Canvas<'_>,
    (title, width): (&str, u16),
    lines: &[Vec<Run<'_>>],
    page: Page,
    area: Rect,
) {
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .min(area.height);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title,
            width,
            height,
        },
    );
    let rows = usize::from(inside.height);
    let last = lines.len().saturating_sub(rows);
    let scroll = page.scroll.min(last);
    for (y, line) in (inside.y..inside.bottom()).zip(lines.iter().skip(scroll)) {
        canvas.put_runs(inside.x, y, inside.width, line);
    }
    if scroll < last {
        let style = canvas.theme.selected;
        let y = inside.bottom() - 1;
        canvas.put_right(inside.x, inside.right(), y, " more: ↓ ", style);
    }
    canvas.extent = Extent {
        scroll,
        page: rows,
        at_end: canvas.extent.at_end,
        list: rows,
    };
}

/// How the file was read.
pub fn receipt(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, at: Page, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(74);
    let receipt = &reading.receipt;
    let mut lines: Vec<Vec<Run<'_>>> = Vec::new();
    for (text, style) in [
        (&reading.agreement.file_name, theme.title),
        (&receipt.headline, theme.text),
    ] {
        let text = wrapped(text, width).into_iter();
        lines.extend(text.map(|line| vec![(Cow::Owned(line), style)]));
    }
    for remark in &receipt.remarks {
        lines.push(Vec::new());
        lines.extend(remark_lines(theme, remark, width));
    }
    if receipt.remarks.is_empty() {
        lines.push(Vec::new());
        let words = "Nothing was left out, and nothing is doubtful.";
        lines.push(vec![(Cow::Borrowed(words), theme.ok)]);
    }
    let subject = NoteSubject::Agreement(AgreementSubject {
        agreement: reading.agreement.id.clone(),
    });
    for note in model
        .review()
        .map_or_else(Vec::new, |review| notes(review, &subject))
    {
        lines.push(Vec::new());
        let words = wrapped(&format!("Note on the agreement: {note}"), width);
        lines.extend(
            words
                .into_iter()
                .map(|line| vec![(Cow::Owned(line), theme.info)]),
        );
    }
    page(canvas, ("How the file was read", width), &lines, at, area);
}

/// A remark with a word before it that says how much it matters.
fn remark_lines<'a>(theme: &Theme, remark: &Remark, width: u16) -> Vec<Vec<Run<'a>>> {
    let (word, style) = match remark.severity {
        Severity::Error => ("! missing", theme.concern),
        Severity::Warning => ("! warning", theme.unclear),
        Severity::Info => ("  note", theme.muted),
    };
    let name = columns("! warning") + 2;
    let words = wording::sentence(&remark.words);
    let lines = wrapped(&words, width.saturating_sub(name)).into_iter();
    lines
        .enumerate()
        .map(|(row, line)| {
            let word = if row == 0 { word } else { "" };
            let pad = usize::from(name);
            vec![
                (Cow::Owned(format!("{word:<pad$}")), style),
                (Cow::Owned(line), theme.text),
            ]
        })
        .collect()
}
