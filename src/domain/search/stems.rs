//! Stems: which words are forms of one word, language by language.
//!
//! Works on folded words, in which both scripts of Serbian and every spelling without diacritics are the
//! same already. The stemmers are those of Snowball; what they leave apart in the languages of the Serbian
//! kind is brought together here. Knows nothing of texts.

use crate::domain::language::Language;
use snowball_stemmers_rs::{Algorithm, Stemmer};

/// Letters that a stem must have at least to be the beginning of another one of the same word.
const LEAST_ALIKE: usize = 5;

/// How the forms of a word are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Stemming {
    /// Not at all: there is no stemmer for the language.
    #[default]
    None,
    /// As in English.
    English,
    /// As in Serbian, Bosnian, Montenegrin and Croatian.
    Serbian,
    /// As in German.
    German,
    /// As in French.
    French,
    /// As in Italian.
    Italian,
}

impl Stemming {
    /// The one for a language.
    pub const fn of(language: Language) -> Self {
        match language {
            Language::English => Self::English,
            Language::SerbianLatin
            | Language::SerbianCyrillic
            | Language::Bosnian
            | Language::Montenegrin
            | Language::Croatian => Self::Serbian,
            Language::German => Self::German,
            Language::French => Self::French,
            Language::Italian => Self::Italian,
            Language::Albanian
            | Language::Macedonian
            | Language::Chinese
            | Language::Undetermined => Self::None,
        }
    }

    /// The stem of a folded word; nothing for what has no forms, such as a figure.
    pub fn stem(self, word: &str) -> Option<String> {
        let algorithm = match self {
            Self::None => return None,
            Self::English => Algorithm::English,
            Self::Serbian => Algorithm::Serbian,
            Self::German => Algorithm::German,
            Self::French => Algorithm::French,
            Self::Italian => Algorithm::Italian,
        };
        let has_forms = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        has_forms.then(|| {
            let stemmer = Stemmer::create(algorithm);
            if self == Self::Serbian {
                // What was đ must not become it again: a folded word has no such letter.
                settled(&stemmer.stem(&word.replace("dj", "x")))
            } else {
                stemmer.stem(word).into_owned()
            }
        })
    }

    /// Whether two stems are those of one word.
    pub fn are_one(self, one: &str, other: &str) -> bool {
        one == other || (self == Self::Serbian && (leads_to(one, other) || leads_to(other, one)))
    }
}

/// A Serbian stem without what changes within the forms of one word, each by its rule: the vowel that the
/// stemmer left (`lice|m`), the plural in -ov- (`rok`, `rokovi`), the noun in -ost, k and c, g and z before an i
/// (`usluga`, `usluzi`), l and o (`naručilac`, `naručioca`), the a that comes and goes (`podatak`, `podatka`).
fn settled(stem: &str) -> String {
    let mut stem = without(stem, &["a", "e", "i", "o", "u"], 3);
    stem = without(stem, &["ov", "ev"], 3);
    stem = without(stem, &["ost"], 4);
    let Some((head, last)) = stem.split_at_checked(stem.len().saturating_sub(1)) else {
        return stem.to_owned();
    };
    if head.len() < 3 {
        return stem.to_owned();
    }
    let last = match last {
        "k" => "c",
        "g" => "z",
        same => same,
    };
    let head = match head.strip_suffix("io") {
        Some(before) if last == "c" => format!("{before}il"),
        _ => head.to_owned(),
    };
    let head = match head.strip_suffix(['t', 'd']) {
        Some(before) if last == "c" && before.len() > 2 => before,
        _ => &head,
    };
    let head = match head.strip_suffix('a') {
        Some(before) if last == "c" && before.len() > 2 => before,
        _ => head,
    };
    format!("{head}{last}")
}

/// The stem without the first of these endings that it has, where enough remains.
fn without<'a>(stem: &'a str, endings: &[&str], least: usize) -> &'a str {
    let mut shorter = endings
        .iter()
        .filter_map(|ending| stem.strip_suffix(ending));
    shorter.find(|rest| rest.len() >= least).unwrap_or(stem)
}

/// Whether a stem is another without its last letters, where these are such as only some forms have: the
/// adjective's n (`ugovor`, `ugovorni`), j that the stemmer takes for a part of the ending (`održavanjem`), and it,
/// which it takes for that of a verb (`zaštita`, `zaštiti`).
fn leads_to(short: &str, long: &str) -> bool {
    let is_long = short.len() >= LEAST_ALIKE;
    match long.strip_prefix(short) {
        Some("n" | "j") => is_long,
        Some("it") => short.len() + 1 >= LEAST_ALIKE,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold::fold;

    fn are_one(stemming: Stemming, one: &str, other: &str) -> bool {
        let stem = |word: &str| stemming.stem(&fold(word)).expect("has forms");
        stemming.are_one(&stem(one), &stem(other))
    }

    #[test]
    fn forms_of_one_word_are_one() {
        let cases: [(Stemming, &[&str]); 3] = [
            (
                Stemming::English,
                &[
                    "camera cameras",
                    "agreement agreements",
                    "party parties",
                    "access accesses accessed accessing accessible",
                    "terminate terminates terminated terminating termination",
                    "supply supplies supplied",
                    "process processes processed processing",
                    "confidential confidentiality",
                    "biometric biometrics",
                    "liability liabilities",
                    "copy copies",
                    "breach breaches breached",
                ],
            ),
            (
                Stemming::Serbian,
                &[
                    "ugovor ugovora ugovoru ugovorom ugovori ugovorima ugovorni ugovorne",
                    "уговор уговора уговору уговором уговори уговорима",
                    "ugovor уговора",
                    "zaštita zaštite zaštiti zaštitu zaštitom zaštitni",
                    "заштита заштите заштити заштиту заштитом",
                    "zastita zaštite zastiti",
                    "podatak podatka podatku podatkom podaci podataka podatke podacima",
                    "подаци података подацима",
                    "kamera kamere kameri kameru kamerom kamerama",
                    "biometrija biometrije biometriji biometriju biometrijom",
                    "lični lična ličnih ličnim ličnog",
                    "usluga usluge uslugu usluzi uslugama",
                    "dobavljač dobavljača dobavljaču dobavljači dobavljačem",
                    "izvršilac izvršioca izvršiocu izvršioci izvršilaca",
                    "naručilac naručioca naručiocu naručioci",
                    "član člana članu članom članovi članova",
                    "rok roka rokovi rokova rokom",
                    "sud suda sudu sudovi",
                    "politika politike politici politiku",
                    "odgovornost odgovornosti odgovoran odgovorna",
                    "bezbednost bezbednosti",
                    "sigurnost sigurnosti",
                    "održavanje održavanja održavanju održavanjem",
                    "strana strane strani stranu stranom",
                    "lice lica licu licem licima",
                    "snimak snimka snimci snimke snimaka",
                    "država države državi državni",
                    "nadzor nadzora nadzorni",
                    "korisnik korisnika korisnici korisnicima",
                ],
            ),
            // Bosnian and Montenegrin: the ijekavian forms meet the ekavian ones.
            (
                Stemming::of(Language::Bosnian),
                &[
                    "povjerljiv povjerljivi povjerljivost povjerljivosti poverljivost",
                    "cijena cijene cijeni cena",
                    "prijenos prijenosa prenos",
                    "zaštita zaštite zaštitu",
                    "obrada obrade obradi obradu",
                    "ugovorna ugovornoj ugovorom",
                ],
            ),
        ];
        let mut apart = Vec::new();
        for (stemming, families) in cases {
            for family in families {
                let first = family.split(' ').next().expect("has words");
                let others = family.split(' ').skip(1);
                apart.extend(
                    others
                        .filter(|other| !are_one(stemming, first, other))
                        .map(|other| format!("{first} {other}")),
                );
            }
        }
        assert_eq!(apart, Vec::<String>::new());
    }

    #[test]
    fn other_words_stay_apart() {
        let cases: [(Stemming, &[&str]); 2] = [
            (
                Stemming::English,
                &[
                    "contract contractor",
                    "party partial part",
                    "universal university",
                    "general generate",
                    "data date",
                    "use user usage",
                    "secure second",
                    "law lawn",
                    "right write",
                    "provide provision",
                ],
            ),
            (
                Stemming::Serbian,
                &[
                    "ugovor ugovarač govor",
                    "strana stranac stranica stranka",
                    "pravo pravac",
                    "rok rokada ročište",
                    "sud sudija",
                    "usluga uslov uslovi",
                    "zakon zakonik zakup",
                    "lice lik lična",
                    "podatak podela poduka",
                    "nadzor nazor",
                    "kamera kamata komora",
                    "cena cenzura",
                    "grad gradnja građa",
                    "član članak članarina",
                    "vlast vlasnik vlada",
                    "server servis",
                    "banka banket",
                ],
            ),
        ];
        let mut joined = Vec::new();
        for (stemming, families) in cases {
            for family in families {
                let first = family.split(' ').next().expect("has words");
                let others = family.split(' ').skip(1);
                joined.extend(
                    others
                        .filter(|other| are_one(stemming, first, other))
                        .map(|other| format!("{first} {other}")),
                );
            }
        }
        assert_eq!(joined, Vec::<String>::new());
    }

    #[test]
    fn what_has_no_forms_has_no_stem() {
        for word in ["2024", "b2b", "", "个", "ab"] {
            assert_eq!(Stemming::English.stem(word), None, "{word}");
        }
        for language in [
            Language::Albanian,
            Language::Macedonian,
            Language::Undetermined,
        ] {
            assert_eq!(Stemming::of(language).stem("marreveshje"), None);
        }
    }
}
