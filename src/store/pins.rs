//! What this device remembers of the journals it saw, kept outside the workspace, so that an end that
//! was cut off is noticed: `heads.json`, synced, and beside it `WRITER.last`, which the writer's own
//! process overwrites after each entry. The latter is not synced, since a second wait for the disk
//! would double the time that an entry takes: it survives the process, and only a power cut in the
//! seconds after an entry can lose it.

use super::device::Home;
use super::files::{self, FileError};
use crate::domain::digest::Digest;
use crate::domain::review::entry::Heads;
use crate::domain::review::people::WriterId;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
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
        Ok(match self.load_synced()? {
            Remembered::Heads(mut heads) => {
                advance(&mut heads, self.last_heads()?);
                Remembered::Heads(heads)
            }
            Remembered::Damaged => Remembered::Damaged,
        })
    }

    /// The head that a writer's process notes after each entry.
    pub fn last_head(&self, writer: &WriterId) -> LastHead {
        LastHead {
            path: self.folder.join(format!("{writer}{LAST}")),
            file: None,
        }
    }

    /// The heads in the files of [`LastHead`]; those that a power cut tore tell nothing.
    fn last_heads(&self) -> Result<Heads, FileError> {
        let mut heads = Heads::new();
        for name in files::names_in(&self.folder)? {
            let writer = name.strip_suffix(LAST).and_then(WriterId::parse);
            if let Some(writer) = writer
                && let Some(bytes) = files::read_if_there(&self.folder.join(&name), LONGEST)?
                && let Ok(head) = serde_json::from_slice::<(u64, Digest)>(&bytes)
            {
                heads.insert(writer, head);
            }
        }
        Ok(heads)
    }

    fn load_synced(&self) -> Result<Remembered, FileError> {
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
        let before = self.load_synced()?;
        if before == Remembered::Damaged
            && let Some(bytes) = files::read_if_there(&self.path(), LONGEST)?
        {
            files::write_new(&self.folder.join("heads.damaged"), &bytes)?;
        }
        let mut after = before.heads();
        advance(&mut after, self.last_heads()?);
        advance(&mut after, heads.clone());
        if Remembered::Heads(after.clone()) == before {
            return Ok(());
        }
        let mut json = serde_json::to_vec(&after).expect("writers are text keys");
        json.push(b'\n');
        files::replace(&self.path(), &json)
    }
}

/// Takes over the heads that are further.
fn advance(known: &mut Heads, heads: Heads) {
    for (writer, (seq, hash)) in heads {
        if known.get(&writer).is_none_or(|&(known, _)| known < seq) {
            known.insert(writer, (seq, hash));
        }
    }
}

/// How the names of the files of [`LastHead`] end.
const LAST: &str = ".last";

/// The file that holds the head of one writer alone: `[SEQ,"HASH"]`, in a fixed number of bytes.
#[derive(Debug)]
pub struct LastHead {
    path: PathBuf,
    file: Option<File>,
}

impl LastHead {
    /// Puts this head in the place of the one before, in one write.
    pub fn note(&mut self, (seq, hash): (u64, Digest)) -> Result<(), FileError> {
        let record = format!("[{seq:>20},\"{hash}\"]\n");
        self.write(record.as_bytes())
            .map_err(|error| FileError::new(files::Action::Write, &self.path, error))
    }

    fn write(&mut self, record: &[u8]) -> io::Result<()> {
        if self.file.is_none() {
            let mut options = files::private_options();
            let file = options.create(true).truncate(false).write(true);
            self.file = Some(file.open(&self.path)?);
        }
        let file = self.file.as_mut().expect("was just opened");
        file.seek(SeekFrom::Start(0))?;
        file.write_all(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn the_last_head_counts_without_being_synced_and_torn_ones_tell_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let pins = Pins::new(&Home::new(folder.path()), "w");
        let ana = WriterId::parse("ana-1").unwrap();
        let head = |seq: u64| (seq, Digest::of(&seq.to_be_bytes()));
        pins.remember(&Heads::from([(ana.clone(), head(5))]))
            .unwrap();
        let mut last = pins.last_head(&ana);
        last.note(head(100)).unwrap();
        last.note(head(6)).unwrap();
        let remembered = Heads::from([(ana.clone(), head(6))]);
        assert_eq!(pins.load().unwrap().heads(), remembered);
        // What was noted is synced with the next thing that is remembered.
        pins.remember(&Heads::new()).unwrap();
        files::replace(&last.path, b"[").unwrap();
        assert_eq!(pins.load().unwrap().heads(), remembered);
        pins.last_head(&ana).note(head(7)).unwrap();
        assert_eq!(pins.load().unwrap().heads()[&ana], head(7));
    }
}
