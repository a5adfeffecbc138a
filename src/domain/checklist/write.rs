//! A checklist as a person likes to find it in a file: fields in the order of the manual, short
//! lists and objects on one line.

use super::Checklist;
use super::json::{self, Node, Value};

/// The longest line that a list or an object is kept on, in Unicode scalar values.
const LINE: usize = 100;

impl Checklist {
    /// The text of its file.
    pub fn to_text(&self) -> String {
        let dense = serde_json::to_string(self).expect("a checklist has only texts as keys");
        let root = json::read(&dense).expect("it was written as JSON just now");
        let mut text = String::new();
        print(&root, &dense, 0, 0, &mut text);
        text.push('\n');
        text
    }
}

/// Writes a value that begins `before` characters behind the margin of its line.
fn print(node: &Node, dense: &str, depth: usize, before: usize, out: &mut String) {
    let short = one_line(node, dense);
    if depth > 0 && 2 * depth + before + short.chars().count() < LINE {
        out.push_str(&short);
        return;
    }
    let members: Vec<(String, &Node)> = match &node.value {
        Value::List(nodes) => nodes.iter().map(|node| (String::new(), node)).collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|entry| (format!("{}: ", quoted(&entry.name)), &entry.node))
            .collect(),
        _ => return out.push_str(&short),
    };
    let [open, close] = brackets(node);
    out.push(open);
    for (index, (name, member)) in members.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        out.push_str(name);
        print(member, dense, depth + 1, name.chars().count(), out);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(close);
}

fn one_line(node: &Node, dense: &str) -> String {
    let members: Vec<String> = match &node.value {
        Value::List(nodes) => nodes.iter().map(|node| one_line(node, dense)).collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|entry| format!("{}: {}", quoted(&entry.name), one_line(&entry.node, dense)))
            .collect(),
        _ => return node.span.of(dense).to_owned(),
    };
    let [open, close] = brackets(node);
    match (&node.value, members.is_empty()) {
        (Value::Map(_), false) => format!("{open} {} {close}", members.join(", ")),
        _ => format!("{open}{}{close}", members.join(", ")),
    }
}

const fn brackets(node: &Node) -> [char; 2] {
    match node.value {
        Value::Map(_) => ['{', '}'],
        _ => ['[', ']'],
    }
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use crate::domain::checklist::{built_in, template, validate};

    #[test]
    fn what_is_written_is_read_back_and_lines_are_short() {
        for list in built_in()
            .iter()
            .map(|list| (**list).clone())
            .chain([template()])
        {
            let text = list.to_text();
            assert_eq!(validate::parse(text.as_bytes()), Ok(list.clone()));
            let second = text.lines().nth(1);
            assert_eq!(second, Some("  \"format\": \"rapporteur-checklist/1\","));
            let group = &list.groups[0].id;
            let group = format!("\n    {{ \"id\": \"{group}\", \"title\": ");
            assert!(text.contains(&group), "{text:.600}");
            let long = text.lines().filter(|line| line.chars().count() > 100);
            for line in long {
                let open = line.trim_end_matches(',').ends_with(['[', '{', ']', '}']);
                assert!(!open, "{line}");
            }
        }
    }
}
