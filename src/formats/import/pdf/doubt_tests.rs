//! Hidden words, scans and false text layers from end to end.

use super::super::{Aids, RecognisedPage, Source, import, pages_to_recognise, recognised_page};
use super::fixture::{Extra, raw, raw_with};
use super::picture::PictureFrame;
use crate::domain::clause::Clause;
use crate::domain::document::{Document, Severity};
use crate::domain::margin::Trust;
use crate::domain::segment::segment;
use std::fmt::Write;

/// A grey picture right across the page.
const PICTURE: &str = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID A EI Q ";

const FRAME: PictureFrame = PictureFrame {
    width: 2500,
    height: 3333,
    dpi: 300,
};

fn source(bytes: &[u8]) -> Source<'_> {
    Source {
        file_name: "a.pdf",
        bytes,
    }
}

fn read(contents: &[&str]) -> Document {
    import(&source(&raw(contents)), &Aids::default()).unwrap()
}

fn read_with(contents: &[&str], recognised: &[RecognisedPage]) -> Document {
    let aids = Aids {
        recognised,
        ..Aids::default()
    };
    import(&source(&raw(contents)), &aids).unwrap()
}

fn words(size: f32, y: u32, words: &str) -> String {
    format!("BT /F1 {size} Tf 50 {y} Td ({words}) Tj ET\n")
}

/// Words in lines that stay on the page.
fn lines(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if lines.last().is_some_and(|line| line.len() > 60) {
            lines.push(String::new());
        }
        let line = lines.last_mut().unwrap();
        line.push_str(word);
        line.push(' ');
    }
    let place = |(number, line): (usize, &String)| {
        let down = u32::try_from(number * 14).unwrap();
        words(10.0, 700 - down, line.trim_end())
    };
    lines.iter().enumerate().map(place).collect()
}

fn codes(document: &Document) -> Vec<&str> {
    document
        .diagnostics
        .iter()
        .map(|found| found.code.as_str())
        .collect()
}

fn trusts(document: &Document) -> Vec<Trust> {
    document
        .margin
        .pages
        .iter()
        .map(|page| page.trust)
        .collect()
}

/// The table of a page with these words in lines.
fn table(lines: &[&str], confidence: u8) -> String {
    let mut table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     4\t1\t1\t1\t1\t0\t10\t10\t10\t10\t-1\t\n"
        .to_owned();
    for (number, line) in lines.iter().enumerate() {
        for (index, word) in line.split(' ').enumerate() {
            let (left, top) = (200 + index * 180, 300 + number * 60);
            let (line, at) = (number + 1, index + 1);
            writeln!(
                table,
                "5\t1\t1\t1\t{line}\t{at}\t{left}\t{top}\t160\t32\t{confidence}.4\t{word}"
            )
            .unwrap();
        }
    }
    table
}

#[test]
fn hidden_words_are_told_and_not_read() {
    let plain = words(10.0, 740, "The City pays in sixty days.");
    let secret = |inner: String| format!("{plain}{inner}");
    let secret_words = |y| words(10.0, y, "unless it forgets");
    for (content, code) in [
        (
            secret(format!("q 1 g {} Q", secret_words(700))),
            "hidden-text-white",
        ),
        (
            secret(format!("q 0.97 0.98 1 rg {} Q", secret_words(700))),
            "hidden-text-white",
        ),
        (
            secret(format!("0 g 40 690 200 30 re f {}", secret_words(700))),
            "hidden-text-white",
        ),
        (
            secret(format!("{}0 g 40 690 200 30 re f", secret_words(700))),
            "hidden-text-covered",
        ),
        (
            secret(format!("{}1 g 40 690 200 30 re f", secret_words(700))),
            "hidden-text-covered",
        ),
        (secret(secret_words(830)), "hidden-text-outside"),
        (
            secret(format!("q 0 0 600 600 re W n {} Q", secret_words(700))),
            "hidden-text-outside",
        ),
        (
            secret(format!("q 3 Tr {} Q", secret_words(700))),
            "hidden-text-invisible",
        ),
        (
            secret(words(0.5, 700, "unless it forgets")),
            "hidden-text-tiny",
        ),
    ] {
        let document = read(&[&content]);
        assert_eq!(document.text, "The City pays in sixty days.\n", "{content}");
        assert_eq!(codes(&document), [code], "{content}");
        let told = &document.diagnostics[0];
        assert!(
            told.message.contains("“unless it forgets”"),
            "{}",
            told.message
        );
        assert_eq!((told.severity, told.page), (Severity::Warning, Some(1)));
        let comment = &document.margin.comments[0];
        assert_eq!(comment.text, "Hidden text: unless it forgets");
    }
}

#[test]
fn words_on_a_layer_that_is_switched_off_are_told() {
    let shown = words(10.0, 740, "The City pays in sixty days.");
    let page = format!("{shown}/OC /L BDC {} EMC", words(10.0, 700, "or in ninety"));
    for (off, code) in [
        ("/OFF [6 0 R]", Some("hidden-text-layer")),
        ("/ON [6 0 R]", None),
    ] {
        let catalog = format!("/OCProperties << /OCGs [6 0 R] /D << {off} >> >>");
        let extra = Extra {
            catalog: &catalog,
            resources: "/Properties << /L 6 0 R >>",
            objects: &["<< /Type /OCG /Name (Draft) >>"],
        };
        let document = import(&source(&raw_with(&[&page], &extra)), &Aids::default()).unwrap();
        assert_eq!(codes(&document).first().copied(), code);
        assert_eq!(document.text.contains("or in ninety"), code.is_none());
        let kept = document
            .margin
            .comments
            .iter()
            .any(|comment| comment.text.ends_with("or in ninety"));
        assert_eq!(kept, code.is_some());
    }
}

#[test]
fn words_that_can_be_seen_are_not_hidden() {
    let plain = words(10.0, 740, "The City pays in sixty days.");
    let head = words(10.0, 700, "Item and price");
    for content in [
        // White on a dark ground, as in the heads of tables; also where the ground is painted twice.
        format!("{plain}q 0 0 0.4 rg 40 690 400 30 re f 1 g {head} Q"),
        format!("{plain}q 1 g 40 690 400 30 re f 0 0 0.4 rg 40 690 400 30 re f 1 g {head} Q"),
        // Covered and written again.
        format!("{plain}{head}q 1 g 40 690 400 30 re f Q {head}"),
        // On a white ground, beside a bar, under a rule.
        format!(
            "{plain}q 1 g 0 0 600 800 re f Q {plain}{head}q 0 g 300 690 200 30 re f 40 702 300 1 re f Q"
        ),
        // White on a picture, whatever it shows.
        format!(
            "{plain}q 500 0 0 40 40 680 cm BI /W 1 /H 1 /BPC 8 /CS /G ID A EI Q q 1 g {head} Q"
        ),
        // Inside its clip.
        format!("{plain}q 40 690 400 30 re W n {head} Q"),
    ] {
        let document = read(&[&content]);
        assert!(
            document.text.contains("Item and price"),
            "{content}: {}",
            document.text
        );
        let hidden = codes(&document)
            .into_iter()
            .find(|code| code.starts_with("hidden"));
        assert_eq!(hidden, None, "{content}");
    }
}

#[test]
fn only_the_covered_part_of_a_line_is_taken_out() {
    // In Helvetica at ten points the words before “secret” are about 52 points wide.
    let line = words(10.0, 700, "Fees are 100 secret euros");
    let document = read(&[&format!("{line}0 g 110 695 28 14 re f")]);
    assert_eq!(document.text, "Fees are 100 euros\n");
    assert!(document.diagnostics[0].message.contains("“secret”"));
}

#[test]
fn hidden_words_on_every_page_are_told_once() {
    let page = format!(
        "{}q 1 g {} Q",
        words(10.0, 400, "Some words."),
        words(10.0, 700, "tracking mark")
    );
    let document = read(&[&page, &page, &page]);
    assert_eq!(codes(&document), ["hidden-text-white"]);
    assert!(document.diagnostics[0].message.contains("2 more pages"));
    assert_eq!(document.margin.comments.len(), 3);
}

#[test]
fn a_picture_between_pages_leaves_a_sentence_in_its_place() {
    let text = words(10.0, 400, "Article 1. Words of the first page");
    let last = words(10.0, 700, "and of the last.");
    let pages = [text.as_str(), PICTURE, last.as_str()];
    let document = read(&pages);
    let blocks: Vec<_> = document
        .blocks
        .iter()
        .map(|block| block.span.of(&document.text))
        .collect();
    assert_eq!(
        blocks,
        [
            "Article 1. Words of the first page",
            "[Page 2 is a picture and was not read.]",
            "and of the last."
        ]
    );
    let clauses = segment(&document).tree;
    let own = |clause: &Clause| clause.span.trimmed(&document.text).of(&document.text);
    let clauses: Vec<_> = clauses.clauses().iter().map(own).collect();
    assert_eq!(clauses, blocks);
    assert_eq!(trusts(&document), [Trust::Good, Trust::Unread, Trust::Good]);
    assert_eq!(pages_to_recognise(&document), [2]);
    let told = &document.diagnostics[0];
    assert_eq!(
        (told.code.as_str(), told.severity, told.page),
        ("page-unread", Severity::Error, Some(2))
    );
    assert!(told.message.contains("tesseract-ocr"));

    let found = recognised_page(
        2,
        FRAME,
        &table(&["Words of the second"], 91),
        "tesseract 5",
    );
    let document = read_with(&pages, &[found]);
    assert!(
        document.text.contains("Words of the second"),
        "{}",
        document.text
    );
    assert_eq!(
        trusts(&document),
        [Trust::Good, Trust::Recognised, Trust::Good]
    );
    assert_eq!(document.margin.pages[1].confidence, Some(91));
    assert_eq!(codes(&document), ["recognised"]);
    assert_eq!(pages_to_recognise(&document), [0_u32; 0]);
}

#[test]
fn a_scan_is_refused_until_it_is_recognised() {
    let bytes = raw(&[PICTURE, PICTURE]);
    let refused = import(&source(&bytes), &Aids::default()).unwrap_err();
    assert_eq!(
        (refused.code(), refused.pages_to_recognise()),
        ("scan", Some(2))
    );
    assert!(refused.hint().contains("tesseract-ocr-srp"));
    let found = recognised_page(2, FRAME, &table(&["Faint words"], 61), "tesseract 5");
    let document = read_with(&[PICTURE, PICTURE], &[found]);
    assert_eq!(
        document.text,
        "[Page 1 is a picture and was not read.]\nFaint words\n"
    );
    assert_eq!(codes(&document), ["page-unread", "recognised-unsurely"]);
    assert!(document.diagnostics[1].message.contains("61 %"));
}

#[test]
fn letters_that_can_be_read_are_not_given_up_for_fewer() {
    let page = lines(
        "The Supplier shall keep the records of the City for five years \\001\\002\\003\\004\\005 and shall \
         not disclose any of them to others unless the City has agreed to it in writing",
    );
    assert_eq!(pages_to_recognise(&read(&[&page])), [1]);
    let seen = |words: &[&str]| {
        let found = recognised_page(1, FRAME, &table(words, 91), "tesseract 5");
        let document = read_with(&[&page], &[found]);
        (
            document.text.contains("records of the City"),
            trusts(&document),
        )
    };
    assert_eq!(seen(&["five years"]), (true, vec![Trust::Doubtful]));
    let whole = ["disclosed to others"; 12];
    assert_eq!(seen(&whole), (false, vec![Trust::Recognised]));
}

#[test]
fn a_layer_in_the_wrong_language_never_passes() {
    let nonsense = "Hapogua ckynuTuHa Cnyx6a 3a MebyHapogHy Capayiby YIOBOP IIPY2KAIbY KOHCYJITAHTCKUX \
                    3axmyueH Beorpagy fava Mapta roguHe u3mMehy HapogHe ckynmTuHe PenyOmuke Cp6uje Huxore \
                    TMamuha fasbem TeKCTy Hapyuunal WpuBpesHOr ApyuiTBa hophesuh cuHosn qabem rekcty";
    let page = format!("{PICTURE}3 Tr {}", lines(nonsense));
    let document = read(&[&page]);
    assert_eq!(trusts(&document), [Trust::Doubtful]);
    assert_eq!(codes(&document)[0], "wrong-text-layer");
    assert_eq!(pages_to_recognise(&document), [1]);
    let found = recognised_page(1, FRAME, &table(&["Народна скупштина"], 93), "tesseract 5");
    let document = read_with(&[&page], &[found]);
    assert_eq!(document.text, "Народна скупштина\n");

    // A layer of real words, under the picture or over it, is kept and told.
    let right = words(
        8.0,
        700,
        "The Supplier shall keep the records of the City for five years and shall not \
                                 disclose any of them to others unless the City has agreed to it in writing",
    );
    for page in [
        format!("{PICTURE}3 Tr {right}"),
        format!("{right}{PICTURE}"),
    ] {
        let document = read(&[&page]);
        assert_eq!(trusts(&document), [Trust::Recognised]);
        assert_eq!(codes(&document), ["invisible-text"]);
        assert!(document.text.starts_with("The Supplier"));
    }
}

#[test]
fn a_stamp_on_a_scan_is_not_its_text() {
    let stamped = format!("{PICTURE}{}", words(8.0, 780, "Registry No. 12/2025"));
    let text = words(10.0, 400, "Some words.");
    let document = read(&[&text, &stamped]);
    assert_eq!(trusts(&document), [Trust::Good, Trust::Unread]);
    assert!(document.text.contains("[Page 2 is a picture"));
}
