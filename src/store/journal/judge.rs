//! Whether anything may be written to a journal, and what this device remembers of it.

use super::{Journal, Journals, ReadOnly};
use crate::domain::review::crosscheck::{check_pins, check_seen};
use crate::domain::review::entry::Heads;
use crate::domain::review::verify::{CheckedJournal, Problem};
use crate::store::files::{self, FileError};

impl Journal {
    /// Decides whether anything may be written.
    pub(super) fn judge(&mut self, own: &CheckedJournal, journals: &Journals) {
        if self.read_only.is_some() {
            return;
        }
        let checked = journals.checked();
        let mut problems: Vec<Problem> = Vec::new();
        if !own.is_whole_but_for_its_tail() {
            problems.extend(own.problems.iter().cloned());
        }
        let about_files = journals.problems.iter().cloned();
        let about_all = self
            .contradictions(&checked)
            .into_iter()
            .chain(check_seen(&checked))
            .chain(about_files);
        problems.extend(about_all.filter(|problem| problem.writer.as_ref() == Some(&self.writer)));
        if !problems.is_empty() {
            self.read_only = Some(ReadOnly::Defective {
                writer: self.writer.clone(),
                problems,
            });
        } else if let Err(error) = self.medium.check() {
            self.block(error);
        }
    }

    /// Makes the journal read-only because its place cannot be written.
    pub(super) fn block(&mut self, error: std::io::Error) {
        let error = FileError::new(files::Action::Write, &self.path, error);
        self.read_only = Some(ReadOnly::not_writable(&error));
    }

    /// What does not fit the memory of this device.
    fn contradictions(&self, checked: &[&CheckedJournal]) -> Vec<Problem> {
        let pins = self.pins.load().map(|pins| pins.heads());
        check_pins(checked, &pins.unwrap_or_default())
    }

    /// Keeps in mind whose journals speak against the memory, which they must not overwrite by growing.
    pub(super) fn doubt(&mut self, journals: &Journals) {
        let problems = self.contradictions(&journals.checked()).into_iter();
        self.doubted = problems.filter_map(|problem| problem.writer).collect();
    }

    /// Takes notice of journals as they were just read: remembers their heads on this device, and
    /// gives those that the next entry can name as seen.
    pub fn take_notice(&mut self, journals: &Journals) -> Heads {
        let heads = self.undisputed(journals);
        self.remember(heads.clone());
        heads
    }

    /// The heads of all journals but those that do not fit the memory: it must not be overwritten
    /// by what it speaks against.
    fn undisputed(&self, journals: &Journals) -> Heads {
        let mut heads = journals.heads();
        for problem in self.contradictions(&journals.checked()) {
            heads.retain(|writer, _| problem.writer.as_ref() != Some(writer));
        }
        heads
    }

    /// Remembers heads outside the workspace, the own one among them.
    pub(super) fn remember(&mut self, mut heads: Heads) {
        match (&self.read_only, self.head()) {
            (None, Some(head)) => {
                heads.insert(self.writer.clone(), head);
            }
            _ => {
                heads.remove(&self.writer);
            }
        }
        if let Err(error) = self.pins.remember(&heads) {
            self.warning = Some(error);
        }
    }
}
