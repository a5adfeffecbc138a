//! What the name of a file promises.

use crate::domain::document::Format;

/// What an extension promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    Is(Format),
    SomethingElse,
}

pub(super) fn promised(extension: &str) -> Option<Promise> {
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

pub(super) fn is_markdown(extension: &str) -> bool {
    promised(extension) == Some(Promise::Is(Format::Markdown))
}

/// The extension in lower case, without the dot.
pub(super) fn extension(file_name: &str) -> String {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    base.rsplit_once('.')
        .map_or_else(String::new, |(_, end)| end.to_lowercase())
}
