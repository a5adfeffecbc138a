//! Paragraphs and rows of tables to the blocks of a document, and comments to the words they are
//! about.

use super::super::assemble::{Assembly, Piece};
use super::beside::Note;
use super::engine::Bookmark;
use super::frame::union;
use super::headings::{self, Named, Usual};
use super::lines::Line;
use super::paragraphs::Paragraph;
use super::words::Vocabulary;
use crate::domain::document::BlockKind;
use crate::domain::margin::{Area, Comment};
use crate::domain::text::Span;

/// The text, its blocks, and where each line of the pages went.
#[derive(Debug, Default)]
pub struct Assembled {
    /// Text and blocks.
    pub assembly: Assembly,
    /// Page and area of each line, and its bytes of the text.
    lines: Vec<(u32, Area, Span)>,
}

/// Puts the paragraphs together; with the name that the document gives itself.
pub fn assemble(paragraphs: &[Paragraph], bookmarks: &[Bookmark]) -> (Assembled, Option<String>) {
    let mut words = Vocabulary::default();
    for line in paragraphs.iter().flat_map(Paragraph::all_lines) {
        words.learn(&line.text);
    }
    let usual = Usual::of(paragraphs);
    let named = Named::of(bookmarks);
    let mut all = Assembled::default();
    for paragraph in paragraphs {
        if paragraph.cells.is_empty() {
            let kind = named
                .level(paragraph)
                .map_or_else(|| usual.kind(paragraph), BlockKind::Heading);
            all.push(paragraph, kind, &[&paragraph.lines], &words);
        } else {
            let cells: Vec<&Vec<Line>> = paragraph.cells.iter().collect();
            all.push(paragraph, BlockKind::TableRow, &cells, &words);
        }
    }
    (all, headings::title(paragraphs, usual))
}

impl Assembled {
    /// Adds a block: cells of lines, one cell for a paragraph.
    fn push(
        &mut self,
        paragraph: &Paragraph,
        kind: BlockKind,
        cells: &[&Vec<Line>],
        words: &Vocabulary,
    ) {
        let mut text = String::new();
        let mut places: Vec<(&Line, usize, usize)> = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            let mut part = String::new();
            for line in *cell {
                let start = text.len() + part.len();
                words.join(&mut part, &line.text);
                places.push((line, start, text.len() + part.len()));
            }
            text.push_str(part.trim_end_matches('\u{AD}'));
        }
        let mut piece = Piece::new(kind, text);
        piece.page = Some(paragraph.page);
        let before = self.assembly.blocks.len();
        let start = self.assembly.text.len();
        self.assembly.push(&piece);
        let Some(block) = self.assembly.blocks.get_mut(before) else {
            return;
        };
        block.area = first_area(paragraph, places.iter().map(|place| place.0));
        let span = block.span;
        for (line, from, to) in places {
            if let Some(area) = line.area {
                // A joined hyphen moves the beginning of a line; the end is where it is.
                let (from, to) = ((start + from).min(span.end), (start + to).min(span.end));
                self.lines
                    .push((line.page, area, self.at_letters(from, to)));
            }
        }
    }

    /// The span moved to the nearest places between letters.
    fn at_letters(&self, mut from: usize, mut to: usize) -> Span {
        let text = &self.assembly.text;
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        Span::new(from, to.max(from))
    }

    /// Comments with the lines that they lie on, or the nearest line of their page.
    pub fn comments(&self, notes: Vec<(u32, Note)>) -> Vec<Comment> {
        let notes = notes.into_iter().filter(|(_, note)| !note.text.is_empty());
        let comment = |(page, note): (u32, Note)| Comment {
            span: note.area.and_then(|area| self.beneath(page, area)),
            author: note.author,
            at: note.at,
            page: Some(page),
            text: note.text,
        };
        notes.map(comment).collect()
    }

    fn beneath(&self, page: u32, area: Area) -> Option<Span> {
        let lines = || self.lines.iter().filter(move |line| line.0 == page);
        let on = |line: &&(u32, Area, Span)| {
            let it = line.1;
            let middle = i32::midpoint(it.top, it.bottom);
            let across = it.left < area.right && it.right > area.left;
            across && (area.top..=area.bottom).contains(&middle)
        };
        let covered = lines().filter(on).map(|line| line.2);
        let covered = covered.reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end)));
        let middle = i32::midpoint(area.top, area.bottom);
        covered.or_else(|| {
            let nearest = lines().min_by_key(|(_, it, _)| {
                let height = i32::midpoint(it.top, it.bottom).abs_diff(middle);
                let aside = it
                    .left
                    .saturating_sub(area.right)
                    .max(area.left - it.right)
                    .max(0);
                height.saturating_add(aside.unsigned_abs() / 4)
            });
            nearest.map(|line| line.2)
        })
    }
}

/// Where a block stands on its first page; of one that goes on in the next column, the first part.
fn first_area<'a>(paragraph: &Paragraph, lines: impl Iterator<Item = &'a Line>) -> Option<Area> {
    let row = !paragraph.cells.is_empty();
    let mut all: Option<Area> = None;
    let mut above = i32::MIN;
    let here = lines.filter(|line| line.page == paragraph.page);
    for area in here.filter_map(|line| line.area) {
        if !row && area.bottom < above {
            break;
        }
        above = area.top;
        all = Some(all.map_or(area, |so_far| union(so_far, area)));
    }
    all
}
