//! A passage as the pieces it is compared by: its words, and the beginnings of longer words.
//!
//! Words are runs of letters and digits of the folded text; of Chinese, two neighbouring characters.
//! Figures are told apart by their length alone. Knows nothing of weights.

use crate::domain::fold::{Folded, is_han};
use crate::domain::text::Span;

/// Most words of a passage that count.
const WORDS: usize = 3000;

/// Most of a passage that is looked at, in bytes.
const LONGEST: usize = 1 << 16;

/// Letters that inflected forms of a word are taken to share.
const STEM: usize = 5;

/// Letters of a word that count where only its beginning does.
const LONG_STEM: usize = 6;

/// What begins the number of a beginning, of a figure and of anything else.
const STEM_SEED: u32 = 0x1b87_3593;
const FIGURE_SEED: u32 = 0xcc9e_2d51;
const WORD_SEED: u32 = 0x811c_9dc5;

/// A piece and where its word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The same on every machine.
    pub number: u32,
    /// Which word of the passage it comes from, counted from 0.
    pub word: usize,
    /// The word, in bytes of the passage.
    pub span: Span,
}

/// The pieces of a passage in reading order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    walk(text, |word, at, span| {
        let mut put = |number: u32| {
            found.push(Piece {
                number,
                word: at,
                span,
            });
        };
        put(word.number(usize::MAX));
        if let Word::Letters(letters) = word
            && letters.chars().nth(STEM - 1).is_some()
        {
            put(hash(STEM_SEED, letters.chars().take(STEM)));
        }
    });
    found
}

/// The words of a text as numbers, each by its beginning alone, so that inflected forms are the same.
pub(in crate::domain) fn stems(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    walk(text, |word, _, _| found.push(word.number(LONG_STEM)));
    found
}

/// A word of the folded text.
#[derive(Clone, Copy)]
enum Word<'a> {
    Letters(&'a str),
    /// A figure with this many digits.
    Figure(usize),
    /// A Chinese character with the one before it.
    Han(Option<char>, char),
}

impl Word<'_> {
    /// Its number, when no more than so many letters count.
    fn number(self, letters: usize) -> u32 {
        match self {
            Self::Letters(word) => hash(WORD_SEED, word.chars().take(letters)),
            Self::Figure(digits) => hash(FIGURE_SEED, std::iter::repeat_n('0', digits.min(4))),
            Self::Han(before, letter) => hash(WORD_SEED, before.into_iter().chain([letter])),
        }
    }
}

/// Goes through the words of a text: what it is, which it is, and where it stands in bytes.
fn walk(text: &str, mut each: impl FnMut(Word<'_>, usize, Span)) {
    let text = text
        .get(..text.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    let folded = Folded::new(text);
    let mut count = 0;
    let mut found = |word: Word<'_>, place: Span| {
        if count < WORDS {
            each(word, count, folded.source_span(place));
        }
        count += 1;
    };
    let mut letters = Span::new(0, 0);
    let mut han: Option<(char, usize)> = None;
    for (at, letter) in folded.text.char_indices() {
        let end = at + letter.len_utf8();
        if letter.is_alphanumeric() && !is_han(letter) {
            letters.end = end;
            han = None;
            continue;
        }
        if let Some(word) = run(&folded, letters) {
            found(word, letters);
        }
        letters = Span::new(end, end);
        if is_han(letter) {
            let start = han.map_or(at, |(_, start)| start);
            let before = han.map(|(before, _)| before);
            found(Word::Han(before, letter), Span::new(start, end));
            han = Some((letter, at));
        } else {
            han = None;
        }
    }
    if let Some(word) = run(&folded, letters) {
        found(word, letters);
    }
}

/// A run of letters and digits as a word.
fn run(folded: &Folded, place: Span) -> Option<Word<'_>> {
    let word = place.of(&folded.text);
    match word.chars().count() {
        0 => None,
        digits if word.chars().all(char::is_numeric) => Some(Word::Figure(digits)),
        _ => Some(Word::Letters(word)),
    }
}

/// Every piece once, in the order of their numbers, with how often it stands there.
pub(super) fn counted(pieces: &[Piece]) -> Vec<(u32, u32)> {
    let mut numbers: Vec<u32> = pieces.iter().map(|piece| piece.number).collect();
    numbers.sort_unstable();
    let runs = numbers.chunk_by(|one, other| one == other);
    runs.map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX)))
        .collect()
}

/// FNV-1a over letters, stirred at the end.
fn hash(seed: u32, letters: impl Iterator<Item = char>) -> u32 {
    let mut hash = letters.fold(seed, |hash, letter| {
        (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193)
    });
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x7feb_352d);
    hash ^ (hash >> 15)
}
