//! What the beginning of a line could open, judged by that line alone.
//!
//! Finds candidates only; whether one does open a clause is decided by `units` (words with a
//! number) and `outline` (bare numbers), which know what stands around it.

use super::fold::{Letter, fold, is_han};
use super::number::{Value, chinese, digits, roman};
use super::vocabulary::{UnitKind, Vocabulary};
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
    Dotted,
    Lower,
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
struct Scan<'a> {
    text: &'a str,
    line: Span,
    letters: &'a [Letter],
    start: usize,
}

impl Scan<'_> {
    fn low(&self, index: usize) -> Option<char> {
        self.letters.get(index).map(|letter| letter.low)
    }

    fn raw(&self, index: usize) -> Option<char> {
        self.letters.get(index).map(|letter| letter.raw)
    }

    fn from(&self, index: usize) -> &[Letter] {
        self.letters.get(index..).unwrap_or_default()
    }

    fn is_blank_or_end(&self, index: usize) -> bool {
        self.low(index).is_none_or(|c| c == ' ')
    }

    fn skip_blanks(&self, mut index: usize) -> usize {
        while self.low(index) == Some(' ') {
            index += 1;
        }
        index
    }

    /// The folded word at `index`, and where it ends.
    fn word(&self, index: usize) -> (String, usize) {
        if self.low(index) == Some('§') {
            return ("§".to_owned(), index + 1);
        }
        let word: String = self
            .from(index)
            .iter()
            .map(|letter| letter.low)
            .take_while(|c| c.is_alphabetic() || *c == '-')
            .collect();
        let word = word.trim_end_matches('-').to_owned();
        let len = word.chars().count();
        (word, index + len)
    }

    fn byte(&self, index: usize) -> usize {
        self.letters
            .get(index)
            .map_or(self.line.end, |letter| letter.at)
    }

    fn make(&self, end: usize, sign: Sign, readings: Vec<Reading>, pinpoint: bool) -> Opener {
        let label = Span::new(self.byte(self.start), self.byte(end)).trimmed(self.text);
        Opener {
            label,
            rest: Span::new(self.byte(end), self.line.end).trimmed(self.text),
            sign,
            readings,
            pinpoint,
        }
    }

    fn made_unit(&self, end: usize, unit: usize, value: Value, pinpoint: bool) -> Opener {
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

    /// `Article 5`, `Члан 152а.`, `第五条`, `附件一`.
    fn unit(&self) -> Option<Opener> {
        let vocabulary = Vocabulary::get();
        let first = self.low(self.start)?;
        if first == '第' {
            return self.enclosed_unit();
        }
        if is_han(first) {
            return self.unspaced_unit();
        }
        let (word, end) = self.word(self.start);
        let &unit = vocabulary.words.get(&word)?;
        let mut at = end + usize::from(self.low(end) == Some('.'));
        let blanks = self.skip_blanks(at) > at;
        if !blanks && word != "§" && at == end {
            return None;
        }
        at = self.skip_blanks(at);
        at = self.skip_number_word(at);
        let letters_allowed = matches!(
            vocabulary.units[unit].kind,
            UnitKind::Annex | UnitKind::Part | UnitKind::Section
        );
        let (value, end) = self.unit_number(at, letters_allowed)?;
        let (pinpoint, end) = self.pinpoint(end);
        self.ends_well(end)
            .then(|| self.made_unit(end, unit, value, pinpoint))
    }

    fn skip_number_word(&self, at: usize) -> usize {
        let (word, end) = self.word(at);
        let dotted = self.low(end) == Some('.');
        let full = if dotted { format!("{word}.") } else { word };
        if full.is_empty() || !Vocabulary::get().number_words.contains(&full) {
            return at;
        }
        self.skip_blanks(end + usize::from(dotted))
    }

    fn unit_number(&self, at: usize, letters_allowed: bool) -> Option<(Value, usize)> {
        if let Some((value, len)) = digits(self.from(at)) {
            return Some((value, at + len));
        }
        let (word, end) = self.word(at);
        let upper = self.raw(at).is_some_and(char::is_uppercase);
        let single = word.chars().count() == 1;
        if upper && let Some((number, len)) = roman(self.from(at)) {
            let letter = letters_allowed && single && !matches!(word.as_str(), "i" | "v" | "x");
            if !letter {
                return Some((Value::Counted(number), at + len));
            }
        }
        if let Some(found) = self.ordinal(at) {
            return Some(found);
        }
        if upper && single {
            return self.lettered(at, end, letters_allowed);
        }
        None
    }

    /// `A`, `B-1`, `A1`, `L. 851-1`.
    fn lettered(&self, at: usize, end: usize, letters_allowed: bool) -> Option<(Value, usize)> {
        let letter: String = self.raw(at)?.to_lowercase().collect();
        let mut next = end;
        while matches!(self.low(next), Some('-' | '.' | ' ')) && next < end + 2 {
            next += 1;
        }
        if let Some((Value::Digits(parts, _), len)) = digits(self.from(next)) {
            let number = parts.first().copied()?;
            let more = self.low(next + len) == Some('-');
            let (extra, extra_len) = match digits(self.from(next + len + 1)) {
                Some((Value::Digits(extra, _), used)) if more => (extra, used + 1),
                _ => (Vec::new(), 0),
            };
            let all: Vec<u32> = [number].into_iter().chain(extra).collect();
            let tail: Vec<String> = all.iter().map(u32::to_string).collect();
            let value = Value::Letter(format!("{letter}-{}", tail.join("-")));
            return Some((value, next + len + extra_len));
        }
        letters_allowed.then_some((Value::Letter(letter), end))
    }

    fn ordinal(&self, at: usize) -> Option<(Value, usize)> {
        let ordinals = &Vocabulary::get().ordinals;
        let (first, end) = self.word(at);
        let after = self.skip_blanks(end);
        let (second, second_end) = self.word(after);
        let both = format!("{first} {second}");
        if let Some(&number) = ordinals.get(&both) {
            return Some((Value::Counted(number), second_end));
        }
        let &number = ordinals.get(&first)?;
        Some((Value::Counted(number), end))
    }

    /// Skips `(1)(a)` after a number.
    fn pinpoint(&self, mut at: usize) -> (bool, usize) {
        let start = at;
        while self.low(at) == Some('(') {
            let inner = self
                .from(at + 1)
                .iter()
                .take(6)
                .position(|letter| letter.low == ')');
            let Some(len) = inner.filter(|&len| {
                len > 0
                    && self.letters[at + 1..=at + len]
                        .iter()
                        .all(|letter| letter.low.is_alphanumeric())
            }) else {
                break;
            };
            at += len + 2;
        }
        (at > start, at)
    }

    fn ends_well(&self, end: usize) -> bool {
        self.low(end)
            .is_none_or(|c| !c.is_alphanumeric() && c != '/' && c != '%')
            && !(self.low(end) == Some('.')
                && self.low(end + 1).is_some_and(|c| c.is_ascii_digit()))
    }

    fn enclosed_unit(&self) -> Option<Opener> {
        let vocabulary = Vocabulary::get();
        let at = self.skip_blanks(self.start + 1);
        let (number, len) = chinese(self.from(at))?;
        let at = self.skip_blanks(at + len);
        let (_, unit) = vocabulary
            .unspaced
            .iter()
            .find(|(word, unit)| vocabulary.units[*unit].enclosed && self.starts_with(at, word))?;
        let mut end = at + vocabulary.units[*unit].series.chars().count();
        let mut value = Value::Digits(vec![number], String::new());
        if self.low(end) == Some('之')
            && let Some((more, len)) = chinese(self.from(end + 1))
        {
            value = Value::Digits(vec![number], more.to_string());
            end += 1 + len;
        }
        // 第五条规定 and 第五条第二款 speak of an article; they do not open one.
        let speaks = matches!(
            self.low(end),
            Some('第' | '规' | '所' | '的' | '、' | '和' | '至' | '或')
        );
        (!speaks).then(|| self.made_unit(end, *unit, value, false))
    }

    fn unspaced_unit(&self) -> Option<Opener> {
        let vocabulary = Vocabulary::get();
        let (word, unit) = vocabulary.unspaced.iter().find(|(word, unit)| {
            !vocabulary.units[*unit].enclosed && self.starts_with(self.start, word)
        })?;
        let end = self.start + word.chars().count();
        let at = self.skip_blanks(end);
        if let Some((number, len)) = chinese(self.from(at)) {
            return Some(self.made_unit(at + len, *unit, Value::Counted(number), false));
        }
        if let Some(letter) = self.low(at).filter(char::is_ascii_lowercase) {
            let value = Value::Letter(letter.to_string());
            return Some(self.made_unit(at + 1, *unit, value, false));
        }
        let colon = at + usize::from(self.low(at) == Some(':'));
        let alone = self.skip_blanks(colon) >= self.letters.len();
        alone.then(|| self.made_unit(end, *unit, Value::Letter(String::new()), false))
    }

    fn starts_with(&self, at: usize, word: &str) -> bool {
        word.chars()
            .zip(self.from(at))
            .filter(|(c, letter)| *c == letter.low)
            .count()
            == word.chars().count()
    }

    /// `I DEO`, `PRVI DIO`, `Erster Teil`: short lines only.
    fn number_before_unit(&self) -> Option<Opener> {
        let (value, end) = match roman(self.from(self.start)) {
            Some((number, len)) => (Value::Counted(number), self.start + len),
            None => self.ordinal(self.start)?,
        };
        let end = end + usize::from(self.low(end) == Some('.'));
        let at = self.skip_blanks(end);
        if at == end {
            return None;
        }
        let (word, end) = self.word(at);
        let &unit = Vocabulary::get().words.get(&word)?;
        let kind = Vocabulary::get().units[unit].kind;
        if matches!(kind, UnitKind::Article | UnitKind::Annex) {
            return None;
        }
        let after = self.skip_blanks(end);
        self.low(after)
            .is_none_or(|c| matches!(c, '-' | ':' | '.'))
            .then(|| self.made_unit(end, unit, value, false))
    }

    fn bare(&self) -> Option<Opener> {
        match self.low(self.start)? {
            '(' => self.in_brackets(),
            c if c.is_ascii_digit() => self.digits(),
            c if is_han(c) => self.chinese_item(),
            _ => self.letter_or_roman(),
        }
    }

    /// `(1)`, `(a)`, `(iv)`, `（一）`.
    fn in_brackets(&self) -> Option<Opener> {
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
    fn digits(&self) -> Option<Opener> {
        let (value, len) = digits(self.from(self.start))?;
        let end = self.start + len;
        let dotted = value.parts().len() > 1;
        let signs = if dotted { Signs::Dotted } else { Signs::Digits };
        let next = self.low(end);
        let (wrap, end) = match next {
            Some(')') => (Wrap::Right, end + 1),
            Some('、') => (Wrap::Dot, end + 1),
            Some('.') if self.opens_text(end + 1) => (Wrap::Dot, end + 1),
            None | Some(' ') if dotted => (Wrap::Dot, end),
            Some(c) if dotted && is_han(c) => (Wrap::Dot, end),
            Some(' ') if value.suffix().is_empty() => (Wrap::Blank, end),
            _ => return None,
        };
        // `1.0` is read as 1: its form is that of `1.`.
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
    fn opens_text(&self, at: usize) -> bool {
        self.is_blank_or_end(at)
            || self
                .raw(at)
                .is_some_and(|c| c.is_uppercase() || is_han(c) || matches!(c, '"' | '“' | '('))
    }

    fn chinese_item(&self) -> Option<Opener> {
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
    fn letter_or_roman(&self) -> Option<Opener> {
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

    fn roman_title(&self, end: usize) -> Option<Opener> {
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
    fn titled(&self, end: usize) -> bool {
        let dash = self.low(self.skip_blanks(end)) == Some('-');
        let rest = self.from(end);
        let upper = rest.iter().filter(|l| l.raw.is_uppercase()).count();
        let lower = rest.iter().filter(|l| l.raw.is_lowercase()).count();
        upper >= 3 && (lower * 4 <= upper || (dash && lower + upper < 60))
    }

    fn bullet(&self) -> Option<Opener> {
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
        let signs = if lower { Signs::Lower } else { Signs::Upper };
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
