//! Words, numbers and labels as the cutting reads them, for those who read references.
//!
//! The one way in from outside: a reference is understood when it is read as the clause's own
//! label was. Knows nothing of clauses or of what a reference is.

use super::fold::{Letter, fold, is_han};
use super::number::Value;
use super::numeral::{chinese, digits, roman};
use super::opener::{Opener, Sign, Signs, Wrap, recognise};
use super::vocabulary::{UnitKind, Vocabulary};
use crate::domain::fold::is_letter;
use crate::domain::text::Span;

/// The whole of a text as comparable letters.
pub(in crate::domain) fn folded(text: &str) -> String {
    super::fold::folded(text)
}

/// Letters that a number is looked for in.
const NUMBER: usize = 16;
/// Longest word that means anything here.
const WORD: usize = 24;

/// A number and every way in which it can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::domain) struct Numeral {
    /// What it could be, best first: `5`, `5.2`, `152a`, `c`, `~4` (a small Roman number).
    pub keys: Vec<String>,
    /// The dotted parts; nothing for letters.
    pub parts: Vec<u32>,
    /// What it is written in and stands between.
    pub shape: Shape,
    /// Byte after it.
    pub end: usize,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) enum Shape {
    /// `5`, `5.2`, `IV`, `五`.
    Bare,
    /// `a`, `iv` without anything around it.
    Small,
    /// `C`, `B-1`.
    Capital,
    /// `(5)`, `(a)`.
    Bracketed,
    /// `5)`, `a)`.
    Right,
}

/// The label of a clause, read.
#[derive(Debug)]
pub(in crate::domain) struct Label {
    /// What the unit word opens, and the word by which its series is known.
    pub unit: Option<(UnitKind, &'static str)>,
    /// As in [`Numeral`].
    pub keys: Vec<String>,
    /// As in [`Numeral`].
    pub parts: Vec<u32>,
    /// Whether it stands between brackets, as `(5)`, or before one, as `5)`.
    pub bracket: Option<Shape>,
}

/// Reads a label.
pub(in crate::domain) fn label(printed: &str) -> Option<Label> {
    if printed.is_empty() {
        return None;
    }
    let opener = recognise(printed, Span::new(0, printed.len())).or_else(|| {
        let longer = format!("{printed} x");
        recognise(&longer, Span::new(0, longer.len()))
    });
    let Some(opener) = opener else {
        return plain_label(printed);
    };
    if opener.sign == Sign::Bullet {
        return None;
    }
    Some(Label {
        unit: unit(&opener),
        keys: distinct(opener.readings.iter().map(|reading| {
            let small = reading.form.signs == Signs::RomanLower;
            key(&reading.value, small)
        })),
        parts: opener.value().parts().to_vec(),
        bracket: opener
            .readings
            .first()
            .and_then(|reading| match reading.form.wrap {
                Wrap::Both => Some(Shape::Bracketed),
                Wrap::Right => Some(Shape::Right),
                Wrap::Dot | Wrap::Blank => None,
            }),
    })
}

/// A number that opens a clause only together with what follows it, as in `V - PLACE`.
fn plain_label(printed: &str) -> Option<Label> {
    let numeral = numeral(printed, 0)?;
    let rest = printed.get(numeral.end..)?;
    let whole = rest.chars().all(|c| !c.is_alphanumeric());
    whole.then_some(Label {
        unit: None,
        keys: numeral.keys,
        parts: numeral.parts,
        bracket: match numeral.shape {
            Shape::Bracketed | Shape::Right => Some(numeral.shape),
            _ => None,
        },
    })
}

fn unit(opener: &Opener) -> Option<(UnitKind, &'static str)> {
    let Sign::Unit(unit) = opener.sign else {
        return None;
    };
    let unit = &Vocabulary::get().units[unit];
    Some((unit.kind, unit.series.as_str()))
}

/// Small Roman numbers are kept apart from digits: `(i)` and `(1)` may stand in the same clause.
fn key(value: &Value, small_roman: bool) -> String {
    let slug = value.slug();
    if small_roman {
        format!("~{slug}")
    } else {
        slug
    }
}

fn distinct(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for key in keys {
        if !all.contains(&key) {
            all.push(key);
        }
    }
    all
}

/// The folded word at a byte and the byte after it; nothing where no word starts.
pub(in crate::domain) fn word(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if first == '§' {
        let len = if rest.starts_with("§§") { 4 } else { 2 };
        return Some(("§".to_owned(), at + len));
    }
    if !is_letter(first) || is_han(first) {
        return None;
    }
    let mut len = 0;
    for (count, (offset, c)) in rest.char_indices().enumerate() {
        let inner = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{300}'..='\u{36f}');
        let hyphen = c == '-'
            && rest
                .get(offset + 1..)
                .is_some_and(|after| after.starts_with(is_letter));
        if !(is_letter(c) || inner || hyphen) || is_han(c) || count > WORD {
            break;
        }
        len = offset + c.len_utf8();
    }
    let printed = rest.get(..len)?;
    let low = if printed.is_ascii() {
        printed.to_ascii_lowercase()
    } else {
        folded(printed)
    };
    Some((low, at + len))
}

/// The number at a byte.
pub(in crate::domain) fn numeral(text: &str, at: usize) -> Option<Numeral> {
    let letters = fold(text, Span::new(at, text.len()), NUMBER);
    let byte = |index: usize| {
        letters.get(index).map_or_else(
            || {
                letters.last().map_or(at, |last| {
                    let len = text.get(last.at..).and_then(|s| s.chars().next());
                    last.at + len.map_or(0, char::len_utf8)
                })
            },
            |letter| letter.at,
        )
    };
    if letters.first()?.low == '(' {
        let close = letters.iter().take(7).position(|l| l.low == ')')?;
        let inner = letters.get(1..close)?;
        let (keys, parts) = inside(inner)?;
        return Some(Numeral {
            keys,
            parts,
            shape: Shape::Bracketed,
            end: byte(close + 1),
        });
    }
    let (keys, parts, shape, len) = plain(&letters)?;
    let right = letters.get(len).is_some_and(|l| l.low == ')') && shape != Shape::Capital;
    Some(Numeral {
        keys,
        parts,
        shape: if right { Shape::Right } else { shape },
        end: byte(len + usize::from(right)),
    })
}

/// What stands between brackets, when all of it is a number.
fn inside(letters: &[Letter]) -> Option<(Vec<String>, Vec<u32>)> {
    let (keys, parts, _, len) = plain(letters)?;
    (len == letters.len()).then_some((keys, parts))
}

type Plain = (Vec<String>, Vec<u32>, Shape, usize);

fn plain(letters: &[Letter]) -> Option<Plain> {
    let first = letters.first()?;
    if first.low.is_ascii_digit() {
        return arabic(letters);
    }
    if is_han(first.low) {
        let (number, len) = chinese(letters)?;
        return Some((vec![number.to_string()], vec![number], Shape::Bare, len));
    }
    lettered(letters)
}

fn arabic(letters: &[Letter]) -> Option<Plain> {
    let ends = |len: usize| {
        letters
            .get(len)
            .is_none_or(|l| !l.low.is_alphanumeric() && l.low != '%' || is_han(l.low))
    };
    if let Some((value, len)) = digits(letters)
        && ends(len)
    {
        let parts = value.parts().to_vec();
        return Some((vec![value.slug()], parts, Shape::Bare, len));
    }
    // `Section 1542`: beyond what any agreement counts to, but a number of some code.
    let run: String = letters
        .iter()
        .map(|l| l.low)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let number: String = run.chars().take_while(char::is_ascii_digit).collect();
    let number = number.parse().ok()?;
    Some((vec![run.clone()], vec![number], Shape::Bare, run.len()))
}

fn lettered(letters: &[Letter]) -> Option<Plain> {
    let run = letters
        .iter()
        .take_while(|l| l.raw.is_alphanumeric() && !is_han(l.raw))
        .count();
    let first = letters.first()?.raw;
    let upper = first.is_uppercase();
    let mut keys = Vec::new();
    let mut parts = Vec::new();
    if let Some((number, len)) = roman(letters)
        && len == run
    {
        parts = vec![number];
        keys.push(if upper {
            number.to_string()
        } else {
            format!("~{number}")
        });
    }
    let low: String = letters.iter().take(run).map(|l| l.low).collect();
    let repeated = run <= 2 && low.chars().all(|c| low.starts_with(c));
    let mut len = run;
    if run == 1 && first.is_alphabetic() {
        let raw: String = first.to_lowercase().collect();
        let letter = Value::Letter(raw);
        if upper && let Some((tail, used)) = tail(letters) {
            return Some((
                vec![format!("{}-{tail}", letter.slug())],
                Vec::new(),
                Shape::Capital,
                used,
            ));
        }
        let slug = letter.slug();
        // `Annex C` is a letter; `Annex I` is rather a number.
        let number_first = matches!(low.as_str(), "i" | "v" | "x");
        keys.insert(if number_first { keys.len() } else { 0 }, slug);
        len = 1;
    } else if repeated && first.is_alphabetic() {
        keys.push(Value::Letter(low.clone()).slug());
    } else if upper && run <= 4 && low.chars().skip(1).all(|c| c.is_ascii_digit()) {
        // `B1`
        let tail: String = low.chars().skip(1).collect();
        keys.push(format!("{}-{tail}", low.chars().next()?));
    }
    if keys.is_empty() {
        return None;
    }
    let shape = match (upper, parts.is_empty() || run == 1) {
        (true, true) => Shape::Capital,
        (true, false) => Shape::Bare,
        (false, _) => Shape::Small,
    };
    Some((keys, parts, shape, len))
}

/// `-1` in `B-1`.
fn tail(letters: &[Letter]) -> Option<(String, usize)> {
    if letters.get(1)?.low != '-' {
        return None;
    }
    let run: String = letters
        .iter()
        .skip(2)
        .map(|l| l.low)
        .take_while(char::is_ascii_digit)
        .collect();
    (!run.is_empty() && run.len() <= 2).then(|| (run.clone(), 2 + run.len()))
}

/// The number that an ordinal in words counts, and the byte after it.
pub(in crate::domain) fn ordinal(text: &str, at: usize) -> Option<(u32, usize)> {
    let (first, end) = word(text, at)?;
    let number = *Vocabulary::get().ordinals.get(&first)?;
    Some((number, end))
}

/// Whether a folded word with its dot announces a number: `br.`, `No.`.
pub(in crate::domain) fn announces_number(word: &str) -> bool {
    Vocabulary::get()
        .number_words
        .iter()
        .any(|known| known.trim_end_matches('.') == word)
}
