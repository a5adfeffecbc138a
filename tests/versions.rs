//! A checklist edited, saved as a new version and taken over by a review, in a real pseudo-terminal.
#![cfg(unix)]

mod common;

use common::Workplace;
use common::pty::Terminal;

#[test]
fn an_edited_checklist_becomes_a_version_that_the_review_moves_to() {
    let place = Workplace::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/agreement.txt");
    let mut terminal = Terminal::open(&place, 100, 30, &[sample]);
    terminal.wait_for("clause");
    terminal.keys("c");
    terminal.wait_for("Checklist ·");
    terminal.keys("e");
    terminal.wait_for("Editing ·");
    terminal.keys("\r");
    terminal.wait_for("Short name");
    terminal.keys(" By day and by night?\r");
    terminal.wait_for("draft kept");
    // Leaving loses nothing.
    terminal.keys("\u{1b}");
    terminal.wait_for("The draft is kept");
    terminal.keys("e");
    terminal.wait_for("1 to be confirmed");
    terminal.keys("s");
    terminal.wait_for("Save as a new version");
    terminal.keys("\r");
    terminal.wait_for("moves the review");
    terminal.keys("\r");
    terminal.wait_for("The review is at version");
    terminal.keys("\u{3}");
    assert_eq!(terminal.end(), 0);

    let log = place.ok(["log", "--json"]);
    let chosen = log.lines().filter(|line| line.contains("checklist_chosen"));
    assert_eq!(chosen.count(), 2, "by the import and by the move");
    let listed = place.ok(["checklist", "list"]);
    let id = "municipal-data-access@";
    assert_eq!(listed.matches(id).count(), 2, "{listed}");
    assert_eq!(place.run(["verify"]).code, 0);
}
