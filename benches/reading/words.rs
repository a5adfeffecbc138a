//! How well two texts agree, in words and their order. Knows nothing of files.

use std::collections::HashMap;

/// How well words agree with the true ones.
#[derive(Debug, Clone, Copy)]
pub struct Agreement {
    /// Share of our words that are true, each as often as it stands there.
    pub precision: f64,
    /// Share of the true words that we have.
    pub recall: f64,
    /// Both in one.
    pub f1: f64,
}

/// Any white space as one blank.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without white space.
pub fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Typographic quotes, dashes and raised digits as those of a typewriter.
pub fn typed(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' | '„' => '"',
            '‐' | '–' | '—' => '-',
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            '⁰' | '⁴'..='⁹' => char::from(b'0' + (u32::from(c) - 0x2070).to_le_bytes()[0]),
            other => other,
        })
        .collect()
}

/// Words divided at line ends put together, and page ends as white space.
pub fn joined(text: &str) -> String {
    let text = text.replace(['\u{c}', '\r'], "\n");
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        match line.strip_suffix(['-', '\u{ad}', '‐']) {
            Some(part) if part.ends_with(char::is_alphabetic) => joined += part,
            _ => {
                joined += line;
                joined.push('\n');
            }
        }
    }
    joined
}

/// A text whose words can be compared whoever divided them: without hyphens inside words, whether at a
/// line's end or not, and with every Chinese or Japanese sign a word of its own.
pub fn plain(text: &str) -> String {
    let text = text.replace(['\u{c}', '\r'], "\n");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let ends = |line: &str| {
        let before = line.strip_suffix(['-', '\u{ad}']);
        before.is_some_and(|it| it.ends_with(char::is_alphanumeric))
    };
    let mut letters: Vec<char> = Vec::with_capacity(text.len());
    for line in lines {
        letters.extend(line.chars());
        if !ends(line) {
            letters.push('\n');
        }
    }
    let mut plain = String::with_capacity(text.len());
    for (at, letter) in letters.iter().enumerate() {
        let beside = |at: Option<usize>| {
            let letter = at.and_then(|at| letters.get(at));
            letter.is_some_and(|it| it.is_alphanumeric())
        };
        let inside = beside(at.checked_sub(1)) && beside(at.checked_add(1));
        match letter {
            '-' | '\u{ad}' if inside => {}
            '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' => {
                plain.extend([' ', *letter, ' ']);
            }
            other => plain.push(*other),
        }
    }
    plain
}

/// The words of a text.
pub fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Agreement of words as a bag.
pub fn agreement(ours: &[&str], truth: &[&str]) -> Agreement {
    let shared = shared(ours, truth);
    let (precision, recall) = (share(shared, ours.len()), share(shared, truth.len()));
    Agreement {
        precision,
        recall,
        f1: 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE),
    }
}

/// The words that both have, each as often as both have it.
pub fn common<'a>(ours: &[&'a str], theirs: &[&str]) -> Vec<&'a str> {
    parted(ours, theirs).0
}

/// The words of the first that the second lacks.
pub fn lacking<'a>(ours: &[&'a str], theirs: &[&str]) -> Vec<&'a str> {
    parted(ours, theirs).1
}

/// The longest common subsequence as a share of the words that both have.
pub fn order(ours: &[&str], truth: &[&str]) -> f64 {
    share(longest_common(ours, truth), shared(ours, truth))
}

/// How many words both have.
fn shared(ours: &[&str], truth: &[&str]) -> usize {
    common(ours, truth).len()
}

/// Our words: those that the others have too, and those that they lack.
fn parted<'a>(ours: &[&'a str], theirs: &[&str]) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut bag: HashMap<&str, usize> = HashMap::new();
    for word in theirs {
        *bag.entry(word).or_default() += 1;
    }
    ours.iter().partition(|word| {
        let left = bag.get_mut(**word).filter(|left| **left > 0);
        left.is_some_and(|left| {
            *left -= 1;
            true
        })
    })
}

fn longest_common(ours: &[&str], truth: &[&str]) -> usize {
    let mut row = vec![0_usize; truth.len() + 1];
    for word in ours {
        let mut diagonal = 0;
        for (at, other) in truth.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    row[truth.len()]
}

pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
