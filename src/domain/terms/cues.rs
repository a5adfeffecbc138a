//! The words that definitions go by, in every language at once.
//!
//! All of it comes from the `terms` part of `assets/clause-vocabulary.json`. Knows nothing of
//! documents, but for the languages that one is in.

use crate::domain::fold::fold;
use crate::domain::language::Language;
use crate::domain::words::Phrasebook;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a phrase does in a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Follows the name: `means`, `是指`.
    Verb,
    /// Follows the name in a list of definitions only: `je`, `is`.
    Copula,
    /// Stands before the name and after what it names: `hereinafter`, `u daljem tekstu`.
    Announce,
    /// Stands before the name and what it means: `the term`.
    Ask,
    /// Stands before the name and defines it with what follows: `bezeichnet der Ausdruck`.
    Introduce,
    /// May stand between any of these and the name: `the`, `collectively`.
    Glue,
    /// Says that a list of definitions follows: `Definitions`.
    List,
    /// Stands before a term that is used: `the`, `such`.
    Determiner,
    /// Is capitalised or ends a name without being a term: `Court`, `January`.
    Ordinary,
}

/// The phrases, and the endings of words.
pub(super) struct Cues {
    pub(super) book: Phrasebook<(Cue, Language)>,
    /// By language, the endings that forms of one word may have; each list is one pattern.
    pub(super) endings: Vec<(Language, Vec<Vec<String>>)>,
    /// Folded words that are no terms, whatever their ending.
    pub(super) ordinary: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    languages: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    terms: Raw,
}

#[derive(Deserialize)]
struct Raw {
    verbs: Vec<String>,
    is: Vec<String>,
    announce: Vec<String>,
    ask: Vec<String>,
    introduce: Vec<String>,
    glue: Vec<String>,
    lists: Vec<String>,
    determiners: Vec<String>,
    ordinary: Vec<String>,
    endings: Vec<Vec<String>>,
}

impl Cues {
    /// The one table of the program.
    pub(super) fn get() -> &'static Self {
        static CUES: OnceLock<Cues> = OnceLock::new();
        CUES.get_or_init(|| {
            let table: Table =
                serde_json::from_str(include_str!("../../../assets/clause-vocabulary.json"))
                    .expect("the vocabulary is part of the program and read by its tests");
            Self::build(table)
        })
    }

    fn build(table: Table) -> Self {
        let mut cues = Self {
            book: Phrasebook::default(),
            endings: Vec::new(),
            ordinary: Vec::new(),
        };
        for (tag, entry) in table.languages {
            let Some(language) = Language::from_tag(&tag) else {
                continue;
            };
            let raw = entry.terms;
            for word in raw.ordinary.iter().map(|word| fold(word)) {
                if !cues.ordinary.contains(&word) {
                    cues.ordinary.push(word);
                }
            }
            for (cue, phrases) in [
                (Cue::Verb, raw.verbs),
                (Cue::Copula, raw.is),
                (Cue::Announce, raw.announce),
                (Cue::Ask, raw.ask),
                (Cue::Introduce, raw.introduce),
                (Cue::Glue, raw.glue),
                (Cue::List, raw.lists),
                (Cue::Determiner, raw.determiners),
                (Cue::Ordinary, raw.ordinary),
            ] {
                for phrase in phrases {
                    cues.book.add(&phrase, (cue, language));
                }
            }
            let fold = |row: Vec<String>| row.iter().map(|one| fold(one)).collect();
            cues.endings
                .push((language, raw.endings.into_iter().map(fold).collect()));
        }
        cues
    }
}
