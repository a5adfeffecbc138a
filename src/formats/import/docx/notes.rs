//! Foot- and endnotes. A note's mark stands in the sentence, `[1]` or `[i]`; its text is a block of
//! its own that begins with the same mark: after the paragraph or table row with the mark for
//! footnotes, at the end for endnotes, as on paper.

use super::super::numerals;
use super::super::xml::Element;
use super::body::Body;
use super::line::{Line, Para};
use super::look::RunLook;
use std::collections::HashMap;

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// At the foot of a page.
    Foot,
    /// At the end of the document.
    End,
}

/// The notes of a document, and those referred to so far.
#[derive(Default)]
pub struct Notes<'a> {
    by_id: HashMap<(NoteKind, &'a str), &'a Element>,
    /// Marks given out.
    marks: HashMap<(NoteKind, String), String>,
    /// Notes still to be written, footnotes and endnotes.
    waiting: [Vec<Waiting<'a>>; 2],
    counts: [u32; 2],
    /// Formats and first numbers, where the document sets them.
    shapes: [Option<(String, u32)>; 2],
}

struct Waiting<'a> {
    mark: Option<String>,
    note: &'a Element,
}

impl<'a> Notes<'a> {
    /// Takes in a part with notes.
    pub fn add(&mut self, kind: NoteKind, part: &'a Element) {
        for note in part.elements() {
            if let Some(id) = note.attribute("id") {
                self.by_id.entry((kind, id)).or_insert(note);
            }
        }
    }

    /// Takes in how the document numbers its notes, from its settings or a section.
    pub fn shape(&mut self, properties: &Element) {
        for (index, name) in ["footnotePr", "endnotePr"].into_iter().enumerate() {
            let Some(shape) = properties.child(name) else {
                continue;
            };
            let start = shape.numeral("numStart").unwrap_or(1).max(1);
            let format = shape.value("numFmt");
            if format.is_some() || start != 1 {
                let format = format.unwrap_or(DEFAULT_FORMATS[index]);
                self.shapes[index] = Some((format.to_owned(), start));
            }
        }
    }

    fn next_mark(&mut self, kind: NoteKind) -> String {
        let index = kind as usize;
        let (format, start) = match &self.shapes[index] {
            Some((format, start)) => (format.as_str(), *start),
            None => (DEFAULT_FORMATS[index], 1),
        };
        let number = start.saturating_add(self.counts[index]);
        self.counts[index] += 1;
        format!("[{}]", numerals::format(number, format, None))
    }
}

const DEFAULT_FORMATS: [&str; 2] = ["decimal", "lowerRoman"];

impl<'a> Body<'a> {
    /// Reads a reference to a note: its mark is written, its text waits.
    pub(super) fn refer(
        &mut self,
        kind: NoteKind,
        element: &Element,
        look: &RunLook,
        line: &mut Line,
    ) {
        let Some(id) = element.attribute("id") else {
            return;
        };
        let shown = self.state.shown_in(self.view) && look.hidden != Some(true) && self.codes == 0;
        if !shown {
            return;
        }
        let key = (kind, id.to_owned());
        if let Some(mark) = self.notes.marks.get(&key).cloned() {
            self.put(&mark, look, line);
            return;
        }
        // A mark of the writer's own, such as *, is text and stands in the note as well.
        let own = matches!(
            element.attribute("customMarkFollows"),
            Some("1" | "true" | "on")
        );
        let mark = (!own).then(|| self.notes.next_mark(kind));
        self.put(mark.as_deref().unwrap_or_default(), look, line);
        let note = self.notes.by_id.get(&(kind, id)).copied();
        if let Some(note) = note {
            let mark = mark.clone();
            self.notes.waiting[kind as usize].push(Waiting { mark, note });
        }
        self.notes.marks.insert(key, mark.unwrap_or_default());
    }

    /// Writes the footnotes that wait.
    pub(super) fn foot_notes(&mut self, paras: &mut Vec<Para>) {
        self.write_notes(NoteKind::Foot, paras);
    }

    /// Writes the endnotes.
    pub(super) fn end_notes(&mut self, paras: &mut Vec<Para>) {
        self.write_notes(NoteKind::End, paras);
    }

    fn write_notes(&mut self, kind: NoteKind, paras: &mut Vec<Para>) {
        // A note may refer to another note; each is written once.
        while !self.notes.waiting[kind as usize].is_empty() {
            for waiting in std::mem::take(&mut self.notes.waiting[kind as usize]) {
                paras.extend(self.note(&waiting));
            }
        }
    }

    fn note(&mut self, waiting: &Waiting<'a>) -> Vec<Para> {
        let counters = std::mem::take(&mut self.counters);
        let (outer, fields) = (self.state, std::mem::take(&mut self.fields));
        self.state = super::ledger::State::default();
        // Notes of notes wait for their turn, and those of a table for its row.
        self.in_table += 1;
        let mut paras = self.flow(waiting.note);
        self.in_table -= 1;
        (self.counters, self.state, self.fields) = (counters, outer, fields);
        if let (Some(first), Some(mark)) = (paras.first_mut(), &waiting.mark) {
            let mut line = Line {
                text: std::mem::take(&mut first.piece.text),
                anchors: std::mem::take(&mut first.anchors),
            };
            line.trim_start();
            line.prepend(&format!("{mark} "));
            line.tidy();
            (first.piece.text, first.anchors) = (line.text, line.anchors);
        }
        paras
    }
}
