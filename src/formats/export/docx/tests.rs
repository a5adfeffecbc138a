//! A made-up report as a Word document, read back.

use super::*;
use crate::domain::language::Language;
use crate::domain::margin::FurnitureKind;
use crate::domain::review::Moment;
use crate::formats::export::report::{Bar, Bars, Block, Cell, Heading, Line, Quote, Table, Tone};
use crate::formats::import::{Aids, Source, import};
use std::io::{Cursor, Read};

/// One of everything.
fn sample() -> Report {
    let finding = Heading {
        level: 4,
        words: "Who may log in".to_owned(),
        anchor: "finding-remote".to_owned(),
        tone: Some(Tone::Concern),
    };
    let cell = |words: &str, tone| Cell {
        line: Line::text(words),
        tone,
    };
    let bar = |name: &str, count, tone| Bar {
        name: name.to_owned(),
        count,
        tone,
    };
    Report {
        title: "Уговор о мрежи: Čačak & 城市网络 <1>".to_owned(),
        language: Language::SerbianLatin,
        stamp: Some("INCOMPLETE".to_owned()),
        foot: "Confidential edition".to_owned(),
        date: Moment::parse("2026-03-04T05:06:07.089Z"),
        blocks: vec![
            Block::Facts(vec![
                ("Party".to_owned(), Line::text("Made-up City")),
                ("File".to_owned(), Line::code("0123456789abcdef")),
            ]),
            Block::NewPage,
            Block::heading(2, "Result", "result"),
            Block::Notice {
                tone: Tone::Open,
                sentence: Line::strong("Incomplete: ").then("2 items are open."),
                points: vec![Line::text("one"), Line::link("finding-remote", "two")],
            },
            Block::Bars(Bars {
                title: "Answers by kind".to_owned(),
                bars: vec![
                    bar("Concern", 5, Tone::Concern),
                    bar("Good", 40, Tone::Good),
                    bar("Absent", 0, Tone::Absent),
                ],
            }),
            Block::Table(Table {
                columns: vec![("Question".to_owned(), 3), ("Answer".to_owned(), 1)],
                rows: vec![
                    vec![
                        Line::link("finding-remote", "Who may log in").into(),
                        cell("concern", Some(Tone::Concern)),
                    ],
                    vec![
                        cell("Where do data lie?", None),
                        cell("as it should be", Some(Tone::Good)),
                    ],
                ],
            }),
            Block::heading(2, "Findings", "findings"),
            Block::heading(3, "Access", "group-access"),
            Block::Heading(finding),
            Block::Sources(vec![
                Line::text("Law on Made-up Things, 5"),
                Line::text("Second source"),
            ]),
            Block::Quote(Quote {
                words: "Даљински приступ\nу свако доба\u{c}".to_owned(),
                language: Some(Language::SerbianCyrillic),
                of_agreement: true,
            }),
            Block::Quote(Quote {
                words: "Ana: to be asked.".to_owned(),
                language: None,
                of_agreement: false,
            }),
            Block::List(vec![Line::text("first"), Line::text("second")]),
            Block::Numbered(vec![Line::text("ask"), Line::text("wait")]),
            Block::Numbered(vec![Line::text("again")]),
            Block::Paragraph(Line::text("See ").and(Line::link("nowhere", "nothing"))),
            Block::Verbatim(vec![
                "writer 12  \tff00".to_owned(),
                "second line".to_owned(),
            ]),
        ],
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn our_own_reader_reads_what_was_written() {
    let bytes = docx(&sample());
    let source = Source {
        file_name: "report.docx",
        bytes: &bytes,
    };
    let read = import(&source, &Aids::default()).unwrap();
    insta::assert_snapshot!(read.text);
    assert_eq!(read.title, "Уговор о мрежи: Čačak & 城市网络 <1>");
    let furniture: Vec<_> = read
        .margin
        .furniture
        .iter()
        .map(|one| (one.kind, one.text.as_str()))
        .collect();
    assert_eq!(
        furniture,
        [
            (
                FurnitureKind::Header,
                "Уговор о мрежи: Čačak & 城市网络 <1> INCOMPLETE"
            ),
            (FurnitureKind::Footer, "Confidential edition 1 / 1"),
        ]
    );
    let told: Vec<_> = read
        .diagnostics
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert!(!told.iter().any(|one| one.contains("hidden")), "{told:?}");
}

#[test]
fn the_same_report_gives_the_same_bytes_and_carries_one_date() {
    let bytes = docx(&sample());
    assert_eq!(bytes, docx(&sample()));
    let core = part(&bytes, "docProps/core.xml");
    assert_eq!(core.matches("2026-03-04T05:06:07Z").count(), 2, "{core}");
    let undated = docx(&Report {
        date: None,
        ..sample()
    });
    assert!(!part(&undated, "docProps/core.xml").contains("dcterms:created"));
}

#[test]
fn links_lead_to_bookmarks_and_styles_and_lists_exist() {
    let bytes = docx(&sample());
    let document = part(&bytes, "word/document.xml");
    let values = |name: &str| -> Vec<String> {
        let start = format!("{name}=\"");
        let found = document.split(start.as_str()).skip(1);
        found
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect()
    };
    let names = values("w:name");
    for anchor in values("w:anchor") {
        assert!(names.contains(&anchor), "{anchor} of {names:?}");
    }
    assert!(names.iter().all(|name| name.len() <= 40), "{names:?}");
    let styles = part(&bytes, "word/styles.xml");
    let used = document.split("Style w:val=\"").skip(1);
    for style in used.filter_map(|rest| Some(rest.split_once('"')?.0)) {
        assert!(
            styles.contains(&format!("w:styleId=\"{style}\"")),
            "{style}"
        );
    }
    assert!(styles.contains("<w:lang w:val=\"sr-Latn-RS\" w:eastAsia=\"zh-CN\"/>"));
    let numbering = part(&bytes, "word/numbering.xml");
    for list in document.split("w:numId w:val=\"").skip(1) {
        let id = list.split_once('"').unwrap().0;
        assert!(
            numbering.contains(&format!("<w:num w:numId=\"{id}\"")),
            "{id}"
        );
    }
    let notes = part(&bytes, "word/footnotes.xml");
    for id in ["1", "2"] {
        assert!(document.contains(&format!("<w:footnoteReference w:id=\"{id}\"/>")));
        assert!(notes.contains(&format!("<w:footnote w:id=\"{id}\">")));
    }
}

#[test]
fn a_table_wider_than_word_can_bear_is_parted() {
    let columns: Vec<_> = (0..130).map(|at| (format!("c{at}"), 1)).collect();
    let row: Vec<Cell> = (0..130)
        .map(|at| Line::text(format!("v{at}")).into())
        .collect();
    let table = Block::Table(Table {
        columns,
        rows: vec![row],
    });
    let bytes = docx(&Report {
        blocks: vec![table],
        ..sample()
    });
    let document = part(&bytes, "word/document.xml");
    assert_eq!(document.matches("<w:tbl>").count(), 3);
    for at in 1..130 {
        assert_eq!(document.matches(&format!(">v{at}<")).count(), 1, "{at}");
    }
}
