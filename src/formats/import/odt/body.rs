//! The flow of an `OpenDocument` text: paragraphs, headings, lists, sections, notes.

use super::super::assemble::Piece;
use super::super::gather::{Gathered, Mark, Strip};
use super::super::numerals;
use super::super::xml::Element;
use super::lists::{ListMark, Running};
use super::styles::{Look, Styles};
use crate::domain::document::BlockKind;
use crate::domain::margin::{ChangeKind, View};
use std::collections::HashMap;

/// A heading longer than this is a clause in heading's clothes.
const LONGEST_HEADING: usize = 200;
/// A line in the middle longer than this is no title.
const LONGEST_OPENING: usize = 100;
/// The list number of headings.
const OUTLINE: usize = 0;

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
    pub(super) notes: Vec<(bool, &'a Element)>,
    pub(super) frames: Vec<&'a Element>,
    pub(super) in_table: bool,
    /// Set while a paragraph goes on behind a break that does not count.
    carrying: bool,
}

/// A tracked change as the document declares it.
#[derive(Clone, Copy)]
pub struct Region<'a> {
    pub(super) inserted: bool,
    pub(super) change: &'a Element,
}

/// A paragraph's text so far.
#[derive(Debug, Default)]
pub struct Line {
    /// Its text, without a number.
    pub text: String,
    pub(super) marks: Vec<Mark>,
    /// Whether words of it are left out in this view.
    pub(super) cut: bool,
    page: Option<u32>,
    look: Look,
}

/// The list item that a paragraph stands in.
#[derive(Debug, Clone)]
pub struct Item {
    style: Option<String>,
    level: usize,
    counters: usize,
    /// Whether the next paragraph gets the item's number.
    numbered: bool,
    start: Option<u32>,
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
        let mut counts = [0_u32; 2];
        // A note may refer to another note.
        while let Some(&(foot, note)) = self.notes.get(done) {
            counts[usize::from(foot)] += 1;
            let mark = note_mark(foot, counts[usize::from(foot)]);
            let inside = self.inside(note);
            let mut inside = inside.into_iter();
            if let Some(mut first) = inside.next() {
                let lead = first.piece.text.len() - first.piece.text.trim_start().len();
                let words = first.piece.text.trim_start();
                let shift = mark.len() + 1;
                for place in &mut first.marks {
                    place.at = place.at.saturating_sub(lead) + shift;
                }
                first.piece.text = format!("{mark} {words}");
                self.out.push(first);
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

    fn list(&mut self, list: &'a Element, around: Option<&Item>) {
        let named = list.attribute("style-name").map(str::to_owned);
        let style = named
            .or_else(|| around.and_then(|item| item.style.clone()))
            .or_else(|| self.style_of_first(list));
        let (level, counters) = match around {
            Some(item) => (item.level + 1, item.counters),
            None => (
                0,
                self.running
                    .begin(list, style.as_deref().unwrap_or_default()),
            ),
        };
        for element in list.elements() {
            let numbered = &*element.name == "list-item";
            if !numbered && &*element.name != "list-header" {
                continue;
            }
            let start = element
                .attribute("start-value")
                .and_then(|value| value.parse().ok());
            let own = element.attribute("style-override").map(str::to_owned);
            let mut item = Item {
                style: own.or_else(|| style.clone()),
                level,
                counters,
                numbered,
                start,
            };
            self.blocks(element, Some(&mut item));
        }
    }

    /// The list style that the first paragraph of a list brings along.
    fn style_of_first(&self, list: &Element) -> Option<String> {
        let mut element = list;
        for _ in 0..20 {
            let inside = element.elements().find(|child| {
                matches!(
                    &*child.name,
                    "list-item" | "list" | "list-header" | "p" | "h"
                )
            })?;
            if matches!(&*inside.name, "p" | "h") {
                let style = inside.attribute("style-name")?;
                return self.styles.list_of(style).map(str::to_owned);
            }
            element = inside;
        }
        None
    }

    fn numbered(&mut self, element: &'a Element) {
        let level: usize = element
            .attribute("level")
            .and_then(|level| level.parse().ok())
            .unwrap_or(1);
        let style = element.attribute("style-name").map(str::to_owned);
        let style = style.or_else(|| self.style_of_first(element));
        let counters = self
            .running
            .begin(element, style.as_deref().unwrap_or_default());
        let mut item = Item {
            style,
            level: level.saturating_sub(1),
            counters,
            numbered: true,
            start: element
                .attribute("start-value")
                .and_then(|value| value.parse().ok()),
        };
        self.blocks(element, Some(&mut item));
    }

    fn paragraph(&mut self, element: &'a Element, item: Option<&mut Item>) {
        let style = element.attribute("style-name").unwrap_or_default();
        if !self.in_table && !self.out.is_empty() && self.styles.begins_page(style) {
            self.page += 1;
        }
        if !self.carrying {
            self.line = Line::default();
        }
        self.line.page.get_or_insert(self.page);
        self.line.look = self.styles.paragraph_look(style);
        let look = self.line.look.clone();
        self.inline(element, &look, &mut (element, item.as_deref().cloned()));
        self.carrying = self.is_cut();
        if !self.carrying {
            self.finish(element, item, true);
        }
        self.boxes();
    }

    /// Whether what is being read was put in, and the view is the one before that.
    pub(super) fn is_cut(&self) -> bool {
        let inserted = |(id, _): &(&str, _)| self.regions.get(id).is_some_and(|r| r.inserted);
        self.view == View::Original && self.open.iter().any(inserted)
    }

    /// Ends the paragraph being read: gives it its number and its kind.
    pub(super) fn finish(&mut self, element: &Element, item: Option<&mut Item>, count: bool) {
        let line = std::mem::take(&mut self.line);
        let blank = line.text.trim().is_empty();
        if blank && line.cut {
            return;
        }
        let style = element.attribute("style-name").unwrap_or_default();
        let short = line.text.chars().count();
        let outline = heading(element);
        let level = outline.filter(|_| short <= LONGEST_HEADING);
        let kind = level.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let mut strip = Strip {
            piece: Piece::new(kind, line.text),
            marks: line.marks,
        };
        strip.piece.page = line.page;
        if count {
            self.number(&mut strip, element, item, outline);
        }
        if blank && strip.piece.label.is_none() {
            return;
        }
        if self.title.is_none() && self.styles.is_title(style) {
            self.title = Some(strip.piece.text.clone());
        }
        let early = !self.in_table && self.out.len() < 15 && strip.piece.label.is_none();
        if self.opening.is_none()
            && early
            && short <= LONGEST_OPENING
            && self.styles.is_centered(style)
        {
            self.opening = Some(strip.piece.text.clone());
        }
        self.out.push(strip);
    }

    fn number(
        &mut self,
        strip: &mut Strip,
        element: &Element,
        item: Option<&mut Item>,
        outline: Option<u8>,
    ) {
        let blank = strip.piece.text.trim().is_empty();
        let mark = match (item, outline) {
            (Some(item), _) if item.numbered => {
                item.numbered = false;
                self.item_mark(item)
            }
            (None, Some(level)) if element.attribute("is-list-header") != Some("true") => {
                let restarts = element.attribute("restart-numbering") == Some("true");
                let start = element.attribute("start-value").filter(|_| restarts);
                let start = start.and_then(|value| value.parse().ok());
                let level = usize::from(level.saturating_sub(1));
                let counters = self.running.counters(OUTLINE);
                self.styles.outline.next(counters, level, start)
            }
            (_, _) => None,
        };
        match mark {
            Some(ListMark::Number(label)) => {
                if !label.tight {
                    trim_start(strip);
                }
                strip.piece.label = Some(label);
            }
            Some(ListMark::Bullet(bullet)) if !blank => {
                trim_start(strip);
                for mark in &mut strip.marks {
                    mark.at += bullet.len() + 1;
                }
                strip.piece.text.insert_str(0, &format!("{bullet} "));
            }
            Some(ListMark::Bullet(_)) | None => {}
        }
    }

    fn item_mark(&mut self, item: &Item) -> Option<ListMark> {
        let style = self.styles.lists.get(item.style.as_deref()?)?;
        let counters = self.running.counters(item.counters);
        style.next(counters, item.level, item.start)
    }

    /// Ends a paragraph that was waiting for its end.
    pub(super) fn flush(&mut self) {
        self.carrying = false;
        let line = std::mem::take(&mut self.line);
        if !line.text.trim().is_empty() {
            let mut strip = Strip::from(Piece::new(BlockKind::Paragraph, line.text));
            strip.marks = line.marks;
            strip.piece.page = line.page;
            self.out.push(strip);
        }
    }

    /// Notes on which page the paragraph being read begins.
    pub(super) fn line_on_this_page(&mut self) {
        self.line.page = Some(self.page);
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

/// The mark of a note: `[1]` for footnotes, `[i]` for endnotes.
pub(super) fn note_mark(foot: bool, count: u32) -> String {
    if foot {
        format!("[{count}]")
    } else {
        format!("[{}]", numerals::format(count, "lowerRoman", None))
    }
}

fn heading(element: &Element) -> Option<u8> {
    let level = element
        .attribute("outline-level")
        .unwrap_or("1")
        .parse()
        .unwrap_or(1_u8);
    (&*element.name == "h").then_some(level.clamp(1, 10))
}

/// Blanks after the number are the number's own distance.
fn trim_start(strip: &mut Strip) {
    let lead = strip.piece.text.len() - strip.piece.text.trim_start().len();
    strip.piece.text = strip.piece.text.trim_start().to_owned();
    for mark in &mut strip.marks {
        mark.at = mark.at.saturating_sub(lead);
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
