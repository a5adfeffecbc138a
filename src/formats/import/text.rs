//! Plain text: kept exactly as it is, apart from line ends.
//!
//! Others point into such texts by position, so nothing is joined, trimmed or tidied here. A form
//! feed starts a new page and leaves a line end in its place.

use super::{PROGRAM, Refused, Source, encoding};
use crate::domain::document::{Block, BlockKind, Document, Format};
use crate::domain::text::Span;

/// Reads a plain text.
pub fn read(source: &Source<'_>) -> Result<Document, Refused> {
    let decoded = encoding::decode(source.bytes).ok_or(Refused::Damaged {
        what: "plain text",
        detail: "it holds bytes that are no text".to_owned(),
    })?;
    if decoded.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let lines = line_ends(&decoded.text);
    let breaks: Vec<usize> = lines.match_indices('\u{C}').map(|(at, _)| at).collect();
    // One byte for one byte: positions stay.
    let text = lines.replace('\u{C}', "\n");
    let pages = pages(&text, &breaks);
    Ok(Document {
        title: String::new(),
        format: Format::Text,
        blocks: blocks(&text, &breaks),
        pages,
        text,
        diagnostics: decoded.diagnostics,
        reader: format!("{PROGRAM} (encoding_rs, chardetng)"),
        margin: crate::domain::margin::Margin::default(),
    })
}

/// Every kind of line end as LF.
pub fn line_ends(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

fn pages(text: &str, breaks: &[usize]) -> Option<u32> {
    let last = breaks.last()?;
    let after = Span::new(last + 1, text.len()).of(text);
    let pages = breaks.len() + usize::from(!after.trim().is_empty());
    u32::try_from(pages).ok()
}

/// Paragraphs: lines between blank lines, never across a page break.
fn blocks(text: &str, breaks: &[usize]) -> Vec<Block> {
    let mut found = Paragraphs {
        breaks,
        next: 0,
        blocks: Vec::new(),
        open: None,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        found.line(Span::new(start, end), line.trim().is_empty());
        start += line.len();
    }
    found.close();
    found.blocks
}

struct Paragraphs<'a> {
    breaks: &'a [usize],
    /// Page breaks passed so far.
    next: usize,
    blocks: Vec<Block>,
    open: Option<Span>,
}

impl Paragraphs<'_> {
    fn line(&mut self, line: Span, blank: bool) {
        while self
            .breaks
            .get(self.next)
            .is_some_and(|&at| at < line.start)
        {
            self.close();
            self.next += 1;
        }
        if blank {
            self.close();
        } else {
            let start = self.open.map_or(line.start, |open| open.start);
            self.open = Some(Span::new(start, line.end));
        }
    }

    fn close(&mut self) {
        if let Some(span) = self.open.take() {
            let page = u32::try_from(self.next + 1)
                .ok()
                .filter(|_| !self.breaks.is_empty());
            self.blocks.push(Block {
                span,
                kind: BlockKind::Paragraph,
                page,
                area: None,
                number: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Document {
        read(&Source {
            file_name: "a.txt",
            bytes: text.as_bytes(),
        })
        .unwrap()
    }

    #[test]
    fn blocks_are_paragraphs_and_the_text_is_kept() {
        let document = read_text("  Члан 1.\r\nПрви став.\r\n \t\r\n\rДруги.\u{1}\r");
        assert_eq!(document.text, "  Члан 1.\nПрви став.\n \t\n\nДруги.\u{1}\n");
        let blocks: Vec<_> = document
            .blocks
            .iter()
            .map(|b| b.span.of(&document.text))
            .collect();
        assert_eq!(blocks, ["  Члан 1.\nПрви став.", "Други.\u{1}"]);
        assert_eq!((document.pages, document.blocks[0].page), (None, None));
    }

    #[test]
    fn form_feeds_make_pages() {
        let document = read_text("one\n\u{C}two\nthree\u{C}\u{C}four\n\u{C}\n");
        assert_eq!(document.text, "one\n\ntwo\nthree\n\nfour\n\n\n");
        let blocks: Vec<_> = document
            .blocks
            .iter()
            .map(|b| (b.span.of(&document.text), b.page.unwrap()))
            .collect();
        assert_eq!(blocks, [("one", 1), ("two\nthree", 2), ("four", 4)]);
        assert_eq!(document.pages, Some(4));
    }
}
