//! The review as it stood at an earlier entry.

use super::Session;
use crate::domain::review::ReviewState;
use crate::domain::review::log::{heads_at, in_order, up_to};
use crate::store::journal::Journals;
use std::sync::Arc;

impl Session {
    /// Shows the reviews as they stood, until they are shown as they are again. What is written is
    /// decided on what is now.
    pub fn visit(&mut self, state: Option<Arc<ReviewState>>) {
        self.visiting = state;
    }

    /// Whether the reviews are shown as they once stood.
    pub const fn is_visiting(&self) -> bool {
        self.visiting.is_some()
    }

    /// The journals as they were read.
    pub const fn journals(&self) -> &Journals {
        &self.journals
    }

    /// Forgets every entry behind this one in the order of the log: what is summed up from here on is
    /// the review as it stood then.
    pub fn turn_back_to(&mut self, entry: usize) {
        let order = in_order(&self.entries);
        let Some(past) = up_to(&order, entry) else {
            return;
        };
        let heads = heads_at(
            self.workspace.id(),
            &self.entries,
            past,
            &self.journals.checked(),
        );
        self.turn_back(&heads);
    }
}
