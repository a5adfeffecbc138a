//! The agreement itself with what reviewers said on its words, in place: as a Word file, as a page.
//!
//! It says what the summary says, and the words of the agreement, all of them. What stands where is decided in
//! `remarks`; how the text is laid out again, where it is, in `flow`.

mod again;
mod comments;
mod flow;
mod html;
mod original;
mod remarks;

use super::{CannotWrite, Subject};
use crate::domain::document::Format;

/// The agreement as a Word document with comments, in the language that is spoken: the file as received where that was one, else its text.
pub fn annotated_docx(subject: Subject<'_>) -> Result<Vec<u8>, CannotWrite> {
    let Subject {
        summary,
        agreement,
        source,
    } = subject;
    let remarks = remarks::remarks(summary, agreement);
    if agreement.document.format == Format::Docx {
        return original::in_place(agreement, source, &remarks, summary.last_entry_at);
    }
    Ok(again::written_again(summary, agreement, &remarks))
}

/// The agreement as a page with remarks in the margin.
pub fn annotated_html(subject: Subject<'_>) -> String {
    let Subject {
        summary, agreement, ..
    } = subject;
    let remarks = remarks::remarks(summary, agreement);
    html::page(summary, agreement, &remarks)
}

#[cfg(test)]
mod tests;
