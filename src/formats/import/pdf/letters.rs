//! Whether what a page's letters spell can be what is printed on it.
//!
//! A text layer may be lies: letter maps that turn `the` into `WKH`, recognition with the wrong
//! language, letters with marks put down as other letters or without their marks. Nothing here looks
//! at the picture; it only knows how text in a human language looks.

use super::lines::is_ideograph;
use crate::domain::detect_language::share_of_any_common_words;

/// Words that a page must have before they are judged.
const FEWEST_WORDS: usize = 20;
/// Share of common words under which a text is looked at closely. Contracts have a fifth or more,
/// tables and lists less, ciphers and wrong recognition next to none.
const FEW_COMMON: f32 = 0.06;
/// Letters that a page must have before its marked letters are counted.
const FEWEST_LETTERS: usize = 400;

/// What the letters of one page tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Letters {
    /// All letters, digits and signs.
    pub all: usize,
    /// Those that stand for nobody knows what.
    pub wrong: usize,
    /// Letters of any alphabet.
    alphabetic: usize,
    /// č, ć, ž, š, đ in either case.
    marked: usize,
    /// Letters that other letter tables have in their place.
    replaced: usize,
    /// What its words look like.
    pub words: Words,
}

/// What the words of a page look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Words {
    /// Too few to tell.
    #[default]
    Few,
    /// Words of a language, as far as can be told.
    Likely,
    /// Words of no language.
    Unlikely,
}

impl Letters {
    /// Looks at the text of a page.
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for character in text.chars().filter(|c| !c.is_whitespace()) {
            letters.all += 1;
            letters.wrong += usize::from(is_unreadable(character));
            letters.alphabetic += usize::from(character.is_alphabetic());
            letters.marked += usize::from("čćžšđČĆŽŠĐ".contains(character));
            letters.replaced += usize::from("ţŢĎďĊċÈèÆæÐð".contains(character));
        }
        letters.words = words(text);
        letters
    }

    /// Whether so many letters cannot be read that the page must be doubted.
    pub const fn are_doubtful(&self) -> bool {
        self.wrong * 50 > self.all
    }

    /// Whether so many letters cannot be read that the page is of no use.
    pub const fn are_useless(&self) -> bool {
        self.wrong * 2 > self.all
    }

    /// Whether South Slavic text of so many letters must have more letters with marks.
    pub const fn lost_marks(&self) -> bool {
        self.alphabetic >= FEWEST_LETTERS
            && self.marked * 1000 < 5 * self.alphabetic
            && self.replaced * 200 < self.alphabetic
    }

    /// Whether South Slavic text has letters that it does not know.
    pub const fn replaced_marks(&self) -> bool {
        self.replaced >= 2
    }
}

/// Characters that stand for letters nobody knows.
pub fn is_unreadable(character: char) -> bool {
    let control = character.is_control() && !character.is_whitespace();
    control
        || character == char::REPLACEMENT_CHARACTER
        || matches!(character, '\u{E000}'..='\u{F8FF}')
}

/// Some words of a text with letters that its language does not know.
pub fn replaced_words(text: &str) -> Vec<&str> {
    let found = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 3 && word.contains(|c| "ţŢĎďĊċÈèÆæÐð".contains(c)));
    found.take(3).collect()
}

fn words(text: &str) -> Words {
    let tokens = || text.split_whitespace().filter(|token| letters(token) >= 3);
    if tokens().take(FEWEST_WORDS).count() < FEWEST_WORDS {
        return Words::Few;
    }
    if share_of_any_common_words(text) >= FEW_COMMON {
        return Words::Likely;
    }
    let (mut all, mut odd, mut alphabetic, mut vowels) = (0, 0, 0, 0);
    for token in tokens().filter(|token| !token.chars().any(is_ideograph)) {
        all += 1;
        odd += usize::from(is_odd(token));
        for letter in token.chars().filter(|c| c.is_alphabetic()) {
            alphabetic += 1;
            vowels += usize::from(is_vowel(letter));
        }
    }
    let few_vowels = vowels * 4 < alphabetic;
    if all >= FEWEST_WORDS && (odd * 8 > all || few_vowels) {
        Words::Unlikely
    } else {
        Words::Likely
    }
}

fn letters(token: &str) -> usize {
    token.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether a word has what words do not have inside: a capital after a small letter, a digit or a
/// sign between letters, letters of two scripts.
fn is_odd(token: &str) -> bool {
    if token.contains("://") || token.contains('@') || token.contains("www.") {
        return false;
    }
    let inner = token.trim_matches(|c: char| !c.is_alphabetic());
    let latin = inner.chars().any(|c| c.is_alphabetic() && c < '\u{250}');
    let cyrillic = inner.chars().any(|c| ('\u{400}'..'\u{530}').contains(&c));
    let mut pairs = inner.chars().zip(inner.chars().skip(1));
    let steps = pairs.any(|(a, b)| {
        let rises = a.is_lowercase() && b.is_uppercase();
        let sign = |c: char| !c.is_alphabetic() && !"-‐‑–—'’./,:;()&\u{AD}".contains(c);
        rises || (a.is_alphabetic() && sign(b))
    });
    steps || (latin && cyrillic)
}

fn is_vowel(letter: char) -> bool {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    "aeiouyаеиоуыэюяёіїє".contains(lower)
        // Vowels with marks, wherever they stand in the tables; and scripts that write none.
        || matches!(
            lower,
            'à'..='æ'
                | 'è'..='ï'
                | 'ò'..='ü'
                | 'ā'..='ą'
                | 'ē'..='ě'
                | 'ĩ'..='ı'
                | 'ō'..='œ'
                | 'ũ'..='ų'
                | 'ý'
                | 'ÿ'
        )
        || lower > '\u{52f}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ciphers_and_wrong_recognition_are_no_words() {
        for (text, words) in [
            (
                "The Supplier shall keep the records of the City for five years and shall not disclose any of them to others, unless the City has agreed in writing.",
                Words::Likely,
            ),
            (
                "Наручилац има право да у свако време захтева извештај о мерама које су примењене и да га чува у складу са законом који уређује ову област, као и друге податке које пружалац услуга достави наручиоцу током извршења уговора.",
                Words::Likely,
            ),
            (
                "El proveedor mantendrá registros completos durante cinco años después del vencimiento, salvo autorización expresa otorgada previamente mediante documento firmado ante notario público competente según leyes vigentes aplicables cualquier jurisdicción.",
                Words::Likely,
            ),
            (
                "7KLV'DWD3URFHVVLQJ$GGHQGXP IRUPVSDUWRIWKH 7HUPVRI6HUYLFH DQG3ULYDF 3ROLF RWKHU ZULWWHQ HOHFWURQLF DJUHHPHQW EHWZHHQ %DVHFDPS DQG &XVWRPHU IRU WKH SXUFKDVH DQGRU XVH RQOLQH VHUYLFHV LQFOXGLQJ DVVRFLDWHG",
                Words::Unlikely,
            ),
            (
                "Hapogua ckynuTuHa Cnyx6a MebyHapogHy Capayiby YIOBOP IIPY2KAIbY KOHCYJITAHTCKUX YVCJIYTA 3axmyueH Beorpagy fava Mapta roguHe u3mMehy HapogHe ckynmTuHe PenyOmuke Cp6uje Huxore TMamuha fasbem TeKCTy",
                Words::Unlikely,
            ),
            ("Annex 1 – Prices", Words::Few),
        ] {
            assert_eq!(Letters::of(text).words, words, "{text}");
        }
    }

    #[test]
    fn marks_are_missed_and_known_when_replaced() {
        let plain = "Narucilac ima pravo da u svako vreme zahteva izvestaj o merama bezbednosti. "
            .repeat(8);
        let right = "Naručilac ima pravo da u svako vreme zahteva izveštaj o merama obezbeđenja. "
            .repeat(8);
        let wrong =
            "na sjednici odrţanoj dana i odreĎuju visine nagrade koja pripada advokatu ".repeat(8);
        let facts = |text: &str| {
            let letters = Letters::of(text);
            (letters.lost_marks(), letters.replaced_marks())
        };
        assert_eq!(facts(&plain), (true, false));
        assert_eq!(facts(&right), (false, false));
        assert_eq!(facts(&wrong), (false, true));
        assert_eq!(replaced_words(&wrong), ["odrţanoj", "odreĎuju", "odrţanoj"]);
    }
}
