//! The other parts that comments need: the part with the comments itself, its type and its relation.
//!
//! What is there stays as it stands; words are only added before the end of a part.

use super::tags::{attribute, local, named};
use crate::formats::export::docx::{TYPE, Xml};
use quick_xml::Reader;
use quick_xml::events::Event;

/// The outermost element of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Its name with its prefix.
    pub name: String,
    /// The namespace that the prefix stands for.
    pub space: String,
    /// Whether it has nothing in it.
    empty: bool,
    /// Byte after its start tag.
    after: usize,
}

impl Root {
    /// The outermost element of a part.
    pub fn of(part: &str) -> Option<Self> {
        let mut reader = Reader::from_str(part);
        loop {
            let (tag, empty) = match reader.read_event().ok()? {
                Event::Start(tag) => (tag, false),
                Event::Empty(tag) => (tag, true),
                Event::Eof => return None,
                _ => continue,
            };
            let name: &str = tag.name().into_inner();
            let names = match name.split_once(':') {
                Some((prefix, _)) => format!("xmlns:{prefix}"),
                None => "xmlns".to_owned(),
            };
            let space = named(&tag, &names);
            return Some(Self {
                name: name.to_owned(),
                space: space.unwrap_or_default(),
                empty,
                after: usize::try_from(reader.buffer_position()).ok()?,
            });
        }
    }

    /// Whether `w:` stands for this namespace in it.
    pub fn knows_w(&self, space: &str) -> bool {
        self.name.starts_with("w:") && self.space == space
    }

    /// The part with more at its end.
    fn with(&self, part: &str, more: &str) -> Option<String> {
        if self.empty {
            let open = part.get(..self.after)?.strip_suffix("/>")?;
            let rest = part.get(self.after..)?;
            return Some(format!("{open}>{more}</{}>{rest}", self.name));
        }
        let end = part.rfind("</")?;
        Some(format!("{}{more}{}", part.get(..end)?, part.get(end..)?))
    }
}

/// A part with more before its end.
pub fn with(part: &str, more: &str) -> Option<String> {
    Root::of(part)?.with(part, more)
}

/// A new part with comments.
pub fn new_comments(space: &str, comments: &str) -> String {
    let mut xml = Xml::part();
    xml.within("w:comments", &[("xmlns:w", space)], |xml| xml.raw(comments));
    xml.into_text()
}

/// The list of types with the part of that name.
pub fn with_type(types: &str, name: &str) -> Option<String> {
    let space = Root::of(types)?.space;
    let mut xml = Xml::fragment();
    let part = format!("/{name}");
    let kind = format!("{TYPE}.comments+xml");
    let entry = [
        ("xmlns", space.as_str()),
        ("PartName", &part),
        ("ContentType", &kind),
    ];
    xml.empty("Override", &entry);
    with(types, &xml.into_text())
}

/// Relations of the main part with one to the comments; `strict` is the other dialect of the format.
pub fn with_relation(relations: Option<&str>, target: &str, strict: bool) -> Option<String> {
    const SPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const NONE: &str =
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
    let relations = relations.unwrap_or(NONE);
    let kind = if strict {
        "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    };
    let mut id = "rIdRemarks".to_owned();
    while relations.contains(&format!("\"{id}\"")) {
        id.push('x');
    }
    let mut xml = Xml::fragment();
    let entry = [
        ("xmlns", SPACE),
        ("Id", &id),
        ("Type", kind),
        ("Target", target),
    ];
    xml.empty("Relationship", &entry);
    with(relations, &xml.into_text())
}

/// The largest number of a comment in a part with comments.
pub fn last_comment(part: &str) -> Option<u64> {
    let mut reader = Reader::from_str(part);
    let mut last = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) if local(&tag) == "comment" => {
                last = last.max(attribute(&tag, "id").and_then(|id| id.parse().ok()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    last
}
