//! What the team's decisions in other agreements add to the pointers of the one being read.
//!
//! It is learned in the background and comes when it is ready; until then, and where it is switched off,
//! the other pointers stand alone.

use super::message::Effect;
use super::model::Model;
use super::reading::Reading;
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::Checklist;
use crate::domain::pointer::ItemPointers;
use crate::domain::review::Event;
use crate::domain::team::Record;
use crate::tr;
use std::collections::HashMap;
use std::sync::Arc;

/// What is to be learned for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learning {
    /// The agreement that is read.
    pub agreement: Arc<Agreement>,
    /// Its checklists.
    pub lists: Vec<Arc<Checklist>>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// The agreement that it is for.
    pub agreement: AgreementId,
    /// One for each of its checklists.
    pub lists: Vec<(Arc<Checklist>, TaughtList)>,
}

/// What the team's decisions say about one checklist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaughtList {
    /// All pointers, joined with those of the team; nothing where that is switched off.
    pub pointers: Option<Vec<ItemPointers>>,
    /// How the pointers of each item have fared, by its id.
    pub records: HashMap<String, Record>,
}

impl Reading {
    /// Asks for what the team's decisions say.
    pub fn learn(&self) -> Effect {
        Effect::Learn(Learning {
            agreement: Arc::clone(&self.agreement),
            lists: self
                .lists
                .iter()
                .map(|list| Arc::clone(&list.checklist))
                .collect(),
        })
    }
}

/// Asks anew when decisions came that can be learned from.
pub(super) fn follow(model: &Model, events: &[Event]) -> Option<Effect> {
    let teaches = |event: &Event| {
        matches!(
            event,
            Event::ClauseTagged(_)
                | Event::SuggestionRejected(_)
                | Event::ItemAnswered(_)
                | Event::AgreementSignedOff(_)
        )
    };
    let reading = model.reading.as_ref()?;
    events.iter().any(teaches).then(|| reading.learn())
}

/// Takes in what was learned; what comes late is about an agreement that was left.
pub(super) fn take_in(model: &mut Model, taught: Taught) {
    if let Some(reading) = &mut model.reading
        && reading.agreement.id == taught.agreement
    {
        reading.take_taught(taught.lists);
    }
}

/// Learns from the team, or does so no longer.
pub(super) fn switch(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    reading.learns = !reading.learns;
    let learns = reading.learns;
    if !learns {
        reading.forget_taught();
    }
    let learn = reading.learn();
    model.say(if learns {
        tr!("Pointers from the team are on: what was tagged and rejected in other agreements counts.")
    } else {
        tr!("Pointers from the team are off: words and examples alone point.")
    });
    vec![Effect::SaveTeam(learns), learn]
}
