//! An agreement's text as it was read, and the receipt that says how well.
//!
//! Knows nothing of files or formats beyond their names; `formats` makes these values and `store`
//! keeps them.

mod kinds;

use super::margin::{Area, Margin};
use super::text::Span;
use serde::{Deserialize, Serialize};

/// A document as read: one text, the blocks it came in, and what the reader must be told.
///
/// Invariants: the text is not blank; lines end in LF; block spans are in order and do not overlap;
/// pages are counted from 1 and never decrease from block to block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the document calls itself, or its file name when it does not.
    pub title: String,
    /// The format it was read from.
    pub format: Format,
    /// The text that every position counts in.
    pub text: String,
    /// Paragraphs, headings and table rows, in reading order.
    pub blocks: Vec<Block>,
    /// Number of pages; nothing when the format has none (Word files, plain text without page breaks).
    pub pages: Option<u32>,
    /// What could not be read, or should be doubted.
    pub diagnostics: Vec<Diagnostic>,
    /// What read it: program and library versions.
    pub reader: String,
    /// What the file holds beside its running text.
    pub margin: Margin,
}

/// A stretch of the text that the source sets apart: a paragraph, a heading, a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the document's text, without the line end.
    pub span: Span,
    /// What the source says it is.
    pub kind: BlockKind,
    /// Page on which it starts, counted from 1.
    pub page: Option<u32>,
    /// Where it stands on that page; of a block that goes on over the page, the first part.
    pub area: Option<Area>,
    /// The automatic number that the source gives this block, already part of the text.
    pub number: Option<BlockNumber>,
}

/// What a source says a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading by style or markup; level 1 is the highest.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One row of a table; cells are separated by TAB.
    TableRow,
}

/// The sentence that stands in the text where words are missing; a clause of its own, so that nobody
/// takes the gap for read.
pub fn gap_sentence(page: u32, what: &str) -> String {
    format!("{GAP_START}{page} {what}]")
}

/// Whether a line is the sentence that stands where words are missing.
pub fn is_gap_sentence(line: &str) -> bool {
    let rest = line.trim().strip_prefix(GAP_START);
    let rest = rest.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.is_some_and(|rest| {
        rest == format!(" {PICTURE_GAP}]") || rest == format!(" {LETTERS_GAP}]")
    })
}

const GAP_START: &str = "[Page ";
/// What is said of a page that is a picture.
pub const PICTURE_GAP: &str = "is a picture and was not read.";
/// What is said of a page whose letters nobody knows.
pub const LETTERS_GAP: &str = "has letters that cannot be read.";

/// An automatic number of a word processor or a Markdown list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockNumber {
    /// Bytes of the label in the document's text, for example those of `1.1` or `Article 3`.
    pub label: Span,
    /// Depth in its list, counted from 0.
    pub level: u8,
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text in any of the detected encodings.
    Text,
    /// Markdown.
    Markdown,
    /// PDF with a text layer.
    Pdf,
    /// Word, Office Open XML.
    Docx,
    /// `OpenDocument` text.
    Odt,
    /// Rich text.
    Rtf,
    /// A web page.
    Html,
    /// Word 97 to 2003.
    Doc,
    /// An e-mail message.
    Email,
}

impl Format {
    /// The name used in JSON and the extension under which the source is kept.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Html => "html",
            Self::Doc => "doc",
            Self::Email => "eml",
        }
    }

    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Html => "html",
            Self::Doc => "doc",
            Self::Email => "email",
        }
    }
}

/// Something the reader must know about how the document was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for programs, such as `page-without-text`.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
    /// Page it is about, counted from 1.
    pub page: Option<u32>,
    /// Place it is about, in Unicode scalar values of the document's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Span>,
}

impl Diagnostic {
    /// A diagnostic about the document as a whole.
    pub fn new(severity: Severity, code: &str, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: code.to_owned(),
            message: message.into(),
            page: None,
            place: None,
        }
    }

    /// The same, about one page.
    #[must_use]
    pub const fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// The same, about one place, in Unicode scalar values.
    #[must_use]
    pub const fn at(mut self, place: Span) -> Self {
        self.place = Some(place);
        self
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Part of the text may be wrong or missing.
    Warning,
    /// Part of the text is missing for certain.
    Error,
}

impl Document {
    /// Page at a byte of the text: that of the last block starting at or before it.
    pub fn page_at(&self, byte: usize) -> Option<u32> {
        let next = self
            .blocks
            .partition_point(|block| block.span.start <= byte);
        let block = self.blocks.get(next.saturating_sub(1))?;
        block.page
    }
}
