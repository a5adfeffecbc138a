//! Finding something in a list by typing: letters of its name in any script, in any order of words,
//! with a slip of the fingers forgiven, and what was used last first.
//!
//! The only place that knows how well something fits; each list says what it offers and what was
//! used. Which letters fitted is told in bytes of the original texts, so that they can be shown.

use crate::domain::fold::{Folded, fold};
use crate::domain::slip::{forgiven, slips};
use crate::domain::text::Span;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::cmp::Reverse;

/// Letters of a name or of the words about it that are looked at, at most.
const MOST_LETTERS: usize = 400;
/// Words of what was typed that are looked for, at most.
const MOST_WORDS: usize = 16;

/// How well a word of what was typed fits; the steps between leave room for the finer differences.
mod grade {
    pub const WHOLE: i64 = 40_000;
    pub const BEGINS: i64 = 30_000;
    pub const WITHIN: i64 = 20_000;
    pub const MORE: i64 = 10_000;
    pub const SLIP: i64 = 5_000;
    /// The most that scattered letters are worth.
    pub const SCATTERED: i64 = 4_000;
}

/// What a list offers for finding by typing, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    name: Folded,
    more: Folded,
}

/// Something in the list that fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// Its position in the list.
    pub at: usize,
    /// The letters of its name that fit, in bytes, in order and apart from each other.
    pub name: Vec<Span>,
    /// The letters that fit in the words about it.
    pub more: Vec<Span>,
}

/// How one word of what was typed fits.
struct Fit {
    score: i64,
    name: Vec<Span>,
    more: Option<Span>,
    /// Whether the word stands there as it was typed.
    is_literal: bool,
}

impl Choice {
    /// A choice by its name, and by more words that only count as they stand. Of very long ones the
    /// beginnings count.
    pub fn new(name: &str, more: &str) -> Self {
        Self {
            name: Folded::new(beginning(name)),
            more: Folded::new(beginning(more)),
        }
    }

    /// How a folded word fits. A few letters in their order are enough in a name; in a long text they
    /// would fit almost anything.
    fn fit(&self, matcher: &SkimMatcherV2, word: &str, forgiving: bool) -> Option<Fit> {
        if let Some((score, span)) = literal(&self.name, word) {
            let finer = matcher.fuzzy_match(&self.name.text, word).unwrap_or(0);
            return Some(Fit {
                score: score + finer.clamp(0, grade::SCATTERED),
                name: vec![self.name.source_span(span)],
                more: None,
                is_literal: true,
            });
        }
        if let Some((_, span)) = literal(&self.more, word) {
            return Some(Fit {
                score: grade::MORE,
                name: Vec::new(),
                more: Some(self.more.source_span(span)),
                is_literal: true,
            });
        }
        let slip = if forgiving { self.slip(word) } else { None };
        slip.or_else(|| self.scattered(matcher, word))
    }

    /// The word of the name, else of the words about it, that is nearest to what was typed, where it is near.
    fn slip(&self, typed: &str) -> Option<Fit> {
        let most = forgiven(typed.chars().count());
        if most == 0 || has_digit(typed) {
            return None;
        }
        let nearest = |text: &Folded| {
            let near = words(&text.text).filter_map(|(start, word)| {
                let (distance, bytes) = slips(typed, word, most)?;
                Some((distance, Span::new(start, start + bytes)))
            });
            let (distance, span) = near.min_by_key(|(distance, _)| *distance)?;
            let distance = i64::try_from(distance).unwrap_or(0);
            Some((distance, text.source_span(span)))
        };
        let (score, name, more) = if let Some((distance, span)) = nearest(&self.name) {
            (grade::SLIP - distance, vec![span], None)
        } else {
            let (distance, span) = nearest(&self.more)?;
            (grade::SLIP / 2 - distance, Vec::new(), Some(span))
        };
        Some(Fit {
            score,
            name,
            more,
            is_literal: false,
        })
    }

    /// The letters in their order with others between them, as long as they stand near each other.
    /// Numbers are not found so: 6.2 is not 16.12.
    fn scattered(&self, matcher: &SkimMatcherV2, word: &str) -> Option<Fit> {
        if has_digit(word) {
            return None;
        }
        let (score, letters) = matcher.fuzzy_indices(&self.name.text, word)?;
        let (first, last) = (*letters.first()?, *letters.last()?);
        if last - first > 3 * letters.len() + 8 {
            return None;
        }
        let mut wanted = letters.iter().copied().peekable();
        let mut name = Vec::new();
        for (index, (at, letter)) in self.name.text.char_indices().enumerate() {
            if wanted.next_if_eq(&index).is_some() {
                let span = Span::new(at, at + letter.len_utf8());
                name.push(self.name.source_span(span));
            }
        }
        Some(Fit {
            score: score.clamp(0, grade::SCATTERED),
            name,
            more: None,
            is_literal: false,
        })
    }

    /// How all words fit: every one must fit somewhere, so that their order does not matter.
    fn matched(
        &self,
        at: usize,
        matcher: &SkimMatcherV2,
        typed: &str,
        forgiving: bool,
    ) -> Option<(i64, bool, Match)> {
        let mut found = Match {
            at,
            ..Match::default()
        };
        let mut score = 0;
        let mut is_literal = true;
        for word in typed.split_whitespace().take(MOST_WORDS) {
            let fit = self.fit(matcher, word, forgiving)?;
            score += fit.score;
            is_literal &= fit.is_literal;
            found.name.extend(fit.name);
            found.more.extend(fit.more);
        }
        found.name = apart(found.name);
        found.more = apart(found.more);
        Some((score, is_literal, found))
    }
}

/// What fits what was typed, best first, and of equals what was used last; when nothing was typed,
/// everything, those of `recent` first in its order, the others in theirs.
///
/// A slip of the fingers is forgiven where nothing has the words as they were typed.
pub fn matches(choices: &[Choice], typed: &str, recent: &[usize]) -> Vec<Match> {
    let typed = fold(typed.trim());
    let matcher = SkimMatcherV2::default();
    let fitting = |forgiving: bool| -> Vec<(i64, bool, Match)> {
        let choices = choices.iter().enumerate();
        choices
            .filter_map(|(at, choice)| choice.matched(at, &matcher, &typed, forgiving))
            .collect()
    };
    let mut found = fitting(false);
    if !found.iter().any(|(_, is_literal, _)| *is_literal) {
        found = fitting(true);
    }
    let mut ranks = vec![usize::MAX; choices.len()];
    for (rank, &at) in recent.iter().enumerate().rev() {
        if let Some(one) = ranks.get_mut(at) {
            *one = rank;
        }
    }
    found.sort_by_key(|(score, _, found)| (Reverse(*score), ranks[found.at], found.at));
    found.into_iter().map(|(_, _, found)| found).collect()
}

/// Where a word stands in a text as it was typed, best as a word of its own.
fn literal(text: &Folded, word: &str) -> Option<(i64, Span)> {
    let mut best: Option<(i64, Span)> = None;
    for (start, _) in text.text.match_indices(word) {
        let span = Span::new(start, start + word.len());
        let score = match (text.is_boundary(start), ends_word(text, span.end)) {
            (true, true) => return Some((grade::WHOLE, span)),
            (true, false) => grade::BEGINS,
            (false, _) => grade::WITHIN,
        };
        if best.is_none_or(|(before, _)| before < score) {
            best = Some((score, span));
        }
    }
    best
}

/// Whether a word or a number ends here: 6.2 does not end before `.1`.
fn ends_word(text: &Folded, at: usize) -> bool {
    let mut rest = text.text.get(at..).unwrap_or_default().chars();
    let goes_on = rest.next().is_some_and(|one| one == '.')
        && rest.next().is_some_and(|one| one.is_ascii_digit());
    !goes_on && text.is_boundary(at)
}

/// The words of a folded text, with their first bytes.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|one: char| !one.is_alphanumeric())
        .filter_map(move |piece| {
            let start = at;
            at += piece.len();
            let word = piece.trim_end_matches(|one: char| !one.is_alphanumeric());
            (!word.is_empty()).then_some((start, word))
        })
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|one| one.is_ascii_digit())
}

/// The beginning of a text.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(MOST_LETTERS);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Spans in order, those that touch as one.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(names: &[&str], typed: &str) -> Vec<usize> {
        let choices: Vec<Choice> = names.iter().map(|name| Choice::new(name, "")).collect();
        let found = matches(&choices, typed, &[]);
        found.into_iter().map(|found| found.at).collect()
    }

    #[test]
    fn words_fit_in_any_order() {
        let choices = [
            Choice::new("Audit right", "May the city inspect the records?"),
            Choice::new("Right of way", "Remote places"),
            Choice::new("Network scope", "Which networks?"),
        ];
        let found = |typed: &str, recent: &[usize]| -> Vec<usize> {
            let found = matches(&choices, typed, recent);
            found.into_iter().map(|found| found.at).collect()
        };
        assert_eq!(found("right aud", &[]), [0]);
        assert_eq!(found("ntwrk", &[]), [2]);
        assert_eq!(found("remote", &[]), [1]);
        assert_eq!(found("RIGHT", &[]), [1, 0]);
        assert_eq!(found(" ", &[]), [0, 1, 2]);
        assert_eq!(found(" ", &[2, 1, 9]), [2, 1, 0], "used last, first");
    }

    #[test]
    fn slips_are_forgiven_in_every_script() {
        let names = [
            "Biometrija i lični podaci",
            "Биометријска обрада",
            "Удаљени приступ мрежи",
            "Remote access",
            "Zaštita poslovne tajne",
        ];
        for (typed, wanted) in [
            ("biometr", &[0, 1][..]),
            ("биометр", &[0, 1]),
            ("bimoetrija", &[0, 1]),
            ("bionetrija", &[0, 1]),
            ("udaljeni", &[2]),
            ("udlajeni pristup", &[2]),
            ("удалјени", &[2]),
            ("pristpu", &[2]),
            ("acess", &[3]),
            ("remoet", &[3]),
            ("zastita", &[4]),
            ("zasttia", &[4]),
            ("poslovne zastita", &[4]),
            ("xyzzy", &[]),
        ] {
            assert_eq!(found(&names, typed), wanted, "{typed}");
        }
    }

    #[test]
    fn a_number_is_found_before_those_that_contain_it() {
        let names = [
            "16.2 Term",
            "6.2.1 Notice",
            "6.2 Term",
            "6.12 Term",
            "6 Two",
        ];
        assert_eq!(found(&names, "6.2"), [2, 1, 0]);
        assert_eq!(found(&names, "6.2 trem"), [2, 0]);
    }

    #[test]
    fn matched_letters_are_those_of_the_original() {
        for (name, typed, wanted) in [
            ("Лични подаци", "licni", &["Лични"][..]),
            ("Удаљени приступ", "pris udalj", &["Удаљ", "прис"]),
            ("Удаљени", "udal", &["Удаљ"]),
            ("Network scope", "ntwrk", &["N", "tw", "rk"]),
            ("Network scope", "newtork", &["Network"]),
            ("Čĺan 5", "clan", &["Čĺan"]),
        ] {
            let found = matches(&[Choice::new(name, "")], typed, &[]);
            let spans = found.first().map(|found| found.name.clone());
            let spans = spans.unwrap_or_default();
            let letters: Vec<&str> = spans.iter().map(|span| span.of(name)).collect();
            assert_eq!(letters, wanted, "{typed} in {name}");
        }
    }

    proptest! {
        #[test]
        fn every_match_can_be_shown(name in "\\PC{0,60}", typed in "\\PC{0,12}") {
            for found in matches(&[Choice::new(&name, &name)], &typed, &[]) {
                let mut end = 0;
                for span in found.name {
                    prop_assert!(span.start >= end && span.end <= name.len());
                    prop_assert!(name.get(span.start..span.end).is_some());
                    end = span.end;
                }
            }
        }
    }
}
