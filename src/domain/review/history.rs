//! Undo and redo, over sessions: what one writer decided, read from that writer's own journal.

use super::command::{Draft, Refusal};
use super::entry::StoredEntry;
use super::event::{AnswerState, Event};
use super::people::Moment;
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
    at: Moment,
    /// Id of the reviewer.
    by: String,
    event: Event,
}

impl History {
    /// Takes in an entry of this writer's own journal; entries must come in their order.
    pub fn apply(&mut self, stored: &StoredEntry) {
        let event = &stored.entry.event;
        if !event.is_decision() {
            return;
        }
        // The choice at the import is no step of the review; a later one is, and stands in the way.
        let agreement = event.agreement();
        let chosen = matches!(event, Event::ChecklistChosen(_));
        if chosen
            && !self
                .done
                .iter()
                .any(|step| step.event.agreement() == agreement)
        {
            return;
        }
        let step = Step {
            hash: stored.hash,
            seq: stored.entry.seq,
            at: stored.entry.at,
            by: stored.entry.by.id.clone(),
            event: event.clone(),
        };
        if let Some(undone) = event.undoes() {
            take_out(&mut self.done, undone);
            self.undone.push(step);
        } else if let Some(redone) = event.redoes() {
            take_out(&mut self.undone, redone);
            self.done.push(step);
        } else {
            let agreement = event.agreement();
            self.undone
                .retain(|step| step.event.agreement() != agreement);
            self.done.push(step);
        }
    }

    /// The entries that take back the last decision, of one agreement or of all; clauses that were
    /// read together are taken back together.
    pub fn undo(
        &self,
        state: &ReviewState,
        only: Option<&AgreementId>,
    ) -> Result<Vec<Draft>, Refusal> {
        let steps = last(&self.done, only).ok_or(Refusal::NothingToUndo)?;
        if matches!(steps.as_slice(), [step] if matches!(step.event, Event::ChecklistChosen(_))) {
            return Err(Refusal::ChecklistStep);
        }
        let undone = steps.into_iter().map(|step| {
            let draft = step.reversal(state)?;
            Ok(Draft {
                event: draft.event.undoing(step.hash),
                ..draft
            })
        });
        undone.collect()
    }

    /// The entries that do again what was last undone, in one agreement or in all.
    pub fn redo(
        &self,
        state: &ReviewState,
        only: Option<&AgreementId>,
    ) -> Result<Vec<Draft>, Refusal> {
        let steps = last(&self.undone, only).ok_or(Refusal::NothingToRedo)?;
        let redone = steps.into_iter().map(|step| {
            let draft = step.reversal(state)?;
            Ok(Draft {
                event: draft.event.redoing(step.hash),
                ..draft
            })
        });
        redone.collect()
    }
}

impl Step {
    /// Whether the step after this one was written in the same go: what is read in one step,
    /// and items that are set aside together, are written at one time, without another entry between.
    fn goes_with(&self, later: &Self) -> bool {
        let reads = |step: &Self| matches!(step.event, Event::ClauseRead(_));
        let together = (reads(self) && reads(later)) || (self.sets_aside() && later.sets_aside());
        self.seq + 1 == later.seq && self.at == later.at && together
    }

    /// Whether the step is about an answer that an item is not applicable, which several get at once.
    fn sets_aside(&self) -> bool {
        let Event::ItemAnswered(change) = &self.event else {
            return false;
        };
        let sides = [&change.before, &change.after];
        let mut states = sides.into_iter().flatten().map(|value| value.state);
        states.any(|state| state == AnswerState::NotApplicable)
    }

    /// The step turned round; it takes the place of whatever its author holds on the subject now.
    fn reversal(&self, state: &ReviewState) -> Result<Draft, Refusal> {
        let mut supersedes = state.held_on(&self.event, &self.by);
        if self.event.settles() && self.event.undoes().is_some() {
            // A settlement that is done again stands over what all the others hold.
            let all = state.all_held_on(&self.event);
            supersedes.extend(
                all.into_iter()
                    .filter(|entry| !supersedes.contains(entry))
                    .collect::<Vec<_>>(),
            );
        }
        if supersedes.is_empty() {
            return Err(Refusal::AlreadyReplaced { seq: self.seq });
        }
        Ok(Draft {
            event: self.event.reversed().expect("only decisions are kept"),
            supersedes,
        })
    }
}

/// Takes out a step, which is nearly always among the last.
fn take_out(steps: &mut Vec<Step>, hash: Digest) {
    if let Some(at) = steps.iter().rposition(|step| step.hash == hash) {
        steps.remove(at);
    }
}

/// The last step, with those before it that were written in one go.
fn last<'a>(steps: &'a [Step], only: Option<&AgreementId>) -> Option<Vec<&'a Step>> {
    let mut wanted = steps
        .iter()
        .rev()
        .filter(|step| only.is_none_or(|only| step.event.agreement() == Some(only)));
    let mut together = vec![wanted.next()?];
    for step in wanted {
        if !together.last().is_some_and(|later| step.goes_with(later)) {
            break;
        }
        together.push(step);
    }
    together.reverse();
    Some(together)
}
