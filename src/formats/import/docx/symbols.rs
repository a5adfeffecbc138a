//! Characters that Word takes from symbol fonts, as ordinary characters.

use std::borrow::Cow;

/// A text in a font, with the characters that a symbol font keeps for itself as ordinary ones.
pub fn resolve_all<'a>(font: &str, text: &'a str) -> Cow<'a, str> {
    let own = |character: char| ('\u{F000}'..='\u{F0FF}').contains(&character);
    if !text.contains(own) {
        return Cow::Borrowed(text);
    }
    let character = |character| {
        if own(character) {
            resolve(font, u32::from(character))
        } else {
            character
        }
    };
    Cow::Owned(text.chars().map(character).collect())
}

/// The character that a code of a symbol font shows.
pub fn resolve(font: &str, code: u32) -> char {
    let index = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let font = font.to_ascii_lowercase();
    let table = match font.as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        _ => &[],
    };
    if let Some((_, character)) = table.iter().find(|(known, _)| u32::from(*known) == index) {
        return *character;
    }
    let private = (0xE000..=0xF8FF).contains(&code) || !table.is_empty();
    match char::from_u32(code) {
        Some(character) if !private => character,
        _ => char::REPLACEMENT_CHARACTER,
    }
}

const SYMBOL: &[(u8, char)] = &[
    (0x2B, '+'),
    (0x2D, '−'),
    (0x3D, '='),
    (0x44, 'Δ'),
    (0x46, 'Φ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x67, 'γ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x70, 'π'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0xA0, '€'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAE, '→'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xD2, '®'),
    (0xD3, '©'),
    (0xD4, '™'),
    (0xD6, '√'),
    (0xD7, '⋅'),
    (0xDE, '⇒'),
    (0xE2, '®'),
    (0xE3, '©'),
    (0xE4, '™'),
];

const WINGDINGS: &[(u8, char)] = &[
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x71, '❑'),
    (0x76, '❖'),
    (0x78, '☒'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u8, char)] = &[
    (0x50, '✓'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0xA3, '☐'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_resolved_or_marked_as_lost() {
        for (font, code, character) in [
            ("Symbol", 0xF0B3, '≥'),
            ("Wingdings", 0xF0FE, '☑'),
            ("Wingdings 2", 0x52, '☑'),
            ("Wingdings", 0xF021, char::REPLACEMENT_CHARACTER),
            ("Some Font", 0xF021, char::REPLACEMENT_CHARACTER),
            ("Segoe UI Symbol", 0x2610, '☐'),
        ] {
            assert_eq!(resolve(font, code), character, "{font} {code:X}");
        }
    }
}
