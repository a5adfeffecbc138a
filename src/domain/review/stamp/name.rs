//! Names in certificates, as one line that is safe to show: `CN=Example Stamps, O=Made-up Authority`.

use super::der::{Value, Values, tag};
use crate::domain::visible::visible_line;

/// How much of a name is shown, in Unicode scalars.
const LONGEST: usize = 300;
/// The short names of what names are made of.
const LABELS: [(&str, &str); 7] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
];

/// Any text as one line that is safe to show.
pub fn shown(text: &str, most: usize) -> String {
    let short: String = text.trim().chars().take(most).collect();
    visible_line(&short)
}

/// A name from the inside of its `GeneralName`.
pub fn general(bytes: &[u8]) -> String {
    let name = match Values::of(bytes).value() {
        Some(value) if value.tag == tag::marked(4) => match Values::of(value.content).value() {
            Some(name) => full(name.content),
            None => String::new(),
        },
        Some(value) => String::from_utf8_lossy(value.content).into_owned(),
        None => String::new(),
    };
    shown(&name, LONGEST)
}

/// A name from the inside of its `Name`, the most particular part last.
pub fn full(bytes: &[u8]) -> String {
    let mut parts = Vec::new();
    let mut sets = Values::of(bytes);
    while let Some(set) = sets.take(tag::SET) {
        let mut set = Values::of(set);
        while let Some(part) = set.enter(tag::SEQUENCE).and_then(part) {
            parts.push(part);
        }
    }
    shown(&parts.join(", "), LONGEST)
}

fn part(mut values: Values<'_>) -> Option<String> {
    let kind = values.oid()?;
    let label = LABELS.iter().find(|(known, _)| *known == kind);
    let label = label.map_or(kind.as_str(), |(_, label)| label);
    Some(format!("{label}={}", text(&values.value()?)))
}

fn text(value: &Value<'_>) -> String {
    if value.tag == tag::BMP {
        let units = value
            .content
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    String::from_utf8_lossy(value.content).into_owned()
}
