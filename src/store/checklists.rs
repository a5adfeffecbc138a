//! Checklists on disk: every version that was ever used, byte for byte.

use super::files::{self, FileError};
use super::workspace::Workspace;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::validate::LARGEST as LARGEST_CHECKLIST;
use crate::domain::digest::Digest;
use crate::domain::review::crosscheck::KeptChecklist;
use crate::domain::review::event::ChecklistRef;
use crate::tr;
use std::path::PathBuf;

/// The largest checklist that is read.
pub(super) const LARGEST: u64 = 1 << 26;

/// The checklists of a workspace.
#[derive(Debug, Clone)]
pub struct Checklists {
    folder: PathBuf,
}

/// Why a checklist cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum ChecklistError {
    /// No such checklist.
    #[error("{}", tr!("The checklist {checklist}@{version} is not in this workspace.", checklist = .checklist, version = .version))]
    Unknown {
        /// Its id.
        checklist: String,
        /// Its version.
        version: String,
    },
    /// Not a checklist.
    #[error("The checklist{} cannot be read: {reason}.", .path.as_ref().map(|path| format!(" {}", path.display())).unwrap_or_default())]
    Malformed {
        /// The file, when it is kept already.
        path: Option<PathBuf>,
        /// Why.
        reason: String,
    },
    /// An id or version that cannot be part of a file's name.
    #[error("{}", tr!("\"{name}\" cannot be the id or version of a checklist: only letters, digits, hyphens and inner points can be part of its file's name.", name = .name))]
    BadName {
        /// What it is called.
        name: String,
    },
    /// The version is kept already with other bytes.
    #[error("{}", tr!("The checklist {checklist}@{version} was used before with other questions.", checklist = .checklist, version = .version))]
    VersionUsed {
        /// Its id.
        checklist: String,
        /// Its version.
        version: String,
    },
    /// The kept bytes are not those that were chosen.
    #[error("{}", tr!("The checklist {checklist}@{version} in this workspace is not the one that was chosen: its file was changed.", checklist = .checklist, version = .version))]
    Differs {
        /// Its id.
        checklist: String,
        /// Its version.
        version: String,
    },
    /// A file or folder could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl ChecklistError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unknown { .. } => Some(tr!("`rapporteur checklist list` shows the checklists.")),
            Self::Malformed { .. } => {
                Some(tr!("`rapporteur checklist validate` names every error."))
            }
            Self::BadName { .. } => None,
            Self::VersionUsed { .. } => Some(tr!(
                "Raise its \"version\", so that earlier answers keep their questions."
            )),
            Self::Differs { .. } => Some(tr!("Bring the file back from a backup.")),
            Self::File(error) => error.hint(),
        }
    }
}

impl Checklists {
    /// The checklists of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        Self {
            folder: workspace.checklists_folder(),
        }
    }

    /// Keeps a checklist; the same bytes again are fine, other bytes of the same version are not.
    pub fn save(&self, bytes: &[u8]) -> Result<ChecklistRef, ChecklistError> {
        let (checklist, reference) = Self::read(bytes)?;
        let path = self.path(&checklist.id, &checklist.version)?;
        files::create_folder(&self.folder)?;
        if !files::write_new(&path, bytes)? && files::read(&path, LARGEST)? != bytes {
            return Err(ChecklistError::VersionUsed {
                checklist: checklist.id,
                version: checklist.version,
            });
        }
        Ok(reference)
    }

    /// The bytes of a checklist that is kept, when they are those that the reference names.
    pub fn bytes(&self, reference: &ChecklistRef) -> Result<Option<Vec<u8>>, ChecklistError> {
        let path = self.path(&reference.checklist, &reference.version)?;
        let bytes = files::read_if_there(&path, LARGEST)?;
        Ok(bytes.filter(|bytes| Digest::of(bytes) == reference.sha256))
    }

    /// A checklist and the reference by which it would be kept.
    pub fn read(bytes: &[u8]) -> Result<(Checklist, ChecklistRef), ChecklistError> {
        let checklist = read(bytes, None)?;
        let reference = ChecklistRef {
            checklist: checklist.id.clone(),
            version: checklist.version.clone(),
            sha256: Digest::of(bytes),
        };
        Ok((checklist, reference))
    }

    /// The checklist that was chosen, and no other.
    pub fn load(&self, reference: &ChecklistRef) -> Result<Checklist, ChecklistError> {
        let kept = self.kept(&reference.checklist, &reference.version)?;
        if kept.sha256 == reference.sha256 {
            Ok(kept.checklist)
        } else {
            Err(ChecklistError::Differs {
                checklist: reference.checklist.clone(),
                version: reference.version.clone(),
            })
        }
    }

    /// A checklist as it is kept now.
    pub fn kept(&self, id: &str, version: &str) -> Result<KeptChecklist, ChecklistError> {
        let path = self.path(id, version)?;
        let Some(bytes) = files::read_if_there(&path, LARGEST)? else {
            return Err(ChecklistError::Unknown {
                checklist: id.to_owned(),
                version: version.to_owned(),
            });
        };
        let checklist = read(&bytes, Some(path.clone()))?;
        if (checklist.id.as_str(), checklist.version.as_str()) != (id, version) {
            return Err(ChecklistError::Malformed {
                path: Some(path),
                reason: tr!("it names another id or version than its file").to_owned(),
            });
        }
        Ok(KeptChecklist {
            checklist,
            sha256: Digest::of(&bytes),
        })
    }

    /// Ids and versions of all checklists that are kept, by the names of their files.
    pub fn list(&self) -> Result<Vec<(String, String)>, ChecklistError> {
        let names = files::names_in(&self.folder)?;
        Ok(names
            .iter()
            .filter_map(|name| name.strip_suffix(".json")?.split_once('@'))
            .filter(|(id, version)| is_name(id) && is_name(version))
            .map(|(id, version)| (id.to_owned(), version.to_owned()))
            .collect())
    }

    fn path(&self, id: &str, version: &str) -> Result<PathBuf, ChecklistError> {
        match [id, version].into_iter().find(|name| !is_name(name)) {
            Some(name) => Err(ChecklistError::BadName {
                name: name.to_owned(),
            }),
            None => Ok(self.folder.join(format!("{id}@{version}.json"))),
        }
    }
}

/// Whether a text can be part of a file's name on every system.
pub(super) fn is_name(name: &str) -> bool {
    (1..=100).contains(&name.len())
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
}

fn read(bytes: &[u8], path: Option<PathBuf>) -> Result<Checklist, ChecklistError> {
    if bytes.len() > LARGEST_CHECKLIST {
        return Err(ChecklistError::Malformed {
            path,
            reason: tr!(
                "it is larger than {most} MB",
                most = LARGEST_CHECKLIST >> 20
            ),
        });
    }
    serde_json::from_slice(bytes).map_err(|error| ChecklistError::Malformed {
        path,
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::people::Moment;
    use crate::domain::samples;

    #[test]
    fn a_version_has_one_content_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::open_or_create(folder.path(), Moment::from_millis(0)).unwrap();
        let store = Checklists::of(&workspace);
        let mut checklist = samples::checklist();
        let bytes = |checklist: &Checklist| serde_json::to_vec_pretty(checklist).unwrap();
        let reference = store.save(&bytes(&checklist)).unwrap();
        assert_eq!(store.save(&bytes(&checklist)).unwrap(), reference);
        assert_eq!(store.load(&reference).unwrap(), checklist);
        assert_eq!(
            store.list().unwrap(),
            [("sample".to_owned(), "1".to_owned())]
        );

        checklist.title = "Other".to_owned();
        let error = store.save(&bytes(&checklist)).unwrap_err();
        assert!(matches!(error, ChecklistError::VersionUsed { .. }));
        checklist.version = "2".to_owned();
        store.save(&bytes(&checklist)).unwrap();

        let path = folder.path().join("checklists/sample@1.json");
        checklist.version = "1".to_owned();
        files::replace(&path, &bytes(&checklist)).unwrap();
        let error = store.load(&reference).unwrap_err();
        assert!(matches!(error, ChecklistError::Differs { .. }));

        checklist.id = "../x".to_owned();
        let error = store.save(&bytes(&checklist)).unwrap_err();
        assert!(matches!(error, ChecklistError::BadName { .. }));
    }
}
