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
    let text = text
        .get(..text.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    let folded = Folded::new(text);
    let mut found = Found {
        folded: &folded,
        pieces: Vec::new(),
        words: 0,
    };
    let mut word = Span::new(0, 0);
    let mut han: Option<(char, usize)> = None;
    for (at, letter) in folded.text.char_indices() {
        let end = at + letter.len_utf8();
        if is_han(letter) {
            found.word(word);
            word = Span::new(end, end);
            let start = han.map_or(at, |(_, start)| start);
            found.chinese(han.map(|(before, _)| before), letter, Span::new(start, end));
            han = Some((letter, at));
        } else if letter.is_alphanumeric() {
            word.end = end;
            han = None;
        } else {
            found.word(word);
            word = Span::new(end, end);
            han = None;
        }
        if found.words >= WORDS {
            return found.pieces;
        }
    }
    found.word(word);
    found.pieces
}

/// Every piece once, in the order of their numbers, with how often it stands there.
pub(super) fn counted(pieces: &[Piece]) -> Vec<(u32, u32)> {
    let mut numbers: Vec<u32> = pieces.iter().map(|piece| piece.number).collect();
    numbers.sort_unstable();
    let runs = numbers.chunk_by(|one, other| one == other);
    runs.map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX)))
        .collect()
}

struct Found<'a> {
    folded: &'a Folded,
    pieces: Vec<Piece>,
    words: usize,
}

impl Found<'_> {
    fn word(&mut self, place: Span) {
        let word = place.of(&self.folded.text);
        if word.is_empty() {
            return;
        }
        if word.chars().all(char::is_numeric) {
            let letters = word.chars().take(4).map(|_| '0');
            self.put(hash(FIGURE_SEED, letters), place);
        } else {
            self.put(hash(WORD_SEED, word.chars()), place);
            if word.chars().nth(STEM - 1).is_some() {
                self.put(hash(STEM_SEED, word.chars().take(STEM)), place);
            }
        }
        self.words += 1;
    }

    /// Two neighbouring characters, or the first of a run.
    fn chinese(&mut self, before: Option<char>, letter: char, place: Span) {
        let letters = before.into_iter().chain([letter]);
        self.put(hash(WORD_SEED, letters), place);
        self.words += 1;
    }

    fn put(&mut self, number: u32, place: Span) {
        self.pieces.push(Piece {
            number,
            word: self.words,
            span: self.folded.source_span(place),
        });
    }
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
