//! What a browser must not be told by the words of others.

use super::super::report::{Block, Line, Quote, Report, Table};
use super::*;
use crate::domain::language::Language;

fn report(words: &str) -> Report {
    Report {
        title: words.to_owned(),
        language: Language::English,
        stamp: Some(words.to_owned()),
        foot: words.to_owned(),
        date: None,
        blocks: vec![
            Block::heading(2, words, "part"),
            Block::Paragraph(
                Line::text(words)
                    .and(Line::strong(words))
                    .and(Line::code(words)),
            ),
            Block::List(vec![Line::link("part", words)]),
            Block::Facts(vec![(words.to_owned(), Line::text(words))]),
            Block::Table(Table {
                columns: vec![(words.to_owned(), 1)],
                rows: vec![vec![Line::text(words).into()]],
            }),
            Block::Quote(Quote {
                words: words.to_owned(),
                language: None,
                of_agreement: true,
            }),
            Block::Sources(vec![Line::text(words)]),
        ],
    }
}

#[test]
fn words_of_others_are_neither_markup_nor_hidden_nor_a_line_that_programs_look_for() {
    let calm = html(&report("word"));
    let tags = |page: &str| page.matches('<').count();
    for words in [
        "</title><script>alert(1)</script>",
        "\" onmouseover=\"x",
        "' style='x",
        "<!--",
        "&lt;b&gt;",
        "]]>",
    ] {
        let page = html(&report(words));
        assert_eq!(tags(&page), tags(&calm), "{words}");
        assert!(!page.contains(words), "{words}");
    }
    let page = html(&report("a\u{202e}b\u{0}c"));
    assert!(page.contains("a⟨U+202E⟩b⟨U+0000⟩c"));
    let head = format!("{MARK} x ana-0 1 {0} {0}", "0".repeat(64));
    assert!(!html(&report(&head)).contains(MARK));
    let mut own = report("word");
    own.blocks.push(Block::Verbatim(vec![head.clone()]));
    assert!(html(&own).contains(&head), "a line of ours is found");
}
