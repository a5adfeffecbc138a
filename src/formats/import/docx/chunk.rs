//! Parts of a Word document that are stored in another format and take their place in the text when
//! Word opens the file (`w:altChunk`).

use super::super::assemble::{Label, Piece};
use super::super::xml::Element;
use super::super::{Aids, Refused, Source, detect};
use super::body::Body;
use super::line::{Anchor, Line, Para};
use super::package::Package;
use crate::domain::document::{Block, Document, Format};
use crate::domain::text::Span;
use std::collections::HashMap;

/// How deep documents may be inside one another.
const DEEPEST: usize = 3;
/// The most parts in other formats that are read.
const MOST: usize = 200;

/// The parts of a document in other formats, by the id that the text knows them by.
#[derive(Debug, Default)]
pub struct Chunks {
    read: HashMap<String, Document>,
}

impl Chunks {
    /// Reads all such parts. What cannot be read is missed when its place comes.
    pub fn read(package: &mut Package<'_>, aids: &Aids<'_>, depth: usize) -> Result<Self, Refused> {
        let mut chunks = Self::default();
        if depth >= DEEPEST {
            return Ok(chunks);
        }
        let wanted: Vec<(String, String)> = package
            .relations()
            .iter()
            .filter(|relation| relation.role == "aFChunk" && !relation.outer)
            .map(|relation| (relation.id.clone(), relation.target.clone()))
            .take(MOST)
            .collect();
        for (id, name) in wanted {
            let Some(bytes) = package.bytes(&name)? else {
                continue;
            };
            match document(&name, &bytes, package, aids, depth) {
                Ok(document) => {
                    chunks.read.insert(id, document);
                }
                // One limit holds for the whole file; another definition of entities is an attack.
                Err(refused @ (Refused::TooLarge { .. } | Refused::Doctype { .. })) => {
                    return Err(refused);
                }
                Err(_) => {}
            }
        }
        Ok(chunks)
    }
}

fn document(
    name: &str,
    bytes: &[u8],
    package: &mut Package<'_>,
    aids: &Aids<'_>,
    depth: usize,
) -> Result<Document, Refused> {
    let source = Source {
        file_name: name,
        bytes,
    };
    let format = detect::detect(&source)?.format;
    match format {
        Format::Docx => super::read_within(bytes, aids, package.budget(), depth + 1),
        // Neither pages nor a message with attachments belong into a text.
        Format::Pdf | Format::Email | Format::Doc => Err(Refused::Empty),
        _ => super::super::read(&source, format, aids),
    }
}

impl<'a> Body<'a> {
    /// Puts a part in another format in its place.
    pub(super) fn chunk(&mut self, element: &'a Element, paras: &mut Vec<Para>) {
        let chunks = self.chunks;
        let document = element.attribute("id").and_then(|id| chunks.read.get(id));
        match document {
            Some(document) if self.state.shown_in(self.view) => {
                self.found.chunks += 1;
                self.bring(document, paras);
            }
            Some(_) => {}
            None => self.found.foreign += 1,
        }
    }

    fn bring(&mut self, document: &Document, paras: &mut Vec<Para>) {
        let mut brought: Vec<Para> = document
            .blocks
            .iter()
            .map(|block| para(block, &document.text))
            .collect();
        for change in &document.margin.changes {
            let place = self.ledger.bring_change(change);
            anchor(change.span, place, document, &mut brought);
        }
        for comment in &document.margin.comments {
            let place = self.ledger.bring_comment(comment);
            if let Some(span) = comment.span {
                anchor(span, place, document, &mut brought);
            }
        }
        for para in &mut brought {
            para.anchors.sort_by_key(|anchor| anchor.at);
        }
        paras.extend(brought);
    }
}

/// A block of another document as one of this.
fn para(block: &Block, text: &str) -> Para {
    let whole = block.span.of(text);
    let number = block.number.and_then(|number| {
        let label = number.label.of(text);
        let rest = whole.strip_prefix(label)?;
        let tight = !rest.is_empty() && !rest.starts_with(' ');
        let label = Label {
            text: label.to_owned(),
            level: number.level,
            tight,
        };
        Some((label, rest.strip_prefix(' ').unwrap_or(rest)))
    });
    let (label, rest) = match number {
        Some((label, rest)) => (Some(label), rest),
        None => (None, whole),
    };
    let mut line = Line::plain(rest);
    line.tidy();
    let mut piece = Piece::new(block.kind, line.text);
    piece.label = label;
    Para::new(piece, Vec::new())
}

/// Puts both ends of a span into the blocks they fall in.
fn anchor(span: Span, place: super::line::Place, document: &Document, brought: &mut [Para]) {
    for at in [span.start, span.end] {
        let next = document
            .blocks
            .partition_point(|block| block.span.start <= at);
        let index = next.saturating_sub(1);
        let (Some(block), Some(para)) = (document.blocks.get(index), brought.get_mut(index)) else {
            continue;
        };
        // A label stands before the text; counted from the end the two agree.
        let length = para.piece.text.len();
        let back = block.span.end.saturating_sub(at);
        para.anchors.push(Anchor {
            at: length.saturating_sub(back),
            place,
        });
    }
}
