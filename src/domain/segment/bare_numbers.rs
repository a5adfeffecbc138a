//! Numbers, letters and bullets without a unit word at the start of a line.
//!
//! Part of `opener`.

use super::fold::{Letter, is_han};
use super::number::Value;
use super::numeral::{chinese, digits, roman};
use super::opener::{Form, Opener, Reading, Scan, Sign, Signs, Wrap};

impl Scan<'_> {
    pub(super) fn bare(&self) -> Option<Opener> {
        match self.low(self.start)? {
            '(' => self.in_brackets(),
            c if c.is_ascii_digit() => self.digits(),
            c if is_han(c) => self.chinese_item(),
            _ => self.letter_or_roman(),
        }
    }

    /// `(1)`, `(a)`, `(iv)`, `（一）`.
    pub(super) fn in_brackets(&self) -> Option<Opener> {
        let inner = self.start + 1;
        let close = (inner..inner + 7).find(|&at| self.low(at) == Some(')'))?;
        let readings = readings(&self.letters[inner..close], Wrap::Both);
        let next = self.low(close + 1);
        let open = next.is_none_or(|c| c == ' ' || is_han(c))
            || self
                .raw(close + 1)
                .is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '('));
        (open && !readings.is_empty()).then(|| self.make(close + 1, Sign::Bare, readings, false))
    }

    /// `1.`, `1.1`, `1)`, `1 TITLE`, `1、`.
    pub(super) fn digits(&self) -> Option<Opener> {
        let (value, len) = digits(self.from(self.start))?;
        let end = self.start + len;
        let dotted = value.parts().len() > 1;
        // `2.0` counts like `2.`, but the list `1. 2. 3.` inside it is another.
        let whole = !dotted && (self.start..end).any(|at| self.low(at) == Some('.'));
        let signs = match (dotted, whole && value.suffix().is_empty()) {
            (true, _) => Signs::Dotted,
            (_, true) => Signs::Whole,
            _ => Signs::Digits,
        };
        let next = self.low(end);
        let (wrap, end) = match next {
            Some(')') => (Wrap::Right, end + 1),
            Some('、') => (Wrap::Dot, end + 1),
            Some('.') if self.opens_text(end + 1) => (Wrap::Dot, end + 1),
            None | Some(' ') if dotted || whole => (Wrap::Dot, end),
            Some(c) if dotted && is_han(c) => (Wrap::Dot, end),
            Some(' ') if value.suffix().is_empty() => (Wrap::Blank, end),
            _ => return None,
        };
        let upper = self
            .raw(self.skip_blanks(end))
            .is_some_and(|c| c.is_uppercase() && !is_han(c));
        if wrap == Wrap::Blank && !upper {
            return None;
        }
        let form = Form { signs, wrap };
        Some(self.make(end, Sign::Bare, vec![Reading { form, value }], false))
    }

    /// Whether a label that ends in a dot ends here: a blank, a capital or the line's end follows.
    pub(super) fn opens_text(&self, at: usize) -> bool {
        self.is_blank_or_end(at)
            || self
                .raw(at)
                .is_some_and(|c| c.is_uppercase() || is_han(c) || matches!(c, '"' | '“' | '('))
    }

    pub(super) fn chinese_item(&self) -> Option<Opener> {
        let (number, len) = chinese(self.from(self.start))?;
        let end = self.start + len;
        if !matches!(self.low(end), Some('、' | '.')) {
            return None;
        }
        let form = Form {
            signs: Signs::Chinese,
            wrap: Wrap::Dot,
        };
        let value = Value::Counted(number);
        Some(self.make(end + 1, Sign::Bare, vec![Reading { form, value }], false))
    }

    /// `a)`, `A.`, `IV.`, `IV - TITLE`, `I TITLE`.
    pub(super) fn letter_or_roman(&self) -> Option<Opener> {
        let (word, end) = self.word(self.start);
        if word.is_empty() || word.chars().count() > 7 {
            return None;
        }
        let wrap = match self.low(end) {
            Some(')') => Wrap::Right,
            Some('.') if self.is_blank_or_end(end + 1) => Wrap::Dot,
            Some(' ') if self.titled(end) => {
                return self.roman_title(end);
            }
            _ => return None,
        };
        let readings = readings(&self.letters[self.start..end], wrap);
        // A lone `A.` at a line's end is an initial or an abbreviation more often than a label.
        (!readings.is_empty()).then(|| self.make(end + 1, Sign::Bare, readings, false))
    }

    pub(super) fn roman_title(&self, end: usize) -> Option<Opener> {
        let (number, len) = roman(self.from(self.start))?;
        if self.start + len != end || !self.raw(self.start)?.is_uppercase() {
            return None;
        }
        let form = Form {
            signs: Signs::RomanUpper,
            wrap: Wrap::Dot,
        };
        let value = Value::Counted(number);
        Some(self.make(end, Sign::Bare, vec![Reading { form, value }], false))
    }

    /// Whether a title in capitals follows, perhaps after a dash.
    pub(super) fn titled(&self, end: usize) -> bool {
        let dash = self.low(self.skip_blanks(end)) == Some('-');
        let rest = self.from(end);
        let upper = rest.iter().filter(|l| l.raw.is_uppercase()).count();
        let lower = rest.iter().filter(|l| l.raw.is_lowercase()).count();
        upper >= 3 && (lower * 4 <= upper || (dash && lower + upper < 60))
    }

    pub(super) fn bullet(&self) -> Option<Opener> {
        let mark = matches!(
            self.low(self.start)?,
            '-' | '•' | '·' | '▪' | '◦' | '●' | '–'
        );
        let after = self.skip_blanks(self.start + 1);
        let text = self
            .low(after)
            .is_some_and(|c| c.is_alphanumeric() || c == '"');
        if !(mark && after > self.start + 1 && text) {
            return None;
        }
        let form = Form {
            signs: Signs::Unit,
            wrap: Wrap::Blank,
        };
        let value = Value::Letter(String::new());
        Some(self.make(
            self.start + 1,
            Sign::Bullet,
            vec![Reading { form, value }],
            false,
        ))
    }
}

/// The ways in which a letter or number between marks can be understood.
fn readings(inner: &[Letter], wrap: Wrap) -> Vec<Reading> {
    let mut found = Vec::new();
    let mut push = |signs, value| {
        found.push(Reading {
            form: Form { signs, wrap },
            value,
        });
    };
    let len = inner.len();
    if len == 0 {
        return found;
    }
    if let Some((value, used)) = digits(inner)
        && used == len
    {
        let signs = if value.parts().len() > 1 {
            Signs::Dotted
        } else {
            Signs::Digits
        };
        push(signs, value);
        return found;
    }
    if let Some((number, used)) = chinese(inner)
        && used == len
    {
        push(Signs::Chinese, Value::Counted(number));
        return found;
    }
    let raw: String = inner.iter().map(|letter| letter.raw).collect();
    let lower = raw.chars().all(char::is_lowercase);
    let upper = raw.chars().all(char::is_uppercase);
    if !(lower || upper) {
        return found;
    }
    let same = inner.iter().all(|letter| letter.raw == inner[0].raw);
    if len == 1 || (len == 2 && same) {
        let signs = match (lower, len) {
            (true, 1) => Signs::Lower,
            (true, _) => Signs::Twice,
            _ => Signs::Upper,
        };
        push(signs, Value::Letter(raw.to_lowercase()));
    }
    if let Some((number, used)) = roman(inner)
        && used == len
    {
        let signs = if lower {
            Signs::RomanLower
        } else {
            Signs::RomanUpper
        };
        push(signs, Value::Counted(number));
    }
    found
}
