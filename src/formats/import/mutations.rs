//! Strange input: whatever the bytes, there is a sound document or a refusal, and no panic.

use super::docx::fixture as docx;
use super::pdf::fixture as pdf;
use super::{Aids, Refused, Source, detect, import, read};
use crate::domain::document::Document;
use crate::domain::margin::View;
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
    let spans = document.margin.changes.iter().map(|change| change.span);
    let comments = document.margin.comments.iter();
    for span in spans.chain(comments.filter_map(|comment| comment.span)) {
        assert!(text.get(span.start..span.end).is_some(), "{name}: {span:?}");
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

/// Footnotes, endnotes, comments, answers to them, a header.
const BESIDE: [&str; 5] = [
    "<w:footnote w:id='7'><w:p><w:r><w:t>Foot</w:t></w:r><w:ins w:id='1' w:author='A'><w:r><w:t>new</w:t></w:r></w:ins></w:p></w:footnote>",
    "<w:endnote w:id='7'><w:p><w:r><w:t>End</w:t><w:footnoteReference w:id='7'/></w:r></w:p></w:endnote>",
    "<w:comment w:id='1' w:author='A'><w:p paraId='A'><w:r><w:t>Why</w:t></w:r></w:p></w:comment><w:comment w:id='2'><w:p paraId='B'><w:r><w:t>So</w:t></w:r></w:p></w:comment>",
    "<w:commentEx paraId='A'/><w:commentEx paraId='B' paraIdParent='A'/>",
    "<w:p><w:r><w:t>Head</w:t></w:r></w:p>",
];
const REFERRING: &str = "<w:p><w:commentRangeStart w:id='1'/><w:r><w:t>Слово</w:t></w:r><w:del w:id='3'><w:r><w:delText>gone</w:delText></w:r></w:del>\
    <w:commentRangeEnd w:id='1'/><w:r><w:footnoteReference w:id='7'/></w:r></w:p><w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr><w:ins w:id='5'><w:r><w:t> put </w:t></w:r></w:ins>\
    <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:ins w:id='6'/></w:trPr><w:tc><w:p><w:r><w:t> Cell </w:t><w:endnoteReference w:id='7'/></w:r></w:p></w:tc>\
    <w:tc><w:tcPr><w:cellDel w:id='8'/></w:tcPr><w:p><w:moveTo w:id='9'><w:r><w:t>there</w:t></w:r></w:moveTo></w:p></w:tc></w:tr></w:tbl>";

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
    fn damaged_parts_beside_the_text_are_read_or_refused(changed in prop::collection::vec(changes(), 6), view in 0..3_usize) {
        let view = [View::Final, View::Original, View::Marked][view];
        let damaged = |part: &str, changes: &[_]| {
            String::from_utf8_lossy(&mutate(part.as_bytes(), changes, 1.0)).into_owned()
        };
        let beside: Vec<String> = BESIDE.iter().zip(&changed).map(|(part, changes)| damaged(part, changes)).collect();
        let [footnotes, endnotes, comments, answers, header] = &beside[..] else { panic!() };
        let beside = docx::Beside { footnotes, endnotes, comments, answers, header, ..docx::Beside::default() };
        let bytes = docx::whole(&damaged(REFERRING, &changed[5]), &beside);
        let source = Source { file_name: "a.docx", bytes: &bytes };
        let detected = detect::detect(&source).unwrap();
        if let Ok(mut document) = read(&source, detected.format, &Aids { view, ..Aids::default() }) {
            super::finish(&mut document, &detected, &source);
            assert_sound(&document, "a.docx");
        }
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
