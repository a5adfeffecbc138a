//! The beginning of a journal that was proven before: held against the memory in one pass over all cores
//! that keeps no line, and read again where lines are asked for.
//!
//! A line that is asked for is hashed again, so that what is changed in the meantime is never taken for
//! what was proven.
#![expect(
    clippy::disallowed_methods,
    reason = "journals are read in blocks and by place here"
)]

use super::read::{JournalFile, LARGEST};
use super::stretch::{self, Stretch};
use crate::domain::agreement::AgreementId;
use crate::domain::digest::Digest;
use crate::domain::review::entry::StoredEntry;
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::{Known, Retrace, read_known};
use crate::store::workspace::Workspace;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

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
    /// The numbers of its lines about each agreement, where they were asked for.
    about: HashMap<AgreementId, Vec<u64>>,
}

/// What is wanted of journals whose beginnings are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Every root inside of what is known, at the price of hashing each line twice.
    pub roots: bool,
    /// All entries of what is known, and not only those that are not about one agreement alone.
    pub entries: bool,
    /// Which lines of what is known are about which agreement.
    pub about: bool,
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

    /// The numbers of its lines about each agreement, in their order; none unless they were asked for.
    pub const fn about(&self) -> &HashMap<AgreementId, Vec<u64>> {
        &self.about
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

/// Reads the journals that are known; nothing when any is not there as it is known.
pub(super) fn retrace_all(
    workspace: &Workspace,
    known: &BTreeMap<WriterId, Known>,
    wanted: Wanted,
) -> Option<BTreeMap<String, JournalFile>> {
    let retraced = known.iter().map(|(writer, known)| {
        let file = retrace(workspace, writer, known, wanted)?;
        Some((file.name.clone(), file))
    });
    retraced.collect()
}

/// Reads one of them, in as many stretches at once as there are cores.
fn retrace(
    workspace: &Workspace,
    writer: &WriterId,
    known: &Known,
    wanted: Wanted,
) -> Option<JournalFile> {
    let path = workspace.journal_path(writer);
    let length = std::fs::metadata(&path).ok()?.len();
    if length > LARGEST {
        return None;
    }
    let mut walk = Retrace::new(known, wanted.roots);
    let (mut starts, mut entries, mut about) = (vec![0], Vec::new(), HashMap::new());
    for stretch in stretch::read_all(&path, length, wanted)? {
        gather(stretch, &mut walk, &mut starts, &mut entries, &mut about);
    }
    let end = starts.last().copied()?;
    let rest = rest(&path, end)?;
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
            path,
            starts,
            entries,
            length: end + rest.len() as u64,
            last,
            about,
        }),
    })
}

/// Adds the lines of a stretch to those before it, as far as they are known.
fn gather(
    stretch: Stretch,
    walk: &mut Retrace<'_>,
    starts: &mut Vec<u64>,
    entries: &mut Vec<StoredEntry>,
    about: &mut HashMap<AgreementId, Vec<u64>>,
) {
    let before = starts.len() - 1;
    let mut taken = 0;
    for (line, end) in &stretch.lines {
        if !walk.goes_on() {
            break;
        }
        walk.line(line);
        starts.push(*end);
        taken += 1;
    }
    let asked = stretch.entries.into_iter();
    entries.extend(
        asked
            .take_while(|(at, _)| *at < taken)
            .map(|(_, entry)| entry),
    );
    for (agreement, lines) in stretch.about {
        let lines = lines.into_iter().take_while(|&at| at < taken);
        let numbers = lines.map(|at| (before + at) as u64 + 1);
        let agreement = AgreementId::new(agreement);
        about.entry(agreement).or_default().extend(numbers);
    }
}

/// What stands behind the lines that are known.
fn rest(path: &Path, from: u64) -> Option<Vec<u8>> {
    let most = LARGEST.checked_sub(from)?;
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(from)).ok()?;
    let mut rest = Vec::new();
    file.take(most + 1).read_to_end(&mut rest).ok()?;
    (rest.len() as u64 <= most).then_some(rest)
}
