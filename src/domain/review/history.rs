//! Undo and redo, over sessions: what one writer decided, read from that writer's own journal.

use super::command::{Draft, Refusal};
use super::entry::StoredEntry;
use super::event::Event;
use super::state::ReviewState;
use crate::domain::agreement::AgreementId;
use crate::domain::digest::Digest;

/// The decisions of one writer that can be undone or redone, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// A decision that stands, or an undo that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    hash: Digest,
    seq: u64,
    /// Id of the reviewer.
    by: String,
    event: Event,
}

impl History {
    /// Takes in an entry of this writer's own journal; entries must come in their order.
    pub fn apply(&mut self, stored: &StoredEntry) {
        let event = &stored.entry.event;
        // A checklist is changed by choosing another one, never by a stray undo.
        if !event.is_decision() || matches!(event, Event::ChecklistChosen(_)) {
            return;
        }
        let step = Step {
            hash: stored.hash,
            seq: stored.entry.seq,
            by: stored.entry.by.id.clone(),
            event: event.clone(),
        };
        if let Some(undone) = event.undoes() {
            self.done.retain(|step| step.hash != undone);
            self.undone.push(step);
        } else if let Some(redone) = event.redoes() {
            self.undone.retain(|step| step.hash != redone);
            self.done.push(step);
        } else {
            let agreement = event.agreement();
            self.undone
                .retain(|step| step.event.agreement() != agreement);
            self.done.push(step);
        }
    }

    /// The entry that takes back the last decision, of one agreement or of all.
    pub fn undo(&self, state: &ReviewState, only: Option<&AgreementId>) -> Result<Draft, Refusal> {
        let step = last(&self.done, only).ok_or(Refusal::NothingToUndo)?;
        let draft = step.reversal(state)?;
        Ok(Draft {
            event: draft.event.undoing(step.hash),
            ..draft
        })
    }

    /// The entry that does again what was last undone, in one agreement or in all.
    pub fn redo(&self, state: &ReviewState, only: Option<&AgreementId>) -> Result<Draft, Refusal> {
        let step = last(&self.undone, only).ok_or(Refusal::NothingToRedo)?;
        let draft = step.reversal(state)?;
        Ok(Draft {
            event: draft.event.redoing(step.hash),
            ..draft
        })
    }
}

impl Step {
    /// The step turned round; it takes the place of whatever its author holds on the subject now.
    fn reversal(&self, state: &ReviewState) -> Result<Draft, Refusal> {
        let supersedes = state.held_on(&self.event, &self.by);
        if supersedes.is_empty() {
            return Err(Refusal::AlreadyReplaced { seq: self.seq });
        }
        Ok(Draft {
            event: self.event.reversed().expect("only decisions are kept"),
            supersedes,
        })
    }
}

fn last<'a>(steps: &'a [Step], only: Option<&AgreementId>) -> Option<&'a Step> {
    steps
        .iter()
        .rev()
        .find(|step| only.is_none_or(|only| step.event.agreement() == Some(only)))
}
