//! From paths to files, and from a file's bytes to an agreement: imported and cut into clauses.
//!
//! Nothing is kept here; see `session`.
#![expect(
    clippy::disallowed_methods,
    reason = "the files that a person names are read here"
)]

use super::worker::Refusal;
use crate::domain::agreement::Agreement;
use crate::domain::clause::{ClauseKind, ClauseTree};
use crate::domain::digest::Digest;
use crate::domain::document::Format;
use crate::domain::segment::segment;
use crate::domain::terms::{remarks, terms};
use crate::formats::import::{Aids, LARGEST_FILE, Refused, Source, import};
use crate::store::agreements::AgreementError;
use crate::tr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The longest printed title that names an agreement, in characters; a longer one is running text.
const LONGEST_TITLE: usize = 160;

/// What came of a file.
#[derive(Debug)]
pub enum Came {
    /// An agreement that is not kept yet.
    New {
        /// The file.
        bytes: Vec<u8>,
        /// What was read from it.
        agreement: Box<Agreement>,
    },
    /// An agreement that is kept and journalled already.
    Known(Box<Agreement>),
    /// Nothing that can be kept.
    Refused(ReadingError),
    /// What is kept of the same file was damaged.
    Damaged(AgreementError),
    /// Only files inside it.
    Container,
}

/// Why a path gave no agreement.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// It cannot be read from disk.
    #[error("{} cannot be read: {}.", path.display(), why(source))]
    File {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no agreement that this program can read.
    #[error("{}: {}", path.display(), refusal.message)]
    Refused {
        /// The path.
        path: PathBuf,
        /// Why.
        refusal: Refusal,
    },
}

impl ReadingError {
    /// A stable name for programs.
    pub fn code(&self) -> &str {
        match self {
            Self::File { source, .. } => match source.kind() {
                io::ErrorKind::NotFound => "not-found",
                io::ErrorKind::PermissionDenied => "no-permission",
                _ => "unreadable",
            },
            Self::Refused { refusal, .. } => &refusal.code,
        }
    }

    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::File { source, .. } => match source.kind() {
                io::ErrorKind::NotFound => tr!("Check the name and the folder.").to_owned(),
                io::ErrorKind::PermissionDenied => {
                    tr!("Ask the owner of the file for permission to read it, or copy it to a folder of your own.").to_owned()
                }
                io::ErrorKind::IsADirectory => tr!("Name a file in it.").to_owned(),
                io::ErrorKind::InvalidInput => tr!("Save what comes from it in a file, and name that file.").to_owned(),
                _ => tr!("Copy the file to this computer and try again.").to_owned(),
            },
            Self::Refused { refusal, .. } => refusal.hint.clone(),
        }
    }
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => tr!("there is no such file").to_owned(),
        io::ErrorKind::PermissionDenied => tr!("you have no permission to read it").to_owned(),
        io::ErrorKind::IsADirectory => tr!("it is a folder").to_owned(),
        io::ErrorKind::InvalidInput => tr!("it is no file but a device or a pipe").to_owned(),
        _ => error.to_string(),
    }
}

/// The bytes of a file, at most one more than can be imported.
pub fn bytes(path: &Path) -> Result<Vec<u8>, ReadingError> {
    let failed = |source| ReadingError::File {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(LARGEST_FILE).map_or(u64::MAX, |most| most + 1);
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// The bytes of a file that is to be kept. Devices and pipes are refused unopened: in a folder they
/// would be waited for without end.
pub fn source_bytes(path: &Path) -> Result<Vec<u8>, ReadingError> {
    let kind = path.metadata().map(|about| about.file_type());
    if kind.is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
        return Err(ReadingError::File {
            path: path.to_owned(),
            source: io::ErrorKind::InvalidInput.into(),
        });
    }
    bytes(path)
}

/// The name of a file, without its folders.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// The agreement in a file. This is what the child process does; see `worker`.
pub fn agreement(source: &Source<'_>, aids: &Aids<'_>) -> Result<Agreement, Refused> {
    let mut document = import(source, aids)?;
    let segmented = segment(&document);
    let found = terms(&document.text, &segmented.tree);
    let doubtful = remarks(&document, &found);
    document.diagnostics.extend(segmented.diagnostics);
    document.diagnostics.extend(doubtful);
    if document.format == Format::Text
        && let Some(title) = printed_title(&document.text, &segmented.tree)
    {
        document.title = title;
    }
    Ok(Agreement::new(
        source.file_name,
        Digest::of(source.bytes),
        document,
        segmented.language,
        segmented.tree,
    ))
}

/// The title as it is printed, where plain text begins with one.
fn printed_title(text: &str, clauses: &ClauseTree) -> Option<String> {
    let title = clauses
        .clauses()
        .iter()
        .find(|clause| clause.kind == ClauseKind::Title)?;
    let words = title
        .span
        .of(text)
        .split_whitespace()
        // Lines of asterisks and the like are drawn around titles.
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect::<Vec<_>>()
        .join(" ");
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 2 && words.chars().count() <= LONGEST_TITLE).then_some(words)
}

/// The files that paths stand for: folders are searched, in the order of names, hidden files and
/// links to folders left out. What cannot be listed stands for itself, so that it is reported.
pub fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        collect(path, &mut found);
    }
    found
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    let listed = if path.is_dir() {
        path.read_dir().ok()
    } else {
        None
    };
    let Some(entries) = listed else {
        found.push(path.to_owned());
        return;
    };
    let mut inside: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .filter(|path| !(path.is_symlink() && path.is_dir()))
        .collect();
    inside.sort();
    for path in inside {
        collect(&path, found);
    }
}
