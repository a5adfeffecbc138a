//! What stands beside the clause: changes, comments, how its pages were read.

use super::page::page;
use crate::app::beside::Badge;
use crate::app::dialogs::BesideDialog;
use crate::app::reading::Reading;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::{Canvas, Run};
use crate::ui::theme::Theme;
use crate::ui::widgets::wrapped;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Draws the dialog.
pub fn beside(canvas: &mut Canvas<'_>, reading: &Reading, dialog: &BesideDialog, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(74);
    let mut lines: Vec<Vec<Run<'static>>> = Vec::new();
    let name = reading
        .clause()
        .map(|clause| reading.agreement.clause_name(clause));
    let name = name.unwrap_or_default();
    lines.extend(styled(&name, "", theme.title, width));
    if dialog.sections.is_empty() {
        lines.push(Vec::new());
        let words = tr!(
            "Nothing stands beside this clause: no tracked changes, no comments, and nothing \
                     that speaks against how it was read."
        );
        lines.extend(styled(words, "", theme.ok, width));
    }
    for section in &dialog.sections {
        lines.push(Vec::new());
        lines.push(vec![(Cow::Borrowed(section.title), theme.title)]);
        for line in &section.lines {
            lines.extend(told(theme, line, width));
        }
    }
    if !dialog.attachments.is_empty() {
        lines.push(Vec::new());
        lines.push(vec![(
            Cow::Borrowed(tr!("Attached to the file")),
            theme.title,
        )]);
        for name in &dialog.attachments {
            lines.extend(styled(&visible_line(name), "  ", theme.text, width));
        }
    }
    page(
        canvas,
        (tr!("Beside the clause"), width),
        &lines,
        dialog.page,
        area,
    );
}

/// A sentence; a worrying one has a sign before it.
fn told(theme: &Theme, line: &Badge, width: u16) -> Vec<Vec<Run<'static>>> {
    if line.worrying {
        return styled(&line.words, "! ", theme.unclear, width);
    }
    styled(&line.words, "  ", theme.text, width)
}

/// Lines with something before the first of them.
fn styled(words: &str, before: &str, style: Style, width: u16) -> Vec<Vec<Run<'static>>> {
    let indent = before.chars().count();
    let room = width.saturating_sub(u16::try_from(indent).unwrap_or(0));
    let lines = wrapped(words, room).into_iter().enumerate();
    lines
        .map(|(row, line)| {
            let before = if row == 0 { before } else { "" };
            vec![(Cow::Owned(format!("{before:<indent$}{line}")), style)]
        })
        .collect()
}
