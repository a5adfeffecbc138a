//! PDFs from end to end.

use super::super::{Aids, Source, import};
use super::fixture::{pdf, raw};
use crate::domain::document::{BlockKind, Document, Severity};
use crate::domain::margin::Trust;

fn read(bytes: &[u8]) -> Document {
    import(
        &Source {
            file_name: "a.pdf",
            bytes,
        },
        &Aids::default(),
    )
    .unwrap()
}

fn blocks(document: &Document) -> Vec<(u32, &str)> {
    document
        .blocks
        .iter()
        .map(|block| (block.page.unwrap(), block.span.of(&document.text)))
        .collect()
}

#[test]
fn lines_become_paragraphs_with_pages() {
    let bytes = pdf(&[
        vec![
            (50, 740, 18, "SERVICES AGREEMENT"),
            (50, 700, 10, "1."),
            (80, 700, 10, "The supplier shall pro-"),
            (
                80,
                688,
                10,
                "vide the third-party licence (see Annex 1) and",
            ),
        ],
        vec![
            (80, 740, 10, "keep any third-"),
            (80, 728, 10, "party data safe."),
            (50, 700, 10, "2. Fees."),
        ],
    ]);
    let document = read(&bytes);
    let text = "1. The supplier shall provide the third-party licence (see Annex 1) and keep any third-party data safe.";
    assert_eq!(
        blocks(&document),
        [(1, "SERVICES AGREEMENT"), (1, text), (2, "2. Fees.")]
    );
    assert_eq!(document.blocks[0].kind, BlockKind::Heading(1));
    assert_eq!(
        (document.title.as_str(), document.pages),
        ("SERVICES AGREEMENT", Some(2))
    );
    assert_eq!(document.diagnostics, []);
}

#[test]
fn running_heads_and_page_numbers_are_counted_not_read() {
    let bodies = [
        "Words of the first page.",
        "Words of the second one.",
        "And of the third.",
    ];
    let numbers = ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"];
    let page = |index: usize| {
        vec![
            (50, 780, 8, "City of X - Rev. 04/2023"),
            (50, 400, 10, bodies[index]),
            (280, 20, 8, numbers[index]),
        ]
    };
    let document = read(&pdf(&[page(0), page(1), page(2)]));
    assert_eq!(document.text, format!("{}\n", bodies.join("\n")));
    assert_eq!(document.diagnostics[0].code, "page-furniture");
    assert!(document.diagnostics[0].message.starts_with("6 lines"));
}

#[test]
fn blank_pages_are_named_in_ranges() {
    let words = || vec![(50, 700, 10, "Some words.")];
    let document = read(&pdf(&[words(), vec![], vec![], words(), vec![]]));
    let found: Vec<_> = document
        .diagnostics
        .iter()
        .map(|d| (d.code.as_str(), d.page, d.severity))
        .collect();
    let blank = |page| ("page-blank", Some(page), Severity::Info);
    assert_eq!(found, [blank(2), blank(5)]);
    assert!(document.diagnostics[0].message.contains("pages 2 to 3"));
    let trust: Vec<_> = document
        .margin
        .pages
        .iter()
        .map(|page| page.trust)
        .collect();
    let (good, blank) = (Trust::Good, Trust::Blank);
    assert_eq!(trust, [good, blank, blank, good, blank]);
}

#[test]
fn invisible_text_is_kept_and_doubted() {
    let document = read(&raw(&[
        "BT 3 Tr /F1 10 Tf 50 700 Td (recognised words) Tj ET",
    ]));
    assert_eq!(document.text, "recognised words\n");
    assert_eq!(document.diagnostics[0].code, "invisible-text");
}

#[test]
fn a_file_without_its_end_is_read_with_an_error_or_refused() {
    let bytes = pdf(&[
        vec![(50, 700, 10, "Some words.")],
        vec![(50, 700, 10, "More words.")],
    ]);
    let cut = bytes
        .windows(4)
        .position(|window| window == b"xref")
        .unwrap();
    let document = read(&bytes[..cut]);
    assert!(document.text.starts_with("Some words."));
    let first = &document.diagnostics[0];
    assert_eq!(
        (first.code.as_str(), first.severity),
        ("truncated", Severity::Error)
    );
    let refused = import(
        &Source {
            file_name: "a.pdf",
            bytes: &bytes[..60],
        },
        &Aids::default(),
    )
    .unwrap_err();
    assert_eq!(refused.code(), "truncated", "{refused}");
}

#[test]
fn endless_files_are_refused_before_they_are_read() {
    let bytes = pdf(&vec![Vec::new(); 5_001]);
    let refused = import(
        &Source {
            file_name: "a.pdf",
            bytes: &bytes,
        },
        &Aids::default(),
    )
    .unwrap_err();
    assert_eq!(refused.code(), "too-large", "{refused}");
}

#[test]
fn pictures_of_pages_are_refused() {
    let refused = import(
        &Source {
            file_name: "a.pdf",
            bytes: &raw(&["q Q", "q Q"]),
        },
        &Aids::default(),
    )
    .unwrap_err();
    assert_eq!(refused.code(), "scan");
    assert!(refused.to_string().contains("all 2 pages"), "{refused}");
}
