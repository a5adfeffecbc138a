//! Tables: one block a row, except where a table only lays out running text.

use super::super::gather::{self, Strip};
use super::super::xml::Element;
use super::body::Body;

/// The most cells or rows that a repeated one stands for.
const MOST_REPEATED: usize = 64;

impl<'a> Body<'a> {
    /// Reads a table.
    pub(super) fn table(&mut self, table: &'a Element) {
        self.flush();
        let outer = std::mem::replace(&mut self.in_table, true);
        let mut rows = Vec::new();
        rows_of(table, &mut rows);
        for row in rows {
            if &*row.name == "soft-page-break" {
                self.page += 1;
                continue;
            }
            let cells = self.cells(row);
            let times = repeated(row, "number-rows-repeated").min(MOST_REPEATED);
            let laid = gather::row(cells);
            for _ in 1..times {
                self.out.extend(laid.iter().cloned());
            }
            self.out.extend(laid);
        }
        self.in_table = outer;
    }

    fn cells(&mut self, row: &'a Element) -> Vec<Vec<Strip>> {
        let mut cells = Vec::new();
        for cell in row.elements() {
            let covered = match &*cell.name {
                "table-cell" => false,
                "covered-table-cell" => true,
                _ => continue,
            };
            let times = repeated(cell, "number-columns-repeated").min(MOST_REPEATED);
            let content = if covered {
                Vec::new()
            } else {
                self.inside(cell)
            };
            // What is repeated stands once; the others keep the columns apart.
            cells.push(content);
            cells.extend(std::iter::repeat_n(Vec::new(), times - 1));
        }
        cells
    }
}

fn repeated(element: &Element, name: &str) -> usize {
    let times = element.attribute(name).and_then(|times| times.parse().ok());
    times.unwrap_or(1).max(1)
}

fn rows_of<'a>(table: &'a Element, rows: &mut Vec<&'a Element>) {
    for element in table.elements() {
        match &*element.name {
            "table-row" | "soft-page-break" => rows.push(element),
            "table-rows" | "table-header-rows" | "table-row-group" => rows_of(element, rows),
            _ => {}
        }
    }
}
