//! What a reader gathers on its way through a file: blocks with marks in them, and what stands
//! beside the text.
//!
//! While blocks are being joined and laid out nobody knows yet where they will stand. So changes
//! and comments travel as marks inside their blocks, and get their places here, at the end.

use super::assemble::{Assembly, Piece};
use super::title;
use crate::domain::document::{Block, BlockKind, Diagnostic, Severity};
use crate::domain::margin::{Change, ChangeKind, Comment, Furniture, FurnitureKind, Margin, View};
use crate::domain::text::Span;

/// A cell with several paragraphs and more characters than this holds running text.
const LONG_CELL: usize = 300;
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

    fn diagnostics(&self, view: View) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut say = |severity, code, message: String| {
            all.push(Diagnostic::new(severity, code, message));
        };
        let count = |kind: ChangeKind| {
            let same = |event: &&Event| event.change == Some(kind);
            self.events.iter().filter(same).count()
        };
        let put = count(ChangeKind::Inserted) + count(ChangeKind::MovedTo);
        let cut = count(ChangeKind::Deleted) + count(ChangeKind::MovedFrom);
        if put + cut > 0 {
            say(
                Severity::Warning,
                "tracked-changes",
                tracked(put, cut, view),
            );
        }
        if self.hidden > 0 {
            let sample: String = title::tidy(&self.hidden_sample).chars().take(60).collect();
            let message = format!(
                "The document hides {} characters of text, which were left out. They begin: “{sample}”.",
                self.hidden
            );
            say(Severity::Warning, "hidden-text", message);
        }
        if self.foreign > 0 {
            let message = format!(
                "{} parts of the document are stored in another format and were left out.",
                self.foreign
            );
            say(Severity::Error, "left-out", message);
        }
        let comments = self
            .events
            .iter()
            .filter(|event| event.change.is_none())
            .count();
        if comments > 0 {
            let message =
                format!("The document has {comments} comments, which are not part of the text.");
            say(Severity::Info, "comments", message);
        }
        if let Some(first) = self.furniture.first() {
            let first: String = first.text.chars().take(80).collect();
            let message = format!(
                "Headers and footers are not part of the text. The first reads: “{first}”."
            );
            say(Severity::Info, "page-furniture", message);
        }
        if self.pictures > 0 {
            let message = format!(
                "The document has {} pictures; words in them were not read.",
                self.pictures
            );
            say(Severity::Info, "pictures", message);
        }
        all
    }
}

fn tracked(put: usize, cut: usize, view: View) -> String {
    let read = match view {
        View::Final => "The text is as if all were accepted.",
        View::Original => "The text is as if all were rejected.",
        View::Marked => "The text holds what was put in and what was taken out.",
    };
    format!(
        "The document has tracked changes that nobody accepted or rejected: {put} insertions, \
         {cut} deletions. {read}"
    )
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

/// A row of a table as one block, or the blocks of its cells one after the other when the table
/// only lays out running text.
pub fn row(cells: Vec<Vec<Strip>>) -> Vec<Strip> {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled == 0 {
        return Vec::new();
    }
    let running = cells.iter().any(|cell| is_running(cell));
    if running || cells.len() == 1 {
        return cells.into_iter().flatten().collect();
    }
    let mut row = Strip::from(Piece::new(BlockKind::TableRow, ""));
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            row.piece.text.push('\t');
        }
        for (position, strip) in cell.into_iter().enumerate() {
            if position > 0 {
                row.piece.text.push(' ');
            }
            append(&mut row, strip);
        }
    }
    vec![row]
}

fn is_running(cell: &[Strip]) -> bool {
    let length: usize = cell
        .iter()
        .map(|strip| strip.piece.text.chars().count())
        .sum();
    let rows = cell
        .iter()
        .any(|strip| strip.piece.kind == BlockKind::TableRow);
    let numbered = cell
        .iter()
        .filter(|strip| strip.piece.label.is_some())
        .count();
    cell.len() > 1 && (rows || length > LONG_CELL || numbered > 1)
}

fn append(row: &mut Strip, strip: Strip) {
    row.piece.page = row.piece.page.or(strip.piece.page);
    match strip.piece.label {
        // Only at the very start can a number be the number of the row.
        Some(label) if row.piece.label.is_none() && row.piece.text.is_empty() => {
            row.piece.label = Some(label);
        }
        Some(label) => {
            row.piece.text.push_str(&label.text);
            row.piece.text.push(' ');
        }
        None => {}
    }
    let text = strip.piece.text.replace(['\n', '\t'], " ");
    let lead = text.len() - text.trim_start().len();
    let body = text.trim();
    let base = row.piece.text.len();
    let moved = strip.marks.into_iter().map(|mark| Mark {
        at: base + mark.at.saturating_sub(lead).min(body.len()),
        event: mark.event,
    });
    row.marks.extend(moved);
    row.piece.text.push_str(body);
}

#[cfg(test)]
mod tests {
    use super::super::assemble::Label;
    use super::*;

    fn strip(text: &str, marks: &[(usize, usize)]) -> Strip {
        let mut strip = Strip::from(Piece::new(BlockKind::Paragraph, text));
        strip.marks = marks
            .iter()
            .map(|&(at, event)| Mark { at, event })
            .collect();
        strip
    }

    #[test]
    fn marks_find_their_place_behind_numbers_and_in_rows() {
        let mut gathered = Gathered::default();
        let put = gathered
            .change(ChangeKind::Inserted, Some("Ana".into()), None)
            .unwrap();
        let said = gathered.comment(None, None).unwrap();
        gathered.say(put, "new");
        gathered.say(said, "why?");
        let mut first = strip("\nthe new fee ", &[(5, put), (8, put)]);
        first.piece.label = Some(Label::new("1.", 0));
        let cells = vec![
            vec![strip("a", &[])],
            vec![strip(" b\nc ", &[(1, said), (99, said)])],
        ];
        gathered.strips.push(first);
        gathered.strips.extend(row(cells));
        let laid = gathered.lay(View::Final);
        assert_eq!(laid.text, "1. the new fee\na\tb c\n");
        assert_eq!(laid.margin.changes[0].span.of(&laid.text), "new");
        assert_eq!(laid.margin.comments[0].span.unwrap().of(&laid.text), "b c");
        let codes: Vec<_> = laid.diagnostics.iter().map(|found| &*found.code).collect();
        assert_eq!(codes, ["tracked-changes", "comments"]);
    }
}
