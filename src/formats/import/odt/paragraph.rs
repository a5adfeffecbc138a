//! A paragraph or heading from its beginning to its end: its number, its kind, its page.

use super::super::assemble::Piece;
use super::super::gather::{Mark, Strip};
use super::super::xml::Element;
use super::body::{Body, OUTLINE};
use super::items::Item;
use super::lists::ListMark;
use super::styles::Look;
use crate::domain::document::BlockKind;
use crate::domain::margin::View;

/// A heading longer than this is a clause in heading's clothes.
const LONGEST_HEADING: usize = 200;
/// A line in the middle longer than this is no title.
const LONGEST_OPENING: usize = 100;

/// A paragraph's text so far.
#[derive(Debug, Default)]
pub struct Line {
    /// Its text, without a number.
    pub text: String,
    pub(super) marks: Vec<Mark>,
    /// Whether words of it are left out in this view.
    pub(super) cut: bool,
    pub(super) page: Option<u32>,
    look: Look,
}

impl<'a> Body<'a> {
    pub(super) fn paragraph(&mut self, element: &'a Element, item: Option<&mut Item>) {
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

    pub(super) fn number(
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
                    // Blanks after the number are the number's own distance.
                    strip.begin_with("");
                }
                strip.piece.label = Some(label);
            }
            Some(ListMark::Bullet(bullet)) if !blank => {
                strip.begin_with(&format!("{bullet} "));
            }
            Some(ListMark::Bullet(_)) | None => {}
        }
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
}

fn heading(element: &Element) -> Option<u8> {
    let level = element
        .attribute("outline-level")
        .unwrap_or("1")
        .parse()
        .unwrap_or(1_u8);
    (&*element.name == "h").then_some(level.clamp(1, 10))
}
