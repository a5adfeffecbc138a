//! Results to standard output, everything else to standard error.
//!
//! Text of agreements is passed on unchanged to a file or a pipe, and made safe for a terminal.

use super::failure::Failure;
use crate::domain::visible::visible;
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Where a command writes.
#[derive(Debug)]
pub struct Output {
    terminal: bool,
}

impl Output {
    /// Standard output and standard error of this process.
    pub fn standard() -> Self {
        Self {
            terminal: std::io::stdout().is_terminal(),
        }
    }

    /// A line of a result.
    pub fn line(&self, text: impl AsRef<str>) -> Result<(), Failure> {
        let text = text.as_ref();
        let mut out = std::io::stdout().lock();
        if self.terminal {
            writeln!(out, "{}", visible(text))?;
        } else {
            writeln!(out, "{text}")?;
        }
        Ok(())
    }

    /// A result with neither more nor less than these characters.
    pub fn exactly(&self, text: &str) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        if self.terminal {
            out.write_all(visible(text).as_bytes())?;
        } else {
            out.write_all(text.as_bytes())?;
        }
        out.flush()?;
        Ok(())
    }

    /// A file's bytes as they are; on a terminal, text is shown harmlessly and nothing else is.
    pub fn bytes(&self, bytes: &[u8], is_text: bool) -> Result<(), Failure> {
        if is_text && let Ok(text) = std::str::from_utf8(bytes) {
            return self.exactly(text);
        }
        if self.terminal {
            return Err(Failure::usage(
                "This format is not text that a terminal can show. Name a file with `-o FILE`.",
            ));
        }
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
        Ok(())
    }

    /// One JSON object on one line. JSON escapes what steers terminals.
    pub fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let json = serde_json::to_string(value).map_err(|error| {
            Failure::failed(format!("the result cannot be written as JSON: {error}"))
        })?;
        self.line(json)
    }
}

/// A message for the person, not part of the result.
pub fn say(message: impl AsRef<str>) {
    // Nothing can be done when even standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{}", visible(message.as_ref()));
}
