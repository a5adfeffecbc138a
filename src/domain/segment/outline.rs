//! The tree of clauses, built line by line.
//!
//! Every node starts at a line (or inside one) and reaches to the next node, so the clauses tile the
//! text whatever is decided here. What is decided is which lines start a node, and under which one.

use super::contents::contents;
use super::headings::Page;
use super::lines::{Line, lines};
use super::number::Value;
use super::tongues::{Tongues, join_rows, stretches};
use super::units::openers;
use super::walk::Builder;
use crate::domain::clause::ClauseKind;
use crate::domain::document::Document;
use std::collections::{HashMap, HashSet};

/// A clause before it has an id.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// First byte.
    pub start: usize,
    /// Position of the parent.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: ClauseKind,
    /// Label as printed.
    pub label: String,
    /// Heading.
    pub heading: String,
    /// What the label counts.
    pub value: Option<Value>,
    /// The vocabulary's unit, when a unit word opened it.
    pub unit: Option<usize>,
    /// Page on which it starts.
    pub page: Option<u32>,
    /// Whether its own lines hold only label and heading, so that one paragraph may join it.
    pub open_ended: bool,
    /// Whether it belongs to the text in the second of two languages.
    pub second: bool,
    /// Label and heading in the other language, where that stands in the same rows.
    pub beside: Option<(String, String)>,
}

/// The nodes of a document, and what was seen on the way.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// In reading order, parents before children.
    pub nodes: Vec<Node>,
    /// The two languages of an agreement that is written in two.
    pub tongues: Option<Tongues>,
}

/// Builds the outline of a document.
pub(super) fn outline(document: &Document) -> Outline {
    let text = document.text.as_str();
    let mut lines = lines(document);
    let rows = join_rows(text, &mut lines);
    let stretches = match rows {
        Some(_) => None,
        None => stretches(text, &lines),
    };
    let parallel = stretches.and_then(|(tongues, second)| {
        let mut outline = two_texts(document, &lines, &second)?;
        outline.tongues = Some(tongues);
        Some(outline)
    });
    let mut outline = parallel.unwrap_or_else(|| one_text(document, &lines));
    if rows.is_some() {
        outline.tongues = rows;
        name_beside(document, &lines, &mut outline.nodes);
    }
    if outline.nodes.is_empty() && !text.is_empty() {
        outline.nodes.push(blank_node(document.page_at(0)));
    }
    outline
}

/// The outline of lines that are one text.
fn one_text(document: &Document, lines: &[Line]) -> Outline {
    let text = document.text.as_str();
    let contents = contents(text, lines);
    let openers = openers(text, lines, &contents);
    let page = Page {
        text,
        format: document.format,
        lines,
        openers: &openers,
        contents: &contents,
    };
    let mut builder = Builder::new(&page);
    let mut line = 0;
    while line < lines.len() {
        line = builder.step(line);
    }
    let Builder { mut outline, .. } = builder;
    join_single_paragraphs(&mut outline.nodes);
    outline
}

/// The outlines of the texts in two languages, when they are cut alike; nothing when they are not, so
/// that one is no translation of the other.
fn two_texts(document: &Document, lines: &[Line], second: &[bool]) -> Option<Outline> {
    const FEWEST: usize = 3;
    let of = |wanted: bool| {
        let lines = lines
            .iter()
            .zip(second)
            .filter(|(_, second)| **second == wanted);
        let lines: Vec<Line> = lines.map(|(line, _)| line.clone()).collect();
        one_text(document, &lines)
    };
    let (first, other) = (of(false), of(true));
    let numbers = |outline: &Outline| -> HashSet<(ClauseKind, Value)> {
        let numbered = outline.nodes.iter().filter(|node| node.parent.is_none());
        numbered
            .filter_map(|node| Some((node.kind, node.value.clone()?)))
            .collect()
    };
    let (one, two) = (numbers(&first), numbers(&other));
    let shared = one.intersection(&two).count();
    if shared < FEWEST || shared * 2 < one.len().min(two.len()) {
        return None;
    }
    Some(Outline {
        nodes: merged(lines, second, first.nodes, other.nodes),
        tongues: None,
    })
}

/// The nodes of two texts in reading order; where one text goes on after the other inside a clause,
/// a paragraph starts, because a clause is one stretch of the text.
fn merged(lines: &[Line], second: &[bool], first: Vec<Node>, other: Vec<Node>) -> Vec<Node> {
    let mut queues = [first.into_iter().peekable(), other.into_iter().peekable()];
    let mut places: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    let mut all: Vec<Node> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let side = usize::from(second[at]);
        let switched = at > 0 && second[at - 1] != second[at];
        let mut opened = false;
        while let Some(node) = queues[side].next_if(|node| node.start < line.span.end) {
            opened |= node.start <= line.span.start;
            if switched && !opened {
                all.extend(continued(
                    line,
                    second[at],
                    places[side].last().copied(),
                    &all,
                ));
                opened = true;
            }
            let parent = node.parent.map(|parent| places[side][parent]);
            places[side].push(all.len());
            all.push(Node {
                parent,
                second: second[at],
                ..node
            });
        }
        if switched && !opened {
            all.extend(continued(
                line,
                second[at],
                places[side].last().copied(),
                &all,
            ));
        }
    }
    all
}

/// More of the clause that was opened last in a language.
fn continued(line: &Line, second: bool, last: Option<usize>, nodes: &[Node]) -> Option<Node> {
    let last = last?;
    let plain = nodes[last].kind == ClauseKind::Paragraph && nodes[last].label.is_empty();
    Some(Node {
        start: line.span.start,
        parent: if plain {
            nodes[last].parent
        } else {
            Some(last)
        },
        kind: ClauseKind::Paragraph,
        second,
        ..blank_node(line.page)
    })
}

/// Gives clauses of rows the label and heading that stand in the other language.
fn name_beside(document: &Document, lines: &[Line], nodes: &mut [Node]) {
    let beside = lines.iter().filter_map(|line| {
        let span = line.beside?;
        Some(Line {
            span,
            width: span.of(&document.text).chars().count(),
            number: None,
            beside: None,
            ..line.clone()
        })
    });
    let others = one_text(document, &beside.collect::<Vec<_>>()).nodes;
    let mut names: HashMap<usize, (String, String)> = HashMap::new();
    for node in others {
        names.insert(node.start, (node.label, node.heading));
    }
    for line in lines {
        let Some(beside) = line.beside else { continue };
        let node = nodes.partition_point(|node| node.start <= line.span.start);
        let Some(node) = node.checked_sub(1).map(|at| &mut nodes[at]) else {
            continue;
        };
        if node.start == line.span.start {
            node.beside = Some(names.remove(&beside.start).unwrap_or_default());
        }
    }
}

/// The only node of a text in which nothing can be told apart.
fn blank_node(page: Option<u32>) -> Node {
    Node {
        start: 0,
        parent: None,
        kind: ClauseKind::Other,
        label: String::new(),
        heading: String::new(),
        value: None,
        unit: None,
        page,
        open_ended: false,
        second: false,
        beside: None,
    }
}

/// A heading with a single paragraph below it is one clause.
fn join_single_paragraphs(nodes: &mut Vec<Node>) {
    let mut children = vec![0usize; nodes.len()];
    for node in nodes.iter() {
        if let Some(parent) = node.parent {
            children[parent] += 1;
        }
    }
    let mut places: Vec<usize> = Vec::with_capacity(nodes.len());
    let mut kept: Vec<Node> = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.drain(..).enumerate() {
        let plain =
            node.kind == ClauseKind::Paragraph && node.label.is_empty() && children[index] == 0;
        let parent = node.parent.filter(|&parent| {
            plain && parent + 1 == index && children[parent] == 1 && kept[places[parent]].open_ended
        });
        if let Some(parent) = parent {
            places.push(places[parent]);
            continue;
        }
        places.push(kept.len());
        let parent = node.parent.map(|parent| places[parent]);
        kept.push(Node { parent, ..node });
    }
    *nodes = kept;
}
