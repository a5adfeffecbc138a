//! What this device remembers of the journals it saw: `heads.json`, kept outside the workspace, so
//! that an end that was cut off is noticed.

use super::device::Home;
use super::files::{self, FileError};
use crate::domain::review::entry::Heads;
use std::path::PathBuf;

/// The longest `heads.json` that is read.
const LONGEST: u64 = 1 << 22;

/// The remembered heads of one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pins {
    folder: PathBuf,
}

/// What was remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remembered {
    /// These heads; none for a workspace that is new to this device.
    Heads(Heads),
    /// Something that cannot be read.
    Damaged,
}

impl Remembered {
    /// The heads, as far as they can be read.
    pub fn heads(&self) -> Heads {
        match self {
            Self::Heads(heads) => heads.clone(),
            Self::Damaged => Heads::new(),
        }
    }
}

impl Pins {
    /// The memory of a workspace.
    pub fn new(home: &Home, workspace: &str) -> Self {
        Self {
            folder: home.state_folder(workspace),
        }
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.folder.join("heads.json")
    }

    /// What is remembered.
    pub fn load(&self) -> Result<Remembered, FileError> {
        let Some(bytes) = files::read_if_there(&self.path(), LONGEST)? else {
            return Ok(Remembered::Heads(Heads::new()));
        };
        Ok(serde_json::from_slice(&bytes).map_or(Remembered::Damaged, Remembered::Heads))
    }

    /// Remembers these heads where they are further than what is remembered; never goes back. A
    /// memory that cannot be read is kept aside.
    pub fn remember(&self, heads: &Heads) -> Result<(), FileError> {
        files::create_folder(&self.folder)?;
        let _lock = files::lock_waiting(&self.folder.join("heads.lock"))?;
        let before = self.load()?;
        if before == Remembered::Damaged
            && let Some(bytes) = files::read_if_there(&self.path(), LONGEST)?
        {
            files::write_new(&self.folder.join("heads.damaged"), &bytes)?;
        }
        let mut after = before.heads();
        for (writer, &(seq, hash)) in heads {
            if after.get(writer).is_none_or(|&(known, _)| known < seq) {
                after.insert(writer.clone(), (seq, hash));
            }
        }
        if Remembered::Heads(after.clone()) == before {
            return Ok(());
        }
        let mut json = serde_json::to_vec(&after).expect("writers are text keys");
        json.push(b'\n');
        files::replace(&self.path(), &json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::digest::Digest;
    use crate::domain::review::people::WriterId;

    #[test]
    fn memory_only_grows_and_damage_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let pins = Pins::new(&Home::new(folder.path()), "w");
        let ana = WriterId::parse("ana-1").unwrap();
        let head = |seq: u64| Heads::from([(ana.clone(), (seq, Digest::of(&seq.to_be_bytes())))]);
        assert_eq!(pins.load().unwrap(), Remembered::Heads(Heads::new()));
        pins.remember(&head(5)).unwrap();
        pins.remember(&head(3)).unwrap();
        assert_eq!(pins.load().unwrap().heads(), head(5));
        files::replace(&pins.path(), b"{").unwrap();
        assert_eq!(pins.load().unwrap(), Remembered::Damaged);
        pins.remember(&head(6)).unwrap();
        assert_eq!(pins.load().unwrap().heads(), head(6));
        let aside = pins.path().with_file_name("heads.damaged");
        assert_eq!(files::read(&aside, 10).unwrap(), b"{");
    }
}
