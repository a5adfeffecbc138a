//! The shapes in which a document and its clauses are written for others: `document.json`,
//! `clauses.json` and the output of `clauses --json`.
//!
//! Positions in these shapes count Unicode scalar values of the text, end exclusive; inside the
//! program they are bytes. Knows nothing of files.

use super::agreement::{Agreement, AgreementId};
use super::clause::{ClauseId, ClauseTree};
use super::digest::Digest;
use super::document::{Block, BlockKind, BlockNumber, Diagnostic, Document, Format};
use super::language::Language;
use super::margin::Area;
use super::text::{ScalarIndex, Span, Walk};
use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;
use std::io;

mod clauses;
mod margin;

pub use clauses::{ClauseRecord, ClausesFile, CounterpartRecord};
pub use margin::{ChangeRecord, CommentRecord, MarginRecord};

/// The version of `document.json` that this program writes.
pub const DOCUMENT_VERSION: u32 = 1;

/// A document and the receipt of reading it, as kept in `document.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFile {
    /// Version of this shape.
    pub v: u32,
    /// The agreement.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// Name of the file it came from, without folders.
    pub file: String,
    /// The format it was read from.
    pub format: Format,
    /// The language most of it is written in.
    pub language: Language,
    /// SHA-256 of the file as received.
    pub source_sha256: Digest,
    /// SHA-256 of the text in UTF-8.
    pub text_sha256: Digest,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Length of the text in Unicode scalar values.
    pub characters: usize,
    /// Number of clauses.
    pub clauses: usize,
    /// What read it.
    pub reader: String,
    /// What could not be read, or should be doubted.
    pub diagnostics: Vec<Diagnostic>,
    /// Paragraphs, headings and table rows.
    pub blocks: Vec<BlockRecord>,
    /// What stands beside the text.
    #[serde(default, skip_serializing_if = "MarginRecord::is_empty")]
    pub margin: MarginRecord,
    /// The text that positions count in.
    pub text: String,
}

/// One block as kept in `document.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockRecord {
    /// First position.
    pub start: usize,
    /// Position after the last one.
    pub end: usize,
    /// What the source says it is.
    pub kind: BlockName,
    /// Level of a heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Page on which it starts.
    pub page: Option<u32>,
    /// Where it stands on that page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// Its automatic number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<NumberRecord>,
}

/// The name of a block's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockName {
    /// A heading.
    Heading,
    /// Running text.
    Paragraph,
    /// One row of a table.
    TableRow,
}

/// An automatic number as kept in `document.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRecord {
    /// First position of the printed number.
    pub start: usize,
    /// Position after its last one.
    pub end: usize,
    /// Depth in its list, counted from 0.
    pub level: u8,
}

/// In what way what was read back does not hold together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Written by a newer program.
    #[error("it has format {v}, which this program does not know")]
    Newer {
        /// Its version.
        v: u32,
    },
    /// The text is not the one that was read in.
    #[error("its text is not the text that was imported (SHA-256 differs)")]
    TextDiffers,
    /// A field that does not fit the rest.
    #[error("its field \"{field}\" does not fit the rest")]
    Field {
        /// The field.
        field: &'static str,
    },
    /// A block that does not lie in the text.
    #[error("block {number} does not lie in the text")]
    Block {
        /// Which one, counted from 1.
        number: usize,
    },
    /// A clause that does not fit the text or the tree.
    #[error("clause {clause} {defect}")]
    Clause {
        /// The clause.
        clause: ClauseId,
        /// What is wrong with it.
        defect: &'static str,
    },
    /// Clauses that do not tile the text.
    #[error("{0}")]
    Tiling(String),
}

impl DocumentFile {
    /// The document of an agreement.
    pub fn of(agreement: &Agreement) -> Self {
        let document = &agreement.document;
        Self {
            v: DOCUMENT_VERSION,
            id: agreement.id.clone(),
            title: document.title.clone(),
            file: agreement.file_name.clone(),
            format: document.format,
            language: agreement.language,
            source_sha256: agreement.source_sha256,
            text_sha256: agreement.text_sha256,
            pages: document.pages,
            characters: agreement.scalars.len(),
            clauses: agreement.clauses.len(),
            reader: document.reader.clone(),
            diagnostics: document.diagnostics.clone(),
            blocks: document
                .blocks
                .iter()
                .map(|block| BlockRecord::of(agreement, block))
                .collect(),
            margin: MarginRecord::of(&document.margin, &document.text, &agreement.scalars),
            text: document.text.clone(),
        }
    }

    /// The bytes of `document.json`; one block a line.
    pub fn to_json(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The document, checked against itself; its clauses are still to come.
    pub fn checked(self) -> Result<CheckedDocument, WireError> {
        if self.v != DOCUMENT_VERSION {
            return Err(WireError::Newer { v: self.v });
        }
        if Digest::of(self.text.as_bytes()) != self.text_sha256 {
            return Err(WireError::TextDiffers);
        }
        let scalars = ScalarIndex::new(&self.text);
        all_fit([
            ("id", self.id == AgreementId::of_source(&self.source_sha256)),
            ("characters", self.characters == scalars.len()),
        ])?;
        let mut walk = scalars.walk(&self.text);
        let blocks = self
            .blocks
            .iter()
            .enumerate()
            .map(|(index, block)| {
                let wrong = WireError::Block { number: index + 1 };
                block.block(&mut walk).ok_or(wrong)
            })
            .collect::<Result<_, _>>()?;
        let margin = self.margin.margin(&self.text, &scalars);
        let margin = margin.ok_or(WireError::Field { field: "margin" })?;
        let document = Document {
            title: self.title,
            format: self.format,
            text: self.text,
            blocks,
            pages: self.pages,
            diagnostics: self.diagnostics,
            reader: self.reader,
            margin,
        };
        let agreement = Agreement {
            id: self.id,
            file_name: self.file,
            source_sha256: self.source_sha256,
            text_sha256: self.text_sha256,
            document,
            language: self.language,
            clauses: ClauseTree::default(),
            scalars,
        };
        let clauses = self.clauses;
        Ok(CheckedDocument { agreement, clauses })
    }

    /// The agreement, put together with its clauses and checked.
    pub fn agreement(self, clauses: ClausesFile<'_>) -> Result<Agreement, WireError> {
        self.checked()?.agreement(clauses)
    }
}

/// A document that holds together, without its clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedDocument {
    agreement: Agreement,
    /// How many clauses it says that it has.
    clauses: usize,
}

impl CheckedDocument {
    /// The agreement, put together with its clauses and checked.
    pub fn agreement(self, clauses: ClausesFile<'_>) -> Result<Agreement, WireError> {
        let mut agreement = self.agreement;
        all_fit([
            ("clauses", self.clauses == clauses.clauses.len()),
            ("agreement", agreement.id == clauses.agreement),
            ("language", agreement.language == clauses.language),
        ])?;
        agreement.clauses = clauses.tree(agreement.text(), &agreement.scalars)?;
        Ok(agreement)
    }
}

/// The first of these fields that does not fit, as an error.
fn all_fit<const FIELDS: usize>(fields: [(&'static str, bool); FIELDS]) -> Result<(), WireError> {
    match fields.into_iter().find(|(_, fits)| !fits) {
        Some((field, _)) => Err(WireError::Field { field }),
        None => Ok(()),
    }
}

impl BlockRecord {
    fn of(agreement: &Agreement, block: &Block) -> Self {
        let place = agreement.to_scalars(block.span);
        let (kind, level) = match block.kind {
            BlockKind::Heading(level) => (BlockName::Heading, Some(level)),
            BlockKind::Paragraph => (BlockName::Paragraph, None),
            BlockKind::TableRow => (BlockName::TableRow, None),
        };
        Self {
            start: place.start,
            end: place.end,
            kind,
            level,
            page: block.page,
            area: block.area,
            number: block.number.map(|number| {
                let label = agreement.to_scalars(number.label);
                NumberRecord {
                    start: label.start,
                    end: label.end,
                    level: number.level,
                }
            }),
        }
    }

    fn block(&self, walk: &mut Walk<'_>) -> Option<Block> {
        let number = match &self.number {
            None => None,
            Some(number) => Some(BlockNumber {
                label: walk.to_bytes(Span::new(number.start, number.end))?,
                level: number.level,
            }),
        };
        Some(Block {
            span: walk.to_bytes(Span::new(self.start, self.end))?,
            kind: match self.kind {
                BlockName::Heading => BlockKind::Heading(self.level.unwrap_or(1)),
                BlockName::Paragraph => BlockKind::Paragraph,
                BlockName::TableRow => BlockKind::TableRow,
            },
            page: self.page,
            area: self.area,
            number,
        })
    }
}

/// JSON that a person can leaf through: the elements of an outermost list stand on lines of their
/// own, everything else is tight.
fn to_json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut bytes, OneALine { lists_open: 0 });
    value
        .serialize(&mut serializer)
        .expect("these shapes have only text keys, and memory takes every byte");
    bytes.push(b'\n');
    bytes
}

struct OneALine {
    lists_open: usize,
}

impl Formatter for OneALine {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.lists_open += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.lists_open -= 1;
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        writer.write_all(match (self.lists_open, first) {
            (1, true) => b"\n",
            (1, false) => b",\n",
            (_, true) => b"",
            (_, false) => b",",
        })
    }
}

#[cfg(test)]
mod tests;
