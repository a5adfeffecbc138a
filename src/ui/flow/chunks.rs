//! What a clause is made of: headings, paragraphs, tables; and where a paragraph's lines end.

use crate::domain::agreement::Agreement;
use crate::domain::clause::Clause;
use crate::domain::document::BlockKind;
use crate::domain::text::Span;
use unicode_width::UnicodeWidthStr;

/// A paragraph, or rows of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    /// A heading.
    Heading(Span),
    /// A paragraph.
    Text(Span),
    /// Rows of one table.
    Table(Vec<Span>),
}

/// The parts of a clause, in order: what the source sets apart, and whatever lies between.
pub fn chunks(agreement: &Agreement, clause: &Clause) -> Vec<Chunk> {
    let text = agreement.text();
    let whole = clause.span.trimmed(text);
    let blocks = &agreement.document.blocks;
    let first = blocks.partition_point(|block| block.span.end <= whole.start);
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut done = whole.start;
    for block in blocks.iter().skip(first) {
        if block.span.start >= whole.end {
            break;
        }
        let span = Span::new(block.span.start.max(done), block.span.end.min(whole.end));
        push_text(&mut chunks, text, Span::new(done, span.start));
        match block.kind {
            BlockKind::TableRow => push_row(&mut chunks, text, span),
            BlockKind::Heading(_) if !span.trimmed(text).is_empty() => {
                chunks.push(Chunk::Heading(span.trimmed(text)));
            }
            _ => push_text(&mut chunks, text, span),
        }
        done = done.max(span.end);
    }
    push_text(&mut chunks, text, Span::new(done, whole.end));
    chunks
}

fn push_text(chunks: &mut Vec<Chunk>, text: &str, span: Span) {
    let span = span.trimmed(text);
    if span.of(text).contains('\t') {
        push_row(chunks, text, span);
    } else if !span.is_empty() {
        chunks.push(Chunk::Text(span));
    }
}

fn push_row(chunks: &mut Vec<Chunk>, text: &str, span: Span) {
    if span.trimmed(text).is_empty() {
        return;
    }
    match chunks.last_mut() {
        Some(Chunk::Table(rows)) => rows.push(span),
        _ => chunks.push(Chunk::Table(vec![span])),
    }
}

/// The label and the heading of the clause where a paragraph begins with them; else nothing.
pub fn name_in(clause: &Clause, span: Span, text: &str) -> Span {
    let nothing = Span::new(span.start, span.start);
    let words = span.of(text);
    if clause.label.is_empty() && clause.heading.is_empty() || !words.starts_with(&clause.label) {
        return nothing;
    }
    let mut end = clause.label.len();
    let rest = words.get(end..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    if !clause.heading.is_empty() && rest.trim_start().starts_with(&clause.heading) {
        end += blank + clause.heading.len();
    }
    Span::new(span.start, span.start + end)
}

/// Cuts a paragraph where its lines were ended on purpose. A line that is about as long as the
/// longest one went on only because the page was full; it flows into the next.
pub fn paragraphs(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    if !words.contains('\n') {
        return vec![span];
    }
    let longest = words.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let mut pieces: Vec<Span> = Vec::new();
    let mut start = span.start;
    let mut at = span.start;
    let mut lines = words.split('\n').peekable();
    while let Some(line) = lines.next() {
        let end = at + line.len();
        at = end + 1;
        let goes_on = lines.peek().is_some_and(|next| {
            let word = next.split_whitespace().next().unwrap_or_default();
            longest >= 40 && line.width() + 1 + word.width() > longest * 9 / 10
        });
        if !goes_on {
            let piece = Span::new(start, end).trimmed(text);
            if !piece.is_empty() {
                pieces.push(piece);
            }
            start = at.min(span.end);
        }
    }
    pieces
}
