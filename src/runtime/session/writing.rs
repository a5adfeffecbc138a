//! Decisions are made by the rules and written to the reviewer's own journal.

use super::super::clock;
use super::{Pen, Session, SessionError};
use crate::domain::agreement::Agreement;
use crate::domain::checklist::Checklist;
use crate::domain::review::StoredEntry;
use crate::domain::review::command::{Command, Context, Draft, decide};
use crate::store::journal::Journal;
use crate::tr;

impl Session {
    /// What would be written for a command.
    pub fn decide(
        &self,
        command: Command,
        agreement: &Agreement,
        checklist: &Checklist,
    ) -> Result<Draft, SessionError> {
        let reviewer = self.pen().journal.reviewer();
        let context = Context {
            agreement,
            checklist,
            review: self.state.agreement(&agreement.id),
            reviewer,
        };
        Ok(decide(command, &context)?)
    }

    /// Decides and writes. What was confidential stays so: being decided again is no reason to
    /// publish it.
    pub fn run(
        &mut self,
        command: Command,
        agreement: &Agreement,
        checklist: &Checklist,
    ) -> Result<Vec<StoredEntry>, SessionError> {
        let draft = self.draft(command, agreement, checklist)?;
        self.append(vec![draft])
    }

    /// What would be written for a command, with what was confidential kept so.
    pub fn draft(
        &self,
        mut command: Command,
        agreement: &Agreement,
        checklist: &Checklist,
    ) -> Result<Draft, SessionError> {
        let mut draft = self.decide(command.clone(), agreement, checklist)?;
        if draft.event.drops_confidentiality() {
            command.make_confidential();
            draft = self.decide(command, agreement, checklist)?;
        }
        Ok(draft)
    }

    /// Takes back the last decision.
    pub fn undo(&mut self) -> Result<Vec<StoredEntry>, SessionError> {
        let drafts = self.pen().history.undo(&self.state, None)?;
        self.append(drafts)
    }

    /// Does again what was last undone.
    pub fn redo(&mut self) -> Result<Vec<StoredEntry>, SessionError> {
        let drafts = self.pen().history.redo(&self.state, None)?;
        self.append(drafts)
    }

    /// Writes drafts; what comes back is on the disk.
    pub fn append(&mut self, drafts: Vec<Draft>) -> Result<Vec<StoredEntry>, SessionError> {
        let seen = &self.heads;
        let pen = self
            .pen
            .as_mut()
            .expect("only a session for writing is asked to write");
        let written = pen.journal.append(drafts, clock::now(), seen)?;
        for entry in &written {
            pen.history.apply(entry);
            self.state.apply(entry);
        }
        self.warning = pen.journal.take_warning().map(|error| {
            tr!("Saved, but this device cannot remember where the journal ends, so that a cut-off end would not be noticed here. {error}", error)
        });
        self.entries.extend(written.iter().cloned());
        Ok(written)
    }

    /// The journal of a session for writing.
    pub(super) fn journal_to_write(&self) -> &Journal {
        &self.pen().journal
    }

    fn pen(&self) -> &Pen {
        self.pen
            .as_ref()
            .expect("only a session for writing is asked to decide")
    }

    /// What went wrong beside the journal at the last writing; the entries are saved all the same.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }
}
