//! Words as letters to be drawn: safe to look at, and none of them lost.
//!
//! What steers, hides or heaps becomes a mark, and so does what no typeface has. Knows nothing of lines and pages.

use super::fonts::{Face, Fonts, Glyph, Look};
use crate::domain::review::{checkpoint, heads};
use crate::domain::summary::Summary;
use crate::domain::visible::{MOST_MARKS, visible};
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The hyphen that is only seen where a line ends at it.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// A letter, with its place in the text.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// What it stands for.
    pub character: char,
    /// Where that begins in the text, in bytes.
    pub at: usize,
    /// The typeface.
    pub face: Face,
    /// Its number in the typeface.
    pub id: u16,
    /// Its width, in parts of the size.
    pub advance: f32,
    /// How far right of its place it is drawn, and how far above, in parts of the size: marks on letters only.
    pub shift: (f32, f32),
    /// Which of the parts it belongs to.
    pub part: usize,
}

/// A text and its letters, one for each character.
#[derive(Debug, Default)]
pub struct Shaped {
    /// The text.
    pub text: String,
    /// Its letters.
    pub letters: Vec<Letter>,
}

/// A text on one line, in which nothing steers or hides, and nothing can be taken for the head of a journal.
pub fn clean(text: &str) -> String {
    without_heads(&visible(text)).replace(['\n', '\t'], " ")
}

/// The same, cut where it is longer than that many characters.
pub fn short(text: &str, most: usize) -> String {
    let clean = clean(text);
    match clean.char_indices().nth(most) {
        None => clean,
        Some((end, _)) => format!("{}…", clean.get(..end).unwrap_or_default()),
    }
}

/// Words of others may look like the head of a journal; only the lines that are kept for that purpose may be one.
fn without_heads(text: &str) -> String {
    let marks = [heads::MARK, checkpoint::MARK, Summary::FORMAT];
    marks.into_iter().fold(text.to_owned(), |text, mark| {
        text.replace(mark, &mark.replace('/', "∕"))
    })
}

/// The letters of some parts that stand behind each other.
pub fn shape(fonts: &Fonts, parts: &[(&str, Look)]) -> Shaped {
    let mut shaped = Shaped::default();
    for (part, (words, look)) in parts.iter().enumerate() {
        add(fonts, &mut shaped, part, &clean(words), *look);
    }
    shaped
}

/// The letters of a line for programs, which may be the head of a journal.
pub fn shape_exact(fonts: &Fonts, line: &str) -> Shaped {
    let mut shaped = Shaped::default();
    add(fonts, &mut shaped, 0, &visible(line), Look::Code);
    shaped
}

fn add(fonts: &Fonts, shaped: &mut Shaped, part: usize, words: &str, look: Look) {
    for character in words.nfc() {
        if put(fonts, shaped, part, character, look) {
            continue;
        }
        let mut mark = String::new();
        let _ = write!(mark, "⟨U+{:04X}⟩", u32::from(character));
        for character in mark.chars() {
            put(fonts, shaped, part, character, look);
        }
    }
}

fn put(fonts: &Fonts, shaped: &mut Shaped, part: usize, character: char, look: Look) -> bool {
    let Some(glyph) = fonts.find(character, look) else {
        return false;
    };
    let shift = if is_combining_mark(character) && glyph.advance == 0.0 {
        on_letter(fonts, shaped, glyph)
    } else {
        (0.0, 0.0)
    };
    shaped.letters.push(Letter {
        character,
        shift,
        at: shaped.text.len(),
        face: glyph.face,
        id: glyph.id,
        advance: if character == SOFT_HYPHEN {
            0.0
        } else {
            glyph.advance
        },
        part,
    });
    shaped.text.push(character);
    true
}

/// Puts a mark over or under the middle of the letter before it, and higher where that letter is high.
fn on_letter(fonts: &Fonts, shaped: &Shaped, mark: Glyph) -> (f32, f32) {
    let mut before = shaped.letters.iter().rev().take(MOST_MARKS + 1);
    let letter = before.find(|letter| letter.advance > 0.0);
    let (Some(letter), Some((middle, bottom))) = (letter, fonts.place(mark)) else {
        return (0.0, 0.0);
    };
    let is_above = bottom > 0.5;
    let up = if is_above && letter.character.is_uppercase() {
        0.17
    } else {
        0.0
    };
    (-letter.advance / 2.0 - middle, up)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        shape(&Fonts::open(), &[(text, Look::Plain)]).text
    }

    #[test]
    fn no_character_is_lost() {
        let cases = [
            ("ђ љ ѓ ќ ѕ џ č ć ž š ë ç ß é 第五条《合同》〈附〉", ""),
            ("e\u{301}", "é"),
            ("a\u{202e}b", "a⟨U+202E⟩b"),
            ("smile 😀", "smile ⟨U+1F600⟩"),
            ("\u{e000}", "⟨U+E000⟩"),
            ("rapporteur-head/1 a", "rapporteur-head∕1 a"),
            ("one\ntwo\tthree", "one two three"),
        ];
        for (text, wanted) in cases {
            let wanted = if wanted.is_empty() { text } else { wanted };
            assert_eq!(shown(text), wanted);
        }
    }

    #[test]
    fn marks_without_a_letter_of_their_own_stand_over_the_middle() {
        let fonts = Fonts::open();
        for text in ["р\u{304}", "Р\u{304}", "m\u{302}"] {
            let shaped = shape(&fonts, &[(text, Look::Plain)]);
            let [letter, mark] = shaped.letters[..] else {
                panic!("{text} is a letter and a mark");
            };
            let glyph = Glyph {
                face: mark.face,
                id: mark.id,
                advance: 0.0,
            };
            let (middle, _) = fonts.place(glyph).unwrap();
            let drawn = letter.advance + mark.shift.0 + middle;
            assert!((drawn - letter.advance / 2.0).abs() < 0.01, "{text}");
            assert_eq!(mark.shift.1 > 0.0, letter.character.is_uppercase());
        }
    }

    #[test]
    fn every_mark_can_be_drawn_in_every_look() {
        let fonts = Fonts::open();
        for look in [Look::Plain, Look::Strong, Look::Code] {
            for character in "⟨U+0123456789ABCDEF⟩∕…•–".chars() {
                assert!(
                    fonts.find(character, look).is_some(),
                    "{character} {look:?}"
                );
            }
        }
    }

    #[test]
    fn letters_of_the_typefaces_are_told_apart() {
        // Two characters with one glyph could not both be copied out of the file.
        let fonts = Fonts::open();
        for look in [Look::Plain, Look::Strong, Look::Code] {
            let mut seen = std::collections::BTreeMap::new();
            for character in (0x20..0x1_0000).filter_map(char::from_u32) {
                let Some(glyph) = fonts.find(character, look) else {
                    continue;
                };
                let other = seen.insert((glyph.face as u8, glyph.id), character);
                let is_alike = matches!(character, '⟨' | '⟩' | '〈' | '〉');
                assert!(other.is_none() || is_alike, "{character:?} as {other:?}");
            }
        }
    }
}
