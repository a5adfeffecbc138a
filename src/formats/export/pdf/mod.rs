//! A report as a PDF that can be kept, read aloud and searched.
//!
//! The file is PDF/A-3a and PDF/UA-1 at once: what it shows is all in it, what it says has a structure. The layout is our
//! own: blocks become strips, strips are laid on pages, pages are drawn. Nothing in it comes from a clock or from chance.

mod bars;
mod compose;
mod flow;
mod fonts;
mod looks;
mod paint;
mod shape;
mod strip;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod wrap;

use super::CannotWrite;
use super::report::{Block, Report};
use crate::domain::review::Moment;
use crate::domain::translate::speaking;
use crate::tr;
use compose::{Composer, title_of};
use fonts::Fonts;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::error::KrillaResult;
use krilla::metadata::{DateTime, Metadata};
use krilla::{Document, SerializeSettings};
use paint::Painter;
use shape::short;

/// The attached file with the lines for programs. It is not compressed, so that they stand in the bytes of the PDF as they
/// are.
pub const ATTACHMENT: &str = "journal-heads.txt";

/// The most characters of the title in the description of the file.
const MOST_TITLE: usize = 300;

/// The bytes of a report as PDF. The same report gives the same bytes.
pub fn pdf(report: &Report) -> Result<Vec<u8>, CannotWrite> {
    speaking(report.language, || written(report)).map_err(|error| CannotWrite {
        message: tr!("The PDF could not be written: {error}.", error),
        hint: tr!(
            "Write the report in another format, such as HTML or DOCX, and report this fault."
        )
        .to_owned(),
    })
}

fn written(report: &Report) -> KrillaResult<Vec<u8>> {
    let fonts = Fonts::open();
    let mut composer = Composer::compose(&fonts, report);
    let pages = flow::flow(&composer.strips, looks::HEIGHT);
    let mut document = Document::new_with(settings());
    let painter = Painter {
        fonts: &fonts,
        report,
        strips: &composer.strips,
        pages: &pages,
        bookmarks: &composer.bookmarks,
    };
    painter.paint(&mut document, &mut composer.tree);
    document.set_tag_tree(composer.tree.build(report.language.tag()));
    document.set_metadata(metadata(report));
    attach(&mut document, report);
    document.finish()
}

fn settings() -> SerializeSettings {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    SerializeSettings {
        configuration: configuration.expect("both standards are made for PDF 1.7"),
        ..SerializeSettings::default()
    }
}

fn metadata(report: &Report) -> Metadata {
    let title = short(&title_of(report), MOST_TITLE);
    Metadata::new()
        .document_id(format!("rapporteur report {title}"))
        .title(title)
        .language(report.language.tag().to_owned())
        .creator("rapporteur".to_owned())
        .creation_date(date(report.date))
}

/// The standard wants a date: a report that speaks of no time has the one that all our archives have.
fn date(moment: Option<Moment>) -> DateTime {
    let stamp = moment.map_or_else(String::new, |moment| moment.to_string());
    let part = |from: usize, to: usize| stamp.get(from..to)?.parse::<u8>().ok();
    let year = stamp.get(0..4).and_then(|year| year.parse().ok());
    DateTime::new(year.unwrap_or(1980))
        .month(part(5, 7).unwrap_or(1))
        .day(part(8, 10).unwrap_or(1))
        .hour(part(11, 13).unwrap_or(0))
        .minute(part(14, 16).unwrap_or(0))
        .second(part(17, 19).unwrap_or(0))
        .utc_offset_hour(0)
}

fn attach(document: &mut Document, report: &Report) {
    let lines = report.blocks.iter().filter_map(|block| match block {
        Block::Verbatim(lines) => Some(lines),
        _ => None,
    });
    let text: String = lines
        .flatten()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect();
    if text.is_empty() {
        return;
    }
    // Nothing else is attached, so the name cannot be taken.
    let _ = document.embed_file(EmbeddedFile {
        path: ATTACHMENT.to_owned(),
        mime_type: MimeType::new("text/plain"),
        description: Some(tr!("How far the journals went when this was written").to_owned()),
        association_kind: AssociationKind::Data,
        data: text.into_bytes().into(),
        modification_date: Some(date(report.date)),
        compress: Some(false),
        location: None,
    });
}
