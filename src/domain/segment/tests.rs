//! Small documents and what is made of them.

use super::*;
use crate::domain::clause::ClauseKind;
use crate::domain::document::{Block, BlockKind, Format};

/// A document from plain text, as the importer of text makes it: blocks are set apart by blank lines.
pub(super) fn plain(text: &str) -> Document {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut blocks: Vec<Block> = Vec::new();
    let (mut at, mut open, mut page) = (0, None, 1);
    let paged = text.contains('\u{c}');
    let mut close = |open: &mut Option<usize>, end: usize, page: u32| {
        if let Some(start) = open.take() {
            blocks.push(Block {
                span: Span::new(start, end),
                kind: BlockKind::Paragraph,
                page: paged.then_some(page),
                number: None,
            });
        }
    };
    let mut end = 0;
    for line in text.split_inclusive(['\n', '\u{c}']) {
        let body = line.trim_end_matches(['\n', '\u{c}']);
        if body.trim().is_empty() {
            close(&mut open, end, page);
        } else {
            open.get_or_insert(at);
            end = at + body.len();
        }
        at += line.len();
        if line.ends_with('\u{c}') {
            close(&mut open, end, page);
            page += 1;
        }
    }
    close(&mut open, end, page);
    Document {
        title: String::new(),
        format: Format::Text,
        text: text.replace('\u{c}', "\n"),
        blocks,
        pages: paged.then_some(page),
        diagnostics: Vec::new(),
        reader: String::new(),
    }
}

/// The tree as lines: id, kind, label and heading, indented by level.
pub(super) fn sketch(segmented: &Segmented) -> String {
    let mut out = String::new();
    for clause in segmented.tree.clauses() {
        let indent = "  ".repeat(usize::from(clause.level));
        let parts = [
            clause.id.as_str(),
            clause.kind.name(),
            &clause.label,
            &clause.heading,
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        out.push_str(&format!("{indent}{}\n", parts.join(" | ")));
    }
    out
}

fn kinds(segmented: &Segmented, kind: ClauseKind) -> usize {
    segmented
        .tree
        .clauses()
        .iter()
        .filter(|c| c.kind == kind)
        .count()
}
