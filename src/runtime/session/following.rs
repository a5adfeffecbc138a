//! What comes from outside while a session is open: entries of colleagues, a folder that goes away, a
//! journal that has to be opened again.

use super::super::clock;
use super::{Session, SessionError};
use crate::domain::review::crosscheck::duration;
use crate::domain::review::{History, Moment, StoredEntry};
use crate::store::follow::{Follower, News, Reach};
use crate::store::journal::{Journal, ReadOnly};
use crate::store::workspace::{Workspace, WorkspaceError};
use crate::tr;

/// So much the clock may be behind the last entry without a word, in milliseconds.
const CLOCK_TOLERANCE: i64 = 120_000;
/// A day in milliseconds.
const A_DAY: i64 = 86_400_000;

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
        remarks.extend(self.clock.clone());
        remarks
    }

    /// Why the clock of this computer is to be doubted, in a sentence.
    pub fn clock_remark(&self) -> Option<&str> {
        self.clock.as_deref()
    }

    /// Why a clock that says `now` is to be doubted. That it is later than the last entry is no reason:
    /// people are away for weeks.
    pub(super) fn doubt_of_clock(&self, now: Moment) -> Option<String> {
        let last = self.journal()?.entries().last().map(|last| last.entry.at);
        let advice = tr!("Entries carry this time, marked where it goes back; set the clock.");
        if now < clock::RELEASED {
            return Some(tr!(
                "The clock of this computer says {time}, which is before this program was made. {advice}",
                time = now.to_minute(),
                advice
            ));
        }
        if let Some(last) = last.filter(|last| last.millis() - now.millis() > CLOCK_TOLERANCE) {
            let back = duration(last.millis() - now.millis());
            return Some(tr!(
                "The clock of this computer says {time}, {back} before your last entry. {advice}",
                time = now.to_minute(),
                back,
                advice
            ));
        }
        let disk = self.workspace.disk_time()?;
        let ahead = now.millis() - disk.millis();
        (ahead.abs() > A_DAY).then(|| {
            tr!("The clock of this computer says {time}, and that of the disk with the workspace {disk}: they differ by {duration}. {advice}", time = now.to_minute(), disk = disk.to_minute(), duration = duration(ahead), advice)
        })
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
            let warning = tr!(
                "Your journal has entries that were not written here: another computer uses the same key. Stop one of the two."
            );
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
        // A file in the place of another can bear the number that an earlier one had, which looks like the same.
        let mut pen = self.pen.as_mut();
        let moved = pen.as_mut().is_some_and(|pen| pen.journal.was_moved());
        if back || elsewhere || news.own_touched || moved {
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

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "tests do to files what other programs do"
)]
mod tests {
    use super::super::Folders;
    use super::*;
    use crate::domain::agreement::AgreementId;
    use crate::domain::review::command::Draft;
    use crate::domain::review::event::{AgreementSubject, Change, Event, NoteSubject, NoteValue};
    use crate::domain::review::{Reviewer, WriterId};
    use std::fs;
    use std::path::{Path, PathBuf};

    fn session(folder: &Path, name: &str) -> Session {
        let folders = Folders {
            workspace: folder.join("w"),
            home: folder.join(name),
        };
        Session::for_writing(&folders, Reviewer::named(name).unwrap()).unwrap()
    }

    fn note(text: &str) -> Vec<Draft> {
        let subject = NoteSubject::Agreement(AgreementSubject {
            agreement: AgreementId::new("0011223344556677"),
        });
        let value = NoteValue {
            text: text.to_owned(),
            confidential: false,
        };
        vec![Draft {
            event: Event::NoteWritten(Change::new(subject, None, Some(value))),
            supersedes: Vec::new(),
        }]
    }

    fn path(session: &Session) -> PathBuf {
        let writer: &WriterId = session.journal().unwrap().writer();
        session.workspace().journal_path(writer)
    }

    /// Puts a copy of a file in its place, as programs that synchronise folders do.
    fn replace(path: &Path) {
        let copy = path.with_extension("tmp");
        fs::copy(path, &copy).unwrap();
        fs::rename(&copy, path).unwrap();
    }

    #[test]
    fn entries_of_a_colleague_are_taken_in_once_and_named_as_seen() {
        let folder = tempfile::tempdir().unwrap();
        let mut ana = session(folder.path(), "Ana");
        ana.append(note("one")).unwrap();
        let mut follower = ana.follower();
        follower.look();
        let mut bojan = session(folder.path(), "Bojan");
        bojan.append(note("two")).unwrap();
        let news = follower.look();
        assert_eq!(ana.take_in(news.clone()).entries.len(), 2);
        assert_eq!(ana.take_in(news).entries, [], "each once");
        assert_eq!(ana.entries().len(), 4);
        let written = ana.append(note("three")).unwrap();
        let head = bojan.journal().unwrap().head().unwrap();
        let writer = bojan.journal().unwrap().writer();
        assert_eq!(written[0].entry.seen.get(writer), Some(&head));
    }

    #[test]
    fn a_journal_that_was_replaced_is_opened_again_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut ana = session(folder.path(), "Ana");
        ana.append(note("one")).unwrap();
        let mut follower = ana.follower();
        follower.look();
        let path = path(&ana);
        // Before it is noticed, writing fails, and the next try opens the journal again.
        replace(&path);
        assert!(ana.append(note("two")).is_err());
        assert!(matches!(ana.read_only(), Some(ReadOnly::Poisoned { .. })));
        assert_eq!(ana.try_again().unwrap(), []);
        ana.append(note("two")).unwrap();
        // Once it is noticed, nobody sees anything of it.
        replace(&path);
        let came = ana.take_in(follower.look());
        assert_eq!((came.warnings, ana.read_only()), (vec![], None));
        ana.append(note("three")).unwrap();
        // A journal that was cut is not continued.
        let whole = fs::read(&path).unwrap();
        follower.look();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        follower.look();
        let came = ana.take_in(follower.look());
        assert_eq!(came.warnings.len(), 1);
        assert!(matches!(ana.read_only(), Some(ReadOnly::Defective { .. })));
        assert_eq!(ana.entries().len(), 4, "what is known stays");
        fs::write(&path, &whole).unwrap();
        ana.take_in(follower.look());
        assert_eq!(ana.read_only(), None, "it was brought back");
        ana.append(note("four")).unwrap();
    }

    #[test]
    fn nothing_is_written_while_the_folder_is_away() {
        let folder = tempfile::tempdir().unwrap();
        let mut ana = session(folder.path(), "Ana");
        ana.append(note("one")).unwrap();
        let mut follower = ana.follower();
        follower.look();
        let (here, there) = (folder.path().join("w"), folder.path().join("x"));
        fs::rename(&here, &there).unwrap();
        ana.take_in(follower.look());
        assert!(matches!(ana.read_only(), Some(ReadOnly::Away { .. })));
        assert!(ana.append(note("two")).is_err());
        assert!(!here.exists(), "no second workspace is begun");
        fs::rename(&there, &here).unwrap();
        ana.take_in(follower.look());
        assert_eq!(ana.read_only(), None);
        ana.append(note("two")).unwrap();
        assert_eq!(ana.entries().len(), 3);
    }

    #[test]
    fn a_clock_is_doubted_for_a_reason_and_not_for_a_holiday() {
        let folder = tempfile::tempdir().unwrap();
        let mut ana = session(folder.path(), "Ana");
        ana.append(note("one")).unwrap();
        let now = clock::now();
        let later = |days: i64| Moment::from_millis(now.millis() + days * A_DAY);
        assert_eq!(ana.doubt_of_clock(now), None);
        let doubt = ana.doubt_of_clock(later(-3)).unwrap();
        assert!(doubt.contains("before your last entry"), "{doubt}");
        let doubt = ana.doubt_of_clock(later(30)).unwrap();
        assert!(doubt.contains("they differ by 30 days"), "{doubt}");
        let doubt = ana.doubt_of_clock(Moment::from_millis(0)).unwrap();
        assert!(doubt.contains("before this program was made"), "{doubt}");
    }
}
