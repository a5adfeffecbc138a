//! The log on the command line: filters, every format with what it proves, and the review as it stood.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read and alter what the program wrote"
)]

mod common;

use common::Workplace;
use serde_json::Value;

/// A workspace in which Ana and Bojan have decided something.
fn reviewed() -> (Workplace, String) {
    let place = Workplace::new();
    let id = place.import_sample();
    let items = place.json(["suggest", &id, "--json"]);
    let item = items["items"][0]["item"]
        .as_str()
        .expect("has an id")
        .to_owned();
    place.ok(["note", &id, "=HYPERLINK(\"x\") <b>bold</b>"]);
    place.ok(["answer", &id, &item, "unclear", "--note", "Први поглед"]);
    let bojan = ["--reviewer", "Bojan"];
    let note = [
        "answer",
        &id,
        &item,
        "concern",
        "--note",
        "It is clear to me.",
    ];
    place.ok(bojan.into_iter().chain(note));
    (place, id)
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("is JSON"))
        .collect()
}

#[test]
fn entries_are_filtered() {
    let (place, id) = reviewed();
    let all = place.ok(["log"]).lines().count();
    let count = |arguments: &[&str]| {
        let arguments = ["log"].iter().chain(arguments);
        place.ok(arguments).lines().count()
    };
    assert_eq!(count(&["--by", "bojan"]), 3);
    assert_eq!(count(&["--by", "ana"]) + 3, all);
    assert_eq!(count(&["--kind", "answers"]), 2);
    assert_eq!(count(&["--kind", "notes", "--text", "prvi pogled"]), 1);
    assert_eq!(
        count(&["--since", "2020-01-01", "--until", "2999-12-31"]),
        all
    );
    assert_eq!(
        count(&[id.as_str(), "--json"]) + 2,
        all,
        "two journals were begun"
    );
    let item = place.json(["suggest", &id, "--json"])["items"][0]["item"].clone();
    let item = item.as_str().expect("has an id");
    assert_eq!(count(&["--item", item]), 4);
    for (arguments, code) in [
        (&["log", "--by", "Carla"][..], 4),
        (&["log", "--kind", "gossip"], 2),
        (&["log", "--since", "yesterday"], 2),
        (&["log", "--until", "2020-01-01"], 4),
        (&["log", "--json", "--format", "csv"], 2),
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
        assert!(!run.err.is_empty());
    }
}

#[test]
fn every_format_can_be_held_against_the_journals_later() {
    let (place, id) = reviewed();
    for format in ["markdown", "html", "csv", "jsonl"] {
        let file = format!("log.{format}");
        place.ok(["log", &id, "--format", format, "-o", &file]);
        let again = place.run(["log", &id, "--format", format, "-o", &file]);
        assert_eq!(again.code, 1, "a file is not replaced unasked: {again:?}");
        place.ok(["log", &id, "--format", format, "-o", &file, "--force"]);
        place.ok(["verify", "--against", &file]);
    }
    let told = lines(&place.ok(["log", "--format", "jsonl", "--by", "Ana"]));
    assert_eq!(told[0]["verification"]["ok"], true);
    assert_eq!(told[0]["selected"], "by Ana");
    let witnessed = |entry: &&Value| entry["witnessed_by"] == serde_json::json!(["Bojan"]);
    assert_eq!(
        told.iter().skip(1).filter(witnessed).count(),
        told.len() - 1,
        "{told:?}"
    );
    assert!(told.iter().skip(1).all(|entry| entry["proven"] == true));

    // The signed lines are those of the journals.
    let exact = place.ok(["log", "--format", "lines", "--by", "Ana"]);
    let journals = std::fs::read_dir(place.workspace().join("journal")).expect("is there");
    let ana = journals
        .map(|one| one.expect("can be listed").path())
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("ana-"))
        })
        .expect("Ana has a journal");
    assert_eq!(exact, std::fs::read_to_string(&ana).expect("can be read"));

    // What was altered is said, in the log too.
    let altered = exact.replacen("bold", "gold", 1);
    std::fs::write(&ana, altered).expect("can be written");
    for format in ["markdown", "html", "csv", "jsonl"] {
        let run = place.run(["log", "--format", format]);
        assert_eq!(run.code, 5, "{run:?}");
        assert!(run.out.contains("its signature does not fit"), "{format}");
    }
    let run = place.run(["log"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("does not fit"), "{run:?}");
}

#[test]
fn a_summary_can_be_written_as_the_review_stood_at_an_entry() {
    let (place, id) = reviewed();
    let told = lines(&place.ok(["log", "--format", "jsonl", "--kind", "answers"]));
    let (ana, bojan) = (&told[1], &told[2]);
    let at = format!("{}:{}", ana["writer"].as_str().expect("text"), ana["seq"]);
    let export = |at: &str| place.json(["export", &id, "--format", "json", "--at", at]);
    let then = export(&at).to_string();
    assert!(then.contains("Први поглед") && !then.contains("It is clear to me."));
    assert_eq!(
        then,
        export(ana["hash"].as_str().expect("text")).to_string()
    );
    let later = export(bojan["hash"].as_str().expect("text")).to_string();
    assert!(later.contains("It is clear to me."));
    place.write("then.json", &then);
    place.ok(["verify", "--against", "then.json"]);
    assert_eq!(
        place
            .run(["export", &id, "--format", "json", "--at", "ana:99"])
            .code,
        4
    );
}

#[cfg(unix)]
mod in_a_terminal {
    use super::common::pty::Terminal;
    use super::reviewed;

    #[test]
    fn one_travels_and_comes_back() {
        let (place, _) = reviewed();
        let before = place.ok(["log"]);
        let mut terminal = Terminal::open(&place, 100, 30, &[]);
        terminal.wait_for("1 agreement");
        terminal.keys("L");
        terminal.wait_for("entries proven");
        terminal.keys("\r");
        terminal.wait_for(" read · ");
        terminal.keys("L");
        terminal.wait_for("Journal ·");
        terminal.wait_for("entries proven");
        terminal.keys("T");
        terminal.wait_for("As it stood at entry");
        terminal.keys("m");
        terminal.wait_for("reading only. Esc returns to now.");
        terminal.keys("[");
        terminal.wait_for("As it stood at entry");
        terminal.keys("\u{1b}");
        terminal.wait_for("This is now.");
        terminal.keys("\u{3}");
        assert_eq!(terminal.end(), 0);
        assert!(terminal.is_restored());
        let after = place.ok(["log"]);
        assert_eq!(
            after.lines().filter(|line| line.contains("Ana")).count(),
            before.lines().filter(|line| line.contains("Ana")).count()
        );
    }
}
