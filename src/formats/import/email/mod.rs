//! E-mail: a message is a document of its own, and what is attached to it are files inside a file.
//!
//! The message's text is what a reader of mail sees: who wrote to whom, when and about what, then
//! the words. Of several versions of the same words the plain one is taken. Web archives (MHTML)
//! are messages in form; their page is taken out here and read elsewhere.

mod headers;
mod mime;
mod transfer;

use super::assemble::{Assembly, Piece};
use super::unpack::{Member, harmless};
use super::{PROGRAM, Refused, Source, encoding, html, text, title};
use crate::domain::document::{BlockKind, Diagnostic, Document, Format, Severity};
use crate::domain::margin::Margin;
use mime::{Message, Part};
use std::collections::HashMap;

/// How many messages of a mailbox are taken.
const MOST_MESSAGES: usize = 20_000;

/// Reads a message; its attachments are only named.
pub fn read(source: &Source<'_>) -> Result<Document, Refused> {
    let message = Message::read(source.bytes)?;
    if message.parts.iter().any(|part| is_sealed(part)) && message.parts.len() <= 2 {
        return Err(Refused::Encrypted {
            what: "an e-mail message",
        });
    }
    let mut assembly = Assembly::default();
    for line in head(&message) {
        assembly.push(&Piece::new(BlockKind::Paragraph, line));
    }
    let mut diagnostics = Vec::new();
    for part in body(&message) {
        for piece in pieces(part, &mut diagnostics) {
            assembly.push(&piece);
        }
    }
    if assembly.is_blank() {
        return Err(Refused::Empty);
    }
    let attachments: Vec<String> = attached(&message).map(|(_, name)| name).collect();
    diagnostics.extend(about(&attachments));
    let subject = message.headers.words("subject");
    Ok(Document {
        title: subject
            .and_then(|subject| title::sensible(&subject))
            .unwrap_or_default(),
        format: Format::Email,
        text: assembly.text,
        blocks: assembly.blocks,
        pages: None,
        diagnostics,
        reader: format!("{PROGRAM} (encoding_rs, html5ever)"),
        margin: Margin {
            attachments,
            ..Margin::default()
        },
    })
}

/// The attachments of a message. Pictures that belong to its text, and signatures, are none.
pub fn attachments(bytes: &[u8]) -> Result<Vec<Member>, Refused> {
    let message = Message::read(bytes)?;
    let members = attached(&message).map(|(part, name)| Member {
        name,
        bytes: part.content().into_owned(),
        refused: None,
    });
    Ok(members.collect())
}

/// The messages of a mailbox, one after the other.
pub fn messages(bytes: &[u8]) -> Result<Vec<Member>, Refused> {
    let mut starts = Vec::new();
    let (mut at, mut blank) = (0, true);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if blank && line.starts_with(b"From ") {
            starts.push(at);
        }
        blank = line.trim_ascii().is_empty();
        at += line.len();
    }
    if starts.len() > MOST_MESSAGES {
        return Err(Refused::TooLarge {
            what: "The mailbox".to_owned(),
            limit: format!("{MOST_MESSAGES} messages"),
        });
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let messages = starts.iter().zip(ends).enumerate();
    let member = |(index, (start, end)): (usize, (&usize, usize))| Member {
        name: format!("message-{}.eml", index + 1),
        bytes: bytes[*start..end].to_vec(),
        refused: None,
    };
    Ok(messages.map(member).collect())
}

/// Whether bytes begin as a message does: with headers, some of which only messages have.
pub fn is_message(bytes: &[u8], extension: &str) -> bool {
    let head = bytes.get(..16 * 1024).unwrap_or(bytes);
    let (headers, _) = headers::Headers::split(head);
    let has = |name: &str| headers.names().any(|known| known == name);
    let sure = ["message-id", "received", "mime-version", "x-mailer"];
    let from = has("from") || has("sender");
    match extension {
        "eml" | "mht" | "mhtml" => from || has("subject") || has("content-type"),
        _ => (from || has("content-type")) && sure.into_iter().any(has),
    }
}

/// Whether a message is a web page that a browser saved with its pictures.
pub fn is_web_archive(bytes: &[u8], extension: &str) -> bool {
    let head = bytes.get(..16 * 1024).unwrap_or(bytes);
    let (headers, _) = headers::Headers::split(head);
    let from = headers.plain("from").unwrap_or_default().to_lowercase();
    matches!(extension, "mht" | "mhtml")
        || headers
            .names()
            .any(|name| name == "snapshot-content-location")
        || from.starts_with("<saved by")
}

/// The page of a web archive, with the encoding it claims.
pub fn page(bytes: &[u8]) -> Result<(Vec<u8>, Option<String>), Refused> {
    let message = Message::read(bytes)?;
    let page = message
        .parts
        .iter()
        .find(|part| matches!(&*part.kind, "text/html" | "application/xhtml+xml"));
    let page = page.ok_or(Refused::Empty)?;
    let label = page.parameters.get("charset").map(str::to_owned);
    Ok((page.content().into_owned(), label))
}

/// Who, to whom, when, about what.
fn head(message: &Message<'_>) -> Vec<String> {
    let shown = [
        ("From", "from"),
        ("To", "to"),
        ("Cc", "cc"),
        ("Date", "date"),
        ("Subject", "subject"),
    ];
    let line = |(name, key): (&str, &str)| {
        let words = message.headers.words(key)?;
        Some(format!("{name}: {words}"))
    };
    shown.into_iter().filter_map(line).collect()
}

/// The parts that are the message's own words.
fn body<'m, 'a>(message: &'m Message<'a>) -> Vec<&'m Part<'a>> {
    let mut chosen: HashMap<usize, usize> = HashMap::new();
    for (index, part) in message.parts.iter().enumerate() {
        let Some(choice) = part.choice.filter(|_| is_words(part)) else {
            continue;
        };
        let plain = part.kind == "text/plain" && !part.content().trim_ascii().is_empty();
        if plain || !chosen.contains_key(&choice) {
            chosen.insert(choice, index);
        }
    }
    let parts = message.parts.iter().enumerate();
    let own = parts.filter(|(index, part)| {
        is_words(part)
            && part
                .choice
                .is_none_or(|choice| chosen.get(&choice) == Some(index))
    });
    own.map(|(_, part)| part).collect()
}

/// Whether a part is text to be read with the message.
fn is_words(part: &Part<'_>) -> bool {
    let text = matches!(
        &*part.kind,
        "text/plain" | "text/html" | "application/xhtml+xml"
    );
    let disposition = part.disposition().value;
    text && !disposition.eq_ignore_ascii_case("attachment") && part.file_name().is_none()
}

fn is_sealed(part: &Part<'_>) -> bool {
    let mime = matches!(
        &*part.kind,
        "application/pkcs7-mime" | "application/x-pkcs7-mime"
    );
    let signed = part.parameters.get("smime-type") == Some("signed-data");
    (mime && !signed) || part.kind == "application/pgp-encrypted"
}

/// Everything attached, each with a harmless name.
fn attached<'m, 'a>(message: &'m Message<'a>) -> impl Iterator<Item = (&'m Part<'a>, String)> {
    let parts = message.parts.iter().enumerate();
    parts.filter_map(|(index, part)| {
        let disposition = part.disposition().value;
        let saved = disposition.eq_ignore_ascii_case("attachment");
        let media = ["image/", "audio/", "video/"];
        let decoration = media.iter().any(|kind| part.kind.starts_with(kind))
            && (part.related || !saved || part.headers.raw("content-id").is_some());
        let signature = part.kind.ends_with("-signature");
        // The other versions of the message's words are no attachments either.
        let version = part.choice.is_some() && part.kind.starts_with("text/") && !saved;
        if is_words(part) || decoration || signature || version {
            return None;
        }
        let given = part.file_name().map(|name| harmless(&name));
        let name = given
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| name_for(part, index));
        Some((part, name))
    })
}

fn name_for(part: &Part<'_>, index: usize) -> String {
    let extension = match &*part.kind {
        "message/rfc822" | "message/global" => "eml",
        "application/pdf" => "pdf",
        "application/rtf" | "text/rtf" => "rtf",
        "application/msword" => "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.oasis.opendocument.text" => "odt",
        "application/zip" | "application/x-zip-compressed" => "zip",
        "text/html" => "html",
        "text/markdown" => "md",
        "text/calendar" => "ics",
        kind if kind.starts_with("text/") => "txt",
        _ => "bin",
    };
    format!("attachment-{}.{extension}", index + 1)
}

/// A part's words as blocks.
fn pieces(part: &Part<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Piece> {
    let content = part.content();
    let label = part.parameters.get("charset");
    if part.kind != "text/plain" {
        return html::pieces(&content, label, diagnostics);
    }
    let Some(decoded) = encoding::decode_as(&content, label) else {
        return Vec::new();
    };
    diagnostics.extend(decoded.diagnostics);
    let lines = text::line_ends(&decoded.text).replace('\u{c}', "\n");
    let flowed = part
        .parameters
        .get("format")
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    let lines = if flowed { flow(&lines) } else { lines };
    paragraphs(&lines)
}

fn paragraphs(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut blank = true;
    for line in text.split('\n') {
        let line = line.trim_end();
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        match pieces.last_mut() {
            Some(last) if !blank => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            _ => pieces.push(Piece::new(BlockKind::Paragraph, line)),
        }
        blank = false;
    }
    pieces
}

/// Joins lines that end in a blank with the next one: the mail program broke them, not the writer.
fn flow(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.split('\n') {
        // A blank before a quote mark or at the start was put there to protect it.
        let line = line.strip_prefix(' ').unwrap_or(line);
        joined.push_str(line);
        let signature = line == "-- ";
        if signature || !line.ends_with(' ') {
            joined.push('\n');
        }
    }
    joined
}

fn about(attachments: &[String]) -> Option<Diagnostic> {
    let first: Vec<&str> = attachments.iter().take(5).map(|name| &**name).collect();
    let more = attachments.len() - first.len();
    let names = first.join(", ");
    let message = match (attachments.len(), more) {
        (0, _) => return None,
        (1, _) => format!("The e-mail has an attachment, which is a document of its own: {names}."),
        (count, 0) => format!(
            "The e-mail has {count} attachments, which are documents of their own: {names}."
        ),
        (count, more) => format!(
            "The e-mail has {count} attachments, which are documents of their own: {names} and {more} more."
        ),
    };
    Some(Diagnostic::new(Severity::Info, "attachments", message))
}

#[cfg(test)]
mod tests;
