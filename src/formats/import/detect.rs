//! What a file really is: by its content first, by its name only where content cannot tell.

use super::refused::Foreign;
use super::{Refused, Source, email, encoding, unpack};
use crate::domain::document::Format;

/// A format that can be read, and whether the name says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// What the content is.
    pub format: Format,
    /// The extension, when it promises something else.
    pub false_claim: Option<String>,
}

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Is(Format),
    Text,
    Foreign(Foreign),
}

/// A file that holds files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A ZIP archive that is no document.
    Zip,
    /// An e-mail message, which is a document too.
    Email,
    /// Many messages in one file.
    Mailbox,
}

/// Whether a file holds files that are documents of their own.
pub fn container(source: &Source<'_>) -> Option<Container> {
    if is_blank(source.bytes) {
        return None;
    }
    match sniff(source.bytes, &extension(source.file_name)) {
        Content::Foreign(Foreign::Zip) => Some(Container::Zip),
        Content::Foreign(Foreign::Mailbox) => Some(Container::Mailbox),
        Content::Is(Format::Email) => Some(Container::Email),
        _ => None,
    }
}

/// Finds out what a file is, or refuses it by name.
pub fn detect(source: &Source<'_>) -> Result<Detected, Refused> {
    if is_blank(source.bytes) {
        return Err(Refused::Empty);
    }
    let extension = extension(source.file_name);
    let format = match sniff(source.bytes, &extension) {
        Content::Is(format) => format,
        Content::Text if is_markdown(&extension) => Format::Markdown,
        Content::Text => Format::Text,
        Content::Foreign(Foreign::ProtectedOffice) => {
            return Err(Refused::Encrypted {
                what: "a Word or other Office file",
            });
        }
        Content::Foreign(is) => return Err(refuse(is, extension)),
    };
    let false_claim = promised(&extension).filter(|&promise| promise != Promise::Is(format));
    Ok(Detected {
        format,
        false_claim: false_claim.map(|_| extension),
    })
}

/// What an extension promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Promise {
    Is(Format),
    SomethingElse,
}

fn promised(extension: &str) -> Option<Promise> {
    Some(match extension {
        "pdf" => Promise::Is(Format::Pdf),
        "docx" | "docm" | "dotx" | "dotm" => Promise::Is(Format::Docx),
        "txt" | "text" => Promise::Is(Format::Text),
        "md" | "markdown" | "mdown" | "mkd" => Promise::Is(Format::Markdown),
        "odt" | "ott" | "fodt" => Promise::Is(Format::Odt),
        "rtf" => Promise::Is(Format::Rtf),
        "html" | "htm" | "xhtml" | "mht" | "mhtml" => Promise::Is(Format::Html),
        "doc" | "dot" => Promise::Is(Format::Doc),
        "eml" => Promise::Is(Format::Email),
        "xlsx" | "pptx" | "epub" | "png" | "jpg" | "jpeg" | "tif" | "tiff" | "zip" => {
            Promise::SomethingElse
        }
        _ => return None,
    })
}

fn is_markdown(extension: &str) -> bool {
    promised(extension) == Some(Promise::Is(Format::Markdown))
}

fn refuse(is: Foreign, extension: String) -> Refused {
    match promised(&extension) {
        Some(Promise::Is(_)) => Refused::Mislabelled {
            claim: extension,
            is,
        },
        _ => Refused::Unsupported { is },
    }
}

/// The extension in lower case, without the dot.
fn extension(file_name: &str) -> String {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    base.rsplit_once('.')
        .map_or_else(String::new, |(_, end)| end.to_lowercase())
}

/// Nothing, or nothing but blanks, in any encoding.
fn is_blank(bytes: &[u8]) -> bool {
    let mark = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF];
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0 || mark.contains(byte);
    bytes.iter().all(blank)
}

fn sniff(bytes: &[u8], extension: &str) -> Content {
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
fn mail(bytes: &[u8], extension: &str) -> Option<Content> {
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

/// What a ZIP package holds, by the names in it.
fn package(bytes: &[u8], extension: &str) -> Content {
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
fn compound(bytes: &[u8]) -> Content {
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

#[cfg(test)]
mod tests {
    use super::super::unpack::fixture;
    use super::*;

    fn look(file_name: &str, bytes: &[u8]) -> Result<Detected, Refused> {
        detect(&Source { file_name, bytes })
    }

    #[test]
    fn content_comes_before_the_name() {
        let cases: &[(&str, &[u8], Format, bool)] = &[
            ("a.pdf", b"%PDF-1.4\n", Format::Pdf, false),
            ("a.txt", b"\n%PDF-1.4\n", Format::Pdf, true),
            ("a.pdf", b"junk\n%PDF-1.4\n", Format::Pdf, false),
            ("a.rtf", b"{\\rtf1", Format::Rtf, false),
            ("a.pdf", b"<!DOCTYPE html><p>Error", Format::Html, true),
            ("a.html", b"no tags at all", Format::Text, true),
            ("a.eml", b"From: a@b\nSubject: c\n\nd", Format::Email, false),
            (
                "a",
                b"From: a@b\nMessage-ID: <c>\n\nd",
                Format::Email,
                false,
            ),
            (
                "a.txt",
                b"From: the city\nTo: the firm\n\nd",
                Format::Text,
                false,
            ),
            (
                "a.mht",
                b"From: <Saved by X>\nContent-Type: text/html\n\nd",
                Format::Html,
                false,
            ),
            ("a.log", b"one", Format::Text, false),
            ("a.json", b"This agreement", Format::Text, false),
            ("a.docx", b"Article 1", Format::Text, true),
            ("A.MD", b"# Article 1", Format::Markdown, false),
            ("notes", b"Article 1", Format::Text, false),
        ];
        for (name, bytes, format, lies) in cases {
            let detected = look(name, bytes).unwrap();
            assert_eq!(detected.format, *format, "{name}");
            assert_eq!(detected.false_claim.is_some(), *lies, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let ole = |name: &str| {
            let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        let zip = fixture::zip(&[("keyword/xl/photo.jpg", b"word/ ppt/ xl/")]);
        let cases = [
            ("a.docx", ole("EncryptedPackage"), "encrypted", "password"),
            (
                "a.msg",
                ole("__properties_version1.0"),
                "unsupported",
                "Outlook",
            ),
            (
                "a.wpd",
                b"\xFFWPC\x10".to_vec(),
                "unsupported",
                "WordPerfect",
            ),
            ("a.docx", zip, "mislabelled", "ZIP"),
            ("a.csv", b"a;b\n1;2".to_vec(), "unsupported", "CSV"),
            ("a.json", b" {\"a\": 1}".to_vec(), "unsupported", "JSON"),
            (
                "a.xml",
                b"<?xml version='1.0'?><a/>".to_vec(),
                "unsupported",
                "XML",
            ),
            (
                "a.mbox",
                b"From a Mon\nFrom: a\nSubject: b\n\nc".to_vec(),
                "unsupported",
                "mailbox",
            ),
            (
                "a.pdf",
                b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
                "mislabelled",
                "image",
            ),
            (
                "a.txt",
                vec![0, 1, 2, 3, 0, 0, 200],
                "mislabelled",
                "binary",
            ),
            ("a.txt", b" \r\n\t".to_vec(), "empty", "empty"),
            ("a.pdf", Vec::new(), "empty", "empty"),
        ];
        for (name, bytes, code, word) in cases {
            let refused = look(name, &bytes).unwrap_err();
            assert_eq!(refused.code(), code, "{name}: {refused}");
            assert!(refused.to_string().contains(word), "{refused}");
            assert!(!refused.hint().is_empty());
        }
    }
}
