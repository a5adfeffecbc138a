//! Where the journals stood, in an annotated agreement: in a place of its own, so that no word of the agreement can be taken
//! for it.
//!
//! In a Word file it is a part that nothing shows; in a PDF a file attached to the first page; in a page the last lines. The
//! lines themselves are those of every other export.

use super::original::{parts, text_of};
use crate::domain::summary::Summary;
use crate::formats::export::docx::{Xml, entry};
use std::io::{Cursor, Write};
use zip::{ZipArchive, ZipWriter};

/// What the lines begin with, so that they are found in a file with other words in it.
pub const BEGIN: &str = "rapporteur-journal-heads";
/// The part of a Word file.
pub const PART: &str = "docProps/journal-heads.xml";
const TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "_rels/.rels";
const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The namespace of the part, and the kind of its relation.
const OURS: &str = "urn:rapporteur:journal-heads";

/// The lines: what the summary is, a head of each journal, and the newest checkpoint.
pub fn lines(summary: &Summary) -> Vec<String> {
    let mut lines = vec![BEGIN.to_owned(), summary.token()];
    lines.extend(summary.journals.iter().map(|line| line.token.clone()));
    let checkpoint = summary.checkpoint.iter();
    lines.extend(checkpoint.flat_map(|note| note.lines().map(str::to_owned)));
    lines
}

/// A Word file with a part for the lines; all other parts as they are packed. Nothing when the file has no list of types or
/// relations that can be read.
pub fn in_docx(file: &[u8], lines: &[String]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let types = text_of(&mut archive, TYPES)?;
    let relations = text_of(&mut archive, RELATIONS)?;
    let part = {
        let mut xml = Xml::part();
        xml.within("heads", &[("xmlns", OURS)], |xml| {
            xml.words(&lines.join("\n"));
        });
        xml.into_text()
    };
    let changed = [
        (TYPES, with_type(&types)?),
        (RELATIONS, with_relation(&relations)?),
    ];
    let mut written = ZipWriter::new(Cursor::new(Vec::with_capacity(file.len() + 4096)));
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).ok()?;
        let name = member.name().ok()?.into_owned();
        if name.eq_ignore_ascii_case(PART) {
            // One of ours that came in with the agreement tells of another review.
            continue;
        }
        match changed
            .iter()
            .find(|(known, _)| name.eq_ignore_ascii_case(known))
        {
            Some((_, text)) => {
                written.start_file(name, entry()).ok()?;
                written.write_all(text.as_bytes()).ok()?;
            }
            None => written.raw_copy_file(member).ok()?,
        }
    }
    written.start_file(PART, entry()).ok()?;
    written.write_all(part.as_bytes()).ok()?;
    Some(written.finish().ok()?.into_inner())
}

fn with_type(types: &str) -> Option<String> {
    let name = format!("/{PART}");
    if types.contains(&name) {
        return Some(types.to_owned());
    }
    let space = parts::Root::of(types)?.space;
    let mut xml = Xml::fragment();
    let entry = [
        ("xmlns", space.as_str()),
        ("PartName", &name),
        ("ContentType", "application/xml"),
    ];
    xml.empty("Override", &entry);
    parts::with(types, &xml.into_text())
}

fn with_relation(relations: &str) -> Option<String> {
    if relations.contains(OURS) {
        return Some(relations.to_owned());
    }
    let mut id = "rIdHeads".to_owned();
    while relations.contains(&format!("\"{id}\"")) {
        id.push('x');
    }
    let mut xml = Xml::fragment();
    let entry = [
        ("xmlns", SPACE),
        ("Id", &id),
        ("Type", OURS),
        ("Target", PART),
    ];
    xml.empty("Relationship", &entry);
    parts::with(relations, &xml.into_text())
}
