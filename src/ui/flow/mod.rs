//! The text of a clause as lines: wrapped, with hanging numbers, tables as columns, and the words
//! that matter marked. Only as much is laid out as is asked for.

mod chunks;
mod table;

use crate::domain::agreement::Agreement;
use crate::domain::clause::Clause;
use crate::domain::text::Span;
use crate::ui::canvas::{Run, columns};
use crate::ui::sanitise::Shown;
use chunks::{Chunk, chunks, name_in, paragraphs};
use ratatui::style::{Modifier, Style};
use std::borrow::Cow;
use textwrap::WordSeparator;
use textwrap::core::{Word, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;

/// Lines do not get longer than this, however wide the window is.
pub const MEASURE: u16 = 78;
/// The deepest hanging indent.
const MOST_HANGING: u16 = 8;

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
    /// Bytes of the agreement's text, in order, where words were taken out.
    pub gaps: &'a [usize],
}

impl Look<'_> {
    /// A piece of the agreement's text as it is drawn.
    fn shown(&self, text: &str, span: Span) -> Shown {
        let first = self.gaps.partition_point(|&gap| gap < span.start);
        let end = self.gaps.partition_point(|&gap| gap <= span.end);
        let gaps = self.gaps.get(first..end).unwrap_or_default();
        let gaps: Vec<usize> = gaps.iter().map(|gap| gap - span.start).collect();
        Shown::with_gaps(span.of(text), &gaps)
    }
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
        Chunk::Table(rows) => Box::new(table::table(text, rows, look).into_iter()),
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

/// Wraps one piece of text.
fn wrap(text: &str, span: Span, look: Look<'_>, hanging: u16, more: &[Highlight]) -> Vec<Line> {
    let shown = look.shown(text, span);
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
