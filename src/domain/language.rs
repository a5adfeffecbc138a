//! Languages of agreements, by the tags used throughout: BCP 47, as short as it can be.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language and, where one language is written in two scripts, its script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Serbian in Latin script.
    #[serde(rename = "sr-Latn")]
    SerbianLatin,
    /// Serbian in Cyrillic script.
    #[serde(rename = "sr-Cyrl")]
    SerbianCyrillic,
    /// Bosnian.
    #[serde(rename = "bs")]
    Bosnian,
    /// Montenegrin.
    #[serde(rename = "cnr")]
    Montenegrin,
    /// Croatian.
    #[serde(rename = "hr")]
    Croatian,
    /// Albanian.
    #[serde(rename = "sq")]
    Albanian,
    /// Macedonian.
    #[serde(rename = "mk")]
    Macedonian,
    /// Chinese, simplified or traditional.
    #[serde(rename = "zh")]
    Chinese,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Italian.
    #[serde(rename = "it")]
    Italian,
    /// Not one of these, or too little text to say.
    #[serde(rename = "und")]
    Undetermined,
}

impl Language {
    /// Every language that can be named, in the order of the declaration.
    pub const ALL: [Self; 12] = [
        Self::English,
        Self::SerbianLatin,
        Self::SerbianCyrillic,
        Self::Bosnian,
        Self::Montenegrin,
        Self::Croatian,
        Self::Albanian,
        Self::Macedonian,
        Self::Chinese,
        Self::German,
        Self::French,
        Self::Italian,
    ];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::SerbianLatin => "sr-Latn",
            Self::SerbianCyrillic => "sr-Cyrl",
            Self::Bosnian => "bs",
            Self::Montenegrin => "cnr",
            Self::Croatian => "hr",
            Self::Albanian => "sq",
            Self::Macedonian => "mk",
            Self::Chinese => "zh",
            Self::German => "de",
            Self::French => "fr",
            Self::Italian => "it",
            Self::Undetermined => "und",
        }
    }

    /// The English name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::SerbianLatin => "Serbian (Latin)",
            Self::SerbianCyrillic => "Serbian (Cyrillic)",
            Self::Bosnian => "Bosnian",
            Self::Montenegrin => "Montenegrin",
            Self::Croatian => "Croatian",
            Self::Albanian => "Albanian",
            Self::Macedonian => "Macedonian",
            Self::Chinese => "Chinese",
            Self::German => "German",
            Self::French => "French",
            Self::Italian => "Italian",
            Self::Undetermined => "language not recognised",
        }
    }

    /// The language with a tag, if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
