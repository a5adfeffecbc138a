//! What packages hold, by the names in them: ZIP archives and Microsoft's compound files.

use super::super::refused::Foreign;
use super::super::unpack;
use super::content::Content;
use super::name::{Promise, promised};
use crate::domain::document::Format;

/// What a ZIP package holds, by the names in it.
pub(super) fn package(bytes: &[u8], extension: &str) -> Content {
    let kind = unpack::declared_kind(bytes);
    if kind.starts_with("application/vnd.oasis.opendocument.text") {
        return Content::Is(Format::Odt);
    }
    if kind.starts_with("application/vnd.oasis.opendocument") {
        return Content::Foreign(Foreign::OpenDocument);
    }
    if kind.starts_with("application/epub+zip") {
        return Content::Foreign(Foreign::Epub);
    }
    let names = unpack::entry_names(bytes);
    let holds = |name: &str| names.iter().any(|known| known == name);
    let under = |folder: &str| names.iter().any(|known| known.starts_with(folder));
    if holds("[Content_Types].xml") {
        return match () {
            () if under("word/") => Content::Is(Format::Docx),
            () if under("xl/") => Content::Foreign(Foreign::Xlsx),
            () if under("ppt/") => Content::Foreign(Foreign::Pptx),
            // The main part of a Word file may have any name; its reader will look for it.
            () => Content::Is(Format::Docx),
        };
    }
    match () {
        () if holds("word/document.xml") || holds("_rels/.rels") => Content::Is(Format::Docx),
        // Nothing but the name says so: what is missing will be named.
        () if under("word/") && promised(extension) == Some(Promise::Is(Format::Docx)) => {
            Content::Is(Format::Docx)
        }
        () if holds("content.xml") && holds("META-INF/manifest.xml") => Content::Is(Format::Odt),
        () if holds("Index/Document.iwa") || holds("Index.zip") || holds("index.apxl") => {
            Content::Foreign(Foreign::Pages)
        }
        () => Content::Foreign(Foreign::Zip),
    }
}

/// What an OLE compound file holds, by the names of its streams.
pub(super) fn compound(bytes: &[u8]) -> Content {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    match () {
        () if holds("EncryptedPackage") => Content::Foreign(Foreign::ProtectedOffice),
        // A message may carry a Word document inside, so it is asked for first.
        () if holds("__properties_version1.0") => Content::Foreign(Foreign::OutlookMessage),
        () if holds("WordDocument") => Content::Is(Format::Doc),
        () if holds("PerfectOffice_MAIN") => Content::Foreign(Foreign::WordPerfect),
        () if holds("MatOST") => Content::Foreign(Foreign::Works),
        () => Content::Foreign(Foreign::LegacyOffice),
    }
}
