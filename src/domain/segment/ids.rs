//! Names for clauses: readable, stable, fit for a command line.
//!
//! A name comes from labels, so that it stays when words elsewhere change; what has no label is
//! named by its own words. Knows nothing of how clauses were found.

use super::outline::Node;
use super::vocabulary::{UnitKind, Vocabulary};
use crate::domain::clause::{ClauseId, ClauseKind};
use crate::domain::digest::Digest;
use crate::domain::language::Language;
use crate::domain::text::Span;
use std::collections::{HashMap, HashSet};

/// Longest id.
const LONGEST: usize = 60;

/// The ids of all nodes; those of the second language start with its tag.
pub(super) fn ids(text: &str, nodes: &[Node], second: Option<Language>) -> Vec<ClauseId> {
    let restart = numbering_restarts(nodes);
    let mut names: Vec<String> = Vec::with_capacity(nodes.len());
    let mut taken: HashSet<String> = HashSet::new();
    let mut times: HashMap<String, u32> = HashMap::new();
    for (index, node) in nodes.iter().enumerate() {
        let mut base = base(nodes, &names, index, restart);
        if let (true, Some(language), true) = (node.second, second, base.is_empty()) {
            base = tag(language);
        }
        let name = match own_name(node) {
            Some(own) => join(&base, &own),
            None => unnamed(text, nodes, index, &base),
        };
        names.push(unique(shorten(name), &mut taken, &mut times));
    }
    names.into_iter().map(ClauseId::new).collect()
}

/// How ids name a language: as it is named everywhere, in small letters.
pub(super) fn tag(language: Language) -> String {
    language.tag().to_lowercase()
}

fn join(base: &str, own: &str) -> String {
    if base.is_empty() {
        own.to_owned()
    } else {
        format!("{base}/{own}")
    }
}

/// What the name starts with: that of the nearest parent that has a label.
fn base(nodes: &[Node], names: &[String], index: usize, restart: bool) -> String {
    let node = &nodes[index];
    let through = node.kind == ClauseKind::Article && !restart;
    let mut at = node.parent;
    while let Some(parent) = at {
        let kind = nodes[parent].kind;
        let silent = is_silent(&nodes[parent]) && own_name(node).is_some();
        let passed = through && kind != ClauseKind::Annex;
        if !(silent || passed) {
            return names[parent].clone();
        }
        at = nodes[parent].parent;
    }
    String::new()
}

/// Parents that leave no trace in the names of what they hold.
fn is_silent(node: &Node) -> bool {
    matches!(
        node.kind,
        ClauseKind::Other | ClauseKind::Title | ClauseKind::Table
    ) || (node.label.is_empty() && matches!(node.kind, ClauseKind::Paragraph | ClauseKind::Point))
}

/// The clause's own part of the name; nothing when it has no label.
fn own_name(node: &Node) -> Option<String> {
    match node.kind {
        ClauseKind::Title => return Some("title".to_owned()),
        ClauseKind::Parties => return Some("parties".to_owned()),
        ClauseKind::Preamble => return Some("preamble".to_owned()),
        ClauseKind::Signature => return Some("sign".to_owned()),
        _ => {}
    }
    if node.kind == ClauseKind::Annex && node.value.is_none() {
        return Some("annex".to_owned());
    }
    let number = node.value.as_ref()?.slug();
    let prefix = match node.kind {
        ClauseKind::Article => "art",
        ClauseKind::Part if is_title_unit(node) => "title",
        ClauseKind::Part => "part",
        ClauseKind::Chapter => "ch",
        ClauseKind::Section => "sec",
        ClauseKind::Annex => "annex",
        _ => return Some(number).filter(|number| !number.is_empty()),
    };
    let number = number.trim_matches('-');
    Some(if number.is_empty() {
        prefix.to_owned()
    } else {
        format!("{prefix}-{number}")
    })
}

fn is_title_unit(node: &Node) -> bool {
    node.unit
        .is_some_and(|unit| Vocabulary::get().units[unit].kind == UnitKind::Title)
}

/// The name of a clause without a label: a hash of its words, white space aside.
fn unnamed(text: &str, nodes: &[Node], index: usize, base: &str) -> String {
    let end = nodes.get(index + 1).map_or(text.len(), |next| next.start);
    let words = Span::new(nodes[index].start, end).of(text);
    let folded: Vec<&str> = words.split_whitespace().collect();
    let hash: String = Digest::of(folded.join(" ").as_bytes())
        .to_string()
        .chars()
        .take(6)
        .collect();
    // A shell reads a leading tilde as a home folder, so names at the top get a word instead.
    if base.is_empty() {
        format!("text-{hash}")
    } else {
        format!("{base}/~{hash}")
    }
}

fn shorten(name: String) -> String {
    // Room is left for the number that tells duplicates apart.
    if name.len() <= LONGEST - 5 {
        return name;
    }
    let hash: String = Digest::of(name.as_bytes())
        .to_string()
        .chars()
        .take(8)
        .collect();
    let head: String = name.chars().take(LONGEST - 16).collect();
    format!("{}/~{hash}", head.trim_end_matches(['/', '.', '-', '~']))
}

fn unique(name: String, taken: &mut HashSet<String>, times: &mut HashMap<String, u32>) -> String {
    if taken.insert(name.clone()) {
        return name;
    }
    let time = times.entry(name.clone()).or_insert(1);
    loop {
        *time += 1;
        let other = format!("{name}.{time}");
        if taken.insert(other.clone()) {
            return other;
        }
    }
}

/// Whether articles start again at 1 in several chapters, so that their number alone says nothing.
fn numbering_restarts(nodes: &[Node]) -> bool {
    let mut parents: HashMap<Option<usize>, HashSet<Option<usize>>> = HashMap::new();
    for node in nodes {
        let first = node
            .value
            .as_ref()
            .is_some_and(super::number::Value::is_first);
        if node.kind == ClauseKind::Article && first {
            let annex = annex_of(nodes, node.parent);
            parents.entry(annex).or_default().insert(node.parent);
        }
    }
    parents.values().any(|places| {
        places.len() > 1
            && places.iter().all(|place| {
                place.is_some_and(|at| {
                    matches!(
                        nodes[at].kind,
                        ClauseKind::Chapter | ClauseKind::Part | ClauseKind::Section
                    )
                })
            })
    })
}

fn annex_of(nodes: &[Node], mut at: Option<usize>) -> Option<usize> {
    while let Some(index) = at {
        if nodes[index].kind == ClauseKind::Annex {
            return Some(index);
        }
        at = nodes[index].parent;
    }
    None
}
