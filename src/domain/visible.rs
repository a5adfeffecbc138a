//! Text of documents made safe to show: what would steer a terminal or deceive the eye becomes a
//! visible mark such as `⟨U+202E⟩`.
//!
//! The text itself is never changed; only what is shown of it.

use super::fold::strangers;
use super::text::Span;
use crate::domain::fold::is_letter;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Combining marks that are shown on one letter; a heap of more is a trick.
pub const MOST_MARKS: usize = 8;

/// What must be known about a character before it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// It can be shown as it is.
    Plain,
    /// It steers terminals: C0, DEL, C1, line and paragraph separators.
    Control,
    /// It is not seen, or changes the order in which others are seen.
    Hidden,
}

/// What kind of sight a character is. TAB, LF and the soft hyphen are plain: they are shown as what
/// they mean.
pub const fn sight(character: char) -> Sight {
    match character {
        '\t' | '\n' => Sight::Plain,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Sight::Control,
        // Joiners, invisible letters and fillers, direction marks.
        '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        // Variation selectors and tags, which can carry a hidden text.
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e0fff}' => Sight::Hidden,
        _ => Sight::Plain,
    }
}

/// The text with every steering, hidden or heaped character as a mark; TAB and LF stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text
        .chars()
        .all(|character| sight(character) == Sight::Plain)
        && !has_heap(text)
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut marks = 0;
    for character in text.chars() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        if sight(character) != Sight::Plain {
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
        } else if marks <= MOST_MARKS {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// The same on one line: LF and TAB become blanks.
pub fn visible_line(text: &str) -> String {
    visible(text).replace(['\n', '\t'], " ")
}

/// The letters of a text that pass for letters of the alphabet around them, such as a Latin o in a
/// Cyrillic word.
pub fn deceiving(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    let mut at = 0;
    for part in text.split_inclusive(|letter: char| !is_of_word(letter)) {
        let word = part.trim_end_matches(|letter: char| !is_of_word(letter));
        let strange = if word.is_ascii() {
            Vec::new()
        } else {
            strangers(word)
        };
        if !strange.is_empty() {
            let letters = word.char_indices().filter(|(_, one)| strange.contains(one));
            found.extend(letters.map(|(place, one)| {
                let start = at + place;
                Span::new(start, start + one.len_utf8())
            }));
        }
        at += part.len();
    }
    found
}

fn is_of_word(letter: char) -> bool {
    is_letter(letter) || is_mark(letter)
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn has_heap(text: &str) -> bool {
    let mut marks = 0;
    text.chars().any(|character| {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        marks > MOST_MARKS
    })
}

/// Whether a text has anything that a person can see, not only blanks and characters that show
/// nothing.
pub fn says_something(text: &str) -> bool {
    text.chars()
        .any(|letter| !letter.is_whitespace() && !letter.is_control() && !shows_nothing(letter))
}

/// Fillers, joiners, marks of direction and selectors: characters without a picture of their own.
const fn shows_nothing(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_shows_nothing_says_nothing() {
        for text in [
            "",
            " \n",
            "\u{200b}",
            "\u{2060}\u{feff}",
            "\u{3164}",
            "\u{ad} \u{202e}",
        ] {
            assert!(!says_something(text), "{text:?}");
        }
        for text in ["a", "5", "?", "附", "\u{200b}x"] {
            assert!(says_something(text), "{text:?}");
        }
    }

    #[test]
    fn what_steers_or_deceives_becomes_a_mark() {
        assert_eq!(
            visible("a\u{1b}]52;c;QQ\u{7}b"),
            "a⟨U+001B⟩]52;c;QQ⟨U+0007⟩b"
        );
        assert_eq!(visible("\u{202e}txt.exe"), "⟨U+202E⟩txt.exe");
        assert_eq!(visible_line("a\tb\nc"), "a b c");
        assert_eq!(visible("čl. 5 第五条 👩"), "čl. 5 第五条 👩");
        assert_eq!(
            visible(&format!("e{}", "\u{301}".repeat(100)))
                .chars()
                .count(),
            9
        );
    }

    #[test]
    fn letters_of_another_alphabet_are_found_where_they_pass_for_its_own() {
        let cases = [
            ("Члан 5. пoдaци", "oa"),
            ("Oвим уговором", "O"),
            ("the \u{430}greement", "\u{430}"),
            ("\u{391}rticle", "\u{391}"),
            ("USB-а и SQL-у, Wi-Fi мрежа", ""),
            ("plain words, обичне речи", ""),
        ];
        for (text, letters) in cases {
            let found = deceiving(text).into_iter().map(|span| span.of(text));
            assert_eq!(found.collect::<String>(), letters, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in any::<String>()) {
            prop_assert!(visible(&text).chars().all(|one| sight(one) == Sight::Plain));
        }
    }
}
