//! What is sealed: every file and folder of a workspace, in the order of their names, but for what
//! can be made anew and what an interrupted write left.

use super::super::files::{Action, FileError};
use super::super::scratch::is_part;
use super::SealedError;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders inside one another, at most.
pub(super) const DEEPEST: usize = 64;
/// Bytes of a name, at most.
pub(super) const LONGEST_NAME: usize = 255;
/// Bytes of a path, at most.
pub(super) const LONGEST_PATH: usize = 4096;
/// Files and folders, at most.
pub(super) const MOST: usize = 2_000_000;

/// What is sealed, and what is only removed.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files and folders; a folder stands before what is in it.
    pub pieces: Vec<Piece>,
    /// What an interrupted write left behind.
    pub leftovers: Vec<PathBuf>,
}

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its path in the workspace, with `/` between the parts.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Nothing for a folder.
    pub file: Option<Stamp>,
    /// SHA-256 of what was sealed of it.
    pub sha256: [u8; 32],
}

/// What tells that a file was not touched since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Bytes.
    pub length: u64,
    changed: Option<SystemTime>,
    #[cfg(unix)]
    place: (u64, u64),
}

impl Stamp {
    pub fn of(about: &Metadata) -> Self {
        Self {
            length: about.len(),
            changed: about.modified().ok(),
            #[cfg(unix)]
            place: {
                use std::os::unix::fs::MetadataExt;
                (about.dev(), about.ino())
            },
        }
    }

    /// Seconds since 1970 at which it was last written; 0 when that is not known.
    pub fn seconds(&self) -> u64 {
        let since = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
        self.changed
            .and_then(since)
            .map_or(0, |since| since.as_secs())
    }
}

impl Plan {
    /// Walks through a workspace.
    pub fn of(root: &Path) -> Result<Self, SealedError> {
        let mut plan = Self::default();
        plan.walk(root, "", 0)?;
        Ok(plan)
    }

    /// The files.
    pub fn files(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| piece.file.is_some())
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files()
            .filter_map(|piece| piece.file)
            .map(|stamp| stamp.length)
            .sum()
    }

    fn walk(&mut self, folder: &Path, above: &str, depth: usize) -> Result<(), SealedError> {
        let failed = |error| FileError::new(Action::Read, folder, error);
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            names.push(entry.map_err(failed)?.file_name());
        }
        names.sort();
        for name in names {
            let path = folder.join(&name);
            let about = fs::symlink_metadata(&path)
                .map_err(|error| FileError::new(Action::Read, &path, error))?;
            let refused = |why| SealedError::Name {
                path: path.clone(),
                why,
            };
            let Some(name) = name.to_str() else {
                return Err(refused("it is not written in Unicode"));
            };
            if !about.is_file() && !about.is_dir() {
                return Err(SealedError::NotAFile { path });
            }
            if is_part(name) {
                self.leftovers.push(path);
                continue;
            }
            if depth == 0 && name == "cache" && about.is_dir() {
                continue;
            }
            check_name(name).map_err(refused)?;
            let inside = format!("{above}{name}");
            if depth >= DEEPEST || inside.len() > LONGEST_PATH || self.pieces.len() >= MOST {
                return Err(refused("it lies too deep, or there are too many files"));
            }
            self.pieces.push(Piece {
                name: inside.clone(),
                path: path.clone(),
                file: about.is_file().then(|| Stamp::of(&about)),
                sha256: [0; 32],
            });
            if about.is_dir() {
                self.walk(&path, &format!("{inside}/"), depth + 1)?;
            }
        }
        Ok(())
    }
}

/// Why a name cannot be kept on every system, if so.
pub(super) fn check_name(name: &str) -> Result<(), &'static str> {
    if name.is_empty() || name == "." || name == ".." {
        return Err("it is no name");
    }
    if name.len() > LONGEST_NAME {
        return Err("its name is too long");
    }
    let odd = |one: char| one.is_control() || matches!(one, '/' | '\\');
    let odd_on_windows = |one: char| matches!(one, '<' | '>' | ':' | '"' | '|' | '?' | '*');
    if name.chars().any(odd) || (cfg!(windows) && name.chars().any(odd_on_windows)) {
        return Err("its name has signs that lead elsewhere or steer a terminal");
    }
    if cfg!(windows) && name.ends_with(['.', ' ']) {
        return Err("its name ends in a full stop or a blank");
    }
    Ok(())
}
