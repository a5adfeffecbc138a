//! The JSON Schema in the manual is the one of the types, and so are the tables of the validator.

use super::Checklist;
use super::rules::{CHECKLIST, Field, Shape};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;

fn schema() -> Value {
    let mut schema = schemars::schema_for!(Checklist).to_value();
    let root = schema.as_object_mut().expect("a type of many fields");
    root.insert("title".to_owned(), "A checklist of rapporteur".into());
    schema
}

/// `UPDATE_DOCS=1 cargo test --lib schema` writes it anew.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the manual belongs to the sources, not to a workspace"
)]
fn the_schema_in_the_manual_is_the_one_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checklist.schema.json");
    let text = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &text).expect("the manual can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept.replace("\r\n", "\n"), text);
}

#[test]
fn the_tables_of_the_validator_know_what_the_types_know() {
    let schema = schema();
    let definitions = schema["$defs"].as_object().expect("types have names");
    object(&schema, CHECKLIST, definitions, "checklist");
}

fn object(schema: &Value, fields: &[Field], definitions: &Map<String, Value>, path: &str) {
    let schema = resolved(schema, definitions);
    let properties = schema["properties"].as_object().expect(path);
    let known: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
    let told: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
    assert_eq!(known, told, "{path}");
    assert_eq!(schema["additionalProperties"], false, "{path}");
    let required = schema["required"].as_array();
    let required: BTreeSet<&str> = required
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let must = fields.iter().filter(|field| field.required);
    assert_eq!(required, must.map(|field| field.name).collect(), "{path}");
    for field in fields {
        let path = format!("{path}.{}", field.name);
        let schema = resolved(&properties[field.name], definitions);
        let within = |key: &str| resolved(&schema[key], definitions);
        match &field.shape {
            Shape::Text(_) | Shape::TextOrNull(_) => is_text(schema, &path),
            Shape::Choice(words) => choice(schema, words, &path),
            Shape::Texts(_) => is_text(within("items"), &path),
            Shape::Choices(words) => choice(within("items"), words, &path),
            Shape::Object(fields) => object(schema, fields, definitions, &path),
            Shape::Objects(fields) => object(within("items"), fields, definitions, &path),
            Shape::Indicators => is_text(&within("additionalProperties")["items"], &path),
            Shape::TextsById => is_text(within("additionalProperties"), &path),
            Shape::ByLanguage(fields) | Shape::ObjectsById(fields) => {
                object(within("additionalProperties"), fields, definitions, &path);
            }
        }
    }
}

/// The type itself: behind a name, and apart from `null` where the field may be left out.
fn resolved<'a>(schema: &'a Value, definitions: &'a Map<String, Value>) -> &'a Value {
    if let Some(of) = schema["anyOf"].as_array() {
        return resolved(&of[0], definitions);
    }
    match schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        Some(name) => &definitions[name],
        None => schema,
    }
}

fn is_text(schema: &Value, path: &str) {
    let kind = &schema["type"];
    assert!(kind == "string" || kind[0] == "string", "{path}: {schema}");
}

fn choice(schema: &Value, words: &[&str], path: &str) {
    let one = schema["enum"].as_array().into_iter().flatten();
    let other = schema["oneOf"].as_array().into_iter().flatten();
    let known: BTreeSet<&str> = one
        .chain(other.map(|one| &one["const"]))
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(known, words.iter().copied().collect(), "{path}");
}
