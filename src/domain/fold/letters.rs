//! Which letter becomes which when a text is folded.
//!
//! Serbian is the measure: its two scripts must meet, and so must what people type without
//! diacritics. Therefore č, ć, ч and ћ are `c`; š and ш `s`; ž and ж `z`; đ and ђ `dj`; dž and џ
//! `dz`; љ `lj`; њ `nj`. Macedonian ѓ and ќ are г and к with an accent, in Unicode as in print,
//! and lose it like any other letter: `g` and `k`; ѕ is `dz`. Letters of other Cyrillic alphabets
//! follow the same habit. Knows nothing of positions.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The script in which a word of mixed scripts is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
}

/// Latin letters and the Cyrillic letters that look the same.
const TWINS: [(char, char); 25] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
];

/// Whether a character is Chinese, so that words around it need no blanks.
pub const fn is_han(letter: char) -> bool {
    matches!(letter,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{3001}'..='\u{3003}' | '\u{3005}'..='\u{3011}')
}

/// Whether a character and its neighbour of the same sort belong to one word.
pub(super) fn joins(letter: char) -> bool {
    letter.is_alphanumeric() && !is_han(letter)
}

/// Whether a character only changes the one before it.
pub(super) fn is_mark(letter: char) -> bool {
    // The first two are shortcuts for letters that no mark is among.
    letter >= '\u{300}' && !is_cyrillic(letter) && is_combining_mark(letter)
}

/// The end of the word that starts at `at`, and the script to read it in when it mixes two.
pub(super) fn word_at(text: &str, at: usize) -> (usize, Option<Script>) {
    let mut census = Census::default();
    let mut end = at;
    for letter in text.get(at..).unwrap_or_default().chars() {
        let inside = letter.is_alphabetic() || is_mark(letter) || is_dropped(letter);
        if !inside && end > at {
            break;
        }
        end += letter.len_utf8();
        if !inside {
            break;
        }
        census.count(letter);
    }
    (end, census.verdict())
}

/// Letters of a word by script.
#[derive(Default)]
struct Census {
    latin: usize,
    cyrillic: usize,
    latin_only: usize,
    cyrillic_only: usize,
}

impl Census {
    fn count(&mut self, letter: char) {
        if is_latin(letter) {
            self.latin += 1;
            self.latin_only += usize::from(cyrillic_twin(letter).is_none());
        } else if is_cyrillic(letter) {
            self.cyrillic += 1;
            self.cyrillic_only += usize::from(latin_twin(letter).is_none());
        }
    }

    /// Letters without a twin are the better witnesses; the others decide when those are equal.
    fn verdict(&self) -> Option<Script> {
        if self.latin == 0 || self.cyrillic == 0 {
            return None;
        }
        let cyrillic = (self.cyrillic_only, self.cyrillic) > (self.latin_only, self.latin);
        Some(if cyrillic {
            Script::Cyrillic
        } else {
            Script::Latin
        })
    }
}

const fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}')
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{45f}')
}

fn latin_twin(letter: char) -> Option<char> {
    let twin = TWINS.iter().find(|(_, cyrillic)| *cyrillic == letter);
    twin.map(|(latin, _)| *latin)
}

/// Serbian has no і and no ѕ, so a Latin i or s in a Cyrillic word is not taken for one.
fn cyrillic_twin(letter: char) -> Option<char> {
    if matches!(letter, 'i' | 'I' | 's') {
        return None;
    }
    let twin = TWINS.iter().find(|(latin, _)| *latin == letter);
    twin.map(|(_, cyrillic)| *cyrillic)
}

/// Appends what a character becomes; nothing when it is dropped. Blanks stay what they are.
pub(super) fn spell(letter: char, script: Option<Script>, out: &mut String) {
    let twin = match script {
        Some(Script::Latin) => latin_twin(letter),
        Some(Script::Cyrillic) => cyrillic_twin(letter),
        None => None,
    };
    let letter = twin.unwrap_or(letter);
    if letter.is_ascii() {
        plain(letter, out);
    } else if let Some(ascii) = transliterated(lower(letter)).or_else(|| punctuation(letter)) {
        out.push_str(ascii);
    } else {
        spell_by_parts(letter, out);
    }
}

/// Anything else falls apart into simpler characters, twice because lower-casing makes new ones.
fn spell_by_parts(letter: char, out: &mut String) {
    let lowered = std::iter::once(letter).nfkd().flat_map(char::to_lowercase);
    for part in lowered.nfkd().filter(|&part| !is_combining_mark(part)) {
        if part.is_ascii() {
            plain(part, out);
        } else if let Some(ascii) = transliterated(part).or_else(|| punctuation(part)) {
            out.push_str(ascii);
        } else if !is_dropped(part) {
            out.push(part);
        }
    }
}

fn plain(letter: char, out: &mut String) {
    if letter.is_ascii_whitespace() || letter == '\u{b}' || !letter.is_ascii_control() {
        out.push(letter.to_ascii_lowercase());
    }
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Characters that leave no trace: controls, zero-width and direction marks, soft hyphens.
const fn is_dropped(letter: char) -> bool {
    matches!(letter,
        '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Typographic punctuation as it is on a keyboard.
const fn punctuation(mark: char) -> Option<&'static str> {
    Some(match mark {
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' | '´' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '〝' | '〞' => "\"",
        '\u{2010}'..='\u{2015}' | '−' | '⸺' | '⸻' => "-",
        '⁄' | '∕' => "/",
        _ => return None,
    })
}

/// Lower-case letters that Unicode does not take apart.
const fn transliterated(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ѓ' => "g",
        'д' | 'ð' => "d",
        'ђ' | 'đ' => "dj",
        'е' | 'ё' | 'ѐ' | 'э' | 'є' => "e",
        'ж' | 'ž' | 'з' => "z",
        'и' | 'й' | 'ѝ' | 'і' | 'ї' | 'ı' => "i",
        'ј' => "j",
        'к' | 'ќ' => "k",
        'л' | 'ł' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' | 'ø' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ш' | 'š' => "s",
        'т' => "t",
        'ћ' | 'ч' | 'ц' | 'č' | 'ć' => "c",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "h",
        'џ' | 'ѕ' => "dz",
        'щ' => "st",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "ju",
        'я' => "ja",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}
