//! Small PDFs written by hand, for tests.

use std::fmt::Write;

/// A line of text on a page: place, size and words (ASCII only).
pub type Words<'a> = (u16, u16, u16, &'a str);

/// A PDF with these pages, each a list of lines; everything in Helvetica.
pub fn pdf(pages: &[Vec<Words<'_>>]) -> Vec<u8> {
    let contents: Vec<String> = pages.iter().map(|page| content(page)).collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    raw(&contents)
}

fn content(page: &[Words<'_>]) -> String {
    let mut content = String::new();
    for (x, y, size, words) in page {
        let words = words.replace('(', "\\(").replace(')', "\\)");
        writeln!(content, "BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET").unwrap();
    }
    content
}

/// A PDF with these content streams, one a page, and a correct table of references.
pub fn raw(contents: &[&str]) -> Vec<u8> {
    raw_with(contents, &Extra::default())
}

/// What a PDF may have beside pages and a font.
#[derive(Default)]
pub struct Extra<'a> {
    /// Entries of the catalogue.
    pub catalog: &'a str,
    /// Resources of every page.
    pub resources: &'a str,
    /// Further objects; the first has the number 4 and two for each page.
    pub objects: &'a [&'a str],
}

/// The same with something more.
pub fn raw_with(contents: &[&str], extra: &Extra<'_>) -> Vec<u8> {
    let count = contents.len();
    let mut kids = String::new();
    for page in 0..count {
        write!(kids, "{} 0 R ", 4 + 2 * page).unwrap();
    }
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {} >>", extra.catalog),
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (page, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> {} >> >>",
            5 + 2 * page,
            extra.resources
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    objects.extend(extra.objects.iter().map(|object| (*object).to_owned()));
    file(&objects)
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (index, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj\n{object}\nendobj", index + 1).unwrap();
    }
    let start = file.len();
    let size = objects.len() + 1;
    write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}
