//! Runs: the smallest pieces of a paragraph, and what each adds to its line.

use super::super::symbols;
use super::super::xml::Element;
use super::body::{Body, chosen};
use super::line::Line;
use super::look::RunLook;
use super::notes::NoteKind;
use super::properties::Properties;
use super::styles::seen;
use crate::domain::margin::ChangeKind;
use std::borrow::Cow;

/// The kind of change that an element of this name stands for.
pub fn change_kind(name: &str) -> Option<ChangeKind> {
    Some(match name {
        "ins" => ChangeKind::Inserted,
        "del" => ChangeKind::Deleted,
        "moveFrom" => ChangeKind::MovedFrom,
        "moveTo" => ChangeKind::MovedTo,
        _ => return None,
    })
}

impl<'a> Body<'a> {
    /// Reads what stands in a paragraph, or in something inside it.
    pub(super) fn inline(&mut self, parent: &'a Element, own: &Properties<'_>, line: &mut Line) {
        for element in parent.elements() {
            self.one_inline(element, own, line);
        }
    }

    /// Reads one of the things that stand in a paragraph.
    pub(super) fn one_inline(
        &mut self,
        element: &'a Element,
        own: &Properties<'_>,
        line: &mut Line,
    ) {
        match &*element.name {
            "r" => self.run(element, own, line),
            "ins" | "del" | "moveFrom" | "moveTo" => {
                let outer = self.enter(element);
                self.inline(element, own, line);
                self.state = outer;
            }
            "sdt" => {
                if let Some(content) = element.child("sdtContent") {
                    self.inline(content, own, line);
                }
            }
            "AlternateContent" => {
                if let Some(choice) = chosen(element) {
                    self.inline(choice, own, line);
                }
            }
            "fldSimple" => self.simple_field(element, own, line),
            "oMath" | "oMathPara" => self.formula(element, own, line),
            "commentRangeStart" | "commentRangeEnd" => self.comment_point(element, line),
            "bookmarkStart" => self.bookmark(element),
            "pPr" | "sdtPr" => {}
            "subDoc" => self.found.foreign += 1,
            "t" => self.put(&plain_text(element), &own.look, line),
            // Hyperlinks, smart tags and the like wrap runs.
            _ => self.inline(element, own, line),
        }
    }

    /// Goes into a tracked change; gives the state to come back to.
    pub(super) fn enter(&mut self, element: &Element) -> super::ledger::State {
        let outer = self.state;
        if let Some(kind) = change_kind(&element.name) {
            let change = self.ledger.begin(kind, element);
            match kind {
                ChangeKind::Inserted | ChangeKind::MovedTo => self.state.inserted = Some(change),
                ChangeKind::Deleted | ChangeKind::MovedFrom => self.state.deleted = Some(change),
            }
        }
        outer
    }

    pub(super) fn comment_point(&mut self, element: &Element, line: &mut Line) {
        if let Some(id) = element.attribute("id") {
            self.ledger.comment_here(id, line);
        }
    }

    pub(super) fn run(&mut self, run: &'a Element, own: &Properties<'_>, line: &mut Line) {
        let outer = self.state;
        let mut look = own.look.clone();
        if let Some(all) = run.child("rPr") {
            // Formulas keep the changes of a run among its properties.
            for change in all.elements() {
                self.enter(change);
            }
            let properties = seen(all, "rPrChange", self.view);
            self.found.reformatted += usize::from(all.child("rPrChange").is_some());
            let styled = properties.value("rStyle").map(|id| self.styles.look(id));
            look = RunLook::of(properties).or(styled.unwrap_or_default().over(look));
        }
        look.shaded = Some(look.shaded == Some(true) || own.shaded || self.shaded);
        self.content(run, &look, line);
        self.state = outer;
    }

    fn content(&mut self, run: &'a Element, look: &RunLook, line: &mut Line) {
        for element in run.elements() {
            match &*element.name {
                "t" => self.put(&plain_text(element), look, line),
                "delText" => {
                    let outer = self.state;
                    if outer.deleted.is_none() {
                        let change = self.ledger.begin(ChangeKind::Deleted, element);
                        self.state.deleted = Some(change);
                    }
                    self.put(&plain_text(element), look, line);
                    self.state = outer;
                }
                "tab" | "ptab" => self.put("\t", look, line),
                "br" | "cr" => self.put("\n", look, line),
                "noBreakHyphen" => self.put("\u{2011}", look, line),
                "sym" => self.put(symbol(element).encode_utf8(&mut [0; 4]), look, line),
                "fldChar" => self.field_mark(element, look, line),
                "instrText" | "delInstrText" => self.field_code(element),
                "footnoteReference" => self.refer(NoteKind::Foot, element, look, line),
                "endnoteReference" => self.refer(NoteKind::End, element, look, line),
                "commentReference" => self.comment_point(element, line),
                "drawing" | "pict" | "object" => self.drawing(element),
                "AlternateContent" => {
                    if let Some(choice) = chosen(element) {
                        self.content(choice, look, line);
                    }
                }
                "ins" | "del" | "moveFrom" | "moveTo" => {
                    let outer = self.enter(element);
                    self.content(element, look, line);
                    self.state = outer;
                }
                "ruby" => {
                    if let Some(base) = element.child("rubyBase") {
                        let own = Properties {
                            look: look.clone(),
                            ..Properties::default()
                        };
                        self.inline(base, &own, line);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds words that look like this.
    pub(super) fn put(&mut self, words: &str, look: &RunLook, line: &mut Line) {
        if self.codes > 0 || words.is_empty() {
            return;
        }
        let shown = self.state.shown_in(self.view);
        let white = look.white == Some(true) && look.shaded != Some(true);
        if look.hidden == Some(true) || (white && !words.trim().is_empty()) {
            if shown {
                self.found.hide(words, white && look.hidden != Some(true));
                self.ledger.hide(words, line);
            }
            return;
        }
        let words = look.font.as_deref().map_or(Cow::Borrowed(words), |font| {
            symbols::resolve_all(font, words)
        });
        if shown {
            self.note_result(&words);
            if look.struck == Some(true) {
                self.found.strike(&words);
            }
        }
        if look.capitals == Some(true) {
            self.ledger
                .write(&words.to_uppercase(), self.state, self.view, line);
        } else {
            self.ledger.write(&words, self.state, self.view, line);
        }
    }

    /// Notes the text boxes in a drawing; they are read after their paragraph.
    fn drawing(&mut self, element: &'a Element) {
        match &*element.name {
            "txbxContent" => self.boxes.push((element, self.state)),
            "AlternateContent" => {
                if let Some(choice) = chosen(element) {
                    self.drawing(choice);
                }
            }
            "textpath" => self.words_in_art.extend(element.attribute("string")),
            name => {
                let picture = matches!(name, "blip" | "imagedata" | "relIds" | "chart");
                self.found.pictures += usize::from(picture);
                for child in element.elements() {
                    self.drawing(child);
                }
            }
        }
    }
}

/// The text of a run; line ends in it are the writing program's own.
fn plain_text(element: &Element) -> String {
    let mut text = element.text();
    if text.contains(['\n', '\r']) {
        text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
    }
    text
}

fn symbol(element: &Element) -> char {
    let code = element
        .attribute("char")
        .and_then(|code| u32::from_str_radix(code, 16).ok());
    let font = element.attribute("font").unwrap_or_default();
    code.map_or(char::REPLACEMENT_CHARACTER, |code| {
        symbols::resolve(font, code)
    })
}
