//! Throw-away folders: for the owner alone, inside the workspace or the home folder, removed on every
//! way out. What a killed program left is swept up at the next start.
//!
//! A folder in use is locked, so that a second window never sweeps it away.
#![expect(
    clippy::disallowed_methods,
    reason = "folders are opened here to lock them"
)]

use super::device::Home;
use super::files::{self, Action, FileError};
use super::workspace::Workspace;
use crate::domain::review::Moment;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;
use tempfile::TempDir;

/// Milliseconds after which a left-over that nothing locks is nobody's any more.
const AN_HOUR: i64 = 3_600_000;
/// Milliseconds that a folder may need to be locked after it was made.
const A_MOMENT: i64 = 1_000;

/// A folder that goes away.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
    /// Held until the folder is gone. Some network disks know no locks on folders.
    _lock: Option<File>,
}

impl Scratch {
    /// Makes one in a folder, which is made too when it is not there.
    pub fn make(above: &Path, prefix: &str) -> Result<Self, FileError> {
        files::create_folder(above)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder
            .tempdir_in(above)
            .map_err(|error| FileError::new(Action::CreateFolder, above, error))?;
        let lock = File::open(folder.path()).ok();
        let lock = lock.filter(|lock| lock.try_lock().is_ok());
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Removes it with all that is in it; one that is gone is as good as removed.
    pub fn remove(self) -> Result<(), FileError> {
        let path = self.folder.path().to_owned();
        match self.folder.close() {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(FileError::new(Action::Remove, &path, error))
            }
            _ => Ok(()),
        }
    }
}

/// How long a left-over is let be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// It was locked while it was in use.
    ByLock,
    /// It was in use for moments only.
    ForMoments,
}

/// Removes what a killed program left of a workspace, and of this device's memory of it. What cannot
/// be removed stays for the next time.
pub fn sweep(workspace: &Workspace, home: &Home, now: Moment) {
    let root = workspace.root();
    let part = |name: &str| name.starts_with(".part-");
    let state = home.state_folder(workspace.id());
    for folder in [
        root,
        &workspace.checklists_folder(),
        &workspace.checklists_folder().join("drafts"),
        &workspace.journal_folder(),
        &state,
    ] {
        sweep_folder(folder, part, Held::ForMoments, now);
    }
    let unfinished = |name: &str| name.starts_with('.') && name.contains(".part-");
    sweep_folder(
        &workspace.agreements_folder(),
        unfinished,
        Held::ForMoments,
        now,
    );
    let cache = |name: &str| name.starts_with("edit-") || name.starts_with("reading-");
    sweep_folder(&root.join("cache"), cache, Held::ByLock, now);
    if let Some(name) = root.file_name().and_then(|name| name.to_str()) {
        let opening = format!(".{name}.opening-");
        let opening = |name: &str| name.starts_with(&opening);
        sweep_folder(files::folder_of(root), opening, Held::ByLock, now);
    }
    sweep_home(home, now);
}

/// Removes what a killed program left in this device's memory.
pub fn sweep_home(home: &Home, now: Moment) {
    sweep_folder(
        home.root(),
        |name| name.starts_with("demo-"),
        Held::ByLock,
        now,
    );
    sweep_folder(
        home.root(),
        |name| name.starts_with(".part-"),
        Held::ForMoments,
        now,
    );
}

fn sweep_folder(folder: &Path, is_ours: impl Fn(&str) -> bool, held: Held, now: Moment) {
    let names = files::names_in(folder).unwrap_or_default();
    for name in names.iter().filter(|name| is_ours(name)) {
        let path = folder.join(name);
        if is_abandoned(&path, held, now) {
            // It is tried again at the next start.
            let _ = match path.is_dir() {
                true => fs::remove_dir_all(&path),
                false => fs::remove_file(&path),
            };
        }
    }
}

fn is_abandoned(path: &Path, held: Held, now: Moment) -> bool {
    let Ok(about) = fs::symlink_metadata(path) else {
        return false;
    };
    if about.is_symlink() {
        return false;
    }
    let age = about.modified().ok().and_then(|changed| {
        let since = changed.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some(now.millis() - i64::try_from(since.as_millis()).ok()?)
    });
    let age = age.unwrap_or(0);
    if held == Held::ForMoments {
        return age > AN_HOUR;
    }
    match File::open(path).map(|folder| folder.try_lock()) {
        Ok(Ok(())) => age > A_MOMENT,
        Ok(Err(fs::TryLockError::WouldBlock)) => false,
        _ => age > AN_HOUR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: i64 = 100_000_000_000_000;

    fn workspace(folder: &Path) -> (Workspace, Home) {
        let root = folder.join("workspace");
        let now = Moment::from_millis(1);
        let workspace = Workspace::open_or_create(&root, now).unwrap();
        (workspace, Home::new(folder.join("home")))
    }

    #[test]
    fn a_scratch_folder_is_private_and_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let scratch = Scratch::make(&folder.path().join("cache"), "edit-").unwrap();
        files::replace(&scratch.path().join("note.txt"), b"x").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(scratch.path()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
        let path = scratch.path().to_owned();
        scratch.remove().unwrap();
        assert!(!path.exists());
    }

    #[test]
    fn what_was_left_is_swept_up_and_what_is_in_use_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, home) = workspace(folder.path());
        let root = workspace.root();
        let in_use = Scratch::make(&root.join("cache"), "edit-").unwrap();
        let left = [
            root.join("cache/edit-gone"),
            root.join("agreements/.0011223344556677.part-x"),
            root.join(".part-x"),
            home.root().join("demo-gone"),
            folder.path().join(".workspace.opening-gone"),
        ];
        let others = [
            root.join("agreements/0011223344556677"),
            root.join("cache/thumbs"),
        ];
        for path in left.iter().chain(&others) {
            files::create_folder(path).unwrap();
            files::replace(&path.join("note.txt"), b"x").unwrap();
        }
        sweep(&workspace, &home, Moment::from_millis(1));
        assert!(left.iter().all(|path| path.exists()), "too young");
        sweep(&workspace, &home, Moment::from_millis(LATER));
        assert!(left.iter().all(|path| !path.exists()));
        assert!(others.iter().all(|path| path.exists()));
        assert_eq!(in_use.path().exists(), cfg!(unix));
    }
}
