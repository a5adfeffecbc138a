//! One person at one workspace: joins the store, the formats and the rules.
//!
//! Both the commands and the interface work through a session. Reading needs no name and changes
//! nothing on the disk; writing opens the reviewer's own journal.

mod ahead;
mod checkpoint;
mod choosing;
mod editing;
mod error;
mod following;
mod keeping;
mod keys;
mod past;
mod proving;
mod signing;
mod writing;

pub use choosing::Planned;
pub use editing::Version;
pub use error::SessionError;
pub use following::Came;
pub use keys::authority;
pub use proving::NoProof;

use super::clock;
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::{Checklist, built_in, built_in_texts};
use crate::domain::digest::Digest;
use crate::domain::redaction::Redaction;
use crate::domain::review::entry::Heads;
use crate::domain::review::event::ChecklistRef;
use crate::domain::review::heads::HeadClaim;
use crate::domain::review::verify::Tail;
use crate::domain::review::{
    AgreementReview, History, ReviewState, Reviewer, StoredEntry, WriterId,
};
use crate::domain::summary::JournalHead;
use crate::store::agreements::{Agreements, Listed};
use crate::store::checklists::Checklists;
use crate::store::device::Home;
use crate::store::journal::{Identity, Journal, Journals, ReadOnly, read_heads, read_trusted};
use crate::store::scratch;
use crate::store::verify::remember;
use crate::store::workspace::Workspace;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

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
    /// The journals as they were read; of their entries the first and the last.
    journals: Journals,
    /// The heads of all journals, as far as they were read.
    heads: Heads,
    entries: Vec<StoredEntry>,
    state: ReviewState,
    pen: Option<Pen>,
    warning: Option<String>,
    /// Why the clock of this computer is to be doubted, in a sentence.
    clock: Option<String>,
    /// Where the journals stood, when the session was turned back to an earlier time.
    then: Option<Vec<JournalHead>>,
    /// What was turned back: the entries behind that time, and the reviews as they are now.
    later: Option<(Vec<StoredEntry>, ReviewState)>,
    /// The checklist last kept for an agreement that was read in, and its bytes.
    kept_checklist: Option<(Vec<u8>, ChecklistRef)>,
    /// What was kept last and is likely to be opened next, so that it need not be read from the disk again.
    at_hand: RefCell<Option<Box<Agreement>>>,
    /// The reviews as they stood, while they are looked at.
    visiting: Option<Arc<ReviewState>>,
    /// Those that were read already.
    checklists: RefCell<BTreeMap<ChecklistRef, Arc<Checklist>>>,
}

/// What is needed to write.
struct Pen {
    journal: Journal,
    history: History,
}

/// Everything that is needed to review one agreement.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The agreement.
    pub agreement: Agreement,
    /// The checklists it is reviewed against, in the order in which they were chosen; never empty.
    pub checklists: Vec<Arc<Checklist>>,
}

impl Opened {
    /// The checklist that has an item, and the item's id there. The name is an item's id, or
    /// `CHECKLIST/ITEM` where two checklists have the same.
    pub fn with_item(&self, name: &str) -> Option<(&Arc<Checklist>, &str)> {
        let (list, id) = name
            .split_once('/')
            .map_or((None, name), |(list, id)| (Some(list), id));
        let mut lists = self.checklists.iter();
        lists.find_map(|checklist| {
            let wanted = list.is_none_or(|list| list == checklist.id);
            let item = checklist.item(id).filter(|_| wanted)?;
            Some((checklist, item.id.as_str()))
        })
    }
}

impl Session {
    /// Opens a workspace for reading; nothing in it changes.
    pub fn for_reading(folders: &Folders) -> Result<Self, SessionError> {
        let workspace = Workspace::open(&folders.workspace)?;
        let home = Home::new(&folders.home);
        let mut journals = read_trusted(&workspace, &home)?;
        remember(&workspace, &home, &journals);
        let entries = journals.take_entries();
        Ok(Self::new(workspace, folders, (journals, entries), None))
    }

    /// A session that knows only some entries, and is asked only about what these are about.
    pub(super) fn of_some(
        workspace: Workspace,
        folders: &Folders,
        journals: Journals,
        entries: Vec<StoredEntry>,
    ) -> Self {
        Self::new(workspace, folders, (journals, entries), None)
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
        let (journal, mut journals) = Journal::open(&workspace, &home, identity, now)?;
        remember(&workspace, &home, &journals);
        let entries = journals.take_entries();
        if journal.read_only().is_none() {
            // What helps other programs is no reason to keep a person from working.
            drop(workspace.tend());
        }
        let mut session = Self::new(workspace, folders, (journals, entries), Some(journal));
        session.clock = session.doubt_of_clock(now);
        let own = session.scratch_folder();
        scratch::sweep(&session.workspace, &session.home, &own, now);
        Ok(session)
    }

    fn new(
        workspace: Workspace,
        folders: &Folders,
        (journals, mut entries): (Journals, Vec<StoredEntry>),
        journal: Option<Journal>,
    ) -> Self {
        // What was written while the journal was opened (a recovery) is newer than `journals`.
        if let Some(journal) = &journal {
            let known: HashSet<Digest> = entries.iter().map(|entry| entry.hash).collect();
            let own = journal.entries().iter();
            entries.extend(own.filter(|one| !known.contains(&one.hash)).cloned());
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
            heads: journals.heads(),
            journals,
            entries,
            pen,
            warning: None,
            clock: None,
            then: None,
            later: None,
            kept_checklist: None,
            at_hand: RefCell::default(),
            visiting: None,
            checklists: RefCell::default(),
        }
    }

    /// The workspace.
    pub const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Where this device puts what it needs for a moment.
    pub fn scratch_folder(&self) -> PathBuf {
        let writer = self.journal().map(|journal| journal.writer().as_str());
        let device = writer.and_then(|writer| writer.rsplit('-').next());
        let name = format!("device-{}", device.unwrap_or("reading"));
        self.workspace.cache_folder().join(name)
    }

    /// This device's memory.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Every entry of every journal.
    pub fn entries(&self) -> &[StoredEntry] {
        &self.entries
    }

    /// The state of all reviews: as it is, or as it stood while that is looked at.
    pub fn state(&self) -> &ReviewState {
        self.visiting.as_deref().unwrap_or(&self.state)
    }

    /// Whether an agreement is confidential as a whole, now or at the time that is looked at.
    pub fn is_confidential(&self, id: &AgreementId) -> bool {
        let now = self.later.as_ref().map(|(_, state)| state);
        let states = [Some(self.state()), Some(&self.state), now];
        let reviews = states.into_iter().flatten();
        let mut reviews = reviews.filter_map(|state| state.agreement(id));
        reviews.any(AgreementReview::is_confidential)
    }

    /// What is withheld of an opened agreement in public editions and journals. Whatever time is looked
    /// at: what is confidential now stays in.
    pub fn redaction(&self, opened: &Opened) -> Redaction {
        let id = &opened.agreement.id;
        let mut entries = self.entries.clone();
        let mut now = &self.state;
        if let Some((later, state)) = &self.later {
            entries.extend(later.iter().cloned());
            now = state;
        }
        entries.retain(|stored| stored.entry.event.agreement() == Some(id));
        let reviews: Vec<_> = [self.state(), &self.state, now]
            .into_iter()
            .filter_map(|state| state.agreement(id))
            .collect();
        Redaction::of(&opened.agreement, &opened.checklists, &reviews, &entries)
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
        let mut listed = Agreements::of(&self.workspace).list()?;
        if let Some(then) = &self.visiting {
            listed.retain(|one| then.agreement(&one.id).is_some());
        }
        Ok(listed)
    }

    /// An agreement with its checklist.
    pub fn open(&self, id: &AgreementId) -> Result<Opened, SessionError> {
        let at_hand = self.at_hand.take().filter(|one| one.id == *id);
        let agreement = match at_hand {
            Some(agreement) => *agreement,
            None => Agreements::of(&self.workspace).load(id)?,
        };
        Ok(Opened {
            agreement,
            checklists: self.checklists_of(id)?,
        })
    }

    /// The review of an agreement; an empty one when nothing was decided.
    pub fn review(&self, id: &AgreementId) -> AgreementReview {
        self.state().agreement(id).cloned().unwrap_or_default()
    }

    /// The checklists chosen for an agreement, else the first that is built in.
    pub fn checklists_of(&self, id: &AgreementId) -> Result<Vec<Arc<Checklist>>, SessionError> {
        let review = self.state().agreement(id);
        let chosen = review.map(AgreementReview::chosen).unwrap_or_default();
        if chosen.is_empty() {
            return Ok(vec![default_checklist()]);
        }
        let lists = chosen.into_iter();
        lists
            .map(|choice| self.checklist(choice.reference()))
            .collect()
    }

    /// A checklist as it was chosen; read and held against its hash once in a session.
    fn checklist(&self, reference: ChecklistRef) -> Result<Arc<Checklist>, SessionError> {
        if let Some(known) = self.checklists.borrow().get(&reference) {
            return Ok(Arc::clone(known));
        }
        let loaded = Arc::new(Checklists::of(&self.workspace).load(&reference)?);
        let mut known = self.checklists.borrow_mut();
        known.insert(reference, Arc::clone(&loaded));
        Ok(loaded)
    }

    /// The store of agreements.
    pub fn kept_agreements(&self) -> Agreements {
        Agreements::of(&self.workspace)
    }

    /// The agreements whose import is journalled.
    pub fn journalled_agreements(&self) -> HashSet<AgreementId> {
        self.state.agreements().cloned().collect()
    }

    /// Forgets every entry that was written after these heads: what is summed up from here on is what
    /// was known then.
    pub fn turn_back(&mut self, heads: &[HeadClaim]) {
        let all = std::mem::take(&mut self.entries);
        let (then, later) = all.into_iter().partition(|stored| {
            let mut heads = heads.iter();
            let (writer, seq) = (&stored.entry.writer, stored.entry.seq);
            heads.any(|head| head.writer == *writer && seq <= head.seq)
        });
        self.entries = then;
        let now = std::mem::replace(&mut self.state, ReviewState::fold(&self.entries));
        self.later.get_or_insert((later, now));
        let then = heads.iter().map(|head| JournalHead {
            writer: head.writer.clone(),
            entries: head.seq,
            head: head.head,
            root: head.root,
        });
        self.then = Some(then.collect());
    }

    /// Journals of other devices whose last line has not wholly arrived, as they were read; none while
    /// the session is turned back to a time before that line.
    pub fn unfinished(&self) -> Vec<WriterId> {
        let device = self.home.known_key_id().ok().flatten();
        let device: Option<String> = device.map(|id| id.chars().take(8).collect());
        let own = |writer: &WriterId| {
            let key = writer.as_str().rsplit_once('-').map(|(_, key)| key);
            device.is_some() && key == device.as_deref()
        };
        if self.then.is_some() {
            return Vec::new();
        }
        let files = self.journals.files.iter().map(|file| &file.checked);
        let unfinished = files.filter(|one| one.tail != Tail::None && !own(&one.writer));
        unfinished.map(|one| one.writer.clone()).collect()
    }

    /// The heads of all journals, as they stand on the disk now or stood at the time that the session
    /// was turned back to.
    pub fn heads(&self) -> Result<Vec<JournalHead>, SessionError> {
        if let Some(then) = &self.then {
            return Ok(then.clone());
        }
        let journals = read_heads(&self.workspace, &self.home)?;
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
pub fn default_checklist() -> Arc<Checklist> {
    Arc::clone(&built_in()[0])
}

/// The bytes of that checklist, as they are kept in a workspace.
pub fn default_checklist_bytes() -> &'static [u8] {
    built_in_texts()[0].as_bytes()
}
