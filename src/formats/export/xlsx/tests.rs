//! Workbooks read back from their XML, by no code of the library that wrote them.

use super::super::tests::{details, finished, halfway, spoiled};
use super::*;
use crate::domain::agreement::AgreementId;
use crate::domain::review::Detail;
use crate::domain::summary::Portfolio;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The members of a ZIP by name.
fn members(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a ZIP");
    let all = zip.len();
    let read = |at: usize| {
        let mut member = zip.by_index(at).expect("is there");
        assert_eq!(member.last_modified(), Some(zip::DateTime::default()));
        let mut text = String::new();
        member.read_to_string(&mut text).expect("is UTF-8");
        (member.name().expect("is UTF-8").into_owned(), text)
    };
    (0..all).map(read).collect()
}

/// The texts that cells refer to, in order, escapes of the format undone.
fn shared(members: &BTreeMap<String, String>) -> Vec<String> {
    let mut reader = Reader::from_str(&members["xl/sharedStrings.xml"]);
    let mut texts = Vec::new();
    loop {
        match reader.read_event().expect("is XML") {
            Event::Start(start) if start.name().as_ref() == "si" => texts.push(String::new()),
            Event::Text(text) => {
                if let Some(last) = texts.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let letter = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("an entity that nobody declared: {other}"),
                };
                texts.last_mut().expect("inside").push_str(letter);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    texts
        .iter()
        .map(|text| text.replace("_x005F_", "_"))
        .collect()
}

#[test]
fn every_part_has_its_sheet_and_every_sheet_is_xml() {
    let bytes = xlsx(&halfway().summary()).expect("is written");
    let members = members(&bytes);
    for (name, text) in &members {
        let mut reader = Reader::from_str(text);
        while reader
            .read_event()
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            != Event::Eof
        {}
    }
    let book = &members["xl/workbook.xml"];
    let names = [
        "Summary",
        "Findings",
        "Facts",
        "Questions",
        "Passages",
        "Notes",
        "Document",
        "Journals",
    ];
    for name in names {
        assert!(book.contains(&format!("<sheet name=\"{name}\"")), "{name}");
    }
    for number in 2..=names.len() {
        let sheet = &members[&format!("xl/worksheets/sheet{number}.xml")];
        for part in ["<autoFilter ", "state=\"frozen\"", "fitToHeight=\"0\""] {
            assert!(sheet.contains(part), "sheet {number}: {part}");
        }
    }
    let texts = shared(&members);
    assert!(texts.contains(&"INCOMPLETE: something is still open".to_owned()));
    assert!(texts.contains(&"remote access\nat any time".to_owned()));
    let calm = shared(&self::members(
        &xlsx(&finished().summary()).expect("is written"),
    ));
    assert!(
        !calm.iter().any(|text| text.contains("INCOMPLETE")),
        "{calm:?}"
    );
}

#[test]
fn days_and_sums_are_numbers_and_nobody_is_named_in_the_properties() {
    let recorded = [
        (Detail::SignedOn, "2026-03-01"),
        (Detail::Value, "1200000.50 EUR"),
        (Detail::Supplier, "=HYPERLINK(1)"),
    ];
    let table = details(finished(), &recorded);
    let bytes = xlsx(&table.summary()).expect("is written");
    let members = members(&bytes);
    let facts = &members["xl/worksheets/sheet3.xml"];
    // Days since 1899-12-30, as spreadsheets count.
    assert!(facts.contains("<v>46082</v>"), "{facts}");
    assert!(facts.contains("<v>1200000.5</v>"), "{facts}");
    assert!(members["xl/styles.xml"].contains("#,##0.00 &quot;EUR&quot;"));
    assert!(members["xl/styles.xml"].contains("quotePrefix=\"1\""));
    let properties = &members["docProps/core.xml"];
    assert!(
        properties.contains("<dc:creator></dc:creator>"),
        "{properties}"
    );
    let at = table
        .summary()
        .last_entry_at
        .expect("has entries")
        .to_string();
    let second = at.split('.').next().expect("has one");
    assert_eq!(properties.matches(second).count(), 2, "{properties}");
}

#[test]
fn hostile_words_become_no_formula_no_link_and_no_sheet() {
    for words in [
        "=cmd|'/c calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "-2",
        "\t=1",
        "＝1",
        "https://example.org/x",
        "mailto:x@example.org",
        "]]></t></si><script>",
        "_x0041_x0042_ _x005F_",
        "\u{202e}gnp\u{0}\u{1b}[2J\u{ffff}\u{fffe}",
        "&amp; &#60; <b>",
        "a]:*?/\\[b'",
        &"long ".repeat(9000),
    ] {
        let bytes = xlsx(&spoiled(words).summary()).expect("is written");
        let members = members(&bytes);
        for (name, text) in &members {
            let sheet = name.starts_with("xl/worksheets/");
            assert!(
                !sheet
                    || !["<f>", "<f ", "<hyperlink"]
                        .iter()
                        .any(|one| text.contains(one)),
                "{words:?} {name}"
            );
            assert!(
                !name.contains("hyperlink") && !text.contains("TargetMode=\"External\""),
                "{words:?} {name}"
            );
            let mut reader = Reader::from_str(text);
            while reader.read_event().expect("is XML") != Event::Eof {}
        }
        let shown = super::super::plain::harmless(words);
        let begins: String = shown.chars().take(3000).collect();
        let texts = shared(&members);
        assert!(
            texts.iter().any(|text| text.starts_with(begins.trim_end())),
            "{words:?}\n{texts:?}"
        );
        assert!(
            texts
                .iter()
                .all(|text| text.encode_utf16().count() <= 32_767)
        );
    }
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    let summary = halfway().summary();
    assert_eq!(xlsx(&summary), xlsx(&summary));
    let many = Portfolio::of(&[summary, finished().summary()]);
    assert_eq!(portfolio(&many), portfolio(&many));
}

#[test]
fn a_portfolio_counts_items_and_names_over_all_agreements() {
    let body = |table, name| {
        details(
            table,
            &[
                (Detail::PublicBody, name),
                (Detail::Supplier, "Maker & Sons"),
            ],
        )
        .summary()
    };
    let mut third = body(halfway(), "City");
    third.agreement.id = AgreementId::new("third");
    let many = [body(halfway(), "City"), body(finished(), "School"), third];
    let members = members(&portfolio(&Portfolio::of(&many)).expect("is written"));
    let texts = shared(&members);
    let place = |words: &str| {
        texts
            .iter()
            .position(|text| text == words)
            .unwrap_or_else(|| panic!("{words}"))
    };
    let row = |sheet: usize, words: &str| {
        let sheet = &members[&format!("xl/worksheets/sheet{sheet}.xml")];
        let cell = format!("t=\"s\"><v>{}</v>", place(words));
        let rows = sheet
            .split("<row ")
            .filter(|row| row.contains(&cell))
            .collect::<Vec<_>>();
        assert_eq!(rows.len(), 1, "{words}: {sheet}");
        let cells = rows[0]
            .split("<c ")
            .filter(|cell| !cell.contains("t=\"s\""));
        let number = |cell: &str| {
            Some(
                cell.split_once("<v>")?
                    .1
                    .split_once("</v>")?
                    .0
                    .parse()
                    .expect("a number"),
            )
        };
        cells.filter_map(number).collect::<Vec<u32>>()
    };
    // Agreements, complete ones, concerns, absent, withheld, unclear, disagreement, satisfied, unanswered.
    assert_eq!(row(5, "City"), [2, 0, 2, 2, 0, 0, 0, 0, 2]);
    assert_eq!(row(5, "School"), [1, 1, 1, 1, 0, 0, 0, 1, 0]);
    assert_eq!(row(6, "Maker & Sons"), [3, 1, 3, 3, 0, 0, 0, 1, 2]);
    assert_eq!(row(4, "remote"), [3, 0, 0, 0, 0, 0, 0]);
    let matrix = &members["xl/worksheets/sheet2.xml"];
    for (letter, times) in [("C", 3), ("A", 3), ("?", 2), ("S", 1)] {
        let cell = format!("t=\"s\"><v>{}</v>", place(letter));
        assert_eq!(matrix.matches(&cell).count(), times, "{letter}");
    }
}

#[test]
fn an_empty_portfolio_is_a_workbook_too() {
    let members = members(&portfolio(&Portfolio::default()).expect("is written"));
    assert!(members.contains_key("xl/workbook.xml"));
}
