//! How long it takes until an agreement of 300 pages has its suggestions, the model's share of it, and
//! the same with a search library.

use crate::bm25::{Index, Queries};
use crate::clock::{memory, timed};
use crate::contracts;
use rapporteur::domain::agreement::Agreement;
use rapporteur::domain::checklist::built_in;
use rapporteur::domain::digest::Digest;
use rapporteur::domain::fold::Folded;
use rapporteur::domain::learned::{Model, shipped};
use rapporteur::domain::pointer::Pointers;
use rapporteur::domain::segment::segment;
use rapporteur::domain::suggest::{examples, suggest, with_examples};
use rapporteur::formats::import::{Aids, Source, import};
use std::path::Path;

/// Letters of a page.
const PAGE: usize = 3000;

/// Pages of a long agreement.
const PAGES: usize = 300;

/// How often each thing is done.
const RUNS: u32 = 10;

/// Prints size, load time and memory of the model, and what each step of suggesting takes.
pub fn report(corpus: &Path) {
    let Some(agreement) = long(corpus) else {
        println!("skipped, not there: the contracts of CUAD");
        return;
    };
    let (clauses, text) = (&agreement.clauses, agreement.text());
    println!(
        "an agreement of {} clauses on {} pages",
        clauses.len(),
        text.len() / PAGE
    );
    let before = memory();
    shipped();
    grown("the model in memory", before);
    let bytes = shipped().write();
    let (read, times) = timed(RUNS, || Model::read(&bytes));
    let features = read.map(|model| model.features());
    println!("model: {} bytes, {:?} features", bytes.len(), features.ok());
    println!("{:44} {times}", "read the model");
    let lists = built_in();
    let (_, times) = timed(RUNS, || Folded::new(text));
    println!("{:44} {times}", "fold the text");
    let folded = Folded::new(text);
    let before = memory();
    let (found, times) = timed(RUNS, || examples(&agreement));
    println!("{:44} {times}", "examples, 41 subjects");
    grown("what they found in memory", before);
    for list in lists {
        let (pointers, times) = timed(RUNS, || Pointers::new(list));
        println!("{:44} {times}", format!("prepare the words of {}", list.id));
        let (pointed, times) = timed(RUNS, || pointers.search(clauses, text, &folded).point());
        println!("{:44} {times}", "   find and rank them");
        let (_, times) = timed(RUNS, || {
            with_examples(&agreement, list, pointed.clone(), found.as_ref())
        });
        println!("{:44} {times}", "   join them with the examples");
        let (_, times) = timed(RUNS, || suggest(&agreement, list));
        println!("{:44} {times}", "   all of this from the beginning");
        let before = memory();
        let (index, times) = timed(1, || Index::new(clauses, text));
        println!("{:44} {times}", "   BM25: index");
        grown("   BM25: its index in memory", before);
        let queries = Queries::new(list);
        let (_, times) = timed(1, || index.search(&queries));
        println!(
            "{:44} {times}",
            format!("   BM25: {} queries", list.items.len())
        );
    }
}

fn grown(what: &str, before: Option<f64>) {
    if let Some((after, before)) = memory().zip(before) {
        println!("{what:44} {:8.1} MB", after - before);
    }
}

/// One agreement as long as 300 pages, put together from several.
fn long(corpus: &Path) -> Option<Agreement> {
    let bytes = contracts::joined(corpus, PAGE * PAGES)?.into_bytes();
    let source = Source {
        file_name: "long.txt",
        bytes: &bytes,
    };
    let document = import(&source, &Aids::default()).ok()?;
    let cut = segment(&document);
    Some(Agreement::new(
        "long.txt",
        Digest::of(&bytes),
        document,
        cut.language,
        cut.tree,
    ))
}
