//! A review on its way through versions of its checklist, and summaries of then, from outside.

mod common;

use common::Workplace;
use serde_json::Value;

/// A checklist of three questions, one of which changes between its versions.
fn checklist(version: &str, question: &str) -> String {
    let item = |id: &str, question: &str| {
        serde_json::json!({
            "id": id, "group": "all", "kind": "safeguard", "severity": "high", "name": id,
            "question": question, "follow_up_question": "What then?",
            "indicators": { "en": ["network*"] }
        })
    };
    let list = serde_json::json!({
        "format": "rapporteur-checklist/1", "id": "small", "version": version, "title": "Small",
        "as_of": "2026-11-21", "groups": [{ "id": "all", "title": "All" }],
        "profiles": [{ "id": "short", "title": "One question", "items": ["keys"] }],
        "items": [
            item("networks", "Are the networks named?"),
            item("keys", question),
            item("logs", "Are logs kept?")
        ],
        "translations": { "bs": { "items": { "networks": { "question": "Jesu li mreže navedene?" } } } }
    });
    serde_json::to_string_pretty(&list).expect("is JSON")
}

fn standing(place: &Workplace) -> Value {
    let listed = place.ok(["list", "--json"]);
    serde_json::from_str(listed.lines().next().expect("one agreement")).expect("is JSON")
}

#[test]
fn a_review_moves_to_another_version_and_its_old_summary_can_be_written_again() {
    let place = Workplace::new();
    let id = place.import_sample();
    let first = place.write("first.json", checklist("1", "Who holds the keys?"));
    let first = first.to_str().expect("is text");
    let second = place.write("second.json", checklist("2", "Who alone holds the keys?"));
    let second = second.to_str().expect("is text");

    place.ok(["checklist", "use", &id, first]);
    assert_eq!(
        standing(&place)["checklists"].as_array().map(Vec::len),
        Some(2)
    );
    place.ok(["checklist", "drop", &id, "municipal-data-access"]);
    let refused = place.run(["checklist", "drop", &id, "small"]);
    assert_eq!(
        refused.code, 1,
        "an agreement keeps one checklist: {refused:?}"
    );
    for item in ["networks", "keys", "small/logs"] {
        place.ok(["answer", &id, item, "concern", "--note", "Nobody says it."]);
    }
    let before = place.ok(["export", &id, "--format", "markdown"]);
    let summary = place.write("before.md", &before);
    let summary = summary.to_str().expect("is text");

    let refused = place.run(["checklist", "use", &id, second]);
    assert!(
        refused.code == 1 && refused.err.contains("checklist move"),
        "{refused:?}"
    );
    let plan = place.ok(["checklist", "move", &id, second, "--plan"]);
    assert!(plan.contains("2 items: answers hold"), "{plan}");
    assert!(plan.contains("now:    Who alone holds the keys?"), "{plan}");
    assert_eq!(standing(&place)["to_confirm"], 0, "a plan changes nothing");
    place.ok(["checklist", "move", &id, second]);
    let now = standing(&place);
    assert_eq!(
        (&now["answered"], &now["to_confirm"]),
        (&2.into(), &1.into())
    );
    assert_eq!(now["checklist"], "small@2");
    let told = place.ok(["export", &id, "--format", "markdown"]);
    assert!(told.contains("To be confirmed"), "{told}");
    assert!(
        told.contains("The review came here from version 1"),
        "{told}"
    );

    place.ok(["answer", &id, "keys", "concern"]);
    assert_eq!(standing(&place)["to_confirm"], 0);
    place.ok(["verify"]);
    let again = place.ok(["export", &id, "--format", "markdown", "--as-of", summary]);
    assert_eq!(again, before, "to the byte");
    let forged = before.replace("rapporteur-head/1", "rapporteur-head/1 0");
    let forged = place.write("forged.md", forged);
    let refused = place.run([
        "export",
        &id,
        "--format",
        "markdown",
        "--as-of",
        forged.to_str().expect("is text"),
    ]);
    assert_eq!(refused.code, 5, "{refused:?}");
}

#[test]
fn a_short_profile_asks_less_and_a_summary_speaks_the_language_of_the_committee() {
    let place = Workplace::new();
    let id = place.import_sample();
    let list = place.write("list.json", checklist("1", "Who holds the keys?"));
    place.ok([
        "checklist",
        "use",
        &id,
        list.to_str().expect("is text"),
        "--profile",
        "short",
    ]);
    place.ok(["checklist", "drop", &id, "municipal-data-access"]);
    assert_eq!(standing(&place)["items"], 1);
    let refused = place.run(["checklist", "use", &id, "small", "--profile", "none"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    place.ok(["checklist", "use", &id, "small"]);
    assert_eq!(standing(&place)["items"], 3);

    let told = place.ok(["export", &id, "--format", "markdown", "--lang", "bs"]);
    let kept = place.write("bosnian.md", &told);
    let kept = kept.to_str().expect("is text");
    let again = place.ok(["export", &id, "--format", "markdown", "--as-of", kept]);
    assert_eq!(again, told, "in the language that it was written in");
    for words in [
        "Jesu li mreže navedene?",
        "\\[en\\] Are logs kept?",
        "BEZ ODGOVORA",
        "Mašinski prijevod",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

#[test]
fn an_item_that_does_not_fit_is_left_out_with_the_reason() {
    let place = Workplace::new();
    let id = place.import_sample();
    let asked = |place: &Workplace| standing(place)["items"].as_u64().expect("a number");
    assert_eq!(asked(&place), 60);
    place.ok(["describe", &id, "agreement_type", "charging"]);
    assert!(asked(&place) < 60);
    let told = place.ok(["export", &id, "--format", "markdown"]);
    assert!(told.contains("this one is recorded as charging"), "{told}");
}
