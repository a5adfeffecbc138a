//! Who works in a workspace on this device: those who write to it share a lock, and who seals it
//! holds that lock alone. Knows nothing of other devices.

use super::device::Home;
use super::files::{self, FileError, Lock};
use std::path::PathBuf;

/// Joins those who work in a workspace; nothing while somebody seals it.
pub fn join(home: &Home, workspace: &str) -> Result<Option<Lock>, FileError> {
    files::create_folder(&home.state_folder(workspace))?;
    files::lock_shared(&path(home, workspace))
}

/// Takes a workspace for oneself; nothing while somebody works in it.
pub fn alone(home: &Home, workspace: &str) -> Result<Option<Lock>, FileError> {
    files::create_folder(&home.state_folder(workspace))?;
    files::lock(&path(home, workspace))
}

/// The lock's name in the folder of what this device remembers of a workspace.
pub const NAME: &str = "workspace.lock";

fn path(home: &Home, workspace: &str) -> PathBuf {
    home.state_folder(workspace).join(NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_work_together_and_one_seals_alone() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let one = join(&home, "w").unwrap();
        let two = join(&home, "w").unwrap();
        assert!(one.is_some() && two.is_some());
        assert!(alone(&home, "w").unwrap().is_none());
        assert!(alone(&home, "other").unwrap().is_some());
        drop((one, two));
        let sealing = alone(&home, "w").unwrap();
        assert!(sealing.is_some());
        assert!(join(&home, "w").unwrap().is_none());
    }
}
