//! What a reader gathers on its way through a file: blocks with marks in them, and what stands
//! beside the text.
//!
//! While blocks are being joined and laid out nobody knows yet where they will stand. So changes
//! and comments travel as marks inside their blocks, and get their places here, at the end.

mod notes;
mod row;
mod told;

#[cfg(test)]
mod tests;

pub use notes::NoteMarks;
pub use row::row;

use super::assemble::{Assembly, Piece};
use super::title;
use crate::domain::document::{Block, Diagnostic};
use crate::domain::margin::{Change, ChangeKind, Comment, Furniture, FurnitureKind, Margin, View};
use crate::domain::text::Span;

/// The most changes and comments kept.
const MOST_EVENTS: usize = 50_000;
/// The longest wording kept of one change or comment.
const MOST_WORDS: usize = 200_000;

/// A block with marks in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The block.
    pub piece: Piece,
    /// Marks, by their place in the block's text.
    pub marks: Vec<Mark>,
}

/// Where a change or comment begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Byte of the block's text.
    pub at: usize,
    /// Which change or comment.
    pub event: usize,
}

impl From<Piece> for Strip {
    fn from(piece: Piece) -> Self {
        Self {
            piece,
            marks: Vec::new(),
        }
    }
}

impl Strip {
    /// Puts words before its text, in the place of the blanks there; marks stay at their words.
    pub fn begin_with(&mut self, words: &str) {
        let text = self.piece.text.trim_start();
        let lead = self.piece.text.len() - text.len();
        self.piece.text = format!("{words}{text}");
        for mark in &mut self.marks {
            mark.at = mark.at.saturating_sub(lead) + words.len();
        }
    }
}

#[derive(Debug)]
struct Event {
    /// Nothing for a comment.
    change: Option<ChangeKind>,
    author: Option<String>,
    at: Option<String>,
    words: String,
    page: Option<u32>,
    place: Option<Span>,
}

/// What was gathered.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Blocks in reading order.
    pub strips: Vec<Strip>,
    /// Running heads and feet.
    pub furniture: Vec<Furniture>,
    /// Names of files inside.
    pub attachments: Vec<String>,
    /// Pictures, in which there may be text.
    pub pictures: usize,
    /// Parts in another format, which were left out.
    pub foreign: usize,
    events: Vec<Event>,
    hidden: usize,
    hidden_sample: String,
}

/// The parts of a document that are the same for every format.
#[derive(Debug)]
pub struct Laid {
    /// Text and blocks.
    pub text: String,
    /// In order.
    pub blocks: Vec<Block>,
    /// What stands beside the text.
    pub margin: Margin,
    /// What the reader must be told.
    pub diagnostics: Vec<Diagnostic>,
}

impl Gathered {
    /// Notes a change; nothing when there are too many.
    pub fn change(
        &mut self,
        kind: ChangeKind,
        author: Option<String>,
        at: Option<String>,
    ) -> Option<usize> {
        self.event(Some(kind), author, at)
    }

    /// Notes a comment.
    pub fn comment(&mut self, author: Option<String>, at: Option<String>) -> Option<usize> {
        self.event(None, author, at)
    }

    fn event(
        &mut self,
        change: Option<ChangeKind>,
        author: Option<String>,
        at: Option<String>,
    ) -> Option<usize> {
        if self.events.len() >= MOST_EVENTS {
            return None;
        }
        let known = |text: &String| !text.trim().is_empty();
        self.events.push(Event {
            change,
            author: author.map(|name| title::tidy(&name)).filter(known),
            at: at.map(|time| title::tidy(&time)).filter(known),
            words: String::new(),
            page: None,
            place: None,
        });
        Some(self.events.len() - 1)
    }

    /// Adds to the words of a change or comment.
    pub fn say(&mut self, event: usize, words: &str) {
        if let Some(event) = self.events.get_mut(event)
            && event.words.len() < MOST_WORDS
        {
            event.words.push_str(words);
        }
    }

    /// Notes text that the document hides.
    pub fn hide(&mut self, text: &str) {
        self.hidden += text.trim().chars().count();
        if self.hidden_sample.chars().count() < 60 && !text.trim().is_empty() {
            self.hidden_sample.push_str(text);
            self.hidden_sample.push(' ');
        }
    }

    /// Notes a line of a header or footer, each wording once.
    pub fn furnish(&mut self, kind: FurnitureKind, text: &str) {
        let text = title::tidy(text);
        let number = text
            .chars()
            .all(|c| c.is_ascii_digit() || "-–/. ".contains(c));
        let kind = if number {
            FurnitureKind::PageNumber
        } else {
            kind
        };
        let known = |line: &Furniture| line.kind == kind && line.text == text;
        if text.is_empty() || self.furniture.len() >= 1_000 || self.furniture.iter().any(known) {
            return;
        }
        self.furniture.push(Furniture {
            kind,
            page: None,
            text,
            area: None,
        });
    }

    /// Puts everything in its place.
    pub fn lay(mut self, view: View) -> Laid {
        let mut assembly = Assembly::default();
        for strip in std::mem::take(&mut self.strips) {
            self.place(&mut assembly, &strip);
        }
        let diagnostics = self.diagnostics(view);
        let (changes, comments) = split(self.events);
        Laid {
            text: assembly.text,
            blocks: assembly.blocks,
            margin: Margin {
                pages: Vec::new(),
                furniture: self.furniture,
                changes,
                comments,
                attachments: self.attachments,
            },
            diagnostics,
        }
    }

    fn place(&mut self, assembly: &mut Assembly, strip: &Strip) {
        let before = assembly.blocks.len();
        assembly.push(&strip.piece);
        let text = &strip.piece.text;
        let pushed = assembly.blocks.get(before);
        // The same trimming as in the assembly.
        let lead = text.len() - text.trim_start_matches('\n').len();
        let body = text.trim_start_matches('\n').trim_end().len();
        for mark in &strip.marks {
            let Some(event) = self.events.get_mut(mark.event) else {
                continue;
            };
            let inside = mark.at.saturating_sub(lead).min(body);
            let at = pushed.map_or(assembly.text.len(), |block| block.span.end - body + inside);
            let known = event.place.unwrap_or(Span::new(at, at));
            event.place = Some(Span::new(known.start.min(at), known.end.max(at)));
            event.page = event.page.or(strip.piece.page);
        }
    }
}

/// Changes and comments, each in the order of the text.
fn split(events: Vec<Event>) -> (Vec<Change>, Vec<Comment>) {
    let (mut changes, mut comments) = (Vec::new(), Vec::new());
    for event in events {
        match event.change {
            // A change without words, or one that nothing in the text points at, changes nothing.
            Some(kind) => changes.extend(event.place.filter(|_| !event.words.is_empty()).map(
                |span| Change {
                    kind,
                    author: event.author,
                    at: event.at,
                    span,
                    words: event.words,
                },
            )),
            None => comments.push(Comment {
                author: event.author,
                at: event.at,
                page: event.page,
                span: event.place,
                text: event.words.trim().to_owned(),
            }),
        }
    }
    changes.sort_by_key(|change| (change.span.start, change.span.end));
    comments.sort_by_key(|comment| comment.span.map_or(usize::MAX, |span| span.start));
    (changes, comments)
}
