//! Rich text, as the person reading it in a word processor sees it.
//!
//! The letters of a stretch are those of its font's alphabet, which need not be the alphabet that
//! the file claims for itself. Numbers before paragraphs are the ones that the writing program left
//! in the file; those of deleted paragraphs go with them.

mod alphabet;
mod fonts;
mod reader;
mod sink;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

use super::{Aids, PROGRAM, Refused, Source, title};
use crate::domain::document::{BlockKind, Document, Format};
use reader::Reader;

/// Reads a rich text file.
pub fn read(source: &Source<'_>, aids: &Aids<'_>) -> Result<Document, Refused> {
    let mut reader = Reader::new(aids.view);
    reader.read(source.bytes)?;
    let warnings = reader.warnings();
    let pieces = reader.found.strips.iter().map(|strip| &strip.piece);
    let heading = pieces
        .clone()
        .find(|piece| matches!(piece.kind, BlockKind::Heading(_)) && piece.label.is_none())
        .map(|piece| piece.text.clone());
    let choices = [reader.title.take(), heading, reader.opening.take()];
    let mut claims = choices.into_iter().flatten();
    let title = claims.find_map(|claim| title::sensible(&claim));
    let laid = reader.found.lay(aids.view);
    if laid.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let mut diagnostics = warnings;
    diagnostics.extend(laid.diagnostics);
    Ok(Document {
        title: title.unwrap_or_default(),
        format: Format::Rtf,
        text: laid.text,
        blocks: laid.blocks,
        pages: None,
        diagnostics,
        reader: format!("{PROGRAM} (encoding_rs)"),
        margin: laid.margin,
    })
}
