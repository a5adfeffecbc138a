//! The languages that a document is in.
//!
//! Short words mean different things in different languages; phrases are looked for only in those
//! that the document is in. Knows nothing of the phrases.

use crate::domain::detect_language::detect_language;
use crate::domain::language::Language;

/// A set of languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::domain) struct Languages(u16);

impl Languages {
    /// Every language that a good part of a text is in.
    pub(in crate::domain) fn of(text: &str) -> Self {
        let mut found = Self::default();
        found.add(detect_language(text));
        let step = (text.len() / LOOKS).max(LOOK);
        let mut looks = [0_usize; Language::ALL.len() + 1];
        let mut at = 0;
        while at < text.len() {
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(at + LOOK);
            let language = detect_language(text.get(start..end).unwrap_or_default());
            looks[language as usize] += 1;
            at += step;
        }
        let all: usize = looks.iter().sum();
        for language in Language::ALL {
            if looks[language as usize] * 6 > all {
                found.add(language);
            }
        }
        found
    }

    /// One language, with its near relatives.
    #[cfg(test)]
    pub(in crate::domain) fn one(language: Language) -> Self {
        let mut one = Self::default();
        one.add(language);
        one
    }

    fn add(&mut self, language: Language) {
        use Language::{Bosnian, Croatian, Montenegrin, SerbianCyrillic, SerbianLatin};
        let family = [
            SerbianLatin,
            SerbianCyrillic,
            Bosnian,
            Montenegrin,
            Croatian,
        ];
        if language == Language::Undetermined {
            // A text too short to tell may be in any.
            self.0 = u16::MAX;
        } else if family.contains(&language) {
            // Neighbours that are easily taken for one another.
            self.0 |= family.iter().fold(0, |set, &one| set | 1 << one as u16);
        } else {
            self.0 |= 1 << language as u16;
        }
    }

    /// Whether there is none but these.
    pub(in crate::domain) fn only(self, few: &[Language]) -> bool {
        self.0 != 0 && self.0 & !few.iter().fold(0, |set, &one| set | 1 << one as u16) == 0
    }

    /// Whether a language is among them.
    pub(in crate::domain) const fn has(self, language: Language) -> bool {
        self.0 & 1 << language as u16 != 0
    }
}

/// Places at which the language of a text is looked at, and bytes looked at in each.
const LOOKS: usize = 24;
const LOOK: usize = 1_500;
