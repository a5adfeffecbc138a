//! Files that a person writes checklists in: made without ever replacing one that is there, changed
//! in one step, read from tables by a child process.

use super::reading::{self, ReadingError};
use super::worker::Worker;
use crate::formats::table::{self, Table};
use crate::store::files::{self, FileError};
use crate::tr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a checklist was not written.
#[derive(Debug, thiserror::Error)]
pub enum WritingError {
    /// There is such a file.
    #[error("{} is there already and was not replaced.", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl WritingError {
    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Exists { .. } => tr!("Choose another name."),
            Self::File(error) => match error.source.kind() {
                ErrorKind::NotFound => tr!("Make its folder first, or choose another one."),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    tr!("Make room on the disk and try again.")
                }
                _ => tr!("Choose another folder or name."),
            },
        }
    }
}

/// Whether a new file could get this name. Asked before work is done for it.
pub fn must_be_free(path: &Path) -> Result<(), WritingError> {
    if path.symlink_metadata().is_ok() {
        return Err(WritingError::Exists {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// Writes a new file.
pub fn write(path: &Path, text: &str) -> Result<(), WritingError> {
    if files::write_new(path, text.as_bytes())? {
        Ok(())
    } else {
        Err(WritingError::Exists {
            path: path.to_owned(),
        })
    }
}

/// Replaces what is in a file, in one step.
pub fn rewrite(path: &Path, bytes: &[u8]) -> Result<(), WritingError> {
    // What a link points at is replaced, not the link.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Ok(files::rewrite(&place, bytes)?)
}

/// The table in a file: of a workbook the named sheet, or its first.
pub fn table(path: &Path, sheet: Option<&str>) -> Result<Table, ReadingError> {
    let bytes = reading::source_bytes(path)?;
    let unreadable = |source| ReadingError::File {
        path: path.to_owned(),
        source,
    };
    if bytes.len() > table::LARGEST_FILE {
        // Nothing is started for a file that is no table of questions anyway.
        let refused = table::read(&bytes, sheet).err();
        return Err(refused.map_or_else(
            || unreadable(ErrorKind::FileTooLarge.into()),
            |refused| ReadingError::Refused {
                path: path.to_owned(),
                refusal: (&refused).into(),
            },
        ));
    }
    let worker = Worker::new().map_err(unreadable)?;
    let read = worker.table(&bytes, sheet);
    // Nobody else has this worker, so that nobody can have asked it to stop.
    let read = read.map_err(|_| unreadable(io::ErrorKind::Interrupted.into()))?;
    read.map_err(|refusal| ReadingError::Refused {
        path: path.to_owned(),
        refusal,
    })
}
