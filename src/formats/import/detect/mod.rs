//! What a file really is: by its content first, by its name only where content cannot tell.

mod content;
mod name;
mod package;

#[cfg(test)]
mod tests;

use super::refused::Foreign;
use super::{Refused, Source};
use crate::domain::document::Format;
use content::{Content, sniff};
use name::{Promise, extension, is_markdown, promised};

/// A format that can be read, and whether the name says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// What the content is.
    pub format: Format,
    /// The extension, when it promises something else.
    pub false_claim: Option<String>,
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

/// Whether a file is an Excel workbook (XLSX), which is no agreement but may hold a table.
pub fn is_workbook(bytes: &[u8]) -> bool {
    matches!(sniff(bytes, ""), Content::Foreign(Foreign::Xlsx))
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

fn refuse(is: Foreign, extension: String) -> Refused {
    match promised(&extension) {
        Some(Promise::Is(_)) => Refused::Mislabelled {
            claim: extension,
            is,
        },
        _ => Refused::Unsupported { is },
    }
}

/// Nothing, or nothing but blanks, in any encoding.
fn is_blank(bytes: &[u8]) -> bool {
    let mark = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF];
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0 || mark.contains(byte);
    bytes.iter().all(blank)
}
