//! Tables read back as a program reads them.

use super::super::tests::{finished, halfway, spoiled};
use super::*;
use csv::ReaderBuilder;

fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text
        .strip_prefix(BYTE_ORDER_MARK)
        .expect("begins with the mark");
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("is as wide as the others"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_passage_is_a_row_and_an_item_without_any_too() {
    let rows = rows(&csv(&halfway().summary()));
    assert_eq!(rows[0].len(), WIDTH);
    let findings: Vec<_> = rows.iter().filter(|row| row[0] == "finding").collect();
    assert_eq!(findings.len(), 3);
    let tagged = findings
        .iter()
        .find(|row| !row[16].is_empty())
        .expect("one has words");
    assert_eq!(tagged[16], "remote access\nat any time");
    assert_eq!(tagged[17], "Ana: concern\nBojan: unclear");
    assert_eq!(tagged[18], "yes");
    assert!(
        rows.iter()
            .any(|row| row[0] == "finding" && row[2] == "Unanswered")
    );
    let heads = rows.iter().filter(|row| row[0] == "journal_head");
    assert_eq!(heads.count(), 2);
    let banner = rows
        .iter()
        .find(|row| row[0] == "summary")
        .expect("is there");
    assert!(banner[8].starts_with("INCOMPLETE: "));
}

#[test]
fn no_cell_begins_like_a_formula_and_every_row_stays_whole() {
    let calm = rows(&csv(&spoiled("calm").summary())).len();
    for words in [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        "a\"b\",\"=1\"",
        "x\r\n=1",
        "|x",
        "%0a",
        "\u{0}\u{202e}",
    ] {
        let summary = spoiled(words).summary();
        let rows = rows(&csv(&summary));
        assert_eq!(rows.len(), calm, "{words:?}");
        for cell in rows.iter().flatten() {
            let begins = cell.trim_start_matches(' ');
            assert!(
                !begins.starts_with(super::super::log::FORMULA),
                "{words:?}: {cell:?}"
            );
        }
    }
    assert_eq!(csv(&finished().summary()), csv(&finished().summary()));
}
