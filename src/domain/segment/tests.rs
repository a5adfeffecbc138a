//! Small documents and what is made of them.

use super::*;
use crate::domain::clause::ClauseKind;
use crate::domain::document::{Block, BlockKind, Format};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::fmt::Write as _;

/// A document from plain text, as the importer of text makes it: blocks are set apart by blank lines.
pub(in crate::domain) fn plain(text: &str) -> Document {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut blocks: Vec<Block> = Vec::new();
    let (mut at, mut open, mut page) = (0, None, 1);
    let paged = text.contains('\u{c}');
    let mut close = |open: &mut Option<usize>, end: usize, page: u32| {
        if let Some(start) = open.take() {
            blocks.push(Block {
                span: Span::new(start, end),
                kind: BlockKind::Paragraph,
                page: paged.then_some(page),
                area: None,
                number: None,
            });
        }
    };
    let mut end = 0;
    for line in text.split_inclusive(['\n', '\u{c}']) {
        let body = line.trim_end_matches(['\n', '\u{c}']);
        if body.trim().is_empty() {
            close(&mut open, end, page);
        } else {
            open.get_or_insert(at);
            end = at + body.len();
        }
        at += line.len();
        if line.ends_with('\u{c}') {
            close(&mut open, end, page);
            page += 1;
        }
    }
    close(&mut open, end, page);
    Document {
        title: String::new(),
        format: Format::Text,
        text: text.replace('\u{c}', "\n"),
        blocks,
        pages: paged.then_some(page),
        diagnostics: Vec::new(),
        reader: String::new(),
        margin: crate::domain::margin::Margin::default(),
    }
}

/// The tree as lines: id, kind, label and heading, indented by level.
pub(super) fn sketch(segmented: &Segmented) -> String {
    let mut out = String::new();
    for clause in segmented.tree.clauses() {
        let indent = "  ".repeat(usize::from(clause.level));
        let parts = [
            clause.id.as_str(),
            clause.kind.name(),
            &clause.label,
            &clause.heading,
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(out, "{indent}{}", parts.join(" | "));
    }
    out
}

fn cut(text: &str) -> String {
    let document = plain(text);
    let done = segment(&document);
    assert_eq!(done.tree.defect(&document.text), None, "{text}");
    sketch(&done)
}

fn words<'a>(document: &'a Document, done: &Segmented, id: &str) -> &'a str {
    let clause = done.tree.get(&crate::domain::clause::ClauseId::new(id));
    clause.map_or("", |clause| clause.span.of(&document.text).trim())
}

fn codes(text: &str) -> Vec<(String, String)> {
    let document = plain(text);
    let place = |span: Span| -> String {
        let letters = document.text.chars().skip(span.start);
        letters.take(span.len()).collect()
    };
    let done = segment(&document);
    done.diagnostics
        .iter()
        .map(|d| (d.code.clone(), d.place.map(place).unwrap_or_default()))
        .collect()
}

const CONTRACT: &str = "MASTER SERVICES AGREEMENT

This Agreement is made by and between the City of Arlen and Camtech Ltd (hereinafter \"Supplier\").

RECITALS

WHEREAS, the City needs cameras;

NOW, THEREFORE, the parties agree as follows:

1. Definitions

In this Agreement the words below have a meaning.

1.1 \"Data\" means all records.

1.2 \"Site\" means the places listed in Schedule 1.

2. Fees. The City shall pay the fees set out in
Section 5.1 of the Agreement, which may be changed under
Article 7 of the Law on Public Works, within thirty days:

(a) for cameras; and

(b) for storage:

(i) on disk;

(ii) on tape.

The fees include taxes.

3. Term

This Agreement lasts five years.

IN WITNESS WHEREOF the parties have signed.

City of Arlen ______

SCHEDULE 1 - SITES

1. North bridge.

2. South bridge.
";

#[test]
fn an_english_contract_is_cut_by_its_numbers() {
    insta::assert_snapshot!(cut(CONTRACT), @r"
    title | title | MASTER SERVICES AGREEMENT
    parties | parties
    preamble | preamble | RECITALS
      preamble/~1287b9 | paragraph
      preamble/~cecc36 | paragraph
    sec-1 | section | 1. | Definitions
      sec-1/~442a5f | paragraph
      sec-1/1.1 | paragraph | 1.1
      sec-1/1.2 | paragraph | 1.2
    sec-2 | section | 2. | Fees
      sec-2/a | point | (a)
      sec-2/b | point | (b)
        sec-2/b/1 | point | (i)
        sec-2/b/2 | point | (ii)
      sec-2/~5bd8f3 | paragraph
    sec-3 | section | 3. | Term
    sign | signature
    annex-1 | annex | SCHEDULE 1 | SITES
      annex-1/sec-1 | section | 1. | North bridge
      annex-1/sec-2 | section | 2. | South bridge
    ");
}

#[test]
fn a_serbian_law_is_cut_by_its_articles() {
    let text = "ЗАКОН

о камерама

I. ОСНОВНЕ ОДРЕДБЕ

Предмет закона

Члaн 1.

Овим законом уређује се снимање.

Појмови

Члан 2.

Поједини изрази значе:

1) камера је уређај;

2) снимак је запис.

Остали изрази имају уобичајено значење.

II. НАДЗОР

Надлежност

Члан 2а.

Надзор врши министарство у складу са чланом 5. овог закона.

Казне

Члан 3.

Казна је новчана.
";
    insta::assert_snapshot!(cut(text), @r"
    title | title | ЗАКОН о камерама
    ch-1 | chapter | I. | ОСНОВНЕ ОДРЕДБЕ
      art-1 | article | Члaн 1. | Предмет закона
      art-2 | article | Члан 2. | Појмови
        art-2/~3d9454 | paragraph
          art-2/1 | point | 1)
          art-2/2 | point | 2)
        art-2/~0d0093 | paragraph
    ch-2 | chapter | II. | НАДЗОР
      art-2a | article | Члан 2а. | Надлежност
      art-3 | article | Члан 3. | Казне
    ");
}

#[test]
fn headings_of_articles_are_found_wherever_they_stand() {
    for (text, heading) in [
        ("Naslov\n\nČlan 1. (Predmet)\n\nTekst člana.", "Predmet"),
        (
            "Naslov\n\nČlan 1.\n(Predmet Zakona)\n\nTekst člana.",
            "Predmet Zakona",
        ),
        ("Naslov\n\nNENI 1 – Qëllimi\n\nTeksti i nenit.", "Qëllimi"),
        (
            "Title\n\nArticle 1\n\nScope\n\nThis agreement covers cameras.",
            "Scope",
        ),
        ("合同\n\n第一条 保密\n\n双方应当保密。", "保密"),
        ("合同\n\n第一条 双方应当保密，不得泄露。", ""),
    ] {
        let done = segment(&plain(text));
        let article = done
            .tree
            .clauses()
            .iter()
            .find(|c| c.kind == ClauseKind::Article);
        assert_eq!(article.map(|a| a.heading.as_str()), Some(heading), "{text}");
    }
}

#[test]
fn a_number_alone_on_its_line_keeps_the_text_below() {
    let document = plain("Terms\n\n1.\n\nThe Supplier delivers.\n\n2.\n\nThe City pays.\n");
    let done = segment(&document);
    assert_eq!(
        words(&document, &done, "sec-1"),
        "1.\n\nThe Supplier delivers."
    );
    assert_eq!(words(&document, &done, "sec-2"), "2.\n\nThe City pays.");
}

#[test]
fn articles_are_counted_beyond_a_thousand_and_years_are_none() {
    let tree = cut(
        "Član 999.\n\nStrana ispunjava obavezu iz člana 1000. ovog zakona.\n\nČlan 1000.\n\nPrimenjuje se od\n\n\
         2003. godine u celosti.\n\nČlan 1001a\n\nČlan 12.345 nije broj člana.\n",
    );
    let ids: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(ids.contains(&"art-999"), "{tree}");
    assert!(ids.contains(&"art-1000"), "{tree}");
    assert!(ids.contains(&"art-1001a"), "{tree}");
    assert!(!tree.contains("2003"), "{tree}");
    let articles = ids
        .iter()
        .filter(|id| id.starts_with("art-") && !id.contains('/'));
    assert_eq!(articles.count(), 3, "{tree}");
}

#[test]
fn a_table_of_contents_opens_nothing() {
    let text = "AGREEMENT\n\nTABLE OF CONTENTS\n\n1. Fees ........ 2\n\n2. Term ........ 3\n\n3. Law ........ 4\n\n\
                1. Fees\n\nThe City pays.\n\n2. Term\n\nFive years.\n\n3. Law\n\nSerbian law applies.\n";
    insta::assert_snapshot!(cut(text), @r"
    title | title | AGREEMENT
    text-cc98f7 | other | TABLE OF CONTENTS
    sec-1 | section | 1. | Fees
    sec-2 | section | 2. | Term
    sec-3 | section | 3. | Law
    ");
}

#[test]
fn a_text_without_numbers_is_cut_by_headings_and_paragraphs() {
    let text = "Letter of intent\n\nWe write to say that we agree.\n\nWe will meet again soon.\n";
    let done = segment(&plain(text));
    let kinds: Vec<&str> = done.tree.clauses().iter().map(|c| c.kind.name()).collect();
    assert_eq!(kinds, ["title", "paragraph", "paragraph"]);
}

#[test]
fn a_new_paragraph_changes_no_other_id() {
    let before = segment(&plain(CONTRACT));
    let changed = CONTRACT.replace(
        "The fees include taxes.",
        "Late fees bear interest.\n\nThe fees include taxes.",
    );
    let after = segment(&plain(&changed));
    for clause in before.tree.clauses() {
        assert!(
            after.tree.get(&clause.id).is_some(),
            "{} is gone",
            clause.id
        );
    }
    assert_eq!(after.tree.len(), before.tree.len() + 1);
}

#[test]
fn gaps_and_repetitions_are_reported_where_they_are() {
    let list = |numbers: &[u32]| -> String {
        let articles = numbers
            .iter()
            .map(|n| format!("Article {n}\n\nWords of the article.\n\n"));
        std::iter::once("Title\n\n".to_owned())
            .chain(articles)
            .collect()
    };
    let one = |code: &str, place: &str| vec![(code.to_owned(), place.to_owned())];
    assert_eq!(codes(&list(&[1, 2, 3, 4])), []);
    assert_eq!(codes(&list(&[5, 6, 8, 9])), one("number-gap", "Article 8"));
    assert_eq!(
        codes(&list(&[1, 2, 2, 3])),
        one("number-twice", "Article 2")
    );
}

#[test]
fn annexes_that_are_named_but_not_there_are_reported_once() {
    let missing = |place: &str| vec![("missing-annex".to_owned(), place.to_owned())];
    let with = |words: &str| {
        format!(
            "Agreement\n\n1. Fees\n\nSee {words} for the fees.\n\n2. Term\n\nAs said in {words} too.\n\nANNEX A - PRICES\n\nOne euro.\n"
        )
    };
    assert_eq!(codes(&with("Annex A")), []);
    assert_eq!(codes(&with("Annex C")), missing("Annex C"));
    assert_eq!(codes(&with("Schedule 2")), missing("Schedule 2"));
    assert_eq!(codes(&with("Prilogu br. 3")), missing("Prilogu br. 3"));
    assert_eq!(codes(&with("Прилог 3")), missing("Прилог 3"));
    assert_eq!(codes(&with("Annex II to Regulation (EU) 2016/679")), []);
    assert_eq!(codes(&with("Exhibit 10.3")), []);
}

#[test]
fn automatic_numbers_of_a_word_processor_open_clauses() {
    let mut document = plain(
        "Agreement\n\n1 Fees\n\n1.1 the City pays\n\n(a) monthly\n\n1.2 the City may withhold\n\n2 Term\n\nFive years.",
    );
    document.format = Format::Docx;
    for (block, (len, level)) in [
        (1, (1, 0)),
        (2, (3, 1)),
        (3, (3, 2)),
        (4, (3, 1)),
        (5, (1, 0)),
    ] {
        let start = document.blocks[block].span.start;
        let label = Span::new(start, start + len);
        document.blocks[block].number = Some(crate::domain::document::BlockNumber { label, level });
    }
    let done = segment(&document);
    insta::assert_snapshot!(sketch(&done), @r"
    title | title | Agreement
    sec-1 | section | 1 | Fees
      sec-1/1.1 | paragraph | 1.1
        sec-1/1.1/a | point | (a)
      sec-1/1.2 | paragraph | 1.2
    sec-2 | section | 2 | Term
    ");
}

#[test]
fn pages_are_carried_over() {
    let done = segment(&plain(
        "Agreement\n\n1. Fees\n\nOne.\n\u{c}2. Term\n\nTwo.\n",
    ));
    let pages: Vec<Option<u32>> = done.tree.clauses().iter().map(|c| c.page).collect();
    assert_eq!(pages, [Some(1), Some(1), Some(2)]);
    let numbers = segment(&plain("1\n\u{c}2\n"));
    assert_eq!(numbers.tree.clauses()[0].page, Some(1));
}

#[test]
fn blank_and_odd_documents_are_one_clause() {
    for text in ["", " \n \n", "1", "§", "第", "(", "Page 1"] {
        let document = plain(text);
        let done = segment(&document);
        assert_eq!(done.tree.defect(&document.text), None, "{text:?}");
        assert_eq!(done.tree.len(), usize::from(!text.is_empty()), "{text:?}");
    }
}

/// Lines made of the vocabulary's own samples, of numbers and of plain words, in any order.
fn jumbled() -> impl Strategy<Value = String> {
    let samples: Vec<String> = super::vocabulary::raw()
        .languages
        .into_values()
        .flat_map(|language| [language.samples.open, language.samples.do_not_open].concat())
        .collect();
    let line = prop_oneof![
        proptest::sample::select(samples),
        "(\\(?[0-9a-fivx]{1,3}[.)]|[0-9]{1,2}\\.[0-9]{1,2}|- ) ?[A-Za-zčЧл]{0,12}[.:;]?",
        "[ \t]{0,6}[A-Za-zščЖф第条 .,:;\u{a0}\u{301}]{0,60}",
        Just(String::new()),
        Just("TABLE OF CONTENTS".to_owned()),
        Just("IN WITNESS WHEREOF".to_owned()),
        Just("Fees ........ 3".to_owned()),
    ];
    proptest::collection::vec(line, 0..60).prop_map(|lines| lines.join("\n"))
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let document = plain(text);
    let done = segment(&document);
    prop_assert_eq!(done.tree.defect(&document.text), None);
    prop_assert_eq!(&segment(&document), &done);
    let scalars = document.text.chars().count();
    for clause in done.tree.clauses() {
        prop_assert!(clause.id.as_str().len() <= 60);
        prop_assert!(
            clause
                .id
                .as_str()
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-./~".contains(&b))
        );
        let parent = clause.parent.map(|at| &done.tree.clauses()[at]);
        prop_assert!(parent.is_none_or(|parent| parent.subtree_end >= clause.subtree_end));
    }
    for diagnostic in &done.diagnostics {
        prop_assert!(
            diagnostic
                .place
                .is_some_and(|place| place.end <= scalars && !place.is_empty())
        );
    }
    Ok(())
}

#[test]
fn a_notice_before_the_title_is_neither_title_nor_preamble() {
    let text = "This is only a draft.\n\nAGREEMENT\non cameras\n\nbetween\n\n(1) the City\n\nand\n\n(2) the Supplier\n\n\
                PREAMBLE\n\n(A) the City needs cameras;\n\nArticle 1 - Scope\n\nCameras.\n\nArticle 2 - Law\n\nOurs.\n";
    let done = segment(&plain(text));
    let ids: Vec<&str> = done
        .tree
        .clauses()
        .iter()
        .map(|c| c.id.as_str())
        .skip(1)
        .collect();
    let expected = [
        "title",
        "parties",
        "parties/1",
        "parties/2",
        "preamble",
        "preamble/a",
        "art-1",
        "art-2",
    ];
    assert_eq!(ids, expected);
    assert_eq!(done.tree.clauses()[0].kind, ClauseKind::Other);
}

#[test]
fn a_list_of_exhibits_opens_none_of_them() {
    let text = "Agreement\n\n1. Exhibits\n\nThese belong to it:\n\nExhibit A: Prices\n\nExhibit B: Places\n\n2. Term\n\nA year.\n";
    let done = segment(&plain(text));
    assert!(
        done.tree
            .get(&crate::domain::clause::ClauseId::new("sec-2"))
            .is_some()
    );
    assert!(
        done.tree
            .clauses()
            .iter()
            .all(|c| c.kind != ClauseKind::Annex)
    );
    assert_eq!(done.diagnostics, []);
}

#[test]
fn dotted_numbers_go_on_beside_each_other_after_a_list() {
    let text = "Agreement\n\n1. Scope\n\nCameras.\n\n2. Work\n\n2.1 Method\n\nThe Supplier:\n\n1. plans;\n\n2. builds.\n\n2.2 Errors\n\nThe Supplier repairs.\n\n3. Law\n\nOurs.\n";
    let done = segment(&plain(text));
    let id = crate::domain::clause::ClauseId::new("sec-2/2.2");
    assert!(done.tree.get(&id).is_some(), "{}", sketch(&done));
}

#[test]
fn repeated_first_numbers_do_not_nest_without_end() {
    let text = "1. Again\n\n(a) and again\n\n".repeat(3000);
    let done = segment(&plain(&text));
    let deepest = done.tree.clauses().iter().map(|c| c.level).max();
    assert!(deepest < Some(6), "{deepest:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_tiled(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_order_of_headings_is_tiled(text in jumbled()) {
        check(&text)?;
    }
}

#[test]
fn recitals_numbered_like_clauses_stay_in_the_preamble() {
    let text = "COOPERATION AGREEMENT\n\nBetween the City and Camtech Ltd.\n\nWHEREAS\n\n1. The City needs cameras.\n\n\
        2. Camtech has some.\n\nThe parties agree as follows:\n\n1. Subject\n\nCameras are sold.\n\n2. Price\n\nTen.";
    insta::assert_snapshot!(cut(text), @r"
    title | title | COOPERATION AGREEMENT
    parties | parties
    preamble | preamble
      preamble/1 | point | 1. | The City needs cameras
      preamble/2 | point | 2. | Camtech has some
      preamble/~5bb127 | paragraph
    sec-1 | section | 1. | Subject
    sec-2 | section | 2. | Price
    ");
}
