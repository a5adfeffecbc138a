//! One clause taken apart, with what each of its words says.
//!
//! Part of `facts`.

use super::vocabulary::{Meaning, Vocabulary};
use crate::domain::language::Language;
use crate::domain::text::Span;
use crate::domain::words::{Languages, Word, WordKind, take_apart};

/// A clause, ready to be asked.
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub words: Vec<Word>,
    pub languages: Languages,
    numbers: Vec<u32>,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str, span: Span, languages: Languages) -> Self {
        let mut page = Self {
            text,
            words: Vec::new(),
            languages,
            numbers: Vec::new(),
        };
        take_apart(text, span, &mut page.words);
        Vocabulary::get()
            .book
            .number(text, &page.words, &mut page.numbers);
        page
    }

    /// Whether names of the languages here are capitalised throughout.
    pub(super) fn is_strict(&self) -> bool {
        self.languages.only(&[Language::English, Language::German])
    }

    /// Whether a fact may begin with a word; quick, because it is asked of every one.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        match self.words[at].kind {
            WordKind::Digits => true,
            WordKind::Tab => false,
            WordKind::Han => {
                Vocabulary::get().begins(self.numbers[at])
                    || "〇零一二三四五六七八九十百千两".contains(self.word(at))
            }
            WordKind::Letters | WordKind::Mark(_) => {
                Vocabulary::get().begins(self.numbers[at])
                    || Vocabulary::get().codes.contains_key(self.word(at))
            }
        }
    }

    /// The text of a word.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.words
            .get(at)
            .map_or("", |word| word.span.of(self.text))
    }

    /// Bytes from one word up to, without, another.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let last = self.words[end.max(start + 1) - 1];
        Span::new(self.words[start].span.start, last.span.end)
    }

    pub(super) fn is(&self, at: usize, marks: &[char]) -> bool {
        self.words.get(at).is_some_and(|word| word.is_any(marks))
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.kind == WordKind::Digits)
    }

    /// Whether a word touches the one before it.
    pub(super) fn touches(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| !word.apart)
    }

    /// The longest phrase at a word for which `read` gives something, with its length.
    pub(super) fn say<T>(
        &self,
        at: usize,
        read: impl Fn(&'static Meaning) -> Option<T>,
    ) -> Option<(T, usize)> {
        if self.numbers.get(at).is_none_or(|&number| number == 0) {
            return None;
        }
        let book = &Vocabulary::get().book;
        let found = book.all_at(&self.numbers, at).filter_map(|found| {
            let mut meanings = found.meanings.iter();
            let known = meanings.find_map(|(meaning, language)| {
                let spoken = language.is_none_or(|language| self.languages.has(language));
                spoken.then(|| read(meaning)).flatten()
            });
            known.map(|known| (known, found.len))
        });
        found.last()
    }

    /// Length of the phrase at a word that means exactly this; 0 if there is none.
    pub(super) fn says(&self, at: usize, wanted: &Meaning) -> usize {
        let found = self.say(at, |meaning| (meaning == wanted).then_some(()));
        found.map_or(0, |((), len)| len)
    }

    /// Whether one of the words from `from` up to `to` says this.
    pub(super) fn any(&self, from: usize, to: usize, wanted: &Meaning) -> bool {
        (from..to.min(self.words.len())).any(|at| self.says(at, wanted) > 0)
    }

    /// The word after the last one of the sentence that a word is in, at most `far` words on.
    pub(super) fn sentence_end(&self, at: usize, far: usize) -> usize {
        let end = self.words.len().min(at + far);
        (at..end).find(|&at| self.ends_sentence(at)).unwrap_or(end)
    }

    /// The first word of the sentence that a word is in, at most `far` words back.
    pub(super) fn sentence_start(&self, at: usize, far: usize) -> usize {
        let start = at.saturating_sub(far);
        let stop = (start..at).rev().find(|&at| self.ends_sentence(at));
        stop.map_or(start, |stop| stop + 1)
    }

    fn ends_sentence(&self, at: usize) -> bool {
        if self.is(at, &['。', ';']) {
            return true;
        }
        let next = self.words.get(at + 1);
        let capital = next.is_some_and(|next| next.apart && next.is_capital(self.text));
        let short = at
            .checked_sub(1)
            .is_some_and(|before| self.words[before].span.len() <= 3);
        self.is(at, &['.']) && !short && (capital || next.is_none())
    }
}
