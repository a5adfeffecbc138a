//! Tables: cells in columns, wrapped in theirs where they are too wide.

use super::{Line, Look, wrap};
use crate::domain::text::Span;
use crate::ui::canvas::{Run, columns};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// The narrowest column of a table.
const NARROWEST: usize = 8;

/// Lays out rows of a table in columns; cells that are too wide are wrapped in theirs.
pub fn table(text: &str, rows: &[Span], look: Look<'_>) -> Vec<Line> {
    let rows: Vec<Vec<Span>> = rows.iter().map(|row| cells(text, *row)).collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let room = usize::from(look.width).saturating_sub(2 * count.saturating_sub(1));
    if count == 0 || room < count * NARROWEST {
        // Too many columns: the cells stand below each other.
        let cells = rows.into_iter().flatten();
        return cells
            .flat_map(|cell| wrap(text, cell, look, 2, &[]))
            .collect();
    }
    let widths = column_widths(text, &rows, look, room);
    rows.iter()
        .flat_map(|row| table_row(text, row, &widths, look))
        .collect()
}

fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut at = row.start;
    row.of(text)
        .split('\t')
        .map(|cell| {
            let span = Span::new(at, at + cell.len());
            at = span.end + 1;
            span.trimmed(text)
        })
        .collect()
}

fn column_widths(text: &str, rows: &[Vec<Span>], look: Look<'_>, room: usize) -> Vec<u16> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![1_usize; count];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(look.shown(text, *cell).text.width()).min(room);
        }
    }
    while widths.iter().sum::<usize>() > room {
        let widest = (0..count).max_by_key(|&column| widths[column]);
        let Some(widest) = widest.filter(|&column| widths[column] > 1) else {
            break;
        };
        widths[widest] -= 1;
    }
    widths
        .into_iter()
        .map(|width| u16::try_from(width).unwrap_or(u16::MAX))
        .collect()
}

fn table_row(text: &str, row: &[Span], widths: &[u16], look: Look<'_>) -> Vec<Line> {
    let cells: Vec<Vec<Line>> = row
        .iter()
        .zip(widths)
        .map(|(cell, &width)| wrap(text, *cell, Look { width, ..look }, 0, &[]))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|index| {
            let mut runs: Vec<Run<'static>> = Vec::new();
            let mut source: Option<Span> = None;
            for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
                let gap = if column == 0 { 0 } else { 2 };
                runs.push((Cow::Owned(" ".repeat(gap)), look.text));
                let line = cell.get(index).cloned().unwrap_or_default();
                let used: u16 = line.runs.iter().map(|(text, _)| columns(text)).sum();
                source = source.or(line.source);
                runs.extend(line.runs);
                let free = usize::from(width.saturating_sub(used));
                runs.push((Cow::Owned(" ".repeat(free)), look.text));
            }
            Line {
                indent: 0,
                runs,
                source,
            }
        })
        .collect()
}
