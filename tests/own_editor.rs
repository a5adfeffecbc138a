//! Notes in the person's own editor, in the interface and on the command line. Whatever the editor
//! does, nothing of the note stays outside the journal.
#![cfg(unix)]

mod common;

use common::Workplace;
use common::pty::Terminal;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// An editor that leaves a swap file and a backup, as editors do.
const MESSY: &str = "cp \"$2\" \"$2~\"\n: > \"$(dirname \"$2\")/.note.txt.swp\"\n\
                     : > \"$TMPDIR/buffer\"\nprintf ' And more (%s).\\n' \"$1\" >> \"$2\"\n";

fn editor(place: &Workplace, script: &str) -> String {
    let path = place.write("my editor", format!("#!/bin/sh\n{script}"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("can be set");
    format!("\"{}\" --wait", path.display())
}

fn notes(place: &Workplace) -> String {
    let log = place.ok(["log", "--json"]);
    let notes = log.lines().filter(|line| line.contains("note_written"));
    notes.flat_map(|line| [line, "\n"]).collect()
}

/// Everything in folders for the editor, below the workspace's cache.
fn left(place: &Workplace) -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("can be listed").path();
            found.push(path.display().to_string());
            walk(&path, found);
        }
    }
    let mut found = Vec::new();
    walk(&place.workspace().join("cache"), &mut found);
    found.retain(|path| path.contains("edit-"));
    found
}

#[test]
fn a_note_is_written_from_the_command_line() {
    let place = Workplace::new();
    let id = place.import_sample();
    let run = |script: &str| {
        let editor = editor(&place, script);
        let mut command = place.command();
        command
            .args(["note", &id, "--edit"])
            .env("EDITOR", editor)
            .env_remove("VISUAL");
        common::Run::from(command.output().expect("the program starts"))
    };
    let first = run("printf 'Ask for annex C.' > \"$2\"\n");
    assert_eq!(first.code, 0, "{first:?}");
    let second = run(MESSY);
    assert_eq!(second.code, 0, "{second:?}");
    assert!(
        notes(&place).contains("Ask for annex C.\\n And more (--wait)."),
        "{}",
        notes(&place)
    );
    let failed = run("echo lost > \"$2\"; exit 4\n");
    assert_eq!(failed.code, 1, "{failed:?}");
    assert!(failed.err.contains("ended with the error 4"), "{failed:?}");
    let same = run(":");
    assert!(same.err.contains("Nothing to change"), "{same:?}");
    assert!(!notes(&place).contains("lost"));
    assert_eq!(left(&place), Vec::<String>::new());
    let missing = place
        .command()
        .args(["note", &id, "--edit"])
        .env("EDITOR", "no-such-editor")
        .env_remove("VISUAL")
        .output();
    let missing = common::Run::from(missing.expect("the program starts"));
    assert!(
        missing.err.contains("no-such-editor cannot be started"),
        "{missing:?}"
    );
    let usage = place.run(["note", &id]);
    assert_eq!(usage.code, 2, "{usage:?}");
}

fn open(place: &Workplace, editor: &str) -> Terminal {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/agreement.txt");
    let sample = sample.to_str().expect("is text").to_owned();
    let environment = [("EDITOR", editor), ("VISUAL", "")];
    let mut terminal = Terminal::open_with(place, 100, 30, &[&sample], &environment);
    terminal.wait_for("clause");
    terminal.keys("m");
    terminal.wait_for("Note on");
    terminal.keys("Typed.");
    terminal.wait_for("Typed.");
    terminal
}

#[test]
fn a_note_goes_to_the_editor_and_comes_back() {
    let place = Workplace::new();
    let script = format!("echo EDITING; read line\n{MESSY}");
    let mut terminal = open(&place, &editor(&place, &script));
    terminal.keys("\u{5}");
    terminal.wait_for("EDITING");
    assert!(
        !terminal.text().contains("Note on"),
        "the editor has the screen"
    );
    // What is typed now is the editor's.
    terminal.keys("qqq\n");
    terminal.wait_for("And more (--wait).");
    terminal.wait_for("Note on");
    terminal.keys(" Typed on.");
    terminal.wait_for("Typed on.");
    terminal.keys("\r");
    terminal.wait_for("Saved.");
    terminal.keys("qq");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_restored());
    assert!(
        notes(&place).contains("Typed.\\n And more (--wait). Typed on."),
        "{}",
        notes(&place)
    );
    assert_eq!(left(&place), Vec::<String>::new());
}

#[test]
fn an_editor_that_fails_loses_nothing() {
    let place = Workplace::new();
    let mut terminal = open(&place, &editor(&place, "echo lost > \"$2\"; exit 7\n"));
    terminal.keys("\u{5}");
    terminal.wait_for("ended with the error 7");
    terminal.wait_for("Typed.");
    terminal.keys("\r");
    terminal.wait_for("Saved.");
    terminal.keys("qq");
    assert_eq!(terminal.end(), 0);
    assert!(notes(&place).contains("\"Typed.\""), "{}", notes(&place));
    assert_eq!(left(&place), Vec::<String>::new());
}

/// Asked to end in the middle, it ends the editor, and saves what that had saved.
#[test]
fn ending_in_the_middle_saves_the_note_and_leaves_nothing() {
    for signal in ["-TERM", "-HUP", "-INT", "-KILL"] {
        let place = Workplace::new();
        let script = "printf ' Saved there.' >> \"$2\"; echo EDITING; exec sleep 3\n";
        let mut terminal = open(&place, &editor(&place, script));
        terminal.keys("\u{5}");
        terminal.wait_for("EDITING");
        assert_eq!(left(&place).len(), 2, "{:?}", left(&place));
        terminal.signal(signal);
        if signal == "-INT" {
            // That was meant for the editor.
            terminal.wait_for("Saved there.");
            assert_eq!(left(&place), Vec::<String>::new());
            continue;
        }
        terminal.end();
        if signal == "-KILL" {
            std::thread::sleep(std::time::Duration::from_millis(1100));
            let list = place.ok(["list", "--json"]);
            let list: serde_json::Value = serde_json::from_str(list.trim()).expect("is JSON");
            let id = list["id"].as_str().or(list["agreement"].as_str());
            place.ok(["note", id.expect("has an id"), "Another day."]);
        } else {
            assert!(
                notes(&place).contains("Saved there."),
                "{signal}: {}",
                notes(&place)
            );
        }
        assert_eq!(left(&place), Vec::<String>::new(), "{signal}");
    }
}
