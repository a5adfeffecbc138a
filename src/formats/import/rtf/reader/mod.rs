//! The walk through a rich text file: groups open and close, and what they hold is handed on.

mod control;
mod flow;
mod insets;
mod letters;
mod state;

use super::super::Refused;
use super::super::gather::{Gathered, NoteMarks};
use super::alphabet::Alphabet;
use super::fonts::Fonts;
use super::sink::{Setting, Sink};
use super::tokens::{Token, Tokens};
use super::words::Place;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::margin::View;
use encoding_rs::WINDOWS_1252;
use state::{Group, Look, Note, Run};

/// How deep groups may stand in groups.
const DEEPEST: usize = 2_000;
/// How deep notes, frames and headers may stand in one another.
const DEEPEST_INSET: usize = 10;
/// The most authors kept.
const MOST_AUTHORS: usize = 10_000;

/// A file being read.
pub struct Reader {
    view: View,
    /// Everything found so far.
    pub found: Gathered,
    /// The title in the properties.
    pub title: Option<String>,
    /// The first short line in the middle.
    pub opening: Option<String>,
    groups: Vec<Group>,
    state: Group,
    sinks: Vec<Sink>,
    sink: Sink,
    fonts: Fonts,
    default_font: i32,
    page: Alphabet,
    authors: Vec<String>,
    /// Bytes whose letters are decided together.
    pending: Vec<u8>,
    /// The first half of a letter beyond the first plane.
    high: Option<u16>,
    /// How many characters after `\u` only stand in for it.
    skip: usize,
    /// The change that the last words belonged to.
    change: Option<Run>,
    comment: Note,
    note_marks: NoteMarks,
    /// Notes with their marks, in the order of the text.
    notes: Vec<(String, Sink)>,
    /// Numbered paragraphs that are wholly deleted.
    deleted_numbers: usize,
    unfinished: bool,
    /// The encoding that some words were read in although the file claims another.
    doubted: Option<&'static str>,
}

impl Reader {
    /// Reads for a view.
    pub fn new(view: View) -> Self {
        Self {
            view,
            found: Gathered::default(),
            title: None,
            opening: None,
            groups: Vec::new(),
            state: Group {
                place: Place::Text,
                outer: Place::Text,
                inset: None,
                fresh: false,
                ignorable: false,
                font: None,
                fallback: 1,
                look: Look::default(),
                setting: Setting::default(),
            },
            sinks: Vec::new(),
            sink: Sink::default(),
            fonts: Fonts::default(),
            default_font: 0,
            page: Alphabet::Known(WINDOWS_1252),
            authors: Vec::new(),
            pending: Vec::new(),
            high: None,
            skip: 0,
            change: None,
            comment: Note::default(),
            note_marks: NoteMarks::default(),
            notes: Vec::new(),
            deleted_numbers: 0,
            unfinished: false,
            doubted: None,
        }
    }

    /// Reads a whole file.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let mut tokens = Tokens::new(bytes);
        while let Some(token) = tokens.next() {
            match token {
                Token::Byte(byte) => self.byte(byte),
                Token::Open => self.open()?,
                Token::Close => self.close(),
                Token::Symbol(symbol) => self.symbol(symbol),
                Token::Word("bin", Some(count)) => {
                    // A count that fits no number is as long as the file.
                    tokens.pass_over(usize::try_from(count).unwrap_or(usize::MAX));
                }
                Token::Word(word, number) => self.word(word, number),
            }
        }
        self.flush();
        self.unfinished = !self.groups.is_empty();
        while !self.groups.is_empty() {
            self.close();
        }
        self.end();
        Ok(())
    }

    /// What the reader must be told besides what every format tells.
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if self.unfinished {
            let message =
                "The file is cut off: its end is missing, and so is the rest of the text.";
            all.push(Diagnostic::new(Severity::Error, "truncated", message));
        }
        if let Some(name) = self.doubted {
            let message = format!(
                "Some words were read as {name}, although the file claims otherwise for them. Check that their letters look right."
            );
            all.push(Diagnostic::new(Severity::Info, "encoding", message));
        }
        if self.deleted_numbers > 0 {
            let message = format!(
                "{} numbered paragraphs are not in this state of the text; the numbers after them were counted on without them. Check them against the original.",
                self.deleted_numbers
            );
            all.push(Diagnostic::new(
                Severity::Warning,
                "numbers-with-deletions",
                message,
            ));
        }
        all
    }

    fn open(&mut self) -> Result<(), Refused> {
        self.flush();
        self.skip = 0;
        if self.groups.len() >= DEEPEST {
            return Err(Refused::TooLarge {
                what: "The nesting of groups in the rich text file".to_owned(),
                limit: format!("{DEEPEST} levels"),
            });
        }
        let inner = Group {
            inset: None,
            fresh: true,
            ignorable: false,
            ..self.state.clone()
        };
        self.groups.push(std::mem::replace(&mut self.state, inner));
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let Some(outer) = self.groups.pop() else {
            return;
        };
        let inner = std::mem::replace(&mut self.state, outer);
        if let Some(inset) = inner.inset {
            self.leave(inset, inner.look);
        }
    }
}
