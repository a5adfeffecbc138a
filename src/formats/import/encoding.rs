//! Bytes to characters: which encoding, and how sure we are.
//!
//! A byte order mark is believed; then valid UTF-8; then UTF-16 without a mark, which shows by its
//! zero bytes; the rest is guessed. No guess is told the country: with such a hint the detector
//! reads Windows-1250 as Windows-1251. What other places claim about bytes is believed as far as
//! the bytes allow.

mod candidates;
mod likeness;
mod old;

pub use candidates::far_better;
pub use old::cp852;

use crate::domain::document::{Diagnostic, Severity};
use candidates::Candidate;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes as text.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark; line ends as they were.
    pub text: String,
    /// How it was read, when that is worth knowing.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads bytes as text; nothing when they are no text in any encoding we know.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
        return Some(named(text.into_owned(), encoding.name(), encoding != UTF_8));
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Some(named(text.into_owned(), encoding.name(), true));
    }
    if is_binary(bytes) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(named(text.to_owned(), UTF_8.name(), false));
    }
    if let Some(text) = mostly_utf_8(bytes) {
        return Some(named(text, UTF_8.name(), true));
    }
    let candidate = candidates::best(bytes);
    Some(named(candidate.read(bytes), candidate.name(), true))
}

/// Reads bytes in the encoding that they are said to be in, unless that cannot be right.
pub fn decode_as(bytes: &[u8], label: Option<&str>) -> Option<Decoded> {
    let claimed = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let claimed = claimed.filter(|_| Encoding::for_bom(bytes).is_none());
    if let Some(encoding) = claimed.filter(|encoding| *encoding != UTF_8) {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        // What is called "Latin 1" is whatever the sender's machine had.
        let vague = encoding == encoding_rs::WINDOWS_1252 && !bytes.is_ascii();
        let better = vague && candidates::best(bytes) != Candidate::Known(encoding);
        if !wrong && !better {
            return Some(Decoded {
                text: text.into_owned(),
                diagnostics: Vec::new(),
            });
        }
    }
    decode(bytes)
}

/// A few words, whatever they are; nothing is said about them.
pub fn short(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => decode(bytes).map_or_else(
            || String::from_utf8_lossy(bytes).into_owned(),
            |decoded| decoded.text,
        ),
    }
}

/// The name of a file in an archive: UTF-8, or what old systems used.
pub fn file_name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => candidates::best(bytes).read(bytes),
    }
}

fn named(text: String, name: &str, worth_saying: bool) -> Decoded {
    let mut diagnostics = Vec::new();
    if worth_saying {
        let message = format!("The text was read as {name}. Check that its letters look right.");
        diagnostics.push(Diagnostic::new(Severity::Info, "encoding", message));
    }
    Decoded { text, diagnostics }
}

/// UTF-16 shows by zero bytes that all stand on the same side of their pairs: those of blanks,
/// digits and line ends even in Cyrillic and Chinese texts.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut zeros = [0_usize; 2];
    let mut both = 0_usize;
    for pair in bytes.chunks_exact(2) {
        zeros[0] += usize::from(pair[0] == 0);
        zeros[1] += usize::from(pair[1] == 0);
        both += usize::from(pair == [0, 0]);
    }
    let pairs = bytes.len() / 2;
    let enough = pairs / 100;
    let [high, low] = zeros;
    let encoding = match () {
        () if both > 0 || high == low => return None,
        () if low > enough && high <= low / 50 => UTF_16LE,
        () if high > enough && low <= high / 50 => UTF_16BE,
        () => return None,
    };
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    let odd = text.chars().filter(|c| is_odd(*c)).count();
    (!wrong && odd * 50 <= pairs).then_some(encoding)
}

/// A text in UTF-8 that was cut in the middle of a letter, or has a few wrong bytes.
fn mostly_utf_8(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let wrong = text
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER)
        .count();
    let right = text.chars().filter(|c| !c.is_ascii()).count() - wrong;
    (right >= 20 * wrong).then(|| text.into_owned())
}

/// Whether bytes hold more zeros and control characters than any text has.
fn is_binary(bytes: &[u8]) -> bool {
    let zeros: usize = bytes.iter().map(|&byte| usize::from(byte == 0)).sum();
    let odd = bytes
        .iter()
        .filter(|&&byte| is_odd(char::from(byte)))
        .count();
    zeros * 1000 > bytes.len() || odd * 50 > bytes.len()
}

/// Control characters that texts do not have, not even old ones.
fn is_odd(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{E}'..='\u{1A}' | '\u{1C}'..='\u{1F}' | '\u{7F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATIN: &str = "Član 1. Naručilac plaća izvođaču naknadu za uslugu održavanja u roku od šezdeset dana. \
        Član 2. Izvođač čuva podatke građana na serverima u Srbiji i ne iznosi ih u druge države. Žalbe rešava sud.";
    const CYRILLIC: &str =
        "Члан 1. Наручилац плаћа извођачу накнаду за услугу одржавања у року од шездесет дана.";

    fn utf_16(text: &str, big: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn encodings_are_found() {
        let encode = |name: &str, text: &str| {
            Encoding::for_label(name.as_bytes())
                .unwrap()
                .encode(text)
                .0
                .into_owned()
        };
        let mut marked = vec![0xFF, 0xFE];
        marked.extend(utf_16(LATIN, false));
        let cases = [
            (LATIN.as_bytes().to_vec(), LATIN, None),
            ([b"\xEF\xBB\xBF", LATIN.as_bytes()].concat(), LATIN, None),
            (encode("windows-1250", LATIN), LATIN, Some("windows-1250")),
            (
                encode("windows-1251", CYRILLIC),
                CYRILLIC,
                Some("windows-1251"),
            ),
            (marked, LATIN, Some("UTF-16LE")),
            (utf_16(CYRILLIC, false), CYRILLIC, Some("UTF-16LE")),
            (utf_16(CYRILLIC, true), CYRILLIC, Some("UTF-16BE")),
        ];
        for (bytes, text, name) in cases {
            let decoded = decode(&bytes).unwrap();
            assert_eq!(decoded.text, text);
            match name {
                None => assert!(decoded.diagnostics.is_empty()),
                Some(name) => assert!(decoded.diagnostics[0].message.contains(name), "{name}"),
            }
        }
    }

    /// Every language in every encoding that has its letters, from a line to a page.
    #[test]
    fn our_languages_are_told_apart_in_short_and_long_texts() {
        let albanian = "Neni 1. Furnizuesi është i detyruar të mbrojë të dhënat e qytetarëve dhe t'i ruajë në territorin e Republikës së Shqipërisë.";
        let macedonian = "Член 1. Добавувачот е должен да ги чува податоците на граѓаните на територијата на Македонија. Ќе се применува законот.";
        let chinese = "第一条 双方应当遵守中华人民共和国法律，甲方有权要求乙方提供数据。";
        let french = "Article premier. Le fournisseur conserve les données à caractère personnel où elles ont été créées, dès réception.";
        let german = "Artikel 1. Der Lieferant gewährleistet, dass die Daten der Bürger ausschließlich in Österreich geführt werden.";
        let mut wrong = Vec::new();
        for (text, names) in [
            (LATIN, &["windows-1250", "iso-8859-2", "852"][..]),
            (
                CYRILLIC,
                &["windows-1251", "iso-8859-5", "x-mac-cyrillic", "855"],
            ),
            (
                macedonian,
                &["windows-1251", "iso-8859-5", "x-mac-cyrillic"],
            ),
            (albanian, &["windows-1252", "windows-1250"]),
            (french, &["windows-1252"]),
            (german, &["windows-1252"]),
            (chinese, &["gb18030"]),
        ] {
            for name in names {
                let bytes = encoded(name, text);
                for share in [3, 2, 1] {
                    let part = &bytes[..bytes.len() / share / 2 * 2];
                    let decoded = decode(part).unwrap().text;
                    // Half a Chinese character may stand at the cut.
                    let decoded = decoded
                        .trim_end_matches(char::REPLACEMENT_CHARACTER)
                        .to_owned();
                    let start: String = text.chars().take(decoded.chars().count()).collect();
                    if decoded != start {
                        wrong.push((name, decoded));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn encoded(name: &str, text: &str) -> Vec<u8> {
        let table = match name {
            "852" => old::cp852(&(128..=255).collect::<Vec<u8>>()),
            "855" => old::cp855(&(128..=255).collect::<Vec<u8>>()),
            _ => {
                let encoding = Encoding::for_label(name.as_bytes()).unwrap();
                return encoding.encode(text).0.into_owned();
            }
        };
        let byte = |c: char| {
            let place = table.chars().position(|known| known == c);
            place.map_or_else(
                || u8::try_from(c).unwrap(),
                |place| u8::try_from(place + 128).unwrap(),
            )
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn a_text_cut_inside_a_letter_stays_utf_8() {
        let bytes = CYRILLIC.as_bytes();
        let decoded = decode(&bytes[..60]).unwrap();
        assert!(decoded.text.starts_with("Члан 1. Наручилац"));
        assert!(decoded.text.ends_with(char::REPLACEMENT_CHARACTER));
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(&[0, 159, 146, 150, 0, 0, 3]), None);
    }
}
