//! What stands inside a paragraph: words, fields, notes, comments, the ends of tracked changes.

use super::super::gather::Mark;
use super::super::symbols;
use super::super::xml::{Element, Node};
use super::body::{Body, change_of, is_hidden};
use super::items::Item;
use super::paragraph::Line;
use super::styles::Look;
use crate::domain::margin::View;
use std::borrow::Cow;

/// The most blanks that one element may stand for.
const MOST_BLANKS: usize = 200;
/// How many open changes hear what is said.
const MOST_LISTENERS: usize = 8;

/// The paragraph being read, with its list item.
pub(super) type Owner<'a> = (&'a Element, Option<Item>);

impl<'a> Body<'a> {
    /// Reads what stands in a paragraph, or in something inside it.
    pub(super) fn inline(&mut self, parent: &'a Element, look: &Look, owner: &mut Owner<'a>) {
        for node in &parent.children {
            match node {
                Node::Text(text) => self.say(&collapsed(text), look, true),
                Node::Element(element) => self.piece(element, look, owner),
            }
        }
    }

    fn piece(&mut self, element: &'a Element, look: &Look, owner: &mut Owner<'a>) {
        match &*element.name {
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok());
                self.say(
                    &" ".repeat(count.unwrap_or(1).min(MOST_BLANKS)),
                    look,
                    false,
                );
            }
            "tab" => self.say("\t", look, false),
            "line-break" => self.say("\n", look, false),
            "soft-page-break" => self.page += 1,
            "span" => {
                let own = element
                    .attribute("style-name")
                    .map(|name| self.styles.text_look(name));
                let look = own.map_or_else(|| look.clone(), |own| own.over(look));
                self.inline(element, &look, owner);
            }
            "note" => self.note(element, look),
            "annotation" => self.annotation(element),
            "annotation-end" => {
                let name = element.attribute("name").unwrap_or_default();
                if let Some(event) = self.ranges.remove(name) {
                    self.mark(event);
                }
            }
            "change-start" | "change-end" | "change" => self.change(element, owner.1.as_ref()),
            "hidden-text" | "hidden-paragraph" => self.hidden(element, look, owner),
            "ruby" => {
                if let Some(base) = element.child("ruby-base") {
                    self.inline(base, look, owner);
                }
            }
            "frame" | "custom-shape" | "text-box" | "g" | "rect" | "object" | "object-ole"
            | "image" | "line" | "polygon" | "path" | "ellipse" | "circle" => self.frame(element),
            "script" | "tracked-changes" | "toc-mark" | "alphabetical-index-mark" => {}
            // Links, references, fields, content controls and the like wrap words.
            _ => self.inline(element, look, owner),
        }
    }

    /// Adds words to the paragraph, or to what is hidden or cut.
    fn say(&mut self, words: &str, look: &Look, collapses: bool) {
        let mut words = words;
        if collapses && (self.line.text.is_empty() || self.line.text.ends_with([' ', '\n'])) {
            words = words.trim_start_matches(' ');
        }
        if words.is_empty() {
            return;
        }
        if look.hidden == Some(true) {
            self.found.hide(words);
            return;
        }
        let words = shown(words, look);
        let first = self.open.len().saturating_sub(MOST_LISTENERS);
        for (_, event) in &self.open[first..] {
            if let Some(event) = event {
                self.found.say(*event, &words);
            }
        }
        if self.is_cut() {
            self.line.cut = true;
        } else {
            self.line.text.push_str(&words);
        }
    }

    fn mark(&mut self, event: usize) {
        let at = self.line.text.len();
        self.line.marks.push(Mark { at, event });
    }

    fn note(&mut self, element: &'a Element, look: &Look) {
        let foot = element.attribute("note-class") != Some("endnote");
        let Some(body) = element.child("note-body") else {
            return;
        };
        if self.is_cut() || look.hidden == Some(true) {
            return;
        }
        let mark = self.note_marks.next(foot);
        self.say(&mark, &Look::default(), false);
        self.notes.push((mark, body));
    }

    fn annotation(&mut self, element: &'a Element) {
        let own = |name| element.child(name).map(Element::text);
        let Some(event) = self.found.comment(own("creator"), own("date")) else {
            return;
        };
        self.mark(event);
        if let Some(name) = element.attribute("name") {
            self.ranges.insert(name, event);
        }
        for (index, line) in self.inside(element).into_iter().enumerate() {
            let gap = if index > 0 { "\n" } else { "" };
            self.found.say(event, &format!("{gap}{}", line.piece.text));
        }
    }

    fn hidden(&mut self, element: &'a Element, look: &Look, owner: &mut Owner<'a>) {
        if element.attribute("is-hidden") == Some("true") || is_hidden(element) {
            let words = element.attribute("string-value").map(str::to_owned);
            self.found.hide(&words.unwrap_or_else(|| element.text()));
        } else {
            self.inline(element, look, owner);
        }
    }

    /// Notes a frame, whose text is read after its paragraph, and counts what is no text.
    pub(super) fn frame(&mut self, element: &'a Element) {
        match &*element.name {
            "image" => self.found.pictures += 1,
            "object" | "object-ole" => self.found.foreign += 1,
            "text-box" | "custom-shape" | "rect" => self.frames.push(element),
            _ => {
                // A picture may stand beside the object that it shows.
                let object = element.child("object").is_some();
                for child in element
                    .elements()
                    .filter(|c| !(object && &*c.name == "image"))
                {
                    self.frame(child);
                }
            }
        }
    }

    /// The start, the end or the place of a tracked change.
    pub(super) fn change(&mut self, element: &'a Element, item: Option<&Item>) {
        let Some(id) = element.attribute("change-id") else {
            return;
        };
        let Some(&region) = self.regions.get(id) else {
            return;
        };
        match &*element.name {
            "change-start" => {
                let (kind, author, at) = change_of(region);
                let event = self.found.change(kind, author, at);
                if let Some(event) = event {
                    self.mark(event);
                }
                self.open.push((id, event));
            }
            "change-end" => {
                let index = self.open.iter().rposition(|(open, _)| *open == id);
                let ended = index.and_then(|index| self.open.remove(index).1);
                if let Some(event) = ended {
                    self.mark(event);
                }
            }
            _ => self.deletion(region.change, id, item),
        }
    }

    /// Words that were taken out: kept beside the text, or read where they stood.
    fn deletion(&mut self, change: &'a Element, id: &'a str, item: Option<&Item>) {
        let (kind, author, at) = change_of(self.regions[id]);
        let Some(event) = self.found.change(kind, author, at) else {
            return;
        };
        self.mark(event);
        let mut paragraphs = Vec::new();
        paragraphs_of(change, &mut paragraphs);
        // A deletion that points at itself must not go round in circles.
        let Some(region) = self.regions.remove(id) else {
            return;
        };
        if self.view == View::Final {
            let line = std::mem::take(&mut self.line);
            for (index, paragraph) in paragraphs.iter().enumerate() {
                self.inline(paragraph, &Look::default(), &mut (paragraph, None));
                let gap = if index > 0 { "\n" } else { "" };
                let words = format!("{gap}{}", std::mem::take(&mut self.line).text);
                self.found.say(event, &words);
            }
            self.line = line;
        } else {
            self.restore(&paragraphs, event, id, item);
        }
        self.regions.insert(id, region);
    }

    /// Puts words back where they were taken out. All but the last of their paragraphs end here.
    fn restore(
        &mut self,
        paragraphs: &[&'a Element],
        event: usize,
        id: &'a str,
        item: Option<&Item>,
    ) {
        self.open.push((id, Some(event)));
        let last = paragraphs.len().saturating_sub(1);
        for (index, &paragraph) in paragraphs.iter().enumerate() {
            let look = paragraph
                .attribute("style-name")
                .map(|style| self.styles.paragraph_look(style))
                .unwrap_or_default();
            self.inline(paragraph, &look, &mut (paragraph, None));
            if index < last {
                self.mark(event);
                let mut own = item.cloned();
                let counted = self.view == View::Original;
                self.finish(paragraph, own.as_mut(), counted);
                self.line = Line::default();
                self.line_on_this_page();
                self.found.say(event, "\n");
            }
        }
        self.open.retain(|(open, _)| *open != id);
        self.mark(event);
    }
}

fn paragraphs_of<'a>(parent: &'a Element, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        match &*element.name {
            "p" | "h" => found.push(element),
            "change-info" => {}
            _ => paragraphs_of(element, found),
        }
    }
}

/// White space as the format prints it: any amount of it is one blank.
fn collapsed(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' if words.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => words.push(' '),
            // A place where a line may break is no letter.
            '\u{ad}' => {}
            other => words.push(other),
        }
    }
    words
}

/// Letters as they are shown: in capitals, or from a symbol font.
fn shown(words: &str, look: &Look) -> String {
    let words = match &look.font {
        Some(font) => symbols::resolve_all(font, words),
        None => Cow::Borrowed(words),
    };
    if look.capitals == Some(true) {
        words.to_uppercase()
    } else {
        words.into_owned()
    }
}
