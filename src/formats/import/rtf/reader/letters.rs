//! Bytes and numbers become letters: in the alphabet of their font, or in the one of the file.

use super::super::super::{encoding, symbols};
use super::super::alphabet::Alphabet;
use super::super::words::Place;
use super::Reader;

impl Reader {
    pub(super) fn byte(&mut self, byte: u8) {
        self.state.fresh = false;
        if !self.skipped() {
            self.pending.push(byte);
        }
    }

    /// Whether this only stands in for a letter that was given as a number.
    pub(super) fn skipped(&mut self) -> bool {
        let skipped = self.skip > 0;
        self.skip -= usize::from(skipped);
        skipped
    }

    /// Turns the bytes that wait into letters.
    pub(super) fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = self.fonts.get(self.state.font.unwrap_or(self.default_font));
        let own = font.and_then(|font| font.alphabet);
        let named = matches!(self.state.place, Place::Text | Place::Label);
        let alphabet = own.filter(|_| named).unwrap_or(self.page);
        let mut words = alphabet.read(&bytes);
        if let (None, Alphabet::Known(claimed)) = (own, alphabet)
            && let Some(better) = encoding::far_better(&bytes, claimed)
        {
            words = better.read(&bytes);
            self.doubted.get_or_insert(better.name());
        }
        if alphabet == Alphabet::Symbols {
            let name = font.map(|font| font.name.as_str()).unwrap_or_default();
            words = words
                .chars()
                .map(|c| {
                    if c == ' ' {
                        c
                    } else {
                        symbols::resolve(name, u32::from(c))
                    }
                })
                .collect();
        }
        self.say(&words);
    }

    /// A letter given by its number.
    pub(super) fn unicode(&mut self, number: i32) {
        let Ok(unit) = u16::try_from(number & 0xFFFF) else {
            return;
        };
        let units = [self.high.take(), Some(unit)];
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            let letters: Vec<u16> = units.into_iter().flatten().collect();
            let mut letters = String::from_utf16_lossy(&letters);
            let font = self.fonts.get(self.state.font.unwrap_or(self.default_font));
            if (0xF000..=0xF0FF).contains(&unit) {
                let name = font.map(|font| font.name.as_str()).unwrap_or_default();
                letters = symbols::resolve(name, u32::from(unit)).to_string();
            }
            self.say(&letters);
        }
        self.skip = self.state.fallback;
    }
}
