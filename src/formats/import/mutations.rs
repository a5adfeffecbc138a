//! Strange input: whatever the bytes, there is a sound document or a refusal, and no panic.

use super::docx::fixture as docx;
use super::odt::fixture as odt;
use super::pdf::fixture as pdf;
use super::unpack::fixture::zip;
use super::{Aids, Refused, Source, detect, import, read, unpack};
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
const ODT_TEXT: &str = "<text:tracked-changes><text:changed-region text:id='i'><text:insertion/></text:changed-region>\
    <text:changed-region text:id='d'><text:deletion><text:p>a<text:change text:change-id='d'/></text:p><text:p>b</text:p></text:deletion></text:changed-region></text:tracked-changes>\
    <text:list text:style-name='L' xml:id='x'><text:list-item text:start-value='3'><text:h text:outline-level='1'>A<text:change text:change-id='d'/></text:h>\
    <text:list><text:list-item><text:p><text:change-start text:change-id='i'/>č<text:s text:c='9'/><text:tab/></text:p></text:list-item></text:list></text:list-item></text:list>\
    <table:table><table:table-row table:number-rows-repeated='9'><table:table-cell table:number-columns-repeated='9'><text:p><text:change-end text:change-id='i'/>x\
    <text:note text:note-class='endnote'><text:note-body><text:p>n</text:p></text:note-body></text:note><office:annotation><text:p>c</text:p></office:annotation></text:p></table:table-cell></table:table-row></table:table>";
const ODT_STYLES: &str = "<text:list-style style:name='L'><text:list-level-style-number text:level='1' loext:num-list-format='Član %1%.' style:num-format='i'/>\
    <text:list-level-style-number text:level='2' style:num-format='a' text:display-levels='2'/></text:list-style>\
    <style:style style:name='P' style:parent-style-name='P' style:family='paragraph'/>";
const RTF: &str = "{\\rtf1\\ansi\\ansicpg1250{\\fonttbl{\\f0\\fcharset204 A;}{\\f1\\fcharset134 B;}}{\\*\\revtbl{X;}}{\\header H\\par}\
    \\pard{\\listtext 1.\\tab}\\f0\\'d7\\u1083 ?{\\deleted\\revauthdel0 x\\par}{\\revised y}\\f1\\'b5\\'da{\\v z}{\\footnote\\ftnalt n\\par}\\par\
    \\trowd\\intbl a\\cell{\\shp{\\*\\shpinst{\\shptxt b\\par}}}\\cell\\row\\pard\\bin3 {}{{\\*\\annotation c}d\\par}";
const HTML: &str = "<!doctype html><html><head><meta charset=utf-8><title>A b</title></head><body><nav><a>m</a></nav><h1>A</h1>\
    <ol type=i reversed><li>a<li value=4>b<ul><li>c</ul></ol><table><tr><td rowspan=2>d<td colspan=3>e<tr><td>f</table>\
    <p>č<del>g</del><ins>h</ins><sup>1</sup>&amp;&#x17D;<span style='display:none'>i</span><pre>j\n\nk</pre></body></html>";
const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<ol reversed>",
    "</ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=3>",
    "</td>",
    "<del>",
    "</del>",
    "<ins>",
    "<nav>",
    "</nav>",
    "<h2>",
    "</h3>",
    "<sup>",
    "1",
    "</sup>",
    "<pre>",
    "a\n\nb",
    "<q hidden>",
    "</q>",
    "<br>",
    "č ",
    "<a>",
    "</a>",
    "<title>",
    "</title>",
    "<ul>",
    "<div>",
    "</div>",
];
const RTF_WORDS: &[&str] = &[
    "{",
    "}",
    "\\par ",
    "\\cell ",
    "\\row ",
    "\\intbl ",
    "\\pard ",
    "a ",
    "\\'e8",
    "{\\footnote ",
    "{\\header ",
    "{\\listtext 1.}",
    "\\deleted ",
    "\\revised ",
    "\\plain ",
    "\\v ",
    "\\v0 ",
    "{\\*\\annotation ",
    "{\\shptxt ",
    "\\u1063 ?",
    "{\\fldrslt ",
    "\\~",
    "\\mvf ",
    "{\\upr ",
    "{\\*\\ud ",
];
const MESSAGE: &str = "From: =?utf-8?B?0JDQvdCw?= <a@b>\nSubject: =?windows-1250?Q?=E8?= x\nMIME-Version: 1.0\n\
    Content-Type: multipart/mixed; boundary=\"m\"\n\n--m\nContent-Type: multipart/alternative; boundary=a\n\n\
    --a\nContent-Type: text/plain; format=flowed\n\nPlain \ntext\n--a\nContent-Type: text/html; charset=utf-8\n\n<p>x\n--a--\n\
    --m\nContent-Type: application/pdf; name*0=\"..%2F\"; name*1*=utf-8''a.pdf\nContent-Disposition: attachment\n\
    Content-Transfer-Encoding: base64\n\nJVBERi0xLjQ=\n--m--\n";

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
    fn damaged_opendocument_texts_are_read_or_refused(text in changes(), styles in changes(), package in changes()) {
        let damaged = |part: &str, changes: &[_]| {
            String::from_utf8_lossy(&mutate(part.as_bytes(), changes, 1.0)).into_owned()
        };
        let bytes = odt::document(&damaged(ODT_TEXT, &text), &damaged(ODT_STYLES, &styles), "");
        check("a.odt", &bytes);
        check("a.odt", &mutate(&bytes, &package, 1.0));
    }

    #[test]
    fn damaged_rich_text_is_read_or_refused(changes in changes(), keep in 0.3..1.0_f64) {
        check("a.rtf", &mutate(RTF.as_bytes(), &changes, keep));
    }

    #[test]
    fn damaged_pages_are_read_or_refused(changes in changes(), keep in 0.3..1.0_f64) {
        check("a.html", &mutate(HTML.as_bytes(), &changes, keep));
    }

    #[test]
    fn tags_in_any_order_are_read_or_refused(tags in prop::collection::vec(0..TAGS.len(), 0..60)) {
        let page: String = tags.iter().map(|&tag| TAGS[tag]).collect();
        check("a.html", format!("<html>{page}").as_bytes());
    }

    #[test]
    fn words_in_any_order_are_rich_text(words in prop::collection::vec(0..RTF_WORDS.len(), 0..60)) {
        let body: String = words.iter().map(|&word| RTF_WORDS[word]).collect();
        check("a.rtf", format!("{{\\rtf1 {body}").as_bytes());
    }

    #[test]
    fn damaged_messages_and_archives_are_read_or_refused(changes in changes(), keep in 0.3..1.0_f64) {
        let message = mutate(MESSAGE.as_bytes(), &changes, keep);
        check("a.eml", &message);
        let archive = mutate(&zip(&[("a.txt", b"Article 1"), ("b/c.eml", &message)]), &changes, keep.max(0.7));
        for (name, bytes) in [("a.eml", message), ("a.zip", archive)] {
            let source = Source { file_name: name, bytes: &bytes };
            for member in unpack(&source).ok().flatten().unwrap_or_default() {
                prop_assert!(member.name.split('/').all(|step| !step.is_empty() && step != ".."), "{}", member.name);
            }
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
