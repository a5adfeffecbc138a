//! PDFs with a text layer.
//!
//! The engine gives runs of text with places; from these come lines, columns, paragraphs and
//! headings. Pages that hold pictures instead of text are named, and a file of nothing but such
//! pages is refused: recognising text is work for another program.

mod aligned;
mod beside;
mod blocks;
mod columns;
mod engine;
mod findings;
mod frame;
mod furniture;
mod headings;
mod hidden;
mod layout;
mod letters;
mod lines;
mod marks;
mod mended;
mod notes;
mod numbered;
mod painted;
mod paragraphs;
mod parallel;
mod picture;
mod placed;
mod recognised;
mod ruled;
mod second;
mod straight;
mod trust;
mod words;

#[cfg(test)]
mod doubt_tests;
#[cfg(test)]
pub(in crate::formats) mod fixture;
#[cfg(test)]
mod tests;

use super::{Aids, PROGRAM, PageRead, Refused, Source, title};
use crate::domain::document::{Diagnostic, Document, Format, Severity};
use crate::domain::margin::{Furniture, Margin};
use beside::Note;
use engine::{Engine, PageSource};
use findings::Findings;
use hidden::Hidden;
use layout::{Sheet, Stretch};
use paragraphs::Paragraph;
use second::{PaintSource, Second};
use trust::Judge;

pub use picture::{Picture, PictureFrame};
pub use placed::{PlacedLetter, PlacedPage, letters as placed_letters};
pub use recognised::{page as recognised_page, score as recognition_score};

/// The most pages read; no agreement has so many.
const MOST_PAGES: usize = 5_000;
/// The most letters read.
const MOST_LETTERS: usize = 40_000_000;

/// A page of a PDF, counted from 1, as a grey picture.
pub fn picture(source: &Source<'_>, page: u32, dpi: u32) -> Result<Picture, Refused> {
    Engine::open(source.bytes, MOST_PAGES)?.picture(page, dpi)
}

/// Pages that text recognition should read, so that the document can be imported again with them.
pub fn pages_to_recognise(document: &Document) -> Vec<u32> {
    let pages = document.margin.pages.iter();
    pages
        .filter(|page| page.recognise)
        .map(|page| page.page)
        .collect()
}

/// Reads a PDF.
pub fn read(source: &Source<'_>, aids: &Aids<'_>) -> Result<Document, Refused> {
    let whole = has_end(source.bytes);
    let engine = Engine::open(source.bytes, MOST_PAGES).map_err(|refused| match refused {
        Refused::Damaged { .. } if !whole => Refused::Truncated { what: "a PDF" },
        other => other,
    })?;
    let second = second::open(source.bytes);
    let second = second.as_ref().map(Second::new);
    let second = second.as_ref().map(|second| second as &dyn PaintSource);
    read_pages(&engine, second, whole, aids)
}

/// Whether the file has its end mark where it belongs.
fn has_end(bytes: &[u8]) -> bool {
    let tail = bytes
        .get(bytes.len().saturating_sub(4096)..)
        .unwrap_or(bytes);
    tail.windows(5).any(|window| window == b"%%EOF")
}

fn read_pages(
    source: &dyn PageSource,
    second: Option<&dyn PaintSource>,
    whole: bool,
    aids: &Aids<'_>,
) -> Result<Document, Refused> {
    let mut found = Findings::new(whole, source.claimed_pages(), source.pages());
    let mut judge = Judge::new(source, second, aids);
    let mut notes: Vec<(u32, Note)> = Vec::new();
    let mut sheets = Vec::new();
    let mut letters = 0;
    let mut shown = false;
    for index in 0..source.pages() {
        let mut content = source.page(index);
        found.look(index, &content);
        let page = number(index);
        let here = std::mem::take(&mut content.notes);
        let here = beside::with_words(here, || second?.marks(index));
        notes.extend(here.into_iter().map(|note| (page, note)));
        let content = judge.next(content);
        letters += content.runs.iter().map(|run| run.text.len()).sum::<usize>();
        if letters > MOST_LETTERS {
            return Err(Refused::TooLarge {
                what: "The text of the PDF".to_owned(),
                limit: "40 million letters".to_owned(),
            });
        }
        let sheet = Sheet::of(content, page);
        let first = !shown && !sheet.rows.is_empty();
        shown |= first;
        (aids.on_page)(&PageRead {
            page,
            pages: u32::try_from(source.pages()).unwrap_or(u32::MAX),
            text: first.then(|| sheet.preview()),
        });
        sheets.push(sheet);
    }
    let (paragraphs, furniture) = paragraphs_of(sheets);
    found.furniture = furniture.len();
    found.furniture_sample = furniture
        .first()
        .map_or_else(String::new, |it| it.text.clone());
    let (assembled, name) = blocks::assemble(&paragraphs, &source.bookmarks());
    if judge.is_unreadable() {
        // What is saved from a cut-off file often lacks its fonts.
        return Err(if whole {
            Refused::Unreadable {
                what: "a PDF",
                pages: u32::try_from(source.pages()).unwrap_or(u32::MAX),
            }
        } else {
            Refused::Truncated { what: "a PDF" }
        });
    }
    if judge.has_nothing() || assembled.assembly.is_blank() {
        return Err(found.nothing(source));
    }
    judge.finish(&assembled.assembly.text);
    let claimed = || source.title().as_deref().and_then(title::sensible);
    let mut attachments = source.attachments();
    attachments.extend(
        notes
            .iter_mut()
            .filter_map(|(_, note)| note.attached.take()),
    );
    let mut diagnostics = found.diagnostics(&judge);
    diagnostics.extend(unseen(&notes));
    diagnostics.extend(attached(&attachments));
    Ok(Document {
        title: name
            .as_deref()
            .and_then(title::sensible)
            .or_else(claimed)
            .unwrap_or_default(),
        format: Format::Pdf,
        pages: u32::try_from(source.pages()).ok(),
        diagnostics,
        reader: format!("{PROGRAM} ({}, {})", engine::ENGINE, second::ENGINE),
        margin: Margin {
            pages: judge.records(),
            furniture,
            comments: assembled
                .comments(notes)
                .into_iter()
                .chain(judge.hidden.iter().map(Hidden::comment))
                .collect(),
            attachments,
            changes: Vec::new(),
        },
        text: assembled.assembly.text,
        blocks: assembled.assembly.blocks,
    })
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// Everything but page furniture, as paragraphs; and what was taken out.
fn paragraphs_of(mut sheets: Vec<Sheet>) -> (Vec<Paragraph>, Vec<Furniture>) {
    let mut furniture = furniture::take(&mut sheets);
    furniture.extend(numbered::take(&mut sheets));
    furniture.sort_by_key(|it| it.page);
    let mut paragraphs = Vec::new();
    for sheet in sheets {
        let page = sheet.page;
        for stretch in sheet.stretches() {
            match stretch {
                Stretch::Lines(lines) => paragraphs::group(lines, page, &mut paragraphs),
                Stretch::Table(table) => paragraphs::rows(table, page, &mut paragraphs),
            }
        }
    }
    (paragraphs, furniture)
}

/// Says that form fields hold words that no page shows.
fn unseen(notes: &[(u32, Note)]) -> Option<Diagnostic> {
    let mut hidden = notes.iter().filter(|(_, note)| note.unseen);
    let (page, _) = hidden.next()?;
    let message = format!(
        "{} form fields hold words that are not shown on their page. They are listed among the \
         comments.",
        1 + hidden.count()
    );
    Some(Diagnostic::new(Severity::Warning, "hidden-fields", message).on_page(*page))
}

/// Says that the file carries other files.
fn attached(names: &[String]) -> Option<Diagnostic> {
    let first = names.first()?;
    let message = if names.len() == 1 {
        format!("A file is attached to this PDF and was not read: “{first}”.")
    } else {
        let count = names.len();
        format!("{count} files are attached to this PDF and were not read. The first is “{first}”.")
    };
    Some(Diagnostic::new(Severity::Info, "attachments", message))
}
