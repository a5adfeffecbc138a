//! The flow of a Word document: paragraphs, tables, text boxes and notes, in reading order.

use super::super::assemble::Piece;
use super::super::xml::Element;
use super::autonumber::AutoNumbers;
use super::field::{Asked, Field};
use super::findings::Findings;
use super::ledger::{Ledger, State};
use super::line::{Line, Para, Place};
use super::notes::Notes;
use super::numbering::{Counters, Numbering};
use super::properties::Properties;
use super::reference::Targets;
use super::styles::Styles;
use crate::domain::document::BlockKind;
use crate::domain::margin::View;

/// A document being read.
pub struct Body<'a> {
    pub(super) view: View,
    pub(super) styles: &'a Styles,
    pub(super) numbering: &'a Numbering,
    pub(super) counters: Counters,
    /// The numbers before the changes, where both states are shown together.
    pub(super) earlier: Counters,
    /// Counts lists in text boxes, which Word counts apart.
    box_counters: Counters,
    /// Notes at the foot of a page and at the end.
    pub notes: Notes<'a>,
    /// Changes, comments, hidden words.
    pub ledger: Ledger,
    /// What was found besides text.
    pub found: Findings,
    /// Parts in other formats, read before.
    pub chunks: &'a super::chunk::Chunks,
    /// Text of the first paragraph in the style for titles.
    pub title: Option<String>,
    /// The first short line in the middle, where many agreements have their title.
    pub opening: Option<String>,
    /// The changes that what is being read is under.
    pub(super) state: State,
    /// Whether what is being read stands on a ground of another colour.
    pub(super) shaded: bool,
    /// Fields that have begun and not ended.
    pub(super) fields: Vec<Field>,
    /// How many of them are in their code, which is not shown.
    pub(super) codes: usize,
    /// How far fields that number by themselves have counted.
    pub(super) auto_numbers: AutoNumbers,
    /// The heading level of the paragraph being read.
    pub(super) heading: Option<u8>,
    /// References to numbered paragraphs that were met.
    pub references: Vec<Asked>,
    /// What references lead to, when that is known already.
    pub targets: Option<Targets>,
    /// What references lead to, as found on the way.
    pub seen: Targets,
    /// Names for the paragraph that comes next.
    pub(super) bookmarks: Vec<String>,
    /// How many paragraphs have been finished.
    pub(super) paragraphs: usize,
    /// Text boxes met in the paragraph being read.
    pub(super) boxes: Vec<(&'a Element, State)>,
    /// Words drawn as pictures, such as watermarks.
    pub words_in_art: Vec<&'a str>,
    /// Places in paragraphs that are not shown; the next block takes them.
    pub(super) loose: Vec<Place>,
    pub(super) in_table: usize,
    /// Whether this is a header or footer, whose drawn words are watermarks.
    pub furniture: bool,
}

/// Text waiting for the paragraph it belongs to, because its own paragraph mark is not there.
#[derive(Default)]
pub(super) struct Carry<'a> {
    line: Line,
    /// Given when the first paragraph decides what the joined one is.
    first: Option<Properties<'a>>,
    /// Those of the last paragraph, for when nothing follows that it could join.
    last: Option<Properties<'a>>,
}

impl<'a> Body<'a> {
    /// A document with these styles and lists.
    pub fn new(
        view: View,
        styles: &'a Styles,
        numbering: &'a Numbering,
        chunks: &'a super::chunk::Chunks,
    ) -> Self {
        Self {
            view,
            styles,
            numbering,
            counters: Counters::default(),
            earlier: Counters::default(),
            box_counters: Counters::default(),
            notes: Notes::default(),
            ledger: Ledger::default(),
            found: Findings::default(),
            chunks,
            title: None,
            opening: None,
            state: State::default(),
            shaded: false,
            fields: Vec::new(),
            codes: 0,
            auto_numbers: AutoNumbers::default(),
            heading: None,
            references: Vec::new(),
            targets: None,
            seen: Targets::default(),
            bookmarks: Vec::new(),
            paragraphs: 0,
            boxes: Vec::new(),
            words_in_art: Vec::new(),
            loose: Vec::new(),
            in_table: 0,
            furniture: false,
        }
    }

    /// Reads everything: footnotes after the paragraph or row that refers to them, endnotes last.
    pub fn read(&mut self, body: &'a Element) -> Vec<Para> {
        let mut paras = self.flow(body);
        self.foot_notes(&mut paras);
        self.end_notes(&mut paras);
        paras
    }

    /// Reads what stands in a container: the body, a cell, a text box, a note.
    pub fn flow(&mut self, container: &'a Element) -> Vec<Para> {
        let mut paras = Vec::new();
        let mut carry = Carry::default();
        self.blocks(container, &mut carry, &mut paras);
        self.flush(&mut carry, &mut paras);
        paras
    }

    /// Finishes a paragraph that waits for another one, when none will come.
    fn flush(&mut self, carry: &mut Carry<'a>, paras: &mut Vec<Para>) {
        let carry = std::mem::take(carry);
        if carry.line.is_blank() {
            self.loosen(&carry.line);
        } else {
            let own = carry.first.or(carry.last).unwrap_or_default();
            self.finish(carry.line, &own, paras);
        }
    }

    fn blocks(&mut self, container: &'a Element, carry: &mut Carry<'a>, paras: &mut Vec<Para>) {
        for element in container.elements() {
            match &*element.name {
                "p" => self.paragraph(element, carry, paras),
                "tbl" => {
                    self.flush(carry, paras);
                    self.table(element, paras);
                }
                "sdt" => {
                    if let Some(content) = element.child("sdtContent") {
                        self.blocks(content, carry, paras);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = chosen(element) {
                        self.blocks(choice, carry, paras);
                    }
                }
                "ins" | "del" | "moveFrom" | "moveTo" => {
                    let outer = self.enter(element);
                    self.blocks(element, carry, paras);
                    self.state = outer;
                }
                "customXml" | "smartTag" | "dir" | "bdo" => self.blocks(element, carry, paras),
                // Runs and formulas do not belong here, but some programs write them.
                "r" | "hyperlink" | "oMath" | "oMathPara" | "fldSimple" => {
                    let own = Properties::of(None, self.styles, self.view);
                    self.one_inline(element, &own, &mut carry.line);
                    carry.last.get_or_insert(own);
                }
                "commentRangeStart" | "commentRangeEnd" => {
                    self.comment_point(element, &mut carry.line);
                }
                "bookmarkStart" => self.bookmark(element),
                "altChunk" => {
                    self.flush(carry, paras);
                    self.chunk(element, paras);
                }
                "subDoc" => self.found.foreign += 1,
                _ => {}
            }
        }
    }

    /// Remembers the name of the paragraph that comes next, or is being read.
    pub(super) fn bookmark(&mut self, element: &Element) {
        let name = element.attribute("name").filter(|name| *name != "_GoBack");
        self.bookmarks.extend(name.map(str::to_owned));
    }

    fn paragraph(&mut self, element: &'a Element, carry: &mut Carry<'a>, paras: &mut Vec<Para>) {
        let properties = element.child("pPr");
        let own = Properties::of(properties, self.styles, self.view);
        self.found.reformatted += usize::from(
            properties.is_some_and(|properties| properties.child("pPrChange").is_some()),
        );
        let mut line = std::mem::take(&mut carry.line);
        self.heading = own.heading;
        self.inline(element, &own, &mut line);
        self.mend_fields();
        let outer = self.state;
        for change in &own.mark.changes {
            self.enter(change);
        }
        let mark = self.state;
        self.ledger.end_paragraph(mark, self.view, &mut line);
        self.state = outer;
        let joins = !mark.shown_in(self.view);
        let blank = line.is_blank();
        if joins || own.mark.runs_in || (own.mark.hidden && !blank) {
            carry.line = line;
            if !joins {
                carry.first.get_or_insert(own);
            } else if carry.first.is_none() {
                carry.last = Some(own);
            }
        } else if own.mark.hidden && carry.first.is_none() {
            self.loosen(&line);
        } else {
            let own = carry.first.take().unwrap_or(own);
            carry.last = None;
            self.finish_as(line, &own, mark, paras);
        }
        self.text_boxes(paras);
        if self.in_table == 0 && carry.line.text.is_empty() {
            self.foot_notes(paras);
        }
    }

    /// Keeps the places of a line that is not shown.
    pub(super) fn loosen(&mut self, line: &Line) {
        let places = line.anchors.iter().map(|anchor| anchor.place);
        self.loose.extend(places);
    }

    /// Text boxes stand after the paragraph that they hang on, so that its sentences stay whole.
    fn text_boxes(&mut self, paras: &mut Vec<Para>) {
        if self.boxes.is_empty() && self.words_in_art.is_empty() {
            return;
        }
        let (outer, shaded) = (self.state, self.shaded);
        for (content, state) in std::mem::take(&mut self.boxes) {
            self.state = self.ledger.again(state);
            // What fills a box is not looked up; white letters on it are taken for readable.
            self.shaded = true;
            std::mem::swap(&mut self.counters, &mut self.box_counters);
            let fields = std::mem::take(&mut self.fields);
            let inside = self.flow(content);
            self.fields = fields;
            std::mem::swap(&mut self.counters, &mut self.box_counters);
            paras.extend(inside);
        }
        (self.state, self.shaded) = (outer, shaded);
        if self.furniture {
            return;
        }
        for words in std::mem::take(&mut self.words_in_art) {
            let piece = Piece::new(BlockKind::Paragraph, words.trim());
            paras.push(Para::new(piece, Vec::new()));
        }
    }
}

/// Of two versions of the same content, the newer one that we understand: never both.
pub(super) fn chosen(alternatives: &Element) -> Option<&Element> {
    alternatives
        .child("Choice")
        .or_else(|| alternatives.child("Fallback"))
}
