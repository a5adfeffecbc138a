//! Where in a text a reference could start: told by one word, in one pass.

use super::words::Words;
use crate::domain::fold::is_han;
use crate::domain::fold::is_letter;
use crate::domain::segment::reading;

/// The next place at which a reference could start: a word that means anything here, or a Chinese
/// character that opens one; and the byte after it.
pub(super) fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let words = Words::get();
    let chars = text.get(from..)?.char_indices();
    let mut inside = text
        .get(..from)?
        .ends_with(|c: char| is_letter(c) && !is_han(c));
    for (offset, c) in chars {
        let start = from + offset;
        if is_han(c) {
            inside = false;
            if matches!(c, '第' | '本' | '前' | '上' | '附') {
                return Some((start, start + c.len_utf8()));
            }
            continue;
        }
        if c == '§' {
            return Some((start, start + c.len_utf8()));
        }
        if !is_letter(c) {
            inside = false;
            continue;
        }
        if inside {
            continue;
        }
        inside = true;
        if let Some(end) = word_end(text, start, words) {
            return Some((start, end));
        }
    }
    None
}

/// The end of a word at a byte when it is a unit word.
fn word_end(text: &str, start: usize, words: &Words) -> Option<usize> {
    let bytes = text.as_bytes().get(start..)?;
    let mut low = [0u8; 16];
    let mut len = 0;
    for &byte in bytes {
        if !byte.is_ascii() {
            return slow_end(text, start, words);
        }
        if !(byte.is_ascii_alphabetic() || byte == b'-') {
            break;
        }
        if len == low.len() {
            return slow_end(text, start, words).filter(|_| bytes.len() > len && len < 24);
        }
        low[len] = byte.to_ascii_lowercase();
        len += 1;
    }
    let word = std::str::from_utf8(low.get(..len)?).ok()?;
    words.units.contains_key(word).then_some(start + len)
}

fn slow_end(text: &str, start: usize, words: &Words) -> Option<usize> {
    let (word, end) = reading::word(text, start)?;
    words.units.contains_key(&word).then_some(end)
}
