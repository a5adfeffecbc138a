//! The agreement itself with what reviewers said on its words, in place: as a Word file, as a page, as a PDF.
//!
//! It says what the summary says, and every word of the agreement that it is given; what an edition may not show has to be
//! taken out before. What stands where is decided in `remarks`; how the text is laid out again, where it is, in `flow`.

mod again;
mod comments;
mod flow;
mod frame;
pub(super) mod heads;
mod html;
mod original;
mod pdf;
mod remarks;
mod words;

pub(super) use remarks::remarks;

use super::{CannotWrite, Subject};
use crate::domain::agreement::Agreement;
use crate::domain::document::Format;
use crate::domain::summary::Summary;
use crate::tr;

/// The agreement as a Word document with comments: the file as received where that was one, else its text.
pub fn annotated_docx(subject: Subject<'_>) -> Result<Vec<u8>, CannotWrite> {
    let Subject {
        summary,
        agreement,
        source,
        ..
    } = subject;
    let remarks = self::remarks(summary, agreement);
    let written = if agreement.document.format == Format::Docx {
        original::in_place(agreement, source, &remarks, summary.last_entry_at)?
    } else {
        again::written_again(summary, agreement, &remarks)
    };
    // Remarks without the heads are better than none.
    Ok(heads::in_docx(&written, &heads::lines(summary)).unwrap_or(written))
}

/// The PDF as received with highlights.
pub fn annotated_pdf(subject: Subject<'_>) -> Result<Vec<u8>, CannotWrite> {
    let Subject {
        summary,
        agreement,
        source,
        letters,
    } = subject;
    if agreement.document.format != Format::Pdf {
        return Err(CannotWrite {
            message: tr!("This agreement did not come as a PDF.").to_owned(),
            hint: tr!("Choose annotated-docx or annotated-html.").to_owned(),
        });
    }
    let remarks = self::remarks(summary, agreement);
    pdf::in_place(
        agreement,
        (source, letters),
        &remarks,
        &heads::lines(summary),
    )
}

/// The pages of the PDF as received whose signs with their places are needed to mark the words themselves.
pub fn pages_to_place(summary: &Summary, agreement: &Agreement) -> Vec<u32> {
    pdf::pages_to_place(agreement, &remarks(summary, agreement))
}

/// The agreement as a page with remarks in the margin.
pub fn annotated_html(subject: Subject<'_>) -> String {
    let Subject {
        summary, agreement, ..
    } = subject;
    let remarks = self::remarks(summary, agreement);
    html::page(summary, agreement, &remarks)
}

#[cfg(test)]
mod pdf_tests;
#[cfg(test)]
mod tests;
