//! Characters that a reader cannot see: control characters, and those that hide or reorder text.
//!
//! They stay in the text, so that positions and hashes hold, but nobody should meet them unawares.

use crate::domain::document::{Diagnostic, Severity};
use crate::domain::text::Span;
use crate::domain::visible::{Sight, sight};

/// Warnings about characters that cannot be seen, and about letters that could not be read.
pub fn check(text: &str) -> Vec<Diagnostic> {
    let mut control = Found::default();
    let mut hidden = Found::default();
    let mut lost = Found::default();
    for (position, character) in text.chars().enumerate() {
        if character.is_ascii() && !character.is_ascii_control() {
            continue;
        }
        match (sight(character), character) {
            (Sight::Control, _) => control.note(position, character),
            (Sight::Hidden, _) | (_, '\u{ad}') => hidden.note(position, character),
            (_, char::REPLACEMENT_CHARACTER) => lost.note(position, character),
            _ => {}
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
