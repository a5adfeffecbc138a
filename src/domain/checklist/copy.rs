//! A new checklist out of another one: all of its items, or those of a profile with what belongs to
//! them.
//!
//! A copy is not what was signed, and it has no history: signatures and retired items stay behind.

use super::{Checklist, Group, Translation};
use std::collections::BTreeSet;

/// What the new checklist is called and what it takes over.
#[derive(Debug, Clone, Copy)]
pub struct Copied<'a> {
    /// The id of the new checklist.
    pub id: &'a str,
    /// Its title; that of the other one, or of the profile, when not given.
    pub title: Option<&'a str>,
    /// The id of the profile whose items are taken over; all items when not given.
    pub profile: Option<&'a str>,
}

/// There is no such profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("The checklist {checklist} has no profile \"{asked}\"{}", known(.profiles))]
pub struct NoProfile {
    /// The id of the checklist.
    pub checklist: String,
    /// The profile that was asked for.
    pub asked: String,
    /// Ids of the profiles that it has.
    pub profiles: Vec<String>,
}

fn known(profiles: &[String]) -> String {
    match profiles {
        [] => ": it has none.".to_owned(),
        profiles => format!("; it has {}.", profiles.join(", ")),
    }
}

impl Checklist {
    /// The same as a new checklist of version 1.
    pub fn copied(&self, wanted: Copied<'_>) -> Result<Self, NoProfile> {
        let mut copy = Self {
            schema: None,
            id: wanted.id.to_owned(),
            version: "1".to_owned(),
            retired: Vec::new(),
            ..self.clone()
        };
        let mut renamed = wanted.title.map(str::to_owned);
        if let Some(asked) = wanted.profile {
            let profile = self.profile(asked).ok_or_else(|| NoProfile {
                checklist: self.id.clone(),
                asked: asked.to_owned(),
                profiles: self.profiles.iter().map(|one| one.id.clone()).collect(),
            })?;
            copy.keep_only(&profile.items);
            renamed.get_or_insert_with(|| format!("{}: {}", self.title, profile.title));
        }
        for translation in copy.translations.values_mut() {
            translation.signed = None;
            if renamed.is_some() {
                // It says the old title.
                translation.title = None;
            }
        }
        copy.translations
            .retain(|_, translation| *translation != Translation::default());
        copy.title = renamed.unwrap_or(copy.title);
        Ok(copy)
    }

    /// Drops all but these items, and what only the others need.
    fn keep_only(&mut self, items: &[String]) {
        self.items.retain(|item| items.contains(&item.id));
        self.profiles.clear();
        let used: BTreeSet<&str> = self.items.iter().map(|item| item.group.as_str()).collect();
        self.groups
            .retain(|group: &Group| used.contains(group.id.as_str()));
        let cited: BTreeSet<&str> = self
            .items
            .iter()
            .flat_map(|item| &item.sources)
            .map(|source| source.id.as_str())
            .collect();
        self.sources
            .retain(|source| cited.contains(source.id.as_str()));
        for translation in self.translations.values_mut() {
            translation.profiles.clear();
            translation
                .groups
                .retain(|id, _| self.groups.iter().any(|group| &group.id == id));
            translation.items.retain(|id, _| items.contains(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::{
        Citation, Item, ItemKind, ItemSeverity, ItemTexts, Profile, Retired, Signature, Source,
        built_in, validate,
    };
    use crate::domain::samples;

    fn source(id: &str) -> Source {
        let citation = Citation {
            id: id.to_owned(),
            citation: None,
            pin: None,
            confidence: None,
            checked_scope: None,
            binding_in: Vec::new(),
        };
        citation.resolved(&[])
    }

    /// The sample with a second group, two sources, a profile, a retired item and a signed
    /// translation.
    fn rich() -> Checklist {
        let mut list = samples::checklist();
        list.groups.push(Group {
            id: "money".to_owned(),
            title: "Money".to_owned(),
        });
        let price = Item::new(
            "price",
            "money",
            ItemKind::Fact,
            ItemSeverity::Low,
            "What does it cost?",
        );
        list.items.push(price);
        list.sources = vec![source("law"), source("guide")];
        let cite = |id: &str| {
            serde_json::from_value(serde_json::json!({ "id": id })).expect("an id is enough")
        };
        list.items[0].sources = vec![cite("law")];
        list.items[1].sources = vec![cite("guide")];
        list.profiles = vec![Profile {
            id: "core".to_owned(),
            title: "Core".to_owned(),
            items: vec!["network".to_owned(), "funds".to_owned()],
        }];
        list.retired = vec![Retired {
            id: "old".to_owned(),
            reason: "Asked twice.".to_owned(),
        }];
        let texts = |name: &str| ItemTexts {
            name: Some(name.to_owned()),
            ..ItemTexts::default()
        };
        list.translations.insert(
            "sq".to_owned(),
            Translation {
                signed: Some(Signature {
                    by: "A. Reader".to_owned(),
                    on: "2026-11-20".to_owned(),
                }),
                title: Some("Mostra".to_owned()),
                groups: [
                    ("data".to_owned(), "Të dhënat".to_owned()),
                    ("money".to_owned(), "Paratë".to_owned()),
                ]
                .into(),
                profiles: [("core".to_owned(), "Bërthama".to_owned())].into(),
                items: [
                    ("network".to_owned(), texts("rrjeti")),
                    ("price".to_owned(), texts("çmimi")),
                ]
                .into(),
                ..Translation::default()
            },
        );
        list
    }

    #[test]
    fn a_whole_copy_has_a_new_name_and_no_signatures() {
        let old = rich();
        let wanted = Copied {
            id: "own",
            title: None,
            profile: None,
        };
        let copy = old.copied(wanted).expect("no profile is asked for");
        assert_eq!((copy.id.as_str(), copy.version.as_str()), ("own", "1"));
        assert_eq!(copy.items, old.items);
        assert_eq!(copy.profiles, old.profiles);
        assert!(copy.retired.is_empty());
        let albanian = &copy.translations["sq"];
        assert_eq!(albanian.signed, None);
        assert_eq!(albanian.title.as_deref(), Some("Mostra"));
        let titled = old
            .copied(Copied {
                title: Some("Ours"),
                ..wanted
            })
            .expect("no profile is asked for");
        assert_eq!(titled.title, "Ours");
        assert_eq!(titled.translations["sq"].title, None);
    }

    #[test]
    fn a_profile_takes_only_what_its_items_need() {
        let old = rich();
        let wanted = Copied {
            id: "own",
            title: None,
            profile: Some("core"),
        };
        let copy = old.copied(wanted).expect("there is such a profile");
        assert_eq!(copy.title, "Sample checklist: Core");
        let ids: Vec<&str> = copy.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["network", "funds"]);
        assert_eq!((copy.groups.len(), copy.profiles.len()), (1, 0));
        let sources: Vec<&str> = copy.sources.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(sources, ["law"]);
        let albanian = &copy.translations["sq"];
        assert_eq!(albanian.items.len(), 1);
        assert_eq!((albanian.groups.len(), albanian.profiles.len()), (1, 0));
        assert_eq!(validate::parse(copy.to_text().as_bytes()), Ok(copy));

        let none = Copied {
            profile: Some("cor"),
            ..wanted
        };
        let error = old.copied(none).expect_err("there is no such profile");
        assert_eq!(
            error.to_string(),
            "The checklist sample has no profile \"cor\"; it has core."
        );
    }

    #[test]
    fn copies_of_the_built_in_checklists_have_no_mistakes() {
        for list in built_in() {
            let profiles = list
                .profiles
                .iter()
                .map(|profile| Some(profile.id.as_str()));
            for profile in profiles.chain([None]) {
                let wanted = Copied {
                    id: "own",
                    title: Some("Own"),
                    profile,
                };
                let copy = list.copied(wanted).expect("it has this profile");
                assert_eq!(validate::parse(copy.to_text().as_bytes()), Ok(copy));
            }
        }
    }
}
