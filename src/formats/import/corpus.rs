//! Real documents, when the corpus is at hand.

use super::mutations::assert_sound;
use super::{Aids, Refused, Source, import};
use crate::domain::document::{Document, Severity};
use std::path::{Path, PathBuf};

/// The most bytes of a file that is read by default; `RAPPORTEUR_FULL=1` reads all.
const QUICK: u64 = 150_000;

/// The corpus folder; nothing, with a word about it, when this machine has none.
pub fn corpus() -> Option<PathBuf> {
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let root = std::env::var_os("RAPPORTEUR_CORPUS").map_or(near, PathBuf::from);
    if root.is_dir() {
        return Some(root);
    }
    #[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
    {
        eprintln!("skipped: no corpus at {}", root.display());
    }
    None
}

/// Whether all of the corpus is asked for, also what takes long.
pub fn is_full() -> bool {
    std::env::var_os("RAPPORTEUR_FULL").is_some()
}

/// Keeps the files that are read quickly, unless all of the corpus is asked for.
pub fn keep_quick(found: &mut Vec<PathBuf>) {
    found.retain(|path| is_full() || path.metadata().unwrap().len() <= QUICK);
}

#[expect(clippy::disallowed_methods, reason = "test input")]
pub fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

pub fn read(root: &Path, name: &str) -> Result<Document, Refused> {
    let file_name = name.rsplit('/').next().unwrap();
    import(
        &Source {
            file_name,
            bytes: &bytes(&root.join(name)),
        },
        &Aids::default(),
    )
}

pub fn files(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extensions, found);
        } else if path
            .extension()
            .is_some_and(|end| extensions.contains(&end.to_str().unwrap()))
        {
            found.push(path);
        }
    }
}

fn lines(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .map(|block| block.span.of(&document.text))
        .collect()
}

#[test]
fn every_document_is_sound_or_refused_by_name() {
    let Some(root) = corpus() else { return };
    let mut found = Vec::new();
    files(
        &root,
        &["pdf", "docx", "doc", "odt", "rtf", "txt", "md", "html"],
        &mut found,
    );
    let expected = [
        ("aes-256.pdf", "encrypted"),
        ("libreoffice-writer-password.pdf", "encrypted"),
        ("ecma376standard_password.docx", "encrypted"),
        ("eugene-surveillance-inventory-scanned.pdf", "scan"),
        ("sr-Cyrl-scan-200dpi.pdf", "scan"),
        ("billion-laughs-dtd.docx", "doctype"),
        ("plain.doc", "needs-program"),
    ];
    let is_expected = |path: &PathBuf| expected.iter().any(|(name, _)| path.ends_with(name));
    let named: Vec<PathBuf> = found
        .iter()
        .filter(|path| is_expected(path))
        .cloned()
        .collect();
    keep_quick(&mut found);
    found.extend(named);
    found.sort();
    found.dedup();
    let mut refused = Vec::new();
    for path in &found {
        let name = path.file_name().unwrap().to_str().unwrap();
        match import(
            &Source {
                file_name: name,
                bytes: &bytes(path),
            },
            &Aids::default(),
        ) {
            Ok(document) => assert_sound(&document, name),
            Err(error) => refused.push((name.to_owned(), error.code())),
        }
    }
    assert!(found.len() > 100);
    for (name, code) in expected {
        assert!(
            refused.contains(&(name.to_owned(), code)),
            "{name}: {refused:?}"
        );
    }
    assert!(
        !refused.iter().any(|(_, code)| *code == "damaged"),
        "{refused:?}"
    );
}

#[test]
fn word_numbers_are_those_that_word_shows() {
    let Some(root) = corpus() else { return };
    // These files carry the label that Word shows in their own text.
    for (name, count) in [("article-section-isLgl", 6), ("startOverride", 12)] {
        let document = read(&root, &format!("docx-fixtures/docx4j/{name}.docx")).unwrap();
        let lines = lines(&document);
        let right = lines.iter().filter(|line| {
            let (label, rest) = line.split_once(" [expect]").unwrap();
            rest.starts_with(&format!("{label}[/expect]"))
        });
        assert_eq!(right.count(), count, "{lines:?}");
    }
    let folder = "docx-fixtures/open-xml-powertools";
    let labels = |name: &str| -> Vec<String> {
        let document = read(&root, &format!("{folder}/{name}.docx")).unwrap();
        let label = |block: &crate::domain::document::Block| {
            Some(block.number?.label.of(&document.text).to_owned())
        };
        document.blocks.iter().filter_map(label).collect()
    };
    assert_eq!(
        labels("HierarchicalNumberedList"),
        ["1)", "a)", "b)", "2)", "a)", "b)", "c)", "i)", "3)", "a)"]
    );
    let contract = labels("Contract");
    assert_eq!(
        contract.join(" "),
        "1.0 1. 2. 3. 2.0 2.1 1. 2. 3. 2.2 1. 2. 2.3 1. 2. 2.1. 2.2. 2.3. 3. 3.1. 3.2. 3.2.1. 3.2.2. 4. 5."
    );
}

#[test]
fn a_city_contract_keeps_its_clauses_and_loses_its_furniture() {
    let Some(root) = corpus() else { return };
    let document = read(
        &root,
        "public-sector/eugene-2025-03244-city-agreement-pages-1-12-17.pdf",
    )
    .unwrap();
    assert_eq!(document.title, "CITY OF EUGENE SOFTWARE SERVICES CONTRACT");
    assert_eq!(document.pages, Some(13));
    assert!(
        !document.text.contains("DocuSign Envelope") && !document.text.contains("Rev. 04/2023")
    );
    let lines = lines(&document);
    for start in [
        "1.1 Exhibits. The Contract",
        "5.4 City may terminate",
        "11.5 Cyber Liability.",
        "26. Effective Date.",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(start)), "{start}");
    }
    assert!(
        document
            .diagnostics
            .iter()
            .all(|found| found.severity == Severity::Info)
    );
}

#[test]
fn a_contract_that_was_cut_off_says_so() {
    let Some(root) = corpus() else { return };
    let name = if is_full() {
        "laws-bs/zakon-o-pdv-bih.pdf"
    } else {
        "public-sector/eugene-alpr-policy-1204.pdf"
    };
    let whole = bytes(&root.join(name));
    for percent in [30, 60, 95] {
        let cut = &whole[..whole.len() * percent / 100];
        match import(
            &Source {
                file_name: "a.pdf",
                bytes: cut,
            },
            &Aids::default(),
        ) {
            Ok(document) => assert_eq!(document.diagnostics[0].code, "truncated"),
            Err(refused) => assert_eq!(refused.code(), "truncated", "{refused}"),
        }
    }
}

#[test]
fn two_columns_are_read_in_order_although_the_file_mixes_them() {
    let Some(root) = corpus() else { return };
    let document = read(&root, "formats/sr-Cyrl-2col-interleaved.pdf").unwrap();
    let truth = String::from_utf8(bytes(
        &root.join("formats/sr-Cyrl-2col-interleaved.truth.txt"),
    ))
    .unwrap();
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&document.text), words(&truth));
}
