//! Tables: one block a row, except where a table only lays out running text.

use super::super::assemble::Piece;
use super::body::Body;
use super::xml::Element;
use crate::domain::document::BlockKind;

/// A cell with several paragraphs and more characters than this holds running text.
const LONG_CELL: usize = 300;

impl<'a> Body<'a> {
    /// Reads a table.
    pub(super) fn table(&mut self, table: &'a Element, pieces: &mut Vec<Piece>) {
        // What stands in a table is no title of the document.
        let opening = self.opening.take();
        let mut rows = Vec::new();
        inside(table, "tr", &mut rows);
        for row in rows {
            let change = row.child("trPr");
            if change.is_some_and(|change| change.child("del").is_some()) {
                self.found.deletions += 1;
                continue;
            }
            if change.is_some_and(|change| change.child("ins").is_some()) {
                self.found.insertions += 1;
            }
            let cells = self.cells(row);
            lay_out(cells, pieces);
        }
        self.opening = opening;
    }

    fn cells(&mut self, row: &'a Element) -> Vec<Vec<Piece>> {
        let mut elements = Vec::new();
        inside(row, "tc", &mut elements);
        let mut cells = Vec::new();
        for element in elements {
            let properties = element.child("tcPr");
            let has = |name| properties.is_some_and(|properties| properties.child(name).is_some());
            if has("cellDel") {
                self.found.deletions += 1;
                continue;
            }
            if has("cellIns") {
                self.found.insertions += 1;
            }
            let merge = properties.and_then(|properties| properties.child("vMerge"));
            let continues = merge.is_some_and(|merge| merge.attribute("val") != Some("restart"));
            cells.push(if continues {
                Vec::new()
            } else {
                self.flow(element)
            });
        }
        cells
    }
}

/// The rows of a table or the cells of a row, also inside content controls.
fn inside<'a>(parent: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        match &*element.name {
            tag if tag == name => found.push(element),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => inside(element, name, found),
            _ => {}
        }
    }
}

/// A row as one block, or the blocks of its cells one after the other.
fn lay_out(cells: Vec<Vec<Piece>>, pieces: &mut Vec<Piece>) {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled == 0 {
        return;
    }
    let running = cells.iter().any(|cell| is_running(cell));
    if running || (filled == 1 && cells.len() == 1) {
        pieces.extend(cells.into_iter().flatten());
    } else {
        pieces.push(row(cells));
    }
}

fn is_running(cell: &[Piece]) -> bool {
    let length: usize = cell.iter().map(|piece| piece.text.chars().count()).sum();
    let rows = cell.iter().any(|piece| piece.kind == BlockKind::TableRow);
    let numbered = cell.iter().filter(|piece| piece.label.is_some()).count();
    cell.len() > 1 && (rows || length > LONG_CELL || numbered > 1)
}

fn row(cells: Vec<Vec<Piece>>) -> Piece {
    let mut row = Piece::new(BlockKind::TableRow, "");
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            row.text.push('\t');
        }
        for (position, piece) in cell.into_iter().enumerate() {
            if position > 0 {
                row.text.push(' ');
            }
            match piece.label {
                // Only at the very start can a number be the number of the row.
                Some(label) if row.label.is_none() && row.text.is_empty() => {
                    row.label = Some(label);
                }
                Some(label) => {
                    row.text.push_str(&label.text);
                    row.text.push(' ');
                }
                None => {}
            }
            let words: Vec<&str> = piece.text.split_whitespace().collect();
            row.text.push_str(&words.join(" "));
        }
    }
    row
}
