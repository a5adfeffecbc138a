//! The public edition on the command line: what is marked stays in, in summaries and in journals.

mod common;

use common::Workplace;
use serde_json::Value;

const TEXT: &str = "AGREEMENT WITH BLENNIGAN\n\n\
    Article 1\nThe supplier Blennigan may open the gate at any hour of the night.\n\n\
    Article 2\nThe price is 733114 vexmories, paid to the drubbing account of the supplier.\n\n\
    Article 3\nThe gate stays shut on holidays.\n";

/// Words that must not come out.
const WITHHELD: [&str; 5] = [
    "blennigan",
    "733114",
    "vexmories",
    "drubbing",
    "the mayor told me",
];

/// A workspace with one agreement, marked in several ways, and its id.
fn marked() -> (Workplace, String) {
    let place = Workplace::new();
    let file = place.write("blennigan.txt", TEXT);
    let file = file.to_str().expect("is text");
    let receipt = place.json(["import", file, "--json"]);
    let id = receipt["agreement"].as_str().expect("has an id").to_owned();
    let items = place.json(["suggest", &id, "--json"]);
    let item = items["items"][0]["item"].as_str().expect("has an id");
    let article = |number: &str| format!("Article {number}");
    place.ok(["confidential", &id, &article("1"), "--quote", "Blennigan"]);
    let price = "733114 vexmories, paid to the drubbing account";
    let tag = ["tag", &id, &article("2"), item, "--assessment", "concern"];
    place.ok(tag.into_iter().chain(["--quote", price, "--confidential"]));
    let open = ["tag", &id, &article("2"), item, "--assessment", "info"];
    place.ok(open
        .into_iter()
        .chain(["--note", "733114 is a lot, Blennigan!"]));
    place.ok(["note", &id, "The mayor told me", "--confidential"]);
    place.ok([
        "note",
        &id,
        "As I said:  THE MAYOR told  me.",
        "--clause",
        &article("3"),
    ]);
    place.ok(["note", &id, "Nothing to hide.", "--clause", &article("1")]);
    (place, id)
}

fn leaks(text: &str) -> Vec<&'static str> {
    let folded = text.to_lowercase();
    let folded: Vec<&str> = folded.split_whitespace().collect();
    let folded = folded.join(" ");
    let mut sought = WITHHELD.to_vec();
    sought.retain(|words| folded.contains(words));
    sought
}

#[test]
fn no_marked_word_comes_out() {
    let (place, id) = marked();
    for format in ["json", "markdown"] {
        let whole = place.ok(["export", &id, "--format", format]);
        assert_eq!(leaks(&whole), WITHHELD, "{format}");
        let public = ["export", &id, "--format", format, "--edition", "public"];
        let public = place.ok(public);
        assert_eq!(leaks(&public), [""; 0], "{format}:\n{public}");
        assert!(public.contains("[withheld]") || public.contains("withheld"));
        assert!(public.contains("Nothing to hide"));
    }
    for format in ["text", "markdown", "html", "csv", "jsonl", "lines"] {
        let whole = place.ok(["log", "--format", format]);
        assert!(!leaks(&whole).is_empty(), "{format}");
        let public = place.ok(["log", "--format", format, "--edition", "public"]);
        assert_eq!(leaks(&public), [""; 0], "{format}:\n{public}");
        assert!(public.contains("Nothing to hide"), "{format}");
    }
    let public = place.ok(["log", "--json", "--edition", "public"]);
    assert_eq!(leaks(&public), [""; 0], "{public}");
}

#[test]
fn a_journal_with_withheld_lines_is_still_a_chain() {
    let (place, _) = marked();
    let whole = place.ok(["log", "--format", "lines"]);
    let public = place.ok(["log", "--format", "lines", "--edition", "public"]);
    let read = |text: &str| -> Vec<Value> {
        let lines = text.lines();
        let read = |line| serde_json::from_str(line).expect("is JSON");
        lines.map(read).collect()
    };
    let (lines, shown) = (read(&whole), read(&public));
    assert_eq!(lines.len(), shown.len());
    let withheld = shown.iter().filter(|line| line["withheld"] == true).count();
    assert!(withheld >= 5 && withheld < lines.len(), "{withheld}");
    for (at, (line, own)) in shown.iter().zip(&lines).enumerate().skip(1) {
        assert_eq!(line["prev"], own["prev"]);
        let before = &shown[at - 1];
        if before["withheld"] == true {
            assert_eq!(before["hash"], line["prev"]);
        }
    }
    let told = place.ok(["log", "--format", "jsonl", "--edition", "public"]);
    let told = read(&told);
    for pair in told.get(1..).expect("has entries").windows(2) {
        assert_eq!(pair[0]["hash"], pair[1]["prev"]);
    }
}

#[test]
fn a_preview_lists_what_is_held_back_and_writes_nothing() {
    let (place, id) = marked();
    let before = place.ok(["log"]).lines().count();
    let preview = place.ok(["export", &id, "--edition", "public", "--preview"]);
    assert!(preview.contains("words, Article 1"), "{preview}");
    assert!(preview.contains("tag, Article 2"), "{preview}");
    assert!(preview.contains("3 marks held back."), "{preview}");
    assert!(preview.contains("marked by Ana"), "{preview}");
    assert!(preview.contains("masked because"), "{preview}");
    let words = ["733114", "drubbing", "mayor"];
    assert!(words.iter().all(|one| !preview.contains(one)), "{preview}");
    assert_eq!(place.ok(["log"]).lines().count(), before);
}

#[test]
fn an_agreement_that_is_confidential_as_a_whole_has_no_public_edition() {
    let (place, id) = marked();
    let other = place.import_sample();
    place.ok(["confidential", &id]);
    let public = ["--format", "json", "--edition", "public"];
    let refused = place.run(["export", &id].into_iter().chain(public));
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused.err.contains("confidential as a whole"),
        "{refused:?}"
    );
    let all = place.run(["export", "--all"].into_iter().chain(public));
    assert_eq!(all.code, 0, "{all:?}");
    assert!(all.err.contains("Left out: 1 agreement"), "{all:?}");
    assert!(all.out.contains(&other) && !all.out.contains(&id));
    assert_eq!(leaks(&all.out), [""; 0]);
    let log = place.ok(["log", "--format", "csv", "--edition", "public"]);
    assert_eq!(leaks(&log), [""; 0], "{log}");
    let lift = ["confidential", &id, "--lift", "--reason", "published"];
    place.ok(lift);
    place.ok(["export", &id].into_iter().chain(public));
}

#[test]
fn what_is_marked_today_stays_out_of_a_summary_of_yesterday() {
    let (place, id) = marked();
    let file = place.path("then.json");
    let file = file.to_str().expect("is text");
    let note = "It stays shut on holidays, says Grimsel.";
    place.ok(["note", &id, note, "--clause", "Article 2"]);
    place.ok(["export", &id, "--format", "json", "-o", file]);
    let words = "stays shut on holidays";
    place.ok(["confidential", &id, "Article 3", "--quote", words]);
    let then = ["export", &id, "--format", "json", "--as-of", file];
    assert!(place.ok(then).contains(note));
    let public = place.ok(then.into_iter().chain(["--edition", "public"]));
    assert!(public.contains("It [withheld], says Grimsel."), "{public}");
    assert!(!public.contains(words), "{public}");
    assert_eq!(leaks(&public), [""; 0], "{public}");
}
