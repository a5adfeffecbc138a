//! Texts with withheld places cut out.

use super::{Redaction, mark};
use crate::domain::agreement::Agreement;
use crate::domain::clause::{Clause, ClauseTree};
use crate::domain::document::{Block, Document};
use crate::domain::margin::Margin;
use crate::domain::text::Span;

/// What stands for a withheld character where positions must stay.
const BLACK: char = '█';

/// The places that share something with a span. They are in order and apart.
pub(super) fn within(places: &[Span], span: Span) -> &[Span] {
    let first = places.partition_point(|place| place.end <= span.start);
    let after = places.partition_point(|place| place.start < span.end);
    places.get(first..after.max(first)).unwrap_or_default()
}

/// The text under a span of bytes with a mark in the place of each of these.
pub(super) fn cut_out(text: &str, span: Span, places: &[Span]) -> String {
    let mut shown = String::new();
    let mut at = span.start;
    for place in within(places, span) {
        shown.push_str(Span::new(at, place.start.max(at)).of(text));
        shown.push_str(mark());
        at = place.end.min(span.end);
    }
    shown.push_str(Span::new(at, span.end.max(at)).of(text));
    shown
}

/// Whether the words of a clause's heading, or of what it is called by without one, are all open.
pub(super) fn shows_heading(agreement: &Agreement, clause: usize, redaction: &Redaction) -> bool {
    /// More words than a clause without a number is called by.
    const CALLED_BY: usize = 64;
    let Some(clause) = agreement.clauses.clauses().get(clause) else {
        return false;
    };
    let text = agreement.text();
    let span = clause.span.trimmed(text);
    let words = span.of(text);
    let own = if clause.heading.is_empty() {
        let end = words.char_indices().nth(CALLED_BY);
        Span::new(0, end.map_or(words.len(), |(at, _)| at))
    } else {
        match words.find(&clause.heading) {
            Some(at) => Span::new(at, at + clause.heading.len()),
            None => Span::new(0, words.len()),
        }
    };
    !redaction.hides(Span::new(span.start + own.start, span.start + own.end))
}

/// The agreement without its withheld words. Every withheld character becomes one sign, so that
/// positions in scalars stay what they are; line ends stay, because the text is laid out by them.
pub(super) fn blacked_out(agreement: &Agreement, redaction: &Redaction) -> Agreement {
    let document = &agreement.document;
    let (text, moved) = blackened(&document.text, &redaction.blanks);
    let open = |words: &str| redaction.masked(words).unwrap_or_else(|| words.to_owned());
    let clauses = agreement.clauses.clauses().iter().enumerate();
    let clauses = clauses.map(|(at, clause)| Clause {
        span: moved.span(clause.span),
        subtree_end: moved.at(clause.subtree_end),
        heading: if redaction.shows_heading(agreement, at) {
            open(&clause.heading)
        } else {
            String::new()
        },
        label: label(redaction, &clause.label),
        counterpart: clause.counterpart.clone().map(|mut other| {
            other.heading = open(&other.heading);
            other.label = label(redaction, &other.label);
            other
        }),
        ..clause.clone()
    });
    let blocks = document.blocks.iter().map(|block| Block {
        span: moved.span(block.span),
        ..block.clone()
    });
    let document = Document {
        title: open(&document.title),
        blocks: blocks.collect(),
        diagnostics: Vec::new(),
        margin: Margin {
            pages: document.margin.pages.clone(),
            ..Margin::default()
        },
        text,
        ..document.clone()
    };
    let mut shown = Agreement::new(
        open(&agreement.file_name),
        agreement.source_sha256,
        document,
        agreement.language,
        ClauseTree::new(clauses.collect()),
    );
    // Both name the agreement that was reviewed.
    shown.id.clone_from(&agreement.id);
    shown.text_sha256 = agreement.text_sha256;
    shown
}

/// The number of a clause stays, unless it has withheld words in it.
pub(super) fn label(redaction: &Redaction, label: &str) -> String {
    let letters = label.chars().filter(|one| one.is_alphanumeric()).count();
    let masked = redaction.masked(label).filter(|_| letters >= 4);
    masked.unwrap_or_else(|| label.to_owned())
}

/// Where bytes of a text went when places in it were made longer or shorter.
struct Moved {
    /// Ends of places, before and after, in order.
    ends: Vec<(usize, usize)>,
    /// The places as they were.
    places: Vec<Span>,
    text: String,
}

fn blackened(text: &str, places: &[Span]) -> (String, Moved) {
    let mut shown = String::with_capacity(text.len());
    let mut ends = Vec::with_capacity(places.len());
    let mut at = 0;
    for place in places {
        shown.push_str(Span::new(at, place.start).of(text));
        let black = |one: char| if one == '\n' { one } else { BLACK };
        shown.extend(place.of(text).chars().map(black));
        at = place.end;
        ends.push((at, shown.len()));
    }
    shown.push_str(Span::new(at, text.len()).of(text));
    let moved = Moved {
        ends,
        places: places.to_vec(),
        text: text.to_owned(),
    };
    (shown, moved)
}

impl Moved {
    fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }

    fn at(&self, byte: usize) -> usize {
        let passed = self.ends.partition_point(|&(before, _)| before <= byte);
        let (before, after) = match passed.checked_sub(1) {
            Some(last) => self.ends[last],
            None => (0, 0),
        };
        let inside = self.places.get(passed).filter(|place| place.start < byte);
        let Some(place) = inside else {
            return after + (byte - before);
        };
        let black = Span::new(place.start, byte).of(&self.text).chars();
        let length = |one: char| if one == '\n' { 1 } else { BLACK.len_utf8() };
        after + (place.start - before) + black.map(length).sum::<usize>()
    }
}
