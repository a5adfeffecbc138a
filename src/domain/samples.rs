//! Small made-up values for tests.

use super::agreement::Agreement;
use super::checklist::{Checklist, GroundRule, Group, Item, ItemKind, ItemSeverity};
use super::clause::{Clause, ClauseId, ClauseKind, ClauseTree};
use super::digest::Digest;
use super::document::{Block, BlockKind, Document, Format};
use super::language::Language;
use super::text::Span;

pub(crate) mod table;

/// An agreement whose paragraphs (cut at blank lines) are its clauses, called `c-1`, `c-2`, …;
/// a form feed starts a new page.
pub(crate) fn agreement(source: &str) -> Agreement {
    let text = source.replace('\u{c}', "\n");
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(start, start + paragraph.len());
        start = span.end + 2;
        if !paragraph.trim().is_empty() {
            let page = 1 + source
                .char_indices()
                .filter(|&(at, character)| character == '\u{c}' && at <= span.start)
                .count();
            blocks.push(Block {
                span: span.trimmed(&text),
                kind: BlockKind::Paragraph,
                page: u32::try_from(page).ok(),
                area: None,
                number: None,
            });
        }
    }
    let clauses = blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let start = if index == 0 { 0 } else { block.span.start };
            let end = blocks
                .get(index + 1)
                .map_or(text.len(), |next| next.span.start);
            let label = format!("{}.", index + 1);
            let labelled = block.span.of(&text).starts_with(&label);
            Clause {
                id: ClauseId::new(format!("c-{}", index + 1)),
                parent: None,
                kind: ClauseKind::Paragraph,
                label: if labelled { label } else { String::new() },
                heading: String::new(),
                level: 0,
                span: Span::new(start, end),
                subtree_end: end,
                page: block.page,
                language: crate::domain::language::Language::English,
                counterpart: None,
            }
        })
        .collect();
    let document = Document {
        title: "Sample agreement".to_owned(),
        format: Format::Text,
        pages: blocks.last().and_then(|block| block.page),
        text,
        blocks,
        diagnostics: Vec::new(),
        reader: "test".to_owned(),
        margin: crate::domain::margin::Margin::default(),
    };
    Agreement::new(
        "sample.txt",
        Digest::of(source.as_bytes()),
        document,
        Language::English,
        ClauseTree::new(clauses),
    )
}

/// A checklist with one item of each kind: `network` (safeguard), `remote` (red flag), `funds` (fact).
pub(crate) fn checklist() -> Checklist {
    let item = |id: &str, kind, question: &str, indicators: &[&str]| Item {
        name: id.to_owned(),
        follow_up_question: format!("What about {id}?"),
        indicators: [(
            "en".to_owned(),
            indicators.iter().map(|&word| word.to_owned()).collect(),
        )]
        .into(),
        ..Item::new(id, "data", kind, ItemSeverity::High, question)
    };
    Checklist {
        groups: vec![Group {
            id: "data".to_owned(),
            title: "Data".to_owned(),
        }],
        items: vec![
            item(
                "network",
                ItemKind::Safeguard,
                "Is the network limited?",
                &["network*"],
            ),
            item(
                "remote",
                ItemKind::RedFlag,
                "Can it be reached remotely?",
                &["remote access"],
            ),
            item("funds", ItemKind::Fact, "Who pays?", &["grant*"]),
        ],
        // What answers must rest on has tests of its own.
        relaxed_rules: GroundRule::ALL.to_vec(),
        ..Checklist::new("sample", "1", "Sample checklist", "2026-11-21")
    }
}
