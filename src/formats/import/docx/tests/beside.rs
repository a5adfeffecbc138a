//! What stands beside the text: comments, notes, furniture, hidden words, parts in other formats.

use super::{Beside, codes, p, r, read_whole};
use crate::domain::document::Document;
use crate::domain::margin::{FurnitureKind, View};

fn read(body: &str, beside: &Beside<'_>) -> Document {
    read_whole(body, beside, View::Final)
}

#[test]
fn comments_keep_their_words_place_and_answers() {
    let comments = "<w:comment w:id='4' w:author='Ana' w:date='2024-01-02T03:04:05Z'><w:p paraId='A1'><w:r><w:t>Thirty?</w:t></w:r></w:p></w:comment>\
        <w:comment w:id='5' w:author='Bo'><w:p paraId='B1'><w:r><w:t>Sixty.</w:t></w:r></w:p></w:comment>\
        <w:comment w:id='6' w:author='Cy'><w:p paraId='C1'><w:r><w:t>Where?</w:t></w:r></w:p></w:comment>\
        <w:comment w:id='7'><w:p><w:r><w:t>First.</w:t></w:r></w:p><w:p><w:r><w:t>Second.</w:t></w:r></w:p></w:comment>";
    let answers = "<w:commentEx paraId='A1'/><w:commentEx paraId='B1' paraIdParent='A1'/>";
    let body = format!(
        "<w:p>{}<w:commentRangeStart w:id='7'/>{}</w:p><w:p><w:commentRangeEnd w:id='7'/>{}<w:commentRangeStart w:id='4'/>{}<w:commentRangeEnd w:id='4'/>\
         <w:r><w:commentReference w:id='4'/></w:r></w:p>",
        r("One "),
        r("two"),
        r("pay in "),
        r("60 days"),
    );
    let beside = Beside {
        comments,
        answers,
        ..Beside::default()
    };
    let document = read(&body, &beside);
    assert_eq!(document.text, "One two\npay in 60 days\n");
    let found: Vec<_> = document
        .margin
        .comments
        .iter()
        .map(|comment| {
            let words = comment.span.map(|span| span.of(&document.text));
            (comment.author.as_deref(), words, comment.text.as_str())
        })
        .collect();
    assert_eq!(
        found,
        [
            (None, Some("two\n"), "First.\nSecond."),
            (Some("Ana"), Some("60 days"), "Thirty?"),
            (Some("Bo"), Some("60 days"), "Reply to Ana: Sixty."),
            (Some("Cy"), None, "Where?"),
        ]
    );
    let date = document.margin.comments[1].at.as_deref();
    assert_eq!(date, Some("2024-01-02T03:04:05Z"));
}

#[test]
fn notes_stand_after_what_refers_to_them_and_endnotes_last() {
    let note =
        |kind: &str, id: u32, words: &str| format!("<w:{kind} w:id='{id}'>{}</w:{kind}>", p(words));
    let reference = |kind: &str, id: u32| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let footnotes = note("footnote", 1, "Foot.")
        + &note("footnote", 2, "Cell.")
        + &note("footnote", 3, "* Own.");
    let endnotes = note("endnote", 1, "End.");
    let beside = Beside {
        footnotes: &footnotes,
        endnotes: &endnotes,
        settings: "<w:footnotePr><w:numStart w:val='3'/></w:footnotePr><w:endnotePr><w:numFmt w:val='upperRoman'/></w:endnotePr>",
        ..Beside::default()
    };
    let body = format!(
        "<w:p>{}{}{}{}</w:p>{}<w:tbl><w:tr><w:tc><w:p>{}{}</w:p></w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>\
         <w:p>{}<w:r><w:footnoteReference w:id='3' w:customMarkFollows='1'/><w:t>*</w:t></w:r></w:p>",
        r("A"),
        reference("footnote", 1),
        reference("endnote", 1),
        reference("footnote", 1),
        p("B"),
        r("C"),
        reference("footnote", 2),
        p("D"),
        p("E"),
        p("F"),
        r("G"),
    );
    assert_eq!(
        read(&body, &beside).text,
        "A[3][I][3]\n[3] Foot.\nB\nC[4]\tD\n[4] Cell.\nE\tF\nG*\n* Own.\n[I] End.\n"
    );
}

#[test]
fn headers_footers_and_watermarks_are_furniture() {
    let beside = Beside {
        header: "<w:p><w:r><w:pict><v:shape><v:textpath string='DRAFT'/></v:shape></w:pict><w:t>City</w:t></w:r></w:p><w:p><w:r><w:t>City</w:t></w:r></w:p>",
        footer: "<w:p><w:del><w:r><w:delText>Old </w:delText></w:r></w:del><w:r><w:t>Page 1</w:t></w:r></w:p>",
        ..Beside::default()
    };
    let document = read(&p("Text."), &beside);
    let found: Vec<_> = document
        .margin
        .furniture
        .iter()
        .map(|line| (line.kind, line.page, line.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (FurnitureKind::Header, None, "City"),
            (FurnitureKind::Stamp, None, "DRAFT"),
            (FurnitureKind::Footer, None, "Page 1"),
        ]
    );
}

#[test]
fn words_that_nobody_sees_are_reported_and_kept_apart() {
    let run = |look: &str, words: &str| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>")
    };
    let white = "<w:color w:val='FFFFFF'/>";
    let body = [
        format!(
            "<w:p>{}{}{}{}</w:p>",
            r("Seen. "),
            run("<w:vanish/>", "Hid"),
            run("<w:vanish/>", "den."),
            run(white, "White.")
        ),
        // White on another ground is seen.
        format!("<w:p>{}</w:p>", run(&format!("{white}<w:highlight w:val='black'/>"), "A.")),
        format!("<w:p><w:pPr><w:shd w:val='clear' w:fill='1F3864'/></w:pPr>{}</w:p>", run(white, "B.")),
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='000000'/></w:tcPr><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
            run(white, "C.")
        ),
        format!("<w:p>{}</w:p>", run("<w:strike/>", "Struck.")),
    ]
    .concat();
    let document = read(&body, &Beside::default());
    assert_eq!(document.text, "Seen.\nA.\nB.\nC.\nStruck.\n");
    let kept: Vec<_> = document
        .margin
        .comments
        .iter()
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(kept, ["Hidden text: Hidden.White.", ""]);
    assert_eq!(
        codes(&document),
        [
            "hidden-text",
            "white-text",
            "struck-text",
            "comments",
            "page-furniture"
        ]
    );
    assert!(document.diagnostics[0].message.contains("“Hidden.”"));
}

#[test]
fn hidden_rows_are_hidden_text() {
    let row = |properties: &str, words: &str| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
            p(words),
            p("x")
        )
    };
    let body = format!(
        "<w:tbl>{}{}</w:tbl>",
        row("<w:hidden/>", "Secret"),
        row("", "Seen")
    );
    let document = read(&body, &Beside::default());
    assert_eq!(document.text, "Seen\tx\n");
    assert_eq!(codes(&document)[0], "hidden-text");
    assert!(
        document
            .margin
            .comments
            .iter()
            .any(|c| c.text == "Hidden text: Secret\nx")
    );
}

#[test]
fn parts_in_other_formats_take_their_place() {
    let inner = super::document(
        "<w:p><w:r><w:t>Inner </w:t></w:r><w:ins w:author='Ana'><w:r><w:t>new.</w:t></w:r></w:ins></w:p>",
        "",
        "",
    );
    let beside = Beside {
        relations: "<Relationship Id='c1' Type='x/aFChunk' Target='/word/inner.docx'/>\
            <Relationship Id='c2' Type='x/aFChunk' Target='plain.txt'/>\
            <Relationship Id='c3' Type='x/aFChunk' Target='missing.mht'/>\
            <Relationship Id='e1' Type='x/package' Target='embeddings/Prices.xlsx'/>\
            <Relationship Id='e2' Type='x/package' Target='file:///etc/passwd' TargetMode='External'/>",
        parts: &[
            ("word/inner.docx", &inner),
            ("word/plain.txt", "Једноставан текст.\n".as_bytes()),
        ],
        ..Beside::default()
    };
    let chunk = |id: &str| format!("<w:altChunk r:id='{id}'/>");
    let body = [p("A."), chunk("c1"), chunk("c2"), chunk("c3"), p("B.")].concat();
    let document = read(&body, &beside);
    assert_eq!(document.text, "A.\nInner new.\nЈедноставан текст.\nB.\n");
    assert_eq!(document.margin.attachments, ["Prices.xlsx"]);
    let change = &document.margin.changes[0];
    assert_eq!(change.span.of(&document.text), "new.");
    let all = codes(&document);
    assert_eq!(all[..3], ["tracked-changes", "left-out", "embedded-text"]);
}

#[test]
fn documents_inside_one_another_share_one_budget() {
    let mut bytes = super::document(&p("Core."), "", "");
    for _ in 0..6 {
        let beside = Beside {
            relations: "<Relationship Id='c' Type='x/aFChunk' Target='inner.docx'/>",
            parts: &[("word/inner.docx", &bytes)],
            ..Beside::default()
        };
        bytes = super::whole(&(p("Layer.") + "<w:altChunk r:id='c'/>"), &beside);
    }
    let source = super::Source {
        file_name: "a.docx",
        bytes: &bytes,
    };
    let document = super::import(&source, &super::Aids::default()).unwrap();
    assert_eq!(document.text, "Layer.\n".repeat(4));
}

#[test]
fn a_damaged_part_is_left_out_and_said() {
    let beside = Beside {
        footnotes: "<w:footnote",
        ..Beside::default()
    };
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id='7'/></w:r></w:p>",
        r("A")
    );
    let document = read(&body, &beside);
    assert_eq!(document.text, "A[1]\n");
    assert!(codes(&document).contains(&"left-out"));
    let message = &document.diagnostics[0].message;
    assert!(message.contains("word/footnotes.xml"), "{message}");
}

#[test]
fn a_note_that_many_refer_to_is_written_once() {
    let reference = "<w:r><w:footnoteReference w:id='7'/></w:r>".repeat(3000);
    let document = read(&format!("<w:p>{reference}</w:p>"), &Beside::default());
    assert_eq!(document.text.matches("Calendar").count(), 1);
}
