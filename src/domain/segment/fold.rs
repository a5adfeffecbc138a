//! Letters made comparable: one case, no diacritics, one script per word, plain digits and brackets.
//!
//! Every folded letter remembers the byte it came from, so that what matched can be shown as it was
//! printed. Knows nothing of words or languages.

use crate::domain::fold::is_mark;
use crate::domain::text::Span;
use unicode_normalization::char::decompose_canonical;

/// One letter as printed, made comparable, with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// Printed letter, with full-width forms, blanks and dashes made plain.
    pub raw: char,
    /// The same in lower case and without diacritics.
    pub low: char,
    /// Byte of the text at which it starts.
    pub at: usize,
}

/// Latin letters and the Cyrillic letters that look the same.
const LOOK_ALIKES: &str = "aаeеoоpрcсxхyуjјiіsѕAАBВEЕKКMМHНOОPРCСTТXХYУJЈIІSЅ";

/// Folds at most `limit` letters of the text under `span`.
pub(super) fn fold(text: &str, span: Span, limit: usize) -> Vec<Letter> {
    let mut letters: Vec<Letter> = span
        .of(text)
        .char_indices()
        .filter(|&(_, c)| !is_invisible(c))
        .take(limit)
        .map(|(at, c)| {
            let raw = plain(c);
            Letter {
                raw,
                low: base(raw),
                at: span.start + at,
            }
        })
        .collect();
    settle_scripts(&mut letters);
    letters
}

/// The whole of a text as comparable letters, runs of blanks as one blank.
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return folded_ascii(text);
    }
    let letters = fold(text, Span::new(0, text.len()), usize::MAX);
    let mut out = String::with_capacity(text.len());
    for letter in letters {
        if !letter.low.is_whitespace() {
            out.push(letter.low);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn folded_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.make_ascii_lowercase();
    out
}

fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    ) || is_mark(c)
}

fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if is_cyrillic(c) => c,
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn base(c: char) -> char {
    if c.is_ascii() || is_han(c) {
        return c.to_ascii_lowercase();
    }
    // Shortcuts for Cyrillic letters that are not composed.
    match c {
        'й' | 'Й' => {}
        'а'..='я' | 'ђ' | 'ј'..='ћ' | 'џ' => return c,
        'А'..='Я' => return char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        'Ђ' | 'Ј'..='Ћ' | 'Џ' => return char::from_u32(u32::from(c) + 0x50).unwrap_or(c),
        _ => {}
    }
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    let lower = first.unwrap_or(c).to_lowercase().next().unwrap_or(c);
    if lower == 'đ' { 'd' } else { lower }
}

/// Words that mix scripts are brought to the script of the letters that cannot be mistaken.
fn settle_scripts(letters: &mut [Letter]) {
    let cyrillic = letters.iter().any(|letter| is_cyrillic(letter.raw));
    let latin = letters
        .iter()
        .any(|letter| letter.raw.is_ascii_alphabetic());
    if !(cyrillic && latin) {
        return;
    }
    let mut start = 0;
    while start < letters.len() {
        let len = letters[start..]
            .iter()
            .take_while(|letter| letter.raw.is_alphabetic())
            .count();
        settle_word(&mut letters[start..start + len]);
        start += len.max(1);
    }
}

fn settle_word(word: &mut [Letter]) {
    let (mut latin, mut cyrillic, mut sure_latin, mut sure_cyrillic) = (false, false, false, false);
    for letter in word.iter() {
        let sure = twin(letter.raw).is_none();
        if is_cyrillic(letter.raw) {
            cyrillic = true;
            sure_cyrillic |= sure;
        } else if letter.raw.is_ascii_alphabetic() {
            latin = true;
            sure_latin |= sure;
        }
    }
    if !(latin && cyrillic) {
        return;
    }
    let to_cyrillic = sure_cyrillic || !sure_latin;
    for letter in word.iter_mut() {
        if is_cyrillic(letter.raw) != to_cyrillic
            && let Some(other) = twin(letter.raw)
        {
            letter.raw = other;
            letter.low = base(other);
        }
    }
}

/// Whether a letter is Cyrillic.
pub(super) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Whether a character is a Chinese ideograph.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇')
}

/// The letter of the other script that looks the same.
pub(super) fn twin(c: char) -> Option<char> {
    let mut pairs = LOOK_ALIKES.chars();
    while let (Some(latin), Some(cyrillic)) = (pairs.next(), pairs.next()) {
        if c == latin {
            return Some(cyrillic);
        }
        if c == cyrillic {
            return Some(latin);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_spellings_become_one() {
        for (spelling, plain) in [
            ("Члaн", "члан"),
            ("ČLANAK\u{a0}5", "clanak 5"),
            ("C\u{30c}lan", "clan"),
            ("Shtojcë", "shtojce"),
            ("（５）", "(5)"),
            ("Đak  ", "dak"),
        ] {
            assert_eq!(folded(spelling), plain, "{spelling}");
        }
    }

    #[test]
    fn shortcuts_change_nothing() {
        let slowly = |c: char| {
            let mut first = None;
            decompose_canonical(c, |part| {
                first.get_or_insert(part);
            });
            first.unwrap_or(c).to_lowercase().next().unwrap()
        };
        for c in '\u{400}'..='\u{52f}' {
            assert_eq!(base(c), slowly(c), "{c}");
            assert_eq!(plain(c), c);
        }
    }

    #[test]
    fn folded_letters_know_where_they_came_from() {
        let text = "ab\u{ad}č（";
        let letters = fold(text, Span::new(1, text.len()), 10);
        let places: Vec<(char, usize)> = letters.iter().map(|l| (l.low, l.at)).collect();
        assert_eq!(places, [('b', 1), ('c', 4), ('(', 6)]);
    }
}
