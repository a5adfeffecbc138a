//! What stands behind an item: a text with titles, and fields with their names before them.

use super::page::page;
use crate::app::dialogs::SourcesDialog;
use crate::app::sources::Part;
use crate::ui::canvas::{Canvas, Run, columns};
use crate::ui::theme::Theme;
use crate::ui::widgets::wrapped;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Columns of the names of fields, with the gap behind them.
const NAMES: u16 = 18;

/// Draws the dialog.
pub fn sources(canvas: &mut Canvas<'_>, dialog: &SourcesDialog, area: Rect) {
    let width = (area.width - 8).min(90);
    let mut lines: Vec<Vec<Run<'static>>> = Vec::new();
    let names = dialog.parts.iter().map(|part| match part {
        Part::Field { name, .. } => columns(name) + 2,
        _ => 0,
    });
    let names = names.max().unwrap_or(0).max(NAMES);
    for part in &dialog.parts {
        let apart = matches!(part, Part::Title(_) | Part::Name(_));
        if apart && !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(lines_of(canvas.theme, part, (names, width)));
    }
    page(canvas, (&dialog.name, width), &lines, dialog.page, area);
}

fn lines_of(theme: &Theme, part: &Part, (names, width): (u16, u16)) -> Vec<Vec<Run<'static>>> {
    let plain = |words, before, style| hanging((before, theme.text), (words, style), width);
    match part {
        Part::Title(words) => titled(theme, words, width),
        Part::Name(words) => plain(words, String::new(), theme.title),
        Part::Words(words) => plain(words, String::new(), theme.text),
        Part::Point(words) => plain(words, "· ".to_owned(), theme.text),
        Part::Doubt(words) => plain(words, "! ".to_owned(), theme.unclear),
        Part::Field {
            name,
            words,
            doubtful,
        } => {
            let pad = usize::from(names.saturating_sub(columns(name)));
            let style = if *doubtful { theme.unclear } else { theme.text };
            hanging(
                (format!("{name}{}", " ".repeat(pad)), theme.muted),
                (words, style),
                width,
            )
        }
    }
}

/// A title with a rule behind it.
fn titled(theme: &Theme, words: &str, width: u16) -> Vec<Vec<Run<'static>>> {
    let mut lines = hanging((String::new(), theme.text), (words, theme.title), width);
    if let Some(last) = lines.last_mut() {
        let used: u16 = last.iter().map(|(text, _)| columns(text)).sum();
        let rest = usize::from(width.saturating_sub(used + 1));
        last.push((Cow::Owned(format!(" {}", "─".repeat(rest))), theme.frame));
    }
    lines
}

/// Wrapped words; what stands before the first line is left free before the others.
fn hanging(
    (before, look): (String, Style),
    (words, style): (&str, Style),
    width: u16,
) -> Vec<Vec<Run<'static>>> {
    let indent = columns(&before);
    let blank = " ".repeat(usize::from(indent));
    let lines = wrapped(words, width.saturating_sub(indent)).into_iter();
    let mut befores = std::iter::once(before).chain(std::iter::repeat(blank));
    lines
        .map(|line| {
            let before = befores.next().unwrap_or_default();
            vec![(Cow::Owned(before), look), (Cow::Owned(line), style)]
        })
        .collect()
}
