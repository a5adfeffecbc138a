//! Searching in a real pseudo-terminal: over all agreements while one types, and reading a long agreement
//! while it is still looked through.
#![cfg(unix)]

mod common;

use common::Workplace;
use common::pty::Terminal;
use std::fmt::Write;

const CTRL_F: &str = "\u{6}";

#[test]
fn words_are_found_in_every_script_and_lead_to_their_place() {
    let place = Workplace::new();
    let cyrillic = "Члан 1.\n\nПонуђач обрађује личне податке.\n\nЧлан 2.\n\nЛични подаци се бришу после рока.\n";
    let latin =
        "Član 1.\n\nCena je utvrđena.\n\nČlan 2.\n\nRukovalac čuva lične podatke građana.\n";
    let other = "Article 1\n\nThe price is paid in May.\n";
    for (name, text) in [
        ("prvi.txt", cyrillic),
        ("drugi.txt", latin),
        ("third.txt", other),
    ] {
        let path = place.write(name, text);
        place.ok(["import", path.to_str().expect("is text")]);
    }
    let mut terminal = Terminal::open(&place, 100, 30, &[]);
    terminal.wait_for("third");
    terminal.keys(CTRL_F);
    terminal.keys("licne podatke");
    terminal.wait("both agreements", |screen| {
        screen.contains("личне податке") && screen.contains("lične podatke")
    });
    assert!(
        !terminal.text().contains("The price"),
        "{}",
        terminal.text()
    );
    terminal.keys("\r");
    terminal.wait("the place", |screen| {
        screen.contains("Понуђач обрађује") != screen.contains("Rukovalac čuva")
    });
    terminal.keys(CTRL_F);
    terminal.wait("the list as it was left", |screen| {
        screen.contains("licne podatke") && screen.contains("личне податке")
    });
    terminal.keys("\u{1b}");
    terminal.wait("the reader", |screen| !screen.contains("licne podatke"));
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_restored());
}

#[test]
fn a_long_agreement_is_read_at_once_and_its_suggestions_come() {
    let place = Workplace::new();
    let mut text = String::new();
    for number in 1..=900 {
        let words = if number == 4 {
            "The Supplier may have remote access to the network of the Municipality at any time."
        } else {
            "The parties meet once in a year and keep minutes of what they have said there, and of what they have not."
        };
        writeln!(text, "Article {number}\n\n{words}\n").expect("a String takes every text");
    }
    let path = place.write("long.txt", &text);
    let mut terminal = Terminal::open(&place, 100, 30, &[path.to_str().expect("is text")]);
    terminal.wait_for("Article 1");
    terminal.keys("jjj");
    terminal.wait("a suggestion that was found behind the text", |screen| {
        screen.lines().any(|line| line.contains("│ 1 "))
    });
    terminal.keys("1");
    terminal.wait_for("Saved. ");
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 0);
    assert!(place.ok(["log"]).contains("tag"), "{}", place.ok(["log"]));
}
