//! Finds withheld words wherever else they are repeated, however they are spelled.
//!
//! Texts are compared folded: case, script, diacritics, white space and punctuation between words do
//! not matter. Found are, in one pass over a text:
//!
//! * a short withheld text as a whole, also inside a word (`Alfa` in `Alfina` is not, in `Alfama` is),
//!   and then all of that word; one of fewer than four letters and digits only as a word of its own;
//! * eight words in a row of a longer one;
//! * four words in a row, a number, or one word of four letters, that nothing else has which the public can
//!   read anyway: neither the rest of the agreement nor the checklist. Such words give away what was
//!   withheld when somebody quotes or names it by a part.
//!
//! Time and memory are linear in the texts, whatever stands in them.

use crate::domain::fold::{Folded, is_han};
use crate::domain::text::Span;
use aho_corasick::AhoCorasick;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// From this many words on a text is found by parts.
const LONG: usize = 8;
/// So many words in a row give it away, when nothing else has them.
const PHRASE: usize = 4;
/// A shorter word gives nothing away by itself, and a shorter text is found as a word of its own only.
const SHORT: usize = 4;
/// So many digits make a number of a note one that gives it away.
const DIGITS: usize = 3;

/// What withheld words are recognised by.
#[derive(Debug, Default)]
pub(super) struct Echoes {
    /// Short texts as a whole.
    texts: Option<AhoCorasick>,
    /// Which of them are found as words of their own only.
    alone: Vec<bool>,
    /// Hashes of as many words in a row as the position says.
    runs: [HashSet<u64>; LONG + 1],
}

/// Withheld words as they are gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    texts: Vec<String>,
    runs: [HashSet<u64>; LONG + 1],
    /// Runs that are only looked for when they stand nowhere in the open.
    telling: [HashSet<u64>; LONG + 1],
}

/// A folded text cut into words.
struct Words {
    folded: Folded,
    places: Vec<Span>,
    hashes: Vec<u64>,
}

impl Words {
    fn of(text: &str) -> Self {
        let folded = Folded::new(text);
        let mut words: Vec<Span> = Vec::new();
        let mut open = false;
        for (at, letter) in folded.text.char_indices() {
            let end = at + letter.len_utf8();
            match (letter.is_alphanumeric(), open && !is_han(letter)) {
                (true, true) => {
                    if let Some(word) = words.last_mut() {
                        word.end = end;
                    }
                }
                (true, false) => words.push(Span::new(at, end)),
                (false, _) => {}
            }
            open = letter.is_alphanumeric() && !is_han(letter);
        }
        let hash = |word: &Span| {
            let mut hasher = DefaultHasher::new();
            word.of(&folded.text).hash(&mut hasher);
            hasher.finish()
        };
        let hashes = words.iter().map(hash).collect();
        Self {
            folded,
            places: words,
            hashes,
        }
    }

    fn word(&self, at: usize) -> &str {
        self.places[at].of(&self.folded.text)
    }

    /// The runs of so many words, each with the position of its first.
    fn runs(&self, length: usize) -> impl Iterator<Item = (usize, u64)> {
        let runs = self.hashes.windows(length).enumerate();
        runs.map(|(at, hashes)| (at, together(hashes)))
    }

    /// Numbers that are written in groups of digits: the first group, and how many there are.
    fn numbers(&self) -> Vec<(usize, usize)> {
        let digits = |at: usize| self.word(at).bytes().all(|one| one.is_ascii_digit());
        let mut numbers = Vec::new();
        let mut first = 0;
        while first < self.places.len() {
            let mut end = first + 1;
            let follows = |at: usize| {
                let gap = self.places[at].start - self.places[at - 1].end;
                gap == 1 && digits(at)
            };
            if digits(first) {
                while end < self.places.len() && follows(end) {
                    end += 1;
                }
                let all: usize = (first..end).map(|at| self.word(at).len()).sum();
                let count = end - first;
                if (2..LONG).contains(&count) && all > DIGITS {
                    numbers.push((first, count));
                }
            }
            first = end;
        }
        numbers
    }

    /// The bytes of the original under words one after the other.
    fn source(&self, first: usize, count: usize) -> Span {
        let (from, to) = (self.places[first], self.places[first + count - 1]);
        self.folded.source_span(Span::new(from.start, to.end))
    }
}

fn together(hashes: &[u64]) -> u64 {
    let mix = |all: u64, one: &u64| all.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ one;
    hashes.iter().fold(0, mix)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|one| one.is_alphanumeric()).count()
}

impl Gathered {
    /// Takes in words of the agreement.
    pub fn passage(&mut self, text: &str) {
        self.take(text, |word| {
            letters(word) >= SHORT && !word.chars().any(is_han)
        });
    }

    /// Takes in what somebody wrote. Its words are ordinary ones for the most part, and only numbers
    /// are looked for by themselves.
    pub fn written(&mut self, text: &str) {
        self.take(text, |word| {
            word.chars().filter(char::is_ascii_digit).count() >= DIGITS
        });
    }

    fn take(&mut self, text: &str, tells: impl Fn(&str) -> bool) {
        let words = Words::of(text);
        let count = words.places.len();
        if count == 0 {
            return;
        }
        if count >= LONG {
            self.runs[LONG].extend(words.runs(LONG).map(|(_, hash)| hash));
        } else {
            let (first, last) = (words.places[0], words.places[count - 1]);
            let whole = Span::new(first.start, last.end).of(&words.folded.text);
            // A single letter or digit is everywhere and says nothing.
            if letters(whole) > 1 {
                self.texts.push(whole.to_owned());
                self.runs[count].insert(together(&words.hashes));
            }
        }
        let phrases = words.runs(PHRASE).map(|(_, hash)| hash);
        self.telling[PHRASE].extend(phrases);
        for (first, count) in words.numbers() {
            let hashes = words.hashes.get(first..first + count).unwrap_or_default();
            self.telling[count].insert(together(hashes));
        }
        let telling = words.runs(1).filter(|&(at, _)| tells(words.word(at)));
        self.telling[1].extend(telling.map(|(_, hash)| hash));
    }

    /// Takes out what everybody can read anyway: a text with the places in it that are withheld, in
    /// order and apart.
    pub fn open(&mut self, text: &str, withheld: &[Span]) {
        if self.telling.iter().all(HashSet::is_empty) {
            return;
        }
        let words = Words::of(text);
        for length in 1..=LONG {
            if self.telling[length].is_empty() {
                continue;
            }
            for (at, hash) in words.runs(length) {
                if self.telling[length].contains(&hash) {
                    let place = words.source(at, length);
                    let next = withheld.partition_point(|one| one.end <= place.start);
                    if !withheld.get(next).is_some_and(|one| one.covers(place)) {
                        self.telling[length].remove(&hash);
                    }
                }
            }
        }
    }

    /// What whole texts alone are recognised by.
    pub fn whole(&self) -> Echoes {
        let whole = Self {
            texts: self.texts.clone(),
            runs: self.runs.clone(),
            telling: Default::default(),
        };
        whole.finish()
    }

    /// What they are recognised by.
    pub fn finish(mut self) -> Echoes {
        for (runs, telling) in self.runs.iter_mut().zip(self.telling) {
            runs.extend(telling);
        }
        self.texts.sort_unstable();
        self.texts.dedup();
        let alone = self.texts.iter().map(|text| letters(text) < SHORT);
        Echoes {
            alone: alone.collect(),
            // Too much to be looked for as a whole is still found by its words.
            texts: (!self.texts.is_empty())
                .then(|| AhoCorasick::new(&self.texts).ok())
                .flatten(),
            runs: self.runs,
        }
    }
}

impl Echoes {
    /// Whether there is nothing to be found.
    pub fn is_empty(&self) -> bool {
        self.texts.is_none() && self.runs.iter().all(HashSet::is_empty)
    }

    /// The bytes of a text that repeat withheld words, in order and apart.
    pub fn find(&self, text: &str) -> Vec<Span> {
        if self.is_empty() || text.is_empty() {
            return Vec::new();
        }
        let words = Words::of(text);
        let mut found = Vec::new();
        for (length, known) in self.runs.iter().enumerate().skip(1) {
            if known.is_empty() {
                continue;
            }
            let hits = words.runs(length).filter(|(_, hash)| known.contains(hash));
            found.extend(hits.map(|(at, _)| words.source(at, length)));
        }
        if let Some(texts) = &self.texts {
            let hits = texts.find_overlapping_iter(&words.folded.text);
            let spans = hits.filter_map(|hit| {
                let span = Span::new(hit.start(), hit.end());
                if self.alone[hit.pattern().as_usize()] {
                    let edges = [span.start, span.end];
                    let alone = edges.iter().all(|&at| words.folded.is_boundary(at));
                    return alone.then_some(span);
                }
                Some(words.whole(span))
            });
            found.extend(spans.map(|span| words.folded.source_span(span)));
        }
        let mut places = joined(found);
        // Two words beside each other are one gap.
        places.dedup_by(|next, last| {
            let between = Span::new(last.end, next.start).of(text);
            let one = between.chars().all(char::is_whitespace);
            if one {
                last.end = next.end;
            }
            one
        });
        places
    }
}

impl Words {
    /// A place in the folded text with all of the words that it touches.
    fn whole(&self, place: Span) -> Span {
        let first = self.places.partition_point(|word| word.end <= place.start);
        let after = self.places.partition_point(|word| word.start < place.end);
        let start = self
            .places
            .get(first)
            .map_or(place.start, |word| word.start);
        let last = after.checked_sub(1).and_then(|at| self.places.get(at));
        let end = last.map_or(place.end, |word| word.end);
        Span::new(start.min(place.start), end.max(place.end))
    }
}

/// Places in order, those that touch made one.
pub(super) fn joined(mut places: Vec<Span>) -> Vec<Span> {
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Span> = Vec::with_capacity(places.len().min(1024));
    for place in places.into_iter().filter(|place| !place.is_empty()) {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}
