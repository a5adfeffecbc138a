//! The signs of a typewriter, for terminals and fonts that have no others.
//!
//! Every sign that the program draws has one of the same width, so nothing moves. Letters stay: they
//! are not signs, and without them no agreement could be read.

use std::borrow::Cow;

/// What the program draws with: lines, bars, arrows, marks. Not what people write with.
const DRAWN: [(char, char); 34] = [
    ('─', '-'),
    ('│', '|'),
    ('┬', '+'),
    ('┴', '+'),
    ('├', '+'),
    ('┤', '+'),
    ('┼', '+'),
    ('┌', '+'),
    ('┐', '+'),
    ('└', '+'),
    ('┘', '+'),
    ('╭', '+'),
    ('╮', '+'),
    ('╯', '+'),
    ('╰', '+'),
    ('█', '#'),
    ('░', '.'),
    ('▌', '|'),
    ('▸', '>'),
    ('▾', 'v'),
    ('▲', '^'),
    ('▼', 'v'),
    ('✓', '*'),
    ('✎', '~'),
    ('■', '@'),
    ('←', '<'),
    ('→', '>'),
    ('↑', '^'),
    ('↓', 'v'),
    ('↕', '%'),
    ('≠', '#'),
    ('⟨', '<'),
    ('⟩', '>'),
    ('¬', '-'),
];

/// What people write with, and sentences of the program too.
const WRITTEN: [(char, char); 19] = [
    ('·', '.'),
    ('…', '~'),
    ('–', '-'),
    ('—', '-'),
    ('−', '-'),
    ('×', 'x'),
    ('•', '*'),
    ('“', '"'),
    ('”', '"'),
    ('„', '"'),
    ('«', '"'),
    ('»', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('‚', '\''),
    ('‹', '<'),
    ('›', '>'),
    ('\u{a0}', ' '),
    ('\u{202f}', ' '),
];

/// Arrows that stand for keys in a sentence.
const KEYS: [(&str, &str); 4] = [("←", "Left"), ("→", "Right"), ("↑", "Up"), ("↓", "Down")];

/// What the program says, in the signs of a typewriter; as many columns as before.
pub fn typed(text: &str) -> Cow<'_, str> {
    replaced(text, |one| of(&DRAWN, one).or_else(|| of(&WRITTEN, one)))
}

/// Words of an agreement: what is drawn in and around them changes, how they are written does not.
pub fn quoted(text: &str) -> Cow<'_, str> {
    replaced(text, |one| of(&DRAWN, one))
}

/// A sentence that names keys, with their names instead of arrows; wider than before.
pub fn spelled(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let named = KEYS.iter().fold(text.to_owned(), |text, (arrow, name)| {
        text.replace(arrow, name)
    });
    Cow::Owned(named)
}

fn of(table: &[(char, char)], wanted: char) -> Option<char> {
    let found = table.iter().find(|(sign, _)| *sign == wanted);
    found.map(|(_, typed)| *typed)
}

fn replaced(text: &str, typed: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(|one| typed(one).is_some()) {
        return Cow::Borrowed(text);
    }
    let typed = text.chars().map(|one| typed(one).unwrap_or(one));
    Cow::Owned(typed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn every_sign_is_as_wide_as_its_like() {
        for (sign, typed) in DRAWN.iter().chain(&WRITTEN) {
            assert!(!sign.is_ascii() && typed.is_ascii_graphic() || *typed == ' ');
            assert_eq!(sign.width(), Some(1), "{sign}");
        }
    }

    #[test]
    fn words_of_an_agreement_stay_as_they_are_written() {
        let text = "│ „Član 5“ – зграда… ⟨U+202E⟩";
        assert_eq!(typed(text), "| \"Član 5\" - зграда~ <U+202E>");
        assert_eq!(quoted(text), "| „Član 5“ – зграда… <U+202E>");
        assert!(matches!(typed("plain"), Cow::Borrowed(_)));
        assert_eq!(spelled("← and → change"), "Left and Right change");
    }
}
