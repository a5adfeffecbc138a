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

/// Whether a character is a letter of any alphabet: `char::is_alphabetic`, told without its tables
/// for the letters that most agreements are written in.
pub fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphabetic()
    } else {
        is_latin(letter) || is_cyrillic(letter) || letter.is_alphabetic()
    }
}

/// Whether a character and its neighbour of the same sort belong to one word.
pub fn joins(letter: char) -> bool {
    (is_letter(letter) || letter.is_numeric()) && !is_han(letter)
}

/// Whether a character is Chinese, and folding leaves it as it is.
const fn is_common_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

/// Whether a text is letters of one script and nothing else.
pub(super) fn is_word_of_one_script(text: &str) -> bool {
    text.chars().all(is_latin) || text.chars().all(is_cyrillic) || text.chars().all(is_common_han)
}

/// Whether a character only changes the one before it.
pub fn is_mark(letter: char) -> bool {
    // The first two are shortcuts for letters that no mark is among.
    letter >= '\u{300}' && !is_cyrillic(letter) && is_combining_mark(letter)
}

/// The end of the ASCII that starts at `at`, where a word begins: before a word that goes on in other
/// letters, because that one may mix scripts.
pub(super) fn ascii_words(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes().get(at..).unwrap_or_default();
    let length = bytes.iter().take_while(|byte| byte.is_ascii()).count();
    if length == bytes.len() {
        return at + length;
    }
    let whole = bytes.get(..length).unwrap_or_default();
    let in_word = |byte: &&u8| byte.is_ascii_alphabetic() || is_dropped(char::from(**byte));
    at + length - whole.iter().rev().take_while(in_word).count()
}

/// Whether an ASCII character is white space.
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// How many characters at the beginning of some ASCII are the same when folded, single blanks between
/// them included.
pub(super) fn unchanged(bytes: &[u8]) -> usize {
    let is_same = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let blank = byte == b' ' && at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic);
        if !is_same(byte) && !blank {
            break;
        }
        at += 1;
    }
    at
}

/// The end of the word that starts at `at`, and the script to read it in when it mixes two.
pub(super) fn word_at(text: &str, at: usize) -> (usize, Option<Script>) {
    let rest = text.get(at..).unwrap_or_default();
    let (mut latin, mut cyrillic) = (false, false);
    let mut length = 0;
    for letter in rest.chars() {
        if is_latin(letter) {
            latin = true;
        } else if is_cyrillic(letter) {
            cyrillic = true;
        } else if !(letter.is_alphabetic() || is_mark(letter) || is_dropped(letter)) {
            break;
        }
        length += letter.len_utf8();
    }
    let word = rest.get(..length).unwrap_or_default();
    let script = (latin && cyrillic).then(|| script_of(word));
    // A character that is no letter is a word of its own without a script.
    (at + length.max(1), script)
}

/// The script of most letters of a word that mixes two. Letters without a twin are the better
/// witnesses; the others decide when those are equal.
fn script_of(word: &str) -> Script {
    let (mut latin, mut cyrillic) = ((0, 0), (0, 0));
    for letter in word.chars() {
        if is_latin(letter) {
            latin.0 += usize::from(cyrillic_twin(letter).is_none());
            latin.1 += 1;
        } else if is_cyrillic(letter) {
            cyrillic.0 += usize::from(latin_twin(letter).is_none());
            cyrillic.1 += 1;
        }
    }
    if cyrillic > latin {
        Script::Cyrillic
    } else {
        Script::Latin
    }
}

const fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || matches!(letter, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}')
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{45f}')
}

/// The script of a letter that another script's letter may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Cyrillic,
    Greek,
}

const fn alphabet(letter: char) -> Option<Alphabet> {
    match letter {
        _ if is_latin(letter) => Some(Alphabet::Latin),
        _ if is_cyrillic(letter) => Some(Alphabet::Cyrillic),
        '\u{370}'..='\u{3ff}' => Some(Alphabet::Greek),
        _ => None,
    }
}

/// The Latin letter that a Greek one looks like.
fn latin_for_greek(letter: char) -> Option<char> {
    let greek = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιρϲϳ";
    let place = greek.chars().position(|known| known == letter)?;
    "ABEZHIKMNOPTYXovipcj".chars().nth(place)
}

/// The letters of a word that pass for letters of its own script, when there are any.
///
/// Words in which a stranger looks like nothing of their own only mix scripts openly, and so do
/// abbreviations with an ending of the language around them (`USBу`).
pub fn strangers(word: &str) -> Vec<char> {
    let scripts: Vec<Alphabet> = word.chars().filter_map(alphabet).collect();
    let changes = scripts.windows(2).filter(|pair| pair[0] != pair[1]).count();
    if changes == 0 || (changes == 1 && is_abbreviation(word)) {
        return Vec::new();
    }
    let home = match script_of(word) {
        Script::Latin => Alphabet::Latin,
        Script::Cyrillic => Alphabet::Cyrillic,
    };
    let strange: Vec<char> = word
        .chars()
        .filter(|&letter| alphabet(letter).is_some_and(|script| script != home))
        .collect();
    let alike = |letter: &char| match home {
        Alphabet::Cyrillic => {
            let latin = latin_for_greek(*letter).unwrap_or(*letter);
            TWINS.iter().any(|(twin, _)| *twin == latin)
        }
        _ => latin_twin(*letter).or(latin_for_greek(*letter)).is_some(),
    };
    if strange.iter().all(alike) {
        strange
    } else {
        Vec::new()
    }
}

/// Capitals of one script and small letters of another behind them.
fn is_abbreviation(word: &str) -> bool {
    let capitals = word
        .chars()
        .take_while(|letter| letter.is_uppercase())
        .count();
    let first = word.chars().next().and_then(alphabet);
    let mut head = word.chars().take(capitals);
    let mut tail = word.chars().skip(capitals);
    capitals > 1
        && head.all(|letter| alphabet(letter) == first)
        && tail.all(|letter| letter.is_lowercase() && alphabet(letter) != first)
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
    } else if is_common_han(letter) {
        out.push(letter);
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
    // Shortcuts for the letters of our alphabets.
    let distance = match letter {
        'а'..='џ' => 0,
        'А'..='Я' => 'а' as u32 - 'А' as u32,
        'Ѐ'..='Џ' => 'ѐ' as u32 - 'Ѐ' as u32,
        _ => return letter.to_lowercase().next().unwrap_or(letter),
    };
    char::from_u32(letter as u32 + distance).unwrap_or(letter)
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
