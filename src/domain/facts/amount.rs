//! Sums of money with their currency, and percentages.
//!
//! Part of `facts`.

use super::number::{Number, number};
use super::page::Page;
use super::vocabulary::{Meaning, Vocabulary};
use super::{FactKind, Found};
use crate::domain::words::WordKind;

/// The sum that starts at a word.
pub(super) fn amount(page: &Page, at: usize) -> Option<Found> {
    let (value, end) = currency_first(page, at).or_else(|| number_first(page, at))?;
    Some(Found {
        kind: FactKind::Amount,
        start: at,
        end,
        value,
    })
}

/// `EUR 1.200.000,00`, `US$ 5 million`, `人民币100万元`.
fn currency_first(page: &Page, at: usize) -> Option<(String, usize)> {
    let (mut code, len) = currency(page, at)?;
    let mut next = at + len;
    // `USD $500`
    if let Some((_, more)) = currency(page, next).filter(|(other, _)| *other == "$") {
        next += more;
    }
    next += usize::from(page.is(next, &['.', ':']) && page.touches(next));
    if !page.is_digits(next) && page.words.get(next)?.kind != WordKind::Han {
        return None;
    }
    let number = money(page, next)?;
    let mut end = next + number.len;
    if let Some((after, len)) =
        currency(page, end).filter(|(other, _)| code == "$" || *other == code)
    {
        end += len;
        code = after;
    }
    Some((shown(page, &number, code), end))
}

/// `1.200.000,00 evra`, `5 million dollars`, `100万元`.
fn number_first(page: &Page, at: usize) -> Option<(String, usize)> {
    let kind = page.words.get(at)?.kind;
    if matches!(kind, WordKind::Mark(_) | WordKind::Tab) || follows_number(page, at) {
        return None;
    }
    let number = money(page, at)?;
    let mut next = at + number.len;
    // `1.200,00 (hiljadu dvesta) evra`
    if page.is(next, &['(']) {
        let close = (next..page.words.len().min(next + 14)).find(|&at| page.is(at, &[')']));
        next = close.filter(|&close| currency(page, close + 1).is_some())? + 1;
    }
    // `US-Dollar`, `3 Mio. Euro`
    next += usize::from(page.is(next, &['-', '.']) && page.touches(next));
    let (code, len) = currency(page, next)?;
    // `five dollars ($5)` is one sum.
    let end = next + len;
    let again = page
        .is(end, &['('])
        .then(|| currency_first(page, end + 1))
        .flatten();
    match again {
        Some((value, end)) if page.is(end, &[')']) => Some((value, end + 1)),
        _ => Some((shown(page, &number, code), end)),
    }
}

/// Whether a word goes on with a number: `5` in `1.5`.
fn follows_number(page: &Page, at: usize) -> bool {
    at >= 2
        && page.touches(at)
        && page.is(at - 1, &['.', ',', '/', '-', '$'])
        && page.touches(at - 1)
}

fn money(page: &Page, at: usize) -> Option<Number> {
    number(page, at, true)
}

fn shown(page: &Page, number: &Number, code: &str) -> String {
    let chinese = page
        .languages
        .only(&[crate::domain::language::Language::Chinese]);
    let code = if code == "¥" && chinese { "CNY" } else { code };
    format!("{} {code}", number.money())
}

/// The code of the currency at a word. Codes count in capitals only.
fn currency(page: &Page, at: usize) -> Option<(&'static str, usize)> {
    let codes = &Vocabulary::get().codes;
    let known = page.say(at, |meaning| match meaning {
        Meaning::Currency(code) => Some(code.as_str()),
        _ => None,
    });
    if let Some((code, len)) = known {
        // `KM` is money and `km` is a distance.
        let spelled = codes.values().any(|one| one == code) && page.word(at).len() <= 3;
        let letters = page.words[at].kind == WordKind::Letters;
        let small = page.word(at).chars().any(char::is_lowercase);
        let shortened = codes.contains_key(&page.word(at).to_uppercase());
        if !(spelled && letters && small && shortened) {
            return Some((code, len));
        }
    }
    codes.get(page.word(at)).map(|code| (code.as_str(), 1))
}

/// The percentage that starts at a word.
pub(super) fn percentage(page: &Page, at: usize) -> Option<Found> {
    let (value, end) = chinese_percentage(page, at).or_else(|| plain_percentage(page, at))?;
    Some(Found {
        kind: FactKind::Percentage,
        start: at,
        end,
        value: format!("{value} %"),
    })
}

fn plain_percentage(page: &Page, at: usize) -> Option<(String, usize)> {
    if matches!(page.words.get(at)?.kind, WordKind::Mark(_) | WordKind::Tab)
        || follows_number(page, at)
    {
        return None;
    }
    let number = number(page, at, false)?;
    let next = at + number.len;
    if let Some(end) = percent(page, next) {
        // `five percent (5%)` is one percentage.
        let again = page
            .is(end, &['('])
            .then(|| plain_percentage(page, end + 1))
            .flatten();
        return match again {
            Some((value, end)) if page.is(end, &[')']) => Some((value, end + 1)),
            _ => Some((number.shown(), end)),
        };
    }
    // `five (5) percent`, `five (5%)`
    let inner = page
        .is(next, &['('])
        .then(|| super::number::number(page, next + 1, false))
        .flatten()?;
    let close = next + 1 + inner.len;
    let inside = percent(page, close);
    let close = inside.unwrap_or(close);
    let end = page.is(close, &[')']).then_some(close + 1)?;
    let outside = percent(page, end);
    (inside.is_some() || outside.is_some()).then(|| (inner.shown(), outside.unwrap_or(end)))
}

fn percent(page: &Page, at: usize) -> Option<usize> {
    if page.is(at, &['%']) {
        return Some(at + 1);
    }
    let len = page.says(at, &Meaning::Percent);
    (len > 0).then_some(at + len)
}

/// `百分之五`.
fn chinese_percentage(page: &Page, at: usize) -> Option<(String, usize)> {
    let sign = ["百", "分", "之"];
    let said = sign
        .iter()
        .zip(at..)
        .all(|(letter, at)| page.word(at) == *letter);
    let number = said.then(|| number(page, at + 3, false)).flatten()?;
    Some((number.shown(), at + 3 + number.len))
}
