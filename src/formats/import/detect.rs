//! What a file really is: by its content first, by its name only where content cannot tell.

use super::refused::Foreign;
use super::{Refused, Source, encoding};
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
    Pdf,
    Docx,
    Text,
    Foreign(Foreign),
}

/// Finds out what a file is, or refuses it by name.
pub fn detect(source: &Source<'_>) -> Result<Detected, Refused> {
    if is_blank(source.bytes) {
        return Err(Refused::Empty);
    }
    let extension = extension(source.file_name);
    let format = match sniff(source.bytes, &extension) {
        Content::Pdf => Format::Pdf,
        Content::Docx => Format::Docx,
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
        "doc" | "dot" | "odt" | "rtf" | "html" | "htm" | "xlsx" | "pptx" | "epub" | "png"
        | "jpg" | "jpeg" | "tif" | "tiff" | "zip" => Promise::SomethingElse,
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
        return Content::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Content::Foreign(compound(bytes));
    }
    if let Some(foreign) = by_signature(bytes, start) {
        return Content::Foreign(foreign);
    }
    match encoding::decode(bytes) {
        Some(decoded) => markup(&decoded.text, extension).map_or(Content::Text, Content::Foreign),
        None => Content::Foreign(Foreign::Binary),
    }
}

fn skip_blanks(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start()
}

fn near_start(bytes: &[u8], mark: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.windows(mark.len()).any(|window| window == mark)
}

fn by_signature(bytes: &[u8], start: &[u8]) -> Option<Foreign> {
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
    ];
    if start.starts_with(b"{\\rtf") {
        return Some(Foreign::Rtf);
    }
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

/// What a ZIP package holds, by the names in it: they stand in the clear even when the archive is
/// damaged.
fn package(bytes: &[u8]) -> Content {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let head = bytes.get(..512).unwrap_or(bytes);
    let opens_with = |text: &[u8]| head.windows(text.len()).any(|window| window == text);
    if opens_with(b"application/vnd.oasis.opendocument.text") {
        return Content::Foreign(Foreign::Odt);
    }
    if opens_with(b"application/vnd.oasis.opendocument") {
        return Content::Foreign(Foreign::OpenDocument);
    }
    if opens_with(b"application/epub+zip") {
        return Content::Foreign(Foreign::Epub);
    }
    if holds(b"word/") {
        return Content::Docx;
    }
    if holds(b"xl/") {
        return Content::Foreign(Foreign::Xlsx);
    }
    if holds(b"ppt/") {
        return Content::Foreign(Foreign::Pptx);
    }
    // The main part of a Word file may have any name; its reader will look for it.
    if holds(b"[Content_Types].xml") {
        return Content::Docx;
    }
    Content::Foreign(Foreign::Zip)
}

/// What an OLE compound file holds, by the names of its streams.
fn compound(bytes: &[u8]) -> Foreign {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        Foreign::ProtectedOffice
    } else if holds("WordDocument") {
        Foreign::LegacyWord
    } else {
        Foreign::LegacyOffice
    }
}

/// Markup that nobody wants to read raw.
fn markup(text: &str, extension: &str) -> Option<Foreign> {
    let head: String = text
        .trim_start()
        .chars()
        .take(2000)
        .collect::<String>()
        .to_lowercase();
    let html = head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<') && head.contains("<html"))
        || matches!(extension, "html" | "htm" | "xhtml");
    if html {
        return Some(Foreign::Html);
    }
    head.starts_with("<?xml").then_some(Foreign::Xml)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(file_name: &str, bytes: &[u8]) -> Result<Detected, Refused> {
        detect(&Source { file_name, bytes })
    }

    #[test]
    fn content_comes_before_the_name() {
        let cases: [(&str, &[u8], Format, bool); 7] = [
            ("a.pdf", b"%PDF-1.4\n", Format::Pdf, false),
            ("a.txt", b"\n%PDF-1.4\n", Format::Pdf, true),
            ("a.pdf", b"junk\n%PDF-1.4\n", Format::Pdf, false),
            ("a.pdf", b"PK\x03\x04 word/document.xml", Format::Docx, true),
            ("a.docx", b"Article 1", Format::Text, true),
            ("A.MD", b"# Article 1", Format::Markdown, false),
            ("notes", b"Article 1", Format::Text, false),
        ];
        for (name, bytes, format, lies) in cases {
            let detected = look(name, bytes).unwrap();
            assert_eq!(detected.format, format, "{name}");
            assert_eq!(detected.false_claim.is_some(), lies, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let ole = |name: &str| {
            let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        let odt = b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text".to_vec();
        let cases = [
            ("a.docx", ole("WordDocument"), "mislabelled", "legacy Word"),
            ("a.doc", ole("WordDocument"), "unsupported", "legacy Word"),
            ("a.docx", ole("EncryptedPackage"), "encrypted", "password"),
            ("a.docx", odt, "mislabelled", "ODT"),
            (
                "a.docx",
                b"PK\x03\x04 photo.jpg".to_vec(),
                "mislabelled",
                "ZIP",
            ),
            ("a.rtf", b"{\\rtf1".to_vec(), "unsupported", "RTF"),
            (
                "a.pdf",
                b"<!DOCTYPE html><p>Error".to_vec(),
                "mislabelled",
                "HTML",
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
