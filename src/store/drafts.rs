//! Drafts of next versions of checklists: one file for a checklist, replaced at every change.
//!
//! A draft is no version: nothing refers to it, no review rests on it, and it may be deleted at any
//! time. It is a checklist in the format of all others and bears the version that it began from.

use super::checklists::{ChecklistError, LARGEST, is_name};
use super::files;
use super::workspace::Workspace;
use crate::domain::checklist::Checklist;
use std::path::PathBuf;

/// The drafts of a workspace.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
}

impl Drafts {
    /// The drafts of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        Self {
            folder: workspace.checklists_folder().join("drafts"),
        }
    }

    /// All drafts that can be read.
    pub fn list(&self) -> Result<Vec<Checklist>, ChecklistError> {
        let names = files::names_in(&self.folder)?;
        let ids = names.iter().filter_map(|name| name.strip_suffix(".json"));
        let drafts = ids.filter_map(|id| {
            let bytes = files::read(&self.path(id).ok()?, LARGEST).ok()?;
            let draft: Checklist = serde_json::from_slice(&bytes).ok()?;
            (draft.id == id).then_some(draft)
        });
        Ok(drafts.collect())
    }

    /// Keeps a draft in the place of the one before.
    pub fn keep(&self, draft: &Checklist) -> Result<(), ChecklistError> {
        let path = self.path(&draft.id)?;
        files::create_folder(&self.folder)?;
        Ok(files::replace(&path, draft.to_text().as_bytes())?)
    }

    /// Takes the draft of a checklist away.
    pub fn remove(&self, id: &str) -> Result<(), ChecklistError> {
        Ok(files::remove(&self.path(id)?)?)
    }

    fn path(&self, id: &str) -> Result<PathBuf, ChecklistError> {
        if !is_name(id) {
            let name = id.to_owned();
            return Err(ChecklistError::BadName { name });
        }
        Ok(self.folder.join(format!("{id}.json")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::people::Moment;
    use crate::domain::samples;
    use crate::store::checklists::Checklists;

    #[test]
    fn a_draft_is_replaced_and_is_never_taken_for_a_version() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::open_or_create(folder.path(), Moment::from_millis(0)).unwrap();
        let drafts = Drafts::of(&workspace);
        assert_eq!(drafts.list().unwrap(), []);
        let mut draft = samples::checklist();
        drafts.keep(&draft).unwrap();
        draft.title = "Other".to_owned();
        drafts.keep(&draft).unwrap();
        files::replace(&folder.path().join("checklists/drafts/bad.json"), b"{").unwrap();
        assert_eq!(drafts.list().unwrap(), [draft.clone()]);
        assert_eq!(Checklists::of(&workspace).list().unwrap(), []);
        drafts.remove(&draft.id).unwrap();
        drafts.remove(&draft.id).unwrap();
        assert_eq!(drafts.list().unwrap(), []);
        draft.id = "../x".to_owned();
        assert!(drafts.keep(&draft).is_err());
    }
}
