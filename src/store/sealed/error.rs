//! Why a workspace was not sealed or opened, in sentences.

use super::super::files::FileError;
use super::super::workspace::WorkspaceError;
use std::path::PathBuf;

/// Why a workspace was not sealed, or a sealed file not opened.
#[derive(Debug, thiserror::Error)]
pub enum SealedError {
    /// The folder is no workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// A file or folder could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Somebody works in it.
    #[error("The workspace {} is open in another window or program, and was not sealed.", .path.display())]
    InUse {
        /// The workspace.
        path: PathBuf,
    },
    /// A link, a device, or something else that is neither file nor folder.
    #[error("{} is a link or no ordinary file. What it leads to would not be sealed, so nothing was.", .path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// A name that not every system can keep, or folders too deep inside one another.
    #[error("{} cannot be sealed under its name: {why}.", .path.display())]
    Name {
        /// The path.
        path: PathBuf,
        /// Why.
        why: &'static str,
    },
    /// There is such a file.
    #[error("{} is there already and was not replaced.", .path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The sealed file would lie in the folder that is sealed.
    #[error("The sealed file {} would lie inside the workspace.", .path.display())]
    Inside {
        /// The file.
        path: PathBuf,
    },
    /// A file was written to meanwhile.
    #[error("{} was changed while the workspace was being sealed. Nothing was sealed or removed.", .path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// What was read back is not what was written.
    #[error(
        "The sealed file was read back and does not hold what was sealed: {what}. It was thrown away; the workspace stays as it is."
    )]
    Differs {
        /// What differs.
        what: String,
    },
    /// The library refuses the keys.
    #[error("Nothing can be sealed to these keys: {why}.")]
    Keys {
        /// Why.
        why: String,
    },
    /// It is no sealed file.
    #[error("{} is not a sealed workspace: it does not begin as a file of the age format.", .path.display())]
    NotSealed {
        /// The file.
        path: PathBuf,
    },
    /// It was sealed with a passphrase, and none was given.
    #[error("{} was sealed with a passphrase.", .path.display())]
    NeedsPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// It was sealed to keys, and none was given.
    #[error("{} was sealed to keys, and needs the private key of one of them.", .path.display())]
    NeedsKey {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase or the keys do not fit.
    #[error("{} does not open: {why}. Nothing was unpacked.", .path.display())]
    DoesNotFit {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        why: &'static str,
    },
    /// Opening it would take more memory than is reasonable.
    #[error("Opening {} would take more memory and time than is allowed here (work factor {factor}).", .path.display())]
    TooMuchWork {
        /// The file.
        path: PathBuf,
        /// The work factor: two to this power.
        factor: u8,
    },
    /// It was altered or cut off.
    #[error("{} was altered or cut off since it was sealed: {what}. Nothing was kept of it.", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// It holds something that no workspace has.
    #[error("{} holds something that was not unpacked: “{name}” {why}. Nothing was kept of it.", .path.display())]
    Odd {
        /// The file.
        path: PathBuf,
        /// The name inside it.
        name: String,
        /// What is odd about it.
        why: &'static str,
    },
    /// There is no workspace in it.
    #[error("{} opens, but holds no workspace. Nothing was kept of it.", .path.display())]
    NoWorkspace {
        /// The file.
        path: PathBuf,
    },
    /// The place is taken.
    #[error("{} is there already and not empty, so nothing was unpacked.", .path.display())]
    Taken {
        /// The folder.
        path: PathBuf,
    },
    /// The program was asked to end.
    #[error("Stopped. Nothing was changed.")]
    Stopped,
}

impl SealedError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Workspace(error) => return error.hint(),
            Self::File(error) => return error.hint(),
            Self::InUse { .. } => "Close it there, and seal again.",
            Self::NotAFile { .. } => {
                "Move it out of the workspace, or put the file itself in its place."
            }
            Self::Name { .. } => "Give it another name, or move it out of the workspace.",
            Self::Exists { .. } => {
                "Name another file with -o. If an earlier sealing was interrupted, see first that this file opens: `rapporteur open FILE --into NEW-FOLDER`."
            }
            Self::Inside { .. } => "Name a file outside it with -o.",
            Self::Changed { .. } => {
                "Let the program that wrote to it come to its end (a synchronised folder, a backup), and seal again."
            }
            Self::Differs { .. } => "Look after the disk, or seal to another one with -o.",
            Self::Keys { .. } => {
                "See that they are age1… keys, ssh-ed25519 or ssh-rsa public keys."
            }
            Self::NotSealed { .. } => "Name the file that `rapporteur seal` wrote.",
            Self::NeedsPassphrase { .. } => {
                "Open it in a terminal, where the passphrase is asked, or name a file that holds it with --passphrase-file."
            }
            Self::NeedsKey { .. } => {
                "Name your private key: --identity ~/.ssh/id_ed25519, or the file that age-keygen made."
            }
            Self::DoesNotFit { .. } => {
                "Try again. If it surely is the right one, the beginning of the file was altered: take another copy."
            }
            Self::TooMuchWork { .. } => "Where that is wanted, `age -d FILE | tar x` opens it.",
            Self::Damaged { .. } => "Take another copy of the file.",
            Self::Odd { .. } | Self::NoWorkspace { .. } => {
                "Look at it with `age -d FILE | tar t`, and ask whoever gave it to you."
            }
            Self::Taken { .. } => "Name a new or empty folder with --into.",
            Self::Stopped => return None,
        })
    }

    /// Whether what lies on the disk was altered.
    pub const fn is_about_integrity(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. }
                | Self::Odd { .. }
                | Self::NoWorkspace { .. }
                | Self::Differs { .. }
        )
    }

    /// Whether the command was used wrongly.
    pub const fn is_about_usage(&self) -> bool {
        matches!(
            self,
            Self::Inside { .. }
                | Self::NeedsKey { .. }
                | Self::NeedsPassphrase { .. }
                | Self::Keys { .. }
        )
    }
}
