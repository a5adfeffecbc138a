//! One look at a workspace: the names, lengths and times of its journals, and the names of what lies
//! beside them. Reads no file, so that it is cheap over a slow link.
#![expect(
    clippy::disallowed_methods,
    reason = "the state of files is looked up here, and what grew is read"
)]

use crate::store::files::{Action, FileError, names_in};
use crate::store::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

/// The most newcomers among agreements that are looked into.
const MOST_NEWCOMERS: usize = 64;

/// What tells that a file is another than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    /// When it was last changed; nothing where the disk does not say.
    changed: Option<SystemTime>,
    /// Device and number of the file, where the system has them: a file that was put in the place of
    /// another has its own.
    file: (u64, u64),
}

impl Stamp {
    /// Whether it is the same file, longer or shorter; always so where the system cannot tell.
    pub fn is_same_file(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

/// What lies in a workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Glance {
    /// Files of the journal folder that end like journals.
    pub journals: BTreeMap<String, Stamp>,
    /// Folders of agreements, with the names of the files in those that are new.
    pub agreements: BTreeMap<String, Vec<String>>,
    /// Files of checklists.
    pub checklists: Vec<String>,
}

impl Glance {
    /// Looks once. `settled` are agreements that lay there from the beginning.
    pub fn take(workspace: &Workspace, settled: &BTreeSet<String>) -> Result<Self, FileError> {
        // An unmounted disk leaves an empty folder behind: only this file says that it is there.
        let about = workspace.root().join("workspace.json");
        stamp(&about)?;
        let folder = workspace.journal_folder();
        let mut glance = Self {
            checklists: names_in(&workspace.checklists_folder())?,
            ..Self::default()
        };
        for name in names_in(&folder)? {
            if name.strip_suffix(".jsonl").is_some()
                && !name.starts_with('.')
                && let Some(stamp) = if_there(stamp(&folder.join(&name)))?
            {
                glance.journals.insert(name, stamp);
            }
        }
        let folder = workspace.agreements_folder();
        let mut newcomers = 0;
        for name in names_in(&folder)? {
            let new = !settled.contains(&name) && newcomers < MOST_NEWCOMERS;
            newcomers += usize::from(new);
            let files = if new {
                names_in(&folder.join(&name)).unwrap_or_default()
            } else {
                Vec::new()
            };
            glance.agreements.insert(name, files);
        }
        Ok(glance)
    }
}

/// The state of a file. It is opened for that: network disks answer from memory otherwise, and what a
/// colleague wrote would be noticed late.
fn stamp(path: &Path) -> Result<Stamp, FileError> {
    let failed = |error| FileError::new(Action::Read, path, error);
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    #[cfg(unix)]
    let file = {
        use std::os::unix::fs::MetadataExt;
        (about.dev(), about.ino())
    };
    #[cfg(not(unix))]
    let file = (0, 0);
    Ok(Stamp {
        length: about.len(),
        changed: about.modified().ok(),
        file,
    })
}

/// A file that went away between being listed and being looked at is simply not there, and one that
/// cannot be opened is left to `verify`.
fn if_there(stamp: Result<Stamp, FileError>) -> Result<Option<Stamp>, FileError> {
    use std::io::ErrorKind as Kind;
    match stamp {
        Ok(stamp) => Ok(Some(stamp)),
        Err(error) if matches!(error.source.kind(), Kind::NotFound | Kind::PermissionDenied) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The bytes of a file from a place on, at most `limit` of them.
pub(super) fn read_from(path: &Path, start: u64, limit: u64) -> Result<Vec<u8>, FileError> {
    let failed = |error| FileError::new(Action::Read, path, error);
    let mut file = File::open(path).map_err(failed)?;
    file.seek(SeekFrom::Start(start)).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
