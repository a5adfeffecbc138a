//! The ten core items on real documents, against clauses that were marked by hand.

use crate::bm25::{Index, Queries};
use crate::contracts;
use crate::labels::{Labelled, Labels};
use rapporteur::domain::agreement::Agreement;
use rapporteur::domain::checklist::{Checklist, validate};
use rapporteur::domain::digest::Digest;
use rapporteur::domain::pointer::Pointers;
use rapporteur::domain::segment::segment;
use rapporteur::domain::suggest::suggest;
use rapporteur::domain::text::Span;
use rapporteur::formats::import::{Aids, Source, import};
use std::collections::BTreeMap;
use std::path::Path;

/// What is compared.
const WAYS: [&str; 3] = ["words", "suggest", "BM25"];

/// Pointers of a miss that are shown.
const SHOWN: usize = 3;

/// How often one of the first clauses was right.
#[derive(Default, Clone, Copy)]
struct Tally {
    asked: u32,
    /// For each way, among the first, the first three, the first five.
    hits: [[u32; 3]; WAYS.len()],
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.asked += other.asked;
        for (own, other) in self
            .hits
            .iter_mut()
            .flatten()
            .zip(other.hits.iter().flatten())
        {
            *own += other;
        }
    }

    fn line(&self, name: &str) -> String {
        let share = |hits: u32| f64::from(hits) / f64::from(self.asked.max(1));
        let ways = self.hits.map(|[one, three, five]| {
            format!("{:.2} {:.2} {:.2}", share(one), share(three), share(five))
        });
        format!("{name:34} {:3}   {}", self.asked, ways.join("   "))
    }
}

/// Prints how often a right clause is among the first; `misses` shows where the first is not right, in the
/// half of the documents that may be looked at.
pub fn report(root: &Path, corpus: &Path, misses: bool) {
    let labels = Labels::read();
    let Some(list) = checklist(root, &labels.checklist) else {
        println!("skipped: the checklist {} is not valid", labels.checklist);
        return;
    };
    let list = &list;
    let (pointers, queries) = (Pointers::new(list), Queries::new(list));
    let mut tables: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut read, mut empty, mut pointed) = (0, 0, [0; 2]);
    for labelled in &labels.documents {
        let Some(agreement) = agreement(corpus, labelled) else {
            println!("skipped, not there: {}", labelled.name());
            continue;
        };
        read += 1;
        let ways = ways(&agreement, list, &pointers, &queries);
        for (item, marks) in &labelled.marks {
            let at = list
                .items
                .iter()
                .position(|one| one.id == *item)
                .expect("a test looks for it");
            if marks.is_empty() {
                empty += 1;
                for (pointed, way) in pointed.iter_mut().zip([&ways[0], &ways[2]]) {
                    *pointed += u32::from(!way[at].is_empty());
                }
                continue;
            }
            let (marks, lost) = labelled.marks(item, &agreement.clauses, agreement.text());
            if lost > 0 {
                println!(
                    "{lost} marks not found again: {item} in {}",
                    labelled.name()
                );
            }
            let tally = tally(&ways, at, &agreement, &marks);
            let half = &labelled.half;
            let law = if labelled.kind == "law" {
                "laws"
            } else {
                "all but laws"
            };
            let rows = [
                format!("{half}: {}", labelled.language),
                format!("{half} ALL"),
                format!("both: {}", labelled.language),
                format!("both: {item}"),
                format!("both: {law}"),
                "both ALL".to_owned(),
            ];
            for row in rows {
                tables.entry(row).or_default().add(&tally);
            }
            if misses && labelled.half == "tuned" && tally.hits[1][0] == 0 {
                show(labelled, item, &agreement, &marks, &ways[1][at]);
            }
        }
    }
    println!(
        "{read} documents, profile {} ({}); one of the first 1, 3, 5 clauses is right",
        labels.profile, labels.format
    );
    println!(
        "{:34} {:3}   {}",
        "",
        "n",
        WAYS.map(|way| format!("{way:14}")).join("   ")
    );
    for (name, tally) in &tables {
        println!("{}", tally.line(name));
    }
    let [words, searched] = pointed;
    println!(
        "of {empty} pairs without a right clause words point at something for {words}, BM25 for {searched}"
    );
}

/// The checklist as its file stands, so that other indicators can be tried without building anew.
fn checklist(root: &Path, id: &str) -> Option<Checklist> {
    let path = root.join("assets/checklists").join(format!("{id}.json"));
    validate::parse(&std::fs::read(path).ok()?).ok()
}

/// For each way and item, clauses in order.
type Orders = Vec<Vec<Vec<usize>>>;

fn ways(agreement: &Agreement, list: &Checklist, pointers: &Pointers, queries: &Queries) -> Orders {
    let order = |found: Vec<rapporteur::domain::pointer::ItemPointers>| {
        let clauses = found.into_iter();
        clauses
            .map(|one| one.pointers.iter().map(|one| one.clause).collect())
            .collect()
    };
    let searched = Index::new(&agreement.clauses, agreement.text()).search(queries);
    let searched = searched.into_iter();
    vec![
        order(pointers.point(&agreement.clauses, agreement.text())),
        order(suggest(agreement, list)),
        searched
            .map(|found| found.into_iter().map(|(clause, _)| clause).collect())
            .collect(),
    ]
}

fn tally(ways: &Orders, item: usize, agreement: &Agreement, marks: &[Span]) -> Tally {
    let mut tally = Tally {
        asked: 1,
        ..Tally::default()
    };
    for (hits, way) in tally.hits.iter_mut().zip(ways) {
        let first = way[item]
            .iter()
            .position(|&clause| is_right(agreement, clause, marks));
        for (hit, among) in hits.iter_mut().zip([1, 3, 5]) {
            *hit = u32::from(first.is_some_and(|at| at < among));
        }
    }
    tally
}

fn is_right(agreement: &Agreement, clause: usize, marks: &[Span]) -> bool {
    let span = agreement.clauses.clauses()[clause].span;
    marks.iter().any(|mark| mark.overlaps(span))
}

fn show(labelled: &Labelled, item: &str, agreement: &Agreement, marks: &[Span], found: &[usize]) {
    let text = agreement.text();
    let beginning = |span: Span| {
        let words: Vec<&str> = span.of(text).split_whitespace().collect();
        words.join(" ").chars().take(230).collect::<String>()
    };
    println!("MISS {item} in {}", labelled.name());
    for &mark in marks {
        let clause = agreement.clauses.index_at(mark.start);
        let rank = clause.and_then(|clause| found.iter().position(|&one| one == clause));
        let rank = rank.map_or_else(|| "-".to_owned(), |rank| (rank + 1).to_string());
        println!("   right (rank {rank}): {}", beginning(mark));
    }
    for &clause in found.iter().take(SHOWN) {
        println!(
            "   first: {}",
            beginning(agreement.clauses.clauses()[clause].span)
        );
    }
}

/// The document as the program reads it; nothing when the corpus is not there.
fn agreement(corpus: &Path, labelled: &Labelled) -> Option<Agreement> {
    let path = corpus.join(&labelled.file);
    let (name, bytes) = match &labelled.contract {
        Some(contract) => (
            "contract.txt",
            contracts::text(&path, contract)?.into_bytes(),
        ),
        None => (path.file_name()?.to_str()?, std::fs::read(&path).ok()?),
    };
    let source = Source {
        file_name: name,
        bytes: &bytes,
    };
    let document = import(&source, &Aids::default()).ok()?;
    let cut = segment(&document);
    Some(Agreement::new(
        name,
        Digest::of(&bytes),
        document,
        cut.language,
        cut.tree,
    ))
}
