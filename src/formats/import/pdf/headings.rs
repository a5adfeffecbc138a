//! Which paragraphs of a PDF are headings, and what the document is called.

use super::paragraphs::Paragraph;
use crate::domain::document::BlockKind;

/// A heading longer than this is a paragraph in large letters.
const LONGEST: usize = 140;

/// How the letters of running text look in this document.
#[derive(Debug, Clone, Copy)]
pub struct Usual {
    size: f32,
    /// Whether so much is bold that boldness says nothing.
    bold: bool,
}

impl Usual {
    /// Looks at all lines, weighing each by its letters.
    pub fn of(paragraphs: &[Paragraph]) -> Self {
        let lines = || paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
        let mut sizes: Vec<(f32, usize)> =
            lines().map(|line| (line.size, line.text.len())).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let all: usize = sizes.iter().map(|(_, letters)| letters).sum();
        let bold: usize = lines()
            .filter(|line| line.bold)
            .map(|line| line.text.len())
            .sum();
        let mut before = 0;
        let median = sizes.iter().find(|(_, letters)| {
            before += letters;
            before * 2 >= all
        });
        Self {
            size: median.map_or(10.0, |(size, _)| *size),
            bold: bold * 5 > all * 2,
        }
    }

    /// What a paragraph is.
    pub fn kind(self, paragraph: &Paragraph) -> BlockKind {
        let Some(first) = paragraph.lines.first() else {
            return BlockKind::Paragraph;
        };
        let letters: usize = paragraph
            .lines
            .iter()
            .map(|line| line.text.chars().count())
            .sum();
        let words = first.text.chars().any(char::is_alphabetic);
        let closed = paragraph
            .lines
            .last()
            .is_some_and(|line| line.text.ends_with([',', ';', ':']));
        if letters > LONGEST || paragraph.lines.len() > 3 || !words || closed {
            return BlockKind::Paragraph;
        }
        let bold = paragraph.lines.iter().all(|line| line.bold) && !self.bold;
        match first.size / self.size {
            large if large >= 1.6 => BlockKind::Heading(1),
            large if large >= 1.15 => BlockKind::Heading(2),
            same if same >= 0.95 && bold => BlockKind::Heading(3),
            _ => BlockKind::Paragraph,
        }
    }
}

/// The largest line near the top of the first pages, when it is larger than the text.
pub fn title(paragraphs: &[Paragraph], usual: Usual) -> Option<String> {
    let mut best: Option<(usize, f32)> = None;
    for (index, paragraph) in paragraphs.iter().enumerate().take(12) {
        let size = paragraph.lines.first().map_or(0.0, |line| line.size);
        let heading = matches!(usual.kind(paragraph), BlockKind::Heading(_));
        if heading && best.is_none_or(|(_, largest)| size > largest * 1.05) {
            best = Some((index, size));
        }
    }
    let (index, size) = best?;
    // A title may take several lines, each of which looks like a paragraph.
    let rest = paragraphs.iter().skip(index).take(3);
    let same = rest.take_while(|paragraph| {
        let first = paragraph.lines.first();
        let alike = first.is_some_and(|line| (line.size - size).abs() < 0.02 * size);
        alike && matches!(usual.kind(paragraph), BlockKind::Heading(1 | 2))
    });
    let lines: Vec<&str> = same
        .flat_map(|paragraph| &paragraph.lines)
        .map(|line| line.text.as_str())
        .collect();
    let only = paragraphs
        .get(index)?
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    let lines = if lines.is_empty() { only } else { lines };
    Some(lines.join(" "))
}
