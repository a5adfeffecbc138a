//! Every journal of a workspace, read and checked. Files are known by their content: a copy that a
//! synchronised folder left behind is either a harmless beginning or a proven fork.

use crate::domain::counted::counted;
use crate::domain::review::entry::{Heads, StoredEntry};
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::{CheckedJournal, Problem, check_journal};
use crate::store::copies::explained;
use crate::store::files::{self, FileError};
use crate::store::workspace::Workspace;
use serde::Deserialize;

/// The largest journal that is read.
const LARGEST: u64 = 1 << 31;

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
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What they say.
    pub checked: CheckedJournal,
}

impl JournalFile {
    /// Whether the file bears the name of its writer.
    pub fn is_named_rightly(&self) -> bool {
        self.name.strip_suffix(".jsonl") == Some(self.checked.writer.as_str())
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
                });
            }
            (_, Some(says)) => {
                let checked = check_journal(workspace.id(), &says, &bytes);
                strays.push(JournalFile {
                    name,
                    bytes,
                    checked,
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
