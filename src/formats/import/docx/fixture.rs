//! Small Word packages made in memory, for tests.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package with these parts, by name.
pub fn package<C: AsRef<[u8]>>(parts: &[(&str, C)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What a package holds beside its text; each is the inside of the part of that name.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub styles: &'a str,
    pub numbering: &'a str,
    pub footnotes: &'a str,
    pub endnotes: &'a str,
    pub comments: &'a str,
    pub answers: &'a str,
    pub header: &'a str,
    pub footer: &'a str,
    pub settings: &'a str,
    /// Further relations, and further parts by name.
    pub relations: &'a str,
    pub parts: &'a [(&'a str, &'a [u8])],
}

impl Default for Beside<'_> {
    fn default() -> Self {
        Self {
            styles: "",
            numbering: "",
            footnotes: "<w:footnote w:id='7'><w:p><w:r><w:t> Calendar days.</w:t></w:r></w:p></w:footnote>",
            endnotes: "",
            comments: "<w:comment w:id='0'/>",
            answers: "",
            header: "<w:p><w:r><w:t>City of X</w:t></w:r></w:p>",
            footer: "",
            settings: "",
            relations: "",
            parts: &[],
        }
    }
}

/// A package with this body, these styles and these lists.
pub fn document(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let beside = Beside {
        styles,
        numbering,
        ..Beside::default()
    };
    whole(body, &beside)
}

/// A package with this body and all that goes with it.
pub fn whole(body: &str, beside: &Beside<'_>) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |role: &str, target: &str| {
        format!("<Relationship Id='r-{role}' Type='{kind}/{role}' Target='{target}'/>")
    };
    let inside = [
        ("document", "document", ""),
        ("styles", "styles", beside.styles),
        ("numbering", "numbering", beside.numbering),
        ("footnotes", "footnotes", beside.footnotes),
        ("endnotes", "endnotes", beside.endnotes),
        ("comments", "comments", beside.comments),
        ("commentsExtended", "commentsEx", beside.answers),
        ("header", "hdr", beside.header),
        ("footer", "ftr", beside.footer),
        ("settings", "settings", beside.settings),
    ];
    let own: String = inside
        .iter()
        .skip(1)
        .map(|(role, ..)| relation(role, &format!("{role}.xml")))
        .collect();
    let top = relation("officeDocument", "/word/document.xml");
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
        (
            "_rels/.rels".to_owned(),
            format!("<Relationships>{top}</Relationships>").into_bytes(),
        ),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships>{own}{}</Relationships>", beside.relations).into_bytes(),
        ),
    ];
    let body = format!("<w:body>{body}</w:body>");
    for (role, root, content) in inside {
        let content = if role == "document" { &body } else { content };
        let text =
            format!("<?xml version='1.0'?><w:{root} xmlns:w='w' xmlns:m='m'>{content}</w:{root}>");
        parts.push((format!("word/{role}.xml"), text.into_bytes()));
    }
    let further = beside.parts.iter();
    parts.extend(further.map(|(name, text)| ((*name).to_owned(), text.to_vec())));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_slice()))
        .collect();
    package(&parts)
}
