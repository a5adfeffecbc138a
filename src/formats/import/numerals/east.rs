//! Chinese, Japanese and Korean numbers.

use super::letters::cycle;

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Digits, then the signs for ten, hundred, thousand and for ten thousand.
struct Counting {
    digits: [&'static str; 10],
    units: [&'static str; 4],
    myriad: &'static str,
    /// What fills a gap between digits; nothing in Japan and Korea.
    gap: &'static str,
    /// Whether a one before ten is left out at the beginning.
    bare_ten: bool,
    /// Whether a one before ten, hundred and thousand is always left out.
    bare_units: bool,
}

const SIMPLE: Counting = Counting {
    digits: ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
    units: ["", "十", "百", "千"],
    myriad: "万",
    gap: "零",
    bare_ten: true,
    bare_units: false,
};
const TAIWANESE: Counting = Counting {
    myriad: "萬",
    ..SIMPLE
};
const JAPANESE: Counting = Counting {
    gap: "",
    bare_units: true,
    ..SIMPLE
};
const LEGAL_SIMPLIFIED: Counting = Counting {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    units: ["", "拾", "佰", "仟"],
    myriad: "万",
    gap: "零",
    bare_ten: false,
    bare_units: false,
};
const LEGAL_TRADITIONAL: Counting = Counting {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    myriad: "萬",
    ..LEGAL_SIMPLIFIED
};
const LEGAL_JAPANESE: Counting = Counting {
    digits: ["零", "壱", "弐", "参", "四", "伍", "六", "七", "八", "九"],
    units: ["", "拾", "百", "阡"],
    myriad: "萬",
    gap: "",
    bare_ten: false,
    bare_units: false,
};
const KOREAN: Counting = Counting {
    digits: ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"],
    units: ["", "십", "백", "천"],
    myriad: "만",
    gap: "",
    bare_ten: true,
    bare_units: true,
};

/// A number in one of the East Asian formats; nothing when the format is another one.
///
/// Chinese documents use the format with the Japanese name as well, and count in their own way.
pub fn format(number: u32, format: &str, language: Option<&str>) -> Option<String> {
    let japanese = language.is_some_and(|language| language.starts_with("ja"));
    Some(match format {
        "taiwaneseCounting" | "taiwaneseCountingThousand" => count(number, &TAIWANESE),
        "japaneseCounting" if japanese => count(number, &JAPANESE),
        "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" => {
            count(number, &SIMPLE)
        }
        "chineseLegalSimplified" => count(number, &LEGAL_SIMPLIFIED),
        "ideographLegalTraditional" => count(number, &LEGAL_TRADITIONAL),
        "japaneseLegal" => count(number, &LEGAL_JAPANESE),
        "koreanCounting" => count(number, &KOREAN),
        "koreanLegal" => native_korean(number),
        "koreanDigital" => positional(number, &KOREAN.digits),
        "koreanDigital2" => positional(number, &SIMPLE.digits),
        "ideographDigital" | "japaneseDigitalTenThousand" => spelled(number, '〇'),
        "taiwaneseDigital" => spelled(number, '○'),
        "ideographTraditional" => cycle(number, STEMS)?,
        "ideographZodiac" => cycle(number, BRANCHES)?,
        "ideographZodiacTraditional" => pair(number)?,
        "ganada" => wrapped(number, "가나다라마바사아자차카타파하")?,
        "chosung" => wrapped(number, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ")?,
        "aiueo" => wrapped(number, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ")?,
        "aiueoFullWidth" => wrapped(
            number,
            "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        )?,
        "iroha" => wrapped(number, "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ")?,
        "irohaFullWidth" => wrapped(
            number,
            "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
        )?,
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number)?,
        "decimalEnclosedFullstop" => enclosed(number, 0x2488)?,
        "decimalEnclosedParen" => enclosed(number, 0x2474)?,
        "ideographEnclosedCircle" if (1..=10).contains(&number) => {
            char::from_u32(0x3280 + number - 1)?.to_string()
        }
        _ => return None,
    })
}

fn count(number: u32, signs: &Counting) -> String {
    if number == 0 {
        return signs.digits[0].to_owned();
    }
    if number >= 100_000_000 {
        return number.to_string();
    }
    let (high, low) = (number / 10_000, number % 10_000);
    let mut text = String::new();
    if high > 0 {
        // Korean writes ten thousand without a one, the others with it.
        if !(high == 1 && signs.myriad == KOREAN.myriad) {
            below_myriad(high, signs, false, &mut text);
        }
        text.push_str(signs.myriad);
    }
    if low > 0 {
        below_myriad(low, signs, high > 0, &mut text);
    }
    text
}

fn below_myriad(number: u32, signs: &Counting, after: bool, text: &mut String) {
    let mut begun = false;
    let mut gap = after && number < 1000;
    for (place, power) in [(3, 1000), (2, 100), (1, 10), (0, 1)] {
        let digit = (number / power % 10) as usize;
        if digit == 0 {
            gap |= begun;
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push_str(signs.gap);
        }
        let first_ten = signs.bare_ten && place == 1 && !begun && text.is_empty();
        let bare = digit == 1 && place > 0 && (signs.bare_units || first_ten);
        if !bare {
            text.push_str(signs.digits[digit]);
        }
        text.push_str(signs.units[place]);
        begun = true;
    }
}

fn positional(number: u32, signs: &[&str; 10]) -> String {
    let digits = number.to_string();
    digits
        .chars()
        .filter_map(|digit| signs.get(digit.to_digit(10)? as usize).copied())
        .collect()
}

/// Digit by digit, with a round sign for zero.
fn spelled(number: u32, zero: char) -> String {
    let digits = positional(number, &SIMPLE.digits);
    digits.replace('零', zero.encode_utf8(&mut [0; 4]))
}

/// Korean numbers of its own up to ninety-nine; Chinese ones beyond.
fn native_korean(number: u32) -> String {
    const ONES: [&str; 10] = [
        "", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉",
    ];
    const TENS: [&str; 10] = [
        "", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔",
    ];
    if !(1..100).contains(&number) {
        return count(number, &KOREAN);
    }
    let (tens, ones) = ((number / 10) as usize, (number % 10) as usize);
    format!("{}{}", TENS[tens], ONES[ones])
}

/// The sixty pairs of stem and branch, over and over.
fn pair(number: u32) -> Option<String> {
    let index = number.checked_sub(1)?;
    let stem = cycle(index % 10 + 1, STEMS)?;
    Some(stem + &cycle(index % 12 + 1, BRANCHES)?)
}

/// Signs that begin again when they are used up.
fn wrapped(number: u32, signs: &str) -> Option<String> {
    let index = number.checked_sub(1)? as usize;
    let count = signs.chars().count();
    signs.chars().nth(index % count).map(String::from)
}

fn full_width(number: u32) -> String {
    let digits = number.to_string();
    let wide = digits
        .chars()
        .filter_map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0xFF10));
    wide.collect()
}

/// Numbers in circles, of which there are fifty.
fn circled(number: u32) -> Option<String> {
    let code = match number {
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return None,
    };
    char::from_u32(code).map(String::from)
}

/// Twenty signs in a row, the first of which has this code.
fn enclosed(number: u32, first: u32) -> Option<String> {
    let index = number.checked_sub(1).filter(|index| *index < 20)?;
    char::from_u32(first + index).map(String::from)
}
