//! Tables of contents: lines that repeat headings and must open nothing.
//!
//! Knows the lines alone; the clause that holds them is made in `outline`.

use super::fold::folded;
use super::lines::Line;
use super::vocabulary::Vocabulary;
use crate::domain::document::BlockKind;
use std::collections::HashSet;

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
        .map(|line| has_leader(line.span.of(text)))
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

/// After the heading, short lines up to the place where the first entry comes back.
fn mark_from_heading(text: &str, lines: &[Line], heading: usize, marks: &mut [bool]) {
    const LONGEST: usize = 400;
    let end = lines.len().min(heading + LONGEST);
    let (mut last, mut leaders) = (heading, false);
    let mut entries: HashSet<String> = HashSet::new();
    let first = lines.get(heading + 1).map(|line| entry(line.span.of(text)));
    for (i, line) in lines.iter().enumerate().take(end).skip(heading + 1) {
        if marks[i] {
            last = i;
            leaders = true;
            entries.insert(entry(line.span.of(text)));
            continue;
        }
        if leaders && i > last + 2 {
            break;
        }
        let key = entry(line.span.of(text));
        let back = !line.furniture && key.chars().count() > 3 && !entries.insert(key);
        if back {
            // The contents end here: everything between belongs to them.
            last = i - 1;
            break;
        }
        if line.width > 130 {
            let later = &lines[i..end];
            let returns = later.iter().any(|l| Some(entry(l.span.of(text))) == first);
            if !leaders && returns {
                last = i - 1;
            }
            break;
        }
    }
    let repeated = last > heading && entries.len() >= 2;
    if repeated {
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
