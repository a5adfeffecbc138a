//! The flow of an `OpenDocument` text: what stands in it one after the other, notes last.

use super::super::gather::{Gathered, NoteMarks, Strip};
use super::super::xml::Element;
use super::items::Item;
use super::lists::Running;
use super::paragraph::Line;
use super::styles::Styles;
use crate::domain::margin::{ChangeKind, View};
use std::collections::HashMap;

/// The list number of headings.
pub(super) const OUTLINE: usize = 0;

/// A document being read.
pub struct Body<'a> {
    pub(super) styles: Styles,
    pub(super) view: View,
    /// Everything found so far.
    pub found: Gathered,
    /// Page being read, counted from 1.
    pub page: u32,
    /// Text of the first paragraph in the style for titles.
    pub title: Option<String>,
    /// The first short line in the middle.
    pub opening: Option<String>,
    pub(super) running: Running,
    /// Where blocks go: the document, or a cell, a note, a frame.
    pub(super) out: Vec<Strip>,
    pub(super) line: Line,
    /// Changed regions, by id.
    pub(super) regions: HashMap<&'a str, Region<'a>>,
    /// Regions that have begun and not ended, with what was noted of them.
    pub(super) open: Vec<(&'a str, Option<usize>)>,
    /// Comments on a range, by name.
    pub(super) ranges: HashMap<&'a str, usize>,
    pub(super) note_marks: NoteMarks,
    /// Notes with their marks, in the order of the text.
    pub(super) notes: Vec<(String, &'a Element)>,
    pub(super) frames: Vec<&'a Element>,
    pub(super) in_table: bool,
    /// Set while a paragraph goes on behind a break that does not count.
    pub(super) carrying: bool,
}

/// A tracked change as the document declares it.
#[derive(Clone, Copy)]
pub struct Region<'a> {
    pub(super) inserted: bool,
    pub(super) change: &'a Element,
}

impl<'a> Body<'a> {
    /// A document with these styles.
    pub fn new(styles: Styles, view: View) -> Self {
        let mut running = Running::default();
        // The first counters are those of headings.
        running.counters(OUTLINE);
        Self {
            styles,
            view,
            found: Gathered::default(),
            page: 1,
            title: None,
            opening: None,
            running,
            out: Vec::new(),
            line: Line::default(),
            regions: HashMap::new(),
            open: Vec::new(),
            ranges: HashMap::new(),
            note_marks: NoteMarks::default(),
            notes: Vec::new(),
            frames: Vec::new(),
            in_table: false,
            carrying: false,
        }
    }

    /// Reads everything, notes last.
    pub fn read(&mut self, text: &'a Element) {
        self.declare(text);
        self.blocks(text, None);
        self.flush();
        let pages = self.page;
        let mut done = 0;
        // A note may refer to another note.
        while let Some((mark, note)) = self.notes.get_mut(done) {
            let (mark, note) = (std::mem::take(mark), *note);
            let mut inside = self.inside(note);
            if let Some(first) = inside.first_mut() {
                first.begin_with(&format!("{mark} "));
            }
            self.out.extend(inside);
            done += 1;
        }
        self.page = pages;
        for strip in &mut self.out[..] {
            strip.piece.page = strip.piece.page.map(|page| page.min(pages));
        }
        self.found.strips = std::mem::take(&mut self.out);
    }

    /// The lines of a header or footer.
    pub fn furniture(&mut self, part: &'a Element) -> Vec<String> {
        let strips = self.inside(part);
        strips.into_iter().map(|strip| strip.piece.text).collect()
    }

    /// Claims no pages.
    pub fn forget_pages(&mut self) {
        for strip in &mut self.found.strips {
            strip.piece.page = None;
        }
    }

    fn declare(&mut self, text: &'a Element) {
        let mut regions = Vec::new();
        for changes in text
            .elements()
            .filter(|child| &*child.name == "tracked-changes")
        {
            regions.extend(changes.elements());
        }
        for region in regions {
            for change in region.elements() {
                let inserted = match &*change.name {
                    "insertion" => true,
                    "deletion" => false,
                    _ => continue,
                };
                if let Some(id) = region.attribute("id") {
                    self.regions.insert(id, Region { inserted, change });
                }
            }
        }
    }

    /// Reads what stands in a container.
    pub(super) fn blocks(&mut self, container: &'a Element, item: Option<&mut Item>) {
        let mut item = item;
        for element in container.elements() {
            match &*element.name {
                "p" | "h" => self.paragraph(element, item.as_deref_mut()),
                "list" => self.list(element, item.as_deref()),
                "numbered-paragraph" => self.numbered(element),
                "table" => self.table(element),
                "soft-page-break" => self.page += 1,
                "section" if is_hidden(element) => self.hide(element),
                "change-start" | "change-end" | "change" => self.change(element, item.as_deref()),
                "frame" | "custom-shape" | "text-box" => {
                    self.frame(element);
                    self.boxes();
                }
                // A table of contents brings its source besides its text.
                "tracked-changes" | "forms" | "sequence-decls" | "variable-decls"
                | "user-field-decls" | "change-info" | "note-citation" | "annotation" => {}
                name if name.ends_with("-source") => {}
                _ => self.blocks(element, item.as_deref_mut()),
            }
        }
    }

    /// Reads a container of its own: a note, a frame, a cell.
    pub(super) fn inside(&mut self, container: &'a Element) -> Vec<Strip> {
        let out = std::mem::take(&mut self.out);
        let line = std::mem::take(&mut self.line);
        let frames = std::mem::take(&mut self.frames);
        let carrying = std::mem::replace(&mut self.carrying, false);
        self.blocks(container, None);
        self.flush();
        self.carrying = carrying;
        self.frames = frames;
        self.line = line;
        std::mem::replace(&mut self.out, out)
    }

    /// Reads the frames met in the paragraph before.
    pub(super) fn boxes(&mut self) {
        for frame in std::mem::take(&mut self.frames) {
            let inside = self.inside(frame);
            self.out.extend(inside);
        }
    }

    /// Leaves out what the document hides.
    pub(super) fn hide(&mut self, element: &'a Element) {
        for strip in self.inside(element) {
            self.found.hide(&strip.piece.text);
        }
    }
}

/// Whether a section or field says that it is not shown.
pub(super) fn is_hidden(element: &Element) -> bool {
    element.attribute("display") == Some("none")
        || (element.attribute("display") == Some("condition")
            && element.attribute("is-hidden") == Some("true"))
}

/// What was done to a region of the text, by whom and when.
pub(super) fn change_of(region: Region<'_>) -> (ChangeKind, Option<String>, Option<String>) {
    let kind = if region.inserted {
        ChangeKind::Inserted
    } else {
        ChangeKind::Deleted
    };
    let info = region.change.child("change-info");
    let own = |name| info.and_then(|info| info.child(name)).map(Element::text);
    (kind, own("creator"), own("date"))
}
