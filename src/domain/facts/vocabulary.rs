//! The words that facts go by, in every language at once.
//!
//! All of it comes from the `facts` parts of `assets/clause-vocabulary.json`. Knows nothing of
//! documents.

use crate::domain::language::Language;
use crate::domain::words::Phrasebook;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a word or phrase says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A month, 1 to 12.
    Month(i8),
    /// Stands between a day and its month: `of`.
    Of,
    /// Ends an ordinal number: `st`.
    Ordinal,
    /// A unit of time, by its English name.
    Unit(String),
    /// Stands between a number and its unit: `consecutive`.
    Filler,
    /// A number.
    Number(u32),
    /// A power of ten.
    Scale(u32),
    /// Percent.
    Percent,
    /// Speaks of notice or termination.
    Notice,
    /// Says that a time runs from something rather than before it: `after receipt`.
    NotNotice,
    /// Says that a time ends with the agreement: `prior to the expiration`.
    BeforeEnd,
    /// Says that a law is named: `governed by`.
    Law,
    /// Stands before the name of a place whose law it is: `laws of`.
    LawOf,
    /// Says that the law before it governs: `shall apply`.
    LawVerb,
    /// A place that has a law of its own, by its English name.
    Place(String),
    /// What a date is: `effective`.
    Role(String),
    /// A currency by its code.
    Currency(String),
    /// A form of company.
    Company,
    /// Stands before the name of a party.
    Between,
    /// Ends the name of a party.
    Stop,
    /// What is called so is no party: `Agreement`.
    NotParty,
    /// The law that is named founded a company: `organized`.
    NotLaw,
}

/// The phrases of all languages. Those of no language in particular have none.
pub(super) struct Vocabulary {
    pub(super) book: Phrasebook<(Meaning, Option<Language>)>,
    /// Languages that write decimals with a comma.
    pub(super) commas: Vec<Language>,
    /// Codes of currencies, which count only when printed in capitals.
    pub(super) codes: BTreeMap<String, String>,
    /// By the number of a word, whether a phrase that begins with it can be the beginning of a fact.
    begins: Vec<bool>,
}

#[derive(Deserialize)]
struct Table {
    facts: Common,
    languages: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Common {
    currency_codes: BTreeMap<String, String>,
    currencies: BTreeMap<String, Vec<String>>,
    companies: Vec<String>,
    places: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Entry {
    facts: Raw,
}

#[derive(Deserialize)]
struct Raw {
    decimal: String,
    months: Vec<Vec<String>>,
    of: Vec<String>,
    ordinals: Vec<String>,
    units: BTreeMap<String, Vec<String>>,
    fillers: Vec<String>,
    numbers: BTreeMap<String, u32>,
    scales: BTreeMap<String, u32>,
    percent: Vec<String>,
    notice: Vec<String>,
    not_notice: Vec<String>,
    before_end: Vec<String>,
    law: Vec<String>,
    law_of: Vec<String>,
    law_verbs: Vec<String>,
    roles: BTreeMap<String, Vec<String>>,
    parties: Vec<String>,
    stops: Vec<String>,
    not_parties: Vec<String>,
    not_law: Vec<String>,
}

impl Vocabulary {
    /// The one table of the program.
    pub(super) fn get() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            let table: Table =
                serde_json::from_str(include_str!("../../../assets/clause-vocabulary.json"))
                    .expect("the vocabulary is part of the program and read by its tests");
            Self::build(table)
        })
    }

    fn build(table: Table) -> Self {
        let mut all = Self {
            book: Phrasebook::default(),
            commas: Vec::new(),
            codes: table.facts.currency_codes,
            begins: Vec::new(),
        };
        for (code, words) in table.facts.currencies {
            all.add_all(None, &words, &Meaning::Currency(code));
        }
        for (name, words) in table.facts.places {
            all.add_all(None, &words, &Meaning::Place(name));
        }
        all.add_all(None, &table.facts.companies, &Meaning::Company);
        for (tag, entry) in table.languages {
            if let Some(language) = Language::from_tag(&tag) {
                all.add_language(language, entry.facts);
            }
        }
        all
    }

    /// Whether a fact can begin with a word that has this number.
    pub(super) fn begins(&self, number: u32) -> bool {
        let number = usize::try_from(number).unwrap_or(0);
        number > 0 && self.begins.get(number).copied().unwrap_or(false)
    }

    fn add_all(&mut self, language: Option<Language>, words: &[String], meaning: &Meaning) {
        for word in words {
            let first = self.book.add(word, (meaning.clone(), language));
            let begins = matches!(
                meaning,
                Meaning::Month(_)
                    | Meaning::Number(_)
                    | Meaning::Law
                    | Meaning::LawOf
                    | Meaning::Currency(_)
            );
            let first = usize::try_from(first).unwrap_or(0);
            if self.begins.len() <= first {
                self.begins.resize(first + 1, false);
            }
            self.begins[first] |= begins;
        }
    }

    fn add_language(&mut self, language: Language, raw: Raw) {
        let tag = Some(language);
        if raw.decimal == "," {
            self.commas.push(language);
        }
        for (number, words) in (1..).zip(&raw.months) {
            self.add_all(tag, words, &Meaning::Month(number));
        }
        for (unit, words) in raw.units {
            self.add_all(tag, &words, &Meaning::Unit(unit));
        }
        for (role, words) in raw.roles {
            self.add_all(tag, &words, &Meaning::Role(role));
        }
        for (word, number) in raw.numbers {
            self.add_all(tag, &[word], &Meaning::Number(number));
        }
        for (word, power) in raw.scales {
            self.add_all(tag, &[word], &Meaning::Scale(power));
        }
        for (words, meaning) in [
            (raw.of, Meaning::Of),
            (raw.ordinals, Meaning::Ordinal),
            (raw.fillers, Meaning::Filler),
            (raw.percent, Meaning::Percent),
            (raw.notice, Meaning::Notice),
            (raw.not_notice, Meaning::NotNotice),
            (raw.before_end, Meaning::BeforeEnd),
            (raw.law, Meaning::Law),
            (raw.law_of, Meaning::LawOf),
            (raw.law_verbs, Meaning::LawVerb),
            (raw.parties, Meaning::Between),
            (raw.stops, Meaning::Stop),
            (raw.not_parties, Meaning::NotParty),
            (raw.not_law, Meaning::NotLaw),
        ] {
            self.add_all(tag, &words, &meaning);
        }
    }
}
