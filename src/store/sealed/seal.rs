//! Sealing: written beside, synced, read back, named; only then the plain workspace is removed.

use super::super::device::Home;
use super::super::files::{self, Action, FileError, Lock};
use super::super::presence;
use super::super::workspace::Workspace;
use super::archive::{self, Entry, Stop, Trouble};
use super::keys::Key;
use super::plan::{Piece, Plan};
use super::removing::remove;
use super::{SealedError, archive::broken};
use crate::domain::digest::to_hex;
use age::Identity;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// What is to be sealed, and how.
pub struct Sealing<'a> {
    /// The folder.
    pub workspace: &'a Path,
    /// This device's memory, with the locks.
    pub home: &'a Home,
    /// The sealed file, which must not be there yet.
    pub output: &'a Path,
    /// Who can open it.
    pub key: &'a Key,
    /// Whether the plain workspace stays.
    pub keep: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Sealed {
    /// Files in it.
    pub files: usize,
    /// Bytes of these files.
    pub bytes: u64,
    /// SHA-256 of the sealed file, in hexadecimal digits.
    pub sha256: String,
    /// Whether the plain workspace was removed, wholly or but for `left`.
    pub removed: bool,
    /// What of the plain workspace could not be removed, and why, as sentences.
    pub left: Vec<String>,
}

/// Seals a workspace. An error means that it stands as it stood, and that there is no sealed file.
pub fn seal(sealing: &Sealing<'_>, stop: Stop<'_>) -> Result<Sealed, SealedError> {
    let workspace = Workspace::open(sealing.workspace)?;
    let output = check_places(sealing)?;
    let _locks = take_locks(sealing.home, &workspace)?;
    let root = workspace.root();
    let mut plan = Plan::of(root)?;
    let (file, at_hand, sha256) = write(sealing, &mut plan, &output, stop)?;
    let reader = sealing.key.reader(at_hand);
    read_back(file.path(), &plan, &*reader, stop)?;
    if Plan::of(root)?
        .pieces
        .iter()
        .map(place)
        .ne(plan.pieces.iter().map(place))
    {
        let path = root.to_owned();
        return Err(SealedError::Changed { path });
    }
    give_name(file, &output)?;
    let left = if sealing.keep {
        Vec::new()
    } else {
        remove(root, &plan)
    };
    Ok(Sealed {
        files: plan.files().count(),
        bytes: plan.bytes(),
        sha256: to_hex(&sha256),
        removed: !sealing.keep,
        left,
    })
}

/// What must be the same before and after.
fn place(piece: &Piece) -> (&str, Option<super::plan::Stamp>) {
    (&piece.name, piece.file)
}

/// Where the sealed file goes, once nothing speaks against it.
fn check_places(sealing: &Sealing<'_>) -> Result<PathBuf, SealedError> {
    let failed = |path: &Path, error| FileError::new(Action::Read, path, error);
    let about = fs::symlink_metadata(sealing.workspace);
    let about = about.map_err(|error| failed(sealing.workspace, error))?;
    if !about.is_dir() {
        let path = sealing.workspace.to_owned();
        return Err(SealedError::NotAFile { path });
    }
    let path = sealing.output;
    if fs::symlink_metadata(path).is_ok() {
        let path = path.to_owned();
        return Err(SealedError::Exists { path });
    }
    let folder = files::folder_of(path);
    let folder = folder
        .canonicalize()
        .map_err(|error| failed(folder, error))?;
    let root = sealing.workspace.canonicalize();
    let root = root.map_err(|error| failed(sealing.workspace, error))?;
    let output = path.file_name().map(|name| folder.join(name));
    let output = output.ok_or_else(|| failed(path, io::ErrorKind::InvalidInput.into()))?;
    if output.starts_with(&root) {
        let path = path.to_owned();
        return Err(SealedError::Inside { path });
    }
    Ok(output)
}

/// The workspace alone, and every writer's lock.
fn take_locks(home: &Home, workspace: &Workspace) -> Result<Vec<Lock>, SealedError> {
    let in_use = || SealedError::InUse {
        path: workspace.root().to_owned(),
    };
    let alone = presence::alone(home, workspace.id())?.ok_or_else(in_use)?;
    let mut locks = vec![alone];
    let folder = home.state_folder(workspace.id());
    for name in files::names_in(&folder)? {
        let writer = name.strip_suffix(".lock");
        let is_writers = writer.is_some() && name != presence::NAME;
        if is_writers {
            locks.push(files::lock(&folder.join(name))?.ok_or_else(in_use)?);
        }
    }
    Ok(locks)
}

/// The sealed file without its name yet, synced; its key; and its hash.
fn write(
    sealing: &Sealing<'_>,
    plan: &mut Plan,
    output: &Path,
    stop: Stop<'_>,
) -> Result<(tempfile::NamedTempFile, super::keys::AtHand, [u8; 32]), SealedError> {
    let failed = |error| SealedError::from(FileError::new(Action::Write, output, error));
    let keys = |error: age::EncryptError| SealedError::Keys {
        why: error.to_string(),
    };
    let (encryptor, at_hand) = sealing.key.encryptor().map_err(keys)?;
    let file = tempfile::Builder::new()
        .prefix(".part-")
        .tempfile_in(files::folder_of(output))
        .map_err(failed)?;
    let hashed = Hashed {
        inner: BufWriter::with_capacity(1 << 18, file),
        hash: Sha256::new(),
    };
    let stream = encryptor.wrap_output(hashed).map_err(failed)?;
    let top = top(sealing.workspace);
    let stream = match archive::write(plan, &top, stream, stop) {
        Ok(stream) => stream,
        Err(Trouble::Output(error)) => return Err(failed(error)),
        Err(Trouble::Input(error)) => return Err(error),
    };
    let hashed = stream.finish().map_err(failed)?;
    let sha256 = hashed.hash.finalize().into();
    let file = hashed.inner.into_inner();
    let file = file.map_err(|error| failed(error.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    Ok((file, at_hand, sha256))
}

/// The folder in the archive, called as the workspace where every system can keep that name.
fn top(workspace: &Path) -> String {
    let name = workspace.file_name().and_then(|name| name.to_str());
    name.filter(|name| super::plan::check_name(name).is_ok())
        .unwrap_or("workspace")
        .to_owned()
}

/// Bytes on their way out, hashed.
struct Hashed {
    inner: BufWriter<tempfile::NamedTempFile>,
    hash: Sha256,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Opens the sealed file and holds every file in it against what was sealed.
#[expect(clippy::disallowed_methods, reason = "the sealed file is read back")]
fn read_back(
    path: &Path,
    plan: &Plan,
    reader: &dyn Identity,
    stop: Stop<'_>,
) -> Result<(), SealedError> {
    let differs = |what: String| SealedError::Differs { what };
    let file = File::open(path).map_err(|error| FileError::new(Action::Read, path, error))?;
    let decryptor = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 18, file));
    let stream = decryptor.and_then(|decryptor| decryptor.decrypt(std::iter::once(reader)));
    let stream = stream.map_err(|error| differs(format!("it does not open ({error})")))?;
    let mut wanted = plan.pieces.iter();
    let mut began = false;
    let mut visit = |entry: Entry<'_>, content: &mut dyn Read| {
        if stop() {
            return Err(SealedError::Stopped);
        }
        let (is_file, parts) = match entry {
            Entry::Folder(parts) => (false, parts),
            Entry::File(parts) => (true, parts),
        };
        let name = parts.get(1..).unwrap_or_default().join("/");
        if !began {
            began = true;
            if name.is_empty() && !is_file {
                return Ok(());
            }
        }
        let piece = wanted.next().filter(|piece| piece.name == name);
        let piece = piece.filter(|piece| piece.file.is_some() == is_file);
        let piece = piece.ok_or_else(|| differs(format!("“{name}” is not expected there")))?;
        let hash = hash_of(content).map_err(|error| broken(path, &error))?;
        let same = !is_file || hash == piece.sha256;
        same.then_some(())
            .ok_or_else(|| differs(format!("“{name}” is another")))
    };
    let read = archive::read(stream, path, &mut visit);
    read.map_err(|error| match error {
        SealedError::Damaged { what, .. } => differs(what),
        other => other,
    })?;
    match wanted.next() {
        None => Ok(()),
        Some(piece) => Err(differs(format!("“{}” is missing", piece.name))),
    }
}

fn hash_of(content: &mut dyn Read) -> io::Result<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match content.read(&mut buffer)? {
            0 => return Ok(hash.finalize().into()),
            read => hash.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// Gives the sealed file its name, if it is still free.
fn give_name(file: tempfile::NamedTempFile, output: &Path) -> Result<(), SealedError> {
    let path = || output.to_owned();
    let moved = |error| SealedError::from(FileError::new(Action::Move, output, error));
    match file.persist_noclobber(output) {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(SealedError::Exists { path: path() });
        }
        // Memory sticks know no way to give a name only when it is free.
        Err(error) => match output.try_exists() {
            Ok(false) => drop(
                error
                    .file
                    .persist(output)
                    .map_err(|error| moved(error.error))?,
            ),
            _ => return Err(SealedError::Exists { path: path() }),
        },
    }
    Ok(files::sync_folder(files::folder_of(output))?)
}
