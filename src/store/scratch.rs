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
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;

/// Milliseconds after which a left-over that nothing locks is nobody's any more.
const AN_HOUR: i64 = 3_600_000;
/// Milliseconds that a folder may need to be locked after it was made.
const A_MOMENT: i64 = 1_000;

/// A folder that goes away, and with it the folders above that were made for it and are empty.
#[derive(Debug)]
pub struct Scratch {
    /// There until it is dropped.
    folder: Option<TempDir>,
    path: PathBuf,
    made: Vec<PathBuf>,
    /// Held until the folder is gone. Some network disks know no locks on folders.
    _lock: Option<File>,
}

impl Scratch {
    /// Makes one in a folder, which is made too when it is not there.
    pub fn make(above: &Path, prefix: &str) -> Result<Self, FileError> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing = above.ancestors().take_while(is_missing);
        let made = missing.map(Path::to_owned).collect();
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        files::create_folder(above)?;
        let folder = builder.tempdir_in(above).or_else(|_| {
            // Another one may have tidied up just now.
            files::create_folder(above).map_err(|error| error.source)?;
            builder.tempdir_in(above)
        });
        let folder = folder.map_err(|error| FileError::new(Action::CreateFolder, above, error))?;
        let lock = File::open(folder.path()).ok();
        Ok(Self {
            path: folder.path().to_owned(),
            folder: Some(folder),
            made,
            _lock: lock.filter(|lock| lock.try_lock().is_ok()),
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it with all that is in it; one that is gone is as good as removed.
    pub fn remove(mut self) -> Result<(), FileError> {
        match self.folder.take().map_or(Ok(()), TempDir::close) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(FileError::new(Action::Remove, &self.path, error))
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(self.folder.take());
        for folder in &self.made {
            // One that is not empty stays.
            let _ = fs::remove_dir(folder);
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
///
/// `scratch` is the folder in which this device makes its own: on a shared drive the locks of other
/// devices may not be seen, and what they have open is theirs.
pub fn sweep(workspace: &Workspace, home: &Home, scratch: &Path, now: Moment) {
    let root = workspace.root();
    let state = home.state_folder(workspace.id());
    for folder in [
        root,
        &workspace.checklists_folder(),
        &workspace.checklists_folder().join("drafts"),
        &workspace.journal_folder(),
        &state,
    ] {
        sweep_folder(folder, is_part, Held::ForMoments, now);
    }
    sweep_folder(
        &workspace.agreements_folder(),
        is_part,
        Held::ForMoments,
        now,
    );
    let ours = |name: &str| name.starts_with("edit-") || name.starts_with("reading-");
    sweep_folder(scratch, ours, Held::ByLock, now);
    let of_readers = workspace.cache_folder().join("device-reading");
    sweep_folder(&of_readers, ours, Held::ForMoments, now);
    sweep_openings(root, now);
    sweep_home(home, now);
}

/// Removes what a killed program left while it opened a sealed file into this place.
pub fn sweep_openings(place: &Path, now: Moment) {
    let Some(name) = place.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    let opening = opening(name);
    let ours = |name: &str| name.starts_with(&opening);
    sweep_folder(files::folder_of(place), ours, Held::ByLock, now);
}

/// How folders begin in which a sealed file is opened, beside the place with this name.
pub fn opening(name: &str) -> String {
    format!(".{name}.opening-")
}

/// Removes what a killed program left in this device's memory.
pub fn sweep_home(home: &Home, now: Moment) {
    sweep_folder(
        home.root(),
        |name| name.starts_with("demo-"),
        Held::ByLock,
        now,
    );
    sweep_folder(home.root(), is_part, Held::ForMoments, now);
}

/// Removes what a killed program left in a folder that it wrote a file to.
pub fn sweep_parts(folder: &Path, now: Moment) {
    sweep_folder(folder, is_part, Held::ForMoments, now);
}

/// Whether a name is one that an interrupted write leaves: `.part-` and six letters or digits, in the
/// folder of agreements behind the id of one.
pub fn is_part(name: &str) -> bool {
    let parts = name.split_once(".part-");
    parts.is_some_and(|(id, random)| {
        let id = id.strip_prefix('.').unwrap_or(id);
        let is_id =
            id.is_empty() || (id.len() == 16 && id.bytes().all(|one| one.is_ascii_hexdigit()));
        let random = random.len() == 6 && random.bytes().all(|one| one.is_ascii_alphanumeric());
        name.starts_with('.') && is_id && random
    })
}

fn sweep_folder(folder: &Path, is_ours: impl Fn(&str) -> bool, held: Held, now: Moment) {
    let names = files::names_in(folder).unwrap_or_default();
    for name in names.iter().filter(|name| is_ours(name)) {
        let path = folder.join(name);
        if is_abandoned(&path, held, now) {
            // It is tried again at the next start.
            let _ = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
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
        assert!(!folder.path().join("cache").exists());
    }

    #[test]
    fn what_was_left_is_swept_up_and_what_is_in_use_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, home) = workspace(folder.path());
        let root = workspace.root();
        let own = root.join("cache/device-00112233");
        let in_use = Scratch::make(&own, "edit-").unwrap();
        let left = [
            own.join("edit-gone"),
            root.join("agreements/.0011223344556677.part-a1B2c3"),
            root.join(".part-a1B2c3"),
            home.root().join("demo-gone"),
            folder.path().join(".workspace.opening-gone"),
        ];
        let others = [
            root.join("agreements/0011223344556677"),
            own.join("thumbs"),
            root.join("cache/device-44556677/edit-of-another"),
        ];
        for path in left.iter().chain(&others) {
            files::create_folder(path).unwrap();
            files::replace(&path.join("note.txt"), b"x").unwrap();
        }
        sweep(&workspace, &home, &own, Moment::from_millis(1));
        assert!(left.iter().all(|path| path.exists()), "too young");
        sweep(&workspace, &home, &own, Moment::from_millis(LATER));
        assert!(left.iter().all(|path| !path.exists()));
        assert!(others.iter().all(|path| path.exists()));
        assert_eq!(in_use.path().exists(), cfg!(unix));
    }
}
