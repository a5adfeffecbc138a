//! Web pages.

use super::assemble::Piece;
use super::{Refused, Source};
use crate::domain::document::{Diagnostic, Document};

/// Reads a web page.
pub fn read(_source: &Source<'_>) -> Result<Document, Refused> {
    Err(Refused::Empty)
}

/// The blocks of a page inside something else.
pub fn pieces(
    _bytes: &[u8],
    _label: Option<&str>,
    _diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    Vec::new()
}
