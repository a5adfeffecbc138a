//! The whole in a real pseudo-terminal: open, step, tag, note, undo, quit, come back, verify; and
//! what happens when the program is ended from outside.
#![cfg(unix)]

mod common;

use common::Workplace;
use common::pty::Terminal;
use serde_json::Value;
use std::fs;

/// Decisions in the journal, by type of event.
fn types(place: &Workplace) -> Vec<String> {
    let log = place.ok(["log", "--json"]);
    log.lines()
        .map(|line| {
            let entry: Value = serde_json::from_str(line).expect("is JSON");
            entry["event"]["type"].as_str().expect("is text").to_owned()
        })
        .collect()
}

fn count(place: &Workplace, kind: &str) -> usize {
    types(place).iter().filter(|one| *one == kind).count()
}

/// Waits until the position line shows a step that begins with a clause of this number.
fn wait_for_clause(terminal: &mut Terminal, number: usize) {
    terminal.wait("the clause", |screen| first_clause(screen) == Some(number));
}

/// The number of the first clause on the screen: `clause 3 of 92` or `clauses 3–6 of 92`.
fn first_clause(screen: &str) -> Option<usize> {
    screen.lines().find_map(|line| {
        let (_, rest) = line.split_once("clause")?;
        let number = rest.trim_start_matches('s').trim_start();
        let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    })
}

/// How many clauses the screen says were read.
fn clauses_read(screen: &str) -> Option<usize> {
    screen.lines().find_map(|line| {
        let (before, _) = line.split_once(" read ·")?;
        let (before, _) = before.rsplit_once(" of ")?;
        before.rsplit(' ').next()?.parse().ok()
    })
}

/// Whether the first suggestion is listed, with its number and the sign of what it proposes.
fn has_suggestion(screen: &str) -> bool {
    let listed = |line: &str| {
        ["1 ! ", "1 i ", "1 + "]
            .iter()
            .any(|sign| line.contains(sign))
    };
    screen
        .lines()
        .any(|line| line.split('│').next_back().is_some_and(listed))
}

/// Goes on until a suggestion can be taken, and takes it.
fn tag_next_suggestion(terminal: &mut Terminal) {
    for _ in 0..120 {
        if has_suggestion(&terminal.text()) {
            terminal.keys("1");
            terminal.wait_for("Saved. ");
            return;
        }
        let before = first_clause(&terminal.text());
        terminal.keys("j");
        // A frame is whole when it says whether there is a suggestion.
        terminal.wait("the next step", |screen| {
            let whole = screen.contains("No suggestion here") || has_suggestion(screen);
            first_clause(screen) > before && whole
        });
    }
    panic!("no suggestion in the whole agreement:\n{}", terminal.text());
}

#[test]
fn a_review_is_taken_up_where_it_was_left() {
    let place = Workplace::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/agreement.txt");
    let mut terminal = Terminal::open(&place, 100, 30, &[sample]);
    wait_for_clause(&mut terminal, 1);
    tag_next_suggestion(&mut terminal);
    terminal.keys("m");
    terminal.wait_for("Note");
    terminal.keys("Ask the city about this.\r");
    terminal.wait_for("Note on");
    let before = terminal.text();
    terminal.keys(" ");
    terminal.wait("the next clause", |screen| screen != before);
    terminal.keys("u");
    terminal.wait_for("Taken back");
    let line = terminal.text();
    let here = first_clause(&line).expect("the screen says where we are");
    terminal.keys("q");
    terminal.wait_for("1 agreement");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_restored(), "the terminal is as it was");
    assert_eq!(count(&place, "clause_tagged"), 1);
    assert_eq!(count(&place, "note_written"), 1);
    let marks = count(&place, "clause_read");
    assert!(
        marks >= 2 && marks.is_multiple_of(2),
        "read, and taken back: {marks}"
    );

    let mut terminal = Terminal::open(&place, 100, 30, &[sample]);
    wait_for_clause(&mut terminal, here);
    terminal.keys("\u{3}");
    drop(terminal);
    assert_eq!(place.run(["verify"]).code, 0);
}

#[test]
fn what_the_screen_called_saved_survives_a_kill() {
    let place = Workplace::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/agreement.txt");
    for round in 0..3 {
        let before = if round == 0 {
            0
        } else {
            count(&place, "clause_read")
        };
        let mut terminal = Terminal::open(&place, 80, 24, &[sample]);
        terminal.wait("what was read before", |screen| {
            clauses_read(screen) == Some(before)
        });
        let mut read = before;
        for _ in 0..4 {
            // A long step takes more than one press.
            while clauses_read(&terminal.text()) == Some(read) {
                let shown = terminal.text();
                terminal.keys(" ");
                terminal.wait("what the key did", |screen| {
                    screen != shown && clauses_read(screen).is_some()
                });
            }
            read = clauses_read(&terminal.text()).expect("the screen says how many");
        }
        terminal.signal("-KILL");
        terminal.end();
        assert!(read > before);
        // What was typed last may have been saved without the screen having said so yet.
        let saved = count(&place, "clause_read");
        assert!(saved >= read, "{read} were called saved, {saved} are there");
        // A kill may cut the line that was being written; nothing else may be wrong.
        let checked = place.run(["verify", "--json"]);
        let proof: serde_json::Value = serde_json::from_str(&checked.out).expect("is JSON");
        let problems = proof["problems"].as_array().expect("a list");
        let is_cut = |problem: &serde_json::Value| problem["code"] == "torn-line";
        assert!(problems.iter().all(is_cut), "{}", checked.out);
    }
}

#[test]
fn a_terminate_signal_gives_the_terminal_back_and_keeps_the_place() {
    for signal in ["-TERM", "-HUP"] {
        let place = Workplace::new();
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/agreement.txt");
        let mut terminal = Terminal::open(&place, 80, 24, &[sample]);
        wait_for_clause(&mut terminal, 1);
        let before = terminal.text();
        terminal.keys("j");
        terminal.wait("the next step", |screen| {
            first_clause(screen) > first_clause(&before)
        });
        let here = first_clause(&terminal.text()).expect("the screen says where we are");
        terminal.signal(signal);
        terminal.end();
        assert!(
            terminal.is_restored(),
            "{signal}: {}",
            String::from_utf8_lossy(&terminal.written)
        );
        let mut terminal = Terminal::open(&place, 80, 24, &[sample]);
        wait_for_clause(&mut terminal, here);
    }
}

#[test]
fn a_small_window_says_so_and_a_larger_one_is_used() {
    let place = Workplace::new();
    let mut terminal = Terminal::open(&place, 50, 10, &["demo"]);
    terminal.wait_for("60×18");
    terminal.resize(80, 24);
    wait_for_clause(&mut terminal, 1);
    terminal.resize(140, 45);
    terminal.wait_for("Outline");
}

#[test]
fn without_colour_no_colour_is_sent() {
    let place = Workplace::new();
    let mut terminal = Terminal::open_with(&place, 80, 24, &["demo"], &[("NO_COLOR", "1")]);
    wait_for_clause(&mut terminal, 1);
    terminal.keys("jq");
    terminal.wait_for("agreement");
    let written = String::from_utf8_lossy(&terminal.written);
    let styles = regex::Regex::new("\u{1b}\\[([0-9;]*)m").expect("a good pattern");
    let colours: Vec<_> = styles
        .captures_iter(&written)
        .flat_map(|found| found[1].split(';').map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|number| number.parse::<u8>().ok())
        .filter(|number| matches!(number, 30..=38 | 40..=48 | 90..=107))
        .collect();
    assert!(colours.is_empty(), "colours were sent: {colours:?}");
}

#[test]
fn a_second_window_reads_only_and_says_why() {
    let place = Workplace::new();
    let id = place.import_sample();
    let mut first = Terminal::open(&place, 100, 30, &[]);
    first.wait_for("1 agreement");
    let mut second = Terminal::open(&place, 100, 30, &[]);
    second.wait_for("another window");
    let run = place.run(["note", &id, "From a third."]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("another window"), "{run:?}");
}

#[test]
fn a_demo_leaves_nothing_behind() {
    let place = Workplace::new();
    let mut terminal = Terminal::open_with(
        &place,
        80,
        24,
        &["demo"],
        &[("TMPDIR", place.path("").to_str().expect("is text"))],
    );
    wait_for_clause(&mut terminal, 1);
    terminal.keys("qq");
    assert_eq!(terminal.end(), 0);
    let left: Vec<_> = fs::read_dir(place.path("")).expect("is there").collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Job control needs a shell, so the program is started, stopped and woken from one.
#[test]
fn a_stopped_program_gives_the_terminal_back_and_takes_it_again() {
    let place = Workplace::new();
    let mut terminal = Terminal::run(
        &place,
        80,
        24,
        &["bash", "--norc", "--noprofile", "-i"],
        &[("PS1", "shell> ")],
    );
    terminal.wait_for("shell>");
    terminal.keys(&format!("{} demo\r", env!("CARGO_BIN_EXE_rapporteur")));
    wait_for_clause(&mut terminal, 1);
    terminal.keys("\u{1a}");
    terminal.wait_for("Stopped");
    assert!(!terminal.is_taken(), "the shell has its screen");
    terminal.keys("fg\r");
    wait_for_clause(&mut terminal, 1);
    assert!(terminal.is_taken());
    terminal.keys("j");
    wait_for_clause(&mut terminal, 2);
}

/// Takes the terminal and panics; run by the test below as a program of its own.
#[test]
fn a_program_that_panics() {
    if std::env::var_os("RAPPORTEUR_TEST_PANIC").is_some() {
        let _guard =
            rapporteur::runtime::terminal::Guard::take(true, true).expect("there is a terminal");
        panic!("on purpose");
    }
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let place = Workplace::new();
    let itself = std::env::current_exe().expect("has a path");
    let mut terminal = Terminal::run(
        &place,
        80,
        24,
        &[
            itself.to_str().expect("is text"),
            "--exact",
            "a_program_that_panics",
            "--nocapture",
        ],
        &[("RAPPORTEUR_TEST_PANIC", "1")],
    );
    assert_ne!(terminal.end(), 0);
    let written = String::from_utf8_lossy(&terminal.written);
    assert!(
        written.contains("\u{1b}[?1049h"),
        "it took the terminal: {written}"
    );
    assert!(terminal.is_restored(), "{written}");
}

#[test]
fn agreements_are_read_in_from_the_desk_and_what_is_refused_says_why() {
    let place = Workplace::new();
    fs::create_dir_all(place.path("inbox/older")).expect("a folder can be made");
    let sample = include_bytes!("../assets/sample/agreement.txt");
    place.write("inbox/agreement.txt", sample);
    place.write("inbox/broken.pdf", b"this is no PDF\0");
    let mut terminal = Terminal::open(&place, 100, 30, &[]);
    terminal.wait_for("There is no agreement here yet");
    terminal.keys("i");
    terminal.wait_for("Reading files in");
    terminal.wait_for("inbox");
    terminal.keys("inbox\r");
    terminal.wait_for("broken.pdf");
    terminal.keys("older\r");
    terminal.wait_for("The folder is empty");
    terminal.keys("\u{7f}");
    terminal.wait_for("broken.pdf");
    // Both files are marked, and read in together.
    terminal.keys("broken\t\u{1b}");
    terminal.wait_for("1 is marked");
    terminal.keys("agreement\t\u{1b}");
    terminal.wait_for("2 are marked");
    terminal.keys("\r");
    terminal.wait_for("What could not be read in");
    terminal.wait_for("broken.pdf");
    terminal.keys("\r");
    terminal.wait("the desk", |screen| !screen.contains("could not be read"));
    terminal.wait_for("1 agreement");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(count(&place, "agreement_imported"), 1);
    assert_eq!(place.run(["verify"]).code, 0);
}
