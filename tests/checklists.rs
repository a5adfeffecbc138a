//! Writing one's own checklists from the command line: new, import, validate, diff, show, sign.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads and changes the files that a person would"
)]

mod common;

use common::Workplace;
use serde_json::Value;
use std::io::{Cursor, Write};
use std::path::Path;

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is there")
}

fn checklist(path: &Path) -> Value {
    serde_json::from_str(&text(path)).expect("is JSON")
}

#[test]
fn from_nothing_to_a_review() {
    let place = Workplace::new();
    let said = place.ok([
        "checklist",
        "new",
        "School cameras.json",
        "--title",
        "Cameras in schools",
    ]);
    assert!(
        said.contains("the checklist school-cameras@1 with 3 items"),
        "{said}"
    );
    assert!(
        said.contains("rapporteur checklist validate \"School cameras.json\""),
        "{said}"
    );
    let file = place.path("School cameras.json");
    let before = text(&file);
    let again = place.run(["checklist", "new", "School cameras.json"]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("is there already"), "{again:?}");
    assert_eq!(text(&file), before);

    let good = place.ok(["checklist", "validate", "School cameras.json"]);
    assert!(
        good.starts_with("School cameras.json is a good checklist.\n"),
        "{good}"
    );
    assert_eq!(
        good.matches("still the text of the template").count(),
        5,
        "{good}"
    );
    let id = place.import_sample();
    place.ok(["checklist", "use", &id, "School cameras.json"]);
    let suggested = place.json(["suggest", &id, "--checklist", "school-cameras", "--json"]);
    assert_eq!(suggested["checklist"], "school-cameras");
    assert_eq!(suggested["items"].as_array().map(Vec::len), Some(3));

    std::fs::write(&file, before.replace("is deleted?", "is erased?")).expect("can be changed");
    let used = place.run(["checklist", "use", &id, "School cameras.json"]);
    assert_ne!(used.code, 0, "{used:?}");
    let diff = place.ok(["checklist", "diff", "school-cameras", "School cameras.json"]);
    assert!(
        diff.contains("Items: 2 kept, 0 edited, 1 changed, 0 new, 0 gone; 0 moved."),
        "{diff}"
    );
    assert!(
        diff.contains(
            "      after:  Does the agreement say after how many days the data is erased?"
        ),
        "{diff}"
    );
    let same = place.ok(["checklist", "diff", "school-cameras", "school-cameras@1"]);
    assert!(same.contains("They are the same"), "{same}");
    let diff = place.json([
        "checklist",
        "diff",
        "school-cameras@1",
        "School cameras.json",
        "--json",
    ]);
    assert_eq!(
        (&diff["same"], &diff["items"][0]["fate"]),
        (&false.into(), &"changed".into())
    );
    place.ok([
        "checklist",
        "validate",
        "school-cameras@1",
        "municipal-data-access",
    ]);
}

#[test]
fn a_copy_of_a_built_in_checklist_is_a_good_one() {
    let place = Workplace::new();
    place.ok([
        "checklist",
        "new",
        "ours.json",
        "--from",
        "municipal-data-access",
        "--id",
        "ours",
    ]);
    place.ok(["checklist", "validate", "ours.json"]);
    let copy = checklist(&place.path("ours.json"));
    let original = place.json(["checklist", "show", "municipal-data-access", "--json"]);
    assert_eq!(
        (&copy["id"], &copy["version"]),
        (&"ours".into(), &"1".into())
    );
    assert_eq!(
        copy["items"].as_array().map(Vec::len),
        original["items"].as_array().map(Vec::len)
    );
    for (arguments, code) in [
        (&["checklist", "new", "x.json", "--from", "nothing"][..], 4),
        (
            &[
                "checklist",
                "new",
                "x.json",
                "--from",
                "ours.json",
                "--profile",
                "none",
            ],
            4,
        ),
        (&["checklist", "new", "x.json", "--profile", "core"], 2),
        (&["checklist", "new", "x.json", "--id", "Not An Id"], 2),
        (&["checklist", "new", "no/such/folder/x.json"], 1),
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, code, "{run:?}");
        assert!(!place.path("x.json").exists());
    }
    place.ok(["checklist", "schema", "-o", "schema.json"]);
    let schema = checklist(&place.path("schema.json"));
    assert_eq!(schema["title"], "A checklist of rapporteur");
}

#[test]
fn a_spreadsheet_becomes_a_checklist() {
    let place = Workplace::new();
    let table = "Питање;Озбиљност;Рок\nДа ли је приступ мрежи ограничен?;висока;5\nКо плаћа одржавање система?;велика!;\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(table);
    place.write("Pitanja odbora.csv", &bytes);
    let said = place.ok([
        "checklist",
        "import",
        "Pitanja odbora.csv",
        "-o",
        "odbor.json",
    ]);
    assert!(
        said.contains("the checklist odbor@1 with 2 items"),
        "{said}"
    );
    assert!(said.contains("The column “Рок” was left out"), "{said}");
    assert!(said.contains("Serbian (Cyrillic)"), "{said}");
    place.ok(["checklist", "validate", "odbor.json"]);
    let list = checklist(&place.path("odbor.json"));
    assert_eq!(list["title"], "Pitanja odbora");
    assert_eq!(list["items"][0]["id"], "da-li-je-pristup-mrezi-ogranicen");
    assert_eq!(list["items"][0]["severity"], "high");

    place.write("list.xlsx", workbook());
    let said = place.ok([
        "checklist",
        "import",
        "list.xlsx",
        "-o",
        "list.json",
        "--sheet",
        "Questions",
        "--id",
        "mine",
        "--title",
        "Mine",
        "--language",
        "sq",
    ]);
    assert!(
        said.contains("Row 3: “?” is no severity that is known here: taken as medium."),
        "{said}"
    );
    let list = checklist(&place.path("list.json"));
    assert_eq!(
        (&list["id"], &list["language"]),
        (&"mine".into(), &"sq".into())
    );
    assert_eq!(list["items"][0]["group"], "paraja");

    place.write("other.csv", "nothing\n".repeat(3000));
    place.write("broken.xlsx", b"PK\x03\x04 cut off");
    for (file, code, words) in [
        ("other.csv", 3, "2000 rows"),
        ("broken.xlsx", 3, "no table"),
        ("none.csv", 1, "no such file"),
        ("list.xlsx", 1, "is there already"),
    ] {
        let output = if file == "list.xlsx" {
            "list.json"
        } else {
            "new.json"
        };
        let run = place.run(["checklist", "import", file, "-o", output]);
        assert_eq!(run.code, code, "{run:?}");
        assert!(run.err.contains(words), "{run:?}");
        assert!(!place.path("new.json").exists());
    }
}

/// A workbook with two sheets, the second with two questions.
fn workbook() -> Vec<u8> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: [&str; 3]| format!("<row>{}</row>", cells.map(cell).concat());
    let sheet = format!(
        "<worksheet><sheetData>{}{}{}</sheetData></worksheet>",
        row(["Grupi", "Pyetja", "Rëndësia"]),
        row(["Paraja", "Kush paguan?", "e lartë"]),
        row(["", "Kur mbaron?", "?"])
    );
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"About\" r:id=\"r1\"/><sheet name=\"Questions\" r:id=\"r2\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"x/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData/></worksheet>",
        ),
        ("xl/worksheets/sheet2.xml", &sheet),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("can be begun");
        zip.write_all(content.as_bytes()).expect("can be written");
    }
    zip.finish().expect("can be finished").into_inner()
}

#[test]
fn a_translation_is_shown_and_signed() {
    let place = Workplace::new();
    place.ok(["checklist", "new", "own.json"]);
    let file = place.path("own.json");
    let translated = text(&file)
        .trim_end()
        .trim_end_matches('}')
        .trim_end()
        .to_owned()
        + ",\n  \"translations\": {\n    \"sq\": {\n      \"title\": \"Lista ime\"\n    }\n  }\n}\n";
    std::fs::write(&file, &translated).expect("can be written");
    let shown = place.ok(["checklist", "show", "own.json", "--lang", "sq"]);
    assert!(shown.starts_with("own@1  Lista ime\n"), "{shown}");
    assert!(
        shown.contains("Machine-drafted, to be reviewed."),
        "{shown}"
    );
    assert!(
        shown.contains("[en] Until when does the agreement run?"),
        "{shown}"
    );
    let told = place.ok(["checklist", "validate", "own.json"]);
    assert!(
        told.contains("translations.sq: 0 of 3 questions are said in Albanian"),
        "{told}"
    );

    let said = place.ok([
        "checklist",
        "sign",
        "own.json",
        "--language",
        "sq",
        "--by",
        "A. Reader",
        "--version",
        "2",
    ]);
    assert!(
        said.contains("A. Reader answers for the texts in Albanian of own@2"),
        "{said}"
    );
    let signed = checklist(&file);
    assert_eq!(signed["translations"]["sq"]["signed"]["by"], "A. Reader");
    let lines = |text: &str| text.lines().count();
    assert_eq!(lines(&text(&file)), lines(&translated) + 1);
    let shown = place.ok(["checklist", "show", "own.json", "--lang", "sq"]);
    assert!(
        shown.contains("Texts in Albanian: A. Reader answers for them since"),
        "{shown}"
    );

    let before = text(&file);
    for (arguments, code) in [
        (["--language", "mk", "--by", "A"], 4),
        (["--language", "sq", "--by", " "], 2),
        (["--language", "xx", "--by", "A"], 2),
    ] {
        let run = place.run(
            ["checklist", "sign", "own.json"]
                .into_iter()
                .chain(arguments),
        );
        assert_eq!(run.code, code, "{run:?}");
        assert_eq!(text(&file), before);
    }
}

#[test]
fn several_checklists_are_checked_at_once() {
    let place = Workplace::new();
    place.ok(["checklist", "new", "good.json"]);
    let bad = text(&place.path("good.json"))
        .replace("\"high\"", "\"hihg\"")
        .replace("\"question\": \"May", "\"questoin\": \"May");
    place.write("bad.json", bad);
    let run = place.run([
        "checklist",
        "validate",
        "good.json",
        "bad.json",
        "municipal-data-access",
    ]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.out.contains("good.json is a good checklist."),
        "{run:?}"
    );
    assert!(run.out.contains("items[0].severity"), "{run:?}");
    assert!(run.out.contains("did you mean \"question\"?"), "{run:?}");
    assert!(run.err.contains("bad.json has 2 mistakes."), "{run:?}");
    let run = place.run(["checklist", "validate", "none.json", "good.json", "--json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let told: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("is JSON"))
        .collect();
    assert_eq!(
        (&told[0]["ok"], &told[1]["ok"]),
        (&false.into(), &true.into())
    );
    assert!(told[1]["remarks"].is_array());
}
