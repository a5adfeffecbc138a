//! What is wrong with the journals, every sentence in full.

use super::page::page;
use crate::app::dialogs::Page;
use crate::app::model::Model;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::{Canvas, Run};
use crate::ui::widgets::wrapped;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Draws the dialog.
pub fn warnings(canvas: &mut Canvas<'_>, model: &Model, at: Page, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(74);
    let mut lines: Vec<Vec<Run<'static>>> = Vec::new();
    for warning in &model.arrivals.warnings {
        let words = wrapped(&visible_line(warning), width.saturating_sub(2));
        for (row, line) in words.into_iter().enumerate() {
            let sign = if row == 0 { "! " } else { "  " };
            lines.push(vec![(Cow::Owned(format!("{sign}{line}")), theme.unclear)]);
        }
        lines.push(Vec::new());
    }
    let relied_on = tr!(
        "What is on the screen stays, and what you have saved is in your own journal. Closing this marks it as read."
    );
    let after = wrapped(relied_on, width);
    lines.extend(
        after
            .into_iter()
            .map(|line| vec![(Cow::Owned(line), theme.muted)]),
    );
    page(
        canvas,
        (tr!("Warnings about the journals"), width),
        &lines,
        at,
        area,
    );
}
