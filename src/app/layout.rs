//! Keyboard layouts: the key in the same place works, whatever letter is printed on it.
//!
//! The tables follow the standard Serbian and Macedonian layouts. The letter that stands where a
//! Latin layout of the same country has `z` counts as `z`, so the one table serves both countries.

use super::key::{Code, Key};

/// Letters by place, lower case, and what a Latin layout has there.
const PLACES: [(&str, &str); 4] = [
    ("љњертзуиопшђж", "qwertzuiop[]\\"),
    ("асдфгхјклчћ", "asdfghjkl;'"),
    ("ѕџцвбнм", "yxcvbnm"),
    // Macedonian letters that differ, and the Latin letters of the region that stand on brackets.
    ("ѓќšđžčć", "]'[]\\;'"),
];

/// Upper case of the same places where it is not simply the capital letter.
const SHIFTED: [(char, char); 5] = [('[', '{'), (']', '}'), ('\\', '|'), (';', ':'), ('\'', '"')];

/// The Latin key in the same place; nothing for keys that need no translation.
pub fn same_place(key: Key) -> Option<Key> {
    let Code::Char(pressed) = key.code else {
        return None;
    };
    let code = Code::Char(latin(pressed)?);
    Some(Key { code, ..key })
}

fn latin(pressed: char) -> Option<char> {
    let lower = pressed.to_lowercase().next()?;
    let found = PLACES.iter().find_map(|(ours, theirs)| {
        let place = ours.chars().position(|letter| letter == lower)?;
        theirs.chars().nth(place)
    })?;
    if lower == pressed {
        return Some(found);
    }
    let shifted = SHIFTED.iter().find(|(plain, _)| *plain == found);
    Some(shifted.map_or(found.to_ascii_uppercase(), |(_, shifted)| *shifted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cyrillic_letter_stands_for_the_latin_one_in_its_place() {
        let cases = [
            ("ј", "j"),
            ("к", "k"),
            ("т", "t"),
            ("в", "v"),
            ("м", "m"),
            ("н", "n"),
            ("Н", "N"),
            ("ц", "c"),
            ("а", "a"),
            ("њ", "w"),
            ("у", "u"),
            ("Л", "L"),
            ("џ", "x"),
            ("љ", "q"),
            ("ш", "["),
            ("ђ", "]"),
            ("ѓ", "]"),
            ("Ш", "{"),
            ("š", "["),
            ("з", "z"),
            ("ѕ", "y"),
        ];
        for (pressed, wanted) in cases {
            let key = Key::parse(pressed).expect(pressed);
            assert_eq!(same_place(key), Key::parse(wanted), "{pressed}");
        }
        assert_eq!(same_place(Key::char('j')), None);
    }

    #[test]
    fn every_place_has_one_letter_on_each_side() {
        for (ours, theirs) in PLACES {
            assert_eq!(ours.chars().count(), theirs.chars().count(), "{ours}");
        }
    }
}
