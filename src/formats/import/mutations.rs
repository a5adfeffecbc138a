//! Strange input: whatever the bytes, there is a sound document or a refusal, and no panic.

use super::docx::fixture as docx;
use super::pdf::fixture as pdf;
use super::{Aids, Refused, Source, detect, import, read};
use crate::domain::document::Document;
use proptest::prelude::*;

/// Checks what every document promises; see [`Document`].
pub fn assert_sound(document: &Document, name: &str) {
    let text = &document.text;
    assert!(!text.trim().is_empty(), "{name}: blank");
    assert!(!document.title.trim().is_empty(), "{name}: no title");
    assert!(!text.contains('\r'), "{name}: CR");
    assert!(!document.blocks.is_empty(), "{name}: no blocks");
    let (mut end, mut page) = (0, 0);
    for block in &document.blocks {
        let inside = text.get(block.span.start..block.span.end);
        assert!(
            inside.is_some_and(|inside| !inside.is_empty() && !inside.ends_with('\n')),
            "{name}: {block:?}"
        );
        assert!(block.span.start >= end, "{name}: {block:?} overlaps");
        let number = block.number.map(|number| number.label);
        assert!(
            number.is_none_or(|label| block.span.covers(label) && !label.of(text).is_empty()),
            "{name}: {block:?}"
        );
        let on = block.page.unwrap_or(page);
        assert!(
            on >= page && document.pages.is_none_or(|pages| on <= pages),
            "{name}: {block:?}"
        );
        (end, page) = (block.span.end, on);
    }
}

/// Reads without the net that catches panics.
fn read_bare(name: &str, bytes: &[u8]) -> Result<Document, Refused> {
    let source = Source {
        file_name: name,
        bytes,
    };
    let detected = detect::detect(&source)?;
    read(&source, detected.format, &Aids::default())
}

fn check(name: &str, bytes: &[u8]) {
    if read_bare(name, bytes).is_ok() {
        let source = Source {
            file_name: name,
            bytes,
        };
        let document = import(&source, &Aids::default()).expect("it was read before");
        assert_sound(&document, name);
        assert_eq!(
            Ok(document),
            import(&source, &Aids::default()),
            "not the same twice"
        );
    }
}

/// Replaces some bytes and cuts the end off.
fn mutate(bytes: &[u8], changes: &[(prop::sample::Index, u8)], keep: f64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (index, byte) in changes {
        let at = index.index(bytes.len());
        bytes[at] = *byte;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a small length"
    )]
    bytes.truncate((bytes.len() as f64 * keep) as usize);
    bytes
}

const BODY: &str = "<w:p><w:pPr><w:pStyle w:val='H'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr>\
    <w:r><w:t>One</w:t></w:r><w:ins><w:r><w:t>two</w:t></w:r></w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>\
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t><w:footnoteReference w:id='7'/></w:r></w:p></w:tc></w:tr></w:tbl>";
const STYLES: &str =
    "<w:style w:styleId='H'><w:name w:val='heading 1'/><w:basedOn w:val='H'/></w:style>";
const NUMBERING: &str = "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='lowerRoman'/>\
    <w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..5_usize, end in 0..5_usize) {
        let start: &[u8] = [&b""[..], b"%PDF-1.4\n", b"PK\x03\x04word/", b"\xFF\xFE", b"# A\n\n1. "][start];
        let name = ["a.pdf", "a.docx", "a.txt", "a.md", "a"][end];
        check(name, &[start, &bytes].concat());
    }

    #[test]
    fn any_text_is_kept_whole(text in "[a-zčж第\n\r\t\u{c}\u{b}\u{200b}.1() #*<>|`-]{0,200}") {
        check("a.md", text.as_bytes());
        check("a.txt", text.as_bytes());
        if let Ok(document) = read_bare("a.txt", text.as_bytes()) {
            let lines = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
            prop_assert_eq!(document.text, lines);
        }
    }

    #[test]
    fn damaged_pdfs_are_read_or_refused(changes in changes(), keep in 0.3..1.0_f64) {
        let page = vec![(50, 700, 10, "1. Some words of a contract"), (50, 688, 10, "and more."), (50, 20, 8, "1")];
        check("a.pdf", &mutate(&pdf::pdf(&[page.clone(), page]), &changes, keep));
    }

    #[test]
    fn damaged_packages_are_read_or_refused(changes in changes(), keep in 0.5..1.0_f64) {
        check("a.docx", &mutate(&docx::document(BODY, STYLES, NUMBERING), &changes, keep));
    }

    #[test]
    fn damaged_parts_are_read_or_refused(body in changes(), styles in changes(), numbering in changes()) {
        let damaged = |part: &str, changes: &[_]| {
            String::from_utf8_lossy(&mutate(part.as_bytes(), changes, 1.0)).into_owned()
        };
        let bytes = docx::document(&damaged(BODY, &body), &damaged(STYLES, &styles), &damaged(NUMBERING, &numbering));
        check("a.docx", &bytes);
    }
}
