//! Reading a checklist that a person has written: every mistake at once, each with its line.
//!
//! Takes bytes, gives a checklist or problems; knows nothing of files. What the fields must look
//! like is in `rules`.

use super::Checklist;
use super::json::{self, Entry, Node, Value};
use super::names::{advice, nearest, or_list};
use super::relations;
use super::remarks;
use super::rules::{self, Field, Rule, Shape};
use std::collections::HashMap;
use std::fmt;

/// A mistake in a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line it is on, counted from 1, when there is one.
    pub line: Option<usize>,
    /// The field it is about, such as `items[3].severity`, counted from 0; empty for the file as a
    /// whole.
    pub path: String,
    /// What is wrong and what to do, in a sentence.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) if self.path.is_empty() => write!(f, "line {line}: {}", self.message),
            Some(line) => write!(f, "line {line}, {}: {}", self.path, self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Reads a checklist, or lists everything that is wrong with it, in the order of its lines.
///
/// A byte order mark is passed over. Of a checklist in a newer format only that is said, because
/// everything else about it would be a guess.
pub fn parse(bytes: &[u8]) -> Result<Checklist, Vec<Problem>> {
    let text = decode(bytes).map_err(|problem| vec![problem])?;
    let root = json::read(text).map_err(|problem| vec![problem])?;
    let mut check = Check::default();
    if let Some(format) = root.get("format").filter(|format| is_newer(format)) {
        check.text(format, Rule::Format, "format");
        return Err(check.problems);
    }
    check.object(&root, rules::CHECKLIST, "");
    check.problems.extend(relations::problems(&root));
    if check.problems.is_empty() {
        return serde_json::from_str(text).map_err(|error| vec![whole(error.to_string())]);
    }
    check.problems.sort_by_key(|problem| problem.line);
    Err(check.problems)
}

/// What is allowed and yet worth a second look, in the order of its lines; nothing about what is no
/// checklist.
pub fn remarks(bytes: &[u8]) -> Vec<Problem> {
    let root = decode(bytes).and_then(json::read);
    root.map(|root| remarks::remarks(&root)).unwrap_or_default()
}

/// The largest checklist, in bytes: many times the largest that comes with the program.
pub const LARGEST: usize = 1 << 24;

fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > LARGEST {
        return Err(whole(format!(
            "This file is larger than {} MB, too large for a checklist. Split it into several.",
            LARGEST >> 20
        )));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let line = 1 + before.matches('\n').count();
        Problem {
            line: Some(line),
            path: String::new(),
            message: "This line is not UTF-8 text. Save the file with the encoding UTF-8."
                .to_owned(),
        }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn is_newer(format: &Node) -> bool {
    format.text().and_then(rules::newer_format).is_some()
}

const fn whole(message: String) -> Problem {
    Problem {
        line: None,
        path: String::new(),
        message,
    }
}

/// Collects problems.
#[derive(Default)]
struct Check {
    problems: Vec<Problem>,
}

impl Check {
    fn report(&mut self, line: usize, path: &str, message: String) {
        self.problems.push(Problem {
            line: Some(line),
            path: path.to_owned(),
            message,
        });
    }

    fn wrong_type(&mut self, node: &Node, path: &str, wanted: &str) {
        let found = node.type_name();
        let hint = match node.value {
            Value::Null => " Leave the field out if there is nothing to say.",
            _ => "",
        };
        self.report(
            node.line,
            path,
            format!("This must be {wanted}, not {found}.{hint}"),
        );
    }

    fn object(&mut self, node: &Node, fields: &[Field], path: &str) {
        if !matches!(node.value, Value::Map(_)) {
            self.wrong_type(node, path, "an object in { }");
            return;
        }
        self.duplicates(node, path);
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let mut given = Vec::new();
        for entry in node.entries() {
            let at = join(path, &entry.name);
            if let Some(field) = fields.iter().find(|field| field.name == entry.name) {
                given.push(field.name);
                self.value(&entry.node, &field.shape, &at);
            } else {
                // A misspelt field is not missing as well.
                given.extend(nearest(&entry.name, &names));
                let advice = advice(&entry.name, &names);
                let message = format!("There is no field \"{}\" here{advice}", entry.name);
                self.report(entry.line, &at, message);
            }
        }
        for field in fields {
            if field.required && !given.contains(&field.name) {
                let at = join(path, field.name);
                let message = format!("The field \"{}\" is missing.", field.name);
                self.report(node.line, &at, message);
            }
        }
    }

    fn duplicates(&mut self, node: &Node, path: &str) {
        let mut first = HashMap::new();
        for entry in node.entries() {
            if let Some(line) = first.insert(&entry.name, entry.line) {
                let message = format!(
                    "The field \"{}\" is given twice, before in line {line}. Keep one.",
                    entry.name
                );
                self.report(entry.line, &join(path, &entry.name), message);
            }
        }
    }

    fn value(&mut self, node: &Node, shape: &Shape, path: &str) {
        match shape {
            Shape::TextOrNull(_) if matches!(node.value, Value::Null) => {}
            Shape::Text(rule) | Shape::TextOrNull(rule) => self.text(node, *rule, path),
            Shape::Choice(words) => self.choice(node, words, path),
            Shape::Texts(rule) => {
                self.each(node, path, |check, node, path| {
                    check.text(node, *rule, path);
                });
            }
            Shape::Choices(words) => {
                self.each(node, path, |check, node, path| {
                    check.choice(node, words, path);
                });
            }
            Shape::Indicators => {
                self.by_language(node, path, |check, node, path| {
                    check.value(node, &Shape::Texts(Rule::Indicator), path);
                });
            }
            Shape::Object(fields) => self.object(node, fields, path),
            Shape::ByLanguage(fields) => {
                self.by_language(node, path, |check, node, path| {
                    check.object(node, fields, path);
                });
            }
            Shape::TextsById => {
                self.by_name(node, path, |check, entry, path| {
                    check.text(&entry.node, Rule::Filled, path);
                });
            }
            Shape::ObjectsById(fields) => {
                self.by_name(node, path, |check, entry, path| {
                    check.object(&entry.node, fields, path);
                });
            }
            Shape::Objects(fields) => {
                self.each(node, path, |check, node, path| {
                    check.object(node, fields, path);
                });
            }
        }
    }

    fn each(&mut self, node: &Node, path: &str, mut look: impl FnMut(&mut Self, &Node, &str)) {
        if !matches!(node.value, Value::List(_)) {
            self.wrong_type(node, path, "a list in [ ]");
        }
        for (index, node) in node.list().iter().enumerate() {
            look(self, node, &format!("{path}[{index}]"));
        }
    }

    fn text(&mut self, node: &Node, rule: Rule, path: &str) {
        match node.text() {
            None => self.wrong_type(node, path, "a text in quotation marks"),
            Some(text) => {
                if let Some(message) = rule.complaint(text) {
                    self.report(node.line, path, message);
                }
            }
        }
    }

    fn choice(&mut self, node: &Node, words: &[&str], path: &str) {
        match node.text() {
            None => self.wrong_type(node, path, "a text in quotation marks"),
            Some(text) if !words.contains(&text) => {
                let message = format!("\"{text}\" is not allowed here; use {}.", or_list(words));
                self.report(node.line, path, message);
            }
            Some(_) => {}
        }
    }

    /// An object whose names are free.
    fn by_name(&mut self, node: &Node, path: &str, look: impl Fn(&mut Self, &Entry, &str)) {
        if !matches!(node.value, Value::Map(_)) {
            self.wrong_type(node, path, "an object in { }");
        }
        self.duplicates(node, path);
        for entry in node.entries() {
            look(self, entry, &join(path, &entry.name));
        }
    }

    fn by_language(&mut self, node: &Node, path: &str, look: impl Fn(&mut Self, &Node, &str)) {
        self.by_name(node, path, |check, entry, path| {
            if let Some(message) = rules::language_complaint(&entry.name) {
                check.report(entry.line, path, message);
            }
            look(check, &entry.node, path);
        });
    }
}

/// The path of a field.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

#[cfg(test)]
mod tests;
