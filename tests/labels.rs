//! The clauses that were marked by hand hold together, and are found where the corpus is at hand.
//!
//! How well the program points at them is measured by `cargo bench --bench assistant -- municipal`.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads files of the corpus"
)]

#[path = "../benches/assistant/labels.rs"]
mod labels;

use labels::{Labelled, Labels};
use rapporteur::domain::checklist::{Checklist, built_in};
use rapporteur::domain::segment::segment;
use rapporteur::formats::import::{Aids, Source, import};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn checklist() -> &'static Checklist {
    let mut lists = built_in().iter();
    let list = lists.find(|list| list.id == "municipal-data-access");
    list.expect("it is built in")
}

#[test]
fn every_core_item_is_decided_for_every_document() {
    let labels = Labels::read();
    assert_eq!(labels.format, "rapporteur-labels/1");
    assert_eq!(labels.checklist, checklist().id);
    let core = checklist().profile(&labels.profile);
    let core: BTreeSet<&str> = core
        .expect("it has one")
        .items
        .iter()
        .map(String::as_str)
        .collect();
    let mut seen = BTreeSet::new();
    for document in &labels.documents {
        let items: BTreeSet<&str> = document.marks.keys().map(String::as_str).collect();
        assert_eq!(items, core, "{}", document.name());
        assert!(
            matches!(document.half.as_str(), "tuned" | "kept"),
            "{}",
            document.name()
        );
        assert!(
            seen.insert((&document.file, &document.contract)),
            "{}",
            document.name()
        );
        assert!(!document.kind.is_empty() && document.text_sha256.len() == 64);
    }
    let languages: BTreeSet<&str> = labels
        .documents
        .iter()
        .map(|one| one.language.as_str())
        .collect();
    assert!(
        labels.documents.len() >= 12 && languages.len() >= 3,
        "{languages:?}"
    );
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn marks_are_found_also_when_lines_end_elsewhere() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let corpus = std::env::var_os("RAPPORTEUR_CORPUS").map_or(beside, PathBuf::from);
    let mut found = 0;
    // Plain text is quick to read; PDF and DOCX are for the bench.
    let quick = |one: &Labelled| matches!(one.kind.as_str(), "terms" | "privacy statement");
    for labelled in Labels::read().documents.iter().filter(|one| quick(one)) {
        let Ok(bytes) = std::fs::read(corpus.join(&labelled.file)) else {
            eprintln!("skipped, not there: {}", labelled.name());
            continue;
        };
        let mut document = import(
            &Source {
                file_name: &labelled.file,
                bytes: &bytes,
            },
            &Aids::default(),
        )
        .expect("it can be read");
        let tree = segment(&document).tree;
        let items: Vec<&String> = labelled.marks.keys().collect();
        let there = |text: &str, tree: &_| {
            let marks = items.iter().map(|item| labelled.marks(item, tree, text));
            let spans = marks.map(|(spans, lost)| {
                assert_eq!(lost, 0, "{}", labelled.name());
                spans
                    .into_iter()
                    .map(|span| span.of(text).split_whitespace().collect::<String>())
                    .collect()
            });
            spans.collect::<Vec<Vec<String>>>()
        };
        let as_marked = there(&document.text, &tree);
        found += as_marked.iter().flatten().count();
        // A blank line in front moves every position.
        let bytes = [b"\n\nA line in front.\n\n".as_slice(), bytes.as_slice()].concat();
        document = import(
            &Source {
                file_name: &labelled.file,
                bytes: &bytes,
            },
            &Aids::default(),
        )
        .expect("it can be read");
        let tree = segment(&document).tree;
        assert_eq!(
            there(&document.text, &tree),
            as_marked,
            "{}",
            labelled.name()
        );
    }
    eprintln!("{found} marks found");
}
