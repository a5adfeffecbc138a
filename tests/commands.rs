//! A whole review from the command line: import, read, tag, answer, note, undo, verify, export.
#![expect(
    clippy::disallowed_methods,
    reason = "a test takes a file away to see that it is no longer needed"
)]
#![expect(
    clippy::too_many_lines,
    reason = "one walk through a review is read from top to bottom"
)]

mod common;

use common::Workplace;
use serde_json::Value;

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("every line is a JSON object"))
        .collect()
}

#[test]
fn the_same_bytes_twice_are_unchanged() {
    let place = Workplace::new();
    let file = place.write(
        "contract.txt",
        "AGREEMENT\n\nArticle 1\n\nThe City buys.\n\nArticle 2\n\nIt pays.\n",
    );
    let first = place.json(["import", file.to_str().expect("is text"), "--json"]);
    assert_eq!(first["status"], "imported");
    assert_eq!(first["format"], "text");
    assert_eq!(first["characters"], 58);
    assert_eq!(first["pages"], Value::Null);
    assert!(first["clauses"].as_u64() >= Some(3), "{first}");
    let again = place.json(["import", file.to_str().expect("is text"), "--json"]);
    assert_eq!(again["status"], "unchanged");
    assert_eq!(again["agreement"], first["agreement"]);
    assert_eq!(lines(&place.ok(["list", "--json"])).len(), 1);
}

#[test]
fn positions_count_unicode_scalars_of_what_text_prints() {
    let place = Workplace::new();
    let source = "УГОВОР о приступу\r\n\r\nЧлан 1.\r\n\r\nГрад даје приступ мрежи 🏙 компанији.\r\n\r\nЧлан 2.\r\n\r\nКрај.\r\n";
    let file = place.write("ugovor.txt", source);
    let receipt = place.json(["import", file.to_str().expect("is text"), "--json"]);
    let id = receipt["agreement"].as_str().expect("has an id");
    let text: Vec<char> = place.ok(["text", id]).chars().collect();
    assert_eq!(receipt["characters"].as_u64(), Some(text.len() as u64));
    let tree = place.json(["clauses", id, "--json"]);
    assert_eq!(tree["language"], "sr-Cyrl");
    let mut end = 0;
    for clause in tree["clauses"].as_array().expect("has clauses") {
        let start = usize::try_from(clause["start"].as_u64().expect("a number")).expect("fits");
        assert_eq!(start, end, "clauses tile the text: {clause}");
        end = usize::try_from(clause["end"].as_u64().expect("a number")).expect("fits");
        let words: String = text[start..end].iter().collect();
        assert_eq!(clause["text"], words);
    }
    assert_eq!(end, text.len());
    let labels: Vec<_> = tree["clauses"]
        .as_array()
        .expect("has clauses")
        .iter()
        .filter(|clause| clause["kind"] == "article")
        .map(|clause| clause["label"].as_str().expect("is text"))
        .collect();
    assert_eq!(labels, ["Члан 1.", "Члан 2."]);
}

#[test]
fn a_review_is_journalled_proven_and_exported() {
    let place = Workplace::new();
    let id = place.import_sample();
    let suggested = place.json(["suggest", &id, "--top", "3", "--json"]);
    let first = &suggested["items"]
        .as_array()
        .expect("has items")
        .iter()
        .find(|item| {
            !item["suggestions"]
                .as_array()
                .expect("is a list")
                .is_empty()
        })
        .expect("something is suggested");
    let item = first["item"].as_str().expect("is text");
    let suggestion = &first["suggestions"][0];
    let clause = suggestion["clause"].as_str().expect("is text");
    assert!(suggestion["reasons"][0]["text"].is_string(), "{suggestion}");

    place.ok([
        "tag",
        &id,
        clause,
        item,
        "--assessment",
        "concern",
        "--note",
        "Ask about this.",
    ]);
    place.ok(["answer", &id, item, "concern"]);
    let withheld = ["answer", &id, "eu-funds-used", "withheld"];
    let refused = place.run(withheld);
    assert_eq!(
        refused.code, 1,
        "what is missing was not named: {refused:?}"
    );
    place.ok(withheld.into_iter().chain(["--note", "Annex C."]));
    let impact = "impact-assessment-before-signature";
    place.ok(["answer", &id, impact, "unclear", "--confidential"]);
    place.ok([
        "answer",
        &id,
        impact,
        "concern",
        "--note",
        "None is attached.",
    ]);
    let absent = ["answer", &id, "realtime-remote-identification", "absent"];
    let refused = place.run(absent);
    assert_eq!(refused.code, 1, "clauses are unread: {refused:?}");
    place.ok(["read", &id, "--all"]);
    place.ok(absent);
    place.ok(["note", &id, "Read together with the tender."]);
    place.ok(["read", &id, clause, "--unread"]);
    place.ok(["undo"]);
    place.ok(["redo"]);
    place.ok(["undo"]);

    let log = lines(&place.ok(["log", "--json"]));
    let types = log
        .iter()
        .map(|entry| entry["event"]["type"].as_str().expect("is text"));
    let mut types: Vec<_> = types.collect();
    types.dedup();
    assert_eq!(
        types,
        [
            "journal_started",
            "agreement_imported",
            "checklist_chosen",
            "clause_tagged",
            "note_written",
            "item_answered",
            // Each reason goes before the answer that rests on it.
            "note_written",
            "item_answered",
            "note_written",
            "item_answered",
            "clause_read",
            "item_answered",
            "note_written",
            "clause_read",
        ]
    );
    let quote = log[3]["event"]["subject"]["passage"]["quote"]
        .as_str()
        .expect("is text");
    let start = log[3]["event"]["subject"]["passage"]["start"]
        .as_u64()
        .expect("a number");
    let text = place.ok(["text", &id]);
    let there: String = text
        .chars()
        .skip(usize::try_from(start).expect("fits"))
        .take(quote.chars().count())
        .collect();
    assert_eq!(there, quote);
    let answered = |item: &str| {
        let mut log = log.iter().rev();
        let subject =
            |entry: &&serde_json::Value| entry["event"]["subject"]["item"]["item"] == item;
        let found = log.find(|entry| subject(entry) && entry["event"]["type"] == "item_answered");
        found.expect("was answered")["event"]["after"].clone()
    };
    let again = answered(impact);
    assert_eq!(
        (&again["state"], &again["confidential"]),
        (&"concern".into(), &true.into())
    );
    let absent = &answered("realtime-remote-identification")["absence"];
    assert!(
        absent["terms"]
            .as_array()
            .is_some_and(|terms| terms.len() > 3),
        "{absent}"
    );

    let proof = place.json(["verify", "--json"]);
    assert_eq!(proof["ok"], true);
    assert_eq!(proof["journals"][0]["entries"], log.len());

    let markdown = place.ok(["export", &id, "--format", "markdown"]);
    assert!(markdown.contains("INCOMPLETE"));
    assert!(markdown.contains("Ask about this."));
    // The checkpoint that it was made with stands in it too.
    let proof = place.json(["verify", "--json"]);
    assert_eq!(proof["journals"][0]["entries"], log.len() + 1);
    assert!(markdown.contains(proof["journals"][0]["head"].as_str().expect("is text")));
    assert!(markdown.contains(&format!("\n{}\n", log.len() + 1)));
    assert_eq!(
        markdown,
        place.ok(["export", &id, "--format", "markdown"]),
        "the same review, the same bytes"
    );
    let json = place.json(["export", &id, "--format", "json"]);
    assert_eq!(
        json["agreement"]["source_sha256"].as_str().map(str::len),
        Some(64)
    );
    assert_eq!(json["complete"], false);
    let stopped = place.run(["export", &id, "--format", "json", "--require-complete"]);
    assert_eq!((stopped.code, stopped.out.as_str()), (6, ""));

    let file = place.path("summary.md");
    place.ok([
        "export",
        &id,
        "--format",
        "markdown",
        "-o",
        file.to_str().expect("is text"),
    ]);
    let refused = place.run([
        "export",
        &id,
        "--format",
        "json",
        "-o",
        file.to_str().expect("is text"),
    ]);
    assert_eq!(
        refused.code, 1,
        "a file is never written over unasked: {refused:?}"
    );
    place.ok(["note", &id, "One more note."]);
    let proof = place.run(["verify", "--against", file.to_str().expect("is text")]);
    assert_eq!(proof.code, 0, "{proof:?}");
}

#[test]
fn words_of_a_clause_can_be_tagged_by_quoting_them() {
    let place = Workplace::new();
    let file = place.write(
        "c.txt",
        "Article 1\n\nThe supplier may use remote access\nfrom anywhere.\n\nArticle 2\n\nEnd.\n",
    );
    let receipt = place.json(["import", file.to_str().expect("is text"), "--json"]);
    let id = receipt["agreement"].as_str().expect("is text");
    let item = "remote-access-from-abroad";
    place.ok([
        "tag",
        id,
        "Article 1",
        item,
        "--assessment",
        "concern",
        "--quote",
        "remote access from anywhere",
    ]);
    let log = lines(&place.ok(["log", id, "--json"]));
    let passage = &log.last().expect("has entries")["event"]["subject"]["passage"];
    assert_eq!(
        passage["quote"], "remote access\nfrom anywhere",
        "white space does not matter, the words are kept as they stand"
    );
    let wrong = place.run([
        "tag",
        id,
        "Article 1",
        item,
        "--assessment",
        "ok",
        "--quote",
        "not there",
    ]);
    assert_eq!(wrong.code, 4, "{wrong:?}");
    assert!(wrong.err.contains("not there"));
}

#[test]
fn search_finds_words_in_any_script() {
    let place = Workplace::new();
    let file = place.write(
        "u.txt",
        "Члан 1.\n\nБиометрија се не користи.\n\nČlan 2.\n\nLični podaci.\n",
    );
    place.ok(["import", file.to_str().expect("is text")]);
    for query in [
        "biometrija",
        "BIOMETR",
        "биометрија",
        "licni podaci",
        "lični",
    ] {
        let hits = lines(&place.ok(["search", query, "--json"]));
        assert_eq!(hits.len(), 1, "{query}: {hits:?}");
    }
    assert_eq!(place.run(["search", "nothing like this"]).code, 4);
}

#[test]
fn search_finds_other_forms_and_says_which_they_are() {
    let place = Workplace::new();
    let network = place.write(
        "network agreement.txt",
        "Article 1\n\nThe Supplier shall install one camera in each of the streets that the City names. All cameras are tested before they are used.\n",
    );
    let lease = place.write(
        "lease.txt",
        "Article 1\n\nThe tenant shall keep the garden and the house in good repair. No camera is allowed in any of the rooms.\n",
    );
    let paths = [&network, &lease].map(|path| path.to_str().expect("is text"));
    place.ok(["import", paths[0], paths[1]]);
    let exact = |arguments: &[&str]| {
        let hits = lines(&place.ok(arguments.iter().copied()));
        hits.iter()
            .map(|hit| hit["exact"] == true)
            .collect::<Vec<_>>()
    };
    let mut found = exact(&["search", "cameras", "--json"]);
    found.sort_unstable();
    assert_eq!(found, [false, false, true]);
    assert_eq!(exact(&["search", "cameras", "--exact", "--json"]), [true]);
    assert_eq!(exact(&["search", "“cameras”", "--json"]), [true]);
    assert_eq!(
        exact(&["search", "no cameras", "--agreement", "lease", "--json"]),
        [false]
    );
    let told = place.ok(["search", "cameras"]);
    assert!(
        told.contains(" ~ ") && told.contains("All [cameras] are"),
        "{told}"
    );
    let nowhere = place.run(["search", "garden", "--agreement", "network"]);
    assert_eq!(nowhere.code, 4, "{nowhere:?}");
    assert!(
        nowhere.err.contains("nowhere in the agreement"),
        "{nowhere:?}"
    );
    assert_eq!(place.run(["search", "--exact", "\""]).code, 2);
    // What cannot be read is named, and the rest is searched all the same.
    let id = lines(&place.ok(["list", "--json"]))
        .into_iter()
        .find(|row| {
            row["title"]
                .as_str()
                .is_some_and(|title| title.contains("lease"))
        });
    let id = id.expect("is listed")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let document = place
        .workspace()
        .join("agreements")
        .join(&id)
        .join("document.json");
    std::fs::write(document, "{").expect("can be damaged");
    let torn = place.run(["search", "camera"]);
    assert!(torn.err.contains(&id), "{torn:?}");
}

#[test]
fn a_checklist_of_ones_own_is_used_and_kept() {
    let place = Workplace::new();
    let file = place.write(
        "c.txt",
        "Article 1\n\nThe operator keeps the parking data.\n\nArticle 2\n\nEnd.\n",
    );
    let own = serde_json::json!({
        "format": "rapporteur-checklist/1", "id": "parking", "version": "3", "title": "Parking", "as_of": "2026-11-21",
        "groups": [{"id": "data", "title": "Data"}],
        "items": [{"id": "who-keeps", "group": "data", "kind": "fact", "severity": "high", "name": "Who keeps it",
            "question": "Who keeps the data?", "indicators": {"en": ["ke*p data", "parking data"]}}],
    });
    let list = place.write("parking.json", own.to_string());
    let bad = place.run([
        "import",
        file.to_str().expect("is text"),
        "--checklist",
        list.to_str().expect("is text"),
    ]);
    assert_eq!(bad.code, 3, "a * inside a word is wrong: {bad:?}");
    assert!(bad.err.contains("items[0].indicators"), "{}", bad.err);
    let list = place.write(
        "parking.json",
        own.to_string().replace("ke*p data", "keep*"),
    );
    let receipt = place.json([
        "import",
        file.to_str().expect("is text"),
        "--checklist",
        list.to_str().expect("is text"),
        "--json",
    ]);
    let id = receipt["agreement"].as_str().expect("is text");
    std::fs::remove_file(&list).expect("can be removed");
    let shown = place.json(["suggest", id, "--json"]);
    assert_eq!(shown["checklist"], "parking");
    assert_eq!(shown["items"][0]["suggestions"][0]["label"], "Article 1");
    place.ok([
        "answer",
        id,
        "who-keeps",
        "satisfied",
        "--value",
        "The operator",
        "--note",
        "The preamble says so.",
    ]);
    let shown = place.json(["checklist", "show", "parking@3", "--json"]);
    assert_eq!(shown["items"][0]["id"], "who-keeps");
    for field in ["group", "kind", "severity", "question", "sources", "cuad"] {
        assert!(shown["items"][0].get(field).is_some(), "{field}: {shown}");
    }
    let json = place.json(["export", id, "--format", "json"]);
    assert_eq!(json["checklists"][0]["id"], "parking");
    assert!(
        place
            .workspace()
            .join("checklists/parking@3.json")
            .is_file()
    );
}

#[test]
fn shown_checklists_are_whole_and_good_checklists() {
    let place = Workplace::new();
    let shown = place.ok(["checklist", "show", "municipal-data-access", "--json"]);
    let list: Value = serde_json::from_str(&shown).expect("is JSON");
    for item in list["items"].as_array().expect("is a list") {
        for field in [
            "id", "group", "kind", "severity", "question", "sources", "cuad",
        ] {
            assert!(item.get(field).is_some(), "{field}: {item}");
        }
    }
    let file = place.write("shown.json", shown);
    place.ok(["checklist", "validate", file.to_str().expect("is text")]);
    let all = place.json(["checklist", "list", "--json"]);
    assert_eq!(all["checklists"][0]["id"], "municipal-data-access");
    let checks: Value =
        serde_json::from_str(&place.run(["doctor", "--json"]).out).expect("is one object");
    assert!(checks["checks"].as_array().is_some_and(|all| all.len() > 3));
}

#[test]
fn options_of_every_command_stand_before_or_behind_it() {
    let place = Workplace::new();
    let id = place.import_sample();
    let other = place.path("other");
    let other = other.to_str().expect("is text");
    for arguments in [
        ["--workspace", other, "list"],
        ["list", "--workspace", other],
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.err.contains("other"), "{run:?}");
    }
    place.ok(["--reviewer", "Bojan", "note", &id, "Seen."]);
    assert!(place.ok(["log"]).contains("Bojan #2  noted"));
    let run = place.run(["--checklist", "x", "list"]);
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn saying_the_same_twice_is_no_failure_and_an_empty_value_is_none() {
    let place = Workplace::new();
    let id = place.import_sample();
    let answer = ["answer", &id, "eu-funds-used", "unclear", "--value", " "];
    place.ok(answer);
    let again = place.run(answer);
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{again:?}");
    assert!(again.err.contains("Nothing to change"), "{again:?}");
    let log = lines(&place.ok(["log", "--json"]));
    let last = &log.last().expect("has entries")["event"];
    assert_eq!(last["after"]["state"], "unclear");
    assert_eq!(last["after"].get("value"), None, "{last}");
}

#[test]
fn a_reviewer_may_have_a_name_in_any_script() {
    let place = Workplace::new();
    let id = place.import_sample();
    place.ok(["--reviewer", "李伟", "note", &id, "Seen."]);
    place.ok(["--reviewer", "王伟", "note", &id, "Seen."]);
    let proof = place.json(["verify", "--json"]);
    assert_eq!(proof["ok"], true);
    assert_eq!(proof["journals"].as_array().map(Vec::len), Some(3));
}

/// A Word file with a tracked insertion, a tracked deletion and a comment.
fn word_file_with_changes() -> Vec<u8> {
    use std::io::Write;
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let who = "w:author='Ana Petrović' w:date='2024-03-01T10:00:00Z'";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns='{PACKAGE}/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
                 <Default Extension='xml' ContentType='application/xml'/>\
                 <Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='r1' Type='{OFFICE}/officeDocument' Target='word/document.xml'/></Relationships>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='r1' Type='{OFFICE}/comments' Target='comments.xml'/></Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w='{WORD}'><w:body><w:p><w:r><w:t>Agreement</w:t></w:r></w:p>\
                 <w:p><w:r><w:t xml:space='preserve'>Article 1 The City pays </w:t></w:r>\
                 <w:del w:id='1' {who}><w:r><w:delText xml:space='preserve'>yearly </w:delText></w:r></w:del>\
                 <w:ins w:id='2' {who}><w:r><w:t xml:space='preserve'>in advance </w:t></w:r></w:ins>\
                 <w:commentRangeStart w:id='0'/><w:r><w:t>for the cameras.</w:t></w:r><w:commentRangeEnd w:id='0'/>\
                 <w:r><w:commentReference w:id='0'/></w:r></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/comments.xml",
            format!(
                "<w:comments xmlns:w='{WORD}'><w:comment w:id='0' {who}><w:p><w:r><w:t>How many?</w:t></w:r></w:p></w:comment></w:comments>"
            ),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, xml) in parts {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part can be begun");
        archive.write_all(xml.as_bytes()).expect("can be written");
    }
    archive.finish().expect("can be finished").into_inner()
}

#[test]
fn tracked_changes_and_comments_can_be_read_beside_the_text() {
    let place = Workplace::new();
    let file = place.write("changed.docx", word_file_with_changes());
    let receipt = place.json(["import", file.to_str().expect("is text"), "--json"]);
    let id = receipt["agreement"].as_str().expect("has an id");

    let text = place.ok(["text", id]);
    assert!(text.contains("The City pays in advance for"), "{text}");
    assert_eq!(place.ok(["text", id, "--view", "final"]), text);
    let original = place.ok(["text", id, "--view", "original"]);
    assert!(original.contains("pays yearly for"), "{original}");
    let marked = place.ok(["text", id, "--view", "marked"]);
    assert!(
        marked.contains("pays [-yearly -][+in advance +]for"),
        "{marked}"
    );

    let beside = place.json(["beside", id, "--json"]);
    assert_eq!(beside["agreement"], id);
    let changes = beside["changes"].as_array().expect("has changes");
    assert_eq!(changes.len(), 2, "{beside}");
    assert_eq!(changes[0]["kind"], "deleted");
    assert_eq!(changes[0]["start"], changes[0]["end"]);
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("fits");
    let (start, end) = (number(&changes[1]["start"]), number(&changes[1]["end"]));
    let words: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(words, "in advance ");
    assert_eq!(beside["comments"][0]["text"], "How many?");
    let told = place.ok(["beside", id]);
    assert!(
        told.contains("Ana Petrović took out on 2024-03-01: “yearly”"),
        "{told}"
    );
    assert!(told.contains("Comments (1)"), "{told}");
    assert!(told.contains("Article 1"), "{told}");
}

#[test]
fn what_knows_no_tracked_changes_says_so() {
    let place = Workplace::new();
    let file = place.write("plain.txt", "1. The City pays.\n");
    let receipt = place.json(["import", file.to_str().expect("is text"), "--json"]);
    let id = receipt["agreement"].as_str().expect("has an id");
    let run = place.run(["text", id, "--view", "marked"]);
    assert_eq!((run.code, run.out.as_str()), (0, "1. The City pays.\n"));
    assert!(run.err.contains("has no tracked changes"), "{run:?}");
    assert!(place.ok(["beside", id]).contains("Nothing stands beside"));
    let listed = place.json(["list", "--json"]);
    assert_eq!(
        (&listed["pages_unread"], &listed["pages_doubtful"]),
        (&0.into(), &0.into())
    );
}

#[test]
fn particulars_are_offered_recorded_and_exported() {
    let place = Workplace::new();
    let file = place.write(
        "contract.txt",
        "AGREEMENT\n\nArticle 1\n\nThe City pays 1,200,000.00 EUR for the cameras.\n\nArticle 2\n\nIt enters into force on 1 March 2026.\n",
    );
    let receipt = place.json(["import", file.to_str().expect("is text"), "--json"]);
    let id = receipt["agreement"].as_str().expect("has an id");
    let detail = |name: &str| {
        let shown = place.json(["describe", id, "--json"]);
        let details = shown["details"].as_array().expect("a list").clone();
        let found = details.into_iter().find(|one| one["detail"] == name);
        found.expect("every particular is shown")
    };
    let value = detail("value");
    assert_eq!(value["values"], serde_json::json!([]));
    assert_eq!(value["found"][0]["value"], "1200000.00 EUR");
    assert!(place.ok(["describe", id]).contains("found: 1200000.00 EUR"));
    let words = ["--clause", "art-1", "--quote", "1,200,000.00 EUR"];
    let record = ["describe", id, "value", "1200000.00 EUR"];
    place.ok(record.into_iter().chain(words));
    place.ok([
        "describe",
        id,
        "supplier",
        "Clearview Ltd.",
        "--confidential",
    ]);
    assert_eq!(detail("value")["values"][0]["text"], "1200000.00 EUR");
    assert!(
        place
            .ok(["export", id, "--format", "markdown"])
            .contains("**Clearview Ltd.** (confidential)")
    );
    let summary = place.json(["export", id, "--format", "json"]);
    let quote = &summary["agreement"]["details"][1]["passage"]["quote"];
    assert_eq!(quote, "1,200,000.00 EUR");
    assert_eq!(place.json(["verify", "--json"])["ok"], true);
    place.ok(["undo"]);
    assert_eq!(detail("supplier")["values"], serde_json::json!([]));
    place.ok(["describe", id, "value", "", "--reason", "a draft"]);
    assert_eq!(detail("value")["values"], serde_json::json!([]));
    assert_eq!(place.run(["describe", id, "colour", "red"]).code, 2);
}

#[test]
fn laws_of_a_country_are_listed_and_no_data_is_not_no_law() {
    let place = Workplace::new();
    let known = place.json(["laws", "--json"]);
    assert_eq!(known["as_of"], "2026-11-21");
    for country in known["countries"].as_array().expect("a list") {
        let code = country["code"].as_str().expect("is text");
        let record = place.json(["laws", code, "--json"]);
        let laws = record["laws"].as_array().expect("a list");
        assert_eq!(country["laws"].as_u64(), Some(laws.len() as u64), "{code}");
    }
    let serbia = place.ok(["laws", "Република Србија"]);
    assert!(serbia.contains("Judicial control") && serbia.contains("As of 2026-11-21"));
    let canada = place.run(["laws", "Canada"]);
    assert_eq!(canada.code, 4);
    assert!(
        canada
            .err
            .contains("does not mean that there is no such law")
    );
    assert_eq!(place.run(["laws", "Atlantis"]).code, 2);
}

#[test]
fn what_is_like_a_clause_is_found_with_how_it_was_judged() {
    let place = Workplace::new();
    let contract = |name: &str, body: &str, time: &str| {
        let text = format!(
            "AGREEMENT WITH {body}\n\nArticle 1\n\nThe {body} buys cameras.\n\nArticle 2\n\nThe supplier may connect to the network of the {body} {time}, also from abroad.\n"
        );
        let file = place.write(name, text);
        let receipt = place.json(["import", file.to_str().expect("is text"), "--json"]);
        receipt["agreement"].as_str().expect("has an id").to_owned()
    };
    let city = contract("city.txt", "CITY", "at any time");
    let alone = place.run(["similar", &city, "Article 2"]);
    assert_eq!(alone.code, 4, "{alone:?}");
    assert!(alone.err.contains("rapporteur import"), "{alone:?}");
    let school = contract("school.txt", "SCHOOL", "after notice");
    place.ok([
        "tag",
        &school,
        "Article 2",
        "remote-access-from-abroad",
        "--assessment",
        "concern",
    ]);
    let found = place.json(["similar", &city, "Article 2", "--compare", "--json"]);
    assert_eq!(found["searched"], 2);
    let first = &found["found"][0];
    assert_eq!(first["agreement"], school.as_str(), "{found}");
    assert!(first["alike"].as_u64() > Some(400), "{found}");
    assert_eq!(first["judged"][0]["assessment"], "concern");
    assert_eq!(first["judged"][0]["by"], "Ana");
    let of_kind = |kind: &str| -> Vec<&str> {
        let runs = first["runs"].as_array().expect("were compared").iter();
        let runs = runs.filter(|run| run["kind"] == kind);
        runs.filter_map(|run| run["text"].as_str()).collect()
    };
    assert_eq!(of_kind("removed"), ["CITY at any time"]);
    assert_eq!(of_kind("inserted"), ["SCHOOL after notice"]);
    let told = place.ok(["similar", &city, "Article 2", "--compare"]);
    assert!(
        told.contains("concern by Ana: remote-access-from-abroad"),
        "{told}"
    );
    assert!(
        told.contains("[-CITY at any time-] [+SCHOOL after notice+], also from abroad"),
        "{told}"
    );
    let short = place.run(["similar", &city, "Article 1", "--quote", "buys cameras"]);
    assert_eq!(short.code, 2, "{short:?}");
}

#[test]
fn what_is_pointed_at_is_listed_by_weight() {
    let place = Workplace::new();
    let file = place.write(
        "contract.txt",
        "AGREEMENT\n\nArticle 1\n\nThe price is paid within thirty days.\n\nArticle 2\n\nThe supplier has remote access to the network from any country.\n\nArticle 3\n\nThe city may audit the supplier.\n",
    );
    let receipt = place.json(["import", file.to_str().expect("is text"), "--json"]);
    let id = receipt["agreement"].as_str().expect("has an id");
    let listed = place.json(["suggest", id, "--by-weight", "--json"]);
    let clauses = listed["clauses"].as_array().expect("some");
    assert_eq!(listed["count"].as_u64(), Some(clauses.len() as u64));
    assert_eq!(clauses[0]["label"], "Article 2", "{listed}");
    let weights: Vec<u64> = clauses
        .iter()
        .filter_map(|one| one["weight"].as_u64())
        .collect();
    assert!(weights.is_sorted_by(|one, next| one >= next), "{weights:?}");
    let item = clauses[0]["items"][0]["item"].as_str().expect("has an id");
    assert_eq!(clauses[0]["items"][0]["answered"], false);
    place.ok(["answer", id, item, "unclear", "--note", "To be asked."]);
    let again = place.json(["suggest", id, "--by-weight", "--json"]);
    assert_eq!(again["clauses"][0]["items"][0]["answered"], true);
    let order = |listed: &Value| -> Vec<Value> {
        let clauses = listed["clauses"].as_array().expect("some").iter();
        clauses.map(|one| one["clause"].clone()).collect()
    };
    assert_eq!(order(&listed), order(&again), "an answer moves nothing");
    let one = place.ok(["suggest", id, "--by-weight", "--top", "1"]);
    assert_eq!(one.lines().count(), 1);
    assert!(one.contains("Article 2"), "{one}");
}
