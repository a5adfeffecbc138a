//! Markdown as its reader sees it: text, headings, list numbers and table rows, without the marks.
//!
//! List numbers stay as printed (`2.` inside `1.` is `2.`): whether it means 1.2 is a question for
//! those who know agreements. Lines that Markdown takes for program code because they are indented
//! are text here, since that is how agreements are written.

mod tags;

#[cfg(test)]
mod tests;

use super::assemble::{Assembly, Label, Piece};
use super::{PROGRAM, Refused, Source, encoding, text, title};
use crate::domain::document::{BlockKind, Document, Format};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use tags::{is_attribute_line, without_attributes, without_tags};

/// Reads a Markdown text.
pub fn read(source: &Source<'_>) -> Result<Document, Refused> {
    let decoded = encoding::decode(source.bytes).ok_or(Refused::Damaged {
        what: "Markdown",
        detail: "it holds bytes that are no text".to_owned(),
    })?;
    let marked = text::line_ends(&decoded.text).replace('\u{C}', "\n");
    let mut walk = Walk {
        source: &marked,
        ..Walk::default()
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(&marked, options).into_offset_iter() {
        walk.event(event, range);
    }
    walk.close();
    if walk.done.is_blank() {
        return Err(Refused::Empty);
    }
    Ok(Document {
        title: walk.title.unwrap_or_default(),
        format: Format::Markdown,
        text: walk.done.text,
        blocks: walk.done.blocks,
        pages: None,
        diagnostics: decoded.diagnostics,
        reader: format!("{PROGRAM} (pulldown-cmark)"),
        margin: crate::domain::margin::Margin::default(),
    })
}

/// What surrounds the text being read.
#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    done: Assembly,
    title: Option<String>,
    /// The block being filled.
    line: String,
    kind: Option<BlockKind>,
    label: Option<Label>,
    /// One entry for each open list: whether it is numbered.
    lists: Vec<bool>,
    /// Inside a code block that is fenced, or only indented.
    code: Option<Code>,
    /// Inside a block of HTML or metadata, which prints nothing by itself.
    html: Option<String>,
    metadata: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    Fenced,
    Indented,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.line.push_str(&text);
            }
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.inline_html(&html),
            },
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(name) => self.line.extend(["[", &name, "]"]),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.line.push('\n'),
            Event::Rule => self.close(),
            Event::TaskListMarker(done) => self.line.push(if done { '☒' } else { '☐' }),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::BlockQuote(_) => self.close(),
            Tag::Heading { level, .. } => {
                self.close();
                self.kind = Some(BlockKind::Heading(depth(*level)));
            }
            Tag::CodeBlock(kind) => {
                self.close();
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                self.code = Some(if fenced { Code::Fenced } else { Code::Indented });
            }
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(String::new());
            }
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::List(first) => {
                self.close();
                self.lists.push(first.is_some());
            }
            Tag::Item => self.item(range),
            Tag::FootnoteDefinition(name) => {
                self.close();
                self.label = Some(Label::new(format!("[{name}]"), 0));
            }
            Tag::TableHead | Tag::TableRow => {
                self.close();
                self.kind = Some(BlockKind::TableRow);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableCell => self.line.push('\t'),
            TagEnd::CodeBlock => {
                let indented = self.code.take() == Some(Code::Indented);
                if indented {
                    self.indented();
                } else {
                    self.close();
                }
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.kind = None;
                for part in without_tags(&html).split("\n\n") {
                    self.line = part.split_whitespace().collect::<Vec<_>>().join(" ");
                    self.close();
                }
            }
            TagEnd::MetadataBlock(_) => {
                self.metadata = false;
                self.line.clear();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.bare_number();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition => self.close(),
            _ => {}
        }
    }

    /// Several blanks print as one, except in program code.
    fn text(&mut self, text: &str) {
        if self.metadata {
            return;
        }
        for character in text.chars() {
            let again = character == ' ' && self.line.ends_with(' ');
            if !again || self.code.is_some() {
                self.line.push(character);
            }
        }
    }

    /// A line break in HTML is a line break; other tags print nothing.
    fn inline_html(&mut self, html: &str) {
        let lower = html.to_ascii_lowercase();
        if lower.starts_with("<br") {
            self.line.push('\n');
        }
    }

    /// The number of a list item as it stands in the source.
    fn item(&mut self, range: Range<usize>) {
        self.close();
        self.bare_number();
        let level = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let numbered = self.lists.last().copied().unwrap_or(false);
        let item = self.source.get(range).unwrap_or_default().trim_start();
        let marker = item.split(char::is_whitespace).next().unwrap_or_default();
        let text = if numbered {
            marker.to_owned()
        } else {
            "•".to_owned()
        };
        self.label = Some(Label::new(text, level));
    }

    /// A number with no text of its own, only a list below it.
    fn bare_number(&mut self) {
        if let Some(label) = self.label.take().filter(|label| label.text != "•") {
            let mut piece = Piece::new(BlockKind::Paragraph, "");
            piece.label = Some(label);
            self.done.push(&piece);
        }
    }

    /// Indented lines, which only Markdown thinks are program code.
    fn indented(&mut self) {
        let code = std::mem::take(&mut self.line);
        for line in without_tags(&code).lines() {
            line.trim().clone_into(&mut self.line);
            self.close();
        }
    }

    /// Ends the block being filled.
    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        let line = line.trim();
        if line.is_empty() || is_attribute_line(line) {
            return;
        }
        let mut piece = Piece::new(kind, without_attributes(line));
        piece.label = self.label.take();
        if piece.label.as_ref().is_some_and(|label| label.text == "•") {
            // A bullet is a mark, not a number.
            piece.label = None;
            piece.text.insert_str(0, "• ");
        } else if piece.label.is_none() && !self.lists.is_empty() {
            self.lettered(&mut piece);
        }
        if self.title.is_none() && matches!(kind, BlockKind::Heading(_)) {
            self.title = title::sensible(&piece.text);
        }
        self.done.push(&piece);
    }

    /// Inside a list, `a.` and `iv.` are numbers too, although Markdown does not know them.
    fn lettered(&self, piece: &mut Piece) {
        let Some((marker, rest)) = piece.text.split_once(' ') else {
            return;
        };
        let inner = marker.trim_start_matches('(').trim_end_matches(['.', ')']);
        let closed = marker.ends_with(['.', ')']);
        let short = (1..=5).contains(&inner.chars().count());
        let roman = inner.chars().all(|c| "ivxlcIVXLC".contains(c));
        let single = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
        if !(closed && short && (roman || single)) {
            return;
        }
        let deeper = u8::from(roman && inner != "c" && inner != "l");
        let level = u8::try_from(self.lists.len()).unwrap_or(u8::MAX - 1) + deeper;
        piece.label = Some(Label::new(marker, level));
        piece.text = rest.trim_start().to_owned();
    }
}

const fn depth(level: HeadingLevel) -> u8 {
    level as u8
}
