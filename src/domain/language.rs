//! Languages of agreements, by the tags used throughout: BCP 47, as short as it can be.

use crate::tr;
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
    pub fn name(self) -> &'static str {
        match self {
            Self::English => tr!("English"),
            Self::SerbianLatin => tr!("Serbian (Latin)"),
            Self::SerbianCyrillic => tr!("Serbian (Cyrillic)"),
            Self::Bosnian => tr!("Bosnian"),
            Self::Montenegrin => tr!("Montenegrin"),
            Self::Croatian => tr!("Croatian"),
            Self::Albanian => tr!("Albanian"),
            Self::Macedonian => tr!("Macedonian"),
            Self::Chinese => tr!("Chinese"),
            Self::German => tr!("German"),
            Self::French => tr!("French"),
            Self::Italian => tr!("Italian"),
            Self::Undetermined => tr!("language not recognised"),
        }
    }

    /// Its own name for itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::SerbianLatin => "Srpski (latinica)",
            Self::SerbianCyrillic => "Српски (ћирилица)",
            Self::Bosnian => "Bosanski",
            Self::Montenegrin => "Crnogorski",
            Self::Croatian => "Hrvatski",
            Self::Albanian => "Shqip",
            Self::Macedonian => "Македонски",
            Self::Chinese => "中文",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Italian => "Italiano",
            Self::Undetermined => "–",
        }
    }

    /// The language of a locale, as the environment names it: `sr_RS@latin`, `sq_AL.UTF-8`. Serbian without a
    /// script is Cyrillic, and Montenegro speaks Montenegrin, whatever it is called there.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let (whole, script) = locale.split_once('@').unwrap_or((locale, ""));
        let whole = whole.split('.').next().unwrap_or_default();
        let mut parts = whole.split(['_', '-']);
        let language = parts.next().unwrap_or_default().to_lowercase();
        let parts: Vec<String> = parts.map(str::to_lowercase).collect();
        let has = |part: &str| parts.iter().any(|one| one == part);
        match language.as_str() {
            "cnr" => Some(Self::Montenegrin),
            "sr" | "sh" if has("me") => Some(Self::Montenegrin),
            "sr" if script.eq_ignore_ascii_case("latin") || has("latn") => Some(Self::SerbianLatin),
            "sh" => Some(Self::SerbianLatin),
            "sr" => Some(Self::SerbianCyrillic),
            tag => Self::from_tag(tag),
        }
    }

    /// The language with a tag, if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// The names of the languages with these tags, one after the other; a tag that is not one of ours as it is.
pub fn names_of(tags: &[String]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for tag in tags {
        names.push(Language::from_tag(tag).map_or(tag.as_str(), |one| one.name()));
    }
    names.join(", ")
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_languages() {
        let cases = [
            ("sr_RS@latin", Some(Language::SerbianLatin)),
            ("sr_RS.UTF-8@latin", Some(Language::SerbianLatin)),
            ("sr-Latn-RS", Some(Language::SerbianLatin)),
            ("sr_RS.UTF-8", Some(Language::SerbianCyrillic)),
            ("sr_RS", Some(Language::SerbianCyrillic)),
            ("sr_ME", Some(Language::Montenegrin)),
            ("cnr_ME", Some(Language::Montenegrin)),
            ("bs_BA.UTF-8", Some(Language::Bosnian)),
            ("sq_XK", Some(Language::Albanian)),
            ("sq_AL", Some(Language::Albanian)),
            ("mk_MK", Some(Language::Macedonian)),
            ("en_GB.UTF-8", Some(Language::English)),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
        ];
        for (locale, language) in cases {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
