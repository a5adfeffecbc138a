//! Summaries as files for others: one declaration of the formats, one file for each.
//!
//! Works on values and gives text; where it goes is somebody else's business.

mod json;
mod markdown;

pub use json::json;
pub use markdown::markdown;

use crate::domain::summary::Summary;
use std::fmt;

/// The formats that a summary can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExportFormat {
    /// For people: reads as plain text, renders as a page.
    Markdown,
    /// For programs: see `docs/summary-json.md`.
    Json,
}

/// What must be said about a format, once.
struct Declaration {
    name: &'static str,
    extension: &'static str,
    about: &'static str,
    write: fn(&Summary) -> String,
}

impl ExportFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Markdown, Self::Json];

    const fn declaration(self) -> Declaration {
        match self {
            Self::Markdown => Declaration {
                name: "markdown",
                extension: "md",
                about: "a summary to read, print or send",
                write: markdown,
            },
            Self::Json => Declaration {
                name: "json",
                extension: "json",
                about: "the same for programs",
                write: json,
            },
        }
    }

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        self.declaration().name
    }

    /// How its files end, without the dot.
    pub const fn extension(self) -> &'static str {
        self.declaration().extension
    }

    /// What it is good for, in a few words.
    pub const fn about(self) -> &'static str {
        self.declaration().about
    }

    /// The format with this name or ending, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let mut all = Self::ALL.into_iter();
        all.find(|format| is(format.name()) || is(format.extension()))
    }

    /// The summary in this format; ends in a line break.
    pub fn write(self, summary: &Summary) -> String {
        (self.declaration().write)(summary)
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests;
