//! What is marked is found wherever it is repeated, and nothing else is.

use super::*;
use crate::domain::clause::ClauseId;
use crate::domain::review::Command;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::NoteValue;
use crate::domain::samples;
use crate::domain::samples::table::Table;
use proptest::prelude::*;

fn table(text: &str) -> Table {
    let mut table = Table::new(samples::agreement(text), &["Ana", "Bojan"]);
    table.import(0);
    table
}

fn redaction(table: &Table) -> Redaction {
    let lists = [Arc::new(table.checklist.clone())];
    Redaction::of(&table.agreement, &lists, &[table.review()], &table.entries)
}

/// Marks words of the text, or takes that back.
fn mark_words(table: &mut Table, words: &str, confidential: bool) {
    let start = table.agreement.text().find(words).expect("stands there");
    let clause = table.agreement.clauses.index_at(start).expect("has one");
    let command = Command::Confidential {
        clause: Some(table.agreement.clauses.clauses()[clause].id.clone()),
        words: Some(Span::new(start, start + words.len())),
        confidential,
        reason: None,
    };
    table.run(0, command).expect("is accepted");
}

fn note(table: &mut Table, text: &str, confidential: bool) {
    let command = Command::Note {
        on: NoteTarget::Agreement,
        value: Some(NoteValue {
            text: text.to_owned(),
            confidential,
        }),
    };
    table.run(0, command).expect("is accepted");
}

#[test]
fn withheld_words_are_found_however_they_are_spelled() {
    let text = "1. The operator of the archive is Zorbelin and nobody else.\n\n2. The operator pays 4.250.000 crowns in March of every year to the archive.";
    let mut table = table(text);
    mark_words(&mut table, "Zorbelin", true);
    mark_words(
        &mut table,
        "pays 4.250.000 crowns in March of every year",
        true,
    );
    let redaction = redaction(&table);
    let cases = [
        ("It is Zorbelin.", "It is [withheld]."),
        (
            "It is ZORBELIN, and ZorBelins too",
            "It is [withheld], and [withheld] too",
        ),
        ("То је Зорбелин.", "То је [withheld]."),
        ("Zorbelín?", "[withheld]?"),
        ("some 4 250 000 of them", "some [withheld] of them"),
        ("Who pays 4.250.000\ncrowns  in march?", "Who [withheld]?"),
        ("IN MARCH OF EVERY YEAR, then", "[withheld], then"),
        ("The operator of the archive", ""),
        ("Crowns of the operator", "[withheld] of the operator"),
        ("", ""),
    ];
    for (words, shown) in cases {
        let masked = redaction.masked(words);
        assert_eq!(masked.as_deref().unwrap_or_default(), shown, "{words}");
    }
}

#[test]
fn a_very_short_text_is_found_as_a_word_only() {
    let mut table = table("1. The fee is XQ per day.\n\n2. It lasts 7 years.");
    mark_words(&mut table, "XQ", true);
    mark_words(&mut table, "7", true);
    let redaction = redaction(&table);
    assert_eq!(redaction.masked("xq!").as_deref(), Some("[withheld]!"));
    assert_eq!(redaction.masked("the boxquote of 7 days"), None);
}

#[test]
fn what_everybody_can_read_elsewhere_tells_nothing() {
    let text = "1. The archive keeps all letters of the operator for ten years.\n\n2. All letters of the operator are secret frumbles.";
    let mut table = table(text);
    mark_words(
        &mut table,
        "All letters of the operator are secret frumbles",
        true,
    );
    let redaction = redaction(&table);
    assert_eq!(redaction.masked("all letters of the operator"), None);
    assert_eq!(
        redaction.masked("Are they frumbles?").as_deref(),
        Some("Are they [withheld]?")
    );
    let first = table.agreement.clauses.clauses()[0].span;
    assert!(!redaction.hides(first));
}

#[test]
fn the_mark_counts_for_as_long_as_it_stands_and_a_note_for_ever() {
    let mut table = table("1. The network.\n\n2. Remote frumbles at night.");
    mark_words(&mut table, "frumbles", true);
    note(
        &mut table,
        "Ask quandrifax about it, says the ministry of everything here.",
        true,
    );
    assert_eq!(redaction(&table).held().len(), 2);
    mark_words(&mut table, "frumbles", false);
    note(&mut table, "", false);
    let gone = redaction(&table);
    assert_eq!(gone.held().len(), 0);
    assert_eq!(gone.masked("frumbles"), None);
    assert!(
        gone.masked("Ask quandrifax about it, says the ministry")
            .is_some()
    );
    assert!(gone.repeats("frumbles"), "entries of then stay in");
    for stored in table.entries.iter().skip(1) {
        assert!(gone.withholds(stored), "{:?}", stored.entry.event);
    }
    note(
        &mut table,
        "Ask quandrifax about it, says the ministry of everything here.",
        false,
    );
    let open = redaction(&table);
    assert_eq!(
        open.masked("Ask quandrifax about it, says the ministry"),
        None
    );
    assert!(!open.withholds(table.entries.last().expect("was written")));
}

#[test]
fn a_whole_agreement_is_withheld_until_the_mark_is_lifted() {
    let mut table = table("1. The network.");
    for confidential in [true, false] {
        let command = Command::Confidential {
            clause: None,
            words: None,
            confidential,
            reason: None,
        };
        table.run(0, command).expect("is accepted");
        assert_eq!(redaction(&table).is_whole(), confidential);
        assert_eq!(table.review().is_confidential(), confidential);
        let refused = table.summary().public(&table.agreement, &redaction(&table));
        assert_eq!(refused.is_err(), confidential);
    }
    table.undo(0).expect("can be undone");
    assert!(redaction(&table).is_whole());
}

#[test]
fn the_open_agreement_keeps_every_position() {
    let text = "Žabe i rode\n\n1. Оператор је Zorbelin d.o.o.\nиз Краја.\n\n2. Remote access.";
    let mut table = table(text);
    mark_words(&mut table, "је Zorbelin d.o.o.\nиз", true);
    let redaction = redaction(&table);
    let (whole, open) = (&table.agreement, redaction.open_agreement(&table.agreement));
    assert_eq!(
        open.text(),
        "Žabe i rode\n\n1. Оператор ██████████████████\n██ Краја.\n\n2. Remote access."
    );
    assert_eq!(whole.scalars.len(), open.scalars.len());
    let clauses = whole.clauses.clauses().iter().zip(open.clauses.clauses());
    for (before, after) in clauses {
        assert_eq!(whole.to_scalars(before.span), open.to_scalars(after.span));
        assert_eq!(before.label, after.label);
    }
    assert_eq!(open.clauses.defect(open.text()), None);
    let blocks = whole.document.blocks.iter().zip(&open.document.blocks);
    for (before, after) in blocks {
        assert_eq!(whole.to_scalars(before.span), open.to_scalars(after.span));
    }
}

#[test]
fn time_is_linear_in_hostile_texts() {
    let word = "frumble".repeat(20_000);
    let text = format!("1. {word}\n\n2. {}", "a b c d ".repeat(20_000));
    let mut table = table(&text);
    mark_words(&mut table, "frumble", true);
    mark_words(&mut table, "a b c d a b c d a b c d", true);
    for words in ["aa", "aaa", "aaaa", "ab", "abab"] {
        note(&mut table, words, true);
    }
    let hides = redaction(&table);
    assert!(hides.hides(Span::new(0, text.len())));
    assert_eq!(
        hides.masked(&"a".repeat(200_000)).as_deref(),
        Some("[withheld]")
    );
}

proptest! {
    #[test]
    fn no_marked_words_are_left_in_any_text(
        vocabulary in prop::collection::vec("[a-zčšžабвг]{4,9}", 8..30),
        marked in prop::collection::vec((0usize..60, 1usize..12), 1..4),
        noise in "\\PC{0,12}",
    ) {
        let words: Vec<&str> = vocabulary.iter().cycle().take(60).map(String::as_str).collect();
        let text = format!("1. {}.", words.join(" "));
        let mut table = table(&text);
        let mut quotes = Vec::new();
        for (from, count) in marked {
            let part = words[from..(from + count).min(words.len())].join(" ");
            mark_words_quietly(&mut table, &part);
            quotes.push(part);
        }
        let redaction = redaction(&table);
        for quote in &quotes {
            for said in [
                format!("{noise} {quote} {noise}"),
                quote.to_uppercase(),
                quote.replace(' ', "\n  "),
                text.clone(),
            ] {
                let shown = redaction.masked(&said).unwrap_or_else(|| said.clone());
                let folded = crate::domain::fold::fold(&shown);
                prop_assert!(!folded.contains(&crate::domain::fold::fold(quote)), "{shown}: {quote}");
            }
        }
        let shown = redaction.open_agreement(&table.agreement);
        prop_assert_eq!(shown.scalars.len(), table.agreement.scalars.len());
    }
}

/// The same words twice are marked once.
fn mark_words_quietly(table: &mut Table, words: &str) {
    let start = table.agreement.text().find(words).expect("stands there");
    let command = Command::Confidential {
        clause: Some(ClauseId::new("c-1")),
        words: Some(Span::new(start, start + words.len())),
        confidential: true,
        reason: None,
    };
    drop(table.run(0, command));
}
