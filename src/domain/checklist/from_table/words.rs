//! What columns and their values are called, in every language at once.
//!
//! All of it comes from `assets/checklist-columns.json`: a further language is a further entry there.

use crate::domain::checklist::{ItemKind, ItemSeverity};
use crate::domain::fold::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// What a column says about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The question.
    Question,
    /// The title of its group.
    Group,
    /// How much a finding weighs.
    Severity,
    /// Whether it is a safeguard, a red flag or a fact.
    Kind,
    /// A short name.
    Name,
    /// Why it is asked.
    Why,
    /// What a reader should look for.
    LookFor,
    /// What to ask when the agreement does not say.
    FollowUp,
    /// Its name for programs.
    Id,
}

impl Column {
    /// What a person calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Group => "group",
            Self::Severity => "severity",
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Why => "why",
            Self::LookFor => "look for",
            Self::FollowUp => "follow-up",
            Self::Id => "id",
        }
    }
}

/// The words of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneLanguage {
    columns: BTreeMap<Column, Vec<String>>,
    severity: BTreeMap<ItemSeverity, Vec<String>>,
    kind: HashMap<ItemKind, Vec<String>>,
}

/// The words of all languages, folded.
pub(super) struct Words {
    columns: HashMap<String, Column>,
    severity: HashMap<String, ItemSeverity>,
    kind: HashMap<String, ItemKind>,
}

impl Words {
    /// The words that come with the program.
    pub(super) fn known() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let text = include_str!("../../../../assets/checklist-columns.json");
            let languages: BTreeMap<String, OneLanguage> =
                serde_json::from_str(text).expect("a test reads these words");
            let mut words = Self {
                columns: HashMap::new(),
                severity: HashMap::new(),
                kind: HashMap::new(),
            };
            for language in languages.into_values() {
                enter(&mut words.columns, language.columns);
                enter(&mut words.severity, language.severity);
                enter(&mut words.kind, language.kind);
            }
            words
        })
    }

    /// The meaning of the head of a column, also of one in two languages, as in
    /// `Question / Pitanje`.
    pub(super) fn column(&self, head: &str) -> Option<Column> {
        let plain = without_brackets(head);
        let whole = self.columns.get(&key(&plain));
        let parts = || plain.split(['/', '|', '\n']).map(key);
        let found = whole.or_else(|| parts().find_map(|part| self.columns.get(&part)));
        found.copied()
    }

    /// How much a finding weighs, in words.
    pub(super) fn severity(&self, text: &str) -> Option<ItemSeverity> {
        self.severity.get(&key(&without_brackets(text))).copied()
    }

    /// The kind of an item, in words.
    pub(super) fn kind(&self, text: &str) -> Option<ItemKind> {
        self.kind.get(&key(&without_brackets(text))).copied()
    }
}

fn enter<T: Copy>(
    into: &mut HashMap<String, T>,
    words: impl IntoIterator<Item = (T, Vec<String>)>,
) {
    for (meaning, words) in words {
        for word in words {
            // The first meaning of a word that two languages share holds.
            into.entry(key(&word)).or_insert(meaning);
        }
    }
}

/// A word as it is compared: folded, one blank between words, no signs at its ends.
fn key(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let end = |letter: char| !letter.is_alphanumeric();
    words.join(" ").trim_matches(end).to_owned()
}

/// A head without what is explained in brackets: `Severity (low, medium, high)`.
fn without_brackets(text: &str) -> String {
    match text.split_once(['(', '[']) {
        Some((before, _)) if !before.trim().is_empty() => before.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_values_are_known_in_every_language_and_script() {
        let words = Words::known();
        let heads = [
            ("QUESTION:", Some(Column::Question)),
            ("Pitanje", Some(Column::Question)),
            ("ПИТАЊЕ", Some(Column::Question)),
            ("Прашање *", Some(Column::Question)),
            ("Pyetja", Some(Column::Question)),
            ("Question / Pitanje", Some(Column::Question)),
            ("Severity (low, medium, high)", Some(Column::Severity)),
            ("Ozbiljnost", Some(Column::Severity)),
            ("озбиљност", Some(Column::Severity)),
            ("Сериозност", Some(Column::Severity)),
            ("Rendesia", Some(Column::Severity)),
            ("Pitanje za ministarstvo", Some(Column::FollowUp)),
            ("Шта тражити", Some(Column::LookFor)),
            ("Follow-up question", Some(Column::FollowUp)),
            ("Зошто?", Some(Column::Why)),
            ("Remarks", None),
            ("", None),
        ];
        for (head, column) in heads {
            assert_eq!(words.column(head), column, "{head}");
        }
        let severities = [
            ("Visoka", Some(ItemSeverity::High)),
            ("ВИСОКА", Some(ItemSeverity::High)),
            ("i lartë", Some(ItemSeverity::High)),
            ("E LARTE", Some(ItemSeverity::High)),
            ("критична", Some(ItemSeverity::Critical)),
            ("средно", Some(ItemSeverity::Medium)),
            ("low", Some(ItemSeverity::Low)),
            ("5", None),
        ];
        for (text, severity) in severities {
            assert_eq!(words.severity(text), severity, "{text}");
        }
        assert_eq!(words.kind("Red flag"), Some(ItemKind::RedFlag));
        assert_eq!(words.kind("red_flag"), Some(ItemKind::RedFlag));
        assert_eq!(words.kind("заштитна мера"), Some(ItemKind::Safeguard));
        assert_eq!(words.kind("činjenica"), Some(ItemKind::Fact));
    }

    /// A word that means two columns would make the order of the languages decide.
    #[test]
    fn no_word_means_two_things() {
        let text = include_str!("../../../../assets/checklist-columns.json");
        let languages: BTreeMap<String, OneLanguage> = serde_json::from_str(text).unwrap();
        let words = Words::known();
        for (tag, language) in &languages {
            for (column, heads) in &language.columns {
                for head in heads {
                    assert_eq!(words.columns[&key(head)], *column, "{tag}: {head}");
                }
            }
            for (severity, values) in &language.severity {
                for value in values {
                    assert_eq!(words.severity[&key(value)], *severity, "{tag}: {value}");
                }
            }
            for (kind, values) in &language.kind {
                for value in values {
                    assert_eq!(words.kind[&key(value)], *kind, "{tag}: {value}");
                }
            }
        }
    }
}
