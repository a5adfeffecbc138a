//! Precision and recall, by language and in all.

use rapporteur::domain::clause::{Clause, ClauseTree};
use rapporteur::domain::document::Document;
use rapporteur::domain::segment::{Segmented, segment};
use rapporteur::formats::import::{Aids, Source, import};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was found of what is there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Clauses that are there.
    pub truth: usize,
    /// Clauses that were found.
    pub found: usize,
    /// Clauses found that are there, at the same place under the same label.
    pub right: usize,
    /// Those of them whose parent is known.
    pub placed: usize,
    /// Those of them under the right parent.
    pub well_placed: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.truth += other.truth;
        self.found += other.found;
        self.right += other.right;
        self.placed += other.placed;
        self.well_placed += other.well_placed;
    }
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.3}", part as f64 / whole as f64)
}

/// Scores under names, added up.
#[derive(Default)]
pub struct Table {
    rows: BTreeMap<String, Score>,
    all: Score,
}

impl Table {
    /// Adds the score of a file to its language.
    pub fn add(&mut self, language: &str, score: Score) {
        self.rows.entry(language.to_owned()).or_default().add(score);
        self.all.add(score);
    }

    /// Prints a line for each language and one for all.
    pub fn print(&self) {
        println!(
            "{:10} {:>6} {:>6} {:>9} {:>7} {:>8}",
            "language", "truth", "found", "precision", "recall", "parents"
        );
        let all = ("all".to_owned(), self.all);
        let rows = self.rows.iter().map(|(name, score)| (name.clone(), *score));
        for (name, score) in rows.chain([all]) {
            println!("{}", line(&name, score));
        }
    }
}

/// A line of the table.
pub fn line(name: &str, score: Score) -> String {
    format!(
        "{name:10} {:>6} {:>6} {:>9} {:>7} {:>8}",
        score.truth,
        score.found,
        share(score.right, score.found),
        share(score.right, score.truth),
        share(score.well_placed, score.placed),
    )
}

/// A text as the program reads it from a file of plain text.
pub fn plain(text: &str) -> Option<Document> {
    let source = Source {
        file_name: "text.txt",
        bytes: text.as_bytes(),
    };
    import(&source, &Aids::default()).ok()
}

/// A text cut into clauses.
pub fn cut(text: &str) -> Option<(Document, Segmented)> {
    let document = plain(text)?;
    let done = segment(&document);
    Some((document, done))
}

/// Position of the nearest clause above that has a label or a heading.
pub fn named_above(tree: &ClauseTree, clause: &Clause) -> Option<usize> {
    let mut at = clause.parent;
    while let Some(index) = at {
        let above = &tree.clauses()[index];
        let front = matches!(above.kind.name(), "parties" | "preamble");
        if front || !above.label.is_empty() || !above.heading.is_empty() {
            return Some(index);
        }
        at = above.parent;
    }
    None
}

/// The files under a folder that end in one of these, in order.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped, not there: {}", folder.display());
        return found;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path
            .extension()
            .is_some_and(|end| endings.iter().any(|one| end == *one))
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The name of a file without its folders.
pub fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
