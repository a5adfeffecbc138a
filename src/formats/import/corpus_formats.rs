//! Real files in the formats that are neither PDF nor Word's own, when the corpus is at hand.

use super::corpus::{bytes, corpus, is_full};
use super::mutations::assert_sound;
use super::{Aids, Conversion, Converter, Refused, Source, import};
use crate::domain::document::{Document, Format};
use crate::domain::margin::{ChangeKind, View};
use std::path::Path;

fn read_in(root: &Path, name: &str, view: View) -> Result<Document, Refused> {
    let bytes = bytes(&root.join(name));
    let source = Source {
        file_name: name.rsplit('/').next().unwrap(),
        bytes: &bytes,
    };
    let document = import(
        &source,
        &Aids {
            view,
            ..Aids::default()
        },
    );
    if let Ok(document) = &document {
        assert_sound(document, name);
    }
    document
}

fn truth(root: &Path, name: &str) -> String {
    String::from_utf8(bytes(&root.join(name))).unwrap()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn plain(text: &str) -> String {
    words(&text.replace(['|', '\t'], " ")).join(" ")
}

/// Labels, words and their order count; brackets and bars are another reader's notation, and text
/// boxes and notes stand after their paragraph here.
fn assert_holds(document: &Document, truth: &str) {
    let whole = plain(&document.text);
    let own_notation = ["[comment", "[box]", "after box.", "Para with text box"];
    let mut from = 0;
    for line in truth
        .lines()
        .filter(|line| !own_notation.iter().any(|mark| line.contains(mark)))
    {
        // The office program that made the file wrote the parent's number as it stands: roman.
        let line = plain(line).replace("1.1 legal-numbered", "I.1 legal-numbered");
        let rest = whole.get(from..).unwrap();
        let at = rest
            .find(&line)
            .unwrap_or_else(|| panic!("{line:?} is not in {rest:?}"));
        from += at + line.len();
    }
}

#[test]
fn an_opendocument_text_holds_what_it_should_in_each_view() {
    let Some(root) = corpus() else { return };
    for (view, name, gone) in [
        (View::Final, "final", "deleted"),
        (View::Original, "original", "inserted"),
    ] {
        let document = read_in(&root, "formats/kitchen-sink.odt", view).unwrap();
        let expected = truth(&root, &format!("formats/kitchen-sink.expected-{name}.txt"));
        assert_holds(&document, &expected);
        let whole = plain(&document.text);
        for words in [
            "2.4 Payment within 60 days of invoice.[1] Interest accrues.[i]",
            "Para with text box after box.",
            "Text box content.",
            "[1] Footnote: calendar days.",
            "[i] Endnote: at the ECB rate.",
        ] {
            assert_eq!(whole.matches(words).count(), 1, "{words}: {whole}");
        }
        assert!(
            !whole.contains("HIDDEN") && !whole.contains(gone),
            "{whole}"
        );
        assert_eq!(document.format, Format::Odt);
        assert_eq!(document.title, "MASTER SERVICES AGREEMENT");
        assert_eq!(document.pages, Some(2));
        let changes = &document.margin.changes;
        let moved = changes
            .iter()
            .filter(|change| change.words.contains("Moved sentence."));
        assert_eq!(moved.count(), 2, "{changes:?}");
        assert!(
            changes
                .iter()
                .all(|c| c.author.as_deref() == Some("Ana Petrović"))
        );
        let fee = changes
            .iter()
            .find(|change| change.words == "EUR 10,000")
            .unwrap();
        assert_eq!(fee.kind, ChangeKind::Deleted);
        let comment = &document.margin.comments[0];
        assert_eq!(comment.text, "Comment: should be 30 days?");
        assert_eq!(
            comment.span.unwrap().of(&document.text),
            "Payment within 60 days"
        );
        assert!(!document.margin.furniture.is_empty());
    }
    let marked = read_in(&root, "formats/kitchen-sink.odt", View::Marked).unwrap();
    assert!(
        marked.text.contains("EUR 10,000EUR 12,500"),
        "{}",
        marked.text
    );
}

#[test]
fn rich_text_reads_cyrillic_by_its_font() {
    let Some(root) = corpus() else { return };
    let document = read_in(&root, "formats/sr-Cyrl-cp1251.rtf", View::Final).unwrap();
    assert_eq!(
        words(&document.text),
        words(&truth(&root, "formats/sr-Cyrl.truth.txt"))
    );
    assert!(
        document.margin.furniture[0]
            .text
            .starts_with("Народна скупштина")
    );
    let codes: Vec<_> = document
        .diagnostics
        .iter()
        .map(|found| &*found.code)
        .collect();
    assert!(
        codes.contains(&"hidden-text") && codes.contains(&"tracked-changes"),
        "{codes:?}"
    );
}

#[test]
fn old_windows_text_is_read_in_its_letters() {
    let Some(root) = corpus() else { return };
    let document = read_in(&root, "formats/sr-Latn-cp1250-crlf.txt", View::Final).unwrap();
    let truth = truth(&root, "formats/sr-Latn.truth.txt");
    assert_eq!(document.text.trim_end(), truth.trim_end());
    assert_eq!(document.diagnostics[0].code, "encoding");
}

/// Every text of the corpus in our languages, written in each encoding that has its letters, whole
/// and in pieces.
#[test]
fn no_text_becomes_garbage_in_an_old_encoding() {
    let Some(root) = corpus() else { return };
    let step = if is_full() { 5 } else { 15 };
    for (name, encodings) in [
        (
            "formats/sr-Latn.truth.txt",
            &["windows-1250", "iso-8859-2"][..],
        ),
        (
            "formats/sr-Cyrl.truth.txt",
            &["windows-1251", "iso-8859-5", "x-mac-cyrillic"],
        ),
        ("udhr/srp_latn.txt", &["windows-1250", "iso-8859-2"]),
        ("udhr/bos_latn.txt", &["windows-1250", "iso-8859-2"]),
        (
            "udhr/srp_cyrl.txt",
            &["windows-1251", "iso-8859-5", "x-mac-cyrillic"],
        ),
        (
            "udhr/mkd.txt",
            &["windows-1251", "iso-8859-5", "x-mac-cyrillic"],
        ),
        (
            "udhr/als.txt",
            &["windows-1252", "windows-1250", "iso-8859-2"],
        ),
        ("udhr/cmn_hans.txt", &["gb18030"]),
    ] {
        let text = truth(&root, name).trim_start_matches('\u{feff}').to_owned();
        for label in encodings {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let lines: Vec<&str> = text
                .lines()
                .filter(|line| line.chars().count() > 60)
                .collect();
            for line in lines.iter().step_by(step).chain([&text.as_str()]) {
                let (bytes, _, lossy) = encoding.encode(line);
                if lossy || bytes.is_ascii() {
                    continue;
                }
                let decoded = super::encoding::decode(&bytes).unwrap();
                assert_eq!(
                    decoded.text, **line,
                    "{name} in {label}: {:?}",
                    decoded.diagnostics
                );
            }
        }
    }
}

#[test]
fn web_pages_give_all_their_articles() {
    let Some(root) = corpus() else { return };
    for name in [
        "electronic-government",
        "freedom-of-information",
        "information-security",
    ] {
        let document = read_in(&root, &format!("laws-sr/{name}.html"), View::Final).unwrap();
        let text = truth(&root, &format!("laws-sr/{name}.txt"));
        let articles = |text: &str| {
            let heading =
                |line: &&str| line.trim().starts_with("Члан ") && line.trim().chars().count() < 12;
            text.lines()
                .filter(heading)
                .map(|line| line.trim().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(articles(&document.text), articles(&text), "{name}");
        assert!(articles(&text).len() > 40);
    }
    for (name, word) in [
        ("srp_latn", "Član "),
        ("mkd", "Член "),
        ("als", "Neni "),
        ("cmn_hans", "第"),
    ] {
        let document = read_in(&root, &format!("udhr/{name}.html"), View::Final).unwrap();
        let heading = |block: &&crate::domain::document::Block| {
            let text = block.span.of(&document.text);
            text.starts_with(word) && text.chars().count() < 12
        };
        assert_eq!(document.blocks.iter().filter(heading).count(), 30, "{name}");
    }
}

#[test]
fn legacy_word_files_ask_for_a_program_and_take_what_it_gives() {
    struct Writer(Vec<u8>);
    impl Converter for Writer {
        fn to_docx(&self, _: &[u8], extension: &str) -> Result<Conversion, String> {
            assert_eq!(extension, "doc");
            Ok(Conversion {
                bytes: self.0.clone(),
                program: "Writer".to_owned(),
            })
        }
    }
    let Some(root) = corpus() else { return };
    let name = "formats/kitchen-sink.doc";
    assert_eq!(
        read_in(&root, name, View::Final).unwrap_err().code(),
        "needs-program"
    );
    // Stands for the program: the same document as it would come out.
    let writer = Writer(bytes(&root.join("formats/kitchen-sink.docx")));
    let aids = Aids {
        converter: Some(&writer),
        ..Aids::default()
    };
    let bytes = bytes(&root.join(name));
    let source = Source {
        file_name: "kitchen-sink.doc",
        bytes: &bytes,
    };
    let document = import(&source, &aids).unwrap();
    assert_eq!(document.format, Format::Doc);
    assert!(document.text.contains("2.4 Payment within 60 days"));
}

/// The official texts hold words with Latin letters inside; each is counted, and a search for the
/// right word finds it.
#[test]
fn look_alike_letters_in_laws_are_counted_and_found() {
    use crate::domain::fold::{fold, strangers};
    let Some(root) = corpus() else { return };
    let mut words = 0;
    for name in [
        "electronic-government",
        "freedom-of-information",
        "information-security",
        "international-agreements",
        "personal-data-protection",
        "public-private-partnership-concessions",
        "public-procurement",
    ] {
        let document = read_in(&root, &format!("laws-sr/{name}.txt"), View::Final).unwrap();
        let told = document
            .diagnostics
            .iter()
            .find(|d| d.code == "look-alike-letters");
        let mixed = document
            .text
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| !strangers(word).is_empty())
            .count();
        words += mixed;
        let counted = told.map_or(0, |told| {
            let number = told
                .message
                .split_whitespace()
                .find_map(|word| word.parse().ok());
            number.unwrap_or(0)
        });
        assert_eq!(counted, mixed, "{name}: {told:?}");
    }
    assert!((120..=140).contains(&words), "{words}");
    assert_eq!(fold("пoдaтaк"), fold("податак"));
}
