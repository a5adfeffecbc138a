//! JSON with the line of every value, so that a mistake can be shown where it was made.
//!
//! `serde_json` decides what is JSON; this file only walks what it accepted a second time and
//! counts lines. Unlike `serde_json` it keeps fields that are given twice. Knows nothing of
//! checklists.

use super::validate::Problem;
use crate::domain::text::Span;

/// A value, the line it begins on, counted from 1, and its bytes in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) span: Span,
    pub(super) value: Value,
}

/// A JSON value. Numbers are kept as written, because no field is one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool,
    Number,
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A field of an object, on the line of its name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) node: Node,
}

impl Node {
    /// A field of an object; the first one where it is given twice.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        let entries = self.entries().iter();
        entries
            .clone()
            .find(|entry| entry.name == name)
            .map(|entry| &entry.node)
    }

    /// The fields of an object; none for any other value.
    pub(super) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The values of a list; none for any other value.
    pub(super) fn list(&self) -> &[Node] {
        match &self.value {
            Value::List(nodes) => nodes,
            _ => &[],
        }
    }

    /// The text of a string.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What a person calls its type.
    pub(super) const fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool => "true or false",
            Value::Number => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "an object",
        }
    }
}

/// Reads a JSON text, or says where it stops being one.
pub(super) fn read(text: &str) -> Result<Node, Problem> {
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        return Err(syntax_problem(text, &error));
    }
    let mut walk = Walk {
        text,
        at: 0,
        line: 1,
    };
    Ok(walk.value())
}

fn syntax_problem(text: &str, error: &serde_json::Error) -> Problem {
    // The library counts columns in bytes, a person in letters.
    let broken = text.lines().nth(error.line().saturating_sub(1));
    let before = broken.and_then(|line| line.get(..error.column()));
    let column_in_letters = before.map_or(error.column(), |before| before.chars().count());
    let (line, column) = (error.line(), column_in_letters);
    let full = error.to_string();
    let place = format!(" at line {line} column {}", error.column());
    let what = full.strip_suffix(&place).unwrap_or(&full);
    Problem {
        line: Some(line),
        path: String::new(),
        message: format!(
            "This is not valid JSON from line {line}, column {column} on ({what}). Check the quotation \
             marks (straight ones: \", and \\\" inside a text), commas and brackets there and just before."
        ),
    }
}

/// Walks over a text that is known to be JSON.
struct Walk<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Walk<'_> {
    /// The next byte that is not a blank.
    fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = bytes.get(self.at) {
            self.line += usize::from(bytes[self.at] == b'\n');
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or_default()
    }

    fn value(&mut self) -> Node {
        let first = self.peek();
        let (line, start) = (self.line, self.at);
        let value = match first {
            b'{' => Value::Map(self.entries()),
            b'[' => Value::List(self.items()),
            b'"' => Value::Text(self.string()),
            _ => self.word(),
        };
        let span = Span::new(start, self.at);
        Node { line, span, value }
    }

    fn entries(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.at += 1;
        while self.more(b'}') {
            let line = self.line;
            let name = self.string();
            self.peek();
            self.at += 1;
            let node = self.value();
            entries.push(Entry { name, line, node });
        }
        entries
    }

    fn items(&mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        self.at += 1;
        while self.more(b']') {
            nodes.push(self.value());
        }
        nodes
    }

    /// Steps over a comma or the closing bracket; whether another member follows.
    fn more(&mut self, close: u8) -> bool {
        let next = self.peek();
        if next == close || next == 0 {
            self.at += 1;
            return false;
        }
        if next == b',' {
            self.at += 1;
            self.peek();
        }
        true
    }

    fn string(&mut self) -> String {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        while self.at < bytes.len() && bytes[self.at] != b'"' {
            self.at += if bytes[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        let literal = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(literal).expect("serde_json accepted this string before")
    }

    fn word(&mut self) -> Value {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.find([',', '}', ']', ' ', '\t', '\r', '\n']);
        self.at += end.unwrap_or(rest.len());
        match rest.as_bytes().first() {
            Some(b'n') => Value::Null,
            Some(b't' | b'f') => Value::Bool,
            _ => Value::Number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_value_knows_its_line() {
        let text =
            "{\n \"a\": [1,\n true, null],\r\n\n\"b\\n\": {\"c\":\n\"x \\\" }\"}, \"a\" : -1.5e3 }";
        let root = read(text).expect("this is JSON");
        let lines: Vec<(&str, usize, usize)> = root
            .entries()
            .iter()
            .map(|entry| (entry.name.as_str(), entry.line, entry.node.line))
            .collect();
        assert_eq!(lines, [("a", 2, 2), ("b\n", 5, 5), ("a", 6, 6)]);
        let list: Vec<usize> = root.entries()[0]
            .node
            .list()
            .iter()
            .map(|n| n.line)
            .collect();
        assert_eq!(list, [2, 3, 3]);
        let inner = &root.entries()[1].node.entries()[0];
        assert_eq!((inner.line, inner.node.line), (5, 6));
        assert_eq!(inner.node.text(), Some("x \" }"));
        assert_eq!(inner.node.span.of(text), "\"x \\\" }\"");
        assert_eq!(root.span.of(text), text);
        let number = &root.entries()[2].node;
        assert_eq!(number.span.of(text), "-1.5e3");
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_line() {
        let cases = [
            ("", 1),
            ("{\n\"a\": 1\n\"b\": 2}", 3),
            ("[1,\n]", 2),
            ("\"\\ud800\"", 1),
            ("{} x", 1),
        ];
        for (text, line) in cases {
            let problem = read(text).expect_err(text);
            assert_eq!(problem.line, Some(line), "{text}: {}", problem.message);
        }
        let deep = "[".repeat(100_000);
        assert!(read(&deep).is_err());
    }

    /// The same value without lines.
    fn plain(node: &Node) -> serde_json::Value {
        match &node.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool => true.into(),
            Value::Number => 7.into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(nodes) => nodes.iter().map(plain).collect(),
            Value::Map(entries) => {
                let fields = entries
                    .iter()
                    .map(|entry| (entry.name.clone(), plain(&entry.node)));
                serde_json::Value::Object(fields.collect())
            }
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            Just(true.into()),
            Just(7.into()),
            "[\\PC\"\\\\\n]{0,6}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map("[a-c\"{]{0,3}", inner, 0..4)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_walk_sees_what_serde_json_sees(value in any_json()) {
            for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                prop_assert_eq!(plain(&read(&text).unwrap()), value.clone());
            }
        }
    }
}
