//! Tracked changes: the text after them, before them and with them.

use super::{Beside, p, r, read_whole};
use crate::domain::document::Document;
use crate::domain::margin::{ChangeKind, View};

const BY: &str = "w:author='Ana' w:date='2024-03-14T10:00:00Z'";

fn ins(inside: &str) -> String {
    format!("<w:ins {BY}>{inside}</w:ins>")
}

fn del(words: &str) -> String {
    let run = r(words)
        .replace("w:t>", "w:delText>")
        .replace("<w:t ", "<w:delText ");
    format!("<w:del {BY}>{run}</w:del>")
}

/// A paragraph whose mark is under a change.
fn marked(change: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:rPr><w:{change} {BY}/></w:rPr></w:pPr>{inside}</w:p>")
}

fn cell(properties: &str, inside: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

fn text(body: &str, view: View) -> String {
    read_whole(body, &Beside::default(), view).text
}

/// Bodies with their texts: final, original, marked. A last paragraph keeps each from being blank.
fn check(cases: &[(String, &str, &str, &str)]) {
    for (body, last, first, both) in cases {
        let body = format!("{body}{}", p("End."));
        let texts = [View::Final, View::Original, View::Marked].map(|view| text(&body, view));
        let expected = [last, first, both].map(|lines| format!("{lines}End.\n"));
        assert_eq!(texts, expected, "{body}");
    }
}

#[test]
fn words_are_put_in_taken_out_and_moved() {
    let moved = |name: &str, words: &str| format!("<w:{name} {BY}>{}</w:{name}>", r(words));
    check(&[
        (
            format!("<w:p>{}{}{}</w:p>", r("Pay "), del("10"), ins(&r("12"))),
            "Pay 12\n",
            "Pay 10\n",
            "Pay 1012\n",
        ),
        (
            format!(
                "<w:p>{}{}{}</w:p>",
                moved("moveFrom", "A."),
                r("B."),
                moved("moveTo", "A.")
            ),
            "B.A.\n",
            "A.B.\n",
            "A.B.A.\n",
        ),
        // Put in by one, taken out by another: it was never there and will not be.
        (
            format!("<w:p>{}{}</w:p>", r("A"), ins(&del("x"))),
            "A\n",
            "A\n",
            "Ax\n",
        ),
        // Around a link, a content control and a formula.
        (
            format!(
                "<w:p><w:hyperlink>{}</w:hyperlink><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>\
                 <w:customXmlDelRangeStart w:id='1' {BY}/><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>\
                 <w:customXmlDelRangeEnd w:id='1'/></w:p>",
                del("a"),
                ins(&r("b")),
                r("c")
            ),
            "bc\n",
            "ac\n",
            "abc\n",
        ),
    ]);
}

#[test]
fn paragraph_marks_join_and_split() {
    check(&[
        (
            marked("del", &r("One ")) + &p("two."),
            "One two.\n",
            "One\ntwo.\n",
            "One\ntwo.\n",
        ),
        (
            marked("ins", &r("One ")) + &p("two."),
            "One\ntwo.\n",
            "One two.\n",
            "One\ntwo.\n",
        ),
        // Several in a row, with nothing left of the second.
        (
            marked("del", &r("A")) + &marked("del", &del("B")) + &marked("del", "") + &p("C"),
            "AC\n",
            "A\nB\nC\n",
            "A\nB\nC\n",
        ),
        (
            marked("ins", &ins(&r("New."))) + &marked("moveTo", &ins(&r("Newer."))),
            "New.\nNewer.\n",
            "",
            "New.\nNewer.\n",
        ),
        // Put in and taken out.
        (
            "<w:p><w:pPr><w:rPr><w:ins/><w:del/></w:rPr></w:pPr>".to_owned()
                + &r("A")
                + "</w:p>"
                + &p("B"),
            "AB\n",
            "AB\n",
            "A\nB\n",
        ),
        // A table cannot be joined.
        (
            marked("del", &r("A"))
                + &format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", &p("T")))
                + &p("B"),
            "A\nT\nB\n",
            "A\nT\nB\n",
            "A\nT\nB\n",
        ),
        // The last paragraph of a cell has nothing to join.
        (
            format!(
                "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
                cell("", &(p("A") + &marked("del", &del("B")))),
                cell("", &marked("del", &r("C")))
            ),
            "A\tC\n",
            "A B\tC\n",
            "A B\tC\n",
        ),
    ]);
}

#[test]
fn rows_and_cells_come_and_go() {
    let row = |properties: &str, cells: &[String]| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>",
            cells.concat()
        )
    };
    let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
    let cells = |a: &str, b: &str| [cell("", &p(a)), cell("", &p(b))];
    let change = |name: &str| format!("<w:{name} {BY}/>");
    check(&[
        (
            table(&[
                row("", &cells("A", "B")),
                row(&change("del"), &cells("C", "D")),
                row(&change("ins"), &cells("E", "F")),
            ]),
            "A\tB\nE\tF\n",
            "A\tB\nC\tD\n",
            "A\tB\nC\tD\nE\tF\n",
        ),
        (
            table(&[row(
                "",
                &[
                    cell("", &p("A")),
                    cell(&change("cellDel"), &p("B")),
                    cell(&change("cellIns"), &p("C")),
                    cell("", &p("D")),
                ],
            )]),
            "A\tC\tD\n",
            "A\tB\tD\n",
            "A\tB\tC\tD\n",
        ),
        (
            table(&[
                row("", &cells("A", "B")),
                row(
                    "",
                    &[
                        cell("<w:vMerge/><w:tcPrChange><w:tcPr/></w:tcPrChange>", &p("C")),
                        cell("", &p("D")),
                    ],
                ),
            ]),
            "A\tB\n\tD\n",
            "A\tB\nC\tD\n",
            "A\tB\n\tD\n",
        ),
        // Merged with the cell above by a tracked change: its own words show only before it.
        (
            table(&[
                row("", &cells("A", "B")),
                row(
                    "",
                    &[
                        cell(
                            "<w:cellMerge w:vMerge='cont' w:vMergeOrig='rest'/>",
                            &p("C"),
                        ),
                        cell("", &p("D")),
                    ],
                ),
            ]),
            "A\tB\n\tD\n",
            "A\tB\nC\tD\n",
            "A\tB\n\tD\n",
        ),
    ]);
}

#[test]
fn formulas_lose_their_shape_and_keep_their_parts() {
    let half = |control: &str| {
        format!(
            "<w:p><m:oMath><m:f><m:fPr><m:ctrlPr>{control}</m:ctrlPr></m:fPr><m:num><m:r><m:t>1</m:t></m:r></m:num>\
             <m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>"
        )
    };
    check(&[
        (half(""), "1/2\n", "1/2\n", "1/2\n"),
        (half("<w:del/>"), "12\n", "1/2\n", "1/2\n"),
        (half("<w:ins/>"), "1/2\n", "12\n", "1/2\n"),
        (
            "<w:p><m:oMath><w:ins><m:r><m:t>x</m:t></m:r></w:ins><m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e>\
             <m:sup><m:r><m:t>10</m:t></m:r></m:sup></m:sSup><m:d><m:e><m:r><m:t>b+c</m:t></m:r></m:e></m:d></m:oMath></w:p>"
                .to_owned(),
            "xa^(10)(b+c)\n",
            "a^(10)(b+c)\n",
            "xa^(10)(b+c)\n",
        ),
    ]);
}

#[test]
fn field_codes_and_notes_follow_the_view() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = "<w:r><w:instrText> DATE </w:instrText></w:r>";
    let dead = "<w:r><w:delInstrText> DATE </w:delInstrText></w:r>";
    let field = |code: &str, result: &str| {
        [
            &mark("begin"),
            code,
            &mark("separate"),
            result,
            &mark("end"),
        ]
        .concat()
    };
    let all_gone = field(dead, &r("May").replace("w:t", "w:delText"));
    check(&[
        (
            format!("<w:p>{}<w:del {BY}>{all_gone}</w:del></w:p>", r("On ")),
            "On\n",
            "On May\n",
            "On May\n",
        ),
        (
            format!("<w:p>{}{}</w:p>", r("On "), ins(&field(code, &r("June")))),
            "On June\n",
            "On\n",
            "On June\n",
        ),
        // A part of the code only.
        (
            format!(
                "<w:p>{}{code}{}{}{}{}</w:p>",
                mark("begin"),
                ins("<w:r><w:instrText> \\* MERGEFORMAT</w:instrText></w:r>"),
                mark("separate"),
                r("3"),
                mark("end")
            ),
            "3\n",
            "3\n",
            "3\n",
        ),
        (
            format!(
                "<w:p>{}<w:del {BY}><w:r><w:footnoteReference w:id='7'/></w:r></w:del></w:p>",
                r("A")
            ),
            "A\n",
            "A[1]\n[1] Calendar days.\n",
            "A[1]\n[1] Calendar days.\n",
        ),
    ]);
}

#[test]
fn numbers_are_those_of_the_view() {
    let numbering = "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
        <w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";
    let list = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
    let item = |mark: &str, words: &str| {
        format!("<w:p><w:pPr>{list}<w:rPr>{mark}</w:rPr></w:pPr>{words}</w:p>")
    };
    let body = [
        item("", &r("One.")),
        item("<w:del/>", &del("Gone.")),
        item("<w:ins/>", &ins(&r("New."))),
        item("", &r("Last.")),
        // Numbers given and taken away by changes of formatting.
        format!(
            "<w:p><w:pPr><w:numPr><w:numId w:val='1'/><w:ins/></w:numPr></w:pPr>{}</w:p>",
            r("A.")
        ),
        format!(
            "<w:p><w:pPr>{list}<w:pPrChange><w:pPr/></w:pPrChange></w:pPr>{}</w:p>",
            r("B.")
        ),
        format!(
            "<w:p><w:pPr><w:pPrChange><w:pPr>{list}</w:pPr></w:pPrChange></w:pPr>{}</w:p>",
            r("C.")
        ),
    ]
    .concat();
    let beside = Beside {
        numbering,
        ..Beside::default()
    };
    let texts = [View::Final, View::Original, View::Marked]
        .map(|view| read_whole(&body, &beside, view).text);
    assert_eq!(
        texts,
        [
            "1. One.\n2. New.\n3. Last.\n4. A.\n5. B.\nC.\n",
            "1. One.\n2. Gone.\n3. Last.\nA.\nB.\n4. C.\n",
            "1. One.\n2. Gone.\n2. New.\n3. Last.\n4. A.\n5. B.\nC.\n",
        ]
    );
}

#[test]
fn styles_change_with_the_view() {
    let styles = "<w:style w:type='paragraph' w:styleId='S'><w:name w:val='S'/><w:rPr><w:rPrChange><w:rPr><w:caps/></w:rPr></w:rPrChange></w:rPr></w:style>";
    let beside = Beside {
        styles,
        ..Beside::default()
    };
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val='S'/></w:pPr>{}</w:p>",
        r("word")
    );
    assert_eq!(read_whole(&body, &beside, View::Final).text, "word\n");
    assert_eq!(read_whole(&body, &beside, View::Original).text, "WORD\n");
}

fn changes(document: &Document) -> Vec<(ChangeKind, &str, &str)> {
    let changes = document.margin.changes.iter();
    changes
        .map(|change| {
            assert_eq!(change.author.as_deref(), Some("Ana"));
            assert_eq!(change.at.as_deref(), Some("2024-03-14T10:00:00Z"));
            (
                change.kind,
                change.words.as_str(),
                change.span.of(&document.text),
            )
        })
        .collect()
}

#[test]
fn every_change_is_kept_with_its_words_and_place() {
    use ChangeKind::{Deleted, Inserted, MovedFrom};
    let body = [
        format!(
            "<w:p>{}{}{}{}</w:p>",
            r("Fee "),
            del("10"),
            del("0"),
            ins(&r("12"))
        ),
        marked("del", &del("Whole.")),
        marked("ins", &r("Split ")),
        p("here."),
        format!(
            "<w:p>{}<w:moveFrom {BY}>{}</w:moveFrom></w:p>",
            r("x"),
            r("gone")
        ),
        format!(
            "<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr>{}{}</w:tr></w:tbl>",
            cell("", &p("C")),
            cell("", &p("D"))
        ),
    ]
    .concat();
    let read = |view| read_whole(&body, &Beside::default(), view);
    let last = read(View::Final);
    assert_eq!(last.text, "Fee 12\nSplit\nhere.\nx\n");
    assert_eq!(
        changes(&last),
        [
            (Deleted, "100", ""),
            (Inserted, "12", "12"),
            (Deleted, "Whole.", ""),
            (Inserted, "¶", ""),
            (MovedFrom, "gone", ""),
            (Deleted, "C\nD", ""),
        ]
    );
    let place = |index: usize| last.margin.changes[index].span.start;
    assert_eq!([place(0), place(2), place(3)], [4, 7, 12]);
    let both = read(View::Marked);
    let spans: Vec<&str> = changes(&both).iter().map(|(.., span)| *span).collect();
    assert_eq!(spans, ["100", "12", "Whole.", "", "gone", "C\tD"]);
    let told = &both.diagnostics[0];
    assert!(
        told.message.ends_with("what was taken out."),
        "{}",
        told.message
    );
}
