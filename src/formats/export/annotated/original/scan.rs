//! The main part of a Word document as it stands: where its letters are, and where a mark may be put between them.
//!
//! Reads XML as bytes with places, because everything that is not touched must stay as it is. What is deleted, hidden
//! or the code of a field is left out; text boxes and notes stand after the paragraph that they hang on.

use super::stream;
use super::tags::{attribute, local};
use crate::tr;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::ops::Range;

/// The deepest nesting read.
const DEEPEST: usize = 400;

/// What was found in a part.
#[derive(Debug, Default)]
pub struct Scan {
    /// All letters, one after the other.
    pub stream: String,
    /// Where they came from, in the order of the stream.
    pub pieces: Vec<Piece>,
    /// Runs and the like.
    pub owners: Vec<Owner>,
    /// Byte of the part at which the content of the first paragraph begins.
    pub opening: Option<usize>,
    /// The largest number of a comment.
    pub last_comment: Option<u64>,
}

/// Some letters that stand together.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Byte of the stream at which they begin.
    pub at: usize,
    /// Their bytes of the part, with the start tag of their element; nothing where no mark may be put inside.
    pub text: Option<TextAt>,
    /// The run that they stand in.
    pub owner: usize,
    /// Whether they stand outside the running text, where no comment can be.
    pub outside: bool,
}

/// Where a text stands.
#[derive(Debug, Clone)]
pub struct TextAt {
    /// The letters.
    pub raw: Range<usize>,
    /// The start tag of their element.
    pub tag: Range<usize>,
}

/// A run, or something else that stands in a paragraph.
#[derive(Debug, Clone, Default)]
pub struct Owner {
    /// All of it.
    pub whole: Range<usize>,
    /// Its start tag.
    pub tag: Range<usize>,
    /// Its properties; empty when it has none.
    pub properties: Range<usize>,
    /// Which paragraph it stands in.
    pub paragraph: usize,
    hidden: bool,
}

/// An open element.
struct Frame {
    name: String,
    tag: Range<usize>,
}

/// Elements of a paragraph in which runs and marks may stand.
const CHAIN: [&str; 11] = [
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "hyperlink",
    "smartTag",
    "sdt",
    "sdtContent",
    "customXml",
    "fldSimple",
    "dir",
];
/// Elements that describe and hold no words.
const DESCRIBING: [&str; 7] = [
    "pPr",
    "sdtPr",
    "sdtEndPr",
    "smartTagPr",
    "customXmlPr",
    "sectPr",
    "tblPr",
];

/// Reads a part. `notes` are the letters of footnotes and endnotes by name of the reference and number.
pub fn scan(part: &str, notes: &HashMap<(bool, String), String>) -> Result<Scan, String> {
    let mut reading = Reading {
        scan: Scan::default(),
        notes,
        open: Vec::new(),
        owner: None,
        fields: Vec::new(),
        later: Vec::new(),
        paragraph: 0,
        depth_of_paragraphs: 0,
    };
    let mut reader = Reader::from_str(part);
    loop {
        let start = place(reader.buffer_position());
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let here = start..place(reader.buffer_position());
        match event {
            Event::Start(tag) => reading.enter(&tag, here)?,
            Event::Empty(tag) => reading.pass(&tag, here)?,
            Event::End(_) => reading.leave(here),
            Event::Text(text) => reading.text(&text, here),
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().ok().flatten();
                let mut spelled = [0; 4];
                let letter = letter.map_or("", |letter| letter.encode_utf8(&mut spelled));
                reading.text(letter, here);
            }
            Event::DocType(_) => return Err(tr!("it defines entities").to_owned()),
            Event::Eof => break,
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    Ok(reading.scan)
}

/// The letters of all notes of a part by their numbers.
pub fn notes(part: &str, end: bool, into: &mut HashMap<(bool, String), String>) {
    let mut reader = Reader::from_str(part);
    let mut note: Option<(String, String)> = None;
    let mut is_text = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => match local(&tag) {
                "footnote" | "endnote" => {
                    note = attribute(&tag, "id").map(|id| (id, String::new()));
                }
                name => is_text = name == "t",
            },
            Event::End(tag) => {
                is_text = false;
                let name = tag.name();
                if matches!(name.local_name().as_ref(), "footnote" | "endnote")
                    && let Some((id, letters)) = note.take()
                {
                    into.insert((end, id), letters);
                }
            }
            Event::Text(text) if is_text => {
                if let Some((_, letters)) = &mut note {
                    stream::add(&text, letters);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
}

struct Reading<'a> {
    scan: Scan,
    notes: &'a HashMap<(bool, String), String>,
    open: Vec<Frame>,
    /// The open run: its depth and its place among the owners.
    owner: Option<(usize, usize)>,
    /// For each open field, whether its code is being read.
    fields: Vec<bool>,
    /// Letters that follow when the paragraph ends, with the run that they hang on.
    later: Vec<(usize, String)>,
    paragraph: usize,
    depth_of_paragraphs: usize,
}

impl Reading<'_> {
    fn enter(&mut self, tag: &BytesStart<'_>, here: Range<usize>) -> Result<(), String> {
        if self.open.len() >= DEEPEST {
            return Err(tr!("its elements are nested too deeply").to_owned());
        }
        let name = local(tag);
        self.note(name, tag);
        if name == "p" && self.owner.is_none() {
            self.depth_of_paragraphs += 1;
            self.paragraph += 1;
            if self.scan.opening.is_none() {
                self.scan.opening = Some(here.end);
            }
        } else if self.begins_owner(name) {
            self.owner = Some((self.open.len(), self.scan.owners.len()));
            self.scan.owners.push(Owner {
                whole: here.clone(),
                tag: here.clone(),
                properties: here.end..here.end,
                paragraph: self.paragraph,
                hidden: false,
            });
        }
        self.open.push(Frame {
            name: name.to_owned(),
            tag: here,
        });
        Ok(())
    }

    /// An element without content.
    fn pass(&mut self, tag: &BytesStart<'_>, here: Range<usize>) -> Result<(), String> {
        // A paragraph without content has no place for a mark.
        if local(tag) == "p" {
            return Ok(());
        }
        self.enter(tag, here.clone())?;
        self.leave(here);
        Ok(())
    }

    fn leave(&mut self, here: Range<usize>) {
        let Some(frame) = self.open.pop() else { return };
        let depth = self.open.len();
        if let Some((owner_depth, owner)) = self.owner {
            if frame.name == "rPr" && depth == owner_depth + 1 {
                self.scan.owners[owner].properties = frame.tag.start..here.end;
            }
            if depth == owner_depth {
                self.scan.owners[owner].whole.end = here.end;
                self.owner = None;
            }
            return;
        }
        if frame.name == "pPr" && self.paragraph == 1 && depth_is_first(&self.scan) {
            self.scan.opening = Some(here.end);
        }
        if frame.name == "p" {
            self.depth_of_paragraphs = self.depth_of_paragraphs.saturating_sub(1);
            for (owner, letters) in std::mem::take(&mut self.later) {
                self.scan.pieces.push(Piece {
                    at: self.scan.stream.len(),
                    text: None,
                    owner,
                    outside: true,
                });
                self.scan.stream.push_str(&letters);
            }
        }
    }

    /// Whether an element stands in a paragraph by itself.
    fn begins_owner(&self, name: &str) -> bool {
        let described = || {
            self.open
                .iter()
                .any(|frame| is_in(&DESCRIBING, &frame.name))
        };
        self.owner.is_none()
            && self.depth_of_paragraphs > 0
            && !is_in(&CHAIN, name)
            && !is_in(&DESCRIBING, name)
            && !described()
    }

    /// What elements say without words.
    fn note(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => {
                let id = attribute(tag, "id").and_then(|id| id.parse().ok());
                self.scan.last_comment = self.scan.last_comment.max(id);
            }
            "fldChar" => match attribute(tag, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(true),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = false;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            "vanish" => self.vanish(tag),
            "footnoteReference" | "endnoteReference" => {
                let key = (
                    name == "endnoteReference",
                    attribute(tag, "id").unwrap_or_default(),
                );
                if let (Some(letters), Some((_, owner))) = (self.notes.get(&key), self.owner) {
                    self.later.push((owner, letters.clone()));
                }
            }
            _ => {}
        }
    }

    fn vanish(&mut self, tag: &BytesStart<'_>) {
        let off = matches!(
            attribute(tag, "val").as_deref(),
            Some("0" | "false" | "off")
        );
        let Some((depth, owner)) = self.owner else {
            return;
        };
        let of_run = self.open.len() == depth + 2
            && self.open.last().is_some_and(|frame| frame.name == "rPr");
        if of_run && !off {
            self.scan.owners[owner].hidden = true;
        }
    }

    fn text(&mut self, text: &str, here: Range<usize>) {
        let Some((depth, owner)) = self.owner else {
            return;
        };
        let Some(frame) = self.open.last().filter(|frame| frame.name == "t") else {
            return;
        };
        if self.fields.iter().any(|code| *code) || self.scan.owners[owner].hidden {
            return;
        }
        let is = |names: &[&str]| self.open.iter().any(|frame| is_in(names, &frame.name));
        if is(&["del", "moveFrom", "Fallback", "rt"]) {
            return;
        }
        if is(&["txbxContent"]) {
            let letters = stream::letters(text);
            match self.later.last_mut() {
                Some((known, so_far)) if *known == owner => so_far.push_str(&letters),
                _ => self.later.push((owner, letters)),
            }
            return;
        }
        if is(&["drawing", "pict", "object"]) {
            return;
        }
        let direct = self.open.len() == depth + 2 && self.open[depth].name == "r";
        self.scan.pieces.push(Piece {
            at: self.scan.stream.len(),
            text: direct.then(|| TextAt {
                raw: here,
                tag: frame.tag.clone(),
            }),
            owner,
            outside: false,
        });
        stream::add(text, &mut self.scan.stream);
    }
}

/// Whether the content of the first paragraph has not begun.
fn depth_is_first(scan: &Scan) -> bool {
    scan.owners.is_empty()
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.contains(&name)
}

/// A place in a part that is in memory.
fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
