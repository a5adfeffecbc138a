//! What comes from outside while a session is open: entries of colleagues, a folder that goes away, a
//! journal that has to be opened again.

use super::super::clock;
use super::{Session, SessionError};
use crate::domain::review::{History, StoredEntry};
use crate::store::follow::{Follower, News, Reach};
use crate::store::journal::{Journal, ReadOnly};
use crate::store::workspace::{Workspace, WorkspaceError};

/// What came of news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Came {
    /// Entries that were not known.
    pub entries: Vec<StoredEntry>,
    /// What is wrong, in sentences.
    pub warnings: Vec<String>,
    /// Whether the folder went away or came back.
    pub reach: Option<Reach>,
}

impl Session {
    /// Follows the workspace from here on.
    pub fn follower(&self) -> Follower {
        let own = self.journal().map(|journal| journal.writer().clone());
        Follower::new(self.workspace.clone(), &self.journals, own)
    }

    /// What has to be known of the journals as they were read, in sentences. Why the own journal cannot
    /// be written is said for itself.
    pub fn remarks(&self) -> Vec<String> {
        let inside = self.journals.files.iter().filter_map(|file| {
            let whole = file.checked.is_whole_but_for_its_tail();
            file.checked.problems.first().filter(|_| !whole)
        });
        let own = self.journal().map(Journal::writer);
        let problems = inside.chain(&self.journals.problems);
        let mut remarks: Vec<String> = problems
            .filter(|problem| problem.writer.is_none() || problem.writer.as_ref() != own)
            .map(|problem| {
                let writer = problem.writer.as_ref();
                let whose = writer.map_or_else(String::new, |writer| format!("{writer}: "));
                format!("{whose}{}", problem.message)
            })
            .collect();
        let recovery = self.journal().and_then(Journal::recovery);
        remarks.extend(recovery.map(ToString::to_string));
        remarks
    }

    /// Takes in what came. Nothing that was known is forgotten, whatever the news are.
    pub fn take_in(&mut self, news: News) -> Came {
        let mut came = Came {
            warnings: news.warnings,
            reach: news.reach,
            ..Came::default()
        };
        if let (Some(Reach::Away(why)), Some(pen)) = (&came.reach, &mut self.pen) {
            pen.journal.put_away(why);
        }
        let elsewhere = self.is_written_elsewhere(&news.entries);
        if elsewhere {
            let warning = "Your journal has entries that were not written here: another computer uses the same key. Stop one of the two.";
            came.warnings.push(warning.to_owned());
        }
        came.entries = self.add(news.entries);
        if let Some(pen) = &mut self.pen
            && !news.heads.is_empty()
        {
            pen.journal.notice(news.heads.clone());
        }
        self.heads.extend(news.heads);
        let back = came.reach == Some(Reach::Back);
        if back || elsewhere || news.own_touched {
            match self.reopen() {
                Ok(found) => came.entries.extend(found),
                Err(error) => {
                    if let Some(pen) = &mut self.pen {
                        pen.journal.put_away(&error.to_string());
                    }
                }
            }
        }
        came
    }

    /// Whether somebody else wrote into this writer's journal; another window of this computer that
    /// has it open may.
    fn is_written_elsewhere(&self, entries: &[StoredEntry]) -> bool {
        let locked_out = matches!(self.read_only(), Some(ReadOnly::LockedElsewhere { .. }));
        let own = self.journal().map(Journal::writer).filter(|_| !locked_out);
        own.is_some_and(|own| {
            let mut foreign = entries.iter().filter(|one| one.entry.writer == *own);
            foreign.any(|one| !self.state.contains(&one.hash))
        })
    }

    /// Adds entries that are not known yet; gives those.
    fn add(&mut self, entries: impl IntoIterator<Item = StoredEntry>) -> Vec<StoredEntry> {
        let mut new = Vec::new();
        for stored in entries {
            if !self.state.contains(&stored.hash) {
                self.state.apply(&stored);
                self.entries.push(stored.clone());
                new.push(stored);
            }
        }
        new
    }

    /// Opens the own journal again where another try may end better; gives entries that were not known.
    pub fn try_again(&mut self) -> Result<Vec<StoredEntry>, SessionError> {
        let pen = self.pen.as_mut();
        if pen.is_some_and(|pen| pen.journal.may_try_again()) {
            return self.reopen();
        }
        Ok(Vec::new())
    }

    /// Opens the own journal again and verifies it, and reads all the others.
    fn reopen(&mut self) -> Result<Vec<StoredEntry>, SessionError> {
        let there = Workspace::open(self.workspace.root())?;
        if there.id() != self.workspace.id() {
            let path = self.workspace.root().to_owned();
            return Err(WorkspaceError::Other { path }.into());
        }
        let Some(pen) = &mut self.pen else {
            return Ok(Vec::new());
        };
        let now = clock::now();
        let journals = pen.journal.reopen(&self.workspace, &self.home, now)?;
        let mut history = History::default();
        for entry in pen.journal.entries() {
            history.apply(entry);
        }
        pen.history = history;
        let own = pen.journal.entries().to_vec();
        self.heads = journals.heads();
        let found: Vec<StoredEntry> = journals.entries().cloned().collect();
        self.journals = journals;
        Ok(self.add(found.into_iter().chain(own)))
    }
}
