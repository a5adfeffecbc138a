//! Characters that a reader cannot see: control characters, and those that hide or reorder text.
//!
//! They stay in the text, so that positions and hashes hold, but nobody should meet them unawares.

use crate::domain::document::{Diagnostic, Severity};
use crate::domain::text::Span;

/// Warnings about characters that cannot be seen, and about letters that could not be read.
pub fn check(text: &str) -> Vec<Diagnostic> {
    let mut control = Found::default();
    let mut hidden = Found::default();
    let mut lost = Found::default();
    for (position, character) in text.chars().enumerate() {
        if character.is_ascii() && !character.is_ascii_control() {
            continue;
        }
        if is_control(character) {
            control.note(position, character);
        } else if is_hidden(character) {
            hidden.note(position, character);
        } else if character == char::REPLACEMENT_CHARACTER {
            lost.note(position, character);
        }
    }
    let warnings = [
        control.warning(
            "control-characters",
            "control characters, which print nothing",
        ),
        hidden.warning(
            "hidden-characters",
            "characters that are invisible or reorder text",
        ),
        lost.warning(
            "replacement-characters",
            "letters that could not be read (shown as \u{FFFD})",
        ),
    ];
    warnings.into_iter().flatten().collect()
}

/// Whether a character is one that terminals obey instead of showing.
fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n')
}

/// Whether a character takes no room or changes the order of others.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}

#[derive(Default)]
struct Found {
    count: usize,
    first: Option<(usize, char)>,
}

impl Found {
    fn note(&mut self, position: usize, character: char) {
        self.count += 1;
        self.first.get_or_insert((position, character));
    }

    fn warning(&self, code: &str, what: &str) -> Option<Diagnostic> {
        let (position, character) = self.first?;
        let message = format!(
            "The text holds {} {what}; the first is U+{:04X} at position {position}.",
            self.count,
            u32::from(character)
        );
        let place = Span::new(position, position + 1);
        Some(Diagnostic::new(Severity::Warning, code, message).at(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_are_counted_and_placed_in_scalars() {
        let found = check("члан\t1\n\u{1b}[2J\u{202e}абв\u{200b}");
        let seen: Vec<_> = found
            .iter()
            .map(|d| (d.code.as_str(), d.place.unwrap().start))
            .collect();
        assert_eq!(seen, [("control-characters", 7), ("hidden-characters", 11)]);
        assert!(
            found[1].message.contains("holds 2 "),
            "{}",
            found[1].message
        );
        assert!(check("Član 1.\tTekst – „navod“\n").is_empty());
    }
}
