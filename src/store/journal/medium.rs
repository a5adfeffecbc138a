//! What a journal is written to. The file below it can fail at every step; tests make it do so.

use crate::store::files;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A journal's file, with every step that can fail.
pub trait Medium: Send {
    /// Says why nothing can be written here, if so; writes nothing.
    fn check(&mut self) -> io::Result<()>;
    /// Whether what was opened for writing is still the journal, `length` bytes long.
    fn is_in_place(&mut self, length: u64) -> bool;
    /// Appends to the journal, which must be `length` bytes long.
    fn append(&mut self, length: u64, bytes: &[u8]) -> io::Result<()>;
    /// Returns when the bytes are on the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Returns when the journal's name is on the disk.
    fn sync_folder(&mut self) -> io::Result<()>;
    /// Keeps bytes in a new, synced file beside the journal.
    fn set_aside(&mut self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Shortens the journal, synced.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

/// A journal's file on disk, opened when it is first written to.
#[derive(Debug)]
pub struct FileMedium {
    path: PathBuf,
    folder: PathBuf,
    file: Option<File>,
}

impl FileMedium {
    /// The journal with this name in a folder.
    pub fn new(folder: &Path, name: &str) -> Self {
        Self {
            path: folder.join(name),
            folder: folder.to_owned(),
            file: None,
        }
    }

    /// The file. Only a journal that begins is made, and only in a workspace: where a share was
    /// unmounted, writing must not go to the disk below it.
    fn open(&mut self, begins: bool) -> io::Result<&File> {
        if self.file.is_none() {
            if begins {
                fs::metadata(self.folder.with_file_name("workspace.json"))?;
                files::create_folder(&self.folder).map_err(|error| error.source)?;
            }
            let mut options = files::private_options();
            self.file = Some(options.create(begins).append(true).open(&self.path)?);
        }
        Ok(self.file.as_ref().expect("was just opened"))
    }

    /// Programs that synchronise folders put new files in the place of old ones: then the file in
    /// hand is nobody's any more, and what is written to it would be lost.
    fn check_in_place(&mut self, length: u64) -> io::Result<()> {
        let held = self.open(length == 0)?.metadata()?;
        let named = fs::metadata(&self.path)?;
        #[cfg(unix)]
        let same = {
            use std::os::unix::fs::MetadataExt;
            (held.dev(), held.ino()) == (named.dev(), named.ino())
        };
        #[cfg(not(unix))]
        let same = true;
        if same && held.len() == length && named.len() == length {
            Ok(())
        } else {
            Err(io::Error::other("another program changed or replaced it"))
        }
    }
}

impl Medium for FileMedium {
    fn check(&mut self) -> io::Result<()> {
        if self.path.try_exists()? {
            let mut options = files::private_options();
            return options.append(true).open(&self.path).map(drop);
        }
        let folder = if self.folder.try_exists()? {
            &self.folder
        } else {
            self.folder.parent().unwrap_or(&self.folder)
        };
        files::check_writable(folder).map_err(|error| error.source)
    }

    fn is_in_place(&mut self, length: u64) -> bool {
        self.file.is_none() || self.check_in_place(length).is_ok()
    }

    fn append(&mut self, length: u64, bytes: &[u8]) -> io::Result<()> {
        self.check_in_place(length)?;
        // One write; after a short one the next names the cause, such as a full disk.
        self.open(false)?.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.open(false)?.sync_data()
    }

    fn sync_folder(&mut self) -> io::Result<()> {
        files::sync_folder(&self.folder).map_err(|error| error.source)
    }

    fn set_aside(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        match files::write_new(&self.folder.join(name), bytes) {
            Ok(true) => Ok(()),
            Ok(false) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) => Err(error.source),
        }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let file = files::private_options().write(true).open(&self.path)?;
        file.set_len(length)?;
        file.sync_all()
    }
}
