//! A summary, or many, as a workbook: a sheet for each part, with filters and headings that stay in sight.
//!
//! It knows what stands on the sheets; how they look and what a cell may hold is `book`. `sheets` has those of one
//! agreement, `portfolio` those of many.

mod book;
mod portfolio;
mod sheets;

pub use portfolio::{letter, portfolio};

use super::{CannotWrite, told};
use crate::domain::summary::Summary;
use crate::tr;
use book::Book;

/// The summary of one agreement as a workbook.
pub fn xlsx(summary: &Summary) -> Result<Vec<u8>, CannotWrite> {
    let banner = told::banner(summary);
    let mut book = Book::new(&banner, summary.last_entry_at)?;
    book.add_pairs(tr!("Summary"), &banner, &sheets::front(summary))?;
    for table in sheets::tables(summary, &banner) {
        book.add(&table)?;
    }
    book.bytes()
}

#[cfg(test)]
mod tests;
