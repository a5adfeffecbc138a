//! Tables: one block a row, except where a table only lays out running text.

use super::super::assemble::Piece;
use super::super::xml::Element;
use super::body::Body;
use super::line::{Line, Para};
use super::look::shaded;
use super::styles::seen;
use crate::domain::document::BlockKind;
use crate::domain::margin::{ChangeKind, View};

/// A cell with several paragraphs and more characters than this holds running text.
const LONG_CELL: usize = 300;

/// How a cell goes together with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    /// It stands for itself.
    No,
    /// It is part of the cell above.
    Above,
    /// It is part of the cell before it.
    Before,
}

impl<'a> Body<'a> {
    /// Reads a table.
    pub(super) fn table(&mut self, table: &'a Element, paras: &mut Vec<Para>) {
        // What stands in a table is no title of the document.
        let opening = self.opening.take();
        let outer = self.shaded;
        let properties = table.child("tblPr");
        let style = properties.and_then(|properties| properties.value("tblStyle"));
        self.shaded = outer
            || properties.and_then(shaded) == Some(true)
            || style.is_some_and(|style| self.styles.shaded_anywhere(style));
        self.in_table += 1;
        let mut rows = Vec::new();
        inside(table, "tr", &mut rows);
        for row in rows {
            let state = self.state;
            for change in row.child("trPr").iter().flat_map(|row| row.elements()) {
                self.enter(change);
            }
            let cells = self.cells(row);
            self.state = state;
            let properties = row.child("trPr");
            let shape = properties.map(|row| seen(row, "trPrChange", self.view));
            let hidden = shape.and_then(|row| row.switch("hidden"));
            if hidden == Some(true) {
                self.hide_all(cells.into_iter().flatten().collect());
            } else {
                lay_out(cells, paras);
            }
            if self.in_table == 1 {
                self.foot_notes(paras);
            }
        }
        self.in_table -= 1;
        self.shaded = outer;
        self.opening = opening;
    }

    fn cells(&mut self, row: &'a Element) -> Vec<Vec<Para>> {
        let mut elements = Vec::new();
        inside(row, "tc", &mut elements);
        let mut cells: Vec<Vec<Para>> = Vec::new();
        for element in elements {
            let (state, ground) = (self.state, self.shaded);
            let properties = element.child("tcPr");
            if let Some(properties) = properties {
                self.enter_cell(properties);
                self.shaded |= shaded(properties) == Some(true);
            }
            let merge = properties.map_or(Merge::No, |properties| merge(properties, self.view));
            let shown = self.state.shown_in(self.view);
            let paras = self.flow(element);
            match (merge, cells.last_mut()) {
                (Merge::Above, _) => {
                    self.hide_all(paras);
                    cells.push(Vec::new());
                }
                (Merge::Before, Some(cell)) => cell.extend(paras),
                // A cell that is not there leaves no gap.
                _ if !shown && paras.is_empty() => {}
                _ => cells.push(paras),
            }
            (self.state, self.shaded) = (state, ground);
        }
        cells
    }

    fn enter_cell(&mut self, properties: &Element) {
        for change in properties.elements() {
            let kind = match &*change.name {
                "cellIns" => ChangeKind::Inserted,
                "cellDel" => ChangeKind::Deleted,
                _ => continue,
            };
            let begun = self.ledger.begin(kind, change);
            match kind {
                ChangeKind::Inserted => self.state.inserted = Some(begun),
                _ => self.state.deleted = Some(begun),
            }
        }
    }

    /// Words in a hidden row, or in a cell that is part of the one above: Word does not show them.
    fn hide_all(&mut self, paras: Vec<Para>) {
        let mut words = Vec::new();
        for para in paras {
            let line = para.into_line();
            self.loosen(&line);
            words.push(line.text);
        }
        let words = words.join("\n");
        self.found.hide(&words, false);
        let mut lost = Line::default();
        self.ledger.hide(&words, &mut lost);
        self.loosen(&lost);
    }
}

/// How a cell is merged in a view.
fn merge(properties: &Element, view: View) -> Merge {
    // A change of formatting does not repeat changes of the cell itself.
    let shape = seen(properties, "tcPrChange", view);
    let goes_on = |name: &str| {
        let merge = shape.child(name)?;
        Some(merge.attribute("val") != Some("restart"))
    };
    let change = properties.child("cellMerge");
    let tracked = change.and_then(|change| match view {
        View::Original => Some(change.attribute("vMergeOrig") == Some("cont")),
        _ => Some(change.attribute("vMerge")? == "cont"),
    });
    if tracked.or(goes_on("vMerge")) == Some(true) {
        Merge::Above
    } else if goes_on("hMerge") == Some(true) {
        Merge::Before
    } else {
        Merge::No
    }
}

/// The rows of a table or the cells of a row, also inside content controls.
fn inside<'a>(parent: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        match &*element.name {
            tag if tag == name => found.push(element),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "del" | "moveFrom" => {
                inside(element, name, found);
            }
            "AlternateContent" => {
                if let Some(choice) = super::body::chosen(element) {
                    inside(choice, name, found);
                }
            }
            _ => {}
        }
    }
}

/// A row as one block, or the blocks of its cells one after the other.
fn lay_out(cells: Vec<Vec<Para>>, paras: &mut Vec<Para>) {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled == 0 {
        return;
    }
    let running = cells.iter().any(|cell| is_running(cell));
    if running || (filled == 1 && cells.len() == 1) {
        paras.extend(cells.into_iter().flatten());
    } else {
        paras.push(row(cells));
    }
}

fn is_running(cell: &[Para]) -> bool {
    let length: usize = cell
        .iter()
        .map(|para| para.piece.text.chars().count())
        .sum();
    let rows = cell
        .iter()
        .any(|para| para.piece.kind == BlockKind::TableRow);
    let numbered = cell
        .iter()
        .filter(|para| para.piece.label.is_some())
        .count();
    cell.len() > 1 && (rows || length > LONG_CELL || numbered > 1)
}

fn row(cells: Vec<Vec<Para>>) -> Para {
    let mut label = None;
    let mut row = Line::default();
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            row.text.push('\t');
        }
        for (position, mut para) in cell.into_iter().enumerate() {
            if position > 0 {
                row.text.push(' ');
            }
            match para.piece.label.take() {
                // Only at the very start can a number be the number of the row.
                Some(own) if label.is_none() && row.text.is_empty() => label = Some(own),
                Some(own) => {
                    row.text.push_str(&own.text);
                    row.text.push(' ');
                }
                None => {}
            }
            row.append(&para.into_line().folded());
        }
    }
    row.tidy();
    let mut piece = Piece::new(BlockKind::TableRow, row.text);
    piece.label = label;
    Para::new(piece, row.anchors)
}
