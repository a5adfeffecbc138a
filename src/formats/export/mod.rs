//! Summaries as files for others, one file for each format.
//!
//! Works on values and gives text; where it goes is somebody else's business.

mod json;
mod markdown;

pub mod log;

pub use json::json;
pub use markdown::markdown;

use crate::domain::summary::{ExportFormat, Summary};

/// The summary in a format; ends in a line break.
pub fn write(format: ExportFormat, summary: &Summary) -> String {
    match format {
        ExportFormat::Markdown => markdown(summary),
        ExportFormat::Json => json(summary),
    }
}

#[cfg(test)]
mod tests;
