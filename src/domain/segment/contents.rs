//! Tables of contents: lines that repeat headings and must open nothing.
//!
//! Knows the lines alone; the clause that holds them is made in `outline`.

use super::fold::folded;
use super::lines::Line;
use super::vocabulary::Vocabulary;
use crate::domain::document::BlockKind;
use std::collections::{HashMap, HashSet};

/// For every line, whether it belongs to a table of contents.
pub(super) fn contents(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut marks: Vec<bool> = vec![false; lines.len()];
    mark_leaders(text, lines, &mut marks);
    for i in 0..lines.len() {
        if is_contents_heading(text, &lines[i]) {
            mark_from_heading(text, lines, i, &mut marks);
        }
    }
    marks
}

fn is_contents_heading(text: &str, line: &Line) -> bool {
    if line.width > 40 || line.kind == BlockKind::TableRow {
        return false;
    }
    let words = folded(line.span.of(text));
    let words = words.trim_matches(['#', '*', ' ', ':', '_']);
    Vocabulary::get()
        .phrases
        .contents
        .iter()
        .any(|heading| heading == words)
}

/// Three lines or more that end in a page number after dots or a wide gap.
fn mark_leaders(text: &str, lines: &[Line], marks: &mut [bool]) {
    let leads: Vec<bool> = lines
        .iter()
        .map(|line| line.kind != BlockKind::TableRow && has_leader(line.span.of(text)))
        .collect();
    let mut start = 0;
    while start < lines.len() {
        if !leads[start] {
            start += 1;
            continue;
        }
        // Entries that wrap, and page numbers between, may stand between two with leaders.
        let (mut end, mut last, mut count) = (start, start, 0);
        while end < lines.len() && end <= last + 2 {
            if leads[end] {
                last = end;
                count += 1;
            }
            end += 1;
        }
        if count >= 3 {
            marks[start..=last].fill(true);
        }
        start = last + 1;
    }
}

/// `Definitions ........ 3`, or a wide gap or tab before the page number.
fn has_leader(words: &str) -> bool {
    let head = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'));
    let digits = words.len() - head.len();
    let dots = words.contains(".....") || words.contains("……") || words.contains(". . . .");
    if dots {
        return digits <= 4;
    }
    let gap = head.ends_with('\t') || head.ends_with("   ");
    (1..=3).contains(&digits) && gap && words.len() < 160 && head.chars().any(char::is_alphabetic)
}

/// After the heading, the lines that come back later as headings, up to the first that comes back.
fn mark_from_heading(text: &str, lines: &[Line], heading: usize, marks: &mut [bool]) {
    const LONGEST: usize = 400;
    /// Lines between two entries that are none: the rest of a wrapped one, a page number.
    const BETWEEN: usize = 1;
    let end = lines.len().min(heading + LONGEST);
    let keys: Vec<String> = lines[heading + 1..]
        .iter()
        .map(|line| {
            if line.width > 130 {
                String::new()
            } else {
                entry(line.span.of(text))
            }
        })
        .collect();
    let mut later: HashMap<&str, usize> = HashMap::new();
    for (at, key) in keys
        .iter()
        .enumerate()
        .filter(|(_, key)| key.chars().count() > 1)
    {
        later.insert(key, at);
    }
    let mut seen: HashSet<&str> = HashSet::new();
    let (mut last, mut entries) = (heading, 0);
    for (at, key) in keys.iter().enumerate().take(end - heading - 1) {
        let line = heading + 1 + at;
        if !seen.insert(key) && key.chars().count() > 3 {
            // The first entry comes back: the text begins.
            break;
        }
        if line > last + BETWEEN + 1 {
            break;
        }
        // `Tel.: …` comes back as well.
        let form = lines[line].span.of(text).contains([':', '：']);
        let returns = !form && later.get(key.as_str()).is_some_and(|&last| last > at);
        if returns || marks[line] {
            (last, entries) = (line, entries + 1);
        }
    }
    if entries >= 2 {
        marks[heading..=last].fill(true);
    }
}

/// What an entry of the contents and its heading have in common.
fn entry(words: &str) -> String {
    folded(words)
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(60)
        .collect()
}
