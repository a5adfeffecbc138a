//! Several people in one folder, each with her own screen: what one writes the other sees, and nothing
//! that happens to the folder goes unsaid.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests do to files what other programs do"
)]

mod common;

use common::Workplace;
use common::pty::Terminal;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// An item of the checklist.
const ITEM: &str = "data-location-fixed";
/// How soon what happened must stand on the screen.
const SOON: Duration = Duration::from_secs(2);
/// A machine that is busy with other tests is late by so much.
const BUSY: Duration = Duration::from_secs(6);

/// Runs a command as another reviewer with a device of his own; gives what it printed.
fn as_bojan(place: &Workplace, arguments: &[&str]) -> String {
    let output = place
        .command()
        .env("RAPPORTEUR_REVIEWER", "Bojan")
        .env("RAPPORTEUR_HOME", place.path("other home"))
        .args(arguments)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Waits for words, which must come soon.
fn comes_soon(terminal: &mut Terminal, words: &str) {
    let since = Instant::now();
    terminal.wait_for(words);
    let late = since.elapsed();
    assert!(late < SOON + BUSY, "{words} came only after {late:?}");
    #[expect(clippy::print_stderr, reason = "the figure is worth reading")]
    {
        eprintln!("“{words}” stood on the screen after {late:?}");
    }
}

fn journal_of(place: &Workplace, name: &str) -> PathBuf {
    let journals = fs::read_dir(place.workspace().join("journal")).expect("is there");
    journals
        .map(|entry| entry.expect("can be listed").path())
        .find(|path| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            file.starts_with(name) && file.ends_with(".jsonl")
        })
        .expect("has a journal")
}

/// Opens the sample for Ana.
fn ana_reads(place: &Workplace) -> Terminal {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/agreement.txt");
    let mut terminal = Terminal::open(place, 100, 30, &[sample]);
    terminal.wait_for("clause");
    terminal
}

#[test]
fn what_a_colleague_decides_stands_on_the_screen_within_two_seconds() {
    let place = Workplace::new();
    let id = place.import_sample();
    let mut terminal = ana_reads(&place);
    as_bojan(&place, &["answer", &id, ITEM, "unclear"]);
    comes_soon(&mut terminal, "Bojan: Place of storage fixed: unclear");
    // What is half typed and the dialog over the screen stay as they are.
    terminal.keys("m");
    terminal.wait_for("Note");
    terminal.keys("half a sen");
    terminal.wait_for("half a sen");
    as_bojan(&place, &["note", &id, "Ask the city."]);
    comes_soon(&mut terminal, "Ask the city.");
    terminal.keys("tence\r");
    terminal.wait_for("half a sentence");
    terminal.wait_for("Saved.");
    // An entry that says otherwise than one's own says so.
    terminal.keys("c");
    terminal.wait_for("All items");
    place.run(["answer", &id, ITEM, "not_applicable"]);
    drop(terminal);
    place.ok(["answer", &id, ITEM, "not_applicable"]);
    let mut terminal = ana_reads(&place);
    as_bojan(
        &place,
        &["answer", &id, ITEM, "withheld", "--note", "Annex C"],
    );
    comes_soon(&mut terminal, "You said otherwise");
    terminal.keys("q");
    terminal.wait_for("agreement");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(place.run(["verify"]).code, 0);
}

#[test]
fn an_agreement_that_a_colleague_reads_in_appears_on_the_desk() {
    let place = Workplace::new();
    place.import_sample();
    let mut terminal = Terminal::open(&place, 100, 30, &[]);
    terminal.wait_for("1 agreement");
    let file = place.write(
        "other.md",
        "# A second agreement\n\nArticle 1\n\nThe parties agree.\n",
    );
    as_bojan(&place, &["import", file.to_str().expect("is text")]);
    comes_soon(&mut terminal, "2 agreements");
    comes_soon(&mut terminal, "A second agreement");
}

#[test]
fn a_journal_that_was_cut_is_told_until_it_was_looked_at() {
    let place = Workplace::new();
    let id = place.import_sample();
    as_bojan(&place, &["answer", &id, ITEM, "unclear"]);
    as_bojan(&place, &["note", &id, "Ask the city."]);
    let mut terminal = ana_reads(&place);
    // The first look of the program comes before what is done to the file.
    as_bojan(&place, &["note", &id, "Ask the ministry."]);
    terminal.wait_for("Ask the ministry");
    let path = journal_of(&place, "bojan");
    let whole = fs::read(&path).expect("can be read");
    let lines: Vec<&[u8]> = whole.split_inclusive(|&byte| byte == b'\n').collect();
    fs::write(&path, lines[..lines.len() - 2].concat()).expect("can be written");
    comes_soon(&mut terminal, "Warning about the journals");
    terminal.keys("j");
    terminal.wait_for("Warning about the journals");
    terminal.keys("!");
    terminal.wait_for("are gone");
    terminal.keys("\u{1b}");
    terminal.wait("the warning to go", |screen| {
        !screen.contains("Warning about")
    });
    // What was read of it stays, and what Ana decides is saved.
    terminal.keys("L");
    terminal.wait_for("Ask the ministry");
    assert_eq!(place.run(["verify"]).code, 5);
}

#[test]
fn a_folder_that_goes_away_is_told_and_writing_goes_on_when_it_is_back() {
    let place = Workplace::new();
    let id = place.import_sample();
    let mut terminal = ana_reads(&place);
    terminal.keys("m");
    terminal.wait_for("Note");
    terminal.keys("typed before");
    fs::rename(place.workspace(), place.path("elsewhere")).expect("can be moved");
    comes_soon(&mut terminal, "cannot be reached");
    terminal.keys("\r");
    terminal.wait_for("Not saved");
    terminal.wait_for("typed before");
    fs::rename(place.path("elsewhere"), place.workspace()).expect("can be moved");
    as_bojan(&place, &["note", &id, "Meanwhile."]);
    comes_soon(&mut terminal, "Press the key again to save");
    terminal.keys("\r");
    terminal.wait_for("Saved.");
    drop(terminal);
    assert!(place.ok(["log"]).contains("typed before"));
    assert_eq!(place.run(["verify"]).code, 0);
}

#[test]
fn a_second_window_writes_once_the_first_is_closed() {
    let place = Workplace::new();
    place.import_sample();
    let first = ana_reads(&place);
    let mut second = ana_reads(&place);
    second.wait_for("READ-ONLY");
    second.keys("m");
    second.wait_for("Note");
    second.keys("from the second\r");
    second.wait_for("Not saved");
    drop(first);
    second.keys("\r");
    second.wait_for("Saved.");
    drop(second);
    assert!(place.ok(["log"]).contains("from the second"));
}

#[test]
fn a_disagreement_is_shown_with_both_names_and_settled_with_a_reason() {
    let place = Workplace::new();
    let id = place.import_sample();
    place.ok([
        "answer",
        &id,
        ITEM,
        "unclear",
        "--note",
        "Annex C is missing",
    ]);
    as_bojan(
        &place,
        &["answer", &id, ITEM, "withheld", "--note", "Annex C"],
    );
    as_bojan(&place, &["describe", &id, "value", "2 EUR"]);
    place.ok(["describe", &id, "value", "1 EUR"]);
    let list = place.json(["list", "--json"]);
    assert_eq!(list["disputed"], 2);
    let sides = list["disagreements"].to_string();
    for words in ["Ana", "Bojan", "unclear", "withheld", "1 EUR", "2 EUR"] {
        assert!(sides.contains(words), "{words}: {sides}");
    }
    assert!(place.ok(["list"]).contains("2 disagreements to settle"));
    let answer = ["answer", id.as_str(), ITEM, "unclear", "--settle"];
    let run = place.run(answer);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("only with a reason"), "{run:?}");
    // On the screen: both sides, the one that stands, and why.
    let mut terminal = ana_reads(&place);
    terminal.keys("c");
    terminal.wait_for("[≠]");
    terminal.wait_for("to settle");
    while !terminal.text().contains("Answer: reviewers differ") {
        let before = terminal.text();
        terminal.keys("j");
        terminal.wait("the next item", |screen| screen != before);
        // The rest of the picture may still be on its way.
        terminal.shows(Instant::now() + Duration::from_millis(150), |_| false);
    }
    terminal.keys("=");
    terminal.wait_for("Why does it stand so?");
    terminal.wait_for("Annex C is missing");
    terminal.keys("\r");
    terminal.wait_for("only with a reason");
    terminal.keys("\u{1b}[Bread together\r");
    terminal.wait_for("(settled)");
    drop(terminal);
    let log = place.ok(["log"]);
    assert!(
        log.contains(
            "settled: answered data-location-fixed: unclear → withheld (reason: read together)"
        ),
        "{log}"
    );
    let settled = place.ok(["export", &id, "--format", "markdown"]);
    assert!(
        settled.contains("settling the disagreement with Bojan"),
        "{settled}"
    );
    place.ok([
        "describe", &id, "value", "2 EUR", "--settle", "--reason", "page 3",
    ]);
    assert_eq!(place.json(["list", "--json"])["disputed"], 0);
    assert_eq!(place.run(["verify"]).code, 0);
    place.ok(["undo"]);
    place.ok(["undo"]);
    assert_eq!(place.json(["list", "--json"])["disputed"], 2);
    assert_eq!(place.run(["verify"]).code, 0);
}
