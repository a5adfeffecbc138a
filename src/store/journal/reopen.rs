//! Opening a journal again while the program runs: after a failed write, when its folder was away, when
//! another program touched it, or when another window has let go of it.

use super::{Journal, Journals, ReadOnly};
use crate::domain::review::entry::Heads;
use crate::domain::review::people::Moment;
use crate::store::device::Home;
use crate::store::files::FileError;
use crate::store::workspace::Workspace;

impl Journal {
    /// Keeps from writing while the folder cannot be reached.
    pub fn put_away(&mut self, reason: &str) {
        if !matches!(self.read_only, Some(ReadOnly::LockedElsewhere { .. })) {
            self.read_only = Some(ReadOnly::Away {
                reason: reason.to_owned(),
            });
        }
    }

    /// Whether another try could end otherwise than the last one. What is written in the file is not
    /// looked at.
    pub fn may_try_again(&mut self) -> bool {
        match &self.read_only {
            None | Some(ReadOnly::Defective { .. } | ReadOnly::Away { .. }) => false,
            Some(
                ReadOnly::LockedElsewhere { .. }
                | ReadOnly::BeingSealed
                | ReadOnly::Poisoned { .. },
            ) => true,
            Some(ReadOnly::NotWritable { .. }) => self.medium.check().is_ok(),
        }
    }

    /// Whether another program has changed the file or put another in its place since it was last written to.
    pub fn was_moved(&mut self) -> bool {
        self.read_only.is_none() && !self.medium.is_in_place(self.length)
    }

    /// Opens the journal again and verifies it, as if the program had been started anew; gives all
    /// journals as they stand.
    pub fn reopen(
        &mut self,
        workspace: &Workspace,
        home: &Home,
        now: Moment,
    ) -> Result<Journals, FileError> {
        // It is taken again at once; a lock of one's own would look like another window's.
        drop(self.locks.take());
        let (fresh, journals) = Self::open(workspace, home, self.identity.clone(), now)?;
        *self = fresh;
        Ok(journals)
    }

    /// Remembers on this device that other journals grew and end there now.
    pub fn notice(&mut self, mut heads: Heads) {
        heads.retain(|writer, _| !self.doubted.contains(writer));
        self.remember(heads);
    }
}
