//! What the bytes of a file say: signatures, messages, markup.

use super::super::refused::Foreign;
use super::super::{email, encoding};
use super::package::{compound, package};
use crate::domain::document::Format;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Is(Format),
    Text,
    Foreign(Foreign),
}

pub(super) fn sniff(bytes: &[u8], extension: &str) -> Content {
    let start = skip_blanks(bytes);
    if start.starts_with(b"%PDF-") || (extension == "pdf" && near_start(bytes, b"%PDF-")) {
        return Content::Is(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes, extension);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return compound(bytes);
    }
    if start.starts_with(b"{\\rtf") {
        return Content::Is(Format::Rtf);
    }
    if let Some(foreign) = by_signature(bytes) {
        return Content::Foreign(foreign);
    }
    if let Some(mail) = mail(bytes, extension) {
        return mail;
    }
    match encoding::decode(bytes) {
        Some(decoded) => {
            let text = decoded.text.trim_start_matches('\u{feff}');
            markup(text, extension).unwrap_or(Content::Text)
        }
        None => Content::Foreign(Foreign::Binary),
    }
}

/// Messages, mailboxes, and pages that browsers keep in the form of messages.
pub(super) fn mail(bytes: &[u8], extension: &str) -> Option<Content> {
    let mailbox = bytes.starts_with(b"From ") && email::is_message(bytes, "eml");
    if mailbox && extension != "eml" {
        return Some(Content::Foreign(Foreign::Mailbox));
    }
    if !email::is_message(bytes, extension) {
        return None;
    }
    let format = if email::is_web_archive(bytes, extension) {
        Format::Html
    } else {
        Format::Email
    };
    Some(Content::Is(format))
}

fn skip_blanks(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start()
}

fn near_start(bytes: &[u8], mark: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.windows(mark.len()).any(|window| window == mark)
}

fn by_signature(bytes: &[u8]) -> Option<Foreign> {
    const TABLE: &[(&[u8], Foreign)] = &[
        (b"\x89PNG\r\n\x1a\n", Foreign::Image),
        (b"\xFF\xD8\xFF", Foreign::Image),
        (b"GIF87a", Foreign::Image),
        (b"GIF89a", Foreign::Image),
        (b"II*\0", Foreign::Image),
        (b"MM\0*", Foreign::Image),
        (b"%!PS", Foreign::PostScript),
        (b"\x1f\x8b", Foreign::Archive),
        (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
        (b"Rar!\x1a\x07", Foreign::Archive),
        (b"age-encryption.org/v1\n", Foreign::Sealed),
        (b"\x7fELF", Foreign::Program),
        (b"\xFFWPC", Foreign::WordPerfect),
        (b"\x78\x9F\x3E\x22", Foreign::OutlookBundle),
        (b"\x31\xBE\0\0", Foreign::Works),
        (b"\x01\xFE\x32\0", Foreign::Works),
    ];
    let known = TABLE.iter().find(|(mark, _)| bytes.starts_with(mark));
    known
        .map(|(_, foreign)| *foreign)
        .or_else(|| boxed_image(bytes))
}

/// Formats whose mark does not stand at the very start, or is too short to be trusted alone.
fn boxed_image(bytes: &[u8]) -> Option<Foreign> {
    let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|b| b.starts_with(mark));
    let webp = at(0, b"RIFF") && at(8, b"WEBP");
    let heif = at(4, b"ftyp");
    let bitmap = at(0, b"BM") && at(6, &[0, 0, 0, 0]);
    let program = at(0, b"MZ") && bytes.iter().take(64).any(|&byte| byte == 0);
    match () {
        () if webp || heif || bitmap => Some(Foreign::Image),
        () if program => Some(Foreign::Program),
        () => None,
    }
}

/// Texts that nobody wants to read raw.
fn markup(text: &str, extension: &str) -> Option<Content> {
    let head: String = text.trim_start().chars().take(2000).collect();
    let head = head.to_lowercase();
    let html = head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<') && head.contains("<html"))
        || (matches!(extension, "html" | "htm" | "xhtml") && head.contains('<'));
    if html {
        return Some(Content::Is(Format::Html));
    }
    if head.starts_with("<?xml") || head.starts_with("<office:document") {
        let flat = head.contains("<office:document") && head.contains("opendocument.text");
        return Some(if flat {
            Content::Is(Format::Odt)
        } else {
            Content::Foreign(Foreign::Xml)
        });
    }
    let foreign = match extension {
        "csv" | "tsv" => Foreign::Csv,
        "json" | "jsonl" | "ndjson" | "geojson" if head.starts_with(['{', '[', '"']) => {
            Foreign::Json
        }
        "xml" | "xsd" | "xsl" | "xslt" | "rdf" | "svg" if head.starts_with('<') => Foreign::Xml,
        _ => return None,
    };
    Some(Content::Foreign(foreign))
}
