//! Web pages, as a browser without scripts and style sheets shows them.
//!
//! The page is read sign by sign and no tree is ever built, so that neither size nor nesting can
//! make it slow. What the page itself hides is reported and left out, and so are menus.

mod elements;
mod lists;
mod page;
mod tables;

#[cfg(test)]
mod tests;

use super::assemble::Piece;
use super::{Aids, PROGRAM, Refused, Source, email, encoding, text, title};
use crate::domain::document::{BlockKind, Diagnostic, Document, Format, Severity};
use crate::domain::margin::View;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use page::{Page, Sink};

/// What all pairs of attributes in one tag may add up to: names are compared with one another.
const MOST_PAIRS: u64 = 400_000_000;

/// Reads a web page, or one that a browser saved in the form of a message.
pub fn read(source: &Source<'_>, aids: &Aids<'_>) -> Result<Document, Refused> {
    let archived = !source.bytes.trim_ascii_start().starts_with(b"<")
        && email::is_message(source.bytes, "mht");
    let (bytes, label) = if archived {
        email::page(source.bytes)?
    } else {
        (source.bytes.to_vec(), None)
    };
    let mut diagnostics = Vec::new();
    let page = walk(&bytes, label.as_deref(), aids.view, &mut diagnostics)?;
    let title = page_title(&page);
    let menus = page.menus();
    let laid = page.found.lay(aids.view);
    if laid.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    diagnostics.extend(laid.diagnostics);
    diagnostics.extend(menus);
    Ok(Document {
        title,
        format: Format::Html,
        text: laid.text,
        blocks: laid.blocks,
        pages: None,
        diagnostics,
        reader: format!("{PROGRAM} (html5ever, encoding_rs)"),
        margin: laid.margin,
    })
}

/// The blocks of a page that is part of something else.
pub fn pieces(bytes: &[u8], label: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Piece> {
    match walk(bytes, label, View::Final, diagnostics) {
        Ok(page) => {
            let strips = page.found.strips.into_iter();
            strips.map(|strip| strip.piece).collect()
        }
        Err(refused) => {
            let found = Diagnostic::new(Severity::Error, "left-out", refused.to_string());
            diagnostics.push(found);
            Vec::new()
        }
    }
}

fn walk(
    bytes: &[u8],
    label: Option<&str>,
    view: View,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Page, Refused> {
    let claimed = label.map(str::to_owned).or_else(|| claimed_encoding(bytes));
    let decoded = encoding::decode_as(bytes, claimed.as_deref()).ok_or(Refused::Damaged {
        what: "a web page (HTML)",
        detail: "it holds bytes that are no text".to_owned(),
    })?;
    diagnostics.extend(decoded.diagnostics);
    let text = text::line_ends(&decoded.text);
    if attribute_pairs(&text) > MOST_PAIRS {
        return Err(Refused::TooLarge {
            what: "The number of attributes in the web page's tags".to_owned(),
            limit: "about 20000 in one tag".to_owned(),
        });
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text.as_str()));
    let tokenizer = Tokenizer::new(Sink::new(view), TokenizerOpts::default());
    // Scripts are never run, so nothing interrupts the reading.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    Ok(tokenizer.sink.into_page())
}

/// The encoding that a page claims in its first lines.
fn claimed_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mark = ["charset=", "encoding="].into_iter().find_map(|mark| {
        let at = head.find(mark)?;
        head.get(at + mark.len()..)
    })?;
    let name = mark.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)));
    name.get(..end.unwrap_or(name.len())).map(str::to_owned)
}

/// How many pairs of attributes would be compared, at most.
fn attribute_pairs(text: &str) -> u64 {
    let (mut pairs, mut blanks) = (0_u64, 0_u64);
    let mut inside = false;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'<' if !inside => {
                inside = bytes.peek().is_some_and(u8::is_ascii_alphabetic);
                blanks = 0;
            }
            b'>' => inside = false,
            // A quote or a slash parts attributes too, so it is counted as a blank.
            b' ' | b'\n' | b'\t' | b'/' | b'"' | b'\'' if inside => {
                blanks += 1;
                pairs += blanks / 2;
            }
            _ => {}
        }
    }
    pairs
}

/// The only heading of the first level, or what the page calls itself, or its first heading.
fn page_title(page: &Page) -> String {
    let heading = |level: u8| {
        let pieces = page.found.strips.iter().map(|strip| &strip.piece);
        let same = pieces.filter(move |piece| piece.kind == BlockKind::Heading(level));
        same.map(|piece| piece.text.clone()).collect::<Vec<_>>()
    };
    let first = heading(1);
    let only = first.first().filter(|_| first.len() == 1).cloned();
    // A single word says too little to tell one law from the next.
    let own = Some(page.title.clone()).filter(|title| title.split_whitespace().count() > 1);
    let choices = [
        only,
        own,
        first.first().cloned(),
        heading(2).first().cloned(),
    ];
    let mut claims = choices.into_iter().flatten();
    claims
        .find_map(|claim| title::sensible(&claim))
        .unwrap_or_default()
}
