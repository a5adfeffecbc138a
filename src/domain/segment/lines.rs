//! The lines of a document, each with what the source and its neighbours say about it.
//!
//! Knows nothing of numbers; `opener` looks at what a line says.

use super::fold::{folded, is_han};
use super::pieces::{Piece, pieces};
use super::quoted::mark_quoted;
use crate::domain::document::{BlockKind, BlockNumber, Document, Format};
use crate::domain::fold::is_letter;
use crate::domain::text::Span;
use std::collections::HashMap;

/// One line with something on it.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent fact about the layout of a line"
)]
pub(super) struct Line {
    /// Its bytes without white space at either end.
    pub span: Span,
    /// What the source says of its block.
    pub kind: BlockKind,
    /// The automatic number, when the line starts a block that has one.
    pub number: Option<BlockNumber>,
    /// Whether it starts a block.
    pub first: bool,
    /// Whether it is all of its block.
    pub alone: bool,
    /// Whether a paragraph starts here, as far as layout tells.
    pub starts: bool,
    /// Whether it is cut out of the middle of a line.
    pub piece: bool,
    /// Whether only the sequence of numbers can vouch for a clause that opens here.
    pub weak: bool,
    /// Blanks before it.
    pub indent: usize,
    /// Letters on it.
    pub width: usize,
    /// Page, counted from 1.
    pub page: Option<u32>,
    /// Running head, page number: belongs to no clause in particular.
    pub furniture: bool,
    /// Part of words that the document quotes in full: opens nothing.
    pub quoted: bool,
    /// The same words in another language, which stand beside it or right after it.
    pub beside: Option<Span>,
}

impl Line {
    /// Whether the line ends a sentence or announces a list.
    pub(super) fn ends_sentence(&self, text: &str) -> bool {
        ends_sentence(self.span.of(text))
    }
}

/// Whether words end a sentence or announce a list.
pub(super) fn ends_sentence(words: &str) -> bool {
    without_note(words)
        .trim_end_matches(['"', '”', '“', '»', '’', ')', '*', '_', ' '])
        .ends_with(['.', ';', ':', '!', '?', '。', '；', '：', '！', '？'])
}

/// Words without the mark of a note at their end: `…due.[1]`.
fn without_note(words: &str) -> &str {
    const LONGEST: usize = 6;
    let mark = words.ends_with(']').then(|| words.rfind('[')).flatten();
    match mark {
        Some(at) if words.len() - at <= LONGEST => words.get(..at).unwrap_or(words),
        _ => words,
    }
}

/// Whether words start in lower case.
pub(super) fn starts_low(words: &str) -> bool {
    words
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
}

/// Whether most letters are capitals.
pub(super) fn is_capitals(words: &str) -> bool {
    let upper = words.chars().filter(|c| c.is_uppercase()).count();
    let lower = words.chars().filter(|c| c.is_lowercase()).count();
    upper >= 3 && lower * 5 <= upper
}

/// Whether words look like a heading: short, not a sentence, not in lower case.
pub(super) fn is_titlelike(words: &str, longest: usize) -> bool {
    let letters = words.chars().filter(|c| is_letter(*c)).count();
    let longest = if words.chars().any(is_han) {
        longest / 3
    } else {
        longest
    };
    letters >= 2
        && words.chars().count() <= longest
        && !starts_low(words)
        && !words.ends_with([',', '，', '、', '-'])
        && !ends_sentence(words)
}

/// The lines of a document, without the blank ones.
pub(super) fn lines(document: &Document) -> Vec<Line> {
    let mut lines = cut(document);
    mark_rows(document, &mut lines);
    mark_alone(&mut lines);
    mark_furniture(document, &mut lines);
    mark_starts(document, &mut lines);
    mark_quoted(&document.text, &mut lines);
    lines
}

/// Lines of plain text, one after another, with the same number of tabs are rows of a table.
fn mark_rows(document: &Document, lines: &mut [Line]) {
    if document.format != Format::Text {
        return;
    }
    let text = document.text.as_str();
    let tabs: Vec<usize> = lines
        .iter()
        .map(|line| {
            let words = line.span.of(text);
            let cells: Vec<&str> = words.split('\t').collect();
            // `1.` and a tab is how a number is set apart from its text, a page number ends an entry
            // of the contents, and on long strokes somebody signs.
            let other = match cells.as_slice() {
                [first, last] => is_label(first) || is_page_number(last),
                _ => false,
            };
            if line.piece || other || words.contains("____") {
                0
            } else {
                cells.len() - 1
            }
        })
        .collect();
    for at in 0..lines.len() {
        let beside =
            |other: Option<usize>| other.is_some_and(|other| tabs.get(other) == Some(&tabs[at]));
        if tabs[at] > 0 && (beside(at.checked_sub(1)) || beside(Some(at + 1))) {
            lines[at].kind = BlockKind::TableRow;
        }
    }
}

/// Whether a cell holds a number of a list and nothing else: `1.`, `(a)`, `•`.
fn is_label(cell: &str) -> bool {
    let cell = cell.trim();
    let marked = cell.ends_with(['.', ')', '）', '、']) || !cell.chars().any(char::is_alphanumeric);
    marked && cell.chars().count() <= 6
}

fn is_page_number(cell: &str) -> bool {
    let cell = cell.trim();
    (1..=3).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
}

fn cut(document: &Document) -> Vec<Line> {
    let text = document.text.as_str();
    let mut lines: Vec<Line> = Vec::new();
    let (mut at, mut block, mut seen) = (0, 0, usize::MAX);
    let mut after_blank = true;
    for raw in text.split_inclusive('\n') {
        let whole = Span::new(at, at + raw.len());
        at = whole.end;
        let span = whole.trimmed(text);
        if span.is_empty() {
            after_blank = true;
            continue;
        }
        while document
            .blocks
            .get(block)
            .is_some_and(|b| b.span.end <= span.start)
        {
            block += 1;
        }
        let inside = document
            .blocks
            .get(block)
            .filter(|b| b.span.start < span.end);
        let first = match inside {
            Some(_) => std::mem::replace(&mut seen, block) != block,
            None => after_blank,
        };
        after_blank = false;
        let kind = inside.map_or(BlockKind::Paragraph, |b| b.kind);
        let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
        for (index, piece) in whole_or_pieces(text, span, kind).into_iter().enumerate() {
            let first = first && index == 0;
            let words = piece.span.of(text);
            lines.push(Line {
                span: piece.span,
                kind: marked_kind(words, kind),
                number: inside.filter(|_| first).and_then(|b| b.number),
                first,
                alone: false,
                starts: first,
                piece: index > 0,
                weak: piece.weak,
                indent: if index == 0 { indent } else { 0 },
                width: words.chars().count(),
                page: inside.map_or_else(|| document.page_at(span.start), |b| b.page),
                furniture: false,
                quoted: false,
                beside: None,
            });
        }
    }
    lines
}

/// Rows of tables and headings stay whole.
fn whole_or_pieces(text: &str, span: Span, kind: BlockKind) -> Vec<Piece> {
    if kind == BlockKind::Paragraph {
        return pieces(text, span);
    }
    vec![Piece { span, weak: false }]
}

/// Markdown headings count as headings even where nobody has read the markup.
fn marked_kind(words: &str, kind: BlockKind) -> BlockKind {
    let hashes = words.bytes().take_while(|&byte| byte == b'#').count();
    let marked = (1..=6).contains(&hashes) && words.as_bytes().get(hashes) == Some(&b' ');
    match u8::try_from(hashes) {
        Ok(level) if marked && kind == BlockKind::Paragraph => BlockKind::Heading(level),
        _ => kind,
    }
}

fn mark_alone(lines: &mut [Line]) {
    for i in 0..lines.len() {
        lines[i].alone = lines[i].first && lines.get(i + 1).is_none_or(|next| next.first);
    }
}

/// Page numbers, and short lines that come back on page after page.
fn mark_furniture(document: &Document, lines: &mut [Line]) {
    let text = document.text.as_str();
    let key = |line: &Line| -> Option<String> {
        let words = line.span.of(text);
        let short = line.width <= 90
            && !line.piece
            && line.kind == BlockKind::Paragraph
            && line.number.is_none();
        short.then(|| {
            folded(words)
                .chars()
                .filter(|c| !c.is_ascii_digit())
                .collect()
        })
    };
    let mut pages: HashMap<String, u32> = HashMap::new();
    for line in lines.iter() {
        if let Some(key) = key(line).filter(|key: &String| key.chars().count() > 6) {
            *pages.entry(key).or_default() += 1;
        }
    }
    for line in lines.iter_mut() {
        let Some(key) = key(line) else { continue };
        let number = key
            .chars()
            .all(|c| !c.is_alphanumeric() && !matches!(c, '*' | '[' | '…'));
        let page = matches!(
            key.trim_matches([' ', '-', '<', '>', '/', '[', ']', '.']),
            "page" | "page of" | "strana" | "страна" | "faqe" | "seite" | "pagina"
        );
        let often = matches!(document.format, Format::Text | Format::Pdf)
            && pages.get(&key).is_some_and(|&times| times >= 5)
            && super::opener::recognise(text, line.span).is_none();
        let digits = line.span.of(text).bytes().any(|byte| byte.is_ascii_digit());
        // A label that stands alone on its line (`5.`, `(2)`) is no page number.
        let words = line.span.of(text);
        let dotted = words
            .split_once('.')
            .is_some_and(|(one, other)| !one.is_empty() && !other.is_empty());
        let label = dotted || words.ends_with(['.', ')', '）']);
        line.furniture = page || often || (number && (!digits || !label));
    }
}

/// Where paragraphs start inside blocks whose lines are all that the source gives.
fn mark_starts(document: &Document, lines: &mut [Line]) {
    if !matches!(document.format, Format::Text | Format::Pdf) {
        return;
    }
    let text = document.text.as_str();
    let width = usual_width(text, lines);
    let unwrapped = width > UNWRAPPED || paragraphs_are_lines(text, lines, width);
    for i in 1..lines.len() {
        if lines[i].first {
            continue;
        }
        let before = &lines[i - 1];
        let ragged = before.width * 4 < width * 3;
        let words = lines[i].span.of(text);
        let headed = is_title(text, before) || is_title(text, &lines[i]);
        let after_head = before.furniture && before.first;
        let ended = before.ends_sentence(text) || headed || after_head;
        let fresh = ended && !starts_low(words);
        lines[i].starts = match (lines[i].piece, lines[i].weak) {
            (true, weak) => fresh && !weak,
            (false, _) => unwrapped || (fresh && (ragged || heads_in_capitals(text, lines, i))),
        };
    }
    if unwrapped {
        for i in 0..lines.len() {
            lines[i].alone |= lines[i].starts && lines.get(i + 1).is_none_or(|next| next.starts);
        }
    }
}

/// Whether a heading in capitals stands between a sentence that ends, though its line is full, and
/// words that are not in capitals.
fn heads_in_capitals(text: &str, lines: &[Line], line: usize) -> bool {
    const LONGEST: usize = 80;
    let words = lines[line].span.of(text);
    let shouts = |line: usize| {
        let line: Option<&Line> = lines.get(line);
        line.is_some_and(|line| is_capitals(line.span.of(text)))
    };
    shouts(line)
        && !shouts(line - 1)
        && !shouts(line + 1)
        && lines[line - 1].ends_sentence(text)
        && is_titlelike(words, LONGEST)
}

/// Letters of a line above which nobody wraps by hand: every line is a paragraph.
const UNWRAPPED: usize = 150;

/// Whether most of the longer lines end a sentence, so that every line is a paragraph; lines
/// wrapped by hand end anywhere.
fn paragraphs_are_lines(text: &str, lines: &[Line], width: usize) -> bool {
    const SHORTEST: usize = 20;
    const FEWEST: usize = 6;
    let long = (width * 3 / 4).max(SHORTEST);
    // The last line of a block ends where it ends; only those before it tell.
    let inner = lines
        .windows(2)
        .filter(|pair| !pair[1].first)
        .map(|pair| &pair[0]);
    let longer = inner.filter(|line| {
        let words = line.span.of(text);
        let row = words.contains('\t') || line.kind == BlockKind::TableRow;
        !row && !line.piece && shown_width(words) > long
    });
    let (mut all, mut ended) = (0, 0);
    for line in longer {
        all += 1;
        ended += usize::from(line.ends_sentence(text));
    }
    all >= FEWEST && ended * 100 >= all * 60
}

/// The width of words, in letters; a Chinese sign takes the room of two.
fn shown_width(words: &str) -> usize {
    words.chars().map(|c| if is_han(c) { 2 } else { 1 }).sum()
}

/// Whether a line is a title in capitals.
fn is_title(text: &str, line: &Line) -> bool {
    let words = line.span.of(text);
    is_capitals(words) && is_titlelike(words, 80) && !words.contains("   ")
}

/// The width at which lines were wrapped: nine lines of ten are no wider.
fn usual_width(text: &str, lines: &[Line]) -> usize {
    let mut widths: Vec<usize> = Vec::with_capacity(lines.len());
    for line in lines {
        match widths.last_mut() {
            Some(width) if line.piece => *width += shown_width(line.span.of(text)),
            _ => widths.push(shown_width(line.span.of(text))),
        }
    }
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}
