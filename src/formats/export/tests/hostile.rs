//! Words that would be markup, or hide, in every free text: no format lets them.

use super::{ANA, BOJAN, absent, answer, clause, do_all, finished, markdown, note};
use crate::domain::checklist::{Citation, Confidence};
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::language::Language;
use crate::domain::review::Command;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment, TagValue};
use crate::domain::review::heads::{parse_heads, unreadable_heads};
use crate::domain::review::state::ReviewState;
use crate::domain::samples;
use crate::domain::samples::table::{Table, WORKSPACE};
use crate::domain::summary::Summary;
use crate::domain::visible::{Sight, sight, visible};
use crate::formats::export::json;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::sync::Arc;

/// A review in which every free text is `words`.
pub(in crate::formats::export) fn spoiled(words: &str) -> Table {
    // Blank lines would make further clauses here; notes and values keep them.
    let lines: Vec<_> = words
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .collect();
    let clause_words = lines.join("\n");
    let text = format!("Words: {clause_words}\n\nMore {clause_words}");
    let mut agreement = samples::agreement(&text);
    agreement.document.title = words.to_owned();
    agreement.document.reader = words.to_owned();
    agreement.file_name = words.to_owned();
    agreement
        .document
        .diagnostics
        .push(Diagnostic::new(Severity::Error, words, words));
    let mut table = Table::new(agreement, &[&format!("Ana {words}"), "Bojan"]);
    table.checklist.title = words.to_owned();
    table.checklist.as_of = words.to_owned();
    table.checklist.version = words.to_owned();
    table.checklist.groups[0].title = words.to_owned();
    for item in &mut table.checklist.items {
        item.question = words.to_owned();
        item.why_it_matters = words.to_owned();
        item.follow_up_question = words.to_owned();
        item.sources.push(Citation {
            id: words.to_owned(),
            citation: Some(words.to_owned()),
            pin: Some(words.to_owned()),
            confidence: Some(Confidence::Memory),
            checked_scope: None,
            binding_in: vec![words.to_owned()],
        });
    }
    table.import(ANA);
    let value = TagValue {
        pointed_by: vec![words.to_owned()],
        ..TagValue::new(Assessment::Concern)
    };
    let whole = |value| Command::Tag {
        clause: clause("c-1"),
        words: None,
        item: "remote".to_owned(),
        value: Some(value),
        reason: None,
    };
    let mut proof = absent();
    proof.absence.as_mut().expect("has one").terms = vec![words.to_owned()];
    do_all(&mut table, ANA, [whole(value), answer("network", proof)]);
    let fact = AnswerValue {
        value: Some(words.to_owned()),
        ..AnswerValue::new(AnswerState::Concern)
    };
    do_all(&mut table, ANA, [answer("funds", fact)]);
    let commands = [
        whole(TagValue::new(Assessment::Ok)),
        answer("funds", AnswerValue::new(AnswerState::Unclear)),
    ];
    do_all(&mut table, BOJAN, commands);
    if !words.trim().is_empty() {
        let on = [
            NoteTarget::Agreement,
            NoteTarget::Clause(clause("c-1")),
            NoteTarget::Answer("network".to_owned()),
        ];
        do_all(&mut table, ANA, on.map(|on| note(on, words, false)));
    }
    table
}

/// What a reader of Markdown sees besides words and paragraphs, with every extension switched on.
fn structure(text: &str) -> Vec<String> {
    Parser::new_ext(text, Options::all())
        .filter_map(|event| match event {
            Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::End(_)
            | Event::Start(Tag::Paragraph) => None,
            Event::Code(_) => Some("code".to_owned()),
            Event::Start(tag) => Some(format!("{tag:?}")),
            other => Some(format!("{other:?}")),
        })
        .collect()
}

/// The words of every quotation, as a reader of Markdown sees them.
fn quotes(text: &str) -> Vec<String> {
    let mut quotes: Vec<String> = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                inside = true;
                quotes.push(String::new());
            }
            Event::End(TagEnd::BlockQuote(_)) => inside = false,
            _ if !inside => {}
            Event::Text(words) => quotes.last_mut().expect("inside").push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => {
                quotes.last_mut().expect("inside").push('\n');
            }
            _ => {}
        }
    }
    quotes
}

/// The words line by line as they should be seen.
fn seen(words: &str) -> String {
    let shown = visible(words);
    let lines = shown
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .map(|line| line + "\n")
        .collect()
}

/// Whatever the words, the page is built as with calm ones, and shows them as they are.
fn assert_harmless(words: &str) {
    let summary = spoiled(words).summary();
    let text = markdown(&summary);
    let calm = markdown(&spoiled("calm").summary());
    assert_eq!(structure(&text), structure(&calm), "{words:?}\n{text}");
    let quoted = quotes(&text);
    assert!(quoted.contains(&seen(words)), "{words:?}\n{quoted:?}");
    for written in [&text, &json(&summary)] {
        assert_eq!(parse_heads(written).len(), 2, "{words:?}");
        assert_eq!(unreadable_heads(written), None, "{words:?}");
    }
    for written in [text, json(&summary)] {
        let is_calm = |one| one == '\n' || (one != '\t' && sight(one) == Sight::Plain);
        assert!(written.chars().all(is_calm), "{words:?}");
    }
    let value: serde_json::Value = serde_json::from_str(&json(&summary)).expect("is JSON");
    assert_eq!(value["agreement"]["title"].as_str(), Some(words));
}

#[test]
fn hostile_words_appear_harmless() {
    let token = finished().summary().journals[0]
        .token
        .replace(" ana", " eve");
    for words in [
        "<script>alert(1)</script>",
        "<!-- ",
        "<https://example.org>",
        "a | b || c",
        "`code` ``` ~~~",
        "[x](https://example.org) ![y](https://example.org/z.png)",
        "[x]: https://example.org\n[x]",
        "# A heading\n## B\n=====\n-----",
        "a\n===\nb\n---",
        "1. one\n2. two\n- three\n+ four\n* five\n    code\n\tcode",
        "> out\n\nof the quote\n\n```\nfence",
        "| a |\n|---|\n| b |",
        "---\ntitle: x\n---",
        "$x$ $$y$$ ~s~ ^t^ **b** _e_ __b__ {.x} [^1] &lt; &#60; &amp;",
        "term\n: definition",
        "\u{1b}[2J\u{7}\u{0}\r\u{85}\u{9b}31m",
        "\u{202e}gnp.exe\u{2066}x\u{200b}\u{feff}\u{2028}y",
        "back\\slash\\",
        "+ plus",
        "7) seven",
        "&amp; &#60;",
        "`code`",
        "\\*stars\\*",
        "INCOMPLETE",
        token.as_str(),
        &format!("x\n{token}\n      \"token\": \"{token}\""),
        &"long ".repeat(4000),
    ] {
        assert_harmless(words);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_words_appear_harmless(
        words in "((# |- |[+] |1[.] |[=-]{3}|<b>|[|]|~~|&lt;|\\[x\\]|)[-a-z0-9 \t#*_`~<>|&;:/.!()\\[\\]{}$^@=+\"'\\\\]{0,12}\n?){0,4}[a-z*`-]",
    ) {
        assert_harmless(&words);
    }

    #[test]
    fn the_order_of_entries_does_not_matter(seed in any::<[usize; 8]>()) {
        let table = finished();
        let mut shuffled = table.entries.clone();
        shuffled.extend(table.entries.iter().take(3).cloned());
        for at in 0..shuffled.len() {
            let other = seed[at % seed.len()] % shuffled.len();
            shuffled.swap(at, other);
        }
        let state = ReviewState::fold(&shuffled);
        let review = state.agreement(&table.agreement.id).expect("was written");
        let mut heads = table.heads();
        heads.reverse();
        let summary =
            Summary::of(&table.agreement, &[Arc::new(table.checklist.clone())], review, &heads, WORKSPACE, Language::English);
        prop_assert_eq!(markdown(&summary), markdown(&table.summary()));
        prop_assert_eq!(json(&summary), json(&table.summary()));
    }
}
