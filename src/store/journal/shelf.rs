//! The beginning of a journal that was proven before: held against the memory in one pass that keeps no
//! line, and read again where lines are asked for.
//!
//! A line that is asked for is hashed again, so that what is changed in the meantime is never taken for
//! what was proven.
#![expect(
    clippy::disallowed_methods,
    reason = "journals are read in blocks and by place here"
)]

use super::read::{JournalFile, LARGEST};
use crate::domain::digest::Digest;
use crate::domain::review::entry::{LONGEST_LINE, StoredEntry};
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::{Known, Retrace, is_lasting, read_known};
use crate::store::workspace::Workspace;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread;

/// Bytes that are asked of the system at once.
const BLOCK: usize = 1 << 18;

/// The beginning of a journal that was proven before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    path: PathBuf,
    /// Where each line begins, and where the last ends, in bytes.
    starts: Vec<u64>,
    /// Those of its entries that were asked for, until they are joined with the others.
    pub(super) entries: Vec<StoredEntry>,
    /// Length of the whole file in bytes.
    pub(super) length: u64,
    /// Where the last line of the whole file begins.
    pub(super) last: u64,
}

/// What is wanted of journals whose beginnings are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Every root inside of what is known, at the price of hashing each line twice.
    pub roots: bool,
    /// All entries of what is known, and not only those that are not about one agreement alone.
    pub entries: bool,
}

impl Shelf {
    /// How many lines were proven before.
    pub const fn len(&self) -> u64 {
        self.starts.len() as u64 - 1
    }

    /// Where the last line of the file begins, in bytes, and where it ends.
    pub const fn last_line(&self) -> (u64, u64) {
        (self.last, self.length)
    }

    /// Whether that is none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads entries again by their numbers and hashes; nothing when any is not there any more.
    pub fn read(&self, wanted: &[(u64, Digest)]) -> Option<Vec<StoredEntry>> {
        let mut file = File::open(&self.path).ok()?;
        let entries = wanted.iter().map(|&(seq, hash)| {
            let index = usize::try_from(seq.checked_sub(1)?).ok()?;
            let (start, next) = (self.starts.get(index)?, self.starts.get(index + 1)?);
            let length = next.checked_sub(*start)?.checked_sub(1)?;
            let mut line = Vec::new();
            file.seek(SeekFrom::Start(*start)).ok()?;
            file.by_ref().take(length).read_to_end(&mut line).ok()?;
            read_known(&line).filter(|stored| stored.hash == hash)
        });
        entries.collect()
    }
}

/// Reads the journals that are known, on all cores; nothing when any is not there as it is known.
pub(super) fn retrace_all(
    workspace: &Workspace,
    known: &BTreeMap<WriterId, Known>,
    wanted: Wanted,
) -> Option<BTreeMap<String, JournalFile>> {
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let all: Vec<(&WriterId, &Known)> = known.iter().collect();
    let mut retraced = BTreeMap::new();
    let one = |(writer, known): (&WriterId, &Known)| {
        let path = workspace.journal_path(writer);
        let file = retrace(workspace, writer, &path, known, wanted)?;
        Some((file.name.clone(), file))
    };
    for some in all.chunks(at_once) {
        let read: Option<Vec<_>> = thread::scope(|scope| {
            let others: Vec<_> = some
                .iter()
                .skip(1)
                .map(|&other| thread::Builder::new().spawn_scoped(scope, move || one(other)))
                .collect();
            let first = some.first().map(|&first| one(first));
            let others = others
                .into_iter()
                .zip(&some[1..])
                .map(|(other, &what)| match other {
                    Ok(other) => other.join().expect("reading a journal never panics"),
                    Err(_) => one(what),
                });
            first.into_iter().chain(others).collect()
        });
        retraced.extend(read?);
    }
    Some(retraced)
}

/// Reads one of them.
fn retrace(
    workspace: &Workspace,
    writer: &WriterId,
    path: &Path,
    known: &Known,
    wanted: Wanted,
) -> Option<JournalFile> {
    let mut reader = BufReader::with_capacity(BLOCK, File::open(path).ok()?);
    let mut walk = Retrace::new(known, wanted.roots);
    let (mut starts, mut entries) = (vec![0], Vec::new());
    let (mut line, mut end) = (Vec::new(), 0);
    while walk.goes_on() {
        line.clear();
        let mut bounded = reader.by_ref().take(LONGEST_LINE as u64 + 1);
        end += bounded.read_until(b'\n', &mut line).ok()? as u64;
        let whole = line.strip_suffix(b"\n")?;
        walk.line(whole);
        starts.push(end);
        if wanted.entries || is_lasting(whole) {
            entries.push(read_known(whole)?);
        }
    }
    let mut rest = Vec::new();
    let most = LARGEST.checked_sub(end)?;
    reader.take(most + 1).read_to_end(&mut rest).ok()?;
    if rest.len() as u64 > most {
        return None;
    }
    let ended = rest.strip_suffix(b"\n").unwrap_or(&rest);
    let before = ended.iter().rposition(|&byte| byte == b'\n');
    let last = match (rest.is_empty(), before) {
        (true, _) => starts.iter().rev().nth(1).copied()?,
        (false, None) => end,
        (false, Some(at)) => end + at as u64 + 1,
    };
    let checked = walk.finish(workspace.id(), writer, &rest)?;
    Some(JournalFile {
        name: path.file_name()?.to_str()?.to_owned(),
        bytes: Vec::new(),
        checked,
        shelf: Some(Shelf {
            path: path.to_owned(),
            starts,
            entries,
            length: end + rest.len() as u64,
            last,
        }),
    })
}
