//! Why a session cannot do what it was asked, and what to do then.

use crate::domain::checklist::validate::Problem;
use crate::domain::review::command::Refusal;
use crate::domain::review::stamp::NoStamp;
use crate::store::agreements::AgreementError;
use crate::store::checklists::ChecklistError;
use crate::store::device::KeyError;
use crate::store::files::FileError;
use crate::store::journal::{AppendError, ReadOnly};
use crate::store::ssh::SignError;
use crate::store::workspace::WorkspaceError;
use crate::tr;

/// Why a session cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The workspace cannot be opened.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// An agreement cannot be read or kept.
    #[error(transparent)]
    Agreement(#[from] AgreementError),
    /// A checklist cannot be read or kept.
    #[error(transparent)]
    Checklist(#[from] ChecklistError),
    /// The device's key cannot be read or made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A file or folder cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Entries were not saved.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// Another version of the checklist is used already.
    #[error("{}", tr!("This agreement is reviewed against version {version} of {checklist}.", version = .version, checklist = .checklist))]
    OtherVersion {
        /// The checklist's id.
        checklist: String,
        /// The version that is used.
        version: String,
    },
    /// Another version of the checklist was used before and given up.
    #[error("{}", tr!("This agreement was reviewed against version {version} of {checklist} before.", version = .version, checklist = .checklist))]
    EarlierVersion {
        /// The checklist's id.
        checklist: String,
        /// The version that was used.
        version: String,
    },
    /// An agreement keeps one checklist.
    #[error("{}", tr!("This is the only checklist of the agreement."))]
    LastChecklist,
    /// The program comes with another checklist of this name.
    #[error("{}", tr!("The program comes with a version {version} of {checklist} already.", version = .version, checklist = .checklist))]
    BuiltIn {
        /// The checklist's id.
        checklist: String,
        /// The version.
        version: String,
    },
    /// It is no good checklist.
    #[error("This cannot be kept as a version: {}", .problems.first().map(|one| format!("{} ({})", one.message, one.path)).unwrap_or_default())]
    NotAChecklist {
        /// Everything that is wrong with it.
        problems: Vec<Problem>,
    },
    /// A person's key did not sign.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// This is no time stamp of a checkpoint of this journal.
    #[error(transparent)]
    Stamp(#[from] NoStamp),
    /// Nothing that could be stamped.
    #[error("{}", tr!("There is no checkpoint of your journal that this could be the time stamp of."))]
    NoCheckpoint,
    /// The rules do not allow it.
    #[error("{}.", upper(&.0.to_string()))]
    Refused(#[from] Refusal),
}

impl SessionError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Workspace(error) => error.hint(),
            Self::Agreement(error) => error.hint(),
            Self::Checklist(error) => error.hint(),
            Self::Key(error) => error.hint(),
            Self::File(error) => error.hint(),
            Self::Append(error) => error.hint(),
            Self::OtherVersion { .. } => Some(tr!(
                "`rapporteur checklist move` takes the review to another version and shows what must be confirmed."
            )),
            Self::BuiltIn { .. } => Some(tr!("Choose another version, such as one with a dot.")),
            Self::NotAChecklist { .. } => Some(tr!("Nothing was saved; the draft stays.")),
            Self::EarlierVersion { .. } => Some(tr!(
                "Use that version again, as ID@VERSION, and then `rapporteur checklist move`, so that its answers come along."
            )),
            Self::Sign(error) => error.hint(),
            Self::Stamp(_) => Some(tr!(
                "Make sure that it is the answer to the request that was written here."
            )),
            Self::NoCheckpoint => Some(tr!(
                "`rapporteur checkpoint request` makes one and the request for it."
            )),
            Self::LastChecklist => {
                Some(tr!("Choose another one first: `rapporteur checklist use`."))
            }
            Self::Refused(error) => error.hint(),
        }
    }

    /// Whether what is on the disk was altered or does not fit together.
    pub fn is_about_integrity(&self) -> bool {
        match self {
            Self::Append(AppendError::ReadOnly(reason)) => {
                matches!(reason, ReadOnly::Defective { .. })
            }
            Self::Agreement(error) => matches!(error, AgreementError::Inconsistent { .. }),
            Self::Checklist(error) => matches!(error, ChecklistError::Differs { .. }),
            _ => false,
        }
    }
}

/// A sentence from an error that begins in lower case.
fn upper(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
