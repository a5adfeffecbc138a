//! Numbers of clauses: `5`, `152a`, `5.2`, `IV`, `b`, `prvi`, `十条之一`.
//!
//! Tells which one follows another and writes them for ids; reading them is in `numeral`.

use super::fold::{is_cyrillic, twin};
use super::vocabulary::Vocabulary;

/// A number as counted, whatever signs it was written in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Value {
    /// Digits, perhaps dotted, perhaps with a letter behind: `5`, `5.2`, `152a`.
    Digits(Vec<u32>, String),
    /// Roman, Chinese, or in words.
    Counted(u32),
    /// A letter: `b`, `ђ`, `aa`.
    Letter(String),
}

impl Value {
    /// The dotted parts; nothing for letters.
    pub(super) fn parts(&self) -> &[u32] {
        match self {
            Self::Digits(parts, _) => parts,
            Self::Counted(number) => std::slice::from_ref(number),
            Self::Letter(_) => &[],
        }
    }

    /// The last dotted part, or the place in the alphabet.
    pub(super) fn rank(&self) -> u32 {
        match self {
            Self::Letter(letter) => letter_rank(letter),
            _ => self.parts().last().copied().unwrap_or(0),
        }
    }

    /// Whether a list starts with it.
    pub(super) fn is_first(&self) -> bool {
        match self {
            Self::Digits(parts, suffix) => parts.last() == Some(&1) && suffix.is_empty(),
            Self::Counted(number) => *number == 1,
            Self::Letter(letter) => matches!(letter.as_str(), "a" | "а" | "aa" | "аа"),
        }
    }

    /// Whether it comes directly after `before` in the same list.
    pub(super) fn follows(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::Letter(this), Self::Letter(that)) => letter_follows(this, that),
            (Self::Letter(_), _) | (_, Self::Letter(_)) => false,
            _ => digits_follow(self, before),
        }
    }

    /// Whether it comes after `before` in the same list, with or without a gap.
    pub(super) fn is_after(&self, before: &Self) -> bool {
        let (this, that) = (self.parts(), before.parts());
        if matches!(self, Self::Letter(_)) {
            return matches!(before, Self::Letter(_)) && self.rank() > before.rank();
        }
        this.len() == that.len() && (this, self.suffix()) > (that, before.suffix())
    }

    /// The letter behind the digits.
    pub(super) fn suffix(&self) -> &str {
        match self {
            Self::Digits(_, suffix) => suffix,
            _ => "",
        }
    }

    /// For ids: Latin letters, digits, dots and hyphens only.
    pub(super) fn slug(&self) -> String {
        match self {
            Self::Digits(parts, suffix) => {
                let parts: Vec<String> = parts.iter().map(u32::to_string).collect();
                let dash = if suffix.starts_with(|c: char| c.is_ascii_digit())
                    || suffix.chars().count() > 1
                {
                    "-"
                } else {
                    ""
                };
                parts.join(".") + dash + &in_latin(suffix)
            }
            Self::Counted(number) => number.to_string(),
            Self::Letter(letter) => in_latin(letter),
        }
    }
}

/// Letters written with Latin letters and digits alone.
pub(super) fn in_latin(letters: &str) -> String {
    let table = &Vocabulary::get().latin;
    let mut out = String::new();
    for c in letters.chars() {
        match table.get(&c) {
            Some(latin) => out.push_str(latin),
            None if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            None => out.push('-'),
        }
    }
    out
}

fn digits_follow(this: &Value, that: &Value) -> bool {
    let (a, b) = (this.parts(), that.parts());
    let (Some((last, prefix)), Some((before, before_prefix))) = (a.split_last(), b.split_last())
    else {
        return false;
    };
    if prefix != before_prefix {
        return false;
    }
    if *last == before.saturating_add(1) {
        return true;
    }
    last == before
        && match (this.suffix(), that.suffix()) {
            ("", _) => false,
            (_, "") => true,
            (now, was) => letter_follows(now, was) || now > was,
        }
}

fn letter_follows(this: &str, that: &str) -> bool {
    let that = &in_script_of(this, that);
    let (mut this_letters, mut that_letters) = (this.chars(), that.chars());
    let (Some(now), Some(was)) = (this_letters.next(), that_letters.next()) else {
        return false;
    };
    if this.chars().count() != that.chars().count() {
        return was == 'z' && now == 'a';
    }
    Vocabulary::get().alphabets.iter().any(|alphabet| {
        let mut letters = alphabet.chars().skip_while(|&letter| letter != was);
        letters.next().is_some() && letters.next() == Some(now)
    })
}

/// A letter in the script of another that it is compared with: a Cyrillic list may begin with a Latin
/// `a`.
fn in_script_of(this: &str, that: &str) -> String {
    let cyrillic = this.chars().any(is_cyrillic);
    let other = |c: char| {
        if is_cyrillic(c) == cyrillic {
            c
        } else {
            twin(c).unwrap_or(c)
        }
    };
    that.chars().map(other).collect()
}

fn letter_rank(letter: &str) -> u32 {
    let Some(first) = letter.chars().next() else {
        return 0;
    };
    let place = Vocabulary::get()
        .alphabets
        .iter()
        .find_map(|alphabet| alphabet.chars().position(|other| other == first));
    let repeats = u32::try_from(letter.chars().count()).unwrap_or(1);
    place.map_or(0, |place| {
        u32::try_from(place).unwrap_or(0) + 1 + (repeats - 1) * 26
    })
}

#[cfg(test)]
mod tests {
    use super::super::fold::{Letter, fold};
    use super::super::numeral::{chinese, digits, roman};
    use super::*;
    use crate::domain::text::Span;

    fn letters(text: &str) -> Vec<Letter> {
        fold(text, Span::new(0, text.len()), 99)
    }

    #[test]
    fn numbers_are_read_in_every_writing() {
        for (text, slug) in [
            ("5.", "5"),
            ("152a. ", "152a"),
            ("152-а", "152a"),
            ("152.a", "152a"),
            ("5/1", "5-1"),
            ("5-bis", "5-bis"),
            ("5.2.10 x", "5.2.10"),
            ("1.0 Scope", "1"),
            ("1.01 Scope", "1.1"),
        ] {
            let (value, _) = digits(&letters(text)).expect(text);
            assert_eq!(value.slug(), slug, "{text}");
        }
        for (text, number) in [
            ("XIV", Some(14)),
            ("ХII", Some(12)),
            ("IIII", None),
            ("CIVIL", None),
        ] {
            assert_eq!(roman(&letters(text)).map(|found| found.0), number, "{text}");
        }
        for (text, number) in [
            ("第", None),
            ("一百二十", Some(120)),
            ("十", Some(10)),
            ("二〇", Some(20)),
            ("12", Some(12)),
        ] {
            assert_eq!(
                chinese(&letters(text)).map(|found| found.0),
                number,
                "{text}"
            );
        }
    }

    #[test]
    fn what_follows_what() {
        let digit = |text: &str| digits(&letters(text)).expect("a number").0;
        for (this, that, expected) in [
            ("6", "5", true),
            ("153", "152a", true),
            ("152a", "152", true),
            ("152b", "152a", true),
            ("5.3", "5.2", true),
            ("6.3", "5.2", false),
            ("7", "5", false),
        ] {
            assert_eq!(
                digit(this).follows(&digit(that)),
                expected,
                "{this} after {that}"
            );
        }
        let letter = |text: &str| Value::Letter(text.to_owned());
        for (this, that) in [
            ("b", "a"),
            ("č", "c"),
            ("v", "b"),
            ("д", "г"),
            ("ђ", "д"),
            ("aa", "z"),
        ] {
            assert!(letter(this).follows(&letter(that)), "{this} after {that}");
        }
        assert!(!letter("d").follows(&letter("a")));
    }
}
