//! A report as a Word document that a clerk can go on editing: real styles, lists, notes, fields, tables.
//!
//! Written here element by element, because the library at hand (`docx-rs`) marks no style as the default one and leaves
//! the codes of fields in plain sight. What a report says is `report`'s business.

mod body;
mod package;
mod sheet;
mod tables;
mod words;
mod xml;

pub(super) use package::entry;
pub(super) use sheet::{Sheet, TYPE, to_second};
pub(super) use words::{Look, Shape, paragraph, run};
pub(super) use xml::Xml;

use super::report::Report;
use body::Body;

/// The bytes of a Word document. The same report gives the same bytes.
pub fn docx(report: &Report) -> Vec<u8> {
    let written = Body::of(report);
    Sheet {
        title: &report.title,
        language: report.language,
        stamp: report.stamp.as_deref(),
        foot: &report.foot,
        date: report.date,
        body: written.xml,
        footnotes: written.notes,
        comments: None,
        lists: written.lists,
    }
    .write()
}

#[cfg(test)]
mod tests;
