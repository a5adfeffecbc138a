//! Looking into folders of the computer, for choosing files in the interface.

use crate::app::{Folder, FolderEntry};
use crate::tr;
use std::io;
use std::path::{Path, PathBuf};

/// Most files and folders that are listed of one folder.
const MOST: usize = 5_000;

/// What is in a folder; of the one the program was started in where none is named. Why not, in a
/// sentence.
pub fn look_into(path: Option<&Path>) -> Result<Folder, String> {
    let path = match path {
        Some(path) => std::path::absolute(path),
        None => std::env::current_dir(),
    };
    let list = |path: PathBuf| {
        listed(&path).map_err(|error| {
            let path = path.display();
            match error.kind() {
                io::ErrorKind::PermissionDenied => {
                    tr!("You have no permission to look into {path}.", path)
                }
                io::ErrorKind::NotFound => tr!("There is no folder {path} any more.", path),
                _ => tr!(
                    "The folder {path} cannot be looked into: {error}.",
                    path,
                    error
                ),
            }
        })
    };
    path.map_err(|error| tr!("The folder cannot be found: {error}.", error))
        .and_then(list)
}

fn listed(path: &Path) -> io::Result<Folder> {
    let mut entries: Vec<FolderEntry> = path
        .read_dir()?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Behind a link stands what it leads to; what leads nowhere cannot be read.
            let about = entry.path().metadata().ok()?;
            let is_known = about.is_dir() || about.is_file();
            (is_known && !name.starts_with('.')).then(|| FolderEntry {
                name,
                path: entry.path(),
                is_folder: about.is_dir(),
                bytes: if about.is_dir() { 0 } else { about.len() },
            })
        })
        .collect();
    entries.sort_by_cached_key(|entry| (!entry.is_folder, entry.name.to_lowercase()));
    let more = entries.len().saturating_sub(MOST);
    entries.truncate(MOST);
    Ok(Folder {
        path: path.to_owned(),
        above: path.parent().map(Path::to_owned),
        entries,
        more,
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "files to be found")]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_hidden_files_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("zebra")).unwrap();
        for name in ["b.txt", "A.pdf", ".hidden"] {
            std::fs::write(folder.path().join(name), "12345").unwrap();
        }
        let found = look_into(Some(folder.path())).unwrap();
        let names: Vec<_> = found.entries.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["zebra", "A.pdf", "b.txt"]);
        assert_eq!(found.entries[1].bytes, 5);
        assert_eq!(found.above.as_deref(), folder.path().parent());
    }

    #[test]
    fn a_folder_that_is_gone_is_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let why = look_into(Some(&gone)).unwrap_err();
        assert!(why.contains("gone"), "{why}");
    }
}
