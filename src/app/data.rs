//! What the interface is given and what it asks for, as plain values.

use super::pointed::Pointed;
use super::taught::TaughtList;
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::Checklist;
use crate::domain::clause::ClauseId;
use crate::domain::document::Severity;
use crate::domain::language::Language;
use crate::domain::pointer::ItemPointers;
use crate::domain::review::event::AnswerState;
use crate::domain::review::log::{Filter, LogFormat};
use crate::domain::review::{Stage, StoredEntry};
use crate::domain::summary::{Edition, ExportFormat, Masked};
use crate::domain::text::Span;
use crate::trn;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// One agreement on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRow {
    /// Its id.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// What a person calls its language.
    pub language: String,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Pages whose words are not in the text.
    pub pages_unread: usize,
    /// Pages whose words have to be compared with the original.
    pub pages_doubtful: usize,
    /// Clauses.
    pub clauses: usize,
    /// Clauses that were read or tagged.
    pub read: usize,
    /// Items of its checklist.
    pub items: usize,
    /// Items with an answer.
    pub answered: usize,
    /// Items with a concern: answered so or tagged so.
    pub concerns: usize,
    /// Where its review stands.
    pub stage: Stage,
    /// Who signed it off, or what was changed since, in a sentence; empty for other stages.
    pub stage_words: String,
    /// Answers, tags and particulars on which reviewers differ.
    pub disputed: usize,
    /// The public body that buys, as recorded; empty where nobody recorded it or reviewers differ.
    pub public_body: String,
    /// The supplier, in the same way.
    pub supplier: String,
    /// The answers under each of its checklists, for the matrix.
    pub grids: Vec<Grid>,
    /// Why it cannot be opened, in a sentence.
    pub problem: Option<String>,
}

/// The answers of one agreement under one checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The checklist.
    pub checklist: Arc<Checklist>,
    /// One for each of its items, in their order.
    pub cells: Vec<Cell>,
}

/// What is known of one item in one agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nobody answered it.
    #[default]
    Open,
    /// It is not asked of this agreement.
    NotAsked,
    /// It was answered when it asked something else.
    ToConfirm,
    /// Reviewers differ.
    Disputed,
    /// All who answered agree.
    Answered(AnswerState),
}

/// An agreement as it is opened for review.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The agreement.
    pub agreement: Arc<Agreement>,
    /// The checklists it is reviewed against; never empty.
    pub lists: Vec<OpenedList>,
    /// Where the reader was left.
    pub place: Option<Place>,
    /// Letters of a step through the agreement, at most; 0 for clause by clause.
    pub mouthful: usize,
    /// How the file was read.
    pub receipt: Received,
    /// Whether what the team decided in other agreements points too.
    pub learns: bool,
}

/// A checklist of an agreement, and what the program found for it in the text.
#[derive(Debug, Clone)]
pub struct OpenedList {
    /// The checklist.
    pub checklist: Arc<Checklist>,
    /// What it points to; nothing until that was looked for.
    pub pointed: Option<Pointed>,
    /// What the team's decisions add; nothing until they were looked at.
    pub taught: TaughtList,
}

impl OpenedList {
    /// The pointers that count: with those of the team, where these are known and wanted.
    pub fn shown_pointers(&self) -> &[ItemPointers] {
        let own = self.pointed.as_ref().map(|pointed| &pointed.pointers);
        let counting = self.taught.pointers.as_ref().or(own);
        counting.map_or(&[], Vec::as_slice)
    }
}

/// How a file was read, as a reader must know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// What came in, in one sentence.
    pub headline: String,
    /// What could not be read or should be doubted, the worst first.
    pub remarks: Vec<Remark>,
    /// Whether this reviewer has looked at the remarks.
    pub seen: bool,
}

/// Something that a reader must know about how a file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub severity: Severity,
    /// One sentence.
    pub words: String,
    /// The page it is about, counted from 1.
    pub page: Option<u32>,
    /// The place it is about, in Unicode scalar values of the text.
    pub place: Option<Span>,
}

impl Received {
    /// How many remarks say that the text may be wrong or not whole.
    pub fn warnings(&self) -> usize {
        let worrying = |remark: &&Remark| remark.severity > Severity::Info;
        self.remarks.iter().filter(worrying).count()
    }

    /// What has to be looked at before the text is relied on; nothing once it was.
    pub fn unseen(&self) -> Option<String> {
        match self.warnings() {
            _ if self.seen => None,
            0 => None,
            count => Some(trn!(
                count,
                "{n} warning about how this file was read.",
                "{n} warnings about how this file was read."
            )),
        }
    }
}

/// Where a person is in an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The agreement.
    pub agreement: AgreementId,
    /// The clause.
    pub clause: ClauseId,
    /// The bookmarks in the agreement, by their letters.
    pub bookmarks: BTreeMap<char, ClauseId>,
    /// Whether it is read by weight, and not in reading order.
    pub by_weight: bool,
}

/// A summary to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// The agreement.
    pub agreement: AgreementId,
    /// The format.
    pub format: ExportFormat,
    /// How much it shows.
    pub edition: Edition,
    /// The language that it is written in.
    pub language: Language,
    /// Where to, as typed.
    pub path: String,
    /// Whether a file that is there may be replaced.
    pub overwrite: bool,
}

/// A log to be written: the entries that the journal screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRequest {
    /// Which entries.
    pub filter: Filter,
    /// The format.
    pub format: LogFormat,
    /// Where to, as typed.
    pub path: String,
    /// Whether a file that is there may be replaced.
    pub overwrite: bool,
}

/// A file to be looked at before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewRequest {
    /// A summary.
    Summary {
        /// The agreement.
        agreement: AgreementId,
        /// The format.
        format: ExportFormat,
        /// How much it shows.
        edition: Edition,
        /// The language that it is written in.
        language: Language,
    },
    /// A log.
    Log {
        /// Which entries.
        filter: Filter,
        /// The format.
        format: LogFormat,
    },
}

/// What came of making a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previewed {
    /// What was asked for.
    pub of: PreviewRequest,
    /// The beginning, or why nothing can be written, in a sentence.
    pub outcome: Result<Preview, String>,
}

/// The beginning of a file that is not written yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether more follows.
    pub more: bool,
    /// Bytes of the whole file; nothing where the lines only tell what it holds.
    pub bytes: Option<usize>,
    /// Other texts that a public edition masks because they repeat withheld words.
    pub masked: Vec<Masked>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub path: String,
    /// Entries that were journalled with it.
    pub entries: Vec<StoredEntry>,
}

/// Why a summary or a log was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportProblem {
    /// There is such a file, and nobody said that it may be replaced.
    Exists,
    /// Anything else, in a sentence.
    Failed(String),
}

/// What came from outside while the interface is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrived {
    /// Entries that were not known.
    pub entries: Vec<StoredEntry>,
    /// What is wrong with the journals, in sentences.
    pub warnings: Vec<String>,
    /// Agreements whose folders appeared or got further files.
    pub agreements: BTreeSet<AgreementId>,
    /// Whether files of checklists came or went.
    pub lists: bool,
    /// Whether the folder was away and can be written again.
    pub back: bool,
}

/// A folder of the computer, with what can be chosen in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// The folder above; nothing at the top.
    pub above: Option<PathBuf>,
    /// Folders first, then files, each in the order of names; hidden ones are left out.
    pub entries: Vec<FolderEntry>,
    /// How many more there are than are listed.
    pub more: usize,
}

/// A file or a folder in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its name, without the folders above.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Its length in bytes; 0 for a folder.
    pub bytes: u64,
}

/// What came of reading files in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadIn {
    /// The agreements in them, those that were there before included, in the order of the files.
    pub agreements: Vec<AgreementId>,
    /// How many of them were there before.
    pub unchanged: usize,
    /// Why files were refused, a paragraph for each.
    pub refused: Vec<String>,
    /// Files that were not looked at, because it was stopped.
    pub left: usize,
    /// What was journalled.
    pub entries: Vec<StoredEntry>,
}
