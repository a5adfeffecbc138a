//! Following a workspace while it is open: entries of colleagues as they come, journals that change in
//! any other way than by growing, and a folder that goes away and comes back.
//!
//! Works by looking at names, lengths and times again and again: no system tells of changes on network
//! disks. Reads only what changed, writes nothing, and never takes back what it has told.

mod glance;
mod mark;

use super::files::{self, FileError};
use super::journal::{Journals, read_all};
use super::workspace::{Workspace, WorkspaceError};
use crate::domain::agreement::AgreementId;
use crate::domain::review::entry::{Heads, StoredEntry};
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::{CheckedJournal, check_journal};
use glance::{Glance, Stamp, read_from};
use mark::Mark;
use std::collections::{BTreeMap, BTreeSet};

/// The largest journal that is read.
const LARGEST: u64 = 1 << 31;
/// The most that is read on at once; a journal that grew by more is checked as a whole.
const MOST_AT_ONCE: u64 = 1 << 26;

/// What came since the last look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// Entries that were read; some may be known already.
    pub entries: Vec<StoredEntry>,
    /// Heads of journals that grew as they should.
    pub heads: Heads,
    /// What is wrong, in sentences.
    pub warnings: Vec<String>,
    /// Whether the journal of this writer was changed or replaced by somebody else.
    pub own_touched: bool,
    /// Whether the folder went away or came back.
    pub reach: Option<Reach>,
    /// Agreements whose folders appeared, or got further files.
    pub agreements: BTreeSet<AgreementId>,
    /// Whether files of checklists appeared or went.
    pub checklists: bool,
}

/// Whether the workspace can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// It cannot, and why.
    Away(String),
    /// It can again.
    Back,
}

impl News {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Only that the folder went away or came back.
    pub fn of(reach: Reach) -> Self {
        Self {
            reach: Some(reach),
            ..Self::default()
        }
    }
}

/// Follows a workspace from the moment when its journals were read.
pub struct Follower {
    workspace: Workspace,
    /// The writer whose journal this program appends to.
    own: Option<WriterId>,
    known: BTreeMap<String, Known>,
    /// Files that are no journal of the writer whose name they bear, or none yet.
    others: BTreeMap<String, Stamp>,
    /// Files that looked wrong at the last look. Programs that synchronise folders replace a file in
    /// steps: what is wrong only once is not told.
    suspects: BTreeMap<String, Option<Stamp>>,
    agreements: BTreeMap<String, Vec<String>>,
    settled: BTreeSet<String>,
    checklists: Vec<String>,
    looked: bool,
    away: bool,
}

/// A journal that was read.
struct Known {
    mark: Mark,
    /// How the file was when it was read; nothing before the first look.
    stamp: Option<Stamp>,
    /// What was last told to be wrong with it.
    told: Option<String>,
}

impl Follower {
    /// Begins where `journals` end, as they were just read.
    pub fn new(workspace: Workspace, journals: &Journals, own: Option<WriterId>) -> Self {
        let marks = journals.files.iter().filter(|file| file.is_named_rightly());
        let known = marks.map(|file| {
            let known = Known {
                mark: Mark::of_file(workspace.id(), file),
                stamp: None,
                told: first_problem(&file.checked),
            };
            (file.name.clone(), known)
        });
        Self {
            known: known.collect(),
            workspace,
            own,
            others: BTreeMap::new(),
            suspects: BTreeMap::new(),
            agreements: BTreeMap::new(),
            settled: BTreeSet::new(),
            checklists: Vec::new(),
            looked: false,
            away: false,
        }
    }

    /// Looks once, and reads what changed.
    pub fn look(&mut self) -> News {
        let mut news = News::default();
        let glance = match self.reach() {
            Ok(glance) => glance,
            Err(why) => {
                if !self.away {
                    self.away = true;
                    news.reach = Some(Reach::Away(why));
                }
                return news;
            }
        };
        if std::mem::take(&mut self.away) {
            news.reach = Some(Reach::Back);
        }
        for (name, stamp) in &glance.journals {
            if let Err(error) = self.journal(name, *stamp, &mut news) {
                // It is looked at again: a file can be locked for a moment by whoever brings it.
                self.suspect(name, Some(*stamp), error.to_string(), &mut news);
            }
        }
        self.missing(&glance, &mut news);
        self.shelves(glance, &mut news);
        self.looked = true;
        news
    }

    /// Looks at the folder; why it cannot be reached, in a sentence, or that another one lies there.
    fn reach(&self) -> Result<Glance, String> {
        let glance =
            Glance::take(&self.workspace, &self.settled).map_err(|error| error.to_string())?;
        if self.away {
            let there = Workspace::open(self.workspace.root());
            let there = there.map_err(|error: WorkspaceError| error.to_string())?;
            if there.id() != self.workspace.id() {
                return Err("Another workspace lies there now.".to_owned());
            }
        }
        Ok(glance)
    }

    fn journal(&mut self, name: &str, stamp: Stamp, news: &mut News) -> Result<(), FileError> {
        let Some(known) = self.known.get_mut(name) else {
            return self.appeared(name, stamp, news);
        };
        let before = known.stamp;
        let first_look = !self.looked && before.is_none() && stamp.length == known.mark.total;
        if before == Some(stamp) || first_look {
            known.stamp = Some(stamp);
            self.suspects.remove(name);
            return Ok(());
        }
        let replaced = before.is_some_and(|before| !before.is_same_file(&stamp));
        let grown = stamp.length.checked_sub(known.mark.length);
        if let Some(grown) = grown
            && grown > 0
            && grown < MOST_AT_ONCE
            && !replaced
            && known.mark.leads_on()
        {
            let path = self.workspace.journal_folder().join(name);
            let bytes = read_from(&path, known.mark.last, LARGEST)?;
            if let Some(entries) = known.mark.read_on(&bytes) {
                known.stamp = Some(stamp);
                if !entries.is_empty() {
                    let head = (known.mark.seq, known.mark.hash);
                    news.heads.insert(known.mark.writer.clone(), head);
                    news.entries.extend(entries);
                }
                self.suspects.remove(name);
                return Ok(());
            }
        }
        self.examine(name, stamp, news)
    }

    /// Reads a journal as a whole, because it did not simply grow.
    fn examine(&mut self, name: &str, stamp: Stamp, news: &mut News) -> Result<(), FileError> {
        let path = self.workspace.journal_folder().join(name);
        let bytes = files::read(&path, LARGEST)?;
        let Some(known) = self.known.get_mut(name) else {
            return Ok(());
        };
        let checked = check_journal(self.workspace.id(), &known.mark.writer, &bytes);
        let wrong = wrong_with(&known.mark, &checked);
        if let Some(wrong) = wrong.filter(|wrong| known.told.as_ref() != Some(wrong)) {
            if self.suspect(name, Some(stamp), wrong, news) {
                self.own_touched(name, news);
            }
            return Ok(());
        }
        let is_sound = first_problem(&checked).is_none();
        if known.told.is_some() && is_sound {
            let whole = format!("{} is whole again.", journal_of(&known.mark));
            news.warnings.push(whole);
        }
        if is_sound {
            known.told = None;
            known.mark = Mark::of(self.workspace.id(), &checked, &bytes);
            let head = (known.mark.seq, known.mark.hash);
            news.heads.insert(known.mark.writer.clone(), head);
            news.entries.extend(checked.entries);
        }
        known.stamp = Some(stamp);
        self.suspects.remove(name);
        self.own_touched(name, news);
        Ok(())
    }

    /// A file that was not there before: the journal of a new colleague, or a copy.
    fn appeared(&mut self, name: &str, stamp: Stamp, news: &mut News) -> Result<(), FileError> {
        if self.others.get(name) == Some(&stamp) {
            return Ok(());
        }
        self.others.insert(name.to_owned(), stamp);
        if !self.looked && !name.strip_suffix(".jsonl").is_some_and(is_writer) {
            // What lay there at the opening was judged then.
            return Ok(());
        }
        let journals = match name.strip_suffix(".jsonl").and_then(WriterId::parse) {
            Some(writer) => {
                let path = self.workspace.journal_folder().join(name);
                let bytes = files::read(&path, LARGEST)?;
                let checked = check_journal(self.workspace.id(), &writer, &bytes);
                if checked.lines.is_empty() {
                    return Ok(());
                }
                let told = first_problem(&checked);
                let known = Known {
                    mark: Mark::of(self.workspace.id(), &checked, &bytes),
                    stamp: Some(stamp),
                    told: told.clone(),
                };
                if let Some(wrong) = told {
                    news.warnings
                        .push(format!("{}: {wrong}", journal_of(&known.mark)));
                } else {
                    let head = (known.mark.seq, known.mark.hash);
                    news.heads.insert(writer, head);
                }
                news.entries.extend(checked.entries);
                self.others.remove(name);
                self.known.insert(name.to_owned(), known);
                return Ok(());
            }
            None => read_all(&self.workspace)?,
        };
        let file = format!("journal/{name}");
        let about = |problem: &&_| {
            let problem: &crate::domain::review::Problem = problem;
            problem.message.contains(&file)
        };
        let told = journals.problems.iter().filter(about);
        news.warnings
            .extend(told.map(|problem| problem.message.clone()));
        let same = journals.files.into_iter().filter(|one| one.name == name);
        news.entries
            .extend(same.flat_map(|file| file.checked.entries));
        Ok(())
    }

    /// Journals that were there and are not any more.
    fn missing(&mut self, glance: &Glance, news: &mut News) {
        let gone = |name: &&String| !glance.journals.contains_key(*name);
        let gone: Vec<String> = self.known.keys().filter(gone).cloned().collect();
        self.others
            .retain(|name, _| glance.journals.contains_key(name));
        for name in gone {
            let Some(known) = self.known.get(&name) else {
                continue;
            };
            let wrong = format!("the file journal/{name} is gone");
            if known.told.as_ref() != Some(&wrong) && self.suspect(&name, None, wrong, news) {
                self.own_touched(&name, news);
            }
        }
    }

    /// Notes that a file looks wrong, and tells it when it looked the same at the last look.
    fn suspect(
        &mut self,
        name: &str,
        stamp: Option<Stamp>,
        wrong: String,
        news: &mut News,
    ) -> bool {
        let before = self.suspects.insert(name.to_owned(), stamp);
        if before != Some(stamp) {
            return false;
        }
        self.suspects.remove(name);
        let Some(known) = self.known.get_mut(name) else {
            return false;
        };
        known.stamp = stamp;
        if known.told.as_ref() == Some(&wrong) {
            return false;
        }
        let whose = journal_of(&known.mark);
        let full_stop = if wrong.ends_with('.') { "" } else { "." };
        news.warnings.push(format!(
            "{whose} changed in another way than by growing: {wrong}{full_stop} What was read of it before stays on the screen. `rapporteur verify` tells more."
        ));
        known.told = Some(wrong);
        true
    }

    fn own_touched(&self, name: &str, news: &mut News) {
        let own = self.own.as_ref().map(WriterId::as_str);
        news.own_touched |= own.is_some() && name.strip_suffix(".jsonl") == own;
    }

    /// Agreements and checklists that came.
    fn shelves(&mut self, glance: Glance, news: &mut News) {
        if self.looked {
            let new = glance.agreements.iter().filter(|(name, files)| {
                self.agreements.get(*name) != Some(*files) && !self.settled.contains(*name)
            });
            news.agreements = new
                .filter(|(name, _)| !name.starts_with('.'))
                .map(|(name, _)| AgreementId::new(name))
                .collect();
            news.checklists = self.checklists != glance.checklists;
        } else {
            self.settled = glance.agreements.keys().cloned().collect();
        }
        self.agreements = glance.agreements;
        self.checklists = glance.checklists;
    }
}

fn is_writer(stem: &str) -> bool {
    WriterId::parse(stem).is_some()
}

/// Whose journal, at the beginning of a sentence.
fn journal_of(mark: &Mark) -> String {
    let name = mark.name.as_deref().unwrap_or(mark.writer.as_str());
    format!("The journal of {name}")
}

/// The first thing that is wrong inside a journal, an append that was cut short aside.
fn first_problem(checked: &CheckedJournal) -> Option<String> {
    if checked.is_whole_but_for_its_tail() {
        return None;
    }
    let problem = checked.problems.first()?;
    let line = problem
        .line
        .map_or_else(String::new, |line| format!("line {line}: "));
    Some(format!("{line}{}", problem.message))
}

/// What is wrong with a journal in view of what was read of it before.
fn wrong_with(mark: &Mark, checked: &CheckedJournal) -> Option<String> {
    let length = checked.lines.len() as u64;
    if length < mark.seq {
        let lost = match mark.seq - length {
            1 => format!("entry {} is gone", mark.seq),
            _ => format!("entries {}–{} are gone", length + 1, mark.seq),
        };
        return Some(lost);
    }
    first_problem(checked).or_else(|| {
        let same = mark.seq == 0 || checked.hash_at(mark.seq) == Some(mark.hash);
        (!same).then(|| format!("entry {} is not the one that stood there", mark.seq))
    })
}

#[cfg(test)]
mod tests;
