//! One person at one workspace: joins the store, the formats and the rules.
//!
//! Both the commands and the interface work through a session. Reading needs no name and changes
//! nothing on the disk; writing opens the reviewer's own journal.

use super::clock;
use super::reading::Came;
use super::receipt::{Receipt, ReceiptError, Status};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::{Checklist, built_in_texts};
use crate::domain::review::command::{Command, Context, Draft, Refusal, decide};
use crate::domain::review::event::{ChecklistRef, Event};
use crate::domain::review::{AgreementReview, History, ReviewState, Reviewer, StoredEntry};
use crate::domain::summary::JournalHead;
use crate::store::agreements::{AgreementError, Agreements, Listed, Saved, imported};
use crate::store::checklists::{ChecklistError, Checklists};
use crate::store::device::{Home, KeyError};
use crate::store::files::FileError;
use crate::store::journal::{AppendError, Identity, Journal, Journals, ReadOnly, read_all};
use crate::store::workspace::{Workspace, WorkspaceError};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Where a session works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The workspace.
    pub workspace: PathBuf,
    /// This device's key, settings and memory.
    pub home: PathBuf,
}

/// A workspace as it stands, and a journal to write to when there is one.
pub struct Session {
    workspace: Workspace,
    home: Home,
    journals: Journals,
    entries: Vec<StoredEntry>,
    state: ReviewState,
    pen: Option<Pen>,
    warning: Option<String>,
}

/// What is needed to write.
struct Pen {
    journal: Journal,
    history: History,
}

/// Why a session cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The workspace cannot be opened.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// An agreement cannot be read or kept.
    #[error(transparent)]
    Agreement(#[from] AgreementError),
    /// A checklist cannot be read or kept.
    #[error(transparent)]
    Checklist(#[from] ChecklistError),
    /// The device's key cannot be read or made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A file or folder cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Entries were not saved.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The rules do not allow it.
    #[error("{}.", upper(&.0.to_string()))]
    Refused(#[from] Refusal),
}

impl SessionError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Workspace(error) => error.hint(),
            Self::Agreement(error) => error.hint(),
            Self::Checklist(error) => error.hint(),
            Self::Key(error) => error.hint(),
            Self::File(error) => error.hint(),
            Self::Append(error) => error.hint(),
            Self::Refused(error) => error.hint(),
        }
    }

    /// Whether what is on the disk was altered or does not fit together.
    pub fn is_about_integrity(&self) -> bool {
        match self {
            Self::Append(AppendError::ReadOnly(reason)) => {
                matches!(reason, ReadOnly::Defective { .. })
            }
            Self::Agreement(error) => matches!(error, AgreementError::Inconsistent { .. }),
            Self::Checklist(error) => matches!(error, ChecklistError::Differs { .. }),
            _ => false,
        }
    }
}

/// Everything that is needed to review one agreement.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The agreement.
    pub agreement: Agreement,
    /// The checklist it is reviewed against.
    pub checklist: Checklist,
}

impl Session {
    /// Opens a workspace for reading; nothing on the disk changes.
    pub fn for_reading(folders: &Folders) -> Result<Self, SessionError> {
        let workspace = Workspace::open(&folders.workspace)?;
        let journals = read_all(&workspace)?;
        Ok(Self::new(workspace, folders, journals, None))
    }

    /// Opens a workspace for writing, and makes it if it is not there.
    ///
    /// A journal that cannot be written opens all the same; see [`Session::read_only`].
    pub fn for_writing(folders: &Folders, reviewer: Reviewer) -> Result<Self, SessionError> {
        let now = clock::now();
        let workspace = Workspace::open_or_create(&folders.workspace, now)?;
        let home = Home::new(&folders.home);
        let identity = Identity {
            reviewer,
            key: home.device_key()?,
        };
        let (journal, journals) = Journal::open(&workspace, &home, identity, now)?;
        Ok(Self::new(workspace, folders, journals, Some(journal)))
    }

    fn new(
        workspace: Workspace,
        folders: &Folders,
        journals: Journals,
        journal: Option<Journal>,
    ) -> Self {
        let mut entries: Vec<StoredEntry> = journals.entries().cloned().collect();
        // What was written while the journal was opened (a recovery) is newer than `journals`.
        for entry in journal.iter().flat_map(Journal::entries) {
            if !entries.iter().rev().any(|known| known.hash == entry.hash) {
                entries.push(entry.clone());
            }
        }
        let pen = journal.map(|journal| {
            let mut history = History::default();
            for entry in journal.entries() {
                history.apply(entry);
            }
            Pen { journal, history }
        });
        Self {
            state: ReviewState::fold(&entries),
            home: Home::new(&folders.home),
            workspace,
            journals,
            entries,
            pen,
            warning: None,
        }
    }

    /// The workspace.
    pub const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// This device's memory.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Every entry of every journal.
    pub fn entries(&self) -> &[StoredEntry] {
        &self.entries
    }

    /// The state of all reviews.
    pub const fn state(&self) -> &ReviewState {
        &self.state
    }

    /// What this writer can undo and redo.
    pub fn history(&self) -> History {
        self.pen
            .as_ref()
            .map(|pen| pen.history.clone())
            .unwrap_or_default()
    }

    /// The journal that is written to.
    pub fn journal(&self) -> Option<&Journal> {
        self.pen.as_ref().map(|pen| &pen.journal)
    }

    /// Why nothing can be written, if so.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.journal().and_then(Journal::read_only)
    }

    /// The agreements of the workspace, also those that cannot be read.
    pub fn agreements(&self) -> Result<Vec<Listed>, SessionError> {
        Ok(Agreements::of(&self.workspace).list()?)
    }

    /// An agreement with its checklist.
    pub fn open(&self, id: &AgreementId) -> Result<Opened, SessionError> {
        let agreement = Agreements::of(&self.workspace).load(id)?.agreement;
        let checklist = self.checklist_of(id)?;
        Ok(Opened {
            agreement,
            checklist,
        })
    }

    /// The review of an agreement; an empty one when nothing was decided.
    pub fn review(&self, id: &AgreementId) -> AgreementReview {
        self.state.agreement(id).cloned().unwrap_or_default()
    }

    /// The checklist chosen for an agreement, else the first that is built in.
    pub fn checklist_of(&self, id: &AgreementId) -> Result<Checklist, SessionError> {
        let chosen = self.state.agreement(id).and_then(|review| {
            review
                .checklist
                .standing()
                .last()
                .and_then(|held| held.value.clone())
        });
        match chosen {
            Some(reference) => Ok(Checklists::of(&self.workspace).load(&reference)?),
            None => Ok(default_checklist()),
        }
    }

    /// The store of agreements.
    pub fn kept_agreements(&self) -> Agreements {
        Agreements::of(&self.workspace)
    }

    /// The agreements whose import is journalled.
    pub fn journalled_agreements(&self) -> HashSet<AgreementId> {
        self.state.agreements().cloned().collect()
    }

    /// Keeps and journals what came of a file, and gives its receipt; nothing for a mere container.
    /// A refusal is a receipt too, also when what is kept of the same file was damaged; an error
    /// means that nothing can be kept here at all.
    pub fn keep(
        &mut self,
        path: &Path,
        came: Came,
        checklist: &[u8],
    ) -> Result<Option<Receipt>, SessionError> {
        let refused = |error: ReceiptError| Ok(Some(Receipt::refused(path, error)));
        match came {
            Came::Container => Ok(None),
            Came::Refused(error) => refused(error.into()),
            Came::Damaged(AgreementError::File(error)) => Err(error.into()),
            Came::Damaged(error) => refused(error.into()),
            Came::Known(agreement) => Ok(Some(Receipt::of(path, Status::Unchanged, &agreement))),
            Came::New { bytes, agreement } => match self.keep_new(&agreement, &bytes, checklist) {
                Ok(status) => Ok(Some(Receipt::of(path, status, &agreement))),
                Err(SessionError::Agreement(error))
                    if !matches!(error, AgreementError::File(_)) =>
                {
                    refused(error.into())
                }
                Err(error) => Err(error),
            },
        }
    }

    fn keep_new(
        &mut self,
        agreement: &Agreement,
        bytes: &[u8],
        checklist: &[u8],
    ) -> Result<Status, SessionError> {
        let agreements = Agreements::of(&self.workspace);
        if let Some(reason) = self.read_only() {
            return Err(AppendError::ReadOnly(reason.clone()).into());
        }
        let stored = match agreements.save(agreement, bytes)? {
            Saved::New(clauses_sha256) => imported(agreement, clauses_sha256),
            // The same file twice in one import.
            Saved::Unchanged if self.state.agreement(&agreement.id).is_some() => {
                return Ok(Status::Unchanged);
            }
            // Kept by an import that ended before it was journalled.
            Saved::Unchanged => agreements.load(&agreement.id)?.imported(),
        };
        let reference = Checklists::of(&self.workspace).save(checklist)?;
        let chosen = self.choose(agreement, reference)?;
        let draft = Draft {
            event: Event::AgreementImported(stored),
            supersedes: Vec::new(),
        };
        self.append(std::iter::once(draft).chain(chosen).collect())?;
        Ok(Status::Imported)
    }

    /// The draft that makes `reference` the checklist of an agreement; nothing when it is already.
    fn choose(
        &self,
        agreement: &Agreement,
        reference: ChecklistRef,
    ) -> Result<Option<Draft>, SessionError> {
        let command = Command::ChooseChecklist(reference);
        match self.decide(command, agreement, &default_checklist()) {
            Ok(draft) => Ok(Some(draft)),
            Err(SessionError::Refused(Refusal::Unchanged)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reviews an agreement against another checklist from here on.
    pub fn use_checklist(
        &mut self,
        id: &AgreementId,
        checklist: &[u8],
    ) -> Result<(), SessionError> {
        let agreement = Agreements::of(&self.workspace).load(id)?.agreement;
        let reference = Checklists::of(&self.workspace).save(checklist)?;
        let draft = self
            .choose(&agreement, reference)?
            .ok_or(Refusal::Unchanged)?;
        self.append(vec![draft])?;
        Ok(())
    }

    /// What would be written for a command.
    pub fn decide(
        &self,
        command: Command,
        agreement: &Agreement,
        checklist: &Checklist,
    ) -> Result<Draft, SessionError> {
        let reviewer = self.pen().journal.reviewer();
        let context = Context {
            agreement,
            checklist,
            review: self.state.agreement(&agreement.id),
            reviewer,
        };
        Ok(decide(command, &context)?)
    }

    /// Decides and writes. What was confidential stays so: being decided again is no reason to
    /// publish it.
    pub fn run(
        &mut self,
        mut command: Command,
        opened: &Opened,
    ) -> Result<Vec<StoredEntry>, SessionError> {
        let (agreement, checklist) = (&opened.agreement, &opened.checklist);
        let mut draft = self.decide(command.clone(), agreement, checklist)?;
        if draft.event.drops_confidentiality() {
            command.make_confidential();
            draft = self.decide(command, agreement, checklist)?;
        }
        self.append(vec![draft])
    }

    /// Takes back the last decision.
    pub fn undo(&mut self) -> Result<Vec<StoredEntry>, SessionError> {
        let draft = self.pen().history.undo(&self.state, None)?;
        self.append(vec![draft])
    }

    /// Does again what was last undone.
    pub fn redo(&mut self) -> Result<Vec<StoredEntry>, SessionError> {
        let draft = self.pen().history.redo(&self.state, None)?;
        self.append(vec![draft])
    }

    /// Writes drafts; what comes back is on the disk.
    pub fn append(&mut self, drafts: Vec<Draft>) -> Result<Vec<StoredEntry>, SessionError> {
        let seen = self.journals.heads();
        let pen = self
            .pen
            .as_mut()
            .expect("only a session for writing is asked to write");
        let written = pen.journal.append(drafts, clock::now(), &seen)?;
        for entry in &written {
            pen.history.apply(entry);
            self.state.apply(entry);
        }
        self.warning = pen.journal.take_warning().map(|error| {
            format!(
                "Saved, but this device cannot remember where the journal ends, so that a cut-off end would not be noticed here. {error}"
            )
        });
        self.entries.extend(written.iter().cloned());
        Ok(written)
    }

    fn pen(&self) -> &Pen {
        self.pen
            .as_ref()
            .expect("only a session for writing is asked to decide")
    }

    /// What went wrong beside the journal at the last writing; the entries are saved all the same.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// The heads of all journals as they stand on the disk now.
    pub fn heads(&self) -> Result<Vec<JournalHead>, SessionError> {
        let journals = read_all(&self.workspace)?;
        Ok(journals
            .checked()
            .into_iter()
            .filter_map(|journal| {
                let (entries, head) = journal.head()?;
                Some(JournalHead {
                    writer: journal.writer.clone(),
                    entries,
                    head,
                    root: journal.root(),
                })
            })
            .collect())
    }
}

/// The checklist that agreements are reviewed against when nobody chose another.
pub fn default_checklist() -> Checklist {
    let mut lists = crate::domain::checklist::built_in();
    lists.swap_remove(0)
}

/// The bytes of that checklist, as they are kept in a workspace.
pub fn default_checklist_bytes() -> &'static [u8] {
    built_in_texts()[0].as_bytes()
}

/// A sentence from an error that begins in lower case.
fn upper(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
