//! How far the pages of real PDFs are trusted, when the corpus is at hand.

use super::corpus::{corpus, files, keep_quick, read};
use crate::domain::document::Document;
use crate::domain::margin::Trust;

fn trusts(document: &Document) -> Vec<Trust> {
    document
        .margin
        .pages
        .iter()
        .map(|page| page.trust)
        .collect()
}

#[test]
fn ordinary_contracts_and_laws_are_not_doubted() {
    let Some(root) = corpus() else { return };
    let mut found = Vec::new();
    files(&root.join("cuad/pdf"), &["pdf"], &mut found);
    // A few of the long ones are enough.
    found.sort();
    keep_quick(&mut found);
    found.truncate(4);
    for folder in ["public-sector", "model-agreements"] {
        files(&root.join(folder), &["pdf"], &mut found);
    }
    found.push(root.join("laws-bs/ustav-bih.pdf"));
    let mut read_well = 0;
    for path in &found {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        // Its letters are false; that it is read is asked for below.
        if name.contains("v201805") {
            continue;
        }
        let Ok(document) = read(&root, name) else {
            assert!(name.contains("scanned"), "{name}");
            continue;
        };
        let pages = trusts(&document);
        assert_eq!(
            Some(pages.len()),
            document.pages.map(|pages| pages as usize),
            "{name}"
        );
        let plain = |trust: &Trust| matches!(trust, Trust::Good | Trust::Blank);
        assert!(pages.iter().all(plain), "{name}: {pages:?}");
        read_well += 1;
    }
    assert!(read_well > 10, "{read_well}");
}

#[test]
fn false_letters_never_pass_as_good() {
    let Some(root) = corpus() else { return };
    for (name, code, words) in [
        (
            "formats/sr-Cyrl-scan-wrong-ocr-layer.pdf",
            "wrong-text-layer",
            "Hapogua",
        ),
        (
            "laws-bs/advokatska-tarifa-rs.pdf",
            "letters-replaced",
            "TARIFU",
        ),
        (
            "formats/bomb-form-billion-laughs.pdf",
            "content-skipped",
            "",
        ),
        // Letter maps that lie or are missing; the fonts know better.
        (
            "model-agreements/basecamp-dpa-versions/basecamp-dpa-v201805.pdf",
            "letters-of-the-font",
            "the purchase and/or use of online services",
        ),
    ] {
        let mut at = Vec::new();
        files(&root, &["pdf"], &mut at);
        let wanted = name.rsplit('/').next().unwrap();
        let path = at.iter().find(|path| path.ends_with(wanted)).unwrap();
        let document = read(&root, path.strip_prefix(&root).unwrap().to_str().unwrap()).unwrap();
        let pages = trusts(&document);
        assert!(
            pages.iter().all(|trust| *trust == Trust::Doubtful),
            "{name}: {pages:?}"
        );
        assert!(
            document.diagnostics.iter().any(|found| found.code == code),
            "{name}"
        );
        assert!(
            document.text.contains(words),
            "{name}: {}",
            document.text.chars().take(900).collect::<String>()
        );
    }
}

#[test]
fn a_letter_map_that_is_only_named_is_as_good_as_any() {
    let Some(root) = corpus() else { return };
    let name = "pdf-fixtures/pdfminer/issue-625-identity-cmap.pdf";
    let document = read(&root, name).unwrap();
    assert!(document.text.contains("Dokumentacja - żółw"));
    assert_eq!(trusts(&document), [Trust::Good; 2]);
}
