//! Tables of a page: cells, and the gaps that tall and wide cells leave for others.

use super::super::gather::{self, Strip};

/// The most columns that a cell may cover.
const MOST_COLUMNS: usize = 64;
/// The most rows that a cell may cover.
const MOST_ROWS: usize = 1_000;

/// A table that is open.
#[derive(Debug, Default)]
pub struct Table {
    row: Vec<Vec<Strip>>,
    /// For each column, how many more rows a cell above covers.
    covered: Vec<usize>,
}

impl Table {
    /// Adds a cell to the row.
    pub fn cell(&mut self, content: Vec<Strip>, columns: usize, rows: usize) {
        self.skip_covered();
        let columns = columns.clamp(1, MOST_COLUMNS);
        let rows = rows.clamp(1, MOST_ROWS);
        let from = self.row.len();
        self.row.push(content);
        self.row
            .extend(std::iter::repeat_n(Vec::new(), columns - 1));
        if rows > 1 && from + columns <= 4 * MOST_COLUMNS {
            self.covered
                .resize(self.covered.len().max(from + columns), 0);
            for column in &mut self.covered[from..from + columns] {
                *column = rows;
            }
        }
    }

    /// Ends the row.
    pub fn row(&mut self) -> Vec<Strip> {
        self.skip_covered();
        for column in &mut self.covered {
            *column = column.saturating_sub(1);
        }
        gather::row(std::mem::take(&mut self.row))
    }

    /// Leaves out the columns that a cell of an earlier row covers.
    fn skip_covered(&mut self) {
        let begun = !self.row.is_empty() || self.covered.iter().any(|rows| *rows > 0);
        while begun
            && self
                .covered
                .get(self.row.len())
                .is_some_and(|rows| *rows > 0)
        {
            self.row.push(Vec::new());
        }
    }
}
