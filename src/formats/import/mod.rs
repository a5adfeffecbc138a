//! Reading a file into a [`Document`], or saying by name why it cannot be read.
//!
//! Looks at the content first and at the file name second. What can be read comes back with
//! diagnostics about everything that was left out or should be doubted; what cannot is a
//! [`Refused`]. There is no third outcome: no empty document that looks fine, and no panic.
//! Knows nothing of folders, and nothing of clauses.

mod aids;
pub mod annotations;
mod assemble;
mod characters;
pub(super) mod detect;
mod doc;
pub(super) mod docx;
mod email;
pub(super) mod encoding;
mod gather;
mod html;
mod markdown;
mod numerals;
mod odt;
mod pdf;
mod refused;
mod rtf;
mod symbols;
mod text;
mod title;
pub(super) mod unpack;
pub(super) mod xml;

#[cfg(test)]
pub(super) mod corpus;
#[cfg(test)]
mod corpus_formats;
#[cfg(test)]
mod corpus_pdf;
#[cfg(test)]
mod corpus_trust;
#[cfg(test)]
mod mutations;

#[cfg(test)]
pub(super) use pdf::fixture as pdf_fixture;

pub use aids::{Aids, Conversion, Converter, PageRead, RecognisedPage, RecognisedWord};
pub use pdf::{
    Picture, PictureFrame, PlacedLetter, PlacedPage, pages_to_recognise, recognised_page,
    recognition_score,
};
pub use refused::{Foreign, Refused};
pub(super) use text::line_ends;
pub use unpack::{DEEPEST_CONTAINER, Member, unpack};

use crate::domain::document::{Diagnostic, Document, Format, Severity};
use detect::Detected;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most bytes a file may have.
pub const LARGEST_FILE: usize = 100 * 1024 * 1024;

/// A file as it was handed in.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name it came under, with its extension; used for doubtful cases and as a last title.
    pub file_name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// Reads a file.
///
/// The same bytes under the same name with the same aids always give the same document.
pub fn import(source: &Source<'_>, aids: &Aids<'_>) -> Result<Document, Refused> {
    if source.bytes.len() > LARGEST_FILE {
        return Err(Refused::oversized());
    }
    let detected = detect::detect(source)?;
    // Strange input must never take the program down, not even through a fault in a library.
    let read = catch_unwind(AssertUnwindSafe(|| read(source, detected.format, aids)));
    let mut document = read.unwrap_or_else(|_| Err(fault(detected.format)))?;
    finish(&mut document, &detected, source);
    Ok(document)
}

/// One page of a PDF, counted from 1, as a grey picture for text recognition.
///
/// Has `dpi` dots an inch, or fewer when the page is so large that the picture would be.
pub fn picture(source: &Source<'_>, page: u32, dpi: u32) -> Result<Picture, Refused> {
    let detected = detect::detect(source)?;
    if detected.format != Format::Pdf {
        return Err(Refused::Unsupported {
            is: Foreign::Binary,
        });
    }
    let drawn = catch_unwind(AssertUnwindSafe(|| pdf::picture(source, page, dpi)));
    drawn.unwrap_or_else(|_| Err(fault(detected.format)))
}

/// The signs of these pages of a PDF with their places, for marking words in it; of what cannot be read, nothing.
pub fn letters(bytes: &[u8], pages: &[u32]) -> Vec<PlacedPage> {
    let placed = catch_unwind(AssertUnwindSafe(|| pdf::placed_letters(bytes, pages)));
    placed.unwrap_or_default()
}

fn fault(format: Format) -> Refused {
    Refused::Damaged {
        what: format.described(),
        detail: "reading it failed in an unexpected way".to_owned(),
    }
}

fn read(source: &Source<'_>, format: Format, aids: &Aids<'_>) -> Result<Document, Refused> {
    match format {
        Format::Text => text::read(source),
        Format::Markdown => markdown::read(source),
        Format::Pdf => pdf::read(source, aids),
        Format::Docx => docx::read(source, aids),
        Format::Odt => odt::read(source, aids),
        Format::Rtf => rtf::read(source, aids),
        Format::Html => html::read(source, aids),
        Format::Doc => doc::read(source, aids),
        Format::Email => email::read(source),
    }
}

/// What every format needs at the end: a title, and the checks that do not depend on the format.
fn finish(document: &mut Document, detected: &Detected, source: &Source<'_>) {
    if document.title.trim().is_empty() {
        document.title = title::from_file_name(source.file_name);
    }
    if let Some(claim) = &detected.false_claim {
        let message = format!(
            "The file name ends in .{claim}, but the file is {}. It was read as that.",
            detected.format.described()
        );
        let warning = Diagnostic::new(Severity::Warning, "mislabelled", message);
        document.diagnostics.insert(0, warning);
    }
    let found = characters::check(document);
    document.diagnostics.extend(found);
}

/// How a format is called in sentences.
trait Described {
    fn described(self) -> &'static str;
}

impl Described for Format {
    fn described(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Pdf => "a PDF",
            Self::Docx => "a Word document (DOCX)",
            Self::Odt => "an OpenDocument text (ODT)",
            Self::Rtf => "a rich text file (RTF)",
            Self::Html => "a web page (HTML)",
            Self::Doc => "a legacy Word document (DOC)",
            Self::Email => "an e-mail message",
        }
    }
}

/// The program's own name and version, for receipts.
const PROGRAM: &str = concat!("rapporteur ", env!("CARGO_PKG_VERSION"));
