//! What stands behind an item, in words: why it is asked, the sources with how sure each is and
//! whether it binds here, and the laws that can oblige the supplier.
//!
//! The same is said, in the same order, whatever country the supplier is from. Does not know rows or
//! columns.

use super::reading::Reading;
use crate::domain::checklist::{Item, Source, Table, binding};
use crate::domain::jurisdiction::{AccessLaw, Country, as_of, laws_of, with_data};
use crate::domain::review::{AgreementReview, Detail};
use crate::domain::translate::dates::given_day;
use crate::domain::translate::translated;
use crate::tr;

/// What the data say of parts of a law that nobody has seen.
const UNSEEN: [&str; 3] = ["to be verified", "from memory", "not verified"];

/// A part of the text of the dialog; a blank line stands before titles and names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What the next parts are about.
    Title(String),
    /// The name of a source or a law.
    Name(String),
    /// Plain words.
    Words(String),
    /// One of several.
    Point(String),
    /// Something that must be recorded or verified first.
    Doubt(String),
    /// A field of a source or a law.
    Field {
        /// Its name.
        name: &'static str,
        /// What it says.
        words: String,
        /// Whether it must be verified.
        doubtful: bool,
    },
}

/// Which country was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded<'a> {
    /// This one.
    Country(&'static Country),
    /// Words that are not surely one country.
    Unclear(&'a str),
    /// Reviewers recorded different things.
    Disputed,
    /// None.
    Nothing,
}

impl<'a> Recorded<'a> {
    /// What was recorded as a particular that is a country.
    pub fn of(review: Option<&'a AgreementReview>, detail: Detail) -> Self {
        let register = review.and_then(|review| review.details.get(&detail));
        let Some(register) = register.filter(|register| register.is_set()) else {
            return Self::Nothing;
        };
        let Some(agreed) = register.agreed() else {
            return Self::Disputed;
        };
        Country::parse(&agreed.text).map_or(Self::Unclear(&agreed.text), Self::Country)
    }

    /// The country, when it is known.
    pub const fn country(self) -> Option<&'static Country> {
        match self {
            Self::Country(country) => Some(country),
            _ => None,
        }
    }

    /// Why no country is known, and what to do about it.
    fn why_not(self, what: &str, key: Option<&str>) -> Option<String> {
        let why = match self {
            Self::Country(_) => return None,
            Self::Unclear(text) => tr!(
                "“{text}” is recorded as the {what}; that is not surely one country that the \
                 program knows.",
                text,
                what
            ),
            Self::Disputed => tr!("Reviewers recorded different things as the {what}.", what),
            Self::Nothing => tr!("The {what} is not recorded.", what),
        };
        let how = key.map_or_else(
            || tr!("Record it among the particulars of the agreement.").to_owned(),
            |key| {
                tr!(
                    "Press {key} to record it among the particulars of the agreement.",
                    key
                )
            },
        );
        Some(format!("{why} {how}"))
    }
}

/// Everything that stands behind an item; `key` leads to the particulars.
pub fn parts(
    reading: &Reading,
    review: Option<&AgreementReview>,
    item: &Item,
    key: Option<&str>,
) -> Vec<Part> {
    let mut parts = vec![Part::Name(item.question.clone())];
    parts.push(Part::Words(tr!(
        "A {kind} of {severity} weight, from the checklist “{title}”, version {version}.",
        kind = item.kind.name(),
        severity = item.severity.name(),
        title = reading.shown.title,
        version = reading.checklist.version
    )));
    about(item, &mut parts);
    let country = Recorded::of(review, Detail::Country);
    let sources = reading.checklist.sources_of(item);
    parts.push(Part::Title(tr!(
        "Sources, as of {as_of}",
        as_of = given_day(&reading.checklist.as_of)
    )));
    if sources.is_empty() {
        parts.push(Part::Words(
            tr!("The checklist names no source for this item.").to_owned(),
        ));
    } else {
        let why_not = country.why_not(tr!("country of the public body"), key);
        parts.extend(why_not.map(Part::Doubt));
    }
    for one in &sources {
        source(one, country.country(), &mut parts);
    }
    if item.table == Some(Table::ForeignAccessLaws) {
        supplier(
            Recorded::of(review, Detail::HomeJurisdiction),
            key,
            &mut parts,
        );
    }
    parts
}

fn about(item: &Item, parts: &mut Vec<Part>) {
    let titled = |title: &str, words: &str| {
        let parts = [Part::Title(title.to_owned()), Part::Words(words.to_owned())];
        let there = !words.is_empty();
        parts.into_iter().filter(move |_| there)
    };
    parts.extend(titled(tr!("Why it matters"), &item.why_it_matters));
    if !item.what_to_look_for.is_empty() {
        parts.push(Part::Title(tr!("What to look for").to_owned()));
        parts.extend(item.what_to_look_for.iter().cloned().map(Part::Point));
    }
    let title = tr!("What to ask when the agreement does not say");
    parts.extend(titled(title, &item.follow_up_question));
}

fn source(source: &Source, country: Option<&Country>, parts: &mut Vec<Part>) {
    parts.push(Part::Name(source.citation.clone()));
    let mut add = |name, words: &Option<String>| {
        if let Some(words) = words {
            parts.push(field(name, words.clone()));
        }
    };
    add(tr!("Place"), &source.pin);
    add(tr!("Title"), &source.title);
    add(tr!("In its language"), &source.title_local);
    add(tr!("Date"), &source.date.as_deref().map(given_day));
    add(tr!("Status"), &source.status);
    add(tr!("Requires"), &source.requires);
    parts.push(Part::Field {
        name: tr!("Confidence"),
        words: source.sureness().to_owned(),
        doubtful: source.to_be_verified(),
    });
    parts.push(field(tr!("Binding"), binding(source, country).sentence()));
    if let Some(url) = &source.url {
        parts.push(field(tr!("Text at"), url.clone()));
    }
}

const fn field(name: &'static str, words: String) -> Part {
    Part::Field {
        name,
        words,
        doubtful: false,
    }
}

/// The laws that can oblige the supplier, or why none are shown.
fn supplier(home: Recorded<'_>, key: Option<&str>, parts: &mut Vec<Part>) {
    parts.push(Part::Title(tr!(
        "Laws that can oblige the supplier to give data or help, as of {as_of}",
        as_of = given_day(as_of())
    )));
    parts.push(Part::Words(
        tr!("What the texts of laws say, not how they are applied; the same fields for every country. \
         Not legal advice.")
            .to_owned(),
    ));
    let why_not = home.why_not(tr!("home jurisdiction of the supplier"), key);
    parts.extend(why_not.map(Part::Doubt));
    let Some(country) = home.country() else {
        parts.push(Part::Words(known_countries()));
        return;
    };
    parts.extend(laws(country));
}

/// The laws of a country, with what the European Commission found about it.
pub fn laws(country: &Country) -> Vec<Part> {
    let laws = laws_of(country);
    let mut parts = vec![
        field(tr!("Country"), country.name().to_owned()),
        field(tr!("EU adequacy"), country.adequacy().sentence()),
    ];
    if !laws.iter().any(|law| law.jurisdiction == country.code()) {
        parts.push(Part::Doubt(no_data(country)));
    }
    if laws.is_empty() {
        parts.push(Part::Words(known_countries()));
    }
    for (number, one) in (1..).zip(&laws) {
        law(one, (number, laws.len()), &mut parts);
    }
    parts
}

fn known_countries() -> String {
    let known: Vec<&str> = with_data().into_iter().map(Country::name).collect();
    tr!(
        "The program has data for: {known}.",
        known = known.join(", ")
    )
}

/// That nothing is known of a country, which is not the same as: there is nothing.
pub fn no_data(country: &Country) -> String {
    tr!(
        "No data about {country}; that does not mean that there is no such law.",
        country = country.in_sentence()
    )
}

fn law(law: &AccessLaw, (number, count): (usize, usize), parts: &mut Vec<Part>) {
    for (name, words) in law.fields() {
        parts.push(match name {
            "Law" => Part::Name(tr!("{number} of {count}  {words}", number, count, words)),
            _ => Part::Field {
                doubtful: UNSEEN.iter().any(|doubt| words.contains(doubt))
                    || (name == "Confidence" && law.is_from_memory()),
                name: translated(name),
                words,
            },
        });
    }
}
