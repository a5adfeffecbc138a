//! What came of a file is kept, journalled and given a checklist.

use super::super::reading::Came;
use super::super::receipt::{Receipt, ReceiptError, Status};
use super::{Session, SessionError, default_checklist};
use crate::domain::agreement::Agreement;
use crate::domain::review::ChecklistChoice;
use crate::domain::review::command::{Command, Draft, Refusal};
use crate::domain::review::event::{ChecklistRef, Event};
use crate::store::agreements::{AgreementError, Agreements, Saved, imported};
use crate::store::checklists::Checklists;
use crate::store::journal::AppendError;
use std::path::Path;

impl Session {
    /// Keeps and journals what came of a file, and gives its receipt; nothing for a mere container.
    /// A refusal is a receipt too, also when what is kept of the same file was damaged; an error
    /// means that nothing can be kept here at all.
    pub fn keep(
        &mut self,
        path: &Path,
        came: Came,
        checklist: &[u8],
    ) -> Result<Option<Receipt>, SessionError> {
        let refused = |error: ReceiptError| Ok(Some(Receipt::refused(path, error)));
        match came {
            Came::Container => Ok(None),
            Came::Refused(error) => refused(error.into()),
            Came::Damaged(AgreementError::File(error)) => Err(error.into()),
            Came::Damaged(error) => refused(error.into()),
            Came::Known(agreement) => Ok(Some(self.kept(path, Status::Unchanged, agreement))),
            Came::New { bytes, agreement } => match self.keep_new(&agreement, &bytes, checklist) {
                Ok(status) => Ok(Some(self.kept(path, status, agreement))),
                Err(SessionError::Agreement(error))
                    if !matches!(error, AgreementError::File(_)) =>
                {
                    refused(error.into())
                }
                Err(error) => Err(error),
            },
        }
    }

    /// The receipt of an agreement that is kept now. Of several the first is opened.
    fn kept(&self, path: &Path, status: Status, agreement: Box<Agreement>) -> Receipt {
        let receipt = Receipt::of(path, status, &agreement);
        self.at_hand.borrow_mut().get_or_insert(agreement);
        receipt
    }

    fn keep_new(
        &mut self,
        agreement: &Agreement,
        bytes: &[u8],
        checklist: &[u8],
    ) -> Result<Status, SessionError> {
        let agreements = Agreements::of(&self.workspace);
        if let Some(reason) = self.read_only() {
            return Err(AppendError::ReadOnly(reason.clone()).into());
        }
        let stored = match agreements.save(agreement, bytes)? {
            Saved::New(digests) => imported(agreement, &digests),
            // The same file twice in one import.
            Saved::Unchanged if self.state.agreement(&agreement.id).is_some() => {
                return Ok(Status::Unchanged);
            }
            // Kept by an import that ended before it was journalled.
            Saved::Unchanged => agreements.stored(&agreement.id)?.imported(),
        };
        let reference = self.kept_once(checklist)?;
        let chosen = self.choose(agreement, reference)?;
        let draft = Draft {
            event: Event::AgreementImported(stored),
            supersedes: Vec::new(),
        };
        self.append(std::iter::once(draft).chain(chosen).collect())?;
        Ok(Status::Imported)
    }

    /// Keeps a checklist; the same one for many files is read and compared once.
    fn kept_once(&mut self, checklist: &[u8]) -> Result<ChecklistRef, SessionError> {
        if let Some((bytes, reference)) = &self.kept_checklist
            && bytes == checklist
        {
            return Ok(reference.clone());
        }
        let reference = Checklists::of(&self.workspace).save(checklist)?;
        self.kept_checklist = Some((checklist.to_owned(), reference.clone()));
        Ok(reference)
    }

    /// The draft that makes a checklist one of an agreement; nothing when it is already.
    fn choose(
        &self,
        agreement: &Agreement,
        reference: ChecklistRef,
    ) -> Result<Option<Draft>, SessionError> {
        let command = Command::ChooseChecklist(ChecklistChoice::of(reference));
        match self.decide(command, agreement, &default_checklist()) {
            Ok(draft) => Ok(Some(draft)),
            Err(SessionError::Refused(Refusal::Unchanged)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::Reviewer;
    use crate::domain::samples;
    use crate::runtime::session::{Folders, default_checklist_bytes};

    #[test]
    fn what_is_at_hand_is_what_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders {
            workspace: folder.path().join("w"),
            home: folder.path().join("h"),
        };
        let ana = Reviewer::named("Ana").unwrap();
        let mut session = Session::for_writing(&folders, ana).unwrap();
        let mut ids = Vec::new();
        for source in ["1. The network.\n\n2. Лични подаци.", "1. The cameras."] {
            let agreement = Box::new(samples::agreement(source));
            ids.push(agreement.id.clone());
            let bytes = source.as_bytes().to_vec();
            let came = Came::New { bytes, agreement };
            let path = Path::new("a.txt");
            let receipt = session.keep(path, came, default_checklist_bytes()).unwrap();
            assert!(receipt.unwrap().error.is_none());
        }
        let at_hand = session.at_hand.borrow().as_deref().cloned();
        assert_eq!(at_hand.map(|one| one.id), Some(ids[0].clone()), "the first");
        let opened = session.open(&ids[0]).unwrap().agreement;
        assert!(session.at_hand.borrow().is_none(), "it is held once");
        assert_eq!(session.open(&ids[0]).unwrap().agreement, opened);
        assert_eq!(session.open(&ids[1]).unwrap().agreement.id, ids[1]);
    }
}
