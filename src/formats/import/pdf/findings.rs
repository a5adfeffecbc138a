//! What must be said about a PDF: pages without text, letters that are wrong, parts that are
//! missing.

use super::super::Refused;
use super::engine::{PageContent, PageSource};
use super::paragraphs::Paragraph;
use crate::domain::document::{Diagnostic, Severity};
use std::collections::HashSet;

/// Observations, page by page. Pages are counted from 1.
#[derive(Debug, Default)]
pub struct Findings {
    whole: bool,
    claimed: usize,
    pages: usize,
    /// Lines taken out as page furniture.
    pub furniture: usize,
    /// The first of them.
    pub furniture_sample: String,
    invisible: Vec<u32>,
    unreadable: Vec<u32>,
    letters: usize,
    wrong: usize,
    incomplete: Vec<u32>,
    without_text: Vec<u32>,
}

impl Findings {
    /// Nothing seen yet.
    pub fn new(whole: bool, claimed: usize, pages: usize) -> Self {
        Self {
            whole,
            claimed,
            pages,
            ..Self::default()
        }
    }

    /// Looks at one page, counted from 0.
    pub fn look(&mut self, index: usize, content: &PageContent) {
        let page = number(index);
        let mut letters = 0;
        let mut invisible = 0;
        let mut wrong = 0;
        for run in &content.runs {
            let count = run.text.chars().filter(|c| !c.is_whitespace()).count();
            letters += count;
            invisible += if run.invisible { count } else { 0 };
            wrong += run.text.chars().filter(|c| is_unreadable(*c)).count();
        }
        if content.incomplete {
            self.incomplete.push(page);
        }
        if invisible * 2 > letters {
            self.invisible.push(page);
        }
        if wrong * 50 > letters {
            self.unreadable.push(page);
        }
        self.letters += letters;
        self.wrong += wrong;
    }

    /// Pages on which some paragraph begins or goes on.
    pub fn pages_with_text(paragraphs: &[Paragraph]) -> HashSet<u32> {
        paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.pages.iter().copied())
            .collect()
    }

    /// Notes the pages that gave no text.
    pub fn note_missing(&mut self, with_text: &HashSet<u32>) {
        self.without_text = (0..self.pages)
            .map(number)
            .filter(|page| !with_text.contains(page))
            .collect();
    }

    /// Whether so few letters can be read that the text would be of no use.
    pub const fn is_unreadable(&self) -> bool {
        self.wrong * 2 > self.letters
    }

    /// Why there is nothing at all.
    pub fn nothing(&self, source: &dyn PageSource) -> Refused {
        let pictures = (0..self.pages.min(50)).any(|index| source.is_picture(index));
        if !self.whole && !pictures {
            return Refused::Truncated { what: "a PDF" };
        }
        if self.pages == 0 {
            return Refused::Damaged {
                what: "a PDF",
                detail: "it has no pages".to_owned(),
            };
        }
        if !self.incomplete.is_empty() && !pictures {
            return Refused::Damaged {
                what: "a PDF",
                detail: "what stands on its pages cannot be read".to_owned(),
            };
        }
        Refused::Scan {
            pages: u32::try_from(self.pages).unwrap_or(u32::MAX),
        }
    }

    /// What the reader must be told.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = self.missing();
        for (first, last) in ranges(&self.without_text) {
            let message = format!(
                "{} without text: blank, or pictures that must go through text recognition (OCR).",
                span(first, last, "is", "are")
            );
            all.push(
                Diagnostic::new(Severity::Warning, "page-without-text", message).on_page(first),
            );
        }
        for (first, last) in ranges(&self.invisible) {
            let message = format!(
                "The text of {} is not visible; it was probably recognised from a picture (OCR). \
                 Compare it with the picture.",
                place(first, last)
            );
            all.push(Diagnostic::new(Severity::Warning, "invisible-text", message).on_page(first));
        }
        for (first, last) in ranges(&self.unreadable) {
            let message = format!(
                "Many letters on {} cannot be read: the file does not say which letters its signs \
                 stand for. Compare it with the original.",
                place(first, last)
            );
            all.push(
                Diagnostic::new(Severity::Warning, "unreadable-letters", message).on_page(first),
            );
        }
        if self.furniture > 0 {
            let sample: String = self.furniture_sample.chars().take(60).collect();
            let message = format!(
                "{} lines of running heads, page numbers and signing marks were left out of the text. \
                 The first reads: “{sample}”.",
                self.furniture
            );
            all.push(Diagnostic::new(Severity::Info, "page-furniture", message));
        }
        all
    }

    fn missing(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if !self.whole {
            let message = "The file is cut off before its end mark; what could be saved was read. Get the whole file.";
            all.push(Diagnostic::new(Severity::Error, "truncated", message));
        }
        if self.claimed > self.pages {
            let message = format!(
                "The file says it has {} pages, but only {} could be found.",
                self.claimed, self.pages
            );
            all.push(Diagnostic::new(Severity::Error, "pages-missing", message));
        }
        for (first, last) in ranges(&self.incomplete) {
            let message = format!("Part of {} could not be read.", place(first, last));
            all.push(Diagnostic::new(Severity::Error, "content-skipped", message).on_page(first));
        }
        all
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// Characters that stand for letters nobody knows.
fn is_unreadable(character: char) -> bool {
    let control = character.is_control() && !character.is_whitespace();
    control
        || character == char::REPLACEMENT_CHARACTER
        || matches!(character, '\u{E000}'..='\u{F8FF}')
}

/// Neighbouring pages as ranges.
fn ranges(pages: &[u32]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    ranges
}

fn place(first: u32, last: u32) -> String {
    if first == last {
        format!("page {first}")
    } else {
        format!("pages {first} to {last}")
    }
}

fn span(first: u32, last: u32, one: &str, many: &str) -> String {
    if first == last {
        format!("Page {first} {one}")
    } else {
        format!("Pages {first} to {last} {many}")
    }
}
