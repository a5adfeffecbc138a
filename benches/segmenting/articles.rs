//! Articles of laws and of the Universal Declaration of Human Rights against the lists of their
//! publishers.

use crate::score::{Score, Table, cut, files, line, name};
use rapporteur::domain::clause::ClauseKind;
use std::collections::HashMap;
use std::path::Path;

/// Compares the numbers of the articles found with those listed, each as often as it stands there.
pub fn report(corpus: &Path) {
    let mut table = Table::default();
    for folder in ["laws-sr", "laws-hr", "laws-zh", "udhr"] {
        for path in files(&corpus.join(folder), &["txt", "md"]) {
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let Some(listed) = listed(folder, &path, &text) else {
                continue;
            };
            let Some((_, done)) = cut(&text) else {
                continue;
            };
            let articles = done.tree.clauses().iter();
            let articles = articles.filter(|clause| clause.kind == ClauseKind::Article);
            let found: Vec<String> = articles
                .map(|clause| clause.id.as_str().rsplit('/').next().unwrap_or_default())
                .map(|id| id.trim_start_matches("art-").to_owned())
                .collect();
            let score = compare(&listed, &found);
            if score.right < score.truth || score.right < score.found {
                println!("{} {}", line(done.language.tag(), score), name(&path));
            }
            table.add(done.language.tag(), score);
        }
    }
    table.print();
}

fn compare(listed: &[String], found: &[String]) -> Score {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for number in listed {
        *left.entry(number).or_default() += 1;
    }
    let mut right = 0;
    for number in found {
        // `art-5.2` is the second article 5, as after a law those of an amending law may be.
        let number = number.split('.').next().unwrap_or_default();
        if let Some(count) = left.get_mut(number).filter(|count| **count > 0) {
            *count -= 1;
            right += 1;
        }
    }
    Score {
        truth: listed.len(),
        found: found.len(),
        right,
        ..Score::default()
    }
}

/// The numbers of the articles of a file.
fn listed(folder: &str, path: &Path, text: &str) -> Option<Vec<String>> {
    match folder {
        "udhr" => Some((1..=30).map(|number: u32| number.to_string()).collect()),
        // Every line that begins `第…条` is an article of these laws; they count without a gap.
        "laws-zh" => {
            let lines = text.lines().filter(|line| {
                let head: String = line.chars().take(9).collect();
                head.starts_with('第') && head.contains('条')
            });
            Some(
                (1..=lines.count())
                    .map(|number| number.to_string())
                    .collect(),
            )
        }
        _ => {
            let json = std::fs::read(path.with_extension("articles.json")).ok()?;
            let law: serde_json::Value = serde_json::from_slice(&json).ok()?;
            let numbers = law["articles"].as_array()?.iter();
            Some(
                numbers
                    .filter_map(|one| Some(latin(one["article"].as_str()?)))
                    .collect(),
            )
        }
    }
}

/// `152а` in Cyrillic as ids write it.
fn latin(number: &str) -> String {
    let letters = number.chars().filter_map(|c| match c {
        'а' => Some('a'),
        'б' => Some('b'),
        'в' => Some('v'),
        'г' => Some('g'),
        '-' => None,
        c => Some(c.to_ascii_lowercase()),
    });
    letters.collect()
}
