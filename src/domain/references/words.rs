//! The words of references, of all languages at once, ready for looking up.
//!
//! All of it is data from the one vocabulary table. Knows nothing of texts.

use crate::domain::segment::reading::{self, folded};
use crate::domain::segment::vocabulary::{ReferenceUnit, ReferenceWords, Vocabulary};
use foldhash::{HashMap, HashSet};
use std::sync::OnceLock;

/// What a unit word speaks of, from the outside in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Annex,
    Title,
    Part,
    Chapter,
    /// Section, §, Clause: what agreements are numbered by, or a part of a chapter.
    Section,
    Article,
    Paragraph,
    Point,
    Indent,
    Recital,
}

impl Level {
    /// How deep it lies; sections and articles hold each other by turns.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Annex => 0,
            Self::Title => 1,
            Self::Part => 2,
            Self::Chapter => 3,
            Self::Section | Self::Article | Self::Recital => 4,
            Self::Paragraph => 5,
            Self::Point => 6,
            Self::Indent => 7,
        }
    }
}

/// One unit word.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub level: Level,
    /// The folded word by which clauses of its series are known; empty below the article.
    pub series: String,
    /// The word on its headings, as printed.
    pub word: String,
    /// An abbreviation that needs its dot.
    pub dotted: bool,
    /// Means nothing but after a larger unit.
    pub within: bool,
    /// Means nothing after `this` but with a capital.
    pub capital: bool,
    /// Which language it is first known from.
    pub language: usize,
}

/// The words of all languages.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub units: HashMap<String, Vec<Unit>>,
    /// Chinese unit characters and annex words.
    pub han: Vec<(String, Unit)>,
    pub and: HashSet<String>,
    pub to: HashSet<String>,
    pub of: HashSet<String>,
    /// The same by language.
    pub of_in: Vec<HashSet<String>>,
    pub this: HashSet<String>,
    pub previous: HashSet<String>,
    pub that: HashSet<String>,
    pub own: HashSet<String>,
    pub agreements: HashSet<String>,
    pub acts: HashSet<String>,
    /// Those that need no `of` before them.
    pub bare_acts: HashSet<String>,
    /// Those that may be written with a small letter.
    pub small_acts: HashSet<String>,
    /// Phrases by which a text ends another act, folded.
    pub repeals: Vec<String>,
    pub quantities: HashSet<String>,
    pub here: HashSet<String>,
    /// Chinese names of acts, longest first.
    pub han_acts: Vec<String>,
    pub han_own: Vec<String>,
    pub han_and: Vec<String>,
}

impl Words {
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self::build(Vocabulary::get()))
    }

    fn build(vocabulary: &Vocabulary) -> Self {
        let mut all = Self::default();
        for (place, language) in vocabulary.reference_words.iter().enumerate() {
            for unit in &language.units {
                all.add_unit(unit, vocabulary, place);
            }
            all.add_words(language);
            let of = language.of.iter().map(|word| folded(word));
            all.of_in.push(of.collect());
        }
        all.han_acts
            .sort_by_key(|word| std::cmp::Reverse(word.len()));
        all.han_own
            .sort_by_key(|word| std::cmp::Reverse(word.len()));
        all.han_and
            .sort_by_key(|word| std::cmp::Reverse(word.len()));
        all
    }

    fn add_words(&mut self, raw: &ReferenceWords) {
        for (set, words) in [
            (&mut self.and, &raw.and),
            (&mut self.to, &raw.to),
            (&mut self.of, &raw.of),
            (&mut self.this, &raw.this),
            (&mut self.previous, &raw.previous),
            (&mut self.that, &raw.that),
            (&mut self.own, &raw.own),
            (&mut self.agreements, &raw.agreements),
            (&mut self.acts, &raw.acts),
            (&mut self.quantities, &raw.quantities),
            (&mut self.here, &raw.here),
        ] {
            set.extend(words.iter().map(|word| folded(word)));
        }
        self.repeals
            .extend(raw.repeals.iter().map(|phrase| folded(phrase)));
        let acts = || raw.acts.iter().map(|word| folded(word));
        if raw.declines {
            self.bare_acts.extend(acts());
        }
        if !raw.capital_acts {
            self.small_acts.extend(acts());
        }
        for (list, words) in [
            (&mut self.han_acts, &raw.acts),
            (&mut self.han_own, &raw.own),
            (&mut self.han_and, &raw.and),
        ] {
            let han = |word: &&String| !word.starts_with(|c: char| c < '\u{3000}');
            list.extend(words.iter().filter(han).cloned());
        }
    }

    fn add_unit(&mut self, raw: &ReferenceUnit, vocabulary: &Vocabulary, language: usize) {
        let Some(level) = level(&raw.level) else {
            return;
        };
        let series = if raw.word.is_empty() {
            String::new()
        } else {
            vocabulary.series_of(&raw.word)
        };
        let unit = Unit {
            level,
            series,
            word: raw.word.clone(),
            dotted: false,
            within: raw.within,
            capital: raw.capital,
            language,
        };
        let headword = (!raw.word.is_empty()).then_some(&raw.word);
        for form in headword.into_iter().chain(&raw.forms) {
            let low = folded(form);
            if low.starts_with(crate::domain::fold::is_han) {
                self.han.push((low, unit.clone()));
                continue;
            }
            let dotted = low.ends_with('.');
            let known = self
                .units
                .entry(low.trim_end_matches('.').to_owned())
                .or_default();
            if !known
                .iter()
                .any(|other| other.level == level && other.series == unit.series)
            {
                known.push(Unit {
                    dotted,
                    ..unit.clone()
                });
            }
        }
    }

    /// The units that a folded word may stand for, with its dot looked at.
    pub(super) fn units_at(&self, word: &str, dot: bool) -> impl Iterator<Item = &Unit> {
        self.units
            .get(word)
            .into_iter()
            .flatten()
            .filter(move |unit| dot || !unit.dotted)
    }

    /// Whether a word says what a thing belongs to; one that means `and` elsewhere (`i`, `e`) does
    /// so only in the language of the unit word.
    pub(super) fn is_of(&self, word: &str, language: usize) -> bool {
        self.of.contains(word)
            && (!self.and.contains(word)
                || self.of_in.get(language).is_some_and(|of| of.contains(word)))
    }

    /// Whether a language capitalises the words for clauses, so that they need no case to be read.
    pub(super) fn is_english(&self, language: usize) -> bool {
        self.of_in.get(language).is_some_and(|of| of.contains("of"))
    }

    /// Whether a folded word with its dot announces a number.
    pub(super) fn announces_number(word: &str) -> bool {
        reading::announces_number(word)
    }
}

fn level(name: &str) -> Option<Level> {
    Some(match name {
        "annex" => Level::Annex,
        "title" => Level::Title,
        "part" => Level::Part,
        "chapter" => Level::Chapter,
        "section" => Level::Section,
        "article" => Level::Article,
        "paragraph" => Level::Paragraph,
        "point" => Level::Point,
        "indent" => Level::Indent,
        "recital" => Level::Recital,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_in_the_table_is_known() {
        for language in &Vocabulary::get().reference_words {
            for unit in &language.units {
                assert!(level(&unit.level).is_some(), "{}", unit.level);
            }
        }
    }

    #[test]
    fn abbreviations_need_their_dot() {
        let words = Words::get();
        assert_eq!(words.units_at("st", false).count(), 0);
        assert!(words.units_at("st", true).count() > 0);
    }
}
