//! Fields, and numbers in many shapes.

use super::{Beside, codes, p, r, read_whole};
use crate::domain::margin::View;

fn level(index: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{index}'><w:start w:val='1'/>{more}<w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
    )
}

fn list(levels: &[String]) -> String {
    format!(
        "<w:abstractNum w:abstractNumId='1'>{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>",
        levels.concat()
    )
}

fn item(level: usize, inside: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr>{inside}</w:p>"
    )
}

fn field(code: &str, result: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        if result.is_empty() {
            String::new()
        } else {
            r(result)
        }
    )
}

#[test]
fn references_to_clauses_are_kept_worked_out_and_checked() {
    let numbering = list(&[
        level(0, "decimal", "%1.", ""),
        level(1, "lowerLetter", "(%2)", ""),
    ]);
    let beside = Beside {
        numbering: &numbering,
        ..Beside::default()
    };
    let mark = "<w:bookmarkStart w:name='_Ref1'/>";
    let body = [
        item(0, &r("One.")),
        item(1, &format!("{mark}{}", r("Point."))),
        p("").replace(
            "</w:p>",
            &format!("{}{}</w:p>", r("See "), field(" REF _Ref1 \\r \\h ", "")),
        ),
        item(
            1,
            &format!(
                "{}{}",
                r("See "),
                field("REF _Ref1 \\r", "Error! Reference source not found.")
            ),
        ),
        item(
            1,
            &format!(
                "{}<w:fldSimple w:instr='REF _Ref1 \\w'>{}</w:fldSimple>",
                r("Or "),
                r("1(a)")
            ),
        ),
        item(
            1,
            &format!("{}{}", r("Not "), field("REF _Ref1 \\r", "3(c)")),
        ),
        item(1, &format!("{}{}", r("Nor "), field("REF _Lost \\r", "9"))),
    ]
    .concat();
    let document = read_whole(&body, &beside, View::Final);
    assert_eq!(
        document.text,
        "1. One.\n(a) Point.\nSee 1(a)\n(b) See (a)\n(c) Or 1(a)\n(d) Not 3(c)\n(e) Nor 9\n"
    );
    let told = &document.diagnostics[0];
    assert_eq!(codes(&document)[0], "wrong-reference");
    assert!(
        told.message.contains("“3(c)” and leads to “1(a)”"),
        "{}",
        told.message
    );
}

#[test]
fn old_form_fields_and_broken_fields() {
    let check = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData></w:fldChar></w:r>\
        <w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>";
    let broken =
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> X </w:instrText></w:r>";
    let body = [
        format!("<w:p>{check}{}</w:p>", r(" Yes")),
        format!("<w:p>{broken}{}</w:p>", r("lost with its code")),
        p("Shown."),
    ]
    .concat();
    let document = read_whole(&body, &Beside::default(), View::Final);
    assert_eq!(document.text, "☒ Yes\nShown.\n");
}

#[test]
fn fields_that_number_by_themselves_are_counted() {
    let field = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> AUTONUM </w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>";
    let body = format!("<w:p>{field}{}</w:p>", r(" Item")).repeat(2);
    let document = read_whole(&body, &Beside::default(), View::Final);
    assert_eq!(document.text, "1. Item\n2. Item\n");
}

#[test]
fn articles_are_numbered_in_every_language() {
    let caps = "<w:rPr><w:caps/></w:rPr>";
    for (format, text, more, first, second) in [
        ("decimal", "Члан %1.", "", "Члан 1. A", "Члан 2. A"),
        ("decimal", "Član %1.", "", "Član 1. A", "Član 2. A"),
        ("decimal", "Neni %1", "", "Neni 1 A", "Neni 2 A"),
        ("decimal", "Член %1", "", "Член 1 A", "Член 2 A"),
        (
            "chineseCountingThousand",
            "第%1条",
            "<w:suff w:val='nothing'/>",
            "第一条A",
            "第二条A",
        ),
        ("japaneseCounting", "第%1章", "", "第一章 A", "第二章 A"),
        ("decimal", "Article %1", caps, "ARTICLE 1 A", "ARTICLE 2 A"),
        ("upperRoman", "Глава %1", "", "Глава I A", "Глава II A"),
        ("decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>", "A", "A"),
        (
            "ordinalText",
            "%1",
            "<w:rPr><w:lang w:val='sr-Cyrl-RS'/></w:rPr>",
            "Први A",
            "Други A",
        ),
    ] {
        let numbering = list(&[level(0, format, text, more)]);
        let beside = Beside {
            numbering: &numbering,
            ..Beside::default()
        };
        let body = item(0, &r("A")).repeat(2);
        let document = read_whole(&body, &beside, View::Final);
        assert_eq!(
            document.text,
            format!("{first}\n{second}\n"),
            "{format} {text}"
        );
    }
}

#[test]
fn a_format_of_ones_own_stands_beside_an_older_one() {
    let both = "<AlternateContent><Choice><w:numFmt w:val='custom' w:format='001, 002, 003, ...'/></Choice>\
        <Fallback><w:numFmt w:val='decimal'/></Fallback></AlternateContent>";
    let numbering = list(&[format!(
        "<w:lvl w:ilvl='0'><w:start w:val='9'/>{both}<w:lvlText w:val='%1'/></w:lvl>"
    )]);
    let beside = Beside {
        numbering: &numbering,
        ..Beside::default()
    };
    let document = read_whole(&item(0, &r("A")).repeat(2), &beside, View::Final);
    assert_eq!(document.text, "009 A\n010 A\n");
}

#[test]
fn a_hidden_mark_runs_on_and_a_hidden_paragraph_does_not_count() {
    let numbering = list(&[level(0, "decimal", "%1.", "")]);
    let beside = Beside {
        numbering: &numbering,
        ..Beside::default()
    };
    let hidden = item(0, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>No.</w:t></w:r>")
        .replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>");
    let runs_on = item(0, &r("Heading. ")).replace(
        "</w:pPr>",
        "<w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>",
    );
    let body = [
        item(0, &r("A")),
        hidden,
        runs_on,
        p("Text."),
        item(0, &r("B")),
    ]
    .concat();
    let document = read_whole(&body, &beside, View::Final);
    assert_eq!(document.text, "1. A\n2. Heading. Text.\n3. B\n");
}
