//! Expressions that are used like defined terms and defined nowhere.
//!
//! Goes by capitals in the middle of a sentence, after a word such as `the` in languages that have
//! one. Names of people, places and institutions are told apart by this: the words of a term are
//! ordinary words, which the same text also writes small.

use super::Undefined;
use super::cues::Cues;
use super::inflection::Inflection;
use super::page::Page;
use super::uses::Names;
use crate::domain::language::Language;
use crate::domain::text::Span;
use crate::domain::words::Languages;
use crate::domain::words::{Word, WordKind, fold_word};
use std::collections::{HashMap, HashSet};

/// Words that an expression may have.
const LONGEST: usize = 4;
/// Uses without which nothing is said of a single word, and of several.
const FEWEST_OF_ONE: usize = 5;
const FEWEST: usize = 3;
/// Different expressions and small words that are remembered.
const MOST: usize = 100_000;

/// What has been seen so far.
pub(super) struct Candidates {
    seen: HashMap<String, Undefined>,
    small: HashSet<String>,
    folded: String,
    /// Whether a word such as `the` must stand before a term.
    determined: bool,
    /// Whether the languages of the text write ordinary nouns small.
    tells: bool,
}

impl Candidates {
    pub(super) fn new(languages: Languages) -> Self {
        let silent = [Language::German, Language::Chinese];
        let determined = [Language::English, Language::French, Language::Italian];
        Self {
            seen: HashMap::new(),
            small: HashSet::new(),
            folded: String::new(),
            determined: determined.iter().any(|&one| languages.has(one)),
            tells: !silent.iter().any(|&one| languages.has(one)),
        }
    }

    /// Looks at the expression that starts at a word; how many words were seen.
    pub(super) fn look(&mut self, page: &Page, at: usize, names: &mut Names) -> usize {
        let word = page.words[at];
        if !self.tells || word.kind != WordKind::Letters || word.span.len() > 40 {
            return 1;
        }
        fold_word(word.span.of(page.text), &mut self.folded);
        if !word.is_capital(page.text) {
            if self.small.len() < MOST && !self.small.contains(&self.folded) {
                self.small.insert(self.folded.clone());
            }
            return 1;
        }
        let len = run(page, at);
        let end = at + len;
        let sound = len <= LONGEST
            && self.stands_inside(page, at)
            && (at..end)
                .all(|at| !page.is_ordinary(at) && names.at(page.text, &page.words, at).is_none())
            && ends_here(page, end);
        if !sound {
            return 1;
        }
        self.take(page, at, end);
        len
    }

    /// Whether the expression stands in the middle of a sentence, where nothing else is capitalised.
    fn stands_inside(&self, page: &Page, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| page.words[before]);
        let small = before
            .is_some_and(|word| word.kind == WordKind::Letters && !word.is_capital(page.text));
        small && (!self.determined || page.is_determiner(at - 1))
    }

    fn take(&mut self, page: &Page, start: usize, end: usize) {
        let words = &page.words[start..end];
        let mut key = String::new();
        for word in words {
            fold_word(word.span.of(page.text), &mut self.folded);
            key.push_str(self.folded.strip_suffix('s').unwrap_or(&self.folded));
            key.push(' ');
        }
        let place = Span::new(words[0].span.start, words[words.len() - 1].span.end);
        if self.seen.len() < MOST || self.seen.contains_key(&key) {
            let entry = self.seen.entry(key).or_insert_with(|| Undefined {
                name: super::page::one_line(place.of(page.text)),
                uses: Vec::new(),
            });
            entry.uses.push(place);
        }
    }

    /// What is left when all has been seen, by first use.
    pub(super) fn undefined(self, inflection: &Inflection) -> Vec<Undefined> {
        let ordinary = |word: &str| {
            let known = &Cues::get().ordinary;
            known.iter().any(|known| inflection.same(known, word))
        };
        let small = |word: &str| {
            let plural = format!("{word}s");
            let singular = word.strip_suffix('s').unwrap_or(word);
            [word, singular, plural.as_str()]
                .iter()
                .any(|form| self.small.contains(*form))
        };
        let mut found: Vec<Undefined> = self
            .seen
            .into_iter()
            .filter(|(key, entry)| {
                let mut words = key.split_whitespace();
                let one = words.clone().nth(1).is_none();
                let fewest = if one { FEWEST_OF_ONE } else { FEWEST };
                entry.uses.len() >= fewest && words.clone().all(&small) && !words.any(ordinary)
            })
            .map(|(_, entry)| entry)
            .collect();
        found.sort_unstable_by_key(|entry| entry.uses[0]);
        found
    }
}

/// Whether an expression ends before a word: `Phase 2`, `Out-of-Scope` and `Co.` go on.
fn ends_here(page: &Page, end: usize) -> bool {
    page.words.get(end).is_none_or(|next| {
        let stop = next.is('.') && page.words.get(end + 1).is_some_and(|after| !after.apart);
        let joined = !next.apart && next.is_any(&['-', '/', '&', '@']);
        let numbered = next.kind == WordKind::Digits || next.is_capital(page.text);
        !stop && !joined && !numbered
    })
}

/// Number of capitalised words that follow each other; words all in capitals end a run.
fn run(page: &Page, at: usize) -> usize {
    let titled = |word: &Word| {
        let printed = word.span.of(page.text);
        let lower = printed.chars().skip(1).any(char::is_lowercase);
        word.is_capital(page.text) && lower
    };
    let len = page.words[at..]
        .iter()
        .take(LONGEST + 1)
        .take_while(|word| titled(word))
        .count();
    if len == 0 { LONGEST + 1 } else { len }
}
