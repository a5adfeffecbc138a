//! What is allowed in a checklist and yet worth a second look: no mistake, but probably not what its
//! author wants.

use super::item::NAME_LENGTH;
use super::json::Node;
use super::validate::{Problem, join};
use crate::domain::language::Language;
use std::collections::HashSet;

/// Everything worth a second look, in the order of the lines.
pub(super) fn remarks(root: &Node) -> Vec<Problem> {
    let mut found = Remarks::default();
    found.items(root);
    found.groups(root);
    found.profiles(root);
    found.sources(root);
    found.translations(root);
    found.remarks.sort_by_key(|remark| remark.line);
    found.remarks
}

#[derive(Default)]
struct Remarks {
    remarks: Vec<Problem>,
}

impl Remarks {
    fn add(&mut self, line: usize, path: &str, message: String) {
        self.remarks.push(Problem {
            line: Some(line),
            path: path.to_owned(),
            message,
        });
    }

    fn items(&mut self, root: &Node) {
        let language = language(root);
        for (index, item) in list(root, "items").iter().enumerate() {
            let path = format!("items[{index}]");
            let id = text(item, "id");
            if !points(item, language) {
                let (name, tag) = (language.name(), language.tag());
                let message = format!(
                    "No words in {name} point to \"{id}\", so clauses are not suggested for it. Add \
                     \"indicators\" with a list \"{tag}\"."
                );
                self.add(item.line, &path, message);
            }
            if text(item, "follow_up_question").trim().is_empty() {
                let message = format!(
                    "\"{id}\" has no \"follow_up_question\": what is to be asked when the agreement does not say?"
                );
                self.add(item.line, &path, message);
            }
            if let Some(name) = item.get("name")
                && text(item, "name").chars().count() > NAME_LENGTH
            {
                let message = format!(
                    "This name has more than {NAME_LENGTH} characters and is cut off in narrow columns."
                );
                self.add(name.line, &join(&path, "name"), message);
            }
        }
    }

    fn groups(&mut self, root: &Node) {
        let items = list(root, "items").iter();
        let used: HashSet<&str> = items.map(|item| text(item, "group")).collect();
        for (index, group) in list(root, "groups").iter().enumerate() {
            let id = text(group, "id");
            if !used.contains(id) {
                let message = format!("No item belongs to the group \"{id}\".");
                self.add(group.line, &format!("groups[{index}]"), message);
            }
        }
    }

    fn profiles(&mut self, root: &Node) {
        for (index, profile) in list(root, "profiles").iter().enumerate() {
            if list(profile, "items").is_empty() {
                let id = text(profile, "id");
                let message = format!("The profile \"{id}\" is empty: it asks nothing.");
                self.add(profile.line, &format!("profiles[{index}]"), message);
            }
        }
    }

    fn sources(&mut self, root: &Node) {
        let items = list(root, "items").iter();
        let cited = items.flat_map(|item| list(item, "sources"));
        let cited: HashSet<&str> = cited.map(|source| text(source, "id")).collect();
        for (index, source) in list(root, "sources").iter().enumerate() {
            let id = text(source, "id");
            if !cited.contains(id) {
                let message = format!("No item names the source \"{id}\".");
                self.add(source.line, &format!("sources[{index}]"), message);
            }
        }
    }

    fn translations(&mut self, root: &Node) {
        let own = language(root);
        let asked = list(root, "items").len();
        for entry in root.get("translations").map_or(&[][..], Node::entries) {
            let path = join("translations", &entry.name);
            let Some(language) = Language::from_tag(&entry.name) else {
                continue;
            };
            if language == own {
                let message = format!(
                    "The checklist itself is written in {own}: this translation is never shown. Put its texts into the items."
                );
                self.add(entry.line, &path, message);
                continue;
            }
            let items = entry.node.get("items").map_or(&[][..], Node::entries);
            let items = items
                .iter()
                .filter(|item| item.node.get("question").is_some());
            let said = items.count();
            if said < asked {
                let message = format!(
                    "{said} of {asked} questions are said in {}; the others are shown in {}.",
                    language.name(),
                    own.name()
                );
                self.add(entry.line, &path, message);
            }
        }
    }
}

/// Whether words in a language point to an item; Serbian is read in both scripts.
fn points(item: &Node, language: Language) -> bool {
    let tags = match language {
        Language::SerbianLatin | Language::SerbianCyrillic => &["sr-Latn", "sr-Cyrl"][..],
        language => &[language.tag()][..],
    };
    let Some(indicators) = item.get("indicators") else {
        return false;
    };
    tags.iter().any(|tag| !list(indicators, tag).is_empty())
}

fn language(root: &Node) -> Language {
    let tag = root.get("language").and_then(Node::text);
    tag.and_then(Language::from_tag)
        .unwrap_or(Language::English)
}

fn list<'a>(node: &'a Node, name: &str) -> &'a [Node] {
    node.get(name).map_or(&[], Node::list)
}

fn text<'a>(node: &'a Node, name: &str) -> &'a str {
    node.get(name).and_then(Node::text).unwrap_or_default()
}
