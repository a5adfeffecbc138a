//! Which candidates with a unit word (`Article 5`, `Члан 5.`) do open a clause.
//!
//! A word and a number at the start of a line may as well be a reference that a line break put
//! there. Layout, the words around it and above all the sequence of numbers tell them apart.

use super::fold::folded;
use super::headings::run_in_heading;
use super::lines::{Line, ends_sentence, is_titlelike, starts_low};
use super::number::Value;
use super::opener::{Opener, Sign, Wrap, recognise};
use super::vocabulary::{UnitKind, Vocabulary};
use crate::domain::document::BlockKind;
use crate::domain::text::Span;
use std::collections::HashMap;

/// The opener of every line. Those with a unit word are judged, bare numbers are not yet.
pub(super) fn openers(text: &str, lines: &[Line], contents: &[bool]) -> Vec<Option<Opener>> {
    let mut found: Vec<Option<Opener>> = lines
        .iter()
        .zip(contents)
        .map(|(line, &listed)| {
            let closed =
                listed || line.furniture || line.quoted || line.kind == BlockKind::TableRow;
            (!closed).then(|| numbered(text, line).or_else(|| recognise(text, line.span)))?
        })
        .collect();
    judge(text, lines, &mut found);
    drop_lists_of_annexes(&mut found);
    found
}

/// Annexes named line after line, with nothing between them, are a list of what is attached.
fn drop_lists_of_annexes(found: &mut [Option<Opener>]) {
    let annex = |opener: &Option<Opener>| {
        let opener = opener.as_ref()?;
        (opener.unit() == Some(UnitKind::Annex)).then(|| opener.value().clone())
    };
    let annexes: Vec<Option<Value>> = found.iter().map(annex).collect();
    for line in 1..found.len() {
        let listed = annexes[line].is_some()
            && annexes[line - 1].is_some()
            && annexes[line] != annexes[line - 1];
        if listed {
            found[line - 1] = None;
            found[line] = None;
        }
    }
}

/// The opener that a word processor's own number makes; it needs no further proof.
fn numbered(text: &str, line: &Line) -> Option<Opener> {
    let label = line.number?.label;
    let mut opener = recognise(text, label)
        .or_else(|| recognise(text, line.span))
        .or_else(|| {
            // `1` alone is no label in running text, but it is as an automatic number.
            let dotted = format!("{}.", label.of(text).trim());
            let mut opener = recognise(&dotted, Span::new(0, dotted.len()))?;
            opener.label = label;
            Some(opener)
        })?;
    if opener.sign != Sign::Bullet {
        opener.label = label.trimmed(text);
    }
    for reading in &mut opener.readings {
        // The source vouches for a number that would be too weak a sign in running text.
        if reading.form.wrap == Wrap::Blank && opener.sign == Sign::Bare {
            reading.form.wrap = Wrap::Dot;
        }
    }
    opener.rest = Span::new(label.end.min(line.span.end), line.span.end).trimmed(text);
    Some(opener)
}

/// One candidate with a unit word.
struct Candidate {
    line: usize,
    series: (UnitKind, usize),
    value: Value,
}

fn judge(text: &str, lines: &[Line], found: &mut [Option<Opener>]) {
    let all = unit_candidates(found);
    let supported = supported(&all);
    let mut last: HashMap<(UnitKind, usize), Value> = HashMap::new();
    for (candidate, supported) in all.into_iter().zip(supported) {
        let before = last.get(&candidate.series);
        let next = before.is_some_and(|before| candidate.value.follows(before));
        let sequence = if next {
            Sequence::Next
        } else if candidate.value.is_first()
            || before.is_some_and(|b| *b == candidate.value || is_near(b, &candidate.value))
        {
            Sequence::Plausible
        } else {
            Sequence::Stray
        };
        let accepted = found[candidate.line].as_ref().is_some_and(|opener| {
            let weigh = Weigh {
                text,
                lines,
                line: candidate.line,
                opener,
            };
            weigh.accepts(sequence, supported)
        });
        if accepted {
            last.insert(candidate.series, candidate.value);
        } else {
            found[candidate.line] = None;
        }
    }
}

fn unit_candidates(found: &[Option<Opener>]) -> Vec<Candidate> {
    let vocabulary = Vocabulary::get();
    let units = found.iter().enumerate().filter_map(|(line, opener)| {
        let opener = opener.as_ref()?;
        let Sign::Unit(unit) = opener.sign else {
            return None;
        };
        Some(Candidate {
            line,
            series: (vocabulary.units[unit].kind, unit),
            value: opener.value().clone(),
        })
    });
    units.collect()
}

/// How a number stands to those of its series before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sequence {
    /// It comes next.
    Next,
    /// It is a first one, or a few are missing.
    Plausible,
    /// It has nothing to do with them.
    Stray,
}

/// Whether a number comes after another with at most a few missing.
fn is_near(before: &Value, value: &Value) -> bool {
    const MISSING: u32 = 3;
    value.is_after(before) && value.rank() <= before.rank().saturating_add(MISSING)
}

/// Whether the next number of the series stands among the next few candidates.
fn supported(all: &[Candidate]) -> Vec<bool> {
    let mut coming: HashMap<(UnitKind, usize), Vec<Value>> = HashMap::new();
    let mut marks = vec![false; all.len()];
    for (mark, candidate) in marks.iter_mut().zip(all).rev() {
        let values = coming.entry(candidate.series).or_default();
        *mark = values
            .iter()
            .rev()
            .take(4)
            .any(|value| value.follows(&candidate.value));
        values.push(candidate.value.clone());
    }
    marks
}

/// The weighing of one candidate at the start of a line.
struct Weigh<'a> {
    text: &'a str,
    lines: &'a [Line],
    line: usize,
    opener: &'a Opener,
}

impl Weigh<'_> {
    fn accepts(&self, sequence: Sequence, supported: bool) -> bool {
        let next = sequence == Sequence::Next;
        let line = &self.lines[self.line];
        if line.number.is_some() {
            return true;
        }
        let lower = starts_low(self.opener.label.of(self.text));
        if line.weak {
            let first = self.opener.value().is_first() && supported;
            return !lower && (next || first);
        }
        if self.opener.unit() == Some(UnitKind::Annex) {
            return !lower && self.accepts_annex(line);
        }
        let heading = matches!(line.kind, BlockKind::Heading(_));
        let score = self.words()
            + self.layout(line)
            + if heading { 4 } else { 0 }
            + if next { 3 } else { 0 }
            + i32::from(self.opener.value().is_first())
            + if supported { 2 } else { 0 }
            - if lower { 5 } else { 0 }
            - if self.is_stray(sequence, supported) {
                3
            } else {
                0
            };
        score >= 3
    }

    /// A number out of order with words behind it, such as a reference that starts a line.
    fn is_stray(&self, sequence: Sequence, supported: bool) -> bool {
        sequence == Sequence::Stray && !supported && !self.opener.rest.is_empty()
    }

    fn accepts_annex(&self, line: &Line) -> bool {
        let rest = self.opener.rest.of(self.text);
        let title = rest.is_empty()
            || is_titlelike(rest, 120)
            || rest.starts_with(['-', '–', '—', ':', '(', '.']);
        let dotted = self.opener.value().parts().len() > 1;
        title && !dotted && (line.starts || self.layout(line) >= 0)
    }

    /// What the words of the line say.
    fn words(&self) -> i32 {
        let rest = self.opener.rest.of(self.text);
        if rest.is_empty() {
            return 3;
        }
        if self.opener.pinpoint || rest.starts_with([',', ')', '，', '、']) {
            return -5;
        }
        if starts_low(rest) && !rest.starts_with(['-', '–', '—', ':', '“', '"']) {
            return -4;
        }
        let closed = self.opener.label.of(self.text).ends_with(['.', ':'])
            || rest.starts_with(['-', '–', '—', ':'])
            || rest.chars().next().is_some_and(super::fold::is_han);
        if closed || is_titlelike(rest, 100) || !run_in_heading(rest).is_empty() {
            2
        } else {
            0
        }
    }

    /// What the place of the line says.
    fn layout(&self, line: &Line) -> i32 {
        let mut score = i32::from(line.starts);
        if line.first {
            score += 2;
        }
        let Some(before) = self.line.checked_sub(1).map(|i| &self.lines[i]) else {
            return score + 1;
        };
        let words = before.span.of(self.text);
        if ends_sentence(words) {
            return score + 1;
        }
        if line.first {
            return score;
        }
        let runs_on = words.ends_with([',', '，', '、', '-']) || ends_in_closing_word(words);
        if runs_on {
            score - 5
        } else if is_titlelike(words, 80) {
            score
        } else {
            score - 2
        }
    }
}

/// Whether a line ends in a word after which a sentence must go on, such as `the`.
fn ends_in_closing_word(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let last = folded(last);
    Vocabulary::get().phrases.closing_words.contains(&last)
}
