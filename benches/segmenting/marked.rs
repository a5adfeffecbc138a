//! Made-up agreements whose clauses were marked by hand, in `tests/fixtures/clauses`.

use crate::score::{Score, Table, cut, files, line, name, named_above};
use rapporteur::domain::clause::ClauseTree;
use rapporteur::domain::document::Document;
use std::collections::HashMap;
use std::path::Path;

/// Compares place, kind and label of every marked clause, and its parent.
pub fn report(_: &Path) {
    let mut table = Table::default();
    for (file, language, score) in scores() {
        println!("{} {file}", line(&language, score));
        table.add(&language, score);
    }
    table.print();
}

/// Each file with the language that it was found to be in and its score.
pub fn scores() -> Vec<(String, String, Score)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/clauses");
    let mut all = Vec::new();
    for path in files(&folder, &["txt"]) {
        let annotated = std::fs::read_to_string(&path).expect("a fixture can be read");
        let (text, truth) = unmarked(&annotated);
        let (document, done) = cut(&text).expect("a fixture is plain text");
        let score = compare(&document, &truth, &done.tree);
        all.push((name(&path), done.language.tag().to_owned(), score));
    }
    all
}

/// A clause that was marked.
struct Mark {
    line: usize,
    kind: String,
    label: String,
    parent: Option<usize>,
}

/// The text without its marks, and the marks.
fn unmarked(annotated: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (number, line) in annotated.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let (blanks, words) = line.split_at(indent);
        let mark = words
            .strip_prefix("{{")
            .and_then(|rest| rest.split_once("}}"));
        // A dash is no label: nobody can say which one is meant.
        let dash = mark.is_some_and(|(mark, _)| {
            let label = mark.splitn(3, ' ').nth(2).unwrap_or_default();
            !label.is_empty() && !label.chars().any(char::is_alphanumeric)
        });
        if let Some((mark, _)) = mark.filter(|_| !dash) {
            let mut words = mark.splitn(3, ' ');
            let depth: usize = words
                .next()
                .and_then(|depth| depth.parse().ok())
                .unwrap_or(0);
            open.retain(|&(other, _)| other < depth);
            marks.push(Mark {
                line: number,
                kind: words.next().unwrap_or_default().to_owned(),
                label: words.next().unwrap_or_default().to_owned(),
                parent: open.last().map(|&(_, line)| line),
            });
            open.push((depth, number));
        }
        text.push_str(blanks);
        text.push_str(mark.map_or(words, |(_, words)| words));
        text.push('\n');
    }
    (text, marks)
}

fn compare(document: &Document, truth: &[Mark], tree: &ClauseTree) -> Score {
    let show = std::env::var_os("SEGMENTING_SHOW").is_some();
    let line_of = |byte: usize| {
        let before = document.text.get(..byte).unwrap_or_default();
        before.matches('\n').count()
    };
    let named: Vec<_> = tree
        .clauses()
        .iter()
        .filter(|clause| {
            let front = matches!(
                clause.kind.name(),
                "title" | "parties" | "preamble" | "signature"
            );
            front || !(clause.label.is_empty() && clause.heading.is_empty())
        })
        .collect();
    let start = |clause: &rapporteur::domain::clause::Clause| {
        line_of(clause.span.trimmed(&document.text).start)
    };
    let found: HashMap<usize, _> = named
        .iter()
        .map(|clause| (start(clause), *clause))
        .collect();
    let mut score = Score {
        truth: truth.len(),
        found: named.len(),
        ..Score::default()
    };
    for mark in truth {
        let clause = found.get(&mark.line).copied();
        let fits = clause
            .filter(|clause| is_kind(clause.kind.name(), &mark.kind) && clause.label == mark.label);
        let Some(clause) = fits else {
            if show {
                let other = clause.map(|clause| format!("{} {}", clause.kind.name(), clause.label));
                println!(
                    "  line {}: {} {} is {other:?}",
                    mark.line + 1,
                    mark.kind,
                    mark.label
                );
            }
            continue;
        };
        score.right += 1;
        score.placed += 1;
        let above = named_above(tree, clause).map(|at| start(&tree.clauses()[at]));
        score.well_placed += usize::from(above == mark.parent);
        if show && above != mark.parent {
            let line = |line: Option<usize>| line.map_or(0, |line| line + 1);
            println!(
                "  line {}: {} {} stands under line {}, not {}",
                mark.line + 1,
                mark.kind,
                mark.label,
                line(above),
                line(mark.parent)
            );
        }
    }
    if show {
        for clause in named
            .iter()
            .filter(|clause| !truth.iter().any(|mark| mark.line == start(clause)))
        {
            println!(
                "  line {}: {} {} {} is marked nowhere",
                start(clause) + 1,
                clause.kind.name(),
                clause.label,
                clause.heading
            );
        }
    }
    score
}

/// Whether a clause is of the kind that was marked; paragraphs and points of deep lists are called
/// either.
fn is_kind(found: &str, marked: &str) -> bool {
    let listed = |kind: &str| matches!(kind, "paragraph" | "point");
    found == marked || (listed(found) && listed(marked))
}
