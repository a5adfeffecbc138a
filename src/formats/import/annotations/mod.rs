//! Annotations that were made elsewhere, as W3C Web Annotations (JSON-LD): ours, or those of other tools.
//!
//! It reads what they say and finds the words that they stand on; whether they become tags, and whose, is decided by
//! whoever asked. Knows nothing of checklists.

mod anchor;
mod bodies;

pub use anchor::{Unanchored, anchor};

use bodies::{bodies, texts};
use serde_json::Value;

/// Annotations that are read from one file.
const MOST: usize = 20_000;

/// An annotation, with what it says of a passage. What nobody said is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotation {
    /// Its own name.
    pub id: String,
    /// Who made it.
    pub by: String,
    /// When, as it says.
    pub created: String,
    /// The checklist it says its item is of.
    pub checklist: Option<String>,
    /// Its tags: names of items, or anything else.
    pub tags: Vec<String>,
    /// What it assesses the passage as.
    pub assessments: Vec<String>,
    /// Its comments.
    pub notes: Vec<String>,
    /// What it stands on.
    pub target: Target,
}

/// What an annotation stands on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// What the text is called.
    pub source: String,
    /// The words.
    pub quote: Option<Quote>,
    /// First position and the one after the last, in Unicode scalars of the source.
    pub position: Option<(usize, usize)>,
}

/// Words with those around them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// Words right before them.
    pub prefix: String,
    /// Words right after them.
    pub suffix: String,
}

/// Why a file holds no annotations that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnnotations {
    /// It is no JSON.
    #[error("This is no JSON: {0}.")]
    NotJson(String),
    /// Nothing in it is an annotation.
    #[error("No Web Annotation was found in this file.")]
    None,
    /// It has more than anybody would look through.
    #[error("This file has more than {MOST} annotations. Split it.")]
    TooMany,
}

/// The annotations of a file: a single one, a list, a page, or a collection with its first page in it.
pub fn read(bytes: &[u8]) -> Result<Vec<Annotation>, NoAnnotations> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value =
        serde_json::from_slice(text).map_err(|error| NoAnnotations::NotJson(error.to_string()))?;
    let found: Vec<&Value> = listed(&value)
        .iter()
        .filter(|one| is_annotation(one))
        .collect();
    match found.len() {
        0 => Err(NoAnnotations::None),
        1..=MOST => Ok(found.into_iter().map(annotation).collect()),
        _ => Err(NoAnnotations::TooMany),
    }
}

/// Where the annotations of a file stand.
fn listed(value: &Value) -> &[Value] {
    if let Value::Array(all) = value {
        return all;
    }
    let places = [
        value.get("items"),
        value.pointer("/first/items"),
        value.get("@graph"),
    ];
    let list = places.into_iter().flatten().find_map(Value::as_array);
    list.map_or(std::slice::from_ref(value), Vec::as_slice)
}

fn is_annotation(value: &Value) -> bool {
    let kinds = value.get("type").or_else(|| value.get("@type"));
    kinds.is_some_and(|kinds| {
        texts(kinds)
            .iter()
            .any(|kind| kind.trim_start_matches("oa:") == "Annotation")
    })
}

fn annotation(value: &Value) -> Annotation {
    let text = |name: &str| value.get(name).map(texts).unwrap_or_default().join(" ");
    let mut made = Annotation {
        id: text("id"),
        created: text("created"),
        by: value
            .get("creator")
            .map(names)
            .unwrap_or_default()
            .join(", "),
        checklist: value
            .get("checklist")
            .and_then(Value::as_str)
            .map(str::to_owned),
        target: value.get("target").map(target).unwrap_or_default(),
        ..Annotation::default()
    };
    bodies(value, &mut made);
    made
}

/// What people are called: by their name, else by their id.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(names).collect(),
        Value::Object(one) => {
            let name = one
                .get("name")
                .or_else(|| one.get("nickname"))
                .or_else(|| one.get("id"));
            name.map(texts).unwrap_or_default()
        }
        other => texts(other),
    }
}

/// The first target, and what selects words in it. A selector that refines another one is not followed: nothing is guessed.
fn target(value: &Value) -> Target {
    let one = match value {
        Value::Array(all) => all.first().unwrap_or(value),
        one => one,
    };
    if let Value::String(source) = one {
        return Target {
            source: source.clone(),
            ..Target::default()
        };
    }
    let source = one.get("source").or_else(|| one.get("id"));
    let source = source.map(|source| source.get("id").unwrap_or(source));
    let mut target = Target {
        source: source.map(texts).unwrap_or_default().join(" "),
        ..Target::default()
    };
    let selectors = one.get("selector");
    let selectors = match selectors {
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    for selector in selectors
        .iter()
        .filter(|one| one.get("refinedBy").is_none())
    {
        let kind = selector
            .get("type")
            .map(texts)
            .unwrap_or_default()
            .join(" ");
        let text = |name: &str| {
            selector
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let number = |name: &str| usize::try_from(selector.get(name)?.as_u64()?).ok();
        match kind.trim_start_matches("oa:") {
            "TextQuoteSelector" => {
                target.quote = Some(Quote {
                    exact: text("exact"),
                    prefix: text("prefix"),
                    suffix: text("suffix"),
                });
            }
            "TextPositionSelector" => target.position = number("start").zip(number("end")),
            _ => {}
        }
    }
    target
}

#[cfg(test)]
mod tests;
