//! Where a reviewer left off. A convenience: what cannot be read is as good as nothing.

use super::device::Home;
use super::files::{self, FileError};
use crate::domain::agreement::AgreementId;
use crate::domain::clause::ClauseId;
use crate::domain::review::people::WriterId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A place in a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The agreement that was open.
    pub agreement: AgreementId,
    /// The clause that was in front of the reviewer.
    #[serde(default)]
    pub clause: Option<ClauseId>,
    /// The item of the checklist that was chosen.
    #[serde(default)]
    pub item: Option<String>,
    /// The clause last in front of the reviewer in every agreement.
    #[serde(default)]
    pub clauses: BTreeMap<AgreementId, ClauseId>,
    /// The bookmarks in every agreement, by their letters.
    #[serde(default)]
    pub bookmarks: BTreeMap<AgreementId, BTreeMap<char, ClauseId>>,
    /// Agreements that are read by weight, and not in reading order.
    #[serde(default)]
    pub by_weight: BTreeSet<AgreementId>,
    /// Agreements whose receipt the reviewer has looked at.
    #[serde(default)]
    pub receipts: BTreeSet<AgreementId>,
}

impl Place {
    /// In an agreement, with nothing else known yet.
    pub const fn in_agreement(agreement: AgreementId) -> Self {
        Self {
            agreement,
            clause: None,
            item: None,
            clauses: BTreeMap::new(),
            bookmarks: BTreeMap::new(),
            by_weight: BTreeSet::new(),
            receipts: BTreeSet::new(),
        }
    }
}

/// Where a writer left off in a workspace; nothing when that is not known.
pub fn load(home: &Home, workspace: &str, writer: &WriterId) -> Option<Place> {
    let bytes = files::read(&path(home, workspace, writer), 1 << 20).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Remembers where a writer left off.
pub fn save(
    home: &Home,
    workspace: &str,
    writer: &WriterId,
    place: &Place,
) -> Result<(), FileError> {
    files::create_folder(&home.state_folder(workspace))?;
    let json = serde_json::to_vec(place).expect("a place is plain fields");
    files::replace(&path(home, workspace, writer), &json)
}

fn path(home: &Home, workspace: &str, writer: &WriterId) -> PathBuf {
    let name = format!("place-{writer}.json");
    home.state_folder(workspace).join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again_and_a_broken_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let writer = WriterId::parse("ana-1").unwrap();
        let place = Place {
            clause: Some(ClauseId::new("art-5")),
            bookmarks: BTreeMap::from([(
                AgreementId::new("0011223344556677"),
                BTreeMap::from([('ž', ClauseId::new("art-7"))]),
            )]),
            receipts: BTreeSet::from([AgreementId::new("0011223344556677")]),
            ..Place::in_agreement(AgreementId::new("0011223344556677"))
        };
        assert_eq!(load(&home, "w", &writer), None);
        save(&home, "w", &writer, &place).unwrap();
        assert_eq!(load(&home, "w", &writer), Some(place));
        files::replace(
            &path(&home, "w", &writer),
            br#"{"agreement":"x","later":1}"#,
        )
        .unwrap();
        assert!(load(&home, "w", &writer).is_some());
        files::replace(&path(&home, "w", &writer), b"{").unwrap();
        assert_eq!(load(&home, "w", &writer), None);
    }
}
