//! What a reader should doubt: gaps and repetitions in the numbering, annexes that are not there.
//!
//! Prefers silence to a false alarm.

use super::fold::{fold, folded};
use super::number::{Value, chinese, digits, roman};
use super::outline::{Node, Outline};
use super::vocabulary::Vocabulary;
use crate::domain::clause::ClauseKind;
use crate::domain::document::{Diagnostic, Document, Severity};
use crate::domain::text::{ScalarIndex, Span};
use std::collections::{HashMap, HashSet};

/// All remarks on a document, in reading order by kind.
pub(super) fn remarks(document: &Document, outline: &Outline) -> Vec<Diagnostic> {
    let remarks = Remarks {
        document,
        scalars: ScalarIndex::new(&document.text),
    };
    let mut all = remarks.numbering(&outline.nodes);
    all.extend(remarks.missing_annexes(outline));
    all
}

struct Remarks<'a> {
    document: &'a Document,
    scalars: ScalarIndex,
}

/// Letters that are taken as one word at most.
const WORD: usize = 60;

/// A list of clauses that are counted together.
type Series = (Option<usize>, ClauseKind, Option<usize>);

impl Remarks<'_> {
    fn diagnostic(&self, code: &str, message: String, place: Span) -> Diagnostic {
        let scalars = self.scalars.to_scalars(&self.document.text, place);
        let diagnostic = Diagnostic::new(Severity::Warning, code, message).at(scalars);
        match self.document.page_at(place.start) {
            Some(page) => diagnostic.on_page(page),
            None => diagnostic,
        }
    }

    fn label(&self, node: &Node) -> Span {
        let text = &self.document.text;
        let rest = Span::new(node.start, text.len());
        let first = node.label.split_whitespace().next().unwrap_or_default();
        let start = rest
            .of(text)
            .find(first)
            .map_or(node.start, |at| node.start + at);
        Span::new(start, (start + node.label.len()).min(text.len()))
    }

    fn numbering(&self, nodes: &[Node]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut last: HashMap<Series, usize> = HashMap::new();
        let mut seen: HashSet<(Series, Value)> = HashSet::new();
        let mut repeating: HashSet<Series> = HashSet::new();
        for (index, node) in nodes.iter().enumerate() {
            let Some((series, value)) = series(nodes, node) else {
                continue;
            };
            // Where a further text begins with numbers of its own, one remark is enough.
            let again = !seen.insert((series, value.clone()));
            let before = last.insert(series, index);
            let goes_on = before.and_then(|at| nodes[at].value.as_ref());
            if again && !repeating.contains(&series) {
                found.push(self.twice(node));
                repeating.insert(series);
            } else if let (Some(at), false) = (before, repeating.contains(&series))
                && let Some(missing) = missing(&nodes[at], value)
            {
                found.push(self.gap(&nodes[at], node, &missing));
            }
            if !again && goes_on.is_some_and(|before| value.follows(before)) {
                repeating.remove(&series);
            }
        }
        found
    }

    fn twice(&self, node: &Node) -> Diagnostic {
        let message = format!("The number {} is used more than once.", node.label);
        self.diagnostic("number-twice", message, self.label(node))
    }

    fn gap(&self, before: &Node, node: &Node, missing: &str) -> Diagnostic {
        let message = format!(
            "After {} comes {}: {missing} missing, or was not recognised.",
            before.label, node.label
        );
        self.diagnostic("number-gap", message, self.label(node))
    }

    fn missing_annexes(&self, outline: &Outline) -> Vec<Diagnostic> {
        let text = self.document.text.as_str();
        let mut known: HashSet<(String, String)> = HashSet::new();
        let mut words_known: HashSet<String> = HashSet::new();
        for (unit, value) in &outline.annexes {
            let series = Vocabulary::get().units[*unit].series.clone();
            let slug = value.slug();
            if slug.is_empty() {
                words_known.insert(series);
            } else {
                // `Exhibit A-1` shows that there is an `Exhibit A`.
                known.insert((
                    series.clone(),
                    slug.split('-').next().unwrap_or_default().to_owned(),
                ));
                known.insert((series, slug));
            }
        }
        let mut first: Vec<(String, String, Span)> = Vec::new();
        let mut asked: HashSet<(String, String)> = HashSet::new();
        for reference in references(text) {
            let key = (reference.series.clone(), reference.number.clone());
            if reference.is_heading {
                known.insert(key);
            } else if !reference.is_external && asked.insert(key) {
                first.push((reference.series, reference.number, reference.span));
            }
        }
        first
            .into_iter()
            .filter(|(series, number, _)| {
                !words_known.contains(series) && !known.contains(&(series.clone(), number.clone()))
            })
            .map(|(_, _, span)| self.missing_annex(span))
            .collect()
    }

    fn missing_annex(&self, span: Span) -> Diagnostic {
        let words: Vec<&str> = span.of(&self.document.text).split_whitespace().collect();
        let message = format!(
            "The text refers to {}, but no such annex was found in this document. Ask for it.",
            words.join(" ")
        );
        self.diagnostic("missing-annex", message, span)
    }
}

/// The list in which a clause is counted; nothing for what is not worth a remark.
fn series<'a>(nodes: &[Node], node: &'a Node) -> Option<(Series, &'a Value)> {
    let value = node.value.as_ref()?;
    let scope = match node.kind {
        // Articles run through chapters.
        ClauseKind::Article => holder(nodes, node.parent),
        ClauseKind::Section => node.parent,
        ClauseKind::Paragraph if value.parts().len() > 1 => node.parent,
        _ => return None,
    };
    (!matches!(value, Value::Letter(_))).then_some(((scope, node.kind, node.unit), value))
}

/// The annex that holds a clause.
fn holder(nodes: &[Node], mut at: Option<usize>) -> Option<usize> {
    while let Some(index) = at {
        if nodes[index].kind == ClauseKind::Annex {
            return Some(index);
        }
        at = nodes[index].parent;
    }
    None
}

/// What lies between two numbers, in words with its verb; nothing when they follow each other.
fn missing(before: &Node, value: &Value) -> Option<String> {
    let before = before.value.as_ref()?;
    let (last, now) = (before.rank(), value.rank());
    let (a, b) = (before.parts(), value.parts());
    let same = a.len() == b.len() && a[..a.len() - 1] == b[..b.len() - 1];
    // A jump over many numbers is another text (an amendment that is quoted), not a gap.
    if !same || now <= last + 1 || now > last + 10 {
        return None;
    }
    let outer: Vec<String> = b[..b.len() - 1].iter().map(u32::to_string).collect();
    let prefix = if outer.is_empty() {
        String::new()
    } else {
        outer.join(".") + "."
    };
    Some(if now == last + 2 {
        format!("{prefix}{} is", last + 1)
    } else {
        format!("{prefix}{} to {prefix}{} are", last + 1, now - 1)
    })
}

/// A place where an annex is named.
struct Reference {
    series: String,
    number: String,
    span: Span,
    is_heading: bool,
    is_external: bool,
}

/// Every annex named in the text.
fn references(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        at = word.end;
        if let Some(reference) = reference(text, word) {
            at = reference.span.end;
            found.push(reference);
        }
    }
    found
}

/// The next run of letters.
fn next_word(text: &str, from: usize) -> Option<Span> {
    let rest = text.get(from..)?;
    let start = from + rest.find(char::is_alphabetic)?;
    let word = text.get(start..)?;
    // Chinese has no blanks between words: long runs are taken piece by piece.
    let len = word
        .char_indices()
        .take(WORD)
        .find(|(_, c)| !c.is_alphabetic())
        .map(|(at, _)| at)
        .or_else(|| word.char_indices().nth(WORD).map(|(at, _)| at))
        .unwrap_or(word.len());
    Some(Span::new(start, start + len))
}

fn reference(text: &str, word: Span) -> Option<Reference> {
    let vocabulary = Vocabulary::get();
    let printed = word.of(text);
    let (unit, word) = if printed.starts_with(super::fold::is_han) || printed.contains('附') {
        han_reference(text, word)?
    } else {
        if printed.len() > 40 || !printed.starts_with(char::is_uppercase) {
            return None;
        }
        (*vocabulary.references.get(&folded(printed))?, word)
    };
    let letters = fold(text, Span::new(word.end, text.len()), 80);
    let mut skip = letters.iter().take_while(|l| l.low == ' ').count();
    let after: String = letters
        .iter()
        .skip(skip)
        .map(|l| l.low)
        .take_while(|&c| c != ' ')
        .collect();
    if vocabulary.number_words.contains(&after) {
        skip += after.chars().count();
        skip += letters
            .iter()
            .skip(skip)
            .take_while(|l| l.low == ' ')
            .count();
    }
    let rest = letters.get(skip..)?;
    let (number, len) = annex_number(rest)?;
    let end = rest
        .get(len)
        .map_or(text.len().min(word.end + 80), |l| l.at);
    let span = Span::new(word.start, end).trimmed(text);
    let capitals = word
        .of(text)
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase)
        && word.of(text).chars().any(char::is_uppercase);
    Some(Reference {
        series: vocabulary.units[unit].series.clone(),
        number,
        is_heading: capitals || stands_apart(text, span),
        is_external: is_external(rest.get(len..).unwrap_or_default()),
        span,
    })
}

/// 附件一 inside a run of Chinese letters.
fn han_reference(text: &str, word: Span) -> Option<(usize, Span)> {
    let vocabulary = Vocabulary::get();
    vocabulary
        .unspaced
        .iter()
        .filter(|(series, unit)| !vocabulary.units[*unit].enclosed && series.chars().count() > 1)
        .find_map(|(series, unit)| {
            let at = word.of(text).find(series.as_str())?;
            let start = word.start + at;
            Some((*unit, Span::new(start, start + series.len())))
        })
}

fn annex_number(letters: &[super::fold::Letter]) -> Option<(String, usize)> {
    let ends = |len: usize| letters.get(len).is_none_or(|l| !l.low.is_alphanumeric());
    let first = letters.first()?;
    if first.low.is_ascii_digit() {
        let (value, len) = digits(letters)?;
        let simple = value.parts().len() == 1 && value.rank() < 40 && value.suffix().is_empty();
        let dotted = letters.get(len).is_some_and(|l| l.low == '.')
            && letters.get(len + 1).is_some_and(|l| l.low.is_ascii_digit());
        return (simple && ends(len) && !dotted).then(|| (value.slug(), len));
    }
    if super::fold::is_han(first.low) {
        return chinese(letters).map(|(number, len)| (number.to_string(), len));
    }
    if !first.raw.is_uppercase() {
        return None;
    }
    let letter = ends(1) && !matches!(first.low, 'i' | 'v' | 'x');
    if letter {
        let value = Value::Letter(first.raw.to_lowercase().collect());
        return Some((value.slug(), 1));
    }
    roman(letters)
        .filter(|&(_, len)| ends(len))
        .map(|(number, len)| (number.to_string(), len))
}

/// Whether the reference stands where a heading would: at a line's start or after a wide gap, and
/// with nothing but a title behind it.
fn stands_apart(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let tail: String = before.chars().rev().take(4).collect();
    let apart = tail.is_empty()
        || tail.starts_with('\n')
        || tail.starts_with("   ")
        || tail.starts_with('\t');
    let after = text
        .get(span.end..)
        .unwrap_or_default()
        .trim_start_matches([' ', '\u{a0}', '\t', '.', ':']);
    let runs_on = after.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
    apart && !runs_on
}

/// Whether the annex is said to be part of some law: `Annex II to Regulation (EU) 2016/679`.
fn is_external(letters: &[super::fold::Letter]) -> bool {
    let acts = &Vocabulary::get().phrases.external_acts;
    let tail: String = letters.iter().take(60).map(|letter| letter.low).collect();
    let stop = tail.find(['.', ';', ',']).unwrap_or(tail.len());
    tail.get(..stop)
        .unwrap_or_default()
        .split_whitespace()
        .take(6)
        .any(|word| {
            acts.iter()
                .any(|act| act == word.trim_matches(|c: char| !c.is_alphanumeric()))
        })
}
