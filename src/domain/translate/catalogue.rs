//! The texts of one language, from its file.

use crate::domain::language::Language;
use crate::domain::latin::latin;
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The order in which a file lists the forms that a language has.
const CATEGORIES: [PluralCategory; 6] = [
    PluralCategory::ZERO,
    PluralCategory::ONE,
    PluralCategory::TWO,
    PluralCategory::FEW,
    PluralCategory::MANY,
    PluralCategory::OTHER,
];

/// A file of `assets/interface`.
#[derive(Deserialize)]
pub struct Texts {
    /// English text and translation.
    pub texts: HashMap<String, String>,
    /// English text for many, and the forms in the order of [`CATEGORIES`], those that the language has.
    pub counted: HashMap<String, Vec<String>>,
}

/// The texts of one language.
pub struct Catalogue {
    texts: Texts,
    /// Texts that mean something else in some place, by the place.
    placed: HashMap<String, HashMap<String, String>>,
    rules: PluralRules,
    forms: Vec<PluralCategory>,
}

impl Catalogue {
    fn of(language: Language, texts: Texts) -> Self {
        let tag = plural_tag(language);
        let tag: unic_langid::LanguageIdentifier = tag.parse().expect("a tag of our own");
        let rules =
            PluralRules::create(tag, PluralRuleType::CARDINAL).expect("its plurals are known");
        // Which forms a language has shows in the numbers up to a hundred and one.
        let used: Vec<_> = (0..=101_usize)
            .filter_map(|number| rules.select(number).ok())
            .collect();
        let forms = CATEGORIES.into_iter().filter(|one| used.contains(one));
        let mut placed: HashMap<String, HashMap<String, String>> = HashMap::new();
        for (english, text) in &texts.texts {
            let parts = english.strip_prefix('⟨');
            if let Some((place, english)) = parts.and_then(|parts| parts.split_once("⟩ ")) {
                let there = placed.entry(place.to_owned()).or_default();
                there.insert(english.to_owned(), text.clone());
            }
        }
        Self {
            texts,
            placed,
            forms: forms.collect(),
            rules,
        }
    }

    /// The translation of an English text; an empty one is none.
    pub fn text(&self, english: &str) -> Option<&str> {
        let text = self.texts.texts.get(english)?;
        (!text.is_empty()).then_some(text)
    }

    /// The translation of an English text that means something else elsewhere.
    pub fn text_in(&self, place: &str, english: &str) -> Option<&str> {
        let text = self.placed.get(place)?.get(english)?;
        (!text.is_empty()).then_some(text)
    }

    /// The form for a number of the text whose English form for many is given.
    pub fn plural(&self, many: &str, count: usize) -> Option<&str> {
        let category = self.rules.select(count).ok()?;
        let form = self.forms.iter().position(|one| *one == category)?;
        let text = self.texts.counted.get(many)?.get(form)?;
        (!text.is_empty()).then_some(text)
    }

    /// How many forms a counted text has.
    #[cfg(test)]
    pub const fn form_count(&self) -> usize {
        self.forms.len()
    }
}

/// Montenegrin is not in the table of plurals and counts as Serbian does.
const fn plural_tag(language: Language) -> &'static str {
    match language {
        Language::Montenegrin | Language::SerbianLatin | Language::SerbianCyrillic => "sr",
        other => other.tag(),
    }
}

/// The texts of a language; nothing for English and for languages that the program does not speak.
pub fn catalogue(language: Language) -> Option<&'static Catalogue> {
    macro_rules! from_file {
        ($language:expr, $file:literal) => {{
            static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
                let json = include_str!(concat!("../../../assets/interface/", $file, ".json"));
                let texts = serde_json::from_str(json).expect("the built-in texts are sound");
                Catalogue::of($language, texts)
            });
            Some(&*CATALOGUE)
        }};
    }
    static SERBIAN_LATIN: LazyLock<Catalogue> = LazyLock::new(|| {
        let cyrillic = catalogue(Language::SerbianCyrillic).expect("is spoken");
        let forms = |forms: &Vec<String>| forms.iter().map(|form| latin(form)).collect();
        let texts = cyrillic.texts.texts.iter();
        let counted = cyrillic.texts.counted.iter();
        let texts = Texts {
            texts: texts
                .map(|(english, text)| (english.clone(), latin(text)))
                .collect(),
            counted: counted
                .map(|(many, all)| (many.clone(), forms(all)))
                .collect(),
        };
        Catalogue::of(Language::SerbianLatin, texts)
    });
    match language {
        Language::SerbianCyrillic => from_file!(Language::SerbianCyrillic, "sr-Cyrl"),
        Language::SerbianLatin => Some(&SERBIAN_LATIN),
        Language::Bosnian => from_file!(Language::Bosnian, "bs"),
        Language::Montenegrin => from_file!(Language::Montenegrin, "cnr"),
        Language::Albanian => from_file!(Language::Albanian, "sq"),
        Language::Macedonian => from_file!(Language::Macedonian, "mk"),
        _ => None,
    }
}
