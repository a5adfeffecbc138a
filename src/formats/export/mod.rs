//! Summaries as files for others, one file for each format.
//!
//! Works on values and gives bytes; where they go is somebody else's business.

mod annotated;
mod cas;
mod csv;
mod docx;
mod evidence;
mod glance;
mod html;
mod json;
mod markdown;
mod ocds;
mod plain;
mod qdpx;
mod told;
mod web_annotation;
mod xlsx;

pub mod log;
pub mod pdf;
pub mod report;

pub use annotated::{annotated_docx, annotated_html, annotated_pdf, pages_to_place};
pub use csv::csv;
pub use docx::docx;
pub use evidence::evidence;
pub use glance::{Glance, glance};
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use report::of as report;
pub use xlsx::xlsx;

use crate::domain::agreement::Agreement;
use crate::domain::language::Language;
use crate::domain::summary::{Edition, ExportFormat, Portfolio, Summary};
use crate::domain::translate::speaking;
use crate::formats::import::PlacedPage;
use crate::tr;

/// What an export is made from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The review.
    pub summary: &'a Summary,
    /// The agreement that was reviewed.
    pub agreement: &'a Agreement,
    /// The agreement's file as it was received; empty where the format does not ask for it
    /// ([`ExportFormat::needs_source`]).
    pub source: &'a [u8],
    /// The signs of the file's pages with their places ([`pages_to_place`]), where they are known: words are marked
    /// themselves then, and not their paragraph.
    pub letters: &'a [PlacedPage],
}

/// Why a format could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CannotWrite {
    /// What happened, in a sentence.
    pub message: String,
    /// What to do next, in a sentence.
    pub hint: String,
}

/// The bytes of a file in a format, its headings in the language of the summary. The same subject gives the same bytes.
/// A refusal is in the language that is spoken where this is called.
pub fn write(format: ExportFormat, subject: Subject<'_>) -> Result<Vec<u8>, CannotWrite> {
    let subject = in_its_edition(format, subject)?;
    refused_here(subject.summary.language, || {
        in_its_language(format, subject)
    })
}

/// What is made in a language, or why not in the language of whoever asked: the report may be for somebody else.
fn refused_here<T>(
    language: Language,
    made: impl Fn() -> Result<T, CannotWrite>,
) -> Result<T, CannotWrite> {
    speaking(language, &made).map_err(|there| made().err().unwrap_or(there))
}

/// The bytes of one file about many agreements, its headings in the language of the first; nothing in a format that
/// holds one agreement only.
pub fn write_portfolio(
    format: ExportFormat,
    portfolio: &Portfolio,
) -> Option<Result<Vec<u8>, CannotWrite>> {
    let made = || {
        let report = || report::of_many(portfolio);
        Ok(Some(match format {
            ExportFormat::Markdown => markdown(&report()).into_bytes(),
            ExportFormat::Html => html(&report()).into_bytes(),
            ExportFormat::Docx => docx(&report()),
            ExportFormat::Pdf => pdf::pdf(&report())?,
            ExportFormat::Xlsx => xlsx::portfolio(portfolio)?,
            _ => return Ok(None),
        }))
    };
    refused_here(portfolio.language(), made).transpose()
}

fn in_its_language(format: ExportFormat, subject: Subject<'_>) -> Result<Vec<u8>, CannotWrite> {
    let Subject {
        summary, agreement, ..
    } = subject;
    Ok(match format {
        ExportFormat::Markdown => markdown(&report(summary)).into_bytes(),
        ExportFormat::Html => html(&report(summary)).into_bytes(),
        ExportFormat::Docx => docx(&report(summary)),
        ExportFormat::AnnotatedDocx => annotated_docx(subject)?,
        ExportFormat::AnnotatedPdf => annotated_pdf(subject)?,
        ExportFormat::AnnotatedHtml => annotated_html(subject).into_bytes(),
        ExportFormat::Pdf => pdf::pdf(&report(summary))?,
        ExportFormat::Json => json(summary).into_bytes(),
        ExportFormat::Xlsx => xlsx(summary)?,
        ExportFormat::Csv => csv(summary).into_bytes(),
        ExportFormat::WebAnnotation => {
            web_annotation::web_annotation(summary, agreement).into_bytes()
        }
        ExportFormat::Qdpx => qdpx::qdpx(summary, agreement)?,
        ExportFormat::CasJson => cas::cas_json(summary, agreement).into_bytes(),
        ExportFormat::Ocds => ocds::ocds(summary)?.into_bytes(),
    })
}

/// What a format may be made from: of a public edition nothing of the agreement but what it may show.
/// This is the only way into the writers, so that none of them can forget it.
fn in_its_edition(format: ExportFormat, subject: Subject<'_>) -> Result<Subject<'_>, CannotWrite> {
    if subject.summary.edition == Edition::Confidential {
        return Ok(subject);
    }
    let open = subject.summary.open_agreement.as_deref();
    let open = open.filter(|_| !format.needs_source());
    let Some(agreement) = open else {
        return Err(CannotWrite {
            message: tr!(
                "{format} shows the agreement's file as it was received, and so its withheld words too: there is no public edition of it.",
                format
            ),
            hint: tr!("Choose another format, or the confidential edition.").to_owned(),
        });
    };
    Ok(Subject {
        agreement,
        source: &[],
        letters: &[],
        ..subject
    })
}

#[cfg(test)]
mod public_tests;

#[cfg(test)]
mod tests;
