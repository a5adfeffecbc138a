//! What a Word file holds besides the text that was read.

use super::super::title;
use crate::domain::counted::counted;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::margin::{Change, ChangeKind, Furniture, View};
use crate::domain::text::Span;

/// The longest sample of words in a sentence.
const SAMPLE: usize = 60;

/// Counts of what was left out, resolved or set aside.
#[derive(Debug, Default)]
pub struct Findings {
    /// Changes of formatting that nobody accepted or rejected.
    pub reformatted: usize,
    /// Characters that Word does not show.
    hidden: Sample,
    /// Characters in the colour of paper.
    white: Sample,
    /// Characters struck out by formatting.
    struck: Sample,
    /// Where the first hidden words would stand, in characters.
    pub hidden_at: Option<Span>,
    /// Comments in the margin.
    pub comments: usize,
    /// Pictures, in which there may be text.
    pub pictures: usize,
    /// Parts stored in another format that were left out.
    pub foreign: usize,
    /// Parts stored in another format that were read.
    pub chunks: usize,
    /// References that show another number than the clause has: what they show, what it is.
    pub wrong_references: Vec<(String, String)>,
    /// Parts that could not be read.
    pub lost: Vec<String>,
}

#[derive(Debug, Default)]
struct Sample {
    characters: usize,
    begins: String,
}

impl Sample {
    fn add(&mut self, text: &str) {
        self.characters += text.chars().count();
        if self.begins.len() < 4 * SAMPLE {
            self.begins.push_str(text);
        }
    }

    fn quote(&self) -> String {
        title::tidy(&self.begins).chars().take(SAMPLE).collect()
    }
}

impl Findings {
    /// Notes text that is not shown, or that has the colour of paper, and was left out.
    pub fn hide(&mut self, text: &str, white: bool) {
        if white {
            self.white.add(text);
        } else {
            self.hidden.add(text);
        }
    }

    /// Notes text that is struck out by formatting.
    pub fn strike(&mut self, text: &str) {
        self.struck.add(text);
    }

    /// What the reader must be told.
    pub fn diagnostics(
        &self,
        changes: &[Change],
        furniture: &[Furniture],
        view: View,
    ) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        all.extend(self.changes(changes, view));
        all.extend(self.unseen());
        all.extend(self.left_out());
        all.extend(self.references());
        all.extend(self.minor(furniture));
        all
    }

    fn changes(&self, changes: &[Change], view: View) -> Option<Diagnostic> {
        if changes.is_empty() {
            return None;
        }
        let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
        let moves = count(ChangeKind::MovedFrom).max(count(ChangeKind::MovedTo));
        let shown = match view {
            View::Final => "is as if all were accepted",
            View::Original => "is as if all were rejected",
            View::Marked => "shows both what was put in and what was taken out",
        };
        let formatting = match self.reformatted {
            0 => String::new(),
            1 => ", and 1 change of formatting".to_owned(),
            count => format!(", and {count} changes of formatting"),
        };
        let message = format!(
            "The document has tracked changes that nobody accepted or rejected: {}, {}, \
             {}{formatting}. The text {shown}.",
            counted(count(ChangeKind::Inserted), "insertion"),
            counted(count(ChangeKind::Deleted), "deletion"),
            counted(moves, "move"),
        );
        Some(Diagnostic::new(
            Severity::Warning,
            "tracked-changes",
            message,
        ))
    }

    fn unseen(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let kinds = [
            (
                &self.hidden,
                "hidden-text",
                "of text that Word does not show; they were left out",
            ),
            (
                &self.white,
                "white-text",
                "in the colour of the paper, which nobody sees; they were left out",
            ),
            (
                &self.struck,
                "struck-text",
                "that are struck out by formatting, not by a tracked change; they are in the text",
            ),
        ];
        for (sample, code, what) in kinds {
            if sample.characters > 0 {
                let message = format!(
                    "The document has {} characters {what}. They begin: “{}”.",
                    sample.characters,
                    sample.quote()
                );
                let told = Diagnostic::new(Severity::Warning, code, message);
                // Words struck out stand in the text; the others leave a point behind.
                let place = self.hidden_at.filter(|_| code != "struck-text");
                all.push(match place {
                    Some(place) => told.at(place),
                    None => told,
                });
            }
        }
        all
    }

    fn left_out(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for name in &self.lost {
            let message = format!(
                "The part {name} of the Word document is damaged and was left out. Numbers, notes \
                 or comments may be missing; open the file in a word processor and compare."
            );
            all.push(Diagnostic::new(Severity::Error, "left-out", message));
        }
        if self.foreign > 0 {
            let message = format!(
                "{} parts of the document are stored in another format and were left out. Open it \
                 in Word, save it again, and import that.",
                self.foreign
            );
            all.push(Diagnostic::new(Severity::Error, "left-out", message));
        }
        if self.chunks > 0 {
            let message = format!(
                "{} parts of the document are stored as documents of their own; they were read in \
                 their place. Word may number their paragraphs otherwise.",
                self.chunks
            );
            all.push(Diagnostic::new(Severity::Info, "embedded-text", message));
        }
        all
    }

    fn references(&self) -> Option<Diagnostic> {
        let (shown, real) = self.wrong_references.first()?;
        let message = format!(
            "{} cross-references show another number than the clause they lead to has; the first \
             reads “{}” and leads to “{}”.",
            self.wrong_references.len(),
            title::tidy(shown),
            title::tidy(real)
        );
        Some(Diagnostic::new(
            Severity::Warning,
            "wrong-reference",
            message,
        ))
    }

    fn minor(&self, furniture: &[Furniture]) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if self.comments > 0 {
            let message = format!(
                "The document has {}, not part of the text.",
                counted(self.comments, "comment")
            );
            all.push(Diagnostic::new(Severity::Info, "comments", message));
        }
        if let Some(first) = furniture.first() {
            let first: String = first.text.chars().take(80).collect();
            let message = format!(
                "Headers and footers are not part of the text. The first reads: “{first}”."
            );
            all.push(Diagnostic::new(Severity::Info, "page-furniture", message));
        }
        if self.pictures > 0 {
            let message = format!(
                "The document has {}; words in pictures were not read.",
                counted(self.pictures, "picture")
            );
            all.push(Diagnostic::new(Severity::Info, "pictures", message));
        }
        all
    }
}
