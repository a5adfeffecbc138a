//! Cross-references against a labelled sample of real documents.
//!
//! `references.tsv` holds positions alone: a passage of a file, the words of each reference in it,
//! and the place in the same file where the clause starts that a reader would turn to. A target is
//! right when the clauses that were found are those that own these places, all of them and no
//! other. Every second passage belongs to the second half; the third was drawn from other passages and
//! labelled before the first run on it, which found 0.893 of its places.

use rapporteur::domain::clause::ClauseTree;
use rapporteur::domain::document::{Document, Format};
use rapporteur::domain::margin::Margin;
use rapporteur::domain::references::{Reference, Target, references};
use rapporteur::domain::segment::segment;
use rapporteur::domain::text::{ScalarIndex, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

const LABELS: &str = include_str!("references.tsv");

/// One row of the sample.
struct Row {
    half: String,
    language: String,
    file: String,
    passage: Span,
    words: Span,
    target: String,
}

/// What a reference should lead to, as clauses or as a kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    Clause(usize),
    Missing,
    Outside,
}

/// The figures of one line of the table.
#[derive(Default, Clone, Copy)]
struct Figures {
    labelled: usize,
    met: usize,
    right_labels: usize,
    found: usize,
    true_found: usize,
    right_found: usize,
}

/// Reads the sample and prints a line for each half and language.
pub fn report(corpus: &Path) {
    let verbose = std::env::var_os("REFERENCES_SHOW");
    let mut by_file: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in LABELS.lines().skip(1).filter_map(row) {
        by_file.entry(row.file.clone()).or_default().push(row);
    }
    let mut table: BTreeMap<(String, String), Figures> = BTreeMap::new();
    for (file, rows) in &by_file {
        let Some(text) = load(corpus, file) else {
            println!("skipped, not there: {file}");
            continue;
        };
        let tree = segment(&document(&text)).tree;
        let found = references(&text, &tree);
        let scalars = ScalarIndex::new(&text);
        let mut passages: BTreeMap<(usize, usize), Vec<&Row>> = BTreeMap::new();
        for row in rows {
            let key = (row.passage.start, row.passage.end);
            passages.entry(key).or_default().push(row);
        }
        for rows in passages.values() {
            let judge = Judge {
                text: &text,
                tree: &tree,
                scalars: &scalars,
                show: verbose.as_ref().is_some_and(|half| *half == *rows[0].half),
            };
            let key = (rows[0].half.clone(), rows[0].language.clone());
            judge.passage(rows, &found, table.entry(key).or_default());
        }
    }
    print_table(&table);
}

fn print_table(table: &BTreeMap<(String, String), Figures>) {
    println!("                    |  words found      |  and led to the right place");
    println!("half   language  refs | precision recall | precision recall");
    let mut sums: BTreeMap<&str, Figures> = BTreeMap::new();
    for ((half, language), figures) in table {
        line(half, language, figures);
        let sum = sums.entry(half).or_default();
        sum.labelled += figures.labelled;
        sum.met += figures.met;
        sum.right_labels += figures.right_labels;
        sum.found += figures.found;
        sum.true_found += figures.true_found;
        sum.right_found += figures.right_found;
    }
    for (half, figures) in sums {
        line(half, "all", &figures);
    }
}

fn line(half: &str, language: &str, figures: &Figures) {
    let share = |part: usize, whole: usize| {
        let thousandths = (part * 1000).checked_div(whole).unwrap_or(1000);
        format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
    };
    println!(
        "{half:6} {language:8} {:5} | {:>9} {:>6} | {:>9} {:>6}",
        figures.labelled,
        share(figures.true_found, figures.found),
        share(figures.met, figures.labelled),
        share(figures.right_found, figures.found),
        share(figures.right_labels, figures.labelled),
    );
}

/// What is needed to compare one passage.
struct Judge<'a> {
    text: &'a str,
    tree: &'a ClauseTree,
    scalars: &'a ScalarIndex,
    show: bool,
}

impl Judge<'_> {
    /// Labels and finds that share words form a group; a group is right when both sides lead to
    /// the same places. So a list may be labelled as one reference and found as two.
    fn passage(&self, rows: &[&Row], found: &[Reference], figures: &mut Figures) {
        let bytes = |span: Span| {
            self.scalars
                .to_bytes(self.text, span)
                .unwrap_or(Span::new(0, 0))
        };
        let passage = bytes(rows[0].passage);
        let labels: Vec<(Span, &Row)> = rows
            .iter()
            .filter(|row| row.target != "none")
            .map(|row| (bytes(row.words), *row))
            .collect();
        let found: Vec<&Reference> = found
            .iter()
            .filter(|one| passage.overlaps(one.span))
            .filter(|one| {
                !labels
                    .iter()
                    .any(|(span, row)| row.target == "ignored" && span.overlaps(one.span))
            })
            .collect();
        let labels: Vec<(Span, &Row)> = labels
            .into_iter()
            .filter(|(_, row)| row.target != "ignored")
            .collect();
        figures.labelled += labels.len();
        figures.found += found.len();
        for (place, _) in labels.iter().enumerate() {
            let (mine, theirs) = group(place, &labels, &found);
            if theirs.is_empty() {
                self.tell("not found", &labels[place..=place], &[]);
                continue;
            }
            if mine[0] != place {
                continue;
            }
            figures.met += mine.len();
            figures.true_found += theirs.len();
            let wanted: BTreeSet<Goal> = mine
                .iter()
                .flat_map(|&at| self.goals(&labels[at].1.target))
                .collect();
            let got: BTreeSet<Goal> = theirs.iter().flat_map(|&at| led(found[at])).collect();
            if wanted == got {
                figures.right_labels += mine.len();
                figures.right_found += theirs.len();
            } else {
                let labels: Vec<_> = mine.iter().map(|&at| labels[at]).collect();
                let found: Vec<_> = theirs.iter().map(|&at| found[at]).collect();
                self.tell("wrong place", &labels, &found);
            }
        }
        for one in found {
            if !labels.iter().any(|(span, _)| span.overlaps(one.span)) {
                self.tell("not a reference", &[], &[one]);
            }
        }
    }

    fn goals(&self, target: &str) -> Vec<Goal> {
        match target {
            "outside" => vec![Goal::Outside],
            "missing" => vec![Goal::Missing],
            places => places
                .split(',')
                .filter_map(|place| place.parse().ok())
                .filter_map(|place| self.scalars.byte_at(self.text, place))
                .filter_map(|byte| self.tree.index_at(byte))
                .map(Goal::Clause)
                .collect(),
        }
    }

    fn tell(&self, what: &str, labels: &[(Span, &Row)], found: &[&Reference]) {
        if !self.show {
            return;
        }
        let name = |goal: Goal| match goal {
            Goal::Clause(at) => self.tree.clauses()[at].id.to_string(),
            other => format!("{other:?}"),
        };
        let at = labels
            .first()
            .map_or_else(|| found[0].span, |(span, _)| *span);
        let from = self.text.floor_char_boundary(at.start.saturating_sub(60));
        let to = self
            .text
            .ceil_char_boundary((at.end + 60).min(self.text.len()));
        let around = self
            .text
            .get(from..to)
            .unwrap_or_default()
            .replace('\n', "⏎");
        let wanted: Vec<String> = labels
            .iter()
            .flat_map(|(_, row)| self.goals(&row.target))
            .map(name)
            .collect();
        let got: Vec<String> = found.iter().flat_map(|one| led(one)).map(name).collect();
        let file = labels.first().map_or("", |(_, row)| row.file.as_str());
        let own = self.tree.index_at(at.start).map(Goal::Clause).map(name);
        println!(
            "{what}: {wanted:?} got {got:?} in {}\n    …{around}…  {}",
            own.unwrap_or_default(),
            file.get(file.len().saturating_sub(50)..).unwrap_or(file)
        );
    }
}

fn led(reference: &Reference) -> Vec<Goal> {
    match &reference.target {
        Target::Clauses(all) => all.iter().map(|&at| Goal::Clause(at)).collect(),
        Target::Missing(_) => vec![Goal::Missing],
        Target::Outside => vec![Goal::Outside],
    }
}

/// The labels and finds that hang together with one label.
fn group(place: usize, labels: &[(Span, &Row)], found: &[&Reference]) -> (Vec<usize>, Vec<usize>) {
    let mut mine: BTreeSet<usize> = [place].into();
    let mut theirs: BTreeSet<usize> = BTreeSet::new();
    loop {
        let before = (mine.len(), theirs.len());
        for (at, one) in found.iter().enumerate() {
            if mine.iter().any(|&label| labels[label].0.overlaps(one.span)) {
                theirs.insert(at);
            }
        }
        for (at, (span, _)) in labels.iter().enumerate() {
            if theirs.iter().any(|&one| found[one].span.overlaps(*span)) {
                mine.insert(at);
            }
        }
        if before == (mine.len(), theirs.len()) {
            return (mine.into_iter().collect(), theirs.into_iter().collect());
        }
    }
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    let number = |at: usize| cells.get(at)?.parse::<usize>().ok();
    Some(Row {
        half: (*cells.first()?).to_owned(),
        language: (*cells.get(1)?).to_owned(),
        file: (*cells.get(2)?).to_owned(),
        passage: Span::new(number(3)?, number(4)?),
        words: Span::new(number(5).unwrap_or(0), number(6).unwrap_or(0)),
        target: (*cells.get(7)?).to_owned(),
    })
}

/// The text of a file, or of one contract in a file of contracts (`file#id`), with line ends made
/// plain: what the positions of the sample count in.
fn load(corpus: &Path, name: &str) -> Option<String> {
    let text = match name.split_once('#') {
        None => std::fs::read_to_string(corpus.join(name)).ok()?,
        Some((file, id)) => contracts(&corpus.join(file))?.get(id)?.clone(),
    };
    let text = text.trim_start_matches('\u{feff}');
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn contracts(path: &Path) -> Option<&'static HashMap<String, String>> {
    static ALL: std::sync::OnceLock<HashMap<String, String>> = std::sync::OnceLock::new();
    if ALL.get().is_none() {
        let lines = std::fs::read_to_string(path).ok()?;
        let contract = |line: &str| {
            let one: serde_json::Value = serde_json::from_str(line).ok()?;
            Some((
                one["id"].as_str()?.to_owned(),
                one["text"].as_str()?.to_owned(),
            ))
        };
        let _ = ALL.set(lines.lines().filter_map(contract).collect());
    }
    ALL.get()
}

fn document(text: &str) -> Document {
    Document {
        title: String::new(),
        format: Format::Text,
        text: text.to_owned(),
        blocks: Vec::new(),
        pages: None,
        diagnostics: Vec::new(),
        reader: String::new(),
        margin: Margin::default(),
    }
}
