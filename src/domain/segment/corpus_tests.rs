//! Real documents: how many clauses are found, against what their publishers list.
//!
//! Skipped, with a line that says so, where the documents are not at hand.
#![expect(
    clippy::print_stderr,
    reason = "the table is meant to be read with --nocapture"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests read sample documents from a folder"
)]

use super::tests::{plain, sketch};
use super::*;
use crate::domain::clause::ClauseKind;
use std::path::PathBuf;

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("RAPPORTEUR_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no documents at {}", folder.display());
    None
}

fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let Some(corpus) = corpus() else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(corpus.join(folder)).expect("the folder is there");
    let mut found: Vec<(String, String)> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .map(|path| {
            let bytes = std::fs::read(&path).expect("a readable file");
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn dump() {
    let Some(file) = std::env::var_os("SEGMENT_DUMP") else {
        return;
    };
    let text = std::fs::read_to_string(file).expect("a file");
    let document = plain(&text);
    let done = segment(&document);
    eprintln!("{} {:?}", done.language, done.tree.defect(&document.text));
    eprintln!("{}", sketch(&done));
    for d in &done.diagnostics {
        eprintln!("{} {} {:?}", d.code, d.message, d.place);
    }
}

fn checked(name: &str, text: &str) -> Segmented {
    let document = plain(text);
    let done = segment(&document);
    assert_eq!(done.tree.defect(&document.text), None, "{name}");
    for clause in done.tree.clauses() {
        let id = clause.id.as_str();
        let fit = id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-./~".contains(&b));
        assert!(fit && id.len() <= 60, "{name}: {id}");
    }
    assert_eq!(segment(&document), done, "{name} is cut the same way twice");
    done
}

fn articles(done: &Segmented) -> usize {
    done.tree
        .clauses()
        .iter()
        .filter(|c| c.kind == ClauseKind::Article)
        .count()
}

#[test]
fn table() {
    for (folder, ext) in [
        ("laws-sr", "txt"),
        ("laws-hr", "txt"),
        ("laws-bs", "txt"),
        ("udhr", "txt"),
        ("laws-zh", "md"),
        ("eu-privacy-statement", "txt"),
        ("sec-software-licenses", "txt"),
        ("model-agreements", "md"),
    ] {
        for (name, text) in files(folder, ext) {
            let done = checked(&name, &text);
            let codes: Vec<String> = done
                .diagnostics
                .iter()
                .map(|d| format!("{}:{}", d.code, d.message))
                .take(4)
                .collect();
            eprintln!(
                "{folder:22} {name:60} {:8} articles {:4} clauses {:5} diag {} {:?}",
                done.language.tag(),
                articles(&done),
                done.tree.len(),
                done.diagnostics.len(),
                codes
            );
        }
    }
}

#[test]
fn cuad() {
    let Some(corpus) = corpus() else { return };
    let all = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")).expect("contracts");
    let begun = std::time::Instant::now();
    let mut counts = Vec::new();
    let mut codes: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for line in all.lines() {
        let contract: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = contract["text"].as_str().expect("a text");
        let document = plain(text);
        let done = segment(&document);
        assert_eq!(done.tree.defect(&document.text), None, "{}", contract["id"]);
        if std::env::var_os("SEGMENT_OUT").is_some() {
            std::fs::write(
                format!("/tmp/seg/cuad-{:03}.txt", counts.len()),
                format!(
                    "{}\n{}\n{:#?}",
                    contract["id"],
                    sketch(&done),
                    done.diagnostics
                        .iter()
                        .map(|d| d.message.clone())
                        .collect::<Vec<_>>()
                ),
            )
            .ok();
        }
        for d in &done.diagnostics {
            *codes.entry(d.code.clone()).or_default() += 1;
        }
        counts.push((done.tree.len(), text.len(), contract["id"].to_string()));
    }
    counts.sort();
    eprintln!(
        "{} contracts, median {}, min {:?} max {:?}, {:?}, {codes:?}",
        counts.len(),
        counts[counts.len() / 2].0,
        &counts[..12],
        counts.last(),
        begun.elapsed()
    );
}
