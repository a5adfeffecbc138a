//! Word and Markdown agreements read as plain text, against their own numbers and headings.
//!
//! A heading of the source has a level that plain text does not show, so parents are compared only
//! where numbers are nested: `2.1` in `2`, `(a)` in `2.1`.

use crate::score::{Score, Table, cut, files, line, name, named_above};
use rapporteur::domain::document::{Block, BlockKind, Document};
use rapporteur::formats::import::{Aids, Source, import};
use std::collections::HashMap;
use std::path::Path;

/// Folders and files of agreements whose structure is marked.
const AGREEMENTS: &[&str] = &[
    "model-agreements",
    "public-sector",
    "zh-model-contracts",
    "docx-fixtures",
];
/// Files of tests of lists and of comparing, which are no agreements.
const OTHERS: &[&str] = &[
    "LIR", "HC", "WC", "DB", "RA", "RP", "RC", "start", "Docx4j", "Word", "toc",
];
/// Fewer numbers and headings are no structure.
const FEWEST: usize = 8;

/// Compares place and label of every numbered or headed clause.
pub fn report(corpus: &Path) {
    let mut table = Table::default();
    for folder in AGREEMENTS {
        for path in files(&corpus.join(folder), &["docx", "md"]) {
            let file = name(&path);
            if OTHERS.iter().any(|other| file.starts_with(other)) {
                continue;
            }
            let Ok(bytes) = std::fs::read(&path) else {
                continue;
            };
            let source = Source {
                file_name: &file,
                bytes: &bytes,
            };
            let Ok(document) = import(&source, &Aids::default()) else {
                continue;
            };
            let truth = marks(&document);
            if truth.len() < FEWEST {
                continue;
            }
            let Some((plain, done)) = cut(&document.text) else {
                continue;
            };
            if plain.text.trim_end() != document.text.trim_end() {
                println!("skipped, its text reads otherwise: {file}");
                continue;
            }
            let score = compare(&document, &truth, &done.tree);
            println!("{} {file}", line(done.language.tag(), score));
            table.add(done.language.tag(), score);
        }
    }
    table.print();
}

/// A clause that the source marks.
struct Mark {
    start: usize,
    label: String,
    parent: Option<usize>,
}

/// The numbered and headed blocks, without the title.
fn marks(document: &Document) -> Vec<Mark> {
    let text = document.text.as_str();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut marks = Vec::new();
    let titled = |block: &Block| block.span.start == 0 || block.kind == BlockKind::Heading(1);
    let single = document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Heading(1))
        .count()
        == 1;
    let mut prose = false;
    for block in &document.blocks {
        let heading = matches!(block.kind, BlockKind::Heading(_));
        // What stands above the first words is the title, however many headings it has.
        prose |= block.kind == BlockKind::Paragraph && block.number.is_none();
        if heading && block.number.is_none() && (!prose || (single && titled(block))) {
            continue;
        }
        let Some(number) = block.number else {
            if heading {
                open.clear();
                marks.push(Mark {
                    start: block.span.start,
                    label: String::new(),
                    parent: None,
                });
            }
            continue;
        };
        let label = number.label.of(text).trim().to_owned();
        if !label.chars().any(char::is_alphanumeric) {
            continue;
        }
        open.retain(|&(level, _)| level < number.level);
        marks.push(Mark {
            start: block.span.start,
            label,
            parent: open.last().map(|&(_, start)| start),
        });
        open.push((number.level, block.span.start));
    }
    marks
}

fn compare(
    document: &Document,
    truth: &[Mark],
    tree: &rapporteur::domain::clause::ClauseTree,
) -> Score {
    let named = tree.clauses().iter().filter(|clause| {
        let title = clause.kind.name() == "title";
        !(title || clause.label.is_empty() && clause.heading.is_empty())
    });
    let found: HashMap<usize, _> = named.map(|clause| (clause.span.start, clause)).collect();
    // What the source writes out by hand (`第一条`, `Annex A`) is a clause without being marked.
    let known: Vec<usize> = truth.iter().map(|mark| mark.start).collect();
    let by_hand = found.iter().filter(|(start, clause)| {
        !known.contains(start)
            && clause
                .span
                .of(&document.text)
                .trim_start()
                .starts_with(&clause.label)
            && !clause.label.is_empty()
    });
    let mut score = Score {
        truth: truth.len(),
        found: found.len() - by_hand.count(),
        ..Score::default()
    };
    let show = std::env::var_os("SEGMENTING_SHOW").is_some();
    let words = |start: usize| -> String {
        let rest = document.text.get(start..).unwrap_or_default();
        rest.chars().take(50).collect()
    };
    for start in found.keys().filter(|start| show && !known.contains(start)) {
        println!("  marked nowhere: {:?}", words(*start));
    }
    for mark in truth {
        let Some(clause) = found
            .get(&mark.start)
            .filter(|clause| mark.label.is_empty() || clause.label == mark.label)
        else {
            if show {
                println!("  not found: {} {:?}", mark.label, words(mark.start));
            }
            continue;
        };
        score.right += 1;
        if let Some(parent) = mark.parent {
            score.placed += 1;
            let above = named_above(tree, clause).map(|at| tree.clauses()[at].span.start);
            score.well_placed += usize::from(above == Some(parent));
        }
    }
    score
}
