//! Which paragraphs of a PDF are headings, and what the document is called.

use super::engine::Bookmark;
use super::paragraphs::Paragraph;
use crate::domain::document::BlockKind;
use std::collections::HashMap;

/// A heading longer than this is a paragraph in large letters.
const LONGEST: usize = 140;

/// How the letters of running text look in this document.
#[derive(Debug, Clone, Copy)]
pub struct Usual {
    size: f32,
    /// Whether so much is bold that boldness says nothing.
    bold: bool,
    /// Whether the file's own tags say what is a heading: of some lines, but not of most.
    tagged: bool,
}

impl Usual {
    /// Looks at all lines, weighing each by its letters.
    pub fn of(paragraphs: &[Paragraph]) -> Self {
        let lines = || paragraphs.iter().flat_map(Paragraph::all_lines);
        let mut sizes: Vec<(f32, usize)> =
            lines().map(|line| (line.size, line.text.len())).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let all: usize = sizes.iter().map(|(_, letters)| letters).sum();
        let bold: usize = lines()
            .filter(|line| line.bold)
            .map(|line| line.text.len())
            .sum();
        let tagged: usize = lines()
            .filter(|line| line.heading.is_some())
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
            tagged: tagged * 3 < all,
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
        let tagged = self.tagged && words && letters <= 2 * LONGEST;
        if let Some(level) = first.heading.filter(|_| tagged) {
            return BlockKind::Heading(level);
        }
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

/// The words of bookmarks by page, to find the headings that they name.
#[derive(Debug, Default)]
pub struct Named {
    titles: HashMap<u32, Vec<(String, u8)>>,
}

impl Named {
    /// Reads the bookmarks.
    pub fn of(bookmarks: &[Bookmark]) -> Self {
        let mut titles: HashMap<u32, Vec<(String, u8)>> = HashMap::new();
        for bookmark in bookmarks {
            let words = bare(&bookmark.title);
            if words.chars().any(char::is_alphabetic) && words.chars().count() <= LONGEST {
                let level = bookmark.depth.min(5) + 1;
                titles
                    .entry(bookmark.page)
                    .or_default()
                    .push((words, level));
            }
        }
        Self { titles }
    }

    /// The level of a paragraph that a bookmark leads to.
    pub fn level(&self, paragraph: &Paragraph) -> Option<u8> {
        if self.titles.is_empty() || paragraph.lines.len() > 3 {
            return None;
        }
        let texts = paragraph.lines.iter().map(|line| line.text.as_str());
        let words = bare(&texts.collect::<Vec<_>>().join(" "));
        let here = self.titles.get(&paragraph.page)?.iter();
        here.filter(|(title, _)| *title == words)
            .map(|(_, level)| *level)
            .next()
    }
}

/// Letters and digits alone, in lower case.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
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
