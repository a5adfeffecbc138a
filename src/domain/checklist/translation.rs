//! Texts of a checklist in other languages. What is not translated is said in the language that the
//! checklist is written in, and it shows that it is.

use super::{Checklist, Group, Item, Profile};
use crate::domain::language::Language;
use crate::domain::latin::latin;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The texts of a checklist in one language. Whatever is left out is said in the language of the
/// checklist.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Who answers for the translation; until then it counts as drafted by a machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signature>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the checklist is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Titles of groups, by their ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, String>,
    /// Titles of profiles, by their ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profiles: BTreeMap<String, String>,
    /// Texts of items, by their ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, ItemTexts>,
}

/// Who has read a translation and answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The name.
    pub by: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
}

/// The texts of an item in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemTexts {
    /// A short name of a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Why it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_it_matters: Option<String>,
    /// What a reader should look for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub what_to_look_for: Vec<String>,
    /// What to ask the ministry or city when the agreement does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up_question: Option<String>,
}

/// A text as it can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The language that they are in, where it is not the one asked for.
    pub instead: Option<Language>,
}

/// The texts of one item as they can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// A short name of a few words.
    pub name: Said,
    /// The question.
    pub question: Said,
    /// Why it is asked; empty when nobody said.
    pub why_it_matters: Said,
    /// What a reader should look for.
    pub what_to_look_for: Vec<Said>,
    /// What to ask when the agreement does not say; empty when nobody said.
    pub follow_up_question: Said,
}

/// A checklist as it reads in one language.
#[derive(Debug, Clone)]
pub struct Texts<'a> {
    checklist: &'a Checklist,
    /// The language of the checklist itself.
    base: Language,
    /// The translation; nothing for the language of the checklist itself, or where there is none.
    translation: Option<Cow<'a, Translation>>,
    wanted: Language,
    /// Whether these are the checklist's own texts, written in its other script.
    own_letters: bool,
}

impl Checklist {
    /// The language that it is written in.
    pub fn base_language(&self) -> Language {
        let tag = self.language.as_deref();
        tag.and_then(Language::from_tag)
            .unwrap_or(Language::English)
    }

    /// The languages that it can be shown in, its own first. Serbian that is written in Cyrillic is
    /// there in Latin script too.
    pub fn languages(&self) -> Vec<Language> {
        let mut languages = vec![self.base_language()];
        for tag in self.translations.keys() {
            languages.extend(Language::from_tag(tag));
        }
        let cyrillic = languages.contains(&Language::SerbianCyrillic);
        if cyrillic && !languages.contains(&Language::SerbianLatin) {
            languages.push(Language::SerbianLatin);
        }
        languages
    }

    /// The checklist as it reads in a language.
    pub fn texts(&self, language: Language) -> Texts<'_> {
        let base = self.base_language();
        let given = self.translations.get(language.tag()).map(Cow::Borrowed);
        let other_script = || {
            if base == Language::SerbianCyrillic {
                return Some(Cow::Owned(self.own_texts().in_latin()));
            }
            let cyrillic = self.translations.get(Language::SerbianCyrillic.tag())?;
            Some(Cow::Owned(cyrillic.in_latin()))
        };
        let own_letters = base == Language::SerbianCyrillic
            && language == Language::SerbianLatin
            && given.is_none();
        let translation = match language {
            _ if language == base => None,
            Language::SerbianLatin => given.or_else(other_script),
            _ => given,
        };
        Texts {
            checklist: self,
            base,
            translation,
            wanted: language,
            own_letters,
        }
    }

    /// The checklist with its texts in a language, where they are translated. For showing alone: what is decided,
    /// kept and compared is the checklist itself.
    pub fn said_in(self: &Arc<Self>, language: Language) -> Arc<Self> {
        let texts = self.texts(language);
        if texts.translation.is_none() {
            return Arc::clone(self);
        }
        let mut said = Self::clone(self);
        said.title = texts.title().text;
        for (shown, group) in said.groups.iter_mut().zip(&self.groups) {
            shown.title = texts.group(group).text;
        }
        for (shown, profile) in said.profiles.iter_mut().zip(&self.profiles) {
            shown.title = texts.profile(profile).text;
        }
        for (shown, item) in said.items.iter_mut().zip(&self.items) {
            let wording = texts.item(item);
            shown.name = wording.name.text;
            shown.question = wording.question.text;
            shown.why_it_matters = wording.why_it_matters.text;
            let look_for = wording.what_to_look_for.into_iter();
            shown.what_to_look_for = look_for.map(|one| one.text).collect();
            shown.follow_up_question = wording.follow_up_question.text;
        }
        Arc::new(said)
    }

    /// The checklist's own texts in the shape of a translation.
    fn own_texts(&self) -> Translation {
        let titles = |pairs: Vec<(&String, &String)>| {
            let pairs = pairs.into_iter();
            pairs
                .map(|(id, title)| (id.clone(), title.clone()))
                .collect()
        };
        let groups = self.groups.iter().map(|one| (&one.id, &one.title));
        let profiles = self.profiles.iter().map(|one| (&one.id, &one.title));
        let items = self.items.iter().map(|item| {
            let texts = ItemTexts {
                name: Some(item.name.clone()),
                question: Some(item.question.clone()),
                why_it_matters: Some(item.why_it_matters.clone()),
                what_to_look_for: item.what_to_look_for.clone(),
                follow_up_question: Some(item.follow_up_question.clone()),
            };
            (item.id.clone(), texts)
        });
        Translation {
            signed: None,
            title: Some(self.title.clone()),
            about: Some(self.about.clone()),
            groups: titles(groups.collect()),
            profiles: titles(profiles.collect()),
            items: items.collect(),
        }
    }
}

impl Texts<'_> {
    /// Whether these texts were drafted by a machine and nobody has answered for them yet.
    pub fn is_draft(&self) -> bool {
        !self.own_letters
            && self
                .translation
                .as_ref()
                .is_some_and(|one| one.signed.is_none())
    }

    /// Who answers for the translation.
    pub fn signed(&self) -> Option<&Signature> {
        self.translation.as_ref()?.signed.as_ref()
    }

    /// The language asked for.
    pub const fn language(&self) -> Language {
        self.wanted
    }

    /// The title of the checklist.
    pub fn title(&self) -> Said {
        let translated = self.translation.as_ref().and_then(|one| one.title.as_ref());
        self.say(translated, &self.checklist.title)
    }

    /// What the checklist is for; empty when nobody said.
    pub fn about(&self) -> Said {
        let translated = self.translation.as_ref().and_then(|one| one.about.as_ref());
        self.say(translated, &self.checklist.about)
    }

    /// The title of a profile.
    pub fn profile(&self, profile: &Profile) -> Said {
        let profiles = self.translation.as_ref().map(|one| &one.profiles);
        self.say(
            profiles.and_then(|profiles| profiles.get(&profile.id)),
            &profile.title,
        )
    }

    /// The title of a group.
    pub fn group(&self, group: &Group) -> Said {
        let groups = self.translation.as_ref().map(|one| &one.groups);
        self.say(
            groups.and_then(|groups| groups.get(&group.id)),
            &group.title,
        )
    }

    /// The texts of an item.
    pub fn item(&self, item: &Item) -> Wording {
        let texts = self.translation.as_ref();
        let texts = texts.and_then(|one| one.items.get(&item.id));
        let look_for = texts.map_or(&[][..], |texts| &texts.what_to_look_for);
        let what_to_look_for = if look_for.is_empty() {
            let own = item.what_to_look_for.iter();
            own.map(|text| self.say(None, text)).collect()
        } else {
            look_for
                .iter()
                .map(|text| self.say(Some(text), text))
                .collect()
        };
        let text =
            |of: fn(&ItemTexts) -> &Option<String>| texts.and_then(|texts| of(texts).as_ref());
        Wording {
            name: self.say(text(|texts| &texts.name), &item.name),
            question: self.say(text(|texts| &texts.question), &item.question),
            why_it_matters: self.say(text(|texts| &texts.why_it_matters), &item.why_it_matters),
            what_to_look_for,
            follow_up_question: self.say(
                text(|texts| &texts.follow_up_question),
                &item.follow_up_question,
            ),
        }
    }

    fn say(&self, translated: Option<&String>, own: &str) -> Said {
        let own_language = self.wanted == self.base || own.is_empty();
        match translated.filter(|text| !text.trim().is_empty()) {
            Some(text) => Said {
                text: text.clone(),
                instead: None,
            },
            None => Said {
                text: own.to_owned(),
                instead: (!own_language).then_some(self.base),
            },
        }
    }
}

impl Said {
    /// The words, with the language in front where it is not the one asked for.
    pub fn marked(&self) -> String {
        match self.instead {
            None => self.text.clone(),
            Some(language) => format!("[{}] {}", language.tag(), self.text),
        }
    }
}

impl Translation {
    fn in_latin(&self) -> Self {
        let map = |texts: &BTreeMap<String, String>| {
            let pairs = texts.iter();
            pairs.map(|(id, text)| (id.clone(), latin(text))).collect()
        };
        let maybe = |text: &Option<String>| text.as_deref().map(latin);
        let items = self.items.iter().map(|(id, texts)| {
            let texts = ItemTexts {
                name: maybe(&texts.name),
                question: maybe(&texts.question),
                why_it_matters: maybe(&texts.why_it_matters),
                what_to_look_for: texts
                    .what_to_look_for
                    .iter()
                    .map(|text| latin(text))
                    .collect(),
                follow_up_question: maybe(&texts.follow_up_question),
            };
            (id.clone(), texts)
        });
        Self {
            signed: self.signed.clone(),
            title: maybe(&self.title),
            about: maybe(&self.about),
            groups: map(&self.groups),
            profiles: map(&self.profiles),
            items: items.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples;

    #[test]
    fn what_is_not_translated_is_said_in_the_own_language_and_shows_it() {
        let mut checklist = samples::checklist();
        let texts = ItemTexts {
            question: Some("Да ли је мрежа ограничена?".to_owned()),
            ..ItemTexts::default()
        };
        let translation = Translation {
            items: [("network".to_owned(), texts)].into(),
            ..Translation::default()
        };
        let tag = Language::SerbianCyrillic.tag().to_owned();
        checklist.translations.insert(tag, translation);
        let item = &checklist.items[0];

        let cyrillic = checklist.texts(Language::SerbianCyrillic);
        assert!(cyrillic.is_draft());
        assert_eq!(
            cyrillic.item(item).question.marked(),
            "Да ли је мрежа ограничена?"
        );
        assert_eq!(cyrillic.item(item).name.marked(), "[en] network");
        let latin = checklist.texts(Language::SerbianLatin);
        assert_eq!(
            latin.item(item).question.marked(),
            "Da li je mreža ograničena?"
        );
        let albanian = checklist.texts(Language::Albanian);
        assert!(!albanian.is_draft());
        assert_eq!(
            albanian.item(item).question.marked(),
            "[en] Is the network limited?"
        );
        checklist.language = Some(Language::SerbianCyrillic.tag().to_owned());
        checklist.items[0].question = "Ко плаћа?".to_owned();
        let texts = checklist.texts(Language::SerbianLatin);
        assert!(!texts.is_draft(), "another script is no translation");
        assert_eq!(
            texts.item(&checklist.items[0]).question.marked(),
            "Ko plaća?"
        );
        checklist.language = None;
        checklist.items[0].question = "Is the network limited?".to_owned();
        let item = &checklist.items[0];
        let own = checklist.texts(Language::English);
        assert_eq!(own.item(item).question.marked(), "Is the network limited?");
        assert_eq!(
            checklist.languages(),
            [
                Language::English,
                Language::SerbianCyrillic,
                Language::SerbianLatin
            ]
        );
    }
}
