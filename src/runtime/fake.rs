//! Services in memory, with a made-up agreement, for tests of screens and of the loop.

mod agreement;
mod checklist;
mod lists;
mod pointing;
mod proving;

pub use agreement::{SAMPLE, agreement, agreement_with_margin};
pub use checklist::checklist;

use self::pointing::{absences, pointers};
use crate::app::pointed::Pointed;
use crate::app::taught::TaughtList;
use crate::app::wording::answer_sign;
use crate::app::{
    Cell, DeskRow, ExportProblem, ExportRequest, Grid, LogRequest, Opened, OpenedList,
    Place as LeftAt, Preview, PreviewRequest, Received, Remark, Written,
};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::Checklist;
use crate::domain::digest::Digest;
use crate::domain::document::Severity;
use crate::domain::language::Language;
use crate::domain::review::entry::{Entry, FORMAT};
use crate::domain::review::event::AnswerState;
use crate::domain::review::{Draft, Moment, ReviewState, Reviewer, Stage, StoredEntry, WriterId};
use crate::domain::summary::Edition;
use crate::domain::text::Span;
use crate::runtime::Services;
use crate::runtime::elsewhere::{Library, Place};
use crate::runtime::services::{Previewer, Prover};
use std::collections::HashMap;
use std::sync::Arc;

/// The agreements of a workspace in memory.
struct Memory(Vec<Agreement>);

impl Library for Memory {
    fn ids(&self) -> Result<Vec<AgreementId>, String> {
        Ok(self.0.iter().map(|one| one.id.clone()).collect())
    }

    fn read(&self, id: &AgreementId) -> Option<Agreement> {
        self.0.iter().find(|one| one.id == *id).cloned()
    }
}

/// Services in memory.
pub struct Fake {
    /// The agreement.
    pub agreement: Agreement,
    /// Other agreements of the workspace.
    pub others: Vec<Agreement>,
    /// The journal.
    pub entries: Vec<StoredEntry>,
    /// What the last append answers, when it is to fail.
    pub failure: Option<String>,
    /// The place that was kept.
    pub place: Option<LeftAt>,
    /// Whether the receipt was looked at.
    pub receipt_seen: bool,
    /// Letters of a step; 0 for clause by clause.
    pub mouthful: usize,
    /// How everything looks, as it was kept.
    pub look: Option<(String, bool)>,
    /// Files that were written.
    pub files: Vec<String>,
    /// Checklists that are kept, besides the sample.
    pub kept: Vec<Checklist>,
    /// Drafts of next versions.
    pub drafts: Vec<Checklist>,
    /// The reviews as they stood, while they are looked at.
    pub visiting: Option<Arc<ReviewState>>,
    /// The first entry that is not proven.
    pub altered: Option<u64>,
    /// The log that was last written.
    pub log: Option<LogRequest>,
    /// Whether pointers come after the agreement was opened, as those of a long one do.
    pub points_later: bool,
    /// The summary that was written last.
    pub summary: Option<ExportRequest>,
}

impl Fake {
    /// With the sample agreement and an empty journal.
    pub fn new() -> Self {
        Self::with(agreement(SAMPLE))
    }

    /// With another agreement.
    pub const fn with(agreement: Agreement) -> Self {
        Self {
            agreement,
            others: Vec::new(),
            entries: Vec::new(),
            failure: None,
            place: None,
            receipt_seen: false,
            mouthful: 0,
            look: None,
            files: Vec::new(),
            kept: Vec::new(),
            drafts: Vec::new(),
            visiting: None,
            altered: None,
            log: None,
            points_later: false,
            summary: None,
        }
    }

    /// Its answers as the journal has them.
    fn grid(&self) -> Grid {
        let state = ReviewState::fold(&self.entries);
        let review = state.agreement(&self.agreement.id);
        let review = review.cloned().unwrap_or_default();
        let list = checklist();
        let lineage = review.lineage(&list);
        let answers = list
            .items
            .iter()
            .map(|item| review.answer(&lineage, &item.id));
        let cells = answers.map(|answer| match answer.agreed() {
            Some(value) => Cell::Answered(value.state),
            None if answer.is_set() => Cell::Disputed,
            None => Cell::Open,
        });
        Grid {
            cells: cells.collect(),
            checklist: Arc::new(list),
        }
    }

    /// Where words stand in the agreement, in Unicode scalar values.
    fn scalars_of(&self, words: &str) -> Option<Span> {
        let start = self.agreement.text().find(words)?;
        let place = Span::new(start, start + words.len());
        Some(self.agreement.to_scalars(place))
    }

    fn store(&self, draft: Draft, minute: i64) -> StoredEntry {
        let number = self.entries.len() + 1;
        let seq = u64::try_from(number).expect("fits");
        let prev = self
            .entries
            .last()
            .map_or(Digest::of(b"start"), |last| last.hash);
        let millis = 1_795_252_200_000 + 60_000 * minute;
        let entry = Entry {
            v: FORMAT,
            app: "rapporteur test".to_owned(),
            writer: writer(),
            seq,
            prev,
            at: Moment::from_millis(millis),
            clock: None,
            by: reviewer(),
            seen: HashMap::new().into_iter().collect(),
            event: draft.event,
            supersedes: draft.supersedes,
            key: "7f3a9c00112233447f3a9c0011223344".to_owned(),
        };
        let line = serde_json::to_string(&entry).expect("an entry has only text keys");
        StoredEntry {
            hash: Digest::of(line.as_bytes()),
            entry,
        }
    }
}

impl Services for Fake {
    fn desk(&mut self) -> Result<Vec<DeskRow>, String> {
        let known = self.known().len();
        Ok(vec![
            DeskRow {
                id: self.agreement.id.clone(),
                title: self.agreement.document.title.clone(),
                language: self.agreement.language.name().to_owned(),
                pages: self.agreement.document.pages,
                pages_unread: self.agreement.document.margin.unread_pages().len(),
                pages_doubtful: self.agreement.document.margin.doubtful_pages().len(),
                clauses: self.agreement.clauses.len(),
                read: known.min(self.agreement.clauses.len()),
                items: 6,
                answered: known / 3,
                concerns: known / 2,
                stage: Stage::InReview,
                stage_words: String::new(),
                disputed: 0,
                public_body: String::new(),
                supplier: String::new(),
                grids: vec![self.grid()],
                problem: None,
            },
            DeskRow {
                id: AgreementId::new("0123456789abcdef"),
                title: "Ugovor o nabavci softvera za školsku upravu".to_owned(),
                language: "Serbian (Latin)".to_owned(),
                pages: None,
                pages_unread: 0,
                pages_doubtful: 0,
                clauses: 41,
                read: 41,
                items: 6,
                answered: 6,
                concerns: 2,
                stage: Stage::SignedOff,
                stage_words: "signed off by Ana and Bojan".to_owned(),
                disputed: 0,
                public_body: "City of Lipovac".to_owned(),
                supplier: "Školski softver d.o.o.".to_owned(),
                grids: vec![grid("+!-w?n")],
                problem: None,
            },
            DeskRow {
                id: AgreementId::new("fedcba9876543210"),
                title: "Споразум о сарадњи болнице и добављача".to_owned(),
                language: "Serbian (Cyrillic)".to_owned(),
                pages: Some(118),
                pages_unread: 0,
                pages_doubtful: 0,
                clauses: 214,
                read: 7,
                items: 6,
                answered: 0,
                concerns: 0,
                stage: Stage::Open,
                stage_words: String::new(),
                disputed: 0,
                public_body: String::new(),
                supplier: String::new(),
                grids: Vec::new(),
                problem: Some(
                    "clauses.json of this agreement cannot be read. Import the file again."
                        .to_owned(),
                ),
            },
        ])
    }

    fn open(&mut self, id: &AgreementId) -> Result<Opened, String> {
        let mut all = std::iter::once(&self.agreement).chain(&self.others);
        let Some(agreement) = all.find(|one| one.id == *id) else {
            return Err(format!("There is no agreement {id} in this workspace."));
        };
        let lists = self.chosen_lists().into_iter().map(|checklist| {
            let pointers = pointers(agreement, &checklist);
            OpenedList {
                pointed: (!self.points_later).then(|| Pointed {
                    absences: absences(agreement, &checklist, &pointers),
                    pointers,
                }),
                checklist: Arc::new(checklist),
                taught: TaughtList::default(),
            }
        });
        Ok(Opened {
            agreement: Arc::new(agreement.clone()),
            lists: lists.collect(),
            place: self.place.clone().filter(|place| place.agreement == *id),
            learns: true,
            mouthful: self.mouthful,
            receipt: Received {
                headline: "Read as text: 2 pages, 24 clauses, 2113 characters.".to_owned(),
                remarks: vec![
                    Remark {
                        page: Some(2),
                        ..remark(
                            Severity::Warning,
                            "One character that reorders text was found; it is shown as a mark",
                        )
                    },
                    Remark {
                        place: self.scalars_of("Annex C"),
                        ..remark(
                            Severity::Warning,
                            "Annex C is cited but is not part of the file",
                        )
                    },
                    remark(Severity::Info, "2 page numbers were left out of the text"),
                ],
                seen: self.receipt_seen,
            },
        })
    }

    fn append(&mut self, drafts: Vec<Draft>) -> Result<Vec<StoredEntry>, String> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        // One go a minute, from a fixed morning on.
        let minute = i64::try_from(self.entries.len() + 1).expect("fits");
        let mut stored = Vec::new();
        for draft in drafts {
            let entry = self.store(draft, minute);
            self.entries.push(entry.clone());
            stored.push(entry);
        }
        Ok(stored)
    }

    fn save_receipt_seen(&mut self, _: &AgreementId) -> Result<(), String> {
        self.receipt_seen = true;
        Ok(())
    }

    fn save_language(&mut self, _: Language) -> Result<(), String> {
        Ok(())
    }

    fn save_mouthful(&mut self, letters: usize) -> Result<(), String> {
        self.mouthful = letters;
        Ok(())
    }

    fn save_look(&mut self, theme: &str, ascii: bool) -> Result<(), String> {
        self.look = Some((theme.to_owned(), ascii));
        Ok(())
    }

    fn save_place(&mut self, place: &LeftAt) -> Result<(), String> {
        self.place = Some(place.clone());
        Ok(())
    }

    fn export(&mut self, request: &ExportRequest) -> Result<Written, ExportProblem> {
        if request.path.starts_with('/') {
            return Err(ExportProblem::Failed(format!(
                "{} cannot be written: permission denied. Choose another folder.",
                request.path
            )));
        }
        if self.files.contains(&request.path) && !request.overwrite {
            return Err(ExportProblem::Exists);
        }
        self.files.push(request.path.clone());
        self.summary = Some(request.clone());
        Ok(Written {
            path: request.path.clone(),
            entries: Vec::new(),
        })
    }

    fn export_log(&mut self, request: &LogRequest) -> Result<Written, ExportProblem> {
        if self.files.contains(&request.path) && !request.overwrite {
            return Err(ExportProblem::Exists);
        }
        self.files.push(request.path.clone());
        self.log = Some(request.clone());
        Ok(Written {
            path: request.path.clone(),
            entries: Vec::new(),
        })
    }

    fn previewer(&self, request: &PreviewRequest) -> Previewer {
        let request = request.clone();
        let agreement = self.agreement.id.clone();
        Box::new(move || match &request {
            PreviewRequest::Summary {
                edition: Edition::Public,
                format,
                ..
            } if format.needs_source() => {
                Err("There is no public edition of it. Choose another format.".to_owned())
            }
            PreviewRequest::Summary {
                format, language, ..
            } => {
                let mut lines = vec![format!("# {agreement} as {format} in {}", language.name())];
                lines.extend((1..=60).map(|line| format!("{line}.")));
                Ok(Preview {
                    lines,
                    more: true,
                    bytes: format.is_text().then_some(12_345),
                    masked: Vec::new(),
                })
            }
            PreviewRequest::Log { format, .. } => Ok(Preview {
                lines: vec![format!("# The log as {format:?}")],
                ..Preview::default()
            }),
        })
    }

    fn visit(&mut self, state: Option<Arc<ReviewState>>) {
        self.visiting = state;
    }

    fn elsewhere(&self) -> Place {
        let all = std::iter::once(&self.agreement).chain(&self.others);
        Place {
            shelf: Arc::default(),
            library: Box::new(Memory(all.cloned().collect())),
        }
    }

    fn prover(&self) -> Prover {
        let proof = self.proof();
        Box::new(move || Ok(proof))
    }

    fn journal_notice(&self) -> Option<String> {
        None
    }
}

/// The answers of an agreement under the sample checklist, by their signs.
pub fn grid(signs: &str) -> Grid {
    let cell = |sign: char| match sign {
        '.' => Cell::NotAsked,
        '~' => Cell::ToConfirm,
        '≠' => Cell::Disputed,
        sign => {
            let mut states = AnswerState::ALL.into_iter();
            let state = states.find(|state| answer_sign(*state) == sign);
            state.map_or(Cell::Open, Cell::Answered)
        }
    };
    Grid {
        checklist: Arc::new(checklist()),
        cells: signs.chars().map(cell).collect(),
    }
}

fn remark(severity: Severity, words: &str) -> Remark {
    Remark {
        severity,
        words: words.to_owned(),
        page: None,
        place: None,
    }
}

/// Who reviews.
pub fn reviewer() -> Reviewer {
    Reviewer::named("Ana Petrović").expect("has letters")
}

/// Her journal.
pub fn writer() -> WriterId {
    WriterId::new(&reviewer(), "7f3a9c0011223344")
}
