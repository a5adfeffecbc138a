//! The text of an agreement, made ready for searching while the person thinks of the first letter to type.

use super::message::Effect;
use super::reading::Reading;
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::search::{Searchable, Stemming};
use std::sync::Arc;

/// The text of an agreement, made ready for searching.
#[derive(Debug, Clone)]
pub struct ReadyText {
    agreement: AgreementId,
    /// The text.
    pub(super) text: Arc<Searchable>,
}

impl PartialEq for ReadyText {
    fn eq(&self, other: &Self) -> bool {
        self.agreement == other.agreement && Arc::ptr_eq(&self.text, &other.text)
    }
}

impl Eq for ReadyText {}

impl ReadyText {
    /// Makes it ready, in time linear in its length.
    pub fn of(agreement: &Agreement) -> Self {
        let stemming = Stemming::of(agreement.language);
        Self {
            agreement: agreement.id.clone(),
            text: Arc::new(Searchable::new(agreement.text(), stemming)),
        }
    }
}

impl Reading {
    /// Asks for the text to be made ready, unless it is.
    pub(super) fn ask_for_search(&self) -> Option<Effect> {
        let is_ready = self.search.ready.is_some();
        (!is_ready).then(|| Effect::ReadySearch(Arc::clone(&self.agreement)))
    }

    /// Takes the text as it was made ready; that of another agreement comes late.
    pub(super) fn take_ready(&mut self, ready: ReadyText) {
        if self.agreement.id == ready.agreement {
            self.search.ready.get_or_insert(ready.text);
        }
    }
}
