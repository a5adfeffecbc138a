//! What a reader should doubt about the terms: used but never defined, defined but never used.
//!
//! Few and sure rather than all: a list that nobody reads warns of nothing.

use super::Terms;
use crate::domain::counted::counted;
use crate::domain::document::{Diagnostic, Document, Severity};
use crate::domain::text::{ScalarIndex, Span};
use std::collections::HashSet;

/// Remarks of one kind about single terms; the rest are counted in one more.
const MOST: usize = 12;

/// The remarks on the terms of a document, those on missing definitions first.
pub fn remarks(document: &Document, terms: &Terms) -> Vec<Diagnostic> {
    let scalars = ScalarIndex::new(&document.text);
    let at = |diagnostic: Diagnostic, place: Span| {
        let diagnostic = diagnostic.at(scalars.to_scalars(&document.text, place));
        match document.page_at(place.start) {
            Some(page) => diagnostic.on_page(page),
            None => diagnostic,
        }
    };
    let mut all = Vec::new();
    for term in terms.undefined.iter().take(MOST) {
        let message = format!(
            "“{}” is used like a defined term ({}), but no definition of it was found in this document. Ask what it means here.",
            term.name,
            counted(term.uses.len(), "place"),
        );
        let diagnostic = Diagnostic::new(Severity::Warning, "term-undefined", message);
        all.push(at(diagnostic, term.uses[0]));
    }
    all.extend(rest(
        terms.undefined.len(),
        "term-undefined",
        "used like defined terms, without a definition",
    ));
    let unused = unused(terms);
    for &(name, place) in unused.iter().take(MOST) {
        let message =
            format!("“{name}” is defined here and not used anywhere else in this document.");
        let diagnostic = Diagnostic::new(Severity::Info, "term-unused", message);
        all.push(at(diagnostic, place));
    }
    all.extend(rest(unused.len(), "term-unused", "defined and not used"));
    all
}

/// Terms no definition of which is used, once for each name.
fn unused(terms: &Terms) -> Vec<(&str, Span)> {
    let used = terms.defined.iter().filter(|term| !term.uses.is_empty());
    let mut said: HashSet<&str> = used.map(|term| term.name.as_str()).collect();
    let unused = terms.unused().filter(|term| said.insert(&term.name));
    unused.map(|term| (term.name.as_str(), term.at)).collect()
}

fn rest(count: usize, code: &str, what: &str) -> Option<Diagnostic> {
    let more = count.checked_sub(MOST).filter(|&more| more > 0)?;
    let message = format!("{} more are {what}.", counted(more, "expression"));
    Some(Diagnostic::new(Severity::Info, code, message))
}
