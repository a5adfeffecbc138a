//! Checklists: versioned lists of questions that an agreement is held against.
//!
//! Knows what a checklist is, not where it is kept; reading and validating one is in
//! `checklist/validate.rs`.

mod binding;
pub mod compare;
mod copy;
pub mod edit;
pub mod from_table;
mod ground;
mod item;
mod json;
mod names;
mod relations;
mod remarks;
mod rules;
pub mod sign;
mod source;
mod translation;
pub mod validate;
mod write;

pub use binding::{Binding, binding};
pub use copy::{Copied, NoProfile};
pub use ground::GroundRule;
pub use item::{Abroad, Item, ItemKind, ItemSeverity, Table, When};
pub use source::{CheckedScope, Citation, Confidence, Source};
pub use translation::{ItemTexts, Said, Signature, Texts, Translation, Wording};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// A checklist of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Where an editor finds the JSON Schema of this format; the program never looks there.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `rapporteur-checklist/1`.
    pub format: String,
    /// Its name for programs: lower-case letters, digits and hyphens.
    pub id: String,
    /// Its version, such as `1`; any change of an item makes a new one.
    pub version: String,
    /// Its name for people.
    pub title: String,
    /// What it is for, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Day on which its sources were last checked, `YYYY-MM-DD`.
    pub as_of: String,
    /// The language that it is written in: `en` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Groups of items, in order.
    pub groups: Vec<Group>,
    /// Choices of some of its items, for a quick review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<Profile>,
    /// Rules on the grounds of answers that this checklist does without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relaxed_rules: Vec<GroundRule>,
    /// Laws, guidelines and statements that items name by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// The questions, in order.
    pub items: Vec<Item>,
    /// Items of earlier versions that are no longer asked; their ids are not used again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retired: Vec<Retired>,
    /// Its texts in other languages, by language tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, Translation>,
}

/// A group of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name for programs.
    pub id: String,
    /// Its name for people.
    pub title: String,
}

/// Some of the items, for a quick review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name for programs.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Ids of its items.
    pub items: Vec<String>,
}

/// An item that is no longer asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// Its id.
    pub id: String,
    /// Why it is no longer asked.
    pub reason: String,
}

impl Checklist {
    /// The value of [`Checklist::format`].
    pub const FORMAT: &'static str = "rapporteur-checklist/1";

    /// A checklist that asks nothing yet.
    pub fn new(id: &str, version: &str, title: &str, as_of: &str) -> Self {
        Self {
            schema: None,
            format: Self::FORMAT.to_owned(),
            id: id.to_owned(),
            version: version.to_owned(),
            title: title.to_owned(),
            about: String::new(),
            as_of: as_of.to_owned(),
            language: None,
            groups: Vec::new(),
            profiles: Vec::new(),
            relaxed_rules: Vec::new(),
            sources: Vec::new(),
            items: Vec::new(),
            retired: Vec::new(),
            translations: BTreeMap::new(),
        }
    }

    /// An item by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The sources of an item, with all that is known of each.
    pub fn sources_of(&self, item: &Item) -> Vec<Source> {
        let cited = item.sources.iter();
        cited.map(|one| one.resolved(&self.sources)).collect()
    }

    /// Whether it does without a rule on the grounds of answers.
    pub fn relaxes(&self, rule: GroundRule) -> bool {
        self.relaxed_rules.contains(&rule)
    }

    /// A profile by its id.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
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
pub fn built_in() -> &'static [Arc<Checklist>] {
    static READ: LazyLock<Vec<Arc<Checklist>>> = LazyLock::new(|| {
        let texts = built_in_texts().iter();
        texts.map(|text| Arc::new(tested(text))).collect()
    });
    &READ
}

/// The same as the JSON that they are made of, which is what a workspace keeps.
pub const fn built_in_texts() -> &'static [&'static str] {
    &[
        include_str!("../../assets/checklists/municipal-data-access.json"),
        include_str!("../../assets/checklists/commercial-terms.json"),
    ]
}

/// Three made-up questions to begin one's own checklist with; their texts say what belongs where.
pub fn template() -> Checklist {
    tested(include_str!("../../assets/checklists/template.json"))
}

/// A checklist that a test has read before.
fn tested(text: &str) -> Checklist {
    serde_json::from_str(text).expect("a test reads every checklist that is built in")
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

#[cfg(test)]
mod tests_built_in;
#[cfg(test)]
mod tests_schema;
