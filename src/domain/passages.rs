//! Two passages word by word: what both say, what only the first says, what only the second says.
//!
//! Words are compared folded: script, case, diacritics, look-alike letters, white space and the forms
//! of quotation marks and dashes make no difference, so that the same clause in Cyrillic and in Latin
//! is the same clause. Numbers and punctuation do make one. Knows nothing of where passages come from.

use super::fold::{Folded, is_han};
use super::text::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// Words that are aligned with one another one by one, at most, on either side. Of longer passages
/// first the sentences are aligned, so that the time stays bounded.
const MOST: usize = 2_000;

/// Letters of a word that, alone between two differences, is no resting place for the eye.
const SPECK: usize = 3;

/// Whether words stand in both passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// In both.
    Equal,
    /// Only in the first.
    Removed,
    /// Only in the second.
    Inserted,
}

/// Neighbouring words of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Where they stand.
    pub kind: Kind,
    /// The words in the first passage, in bytes of it, from the first of them to the last; for what was
    /// inserted, the place where it would stand.
    pub first: Span,
    /// The same for the second passage.
    pub second: Span,
}

/// What came of comparing two passages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The runs, in the order of both passages; where words were replaced, those removed come first.
    pub runs: Vec<Run>,
    /// Words, without punctuation, that stand in both.
    pub shared: usize,
    /// Words of the two passages, without punctuation.
    pub words: [usize; 2],
}

impl Comparison {
    /// Compares two passages.
    pub fn of(first: &str, second: &str) -> Self {
        let (first, second) = (Words::of(first), Words::of(second));
        let mut keys = HashMap::new();
        let (a, b) = (first.keys(&mut keys), second.keys(&mut keys));
        let stops = SENTENCE_ENDS.iter().filter_map(|word| keys.get(word));
        let stops: Vec<u32> = stops.copied().collect();
        let mut aligned = Aligned {
            a: &a,
            b: &b,
            stops: &stops,
            same: Vec::new(),
        };
        aligned.align(0..a.len(), 0..b.len(), true);
        let same = without_specks(aligned.same, &first, &second);
        let counted = |of: &Words, range: Range<usize>| range.filter(|&at| of.is_word(at)).count();
        Self {
            shared: same.iter().map(|one| counted(&first, one.0.clone())).sum(),
            words: [counted(&first, 0..a.len()), counted(&second, 0..b.len())],
            runs: runs(&same, &first, &second),
        }
    }

    /// Whether the passages say the same.
    pub fn is_equal(&self) -> bool {
        self.runs.iter().all(|run| run.kind == Kind::Equal)
    }

    /// Both passages in one line, with `[-…-]` around what only the first says and `[+…+]` around what
    /// only the second says; white space is single blanks.
    pub fn marked(&self, first: &str, second: &str) -> String {
        let mut out = String::new();
        for run in &self.runs {
            let before = match run.kind {
                Kind::Removed => first.get(..run.first.start),
                _ => second.get(..run.second.start),
            };
            let is_apart = before.is_some_and(|before| before.ends_with(char::is_whitespace));
            // What was put in the place of something stands apart from it in neither passage.
            let replaces = run.kind == Kind::Inserted && out.ends_with("-]");
            if !out.is_empty() && (is_apart || replaces) {
                out.push(' ');
            }
            let words = match run.kind {
                Kind::Removed => run.first.of(first),
                _ => run.second.of(second),
            };
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            match run.kind {
                Kind::Equal => out.push_str(&words),
                Kind::Removed => out.extend(["[-", &words, "-]"]),
                Kind::Inserted => out.extend(["[+", &words, "+]"]),
            }
        }
        out
    }

    /// How much of both passages is the same, in percent; what is not quite the same is never 100.
    pub fn percent(&self) -> usize {
        let all = self.words[0] + self.words[1];
        let percent = (200 * self.shared).checked_div(all).unwrap_or(100);
        if self.is_equal() {
            100
        } else {
            percent.min(99)
        }
    }
}

/// Words of one kind that stand in both passages: their places in each.
type Same = (Range<usize>, Range<usize>);

/// What ends a sentence, for passages too long to be aligned word by word.
const SENTENCE_ENDS: [&str; 4] = [".", ";", ":", "。"];

/// A passage as words and signs.
struct Words {
    folded: Folded,
    /// Where they stand in the folded text.
    places: Vec<Span>,
    length: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let folded = Folded::new(text);
        let mut places: Vec<Span> = Vec::new();
        let mut letters = folded.text.char_indices().peekable();
        let mut before: Option<char> = None;
        while let Some((at, letter)) = letters.next() {
            let end = at + letter.len_utf8();
            let after = letters.peek().map(|(_, letter)| *letter);
            let between = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
            // 1.000.000,00 is one number, and Sub-processor one word.
            let is_inside = match letter {
                '.' | ',' => between(|one| one.is_ascii_digit()),
                '-' | '\'' | '’' => between(joins),
                _ => false,
            };
            let goes_on = (joins(letter) || is_inside) && before.is_some_and(joins);
            match places.last_mut() {
                Some(last) if goes_on && last.end == at => last.end = end,
                _ if letter.is_whitespace() => {}
                _ => places.push(Span::new(at, end)),
            }
            // What stands inside a word does not end it.
            before = before.filter(|_| is_inside).or(Some(letter));
        }
        Self {
            folded,
            places,
            length: text.len(),
        }
    }

    fn word(&self, at: usize) -> &str {
        let place = self.places.get(at).copied();
        place.map_or("", |place| place.of(&self.folded.text))
    }

    fn is_word(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_alphanumeric)
    }

    /// A number for each word, the same for the same words of both passages.
    fn keys<'a>(&'a self, keys: &mut HashMap<&'a str, u32>) -> Vec<u32> {
        let words = (0..self.places.len()).map(|at| plain(self.word(at)));
        words
            .map(|word| {
                let next = u32::try_from(keys.len()).unwrap_or(u32::MAX);
                *keys.entry(word).or_insert(next)
            })
            .collect()
    }

    /// The bytes of the passage from one word to another; of none, the place where they would stand.
    fn span(&self, words: Range<usize>) -> Span {
        let source = |at: usize| {
            let place = self.places.get(at).copied();
            place.map(|place| self.folded.source_span(place))
        };
        let first = source(words.start);
        if words.is_empty() {
            let at = first.map_or(self.length, |span| span.start);
            return Span::new(at, at);
        }
        let start = first.map_or(self.length, |span| span.start);
        let end = source(words.end - 1).map_or(self.length, |span| span.end);
        Span::new(start, end)
    }
}

fn joins(letter: char) -> bool {
    letter.is_alphanumeric() && !is_han(letter)
}

/// Quotation marks and dashes of all kinds are one.
fn plain(word: &str) -> &str {
    match word {
        "“" | "”" | "„" | "«" | "»" | "‟" | "‘" | "’" | "‚" | "'" => "\"",
        "–" | "—" | "‐" | "‑" | "−" => "-",
        other => other,
    }
}

/// The words that stand in both, found step by step.
struct Aligned<'a> {
    a: &'a [u32],
    b: &'a [u32],
    /// The keys of what ends a sentence.
    stops: &'a [u32],
    same: Vec<Same>,
}

impl Aligned<'_> {
    /// Aligns two stretches; long ones sentence by sentence, when they `may_be_cut`.
    fn align(&mut self, mut a: Range<usize>, mut b: Range<usize>, may_be_cut: bool) {
        let (old, new) = (&self.a[a.clone()], &self.b[b.clone()]);
        let head = old.iter().zip(new).take_while(|(x, y)| x == y).count();
        let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
        let tail = rest.take_while(|(x, y)| x == y).count();
        self.push(a.start..a.start + head, b.start..b.start + head);
        let end = (a.end - tail..a.end, b.end - tail..b.end);
        a = a.start + head..a.end - tail;
        b = b.start + head..b.end - tail;
        if a.len().max(b.len()) <= MOST {
            self.align_words(a, b);
        } else if may_be_cut {
            self.align_sentences(a, b);
        }
        self.push(end.0, end.1);
    }

    fn align_words(&mut self, a: Range<usize>, b: Range<usize>) {
        if a.is_empty() || b.is_empty() {
            return;
        }
        let ops = capture_diff_slices(Algorithm::Myers, &self.a[a.clone()], &self.b[b.clone()]);
        for op in ops {
            if let DiffOp::Equal { .. } = op {
                let (old, new) = (op.old_range(), op.new_range());
                self.push(
                    a.start + old.start..a.start + old.end,
                    b.start + new.start..b.start + new.end,
                );
            }
        }
    }

    fn align_sentences(&mut self, a: Range<usize>, b: Range<usize>) {
        let (old, new) = (self.sentences(self.a, a), self.sentences(self.b, b));
        if old.len().max(new.len()) > MOST {
            return;
        }
        let words_of = |of: &[u32], sentences: &[Range<usize>]| -> Vec<Vec<u32>> {
            let words = sentences.iter().map(|range| of[range.clone()].to_vec());
            words.collect()
        };
        let (said, anew) = (words_of(self.a, &old), words_of(self.b, &new));
        for op in capture_diff_slices(Algorithm::Myers, &said, &anew) {
            let (a, b) = (hull(&old, op.old_range()), hull(&new, op.new_range()));
            let (Some(a), Some(b)) = (a, b) else {
                continue;
            };
            if let DiffOp::Equal { .. } = op {
                self.push(a, b);
            } else {
                self.align(a, b, false);
            }
        }
    }

    /// A stretch cut behind what ends a sentence.
    fn sentences(&self, of: &[u32], range: Range<usize>) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            if self.stops.contains(&of[at]) {
                sentences.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < range.end {
            sentences.push(start..range.end);
        }
        sentences
    }

    fn push(&mut self, a: Range<usize>, b: Range<usize>) {
        match self.same.last_mut() {
            _ if a.is_empty() => {}
            Some(last) if last.0.end == a.start && last.1.end == b.start => {
                last.0.end = a.end;
                last.1.end = b.end;
            }
            _ => self.same.push((a, b)),
        }
    }
}

/// From the first of some ranges to the last.
fn hull(ranges: &[Range<usize>], of: Range<usize>) -> Option<Range<usize>> {
    let ranges = ranges.get(of)?;
    Some(ranges.first()?.start..ranges.last()?.end)
}

/// Without single short words and signs between two differences: a reader takes them for part of the
/// difference.
fn without_specks(same: Vec<Same>, first: &Words, second: &Words) -> Vec<Same> {
    let (ends_a, ends_b) = (first.places.len(), second.places.len());
    let differs_before = |at: usize| {
        let (a, b) = at.checked_sub(1).map_or((0, 0), |before| {
            let (a, b) = &same[before];
            (a.end, b.end)
        });
        (same[at].0.start, same[at].1.start) != (a, b)
    };
    let is_speck = |at: usize| {
        let (a, b) = &same[at];
        let is_short = a.len() == 1 && first.word(a.start).chars().count() <= SPECK;
        let inside = (a.end, b.end) != (ends_a, ends_b);
        is_short && inside && differs_before(at)
    };
    let kept: Vec<bool> = (0..same.len()).map(|at| !is_speck(at)).collect();
    let mut kept = kept.into_iter();
    let mut same = same;
    same.retain(|_| kept.next().unwrap_or(true));
    same
}

fn runs(same: &[Same], first: &Words, second: &Words) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut a, mut b) = (0, 0);
    let end = (
        first.places.len()..first.places.len(),
        second.places.len()..second.places.len(),
    );
    for (old, new) in same.iter().chain([&end]) {
        let run = |kind, old: Range<usize>, new: Range<usize>| Run {
            kind,
            first: first.span(old),
            second: second.span(new),
        };
        if a < old.start {
            runs.push(run(Kind::Removed, a..old.start, b..b));
        }
        if b < new.start {
            runs.push(run(Kind::Inserted, old.start..old.start, b..new.start));
        }
        if !old.is_empty() {
            runs.push(run(Kind::Equal, old.clone(), new.clone()));
        }
        (a, b) = (old.end, new.end);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold::fold;
    use proptest::prelude::*;

    fn told(first: &str, second: &str) -> String {
        Comparison::of(first, second).marked(first, second)
    }

    #[test]
    fn words_are_told_apart() {
        let cases = [
            ("", "", ""),
            ("the same words", "the same words", "the same words"),
            ("", "new words", "[+new words+]"),
            ("old words", "", "[-old words-]"),
            (
                "The supplier pays within 30 days of notice.",
                "The supplier pays within 45 days of notice.",
                "The supplier pays within [-30-] [+45+] days of notice.",
            ),
            (
                "may access the system",
                "may access the whole system",
                "may access the [+whole+] system",
            ),
            ("Лични подаци", "lični  podaci", "lični podaci"),
            ("the “Data”", "the \"data\"", "the \"data\""),
            (
                "costs 1.000,00 euro",
                "costs 1.000,50 euro",
                "costs [-1.000,00-] [+1.000,50+] euro",
            ),
            (
                "paid by the City, without delay",
                "paid without any delay",
                "paid [-by the City,-] without [+any+] delay",
            ),
            (
                "the City’s sub-processor",
                "the City's sub-processors",
                "the City's [-sub-processor-] [+sub-processors+]",
            ),
            ("ends here", "ends here.", "ends here[+.+]"),
            (
                "keeps all records of the school",
                "deletes the logs of a hospital",
                "[-keeps all records of the school-] [+deletes the logs of a hospital+]",
            ),
            ("个人信息保护", "个人数据保护", "个人[-信息-] [+数据+]保护"),
        ];
        for (first, second, expected) in cases {
            assert_eq!(told(first, second), expected, "{first} / {second}");
        }
    }

    #[test]
    fn what_is_shared_is_counted_in_words() {
        let compared = Comparison::of("one two, three four.", "one two; three five.");
        assert_eq!((compared.shared, compared.words), (3, [4, 4]));
        assert_eq!(compared.percent(), 75);
        let nearly = Comparison::of("one two three.", "one two three");
        assert!(!nearly.is_equal() && nearly.percent() == 99);
        assert_eq!(Comparison::of("", "").percent(), 100);
    }

    #[test]
    fn long_passages_are_aligned_by_sentences_and_in_time() {
        let sentence = |n: usize| format!("Clause {n} says that the party {n} keeps what it has. ");
        let long: String = (0..1500).map(sentence).collect();
        let changed = long.replace("party 700 keeps", "party 700 never keeps");
        let compared = Comparison::of(&long, &changed);
        let inserted: Vec<&str> = compared
            .runs
            .iter()
            .filter(|run| run.kind != Kind::Equal)
            .map(|run| run.second.of(&changed))
            .collect();
        assert_eq!(inserted, ["never"]);
        let moved: String = (0..1500).filter(|n| n % 100 != 7).map(sentence).collect();
        let compared = Comparison::of(&long, &moved);
        assert_eq!(compared.runs.len(), 30 + 1, "15 sentences are gone");
        let foreign = "всё иначе ".repeat(20_000);
        assert_eq!(Comparison::of(&long, &foreign).shared, 0);
    }

    proptest! {
        #[test]
        fn runs_hold_every_word_once_and_equal_ones_are_equal(
            first in "[a-dчћ ,.’\\n]{0,60}",
            second in "[a-dčć ,.'\\n]{0,60}",
        ) {
            let compared = Comparison::of(&first, &second);
            let (mut a, mut b) = (0, 0);
            let blank = |text: &str, from: usize, to: usize| {
                text.get(from..to).is_some_and(|gap| gap.trim().is_empty())
            };
            for run in &compared.runs {
                prop_assert!(blank(&first, a, run.first.start), "{compared:?}");
                prop_assert!(blank(&second, b, run.second.start), "{compared:?}");
                (a, b) = (run.first.end, run.second.end);
                let [old, new] = [run.first.of(&first), run.second.of(&second)].map(|words| {
                    let kept = fold(words).replace(['’', '\''], "\"");
                    kept.replace(char::is_whitespace, "")
                });
                match run.kind {
                    Kind::Equal => prop_assert_eq!(old, new),
                    Kind::Removed => prop_assert!(run.second.is_empty() && !run.first.is_empty()),
                    Kind::Inserted => prop_assert!(run.first.is_empty() && !run.second.is_empty()),
                }
            }
            prop_assert!(blank(&first, a, first.len()) && blank(&second, b, second.len()));
            prop_assert!(Comparison::of(&first, &first).is_equal());
        }

        #[test]
        fn no_text_is_too_strange(first in "\\PC{0,40}", second in "\\PC{0,40}") {
            let compared = Comparison::of(&first, &second);
            prop_assert!(compared.percent() <= 100);
        }
    }
}
