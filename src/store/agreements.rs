//! Agreements on disk: the file as received, the text as read, the clauses that tags point at.
//!
//! An agreement appears as a whole folder or not at all, and its files are never changed.
#![expect(
    clippy::disallowed_methods,
    reason = "a finished folder is given its name by a rename"
)]

use super::files::{self, Action, FileError};
use super::workspace::Workspace;
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::digest::{Digest, parse_hex};
use crate::domain::document::Format;
use crate::domain::language::Language;
use crate::domain::review::crosscheck::KeptAgreement;
use crate::domain::review::event::AgreementImported;
use crate::domain::wire::{ClausesFile, DOCUMENT_VERSION, DocumentFile, WireError};
use crate::tr;
use encoding_rs::UTF_8;
use serde::Deserialize;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::thread;

/// The largest file of an agreement that is read.
const LARGEST: u64 = 1 << 30;

/// The agreements of a workspace.
#[derive(Debug, Clone)]
pub struct Agreements {
    folder: PathBuf,
}

/// An agreement as read back from disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAgreement {
    /// The agreement.
    pub agreement: Agreement,
    /// What its files are known by.
    pub digests: FileDigests,
}

/// What the files of an agreement are known by, besides its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileDigests {
    /// SHA-256 of `clauses.json`.
    pub clauses: Digest,
    /// SHA-256 of `document.json`.
    pub document: Digest,
}

/// What saving came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It was not there and is now.
    New(FileDigests),
    /// The same source was there already, and stays as it was.
    Unchanged,
}

/// One line of a list of agreements.
#[derive(Debug)]
pub struct Listed {
    /// The name of its folder, which is its id.
    pub id: AgreementId,
    /// What it is, or why that cannot be said.
    pub summary: Result<Summary, AgreementError>,
}

/// What a list shows of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Summary {
    /// Its id.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// Name of the file it came from.
    pub file: String,
    /// The language most of it is written in.
    pub language: Language,
    /// The format it was read from.
    pub format: Format,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Number of clauses.
    pub clauses: usize,
    /// Length of the text in Unicode scalar values.
    pub characters: usize,
    /// SHA-256 of the file as received.
    pub source_sha256: Digest,
}

/// Why an agreement cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum AgreementError {
    /// No such agreement.
    #[error("{}", tr!("There is no agreement {id} in this workspace.", id = .id))]
    Unknown {
        /// What was asked for.
        id: AgreementId,
    },
    /// A file is not JSON of the right shape.
    #[error("{}", tr!("{path} cannot be read: {reason}. It was changed or damaged.", path = .path.display(), reason = .reason))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The files of an agreement do not belong together.
    #[error("{}", tr!("The agreement in {path} was changed or damaged: {source}.", path = .path.display(), source = .source))]
    Inconsistent {
        /// Its folder.
        path: PathBuf,
        /// In what way.
        source: WireError,
    },
    /// Another source already has this id.
    #[error("{}", tr!("Another file is already kept under the id {id}.", id = .id))]
    Taken {
        /// The id.
        id: AgreementId,
    },
    /// A file or folder could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl AgreementError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unknown { .. } => Some(tr!("`rapporteur list` shows the agreements.")),
            Self::Damaged { .. } | Self::Inconsistent { .. } => Some(tr!(
                "Bring its folder back from a backup, or move the folder out of the workspace and import the file again."
            )),
            Self::Taken { .. } => None,
            Self::File(error) => error.hint(),
        }
    }
}

/// What every version of `document.json` has.
#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

impl Agreements {
    /// The agreements of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        Self {
            folder: workspace.agreements_folder(),
        }
    }

    /// Keeps an agreement with the bytes it was read from.
    pub fn save(&self, agreement: &Agreement, source: &[u8]) -> Result<Saved, AgreementError> {
        let place = self.folder_of(&agreement.id)?;
        if self.exists(&place)? {
            return self.unchanged(agreement);
        }
        files::create_folder(&self.folder)?;
        let unfinished = self.unfinished(&agreement.id)?;
        let part = unfinished.path();
        let clauses = ClausesFile::of(agreement).to_json();
        let name = source_name(agreement.document.format);
        files::replace(&part.join(name), source)?;
        files::replace(&part.join("clauses.json"), &clauses)?;
        let document = DocumentFile::of(agreement).to_json();
        files::replace(&part.join("document.json"), &document)?;
        if let Err(error) = std::fs::rename(part, &place) {
            if self.exists(&place)? {
                return self.unchanged(agreement);
            }
            return Err(FileError::new(Action::Move, &place, error).into());
        }
        let _moved = unfinished.keep();
        files::sync_folder(&self.folder)?;
        Ok(Saved::New(FileDigests {
            clauses: Digest::of(&clauses),
            document: Digest::of(&document),
        }))
    }

    /// An agreement, checked against itself.
    pub fn load(&self, id: &AgreementId) -> Result<Agreement, AgreementError> {
        Ok(self.read(id)?.agreement)
    }

    /// An agreement with what its files are known by.
    pub fn stored(&self, id: &AgreementId) -> Result<StoredAgreement, AgreementError> {
        let read = self.read(id)?;
        Ok(StoredAgreement {
            agreement: read.agreement,
            digests: FileDigests {
                clauses: Digest::of(&read.clauses),
                document: Digest::of(&read.document),
            },
        })
    }

    fn read(&self, id: &AgreementId) -> Result<Read, AgreementError> {
        let folder = self.folder_of(id)?;
        if !self.exists(&folder)? {
            return Err(AgreementError::Unknown { id: id.clone() });
        }
        let inconsistent = |source| AgreementError::Inconsistent {
            path: folder.clone(),
            source,
        };
        let clauses_path = folder.join("clauses.json");
        // A person waits for a large agreement: its two files are read side by side.
        let (document, clauses_bytes) = side_by_side(
            || files::read(&folder.join("document.json"), LARGEST),
            || files::read(&clauses_path, LARGEST),
        );
        let (document_bytes, clauses_bytes) = (document?, clauses_bytes?);
        let (document, clauses) = side_by_side(
            || {
                let document: DocumentFile = parse_document(&folder, &document_bytes)?;
                document.checked().map_err(inconsistent)
            },
            || parse::<ClausesFile<'_>>(&clauses_path, &clauses_bytes),
        );
        let agreement = document?.agreement(clauses?).map_err(inconsistent)?;
        if agreement.id != *id {
            return Err(inconsistent(WireError::Field { field: "id" }));
        }
        Ok(Read {
            agreement,
            document: document_bytes,
            clauses: clauses_bytes,
        })
    }

    /// The agreement that was read from a source with this digest.
    pub fn load_by_source(&self, source: &Digest) -> Result<Option<Agreement>, AgreementError> {
        let id = AgreementId::of_source(source);
        match self.load(&id) {
            Ok(agreement) if agreement.source_sha256 == *source => Ok(Some(agreement)),
            Ok(_) => Err(AgreementError::Taken { id }),
            Err(AgreementError::Unknown { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The file as it was received.
    pub fn source(&self, id: &AgreementId, format: Format) -> Result<Vec<u8>, AgreementError> {
        let path = self.folder_of(id)?.join(source_name(format));
        Ok(files::read(&path, LARGEST)?)
    }

    /// An agreement with the digest of its source computed anew, for verifying.
    pub fn kept(&self, id: &AgreementId) -> Result<KeptAgreement, AgreementError> {
        let stored = self.stored(id)?;
        let source = self.source(id, stored.agreement.document.format)?;
        Ok(KeptAgreement {
            agreement: stored.agreement,
            source_sha256: Digest::of(&source),
            clauses_sha256: stored.digests.clauses,
            document_sha256: stored.digests.document,
        })
    }

    /// The id of the agreement that was read from a source with this digest.
    fn find_by_source(&self, source: &Digest) -> Result<Option<AgreementId>, AgreementError> {
        let id = AgreementId::of_source(source);
        let folder = self.folder_of(&id)?;
        if !self.exists(&folder)? {
            return Ok(None);
        }
        let summary = summary_in(&folder)?;
        if summary.source_sha256 == *source {
            Ok(Some(id))
        } else {
            Err(AgreementError::Taken { id })
        }
    }

    /// Every agreement, also those that cannot be read, in the order of their ids.
    pub fn list(&self) -> Result<Vec<Listed>, AgreementError> {
        let listed = self.ids()?.into_iter().map(|id| Listed {
            summary: self.summary(id.as_str()),
            id,
        });
        Ok(listed.collect())
    }

    /// The ids of all agreements, also of those that cannot be read, in their order.
    pub fn ids(&self) -> Result<Vec<AgreementId>, AgreementError> {
        let names = files::names_in(&self.folder)?;
        let ids = names.into_iter().filter(|name| is_id(name));
        Ok(ids.map(AgreementId::new).collect())
    }

    /// What the files of an agreement are known by, without reading what they say.
    pub fn digests(&self, id: &AgreementId) -> Result<FileDigests, AgreementError> {
        let folder = self.folder_of(id)?;
        let digest = |name: &str| files::read(&folder.join(name), LARGEST).map(|b| Digest::of(&b));
        Ok(FileDigests {
            clauses: digest("clauses.json")?,
            document: digest("document.json")?,
        })
    }

    /// A hidden folder in which an agreement is put together; it goes away unless it is kept.
    fn unfinished(&self, id: &AgreementId) -> Result<tempfile::TempDir, FileError> {
        let prefix = format!(".{id}.part-");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        builder
            .tempdir_in(&self.folder)
            .map_err(|error| FileError::new(Action::CreateFolder, &self.folder, error))
    }

    fn summary(&self, name: &str) -> Result<Summary, AgreementError> {
        let path = self.folder.join(name);
        let summary = summary_in(&path)?;
        if summary.id.as_str() != name {
            let source = WireError::Field { field: "id" };
            return Err(AgreementError::Inconsistent { path, source });
        }
        Ok(summary)
    }

    fn unchanged(&self, agreement: &Agreement) -> Result<Saved, AgreementError> {
        self.find_by_source(&agreement.source_sha256)?;
        Ok(Saved::Unchanged)
    }

    fn exists(&self, folder: &Path) -> Result<bool, AgreementError> {
        let found = folder.try_exists();
        Ok(found.map_err(|error| FileError::new(Action::Read, &self.folder, error))?)
    }

    /// Where an agreement lies. Ids may come from a journal or a command line: only those of the
    /// right shape become part of a path.
    fn folder_of(&self, id: &AgreementId) -> Result<PathBuf, AgreementError> {
        if is_id(id.as_str()) {
            Ok(self.folder.join(id.as_str()))
        } else {
            Err(AgreementError::Unknown { id: id.clone() })
        }
    }
}

impl StoredAgreement {
    /// The event that tells of its import.
    pub fn imported(&self) -> AgreementImported {
        imported(&self.agreement, &self.digests)
    }
}

/// The event that tells of an agreement's import.
pub fn imported(agreement: &Agreement, digests: &FileDigests) -> AgreementImported {
    let document = &agreement.document;
    AgreementImported {
        agreement: agreement.id.clone(),
        title: document.title.clone(),
        file: agreement.file_name.clone(),
        format: document.format.name().to_owned(),
        reader: document.reader.clone(),
        source_sha256: agreement.source_sha256,
        text_sha256: agreement.text_sha256,
        clauses_sha256: digests.clauses,
        document_sha256: Some(digests.document),
        pages: document.pages,
        characters: agreement.scalars.len(),
        clauses: agreement.clauses.len(),
    }
}

fn is_id(name: &str) -> bool {
    parse_hex::<8>(name).is_some()
}

fn source_name(format: Format) -> String {
    format!("source.{}", format.extension())
}

/// An agreement with the bytes of its files.
struct Read {
    agreement: Agreement,
    document: Vec<u8>,
    clauses: Vec<u8>,
}

/// Does two things at the same time, or one after the other where the system gives no thread.
fn side_by_side<A, B: Send>(here: impl FnOnce() -> A, there: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let other = thread::Builder::new().spawn_scoped(scope, &there);
        let here = here();
        let there = match other.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(there)) => there,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => there(),
        };
        (here, there)
    })
}

/// What a list shows of the agreement in a folder.
fn summary_in(folder: &Path) -> Result<Summary, AgreementError> {
    let bytes = files::read(&folder.join("document.json"), LARGEST)?;
    parse_document(folder, &bytes)
}

/// What `document.json` in a folder says.
fn parse_document<'a, T: Deserialize<'a>>(
    folder: &Path,
    bytes: &'a [u8],
) -> Result<T, AgreementError> {
    let path = folder.join("document.json");
    parse(&path, bytes).map_err(|error| match serde_json::from_slice(bytes) {
        Ok(Versioned { v }) if v != DOCUMENT_VERSION => AgreementError::Inconsistent {
            path: folder.to_owned(),
            source: WireError::Newer { v },
        },
        _ => error,
    })
}

fn parse<'a, T: Deserialize<'a>>(path: &Path, bytes: &'a [u8]) -> Result<T, AgreementError> {
    // Found to be UTF-8 as a whole, it is not looked at again string by string. Where it is not, it is told where.
    let read = match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(Cow::Borrowed(text)) => serde_json::from_str(text),
        _ => serde_json::from_slice(bytes),
    };
    read.map_err(|error| AgreementError::Damaged {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::people::Moment;
    use crate::domain::samples;

    const SOURCE: &str = "1. The network.\n\n2. Remote access.";

    fn store(folder: &Path) -> Agreements {
        let workspace = Workspace::open_or_create(folder, Moment::from_millis(0)).unwrap();
        Agreements::of(&workspace)
    }

    #[test]
    fn what_is_saved_is_loaded_found_and_listed() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        let agreement = samples::agreement(SOURCE);
        let Saved::New(digests) = store.save(&agreement, SOURCE.as_bytes()).unwrap() else {
            panic!("it is new");
        };
        let again = store.save(&agreement, SOURCE.as_bytes()).unwrap();
        assert_eq!(again, Saved::Unchanged);
        let stored = store.stored(&agreement.id).unwrap();
        assert_eq!(stored.agreement, agreement);
        assert_eq!(stored.digests, digests);
        let kept = store.kept(&agreement.id).unwrap();
        assert_eq!(kept.source_sha256, agreement.source_sha256);
        let found = store.load_by_source(&agreement.source_sha256).unwrap();
        assert_eq!(found.as_ref(), Some(&agreement));
        assert_eq!(store.load_by_source(&Digest::of(b"no")).unwrap(), None);
        let listed = store.list().unwrap();
        assert_eq!(listed.len(), 1);
        let summary = listed[0].summary.as_ref().unwrap();
        assert_eq!((summary.clauses, summary.characters), (2, SOURCE.len()));
        let names = files::names_in(&folder.path().join("agreements")).unwrap();
        assert_eq!(names, [agreement.id.as_str()]);
    }

    #[test]
    fn what_was_changed_by_hand_is_named_and_listed_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        let agreement = samples::agreement(SOURCE);
        store.save(&agreement, SOURCE.as_bytes()).unwrap();
        let place = folder.path().join("agreements").join(agreement.id.as_str());
        let change = |name: &str, from: &str, to: &str| {
            let path = place.join(name);
            let old = String::from_utf8(files::read(&path, LARGEST).unwrap()).unwrap();
            assert!(old.contains(from), "{old}");
            files::replace(&path, old.replace(from, to).as_bytes()).unwrap();
            let error = store.load(&agreement.id).unwrap_err();
            files::replace(&path, old.as_bytes()).unwrap();
            error
        };
        let error = change("clauses.json", "Remote access", "Nothing here");
        assert!(error.to_string().contains("c-2"), "{error}");
        let error = change("clauses.json", r#""end":17"#, r#""end":16"#);
        assert!(error.to_string().contains("c-1"), "{error}");
        let error = change("document.json", "Remote access", "Nothing here");
        assert!(error.to_string().contains("SHA-256"), "{error}");
        let error = change("document.json", r#""v":1"#, r#""v":2"#);
        assert!(error.to_string().contains("format 2"), "{error}");
        assert!(store.load(&agreement.id).is_ok());

        files::replace(&place.join("document.json"), b"{").unwrap();
        let listed = store.list().unwrap();
        assert!(listed[0].summary.is_err());
        assert!(store.save(&agreement, SOURCE.as_bytes()).is_err());
    }

    #[test]
    fn an_import_that_was_killed_leaves_nothing_to_be_seen() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        let part = folder.path().join("agreements/.0011223344556677.part-x");
        files::create_folder(&part).unwrap();
        files::replace(&part.join("source.txt"), b"x").unwrap();
        assert!(store.list().unwrap().is_empty());
    }

    #[test]
    fn an_id_never_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        for id in ["../../etc", "", ".", "0011223344556677/.."] {
            let error = store.load(&AgreementId::new(id)).unwrap_err();
            assert!(matches!(error, AgreementError::Unknown { .. }), "{error}");
        }
    }
}
