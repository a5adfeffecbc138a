//! Folding: text made comparable whatever its script, case, diacritics or look-alike letters.
//!
//! A person who types `licni` must find *lični* and *лични*; a word in which somebody replaced a
//! Latin letter by its Cyrillic twin must not hide. The folded text is for comparing only and is
//! never shown: every span of it leads back to the exact bytes of the original. Knows nothing of
//! languages, clauses or checklists; which letter becomes which is in `letters`.

mod letters;

use super::text::Span;
use letters::Script;

pub use letters::{is_han, is_letter, is_mark, joins, strangers};

/// A folded text and the way back to its original.
///
/// White space of any kind is a single blank, and none at all between two Chinese characters,
/// because a line of Chinese may break anywhere. Takes time linear in the length of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Stretches of the folded text in order, each with the bytes it came from.
    pieces: Vec<Piece>,
}

/// A stretch of folded text, up to the start of the next one, and its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it starts in the folded text.
    folded: usize,
    /// The bytes of the original, with the combining marks that were dropped after them.
    source: Span,
    /// Whether it is a copy, so that places inside can be told apart; else it is one character.
    copy: bool,
}

impl Folded {
    /// Folds a text.
    pub fn new(original: &str) -> Self {
        let mut builder = Builder::new(original);
        let mut at = 0;
        while at < original.len() {
            let ascii = Span::new(at, letters::ascii_words(original, at));
            builder.take_ascii(ascii);
            at = builder.take_word(ascii.end);
        }
        builder.finish()
    }

    /// The bytes of the original under a span of bytes of the folded text.
    ///
    /// A span that cuts through what one character became (`l` of `lj` from *љ*) covers that
    /// character. A span beyond the end gives the empty span at the end.
    pub fn source_span(&self, folded: Span) -> Span {
        let start = self.source_start(folded.start);
        if folded.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.source_end(folded.end))
    }

    /// Whether a match may start or end at a byte of the folded text: not inside a word. Between
    /// Chinese characters there are no words to be inside of.
    pub fn is_boundary(&self, at: usize) -> bool {
        let before = self.text.get(..at).and_then(|s| s.chars().next_back());
        let after = self.text.get(at..).and_then(|s| s.chars().next());
        !(before.is_some_and(letters::joins) && after.is_some_and(letters::joins))
    }

    fn source_start(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.folded <= at);
        let Some(piece) = next.checked_sub(1).map(|index| self.pieces[index]) else {
            return 0;
        };
        if at >= self.text.len() {
            return piece.source.end;
        }
        if piece.copy {
            piece.source.start + (at - piece.folded)
        } else {
            piece.source.start
        }
    }

    fn source_end(&self, end: usize) -> usize {
        let end = end.min(self.text.len());
        let next = self.pieces.partition_point(|piece| piece.folded < end);
        let Some(piece) = next.checked_sub(1).map(|index| self.pieces[index]) else {
            return 0;
        };
        let piece_end = self.pieces.get(next).map_or(self.text.len(), |p| p.folded);
        if piece.copy && end < piece_end {
            piece.source.start + (end - piece.folded)
        } else {
            piece.source.end
        }
    }
}

/// The folded form of a text, without the way back.
///
/// Folding twice changes nothing: `fold(&fold(text)) == fold(text)`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// The same, written into `out` in place of what it held.
///
/// Nearly all words are in one script, and become letter by letter what the whole would become.
pub fn fold_into(text: &str, out: &mut String) {
    out.clear();
    if letters::is_word_of_one_script(text) {
        for letter in text.chars() {
            letters::spell(letter, None, out);
        }
    } else {
        out.push_str(&Folded::new(text).text);
    }
}

/// Writes a folded text from left to right.
struct Builder<'a> {
    original: &'a str,
    done: Folded,
    /// White space read and not yet written: it is one blank, or none between Chinese characters.
    blank: Option<Span>,
    /// The last character written.
    last: Option<char>,
    /// What the current character became; kept to save allocations.
    spelled: String,
}

impl<'a> Builder<'a> {
    fn new(original: &'a str) -> Self {
        Self {
            original,
            done: Folded {
                text: String::with_capacity(original.len()),
                pieces: Vec::new(),
            },
            blank: None,
            last: None,
            spelled: String::new(),
        }
    }

    /// Takes the word or the single character at `at`; the end of it.
    fn take_word(&mut self, at: usize) -> usize {
        let (end, script) = letters::word_at(self.original, at);
        let mut next = at;
        for letter in self.original.get(at..).unwrap_or_default().chars() {
            let start = next;
            next += letter.len_utf8();
            self.take(Span::new(start, next), letter, script);
            if next >= end {
                break;
            }
        }
        next
    }

    /// Takes ASCII, in which no letter is taken for one of another script, in whole stretches: most text
    /// of most agreements is such, and this is what opening one spends its time on.
    fn take_ascii(&mut self, source: Span) {
        let bytes = self.original.as_bytes();
        let mut at = source.start;
        while at < source.end {
            let byte = bytes[at];
            if letters::is_blank(byte) {
                let start = self.blank.map_or(at, |blank| blank.start);
                self.blank = Some(Span::new(start, at + 1));
            } else if !byte.is_ascii_control() {
                self.write_blank(Some(char::from(byte)));
                let rest = bytes.get(at..source.end).unwrap_or_default();
                let same = letters::unchanged(rest);
                if same == 0 {
                    let small = char::from(byte.to_ascii_lowercase());
                    self.write(small, Span::new(at, at + 1), false);
                } else {
                    self.copy(Span::new(at, at + same));
                    at += same;
                    continue;
                }
            }
            at += 1;
        }
    }

    /// Writes a stretch of ASCII as it is.
    fn copy(&mut self, source: Span) {
        let at = self.done.text.len();
        match self.done.pieces.last_mut() {
            Some(last) if last.continues_with(at, source) => last.source.end = source.end,
            _ => self.done.pieces.push(Piece {
                folded: at,
                source,
                copy: true,
            }),
        }
        let words = source.of(self.original);
        self.done.text.push_str(words);
        self.last = words.chars().next_back();
    }

    fn take(&mut self, source: Span, letter: char, script: Option<Script>) {
        if letters::is_mark(letter) {
            self.attach(source);
            return;
        }
        let mut spelled = std::mem::take(&mut self.spelled);
        spelled.clear();
        letters::spell(letter, script, &mut spelled);
        for out in spelled.chars() {
            if out.is_whitespace() {
                let start = self.blank.map_or(source.start, |blank| blank.start);
                self.blank = Some(Span::new(start, source.end));
            } else {
                self.write_blank(Some(out));
                self.write(out, source, out == letter);
            }
        }
        self.spelled = spelled;
    }

    /// A dropped mark belongs to the character before it.
    fn attach(&mut self, mark: Span) {
        if let Some(blank) = &mut self.blank {
            blank.end = mark.end;
        } else if let Some(piece) = self.done.pieces.last_mut() {
            piece.source.end = mark.end;
        }
    }

    fn write_blank(&mut self, next: Option<char>) {
        let Some(source) = self.blank.take() else {
            return;
        };
        let inside_chinese = self.last.is_some_and(is_han) && next.is_some_and(is_han);
        if !inside_chinese {
            let copy = source.of(self.original) == " ";
            self.write(' ', source, copy);
        }
    }

    fn write(&mut self, out: char, source: Span, copy: bool) {
        let at = self.done.text.len();
        match self.done.pieces.last_mut() {
            Some(last) if copy && last.continues_with(at, source) => last.source.end = source.end,
            Some(last) if !copy && !last.copy && last.source == source => {}
            _ => self.done.pieces.push(Piece {
                folded: at,
                source,
                copy,
            }),
        }
        self.done.text.push(out);
        self.last = Some(out);
    }

    fn finish(mut self) -> Folded {
        self.write_blank(None);
        self.done
    }
}

impl Piece {
    /// Whether a copied character at `at` can lengthen this copy instead of starting a new one.
    fn continues_with(&self, at: usize, source: Span) -> bool {
        self.copy && self.source.end == source.start && self.source.len() == at - self.folded
    }
}

#[cfg(test)]
mod tests;
