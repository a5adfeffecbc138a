//! Everything the screens show.

use super::action::Action;
use super::arrivals::Arrivals;
use super::data::Opened;
use super::dialogs::{Dialog, Page, SearchAllDialog};
use super::editing::Editing;
use super::elsewhere::CameFrom;
use super::everywhere;
use super::forecast;
use super::inspection;
use super::key::Size;
use super::keymap::Keymap;
use super::look::Look;
use super::message::{Effect, Extent};
use super::mode::Mode;
use super::palette::Palette;
use super::reading::{Focus, Reading};
use super::screens::{ChecklistScreen, Desk, JournalScreen, Matrix};
use super::stepping::Sought;
use super::tour::Tour;
use super::travel::{self, Travel};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::ItemRef;
use crate::domain::clause::ClauseId;
use crate::domain::review::{
    AgreementReview, Detail, History, ReviewState, Reviewer, StoredEntry, WriterId,
};
use crate::domain::text::Span;
use crate::tr;
use std::path::PathBuf;

/// What the program begins with.
#[derive(Debug, Clone)]
pub struct Start {
    /// The size of the window.
    pub size: Size,
    /// Who reviews.
    pub reviewer: Reviewer,
    /// The journal that decisions go to.
    pub writer: WriterId,
    /// All entries of all journals; those of one journal in their order.
    pub entries: Vec<StoredEntry>,
    /// The agreement to open at once; nothing for the desk.
    pub open: Option<AgreementId>,
    /// What the keys mean.
    pub keymap: Keymap,
    /// How everything looks.
    pub look: Look,
    /// Whether the guided tour is offered.
    pub tour: bool,
}

/// The screen under all dialogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The agreements.
    Desk,
    /// The agreements and every item of a checklist.
    Matrix,
    /// One agreement, clause by clause.
    Reader,
    /// Its checklist.
    Checklist,
    /// Its journal, or that of the whole workspace.
    Journal,
    /// A draft of a checklist.
    Editing,
}

impl Screen {
    /// Whether it shows many agreements, and none of them in particular.
    pub const fn is_of_all(self) -> bool {
        matches!(self, Self::Desk | Self::Matrix)
    }
}

/// What an agreement is opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// A clause of it.
    Clause(ClauseId),
    /// A clause that was gone to from another agreement, or back to it: what was in front of the person
    /// when the agreement was left does not matter.
    Passage(ClauseId),
    /// An item of one of its checklists, for whose answers it was chosen in the matrix.
    Item(ItemRef),
    /// A place of what was searched for; the first where none is named.
    Found {
        /// What was typed.
        typed: String,
        /// Its bytes.
        place: Option<Span>,
    },
}

/// The line that tells what just happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Said {
    /// Nothing to tell.
    #[default]
    Nothing,
    /// Good to know.
    Info(String),
    /// Something did not work.
    Problem(String),
}

/// Whether what was decided is safe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Saving {
    /// Everything stands in the journal.
    #[default]
    Saved,
    /// On its way to the disk.
    Pending(Pending),
    /// The last decision was not saved.
    Failed,
}

/// What happens once a decision is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// What to say.
    pub said: String,
    /// Where to go.
    pub then: Then,
}

/// Where to go after a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nowhere.
    Stay,
    /// To the next clause.
    GoOn,
    /// To this clause.
    GoTo(usize),
    /// To the list of particulars, at this one.
    Particulars(Detail),
}

/// Everything the screens show.
#[derive(Debug, Clone)]
pub struct Model {
    /// The size of the window.
    pub size: Size,
    /// Who reviews, and where decisions go.
    pub desk: Desk,
    /// The matrix of agreements and items.
    pub matrix: Matrix,
    /// The agreement being read.
    pub reading: Option<Box<Reading>>,
    /// Its checklist screen.
    pub checklist: ChecklistScreen,
    /// What the keys of stepping step to.
    pub sought: Sought,
    /// The draft of a checklist that is being edited.
    pub editing: Option<Box<Editing>>,
    /// The journal screen.
    pub journal: JournalScreen,
    /// The journey into the past, while there is one.
    pub travel: Option<Box<Travel>>,
    /// What to go to once its agreement is open.
    pub goal: Option<(AgreementId, Goal)>,
    /// The agreements that lead back from the one being read, the last last.
    pub came_from: Vec<CameFrom>,
    /// The screen under all dialogs.
    pub screen: Screen,
    /// The search of all agreements, as it was left.
    pub searched: Option<Box<SearchAllDialog>>,
    /// The dialog over it.
    pub dialog: Option<Dialog>,
    /// What is found by typing, over everything but help.
    pub palette: Option<Box<Palette>>,
    /// What was chosen from it last, the last first.
    pub used: Vec<Action>,
    /// Help over everything: the mode it is about.
    pub help: Option<(Mode, Page)>,
    /// What just happened.
    pub said: Said,
    /// Whether what was decided is safe.
    pub saving: Saving,
    /// Why nothing can be saved, when that is so.
    pub notice: Option<String>,
    /// The folder that files were chosen in last.
    pub folder: Option<PathBuf>,
    /// The guided tour, where there is one.
    pub tour: Option<Tour>,
    /// Whether the person left to take the tour.
    pub leaves_for_tour: bool,
    /// What came from outside and was not looked at yet.
    pub arrivals: Arrivals,
    /// What the last frame showed.
    pub extent: Extent,
    /// What the keys mean.
    pub keymap: Keymap,
    /// How everything looks.
    pub look: Look,
    /// The review.
    pub record: Record,
}

/// The review as it stands in the journals.
#[derive(Debug, Clone)]
pub struct Record {
    /// Who reviews.
    pub reviewer: Reviewer,
    /// The journal that decisions go to.
    pub writer: WriterId,
    /// Every entry.
    pub entries: Vec<StoredEntry>,
    /// What follows from them.
    pub state: ReviewState,
    /// What can be undone.
    pub history: History,
}

impl Record {
    fn new(reviewer: Reviewer, writer: WriterId, entries: Vec<StoredEntry>) -> Self {
        let mut record = Self {
            reviewer,
            writer,
            entries: Vec::new(),
            state: ReviewState::default(),
            history: History::default(),
        };
        for entry in entries {
            record.add(entry);
        }
        record
    }

    /// Takes in an entry.
    pub fn add(&mut self, entry: StoredEntry) {
        self.state.apply(&entry);
        if entry.entry.writer == self.writer {
            self.history.apply(&entry);
        }
        self.entries.push(entry);
    }
}

impl Model {
    /// The model at the start, and what is to be done first.
    pub fn start(start: Start) -> (Self, Vec<Effect>) {
        let model = Self {
            size: start.size,
            desk: Desk::default(),
            matrix: Matrix::default(),
            reading: None,
            checklist: ChecklistScreen::default(),
            sought: Sought::default(),
            editing: None,
            journal: JournalScreen::default(),
            travel: None,
            goal: None,
            came_from: Vec::new(),
            screen: Screen::Desk,
            searched: None,
            dialog: None,
            palette: None,
            used: Vec::new(),
            help: None,
            said: Said::Nothing,
            saving: Saving::Saved,
            notice: None,
            folder: None,
            tour: start.tour.then(Tour::default),
            leaves_for_tour: false,
            arrivals: Arrivals::default(),
            extent: Extent::default(),
            keymap: start.keymap.spelled(start.look.ascii),
            look: start.look,
            record: Record::new(start.reviewer, start.writer, start.entries),
        };
        let open = start.open.map(Effect::Open).into_iter();
        (model, open.chain([Effect::LoadDesk]).collect())
    }

    /// What keys mean now.
    pub fn mode(&self) -> Mode {
        if self.help.is_some() {
            return Mode::Page;
        }
        if let Some(palette) = &self.palette {
            return palette.mode;
        }
        if let Some(dialog) = &self.dialog {
            return dialog.mode();
        }
        match (self.screen, &self.reading) {
            (Screen::Journal, _) => Mode::Journal,
            (Screen::Matrix, _) => Mode::Matrix,
            (Screen::Desk, _) | (_, None) => self.desk.mode(),
            (Screen::Checklist, _) => Mode::Checklist,
            (Screen::Editing, _) => Mode::Editing,
            (Screen::Reader, Some(reading)) if reading.words.is_some() => Mode::Words,
            (Screen::Reader, Some(reading)) => match reading.focus {
                Focus::Clause => Mode::Reader,
                Focus::Items => Mode::Items,
                Focus::Outline => Mode::Outline,
            },
        }
    }

    /// The mode whose keys come before all others, where there is one.
    pub fn overlay(&self) -> Option<Mode> {
        travel::overlay(self).or_else(|| inspection::overlay(self))
    }

    /// The mode that help and the list of everything are about.
    pub fn topmost(&self) -> Mode {
        self.overlay().unwrap_or_else(|| self.mode())
    }

    /// The review of the agreement being read.
    pub fn review(&self) -> Option<&AgreementReview> {
        let reading = self.reading.as_ref()?;
        self.state().agreement(&reading.agreement.id)
    }

    /// The state that the screens show: now, or as it stood.
    pub fn state(&self) -> &ReviewState {
        let travel = self.travel.as_ref();
        travel.map_or(&self.record.state, |travel| &travel.state)
    }

    /// Begins to read an agreement.
    pub fn begin(&mut self, opened: Opened) {
        self.reading = Some(Box::new(Reading::new(opened)));
        self.screen = Screen::Reader;
        self.dialog = None;
        self.palette = None;
        self.editing = None;
        self.checklist = ChecklistScreen::default();
        self.journal = JournalScreen::default();
        self.refresh();
    }

    /// Goes to that for whose sake the agreement was opened.
    pub(super) fn reach_goal(&mut self) {
        let Some((id, goal)) = self.goal.take() else {
            return;
        };
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.agreement.id != id {
            return;
        }
        match goal {
            Goal::Clause(clause) => {
                if let Some(there) = reading.agreement.clauses.index_of(&clause) {
                    self.show_clause(there);
                }
            }
            Goal::Passage(clause) => {
                if let Some(there) = reading.agreement.clauses.index_of(&clause) {
                    reading.go_to(there);
                }
            }
            Goal::Found { typed, place } => everywhere::reach(self, &typed, place),
            Goal::Item(item) => {
                reading.show_list(&item.checklist);
                let mut items = reading.checklist.items.iter();
                let at = items.position(|one| one.id == item.item);
                reading.item = at.unwrap_or(0);
                self.screen = Screen::Checklist;
                self.checklist.from_matrix = true;
                self.refresh();
            }
        }
    }

    /// What the desk shows of the agreements that were touched since it was read; of all of them where
    /// it was never read, or is shown as it stood.
    pub(super) fn read_desk_anew(&mut self) -> Option<Effect> {
        let stale = std::mem::take(&mut self.desk.stale);
        if self.desk.rows.is_none() || self.travel.is_some() {
            return Some(Effect::LoadDesk);
        }
        (!stale.is_empty()).then_some(Effect::LoadRows(stale))
    }

    /// Computes what the screens show, after the review has changed.
    pub fn refresh(&mut self) {
        let travel = self.travel.as_ref();
        let state = travel.map_or(&self.record.state, |travel| &travel.state);
        if let Some(reading) = &mut self.reading {
            let me = &self.record.reviewer.id;
            reading.refresh(state.agreement(&reading.agreement.id), me);
            // The past is looked at, not read on.
            let now = travel.is_none();
            reading.minutes_left = now
                .then(|| forecast::minutes_left(reading, &self.record))
                .flatten();
        }
        if self.screen == Screen::Journal {
            self.journal.refresh(&self.record.entries);
        }
    }

    /// What the message line tells while nothing else has just happened: warnings about the journals
    /// and about how the file was read, until they were looked at; else why nothing can be saved; else
    /// what colleagues wrote.
    pub fn standing_notice(&self) -> Option<String> {
        if let (Some(first), None) = (self.arrivals.warnings.first(), &self.dialog) {
            let key = self.keymap.key_of(self.mode(), Action::Warnings);
            let key = key.map_or_else(String::new, |key| tr!("{key} shows all. ", key));
            return Some(tr!(
                "! Warning about the journals. {key}{first}",
                key,
                first
            ));
        }
        if let Some(first) = self.look.problems.first() {
            let key = self.keymap.key_of(self.mode(), Action::Settings);
            let key = key.map_or_else(String::new, |key| tr!("{key} shows all. ", key));
            return Some(tr!(
                "! Your settings have a mistake. {key}{first}",
                key,
                first
            ));
        }
        let reading = self.reading.as_ref();
        let reading = reading.filter(|_| self.screen == Screen::Reader && self.dialog.is_none());
        let Some(warning) = reading.and_then(|reading| reading.receipt.unseen()) else {
            return self.notice.clone().or_else(|| self.arrivals.told());
        };
        let key = self.keymap.key_of(Mode::Reader, Action::Receipt);
        let shown = key.map_or_else(String::new, |key| tr!(" Press {key} to see what.", key));
        Some(format!("! {warning}{shown}"))
    }

    /// Tells what happened.
    pub fn say(&mut self, words: impl Into<String>) {
        self.said = Said::Info(words.into());
    }

    /// Tells what did not work.
    pub fn complain(&mut self, words: impl Into<String>) {
        self.said = Said::Problem(words.into());
    }
}
