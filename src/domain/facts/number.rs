//! Numbers as agreements write them: `1.200.000,00`, `1,200,000.00`, `1 200 000`, `thirty-five`,
//! `三十`, `1.2 million`.
//!
//! Kept as decimal digits, never as floating point. Part of `facts`.

use super::page::Page;
use super::vocabulary::{Meaning, Vocabulary};
use crate::domain::words::WordKind;

/// Digits that a number may have; what has more is no number of an agreement.
const LONGEST: usize = 18;
/// Words that a number may have.
const MOST_WORDS: usize = 8;

/// A number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Digits before the decimal point, without leading zeros.
    pub whole: String,
    /// Digits after it.
    pub part: String,
    /// Words that it takes.
    pub len: usize,
}

impl Number {
    fn new(whole: &str, part: &str, len: usize) -> Option<Self> {
        let plain = whole.trim_start_matches('0');
        let whole = if plain.is_empty() { "0" } else { plain };
        let fits = whole.len() + part.len() <= LONGEST;
        fits.then(|| Self {
            whole: whole.to_owned(),
            part: part.to_owned(),
            len,
        })
    }

    /// The number times a power of ten.
    fn times(self, power: u32, len: usize) -> Option<Self> {
        let mut whole = self.whole;
        let mut part = self.part.chars();
        for _ in 0..power {
            whole.push(part.next().unwrap_or('0'));
        }
        Self::new(&whole, part.as_str(), len)
    }

    /// A whole number that is not too large.
    pub(super) fn small(&self) -> Option<u32> {
        let whole = self.part.bytes().all(|digit| digit == b'0');
        whole.then(|| self.whole.parse().ok()).flatten()
    }

    /// As it is shown, with no more decimals than were printed.
    pub(super) fn shown(&self) -> String {
        if self.part.is_empty() {
            self.whole.clone()
        } else {
            format!("{}.{}", self.whole, self.part)
        }
    }

    /// As money is shown: two decimals, or as many as were printed if those are more.
    pub(super) fn money(&self) -> String {
        format!("{}.{:0<2}", self.whole, self.part)
    }
}

/// The number at a word, in digits, letters or Chinese, with words such as `million`.
pub(super) fn number(page: &Page, at: usize, is_money: bool) -> Option<Number> {
    let mut all = scaled(page, at, is_money)?;
    // `nineteen million six hundred and forty four thousand`
    while !page.is_digits(at) && all.len < MOST_WORDS * 3 {
        let joint = usize::from(page.word(at + all.len) == "and" || page.is(at + all.len, &[',']));
        let Some(more) = in_words(page, at + all.len + joint) else {
            break;
        };
        let more = scaled(page, at + all.len + joint, is_money).unwrap_or(more);
        let Some(sum) = sum(&all, &more, joint) else {
            break;
        };
        all = sum;
    }
    Some(all)
}

/// A large number and what is left of it, when the second fits into the noughts of the first.
fn sum(large: &Number, small: &Number, joint: usize) -> Option<Number> {
    let noughts = large.whole.len() - large.whole.trim_end_matches('0').len();
    let fits = noughts >= 3 && small.whole.len() <= noughts;
    if !fits || !large.part.is_empty() || !small.part.is_empty() {
        return None;
    }
    let kept = large.whole.len() - small.whole.len();
    let whole = large.whole.get(..kept)?.to_owned() + &small.whole;
    Number::new(&whole, "", large.len + joint + small.len)
}

/// One number and the word behind it that says how large it is.
fn scaled(page: &Page, at: usize, is_money: bool) -> Option<Number> {
    let plain = digits(page, at, is_money)
        .or_else(|| in_words(page, at))
        .or_else(|| chinese(page, at))?;
    let mut next = at + plain.len;
    if page.is(next, &['-']) && page.touches(next) {
        next += 1;
    }
    let scale = page.say(next, |meaning| match meaning {
        Meaning::Scale(power) => Some(*power),
        _ => None,
    });
    match scale {
        Some((power, len)) => plain.times(power, next + len - at),
        None => Some(plain),
    }
}

/// Digits in groups, with a decimal point or comma.
fn digits(page: &Page, at: usize, is_money: bool) -> Option<Number> {
    if !page.is_digits(at) {
        return None;
    }
    let mut groups: Vec<(char, String)> = vec![(' ', ascii(page.word(at)))];
    let mut len = 1;
    while groups.len() < MOST_WORDS {
        let next = at + len;
        if page.is(next, &['.', ',', '\'', '’', '·'])
            && page.touches(next)
            && page.touches(next + 1)
            && page.is_digits(next + 1)
        {
            let mark = page.word(next).chars().next().unwrap_or(' ');
            groups.push((
                if mark == '’' { '\'' } else { mark },
                ascii(page.word(next + 1)),
            ));
            len += 2;
        } else if is_money
            && spaced_group(page, at, next)
            && groups.iter().all(|(mark, _)| *mark == ' ')
        {
            groups.push((' ', ascii(page.word(next))));
            len += 1;
        } else {
            break;
        }
    }
    let (whole, part) = join(page, &groups, is_money)?;
    Number::new(&whole, &part, len)
}

/// `1 200 000`: a group of three digits after a blank.
fn spaced_group(page: &Page, first: usize, at: usize) -> bool {
    let blank = page.words.get(at).is_some_and(|word| {
        let before = page.words[at - 1].span.end;
        word.apart && !word.starts_line && word.span.start - before <= 3
    });
    page.is_digits(at) && page.word(at).len() == 3 && page.word(first).len() <= 3 && blank
}

fn join(page: &Page, groups: &[(char, String)], is_money: bool) -> Option<(String, String)> {
    let (first, rest) = groups.split_first()?;
    let three = |rest: &[(char, String)]| rest.iter().all(|(_, group)| group.len() == 3);
    let glue = |rest: &[(char, String)]| {
        rest.iter()
            .fold(first.1.clone(), |all, (_, group)| all + group)
    };
    let Some((last, middle)) = rest.split_last() else {
        return Some((first.1.clone(), String::new()));
    };
    let (mark, tail) = last;
    let grouped = first.1.len() <= 3 && three(middle);
    match middle.first() {
        // `1.200.000,00`
        Some((inner, _)) if inner != mark => {
            let same = middle.iter().all(|(other, _)| other == inner);
            (same && grouped && matches!(mark, '.' | ',' | '·'))
                .then(|| (glue(middle), tail.clone()))
        }
        // `1.200.000`
        Some(_) => (grouped && tail.len() == 3).then(|| (glue(rest), String::new())),
        // `1.200` is a thousand and two hundred, unless the language says otherwise.
        None if tail.len() == 3 && first.1.len() <= 3 && first.1 != "0" => {
            let comma = Vocabulary::get()
                .commas
                .iter()
                .any(|&one| page.languages.has(one));
            let decimal = (*mark == ',') == comma && matches!(mark, '.' | ',');
            if decimal && !is_money {
                Some((first.1.clone(), tail.clone()))
            } else {
                Some((glue(rest), String::new()))
            }
        }
        None => matches!(mark, '.' | ',' | '·').then(|| (first.1.clone(), tail.clone())),
    }
}

/// `thirty`, `one hundred and eighty`, `trideset pet`.
fn in_words(page: &Page, at: usize) -> Option<Number> {
    let (mut total, mut len) = (0_u32, 0);
    while len < MOST_WORDS {
        let mut skip = 0;
        if len > 0
            && (page.is(at + len, &['-'])
                || page.word(at + len).chars().count() <= 3 && !page.touches(at + len))
        {
            skip = 1;
        }
        let read = |place: usize| {
            page.say(place, |meaning| match meaning {
                Meaning::Number(number) => Some(*number),
                _ => None,
            })
        };
        let (value, used, skip) = match (read(at + len), skip) {
            (Some((value, used)), _) => (value, used, 0),
            (None, 1) => match read(at + len + 1) {
                Some((value, used)) if value < 100 || total >= 100 => (value, used, 1),
                _ => break,
            },
            _ => break,
        };
        let fits =
            total == 0 || value == 100 || (value < 10 && total % 10 == 0) || total % 100 == 0;
        if !fits {
            break;
        }
        total = if value == 100 {
            total.max(1) * 100
        } else {
            total + value
        };
        len += used + skip;
    }
    (len > 0)
        .then(|| Number::new(&total.to_string(), "", len))
        .flatten()
}

/// `三十`, `一百二十`, `二〇二六`.
fn chinese(page: &Page, at: usize) -> Option<Number> {
    let (mut total, mut last, mut len) = (0_u32, None::<u32>, 0);
    let mut places = String::new();
    let mut counted = false;
    while len < LONGEST / 2 {
        let Some(word) = page
            .words
            .get(at + len)
            .filter(|word| word.kind == WordKind::Han)
        else {
            break;
        };
        let letter = word.span.of(page.text).chars().next().unwrap_or(' ');
        if let Some(digit) = "〇一二三四五六七八九"
            .chars()
            .position(|known| known == letter)
            .or(match letter {
                '零' => Some(0),
                '两' => Some(2),
                _ => None,
            })
        {
            let digit = u32::try_from(digit).unwrap_or(0);
            places.push(char::from_digit(digit, 10).unwrap_or('0'));
            last = Some(digit);
        } else if let Some(power) = "十百千".chars().position(|known| known == letter) {
            counted = true;
            let power = u32::try_from(power).unwrap_or(0) + 1;
            total += last.take().unwrap_or(1) * 10_u32.pow(power);
        } else {
            break;
        }
        len += 1;
    }
    if len == 0 {
        return None;
    }
    if counted {
        return Number::new(&(total + last.unwrap_or(0)).to_string(), "", len);
    }
    Number::new(&places, "", len)
}

/// Digits as plain ones.
pub(super) fn ascii(digits: &str) -> String {
    digits
        .chars()
        .filter_map(|digit| match digit {
            '０'..='９' => char::from_u32(u32::from(digit) - 0xfee0),
            '0'..='9' => Some(digit),
            _ => None,
        })
        .collect()
}
