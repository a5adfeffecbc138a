//! What the interface asks for about checklists, done by a session on a real workspace.

use super::{Live, sentence};
use crate::app::lists::{Catalogue, Known};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::review::StoredEntry;
use crate::domain::review::event::ChecklistRef;
use crate::runtime::checklists::Checklists;
use crate::runtime::session::{Session, SessionError, Version};
use crate::tr;
use std::sync::Arc;

impl Live {
    /// Decides something in the session; gives what was written.
    fn written(
        &mut self,
        decide: impl FnOnce(&mut Session) -> Result<(), SessionError>,
    ) -> Result<Vec<StoredEntry>, String> {
        let before = self.session.entries().len();
        decide(&mut self.session).map_err(|error| sentence(&error))?;
        let written = self.session.entries().get(before..);
        Ok(written.unwrap_or_default().to_vec())
    }
}

impl Checklists for Live {
    fn catalogue(&mut self) -> Result<Catalogue, String> {
        let versions = self.session.versions();
        let known = versions.map_err(|error| sentence(&error))?.into_iter();
        let drafts = self.session.drafts().list();
        let drafts = drafts.map_err(|error| sentence(&error.into()))?;
        Ok(Catalogue {
            known: known.map(known_as).collect(),
            drafts: drafts.into_iter().map(Arc::new).collect(),
        })
    }

    fn use_list(
        &mut self,
        agreement: &AgreementId,
        list: &ChecklistRef,
        profile: Option<&str>,
    ) -> Result<Vec<StoredEntry>, String> {
        self.written(|session| {
            let bytes = session.bytes_of(list)?;
            session.use_checklist(agreement, &bytes, profile)
        })
    }

    fn move_list(
        &mut self,
        agreement: &AgreementId,
        list: &ChecklistRef,
    ) -> Result<Vec<StoredEntry>, String> {
        self.written(|session| {
            let bytes = session.bytes_of(list)?;
            session.move_checklist(agreement, &bytes).map(|_| ())
        })
    }

    fn drop_list(
        &mut self,
        agreement: &AgreementId,
        checklist: &str,
    ) -> Result<Vec<StoredEntry>, String> {
        self.written(|session| session.drop_checklist(agreement, checklist))
    }

    fn keep_draft(&mut self, draft: &Checklist) -> Result<(), String> {
        let kept = self.session.drafts().keep(draft);
        kept.map_err(|error| {
            tr!(
                "The draft was not kept. {why}",
                why = sentence(&error.into())
            )
        })
    }

    fn drop_draft(&mut self, checklist: &str) -> Result<(), String> {
        let gone = self.session.drafts().remove(checklist);
        gone.map_err(|error| sentence(&error.into()))
    }

    fn save_version(&mut self, checklist: &Checklist) -> Result<Known, String> {
        let kept = self.session.keep_version(checklist);
        kept.map(known_as).map_err(|error| sentence(&error))
    }
}

fn known_as(version: Version) -> Known {
    Known {
        list: version.reference,
        checklist: version.checklist,
        built_in: version.built_in,
    }
}
