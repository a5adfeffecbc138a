//! The tables at the head of the file: fonts and the authors of changes.

use super::alphabet::Alphabet;
use std::collections::HashMap;

/// Fonts beyond these are not kept.
const MOST_FONTS: usize = 10_000;

/// What is known about a font.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Font {
    /// Its name.
    pub name: String,
    /// Its letters; nothing when the document decides.
    pub alphabet: Option<Alphabet>,
}

/// All fonts, by number.
#[derive(Debug, Default)]
pub struct Fonts {
    fonts: HashMap<i32, Font>,
    current: i32,
}

impl Fonts {
    /// Begins a font.
    pub fn begin(&mut self, number: i32) {
        self.current = number;
        if self.fonts.len() < MOST_FONTS {
            self.fonts.insert(number, Font::default());
        }
    }

    /// Notes the alphabet of the font begun last.
    pub fn alphabet(&mut self, alphabet: Option<Alphabet>) {
        if let Some(font) = self.fonts.get_mut(&self.current) {
            font.alphabet = alphabet.or(font.alphabet);
        }
    }

    /// Notes a piece of the name of the font begun last.
    pub fn name(&mut self, text: &str) {
        if let Some(font) = self.fonts.get_mut(&self.current)
            && font.name.len() < 200
        {
            font.name.push_str(text.trim_end_matches(';'));
        }
    }

    /// The font of that number.
    pub fn get(&self, number: i32) -> Option<&Font> {
        self.fonts.get(&number)
    }
}

/// A time as Word packs it into a number.
pub fn time(packed: i32) -> Option<String> {
    let bits = packed.cast_unsigned();
    let take = |from: u32, count: u32| (bits >> from) & ((1 << count) - 1);
    let (minute, hour, day) = (take(0, 6), take(6, 5), take(11, 5));
    let (month, year) = (take(16, 4), take(20, 9) + 1900);
    let good = minute < 60 && hour < 24 && (1..=31).contains(&day) && (1..=12).contains(&month);
    good.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn packed_times_are_read() {
        let packed = 30 + 14 * 64 + 14 * 2_048 + 3 * 65_536 + 124 * 1_048_576;
        assert_eq!(super::time(packed).as_deref(), Some("2024-03-14T14:30:00"));
        assert_eq!(super::time(0), None);
    }
}
