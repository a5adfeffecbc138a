//! PDFs with a text layer.
//!
//! The engine gives runs of text with places; from these come lines, columns, paragraphs and
//! headings. Pages that hold pictures instead of text are named, and a file of nothing but such
//! pages is refused: recognising text is work for another program.

mod columns;
mod engine;
mod findings;
mod furniture;
mod headings;
mod letters;
mod lines;
mod paragraphs;
mod picture;
mod recognised;
mod straight;
mod trust;
mod words;

#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
mod tests;

use super::assemble::{Assembly, Piece};
use super::{Aids, PROGRAM, Refused, Source, title};
use crate::domain::document::{Document, Format};
use crate::domain::margin::Margin;
use engine::{Engine, PageContent, PageSource};
use findings::Findings;
use furniture::Frame;
use headings::Usual;
use lines::Line;
use paragraphs::Paragraph;
use std::collections::HashSet;
use trust::Judge;
use words::Vocabulary;

pub use picture::{Picture, PictureFrame};
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
    read_pages(&engine, whole, aids)
}

/// Whether the file has its end mark where it belongs.
fn has_end(bytes: &[u8]) -> bool {
    let tail = bytes
        .get(bytes.len().saturating_sub(4096)..)
        .unwrap_or(bytes);
    tail.windows(5).any(|window| window == b"%%EOF")
}

/// A page as stretches of lines in reading order, before furniture is taken out.
struct Page {
    frame: Frame,
    stretches: Vec<Vec<Line>>,
}

fn read_pages(source: &dyn PageSource, whole: bool, aids: &Aids<'_>) -> Result<Document, Refused> {
    let mut found = Findings::new(whole, source.claimed_pages(), source.pages());
    let mut judge = Judge::new(source, aids);
    let mut pages = Vec::new();
    let mut letters = 0;
    for index in 0..source.pages() {
        let content = source.page(index);
        found.look(index, &content);
        let content = judge.next(content);
        letters += content.runs.iter().map(|run| run.text.len()).sum::<usize>();
        if letters > MOST_LETTERS {
            return Err(Refused::TooLarge {
                what: "The text of the PDF".to_owned(),
                limit: "40 million letters".to_owned(),
            });
        }
        pages.push(page(content));
    }
    let (paragraphs, removed) = paragraphs_of(pages);
    found.furniture = removed.iter().map(Vec::len).sum();
    found.furniture_sample = removed.into_iter().flatten().next().unwrap_or_default();
    let (assembly, name) = assemble(&paragraphs);
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
    if judge.has_nothing() || assembly.is_blank() {
        return Err(found.nothing(source));
    }
    judge.finish(&assembly.text);
    let claimed = || source.title().as_deref().and_then(title::sensible);
    Ok(Document {
        title: name
            .as_deref()
            .and_then(title::sensible)
            .or_else(claimed)
            .unwrap_or_default(),
        format: Format::Pdf,
        text: assembly.text,
        blocks: assembly.blocks,
        pages: u32::try_from(source.pages()).ok(),
        diagnostics: found.diagnostics(&judge),
        reader: format!("{PROGRAM} ({})", engine::ENGINE),
        margin: Margin {
            pages: judge.records(),
            ..Margin::default()
        },
    })
}

/// Text in the main direction first; what stands across it afterwards.
fn page(content: PageContent) -> Page {
    let frame = Frame {
        bottom: content.bottom,
        top: content.top,
    };
    let (across, along): (Vec<_>, Vec<_>) = content.runs.into_iter().partition(|run| run.turned);
    let mut stretches: Vec<Vec<Line>> = columns::in_reading_order(lines::by_baseline(along))
        .iter()
        .map(|rows| rows.iter().filter_map(|row| lines::line(row)).collect())
        .collect();
    let across = across.into_iter().filter_map(|run| lines::line(&[run]));
    stretches.extend(across.map(|line| vec![line]));
    Page { frame, stretches }
}

/// Everything but page furniture, as paragraphs; and what was taken out, page by page.
fn paragraphs_of(pages: Vec<Page>) -> (Vec<Paragraph>, Vec<Vec<String>>) {
    let flat: Vec<(Frame, Vec<Line>)> = pages
        .iter()
        .map(|page| {
            let mut lines: Vec<Line> = page.stretches.iter().flatten().cloned().collect();
            lines.sort_by(|a, b| b.baseline.total_cmp(&a.baseline));
            (page.frame, lines)
        })
        .collect();
    let found = furniture::find(&flat);
    let texts = |(on, (_, lines)): (&HashSet<usize>, &(Frame, Vec<Line>))| -> Vec<String> {
        let taken = lines
            .iter()
            .enumerate()
            .filter(|(index, _)| on.contains(index));
        taken.map(|(_, line)| line.text.clone()).collect()
    };
    let removed = found.iter().zip(&flat).map(texts).collect();
    let mut paragraphs = Vec::new();
    for (index, page) in pages.into_iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let lines = &flat[index].1;
        let is_furniture = |line: &Line| found[index].iter().any(|at| lines.get(*at) == Some(line));
        for mut stretch in page.stretches {
            stretch.retain(|line| !is_furniture(line));
            paragraphs::group(stretch, number, &mut paragraphs);
        }
    }
    (paragraphs, removed)
}

fn assemble(paragraphs: &[Paragraph]) -> (Assembly, Option<String>) {
    let mut words = Vocabulary::default();
    for line in paragraphs.iter().flat_map(|paragraph| &paragraph.lines) {
        words.learn(&line.text);
    }
    let usual = Usual::of(paragraphs);
    let mut assembly = Assembly::default();
    for paragraph in paragraphs {
        let mut text = String::new();
        for line in &paragraph.lines {
            words.join(&mut text, &line.text);
        }
        let mut piece = Piece::new(usual.kind(paragraph), text.trim_end_matches('\u{AD}'));
        piece.page = Some(paragraph.page);
        assembly.push(&piece);
    }
    (assembly, headings::title(paragraphs, usual))
}
