//! Which items are asked of an agreement. An item is left out only for what somebody recorded: the
//! type of the agreement, the countries, or the choice of a short profile. What is not recorded
//! leaves nothing out.

use super::detail::Detail;
use super::state::AgreementReview;
use crate::domain::checklist::{Abroad, Checklist, Item, Profile, When};
use crate::domain::jurisdiction::{Adequacy, Country};
use std::collections::HashSet;

/// What is recorded of an agreement, as far as items depend on it.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// Types of the agreement, lower case; empty when nothing is recorded.
    types: Vec<String>,
    /// The country of the public body.
    country: Option<&'static Country>,
    /// The supplier's home jurisdiction.
    home: Option<&'static Country>,
}

impl Circumstances {
    /// What reviewers recorded and agree on.
    pub fn of(review: &AgreementReview) -> Self {
        let recorded = |detail| {
            let register = review.details.get(&detail)?;
            Some(register.agreed()?.text.as_str())
        };
        let types = recorded(Detail::AgreementType).unwrap_or_default();
        let types = types.split([',', ';', '/']).map(|one| {
            let words: Vec<String> = one.split_whitespace().map(str::to_lowercase).collect();
            words.join("-")
        });
        Self {
            types: types.filter(|one| !one.is_empty()).collect(),
            country: recorded(Detail::Country).and_then(Country::parse),
            home: recorded(Detail::HomeJurisdiction).and_then(Country::parse),
        }
    }

    /// The country of the public body, where one is recorded that the program knows.
    pub const fn country(&self) -> Option<&'static Country> {
        self.country
    }

    /// Why an item is not asked, in a sentence; nothing when it is.
    pub fn skips(&self, item: &Item, profile: Option<&Profile>) -> Option<String> {
        if let Some(profile) = profile
            && !profile.items.contains(&item.id)
        {
            return Some(tr!(
                "It does not belong to “{title}”.",
                title = profile.title
            ));
        }
        let when = item.when.as_ref()?;
        self.other_type(when)
            .or_else(|| self.other_country(when))
            .or_else(|| self.inside(when.supplier_outside?))
    }

    fn other_type(&self, when: &When) -> Option<String> {
        let wanted = &when.agreement_types;
        if wanted.is_empty() || self.types.is_empty() {
            return None;
        }
        let fits = self.types.iter().any(|one| wanted.contains(one));
        (!fits).then(|| {
            let (asked, recorded) = (or(wanted), self.types.join(", "));
            tr!("It is asked of agreements of the type {asked}; this one is recorded as {recorded}.", asked, recorded)
        })
    }

    fn other_country(&self, when: &When) -> Option<String> {
        let country = self.country?;
        let wanted = &when.countries;
        let fits = wanted.is_empty() || wanted.iter().any(|code| code == country.code());
        (!fits).then(|| {
            let name = |code: &String| {
                let known = Country::parse(code).map(Country::name);
                known.unwrap_or(code).to_owned()
            };
            let names: Vec<String> = wanted.iter().map(name).collect();
            tr!(
                "It is asked of public bodies of {wanted}; this one is of {country}.",
                wanted = or(&names),
                country = country.name()
            )
        })
    }

    fn inside(&self, outside: Abroad) -> Option<String> {
        let home = self.home?;
        let why = match (outside, home.adequacy()) {
            (Abroad::OwnCountry, _) if self.country? == home => {
                tr!("the country of the public body").to_owned()
            }
            (Abroad::Eu, _) | (Abroad::EuAdequacy, Adequacy::InEu) if home.in_eu() => {
                tr!("a member state of the European Union").to_owned()
            }
            // A decision for a part of the companies only says nothing about this one.
            (Abroad::EuAdequacy, Adequacy::Adequate { scope, .. })
                if scope.starts_with("country") =>
            {
                tr!("covered by an adequacy decision of the European Union").to_owned()
            }
            _ => return None,
        };
        Some(tr!(
            "The supplier's home jurisdiction, {home}, is {why}.",
            home = home.name(),
            why
        ))
    }
}

impl AgreementReview {
    /// Why an item of a checklist is not asked of this agreement, in a sentence; nothing when it is.
    pub fn skips(&self, checklist: &Checklist, item: &Item) -> Option<String> {
        let choice = self.choice(&checklist.id);
        let profile = choice.and_then(|choice| choice.profile_of(checklist));
        let mut circumstances = Circumstances::of(self);
        // A type that no question knows says nothing about any of them.
        let whens = checklist.items.iter().filter_map(|item| item.when.as_ref());
        let known: HashSet<&String> = whens.flat_map(|when| &when.agreement_types).collect();
        if !circumstances.types.iter().all(|one| known.contains(one)) {
            circumstances.types.clear();
        }
        circumstances.skips(item, profile)
    }
}

fn or(words: &[String]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            tr!("{rest} or {last}", rest = rest.join(", "), last)
        }
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::{ItemKind, ItemSeverity};

    fn item(when: When) -> Item {
        Item {
            when: Some(when),
            ..Item::new("one", "all", ItemKind::Fact, ItemSeverity::Low, "Is it?")
        }
    }

    fn recorded(types: &str, country: &str, home: &str) -> Circumstances {
        Circumstances {
            types: types.split_whitespace().map(str::to_owned).collect(),
            country: Country::parse(country),
            home: Country::parse(home),
        }
    }

    #[test]
    fn an_item_is_left_out_only_for_what_is_recorded() {
        let cameras = item(When {
            agreement_types: vec!["cctv".to_owned(), "school".to_owned()],
            ..When::default()
        });
        let serbian = item(When {
            countries: vec!["RS".to_owned()],
            ..When::default()
        });
        let outside = |abroad| {
            item(When {
                supplier_outside: Some(abroad),
                ..When::default()
            })
        };
        let nothing = recorded("", "", "");
        let camera = recorded("smart-city cctv", "RS", "CN");
        let cloud = recorded("cloud", "AL", "DE");
        let cases = [
            (&nothing, &cameras, None),
            (&camera, &cameras, None),
            (
                &cloud,
                &cameras,
                Some("cctv or school; this one is recorded as cloud"),
            ),
            (&nothing, &serbian, None),
            (&camera, &serbian, None),
            (&cloud, &serbian, Some("of Serbia; this one is of Albania")),
            (&nothing, &outside(Abroad::Eu), None),
            (&camera, &outside(Abroad::Eu), None),
            (&camera, &outside(Abroad::EuAdequacy), None),
            (
                &cloud,
                &outside(Abroad::Eu),
                Some("Germany, is a member state"),
            ),
            (
                &cloud,
                &outside(Abroad::EuAdequacy),
                Some("Germany, is a member state"),
            ),
            (&cloud, &outside(Abroad::OwnCountry), None),
            (
                &recorded("", "RS", "RS"),
                &outside(Abroad::OwnCountry),
                Some("country of the public body"),
            ),
            (
                &recorded("", "RS", "CH"),
                &outside(Abroad::EuAdequacy),
                Some("adequacy decision"),
            ),
            (
                &recorded("", "RS", "US"),
                &outside(Abroad::EuAdequacy),
                None,
            ),
        ];
        for (circumstances, item, expected) in cases {
            let reason = circumstances.skips(item, None);
            assert_eq!(reason.is_some(), expected.is_some(), "{reason:?}");
            let words = expected.unwrap_or_default();
            assert!(reason.unwrap_or_default().contains(words), "{words}");
        }
        let profile = Profile {
            id: "core".to_owned(),
            title: "Core items".to_owned(),
            items: vec!["other".to_owned()],
        };
        let reason = nothing.skips(&cameras, Some(&profile));
        assert_eq!(
            reason.as_deref(),
            Some("It does not belong to “Core items”.")
        );
    }
}
