//! Which language a text is in, by its script, its common words and words that neighbours do not
//! share.
//!
//! The words are in `assets/clause-vocabulary.json`. Says "undetermined" rather than guess from a
//! line or two.

use super::fold::is_letter;
use super::language::Language;
use super::segment::vocabulary::{Marks, Vocabulary};
use foldhash::{HashMap, HashMapExt as _};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Letters of the text that are looked at; enough for any agreement, and quick for a long one.
const WINDOW: usize = 60_000;
/// Bytes of the longest word that is looked up.
const LONGEST_WORD: usize = 40;

/// The language that most of the text is in.
pub fn detect_language(text: &str) -> Language {
    let scripts = Scripts::of(text);
    if scripts.letters < 12 {
        return Language::Undetermined;
    }
    if scripts.han * 4 > scripts.letters {
        return Language::Chinese;
    }
    if scripts.cyrillic * 2 > scripts.letters {
        return cyrillic(text, &scripts);
    }
    if scripts.latin * 2 > scripts.letters {
        return best(text, |language| {
            !matches!(
                language,
                Language::SerbianCyrillic | Language::Macedonian | Language::Chinese
            )
        });
    }
    Language::Undetermined
}

/// Which of two languages a few words are in, by script and by words that only one of them has;
/// nothing when they could be in either.
pub fn closer(text: &str, one: Language, other: Language) -> Option<Language> {
    let scripts = Scripts::of(text);
    let letters = |language| match language {
        Language::Chinese => scripts.han,
        Language::SerbianCyrillic | Language::Macedonian => scripts.cyrillic,
        _ => scripts.latin,
    };
    let same_script = letters(one) == letters(other);
    let (first, second) = if same_script {
        let common = CommonWords::of(text);
        let score = |language| (common.share(language) * 1000.0).round();
        (score(one), score(other))
    } else {
        #[expect(clippy::cast_precision_loss, reason = "only compared")]
        let pair = (letters(one) as f32, letters(other) as f32);
        pair
    };
    match first.total_cmp(&second) {
        std::cmp::Ordering::Greater => Some(one),
        std::cmp::Ordering::Less => Some(other),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether two languages are so near each other that a few sentences do not tell them apart.
pub const fn are_siblings(one: Language, other: Language) -> bool {
    const fn family(language: Language) -> u8 {
        match language {
            Language::SerbianLatin
            | Language::Bosnian
            | Language::Montenegrin
            | Language::Croatian => 1,
            Language::SerbianCyrillic | Language::Macedonian => 2,
            _ => 0,
        }
    }
    family(one) != 0 && family(one) == family(other)
}

/// How many letters of which script, and letters that only some languages have.
#[derive(Default)]
struct Scripts {
    letters: usize,
    latin: usize,
    cyrillic: usize,
    han: usize,
    serbian: usize,
    macedonian: usize,
    foreign: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let mut scripts = Self::default();
        for c in text.chars().filter(|c| is_letter(*c)).take(WINDOW) {
            scripts.letters += 1;
            if c.is_ascii() {
                scripts.latin += 1;
                continue;
            }
            match c {
                '\u{400}'..='\u{52f}' => scripts.cyrillic += 1,
                '\u{3400}'..='\u{9fff}' => scripts.han += 1,
                // Kana and Hangul: Japanese and Korean share ideographs with Chinese.
                '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' => scripts.han = 0,
                c if c < '\u{250}' => scripts.latin += 1,
                _ => {}
            }
            match c {
                'ћ' | 'ђ' | 'Ћ' | 'Ђ' => scripts.serbian += 1,
                'ѓ' | 'ќ' | 'ѕ' | 'Ѓ' | 'Ќ' | 'Ѕ' => scripts.macedonian += 1,
                'ы' | 'э' | 'ё' | 'й' | 'ю' | 'я' | 'щ' | 'ъ' | 'ь' => {
                    scripts.foreign += 1;
                }
                _ => {}
            }
        }
        scripts
    }
}

fn cyrillic(text: &str, scripts: &Scripts) -> Language {
    if scripts.foreign * 50 > scripts.cyrillic {
        return Language::Undetermined;
    }
    match scripts.serbian.cmp(&scripts.macedonian) {
        std::cmp::Ordering::Greater => Language::SerbianCyrillic,
        std::cmp::Ordering::Less => Language::Macedonian,
        std::cmp::Ordering::Equal => best(text, |language| {
            matches!(language, Language::SerbianCyrillic | Language::Macedonian)
        }),
    }
}

/// Words or stems, and the languages each speaks for with its weight.
type Weights = HashMap<String, Vec<(Language, u32)>>;

/// A number for each language, at its place in the declaration.
type Scores = [u32; Language::ALL.len() + 1];

/// The words and stems of the vocabulary, and the languages it speaks for with its weight.
struct Lexicon {
    whole: Weights,
    /// Stems by their length in letters, the shortest first.
    stems: BTreeMap<usize, Weights>,
}

impl Lexicon {
    fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Self {
                whole: HashMap::new(),
                stems: BTreeMap::new(),
            };
            for marks in &Vocabulary::get().languages {
                lexicon.add(marks);
            }
            lexicon
        })
    }

    fn add(&mut self, marks: &Marks) {
        let Some(language) = Language::from_tag(&marks.tag) else {
            return;
        };
        for word in &marks.words {
            let entry = self.whole.entry(word.clone()).or_default();
            entry.push((language, 1));
        }
        for mark in &marks.own {
            let entry = match mark.strip_suffix('*') {
                None => self.whole.entry(mark.clone()).or_default(),
                Some(stem) => {
                    let stems = self.stems.entry(stem.chars().count()).or_default();
                    stems.entry(stem.to_owned()).or_default()
                }
            };
            entry.push((language, 3));
        }
    }

    /// Adds what a word in small letters speaks for.
    fn count(&self, word: &str, scores: &mut Scores) {
        let mut add = |found: Option<&Vec<(Language, u32)>>| {
            for (language, weight) in found.into_iter().flatten() {
                scores[*language as usize] += weight;
            }
        };
        add(self.whole.get(word));
        let ends = word.char_indices().map(|(at, _)| at);
        let mut ends = ends.chain([word.len()]).enumerate();
        for (len, stems) in &self.stems {
            let Some((_, end)) = ends.find(|(letters, _)| letters == len) else {
                break;
            };
            add(word.get(..end).and_then(|stem| stems.get(stem)));
        }
    }
}

/// The words of a text: letters between anything else.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_letter(c))
        .filter(|word| !word.is_empty())
}

/// Writes a word in small letters into `out`, which keeps its room.
fn lower<'a>(word: &str, out: &'a mut String) -> &'a str {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
    } else {
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

fn best(text: &str, allowed: impl Fn(Language) -> bool) -> Language {
    let lexicon = Lexicon::get();
    let mut scores = Scores::default();
    let mut count = 0;
    let mut small = String::new();
    let end = text
        .char_indices()
        .nth(WINDOW)
        .map_or(text.len(), |(at, _)| at);
    for word in words(text.get(..end).unwrap_or_default()) {
        if word.len() <= LONGEST_WORD {
            count += 1;
            lexicon.count(lower(word, &mut small), &mut scores);
        }
    }
    // Language::ALL gives ties an order, so that the answer is always the same.
    let ranked = Language::ALL
        .into_iter()
        .filter(|&language| allowed(language));
    let (winner, score) = ranked
        .map(|language| (language, scores[language as usize]))
        .fold((Language::Undetermined, 0), |best, next| {
            if next.1 > best.1 { next } else { best }
        });
    if score >= 2 && score * 12 >= count {
        winner
    } else {
        Language::Undetermined
    }
}

/// Which part of the words of a text, those of one letter left out, are common words of whatever
/// language, from 0 to 1. Chinese letters count as common words.
///
/// Quick enough to be asked of every page.
pub fn share_of_any_common_words(text: &str) -> f32 {
    let lexicon = Lexicon::get();
    let mut common = 0_u16;
    let mut count = 0_u16;
    let mut small = String::new();
    // A thousand words tell as much as all of them.
    for word in words(text)
        .filter(|word| word.chars().nth(1).is_some())
        .take(1000)
    {
        count += 1;
        let known =
            word.chars().all(is_chinese) || lexicon.whole.contains_key(lower(word, &mut small));
        common += u16::from(known);
    }
    f32::from(common) / f32::from(count.max(1))
}

const fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}')
}

/// Which part of the words of a text are common words of a language, from 0 to 1.
///
/// Running text has a fifth or more; text in another language, or in no language at all, has next to
/// none. With [`Language::Undetermined`] the best of all languages counts.
pub fn share_of_common_words(text: &str, language: Language) -> f32 {
    CommonWords::of(text).share(language)
}

/// How many words of a text there are, and how many are common in each language.
struct CommonWords {
    common: Scores,
    words: u32,
}

impl CommonWords {
    fn of(text: &str) -> Self {
        let lexicon = Lexicon::get();
        let mut counted = Self {
            common: Scores::default(),
            words: 0,
        };
        let mut small = String::new();
        for word in words(text) {
            // Chinese writes no blanks: each of its letters is as good as a common word.
            let letters = word.chars().take(LONGEST_WORD);
            let chinese = letters.filter(|letter| is_chinese(*letter)).count();
            if chinese > 0 {
                let chinese = u32::try_from(chinese).unwrap_or(u32::MAX);
                counted.common[Language::Chinese as usize] += chinese;
                counted.words += chinese;
                continue;
            }
            counted.words += 1;
            if word.len() <= LONGEST_WORD {
                let mut found = Scores::default();
                lexicon.count(lower(word, &mut small), &mut found);
                for (sum, found) in counted.common.iter_mut().zip(found) {
                    *sum += u32::from(found > 0);
                }
            }
        }
        counted
    }

    fn share(&self, language: Language) -> f32 {
        let counted = match language {
            Language::Undetermined => self.common.iter().copied().max().unwrap_or(0),
            known => self.common[known as usize],
        };
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
        let share = counted as f32 / self.words.max(1) as f32;
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_language_are_common_only_in_it() {
        let serbian = "Наручилац има право да у свако време захтева извештај о мерама које су у складу са овим.";
        let share = |text, language| share_of_common_words(text, language);
        assert!(share(serbian, Language::SerbianCyrillic) > 0.3);
        assert!(share(serbian, Language::English) < 0.01);
        assert!(share("甲方有权随时要求乙方", Language::Chinese) > 0.99);
        assert!(share("KLV DWD URFHVVLQJ GGHQGXP IRUPV", Language::Undetermined) < 0.01);
        assert!(share("", Language::Undetermined) < 0.01);
    }

    #[test]
    fn every_language_is_recognised_from_a_few_sentences() {
        for (tag, text) in [
            (
                "en",
                "The Supplier shall keep the records of the City for five years and shall not disclose any of them.",
            ),
            (
                "sr-Latn",
                "Naručilac ima pravo da u svako vreme zahteva izveštaj o merama bezbednosti koje su primenjene na mestu obrade.",
            ),
            (
                "sr-Cyrl",
                "Наручилац има право да у свако време захтева извештај о мерама безбедности које су примењене.",
            ),
            (
                "bs",
                "Općina ima pravo da u svako vrijeme zahtijeva izvještaj o mjerama u skladu sa propisima Federacije Bosne i Hercegovine.",
            ),
            (
                "cnr",
                "Opština ima pravo da u svako vrijeme zahtijeva izvještaj o mjerama u skladu sa propisima Crne Gore i uslovima ugovora.",
            ),
            (
                "hr",
                "Općina ima pravo u svakom trenutku tražiti izvješće o mjerama sukladno članku 5. i propisima Republike Hrvatske.",
            ),
            (
                "sq",
                "Bashkia ka të drejtë në çdo kohë të kërkojë një raport për masat që janë marrë në vendin e përpunimit.",
            ),
            (
                "mk",
                "Нарачателот има право во секое време да бара извештај за мерките што се преземени со договорот, ќе ги чува.",
            ),
            ("zh", "甲方有权随时要求乙方提供有关安全措施的报告。"),
            (
                "de",
                "Der Auftragnehmer wird die Daten nur für die Zwecke des Vertrags verarbeiten und nicht weitergeben.",
            ),
            (
                "fr",
                "Le titulaire conserve les données pour la durée du contrat et ne les transmet pas à des tiers.",
            ),
            (
                "it",
                "Il fornitore conserva i dati per la durata del contratto e non li comunica a terzi che non sono autorizzati.",
            ),
            (
                "und",
                "Исполнитель обязуется хранить данные в течение срока действия договора и не передавать их.",
            ),
            ("und", "xyzzy plugh 12345 frobnicate quux"),
            ("und", "この契約は東京で締結された。"),
            ("und", ""),
        ] {
            let found = detect_language(text);
            assert_eq!(found.tag(), tag, "{text}");
        }
    }

    #[test]
    fn look_alike_letters_do_not_change_the_script() {
        let text = "Oвим зaкoнoм урeђуje сe зaштитa пoдaтaкa и прaвa лицa нa кoja сe пoдaци oднoсe";
        assert_eq!(detect_language(text), Language::SerbianCyrillic);
    }
}
