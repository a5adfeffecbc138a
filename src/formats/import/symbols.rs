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
    (0x20, ' '),
    (0x21, '!'),
    (0x22, '∀'),
    (0x23, '#'),
    (0x24, '∃'),
    (0x25, '%'),
    (0x26, '&'),
    (0x27, '∍'),
    (0x28, '('),
    (0x29, ')'),
    (0x2A, '∗'),
    (0x2B, '+'),
    (0x2C, ','),
    (0x2D, '−'),
    (0x2E, '.'),
    (0x2F, '/'),
    (0x30, '0'),
    (0x31, '1'),
    (0x32, '2'),
    (0x33, '3'),
    (0x34, '4'),
    (0x35, '5'),
    (0x36, '6'),
    (0x37, '7'),
    (0x38, '8'),
    (0x39, '9'),
    (0x3A, ':'),
    (0x3B, ';'),
    (0x3C, '<'),
    (0x3D, '='),
    (0x3E, '>'),
    (0x3F, '?'),
    (0x40, '≅'),
    (0x41, 'Α'),
    (0x42, 'Β'),
    (0x43, 'Χ'),
    (0x44, 'Δ'),
    (0x45, 'Ε'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x48, 'Η'),
    (0x49, 'Ι'),
    (0x4A, 'ϑ'),
    (0x4B, 'Κ'),
    (0x4C, 'Λ'),
    (0x4D, 'Μ'),
    (0x4E, 'Ν'),
    (0x4F, 'Ο'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x52, 'Ρ'),
    (0x53, 'Σ'),
    (0x54, 'Τ'),
    (0x55, 'Υ'),
    (0x56, 'ς'),
    (0x57, 'Ω'),
    (0x58, 'Ξ'),
    (0x59, 'Ψ'),
    (0x5A, 'Ζ'),
    (0x5B, '['),
    (0x5C, '∴'),
    (0x5D, ']'),
    (0x5E, '⊥'),
    (0x5F, '_'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x69, 'ι'),
    (0x6A, 'ϕ'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x6E, 'ν'),
    (0x6F, 'ο'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x75, 'υ'),
    (0x76, 'ϖ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7A, 'ζ'),
    (0x7B, '{'),
    (0x7C, '|'),
    (0x7D, '}'),
    (0x7E, '∼'),
    (0xA0, '€'),
    (0xA1, 'ϒ'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA4, '⁄'),
    (0xA5, '∞'),
    (0xA6, 'ƒ'),
    (0xA7, '♣'),
    (0xA8, '♦'),
    (0xA9, '♥'),
    (0xAA, '♠'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB5, '∝'),
    (0xB6, '∂'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xC0, 'ℵ'),
    (0xC4, '⊗'),
    (0xC5, '⊕'),
    (0xC6, '∅'),
    (0xC7, '∩'),
    (0xC8, '∪'),
    (0xCC, '⊂'),
    (0xCD, '⊆'),
    (0xCE, '∈'),
    (0xCF, '∉'),
    (0xD1, '∇'),
    (0xD2, '®'),
    (0xD3, '©'),
    (0xD4, '™'),
    (0xD5, '∏'),
    (0xD6, '√'),
    (0xD7, '⋅'),
    (0xD8, '¬'),
    (0xD9, '∧'),
    (0xDA, '∨'),
    (0xDB, '⇔'),
    (0xDC, '⇐'),
    (0xDE, '⇒'),
    (0xE2, '®'),
    (0xE3, '©'),
    (0xE4, '™'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

const WINGDINGS: &[(u8, char)] = &[
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x71, '❑'),
    (0x73, '⬧'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x78, '☒'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8A, '⑩'),
    (0x8C, '❶'),
    (0x8D, '❷'),
    (0x8E, '❸'),
    (0x8F, '❹'),
    (0x90, '❺'),
    (0x91, '❻'),
    (0x92, '❼'),
    (0x93, '❽'),
    (0x94, '❾'),
    (0x95, '❿'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
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
            ("Symbol", 0xF051, 'Θ'),
            ("Symbol", 0x35, '5'),
            ("Wingdings", 0xF0FE, '☑'),
            ("Wingdings", 0xF082, '②'),
            ("Wingdings 2", 0x52, '☑'),
            ("Wingdings", 0xF021, char::REPLACEMENT_CHARACTER),
            ("Some Font", 0xF021, char::REPLACEMENT_CHARACTER),
            ("Segoe UI Symbol", 0x2610, '☐'),
        ] {
            assert_eq!(resolve(font, code), character, "{font} {code:X}");
        }
    }
}
