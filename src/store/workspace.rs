//! The folder that holds agreements, checklists and journals.

use super::files::{self, FileError};
use super::sealed;
use crate::domain::digest::{parse_hex, to_hex};
use crate::domain::review::people::{Moment, WriterId};
use crate::tr;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The workspace format that this program writes.
pub const FORMAT: u32 = 1;
/// The longest `workspace.json` that is read.
const LONGEST: u64 = 1 << 16;

/// An opened workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
    id: String,
    created: Moment,
}

/// Why a folder cannot be used as a workspace.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// There is no such folder, or an empty one.
    #[error("There is no workspace in {}.", .path.display())]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// It is sealed: the path is a sealed file, or one stands beside the missing folder.
    #[error("The workspace {} is sealed in {}.", .path.display(), .file.display())]
    Sealed {
        /// The folder.
        path: PathBuf,
        /// The sealed file.
        file: PathBuf,
    },
    /// The folder holds something else.
    #[error("{} holds other files and is not a workspace of rapporteur.", .path.display())]
    NotAWorkspace {
        /// The folder.
        path: PathBuf,
    },
    /// Another workspace lies where this one lay.
    #[error("Another workspace lies in {} now.", .path.display())]
    Other {
        /// The folder.
        path: PathBuf,
    },
    /// The workspace was made by a newer program.
    #[error("The workspace {} was made by a newer rapporteur (format {found}; this one knows format {FORMAT}). Nothing was changed.", .path.display())]
    NewerFormat {
        /// The folder.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// `workspace.json` cannot be understood.
    #[error("{} cannot be understood: {reason}.", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The system gave no random bytes for the workspace's id.
    #[error("{}", tr!("The system gives no random numbers, so that the workspace cannot be named: {source}.", source = .source))]
    NoRandomness {
        /// Why.
        source: getrandom::Error,
    },
    /// A file or folder could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl WorkspaceError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing { .. } => Some(tr!(
                "Import a file to begin one, or name another folder with --workspace."
            )),
            Self::Sealed { path, file } if path == file => {
                Some(tr!("`rapporteur open FILE --into FOLDER` opens it."))
            }
            Self::Sealed { .. } => Some(tr!(
                "`rapporteur open FILE` opens it where it was. To begin another workspace, name another folder with --workspace."
            )),
            Self::NotAWorkspace { .. } => {
                Some(tr!("Name an empty or new folder with --workspace."))
            }
            Self::NewerFormat { .. } => Some(tr!("Update rapporteur to work in this workspace.")),
            Self::Damaged { .. } => Some(tr!(
                "Bring workspace.json back from a backup; the journals cannot be verified without its id."
            )),
            Self::Other { .. } => Some(tr!("Bring back the folder that was there before.")),
            Self::NoRandomness { .. } => None,
            Self::File(error) => error.hint(),
        }
    }
}

/// `workspace.json`.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    format: u32,
    id: String,
    created: Moment,
}

/// What every format of `workspace.json` has.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl Workspace {
    /// Opens a workspace; nothing is written, so that it may lie on a read-only disk.
    pub fn open(folder: &Path) -> Result<Self, WorkspaceError> {
        let path = folder.join("workspace.json");
        if sealed::is_sealed(folder) {
            let path = folder.to_owned();
            let file = path.clone();
            return Err(WorkspaceError::Sealed { path, file });
        }
        let Some(bytes) = files::read_if_there(&path, LONGEST)? else {
            let beside = sealed::usual_file(folder).filter(|file| sealed::is_sealed(file));
            let free = is_free(folder)?;
            if beside.is_none() && !free && path.try_exists().unwrap_or(false) {
                // Another process has just begun it: what was seen beside the file is its own.
                return Self::open(folder);
            }
            let path = folder.to_owned();
            return Err(match (beside, free) {
                (Some(file), _) => WorkspaceError::Sealed { path, file },
                (None, true) => WorkspaceError::Missing { path },
                (None, false) => WorkspaceError::NotAWorkspace { path },
            });
        };
        let about = read_about(folder, &path, &bytes)?;
        Ok(Self {
            root: folder.to_owned(),
            id: about.id,
            created: about.created,
        })
    }

    /// Opens a workspace, or makes one in a new or empty folder.
    pub fn open_or_create(folder: &Path, now: Moment) -> Result<Self, WorkspaceError> {
        match Self::open(folder) {
            Err(WorkspaceError::Missing { .. }) => Self::create(folder, now),
            opened => opened,
        }
    }

    fn create(folder: &Path, now: Moment) -> Result<Self, WorkspaceError> {
        for name in ["", "agreements", "checklists", "journal"] {
            files::create_folder(&folder.join(name))?;
        }
        tend(folder)?;
        let about = About {
            format: FORMAT,
            id: random_id()?,
            created: now,
        };
        let mut json = serde_json::to_vec(&about).expect("three plain fields");
        json.push(b'\n');
        // Another process may be making the same workspace: the first one names it.
        files::write_new(&folder.join("workspace.json"), &json)?;
        Self::open(folder)
    }

    /// Puts in place what version control and programs that synchronise folders must know of a
    /// workspace, where nobody wrote something of his own.
    pub fn tend(&self) -> Result<(), FileError> {
        tend(&self.root)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The workspace's id: 32 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it was made.
    pub const fn created(&self) -> Moment {
        self.created
    }

    /// Whether anything can be written here; the error says why not.
    pub fn check_writable(&self) -> Result<(), FileError> {
        files::check_writable(&self.root)
    }

    /// The time that the disk of the workspace gives a new file; nothing where none can be made.
    pub fn disk_time(&self) -> Option<Moment> {
        let file = tempfile::tempfile_in(&self.root).ok()?;
        let made = file.metadata().ok()?.modified().ok()?;
        let since = made.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(Moment::from_millis(i64::try_from(since.as_millis()).ok()?))
    }

    /// The folder of agreements.
    pub fn agreements_folder(&self) -> PathBuf {
        self.root.join("agreements")
    }

    /// The folder of checklists.
    pub fn checklists_folder(&self) -> PathBuf {
        self.root.join("checklists")
    }

    /// The folder of journals.
    pub fn journal_folder(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// The folder of what can be made anew, and of what is thrown away.
    pub fn cache_folder(&self) -> PathBuf {
        self.root.join("cache")
    }

    /// The journal of a writer.
    pub fn journal_path(&self, writer: &WriterId) -> PathBuf {
        self.journal_folder().join(format!("{writer}.jsonl"))
    }
}

/// What earlier versions of the program wrote as `.gitattributes`.
const EARLIER_ATTRIBUTES: &[u8] = b"* -text\n";

/// Names and contents of the files for other programs.
const FOR_OTHERS: [(&str, &[u8]); 3] = [
    // Version control must not touch a byte: hashes are over bytes. It must not merge lines of
    // journals either; each has one writer.
    (
        ".gitattributes",
        b"* -text\njournal/*.jsonl -text -merge -diff\n",
    ),
    (".gitignore", b"/cache/\n.part-*\n"),
    (".stignore", b"(?d)/cache\n(?d).part-*\n"),
];

fn tend(folder: &Path) -> Result<(), FileError> {
    for (name, content) in FOR_OTHERS {
        let path = folder.join(name);
        match files::read_if_there(&path, LONGEST)? {
            None => drop(files::write_new(&path, content)?),
            Some(before) if before == EARLIER_ATTRIBUTES => files::replace(&path, content)?,
            Some(_) => {}
        }
    }
    Ok(())
}

fn read_about(folder: &Path, path: &Path, bytes: &[u8]) -> Result<About, WorkspaceError> {
    let damaged = |reason: String| WorkspaceError::Damaged {
        path: path.to_owned(),
        reason,
    };
    let Format { format } =
        serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
    if format != FORMAT {
        return Err(WorkspaceError::NewerFormat {
            path: folder.to_owned(),
            found: format,
        });
    }
    let about: About = serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
    match parse_hex::<16>(&about.id) {
        Some(_) => Ok(about),
        None => Err(damaged(
            tr!("its id is not 32 hexadecimal digits").to_owned(),
        )),
    }
}

/// Whether a folder is not there, or holds nothing but hidden files and the folders of a workspace
/// whose making was interrupted.
fn is_free(folder: &Path) -> Result<bool, FileError> {
    for name in files::names_in(folder)? {
        let begun = ["agreements", "checklists", "journal"].contains(&name.as_str())
            && files::names_in(&folder.join(&name))?.is_empty();
        if !begun && !name.starts_with('.') {
            return Ok(false);
        }
    }
    Ok(true)
}

fn random_id() -> Result<String, WorkspaceError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|source| WorkspaceError::NoRandomness { source })?;
    Ok(to_hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_795_252_200_007);

    #[test]
    fn a_workspace_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("new/workspace");
        let missing = Workspace::open(&root).unwrap_err();
        assert!(matches!(missing, WorkspaceError::Missing { .. }));
        let made = Workspace::open_or_create(&root, NOW).unwrap();
        assert_eq!(Workspace::open(&root).unwrap(), made);
        assert_eq!(Workspace::open_or_create(&root, NOW).unwrap(), made);
        assert_eq!(made.created(), NOW);
        let json = files::read(&root.join("workspace.json"), LONGEST).unwrap();
        let expected = format!(
            "{{\"format\":1,\"id\":\"{}\",\"created\":\"2026-11-21T09:10:00.007Z\"}}\n",
            made.id()
        );
        assert_eq!(String::from_utf8(json).unwrap(), expected);
    }

    #[test]
    fn other_folders_newer_formats_and_damage_are_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        files::replace(&root.join("letter.docx"), b"x").unwrap();
        let error = Workspace::open_or_create(root, NOW).unwrap_err();
        assert!(matches!(error, WorkspaceError::NotAWorkspace { .. }));
        assert_eq!(files::names_in(root).unwrap(), ["letter.docx"]);

        let about = root.join("workspace.json");
        files::replace(&about, br#"{"format":2,"id":7,"tables":[]}"#).unwrap();
        let error = Workspace::open_or_create(root, NOW).unwrap_err();
        assert!(matches!(
            error,
            WorkspaceError::NewerFormat { found: 2, .. }
        ));
        for damage in [
            &b"{"[..],
            br#"{"format":1,"id":"x","created":"2026-11-21T09:10:00.007Z"}"#,
        ] {
            files::replace(&about, damage).unwrap();
            let error = Workspace::open(root).unwrap_err();
            assert!(matches!(error, WorkspaceError::Damaged { .. }), "{error}");
        }
    }

    #[test]
    fn version_control_is_told_to_leave_journals_alone_unless_somebody_said_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let made = Workspace::open_or_create(folder.path(), NOW).unwrap();
        let attributes = folder.path().join(".gitattributes");
        let read = || String::from_utf8(files::read(&attributes, LONGEST).unwrap()).unwrap();
        assert!(read().contains("journal/*.jsonl -text -merge"));
        files::replace(&attributes, EARLIER_ATTRIBUTES).unwrap();
        made.tend().unwrap();
        assert!(read().contains("journal/*.jsonl -text -merge"));
        files::replace(&attributes, b"* -text\n*.pdf filter=lfs\n").unwrap();
        made.tend().unwrap();
        assert_eq!(read(), "* -text\n*.pdf filter=lfs\n");
    }

    #[test]
    fn an_interrupted_making_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        files::create_folder(&folder.path().join("agreements")).unwrap();
        assert!(Workspace::open_or_create(folder.path(), NOW).is_ok());
    }
}
