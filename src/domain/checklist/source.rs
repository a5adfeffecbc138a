//! Laws, guidelines and statements behind an item, and how sure each is.

use serde::{Deserialize, Serialize};

/// A law, guideline or statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name for programs.
    pub id: String,
    /// How it is cited.
    pub citation: String,
    /// The exact place, only where it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it is called in the language it is written in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_local: Option<String>,
    /// Year or day of it, such as `2016` or `2022-12-14`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it asks for, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requires: Option<String>,
    /// Whether it is in force, a proposal, a guideline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether it was seen or is cited from memory.
    pub confidence: Confidence,
    /// How much of it was seen, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_scope: Option<CheckedScope>,
    /// Country codes (or `EU`) where it binds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binding_in: Vec<String>,
}

/// A source as an item names it: the id of one of the checklist's sources, or all that is known of
/// it. What stands here goes before what the checklist's list says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The id of the source.
    pub id: String,
    /// How it is cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
    /// The exact place, only where it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// Whether it was seen or is cited from memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// How much of it was seen, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_scope: Option<CheckedScope>,
    /// Country codes (or `EU`) where it binds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binding_in: Vec<String>,
}

impl Citation {
    /// The source that is meant, out of the checklist's list where that has it. What nobody said
    /// of it counts as cited from memory.
    pub fn resolved(&self, listed: &[Source]) -> Source {
        let found = listed.iter().find(|source| source.id == self.id);
        let mut source = found.cloned().unwrap_or_else(|| Source::unseen(&self.id));
        if let Some(citation) = &self.citation {
            source.citation.clone_from(citation);
        }
        if let Some(confidence) = self.confidence {
            source.confidence = confidence;
            source.checked_scope = self.checked_scope;
        }
        if !self.binding_in.is_empty() {
            source.binding_in.clone_from(&self.binding_in);
        }
        source.pin = self.pin.clone().or(source.pin);
        source
    }
}

impl Source {
    fn unseen(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            citation: id.to_owned(),
            pin: None,
            title: None,
            title_local: None,
            date: None,
            requires: None,
            status: None,
            url: None,
            confidence: Confidence::Memory,
            checked_scope: None,
            binding_in: Vec::new(),
        }
    }

    /// The source as an item can name it without a list to look it up in.
    pub fn cited(&self) -> Citation {
        Citation {
            id: self.id.clone(),
            citation: Some(self.citation.clone()),
            pin: self.pin.clone(),
            confidence: Some(self.confidence),
            checked_scope: self.checked_scope,
            binding_in: self.binding_in.clone(),
        }
    }

    /// Whether a reader must check it before relying on it: cited from memory, or only its
    /// existence was seen.
    pub fn to_be_verified(&self) -> bool {
        self.confidence == Confidence::Memory || self.checked_scope != Some(CheckedScope::Text)
    }

    /// How sure it is, in words.
    pub fn sureness(&self) -> &'static str {
        match (self.confidence, self.checked_scope) {
            (Confidence::Memory, _) => tr!("from memory: to be verified"),
            (Confidence::Checked, Some(CheckedScope::Text)) => tr!("text seen"),
            (Confidence::Checked, Some(CheckedScope::Existence)) => {
                tr!("only its existence was checked: to be verified")
            }
            (Confidence::Checked, None) => {
                tr!("checked, but how much of it was seen is not recorded: to be verified")
            }
        }
    }
}

/// Whether a source was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The text, an official page or a source quoting it was seen.
    Checked,
    /// Cited from memory.
    Memory,
}

/// How much of a source was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckedScope {
    /// Its text.
    Text,
    /// Only its number, title or date.
    Existence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_verified_says_so_in_words() {
        let mut source = Source::unseen("sample");
        for confidence in [Confidence::Checked, Confidence::Memory] {
            let scopes = [CheckedScope::Text, CheckedScope::Existence];
            for scope in scopes.map(Some).into_iter().chain([None]) {
                (source.confidence, source.checked_scope) = (confidence, scope);
                let says = source.sureness().contains("to be verified");
                assert_eq!(says, source.to_be_verified(), "{}", source.sureness());
            }
        }
    }
}
