//! The tree of clauses, built line by line.
//!
//! Every node starts at a line (or inside one) and reaches to the next node, so the clauses tile the
//! text whatever is decided here. What is decided is which lines start a node, and under which one.

use super::contents::contents;
use super::headings::Page;
use super::lines::lines;
use super::number::Value;
use super::units::openers;
use super::walk::Builder;
use crate::domain::clause::ClauseKind;
use crate::domain::document::Document;

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
}

/// The nodes of a document, and what was seen on the way.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// In reading order, parents before children.
    pub nodes: Vec<Node>,
    /// Bytes of every place where an annex is announced, opened or not.
    pub annexes: Vec<(usize, Value)>,
}

/// Builds the outline of a document.
pub(super) fn outline(document: &Document) -> Outline {
    let text = document.text.as_str();
    let lines = lines(document);
    let contents = contents(text, &lines);
    let openers = openers(text, &lines, &contents);
    let page = Page {
        text,
        format: document.format,
        lines: &lines,
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
    if outline.nodes.is_empty() && !text.is_empty() {
        outline.nodes.push(blank_node(document.page_at(0)));
    }
    outline
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
