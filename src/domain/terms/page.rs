//! One clause taken apart, with what each of its words does in a definition.
//!
//! Walks through the clauses and collects what they define; `quoted` and `plain` decide.

use super::cues::{Cue, Cues};
use super::quotes::{Quote, quotes};
use super::{MOST_TERMS, Term, plain, quoted, sentence};
use crate::domain::clause::ClauseTree;
use crate::domain::language::Language;
use crate::domain::text::Span;
use crate::domain::words::Languages;
use crate::domain::words::{Found, Word, WordKind, take_apart};

/// A clause, ready to be asked.
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub words: Vec<Word>,
    pub quotes: Vec<Quote>,
    pub languages: Languages,
    /// Whether this clause, or one above it, says that it defines terms.
    pub is_list: bool,
    /// What each word does.
    marks: Vec<Marks>,
    numbers: Vec<u32>,
}

/// What a word does, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Marks(u8);

const GLUE: u8 = 1;
const ANNOUNCE: u8 = 2;
/// Last word of a phrase that asks for a name.
const ASK: u8 = 4;
const VERB: u8 = 8;
const COPULA: u8 = 16;
/// Any word of a phrase that asks for a name.
const ASKING: u8 = 32;
const LIST: u8 = 64;
/// Any word of a phrase that introduces a name.
const INTRODUCE: u8 = 128;

/// All definitions of a text, in order.
pub(super) fn definitions(text: &str, tree: &ClauseTree, languages: Languages) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    let mut lists: Vec<bool> = Vec::with_capacity(tree.len());
    let mut goes_on = false;
    for (index, clause) in tree.clauses().iter().enumerate() {
        let above = clause.parent.is_some_and(|parent| lists[parent]);
        let mut page = Page::new(text, clause.span, languages);
        let says = page.says_list();
        // Entries that are not held by their heading go on as long as each defines something.
        let sibling = goes_on && clause.heading.is_empty();
        page.is_list = above || says || sibling;
        lists.push(above || says);
        let names = names(&page);
        goes_on = page.is_list && (says || !names.is_empty());
        for name in names {
            let overlaps = found.last().is_some_and(|last| last.at.overlaps(name));
            if overlaps || found.len() >= MOST_TERMS {
                continue;
            }
            found.push(Term {
                name: one_line(name.of(text)),
                at: name,
                definition: sentence::around(&page, clause.span, name),
                clause: index,
                uses: Vec::new(),
            });
        }
    }
    found
}

/// The names that a clause defines, in order.
pub(super) fn names(page: &Page) -> Vec<Span> {
    let mut names = quoted::names(page);
    names.extend(plain::names(page));
    names.sort_unstable();
    names
}

/// A name without line ends and marks of emphasis.
pub(super) fn one_line(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").replace("**", "")
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str, span: Span, languages: Languages) -> Self {
        let cues = Cues::get();
        let mut page = Self {
            text,
            words: Vec::new(),
            quotes: Vec::new(),
            languages,
            is_list: false,
            marks: Vec::new(),
            numbers: Vec::new(),
        };
        take_apart(text, span, &mut page.words);
        cues.book.number(text, &page.words, &mut page.numbers);
        page.marks = vec![Marks::default(); page.words.len()];
        for at in 0..page.words.len() {
            if page.numbers[at] != 0 {
                page.mark(cues, at);
            }
        }
        page.quotes = quotes(text, &page.words);
        page
    }

    fn mark(&mut self, cues: &Cues, at: usize) {
        for found in cues.book.all_at(&self.numbers, at) {
            let last = at + found.len - 1;
            for &(cue, language) in found.meanings {
                if !self.languages.has(language) && !is_telling(cue, language) {
                    continue;
                }
                match cue {
                    Cue::Glue => self.marks[last].0 |= GLUE,
                    Cue::Announce => {
                        for marks in &mut self.marks[at..=last] {
                            marks.0 |= ANNOUNCE;
                        }
                    }
                    Cue::Ask => {
                        for marks in &mut self.marks[at..=last] {
                            marks.0 |= ASKING;
                        }
                        self.marks[last].0 |= ASK;
                    }
                    Cue::Introduce => {
                        for marks in &mut self.marks[at..=last] {
                            marks.0 |= INTRODUCE;
                        }
                    }
                    Cue::Verb => self.marks[at].0 |= VERB,
                    Cue::Copula => self.marks[at].0 |= COPULA,
                    Cue::List => self.marks[at].0 |= LIST,
                    Cue::Determiner | Cue::Ordinary => {}
                }
            }
        }
    }

    /// Whether the first words, or words that end in a colon, say that definitions follow.
    fn says_list(&self) -> bool {
        let announced = |at: usize| {
            let early = self.words[..at]
                .iter()
                .filter(|word| word.is_word())
                .count()
                < 6;
            let heading = early && self.words[at].is_capital(self.text);
            let han = self.words[at].kind == WordKind::Han;
            heading || (han && early) || self.colon_after(at)
        };
        (0..self.words.len()).any(|at| self.marks[at].0 & LIST != 0 && announced(at))
    }

    fn colon_after(&self, at: usize) -> bool {
        self.words[at..]
            .iter()
            .take(24)
            .take_while(|word| !word.is_any(&[';', '。']))
            .any(|word| word.is(':'))
    }

    fn has(&self, at: usize, bits: u8) -> bool {
        self.marks.get(at).is_some_and(|marks| marks.0 & bits != 0)
    }

    pub(super) fn is_glue(&self, at: usize) -> bool {
        self.has(at, GLUE)
    }

    pub(super) fn is_announce(&self, at: usize) -> bool {
        self.has(at, ANNOUNCE)
    }

    pub(super) fn is_introduction(&self, at: usize) -> bool {
        self.has(at, INTRODUCE)
    }

    /// Whether words say that definitions follow, and are none themselves.
    pub(super) fn introduces(&self, from: usize, to: usize) -> bool {
        (from..=to).any(|at| self.has(at, LIST | INTRODUCE))
    }

    pub(super) fn ends_ask(&self, at: usize) -> bool {
        self.has(at, ASK)
    }

    pub(super) fn is_asking(&self, at: usize) -> bool {
        self.has(at, ASKING)
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.has(at, VERB)
    }

    pub(super) fn is_copula(&self, at: usize) -> bool {
        self.has(at, COPULA)
    }

    /// Number of words of the announcement that starts at a word, 0 if none does.
    pub(super) fn announcement(&self, at: usize) -> usize {
        if !self.is_announce(at) {
            return 0;
        }
        let cues = Cues::get();
        let lens = cues.book.all_at(&self.numbers, at).filter(|found| {
            found.meanings.iter().any(|&(cue, language)| {
                cue == Cue::Announce && (self.languages.has(language) || is_telling(cue, language))
            })
        });
        lens.map(|found| found.len).max().unwrap_or(0)
    }

    /// Whether a word is the first of an entry: only a label, an article or words that ask for a
    /// name stand before it on its line, or in its sentence.
    pub(super) fn starts_entry(&self, at: usize) -> bool {
        let mut back = at;
        while let Some(before) = back.checked_sub(1).filter(|before| at - before <= 10) {
            if self.words[back].starts_line {
                return true;
            }
            let word = self.words[before];
            let label = match word.kind {
                WordKind::Digits => true,
                WordKind::Mark(mark) => !matches!(mark, ',' | '"' | '”' | '%'),
                WordKind::Letters => {
                    word.span.len() <= 5 && self.words[back].is_any(&['.', ')', '-'])
                        || self.is_asking(before)
                        || self.is_glue(before)
                }
                _ => false,
            };
            if !label {
                return false;
            }
            if word.is_any(&['.', ';', '。', ':'])
                && self.words[back].apart
                && !self.is_label(before)
            {
                return true;
            }
            back = before;
        }
        back == 0
    }

    /// Whether a full stop belongs to a number or a single letter: `1.`, `a.`.
    fn is_label(&self, stop: usize) -> bool {
        let Some(before) = stop.checked_sub(1).map(|at| self.words[at]) else {
            return true;
        };
        before.kind == WordKind::Digits
            || (before.kind == WordKind::Letters && before.span.len() <= 2)
    }

    /// Whether the document is in languages that capitalise their terms and little else.
    pub(super) fn needs_capitals(&self) -> bool {
        self.languages.only(&[Language::English])
    }

    /// Whether the document is in languages whose entries need no verb but `je` or `ist`.
    pub(super) fn languages_are_terse(&self) -> bool {
        !self
            .languages
            .only(&[Language::English, Language::French, Language::Italian])
    }

    /// Whether the verb at a word has two characters or more.
    pub(super) fn is_verb_of_two(&self, at: usize) -> bool {
        let book = &Cues::get().book;
        let verb = |found: &Found<'_, (Cue, Language)>| {
            found.len > 1 && found.meanings.iter().any(|(cue, _)| *cue == Cue::Verb)
        };
        book.all_at(&self.numbers, at).any(|found| verb(&found))
    }

    /// Whether an expression at a word is never a term.
    pub(super) fn is_ordinary(&self, at: usize) -> bool {
        let found = Cues::get().book.all_at(&self.numbers, at);
        let mut meanings = found.flat_map(|found| found.meanings);
        meanings.any(|&(cue, language)| cue == Cue::Ordinary && self.languages.has(language))
    }

    /// Whether a word announces that a term is used: `the`, `such`.
    pub(super) fn is_determiner(&self, at: usize) -> bool {
        let found = Cues::get().book.all_at(&self.numbers, at);
        let mut meanings = found.flat_map(|found| found.meanings);
        meanings.any(|&(cue, language)| cue == Cue::Determiner && self.languages.has(language))
    }

    /// Skips marks of emphasis.
    pub(super) fn plain_from(&self, mut at: usize) -> usize {
        while self
            .words
            .get(at)
            .is_some_and(|word| word.is_any(&['*', '_', '`']))
        {
            at += 1;
        }
        at
    }
}

/// Phrases that mean the same whatever the language around them.
fn is_telling(cue: Cue, language: Language) -> bool {
    matches!(cue, Cue::Announce | Cue::Introduce | Cue::List) && language != Language::English
}
