//! Files damaged on purpose and files made to burst: each ends as a receipt with its reason, and the
//! program goes on.
//!
//! A small number of each kind by default; `RAPPORTEUR_DAMAGED=10000` makes so many of each format.
//! The files are made from small ones of our own and, where the corpus is at hand, from real ones.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "this test makes files and measures how long reading them takes"
)]

mod common;

use common::dice::Dice;
use common::scale::tell;
use common::{Run, Workplace, pdf, stream};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many of each format when nothing else is said.
const FEW: usize = 12;
/// The largest real file that is damaged.
const LARGEST_SEED: u64 = 120_000;

/// Codes that mean that the program's own limits or faults ended the reading.
const ENDED: &[&str] = &["took-too-long", "too-much-memory", "reader-failed"];

/// Flips bytes, cuts the end off, or puts a piece of the file elsewhere into it.
fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match dice.roll(3) {
        0 => {
            for _ in 0..=dice.roll(20) {
                let at = dice.roll(bytes.len());
                bytes[at] = u8::try_from(dice.roll(256)).expect("a byte");
            }
        }
        1 => bytes.truncate(dice.roll(bytes.len())),
        _ => {
            let from = dice.roll(bytes.len());
            let length = dice.roll(bytes.len() - from).min(2000);
            let piece = bytes[from..from + length].to_vec();
            let to = dice.roll(bytes.len());
            bytes.splice(to..to, piece);
        }
    }
    bytes
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a part begins");
        writer
            .write_all(content.as_bytes())
            .expect("a part is written");
    }
    writer.finish().expect("a package ends").into_inner()
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    package(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
    ])
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
    ])
}

fn small_pdf() -> Vec<u8> {
    let words = "BT /F 11 Tf 60 700 Td (1. The supplier keeps all data in the country.) Tj 0 -14 Td (2. The city may audit it.) Tj ET";
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        stream("", words),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ])
}

/// A small file of each format.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let word = r#"<w:p><w:r><w:t>1. Data stay here.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins></w:p></w:tc></w:tr></w:tbl>"#;
    let open = r"<text:h>A</text:h><text:list><text:list-item><text:p>One<text:s text:c='3'/>two</text:p></text:list-item></text:list>";
    let message = "From: A <a@example.org>\nSubject: Terms\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n1. Data stay here.\n--b\nContent-Disposition: attachment; filename=a.txt\n\n2. More.\n--b--\n";
    vec![
        ("pdf", small_pdf()),
        ("docx", docx(word)),
        ("odt", odt(open)),
        (
            "rtf",
            br"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fcharset204 A;}}\pard{\listtext 1.\tab}\f0\'d7 data\par\trowd a\cell b\cell\row}".to_vec(),
        ),
        (
            "html",
            "<!doctype html><meta charset=utf-8><h1>Člen</h1><ol type=i><li>a<li>b</ol><table><tr><td>c<td>d</table>".into(),
        ),
        ("eml", message.into()),
        ("md", "# A\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| c | d |\n".into()),
        ("txt", "Члан 1.\n\nПодаци остају овде.\n\nЧлан 2.\n".into()),
        ("zip", package(&[("a/b.txt", "1. One.\n"), ("c.html", "<p>Two.")])),
    ]
}

/// Small real files of a format; none where the corpus is not at hand.
fn real(ending: &str) -> Vec<Vec<u8>> {
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let root = std::env::var_os("RAPPORTEUR_CORPUS").map_or(near, PathBuf::from);
    let mut found = Vec::new();
    collect(&root, ending, &mut found);
    found.sort();
    found
        .iter()
        .map(|path| std::fs::read(path).expect("can be read"))
        .collect()
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        let small = entry
            .metadata()
            .is_ok_and(|about| about.len() <= LARGEST_SEED);
        if path.is_dir() {
            collect(&path, ending, found);
        } else if small && path.extension().is_some_and(|end| end == ending) {
            found.push(path);
        }
    }
}

/// Imports a folder; gives a receipt for each file, after checking that the program itself is well.
fn receipts(place: &Workplace, folder: &Path) -> Vec<Value> {
    // Our own readers are meant, not the programs of the system.
    let output = place
        .command()
        .env("PATH", "")
        .args([Path::new("import"), folder, Path::new("--json")])
        .output();
    let run = Run::from(output.expect("the program starts"));
    assert!(matches!(run.code, 0 | 3 | 4), "{}: {}", run.code, run.err);
    let receipts: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("a receipt is JSON"))
        .collect();
    for receipt in &receipts {
        let reason = receipt["error"]["message"].as_str().unwrap_or_default();
        let refused = receipt["status"] == "refused";
        assert_eq!(refused, !reason.is_empty(), "{receipt}");
    }
    receipts
}

fn ended(receipts: &[Value]) -> Vec<&Value> {
    let ended = |receipt: &&Value| ENDED.iter().any(|code| receipt["error"]["code"] == *code);
    receipts.iter().filter(ended).collect()
}

#[test]
fn every_damaged_file_has_its_receipt() {
    let many = std::env::var("RAPPORTEUR_DAMAGED").ok();
    let count = many.and_then(|many| many.parse().ok()).unwrap_or(FEW);
    for (ending, seed) in seeds() {
        let place = Workplace::new();
        let folder = place.path("damaged");
        let mut dice = Dice::new(1);
        let mut all = vec![seed];
        if count > FEW {
            all.extend(real(ending));
        }
        for number in 0..count {
            let seed = &all[number % all.len()];
            let name = format!("damaged/{number:05}.{ending}");
            place.write(&name, damage(seed, &mut dice));
        }
        let began = Instant::now();
        let receipts = receipts(&place, &folder);
        let seconds = began.elapsed().as_secs();
        let told: std::collections::HashSet<&str> = receipts
            .iter()
            .filter_map(|receipt| {
                Path::new(receipt["path"].as_str()?)
                    .strip_prefix(&folder)
                    .ok()
            })
            .filter_map(|path| path.iter().next()?.to_str())
            .collect();
        // A damaged container may hold files that have receipts of their own.
        assert_eq!(told.len(), count, "{ending}: some files have no receipt");
        let ended = ended(&receipts);
        let crashed = ended
            .iter()
            .filter(|one| one["error"]["code"] == "reader-failed");
        assert_eq!(crashed.count(), 0, "{ending}: {ended:?}");
        if count > FEW {
            tell(&format!(
                "{ending}: {count} damaged, {} ended by limits, {seconds} s",
                ended.len()
            ));
        }
        assert_eq!(place.run(["verify"]).code, 0, "{ending}");
    }
}

/// Files that unpack, nest or call themselves without end.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let entities = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document/>"#;
    let nested =
        |open: &str, close: &str, times| [open.repeat(times), close.repeat(times)].concat();
    let mut forms = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>".to_owned(),
        stream("", "/X Do"),
    ];
    for level in 0..12 {
        let next = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X {} 0 R>>>>",
            6 + level
        );
        forms.push(stream(&next, &"/X Do ".repeat(12)));
    }
    let pages = |count: usize| {
        let kids = "3 0 R ".repeat(count);
        pdf(&[
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!("<</Type/Pages/Kids[{kids}]/Count {count}>>"),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>".to_owned(),
        ])
    };
    let zeros = "0".repeat(300 << 20);
    vec![
        (
            "entities.docx",
            package(&[
                ("[Content_Types].xml", TYPES),
                ("_rels/.rels", RELATIONS),
                ("word/document.xml", entities),
            ]),
        ),
        (
            "unpacks.docx",
            docx(&format!("<w:p><w:r><w:t>{zeros}</w:t></w:r></w:p>")),
        ),
        (
            "nests.docx",
            docx(&nested(
                "<w:tbl><w:tr><w:tc>",
                "</w:tc></w:tr></w:tbl>",
                60_000,
            )),
        ),
        ("unpacks.odt", odt(&format!("<text:p>{zeros}</text:p>"))),
        (
            "repeats.odt",
            odt(
                r"<table:table><table:table-row table:number-rows-repeated='1000000000'><table:table-cell table:number-columns-repeated='1000000000'><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
            ),
        ),
        ("forms.pdf", pdf(&forms)),
        ("pages.pdf", pages(1_000_000)),
        ("nests.pdf", pdf(&[nested("[", "]", 2_000_000)])),
        (
            "nests.rtf",
            ["{\\rtf1 ", &nested("{", "}", 1_000_000), "}"]
                .concat()
                .into_bytes(),
        ),
        (
            "nests.html",
            nested("<div>", "</div>", 200_000).into_bytes(),
        ),
        ("unpacks.zip", package(&[("a.txt", &zeros)])),
    ]
}

#[test]
fn files_made_to_burst_end_in_time_with_their_reason() {
    for (name, bytes) in bombs() {
        let place = Workplace::new();
        place.write(&format!("bombs/{name}"), bytes);
        let began = Instant::now();
        let receipts = receipts(&place, &place.path("bombs"));
        assert!(!receipts.is_empty(), "{name}: no receipt");
        // Far more than the limit of computing time: a hang fails, a slow machine does not.
        assert!(began.elapsed() < Duration::from_mins(1), "{name}");
    }
}

#[test]
fn names_in_archives_lead_nowhere() {
    let place = Workplace::new();
    place.write(
        "in/a.zip",
        package(&[("../../escaped.txt", "1. One."), ("/rooted.txt", "2. Two.")]),
    );
    let receipts = receipts(&place, &place.path("in"));
    assert_eq!(receipts.len(), 2, "{receipts:?}");
    for receipt in &receipts {
        assert_eq!(receipt["status"], "imported");
        let path = receipt["path"].as_str().expect("has a path");
        assert!(path.contains("a.zip") && !path.contains(".."), "{path}");
    }
    assert!(!place.path("escaped.txt").exists() && !place.path("in/escaped.txt").exists());
}

#[test]
fn what_is_read_so_far_is_kept_and_the_next_run_goes_on() {
    let place = Workplace::new();
    for number in 0..300 {
        place.write(
            &format!("many/{number:03}.txt"),
            format!("1. Agreement number {number}.\n\n2. Its second clause.\n"),
        );
    }
    let mut child = place
        .command()
        .args(["import", "many", "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(
        child.stdout.take().expect("it is piped"),
    ));
    for _ in 0..10 {
        lines.next().expect("a receipt").expect("can be read");
    }
    interrupt(child.id());
    let more = lines.count();
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert!(more < 289, "it was stopped in the middle");
    assert_eq!(place.run(["verify"]).code, 0);
    let receipts = receipts(&place, &place.path("many"));
    let was_there = receipts
        .iter()
        .filter(|one| one["status"] == "unchanged")
        .count();
    assert_eq!(receipts.len(), 300);
    assert_eq!(was_there, 10 + more, "everything told as read in was kept");
}

fn interrupt(process: u32) {
    let done = std::process::Command::new("kill")
        .args(["-INT", &process.to_string()])
        .status();
    assert!(done.is_ok_and(|status| status.success()));
}
