//! What annotations say: tags, assessments, comments, however their bodies are written.

use super::Annotation;
use serde_json::Value;

/// Reads the bodies of an annotation into what was made of it.
pub(super) fn bodies(value: &Value, made: &mut Annotation) {
    if let Some(Value::String(comment)) = value.get("bodyValue") {
        made.notes.push(comment.clone());
    }
    let body = match value.get("body") {
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let motivation = value.get("motivation");
    for one in body {
        let purpose = one.get("purpose").or(motivation);
        let Some(words) = one.get("value").and_then(Value::as_str) else {
            continue;
        };
        let purposes = purpose.map(texts).unwrap_or_default();
        let purpose = purposes
            .first()
            .map_or("", |one| one.trim_start_matches("oa:"));
        let into = match purpose {
            "tagging" | "classifying" => &mut made.tags,
            "assessing" => &mut made.assessments,
            _ => &mut made.notes,
        };
        into.push(words.to_owned());
    }
}

/// A text, or the texts of a list.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}
