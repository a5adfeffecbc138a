//! Tests of whole PDFs; what parts do is tested beside them.

use super::super::report::{
    Bar, Bars, Block, Cell, Heading, Line, Piece, Quote, Report, Table, Tone,
};
use super::*;
use crate::domain::language::Language;
use crate::domain::review::heads::parse_heads;
use crate::formats::import::{Aids, Source, import};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const TONES: [Tone; 7] = [
    Tone::Concern,
    Tone::Absent,
    Tone::Withheld,
    Tone::Unclear,
    Tone::Good,
    Tone::Open,
    Tone::Neutral,
];

fn head() -> String {
    let (head, root) = ("a1".repeat(32), "0f".repeat(32));
    format!("rapporteur-head/1 0123456789abcdef ana 57 {head} {root}")
}

fn finding(number: usize, tone: Tone, words: &str) -> Vec<Block> {
    vec![
        Block::Heading(Heading {
            level: 4,
            words: format!("{number}. Може ли добављач једнострано да измени услове?"),
            anchor: format!("finding-{number}"),
            tone: Some(tone),
        }),
        Block::Paragraph(
            Line::strong("Concern")
                .then(" · Article 12, paragraph 3, page 7 · Ana, 2026-03-04 · ")
                .and(Line::code("9f2c41d07be5")),
        ),
        Block::Quote(Quote {
            words: words.to_owned(),
            language: Some(Language::SerbianCyrillic),
            of_agreement: true,
        }),
        Block::Quote(Quote {
            words: "Nothing says how the ministry learns of it.\nAsked on 3 March; no reply."
                .to_owned(),
            language: Some(Language::English),
            of_agreement: false,
        }),
        Block::Sources(vec![
            Line::text("Guidelines on public contracts, section 4.2"),
            Line::text("Закон о јавним набавкама, члан 156"),
        ]),
    ]
}

/// A report with every kind of block, several pages long.
fn sample(findings: usize) -> Report {
    let long = "Добављач може у сваком тренутку, без претходне сагласности наручиоца, изменити техничке \
        услове пружања услуге, уколико сматра да је то потребно ради несметаног функционисања система.\n\
        \n\
        Naručilac se odriče prava na prigovor u roku od petnaest (15) dana; šifra „Đurđevak”, čl. 4. st. 2.";
    let mut blocks = vec![
        Block::Facts(vec![
            ("Agreement".to_owned(), Line::text("Agreement on a traffic management centre")),
            ("Supplier".to_owned(), Line::text("Plavi Most d.o.o., Kopar")),
            ("Parties".to_owned(), Line::text("Град Горњи Лук; Општина Бела Стена; Bashkia e Kodrës së Gjatë")),
            ("Text".to_owned(), Line::code("5d41402abc4b2a76b9719d911017c592ae3f4b2a76b9719d911017c592aa11bb")),
        ]),
        Block::Notice {
            tone: Tone::Open,
            sentence: Line::text("This review is not finished: 12 questions are open."),
            points: vec![
                Line::text("3 clauses have not been read by anybody."),
                Line::link("part-findings", "The findings").then(" may still change, and so may everything that is counted on this page or on any other."),
            ],
        },
        Block::heading(2, "The result", "part-result"),
        Block::Paragraph(Line::filled("Of **60 questions**, 48 are answered. The agreement lets the supplier change terms, send data abroad, and end the service; what it says of liability is found in no annex that was handed over.", &[])),
        Block::Bars(Bars {
            title: "Answers by kind".to_owned(),
            bars: TONES.iter().zip([9, 4, 3, 2, 25, 12, 5]).map(|(tone, count)| Bar {
                name: format!("{tone:?}"),
                count,
                tone: *tone,
            }).collect(),
        }),
        Block::Numbered(vec![
            Line::link("finding-1", "The supplier changes terms alone").then(", clause 12"),
            Line::text("Podaci se čuvaju izvan zemlje bez saglasnosti lica na koje se odnose, što je u suprotnosti sa zakonom o zaštiti podataka o ličnosti."),
        ]),
        Block::NewPage,
        Block::heading(2, "Findings", "part-findings"),
        Block::heading(3, "Changes and endings", "group-1"),
    ];
    for number in 1..=findings {
        blocks.extend(finding(number, TONES[number % TONES.len()], long));
    }
    blocks.extend(closing());
    Report {
        title: "Review of the agreement on a traffic management centre in Gornji Luk".to_owned(),
        language: Language::English,
        stamp: Some("INCOMPLETE".to_owned()),
        foot: "Written with rapporteur from 2 journals".to_owned(),
        date: Moment::parse("2026-03-04T09:30:00.000Z"),
        blocks,
    }
}

fn closing() -> Vec<Block> {
    let rows = (1..40).map(|number| {
        let tone = TONES[number % TONES.len()];
        let answer = Cell {
            line: Line::text(format!("{tone:?}")),
            tone: Some(tone),
        };
        let words = "ќе ѓ ѕ џ: договорот важи пет години".repeat(1 + number % 3);
        vec![
            Line::text(format!("Q{number}")).into(),
            Line::text(words).into(),
            answer,
            Line::text("第五条 甲方应当在收到通知后十五日内答复。").into(),
        ]
    });
    vec![
        Block::heading(2, "All answers", "part-answers"),
        Block::Table(Table {
            columns: [("No.", 1), ("Question", 5), ("Answer", 2), ("合同条款", 3)]
                .map(|(name, share)| (name.to_owned(), share))
                .to_vec(),
            rows: rows.collect(),
        }),
        Block::heading(2, "Questions to the ministry", "part-questions"),
        Block::List(vec![
            Line::text("Kontrata nuk përmban çmimin për njësi; ku është shtojca?"),
            Line::text("a hidden turn \u{202e}here, a smile 😀, a co\u{ad}operation"),
        ]),
        Block::heading(2, "Journals", "part-journals"),
        Block::Paragraph(Line::text(
            "These lines show later whether the journals still begin as they stood.",
        )),
        Block::Verbatim(vec![head()]),
    ]
}

fn read_back(bytes: &[u8]) -> String {
    let source = Source {
        file_name: "report.pdf",
        bytes,
    };
    let document = import(&source, &Aids::default()).expect("our own PDF can be read");
    document.text.as_str().to_owned()
}

fn in_order(text: &str, words: &[&str]) {
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut from = 0;
    for word in words {
        let rest = plain.get(from..).unwrap_or_default();
        let Some(place) = rest.find(word) else {
            panic!("{word:?} is missing or too early in:\n{text}");
        };
        from += place + word.len();
    }
}

#[test]
fn words_of_all_scripts_come_back_in_order() {
    let bytes = pdf(&sample(2)).unwrap();
    let text = read_back(&bytes);
    in_order(
        &text,
        &[
            "Review of the agreement",
            "Plavi Most",
            "Горњи Лук",
            "Kodrës së Gjatë",
            "12 questions are open",
            "The result",
            "60 questions",
            "25",
            "zaštiti podataka",
            "Findings",
            "Добављач може у сваком тренутку",
            "Đurđevak",
            "no reply",
            "члан 156",
            "All answers",
            "договорот важи",
            "甲方应当",
            "përmban çmimin",
            "⟨U+202E⟩",
            "⟨U+1F600⟩",
            "Journals",
        ],
    );
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert!(pdf(&sample(3)).unwrap() == pdf(&sample(3)).unwrap());
}

#[test]
fn heads_of_journals_stand_in_the_bytes_and_nothing_else_passes_for_one() {
    let mut report = sample(1);
    let forged = head().replace(" ana ", " mira ");
    report.title = forged.clone();
    report.foot = forged.clone();
    report.stamp = Some(forged.clone());
    report
        .blocks
        .insert(0, Block::heading(2, forged.clone(), "forged"));
    report
        .blocks
        .insert(1, Block::Paragraph(Line::link("forged", forged.clone())));
    report.blocks.insert(
        2,
        Block::Bars(Bars {
            title: forged,
            bars: Vec::new(),
        }),
    );
    let bytes = pdf(&report).unwrap();
    let found = parse_heads(&String::from_utf8_lossy(&bytes));
    assert_eq!(found, parse_heads(&head()));
    assert_eq!(found.len(), 1);
    // What copies the words out of the pages finds them too.
    assert_eq!(parse_heads(&read_back(&bytes)), found);
    assert!(!read_back(&bytes).contains("rapporteur-head/1 0123456789abcdef mira"));
}

/// How often each kind of element is in the structure, and what the catalogue says.
fn structure(bytes: &[u8]) -> (lopdf::Document, BTreeMap<String, usize>) {
    let document = lopdf::Document::load_mem(bytes).expect("a sound PDF");
    let mut counts = BTreeMap::new();
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else {
            continue;
        };
        let is_element = dictionary.get(b"P").is_ok() && dictionary.get(b"K").is_ok();
        if let (true, Ok(kind)) = (
            is_element,
            dictionary.get(b"S").and_then(|kind| kind.as_name()),
        ) {
            *counts
                .entry(String::from_utf8_lossy(kind).into_owned())
                .or_default() += 1;
        }
    }
    (document, counts)
}

#[test]
fn a_screen_reader_finds_headings_lists_tables_quotations_pictures_and_links() {
    let (document, counts) = structure(&pdf(&sample(2)).unwrap());
    let count = |kind: &str| counts.get(kind).copied().unwrap_or_default();
    assert_eq!(
        (count("H1"), count("H2"), count("H3"), count("H4")),
        (1, 5, 1, 2),
        "{counts:?}"
    );
    assert_eq!(
        (count("L"), count("LI"), count("Lbl"), count("LBody")),
        (3, 6, 6, 6)
    );
    assert_eq!(
        (count("Table"), count("TR"), count("TH"), count("TD")),
        (2, 44, 8, 160)
    );
    assert_eq!(
        (
            count("BlockQuote"),
            count("Figure"),
            count("Note"),
            count("Code")
        ),
        (4, 1, 4, 1)
    );
    assert_eq!(count("Link"), 2);
    let catalogue = document.catalog().expect("has a catalogue");
    assert_eq!(catalogue.get(b"Lang").unwrap().as_str().unwrap(), b"en");
    for key in [
        &b"StructTreeRoot"[..],
        b"Outlines",
        b"MarkInfo",
        b"OutputIntents",
        b"Metadata",
        b"AF",
    ] {
        assert!(catalogue.has(key), "{}", String::from_utf8_lossy(key));
    }
}

#[test]
fn the_foot_counts_the_pages() {
    let bytes = pdf(&sample(9)).unwrap();
    let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
    assert!(pages > 5, "{pages}");
}

/// Where everything stands: page, distance from the top of the text, kind.
fn layout(report: &Report) -> String {
    let fonts = Fonts::open();
    let composer = Composer::compose(&fonts, report);
    let mut shown = String::new();
    for (page, placed) in flow::flow(&composer.strips, looks::HEIGHT)
        .iter()
        .enumerate()
    {
        for one in placed {
            let kind = composer.strips[one.strip].kind;
            if kind != "space" {
                let again = if one.again { " again" } else { "" };
                let _ = writeln!(shown, "{} {:5.1} {kind}{again}", page + 1, one.y);
            }
        }
    }
    shown
}

#[test]
fn everything_stands_where_it_is_expected() {
    insta::assert_snapshot!(layout(&sample(2)));
}

#[test]
fn a_cell_higher_than_a_page_goes_on_under_the_head() {
    let mut report = sample(0);
    let tall = "one two three ".repeat(900);
    report.blocks = vec![Block::Table(Table {
        columns: vec![("A".to_owned(), 1), ("B".to_owned(), 1)],
        rows: vec![vec![Line::text("x").into(), Line::text(tall).into()]],
    })];
    let layout = layout(&report);
    let again: Vec<&str> = layout
        .lines()
        .filter(|line| line.ends_with("again"))
        .collect();
    assert!(again.len() >= 2, "{layout}");
    assert!(pdf(&report).is_ok());
}

#[test]
fn hostile_reports_are_written_too() {
    let many = |piece: &str, times: usize| piece.repeat(times);
    for words in [
        many("ж", 8_000),
        many(" ", 34_000),
        many("\n", 8_000),
        many("\u{301}", 4_000),
        many("\u{202e}\u{0}\u{feff}", 400),
        many("a\u{ad}-", 3_000),
    ] {
        let mut report = sample(0);
        report.blocks = vec![
            Block::heading(4, words.clone(), "a"),
            Block::heading(4, words.clone(), "a"),
            Block::Paragraph(Line::link("a", words.clone())),
            Block::Quote(Quote {
                words: words.clone(),
                language: None,
                of_agreement: true,
            }),
            Block::Facts(vec![(words.clone(), Line::text(words.clone()))]),
            Block::Verbatim(vec![words.clone()]),
        ];
        report.foot = words.clone();
        report.stamp = Some(words);
        assert!(pdf(&report).is_ok());
    }
}

fn line() -> impl Strategy<Value = Line> {
    let piece = ("\\PC{0,30}|[ -~]{0,60}|.{0,20}", 0..4).prop_map(|(words, kind)| match kind {
        0 => Piece::Text(words),
        1 => Piece::Strong(words),
        2 => Piece::Code(words),
        _ => Piece::Link {
            to: "here".to_owned(),
            words,
        },
    });
    prop::collection::vec(piece, 0..4).prop_map(Line)
}

fn block() -> impl Strategy<Value = Block> {
    let lines = || prop::collection::vec(line(), 0..4);
    let cell = (line(), prop::option::of(0..TONES.len())).prop_map(|(line, tone)| Cell {
        line,
        tone: tone.map(|tone| TONES[tone]),
    });
    let table = (
        prop::collection::vec((".{0,20}", any::<u16>()), 0..4),
        prop::collection::vec(prop::collection::vec(cell, 0..5), 0..4),
    );
    prop_oneof![
        (any::<u8>(), ".{0,40}").prop_map(|(level, words)| Block::heading(level, words, "here")),
        line().prop_map(Block::Paragraph),
        lines().prop_map(Block::List),
        lines().prop_map(Block::Numbered),
        (line(), lines()).prop_map(|(sentence, points)| Block::Notice {
            tone: Tone::Concern,
            sentence,
            points
        }),
        (any::<String>(), any::<bool>()).prop_map(|(words, of_agreement)| Block::Quote(Quote {
            words,
            language: None,
            of_agreement
        })),
        prop::collection::vec((".{0,20}", line()), 0..3).prop_map(Block::Facts),
        table.prop_map(|(columns, rows)| Block::Table(Table { columns, rows })),
        lines().prop_map(Block::Sources),
        (
            ".{0,20}",
            prop::collection::vec((".{0,20}", any::<usize>()), 0..4)
        )
            .prop_map(|(title, bars)| Block::Bars(Bars {
                title,
                bars: bars
                    .into_iter()
                    .map(|(name, count)| Bar {
                        name,
                        count,
                        tone: Tone::Good
                    })
                    .collect(),
            })),
        prop::collection::vec(any::<String>(), 0..3).prop_map(Block::Verbatim),
        Just(Block::NewPage),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_report_meets_the_standards(
        title in any::<String>(),
        stamp in prop::option::of(any::<String>()),
        millis in prop::option::of(any::<i64>()),
        blocks in prop::collection::vec(block(), 0..8),
    ) {
        let report = Report {
            title,
            language: Language::Macedonian,
            stamp,
            foot: String::new(),
            date: millis.map(Moment::from_millis),
            blocks,
        };
        let written = pdf(&report);
        prop_assert!(written.is_ok(), "{written:?}");
    }
}

/// For looking at, and for readers of others: `tests/readers/check-pdf.py` says how.
#[test]
#[ignore = "writes files, for looking at"]
#[expect(clippy::disallowed_methods, reason = "files for people to look at")]
fn samples_for_readers() {
    let Ok(folder) = std::env::var("RAPPORTEUR_SAMPLES") else {
        return;
    };
    let summary = crate::formats::export::tests::finished().summary();
    let mut reports: Vec<(String, Report)> =
        [("small", 4), ("sixty", 60), ("five-thousand", 5_000)]
            .map(|(name, findings)| (name.to_owned(), sample(findings)))
            .to_vec();
    for language in [Language::English, Language::SerbianCyrillic] {
        let report = speaking(language, || crate::formats::export::report(&summary));
        reports.push((format!("review-{}", language.tag()), report));
    }
    for (name, report) in reports {
        let begun = std::time::Instant::now();
        let bytes = pdf(&report).unwrap();
        let took = format!("{:?} {} bytes\n", begun.elapsed(), bytes.len());
        std::fs::write(format!("{folder}/{name}.pdf"), &bytes).unwrap();
        std::fs::write(format!("{folder}/{name}.txt"), took).unwrap();
    }
}
