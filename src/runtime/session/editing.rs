//! The checklists that can be had, drafts of next versions, and keeping a new version.

use super::{Session, SessionError};
use crate::domain::checklist::{Checklist, built_in, built_in_texts, validate};
use crate::domain::digest::Digest;
use crate::domain::review::event::ChecklistRef;
use crate::store::checklists::{ChecklistError, Checklists};
use crate::store::drafts::Drafts;
use std::sync::Arc;

/// A version of a checklist.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its id, version and hash.
    pub reference: ChecklistRef,
    /// The checklist.
    pub checklist: Arc<Checklist>,
    /// Whether the program comes with it.
    pub built_in: bool,
}

impl Session {
    /// Every version that can be had: those that the program comes with and those that are kept.
    /// What is kept goes before what the program has of the same name; what cannot be read is left
    /// to `verify`.
    pub fn versions(&self) -> Result<Vec<Version>, SessionError> {
        let built_in = built_in().iter().zip(built_in_texts());
        let mut versions: Vec<Version> = built_in
            .map(|(checklist, text)| Version {
                reference: reference(checklist, text.as_bytes()),
                checklist: Arc::clone(checklist),
                built_in: true,
            })
            .collect();
        let kept = Checklists::of(&self.workspace);
        for (id, version) in kept.list()? {
            let Ok(found) = kept.kept(&id, &version) else {
                continue;
            };
            let same = |one: &Version| {
                (&one.reference.checklist, &one.reference.version) == (&id, &version)
            };
            let built_in = versions
                .iter()
                .any(|one| same(one) && one.reference.sha256 == found.sha256);
            if built_in {
                continue;
            }
            versions.retain(|one| !same(one));
            versions.push(Version {
                reference: ChecklistRef {
                    checklist: id,
                    version,
                    sha256: found.sha256,
                },
                checklist: Arc::new(found.checklist),
                built_in: false,
            });
        }
        Ok(versions)
    }

    /// The bytes of a version that can be had.
    pub fn bytes_of(&self, wanted: &ChecklistRef) -> Result<Vec<u8>, SessionError> {
        if let Some(bytes) = Checklists::of(&self.workspace).bytes(wanted)? {
            return Ok(bytes);
        }
        let mut texts = built_in_texts().iter().map(|text| text.as_bytes());
        let found = texts.find(|text| Digest::of(text) == wanted.sha256);
        let unknown = || ChecklistError::Unknown {
            checklist: wanted.checklist.clone(),
            version: wanted.version.clone(),
        };
        Ok(found.ok_or_else(unknown)?.to_vec())
    }

    /// The drafts of next versions.
    pub fn drafts(&self) -> Drafts {
        Drafts::of(&self.workspace)
    }

    /// Keeps a checklist as a new version, never over one that was used; its draft goes.
    pub fn keep_version(&self, checklist: &Checklist) -> Result<Version, SessionError> {
        let bytes = checklist.to_text().into_bytes();
        let checked = validate::parse(&bytes);
        let checklist = checked.map_err(|problems| SessionError::NotAChecklist { problems })?;
        let same =
            |one: &&Arc<Checklist>| (&one.id, &one.version) == (&checklist.id, &checklist.version);
        if built_in().iter().any(|one| same(&one)) {
            return Err(SessionError::BuiltIn {
                checklist: checklist.id,
                version: checklist.version,
            });
        }
        let reference = Checklists::of(&self.workspace).save(&bytes)?;
        self.drafts().remove(&reference.checklist)?;
        Ok(Version {
            reference,
            checklist: Arc::new(checklist),
            built_in: false,
        })
    }
}

fn reference(checklist: &Checklist, bytes: &[u8]) -> ChecklistRef {
    ChecklistRef {
        checklist: checklist.id.clone(),
        version: checklist.version.clone(),
        sha256: Digest::of(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::edit::Edit;
    use crate::domain::review::Reviewer;
    use crate::runtime::session::Folders;

    #[test]
    fn a_version_is_kept_once_and_never_takes_the_name_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders {
            workspace: folder.path().join("workspace"),
            home: folder.path().join("home"),
        };
        let reviewer = Reviewer::named("Ana").unwrap();
        let session = Session::for_writing(&folders, reviewer).unwrap();
        let built_in = &built_in()[0];
        let first = built_in.items[0].id.clone();
        let edit = Edit::Retire {
            item: first,
            reason: "Asked elsewhere.".to_owned(),
        };
        let mut next = built_in.edited(&edit).unwrap();
        session.drafts().keep(&next).unwrap();
        let refused = session.keep_version(&next).unwrap_err();
        assert!(matches!(refused, SessionError::BuiltIn { .. }), "{refused}");
        next.version = "2/1".to_owned();
        let refused = session.keep_version(&next).unwrap_err();
        assert!(refused.to_string().contains("2/1"), "{refused}");
        assert_eq!(session.drafts().list().unwrap().len(), 1, "it stays");

        next.version = "9.1".to_owned();
        let kept = session.keep_version(&next).unwrap();
        assert!(session.drafts().list().unwrap().is_empty());
        let versions = session.versions().unwrap();
        let known = versions.iter().find(|one| one.reference == kept.reference);
        assert!(known.is_some_and(|one| !one.built_in && *one.checklist == next));
        let bytes = session.bytes_of(&kept.reference).unwrap();
        assert_eq!(Digest::of(&bytes), kept.reference.sha256);

        next.title.push_str(" again");
        let refused = session.keep_version(&next).unwrap_err();
        assert!(refused.to_string().contains("used before"), "{refused}");
    }
}
