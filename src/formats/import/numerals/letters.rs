//! Numbers as letters: Latin, Cyrillic, Greek-like cycles, Hebrew, Arabic, Thai, Hindi; and roman.

/// Roman numerals beyond this are as long as they are pointless.
const LARGEST_ROMAN: u32 = 32_767;
/// The most times a letter is repeated.
const MOST_REPEATS: usize = 50;

/// Russian lists skip ё, й, ъ and ь.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const THAI: &str = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ";
const ARABIC: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשת";
const HINDI_VOWELS: &str = "अआइईउऊऋएऐओऔ";
const HINDI: &str = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह";

/// A number in one of the formats that count with letters.
pub fn lettered(number: u32, format: &str) -> Option<String> {
    Some(match format {
        "lowerLetter" => repeated(number, LATIN),
        "upperLetter" => repeated(number, LATIN).to_uppercase(),
        "russianLower" => repeated(number, RUSSIAN),
        "russianUpper" => repeated(number, RUSSIAN).to_uppercase(),
        "thaiLetters" => repeated(number, THAI),
        "arabicAlpha" => repeated(number, ARABIC),
        "arabicAbjad" => repeated(number, ABJAD),
        "hebrew2" => repeated(number, HEBREW),
        "hindiVowels" => repeated(number, HINDI),
        "hindiConsonants" => repeated(number, HINDI_VOWELS),
        "hindiNumbers" => digits(number, 0x0966)?,
        "thaiNumbers" => digits(number, 0x0E50)?,
        _ => return None,
    })
}

/// The digits of another script, whose zero has this code.
fn digits(number: u32, zero: u32) -> Option<String> {
    let digits = number.to_string();
    digits
        .chars()
        .map(|digit| char::from_u32(zero + digit.to_digit(10)?))
        .collect()
}

/// A roman numeral.
pub fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > LARGEST_ROMAN {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in STEPS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

/// a, b … z, aa, bb … zz, aaa: Word repeats the letter instead of counting on.
pub fn repeated(number: u32, letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let Some(index) = number.checked_sub(1) else {
        return String::new();
    };
    let (index, count) = (index as usize, letters.len());
    let times = (index / count + 1).min(MOST_REPEATS);
    letters[index % count].to_string().repeat(times)
}

/// The same for signs that stand for notes.
pub fn extended(number: u32, signs: &str) -> String {
    repeated(number, signs)
}

/// Signs that are used up once and for all; digits follow.
pub fn cycle(number: u32, signs: &str) -> Option<String> {
    let index = number.checked_sub(1)? as usize;
    signs.chars().nth(index).map(String::from)
}

/// Hebrew numerals, where fifteen and sixteen avoid the name of God.
pub fn hebrew(number: u32) -> String {
    const STEPS: [(u32, &str); 23] = [
        (400, "ת"),
        (300, "ש"),
        (200, "ר"),
        (100, "ק"),
        (90, "צ"),
        (80, "פ"),
        (70, "ע"),
        (60, "ס"),
        (50, "נ"),
        (40, "מ"),
        (30, "ל"),
        (20, "כ"),
        (16, "טז"),
        (15, "טו"),
        (10, "י"),
        (9, "ט"),
        (8, "ח"),
        (7, "ז"),
        (6, "ו"),
        (5, "ה"),
        (4, "ד"),
        (3, "ג"),
        (2, "ב"),
    ];
    if number == 0 || number >= 1000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in STEPS {
        let whole = matches!(value, 15 | 16);
        while (whole && rest == value) || (!whole && rest >= value) {
            text.push_str(sign);
            rest -= value;
        }
    }
    if rest == 1 {
        text.push('א');
    }
    text
}
