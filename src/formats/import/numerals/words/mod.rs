//! Numbers in words, in the languages of the agreements that are read here and in a few large
//! ones. Other languages get digits.

mod tables;

use super::east;
use tables::{ALBANIAN, MACEDONIAN, RUSSIAN, SERBIAN, Table};

/// Whose words are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tongue {
    English { british: bool },
    German,
    Chinese,
    Table(&'static Table),
    SerbianLatin { ijekavian: bool },
    Other,
}

fn tongue(language: Option<&str>) -> Tongue {
    let tag = language.unwrap_or("en-US").to_ascii_lowercase();
    let main = tag.split('-').next().unwrap_or_default();
    match main {
        "en" => Tongue::English {
            british: !matches!(tag.as_str(), "en" | "en-us"),
        },
        "de" => Tongue::German,
        "zh" => Tongue::Chinese,
        "ru" => Tongue::Table(&RUSSIAN),
        "mk" => Tongue::Table(&MACEDONIAN),
        "sq" => Tongue::Table(&ALBANIAN),
        "sr" | "bs" if tag.contains("cyrl") => Tongue::Table(&SERBIAN),
        "hr" | "bs" | "cnr" => Tongue::SerbianLatin { ijekavian: true },
        "sr" if tag.contains("latn") => Tongue::SerbianLatin { ijekavian: false },
        "sr" => Tongue::Table(&SERBIAN),
        _ => Tongue::Other,
    }
}

/// `1st`, `1.`, `1-й`.
pub fn ordinal(number: u32, language: Option<&str>) -> String {
    let tag = language.unwrap_or("en").to_ascii_lowercase();
    let ending = match tag.split('-').next().unwrap_or_default() {
        "en" => english_ending(number),
        "ru" | "uk" | "be" => "-й",
        "fr" if number == 1 => "er",
        "es" | "it" | "pt" | "ca" => "º",
        "fr" | "nl" => "e",
        "el" => "ος",
        "sv" if matches!(number % 10, 1 | 2) && !matches!(number % 100, 11 | 12) => ":a",
        "sv" => ":e",
        _ => ".",
    };
    format!("{number}{ending}")
}

const fn english_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// `Twenty-one`.
pub fn cardinal(number: u32, language: Option<&str>) -> String {
    written(number, language, false)
}

/// `Twenty-first`.
pub fn ordinal_text(number: u32, language: Option<&str>) -> String {
    written(number, language, true)
}

fn written(number: u32, language: Option<&str>, ordinal: bool) -> String {
    let words = match tongue(language) {
        Tongue::English { british } => english(number, ordinal, british),
        Tongue::German => german(number, ordinal),
        Tongue::Chinese => {
            let count = east::format(number, "chineseCountingThousand", None);
            count.map(|count| {
                if ordinal {
                    format!("第{count}")
                } else {
                    count
                }
            })
        }
        Tongue::Table(table) if *table == RUSSIAN && number >= 1000 => {
            russian_thousands(number, ordinal)
        }
        Tongue::Table(table) => table.write(number, ordinal),
        Tongue::SerbianLatin { ijekavian } => SERBIAN
            .write(number, ordinal)
            .map(|words| latin(&words, ijekavian)),
        Tongue::Other => None,
    };
    words.map_or_else(|| number.to_string(), |words| capitalised(&words))
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

const ENGLISH_ONES: [(&str, &str); 20] = [
    ("zero", "zeroth"),
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
];
const ENGLISH_TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

fn english(number: u32, ordinal: bool, british: bool) -> Option<String> {
    let pick = |words: (&'static str, &'static str)| if ordinal { words.1 } else { words.0 };
    let index = number as usize;
    let part = |count: u32, unit: &str, rest: u32| {
        let count = english(count, false, british)?;
        if rest == 0 {
            let ending = if ordinal { "th" } else { "" };
            return Some(format!("{count} {unit}{ending}"));
        }
        let and = if british && rest < 100 { "and " } else { "" };
        Some(format!(
            "{count} {unit} {and}{}",
            english(rest, ordinal, british)?
        ))
    };
    match number {
        0..20 => Some(pick(ENGLISH_ONES[index]).to_owned()),
        20..100 if number.is_multiple_of(10) => Some(pick(ENGLISH_TENS[index / 10 - 2]).to_owned()),
        20..100 => {
            let ones = pick(ENGLISH_ONES[index % 10]);
            Some(format!("{}-{ones}", ENGLISH_TENS[index / 10 - 2].0))
        }
        100..1000 => part(number / 100, "hundred", number % 100),
        1000..1_000_000 => part(number / 1000, "thousand", number % 1000),
        _ => None,
    }
}

fn german(number: u32, ordinal: bool) -> Option<String> {
    const ONES: [&str; 20] = [
        "null",
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
    ];
    const TENS: [&str; 8] = [
        "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
    ];
    let joined = |digit: usize| if digit == 1 { "ein" } else { ONES[digit] };
    let index = number as usize;
    let below_hundred = |index: usize| match (index, index % 10) {
        (0..20, _) => ONES[index].to_owned(),
        (_, 0) => TENS[index / 10 - 2].to_owned(),
        (_, ones) => format!("{}und{}", joined(ones), TENS[index / 10 - 2]),
    };
    if !(1..1000).contains(&number) {
        return None;
    }
    let hundreds = match index / 100 {
        0 => String::new(),
        hundreds => format!("{}hundert", joined(hundreds)),
    };
    let rest = index % 100;
    let words = match rest {
        0 => hundreds,
        rest => hundreds + &below_hundred(rest),
    };
    if !ordinal {
        return Some(words);
    }
    let special = [
        (1, "eins", "erste"),
        (3, "drei", "dritte"),
        (7, "sieben", "siebte"),
        (8, "acht", "achte"),
    ];
    let odd = special.iter().find(|(number, ..)| *number == rest);
    Some(match odd {
        Some((_, cardinal, ordinal)) => {
            format!(
                "{}{ordinal}",
                words.strip_suffix(cardinal).unwrap_or(&words)
            )
        }
        None if (1..20).contains(&rest) => words + "te",
        None => words + "ste",
    })
}

/// Russian counts thousands as feminine things, and has a word of its own for each ordinal of them.
fn russian_thousands(number: u32, ordinal: bool) -> Option<String> {
    const OF: [&str; 11] = [
        "",
        "",
        "двух",
        "трёх",
        "четырёх",
        "пяти",
        "шести",
        "семи",
        "восьми",
        "девяти",
        "десяти",
    ];
    let (thousands, rest) = (number / 1000, number % 1000);
    if ordinal && rest == 0 {
        return Some(format!("{}тысячный", OF.get(thousands as usize)?));
    }
    let count = RUSSIAN.write(thousands, false)?;
    let (count, noun) = match (thousands % 10, thousands % 100) {
        (_, 11..=14) => (count, "тысяч"),
        (1, _) => (count.replace("один", "одна"), "тысяча"),
        (2, _) => (format!("{}две", count.strip_suffix("два")?), "тысячи"),
        (3 | 4, _) => (count, "тысячи"),
        _ => (count, "тысяч"),
    };
    let rest = RUSSIAN.write(rest, ordinal);
    let rest = rest.map_or_else(String::new, |rest| format!(" {rest}"));
    Some(format!("{count} {noun}{rest}"))
}

/// Serbian in its other script.
fn latin(words: &str, ijekavian: bool) -> String {
    const LETTERS: [(char, &str); 27] = [
        ('а', "a"),
        ('б', "b"),
        ('в', "v"),
        ('г', "g"),
        ('д', "d"),
        ('ђ', "đ"),
        ('е', "e"),
        ('ж', "ž"),
        ('з', "z"),
        ('и', "i"),
        ('ј', "j"),
        ('к', "k"),
        ('л', "l"),
        ('љ', "lj"),
        ('м', "m"),
        ('н', "n"),
        ('њ', "nj"),
        ('о', "o"),
        ('п', "p"),
        ('р', "r"),
        ('с', "s"),
        ('т', "t"),
        ('ћ', "ć"),
        ('у', "u"),
        ('ц', "c"),
        ('ч', "č"),
        ('ш', "š"),
    ];
    let mut text = String::new();
    for letter in words.chars() {
        match LETTERS.iter().find(|(own, _)| *own == letter) {
            Some((_, other)) => text.push_str(other),
            None => text.push(letter),
        }
    }
    if ijekavian {
        text = text.replace("dvesta", "dvjesto").replace("dvest", "dvjest");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_language_of_the_document() {
        for (number, language, cardinal_words, ordinal_words) in [
            (21, "en-US", "Twenty-one", "Twenty-first"),
            (101, "en-US", "One hundred one", "One hundred first"),
            (101, "en-GB", "One hundred and one", "One hundred and first"),
            (
                1234,
                "en-US",
                "One thousand two hundred thirty-four",
                "One thousand two hundred thirty-fourth",
            ),
            (3, "ru-RU", "Три", "Третий"),
            (40, "ru-RU", "Сорок", "Сороковой"),
            (121, "ru-RU", "Сто двадцать один", "Сто двадцать первый"),
            (200, "ru-RU", "Двести", "Двухсотый"),
            (2000, "ru-RU", "Две тысячи", "Двухтысячный"),
            (
                3205,
                "ru-RU",
                "Три тысячи двести пять",
                "Три тысячи двести пятый",
            ),
            (1, "sr-Cyrl-RS", "Један", "Први"),
            (24, "sr-Latn-RS", "Dvadeset četiri", "Dvadeset četvrti"),
            (200, "hr-HR", "Dvjesto", "Dvjestoti"),
            (12, "mk-MK", "Дванаесет", "Дванаесетти"),
            (22, "mk-MK", "Дваесет и два", "Дваесет и втор"),
            (21, "sq-AL", "Njëzet e një", "I njëzet e pari"),
            (31, "de-DE", "Einunddreißig", "Einunddreißigste"),
            (103, "de-DE", "Einhundertdrei", "Einhundertdritte"),
            (12, "zh-CN", "十二", "第十二"),
            (5, "xx", "5", "5"),
            (100_000_000, "en-US", "100000000", "100000000"),
        ] {
            assert_eq!(cardinal(number, Some(language)), cardinal_words);
            assert_eq!(ordinal_text(number, Some(language)), ordinal_words);
        }
        for (number, language, text) in [
            (11, None, "11th"),
            (3, Some("ru-RU"), "3-й"),
            (1, Some("fr-FR"), "1er"),
            (2, Some("de-DE"), "2."),
            (2, Some("sr-Cyrl-RS"), "2."),
        ] {
            assert_eq!(ordinal(number, language), text);
        }
    }
}
