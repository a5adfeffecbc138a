//! Rows of tables: one block each, unless the table only lays out running text.

use super::super::assemble::Piece;
use super::{Mark, Strip};
use crate::domain::document::BlockKind;

/// A cell with several paragraphs and more characters than this holds running text.
const LONG_CELL: usize = 300;

/// A row of a table as one block, or the blocks of its cells one after the other when the table
/// only lays out running text.
pub fn row(cells: Vec<Vec<Strip>>) -> Vec<Strip> {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled == 0 {
        return Vec::new();
    }
    let running = cells.iter().any(|cell| is_running(cell));
    if running || cells.len() == 1 {
        return cells.into_iter().flatten().collect();
    }
    let mut row = Strip::from(Piece::new(BlockKind::TableRow, ""));
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            row.piece.text.push('\t');
        }
        for (position, strip) in cell.into_iter().enumerate() {
            if position > 0 {
                row.piece.text.push(' ');
            }
            append(&mut row, strip);
        }
    }
    vec![row]
}

fn is_running(cell: &[Strip]) -> bool {
    let length: usize = cell
        .iter()
        .map(|strip| strip.piece.text.chars().count())
        .sum();
    let rows = cell
        .iter()
        .any(|strip| strip.piece.kind == BlockKind::TableRow);
    let numbered = cell
        .iter()
        .filter(|strip| strip.piece.label.is_some())
        .count();
    cell.len() > 1 && (rows || length > LONG_CELL || numbered > 1)
}

fn append(row: &mut Strip, strip: Strip) {
    row.piece.page = row.piece.page.or(strip.piece.page);
    match strip.piece.label {
        // Only at the very start can a number be the number of the row.
        Some(label) if row.piece.label.is_none() && row.piece.text.is_empty() => {
            row.piece.label = Some(label);
        }
        Some(label) => {
            row.piece.text.push_str(&label.text);
            row.piece.text.push(' ');
        }
        None => {}
    }
    let text = strip.piece.text.replace(['\n', '\t'], " ");
    let lead = text.len() - text.trim_start().len();
    let body = text.trim();
    let base = row.piece.text.len();
    let moved = strip.marks.into_iter().map(|mark| Mark {
        at: base + mark.at.saturating_sub(lead).min(body.len()),
        event: mark.event,
    });
    row.marks.extend(moved);
    row.piece.text.push_str(body);
}
