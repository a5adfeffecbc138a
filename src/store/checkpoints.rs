//! The folder `checkpoints`: notes on journals, and what persons and authorities said of them.
//!
//! Everything in it follows from the journals or is named there; it lies here as files so that stock
//! tools can check it.

use super::files::{self, FileError};
use super::workspace::Workspace;
use crate::domain::review::WriterId;
use std::path::{Path, PathBuf};

/// The longest file that is read from the folder, in bytes.
pub const LONGEST: u64 = 1 << 20;

/// The checkpoints of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoints {
    folder: PathBuf,
}

/// What lies beside the text of a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The text that is signed.
    Text,
    /// The text with the device's signature.
    Note,
    /// A person's signature, as `ssh-keygen` writes it.
    Signature,
    /// The request for a time stamp.
    Request,
    /// The answer to it.
    Stamp,
}

impl Part {
    const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Note => "note",
            Self::Signature => "txt.sig",
            Self::Request => "txt.tsq",
            Self::Stamp => "txt.tsr",
        }
    }
}

impl Checkpoints {
    /// Those of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        Self {
            folder: workspace.root().join("checkpoints"),
        }
    }

    /// The name of a part: `WRITER-SIZE.txt`.
    pub fn name(writer: &WriterId, size: u64, part: Part) -> String {
        format!("{writer}-{size}.{}", part.ending())
    }

    /// Where a part lies.
    pub fn path(&self, writer: &WriterId, size: u64, part: Part) -> PathBuf {
        self.folder.join(Self::name(writer, size, part))
    }

    /// Where a file with this name lies; nothing for a name that leads elsewhere.
    pub fn named(&self, name: &str) -> Option<PathBuf> {
        let plain = Path::new(name).file_name().is_some_and(|own| own == name);
        plain.then(|| self.folder.join(name))
    }

    /// Keeps a part; one that is there is replaced by what follows from the journal.
    pub fn save(
        &self,
        writer: &WriterId,
        size: u64,
        part: Part,
        bytes: &[u8],
    ) -> Result<PathBuf, FileError> {
        files::create_folder(&self.folder)?;
        let path = self.path(writer, size, part);
        files::replace(&path, bytes)?;
        Ok(path)
    }

    /// A part, when it is there.
    pub fn load(
        &self,
        writer: &WriterId,
        size: u64,
        part: Part,
    ) -> Result<Option<Vec<u8>>, FileError> {
        files::read_if_there(&self.path(writer, size, part), LONGEST)
    }
}
