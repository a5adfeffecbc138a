//! What the words of a reference say, before anybody looks whether it is there.
//!
//! Reads groups (a unit word and its numbers) and how they hang together: `Articles 5, 6 and 8 to
//! 10`, `člana 5. stav 2.`, `paragraph 2 of Article 5`. Knows the words, not the clauses.

use super::build::{Build, Mention, Step, counted_as};
use super::words::{Level, Unit, Words};
use crate::domain::fold::is_han;
use crate::domain::fold::is_letter;
use crate::domain::segment::reading::{self, Numeral, Shape};
use crate::domain::text::Span;

/// Numbers in one list, and groups in one reference, beyond which nobody reads.
const LONGEST: usize = 60;

/// How a number hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// `and`, a comma.
    And,
    /// `to`, a dash.
    To,
}

/// A unit word found in the text.
pub(super) struct Head {
    pub level: Level,
    pub series: Vec<String>,
    /// The word on headings, in the singular.
    pub word: String,
    pub span: Span,
    pub within: bool,
    pub capital: bool,
    /// Which language its word is first known from.
    pub language: usize,
}

/// Reads one text.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'a> {
    pub text: &'a str,
    pub words: &'static Words,
}

impl Grammar<'_> {
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Past blanks, and past a line end when the text goes on below it.
    pub(super) fn skip_blanks(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let mut lines = 0;
        for (offset, c) in rest.char_indices().take(80) {
            if c == '\n' {
                lines += 1;
                if lines > 1 {
                    return from;
                }
            } else if !c.is_whitespace() {
                return from + offset;
            }
        }
        from
    }

    /// Back over blanks, as [`Self::skip_blanks`].
    pub(super) fn back_blanks(&self, from: usize) -> usize {
        let before = self.text.get(..from).unwrap_or_default();
        let mut at = from;
        let mut lines = 0;
        for c in before.chars().rev().take(80) {
            if c == '\n' {
                lines += 1;
                if lines > 1 {
                    return from;
                }
            } else if !c.is_whitespace() {
                return at;
            }
            at -= c.len_utf8();
        }
        at
    }

    /// The word that ends directly before a byte, folded.
    pub(super) fn word_before(&self, end: usize) -> Option<(String, usize)> {
        let before = self.text.get(..end)?;
        let mut start = end;
        for c in before.chars().rev().take(24) {
            if !(is_letter(c) || c == '-' || matches!(c, '\u{300}'..='\u{36f}')) || is_han(c) {
                break;
            }
            start -= c.len_utf8();
        }
        let (word, _) = reading::word(self.text, start)?;
        (start < end).then_some((word, start))
    }

    /// The unit word at a byte.
    pub(super) fn head(&self, at: usize) -> Option<Head> {
        let (word, end) = reading::word(self.text, at)?;
        let dot = self.char_at(end) == Some('.');
        let mut units = self.words.units_at(&word, dot);
        let first: &Unit = units.next()?;
        let mut series = vec![first.series.clone()];
        series.extend(
            units
                .filter(|unit| unit.level == first.level)
                .map(|unit| unit.series.clone()),
        );
        let end = end + usize::from(dot && first.dotted);
        Some(Head {
            level: first.level,
            series,
            word: first.word.clone(),
            span: Span::new(at, end),
            within: first.within,
            capital: first.capital,
            language: first.language,
        })
    }

    /// The reference whose first unit word stands at a byte.
    pub(super) fn mention(&self, at: usize) -> Option<Mention> {
        let head = self.head(at)?;
        if head.within {
            return None;
        }
        let mut build = Build::default();
        let (start, end) = match self.numbers(&head, &mut build, 0) {
            Some(end) => (head.span.start, end),
            None => self.unnumbered(&head, &mut build)?,
        };
        build.language = head.language;
        let end = self.go_on(end, &mut build);
        Some(build.done(start, end))
    }

    /// `this Article`, `the preceding paragraph`, `second paragraph`.
    fn unnumbered(&self, head: &Head, build: &mut Build) -> Option<(usize, usize)> {
        let gap = self.back_blanks(head.span.start);
        if gap == head.span.start {
            return None;
        }
        let (before, start) = self.word_before(gap)?;
        let (level, series) = (head.level, head.series.clone());
        let small = head.span.of(self.text).starts_with(char::is_lowercase);
        let step = if self.words.this.contains(&before) {
            if head.capital && small {
                return None;
            }
            Step::This { level, series }
        } else if self.words.previous.contains(&before) {
            Step::Previous {
                level,
                series,
                count: 1,
            }
        } else {
            let (number, _) = reading::ordinal(self.text, start)?;
            let counted = matches!(level, Level::Paragraph | Level::Indent);
            if !counted || number > 10 {
                return None;
            }
            Step::Numbered {
                level,
                series,
                numeral: counted_as(number, head.span.end),
                start,
            }
        };
        build.push(step, Span::new(start, head.span.end), false);
        Some((start, head.span.end))
    }

    /// The numbers behind a unit word, added to what is built; the byte after them.
    fn numbers(&self, head: &Head, build: &mut Build, keep: usize) -> Option<usize> {
        let mut at = self.skip_blanks(head.span.end);
        if self.char_at(at) == Some('.') && head.span.end == at {
            return None;
        }
        if let Some((word, end)) = reading::word(self.text, at)
            && Words::announces_number(&word)
        {
            let end = end + usize::from(self.char_at(end) == Some('.'));
            at = self.skip_blanks(end);
        }
        if at == head.span.end && self.char_before(at) != Some('§') {
            // `Article(5)`, but not `article(s)`.
            let digit = self.char_at(at + 1).is_some_and(|c| c.is_ascii_digit());
            let bracket = self.char_at(at) == Some('(') && digit;
            let dot = self.char_before(at) == Some('.');
            if !bracket && !dot {
                return None;
            }
        }
        let numeral = self.number(at, head)?;
        let mut end = self.item(head, numeral, head.span.start, false, build, keep);
        for _ in 0..LONGEST {
            let Some((link, next)) = self.link(end) else {
                break;
            };
            let Some(numeral) = self.listed(next, head, link) else {
                break;
            };
            // `Section 3.1(a), (b)`: what stands between brackets goes on inside.
            let bracketed = numeral.shape == Shape::Bracketed;
            // `Section 9.3, (iii)`: the bracket counts something else.
            if bracketed && !build.ends_bracketed() {
                break;
            }
            if bracketed && build.ends_inside() {
                let stop = numeral.end;
                build.sibling(numeral, Span::new(next, stop), link == Link::To);
                end = self.pinpoints(stop, build);
            } else {
                end = self.item(head, numeral, next, link == Link::To, build, keep);
            }
        }
        Some(end)
    }

    /// One number with what is pointed at inside it.
    fn item(
        &self,
        head: &Head,
        numeral: Numeral,
        start: usize,
        through: bool,
        build: &mut Build,
        keep: usize,
    ) -> usize {
        let end = numeral.end;
        let step = Step::Numbered {
            level: head.level,
            series: head.series.clone(),
            numeral,
            start,
        };
        build.push_below(step, Span::new(start, end), through, keep);
        self.pinpoints(end, build)
    }

    /// `(2)(a)` directly behind a number.
    fn pinpoints(&self, mut end: usize, build: &mut Build) -> usize {
        for _ in 0..6 {
            let mut at = end;
            // `5. (2)` and `5 (2)`
            if self.char_at(at) == Some(' ') || self.char_at(at) == Some('\u{a0}') {
                at = self.skip_blanks(at);
            }
            // `16.02.C`
            if at == end && self.char_at(at) == Some('.') {
                let Some(numeral) = self.letter_at(at + 1) else {
                    break;
                };
                end = numeral.end;
                build.inside(numeral, end);
                continue;
            }
            if self.char_at(at).is_none_or(|c| c != '(' && c != '（') {
                break;
            }
            let Some(numeral) = reading::numeral(self.text, at) else {
                break;
            };
            end = numeral.end;
            build.inside(numeral, end);
        }
        end
    }

    /// A single letter with nothing behind it.
    fn letter_at(&self, at: usize) -> Option<Numeral> {
        let numeral = reading::numeral(self.text, at)?;
        let len = numeral.end - at;
        let letter = self.char_at(at)?.is_ascii_alphabetic();
        let ends = self
            .char_at(numeral.end)
            .is_none_or(|c| !c.is_alphanumeric());
        (letter && ends && len <= 2 && self.char_at(numeral.end) != Some('.')).then_some(numeral)
    }

    /// A number that may stand behind this unit word, also between quotation marks.
    fn number(&self, at: usize, head: &Head) -> Option<Numeral> {
        if let Some(open @ ('"' | '“' | '„')) = self.char_at(at)
            && head.level == Level::Annex
        {
            let mut quoted = reading::numeral(self.text, at + open.len_utf8())?;
            let close = self.char_at(quoted.end)?;
            quoted.end += close.len_utf8();
            return matches!(close, '"' | '”' | '“').then_some(quoted);
        }
        if let Some(numeral) = reading::numeral(self.text, at) {
            let fits = match numeral.shape {
                Shape::Small => {
                    head.level >= Level::Point || numeral.keys.iter().any(|k| k.len() > 2)
                }
                Shape::Capital => {
                    head.level <= Level::Section
                        || head.level >= Level::Point
                        || self.is_roman(at, &numeral, head)
                }
                Shape::Bare | Shape::Bracketed | Shape::Right => true,
            };
            return fits.then(|| self.without_range(at, numeral, head));
        }
        if head.level <= Level::Chapter {
            let (number, end) = reading::ordinal(self.text, at)?;
            return Some(counted_as(number, end));
        }
        None
    }

    /// `Article V`; but `the article I wrote`.
    fn is_roman(&self, at: usize, numeral: &Numeral, head: &Head) -> bool {
        let pronoun = self.char_at(at) == Some('I') && self.words.is_english(head.language);
        let small = head.span.of(self.text).starts_with(char::is_lowercase);
        head.level == Level::Article && !numeral.parts.is_empty() && !(pronoun && small)
    }

    /// `čl. 6–8` is from 6 to 8, though a label may be written `6-8`.
    fn without_range(&self, at: usize, numeral: Numeral, head: &Head) -> Numeral {
        let printed = Span::new(at, numeral.end).of(self.text);
        let Some((dash, sign)) = printed
            .char_indices()
            .find(|(_, c)| matches!(c, '-' | '–' | '—' | '‑'))
        else {
            return numeral;
        };
        let count = |words: &str| words.parse::<u32>().ok();
        let second = printed.get(dash + sign.len_utf8()..).and_then(count);
        let rises = printed.get(..dash).and_then(count) < second && second.is_some();
        let word = head.span.of(self.text);
        let several = !self.words.is_english(head.language) || word.ends_with(['s', '§']);
        if !rises || (sign == '-' && !several) {
            return numeral;
        }
        let first = self.text.get(..at + dash);
        first
            .and_then(|text| reading::numeral(text, at))
            .unwrap_or(numeral)
    }

    /// A further number of the list.
    fn listed(&self, at: usize, head: &Head, link: Link) -> Option<Numeral> {
        let numeral = self.number(at, head)?;
        let opens = numeral.shape == Shape::Bracketed
            || self.char_at(at).is_some_and(|c| c.is_ascii_digit())
            || numeral.shape == Shape::Right
            || link == Link::To
            || head.level <= Level::Article
            || head.level >= Level::Point;
        if !opens {
            return None;
        }
        // `Section 5 and 30 days`
        let after = self.skip_blanks(numeral.end);
        if let Some((word, _)) = reading::word(self.text, after)
            && self.words.quantities.contains(&word)
        {
            return None;
        }
        if self.char_at(numeral.end) == Some('%') || self.char_at(after) == Some('%') {
            return None;
        }
        Some(numeral)
    }

    /// A comma, `and`, `to` or a dash after a number, and where the next thing starts.
    fn link(&self, end: usize) -> Option<(Link, usize)> {
        let dot = self.char_at(end) == Some('.');
        let mut at = self.skip_blanks(end + usize::from(dot));
        if matches!(self.char_at(at), Some('-' | '–' | '—' | '‑')) {
            let len = self.char_at(at).map_or(1, char::len_utf8);
            return Some((Link::To, self.skip_blanks(at + len)));
        }
        let comma = matches!(self.char_at(at), Some(',' | '、' | '，' | '&'));
        if comma {
            let len = self.char_at(at).map_or(1, char::len_utf8);
            at = self.skip_blanks(at + len);
        }
        if let Some((word, after)) = reading::word(self.text, at) {
            let after_slash = if self.text.get(after..).is_some_and(|s| s.starts_with("/or")) {
                after + 3
            } else {
                after
            };
            if self.words.and.contains(&word) {
                return Some((Link::And, self.skip_blanks(after_slash)));
            }
            if self.words.to.contains(&word) && !comma {
                let mut next = self.skip_blanks(after);
                if let Some((more, end)) = reading::word(self.text, next)
                    && self.words.to.contains(&format!("{word} {more}"))
                {
                    next = self.skip_blanks(end);
                }
                return Some((Link::To, next));
            }
        }
        comma.then_some((Link::And, at))
    }

    /// The end of a further reference in the same list: `, Annex II` or `and člana 6.` behind one.
    pub(super) fn next_in_list(&self, end: usize) -> Option<usize> {
        let (_, mut at) = self.link(end)?;
        for _ in 0..2 {
            if self.head(at).is_some() {
                break;
            }
            let (_, after) = reading::word(self.text, at)?;
            at = self.skip_blanks(after);
        }
        let mention = self.mention(at)?;
        (mention.span.start == at).then_some(mention.span.end)
    }

    /// Further groups: what is inside the last number, what holds it, or more of the same.
    fn go_on(&self, mut end: usize, build: &mut Build) -> usize {
        for _ in 0..LONGEST {
            let Some(next) = self.further(end, build) else {
                break;
            };
            end = next;
        }
        end
    }

    fn further(&self, end: usize, build: &mut Build) -> Option<usize> {
        let last = build.last_level()?;
        let outer = build.first_level()?;
        let dot = usize::from(self.char_at(end) == Some('.'));
        let mut at = self.skip_blanks(end + dot);
        let comma = self.char_at(at) == Some(',');
        if comma {
            at = self.skip_blanks(at + 1);
        }
        if at == end {
            return None;
        }
        let mut joined = None;
        if let Some((word, after)) = reading::word(self.text, at)
            && self.words.and.contains(&word)
            && self.head(at).is_none()
        {
            joined = Some(self.skip_blanks(after));
        }
        if let Some(at) = joined
            && let Some(end) = self.sibling_group(at, last, outer, build)
        {
            return Some(end);
        }
        self.part_or_whole(at, comma, last, outer, build)
    }

    /// `člana 5. stav 1. i stav 3.`: a further group inside the same article.
    fn sibling_group(
        &self,
        at: usize,
        last: Level,
        outer: Level,
        build: &mut Build,
    ) -> Option<usize> {
        let head = self.head(at)?;
        if head.level < Level::Paragraph || head.level > last.max(Level::Paragraph) {
            return None;
        }
        let keep = build.depth_above(head.level);
        if outer < Level::Paragraph && keep == 0 {
            return None;
        }
        self.numbers(&head, build, keep)
    }

    /// `, paragraph 2` behind an article, or `of Article 5` behind a paragraph.
    fn part_or_whole(
        &self,
        mut at: usize,
        comma: bool,
        last: Level,
        outer: Level,
        build: &mut Build,
    ) -> Option<usize> {
        let mut of = false;
        for _ in 0..3 {
            let Some((word, after)) = reading::word(self.text, at) else {
                break;
            };
            let apostrophe = matches!(self.char_at(after), Some('\'' | '’'));
            let known = self.words.is_of(&word, build.language) || word == "the";
            if !known || (self.head(at).is_some() && !apostrophe) {
                break;
            }
            of = true;
            at = if apostrophe {
                after + self.char_at(after).map_or(1, char::len_utf8)
            } else {
                self.skip_blanks(after)
            };
        }
        if let Some((word, after)) = reading::word(self.text, at)
            && self.words.this.contains(&word)
        {
            let unit = self.skip_blanks(after);
            let head = self.head(unit)?;
            if comma || head.level.rank() >= outer.rank() {
                return None;
            }
            let span = Span::new(at, head.span.end);
            let mut end = head.span.end;
            let mut inner = Build::default();
            let step = match self.numbers(&head, &mut inner, 0) {
                Some(stop) if inner.leaves.len() == 1 => {
                    end = stop;
                    inner.leaves.pop()?.path
                }
                _ => vec![Step::This {
                    level: head.level,
                    series: head.series.clone(),
                }],
            };
            build.hold(&step, span);
            return Some(end);
        }
        let head = self.head(at)?;
        let starts_low = self.text.get(at..)?.starts_with(char::is_lowercase);
        let inside = head.level.rank() > last.rank()
            || (head.level == Level::Section && last == Level::Article && !of);
        if inside && !of {
            // After a full stop only a small letter goes on: `Section 5. Article …` does not.
            let stopped = self
                .text
                .get(..at)
                .is_some_and(|before| before.trim_end().ends_with('.'));
            if stopped && !starts_low {
                return None;
            }
            let keep = build.depth();
            return self.numbers(&head, build, keep);
        }
        let holds = head.level.rank() < outer.rank()
            || (of && head.level.rank() == outer.rank() && outer <= Level::Article);
        let stopped = self
            .text
            .get(..at)
            .is_some_and(|before| before.trim_end().ends_with('.'));
        let goes_on = !stopped || starts_low;
        if holds && !comma && !head.within && goes_on {
            let mut inner = Build::default();
            let end = self.numbers(&head, &mut inner, 0)?;
            if inner.leaves.len() == 1 {
                let path = inner.leaves.pop()?.path;
                build.hold(&path, Span::new(at, end));
                return Some(end);
            }
        }
        None
    }
}
