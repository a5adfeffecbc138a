//! Texts as words that are told apart by numbers, so that one search looks at each word of a language only
//! once, however often it stands in how many texts.

use super::query::Query;
use super::stems::Stemming;
use crate::domain::fold::joins;
use std::collections::HashMap;
use std::sync::Arc;

/// The words of texts in languages of one kind.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    stemming: Stemming,
    numbers: HashMap<Arc<str>, u32>,
    words: Vec<Known>,
}

/// A word.
#[derive(Debug, Clone)]
struct Known {
    word: Arc<str>,
    stem: Option<Box<str>>,
}

/// A query, and which words of a vocabulary it means.
#[derive(Debug, Clone)]
pub struct Sought {
    query: Query,
    stems: Vec<Option<String>>,
    /// For each word of the query, what each word of the vocabulary is to it.
    fits: Vec<Vec<Fit>>,
}

/// What a word is to one that is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Not,
    /// It is that word, or begins with it where it may.
    Itself,
    /// It is another form of it.
    Form,
}

/// Where words are found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The position of the first word.
    pub at: usize,
    /// Whether they stand there as they were typed.
    pub is_exact: bool,
}

/// The words and signs of a folded text with the bytes at which they begin: a run of letters and digits is one,
/// and so is any sign that is not white space. A Chinese character is a word by itself.
pub fn words(folded: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = folded.get(at..)?;
        let blank = rest.len() - rest.trim_start().len();
        let start = at + blank;
        let rest = folded.get(start..)?;
        let first = rest.chars().next()?;
        let length = if joins(first) {
            rest.find(|letter| !joins(letter)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        at = start + length;
        Some((start, rest.get(..length)?))
    })
}

impl Vocabulary {
    /// No words yet.
    pub fn new(stemming: Stemming) -> Self {
        Self {
            stemming,
            ..Self::default()
        }
    }

    /// The number of a word, old or new.
    pub fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).expect("a language has fewer words");
        let word: Arc<str> = Arc::from(word);
        let stem = self.stemming.stem(&word).map(String::into_boxed_str);
        self.numbers.insert(Arc::clone(&word), number);
        self.words.push(Known { word, stem });
        number
    }

    /// The words of a folded text by their numbers.
    pub fn numbers(&mut self, folded: &str) -> Vec<u32> {
        words(folded).map(|(_, word)| self.number(word)).collect()
    }
}

impl Sought {
    /// A query for texts in languages of this kind.
    pub fn new(query: &Query, stemming: Stemming) -> Self {
        let is_exact = query.is_exact;
        let stem = |word: &String| (!is_exact).then(|| stemming.stem(word)).flatten();
        Self {
            stems: query.words.iter().map(stem).collect(),
            fits: vec![Vec::new(); query.words.len()],
            query: query.clone(),
        }
    }

    /// Looks at the words that are new in the vocabulary.
    pub fn learn(&mut self, vocabulary: &Vocabulary) {
        let last = self.query.words.len().saturating_sub(1);
        for (at, word) in self.query.words.iter().enumerate() {
            let is_open = self.query.is_open && at == last;
            let stem = self.stems[at].as_deref();
            let fit = |known: &Known| {
                let is =
                    *known.word == **word || (is_open && known.word.starts_with(word.as_str()));
                let one =
                    |other: &str| stem.is_some_and(|stem| vocabulary.stemming.are_one(stem, other));
                match known.stem.as_deref() {
                    _ if is => Fit::Itself,
                    Some(other) if one(other) => Fit::Form,
                    _ => Fit::Not,
                }
            };
            let known = self.fits[at].len();
            let new = vocabulary.words.get(known..).unwrap_or_default();
            self.fits[at].extend(new.iter().map(fit));
        }
    }

    /// Every place in a text whose words were all learned, in order and without overlaps.
    pub fn find(&self, text: &[u32]) -> Vec<Hit> {
        let mut found = Vec::new();
        let Some(first) = self.fits.first() else {
            return found;
        };
        let mut at = 0;
        while at < text.len() {
            if first[text[at] as usize] != Fit::Not
                && let Some(is_exact) = self.fit_at(text, at)
            {
                found.push(Hit { at, is_exact });
                at += self.fits.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// Whether the words stand there as they were typed; nothing when they do not stand there.
    fn fit_at(&self, text: &[u32], at: usize) -> Option<bool> {
        let here = text.get(at..at + self.fits.len())?;
        let mut fits = self.fits.iter().zip(here);
        fits.try_fold(true, |is_exact, (fits, &word)| match fits[word as usize] {
            Fit::Not => None,
            Fit::Itself => Some(is_exact),
            Fit::Form => Some(false),
        })
    }
}
