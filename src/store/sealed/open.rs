//! Opening: unpacked into a folder beside, checked, and given its name at the end.

use super::super::files::{self, Action, FileError};
use super::super::scratch::{self, Scratch};
use super::super::workspace::{Workspace, WorkspaceError};
use super::archive::{self, Entry, Stop, broken, make_folder};
use super::keys::Opener;
use super::{SealedError, is_sealed};
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// What is to be opened.
pub struct Opening<'a> {
    /// The sealed file.
    pub file: &'a Path,
    /// A new or empty folder.
    pub into: &'a Path,
}

/// What came of it.
#[derive(Debug)]
pub struct Opened {
    /// Files in it.
    pub files: usize,
    /// Bytes of these files.
    pub bytes: u64,
}

impl Opening<'_> {
    /// Whether a passphrase opens it, once the place is free and the file is what it should be.
    pub fn wants_passphrase(&self) -> Result<bool, SealedError> {
        check_free(self.into)?;
        Ok(self.decryptor()?.is_scrypt())
    }

    #[expect(clippy::disallowed_methods, reason = "the sealed file is opened here")]
    fn decryptor(&self) -> Result<age::Decryptor<BufReader<File>>, SealedError> {
        let path = self.file;
        let file = File::open(path).map_err(|error| FileError::new(Action::Read, path, error))?;
        if !is_sealed(path) {
            return Err(SealedError::NotSealed {
                path: path.to_owned(),
            });
        }
        age::Decryptor::new_buffered(BufReader::with_capacity(1 << 18, file))
            .map_err(|error| self.refused(error, false))
    }

    /// What the library says, for a person.
    fn refused(&self, error: age::DecryptError, by_passphrase: bool) -> SealedError {
        use age::DecryptError as Refused;
        let path = self.file.to_owned();
        match error {
            Refused::DecryptionFailed | Refused::KeyDecryptionFailed if by_passphrase => {
                let why = "the passphrase does not fit";
                SealedError::DoesNotFit { path, why }
            }
            Refused::NoMatchingKeys if by_passphrase => SealedError::NeedsKey { path },
            Refused::KeyDecryptionFailed => SealedError::DoesNotFit {
                path,
                why: "the passphrase of the private key does not fit",
            },
            Refused::DecryptionFailed | Refused::NoMatchingKeys => SealedError::DoesNotFit {
                path,
                why: "it was not sealed to this private key",
            },
            Refused::ExcessiveWork { required, .. } => SealedError::TooMuchWork {
                path,
                factor: required,
            },
            Refused::Io(error) => broken(&path, &error),
            Refused::UnknownFormat => SealedError::NotSealed { path },
            _ => SealedError::Damaged {
                path,
                what: "its beginning does not fit".to_owned(),
            },
        }
    }
}

/// Opens a sealed file. An error means that nothing was left behind.
pub fn open(opening: &Opening<'_>, opener: &Opener, stop: Stop<'_>) -> Result<Opened, SealedError> {
    check_free(opening.into)?;
    let decryptor = opening.decryptor()?;
    let path = || opening.file.to_owned();
    if decryptor.is_scrypt() && !opener.is_by_passphrase() {
        return Err(SealedError::NeedsPassphrase { path: path() });
    }
    if !decryptor.is_scrypt() && (opener.is_by_passphrase() || opener.is_empty()) {
        return Err(SealedError::NeedsKey { path: path() });
    }
    let stream = decryptor.decrypt(opener.identities());
    let stream = stream.map_err(|error| opening.refused(error, opener.is_by_passphrase()))?;
    let above = files::folder_of(opening.into);
    files::create_folder(above)?;
    let name = opening.into.file_name().unwrap_or_default();
    let part = Scratch::make(above, &scratch::opening(&name.to_string_lossy()))?;
    let mut unpacking = Unpacking {
        root: part.path(),
        opened: Opened { files: 0, bytes: 0 },
        folders: vec![part.path().to_owned()],
        stop,
    };
    let mut visit =
        |entry: Entry<'_>, content: &mut dyn Read| unpacking.take(entry, content, opening.file);
    archive::read(stream, opening.file, &mut visit)?;
    let Unpacking {
        opened, folders, ..
    } = unpacking;
    let root =
        workspace_in(part.path()).ok_or_else(|| SealedError::NoWorkspace { path: path() })?;
    folders
        .iter()
        .rev()
        .try_for_each(|folder| files::sync_folder(folder))?;
    give_name(&root, opening.into)?;
    // What was around the workspace, if anything, goes.
    part.remove()?;
    files::sync_folder(above)?;
    Ok(opened)
}

/// Files on their way to their places.
struct Unpacking<'a> {
    root: &'a Path,
    opened: Opened,
    folders: Vec<PathBuf>,
    stop: Stop<'a>,
}

impl Unpacking<'_> {
    fn take(
        &mut self,
        entry: Entry<'_>,
        content: &mut dyn Read,
        sealed: &Path,
    ) -> Result<(), SealedError> {
        if (self.stop)() {
            return Err(SealedError::Stopped);
        }
        let at = |parts: &[String]| {
            parts
                .iter()
                .fold(self.root.to_owned(), |path, part| path.join(part))
        };
        match entry {
            Entry::Folder(parts) => {
                let path = at(parts);
                make_folder(&path)?;
                self.folders.push(path);
            }
            Entry::File(parts) => {
                let path = at(parts);
                make_folder(files::folder_of(&path))?;
                self.opened.files += 1;
                self.opened.bytes += self.copy(&path, content, sealed)?;
            }
        }
        Ok(())
    }

    /// Unpacks one file, synced; where one is already, the archive is no good.
    fn copy(&self, path: &Path, content: &mut dyn Read, sealed: &Path) -> Result<u64, SealedError> {
        let failed =
            |error: io::Error| SealedError::from(FileError::new(Action::Write, path, error));
        let file = files::private_options()
            .write(true)
            .create_new(true)
            .open(path);
        let mut file = match file {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let name = path.strip_prefix(self.root).unwrap_or(path);
                return Err(SealedError::Odd {
                    path: sealed.to_owned(),
                    name: name.display().to_string(),
                    why: "is in it twice",
                });
            }
            opened => opened.map_err(failed)?,
        };
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0;
        loop {
            let read = content
                .read(&mut buffer)
                .map_err(|error| broken(sealed, &error))?;
            if read == 0 {
                break;
            }
            if (self.stop)() {
                return Err(SealedError::Stopped);
            }
            file.write_all(buffer.get(..read).unwrap_or_default())
                .map_err(failed)?;
            bytes += read as u64;
        }
        file.sync_all().map_err(failed)?;
        Ok(bytes)
    }
}

/// The workspace in what was unpacked: that folder itself, or the only one in it.
fn workspace_in(unpacked: &Path) -> Option<PathBuf> {
    let mut candidates = vec![unpacked.to_owned()];
    if let [only] = files::names_in(unpacked).ok()?.as_slice() {
        candidates.push(unpacked.join(only));
    }
    let is_workspace = |folder: &PathBuf| {
        // A newer format is a workspace all the same.
        matches!(
            Workspace::open(folder),
            Ok(_) | Err(WorkspaceError::NewerFormat { .. })
        )
    };
    candidates.into_iter().find(is_workspace)
}

fn check_free(into: &Path) -> Result<(), SealedError> {
    let taken = || SealedError::Taken {
        path: into.to_owned(),
    };
    match fs::symlink_metadata(into) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(FileError::new(Action::Read, into, error).into()),
        Ok(about) if !about.is_dir() => Err(taken()),
        Ok(_) => {
            let mut entries =
                fs::read_dir(into).map_err(|error| FileError::new(Action::Read, into, error))?;
            entries.next().map_or(Ok(()), |_| Err(taken()))
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a whole folder is given its name"
)]
fn give_name(unpacked: &Path, into: &Path) -> Result<(), SealedError> {
    let moved = |error| SealedError::from(FileError::new(Action::Move, into, error));
    match fs::remove_dir(into) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(moved(error)),
        _ => {}
    }
    fs::rename(unpacked, into).map_err(moved)
}
