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
    found.script(root);
    found.groups(root);
    found.profiles(root);
    found.sources(root);
    found.translations(root);
    found.left_of_the_template(root, "");
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
        let items = list(root, "items");
        let (name, tag) = (language.name(), language.tag());
        self.of_items(
            items,
            |item| !points(item, language),
            &format!(
                "no \"indicators\" with a list \"{tag}\": without words in {name} that point to clauses, none are suggested."
            ),
        );
        self.of_items(
            items,
            |item| text(item, "follow_up_question").trim().is_empty(),
            "no \"follow_up_question\": what is to be asked when the agreement does not say?",
        );
        for (index, item) in items.iter().enumerate() {
            if let Some(name) = item.get("name")
                && text(item, "name").chars().count() > NAME_LENGTH
            {
                let path = format!("items[{index}].name");
                let message = format!(
                    "This name has more than {NAME_LENGTH} characters and is cut off in narrow columns."
                );
                self.add(name.line, &path, message);
            }
        }
    }

    /// The same remark on many items is made once.
    fn of_items(&mut self, items: &[Node], lacks: impl Fn(&Node) -> bool, what: &str) {
        const MOST: usize = 3;
        let lacking = items.iter().enumerate().filter(|(_, item)| lacks(item));
        let lacking: Vec<(usize, &Node)> = lacking.collect();
        if let (true, Some((_, first))) = (lacking.len() > MOST, lacking.first()) {
            let (some, all) = (lacking.len(), items.len());
            let ids: Vec<&str> = lacking.iter().map(|(_, item)| text(item, "id")).collect();
            let ids = ids.join(", ");
            let message = format!("{some} of {all} items have {what} They are: {ids}.");
            self.add(first.line, "items", message);
            return;
        }
        for (index, item) in lacking {
            let id = text(item, "id");
            let message = format!("\"{id}\" has {what}");
            self.add(item.line, &format!("items[{index}]"), message);
        }
    }

    /// What the template says may be found in any text.
    fn left_of_the_template(&mut self, node: &Node, path: &str) {
        if node.text().is_some_and(starts_like_template) {
            let message =
                "This is still the text of the template: write your own, or take the field out.";
            self.add(node.line, path, message.to_owned());
        }
        for (index, node) in node.list().iter().enumerate() {
            self.left_of_the_template(node, &format!("{path}[{index}]"));
        }
        for entry in node.entries() {
            self.left_of_the_template(&entry.node, &join(path, &entry.name));
        }
    }

    /// Questions in Cyrillic letters are not in a language that is written in Latin ones.
    fn script(&mut self, root: &Node) {
        let language = language(root);
        let cyrillic = [Language::SerbianCyrillic, Language::Macedonian].contains(&language);
        let questions = list(root, "items")
            .iter()
            .filter_map(|item| item.get("question"));
        let mut odd = questions.filter(|question| {
            let text = question.text().unwrap_or_default();
            is_cyrillic(text) != cyrillic && (cyrillic || is_cyrillic(text))
        });
        if let Some(first) = odd.next() {
            let message = format!(
                "\"language\" says {} (\"{}\"), and this question is in other letters. For Serbian write \"sr-Cyrl\" or \"sr-Latn\".",
                language.name(),
                language.tag()
            );
            self.add(first.line, "language", message);
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

fn starts_like_template(text: &str) -> bool {
    ["Write here", "write here"]
        .iter()
        .any(|start| text.starts_with(start))
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

/// Whether most letters of a text are Cyrillic.
pub(super) fn is_cyrillic(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    let (mut cyrillic, mut all) = (0_usize, 0_usize);
    for letter in letters {
        all += 1;
        cyrillic += usize::from(('\u{400}'..='\u{52f}').contains(&letter));
    }
    cyrillic * 2 > all
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
