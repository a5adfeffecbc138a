//! Files and folders, carefully: whole files are replaced in one step, everything is for the owner
//! alone, and an error says what was tried, where, and why it failed.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where the program touches files"
)]

use crate::tr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What was tried on a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Reading a file or a folder.
    Read,
    /// Writing a file.
    Write,
    /// Making a folder.
    CreateFolder,
    /// Giving a file its place.
    Move,
    /// Making sure that it is on the disk.
    Sync,
    /// Taking the only place to write from.
    Lock,
    /// Taking a file away.
    Remove,
}

impl Action {
    /// That it cannot be done to this file, and why.
    fn failed(self, path: &Path, why: &str) -> String {
        let path = path.display();
        match self {
            Self::Read => tr!("Cannot read {path}: {why}.", path, why),
            Self::Write => tr!("Cannot write {path}: {why}.", path, why),
            Self::CreateFolder => tr!("Cannot create the folder {path}: {why}.", path, why),
            Self::Move => tr!("Cannot put in place {path}: {why}.", path, why),
            Self::Sync => tr!("Cannot sync {path}: {why}.", path, why),
            Self::Lock => tr!("Cannot lock {path}: {why}.", path, why),
            Self::Remove => tr!("Cannot remove {path}: {why}.", path, why),
        }
    }
}

/// Something could not be done to a file.
#[derive(Debug, thiserror::Error)]
#[error("{}", .action.failed(.path, &reason(.source)))]
pub struct FileError {
    /// What was tried.
    pub action: Action,
    /// On what.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl FileError {
    /// An error about a path, made from the system's.
    pub fn new(action: Action, path: &Path, source: io::Error) -> Self {
        Self {
            action,
            path: path.to_owned(),
            source,
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        hint(&self.source)
    }
}

/// Why the system refused, in words a person knows.
pub fn reason(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let known = match error.kind() {
        Kind::NotFound => tr!("it does not exist"),
        Kind::PermissionDenied => tr!("this account is not allowed to"),
        Kind::ReadOnlyFilesystem => tr!("the disk or folder is read-only"),
        Kind::StorageFull => tr!("the disk is full"),
        Kind::QuotaExceeded => tr!("this account has used up its space on the disk"),
        Kind::NotADirectory => tr!("part of the path is not a folder"),
        Kind::IsADirectory => tr!("it is a folder"),
        Kind::FileTooLarge => tr!("it is too large"),
        Kind::Unsupported => tr!("this disk cannot do it"),
        _ => return error.to_string(),
    };
    known.to_owned()
}

/// What to do about a refusal of the system.
pub fn hint(error: &io::Error) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::PermissionDenied => Some(tr!(
            "Ask the owner of the folder for access, or choose another workspace."
        )),
        Kind::ReadOnlyFilesystem => Some(tr!(
            "Reading and verifying work as they are; to write, copy the workspace to a disk that can be written."
        )),
        Kind::StorageFull | Kind::QuotaExceeded => Some(tr!(
            "Make room on the disk and try again; nothing that was saved is lost."
        )),
        _ => None,
    }
}

/// The bytes of a file that may not be longer than `limit`.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let failed = |error| FileError::new(Action::Read, path, error);
    let file = File::open(path).map_err(failed)?;
    // With room for all of it, and for noticing its end, a file is read in one go.
    let length = file.metadata().map_or(0, |about| about.len()).min(limit);
    let mut bytes = Vec::new();
    let room = usize::try_from(length).map_or(0, |length| length.saturating_add(1));
    drop(bytes.try_reserve_exact(room));
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(failed(io::ErrorKind::FileTooLarge.into()));
    }
    Ok(bytes)
}

/// The same; nothing when there is no such file.
pub fn read_if_there(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, FileError> {
    match read(path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a whole file: after this, either the old bytes or the new ones are there, never a part.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let folder = folder_of(path);
    let file = beside(folder, path, bytes)?;
    file.persist(path)
        .map_err(|error| FileError::new(Action::Move, path, error.error))?;
    sync_folder(folder)
}

/// The same for a file of the person's own: whoever could read or write it before still can.
pub fn rewrite(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |error| FileError::new(Action::Write, path, error);
    let folder = folder_of(path);
    let access = fs::metadata(path).map_err(failed)?.permissions();
    let file = beside(folder, path, bytes)?;
    file.as_file().set_permissions(access).map_err(failed)?;
    file.persist(path)
        .map_err(|error| FileError::new(Action::Move, path, error.error))?;
    sync_folder(folder)
}

/// Gives a file another name in the same folder, where none may be.
pub fn rename(path: &Path, to: &Path) -> Result<(), FileError> {
    let failed = |error| FileError::new(Action::Move, path, error);
    if to.try_exists().map_err(failed)? {
        return Err(failed(io::ErrorKind::AlreadyExists.into()));
    }
    fs::rename(path, to).map_err(failed)?;
    sync_folder(folder_of(to))
}

/// Takes a file away; one that is not there is as good as taken.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(FileError::new(Action::Remove, path, error))
        }
        _ => Ok(()),
    }
}

/// Whether a path names something that can be written to and is neither a file nor a folder, such as
/// `/dev/stdout`. It must never be replaced by a file.
pub fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

/// Writes to a device or a pipe.
pub fn write_to_device(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut options = fs::OpenOptions::new();
    options
        .write(true)
        .open(path)
        .and_then(|mut device| device.write_all(bytes))
        .map_err(|error| FileError::new(Action::Write, path, error))
}

/// Writes a whole file where none may be; says whether it did, and leaves one that is there alone.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, FileError> {
    let folder = folder_of(path);
    let file = beside(folder, path, bytes)?;
    match file.persist_noclobber(path) {
        Ok(_) => sync_folder(folder).map(|()| true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => place_without_links(path, folder, error),
    }
}

/// Memory sticks and some network disks know no way to give a name only when it is free: there it is
/// looked up first.
fn place_without_links(
    path: &Path,
    folder: &Path,
    error: tempfile::PersistError,
) -> Result<bool, FileError> {
    let failed = |error| FileError::new(Action::Move, path, error);
    if path.try_exists().map_err(failed)? {
        return Ok(false);
    }
    error
        .file
        .persist(path)
        .map_err(|error| failed(error.error))?;
    sync_folder(folder).map(|()| true)
}

/// A synced file without its name yet, in the folder where it belongs; readable by the owner alone.
fn beside(folder: &Path, path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, FileError> {
    let failed = |error| FileError::new(Action::Write, path, error);
    let mut file = tempfile::Builder::new()
        .prefix(".part-")
        .tempfile_in(folder)
        .map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

/// Makes a folder and those above it, for the owner alone, and makes sure that they are on the disk;
/// one that is there stays as it is.
pub fn create_folder(path: &Path) -> Result<(), FileError> {
    let there = |folder: &&Path| folder.as_os_str().is_empty() || folder.exists();
    let made: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| !there(folder))
        .collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(|error| FileError::new(Action::CreateFolder, path, error))?;
    for folder in made {
        match sync_folder(folder_of(folder)) {
            // A folder that may be passed and not listed cannot be synced either.
            Err(error) if error.source.kind() == io::ErrorKind::PermissionDenied => {}
            synced => synced?,
        }
    }
    Ok(())
}

/// Makes sure that the names in a folder are on the disk.
pub fn sync_folder(path: &Path) -> Result<(), FileError> {
    // Windows has no such call: there the file system journals names by itself.
    // Neither have some network disks, and they say so.
    #[cfg(unix)]
    match File::open(path).and_then(|folder| folder.sync_all()) {
        Ok(()) => {}
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) => {}
        Err(error) => return Err(FileError::new(Action::Sync, path, error)),
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// The names in a folder, sorted; none when there is no such folder. Names that are not Unicode are
/// never ours and are left out.
pub fn names_in(path: &Path) -> Result<Vec<String>, FileError> {
    let failed = |error| FileError::new(Action::Read, path, error);
    let folder = match fs::read_dir(path) {
        Ok(folder) => folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut names = Vec::new();
    for entry in folder {
        names.extend(entry.map_err(failed)?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}

/// Whether new files can be made in a folder, tried with one that leaves no trace.
pub fn check_writable(folder: &Path) -> Result<(), FileError> {
    tempfile::tempfile_in(folder)
        .map(drop)
        .map_err(|error| FileError::new(Action::Write, folder, error))
}

/// Takes access away from everyone but the owner, where the system knows such a thing.
pub fn make_private(path: &Path) -> Result<(), FileError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let failed = |error| FileError::new(Action::Write, path, error);
        let permissions = fs::metadata(path).map_err(failed)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(failed)?;
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// From here on, whatever this process and the programs that it starts make is for the owner alone.
pub fn make_all_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Whether accounts other than the owner's can read a file, where the system tells.
pub fn others_can_read(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// The only place to write from, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a process that is just being started still has the file open.
        let _ = self.file.unlock();
    }
}

/// Takes a lock; nothing when another process holds it.
pub fn lock(path: &Path) -> Result<Option<Lock>, FileError> {
    let failed = |error| FileError::new(Action::Lock, path, error);
    let file = open_lock(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Takes a lock that several may share; nothing when somebody holds it alone.
pub fn lock_shared(path: &Path) -> Result<Option<Lock>, FileError> {
    let failed = |error| FileError::new(Action::Lock, path, error);
    let file = open_lock(path).map_err(failed)?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(Lock { file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Takes a lock, waiting for whoever holds it; only for locks that are held for moments.
pub fn lock_waiting(path: &Path) -> Result<Lock, FileError> {
    let failed = |error| FileError::new(Action::Lock, path, error);
    let file = open_lock(path).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(Lock { file })
}

fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = private_options();
    options.create(true).truncate(false).write(true).open(path)
}

/// Options for opening a file that, when it is made, is for the owner alone.
pub fn private_options() -> fs::OpenOptions {
    #[allow(unused_mut, reason = "changed on unix only")]
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The folder that a path lies in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(read(&path, 3).unwrap(), b"two");
        assert_eq!(names_in(folder.path()).unwrap(), ["a.json"]);
        assert!(!write_new(&path, b"three").unwrap());
        assert_eq!(read(&path, 3).unwrap(), b"two");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_rewritten_file_keeps_its_readers() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.json");
        replace(&path, b"one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        rewrite(&path, b"two").unwrap();
        assert_eq!(read(&path, 3).unwrap(), b"two");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o664);
        assert!(rewrite(&folder.path().join("none"), b"x").is_err());
    }

    #[test]
    fn errors_say_what_where_and_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none");
        let error = read(&path, 1).unwrap_err();
        let expected = format!("Cannot read {}: it does not exist.", path.display());
        assert_eq!(error.to_string(), expected);
        replace(&path, b"long").unwrap();
        let error = read(&path, 3).unwrap_err();
        assert!(error.to_string().ends_with("it is too large."), "{error}");
        let full = FileError::new(Action::Write, &path, io::ErrorKind::StorageFull.into());
        assert!(full.to_string().contains("the disk is full"), "{full}");
        assert!(full.hint().is_some());
    }

    #[test]
    fn a_lock_is_held_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = lock(&path).unwrap();
        assert!(first.is_some());
        assert!(lock(&path).unwrap().is_none());
        drop(first);
        assert!(lock(&path).unwrap().is_some());
    }
}
