//! Whether a source binds in the country of an agreement, or is only a standard to compare with.
//!
//! Reads what the source says of itself; does not judge it. Does not know how the country came to be
//! chosen.

use super::source::Source;
use crate::domain::jurisdiction::Country;

/// What a source is in a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding<'a> {
    /// It binds there.
    Here(&'a Country),
    /// It is law of the European Union, and binds there because the country is a member state.
    AsEuLaw(&'a Country),
    /// It is law of the European Union, and the country is no member state.
    EuReference(&'a Country),
    /// It is law of other countries.
    Elsewhere {
        /// Their names.
        places: Vec<String>,
        /// The country that was asked about.
        here: &'a Country,
    },
    /// A guideline, a statement or a text that is not in force: it binds no country.
    Nobody,
    /// It binds somewhere; whether it binds here cannot be said, because no country is known.
    Unknown {
        /// The names of the countries where it binds.
        places: Vec<String>,
    },
}

/// What a source is in a country; without one, only where it binds can be said.
pub fn binding<'a>(source: &Source, country: Option<&'a Country>) -> Binding<'a> {
    let codes = &source.binding_in;
    let places = || codes.iter().map(|code| place_name(code)).collect();
    let listed = |code: &str| codes.iter().any(|one| one == code);
    match country {
        _ if codes.is_empty() => Binding::Nobody,
        None => Binding::Unknown { places: places() },
        Some(here) if listed(here.code()) => Binding::Here(here),
        Some(here) if here.in_eu() && listed("EU") => Binding::AsEuLaw(here),
        Some(here) if codes.iter().all(|code| code == "EU") => Binding::EuReference(here),
        Some(here) => Binding::Elsewhere {
            places: places(),
            here,
        },
    }
}

impl Binding<'_> {
    /// Whether it binds in the country that was asked about.
    pub const fn is_binding(&self) -> bool {
        matches!(self, Self::Here(_) | Self::AsEuLaw(_))
    }

    /// The same as a plain sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Here(here) => tr!("Binding in {country}.", country = here.in_sentence()),
            Self::AsEuLaw(here) => {
                tr!(
                    "Binding in {country} as law of the European Union.",
                    country = here.in_sentence()
                )
            }
            Self::EuReference(here) => tr!(
                "EU reference standard: binds EU member states, not {country}.",
                country = here.in_sentence()
            ),
            Self::Elsewhere { places, here } => match places.as_slice() {
                [one] => tr!(
                    "Law of {one}, not of {country}.",
                    one,
                    country = here.in_sentence()
                ),
                _ => tr!(
                    "Binds {places}, not {country}.",
                    places = listing(places),
                    country = here.in_sentence()
                ),
            },
            Self::Nobody => tr!(
                "Binds nobody, as far as is recorded: a guideline, a statement or a law not in \
                 force."
            )
            .to_owned(),
            Self::Unknown { places } => tr!(
                "Binds {places}. Whether it binds here cannot be said: the country of the public body is \
                 not known.",
                places = listing(places)
            ),
        }
    }
}

/// What a country is called in a sentence; a code that nobody knows stays a code.
fn place_name(code: &str) -> String {
    if code == "EU" {
        return tr!("EU member states").to_owned();
    }
    Country::by_code(code).map_or_else(|| code.to_owned(), Country::in_sentence)
}

/// Names in a sentence: `A, B and C`.
fn listing(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => tr!("{before} and {last}", before = before.join(", "), last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::Citation;

    fn source(binding_in: &[&str]) -> Source {
        Citation {
            id: "sample".to_owned(),
            citation: None,
            pin: None,
            confidence: None,
            checked_scope: None,
            binding_in: binding_in.iter().map(|&code| code.to_owned()).collect(),
        }
        .resolved(&[])
    }

    #[test]
    fn a_source_is_told_to_bind_where_it_says_so_and_nowhere_else() {
        let elsewhere = "Binds Albania, Montenegro and EU member states, not Kosovo.";
        let cases = [
            (&["RS"][..], "RS", true, "Binding in Serbia."),
            (
                &["EU"],
                "HR",
                true,
                "Binding in Croatia as law of the European Union.",
            ),
            (
                &["EU"],
                "RS",
                false,
                "EU reference standard: binds EU member states, not Serbia.",
            ),
            (&["AL"], "RS", false, "Law of Albania, not of Serbia."),
            (&["AL", "ME", "EU"], "XK", false, elsewhere),
            (&["AL", "ME", "EU"], "ME", true, "Binding in Montenegro."),
            (
                &["US"],
                "RS",
                false,
                "Law of the United States, not of Serbia.",
            ),
        ];
        for (places, code, binds, sentence) in cases {
            let source = source(places);
            let found = binding(&source, Country::by_code(code));
            assert_eq!(found.sentence(), sentence);
            assert_eq!(found.is_binding(), binds, "{sentence}");
        }
    }

    #[test]
    fn without_a_country_nothing_is_said_to_bind_here() {
        let found = binding(&source(&["EU"]), None);
        assert!(!found.is_binding());
        assert!(
            found
                .sentence()
                .starts_with("Binds EU member states. Whether")
        );
    }

    #[test]
    fn a_guideline_binds_nobody_whatever_the_country() {
        for country in [None, Country::by_code("RS"), Country::by_code("DE")] {
            assert_eq!(binding(&source(&[]), country), Binding::Nobody);
        }
    }
}
