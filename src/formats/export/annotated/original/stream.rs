//! Letters and digits alone: what two writings of the same text have in common, whatever stands between the words.
//!
//! Blanks, punctuation, bullets and upper case differ between a file and its text as read; letters do not.

use crate::domain::agreement::Agreement;
use crate::domain::document::Block;
use crate::domain::text::Span;

/// Adds the letters and digits of a text.
pub fn add(text: &str, stream: &mut String) {
    for letter in text.chars() {
        add_letter(letter, stream);
    }
}

/// Adds a character if it counts.
pub fn add_letter(letter: char, stream: &mut String) {
    if letter.is_alphanumeric() {
        stream.extend(letter.to_lowercase());
    }
}

/// The letters of a text.
pub fn letters(text: &str) -> String {
    let mut stream = String::with_capacity(text.len());
    add(text, &mut stream);
    stream
}

/// The text of an agreement as a stream, without the numbers that stand in no file.
pub struct OurStream<'a> {
    agreement: &'a Agreement,
    /// All letters.
    pub text: String,
    /// Byte of the stream at which each block begins.
    starts: Vec<usize>,
}

impl<'a> OurStream<'a> {
    /// The stream of an agreement.
    pub fn of(agreement: &'a Agreement) -> Self {
        let mut text = String::with_capacity(agreement.text().len());
        let mut starts = Vec::with_capacity(agreement.document.blocks.len());
        for block in &agreement.document.blocks {
            starts.push(text.len());
            add(own(block, block.span).of(agreement.text()), &mut text);
        }
        Self {
            agreement,
            text,
            starts,
        }
    }

    /// Where a byte of the text stands in the stream.
    pub fn at(&self, byte: usize) -> usize {
        let Some(block) = self.block_at(byte) else {
            return 0;
        };
        let mut before = String::new();
        let span = self.agreement.document.blocks[block].span;
        let own = own(&self.agreement.document.blocks[block], span);
        let upto = Span::new(own.start, byte.clamp(own.start, span.end.max(own.start)));
        add(upto.of(self.agreement.text()), &mut before);
        self.starts[block] + before.len()
    }

    /// Position of the last block that begins at or before a byte of the text.
    pub fn block_at(&self, byte: usize) -> Option<usize> {
        let blocks = &self.agreement.document.blocks;
        let next = blocks.partition_point(|block| block.span.start <= byte);
        next.checked_sub(1)
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a block.
    pub fn block(&self, number: usize) -> Span {
        self.agreement.document.blocks[number].span
    }

    /// The letters of some words, and the same without marks of footnotes.
    pub fn needle(&self, words: Span) -> [String; 2] {
        let (mut plain, mut unmarked) = (String::new(), String::new());
        let text = self.agreement.text();
        let first = self.block_at(words.start).unwrap_or(0);
        for block in self.agreement.document.blocks.iter().skip(first) {
            if block.span.start >= words.end {
                break;
            }
            let own = own(block, block.span);
            let here = Span::new(own.start.max(words.start), own.end.min(words.end));
            add(here.of(text), &mut plain);
            add(&without_marks(here.of(text)), &mut unmarked);
        }
        [plain, unmarked]
    }
}

/// A block without its automatic number.
fn own(block: &Block, span: Span) -> Span {
    let start = block.number.map_or(span.start, |number| number.label.end);
    Span::new(start.max(span.start), span.end)
}

/// Words without marks such as `[1]` and `[iv]`.
fn without_marks(words: &str) -> String {
    let mut rest = words;
    let mut kept = String::with_capacity(words.len());
    while let Some((before, after)) = rest.split_once('[') {
        kept.push_str(before);
        match after.split_once(']') {
            Some((mark, behind)) if is_mark(mark) => rest = behind,
            _ => rest = after,
        }
    }
    kept.push_str(rest);
    kept
}

fn is_mark(mark: &str) -> bool {
    let known = |letter: char| letter.is_ascii_digit() || matches!(letter, 'i' | 'v' | 'x' | '*');
    (1..=6).contains(&mark.len()) && mark.chars().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_what_two_writings_have_in_common() {
        assert_eq!(
            letters("• The „CITY“\u{a0}shall—not"),
            letters("the city shall not")
        );
        assert_eq!(without_marks("data[1] of [a] all[iv]"), "data of a] all");
    }
}
