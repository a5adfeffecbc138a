//! From a document to its clauses.
//!
//! Reads lines, finds what could open a clause, decides by sequence what does, and cuts the text so
//! that every character belongs to exactly one clause. The words it goes by are in
//! `assets/clause-vocabulary.json`. Deterministic; time is linear in the length of the text. Knows
//! nothing of files, formats or checklists.
//!
//! In reading order: `fold`, `numeral` and `number` make letters and numbers comparable,
//! `vocabulary` holds the words, `lines`, `pieces` and `contents` look at layout, `opener` (with
//! `unit_words` and `bare_numbers`) at what a line says, `units` decides on unit words, `outline`
//! builds the tree by a `walk` (with `opening`, `numbered` and `running`) that asks `front`,
//! `headings`, `guessed` and `stack`, `ids` names the clauses, `remarks` tells what is
//! missing.

mod apart;
mod bare_numbers;
mod contents;
mod fold;
mod front;
mod guessed;
mod headings;
mod ids;
mod languages;
mod lines;
mod notes;
mod number;
mod numbered;
mod numeral;
mod opener;
mod opening;
mod outline;
mod pieces;
mod quoted;
pub(in crate::domain) mod reading;
mod remarks;
mod running;
mod stack;
mod tongues;
mod unit_words;
mod units;
pub(in crate::domain) mod vocabulary;
mod walk;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(in crate::domain) use tests::plain;

use super::clause::{Clause, ClauseTree};
use super::detect_language::detect_language;
use super::document::{Diagnostic, Document};
use super::language::Language;
use super::text::Span;
use outline::Outline;

/// A document cut into clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segmented {
    /// The clauses; their spans tile the document's text.
    pub tree: ClauseTree,
    /// The language that most of the text is in.
    pub language: Language,
    /// What the numbering or the references make doubtful.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cuts a document into clauses. The same document always gives the same clauses and ids.
pub fn segment(document: &Document) -> Segmented {
    let outline = outline::outline(document);
    let language = detect_language(&document.text);
    let tree = tree(document, &outline, language);
    let diagnostics = remarks::remarks(document, &outline, &tree);
    Segmented {
        tree,
        language,
        diagnostics,
    }
}

fn tree(document: &Document, outline: &Outline, language: Language) -> ClauseTree {
    let nodes = outline.nodes.as_slice();
    let second = outline.tongues.map(|tongues| tongues.second);
    let ids = ids::ids(&document.text, nodes, second);
    let mut clauses: Vec<Clause> = Vec::with_capacity(nodes.len());
    for (index, (node, id)) in nodes.iter().zip(ids).enumerate() {
        let start = if index == 0 { 0 } else { node.start };
        let end = nodes
            .get(index + 1)
            .map_or(document.text.len(), |next| next.start);
        let level = node
            .parent
            .map_or(0, |parent| clauses[parent].level.saturating_add(1));
        clauses.push(Clause {
            id,
            parent: node.parent,
            kind: node.kind,
            label: node.label.clone(),
            heading: node.heading.clone(),
            level,
            span: Span::new(start, end),
            subtree_end: end,
            page: node.page,
            language,
            counterpart: None,
        });
    }
    languages::name_languages(&document.text, outline, &mut clauses);
    for index in (0..clauses.len()).rev() {
        if let Some(parent) = clauses[index].parent {
            clauses[parent].subtree_end =
                clauses[parent].subtree_end.max(clauses[index].subtree_end);
        }
    }
    ClauseTree::new(clauses)
}
