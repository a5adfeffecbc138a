//! Small Word packages made in memory, for tests.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package with these parts, by name.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package with this body, these styles and these lists.
pub fn document(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |role: &str, target: &str| {
        format!("<Relationship Id='r-{role}' Type='{kind}/{role}' Target='{target}'/>")
    };
    let top = relation("officeDocument", "/word/document.xml");
    let own = ["styles", "numbering", "footnotes", "comments", "header"]
        .map(|role| relation(role, &format!("{role}.xml")))
        .concat();
    let wrap = |name: &str, inside: &str| {
        format!("<?xml version='1.0'?><w:{name} xmlns:w='w' xmlns:m='m'>{inside}</w:{name}>")
    };
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &format!("<Relationships>{top}</Relationships>"),
        ),
        (
            "word/_rels/document.xml.rels",
            &format!("<Relationships>{own}</Relationships>"),
        ),
        (
            "word/document.xml",
            &wrap("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/styles.xml", &wrap("styles", styles)),
        ("word/numbering.xml", &wrap("numbering", numbering)),
        (
            "word/footnotes.xml",
            &wrap(
                "footnotes",
                "<w:footnote w:id='7'><w:p><w:r><w:t> Calendar days.</w:t></w:r></w:p></w:footnote>",
            ),
        ),
        (
            "word/comments.xml",
            &wrap("comments", "<w:comment w:id='0'/>"),
        ),
        (
            "word/header.xml",
            &wrap("hdr", "<w:p><w:r><w:t>City of X</w:t></w:r></w:p>"),
        ),
    ])
}
