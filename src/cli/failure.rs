//! How a command ends when it does not end well: one sentence, what to do next, an exit code.

use std::fmt::Display;

/// The exit codes, documented in `--help`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// Some inputs were refused.
    Refused = 3,
    /// Nothing was found.
    NothingFound = 4,
    /// An integrity problem.
    Integrity = 5,
    /// The review is incomplete.
    Incomplete = 6,
}

/// Why a command failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What happened and where, as a sentence.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Nobody reads on: the output's other end was closed.
    pub silent: bool,
}

impl Failure {
    /// A failure with an exit code.
    pub fn new(exit: Exit, message: impl Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
            hint: None,
            silent: false,
        }
    }

    /// Something went wrong that is nobody's usage.
    pub fn failed(message: impl Display) -> Self {
        Self::new(Exit::Failed, message)
    }

    /// The command was used wrongly.
    pub fn usage(message: impl Display) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// The workspace holds no agreement.
    pub fn no_agreements() -> Self {
        Self::new(
            Exit::NothingFound,
            "There is no agreement in this workspace yet.",
        )
        .hint("`rapporteur import FILE` reads one in.")
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
}

impl From<std::io::Error> for Failure {
    /// Errors of writing results: a closed pipe is no failure, everything else is.
    fn from(error: std::io::Error) -> Self {
        let silent = error.kind() == std::io::ErrorKind::BrokenPipe;
        Self {
            exit: if silent { Exit::Done } else { Exit::Failed },
            silent,
            ..Self::failed(format!("the result cannot be written: {error}"))
        }
    }
}
