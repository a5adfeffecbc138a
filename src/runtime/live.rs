//! What the interface asks for, done by a session on a real workspace.

mod checklists;

use super::arriving::{ArrivingError, Tell};
use super::desk::{self, Standing};
use super::elsewhere;
use super::export::{self, ExportError, JournalStanding};
use super::importing::{self, End};
use super::log;
use super::preview::{preview, sentence};
use super::receipt::{Receipt, Status};
use super::services::{Previewer, Prover, Services, Teaching};
use super::session::{Folders, Session, SessionError, default_checklist_bytes};
use super::settings::Settings;
use super::team::{Lessons, Teacher};
use super::worker::{Programs, Worker};
use crate::app::pointed::{FoundPointers, Pointed};
use crate::app::taught::{Learning, TaughtList};
use crate::app::{
    Arrived, DeskRow, ExportProblem, ExportRequest, LogRequest, Opened, OpenedList, Place,
    PreviewRequest, Received, Written,
};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::elsewhere::Shelf;
use crate::domain::language::Language;
use crate::domain::review::log::in_order;
use crate::domain::review::trust::Occasion;
use crate::domain::review::{Draft, Event, ReviewState, StoredEntry};
use crate::domain::translate::speaking;
use crate::store::follow::{Follower, News, Reach};
use crate::store::journal::Sealed;
use crate::store::places;
use crate::store::ssh::{Means, SignError};
use crate::store::verify::prove;
use crate::{tr, trn};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The longest text, in bytes, that is looked through for pointers before it is shown: this takes no longer
/// than a person notices. A longer one can be read at once, and its pointers come when they are found.
const AT_ONCE: usize = 100_000;

fn opened_list(checklist: Arc<Checklist>, pointed: Option<Pointed>) -> OpenedList {
    OpenedList {
        checklist,
        pointed,
        taught: TaughtList::default(),
    }
}

/// Where a file was written, in full; or why it was not.
fn written(path: &Path, outcome: Result<(), ExportError>) -> Result<String, ExportProblem> {
    match outcome {
        Ok(()) => {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            Ok(path.display().to_string())
        }
        Err(ExportError::Exists { .. }) => Err(ExportProblem::Exists),
        Err(error) => Err(ExportProblem::Failed(format!("{error} {}", error.hint()))),
    }
}

/// A session as the interface sees it.
pub struct Live {
    session: Session,
    /// Why the last checkpoint was not made, or not signed with the person's own key.
    unsigned: Option<String>,
    /// A checkpoint that the person's own key has not signed for want of its passphrase, and what it was for.
    locked: Option<(Sealed, Occasion)>,
    /// Entries that were found when the journal was opened again, and not told yet.
    found: Vec<StoredEntry>,
    /// What was learned from the team so far.
    lessons: Arc<Lessons>,
    /// The passages of all agreements, as far as they were read.
    shelf: Arc<Mutex<Shelf>>,
}

impl Live {
    /// The interface's services on a session for writing.
    pub fn new(session: Session) -> Self {
        Self {
            session,
            unsigned: None,
            locked: None,
            found: Vec::new(),
            lessons: Arc::default(),
            shelf: Arc::default(),
        }
    }

    /// Makes a checkpoint, signed with the person's own key where that needs no question, and gives what was
    /// journalled for it. What a person decided stands, whatever becomes of this.
    fn checkpoint(&mut self, occasion: Occasion) -> Vec<StoredEntry> {
        self.unsigned = None;
        self.locked = None;
        if self.session.read_only().is_some() || self.session.journal().is_none() {
            return Vec::new();
        }
        let before = self.session.entries().len();
        if let Err(error) = self.sealed(occasion) {
            self.unsigned = Some(tr!("Saved, but: {why}", why = sentence(&error)));
        }
        self.session
            .entries()
            .get(before..)
            .unwrap_or_default()
            .to_vec()
    }

    fn sealed(&mut self, occasion: Occasion) -> Result<(), SessionError> {
        let sealed = self.session.checkpoint(occasion)?;
        // The terminal is in use, and nothing may ask there.
        let signed = self.signed(&sealed, false);
        let locked = matches!(
            signed,
            Err(SessionError::Sign(SignError::Passphrase { .. }))
        );
        if locked {
            self.locked = Some((sealed, occasion));
        }
        signed
    }

    /// Signs a checkpoint with the person's own key, if she uses one.
    fn signed(&mut self, sealed: &Sealed, may_ask: bool) -> Result<(), SessionError> {
        let home = self.session.home().root().to_owned();
        let Some(key) = Settings::load(&home).person_key else {
            return Ok(());
        };
        let program = Programs::ssh_keygen();
        let means = Means {
            key: &key,
            program: program.as_deref(),
            passphrase: None,
            may_ask,
            folder: &home,
        };
        self.session.sign_checkpoint(sealed, &means)
    }

    /// Where this writer left off, in this workspace.
    fn place(&self) -> Option<places::Place> {
        let writer = self.session.journal()?.writer();
        places::load(self.session.home(), self.session.workspace().id(), writer)
    }

    /// Changes what is kept about where this writer left off.
    fn keep(
        &self,
        agreement: &AgreementId,
        change: impl FnOnce(&mut places::Place),
    ) -> Result<(), String> {
        let Some(journal) = self.session.journal() else {
            return Ok(());
        };
        let kept = self.place();
        let mut place = kept.unwrap_or_else(|| places::Place::in_agreement(agreement.clone()));
        change(&mut place);
        let workspace = self.session.workspace().id();
        places::save(self.session.home(), workspace, journal.writer(), &place)
            .map_err(|error| error.to_string())
    }

    /// The clause last in front of this writer in an agreement.
    fn place_in(&self, id: &AgreementId) -> Option<Place> {
        let mut place = self.place()?;
        Some(Place {
            agreement: id.clone(),
            clause: place.clauses.remove(id)?,
            bookmarks: place.bookmarks.remove(id).unwrap_or_default(),
            by_weight: place.by_weight.contains(id),
        })
    }
}

impl Services for Live {
    fn desk(&mut self) -> Result<Vec<DeskRow>, String> {
        let standings = desk::of_session(&self.session).map_err(|error| sentence(&error))?;
        Ok(standings.into_iter().map(row).collect())
    }

    fn open(&mut self, id: &AgreementId) -> Result<Opened, String> {
        let opened = self.session.open(id).map_err(|error| sentence(&error))?;
        let agreement = opened.agreement;
        let lists = if agreement.text().len() <= AT_ONCE {
            let found = FoundPointers::of(&agreement, &opened.checklists).lists;
            let found = found.into_iter();
            found
                .map(|(list, pointed)| opened_list(list, Some(pointed)))
                .collect()
        } else {
            let lists = opened.checklists.into_iter();
            lists.map(|list| opened_list(list, None)).collect()
        };
        let receipt = Receipt::of(
            Path::new(&agreement.file_name),
            Status::Imported,
            &agreement,
        );
        let settings = Settings::load(self.session.home().root());
        Ok(Opened {
            learns: !settings.without_team,
            lists,
            place: self.place_in(id),
            mouthful: settings.mouthful(),
            receipt: Received {
                seen: self
                    .place()
                    .is_some_and(|place| place.receipts.contains(id)),
                ..receipt.for_reader()
            },
            agreement: Arc::new(agreement),
        })
    }

    fn append(&mut self, drafts: Vec<Draft>) -> Result<Vec<StoredEntry>, String> {
        let again = self.session.try_again();
        let found = again.map_err(|error| sentence(&error))?;
        if is_written(&drafts, &found) {
            // What failed before had reached the disk all the same.
            return Ok(found);
        }
        self.found.extend(found);
        let signs = |draft: &Draft| matches!(&draft.event, Event::AgreementSignedOff(change) if change.after.is_some());
        let signed = drafts.iter().any(signs);
        let mut written = self
            .session
            .append(drafts)
            .map_err(|error| sentence(&error))?;
        if signed {
            written.extend(self.checkpoint(Occasion::SignOff));
        }
        Ok(written)
    }

    fn save_place(&mut self, place: &Place) -> Result<(), String> {
        self.keep(&place.agreement, |kept| {
            kept.agreement = place.agreement.clone();
            kept.clause = Some(place.clause.clone());
            let here = (place.agreement.clone(), place.clause.clone());
            kept.clauses.extend([here]);
            let (id, bookmarks) = (place.agreement.clone(), place.bookmarks.clone());
            if place.by_weight {
                kept.by_weight.insert(id.clone());
            } else {
                kept.by_weight.remove(&id);
            }
            if bookmarks.is_empty() {
                kept.bookmarks.remove(&id);
            } else {
                kept.bookmarks.insert(id, bookmarks);
            }
        })
    }

    fn save_receipt_seen(&mut self, id: &AgreementId) -> Result<(), String> {
        self.keep(id, |kept| {
            kept.receipts.insert(id.clone());
        })
    }

    fn save_language(&mut self, language: Language) -> Result<(), String> {
        let home = self.session.home().root();
        let settings = Settings {
            language: Some(language),
            ..Settings::load(home)
        };
        settings.save(home).map_err(|error| error.to_string())
    }

    fn save_team(&mut self, learns: bool) -> Result<(), String> {
        let home = self.session.home().root();
        let settings = Settings {
            without_team: !learns,
            ..Settings::load(home)
        };
        settings.save(home).map_err(|error| error.to_string())
    }

    fn teacher(&self, learning: Learning) -> Teaching {
        let is_on = !Settings::load(self.session.home().root()).without_team;
        let teacher = Teacher::new(&self.session, &self.lessons, learning, is_on);
        Box::new(move || teacher.teach())
    }

    fn save_mouthful(&mut self, letters: usize) -> Result<(), String> {
        let home = self.session.home().root();
        let settings = Settings {
            mouthful: Some(letters),
            ..Settings::load(home)
        };
        settings.save(home).map_err(|error| error.to_string())
    }

    fn save_look(&mut self, theme: &str, ascii: bool) -> Result<(), String> {
        let home = self.session.home().root();
        let settings = Settings {
            theme: Some(theme.to_owned()),
            ascii,
            ..Settings::load(home)
        };
        settings.save(home).map_err(|error| error.to_string())
    }

    fn export(&mut self, request: &ExportRequest) -> Result<Written, ExportProblem> {
        let failed = |error: SessionError| ExportProblem::Failed(sentence(&error));
        let opened = self.session.open(&request.agreement).map_err(failed)?;
        let entries = self.checkpoint(Occasion::Export);
        let (language, edition) = (request.language, request.edition);
        let standing = JournalStanding::of(&self.session).map_err(failed)?;
        let summary = export::summary(&self.session, &standing, &opened, language);
        let path = Path::new(request.path.trim());
        let shown = export::in_edition(&self.session, &opened, summary, edition);
        let bytes = shown.and_then(|shown| {
            export::bytes(&self.session, &opened, &shown.summary, request.format)
        });
        let outcome = bytes.and_then(|bytes| export::write_bytes(&bytes, path, request.overwrite));
        let path = written(path, outcome)?;
        Ok(Written { path, entries })
    }

    fn export_log(&mut self, request: &LogRequest) -> Result<Written, ExportProblem> {
        let entries = self.session.entries();
        let order = in_order(entries);
        let shown = request.filter.select(entries, &order);
        let made = speaking(Language::English, || {
            log::bytes(
                &self.session,
                &request.filter,
                (&shown, order.len()),
                request.format,
                &log::Closed::default(),
            )
        });
        let (bytes, _) = made.map_err(|error| ExportProblem::Failed(sentence(&error)))?;
        let path = Path::new(request.path.trim());
        let outcome = export::write_bytes(&bytes, path, request.overwrite);
        Ok(Written {
            path: written(path, outcome)?,
            entries: Vec::new(),
        })
    }

    fn worker(&self) -> Result<Worker, String> {
        let scratch = self.session.scratch_folder();
        let worker = Worker::new().map(|worker| worker.with_scratch(&scratch));
        worker.map_err(|error| tr!("The program cannot find its own file: {error}.", error))
    }

    fn read_in(
        &mut self,
        worker: &Worker,
        files: Vec<PathBuf>,
        tell: &mut Tell<'_>,
    ) -> Result<(End, Vec<StoredEntry>), ArrivingError> {
        let before = self.session.entries().len();
        let checklist = default_checklist_bytes();
        let end = importing::run(&mut self.session, worker, files, checklist, tell)?;
        let entries = self.session.entries().get(before..);
        Ok((end, entries.unwrap_or_default().to_vec()))
    }

    fn previewer(&self, request: &PreviewRequest) -> Previewer {
        let folders = Folders {
            workspace: self.session.workspace().root().to_owned(),
            home: self.session.home().root().to_owned(),
        };
        let request = request.clone();
        Box::new(move || preview(&folders, &request))
    }

    fn visit(&mut self, state: Option<Arc<ReviewState>>) {
        self.session.visit(state);
    }

    fn prover(&self) -> Prover {
        let workspace = self.session.workspace().clone();
        let home = self.session.home().clone();
        Box::new(move || {
            let proven = prove(&workspace, Some(&home));
            proven
                .map(|(_, proof)| proof)
                .map_err(|error| error.to_string())
        })
    }

    fn elsewhere(&self) -> elsewhere::Place {
        elsewhere::Place {
            shelf: Arc::clone(&self.shelf),
            library: Box::new(self.session.kept_agreements()),
        }
    }

    fn cache(&self) -> Option<PathBuf> {
        Some(self.session.scratch_folder())
    }

    fn wants_the_terminal(&self) -> bool {
        self.locked.is_some()
    }

    fn ask_at_the_terminal(&mut self) -> Vec<StoredEntry> {
        let Some((sealed, occasion)) = self.locked.take() else {
            return Vec::new();
        };
        let before = self.session.entries().len();
        self.unsigned = self.signed(&sealed, true).err().map(|error| {
            let why = sentence(&error);
            match occasion {
                Occasion::SignOff => tr!("Signed off, but not with your own key: {why}", why),
                Occasion::Export | Occasion::Asked => {
                    tr!("Written, but not signed with your own key: {why}", why)
                }
            }
        });
        let written = self.session.entries().get(before..);
        written.unwrap_or_default().to_vec()
    }

    fn journal_notice(&self) -> Option<String> {
        match self.session.read_only() {
            Some(reason) => Some(tr!(
                "Reading only: {reason}. {hint}",
                reason,
                hint = reason.hint()
            )),
            None => self
                .session
                .warning()
                .map(str::to_owned)
                .or_else(|| self.unsigned.clone()),
        }
    }

    fn rows(&mut self, ids: &BTreeSet<AgreementId>) -> Vec<DeskRow> {
        let standings = ids.iter().map(|id| desk::standing(&self.session, id));
        standings.map(row).collect()
    }

    fn follower(&self) -> Option<Follower> {
        Some(self.session.follower())
    }

    fn remarks(&self) -> Vec<String> {
        self.session.remarks()
    }

    fn take_in(&mut self, mut news: News) -> Arrived {
        let agreements = std::mem::take(&mut news.agreements);
        let lists = news.checklists;
        let came = self.session.take_in(news);
        Arrived {
            entries: came.entries,
            warnings: came.warnings,
            agreements,
            lists,
            back: came.reach == Some(Reach::Back) && self.session.read_only().is_none(),
        }
    }

    fn found(&mut self) -> Vec<StoredEntry> {
        std::mem::take(&mut self.found)
    }
}

/// Whether all of these drafts stand among entries.
fn is_written(drafts: &[Draft], entries: &[StoredEntry]) -> bool {
    let stands = |draft: &Draft| {
        let mut entries = entries.iter().map(|stored| &stored.entry);
        entries.any(|entry| entry.event == draft.event && entry.supersedes == draft.supersedes)
    };
    !drafts.is_empty() && drafts.iter().all(stands)
}

/// An agreement's row on the desk.
pub fn row(standing: Standing) -> DeskRow {
    let language = Language::from_tag(&standing.language).unwrap_or(Language::Undetermined);
    let [public_body, supplier] = standing.sides;
    DeskRow {
        id: standing.id,
        title: standing.title,
        language: language.name().to_owned(),
        pages: standing.pages,
        pages_unread: standing.pages_unread,
        pages_doubtful: standing.pages_doubtful,
        clauses: standing.clauses,
        read: standing.read,
        items: standing.items,
        answered: standing.answered,
        concerns: standing.concerns,
        stage: standing.stage,
        stage_words: match standing.reopened_by.as_slice() {
            [] if standing.signed_by.is_empty() => String::new(),
            [] => tr!(
                "signed off by {names}",
                names = standing.signed_by.join(tr!(" and "))
            ),
            [one] => tr!("reopened: {one}", one),
            [one, more @ ..] => trn!(
                more.len(),
                "reopened: {one} And {n} more.",
                "reopened: {one} And {n} more.",
                one
            ),
        },
        disputed: standing.disputed,
        public_body,
        supplier,
        grids: standing.grids,
        problem: standing.problem,
    }
}
