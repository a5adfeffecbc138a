//! The archive inside a sealed file: written so that every `tar` reads it, and read strictly.

use super::SealedError;
use super::plan::{DEEPEST, LONGEST_PATH, MOST, Piece, Plan, Stamp, check_name};
use crate::store::files::{Action, FileError};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use tar::{EntryType, Header};

/// Whether the program was asked to end.
pub(super) type Stop<'a> = &'a dyn Fn() -> bool;

/// Writes all pieces, below a folder called `top`, and notes the hash of each file.
pub(super) fn write<W: Write>(
    plan: &mut Plan,
    top: &str,
    output: W,
    stop: Stop<'_>,
) -> Result<W, Trouble> {
    let mut builder = tar::Builder::new(output);
    append(&mut builder, &format!("{top}/"), None, 0, io::empty()).map_err(Trouble::Output)?;
    for piece in &mut plan.pieces {
        let name = format!("{top}/{}", piece.name);
        let Some(stamp) = piece.file else {
            append(&mut builder, &format!("{name}/"), None, 0, io::empty())
                .map_err(Trouble::Output)?;
            continue;
        };
        let mut source = Source::open(piece, stamp, stop)?;
        let written = append(
            &mut builder,
            &name,
            Some(stamp.length),
            stamp.seconds(),
            &mut source,
        );
        piece.sha256 = source.end(written)?;
    }
    builder.into_inner().map_err(Trouble::Output)
}

/// Why the archive could not be written.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Where it goes to.
    Output(io::Error),
    /// What goes into it.
    Input(SealedError),
}

impl<E: Into<SealedError>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Input(error.into())
    }
}

fn append<W: Write>(
    builder: &mut tar::Builder<W>,
    name: &str,
    length: Option<u64>,
    seconds: u64,
    content: impl Read,
) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_entry_type(length.map_or(EntryType::Directory, |_| EntryType::Regular));
    header.set_mode(if length.is_some() { 0o600 } else { 0o700 });
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(seconds);
    header.set_size(length.unwrap_or(0));
    builder.append_data(&mut header, name, content)
}

/// A file that is read once, hashed, and watched for changes.
struct Source<'a> {
    piece: &'a Piece,
    stamp: Stamp,
    file: File,
    hash: Sha256,
    read: u64,
    failed: Option<SealedError>,
    stop: Stop<'a>,
}

impl<'a> Source<'a> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the files of the workspace are read"
    )]
    fn open(piece: &'a Piece, stamp: Stamp, stop: Stop<'a>) -> Result<Self, SealedError> {
        let failed = |error| FileError::new(Action::Read, &piece.path, error);
        let file = File::open(&piece.path).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        // What is opened must be what was seen, and no link that was put in its place.
        if !about.is_file() || Stamp::of(&about) != stamp {
            return Err(changed(piece));
        }
        Ok(Self {
            piece,
            stamp,
            file,
            hash: Sha256::new(),
            read: 0,
            failed: None,
            stop,
        })
    }

    /// The hash of what was read, when it was all and the file is as it was.
    fn end(self, written: io::Result<()>) -> Result<[u8; 32], Trouble> {
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        written.map_err(Trouble::Output)?;
        let failed = |error| FileError::new(Action::Read, &self.piece.path, error);
        let about = self.file.metadata().map_err(failed)?;
        if self.read != self.stamp.length || Stamp::of(&about) != self.stamp {
            return Err(changed(self.piece).into());
        }
        Ok(self.hash.finalize().into())
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.stamp.length - self.read).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        let buffer = buffer.get_mut(..most).unwrap_or_default();
        let mut fail = |error: SealedError| {
            self.failed = Some(error);
            Err(io::Error::other("the source failed"))
        };
        if (self.stop)() {
            return fail(SealedError::Stopped);
        }
        match self.file.read(buffer) {
            Ok(read) => {
                self.hash.update(buffer.get(..read).unwrap_or_default());
                self.read += read as u64;
                Ok(read)
            }
            Err(error) => fail(FileError::new(Action::Read, &self.piece.path, error).into()),
        }
    }
}

fn changed(piece: &Piece) -> SealedError {
    SealedError::Changed {
        path: piece.path.clone(),
    }
}

/// Something in an archive.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry<'a> {
    /// A folder.
    Folder(&'a [String]),
    /// A file.
    File(&'a [String]),
}

/// Reads an archive to its very end, and hands over every file and folder of it. Whatever is neither,
/// or would lie elsewhere, is refused.
pub(super) fn read<R: Read>(
    input: R,
    sealed: &Path,
    visit: &mut dyn FnMut(Entry<'_>, &mut dyn Read) -> Result<(), SealedError>,
) -> Result<(), SealedError> {
    let damaged = |error: &io::Error| broken(sealed, error);
    let mut archive = tar::Archive::new(input);
    let mut long_name: Option<Vec<u8>> = None;
    let mut count = 0;
    for entry in archive
        .entries()
        .map_err(|error| damaged(&error))?
        .raw(true)
    {
        let mut entry = entry.map_err(|error| damaged(&error))?;
        let kind = entry.header().entry_type();
        let own_name = entry.header().path_bytes().into_owned();
        let odd = |why| SealedError::Odd {
            path: sealed.to_owned(),
            name: String::from_utf8_lossy(&own_name)
                .chars()
                .take(80)
                .collect(),
            why,
        };
        count += 1;
        if count > MOST {
            return Err(odd("is one of more files than a workspace has"));
        }
        match kind {
            EntryType::GNULongName | EntryType::XHeader => {
                let most = 4 * LONGEST_PATH as u64;
                let mut said = Vec::new();
                let length = entry.header().entry_size().unwrap_or(u64::MAX);
                if length > most || long_name.is_some() {
                    return Err(odd("has a name that is too long"));
                }
                entry
                    .read_to_end(&mut said)
                    .map_err(|error| damaged(&error))?;
                long_name = match kind {
                    EntryType::XHeader => path_of(&said).map_err(odd)?,
                    _ => Some(said.strip_suffix(b"\0").unwrap_or(&said).to_vec()),
                };
                continue;
            }
            EntryType::XGlobalHeader => continue,
            EntryType::Regular | EntryType::Continuous | EntryType::Directory => {}
            EntryType::Symlink | EntryType::Link => return Err(odd("is a link")),
            _ => return Err(odd("is neither a file nor a folder")),
        }
        let name = long_name.take().unwrap_or_else(|| own_name.clone());
        let parts = parts(&name).map_err(odd)?;
        if parts.is_empty() && kind == EntryType::Directory {
            continue;
        }
        if parts.is_empty() {
            return Err(odd("has no name"));
        }
        match kind {
            EntryType::Directory => visit(Entry::Folder(&parts), &mut io::empty())?,
            _ => visit(Entry::File(&parts), &mut entry)?,
        }
    }
    // What stands behind the archive belongs to the sealed file too: without reading it, nobody
    // knows that it was not cut off.
    let mut rest = archive.into_inner();
    let mut buffer = [0; 8192];
    loop {
        match rest.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) if buffer.iter().take(read).all(|byte| *byte == 0) => {}
            Ok(_) => {
                return Err(SealedError::Damaged {
                    path: sealed.to_owned(),
                    what: "something stands behind the archive".to_owned(),
                });
            }
            Err(error) => return Err(damaged(&error)),
        }
    }
}

/// An error of reading what is sealed: mostly the file, seldom the disk.
pub(super) fn broken(sealed: &Path, error: &io::Error) -> SealedError {
    if error.raw_os_error().is_some() {
        let error = io::Error::from(error.kind());
        return FileError::new(Action::Read, sealed, error).into();
    }
    let what = match error.kind() {
        io::ErrorKind::UnexpectedEof => "its end is missing",
        _ => "a part of it does not fit",
    };
    SealedError::Damaged {
        path: sealed.to_owned(),
        what: what.to_owned(),
    }
}

/// The parts of a path, when it stays where it belongs.
fn parts(name: &[u8]) -> Result<Vec<String>, &'static str> {
    if name.len() > LONGEST_PATH {
        return Err("has a name that is too long");
    }
    let name = std::str::from_utf8(name).map_err(|_| "has a name that is not Unicode")?;
    if name.starts_with('/') {
        return Err("wants to lie at a fixed place of the disk");
    }
    let parts = name
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".");
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    if parts.iter().any(|part| part == "..") {
        return Err("wants to lie outside");
    }
    if parts.len() > DEEPEST + 1 {
        return Err("lies too deep");
    }
    match parts.iter().try_for_each(|part| check_name(part)) {
        Ok(()) => Ok(parts),
        Err(_) => Err("has a name that cannot be kept"),
    }
}

/// The name in a header as newer archives have it.
fn path_of(header: &[u8]) -> Result<Option<Vec<u8>>, &'static str> {
    let mut path = None;
    for extension in tar::PaxExtensions::new(header) {
        let extension = extension.map_err(|_| "has a header that cannot be understood")?;
        match extension.key_bytes() {
            b"path" => path = Some(extension.value_bytes().to_vec()),
            b"size" | b"linkpath" => return Err("has a size or a link that is not supported"),
            _ => {}
        }
    }
    Ok(path)
}

/// Makes a folder for the owner alone; one that is there and is a folder is as good.
pub(super) fn make_folder(path: &Path) -> Result<(), FileError> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_dir() => Ok(()),
        _ => crate::store::files::create_folder(path),
    }
}
