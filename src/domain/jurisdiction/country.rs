//! Countries by code and by the names that people write.
//!
//! A text that is not surely one country is none: better to ask than to apply a wrong law.

use crate::domain::fold::fold;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

const DATA: &str = include_str!("../../../assets/laws/countries.json");

/// Longest text that is looked at, in bytes; no name or address of one line is longer.
const LONGEST: usize = 400;

/// What a person may answer who means no country, and is a code too.
const ANSWERS: [&str; 2] = ["no", "si"];

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

/// A country or, as `EU`, the European Union.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    code: String,
    name: String,
    eu: bool,
    names: Vec<String>,
}

/// All countries that are known, by code.
pub fn all() -> &'static [Country] {
    &TABLE.countries
}

impl Country {
    /// The country that a text names: by its code, by one of its names in any script and with or
    /// without diacritics, or by a name as the last part of an address. None when two countries are
    /// named, or when the last part may be a region as well, such as Georgia.
    pub fn parse(text: &str) -> Option<&'static Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        Self::by_code(text)
            .filter(|_| !ANSWERS.contains(&text))
            .or_else(|| TABLE.by_name(&plain(text)))
            .or_else(|| TABLE.by_address(text))
    }

    /// The country with a code such as `RS`, in capital or small letters.
    pub fn by_code(code: &str) -> Option<&'static Self> {
        all()
            .iter()
            .find(|country| country.code.eq_ignore_ascii_case(code))
    }

    /// Its code, two capital letters.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its English name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a member state of the European Union, or the Union itself.
    pub const fn in_eu(&self) -> bool {
        self.eu
    }

    /// Whether it is the European Union itself.
    pub fn is_union(&self) -> bool {
        self.code == "EU"
    }

    /// All its names, the English one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.names.iter().map(String::as_str))
    }
}

/// The data as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "note")]
    _note: String,
    /// Names that stand in addresses for a region of another country as well.
    also_regions: Vec<String>,
    countries: Vec<Country>,
}

struct Table {
    countries: Vec<Country>,
    names: HashMap<String, usize>,
    regions: Vec<String>,
}

impl Table {
    fn read() -> Self {
        let written: Written =
            serde_json::from_str(DATA).expect("the countries that are built in can be read");
        let mut names = HashMap::new();
        for (index, country) in written.countries.iter().enumerate() {
            names.extend(country.names().map(|name| (plain(name), index)));
        }
        Self {
            names,
            regions: written
                .also_regions
                .iter()
                .map(|name| plain(name))
                .collect(),
            countries: written.countries,
        }
    }

    fn by_name(&self, plain: &str) -> Option<&Country> {
        self.names.get(plain).map(|&index| &self.countries[index])
    }

    /// The last part names a country, and no other part names another. A code alone does not count
    /// as a name: the last part of an American address may be `CA` or `DE`.
    fn by_address(&self, text: &str) -> Option<&Country> {
        let parts: Vec<String> = text
            .split([',', ';', '(', ')', '/', '\n'])
            .map(plain)
            .filter(|part| !part.is_empty())
            .collect();
        let mut named = parts.iter().map(|part| self.by_part(part));
        let (last, before) = (named.next_back()?, named.next_back().flatten());
        let confirmed = before.filter(|country| parts.last() == Some(&plain(country.code())));
        let found = last.or(confirmed)?;
        named
            .flatten()
            .chain(before)
            .all(|one| one == found)
            .then_some(found)
    }

    fn by_part(&self, part: &str) -> Option<&Country> {
        let is_region = self.regions.iter().any(|region| region == part);
        self.by_name(part).filter(|_| !is_region)
    }
}

/// A name for comparing: folded, without an English article, points and apostrophes, other marks as
/// one blank.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len());
    for letter in folded.chars() {
        match letter {
            '.' | '\'' | '’' | '*' => {}
            _ if letter.is_alphanumeric() => words.push(letter),
            _ if words.is_empty() || words.ends_with(' ') => {}
            _ => words.push(' '),
        }
    }
    let name = words.trim_end();
    name.strip_prefix("the ").unwrap_or(name).to_owned()
}
