//! Why a journal cannot be written, and why entries were not saved, in sentences.

use crate::domain::review::entry::LONGEST_LINE;
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::Problem;
use crate::store::files::FileError;
use crate::tr;

/// Why a journal can be read and not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// Another process has it open.
    #[error("{}", tr!("the journal of {writer} is open in another window or program", writer = .writer))]
    LockedElsewhere {
        /// Whose journal.
        writer: WriterId,
    },
    /// The workspace is being sealed.
    #[error("{}", tr!("the workspace is being sealed in another window or program"))]
    BeingSealed,
    /// The place cannot be written.
    #[error("{}", trim_end(.reason))]
    NotWritable {
        /// Why.
        reason: String,
        /// What to do about it, where it is more than choosing another folder.
        hint: Option<&'static str>,
    },
    /// The folder cannot be reached, for as long as that lasts.
    #[error("the folder of the workspace cannot be reached: {}", lower(trim_end(.reason)))]
    Away {
        /// Why.
        reason: String,
    },
    /// Something in it does not fit; nothing is added before that is cleared up.
    #[error("the journal of {writer} does not fit: {}", trim_end(&problems.first().map(|problem| problem.message.clone()).unwrap_or_default()))]
    Defective {
        /// Whose journal.
        writer: WriterId,
        /// What does not fit.
        problems: Vec<Problem>,
    },
    /// A write or sync failed since it was opened.
    #[error("an earlier entry could not be saved ({}); the journal must be opened again first", trim_end(.reason))]
    Poisoned {
        /// Why.
        reason: String,
    },
}

impl ReadOnly {
    /// The place cannot be written, for this reason.
    pub fn not_writable(error: &FileError) -> Self {
        let full = matches!(
            error.source.kind(),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
        );
        Self::NotWritable {
            reason: error.to_string(),
            hint: full.then(|| error.hint()).flatten(),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::LockedElsewhere { .. } => {
                tr!(
                    "Close the other one, then do it again here; reading and verifying work meanwhile."
                )
            }
            Self::NotWritable {
                hint: Some(hint), ..
            } => hint,
            Self::BeingSealed => tr!("Wait until it is sealed; `rapporteur open` brings it back."),
            Self::NotWritable { .. } => {
                tr!(
                    "Reading and verifying work as they are; to write, use a folder that this account can write to."
                )
            }
            Self::Away { .. } => {
                tr!(
                    "Everything on the screen stays; writing goes on by itself when the folder is back."
                )
            }
            Self::Defective { .. } => {
                tr!(
                    "Run `rapporteur verify` for every detail, and bring the file back from a backup."
                )
            }
            Self::Poisoned { .. } => {
                tr!(
                    "Make room or mend the disk, then do it again: the journal is opened and verified anew before anything is written."
                )
            }
        }
    }
}

/// Why entries were not saved.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The journal is read-only.
    #[error("{}", tr!("Not saved: {what}.", what = .0))]
    ReadOnly(ReadOnly),
    /// An entry is longer than a line may be; the journal stays open.
    #[error("{}", tr!("Not saved: the entry would be {length} bytes long; at most {longest_line} fit.", length = .length, longest_line = LONGEST_LINE))]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// An entry that could not be read back; the journal stays open.
    #[error("{}", tr!("Not saved: the entry could not be read back ({reason}).", reason = .reason))]
    Unwritable {
        /// Why.
        reason: String,
    },
    /// Writing or syncing failed. The journal is read-only from here on.
    #[error("{}", tr!("Not saved. {what}", what = .0))]
    Failed(FileError),
}

impl AppendError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::ReadOnly(reason) => Some(reason.hint()),
            Self::TooLong { .. } => Some(tr!("Choose fewer words, or write a shorter note.")),
            Self::Unwritable { .. } => None,
            Self::Failed(error) => error.hint(),
        }
    }
}

fn trim_end(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}

/// The sentence inside another one.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
