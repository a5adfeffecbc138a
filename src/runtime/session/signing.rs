//! Signing off: what a person signs is every journal as this session has read it.

use super::{Opened, Session, SessionError};
use crate::domain::review::StoredEntry;
use crate::domain::review::command::Command;
use crate::domain::review::entry::Heads;

impl Session {
    /// Signs an agreement off, with the reason why when something is open.
    pub fn sign_off(
        &mut self,
        opened: &Opened,
        exception: Option<String>,
    ) -> Result<Vec<StoredEntry>, SessionError> {
        let command = Command::SignOff {
            checklists: opened.checklists.clone(),
            covers: self.known_heads(),
            exception,
        };
        self.run(command, &opened.agreement, &opened.checklists[0])
    }

    /// Takes the person's own sign-off back.
    pub fn withdraw_sign_off(
        &mut self,
        opened: &Opened,
        reason: Option<String>,
    ) -> Result<Vec<StoredEntry>, SessionError> {
        let command = Command::WithdrawSignOff { reason };
        self.run(command, &opened.agreement, &opened.checklists[0])
    }

    /// Heads of the journals that the state of this session follows from, the own one among them.
    pub fn known_heads(&self) -> Heads {
        let mut heads = self.journals.heads();
        if let Some(journal) = self.journal()
            && let Some(head) = journal.head()
        {
            heads.insert(journal.writer().clone(), head);
        }
        heads
    }
}
