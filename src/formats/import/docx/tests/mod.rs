//! Word documents from end to end.

mod beside;
mod changes;
mod fields;

use super::super::{Aids, Source, import};
use super::fixture::{Beside, document, package, whole};
use crate::domain::document::{Block, BlockKind, Document};
use crate::domain::margin::View;

/// Reads a document with all that goes with it.
fn read_whole(body: &str, beside: &Beside<'_>, view: View) -> Document {
    let bytes = whole(body, beside);
    let source = Source {
        file_name: "a.docx",
        bytes: &bytes,
    };
    let aids = Aids {
        view,
        ..Aids::default()
    };
    import(&source, &aids).unwrap()
}

/// A paragraph with these words.
fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", r(words))
}

/// A run with these words.
fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

fn read(body: &str, styles: &str, numbering: &str) -> Document {
    let bytes = document(body, styles, numbering);
    import(
        &Source {
            file_name: "a.docx",
            bytes: &bytes,
        },
        &Aids::default(),
    )
    .unwrap()
}

fn lines(body: &str) -> Vec<String> {
    let document = read(body, "", "");
    document
        .blocks
        .iter()
        .map(|block| block.span.of(&document.text).to_owned())
        .collect()
}

fn codes(document: &Document) -> Vec<&str> {
    document
        .diagnostics
        .iter()
        .map(|found| found.code.as_str())
        .collect()
}

#[test]
fn styles_give_numbers_headings_and_the_title() {
    let styles = "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>\
        <w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='C'><w:name w:val='Clause'/><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='D'><w:name w:val='Derived'/><w:basedOn w:val='C'/></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle w:val='H'/><w:lvlText w:val='Article %1'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle w:val='C'/><w:lvlText w:val='%1.%2'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let p = |style: &str, extra: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/>{extra}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let off = "<w:numPr><w:numId w:val='0'/></w:numPr>";
    let body = [
        p("T", "", "Services Agreement"),
        p("H", "", "Fees"),
        p("C", "", "Pay."),
        p("D", "", "Late."),
        p("C", off, "Plain."),
    ]
    .concat();
    let document = read(&body, styles, numbering);
    assert_eq!(
        document.text,
        "Services Agreement\nArticle 1 Fees\n1.1 Pay.\n1.2 Late.\nPlain.\n"
    );
    assert_eq!(document.title, "Services Agreement");
    assert_eq!(document.pages, None);
    let shape = |block: &Block| {
        (
            block.kind,
            block
                .number
                .map(|n| (n.label.of(&document.text).to_owned(), n.level)),
        )
    };
    let shapes: Vec<_> = document.blocks.iter().map(shape).collect();
    assert_eq!(
        shapes[1],
        (BlockKind::Heading(1), Some(("Article 1".to_owned(), 0)))
    );
    assert_eq!(
        shapes[3],
        (BlockKind::Paragraph, Some(("1.2".to_owned(), 1)))
    );
    assert_eq!(shapes[4], (BlockKind::Paragraph, None));
}

#[test]
fn tracked_changes_read_as_accepted() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>Pay </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p><w:p><w:r><w:t>two.</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>All gone.</w:delText></w:r></w:del></w:p><w:p><w:r><w:t>End.</w:t></w:r></w:p>";
    let document = read(body, "", "");
    assert_eq!(document.text, "Pay 12\nOne two.\nEnd.\n");
    let told = &document.diagnostics[0];
    assert_eq!(told.code, "tracked-changes");
    assert!(
        told.message.contains("1 insertion, 3 deletions, 1 move"),
        "{}",
        told.message
    );
}

#[test]
fn hidden_text_fields_and_notes() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>See </w:t></w:r>\
        <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>\
        <w:r><w:t>1.1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:footnoteReference w:id='7'/></w:r>\
        <w:r><w:t>,</w:t><w:noBreakHyphen/><w:tab/><w:br/><w:sym w:font='Symbol' w:char='F0B3'/></w:r>\
        <w:r><w:rPr><w:caps/></w:rPr><w:t>caps</w:t></w:r></w:p>";
    let document = read(body, "", "");
    assert_eq!(
        document.text,
        "See 1.1[1],\u{2011}\t\n≥CAPS\n[1] Calendar days.\n"
    );
    assert_eq!(
        codes(&document),
        ["hidden-text", "comments", "page-furniture"]
    );
    assert!(document.diagnostics[0].message.contains("6 characters"));
}

#[test]
fn tables_are_rows_unless_they_lay_out_running_text() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let long = "word ".repeat(100);
    let running = format!(
        "<w:tc><w:p><w:r><w:t>First.</w:t></w:r></w:p><w:p><w:r><w:t>{long}</w:t></w:r></w:p></w:tc>"
    );
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>{}</w:tr><w:tr>{}{running}</w:tr></w:tbl>",
        cell("A"),
        cell("B"),
        cell("C"),
        cell("Left")
    );
    let found = lines(&body);
    assert_eq!(&found[..4], ["A\tB", "\tC", "Left", "First."]);
    assert_eq!(found.len(), 5);
}

#[test]
fn content_in_wrappers_is_read_once() {
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let boxed = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", text("Box."));
    let body = format!(
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:hyperlink>{}</w:hyperlink></w:p></w:sdtContent></w:sdt>\
         <w:p>{}<w:r><w:AlternateContent><w:Choice><w:drawing>{boxed}</w:drawing></w:Choice><w:Fallback><w:pict>{boxed}</w:pict></w:Fallback></w:AlternateContent></w:r></w:p>",
        text("Link."),
        text("Before.")
    );
    assert_eq!(lines(&body), ["Link.", "Before.", "Box."]);
}

#[test]
fn bad_packages_are_refused_by_name() {
    let good = document("<w:p><w:r><w:t>Text</w:t></w:r></w:p>", "", "");
    let cut = good[..good.len() - 100].to_vec();
    let doctype = package(&[("word/document.xml", "<!DOCTYPE w [<!ENTITY a 'b'>]><w/>")]);
    let no_main = package(&[("word/styles.xml", "<w/>")]);
    let blank = document("<w:p/>", "", "");
    for (bytes, code) in [
        (cut, "truncated"),
        (doctype, "doctype"),
        (no_main, "damaged"),
        (blank, "empty"),
    ] {
        let refused = import(
            &Source {
                file_name: "a.docx",
                bytes: &bytes,
            },
            &Aids::default(),
        )
        .unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
    }
}

#[test]
fn documents_nested_as_deep_as_allowed_are_read_and_deeper_ones_refused() {
    let nest = |open: &str, close: &str, depth: usize| {
        format!(
            "{}{}{}",
            open.repeat(depth),
            p("Core."),
            close.repeat(depth)
        )
    };
    let within = |open: &str, close: &str, depth: usize| {
        format!(
            "<w:p>{}{}{}</w:p>",
            open.repeat(depth),
            r("Core."),
            close.repeat(depth)
        )
    };
    let table = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    for (body, deep) in [
        (nest(table.0, table.1, 130), nest(table.0, table.1, 60_000)),
        (
            nest("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 190),
            nest("<w:ins>", "</w:ins>", 500),
        ),
        (
            within("<w:ins>", "</w:ins>", 390),
            within("<w:del>", "</w:del>", 390),
        ),
        (
            within("<m:oMath><m:f><m:num>", "</m:num></m:f></m:oMath>", 129),
            within("<m:f>", "</m:f>", 1000),
        ),
    ] {
        assert_eq!(lines(&body), ["Core."]);
        let bytes = document(&deep, "", "");
        let source = Source {
            file_name: "a.docx",
            bytes: &bytes,
        };
        let refused = import(&source, &Aids::default()).unwrap_err();
        assert!(
            ["too-large", "empty"].contains(&refused.code()),
            "{refused}"
        );
    }
}
