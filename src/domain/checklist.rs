//! Checklists: versioned lists of questions that an agreement is held against.
//!
//! Knows what a checklist is, not where it is kept; reading and validating one is in
//! `checklist/validate.rs`.

mod json;
mod names;
mod rules;
pub mod validate;

use super::facts::FactKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A checklist of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Always `rapporteur-checklist/1`.
    pub format: String,
    /// Its name for programs: lower-case letters, digits and hyphens.
    pub id: String,
    /// Its version, such as `1`; any change of an item makes a new one.
    pub version: String,
    /// Its name for people.
    pub title: String,
    /// Day on which its sources were last checked, `YYYY-MM-DD`.
    pub as_of: String,
    /// Groups of items, in order.
    pub groups: Vec<Group>,
    /// The questions, in order.
    pub items: Vec<Item>,
}

/// A group of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name for programs.
    pub id: String,
    /// Its name for people.
    pub title: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name for programs.
    pub id: String,
    /// The group it belongs to.
    pub group: String,
    /// Whether its presence or its absence is worrying.
    pub kind: ItemKind,
    /// How much a finding weighs.
    pub severity: ItemSeverity,
    /// A short name of a few words, for narrow columns.
    pub name: String,
    /// The question itself.
    pub question: String,
    /// Why it is asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why_it_matters: String,
    /// What a reader should look for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub what_to_look_for: Vec<String>,
    /// What to ask the ministry or city when the agreement does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub follow_up_question: String,
    /// Where the question comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Words that point to a clause, by language tag. A trailing `*` lets the word continue; a blank
    /// stands for any white space. Case, diacritics and script do not matter.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<String, Vec<String>>,
    /// Kinds of fact that may answer the item; they are offered to a person, never filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactKind>,
    /// The category of the Contract Understanding Atticus Dataset that asks the same, if any.
    #[serde(default)]
    pub cuad: Option<String>,
}

/// Whether an item's presence or its absence is worrying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Worrying if absent.
    Safeguard,
    /// Worrying if present.
    RedFlag,
    /// To be recorded; neither good nor bad in itself.
    Fact,
}

impl ItemKind {
    /// What a person calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safeguard => "safeguard",
            Self::RedFlag => "red flag",
            Self::Fact => "fact",
        }
    }
}

/// How much a finding on an item weighs; the weightiest is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemSeverity {
    /// Normally blocks approval until answered.
    Critical,
    /// Needs a change or a written explanation.
    High,
    /// Should be improved.
    Medium,
    /// A note.
    Low,
}

impl ItemSeverity {
    /// What a person calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// A law, guideline or statement behind an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name for programs.
    pub id: String,
    /// How it is cited.
    pub citation: String,
    /// The exact place, only where it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// Whether the source was seen or is cited from memory.
    pub confidence: Confidence,
    /// How much of it was seen, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_scope: Option<CheckedScope>,
    /// Country codes (or `EU`) where it binds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binding_in: Vec<String>,
}

impl Source {
    /// Whether a reader must check it before relying on it: cited from memory, or only its
    /// existence was seen.
    pub fn to_be_verified(&self) -> bool {
        self.confidence == Confidence::Memory || self.checked_scope != Some(CheckedScope::Text)
    }
}

/// Whether a source was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The text, an official page or a source quoting it was seen.
    Checked,
    /// Cited from memory.
    Memory,
}

/// How much of a source was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckedScope {
    /// Its text.
    Text,
    /// Only its number, title or date.
    Existence,
}

impl Checklist {
    /// The value of [`Checklist::format`].
    pub const FORMAT: &'static str = "rapporteur-checklist/1";

    /// An item by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The reference to one of its items.
    pub fn item_ref(&self, item: &str) -> ItemRef {
        ItemRef {
            checklist: self.id.clone(),
            version: self.version.clone(),
            item: item.to_owned(),
        }
    }
}

/// The checklists that come with the program, in the order in which they are offered.
pub fn built_in() -> Vec<Checklist> {
    built_in_texts().iter().copied().map(tested).collect()
}

/// The same as the JSON that they are made of, which is what a workspace keeps.
pub const fn built_in_texts() -> &'static [&'static str] {
    &[include_str!(
        "../../assets/checklists/municipal-data-access.json"
    )]
}

/// A checklist that a test has read before.
fn tested(text: &str) -> Checklist {
    validate::parse(text.as_bytes()).expect("a test reads every built-in checklist")
}

/// Names one item of one version of one checklist.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRef {
    /// The checklist's id.
    pub checklist: String,
    /// The checklist's version.
    pub version: String,
    /// The item's id.
    pub item: String,
}

impl fmt::Display for ItemRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}/{}", self.checklist, self.version, self.item)
    }
}
