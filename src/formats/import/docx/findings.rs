//! What a Word file holds besides the text that was read.

use super::super::title;
use crate::domain::document::{Diagnostic, Severity};

/// Counts of what was left out, resolved or set aside.
#[derive(Debug, Default)]
pub struct Findings {
    /// Tracked insertions.
    pub insertions: usize,
    /// Tracked deletions.
    pub deletions: usize,
    /// Tracked moves, counted where the text came from.
    pub moves: usize,
    /// Characters that Word does not show.
    pub hidden: usize,
    /// The first of them.
    pub hidden_sample: String,
    /// Comments in the margin.
    pub comments: usize,
    /// Texts of headers and footers.
    pub furniture: Vec<String>,
    /// Pictures, in which there may be text.
    pub pictures: usize,
    /// Parts stored in another format.
    pub foreign: usize,
}

impl Findings {
    /// Notes hidden text that was left out.
    pub fn hide(&mut self, text: &str) {
        self.hidden += text.chars().count();
        if self.hidden_sample.chars().count() < 60 {
            self.hidden_sample.push_str(text);
        }
    }

    /// What the reader must be told.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if self.insertions + self.deletions + self.moves > 0 {
            let message = format!(
                "The document has tracked changes that nobody accepted or rejected: {} insertions, \
                 {} deletions, {} moves. The text is as if all were accepted.",
                self.insertions, self.deletions, self.moves
            );
            all.push(Diagnostic::new(
                Severity::Warning,
                "tracked-changes",
                message,
            ));
        }
        if self.hidden > 0 {
            let sample: String = title::tidy(&self.hidden_sample).chars().take(60).collect();
            let message = format!(
                "The document hides {} characters of text, which were left out. They begin: “{sample}”.",
                self.hidden
            );
            all.push(Diagnostic::new(Severity::Warning, "hidden-text", message));
        }
        if self.foreign > 0 {
            let message = format!(
                "{} parts of the document are stored in another format and were left out.",
                self.foreign
            );
            all.push(Diagnostic::new(Severity::Error, "left-out", message));
        }
        self.minor(&mut all);
        all
    }

    fn minor(&self, all: &mut Vec<Diagnostic>) {
        if self.comments > 0 {
            let message = format!(
                "The document has {} comments, which are not part of the text.",
                self.comments
            );
            all.push(Diagnostic::new(Severity::Info, "comments", message));
        }
        if let Some(first) = self.furniture.first() {
            let first: String = first.chars().take(80).collect();
            let message = format!(
                "Headers and footers are not part of the text. The first reads: “{first}”."
            );
            all.push(Diagnostic::new(Severity::Info, "page-furniture", message));
        }
        if self.pictures > 0 {
            let message = format!(
                "The document has {} pictures; words in them were not read.",
                self.pictures
            );
            all.push(Diagnostic::new(Severity::Info, "pictures", message));
        }
    }
}
