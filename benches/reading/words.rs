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

/// Typographic quotes and dashes as those of a typewriter.
pub fn typed(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' | '„' => '"',
            '‐' | '–' | '—' => '-',
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

/// The longest common subsequence as a share of the words that both have.
pub fn order(ours: &[&str], truth: &[&str]) -> f64 {
    share(longest_common(ours, truth), shared(ours, truth))
}

/// How many words both have.
fn shared(ours: &[&str], truth: &[&str]) -> usize {
    let mut bag: HashMap<&str, usize> = HashMap::new();
    for word in truth {
        *bag.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in ours {
        if let Some(left) = bag.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    shared
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
