//! Folding: text made comparable whatever its script, case, diacritics or look-alike letters.
//!
//! A person who types `licni` must find *lični* and *лични*; a word in which somebody replaced a
//! Latin letter by its Cyrillic twin must not hide. The folded text is for comparing only and is
//! never shown: every span of it leads back to the exact bytes of the original. Knows nothing of
//! languages, clauses or checklists; which letter becomes which is in `letters`.

mod letters;

use super::text::Span;
use letters::Script;

pub use letters::{is_han, strangers};

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
        let mut word_end = 0;
        let mut script = None;
        for (at, letter) in original.char_indices() {
            if at >= word_end {
                (word_end, script) = letters::word_at(original, at);
            }
            builder.take(Span::new(at, at + letter.len_utf8()), letter, script);
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
    Folded::new(text).text
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
