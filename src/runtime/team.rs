//! Learning from the team: the decisions in the journals and the agreements they are about, brought
//! together in the background.
//!
//! What was learned from an agreement is kept until something else is decided in it. Of two wishes to
//! learn only the later is fulfilled.

use super::session::Session;
use crate::app::taught::{Learning, Taught, TaughtList};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::review::ReviewState;
use crate::domain::suggest::{suggest, with_team};
use crate::domain::team::{Judged, Lesson, Record, Team, judged, records};
use crate::store::agreements::Agreements;
use crate::store::workspace::Workspace;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Most agreements that are learned from; those in which most was decided.
const MOST: usize = 400;

/// Lessons of a workspace, kept while it is open.
#[derive(Debug, Default)]
pub struct Lessons {
    /// By agreement and checklist, with what they were made from.
    kept: Mutex<HashMap<(AgreementId, String), Kept>>,
    /// The number of the last wish.
    last: AtomicU64,
}

/// A lesson with what it was made from.
type Kept = (Judged, Arc<Lesson>);

/// Everything that is needed to learn, away from the session.
pub struct Teacher {
    workspace: Workspace,
    lessons: Arc<Lessons>,
    /// Which wish it is.
    number: u64,
    is_on: bool,
    learning: Learning,
    /// For each checklist, what was decided and how pointers fared.
    known: Vec<(Vec<Judged>, HashMap<String, Record>)>,
}

impl Lessons {
    /// What the decisions under a checklist teach. Agreements that cannot be read teach nothing.
    pub fn learn(&self, workspace: &Workspace, checklist: &str, decided: &[Judged]) -> Team {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut decided: Vec<&Judged> = decided.iter().collect();
        decided.sort_by_key(|one| (Reverse(one.judgements.len()), one.agreement.clone()));
        let agreements = Agreements::of(workspace);
        let lesson = |one: &&Judged| {
            let key = (one.agreement.clone(), checklist.to_owned());
            if let Some((made_from, lesson)) = kept.get(&key)
                && made_from == *one
            {
                return Some(Arc::clone(lesson));
            }
            let agreement = agreements.load(&one.agreement).ok()?;
            let lesson = Arc::new(Lesson::of(&agreement, one));
            kept.insert(key, ((*one).clone(), Arc::clone(&lesson)));
            Some(lesson)
        };
        let lessons: Vec<Arc<Lesson>> = decided.iter().take(MOST).filter_map(lesson).collect();
        Team::learn(&lessons)
    }
}

impl Teacher {
    /// Gathers what a session knows; the work itself is done by [`Self::teach`].
    pub fn new(session: &Session, lessons: &Arc<Lessons>, learning: Learning, is_on: bool) -> Self {
        let state: &ReviewState = session.state();
        let of_list = |checklist: &Arc<Checklist>| {
            let decided = if is_on {
                judged(state, checklist, &learning.agreement.id)
            } else {
                Vec::new()
            };
            (decided, records(state, checklist))
        };
        Self {
            workspace: session.workspace().clone(),
            lessons: Arc::clone(lessons),
            number: lessons.last.fetch_add(1, Ordering::SeqCst) + 1,
            is_on,
            known: learning.lists.iter().map(of_list).collect(),
            learning,
        }
    }

    /// Learns and points; nothing when something else is wanted by now.
    pub fn teach(self) -> Option<Taught> {
        let agreement = &self.learning.agreement;
        let mut lists = Vec::new();
        for (checklist, (decided, records)) in self.learning.lists.iter().zip(self.known) {
            if self.lessons.last.load(Ordering::SeqCst) != self.number {
                return None;
            }
            let pointers = (self.is_on && !decided.is_empty()).then(|| {
                let team = self.lessons.learn(&self.workspace, &checklist.id, &decided);
                with_team(agreement, suggest(agreement, checklist), &team)
            });
            lists.push((Arc::clone(checklist), TaughtList { pointers, records }));
        }
        Some(Taught {
            agreement: agreement.id.clone(),
            lists,
        })
    }
}
