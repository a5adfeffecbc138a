//! Dates: `1 March 2026`, `March 1, 2026`, `01.03.2026.`, `1. marta 2026. godine`, `2026年3月1日`,
//! `2026-03-01`. Days that do not exist are no dates.
//!
//! Part of `facts`.

use super::number::{ascii, number};
use super::page::Page;
use super::vocabulary::Meaning;
use super::{FactKind, Found};
use crate::domain::language::Language;
use crate::domain::words::WordKind;
use jiff::civil::Date;

/// The date that starts at a word.
pub(super) fn date(page: &Page, at: usize) -> Option<Found> {
    let (end, value) = match page.words.get(at)?.kind {
        WordKind::Digits => iso(page, at)
            .or_else(|| chinese(page, at))
            .or_else(|| numeric(page, at))
            .or_else(|| day_first(page, at)),
        WordKind::Letters => month_first(page, at),
        WordKind::Han => chinese(page, at),
        _ => None,
    }?;
    Some(Found {
        kind: FactKind::Date,
        start: at,
        end,
        value,
    })
}

fn made(year: i32, month: i32, day: i32) -> Option<String> {
    let likely = (1800..=2200).contains(&year);
    let (year, month, day) = (
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    let date = Date::new(year, month, day).ok()?;
    likely.then(|| date.to_string())
}

/// The value of digits of at most `longest` places.
fn plain(page: &Page, at: usize, longest: usize) -> Option<i32> {
    let digits = page.is_digits(at).then(|| ascii(page.word(at)))?;
    (digits.len() <= longest)
        .then(|| digits.parse().ok())
        .flatten()
}

fn year(page: &Page, at: usize) -> Option<i32> {
    plain(page, at, 4).filter(|year| *year >= 1000)
}

fn joined(page: &Page, at: usize, mark: char) -> bool {
    page.is(at, &[mark]) && page.touches(at) && page.touches(at + 1)
}

/// `2026-03-01`.
fn iso(page: &Page, at: usize) -> Option<(usize, String)> {
    let mark = ['-', '/', '.']
        .into_iter()
        .find(|&mark| joined(page, at + 1, mark))?;
    let year = year(page, at).filter(|_| joined(page, at + 3, mark))?;
    let date = made(year, plain(page, at + 2, 2)?, plain(page, at + 4, 2)?)?;
    Some((at + 5, date))
}

/// `01.03.2026`, `1. 3. 2026.`, `3/1/2026`.
fn numeric(page: &Page, at: usize) -> Option<(usize, String)> {
    let (first, second) = (plain(page, at, 2)?, plain(page, at + 2, 2)?);
    let mark = ['.', '/', '-']
        .into_iter()
        .find(|&mark| page.is(at + 1, &[mark]) && page.is(at + 3, &[mark]))?;
    let tight = mark != '.';
    if tight && !(joined(page, at + 1, mark) && joined(page, at + 3, mark)) {
        return None;
    }
    // `5.2.2019` in a list of numbers: nothing goes on with a further number.
    if joined(page, at + 5, mark) && page.is_digits(at + 6) {
        return None;
    }
    let short = plain(page, at + 4, 2).filter(|_| mark == '/' && page.word(at + 4).len() == 2);
    let year = year(page, at + 4)
        .or(short.map(|year| if year < 70 { 2000 + year } else { 1900 + year }))?;
    let (day_first, month_first) = (made(year, second, first), made(year, first, second));
    let printed = || page.span(at, at + 5).of(page.text).to_owned();
    let value = match (day_first, month_first) {
        (Some(one), Some(other)) if one == other => one,
        (Some(_), Some(other)) if mark == '/' && page.languages.only(&[Language::English]) => {
            // Americans mean March, the British mean April.
            let _ = other;
            printed()
        }
        (Some(date), _) => date,
        (None, Some(date)) if mark != '.' => date,
        _ => return None,
    };
    Some((at + 5, value))
}

fn month(page: &Page, at: usize) -> Option<(i32, usize)> {
    page.say(at, |meaning| match meaning {
        Meaning::Month(month) => Some(i32::from(*month)),
        _ => None,
    })
}

/// Skips `st`, `of`, `day of` and a full stop after a day.
fn skip_between(page: &Page, mut at: usize) -> usize {
    for _ in 0..5 {
        let skipped = page
            .says(at, &Meaning::Of)
            .max(if page.touches(at) {
                page.says(at, &Meaning::Ordinal)
            } else {
                0
            })
            .max(usize::from(page.is(at, &['.', ',', '°', 'º', '-', ')'])));
        if skipped == 0 {
            break;
        }
        at += skipped;
    }
    at
}

/// `1 March 2026`, `1. marta 2026. godine`, `1st day of March, 2026`.
fn day_first(page: &Page, at: usize) -> Option<(usize, String)> {
    let day = plain(page, at, 2)?;
    let next = skip_between(page, at + 1);
    let (month, len) = month(page, next)?;
    let mut end = next + len;
    while page.is(end, &['.', ',']) || page.says(end, &Meaning::Of) > 0 {
        end += 1;
        if end > next + len + 2 {
            return None;
        }
    }
    let date = made(year(page, end)?, month, day)?;
    Some((end + 1, date))
}

/// `March 1, 2026`.
fn month_first(page: &Page, at: usize) -> Option<(usize, String)> {
    let (month, len) = month(page, at)?;
    let mut next = at + len + usize::from(page.is(at + len, &['.']));
    next += page.says(next, &Meaning::Of);
    let day = plain(page, next, 2)?;
    next += 1;
    next += if page.touches(next) {
        page.says(next, &Meaning::Ordinal)
    } else {
        0
    };
    let comma = page.is(next, &[',', '.']);
    next += usize::from(comma);
    let date = made(year(page, next)?, month, day)?;
    Some((next + 1, date))
}

/// `2026年3月1日`, `二〇二六年三月一日`.
fn chinese(page: &Page, at: usize) -> Option<(usize, String)> {
    let mut next = at;
    let mut parts = [0_i32; 3];
    for (part, marks) in parts.iter_mut().zip(["年", "月", "日号"]) {
        let read = number_of(page, next)?;
        next += read.1;
        let mark = page.word(next);
        if mark.is_empty() || !marks.contains(mark) {
            return None;
        }
        *part = read.0;
        next += 1;
    }
    made(parts[0], parts[1], parts[2]).map(|date| (next, date))
}

fn number_of(page: &Page, at: usize) -> Option<(i32, usize)> {
    if page.is_digits(at) {
        return plain(page, at, 4).map(|value| (value, 1));
    }
    let number = number(page, at, false)?;
    Some((i32::try_from(number.small()?).ok()?, number.len))
}
