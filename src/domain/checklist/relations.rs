//! What holds between the fields of a checklist: ids are unique, what is named exists, there is
//! something to ask.

use super::json::{Node, Value};
use super::names::advice;
use super::rules::Rule;
use super::validate::{Problem, join};
use std::collections::HashMap;

/// Everything that does not hold, in no particular order.
pub(super) fn problems(root: &Node) -> Vec<Problem> {
    let mut check = Relations::default();
    let ids = |name: &str| ids(list(root, name));
    let (groups, items) = (ids("groups"), ids("items"));
    for name in ["groups", "items", "profiles", "sources", "retired"] {
        check.unique_ids(list(root, name), name);
    }
    check.something_is_asked(root);
    check.items(root, &groups, &ids("sources"));
    for (index, profile) in list(root, "profiles").iter().enumerate() {
        check.profile(profile, &items, index);
    }
    for (index, retired) in list(root, "retired").iter().enumerate() {
        check.stays_retired(retired, &items, index);
    }
    check.translations(root, &groups, &items, &ids("profiles"));
    check.problems
}

#[derive(Default)]
struct Relations {
    problems: Vec<Problem>,
}

impl Relations {
    fn report(&mut self, line: usize, path: &str, message: String) {
        self.problems.push(Problem {
            line: Some(line),
            path: path.to_owned(),
            message,
        });
    }

    fn something_is_asked(&mut self, root: &Node) {
        let Some(items) = root.get("items") else {
            return;
        };
        if matches!(&items.value, Value::List(list) if list.is_empty()) {
            let message = "The checklist asks nothing: add an item.".to_owned();
            self.report(items.line, "items", message);
        }
    }

    fn items(&mut self, root: &Node, groups: &[&str], sources: &[&str]) {
        for (index, item) in list(root, "items").iter().enumerate() {
            let path = format!("items[{index}]");
            if let Some(node) = item.get("group") {
                self.known(node, groups, "group", "groups", &join(&path, "group"));
            }
            let cited = list(item, "sources");
            self.unique_ids(cited, &join(&path, "sources"));
            for (at, citation) in cited.iter().enumerate() {
                self.citation(citation, sources, &format!("{path}.sources[{at}]"));
            }
        }
    }

    /// A source of an item is in the list of the checklist, or says itself what it is.
    fn citation(&mut self, citation: &Node, sources: &[&str], path: &str) {
        let Some(id) = citation.get("id").and_then(Node::text) else {
            return;
        };
        let told = ["citation", "confidence"]
            .iter()
            .all(|name| citation.get(name).is_some());
        if !told && !sources.contains(&id) {
            let message = format!(
                "There is no source \"{id}\" in \"sources\"{} Or say here what it is: \"citation\" and \"confidence\".",
                advice(id, sources)
            );
            self.report(citation.line, path, message);
        }
    }

    /// A profile names items, each once.
    fn profile(&mut self, profile: &Node, items: &[&str], index: usize) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (at, node) in list(profile, "items").iter().enumerate() {
            let path = format!("profiles[{index}].items[{at}]");
            self.known(node, items, "item", "items", &path);
            if let Some(id) = node.text()
                && let Some(line) = first.insert(id, node.line)
            {
                let message =
                    format!("The item \"{id}\" is named twice, before in line {line}. Keep one.");
                self.report(node.line, &path, message);
            }
        }
    }

    fn stays_retired(&mut self, retired: &Node, items: &[&str], index: usize) {
        let Some((node, id)) = retired.get("id").and_then(|id| Some((id, id.text()?))) else {
            return;
        };
        if items.contains(&id) {
            let message = format!(
                "\"{id}\" is retired and asked at once. Give the new question another id, or take it off this list."
            );
            self.report(node.line, &format!("retired[{index}].id"), message);
        }
    }

    fn translations(&mut self, root: &Node, groups: &[&str], items: &[&str], profiles: &[&str]) {
        let known = [
            ("groups", "group", groups),
            ("items", "item", items),
            ("profiles", "profile", profiles),
        ];
        for entry in root.get("translations").map_or(&[][..], Node::entries) {
            let path = join("translations", &entry.name);
            for (field, what, ids) in known {
                let texts = entry.node.get(field).map_or(&[][..], Node::entries);
                for text in texts
                    .iter()
                    .filter(|text| !ids.contains(&text.name.as_str()) && all_sound(ids))
                {
                    let name = &text.name;
                    let message = format!(
                        "There is no {what} \"{name}\" in \"{field}\"{}",
                        advice(name, ids)
                    );
                    self.report(text.line, &join(&join(&path, field), name), message);
                }
            }
        }
    }

    /// A name that one of the ids says. Where an id is malformed, that is the mistake, not the names
    /// that were to mean it.
    fn known(&mut self, node: &Node, ids: &[&str], what: &str, field: &str, path: &str) {
        let unknown = |id: &&str| !id.trim().is_empty() && !ids.contains(id) && all_sound(ids);
        if let Some(id) = node.text().filter(unknown) {
            let message = format!(
                "There is no {what} \"{id}\" in \"{field}\"{}",
                advice(id, ids)
            );
            self.report(node.line, path, message);
        }
    }

    fn unique_ids(&mut self, nodes: &[Node], path: &str) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (index, node) in nodes.iter().enumerate() {
            let Some((id, text)) = node.get("id").and_then(|id| Some((id, id.text()?))) else {
                continue;
            };
            if let Some(line) = first.insert(text, id.line) {
                let at = format!("{path}[{index}].id");
                let message = format!("The id \"{text}\" is used twice, before in line {line}.");
                self.report(id.line, &at, message);
            }
        }
    }
}

/// The values of a list in a field; none where there is no list.
fn list<'a>(node: &'a Node, name: &str) -> &'a [Node] {
    node.get(name).map_or(&[], Node::list)
}

fn all_sound(ids: &[&str]) -> bool {
    ids.iter().all(|id| Rule::Id.complaint(id).is_none())
}

fn ids(nodes: &[Node]) -> Vec<&str> {
    let ids = nodes.iter().filter_map(|node| node.get("id")?.text());
    ids.collect()
}
