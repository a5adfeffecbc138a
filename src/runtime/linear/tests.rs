//! What is heard and said, line by line.

use super::*;
use crate::app::keymap::Keymap;
use crate::app::look::Look;
use crate::runtime::fake::{self, Fake};

/// What is written when these lines are typed, each after a line that tells them.
fn told(typed: &[&str]) -> String {
    let mut services = Fake::new();
    let start = Start {
        size: SIZE,
        reviewer: fake::reviewer(),
        writer: fake::writer(),
        entries: services.entries.clone(),
        open: Some(services.agreement.id.clone()),
        keymap: Keymap::default(),
        look: Look::default(),
        tour: false,
    };
    let mut input = typed.join("\n").into_bytes();
    input.push(b'\n');
    let mut output = Vec::new();
    run(&mut services, start, &mut input.as_slice(), &mut output).expect("memory never fails");
    let output = String::from_utf8(output).expect("is text");
    assert!(!output.contains('\u{1b}'), "no escape sequences: {output}");
    let mut typed = typed.iter();
    output
        .split("> ")
        .flat_map(|told| {
            [
                told.to_owned(),
                typed
                    .next()
                    .map_or(String::new(), |line| format!("> {line}\n")),
            ]
        })
        .collect()
}

#[test]
fn a_review_is_made_by_typed_lines() {
    let script = [
        "",
        "",
        "words connect to the platform",
        "1",
        "m",
        "Ask the city.",
        "",
        "absent",
        "1",
        "",
        "u",
        "c",
        "3",
        "esc",
        "esc",
        "nonsense",
        "b",
        "x",
        "esc",
        "q",
    ];
    insta::assert_snapshot!("linear", told(&script));
}

#[test]
fn numbers_and_lines_mean_what_the_place_needs() {
    let told = told(&[
        "t",
        "audit",
        "esc",
        "99",
        "words never written anywhere",
        "?",
        "again",
    ]);
    for wanted in [
        "Item: audit",
        "No suggestion has this number.",
        "These words are not in the clause: never written anywhere",
        "Space, or read: Read on",
    ] {
        assert!(told.contains(wanted), "{wanted} is missing in {told}");
    }
}
