//! PDFs from end to end.

use super::super::{Aids, Source, import};
use super::fixture::{file, pdf, raw};
use crate::domain::document::{BlockKind, Document, Severity};
use crate::domain::margin::{Area, Trust};
use std::cell::RefCell;

fn read(bytes: &[u8]) -> Document {
    import(
        &Source {
            file_name: "a.pdf",
            bytes,
        },
        &Aids::default(),
    )
    .unwrap()
}

fn blocks(document: &Document) -> Vec<(u32, &str)> {
    document
        .blocks
        .iter()
        .map(|block| (block.page.unwrap(), block.span.of(&document.text)))
        .collect()
}

#[test]
fn lines_become_paragraphs_with_pages() {
    let bytes = pdf(&[
        vec![
            (50, 740, 18, "SERVICES AGREEMENT"),
            (50, 700, 10, "1."),
            (80, 700, 10, "The supplier shall pro-"),
            (
                80,
                688,
                10,
                "vide the third-party licence (see Annex 1) and",
            ),
        ],
        vec![
            (80, 740, 10, "keep any third-"),
            (80, 728, 10, "party data safe."),
            (50, 700, 10, "2. Fees."),
        ],
    ]);
    let document = read(&bytes);
    let text = "1. The supplier shall provide the third-party licence (see Annex 1) and keep any third-party data safe.";
    assert_eq!(
        blocks(&document),
        [(1, "SERVICES AGREEMENT"), (1, text), (2, "2. Fees.")]
    );
    assert_eq!(document.blocks[0].kind, BlockKind::Heading(1));
    assert_eq!(
        (document.title.as_str(), document.pages),
        ("SERVICES AGREEMENT", Some(2))
    );
    assert_eq!(document.diagnostics, []);
}

#[test]
fn notes_with_raised_numbers_stand_apart() {
    let document = read(&pdf(&[vec![
        (50, 700, 10, "The price is 1,500"),
        (130, 704, 6, "1"),
        (136, 700, 10, "euro a year."),
        (50, 103, 6, "1"),
        (56, 100, 9, "Without tax, and without"),
        (50, 93, 6, "2"),
        (56, 90, 9, "Until 2021"),
    ]]));
    let words: Vec<&str> = blocks(&document).iter().map(|(_, words)| *words).collect();
    assert_eq!(
        words,
        [
            "The price is 1,500¹ euro a year.",
            "¹ Without tax, and without",
            "² Until 2021"
        ]
    );
}

#[test]
fn running_heads_and_page_numbers_are_counted_not_read() {
    let bodies = [
        "Words of the first page.",
        "Words of the second one.",
        "And of the third.",
    ];
    let numbers = ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"];
    let page = |index: usize| {
        vec![
            (50, 780, 8, "City of X - Rev. 04/2023"),
            (50, 400, 10, bodies[index]),
            (280, 20, 8, numbers[index]),
        ]
    };
    let document = read(&pdf(&[page(0), page(1), page(2)]));
    assert_eq!(document.text, format!("{}\n", bodies.join("\n")));
    assert_eq!(document.diagnostics[0].code, "page-furniture");
    assert!(document.diagnostics[0].message.starts_with("6 lines"));
}

#[test]
fn blank_pages_are_named_in_ranges() {
    let words = || vec![(50, 700, 10, "Some words.")];
    let document = read(&pdf(&[words(), vec![], vec![], words(), vec![]]));
    let found: Vec<_> = document
        .diagnostics
        .iter()
        .map(|d| (d.code.as_str(), d.page, d.severity))
        .collect();
    let blank = |page| ("page-blank", Some(page), Severity::Info);
    assert_eq!(found, [blank(2), blank(5)]);
    assert!(document.diagnostics[0].message.contains("pages 2 to 3"));
    let trust: Vec<_> = document
        .margin
        .pages
        .iter()
        .map(|page| page.trust)
        .collect();
    let (good, blank) = (Trust::Good, Trust::Blank);
    assert_eq!(trust, [good, blank, blank, good, blank]);
}

#[test]
fn invisible_text_is_kept_and_doubted() {
    let document = read(&raw(&[
        "BT 3 Tr /F1 10 Tf 50 700 Td (recognised words) Tj ET",
    ]));
    assert_eq!(document.text, "recognised words\n");
    assert_eq!(document.diagnostics[0].code, "invisible-text");
}

#[test]
fn a_file_without_its_end_is_read_with_an_error_or_refused() {
    let bytes = pdf(&[
        vec![(50, 700, 10, "Some words.")],
        vec![(50, 700, 10, "More words.")],
    ]);
    let cut = bytes
        .windows(4)
        .position(|window| window == b"xref")
        .unwrap();
    let document = read(&bytes[..cut]);
    assert!(document.text.starts_with("Some words."));
    let first = &document.diagnostics[0];
    assert_eq!(
        (first.code.as_str(), first.severity),
        ("truncated", Severity::Error)
    );
    let refused = import(
        &Source {
            file_name: "a.pdf",
            bytes: &bytes[..60],
        },
        &Aids::default(),
    )
    .unwrap_err();
    assert_eq!(refused.code(), "truncated", "{refused}");
}

#[test]
fn endless_files_are_refused_before_they_are_read() {
    let bytes = pdf(&vec![Vec::new(); 5_001]);
    let refused = import(
        &Source {
            file_name: "a.pdf",
            bytes: &bytes,
        },
        &Aids::default(),
    )
    .unwrap_err();
    assert_eq!(refused.code(), "too-large", "{refused}");
}

#[test]
fn pictures_of_pages_are_refused() {
    let refused = import(
        &Source {
            file_name: "a.pdf",
            bytes: &raw(&["q Q", "q Q"]),
        },
        &Aids::default(),
    )
    .unwrap_err();
    assert_eq!(refused.code(), "scan");
    assert!(refused.to_string().contains("all 2 pages"), "{refused}");
}

#[test]
fn pages_are_told_as_they_are_read_and_the_first_with_its_lines() {
    let words = |text: &'static str| vec![(50, 700, 10, text)];
    let bytes = pdf(&[vec![], words("First words."), words("More.")]);
    let told = RefCell::new(Vec::new());
    let on_page = |read: &super::super::PageRead| told.borrow_mut().push(read.clone());
    let source = Source {
        file_name: "a.pdf",
        bytes: &bytes,
    };
    let aids = Aids {
        on_page: &on_page,
        ..Aids::default()
    };
    import(&source, &aids).unwrap();
    let told = told.into_inner();
    let told: Vec<_> = told
        .iter()
        .map(|it| (it.page, it.pages, it.text.as_deref()))
        .collect();
    assert_eq!(
        told,
        [(1, 3, None), (2, 3, Some("First words.\n")), (3, 3, None)]
    );
}

#[test]
fn blocks_know_their_place_on_the_page() {
    let document = read(&pdf(&[vec![
        (50, 740, 10, "A line of a paragraph that"),
        (50, 728, 10, "goes on."),
    ]]));
    let area = document.blocks[0].area.unwrap();
    let Area {
        left,
        top,
        right,
        bottom,
    } = area;
    // The page is 600 points wide and 800 high.
    assert_eq!((left, top, bottom), (500, 522, 742));
    assert!((1_500..2_500).contains(&right), "{right}");
}

/// A page with a bookmark, a field that is shown, one that is not, and a comment.
fn with_notes() -> Vec<u8> {
    let content = "BT /F1 10 Tf 50 700 Td (Scope of the work) Tj ET \
                   BT /F1 10 Tf 50 640 Td (Price:) Tj ET \
                   BT /F1 10 Tf 50 600 Td (The price is fixed for the whole term.) Tj ET";
    let field = |rect: &str, flags: u8, name: &str, value: &str| {
        format!(
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T ({name}) /V ({value}) /Rect {rect} /F {flags} >>"
        )
    };
    file(&[
        "<< /Type /Catalog /Pages 2 0 R /Outlines 8 0 R /AcroForm << /Fields [6 0 R 7 0 R] >> >>"
            .to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R \
         /Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R 7 0 R 10 0 R] >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
        field("[100 636 200 652]", 4, "price", "1,000 euro"),
        field("[100 500 200 516]", 2, "code", "X-17"),
        "<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 1 >>".to_owned(),
        "<< /Title (Scope of the Work) /Parent 8 0 R /Dest [4 0 R /Fit] >>".to_owned(),
        "<< /Type /Annot /Subtype /Highlight /Rect [50 596 300 612] /Contents (Really?) \
         /T (Ana) /M (D:20240314) /QuadPoints [50 612 300 612 50 596 300 596] >>"
            .to_owned(),
    ])
}

#[test]
fn bookmarks_fields_and_comments_are_used() {
    let document = read(&with_notes());
    assert_eq!(
        blocks(&document),
        [
            (1, "Scope of the work"),
            (1, "Price: 1,000 euro"),
            (1, "The price is fixed for the whole term.")
        ]
    );
    assert_eq!(document.blocks[0].kind, BlockKind::Heading(1));
    let comments = &document.margin.comments;
    assert_eq!(comments.len(), 2);
    assert!(comments[0].text.contains("“code”") && comments[0].text.contains("X-17"));
    let comment = &comments[1];
    assert_eq!(
        (comment.author.as_deref(), comment.at.as_deref()),
        (Some("Ana"), Some("2024-03-14"))
    );
    let words = comment.span.unwrap().of(&document.text);
    assert_eq!(words, "The price is fixed for the whole term.");
    let codes: Vec<_> = document
        .diagnostics
        .iter()
        .map(|it| it.code.as_str())
        .collect();
    assert_eq!(codes, ["hidden-fields"]);
}

/// A page with a label and one field beside it, whose dictionary is given.
fn with_field(field: &str) -> Document {
    let field = format!("<< /Type /Annot /Subtype /Widget /T (f) /F 4 {field} >>");
    let content = "BT /F1 10 Tf 50 640 Td (Option:) Tj ET";
    read(&file(&[
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R \
         /Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R] >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
        field,
    ]))
}

#[test]
fn fields_read_as_they_are_shown() {
    let list = "/Opt [[(a1) (Monthly)] [(b2) (Yearly)] (Never)] /FT /Ch";
    for (field, shown) in [
        (format!("{list} /V (b2)"), "Yearly"),
        (format!("{list} /V (Yearly)"), "Yearly"),
        (format!("{list} /V (Never)"), "Never"),
        (format!("{list} /V [(a1) (Never)]"), "Monthly, Never"),
        ("/FT /Tx /V (24000)".to_owned(), "24000"),
    ] {
        let document = with_field(&format!("{field} /Rect [100 636 400 652]"));
        assert_eq!(blocks(&document), [(1, &*format!("Option: {shown}"))]);
    }
}

#[test]
fn what_a_list_shows_and_nobody_chose_stands_beside_the_text() {
    let beside = |field: &str| -> Vec<String> {
        let list = "/Opt [[(a1) (Monthly)] [(b2) (Yearly)]] /FT /Ch /Rect [100 636 400 680]";
        let comments = with_field(&format!("{list} {field}")).margin.comments;
        comments.into_iter().map(|it| it.text).collect()
    };
    let shown = "it shows: Monthly · Yearly";
    assert_eq!(
        beside("/V (b2)"),
        [format!("In the list “f” “Yearly” is chosen; {shown}")]
    );
    assert_eq!(
        beside(""),
        [format!("In the list “f” nothing is chosen; {shown}")]
    );
    // One that drops down shows what was chosen alone.
    assert!(beside("/V (b2) /Ff 131072").is_empty());
}

#[test]
fn a_named_letter_map_is_read_where_codes_are_letters() {
    let read_with = |map: &str| {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
             /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length 61 >>\nstream\nBT /F1 12 Tf 50 700 Td \
             <041F0440043504340430> Tj ET           \nendstream",
            "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H \
             /ToUnicode /Identity-H /DescendantFonts [6 0 R] >>",
        ];
        let mut objects: Vec<String> = objects.iter().map(|it| (*it).to_owned()).collect();
        objects.push(format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 600 /CIDToGIDMap {map} \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ));
        objects.push("<< /Length 4 >>\nstream\n0123\nendstream".to_owned());
        import(
            &Source {
                file_name: "a.pdf",
                bytes: &file(&objects),
            },
            &Aids::default(),
        )
    };
    assert_eq!(read_with("7 0 R").unwrap().text.trim(), "Преда");
    assert!(
        read_with("/Identity").is_err(),
        "codes that number the signs of a font are no letters"
    );
}

#[test]
fn what_stamps_and_signatures_say_stands_beside_the_text() {
    let form = |words: &str| {
        let content = format!("BT /F1 12 Tf 4 10 Td ({words}) Tj ET");
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 200 40] /Resources << /Font << /F1 3 0 R >> >> \
             /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let content = "BT /F1 10 Tf 50 640 Td (The price is fixed.) Tj ET";
    let annotation = "<< /Type /Annot /F 4";
    let document = read(&file(&[
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] >> >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R \
         /Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R 8 0 R 10 0 R] >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
        format!("{annotation} /Subtype /Stamp /Rect [300 500 500 540] /AP << /N 7 0 R >> >>"),
        form("RECEIVED 12 March 2024"),
        format!(
            "{annotation} /Subtype /Widget /FT /Sig /T (s) /Rect [50 100 250 140] /AP << /N 9 0 R >> >>"
        ),
        form("Signed by the Provider"),
        // One that paints no words is no note.
        format!("{annotation} /Subtype /Stamp /Rect [300 300 500 340] /AP << /N 11 0 R >> >>"),
        form(""),
    ]));
    assert_eq!(blocks(&document), [(1, "The price is fixed.")]);
    let comments = document.margin.comments.iter();
    let said: Vec<&str> = comments.map(|comment| comment.text.as_str()).collect();
    assert_eq!(
        said,
        [
            "Stamp on the page: RECEIVED 12 March 2024",
            "Signature on the page: Signed by the Provider"
        ]
    );
}
