//! Lengths of time: `thirty (30) days`, `36 months`, `tri godine`, `三十日`; and among them those
//! before which notice is given.
//!
//! Part of `facts`.

use super::number::{Number, number};
use super::page::Page;
use super::vocabulary::Meaning;
use super::{FactKind, Found};
use crate::domain::counted::counted;
use crate::domain::words::WordKind;

/// Words after a duration among which one may speak of notice, and words before it.
const AFTER: usize = 7;
const BEFORE: usize = 10;
/// Words of a sentence that are looked at when it speaks of the end of the agreement.
const SENTENCE: usize = 60;

/// The duration that starts at a word.
pub(super) fn duration(page: &Page, at: usize) -> Option<Found> {
    let kind = page.words.get(at)?.kind;
    if matches!(kind, WordKind::Mark(_) | WordKind::Tab) || goes_on(page, at) {
        return None;
    }
    let (number, next) = count(page, at)?;
    let number = number
        .small()
        .filter(|&number| number > 0 && number < 100_000)?;
    let (unit, end) = unit(page, next)?;
    let han = page.words[end - 1].kind == WordKind::Han;
    if han && is_date_in_chinese(page, at, end, unit, number) {
        return None;
    }
    Some(Found {
        kind: if is_notice(page, at, end) {
            FactKind::NoticePeriod
        } else {
            FactKind::Duration
        },
        start: at,
        end,
        value: counted(usize::try_from(number).unwrap_or(0), unit),
    })
}

/// Whether a number goes on with another: `5` of `1.5`, `30` of `2030`.
fn goes_on(page: &Page, at: usize) -> bool {
    page.touches(at) && at > 0 && page.is(at - 1, &['.', ',', '/', '$', '%', '第'])
}

/// The number, and the word after it: `thirty (30)`, `30 (thirty)`, `30)`.
fn count(page: &Page, at: usize) -> Option<(Number, usize)> {
    let plain = number(page, at, false)?;
    let mut next = at + plain.len;
    // `(30) days` where the words before were no number.
    if page.is(next, &[')']) && at > 0 && page.is(at - 1, &['(']) {
        return Some((plain, next + 1));
    }
    if !page.is(next, &['(', '[']) {
        return Some((plain, next));
    }
    let inner = number(page, next + 1, false);
    let close = (next + 1..page.words.len().min(next + 8)).find(|&at| page.is(at, &[')', ']']))?;
    let whole = inner.filter(|inner| next + 1 + inner.len == close);
    next = close + 1;
    match whole {
        // Digits are surer than words.
        Some(inner) if page.is_digits(close - 1) => Some((inner, next)),
        _ => Some((plain, next)),
    }
}

fn unit(page: &Page, mut at: usize) -> Option<(&'static str, usize)> {
    for _ in 0..3 {
        let found = page.say(at, |meaning| match meaning {
            Meaning::Unit(unit) => Some(unit.as_str()),
            _ => None,
        });
        if let Some((unit, len)) = found {
            return Some((unit, at + len));
        }
        let filler = page.says(at, &Meaning::Filler);
        let hyphen = usize::from(page.is(at, &['-']) && page.touches(at));
        let skipped = filler.max(hyphen);
        if skipped == 0 {
            return None;
        }
        at += skipped;
    }
    None
}

/// `3日` of `2026年3月3日`, `2026年`, `第三年`.
fn is_date_in_chinese(page: &Page, at: usize, end: usize, unit: &str, number: u32) -> bool {
    let before = at.checked_sub(1).map_or("", |before| page.word(before));
    let counted = matches!(before, "第" | "月" | "年");
    let year = unit == "year" && (number > 200 || page.is_digits(end));
    counted || year
}

/// Whether the sentence says that this is the time before which notice is given.
fn is_notice(page: &Page, at: usize, end: usize) -> bool {
    let last = page.sentence_end(end, AFTER);
    // What comes after a comma or an `and` is another matter.
    let parts = |at: usize| page.is(at, &[',', '、']) || page.says(at, &Meaning::Between) > 0;
    let last = (end..last).find(|&at| parts(at)).unwrap_or(last);
    let first = page.sentence_start(at, BEFORE);
    let runs_from = |from: usize, to: usize| page.any(from, to, &Meaning::NotNotice);
    let notice = |from: usize, to: usize| page.any(from, to, &Meaning::Notice);
    let after = (end..last).find(|&at| page.says(at, &Meaning::Notice) > 0);
    if after.is_some_and(|notice| !runs_from(end, notice)) {
        return true;
    }
    if notice(first, at) && !runs_from(first, at) && !runs_from(end, last.min(end + 3)) {
        return true;
    }
    // `at least 90 days prior to the expiration …, either party gives notice`
    let before_end = page.any(end, last.min(end + 3), &Meaning::BeforeEnd);
    let (first, last) = (
        page.sentence_start(at, SENTENCE),
        page.sentence_end(end, SENTENCE),
    );
    before_end && notice(first, last)
}
