//! The small values that annotations are made of: bodies, selectors, who said it and which entry says so.

use super::OURS;
use crate::domain::summary::Origin;
use serde_json::{Map, Value, json};

pub(super) fn annotation(
    origin: &Origin,
    motivation: &str,
    body: &[Value],
    target: &Value,
) -> Value {
    let settled = origin.settled.as_ref().map(|settled| &settled.reason);
    let annotation = json!({
        "id": name_of(origin),
        "type": "Annotation",
        "motivation": motivation,
        "created": origin.at,
        "creator": creator(origin),
        "body": body,
        "target": target,
        "entry": entry(origin),
    });
    with(annotation, &[("settled", json!(settled))])
}

/// Which line of which journal says so.
pub(super) fn entry(origin: &Origin) -> Value {
    json!({ "writer": origin.writer, "seq": origin.seq, "sha256": origin.entry })
}

/// The name of an annotation: that of the entry it was made from, which nobody can change unseen.
fn name_of(origin: &Origin) -> String {
    format!("{OURS}entry:{}", origin.entry)
}

pub(super) fn creator(origin: &Origin) -> Value {
    let id = format!("{OURS}reviewer:{}", origin.by.id);
    json!({ "id": id, "type": "Person", "name": origin.by.name })
}

pub(super) fn tagging(item: &str) -> Value {
    textual("tagging", item)
}

pub(super) fn assessing(assessment: &str) -> Value {
    textual("assessing", assessment)
}

pub(super) fn commenting(note: &str) -> Value {
    textual("commenting", note)
}

pub(super) fn textual(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value })
}

pub(super) fn quote(exact: &str, prefix: &str, suffix: &str) -> Value {
    let mut selector = json!({ "type": "TextQuoteSelector", "exact": exact });
    for (name, words) in [("prefix", prefix), ("suffix", suffix)] {
        if !words.is_empty() {
            selector = with(selector, &[(name, json!(words))]);
        }
    }
    selector
}

pub(super) fn position(start: usize, end: usize) -> Value {
    json!({ "type": "TextPositionSelector", "start": start, "end": end })
}

pub(super) fn confidential(is: bool) -> (&'static str, Value) {
    ("confidential", is.then_some(true).into())
}

/// The same with further fields; those that say nothing are left out.
pub(super) fn with(value: Value, fields: &[(&str, Value)]) -> Value {
    let mut object: Map<String, Value> = match value {
        Value::Object(object) => object,
        other => return other,
    };
    for (name, value) in fields {
        if !value.is_null() {
            object.insert((*name).to_owned(), value.clone());
        }
    }
    Value::Object(object)
}
