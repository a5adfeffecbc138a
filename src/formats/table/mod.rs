//! Tables of texts, as committees keep their questions in them: CSV and Excel workbooks.
//!
//! Knows what a table is written in, not what its columns mean. Everything is counted: a table of
//! questions is small, and what is not small is none.

mod delimited;
mod workbook;

#[cfg(test)]
mod tests;

use super::import::{Refused, detect};
use crate::domain::checklist::from_table::Row;
use serde::{Deserialize, Serialize};

/// The most bytes that a file with a table may have.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// The most rows that say something.
pub const MOST_ROWS: usize = 2_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 100;
/// The longest text in a cell, in Unicode scalar values.
pub const LONGEST_CELL: usize = 5_000;

/// A table as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its rows that say something, in order.
    pub rows: Vec<Row>,
    /// The sheet that it was read from, if the file has sheets.
    pub sheet: Option<String>,
    /// The other sheets of the file.
    pub other_sheets: Vec<String>,
    /// What should be known about how it was read; one sentence each.
    pub remarks: Vec<String>,
}

/// Why a table was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTable {
    /// More than a table of questions has.
    #[error("{what} is too large: the limit is {limit}.")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit, with its unit.
        limit: String,
    },
    /// There is nothing in it.
    #[error("The table is empty.")]
    Empty,
    /// There is no sheet of that name.
    #[error("There is no sheet “{asked}” in the workbook; it has {}.", quoted(.sheets))]
    NoSheet {
        /// The sheet that was asked for.
        asked: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// It has no sheets to choose from.
    #[error("The file is a text, which has no sheets to choose from.")]
    NoSheets,
    /// Something else than a table.
    #[error(
        "The file is no table that can be read: it is neither CSV nor an Excel workbook (XLSX)."
    )]
    Other,
    /// A workbook that cannot be read.
    #[error("{0}")]
    Workbook(Refused),
}

/// How a workbook is called in sentences.
const WORKBOOK: &str = "an Excel workbook (XLSX)";

impl From<Refused> for NoTable {
    /// Packages are read in one way whatever is in them; here it is a workbook.
    fn from(refused: Refused) -> Self {
        Self::Workbook(match refused {
            Refused::Damaged { detail, .. } => Refused::Damaged {
                what: WORKBOOK,
                detail,
            },
            Refused::Truncated { .. } => Refused::Truncated { what: WORKBOOK },
            Refused::TooLarge { what, limit } => Refused::TooLarge {
                what: what.replace("Word document", "workbook"),
                limit,
            },
            other => other,
        })
    }
}

/// How files begin that are neither a text nor a workbook that can be read.
const NO_TEXT: [&[u8]; 3] = [b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"];

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    names.join(", ")
}

impl NoTable {
    /// A stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Empty => "empty",
            Self::NoSheet { .. } | Self::NoSheets => "no-sheet",
            Self::Other => "unsupported",
            Self::Workbook(refused) => refused.code(),
        }
    }

    /// What to do next.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => {
                "Keep only the rows and columns with the questions, save the table as a file of its own, and try again."
            }
            Self::Empty => "Check that the file was saved with its questions in it.",
            Self::NoSheet { .. } => "Write the name as it stands on the tab of the sheet.",
            Self::NoSheets => "Leave out --sheet.",
            Self::Other | Self::Workbook(_) => {
                "Open it in your spreadsheet program, save it as XLSX or CSV without a password, and try again."
            }
        }
    }

    fn too_large(what: impl Into<String>, limit: impl Into<String>) -> Self {
        Self::TooLarge {
            what: what.into(),
            limit: limit.into(),
        }
    }
}

/// Reads the table in a file: of a workbook the named sheet, or its first.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Table, NoTable> {
    if bytes.len() > LARGEST_FILE {
        return Err(NoTable::too_large("The file", "10 MB"));
    }
    let table = if detect::is_workbook(bytes) {
        workbook::read(bytes, sheet)?
    } else if NO_TEXT.iter().any(|start| bytes.starts_with(start)) {
        return Err(NoTable::Other);
    } else if sheet.is_some() {
        return Err(NoTable::NoSheets);
    } else {
        delimited::read(bytes)?
    };
    if table.rows.is_empty() {
        return Err(NoTable::Empty);
    }
    Ok(table)
}

/// Rows being collected, and counted.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    /// Takes a row, unless it is blank.
    fn push(&mut self, number: usize, mut cells: Vec<String>) -> Result<(), NoTable> {
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if self.0.len() == MOST_ROWS {
            return Err(NoTable::too_large("The table", format!("{MOST_ROWS} rows")));
        }
        if cells.len() > MOST_COLUMNS {
            let what = format!("Row {number} of the table");
            return Err(NoTable::too_large(what, format!("{MOST_COLUMNS} columns")));
        }
        if cells.iter().any(|cell| cell.chars().count() > LONGEST_CELL) {
            let what = format!("A cell in row {number}");
            return Err(NoTable::too_large(
                what,
                format!("{LONGEST_CELL} characters"),
            ));
        }
        self.0.push(Row { number, cells });
        Ok(())
    }
}
