//! Letters that deceive: control characters, characters that hide or reorder text, and letters of
//! one alphabet that pass for those of another.
//!
//! They stay in the text, so that positions and hashes hold, but nobody should meet them unawares:
//! of each kind the receipt says how many there are, where the first one is, and in which words.

use crate::domain::document::{Diagnostic, Document, Severity};
use crate::domain::fold::strangers;
use crate::domain::fold::{is_letter, is_mark};
use crate::domain::text::Span;
use crate::domain::visible::{Sight, sight, visible_line};

/// How many words are named for each kind.
const NAMED: usize = 5;
/// The longest word that is shown, in characters.
const LONGEST_SHOWN: usize = 30;

/// What a character does that a reader cannot see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It steers terminals and prints nothing.
    Control,
    /// It changes the order in which others are shown.
    Direction,
    /// It is not seen at all.
    Hidden,
    /// It stands for a letter that could not be read.
    Lost,
    /// It belongs to another alphabet and looks like a letter of this one.
    LookAlike,
}

/// In the order of the receipt.
const KINDS: [(Kind, &str, [&str; 2]); 5] = [
    (
        Kind::Control,
        "control-characters",
        [
            "1 control character, which prints nothing",
            "control characters, which print nothing",
        ],
    ),
    (
        Kind::Direction,
        "direction-characters",
        [
            "1 character that changes the order in which text is shown",
            "characters that change the order in which text is shown",
        ],
    ),
    (
        Kind::Hidden,
        "hidden-characters",
        [
            "1 character that is invisible",
            "characters that are invisible",
        ],
    ),
    (
        Kind::Lost,
        "replacement-characters",
        [
            "1 letter that could not be read (shown as \u{FFFD})",
            "letters that could not be read (shown as \u{FFFD})",
        ],
    ),
    (
        Kind::LookAlike,
        "look-alike-letters",
        [
            "1 word with letters of another alphabet that look the same",
            "words with letters of another alphabet that look the same",
        ],
    ),
];

/// Warnings about characters that cannot be seen or are not what they seem.
pub fn check(document: &Document) -> Vec<Diagnostic> {
    let mut found: [Found; KINDS.len()] = Default::default();
    let (mut byte, mut scalar) = (0, 0);
    for token in document.text.split_inclusive([' ', '\n', '\t']) {
        if token
            .bytes()
            .all(|byte| matches!(byte, b'\t' | b'\n' | b' '..=b'~'))
        {
            scalar += token.len();
        } else {
            look(token, byte, scalar, &mut found);
            scalar += token.chars().count();
        }
        byte += token.len();
    }
    let kinds = KINDS.iter().zip(&found);
    let told = kinds.filter_map(|((_, code, what), found)| found.warning(code, *what, document));
    told.collect()
}

/// Looks at what stands between two blanks.
fn look(token: &str, byte: usize, scalar: usize, found: &mut [Found]) {
    let word = token.trim_matches([' ', '\n', '\t']);
    for (index, (at, character)) in token.char_indices().enumerate() {
        if let Some(kind) = kind(character) {
            let name = format!("U+{:04X}", u32::from(character));
            let place = Span::new(scalar + index, scalar + index + 1);
            note(found, kind, place, byte + at, word, &name);
        }
    }
    if token.is_ascii() {
        return;
    }
    let mut index = 0;
    for part in token.split_inclusive(|letter: char| !is_of_word(letter)) {
        let letters = part.trim_end_matches(|letter: char| !is_of_word(letter));
        let strange = strangers(letters);
        if !strange.is_empty() {
            let start = scalar + index;
            let place = Span::new(start, start + letters.chars().count());
            let at = part.as_ptr() as usize - token.as_ptr() as usize;
            let name = strange_names(&strange);
            note(found, Kind::LookAlike, place, byte + at, letters, &name);
        }
        index += part.chars().count();
    }
}

/// What a character does that a reader cannot see; nothing for honest ones.
const fn kind(character: char) -> Option<Kind> {
    match (sight(character), character) {
        (Sight::Control, _) => Some(Kind::Control),
        (
            Sight::Hidden,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}',
        ) => Some(Kind::Direction),
        (Sight::Hidden, _) | (_, '\u{ad}') => Some(Kind::Hidden),
        (_, char::REPLACEMENT_CHARACTER) => Some(Kind::Lost),
        _ => None,
    }
}

/// Whether a character belongs to a word.
fn is_of_word(letter: char) -> bool {
    is_letter(letter) || is_mark(letter)
}

/// The strange letters by name: `Latin o, a`.
fn strange_names(letters: &[char]) -> String {
    let alphabet = match letters.first() {
        Some('\u{370}'..='\u{3ff}') => "Greek",
        Some('\u{400}'..='\u{4ff}') => "Cyrillic",
        _ => "Latin",
    };
    let mut names: Vec<String> = Vec::new();
    for letter in letters.iter().map(char::to_string) {
        if !names.contains(&letter) && names.len() < NAMED {
            names.push(letter);
        }
    }
    format!("{alphabet} {}", names.join(", "))
}

#[derive(Debug, Default)]
struct Found {
    count: usize,
    first: Option<(Span, usize)>,
    words: Vec<String>,
}

fn note(found: &mut [Found], kind: Kind, place: Span, byte: usize, word: &str, name: &str) {
    let index = KINDS.iter().position(|(known, ..)| *known == kind);
    let Some(found) = index.and_then(|index| found.get_mut(index)) else {
        return;
    };
    found.count += 1;
    found.first.get_or_insert((place, byte));
    if found.words.len() < NAMED {
        let shown: String = word.chars().take(LONGEST_SHOWN).collect();
        let shown = format!("“{}” ({name})", visible_line(&shown));
        if !found.words.contains(&shown) {
            found.words.push(shown);
        }
    }
}

impl Found {
    fn warning(
        &self,
        code: &str,
        [one, what]: [&str; 2],
        document: &Document,
    ) -> Option<Diagnostic> {
        let (place, byte) = self.first?;
        let page = document.page_at(byte);
        let where_first = page.map_or_else(
            || format!("at position {}", place.start),
            |page| format!("on page {page}, at position {}", place.start),
        );
        let message = format!(
            "The text holds {}; the first is {where_first}: {}.",
            match self.count {
                1 => one.to_owned(),
                count => format!("{count} {what}"),
            },
            self.words.join(", ")
        );
        let found = Diagnostic::new(Severity::Warning, code, message).at(place);
        Some(match page {
            Some(page) => found.on_page(page),
            None => found,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Aids, Source, import};
    use super::*;

    fn found(text: &str) -> Vec<Diagnostic> {
        let source = Source {
            file_name: "a.txt",
            bytes: text.as_bytes(),
        };
        import(&source, &Aids::default()).unwrap().diagnostics
    }

    #[test]
    fn every_kind_is_counted_placed_and_shown() {
        let text =
            "члан\t1\n\u{1b}[2J\u{202e}абв у\u{200b}говор по\u{200b}датак Oвим пoдaци\u{FFFD}";
        let all = found(text);
        let at = |character: char| text.chars().position(|c| c == character).unwrap();
        let seen: Vec<_> = all
            .iter()
            .map(|d| (d.code.as_str(), d.place.unwrap().start))
            .collect();
        assert_eq!(
            seen,
            [
                ("control-characters", at('\u{1b}')),
                ("direction-characters", at('\u{202e}')),
                ("hidden-characters", at('\u{200b}')),
                ("replacement-characters", at('\u{FFFD}')),
                ("look-alike-letters", at('O')),
            ]
        );
        assert_eq!(
            all[2].message,
            "The text holds 2 characters that are invisible; the first is at position 17: \
             “у⟨U+200B⟩говор” (U+200B), “по⟨U+200B⟩датак” (U+200B)."
        );
        assert_eq!(all[4].place.unwrap(), Span::new(at('O'), at('O') + 4));
        assert!(
            all[4].message.contains("2 words")
                && all[4]
                    .message
                    .contains("“Oвим” (Latin O), “пoдaци” (Latin o, a)")
        );
    }

    #[test]
    fn the_page_is_named_where_there_are_pages() {
        let all = found("one\n\u{c}two\npravо\n");
        assert_eq!(
            (all[0].page, all[0].place.unwrap()),
            (Some(2), Span::new(9, 14))
        );
        assert!(all[0].message.contains("on page 2"), "{}", all[0].message);
    }

    #[test]
    fn honest_texts_say_nothing() {
        for text in [
            "Član 1.\tTekst – „navod“ 5 µm\n",
            "Члан 1. USB-ом, EUR, PDFу и IT-сектор; ΣΩ λόγος\n",
            "第一条 AI技术 5℃\n",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
