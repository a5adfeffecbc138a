//! One question of a checklist: what it asks, how much it weighs, and of which agreements.

use super::source::Citation;
use crate::domain::facts::FactKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Letters of a name that have room in a narrow column, in Unicode scalar values.
pub const NAME_LENGTH: usize = 26;

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Of which agreements it is asked; of all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where the question comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// Words that point to a clause, by language tag. A trailing `*` lets the word continue; a blank
    /// stands for any white space. Case, diacritics and script do not matter.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<String, Vec<String>>,
    /// Kinds of fact that may answer the item; they are offered to a person, never filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactKind>,
    /// A table of the program that is shown with the sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// The category of the Contract Understanding Atticus Dataset that asks the same, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cuad: Option<String>,
}

impl Item {
    /// A question with nothing but what every item must have; its name is the beginning of the
    /// question.
    pub fn new(
        id: &str,
        group: &str,
        kind: ItemKind,
        severity: ItemSeverity,
        question: &str,
    ) -> Self {
        Self {
            id: id.to_owned(),
            group: group.to_owned(),
            kind,
            severity,
            name: question.chars().take(NAME_LENGTH).collect(),
            question: question.to_owned(),
            why_it_matters: String::new(),
            what_to_look_for: Vec::new(),
            follow_up_question: String::new(),
            when: None,
            sources: Vec::new(),
            indicators: BTreeMap::new(),
            facts: Vec::new(),
            table: None,
            cuad: None,
        }
    }
}

/// Whether an item's presence or its absence is worrying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    pub fn name(self) -> &'static str {
        match self {
            Self::Safeguard => tr!("safeguard"),
            Self::RedFlag => tr!("red flag"),
            Self::Fact => tr!("fact"),
        }
    }
}

/// How much a finding on an item weighs; the weightiest is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => tr!("critical"),
            Self::High => tr!("high"),
            Self::Medium => tr!("medium"),
            Self::Low => tr!("low"),
        }
    }
}

/// Of which agreements an item is asked. All parts that are given must hold; a part that nothing is
/// recorded about counts as holding, so that nothing is left out for want of a particular.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The agreement is of one of these types, such as `cctv`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreement_types: Vec<String>,
    /// The public body is of one of these countries, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The supplier's home jurisdiction lies outside this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier_outside: Option<Abroad>,
}

/// What a supplier's home jurisdiction can lie outside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Abroad {
    /// The country of the public body.
    OwnCountry,
    /// The European Union.
    Eu,
    /// The European Union and the countries whose data protection it has found adequate.
    EuAdequacy,
}

/// A table of the program that is shown with an item's sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Laws of the supplier's home jurisdiction that can oblige it to give data or help.
    ForeignAccessLaws,
}
