//! What the beginning of a line could open, judged by that line alone.
//!
//! Finds candidates only; whether one does open a clause is decided by `units` (words with a
//! number) and `outline` (bare numbers), which know what stands around it.

use super::fold::{Letter, fold};
use super::number::Value;
use super::vocabulary::{UnitKind, Vocabulary};
use crate::domain::fold::is_letter;
use crate::domain::text::Span;

/// Letters of a line that are looked at.
const WINDOW: usize = 160;

/// A place that could open a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opener {
    /// The label as printed, in bytes of the text.
    pub label: Span,
    /// What follows the label on the same line.
    pub rest: Span,
    /// A unit word, or only a number.
    pub sign: Sign,
    /// The ways in which the number can be understood; never empty.
    pub readings: Vec<Reading>,
    /// Whether parts of an article are named too, as in `5(1)(a)`.
    pub pinpoint: bool,
}

/// What announces the clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A unit word; its place in the vocabulary.
    Unit(usize),
    /// Only a number or a letter.
    Bare,
    /// A bullet.
    Bullet,
}

/// One way to understand a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The shape that numbers of the same list share.
    pub form: Form,
    /// What it counts.
    pub value: Value,
}

/// The shape of a number: what it is written in, and what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Form {
    /// What it is written in.
    pub signs: Signs,
    /// What stands around it.
    pub wrap: Wrap,
}

/// What a number is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Signs {
    Digits,
    /// Digits and a nought: `2.0`.
    Whole,
    Dotted,
    Lower,
    /// A letter twice: `aa`.
    Twice,
    Upper,
    RomanLower,
    RomanUpper,
    Chinese,
    Unit,
}

/// What stands around a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Wrap {
    /// `5.`, `5、` or the number after a unit word.
    Dot,
    /// `5` and a blank: the weakest sign of all.
    Blank,
    /// `(5)`.
    Both,
    /// `5)`.
    Right,
}

impl Opener {
    /// The unit kind, when a unit word announces it.
    pub(super) fn unit(&self) -> Option<UnitKind> {
        match self.sign {
            Sign::Unit(unit) => Some(Vocabulary::get().units[unit].kind),
            _ => None,
        }
    }

    /// The first reading's value.
    pub(super) fn value(&self) -> &Value {
        &self.readings[0].value
    }
}

/// What the text under `line` could open.
pub(super) fn recognise(text: &str, line: Span) -> Option<Opener> {
    let letters = fold(text, line, WINDOW);
    let start = skip_markup(&letters);
    let scan = Scan {
        text,
        line,
        letters: &letters,
        start,
    };
    scan.unit()
        .or_else(|| scan.number_before_unit())
        .or_else(|| scan.bare())
        .or_else(|| scan.bullet())
}

/// A line being looked at.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) line: Span,
    pub(super) letters: &'a [Letter],
    pub(super) start: usize,
}

impl Scan<'_> {
    pub(super) fn low(&self, index: usize) -> Option<char> {
        self.letters.get(index).map(|letter| letter.low)
    }

    pub(super) fn raw(&self, index: usize) -> Option<char> {
        self.letters.get(index).map(|letter| letter.raw)
    }

    pub(super) fn from(&self, index: usize) -> &[Letter] {
        self.letters.get(index..).unwrap_or_default()
    }

    pub(super) fn is_blank_or_end(&self, index: usize) -> bool {
        self.low(index).is_none_or(|c| c == ' ')
    }

    pub(super) fn skip_blanks(&self, mut index: usize) -> usize {
        while self.low(index) == Some(' ') {
            index += 1;
        }
        index
    }

    /// The folded word at `index`, and where it ends.
    pub(super) fn word(&self, index: usize) -> (String, usize) {
        if self.low(index) == Some('§') {
            return ("§".to_owned(), index + 1);
        }
        let word: String = self
            .from(index)
            .iter()
            .map(|letter| letter.low)
            .take_while(|c| is_letter(*c) || *c == '-')
            .collect();
        let word = word.trim_end_matches('-').to_owned();
        let len = word.chars().count();
        (word, index + len)
    }

    pub(super) fn byte(&self, index: usize) -> usize {
        self.letters
            .get(index)
            .map_or(self.line.end, |letter| letter.at)
    }

    pub(super) fn make(
        &self,
        end: usize,
        sign: Sign,
        readings: Vec<Reading>,
        pinpoint: bool,
    ) -> Opener {
        let label = Span::new(self.byte(self.start), self.byte(end)).trimmed(self.text);
        Opener {
            label,
            rest: Span::new(self.byte(end), self.line.end).trimmed(self.text),
            sign,
            readings,
            pinpoint,
        }
    }

    pub(super) fn made_unit(
        &self,
        end: usize,
        unit: usize,
        value: Value,
        pinpoint: bool,
    ) -> Opener {
        let form = Form {
            signs: Signs::Unit,
            wrap: Wrap::Dot,
        };
        let end = end + usize::from(self.low(end) == Some('.'));
        self.make(
            end,
            Sign::Unit(unit),
            vec![Reading { form, value }],
            pinpoint,
        )
    }
}

fn skip_markup(letters: &[Letter]) -> usize {
    let mut at = 0;
    let hashes = letters
        .iter()
        .take_while(|letter| letter.low == '#')
        .count();
    if hashes > 0 && letters.get(hashes).is_some_and(|letter| letter.low == ' ') {
        at = hashes;
    }
    while letters
        .get(at)
        .is_some_and(|letter| matches!(letter.low, ' ' | '*' | '_' | '>'))
    {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::raw;
    use super::*;

    fn open(line: &str) -> Option<Opener> {
        recognise(line, Span::new(0, line.len()))
    }

    #[test]
    fn sample_lines_of_every_language_open_or_do_not_open() {
        for (tag, language) in raw().languages {
            for line in language.samples.open {
                assert!(open(&line).is_some(), "{tag}: {line} opens a clause");
            }
            for line in language.samples.do_not_open {
                assert_eq!(open(&line), None, "{tag}: {line} opens nothing");
            }
        }
    }

    #[test]
    fn labels_are_kept_as_printed() {
        for (line, label, rest) in [
            ("Члaн 152а. Предмет", "Члaн 152а.", "Предмет"),
            ("Article\u{a0}5 – Scope", "Article\u{a0}5", "– Scope"),
            ("Članak 152.a", "Članak 152.a", ""),
            ("第十条之一 保密", "第十条之一", "保密"),
            ("（五）数据", "（五）", "数据"),
            ("5.2 Fees", "5.2", "Fees"),
            ("5.2. Fees", "5.2.", "Fees"),
            ("(a) data", "(a)", "data"),
            ("## Section 5.1(a)(iv)", "Section 5.1(a)(iv)", ""),
            ("II - PREDMET OPOREZIVANJA", "II", "- PREDMET OPOREZIVANJA"),
            ("**1. Data**", "1.", "Data**"),
            ("PRVI DIO", "PRVI DIO", ""),
            ("Anexo", "", ""),
            ("PJESA E PARË", "PJESA E PARË", ""),
            ("Exhibit B-1", "Exhibit B-1", ""),
        ] {
            let found = open(line);
            let (got, tail) = found
                .map(|o| (o.label.of(line), o.rest.of(line)))
                .unwrap_or_default();
            assert_eq!((got, tail), (label, rest), "{line}");
        }
    }

    #[test]
    fn figures_and_dates_open_nothing() {
        for line in [
            "12.03.2005. godine",
            "1.000.000 dinara",
            "5% of the fees",
            "10:30 in the morning",
            "2021年6月",
            "27 od 6. aprila 2018.",
            "第五条第二款规定的",
            "A person shall",
        ] {
            assert_eq!(open(line), None, "{line}");
        }
    }
}
