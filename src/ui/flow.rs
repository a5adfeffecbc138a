//! The text of a clause as lines: wrapped, with hanging numbers, tables as columns, and the words
//! that matter marked. Only as much is laid out as is asked for.

use super::canvas::{Run, columns};
use super::sanitise::Shown;
use crate::domain::agreement::Agreement;
use crate::domain::clause::Clause;
use crate::domain::document::BlockKind;
use crate::domain::text::Span;
use ratatui::style::{Modifier, Style};
use std::borrow::Cow;
use textwrap::WordSeparator;
use textwrap::core::{Word, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthStr;

/// Lines do not get longer than this, however wide the window is.
pub const MEASURE: u16 = 78;
/// The deepest hanging indent.
const MOST_HANGING: u16 = 8;
/// The narrowest column of a table.
const NARROWEST: usize = 8;

/// One line on the screen.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Columns left free before it.
    pub indent: u16,
    /// Its pieces.
    pub runs: Vec<Run<'static>>,
    /// The bytes of the agreement's text that it shows; empty for a blank line.
    pub source: Option<Span>,
}

/// Words that look different.
#[derive(Debug, Clone, Copy)]
pub struct Highlight {
    /// The words, in bytes of the agreement's text.
    pub span: Span,
    /// What changes in their look.
    pub style: Style,
}

/// How a clause is to be laid out.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Columns.
    pub width: u16,
    /// The look of ordinary words.
    pub text: Style,
    /// The look of marks that stand for hidden characters.
    pub muted: Style,
    /// Words that look different; later ones lie above earlier ones.
    pub highlights: &'a [Highlight],
}

/// A paragraph, or rows of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Chunk {
    Heading(Span),
    Text(Span),
    Table(Vec<Span>),
}

/// The lines of a clause, from the first on.
pub fn lines<'a>(
    agreement: &'a Agreement,
    clause: &'a Clause,
    look: Look<'a>,
) -> impl Iterator<Item = Line> + 'a {
    let chunks = chunks(agreement, clause);
    chunks
        .into_iter()
        .enumerate()
        .flat_map(move |(index, chunk)| {
            let gap = (index > 0).then(Line::default);
            gap.into_iter()
                .chain(chunk_lines(agreement, clause, &chunk, look))
        })
}

/// The last lines of a clause, at most `most`.
pub fn last_lines(
    agreement: &Agreement,
    clause: &Clause,
    look: Look<'_>,
    most: usize,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for chunk in chunks(agreement, clause).iter().rev() {
        if lines.len() >= most {
            break;
        }
        if !lines.is_empty() {
            lines.insert(0, Line::default());
        }
        lines.splice(0..0, chunk_lines(agreement, clause, chunk, look));
    }
    lines.drain(..lines.len().saturating_sub(most));
    lines
}

/// The parts of a clause, in order: what the source sets apart, and whatever lies between.
fn chunks(agreement: &Agreement, clause: &Clause) -> Vec<Chunk> {
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

/// The lines of one chunk; a long text is laid out only as far as it is asked for.
fn chunk_lines<'a>(
    agreement: &'a Agreement,
    clause: &'a Clause,
    chunk: &Chunk,
    look: Look<'a>,
) -> Box<dyn Iterator<Item = Line> + 'a> {
    let text = agreement.text();
    let bold = look.text.add_modifier(Modifier::BOLD);
    match chunk {
        Chunk::Heading(span) => {
            let look = Look { text: bold, ..look };
            Box::new(wrap(text, *span, look, 0, &[]).into_iter())
        }
        Chunk::Table(rows) => Box::new(table(text, rows, look).into_iter()),
        Chunk::Text(span) => {
            let name = name_in(clause, *span, text);
            let named = Highlight {
                span: name,
                style: Style::new().add_modifier(Modifier::BOLD),
            };
            let label = columns(&Shown::of(clause.label.trim()).text) + 1;
            let hangs = !name.is_empty() && label <= MOST_HANGING;
            let hanging = if hangs { label } else { 0 };
            let pieces = paragraphs(text, *span).into_iter();
            Box::new(pieces.flat_map(move |piece| wrap(text, piece, look, hanging, &[named])))
        }
    }
}

/// The label and the heading of the clause where a paragraph begins with them; else nothing.
fn name_in(clause: &Clause, span: Span, text: &str) -> Span {
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
fn paragraphs(text: &str, span: Span) -> Vec<Span> {
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

/// Wraps one piece of text.
fn wrap(text: &str, span: Span, look: Look<'_>, hanging: u16, more: &[Highlight]) -> Vec<Line> {
    let shown = Shown::of(span.of(text));
    let width = usize::from(look.width.max(1));
    let rest = width.saturating_sub(usize::from(hanging)).max(1);
    let words: Vec<Word<'_>> = WordSeparator::UnicodeBreakProperties
        .find_words(&shown.text)
        .collect();
    let words = break_words(words, rest);
    #[expect(clippy::cast_precision_loss, reason = "columns are small numbers")]
    let widths = [width as f64, rest as f64];
    let mut at = 0;
    let mut lines = Vec::new();
    for (index, line) in wrap_first_fit(&words, &widths).into_iter().enumerate() {
        let length: usize = line
            .iter()
            .map(|word| word.len() + word.whitespace.len())
            .sum();
        let blank = line.last().map_or(0, |word| word.whitespace.len());
        let place = Span::new(at, at + length - blank);
        at += length;
        lines.push(Line {
            indent: if index == 0 { 0 } else { hanging },
            runs: runs(&shown, place, span.start, look, more),
            source: Some(source_of(&shown, place, span)),
        });
    }
    lines
}

/// Roughly the bytes of the source that a line shows; exact where nothing was replaced.
fn source_of(shown: &Shown, place: Span, span: Span) -> Span {
    let back = |place: usize| {
        let mut low = 0;
        let mut high = span.len();
        while low < high {
            let middle = usize::midpoint(low, high);
            if shown.place(middle) < place {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        span.start + low
    };
    Span::new(back(place.start), back(place.end))
}

/// Cuts a line where its look changes.
fn runs(
    shown: &Shown,
    line: Span,
    start: usize,
    look: Look<'_>,
    more: &[Highlight],
) -> Vec<Run<'static>> {
    let mut layers: Vec<(Span, Style)> = more
        .iter()
        .chain(look.highlights)
        .filter(|one| one.span.end > start)
        .map(|one| {
            let span = Span::new(one.span.start.saturating_sub(start), one.span.end - start);
            (shown.span(span), one.style)
        })
        .collect();
    layers.extend(shown.marks.iter().map(|mark| (*mark, look.muted)));
    layers.retain(|(span, _)| span.overlaps(line));
    let mut cuts: Vec<usize> = vec![line.start, line.end];
    for (span, _) in &layers {
        cuts.extend([span.start, span.end].map(|cut| cut.clamp(line.start, line.end)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|pair| Span::new(pair[0], pair[1]));
    pieces
        .map(|piece| {
            let style = layers
                .iter()
                .filter(|(span, _)| span.covers(piece))
                .fold(look.text, |style, (_, more)| style.patch(*more));
            (Cow::Owned(piece.of(&shown.text).to_owned()), style)
        })
        .collect()
}

/// Lays out rows of a table in columns; cells that are too wide are wrapped in theirs.
fn table(text: &str, rows: &[Span], look: Look<'_>) -> Vec<Line> {
    let rows: Vec<Vec<Span>> = rows.iter().map(|row| cells(text, *row)).collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let room = usize::from(look.width).saturating_sub(2 * count.saturating_sub(1));
    if count == 0 || room < count * NARROWEST {
        // Too many columns: the cells stand below each other.
        let cells = rows.into_iter().flatten();
        return cells
            .flat_map(|cell| wrap(text, cell, look, 2, &[]))
            .collect();
    }
    let widths = column_widths(text, &rows, count, room);
    rows.iter()
        .flat_map(|row| table_row(text, row, &widths, look))
        .collect()
}

fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut at = row.start;
    row.of(text)
        .split('\t')
        .map(|cell| {
            let span = Span::new(at, at + cell.len());
            at = span.end + 1;
            span.trimmed(text)
        })
        .collect()
}

fn column_widths(text: &str, rows: &[Vec<Span>], count: usize, room: usize) -> Vec<u16> {
    let mut widths = vec![1_usize; count];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width)
                .max(Shown::of(cell.of(text)).text.width())
                .min(room);
        }
    }
    while widths.iter().sum::<usize>() > room {
        let widest = (0..count).max_by_key(|&column| widths[column]);
        let Some(widest) = widest.filter(|&column| widths[column] > 1) else {
            break;
        };
        widths[widest] -= 1;
    }
    widths
        .into_iter()
        .map(|width| u16::try_from(width).unwrap_or(u16::MAX))
        .collect()
}

fn table_row(text: &str, row: &[Span], widths: &[u16], look: Look<'_>) -> Vec<Line> {
    let cells: Vec<Vec<Line>> = row
        .iter()
        .zip(widths)
        .map(|(cell, &width)| wrap(text, *cell, Look { width, ..look }, 0, &[]))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|index| {
            let mut runs: Vec<Run<'static>> = Vec::new();
            let mut source: Option<Span> = None;
            for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
                let gap = if column == 0 { 0 } else { 2 };
                runs.push((Cow::Owned(" ".repeat(gap)), look.text));
                let line = cell.get(index).cloned().unwrap_or_default();
                let used: u16 = line.runs.iter().map(|(text, _)| columns(text)).sum();
                source = source.or(line.source);
                runs.extend(line.runs);
                let free = usize::from(width.saturating_sub(used));
                runs.push((Cow::Owned(" ".repeat(free)), look.text));
            }
            Line {
                indent: 0,
                runs,
                source,
            }
        })
        .collect()
}
