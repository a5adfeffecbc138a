//! What tables and exchange formats share: words of others made harmless, and values that programs can count with.
//!
//! It knows no format: escapes that belong to one are made by its writer.

use crate::domain::review::{checkpoint, heads};
use crate::domain::visible::visible;
use jiff::civil::Date;

/// Digits of an amount that a program can still count with exactly.
const MOST_DIGITS: usize = 15;

/// Words in which nothing steers or hides, every character may stand in XML, and nothing can be taken for a journal head
/// or a checkpoint of ours.
pub(super) fn harmless(words: &str) -> String {
    let mut shown = visible(words).into_owned();
    for stranger in ['\u{fffe}', '\u{ffff}'] {
        if shown.contains(stranger) {
            shown = shown.replace(stranger, &format!("⟨U+{:04X}⟩", u32::from(stranger)));
        }
    }
    for mark in [heads::MARK, checkpoint::MARK] {
        if shown.contains(mark) {
            shown = shown.replace(mark, &mark.replace('/', " /"));
        }
    }
    shown
}

/// The day that a text is, written `2026-03-01`; nothing when it says more or less than a day.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parses = || text.parse::<Date>().ok();
    (text.len() == 10).then(parses)?
}

/// The sum and the currency that a text is, written `1200000.00 EUR`.
pub(super) fn amount(text: &str) -> Option<(f64, &str)> {
    let (number, currency) = text.trim().split_once(' ')?;
    let is_currency = currency.len() == 3 && currency.bytes().all(|one| one.is_ascii_uppercase());
    let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
    let is_number = !whole.is_empty()
        && number.len() <= MOST_DIGITS
        && number
            .bytes()
            .all(|one| one.is_ascii_digit() || one == b'.');
    if !is_currency || !is_number {
        return None;
    }
    Some((number.parse().ok()?, currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_sums_are_only_taken_where_nothing_else_is_said() {
        assert!(day("2026-03-01").is_some() && day(" 2024-02-29 ").is_some());
        for text in [
            "2026-02-30",
            "1 March 2026",
            "2026-03-01, or later",
            "2026-3-1",
            "",
            "二〇二六年三月",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(amount("1200000.00 EUR"), Some((1_200_000.0, "EUR")));
        assert_eq!(amount("7 RSD"), Some((7.0, "RSD")));
        for text in [
            "EUR 7",
            "7 eur",
            "7.5 %",
            "1.2.3 EUR",
            ". EUR",
            "-7 EUR",
            "9999999999999999 EUR",
            "=1 EUR",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn what_hides_is_shown_and_no_head_is_imitated() {
        assert_eq!(
            harmless("a\u{0}\u{202e}b\u{ffff}"),
            "a⟨U+0000⟩⟨U+202E⟩b⟨U+FFFF⟩"
        );
        let imitated = harmless("x rapporteur-head/1 y rapporteur/1 z");
        assert_eq!(imitated, "x rapporteur-head /1 y rapporteur /1 z");
    }
}
