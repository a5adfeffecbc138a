//! Reviewers at one table: each writes to her own journal and sees all the others.

use crate::domain::agreement::Agreement;
use crate::domain::checklist::Checklist;
use crate::domain::digest::Digest;
use crate::domain::language::Language;
use crate::domain::review::chain::{MerkleTree, genesis};
use crate::domain::review::command::{Context, Draft, Refusal};
use crate::domain::review::entry::tests::{key, sample};
use crate::domain::review::event::AgreementImported;
use crate::domain::review::{
    AgreementReview, Command, Entry, Event, History, Moment, ReviewState, Reviewer, StoredEntry,
    WriterId, decide,
};
use crate::domain::samples;
use crate::domain::summary::{JournalHead, Summary};
use std::sync::Arc;

/// The workspace that every table stands in.
pub(crate) const WORKSPACE: &str = "5f1c2d3e";

/// Reviewers of one agreement, their journals, and the state that follows from them.
pub(crate) struct Table {
    pub(crate) agreement: Agreement,
    pub(crate) checklist: Checklist,
    pub(crate) state: ReviewState,
    pub(crate) entries: Vec<StoredEntry>,
    seats: Vec<Seat>,
}

/// One reviewer with her journal.
struct Seat {
    reviewer: Reviewer,
    history: History,
    head: JournalHead,
    tree: MerkleTree,
}

impl Seat {
    fn new(name: &str) -> Self {
        let reviewer = Reviewer::named(name).expect("fits");
        let writer = WriterId::new(&reviewer, "00000000");
        let tree = MerkleTree::default();
        Self {
            reviewer,
            history: History::default(),
            head: JournalHead {
                entries: 0,
                head: genesis(WORKSPACE, &writer),
                root: tree.root(),
                writer,
            },
            tree,
        }
    }
}

impl Table {
    pub(crate) fn new(agreement: Agreement, names: &[&str]) -> Self {
        Self {
            agreement,
            checklist: samples::checklist(),
            state: ReviewState::default(),
            entries: Vec::new(),
            seats: names.iter().map(|name| Seat::new(name)).collect(),
        }
    }

    pub(crate) fn review(&self) -> &AgreementReview {
        self.state
            .agreement(&self.agreement.id)
            .expect("was written")
    }

    pub(crate) fn import(&mut self, who: usize) {
        let (agreement, document) = (&self.agreement, &self.agreement.document);
        let event = Event::AgreementImported(AgreementImported {
            agreement: agreement.id.clone(),
            title: document.title.clone(),
            file: agreement.file_name.clone(),
            format: document.format.name().to_owned(),
            reader: document.reader.clone(),
            source_sha256: agreement.source_sha256,
            text_sha256: agreement.text_sha256,
            clauses_sha256: Digest::of(b""),
            document_sha256: None,
            pages: document.pages,
            characters: agreement.scalars.len(),
            clauses: agreement.clauses.len(),
        });
        self.write(
            who,
            Draft {
                event,
                supersedes: Vec::new(),
            },
        );
    }

    pub(crate) fn run(&mut self, who: usize, command: Command) -> Result<(), Refusal> {
        let context = Context {
            agreement: &self.agreement,
            checklist: &self.checklist,
            review: self.state.agreement(&self.agreement.id),
            reviewer: &self.seats[who].reviewer,
        };
        let draft = decide(command, &context)?;
        self.write(who, draft);
        Ok(())
    }

    pub(crate) fn undo(&mut self, who: usize) -> Result<(), Refusal> {
        for draft in self.seats[who].history.undo(&self.state, None)? {
            self.write(who, draft);
        }
        Ok(())
    }

    pub(crate) fn redo(&mut self, who: usize) -> Result<(), Refusal> {
        for draft in self.seats[who].history.redo(&self.state, None)? {
            self.write(who, draft);
        }
        Ok(())
    }

    /// The journals as they stand.
    pub(crate) fn heads(&self) -> Vec<JournalHead> {
        self.seats.iter().map(|seat| seat.head.clone()).collect()
    }

    /// The summary of the review as it stands.
    pub(crate) fn summary(&self) -> Summary {
        Summary::of(
            &self.agreement,
            &[Arc::new(self.checklist.clone())],
            self.review(),
            &self.heads(),
            WORKSPACE,
            Language::English,
        )
    }

    /// One entry a minute, sealed and chained as a journal would have it.
    fn write(&mut self, who: usize, draft: Draft) {
        let minute = i64::try_from(self.entries.len()).expect("few") * 60_000;
        let seat = &mut self.seats[who];
        let start = sample(seat.head.entries + 1, seat.head.head, draft.event);
        let entry = Entry {
            writer: seat.head.writer.clone(),
            by: seat.reviewer.clone(),
            at: Moment::from_millis(start.at.millis() + minute),
            supersedes: draft.supersedes,
            ..start
        };
        let line = entry.seal(&key());
        let stored = StoredEntry {
            hash: Digest::of(line.as_bytes()),
            entry,
        };
        seat.tree.push(line.as_bytes());
        seat.head.entries += 1;
        seat.head.head = stored.hash;
        seat.head.root = seat.tree.root();
        seat.history.apply(&stored);
        self.state.apply(&stored);
        self.entries.push(stored);
    }
}
