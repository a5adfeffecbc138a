//! The flow of a Word document: paragraphs, tables, text boxes and notes, in reading order.

use super::super::assemble::{Label, Piece};
use super::findings::Findings;
use super::numbering::{Mark, Numbering};
use super::numerals;
use super::paragraph::{FieldPart, Line, Properties};
use super::styles::Styles;
use super::xml::Element;
use crate::domain::document::BlockKind;

/// A heading longer than this is a clause in heading's clothes.
const LONGEST_HEADING: usize = 200;

/// A line in the middle longer than this is no title.
const LONGEST_OPENING: usize = 100;

/// A document being read.
pub struct Body<'a> {
    pub(super) styles: Styles,
    numbering: Numbering,
    /// Notes to be added at the end.
    pub notes: Notes<'a>,
    /// What was found besides text.
    pub found: Findings,
    /// Text of the first paragraph in the style for titles.
    pub title: Option<String>,
    /// The first short line in the middle, where many agreements have their title.
    pub opening: Option<String>,
    /// Fields that have begun and not ended; they may span paragraphs.
    pub(super) fields: Vec<FieldPart>,
    /// Text boxes met in the paragraph being read.
    pub(super) boxes: Vec<&'a Element>,
}

/// Foot- and endnotes: their parts, and those referred to so far.
#[derive(Default)]
pub struct Notes<'a> {
    /// The part with the footnotes.
    pub footnotes: Option<&'a Element>,
    /// The part with the endnotes.
    pub endnotes: Option<&'a Element>,
    pub(super) used: Vec<(NoteKind, String)>,
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// At the foot of a page.
    Foot,
    /// At the end of the document.
    End,
}

impl Notes<'_> {
    /// Notes a reference and gives the mark to print: `[1]` for footnotes, `[i]` for endnotes.
    pub fn refer(&mut self, kind: NoteKind, id: &str) -> String {
        self.used.push((kind, id.to_owned()));
        let count = self.used.iter().filter(|(used, _)| *used == kind).count();
        mark(kind, count)
    }
}

fn mark(kind: NoteKind, count: usize) -> String {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    match kind {
        NoteKind::Foot => format!("[{count}]"),
        NoteKind::End => format!("[{}]", numerals::format(count, "lowerRoman")),
    }
}

/// Text waiting for the paragraph it belongs to, because its own paragraph mark was deleted.
#[derive(Default)]
pub(super) struct Carry {
    text: String,
    /// Given when the first paragraph decides what the joined one is.
    properties: Option<Properties>,
}

impl<'a> Body<'a> {
    /// A document with these styles and lists.
    pub fn new(styles: Option<&Element>, numbering: Option<&Element>) -> Self {
        Self {
            styles: styles.map(Styles::read).unwrap_or_default(),
            numbering: numbering.map(Numbering::read).unwrap_or_default(),
            notes: Notes::default(),
            found: Findings::default(),
            title: None,
            opening: None,
            fields: Vec::new(),
            boxes: Vec::new(),
        }
    }

    /// Reads everything, notes last.
    pub fn read(&mut self, body: &'a Element) -> Vec<Piece> {
        let mut pieces = self.flow(body);
        let mut done = 0;
        // A note may refer to another note.
        while let Some((kind, id)) = self.notes.used.get(done).cloned() {
            let earlier = self.notes.used.iter().take(done + 1);
            let count = earlier.filter(|(used, _)| *used == kind).count();
            pieces.extend(self.note(kind, &id, count));
            done += 1;
        }
        pieces
    }

    fn note(&mut self, kind: NoteKind, id: &str, count: usize) -> Vec<Piece> {
        let part = match kind {
            NoteKind::Foot => self.notes.footnotes,
            NoteKind::End => self.notes.endnotes,
        };
        let note = part.and_then(|part| {
            part.elements()
                .find(|note| note.attribute("id") == Some(id))
        });
        let mut pieces = note.map(|note| self.flow(note)).unwrap_or_default();
        if let Some(first) = pieces.first_mut() {
            let text = first.text.trim_start();
            first.text = format!("{} {text}", mark(kind, count));
        }
        pieces
    }

    /// Reads what stands in a container: the body, a cell, a text box, a note.
    pub(super) fn flow(&mut self, container: &'a Element) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut carry = Carry::default();
        self.blocks(container, &mut carry, &mut pieces);
        if !carry.text.trim().is_empty() {
            let line = Line { text: carry.text };
            self.finish(line, &carry.properties.unwrap_or_default(), &mut pieces);
        }
        pieces
    }

    fn blocks(&mut self, container: &'a Element, carry: &mut Carry, pieces: &mut Vec<Piece>) {
        for element in container.elements() {
            match &*element.name {
                "p" => self.paragraph(element, carry, pieces),
                "tbl" => self.table(element, pieces),
                "sdt" => {
                    if let Some(content) = element.child("sdtContent") {
                        self.blocks(content, carry, pieces);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = chosen(element) {
                        self.blocks(choice, carry, pieces);
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" | "dir" | "bdo" => {
                    self.blocks(element, carry, pieces);
                }
                "altChunk" => self.found.foreign += 1,
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &'a Element, carry: &mut Carry, pieces: &mut Vec<Piece>) {
        let own = Properties::of(element.child("pPr"), &self.styles);
        let mark = own.mark;
        self.found.insertions += usize::from(mark.inserted);
        self.found.deletions += usize::from(mark.deleted);
        let mut line = Line {
            text: std::mem::take(&mut carry.text),
        };
        self.inline(element, &own, &mut line);
        // A field whose code does not end with its paragraph is broken; better show what follows.
        self.fields.retain(|part| *part == FieldPart::Result);
        if mark.deleted || mark.runs_in {
            carry.text = line.text;
            if mark.runs_in {
                carry.properties.get_or_insert(own);
            }
        } else {
            let properties = carry.properties.take().unwrap_or(own);
            if !(mark.hidden && line.text.trim().is_empty()) {
                self.finish(line, &properties, pieces);
            }
        }
        self.text_boxes(pieces);
    }

    fn text_boxes(&mut self, pieces: &mut Vec<Piece>) {
        for content in std::mem::take(&mut self.boxes) {
            let inside = self.flow(content);
            pieces.extend(inside);
        }
    }

    /// Gives a paragraph its number and its kind.
    fn finish(&mut self, line: Line, properties: &Properties, pieces: &mut Vec<Piece>) {
        let style = properties.style.as_deref();
        let mark = self.numbering.next(&properties.number, style, &self.styles);
        let heading = properties
            .heading
            .filter(|_| line.text.chars().count() <= LONGEST_HEADING);
        let kind = heading.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let mut piece = Piece::new(kind, line.text);
        let blank = piece.text.trim().is_empty();
        match mark {
            Some(Mark::Number(label)) => piece.label = Some(unblank(label, &mut piece.text)),
            Some(Mark::Bullet(bullet)) if !blank => {
                piece.text = format!("{bullet} {}", piece.text.trim_start());
            }
            Some(Mark::Bullet(_)) | None => {}
        }
        if blank && piece.label.is_none() {
            return;
        }
        if self.title.is_none() && style.is_some_and(|id| self.styles.is_title(id)) {
            self.title = Some(piece.text.clone());
        }
        let short = piece.text.chars().count() <= LONGEST_OPENING && piece.label.is_none();
        if self.opening.is_none() && properties.centered && short && pieces.len() < 15 {
            self.opening = Some(piece.text.clone());
        }
        pieces.push(piece);
    }
}

/// A tab or blanks after the number are the number's own distance.
fn unblank(label: Label, text: &mut String) -> Label {
    if !label.tight {
        *text = text.trim_start().to_owned();
    }
    label
}

/// Of two versions of the same content, the newer one that we understand: never both.
pub(super) fn chosen(alternatives: &Element) -> Option<&Element> {
    alternatives
        .child("Choice")
        .or_else(|| alternatives.child("Fallback"))
}
