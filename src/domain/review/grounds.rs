//! What an answer rests on. Somebody who was not there must be able to follow it: to words of the
//! agreement, to a stated reason, or to what was searched and read.

use super::coverage::covered_clauses;
use super::event::{AnswerState, AnswerValue, NoteSubject, NoteValue};
use super::state::AgreementReview;
use crate::domain::agreement::Agreement;
use crate::domain::checklist::{Checklist, GroundRule};
use crate::domain::cite::cite;
use crate::domain::visible::says_something;

/// What an answer still needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// A tagged passage or a reason.
    #[error("{}", tr!("“{state}” needs grounds: tag words with this item, or state a reason", state = .state.label()))]
    Grounds {
        /// The answer.
        state: AnswerState,
    },
    /// All clauses read.
    #[error("{}", trn!(*.unread, "“absent” needs every clause read, and {n} clause is not", "“absent” needs every clause read, and {n} clauses are not"))]
    Unread {
        /// Clauses that were neither marked as read nor tagged.
        unread: usize,
    },
    /// The places that a search found.
    #[error("{}", trn!(.places.len(), "“absent” needs a look at {n} place that the search found: {places}", "“absent” needs a look at {n} places that the search found: {places}", places = names(.places)))]
    NotLookedAt {
        /// Clauses in which something was found and that were not read, as they are cited.
        places: Vec<String>,
    },
    /// The name of what is missing.
    #[error("{}", tr!("“withheld” names what is missing, so that it can be asked for"))]
    Missing,
}

impl Lack {
    /// What to do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Grounds { .. } => {
                tr!("Tag a clause with the item first, or give the reason as a note.")
            }
            Self::Unread { .. } => tr!("Read the clauses that are left, then answer again."),
            Self::NotLookedAt { .. } => {
                tr!("Look at these clauses and mark them as read, then answer again.")
            }
            Self::Missing => tr!("Give a note that names it: the annex, page or document."),
        }
    }

    /// A few words for a list.
    pub fn short(&self) -> &'static str {
        match self {
            Self::Grounds { .. } => tr!("no passage is tagged and no reason is stated"),
            Self::Unread { .. } => tr!("clauses are unread"),
            Self::NotLookedAt { .. } => tr!("places that the search found were not looked at"),
            Self::Missing => tr!("what is missing is not named"),
        }
    }
}

/// Under what an answer is given or stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// The checklist.
    pub checklist: &'a Checklist,
    /// The review so far.
    pub review: &'a AgreementReview,
    /// Clauses that were neither marked as read nor tagged.
    pub unread: usize,
}

impl Standing<'_> {
    /// What an answer to an item needs and does not have. `explained` says that a reason is written
    /// together with it.
    pub fn lack(&self, item: &str, answer: &AnswerValue, explained: bool) -> Option<Lack> {
        let asks = |rule| !self.checklist.relaxes(rule);
        match answer.state {
            AnswerState::Satisfied | AnswerState::Concern => {
                let lacking = asks(GroundRule::Grounds)
                    && !explained
                    && !self.is_tagged(item)
                    && !self.is_explained(item);
                lacking.then_some(Lack::Grounds {
                    state: answer.state,
                })
            }
            AnswerState::Absent => self.absence_lacks(answer),
            AnswerState::Withheld => {
                let lacking =
                    asks(GroundRule::MissingNamed) && !explained && !self.is_explained(item);
                lacking.then_some(Lack::Missing)
            }
            AnswerState::Unclear | AnswerState::NotApplicable => None,
        }
    }

    fn absence_lacks(&self, answer: &AnswerValue) -> Option<Lack> {
        if !self.checklist.relaxes(GroundRule::ClausesRead) && self.unread > 0 {
            return Some(Lack::Unread {
                unread: self.unread,
            });
        }
        if self.checklist.relaxes(GroundRule::NearMissesRead) {
            return None;
        }
        let proof = answer.absence.as_ref()?;
        let covered = covered_clauses(self.review);
        let found = proof.hits.iter().chain(&proof.near_misses);
        let places: Vec<String> = found
            .filter(|id| !covered.contains(id.as_str()))
            .filter_map(|id| self.agreement.clauses.index_of(id))
            .map(|at| cite(self.agreement, at))
            .collect();
        (!places.is_empty()).then_some(Lack::NotLookedAt { places })
    }

    fn is_tagged(&self, item: &str) -> bool {
        let lineage = self.review.lineage(self.checklist);
        !self.review.tags_on(&lineage, item).is_empty()
    }

    fn is_explained(&self, item: &str) -> bool {
        let lineage = self.review.lineage(self.checklist);
        let mut notes = self.review.notes.iter();
        notes.any(|(on, register)| {
            let fits = |on: &NoteSubject| match on {
                NoteSubject::Answer(answer) => {
                    answer.item.item == item && lineage.bearing(&answer.item).is_some()
                }
                _ => false,
            };
            let told = |note: &NoteValue| says_something(&note.text);
            let mut held = register.standing().into_iter();
            fits(on) && held.any(|held| held.value.as_ref().is_some_and(told))
        })
    }
}

fn names(places: &[String]) -> String {
    const MOST: usize = 5;
    let mut names = places.to_vec();
    if let Some(more) = places.len().checked_sub(MOST).filter(|more| *more > 0) {
        names.truncate(MOST);
        names.push(trn!(more, "and {n} more", "and {n} more"));
    }
    names.join(", ")
}
