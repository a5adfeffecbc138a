//! What a person settled once on this device. A file that cannot be read counts as empty.
#![expect(
    clippy::disallowed_methods,
    reason = "the settings of this device are kept here"
)]

use crate::domain::language::Language;
use crate::domain::unit::MOUTHFUL;
use crate::store::files::{self, FileError};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The settings of this device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The name under which this device writes.
    pub reviewer: Option<String>,
    /// Letters of a step through an agreement, at most; 0 for clause by clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mouthful: Option<usize>,
    /// The name of the theme; nothing for the one that suits the terminal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Whether only the signs of a typewriter are drawn.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ascii: bool,
    /// The language that the program speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Whether what the team decided in other agreements points to nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_team: bool,
    /// The SSH key with which the person signs, by its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_key: Option<PathBuf>,
}

impl Settings {
    /// The settings in a home folder.
    pub fn load(home: &Path) -> Self {
        std::fs::read(path(home))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Letters of a step through an agreement, at most.
    pub fn mouthful(&self) -> usize {
        self.mouthful.unwrap_or(MOUTHFUL)
    }

    /// Keeps them.
    pub fn save(&self, home: &Path) -> Result<(), FileError> {
        files::create_folder(home)?;
        let json = serde_json::to_vec_pretty(self).expect("settings are plain fields");
        files::replace(&path(home), &json)
    }
}

fn path(home: &Path) -> PathBuf {
    home.join("settings.json")
}
