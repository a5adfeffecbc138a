//! Numbers that are printed inside a clause without opening one of their own.
//!
//! Texts that have lost their line ends run several numbered paragraphs together. A reference to
//! such a number leads to the clause in which it is printed. Reads the text once.

use super::words::{Level, Words};
use crate::domain::segment::reading;
use std::collections::HashMap;

/// Places of one number that are kept.
const PLACES: usize = 16;
/// Bytes before a number in which the last word is looked for.
const WORD: usize = 60;
/// Blanks that stand for a lost line end.
const GAP: usize = 3;

/// Where dotted numbers stand as a paragraph's number would.
pub(super) struct Printed {
    places: HashMap<String, Vec<usize>>,
}

impl Printed {
    pub(super) fn read(text: &str) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        let mut stop = 0;
        for (dot, _) in text.match_indices('.') {
            if dot < stop {
                continue;
            }
            let Some((start, end)) = dotted(text, dot) else {
                continue;
            };
            stop = end;
            if !(stands_first(text, start) && opens(text, end)) {
                continue;
            }
            let number = text.get(start..end).unwrap_or_default();
            let list = places.entry(number.to_owned()).or_default();
            if list.len() < PLACES {
                list.push(start);
            }
        }
        Self { places }
    }

    /// The first byte between two at which a number is printed.
    pub(super) fn within(&self, number: &str, from: usize, to: usize) -> Option<usize> {
        let places = self.places.get(number)?.iter();
        places.copied().find(|at| (from..to).contains(at))
    }
}

/// The bytes of `4.3` or `4.3.1` around its first dot.
fn dotted(text: &str, dot: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let first = bytes.get(..dot)?.iter().rev().take(4);
    let whole = first.take_while(|byte| byte.is_ascii_digit()).count();
    let start = dot - whole;
    let mut end = dot;
    loop {
        let part = bytes.get(end + 1..)?.iter().take(4);
        let digits = part.take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 3 {
            break;
        }
        end += 1 + digits;
        if bytes.get(end) != Some(&b'.') || end - start > 20 {
            break;
        }
    }
    let letter = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'.');
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    ((1..=3).contains(&whole) && end > dot && !letter(before)).then_some((start, end))
}

/// Whether a number stands where a sentence could start.
fn stands_first(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let words = before.trim_end();
    let blanks = before.get(words.len()..).unwrap_or_default();
    if words.is_empty() {
        return true;
    }
    let near = words.floor_char_boundary(words.len().saturating_sub(WORD));
    let tail = words.get(near..).unwrap_or_default();
    let last = tail.split_whitespace().next_back().unwrap_or_default();
    let at = words.len() - last.len();
    let unit = reading::word(text, at).is_some_and(|(word, _)| {
        let mut units = Words::get().units_at(&word, true);
        units.any(|unit| unit.level <= Level::Indent)
    });
    let shouted = last.chars().filter(|c| c.is_uppercase()).count() > 2
        && !last.chars().any(char::is_lowercase);
    let ended = last.ends_with(['.', ';', ':', '”', '"', ')', '_', ']']);
    !blanks.is_empty() && !unit && (ended || shouted || blanks.chars().count() >= GAP)
}

/// Whether words that could open a paragraph follow a number.
fn opens(text: &str, end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    let after = after.strip_prefix('.').unwrap_or(after);
    let rest = after.trim_start();
    rest.len() < after.len()
        && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '„'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_where_a_paragraph_could_start() {
        let text = "4. TERM 4.1 Term. It runs. 4.2. End. See Section 4.3 Fees, or Sec. 4.4 Tax. \
                    It costs 4.5 Euro; 4.6 \"Cost\" is 1.000.000. 4.7.1 Also.";
        let printed = Printed::read(text);
        let found = |number: &str| printed.within(number, 0, text.len()).is_some();
        for (number, expected) in [
            ("4.1", true),
            ("4.2", true),
            ("4.3", false),
            ("4.4", false),
            ("4.5", false),
            ("4.6", true),
            ("4.7.1", true),
            ("1.000.000", false),
        ] {
            assert_eq!(found(number), expected, "{number}");
        }
        assert_eq!(printed.within("4.1", 20, text.len()), None);
    }
}
