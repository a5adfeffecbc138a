//! The table of words that open clauses, in every language at once.
//!
//! All of it comes from `assets/clause-vocabulary.json`: a further language is a further entry
//! there. Knows nothing of documents.

use super::fold::folded;
use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a unit word opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::domain) enum UnitKind {
    /// Article, Član, Neni …
    Article,
    /// Section, Odeljak, § …
    Section,
    /// Chapter, Glava …
    Chapter,
    /// Title in the sense of a part of a law.
    Title,
    /// Part, Deo …
    Part,
    /// Annex, Schedule, Prilog …
    Annex,
}

/// One word that opens a clause.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// What it opens.
    pub kind: UnitKind,
    /// Folded word by which units of the same series are known, also when abbreviated.
    pub series: String,
    /// Whether the number stands inside, as in `第五条`.
    pub enclosed: bool,
}

/// Fixed lines and phrases, folded.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    pub preamble: Vec<String>,
    pub recitals: Vec<String>,
    pub parties: Vec<String>,
    pub signature: Vec<String>,
    pub contents: Vec<String>,
    pub operative: Vec<String>,
    pub tables: Vec<String>,
    pub external_acts: Vec<String>,
    pub closing_words: Vec<String>,
}

/// Words by which one language is known.
#[derive(Debug)]
pub(in crate::domain) struct Marks {
    /// The language's tag.
    pub tag: String,
    /// Common words.
    pub words: Vec<String>,
    /// Words and stems (`*`) that its neighbours do not share.
    pub own: Vec<String>,
}

/// The vocabulary, ready for matching.
#[derive(Debug)]
pub(in crate::domain) struct Vocabulary {
    pub(super) units: Vec<Unit>,
    /// Folded word to the units that it may open.
    pub(super) words: HashMap<String, usize>,
    /// Chinese words, which need no blank after them.
    pub(super) unspaced: Vec<(String, usize)>,
    pub(super) ordinals: HashMap<String, u32>,
    pub(super) number_words: Vec<String>,
    pub(super) alphabets: Vec<String>,
    pub(super) latin: BTreeMap<char, String>,
    pub(super) phrases: Phrases,
    /// By language, in the order of the tags.
    pub(in crate::domain) languages: Vec<Marks>,
    /// How references are worded, by language.
    pub(in crate::domain) reference_words: Vec<ReferenceWords>,
    /// Folded abbreviations of unit words, without their dots.
    abbreviations: HashSet<String>,
}

/// How one language words references, as the table has it.
#[derive(Debug, Deserialize)]
pub(in crate::domain) struct ReferenceWords {
    pub units: Vec<ReferenceUnit>,
    /// Between the numbers of a list.
    pub and: Vec<String>,
    /// Between the ends of a range.
    pub to: Vec<String>,
    /// Before what the thing belongs to.
    pub of: Vec<String>,
    pub this: Vec<String>,
    pub previous: Vec<String>,
    /// Before an act that was named earlier, which is not this one.
    pub that: Vec<String>,
    /// What follows `this` when the document speaks of itself.
    pub own: Vec<String>,
    /// What an agreement calls itself when nothing stands before the word.
    pub agreements: Vec<String>,
    /// Words that name a law, treaty or agreement.
    pub acts: Vec<String>,
    /// What a text says of another act that it ends, before the name of that act.
    #[serde(default)]
    pub repeals: Vec<String>,
    /// What is counted when a number is no reference.
    pub quantities: Vec<String>,
    /// `hereof`, `above`.
    pub here: Vec<String>,
    /// Whether an act is put in a case, so that no `of` stands before it.
    #[serde(default)]
    pub declines: bool,
    /// Whether words for acts mean one only with a capital.
    #[serde(default)]
    pub capital_acts: bool,
}

/// The words for one kind of unit.
#[derive(Debug, Deserialize)]
pub(in crate::domain) struct ReferenceUnit {
    pub level: String,
    /// The word on its headings.
    #[serde(default)]
    pub word: String,
    /// Further forms; those with a dot are abbreviations.
    pub forms: Vec<String>,
    /// Whether it means nothing but after a larger unit.
    #[serde(default)]
    pub within: bool,
    /// Whether it means nothing after `this` but with a capital.
    #[serde(default)]
    pub capital: bool,
}

#[derive(Deserialize)]
pub(super) struct Raw {
    alphabets: Vec<String>,
    letters_in_latin: BTreeMap<char, String>,
    number_words: Vec<String>,
    pub(super) languages: BTreeMap<String, RawLanguage>,
}

#[derive(Deserialize)]
pub(super) struct RawLanguage {
    units: Vec<RawUnit>,
    ordinals: Vec<Vec<String>>,
    headings: RawHeadings,
    external_acts: Vec<String>,
    closing_words: Vec<String>,
    detect: RawDetect,
    references: ReferenceWords,
    #[cfg(test)]
    pub(super) samples: RawSamples,
}

#[derive(Deserialize)]
struct RawUnit {
    kind: UnitKind,
    words: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    enclosed: bool,
}

#[derive(Deserialize)]
struct RawHeadings {
    preamble: Vec<String>,
    recitals: Vec<String>,
    parties: Vec<String>,
    signature: Vec<String>,
    contents: Vec<String>,
    operative: Vec<String>,
    tables: Vec<String>,
}

#[derive(Deserialize)]
struct RawDetect {
    words: Vec<String>,
    marks: Vec<String>,
}

#[cfg(test)]
#[derive(Deserialize)]
pub(super) struct RawSamples {
    pub open: Vec<String>,
    pub do_not_open: Vec<String>,
}

/// The table as it is written.
pub(super) fn raw() -> Raw {
    serde_json::from_str(include_str!("../../../assets/clause-vocabulary.json"))
        .expect("the vocabulary is part of the program and read by its tests")
}

impl Vocabulary {
    /// The one vocabulary of the program.
    pub(in crate::domain) fn get() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| Self::build(raw()))
    }

    /// The word by which clauses under a unit word are known.
    pub(in crate::domain) fn series_of(&self, word: &str) -> String {
        let word = folded(word);
        self.words
            .get(&word)
            .map_or(word, |&unit| self.units[unit].series.clone())
    }

    /// Whether a folded word with a dot is short for a unit word: `чл.`, `st.`, `Sec.`.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        word.strip_suffix('.')
            .is_some_and(|word| self.abbreviations.contains(word))
    }

    /// Whether a folded word leads on to what follows it.
    pub(in crate::domain) fn closes(&self, word: &str) -> bool {
        self.phrases.closing_words.iter().any(|known| known == word)
    }

    fn build(raw: Raw) -> Self {
        let mut all = Self {
            units: Vec::new(),
            words: HashMap::new(),
            unspaced: Vec::new(),
            ordinals: HashMap::new(),
            number_words: raw.number_words.iter().map(|word| folded(word)).collect(),
            alphabets: raw.alphabets,
            latin: raw.letters_in_latin,
            phrases: Phrases::default(),
            languages: Vec::new(),
            reference_words: Vec::new(),
            abbreviations: HashSet::new(),
        };
        for (tag, language) in raw.languages {
            all.add(tag, language);
        }
        all
    }

    fn add(&mut self, tag: String, language: RawLanguage) {
        for unit in language.units {
            self.add_unit(&unit);
        }
        for row in language.ordinals {
            for (number, word) in (1..).zip(row) {
                self.ordinals.entry(folded(&word)).or_insert(number);
            }
        }
        let headings = language.headings;
        let phrases = &mut self.phrases;
        for (list, words) in [
            (&mut phrases.preamble, headings.preamble),
            (&mut phrases.recitals, headings.recitals),
            (&mut phrases.parties, headings.parties),
            (&mut phrases.signature, headings.signature),
            (&mut phrases.contents, headings.contents),
            (&mut phrases.operative, headings.operative),
            (&mut phrases.tables, headings.tables),
            (&mut phrases.external_acts, language.external_acts),
            (&mut phrases.closing_words, language.closing_words),
        ] {
            for word in words.iter().map(|word| folded(word)) {
                if !list.contains(&word) {
                    list.push(word);
                }
            }
        }
        let units = language.references.units.iter();
        let short = units
            .flat_map(|unit| &unit.forms)
            .filter_map(|form| form.strip_suffix('.'))
            .map(folded);
        self.abbreviations.extend(short);
        self.reference_words.push(language.references);
        self.languages.push(Marks {
            tag,
            words: language.detect.words,
            own: language.detect.marks,
        });
    }

    fn add_unit(&mut self, raw: &RawUnit) {
        for word in &raw.words {
            let series = folded(word);
            let index = self.units.len();
            self.units.push(Unit {
                kind: raw.kind,
                series: series.clone(),
                enclosed: raw.enclosed,
            });
            let first = *self.words.entry(series.clone()).or_insert(index);
            for short in &raw.short {
                let short = folded(short).trim_end_matches('.').to_owned();
                self.words.entry(short).or_insert(first);
            }
            if series.chars().next().is_some_and(super::fold::is_han) {
                self.unspaced.push((series, first));
            }
        }
    }
}
