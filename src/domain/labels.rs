//! Names of answers, assessments, kinds and severities in the languages of the committees.
//!
//! The translations were drafted by a machine, like those of the built-in checklists; what has no
//! translation is said in English.

use super::language::Language;
use super::latin::latin;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names by their English ones, by language tag.
type Table = BTreeMap<String, BTreeMap<String, String>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let text = include_str!("../../assets/labels.json");
    serde_json::from_str(text).expect("a test reads the names in every language")
});

/// Names in one language.
#[derive(Debug, Clone, Copy)]
pub struct Labels {
    language: Language,
}

impl Labels {
    /// The names in a language.
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The name for an English one, such as `not applicable` or `red flag`.
    pub fn of<'a>(&self, english: &'a str) -> Cow<'a, str> {
        let find = |language: Language| TABLE.get(language.tag())?.get(english);
        match self.language {
            Language::SerbianLatin => find(Language::SerbianCyrillic)
                .map_or(Cow::Borrowed(english), |name| Cow::Owned(latin(name))),
            language => {
                find(language).map_or(Cow::Borrowed(english), |name| Cow::Borrowed(name.as_str()))
            }
        }
    }

    /// The same with a capital first.
    pub fn heading(&self, english: &str) -> String {
        let name = self.of(english);
        let mut letters = name.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }

    /// That texts were drafted by a machine and nobody has answered for them.
    pub fn drafted(&self) -> Cow<'static, str> {
        match self.of("drafted") {
            Cow::Borrowed("drafted") => Cow::Borrowed("Machine-drafted, to be reviewed."),
            Cow::Borrowed(name) => Cow::Borrowed(name),
            Cow::Owned(name) => Cow::Owned(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::{ItemKind, ItemSeverity};
    use crate::domain::review::event::Assessment;
    use crate::domain::summary::Verdict;

    #[test]
    fn every_name_is_there_in_every_language() {
        let kinds = [ItemKind::Safeguard, ItemKind::RedFlag, ItemKind::Fact];
        let severities = [
            ItemSeverity::Critical,
            ItemSeverity::High,
            ItemSeverity::Medium,
            ItemSeverity::Low,
        ];
        let mut names = vec!["drafted"];
        names.extend(Verdict::ALL.map(Verdict::label));
        names.extend(Assessment::ALL.map(Assessment::name));
        names.extend(kinds.map(ItemKind::name));
        names.extend(severities.map(ItemSeverity::name));
        let languages = ["sr-Cyrl", "sr-Latn", "bs", "cnr", "sq", "mk"];
        for language in languages.map(|tag| Language::from_tag(tag).expect("is known")) {
            for name in &names {
                let said = Labels::new(language).of(name);
                assert!(*name == "info" || said != *name, "{language}: {name}");
            }
        }
        let latin = Labels::new(Language::SerbianLatin);
        assert_eq!(latin.heading("not applicable"), "Ne primenjuje se");
        assert_eq!(Labels::new(Language::German).of("absent"), "absent");
    }
}
