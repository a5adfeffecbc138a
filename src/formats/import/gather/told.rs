//! What the reader must be told of what was gathered.

use super::super::title;
use super::{Event, Gathered};
use crate::domain::counted::counted;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::margin::{ChangeKind, View};

impl Gathered {
    pub(super) fn diagnostics(&self, view: View) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut say = |severity, code, message: String| {
            all.push(Diagnostic::new(severity, code, message));
        };
        let count = |kind: ChangeKind| {
            let same = |event: &&Event| event.change == Some(kind);
            self.events.iter().filter(same).count()
        };
        let put = count(ChangeKind::Inserted) + count(ChangeKind::MovedTo);
        let cut = count(ChangeKind::Deleted) + count(ChangeKind::MovedFrom);
        if put + cut > 0 {
            say(
                Severity::Warning,
                "tracked-changes",
                tracked(put, cut, view),
            );
        }
        if self.hidden > 0 {
            let sample: String = title::tidy(&self.hidden_sample).chars().take(60).collect();
            let message = format!(
                "The document hides {} characters of text, which were left out. They begin: “{sample}”.",
                self.hidden
            );
            say(Severity::Warning, "hidden-text", message);
        }
        if self.foreign > 0 {
            let message = format!(
                "{} parts of the document are stored in another format and were left out.",
                self.foreign
            );
            say(Severity::Error, "left-out", message);
        }
        let comments = self
            .events
            .iter()
            .filter(|event| event.change.is_none())
            .count();
        if comments > 0 {
            let message = format!(
                "The document has {}, not part of the text.",
                counted(comments, "comment")
            );
            say(Severity::Info, "comments", message);
        }
        if let Some(first) = self.furniture.first() {
            let first: String = first.text.chars().take(80).collect();
            let message = format!(
                "Headers and footers are not part of the text. The first reads: “{first}”."
            );
            say(Severity::Info, "page-furniture", message);
        }
        if self.pictures > 0 {
            let message = format!(
                "The document has {}; words in pictures were not read.",
                counted(self.pictures, "picture")
            );
            say(Severity::Info, "pictures", message);
        }
        all
    }
}

pub(super) fn tracked(put: usize, cut: usize, view: View) -> String {
    let read = match view {
        View::Final => "The text is as if all were accepted.",
        View::Original => "The text is as if all were rejected.",
        View::Marked => "The text holds what was put in and what was taken out.",
    };
    format!(
        "The document has tracked changes that nobody accepted or rejected: {}, {}. {read}",
        counted(put, "insertion"),
        counted(cut, "deletion"),
    )
}
