//! Unit words with a number at the start of a line: `Article 5`, `Глава II`, `第五条`.
//!
//! Part of `opener`.

use super::fold::is_han;
use super::number::Value;
use super::numeral::{chinese, digits, long_number, roman};
use super::opener::{Opener, Scan};
use super::vocabulary::{UnitKind, Vocabulary};

impl Scan<'_> {
    /// `Article 5`, `Члан 152а.`, `第五条`, `附件一`.
    pub(super) fn unit(&self) -> Option<Opener> {
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
        let is_article = vocabulary.units[unit].kind == UnitKind::Article || word == "§";
        let long = || {
            let (value, len) = is_article.then(|| long_number(self.from(at)))??;
            Some((value, at + len))
        };
        let (value, end) = self.unit_number(at, letters_allowed).or_else(long)?;
        let (pinpoint, end) = self.pinpoint(end);
        self.ends_well(end)
            .then(|| self.made_unit(end, unit, value, pinpoint))
    }

    pub(super) fn skip_number_word(&self, at: usize) -> usize {
        let (word, end) = self.word(at);
        let dotted = self.low(end) == Some('.');
        let full = if dotted { format!("{word}.") } else { word };
        if full.is_empty() || !Vocabulary::get().number_words.contains(&full) {
            return at;
        }
        self.skip_blanks(end + usize::from(dotted))
    }

    pub(super) fn unit_number(&self, at: usize, letters_allowed: bool) -> Option<(Value, usize)> {
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
    pub(super) fn lettered(
        &self,
        at: usize,
        end: usize,
        letters_allowed: bool,
    ) -> Option<(Value, usize)> {
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

    pub(super) fn ordinal(&self, at: usize) -> Option<(Value, usize)> {
        let ordinals = &Vocabulary::get().ordinals;
        let (first, end) = self.word(at);
        if first.is_empty() {
            return None;
        }
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
    pub(super) fn pinpoint(&self, mut at: usize) -> (bool, usize) {
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

    pub(super) fn ends_well(&self, end: usize) -> bool {
        self.low(end)
            .is_none_or(|c| !c.is_alphanumeric() && c != '/' && c != '%')
            && !(self.low(end) == Some('.')
                && self.low(end + 1).is_some_and(|c| c.is_ascii_digit()))
    }

    pub(super) fn enclosed_unit(&self) -> Option<Opener> {
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

    pub(super) fn unspaced_unit(&self) -> Option<Opener> {
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

    pub(super) fn starts_with(&self, at: usize, word: &str) -> bool {
        word.chars()
            .zip(self.from(at))
            .filter(|(c, letter)| *c == letter.low)
            .count()
            == word.chars().count()
    }

    /// `I DEO`, `PRVI DIO`, `Erster Teil`: short lines only.
    pub(super) fn number_before_unit(&self) -> Option<Opener> {
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
}
