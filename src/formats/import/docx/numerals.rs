//! Numbers written out the way Word's number formats do.

/// Roman numerals beyond this are as long as they are pointless.
const LARGEST_ROMAN: u32 = 32_767;

/// Writes a number in one of Word's formats; formats we do not know come out in digits.
pub fn format(number: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => repeated(number, &('A'..='Z').collect::<Vec<_>>()),
        "lowerLetter" => repeated(number, &('a'..='z').collect::<Vec<_>>()),
        "russianUpper" => repeated(number, &RUSSIAN.to_uppercase().chars().collect::<Vec<_>>()),
        "russianLower" => repeated(number, &RUSSIAN.chars().collect::<Vec<_>>()),
        "ordinal" => format!("{number}{}", english_ending(number)),
        "cardinalText" => english(number, false),
        "ordinalText" => english(number, true),
        "numberInDash" => format!("- {number} -"),
        "hex" => format!("{number:X}"),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x2460 + number - 1)
                .map(String::from)
                .unwrap_or_default()
        }
        "decimalEnclosedParen" if (1..=20).contains(&number) => char::from_u32(0x2474 + number - 1)
            .map(String::from)
            .unwrap_or_default(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigitalCounting" => chinese(number, &SIMPLE),
        "chineseLegalSimplified" => chinese(number, &LEGAL_SIMPLIFIED),
        "ideographLegalTraditional" | "japaneseLegal" => chinese(number, &LEGAL_TRADITIONAL),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            positional(number)
        }
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        _ => number.to_string(),
    }
}

/// Russian lists skip ё, й, ъ and ь.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";

fn roman(number: u32) -> String {
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
fn repeated(number: u32, letters: &[char]) -> String {
    let Some(index) = number.checked_sub(1) else {
        return String::new();
    };
    let (index, count) = (index as usize, letters.len());
    let times = (index / count + 1).min(50);
    letters[index % count].to_string().repeat(times)
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

/// English number words up to ninety-nine; beyond that, digits.
fn english(number: u32, ordinal: bool) -> String {
    const ONES: [(&str, &str); 20] = [
        ("Zero", "Zeroth"),
        ("One", "First"),
        ("Two", "Second"),
        ("Three", "Third"),
        ("Four", "Fourth"),
        ("Five", "Fifth"),
        ("Six", "Sixth"),
        ("Seven", "Seventh"),
        ("Eight", "Eighth"),
        ("Nine", "Ninth"),
        ("Ten", "Tenth"),
        ("Eleven", "Eleventh"),
        ("Twelve", "Twelfth"),
        ("Thirteen", "Thirteenth"),
        ("Fourteen", "Fourteenth"),
        ("Fifteen", "Fifteenth"),
        ("Sixteen", "Sixteenth"),
        ("Seventeen", "Seventeenth"),
        ("Eighteen", "Eighteenth"),
        ("Nineteen", "Nineteenth"),
    ];
    const TENS: [(&str, &str); 8] = [
        ("Twenty", "Twentieth"),
        ("Thirty", "Thirtieth"),
        ("Forty", "Fortieth"),
        ("Fifty", "Fiftieth"),
        ("Sixty", "Sixtieth"),
        ("Seventy", "Seventieth"),
        ("Eighty", "Eightieth"),
        ("Ninety", "Ninetieth"),
    ];
    let pick =
        |words: (&'static str, &'static str), ordinal| if ordinal { words.1 } else { words.0 };
    let index = number as usize;
    match number {
        0..20 => pick(ONES[index], ordinal).to_owned(),
        20..100 if number.is_multiple_of(10) => pick(TENS[index / 10 - 2], ordinal).to_owned(),
        20..100 => {
            let ones = pick(ONES[index % 10], ordinal).to_lowercase();
            format!("{}-{ones}", TENS[index / 10 - 2].0)
        }
        _ => number.to_string(),
    }
}

fn full_width(number: u32) -> String {
    let digits = number.to_string();
    let wide = digits
        .chars()
        .filter_map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0xFF10));
    wide.collect()
}

/// Digits, then the signs for ten, hundred, thousand.
struct Chinese {
    digits: [char; 10],
    units: [&'static str; 4],
    /// Whether ten is written without a one before it.
    bare_ten: bool,
}

const SIMPLE: Chinese = Chinese {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ["", "十", "百", "千"],
    bare_ten: true,
};
const LEGAL_SIMPLIFIED: Chinese = Chinese {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ["", "拾", "佰", "仟"],
    bare_ten: false,
};
const LEGAL_TRADITIONAL: Chinese = Chinese {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    units: ["", "拾", "佰", "仟"],
    bare_ten: false,
};

fn chinese(number: u32, signs: &Chinese) -> String {
    if !(1..10_000).contains(&number) {
        return if number == 0 {
            signs.digits[0].to_string()
        } else {
            number.to_string()
        };
    }
    let mut text = String::new();
    let mut gap = false;
    for place in (0..4_usize).rev() {
        let digit = (number / 10_u32.pow(u32::try_from(place).unwrap_or(0)) % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(signs.digits[0]);
            gap = false;
        }
        let bare = signs.bare_ten && place == 1 && digit == 1 && text.is_empty();
        if !bare {
            text.push(signs.digits[digit]);
        }
        text.push_str(signs.units[place]);
    }
    text
}

fn positional(number: u32) -> String {
    let signs = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digits = number.to_string();
    digits
        .chars()
        .filter_map(|digit| signs.get(digit.to_digit(10)? as usize))
        .collect()
}

fn cycle(number: u32, signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let sign = number
        .checked_sub(1)
        .and_then(|index| signs.get(index as usize));
    sign.map_or_else(|| number.to_string(), char::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, name, text) in [
            (7, "decimal", "7"),
            (7, "decimalZero", "07"),
            (44, "upperRoman", "XLIV"),
            (4, "lowerRoman", "iv"),
            (27, "lowerLetter", "aa"),
            (53, "upperLetter", "AAA"),
            (7, "russianLower", "ж"),
            (10, "russianLower", "к"),
            (12, "ordinal", "12th"),
            (22, "ordinal", "22nd"),
            (21, "ordinalText", "Twenty-first"),
            (10, "chineseCounting", "十"),
            (12, "chineseCounting", "十二"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (2003, "chineseCountingThousand", "二千零三"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (20, "ideographDigital", "二〇"),
            (3, "decimalEnclosedCircle", "③"),
            (3, "ideographTraditional", "丙"),
            (3, "unheardOf", "3"),
            (3, "none", ""),
        ] {
            assert_eq!(format(number, name), text, "{name}");
        }
    }
}
