//! Copies that programs which synchronise folders leave behind when a file was changed in two places.
//! Journals are known by what they hold; these names only help to explain, and to find copies of other
//! files.

use super::agreements::Agreements;
use super::files::{FileError, names_in};
use super::workspace::Workspace;
use crate::domain::review::verify::Problem;

/// The program that left a file of this name behind, as far as the name tells.
pub fn left_by(name: &str) -> Option<&'static str> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folded = stem.to_lowercase();
    if folded.contains(".sync-conflict-") {
        return Some("Syncthing");
    }
    // `name (conflicted copy 2026-01-02 101112)` is Nextcloud's, `name (Ana's conflicted copy 2026-01-02)`
    // that of Dropbox.
    if folded.contains("conflicted copy") {
        return Some("Nextcloud, ownCloud or Dropbox");
    }
    if folded.contains("case conflict") || folded.contains("selective sync conflict") {
        return Some("Dropbox");
    }
    if [".orig", ".ours", ".theirs", ".base"]
        .iter()
        .any(|end| folded.ends_with(end))
    {
        return Some("version control");
    }
    // `document-DESKTOP-AB12CD3.json`, `document-ANA-PC-2.json`.
    if let Some((_, device)) = stem.split_once('-')
        && device.len() >= 4
        && device.starts_with(|first: char| first.is_ascii_uppercase())
        && device
            .chars()
            .all(|one| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '-')
    {
        return Some("OneDrive");
    }
    let number = |text: &str| !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
    if stem.rsplit_once(' ').is_some_and(|(_, last)| number(last)) {
        return Some("iCloud");
    }
    let bracket = stem
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("));
    bracket
        .is_some_and(|(_, inside)| number(inside))
        .then_some("Google Drive or a file manager")
}

/// A sentence on where a copy comes from; empty when its name does not tell.
pub fn explained(name: &str) -> String {
    left_by(name).map_or_else(String::new, |program| {
        format!(" Its name is one that {program} gives when a file was changed in two places.")
    })
}

/// Copies of files other than journals. Nothing reads them; they are named so that a person compares
/// them and removes them.
pub fn strays(workspace: &Workspace) -> Result<Vec<Problem>, FileError> {
    let mut found = Vec::new();
    let root = workspace.root();
    let mut folders = vec![
        (String::new(), root.to_owned()),
        ("agreements/".to_owned(), workspace.agreements_folder()),
        ("checklists/".to_owned(), workspace.checklists_folder()),
    ];
    for listed in Agreements::of(workspace).list().unwrap_or_default() {
        let folder = workspace.agreements_folder().join(listed.id.as_str());
        folders.push((format!("agreements/{}/", listed.id), folder));
    }
    for (shown, folder) in folders {
        for name in names_in(&folder)? {
            let program = left_by(&name).filter(|_| !name.starts_with('.'));
            // The file that was received may have any ending, and keeps its name `source`.
            if let Some(program) = program {
                let message = format!(
                    "{shown}{name} is a copy that {program} leaves when a file was changed in two places. Nothing reads it: compare it with the file beside it, then remove one of the two."
                );
                found.push(Problem::new("conflict-copy", message));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_known_by_the_names_that_they_give() {
        for (name, program) in [
            (
                "ana-1a2b3c4d.sync-conflict-20261122-101112-ABCDEF7.jsonl",
                Some("Syncthing"),
            ),
            (
                "document (conflicted copy 2026-11-22 101112).json",
                Some("Nextcloud, ownCloud or Dropbox"),
            ),
            (
                "workspace (Ana's conflicted copy 2026-11-22).json",
                Some("Nextcloud, ownCloud or Dropbox"),
            ),
            ("document-DESKTOP-AB12CD3.json", Some("OneDrive")),
            ("document 2.json", Some("iCloud")),
            ("document (1).json", Some("Google Drive or a file manager")),
            ("document.json.orig", None),
            ("workspace.orig.json", Some("version control")),
            ("municipal-data-access@1.json", None),
            ("workspace.json", None),
            ("ana-1a2b3c4d.jsonl", None),
            ("source.PDF", None),
        ] {
            assert_eq!(left_by(name), program, "{name}");
        }
    }
}
