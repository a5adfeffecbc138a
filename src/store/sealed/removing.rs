//! Taking the plain workspace away after it was sealed: only what was sealed and is still the same,
//! and never through a link.

use super::super::files::{self, Action, FileError};
use super::plan::{Plan, Stamp};
use std::fs;
use std::io;
use std::path::Path;

/// Removes what was sealed. Gives what could not be removed, as sentences.
///
/// `workspace.json` goes first: a folder whose removal was interrupted is no workspace in which
/// somebody could go on working.
pub(super) fn remove(root: &Path, plan: &Plan) -> Vec<String> {
    let mut left = Vec::new();
    let mut note = |outcome: Result<(), String>| left.extend(outcome.err());
    let is_first = |name: &str| name == "workspace.json";
    let (first, others): (Vec<_>, Vec<_>) = plan.files().partition(|piece| is_first(&piece.name));
    for piece in first.into_iter().chain(others) {
        note(remove_file(&piece.path, piece.file));
    }
    for path in &plan.leftovers {
        note(remove_leftover(path));
    }
    let cache = root.join("cache");
    if fs::symlink_metadata(&cache).is_ok_and(|about| about.is_dir()) {
        note(fs::remove_dir_all(&cache).map_err(|error| failed(&cache, error)));
    }
    // From the innermost outwards.
    let folders = plan.pieces.iter().filter(|piece| piece.file.is_none());
    for folder in folders.rev() {
        note(remove_folder(&folder.path));
    }
    note(remove_folder(root));
    left
}

#[expect(clippy::disallowed_methods, reason = "what was sealed is removed here")]
fn remove_file(path: &Path, stamp: Option<Stamp>) -> Result<(), String> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(path, error)),
        Ok(about) if about.is_file() && Some(Stamp::of(&about)) == stamp => {
            make_removable(path, &about);
            fs::remove_file(path).map_err(|error| failed(path, error))
        }
        Ok(_) => Err(format!(
            "{} was changed after it was sealed, and was kept.",
            path.display()
        )),
    }
}

/// Windows removes no file that is marked as read-only.
#[cfg(windows)]
fn make_removable(path: &Path, about: &fs::Metadata) {
    let mut permissions = about.permissions();
    permissions.set_readonly(false);
    drop(fs::set_permissions(path, permissions));
}

#[cfg(not(windows))]
const fn make_removable(_path: &Path, _about: &fs::Metadata) {}

fn remove_leftover(path: &Path) -> Result<(), String> {
    let folder = fs::symlink_metadata(path).is_ok_and(|about| about.is_dir());
    if folder {
        fs::remove_dir_all(path).map_err(|error| failed(path, error))
    } else {
        files::remove(path).map_err(|error| error.to_string())
    }
}

/// A folder goes only when it is empty; what came into it meanwhile was never sealed.
fn remove_folder(path: &Path) -> Result<(), String> {
    match fs::remove_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            let names = files::names_in(path).unwrap_or_default();
            let names: Vec<String> = names.into_iter().take(5).collect();
            Err(format!(
                "{} was kept: {} in it was not removed.",
                path.display(),
                names.join(", ")
            ))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, error)),
        _ => Ok(()),
    }
}

fn failed(path: &Path, error: io::Error) -> String {
    FileError::new(Action::Remove, path, error).to_string()
}
