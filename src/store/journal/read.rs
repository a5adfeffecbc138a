//! Every journal of a workspace, read and checked. Files are known by their content: a copy that a
//! synchronised folder left behind is either a harmless beginning or a proven fork.

use super::shelf::{Shelf, Wanted, retrace_all};
use crate::domain::counted::counted;
use crate::domain::digest::Digest;
use crate::domain::review::entry::{Heads, StoredEntry};
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::{CheckedJournal, Known, Problem, check_journal};
use crate::store::copies::explained;
use crate::store::device::Home;
use crate::store::files::{self, FileError};
use crate::store::proofs::Proofs;
use crate::store::workspace::Workspace;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The largest journal that is read.
pub(super) const LARGEST: u64 = 1 << 31;

/// The journals of a workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journals {
    /// One for each file that says something of its own.
    pub files: Vec<JournalFile>,
    /// What is wrong with the files as such; what is wrong inside stands with each journal.
    pub problems: Vec<Problem>,
    /// What is odd and harmless.
    pub notes: Vec<Problem>,
}

/// One journal file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalFile {
    /// Its name in the journal folder.
    pub name: String,
    /// Its bytes; none of a journal whose beginning was known, see [`JournalFile::shelf`].
    pub bytes: Vec<u8>,
    /// What they say. Where the beginning was known, of that the hashes alone, with the entries behind it.
    pub checked: CheckedJournal,
    /// The beginning, where that was proven before; nothing where every line was checked.
    pub shelf: Option<Shelf>,
}

impl JournalFile {
    /// Whether the file bears the name of its writer.
    pub fn is_named_rightly(&self) -> bool {
        self.name.strip_suffix(".jsonl") == Some(self.checked.writer.as_str())
    }

    /// Its length in bytes.
    pub fn length(&self) -> u64 {
        let known = self.shelf.as_ref();
        known.map_or(self.bytes.len() as u64, |known| known.length)
    }

    /// Puts the entries that were read of a known beginning before those behind it.
    pub fn join(&mut self) {
        if let Some(shelf) = &mut self.shelf {
            let mut entries = std::mem::take(&mut shelf.entries);
            entries.append(&mut self.checked.entries);
            self.checked.entries = entries;
        }
    }

    /// Its whole lines without their LF, as far as they are still those that were read.
    pub fn whole_lines(&self, workspace: &Workspace) -> Result<Vec<(Digest, Vec<u8>)>, FileError> {
        let again = match &self.shelf {
            Some(_) => files::read(&workspace.journal_folder().join(&self.name), LARGEST)?,
            None => Vec::new(),
        };
        let bytes = if self.shelf.is_some() {
            &again
        } else {
            &self.bytes
        };
        let lines = bytes.split(|&byte| byte == b'\n');
        let hashes = self.checked.lines.hashes().iter().copied().zip(lines);
        let same = hashes.filter(|(hash, line)| self.shelf.is_none() || Digest::of(line) == *hash);
        Ok(same.map(|(hash, line)| (hash, line.to_owned())).collect())
    }
}

impl Journals {
    /// The checked journals.
    pub fn checked(&self) -> Vec<&CheckedJournal> {
        self.files.iter().map(|file| &file.checked).collect()
    }

    /// Every entry; the same one may come twice.
    pub fn entries(&self) -> impl Iterator<Item = &StoredEntry> {
        self.files.iter().flat_map(|file| &file.checked.entries)
    }

    /// Takes every entry out; the first and the last of each journal stay. There can be a million of them,
    /// so that they are moved and not copied.
    pub fn take_entries(&mut self) -> Vec<StoredEntry> {
        let mut all = Vec::new();
        for file in &mut self.files {
            let entries = &mut file.checked.entries;
            let ends: Vec<StoredEntry> = match entries.as_slice() {
                [first, .., last] => vec![first.clone(), last.clone()],
                few => few.to_vec(),
            };
            all.append(entries);
            *entries = ends;
        }
        all
    }

    /// The journal of a writer, in the file of that name.
    pub fn of(&self, writer: &WriterId) -> Option<&JournalFile> {
        self.files
            .iter()
            .find(|file| file.checked.writer == *writer && file.is_named_rightly())
    }

    /// The heads of journals in which everything fits.
    pub fn heads(&self) -> Heads {
        let sound = self
            .files
            .iter()
            .filter(|file| file.checked.is_whole_but_for_its_tail());
        let mut heads = Heads::new();
        for file in sound {
            let writer = &file.checked.writer;
            if let Some((seq, hash)) = file.checked.head()
                && heads.get(writer).is_none_or(|&(known, _)| known < seq)
            {
                heads.insert(writer.clone(), (seq, hash));
            }
        }
        heads
    }
}

/// Reads and checks every journal of a workspace.
pub fn read_all(workspace: &Workspace) -> Result<Journals, FileError> {
    read_beside(workspace, BTreeMap::new())
}

/// Reads every journal of a workspace with all its entries. Those that this device has proven before and that
/// are unchanged are hashed, and not proven again; where anything is not as it was, everything is checked.
pub fn read_trusted(workspace: &Workspace, home: &Home) -> Result<Journals, FileError> {
    let wanted = Wanted {
        roots: true,
        entries: true,
        about: false,
    };
    let known = Proofs::new(home, workspace.id()).load();
    let unchanged = match &known {
        Some(known) => read_known(workspace, &known.journals, wanted)?,
        None => None,
    };
    let fits = |file: &JournalFile| file.shelf.is_none() || file.checked.problems.is_empty();
    if let Some(mut journals) = unchanged.filter(|journals| journals.files.iter().all(fits)) {
        journals.files.iter_mut().for_each(JournalFile::join);
        return Ok(journals);
    }
    read_all(workspace)
}

/// Reads every journal of a workspace for its head and its root: of those that this device has proven before
/// and that are unchanged no entry is read.
pub fn read_heads(workspace: &Workspace, home: &Home) -> Result<Journals, FileError> {
    let wanted = Wanted {
        roots: false,
        entries: false,
        about: false,
    };
    let known = Proofs::new(home, workspace.id()).load();
    let unchanged = match &known {
        Some(known) => read_known(workspace, &known.journals, wanted)?,
        None => None,
    };
    unchanged.map_or_else(|| read_all(workspace), Ok)
}

/// Reads every journal of a workspace, and checks line by line only what is not known.
///
/// Nothing when any journal is not there as it is known.
pub fn read_known(
    workspace: &Workspace,
    known: &BTreeMap<WriterId, Known>,
    wanted: Wanted,
) -> Result<Option<Journals>, FileError> {
    match retrace_all(workspace, known, wanted) {
        Some(retraced) => read_beside(workspace, retraced).map(Some),
        None => Ok(None),
    }
}

/// Reads the journals that were not read yet; the others by the names of their files.
fn read_beside(
    workspace: &Workspace,
    mut retraced: BTreeMap<String, JournalFile>,
) -> Result<Journals, FileError> {
    let folder = workspace.journal_folder();
    let mut journals = Journals::default();
    let mut strays = Vec::new();
    for name in files::names_in(&folder)? {
        let Some(stem) = name
            .strip_suffix(".jsonl")
            .filter(|_| !name.starts_with('.'))
        else {
            continue;
        };
        if let Some(file) = retraced.remove(&name) {
            journals.files.push(file);
            continue;
        }
        let bytes = match files::read(&folder.join(&name), LARGEST) {
            Ok(bytes) => bytes,
            Err(error) => {
                let problem = Problem::new("unreadable", error.to_string());
                journals.problems.push(Problem {
                    writer: WriterId::parse(stem),
                    ..problem
                });
                continue;
            }
        };
        let named = WriterId::parse(stem);
        let says = writer_in(&bytes);
        match (named, says) {
            (Some(named), says)
                if says
                    .as_ref()
                    .is_none_or(|says| *says == named || has_line_of(&bytes, &named)) =>
            {
                let checked = check_journal(workspace.id(), &named, &bytes);
                journals.files.push(JournalFile {
                    name,
                    bytes,
                    checked,
                    shelf: None,
                });
            }
            (_, Some(says)) => {
                let checked = check_journal(workspace.id(), &says, &bytes);
                strays.push(JournalFile {
                    name,
                    bytes,
                    checked,
                    shelf: None,
                });
            }
            (_, None) => {
                let message = format!(
                    "The file journal/{name} is no journal and was left alone.{}",
                    explained(&name)
                );
                journals.notes.push(Problem::new("not-a-journal", message));
            }
        }
    }
    for stray in strays {
        journals.place(stray);
    }
    Ok(journals)
}

impl Journals {
    /// Finds out what a file is that bears another name than its writer's.
    fn place(&mut self, stray: JournalFile) {
        let writer = &stray.checked.writer;
        let name = &stray.name;
        let Some(own) = self.of(writer) else {
            let message = format!(
                "The journal of {writer} lies in the file journal/{name}. Rename the file to {writer}.jsonl.{}",
                explained(name)
            );
            self.problems
                .push(Problem::new("misnamed", message).of(writer));
            self.files.push(stray);
            return;
        };
        let (ours, theirs) = (own.checked.lines.hashes(), stray.checked.lines.hashes());
        let same = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count();
        let line = same as u64 + 1;
        if same == theirs.len() {
            let message = format!(
                "The file journal/{name} is an older copy of {writer}.jsonl and adds nothing. It can be removed.{}",
                explained(name)
            );
            self.notes.push(Problem::new("copy", message).of(writer));
            return;
        }
        let problem = if same == ours.len() {
            let more = theirs.len() - same;
            let message = format!(
                "The file journal/{name} continues {writer}.jsonl by {}. Put it in its place, unless the two were to be kept apart.{}",
                counted(more, "entry"),
                explained(name)
            );
            Problem::new("longer-copy", message)
        } else {
            let message = format!(
                "The files journal/{name} and {writer}.jsonl agree up to entry {same} and then differ: one journal was continued in two places. Both are shown.{}",
                explained(name)
            );
            Problem::new("fork", message)
        };
        self.problems.push(problem.of(writer).at(Some(line), line));
        self.files.push(stray);
    }
}

/// Whether any line is of this writer: then a first line of another was put in front of them, and the
/// file is no copy of the other's journal.
fn has_line_of(bytes: &[u8], writer: &WriterId) -> bool {
    let header = format!(",\"writer\":\"{writer}\",\"seq\":");
    bytes
        .windows(header.len())
        .any(|window| window == header.as_bytes())
}

/// The writer that a journal's first line names, however else the line is.
fn writer_in(bytes: &[u8]) -> Option<WriterId> {
    #[derive(Deserialize)]
    struct First {
        writer: String,
    }
    let line = bytes.split(|&byte| byte == b'\n').next()?;
    let first: First = serde_json::from_slice(line).ok()?;
    WriterId::parse(&first.writer)
}
