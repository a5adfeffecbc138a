//! One paragraph: its properties, and its runs as a line of text.

use super::body::{Body, NoteKind, chosen};
use super::styles::{NumberRef, RunLook, Styles, heading_level};
use super::symbols;
use super::xml::Element;

/// What is known about a paragraph apart from its text.
#[derive(Debug, Default)]
pub struct Properties {
    /// Its style, or the default one.
    pub style: Option<String>,
    /// The list reference that it gives itself.
    pub number: NumberRef,
    /// Its heading level.
    pub heading: Option<u8>,
    /// Whether it stands in the middle of the line, as titles do.
    pub centered: bool,
    /// Its paragraph mark.
    pub mark: ParagraphMark,
    look: RunLook,
}

/// What tracked changes and formatting say about a paragraph's end.
#[derive(Debug, Default, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts of the file format"
)]
pub struct ParagraphMark {
    /// It was inserted.
    pub inserted: bool,
    /// It was deleted: the next paragraph joins this one.
    pub deleted: bool,
    /// It is not shown.
    pub hidden: bool,
    /// A style separator: the next paragraph runs on in the same line.
    pub runs_in: bool,
}

/// A paragraph's text so far.
#[derive(Debug, Default)]
pub struct Line {
    /// Its text, without a number.
    pub text: String,
}

/// Where in a field we are: in its code, which is not shown, or in its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPart {
    /// In the code.
    Code,
    /// In the result.
    Result,
}

impl Properties {
    /// Reads a paragraph's properties.
    pub fn of(element: Option<&Element>, styles: &Styles) -> Self {
        let own_style = element.and_then(|properties| properties.value("pStyle"));
        let style = own_style
            .or_else(|| styles.default_paragraph())
            .map(str::to_owned);
        let inherited = style.as_deref().and_then(|id| styles.heading(id));
        let look = style
            .as_deref()
            .map(|id| styles.look(id))
            .unwrap_or_default();
        let Some(properties) = element else {
            return Self {
                style,
                heading: inherited,
                look,
                ..Self::default()
            };
        };
        let outline = properties
            .value("outlineLvl")
            .and_then(|value| value.parse().ok());
        Self {
            style,
            number: NumberRef::of(properties),
            heading: outline.map_or(inherited, heading_level),
            centered: properties.value("jc") == Some("center"),
            mark: properties.child("rPr").map(mark).unwrap_or_default(),
            look,
        }
    }
}

fn mark(properties: &Element) -> ParagraphMark {
    let has = |name| properties.child(name).is_some();
    let hidden = properties.switch("vanish").unwrap_or(false);
    ParagraphMark {
        inserted: has("ins") || has("moveTo"),
        deleted: has("del") || has("moveFrom"),
        hidden,
        runs_in: properties.switch("specVanish").unwrap_or(false),
    }
}

impl<'a> Body<'a> {
    /// Reads what stands in a paragraph, or in something inside it.
    pub(super) fn inline(&mut self, parent: &'a Element, own: &Properties, line: &mut Line) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, own, line),
                "ins" => {
                    self.found.insertions += 1;
                    self.inline(element, own, line);
                }
                "del" => self.found.deletions += 1,
                "moveFrom" => self.found.moves += 1,
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
                "pPr" | "sdtPr" | "commentRangeStart" | "bookmarkStart" => {}
                "t" => line.text.push_str(&element.text()),
                // Hyperlinks, simple fields, smart tags, formulas and the like wrap runs.
                _ => self.inline(element, own, line),
            }
        }
    }

    fn run(&mut self, run: &'a Element, own: &Properties, line: &mut Line) {
        let properties = run.child("rPr");
        let direct = properties.map(RunLook::of).unwrap_or_default();
        let styled = properties.and_then(|properties| properties.value("rStyle"));
        let styled = styled.map(|id| self.styles.look(id)).unwrap_or_default();
        let look = direct.or(styled).or(own.look);
        let mut text = String::new();
        self.pieces_of_run(run, &mut text);
        if look.hidden == Some(true) {
            self.found.hide(&text);
        } else if look.capitals == Some(true) {
            line.text.push_str(&text.to_uppercase());
        } else {
            line.text.push_str(&text);
        }
    }

    fn pieces_of_run(&mut self, run: &'a Element, text: &mut String) {
        for element in run.elements() {
            match &*element.name {
                "fldChar" => self.field(element, text),
                "AlternateContent" => {
                    if let Some(choice) = chosen(element) {
                        self.pieces_of_run(choice, text);
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(element),
                _ if self.fields.contains(&FieldPart::Code) => {}
                "t" => text.push_str(&element.text()),
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('\u{2011}'),
                "sym" => text.push(symbol(element)),
                "footnoteReference" => self.refer(NoteKind::Foot, element, text),
                "endnoteReference" => self.refer(NoteKind::End, element, text),
                "ruby" => {
                    if let Some(base) = element.child("rubyBase") {
                        let mut line = Line::default();
                        self.inline(base, &Properties::default(), &mut line);
                        text.push_str(&line.text);
                    }
                }
                _ => {}
            }
        }
    }

    fn refer(&mut self, kind: NoteKind, reference: &Element, text: &mut String) {
        if let Some(id) = reference.attribute("id") {
            let mark = self.notes.refer(kind, id);
            text.push_str(&mark);
        }
    }

    fn field(&mut self, element: &Element, text: &mut String) {
        match element.attribute("fldCharType") {
            Some("begin") => {
                if !self.fields.contains(&FieldPart::Code) {
                    form_field(element, text);
                }
                self.fields.push(FieldPart::Code);
            }
            Some("separate") => {
                if let Some(part) = self.fields.last_mut() {
                    *part = FieldPart::Result;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// Notes the text boxes in a drawing; they are read after their paragraph.
    fn drawing(&mut self, element: &'a Element) {
        match &*element.name {
            "txbxContent" => self.boxes.push(element),
            "AlternateContent" => {
                if let Some(choice) = chosen(element) {
                    self.drawing(choice);
                }
            }
            name => {
                self.found.pictures += usize::from(matches!(name, "blip" | "imagedata"));
                for child in element.elements() {
                    self.drawing(child);
                }
            }
        }
    }
}

/// Check boxes and lists of the old form fields have no result of their own.
fn form_field(element: &Element, text: &mut String) {
    let Some(data) = element.child("ffData") else {
        return;
    };
    if let Some(check_box) = data.child("checkBox") {
        let checked = check_box
            .switch("checked")
            .or_else(|| check_box.switch("default"));
        text.push(if checked == Some(true) { '☒' } else { '☐' });
    }
    if let Some(choice) = data.child("ddList") {
        let index = choice
            .value("result")
            .and_then(|value| value.parse().ok())
            .unwrap_or(0);
        let entry = choice
            .elements()
            .filter(|entry| &*entry.name == "listEntry")
            .nth(index);
        text.push_str(
            entry
                .and_then(|entry| entry.attribute("val"))
                .unwrap_or_default(),
        );
    }
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
