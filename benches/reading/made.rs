//! A long contract made up here and written as a PDF, so that its length is known and its words are
//! nobody's.

use std::fmt::Write as _;

/// A word that stands on the first page and nowhere else.
pub const FIRST_PAGE: &str = "Frontispiece";
/// Lines of a page, without its running head and number.
const LINES: usize = 42;
/// Words of the contract, drawn again and again.
const WORDS: &[&str] = &[
    "the",
    "Provider",
    "shall",
    "deliver",
    "records",
    "of",
    "each",
    "request",
    "to",
    "the",
    "City",
    "within",
    "thirty",
    "days",
    "and",
    "keep",
    "data",
    "no",
    "longer",
    "than",
    "necessary",
    "for",
    "purposes",
    "named",
    "in",
    "this",
    "Agreement",
    "unless",
    "a",
    "court",
    "orders",
    "otherwise",
    "audit",
    "costs",
    "are",
    "borne",
    "by",
    "either",
    "party",
    "after",
    "written",
    "notice",
];

/// Numbers that look drawn by lot, the same in every run.
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }
}

/// A PDF of so many pages in Helvetica, with about 400 words on each, running heads, page numbers and
/// numbered clauses.
pub fn contract(pages: usize) -> Vec<u8> {
    let mut lot = Lot(7);
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    let mut object = |file: &mut String, body: &str| {
        places.push(file.len());
        let number = places.len();
        write!(file, "{number} 0 obj\n{body}\nendobj\n").expect("a string takes everything");
    };
    object(&mut file, "<< /Type /Catalog /Pages 2 0 R >>");
    let kids: Vec<_> = (0..pages).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    object(
        &mut file,
        &format!(
            "<< /Type /Pages /Count {pages} /Kids [{}] >>",
            kids.join(" ")
        ),
    );
    object(
        &mut file,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    );
    for page in 1..=pages {
        object(
            &mut file,
            &format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> \
                 /Contents {} 0 R >>",
                3 + 2 * page
            ),
        );
        let stream = content(page, pages, &mut lot);
        let length = stream.len();
        object(
            &mut file,
            &format!("<< /Length {length} >>\nstream\n{stream}\nendstream"),
        );
    }
    let table = file.len();
    let count = places.len() + 1;
    write!(file, "xref\n0 {count}\n0000000000 65535 f \n").expect("a string takes everything");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("a string takes everything");
    }
    write!(
        file,
        "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    )
    .expect("a string takes everything");
    file.into_bytes()
}

/// What is drawn on a page.
fn content(page: usize, pages: usize, lot: &mut Lot) -> String {
    let mut drawn = String::new();
    let mut line = |x: usize, y: usize, size: usize, words: &str| {
        writeln!(drawn, "BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET")
            .expect("a string takes everything");
    };
    line(
        72,
        800,
        8,
        "Data Access Agreement between the City and the Provider",
    );
    line(270, 30, 8, &format!("Page {page} of {pages}"));
    let mut clause = 0;
    for at in 0..LINES {
        let y = 770 - 17 * at;
        if at % 14 == 0 {
            let number = 3 * (page - 1) + at / 14 + 1;
            let title = if page == 1 && at == 0 {
                FIRST_PAGE
            } else {
                "Duties"
            };
            line(72, y, 12, &format!("Article {number} {title}"));
            clause = 0;
            continue;
        }
        let mut words = String::new();
        let begins = at % 14 % 4 == 1;
        if begins {
            clause += 1;
            write!(words, "{}.{clause} ", 3 * (page - 1) + at / 14 + 1)
                .expect("a string takes everything");
        }
        while words.len() < 58 {
            words += WORDS[lot.below(WORDS.len())];
            words.push(' ');
        }
        let ends = at % 14 % 4 == 0 || at % 14 == 13;
        line(
            72,
            y,
            11,
            &format!("{}{}", words.trim_end(), if ends { "." } else { "" }),
        );
    }
    drawn
}
