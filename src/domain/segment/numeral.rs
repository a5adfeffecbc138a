//! Reading numbers from folded letters: Arabic, Roman, Chinese.
//!
//! What a number counts and what follows it is in `number`.

use super::fold::{Letter, is_cyrillic, is_han, twin};
use super::number::Value;

/// Digits with dots and a suffix at the start of `letters`; the value and how many letters it took.
pub(super) fn digits(letters: &[Letter]) -> Option<(Value, usize)> {
    let mut parts = Vec::new();
    let mut used = 0;
    loop {
        let (part, len) = digit_part(letters.get(used..)?)?;
        if parts.len() > 1 && len > 2 {
            // `1.000.000` is a sum of money.
            return None;
        }
        parts.push(part);
        used += len;
        let more = at(letters, used) == Some('.')
            && at(letters, used + 1).is_some_and(|c| c.is_ascii_digit());
        if !more {
            break;
        }
        used += 1;
    }
    if parts.len() > 5 {
        return None;
    }
    if parts.len() == 2 && parts[1] == 0 {
        parts.pop();
    }
    used += ordinal_mark(letters.get(used..).unwrap_or_default());
    let (suffix, len) = suffix(letters.get(used..).unwrap_or_default());
    Some((Value::Digits(parts, suffix), used + len))
}

/// A number of four digits, as a civil code counts its articles: `1109`, `1109a`. By itself such a number is
/// rather a year.
pub(super) fn long_number(letters: &[Letter]) -> Option<(Value, usize)> {
    const LENGTH: usize = 4;
    let run: String = letters
        .iter()
        .map(|letter| letter.low)
        .take_while(char::is_ascii_digit)
        .take(LENGTH + 1)
        .collect();
    if run.len() != LENGTH || run.starts_with('0') {
        return None;
    }
    let (suffix, len) = suffix(letters.get(LENGTH..).unwrap_or_default());
    Some((Value::Digits(vec![run.parse().ok()?], suffix), LENGTH + len))
}

fn digit_part(letters: &[Letter]) -> Option<(u32, usize)> {
    let len = letters
        .iter()
        .take_while(|letter| letter.low.is_ascii_digit())
        .count();
    if len == 0 || len > 3 {
        return None;
    }
    let number = letters[..len].iter().fold(0, |sum, letter| {
        sum * 10 + letter.low.to_digit(10).unwrap_or(0)
    });
    Some((number, len))
}

/// Letters of a mark that makes a number an ordinal and says nothing more: `1er`, `1º`.
fn ordinal_mark(letters: &[Letter]) -> usize {
    const MARKS: [&str; 5] = ["er", "ere", "re", "º", "°"];
    let run: String = letters
        .iter()
        .map(|letter| letter.low)
        .take_while(|c| c.is_alphanumeric() || *c == '°')
        .take(4)
        .collect();
    MARKS
        .iter()
        .find(|mark| **mark == run)
        .map_or(0, |mark| mark.chars().count())
}

/// `a` in `152a`, `152-а`, `152.a`; `1` in `5/1`; `bis` in `5-bis`.
fn suffix(letters: &[Letter]) -> (String, usize) {
    const ADVERBS: [&str; 5] = ["bis", "ter", "quater", "quinquies", "sexies"];
    let skip = usize::from(matches!(at(letters, 0), Some('-' | '.' | '/' | ' ')));
    let run: String = letters
        .get(skip..)
        .unwrap_or_default()
        .iter()
        .map(|letter| letter.raw)
        .take_while(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(12)
        .collect();
    let len = skip + run.chars().count();
    if ADVERBS.contains(&run.as_str()) {
        return (run, len);
    }
    let separator = if skip == 1 { at(letters, 0) } else { None };
    let one = run.chars().count() == 1;
    let fits = match separator {
        Some('/' | '-') if run.bytes().all(|b| b.is_ascii_digit()) => {
            run.len() <= 2 && !run.is_empty() && run.bytes().all(|b| b.is_ascii_digit())
        }
        Some(' ') => false,
        Some('.') => {
            one && run.chars().all(char::is_lowercase)
                && at(letters, 1).is_some_and(char::is_lowercase)
        }
        _ => one && run.chars().all(|c| c.is_alphabetic() && !is_han(c)),
    };
    if fits { (run, len) } else { (String::new(), 0) }
}

/// A Roman number, also when typed with Cyrillic letters that look Latin.
pub(super) fn roman(letters: &[Letter]) -> Option<(u32, usize)> {
    let len = letters
        .iter()
        .take_while(|letter| letter.raw.is_alphanumeric())
        .count();
    if len == 0 || len > 7 {
        return None;
    }
    let digits: Option<Vec<u32>> = letters[..len].iter().map(|l| roman_digit(l.raw)).collect();
    let digits = digits?;
    let mut sum = 0;
    for (i, &digit) in digits.iter().enumerate() {
        if digits.get(i + 1).is_some_and(|&next| next > digit) {
            sum -= i64::from(digit);
        } else {
            sum += i64::from(digit);
        }
    }
    let number = u32::try_from(sum)
        .ok()
        .filter(|number| (1..200).contains(number))?;
    // Only the usual spelling counts, so that words such as "mix" or "civil" stay words.
    let printed: String = letters[..len]
        .iter()
        .map(|l| {
            if is_cyrillic(l.raw) {
                twin(l.raw).unwrap_or(l.raw)
            } else {
                l.raw
            }
        })
        .collect();
    (write_roman(number) == printed.to_uppercase()).then_some((number, len))
}

fn roman_digit(c: char) -> Option<u32> {
    let c = if is_cyrillic(c) { twin(c)? } else { c };
    Some(match c.to_ascii_uppercase() {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        'C' => 100,
        _ => return None,
    })
}

fn write_roman(mut number: u32) -> String {
    let mut out = String::new();
    for (value, sign) in [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// A Chinese number up to 9999, or digits in its place.
pub(super) fn chinese(letters: &[Letter]) -> Option<(u32, usize)> {
    let len = letters
        .iter()
        .take_while(|letter| chinese_digit(letter.low).is_some())
        .count();
    if len == 0 || len > 8 {
        return None;
    }
    let (mut sum, mut digit, mut positional) = (0u32, None, 0u32);
    for letter in &letters[..len] {
        match chinese_digit(letter.low)? {
            (unit, true) => sum += digit.take().unwrap_or(1) * unit,
            (next, false) => {
                positional = positional.saturating_mul(10).saturating_add(next);
                digit = Some(next);
            }
        }
    }
    let total = if sum == 0 {
        positional
    } else {
        sum + digit.unwrap_or(0)
    };
    (1..10_000).contains(&total).then_some((total, len))
}

fn chinese_digit(c: char) -> Option<(u32, bool)> {
    Some(match c {
        '〇' | '零' => (0, false),
        '一' => (1, false),
        '二' | '两' => (2, false),
        '三' => (3, false),
        '四' => (4, false),
        '五' => (5, false),
        '六' => (6, false),
        '七' => (7, false),
        '八' => (8, false),
        '九' => (9, false),
        '十' => (10, true),
        '百' => (100, true),
        '千' => (1000, true),
        '0'..='9' => (c.to_digit(10)?, false),
        _ => return None,
    })
}

fn at(letters: &[Letter], index: usize) -> Option<char> {
    letters.get(index).map(|letter| letter.raw)
}
