//! Small tables in memory, honest and hostile.

use super::*;
use crate::formats::import::unpack::fixture::zip;

fn cells(table: &Table) -> Vec<(usize, Vec<&str>)> {
    let rows = table.rows.iter();
    rows.map(|row| (row.number, row.cells.iter().map(String::as_str).collect()))
        .collect()
}

#[test]
fn the_sign_between_cells_is_found() {
    let two = vec![
        (1, vec!["Question", "Group"]),
        (2, vec!["Who, and why?", "Data"]),
    ];
    let cases: [(&str, _); 6] = [
        ("Question,Group\r\n\"Who, and why?\",Data\r\n", two.clone()),
        ("Question;Group\nWho, and why?;Data\n", two.clone()),
        ("Question\tGroup\nWho, and why?\tData", two.clone()),
        (
            "Who, and why?\nWhere?\nFor how long?",
            vec![
                (1, vec!["Who, and why?"]),
                (2, vec!["Where?"]),
                (3, vec!["For how long?"]),
            ],
        ),
        (
            "sep=;\nWho, a;b\n\n;;\nc",
            vec![(2, vec!["Who, a", "b"]), (5, vec!["c"])],
        ),
        (
            "Question;Group\n\"Two\nlines \"\"here\"\"\";Data\nOne;x",
            vec![
                (1, vec!["Question", "Group"]),
                (2, vec!["Two\nlines \"here\"", "Data"]),
                (4, vec!["One", "x"]),
            ],
        ),
    ];
    for (text, expected) in cases {
        let table = read(text.as_bytes(), None).expect(text);
        assert_eq!(cells(&table), expected, "{text}");
    }
}

#[test]
fn encodings_of_spreadsheet_programs_are_read() {
    let text = "Pitanje;Težina\nDa li se podaci građana čuvaju u Srbiji?;visoka\nŽalbe rešava sud?;niska\n";
    let (legacy, _, _) = encoding_rs::WINDOWS_1250.encode(text);
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = format!("\u{feff}{text}").into_bytes();
    let cyrillic = "Питање;Тежина\nДа ли се подаци грађана чувају у Србији?;висока\n";
    let (legacy_cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
    for bytes in [legacy.into_owned(), wide, marked] {
        let table = read(&bytes, None).expect("is a table");
        assert_eq!(table.rows[0].cells, ["Pitanje", "Težina"]);
        assert_eq!(
            table.rows[1].cells[0],
            "Da li se podaci građana čuvaju u Srbiji?"
        );
    }
    let table = read(&legacy_cyrillic, None).expect("is a table");
    assert_eq!(table.rows[1].cells[1], "висока");
}

/// A workbook with this in its first sheet, "List", and a second, empty one.
fn workbook(sheet: &str) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            br#"<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns:r="r"><sheets><sheet name="List" sheetId="1" r:id="r1"/><sheet name="More" sheetId="2" r:id="r2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>Question</t></si><si><r><t>Who </t></r><r><t>pays?</t></r><rPh><t>x</t></rPh></si></sst>".as_bytes(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{sheet}</sheetData><mergeCells><mergeCell ref=\"B3:B4\"/></mergeCells></worksheet>").as_bytes(),
        ),
        ("xl/worksheets/sheet2.xml", b"<worksheet><sheetData/></worksheet>"),
    ])
}

#[test]
fn a_workbook_is_read_with_gaps_and_merged_cells() {
    let bytes = workbook(
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>Group</t></is></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\"><v>4</v></c><c r=\"C3\" t=\"str\"><v>A &amp; B</v></c></row>\
         <row r=\"4\"><c r=\"B4\"/></row>\
         <row r=\"1048576\"><c r=\"XFD1048576\" t=\"e\"><v>#REF!</v></c><c r=\"A1048576\" t=\"s\"><v>9</v></c></row>",
    );
    let table = read(&bytes, None).expect("is a workbook");
    assert_eq!(
        cells(&table),
        [
            (2, vec!["Question", "", "Group"]),
            (3, vec!["Who pays?", "4", "A & B"])
        ]
    );
    assert_eq!(table.sheet.as_deref(), Some("List"));
    assert_eq!(table.other_sheets, ["More"]);
    assert_eq!(read(&bytes, Some("More")), Err(NoTable::Empty));
    let error = read(&bytes, Some("list")).expect_err("there is none");
    assert_eq!(
        error.to_string(),
        "There is no sheet “list” in the workbook; it has “List”, “More”."
    );
}

#[test]
fn what_is_too_large_or_no_table_is_refused_in_a_sentence() {
    let many = "q\n".repeat(MOST_ROWS + 1);
    let wide = "a;".repeat(MOST_COLUMNS) + "b\n";
    let long = "x".repeat(LONGEST_CELL + 1);
    let far = workbook("<row r=\"1\"><c r=\"XFD1\" t=\"s\"><v>0</v></c></row>");
    let rows = "<row><c t=\"s\"><v>1</v></c></row>".repeat(MOST_ROWS + 1);
    let nodes = "<row/>".repeat(1_000_001);
    let bomb = " ".repeat(65 * 1024 * 1024);
    let doctype = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<x/>"),
        ("_rels/.rels", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ]);
    let cases = [
        (many.into_bytes(), "too-large"),
        (wide.into_bytes(), "too-large"),
        (long.into_bytes(), "too-large"),
        (vec![b'x'; LARGEST_FILE + 1], "too-large"),
        (far, "too-large"),
        (workbook(&rows), "too-large"),
        (workbook(&nodes), "too-large"),
        (workbook(&bomb), "too-large"),
        (doctype, "doctype"),
        (zip(&[("a.txt", b"a,b")]), "unsupported"),
        (b"PK\x03\x04rest".to_vec(), "unsupported"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0".to_vec(),
            "unsupported",
        ),
        (b"\n ; \n".to_vec(), "empty"),
        (Vec::new(), "empty"),
    ];
    for (index, (bytes, code)) in cases.into_iter().enumerate() {
        let error = read(&bytes, None).expect_err("is refused");
        assert_eq!(error.code(), code, "{index}: {error}");
        assert!(error.to_string().ends_with('.') && !error.hint().is_empty());
    }
}
