//! Pages that are pictures: marked when nothing can read them, recognised when tesseract is there.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "a recognition program of our own is made and asked"
)]

mod common;

use common::{Workplace, pdf, stream};
use std::path::Path;
use std::process::Command;

/// A page that is one picture.
fn scanned() -> Vec<u8> {
    let picture =
        "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 1";
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>".to_owned(),
        stream("", "q 600 0 0 800 0 0 cm /I Do Q"),
        stream(picture, "Zf<~UUzz"),
    ])
}

/// A page of words and a page that is one picture.
fn half_scanned() -> Vec<u8> {
    let words =
        "BT /F 11 Tf 60 700 Td (Article 1. The supplier keeps all data in the country.) Tj ET";
    let picture =
        "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 1";
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2/MediaBox[0 0 600 800]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        stream("", words),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 7 0 R/Resources<</XObject<</I 8 0 R>>>>>>".to_owned(),
        stream("", "q 600 0 0 800 0 0 cm /I Do Q"),
        stream(picture, "Zf<~UUzz"),
    ])
}

fn corpus(name: &str) -> Option<std::path::PathBuf> {
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let root = std::env::var_os("RAPPORTEUR_CORPUS").map_or(near, std::path::PathBuf::from);
    Some(root.join(name)).filter(|path| path.is_file())
}

/// Runs without any program of the system in sight.
fn alone(place: &Workplace, arguments: &[&str]) -> common::Run {
    let output = place.command().env("PATH", "").args(arguments).output();
    common::Run::from(output.expect("the program starts"))
}

#[test]
fn a_scanned_page_without_recognition_is_marked_and_stays_open() {
    let place = Workplace::new();
    place.write("half.pdf", half_scanned());
    let run = alone(&place, &["import", "half.pdf", "--json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let receipt: serde_json::Value = serde_json::from_str(&run.out).expect("a receipt");
    let told = receipt["diagnostics"].as_array().expect("a list");
    let unread = told.iter().find(|one| one["code"] == "page-unread");
    let unread = unread.unwrap_or_else(|| panic!("{receipt}"));
    assert_eq!(
        (&unread["severity"], &unread["page"]),
        (&"error".into(), &2.into())
    );
    assert!(
        unread["message"]
            .as_str()
            .is_some_and(|said| said.contains("tesseract"))
    );
    let text = place.ok(["text", "half"]);
    assert!(
        text.contains("Page 2 is a picture and was not read"),
        "{text}"
    );
    let listed = place.json(["list", "--json"]);
    assert_eq!(listed["pages_unread"], 1, "{listed}");
    let clauses = place.json(["clauses", "half", "--json"]);
    let own = clauses["clauses"].as_array().expect("a list").iter();
    let gap = own.filter(|clause| clause["page"] == 2).count();
    assert_eq!(gap, 1, "{clauses}");
    // A page that nobody could read is not reviewed by reading the others.
    place.ok(["read", "half", "art-1"]);
    let export = [
        "export",
        "half",
        "--format",
        "markdown",
        "--require-complete",
    ];
    assert_eq!(place.run(export).code, 6);
    let summary = place.run(["export", "half", "--format", "markdown"]).out;
    assert!(
        summary.contains("not read") && summary.contains("INCOMPLETE"),
        "{summary}"
    );
}

/// A recognition program of our own with these models, which writes down what it was asked: for the
/// model whose name is in `words` it knows the words given there, for every other it is sure of words of
/// no language, and it takes every page for Cyrillic.
fn recogniser(place: &Workplace, models: &str, words: (&str, &str)) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let mut cases = String::new();
    for (model, words) in [words, ("*", "qrx wvb zzt")] {
        let mut rows = String::new();
        for (at, word) in words.split(' ').cycle().take(24).enumerate() {
            let (line, left) = (at / 6, at % 6);
            let place = format!("{line}\\t1\\t{left}00\\t{line}90\\t80\\t30\\t95\\t");
            rows += &["5\\t1\\t1\\t1\\t", &place, word, "\\n"].concat();
        }
        cases += &["    ", model, ") printf '", &rows, "';;\n"].concat();
    }
    let asked = place.write("bin/asked.txt", "");
    let script = format!(
        "#!/bin/sh\n\
         case \"$1\" in\n\
         --version) echo 'tesseract 9.9'; exit;;\n\
         --list-langs) printf 'List:\\nosd\\n%s\\n' {models}; exit;;\n\
         esac\n\
         for word in \"$@\"; do\n\
         \u{20} [ \"$last\" = -l ] && model=$word\n\
         \u{20} last=$word\n\
         done\n\
         printf '%s ' \"$model\" >> '{}'\n\
         /bin/cat > /dev/null\n\
         case \"$model\" in\n\
         \u{20}   osd) echo 'Script: Cyrillic';;\n{cases}esac\n",
        asked.display()
    );
    let program = place.write("bin/tesseract", script);
    let runs = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&program, runs).expect("it can be made to run");
    place.path("bin")
}

#[test]
fn a_language_is_chosen_by_few_looks_at_the_page() {
    let english = "The Supplier shall keep all of the data for the City";
    let serbian = "Добављач ће у року од пет дана да преда све податке који су код њега";
    for (words, asked, language, seen) in [
        (
            ("eng", english),
            "eng eng ",
            "en",
            "The Supplier shall keep",
        ),
        (
            ("srp", serbian),
            "eng osd srp mkd srp ",
            "sr-Cyrl",
            "Добављач ће",
        ),
    ] {
        let place = Workplace::new();
        place.write("scan.pdf", scanned());
        let bin = recogniser(&place, "eng sqi srp mkd srp_latn", words);
        let output = place
            .command()
            .env("PATH", &bin)
            .args(["import", "scan.pdf", "--json"])
            .output();
        let run = common::Run::from(output.expect("the program starts"));
        assert_eq!(run.code, 0, "{run:?}");
        let receipt: serde_json::Value = serde_json::from_str(&run.out).expect("a receipt");
        assert_eq!(receipt["language"], language, "{receipt}");
        let said = std::fs::read_to_string(bin.join("asked.txt")).expect("a file");
        assert_eq!(said, asked);
        let text = place.ok(["text", "scan"]);
        assert!(text.contains(seen), "{text}");
    }
}

#[test]
fn a_script_that_no_model_knows_is_named_with_what_to_install() {
    let place = Workplace::new();
    place.write("scan.pdf", scanned());
    let bin = recogniser(&place, "eng", ("none", ""));
    let output = place
        .command()
        .env("PATH", &bin)
        .args(["import", "scan.pdf", "--json"])
        .output();
    let run = common::Run::from(output.expect("the program starts"));
    assert_eq!(run.code, 3, "{run:?}");
    let receipt: serde_json::Value = serde_json::from_str(&run.out).expect("a receipt");
    let hint = receipt["error"]["hint"].as_str().unwrap_or_default();
    assert!(
        hint.contains("Cyrillic letters") && hint.contains("tesseract-ocr-srp"),
        "{hint}"
    );
    let said = std::fs::read_to_string(bin.join("asked.txt")).expect("a file");
    assert_eq!(said, "eng osd ");
}

#[test]
#[expect(clippy::print_stderr, reason = "says why it is skipped")]
fn a_scan_is_recognised_in_its_own_language() {
    let Some(scan) = corpus("formats/sr-Cyrl-scan-200dpi.pdf") else {
        eprintln!("skipped: no corpus");
        return;
    };
    let listed = Command::new("tesseract").arg("--list-langs").output();
    let listed = listed.map(|said| String::from_utf8_lossy(&said.stdout).into_owned());
    if !listed.is_ok_and(|said| said.lines().any(|line| line == "srp")) {
        eprintln!("skipped: no tesseract with Serbian");
        return;
    }
    let place = Workplace::new();
    let scan = scan.to_str().expect("a plain path");
    let refused = alone(&place, &["import", scan, "--json"]);
    assert_eq!(refused.code, 3);
    let receipt: serde_json::Value = serde_json::from_str(&refused.out).expect("a receipt");
    assert_eq!(receipt["error"]["code"], "scan");
    let hint = receipt["error"]["hint"].as_str().unwrap_or_default();
    assert!(hint.contains("tesseract-ocr"), "{hint}");
    let receipt = place.json(["import", scan, "--json"]);
    assert_eq!(receipt["language"], "sr-Cyrl");
    let beside = place.json([
        "beside",
        receipt["agreement"].as_str().expect("an id"),
        "--json",
    ]);
    let first = &beside["pages"][0];
    assert_eq!(first["trust"], "recognised");
    assert!(
        first["confidence"].as_u64().is_some_and(|sure| sure > 80),
        "{first}"
    );
}
