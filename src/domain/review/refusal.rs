//! Why a decision is not taken, and what to do then.

use super::grounds::Lack;
use crate::domain::clause::ClauseId;

/// Why a command is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such clause.
    #[error("this agreement has no clause {clause}")]
    UnknownClause {
        /// What was asked for.
        clause: ClauseId,
    },
    /// No such item.
    #[error("the checklist {checklist} has no item {item}")]
    UnknownItem {
        /// The checklist.
        checklist: String,
        /// What was asked for.
        item: String,
    },
    /// No such tag.
    #[error("there is no such tag to write a note on")]
    UnknownTag,
    /// Words that do not lie in the clause.
    #[error("these words do not stand in clause {clause}")]
    WordsOutsideClause {
        /// The clause.
        clause: ClauseId,
    },
    /// Words that stand nowhere in the text.
    #[error("these words do not stand in the agreement")]
    WordsNowhere,
    /// More words than an entry can carry.
    #[error("{what} is {length} bytes long; at most {most} can be kept in one entry")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// Its length.
        length: usize,
        /// The most.
        most: usize,
    },
    /// `absent` without a proof.
    #[error("an item is called absent only with the terms searched and the clauses read")]
    AbsenceWithoutProof,
    /// Not enough behind it.
    #[error(transparent)]
    Lacking(#[from] Lack),
    /// No such checklist.
    #[error("this agreement is not reviewed against {checklist}")]
    NotChosen {
        /// What was asked for.
        checklist: String,
    },
    /// No such profile.
    #[error("the checklist {checklist} has no profile {profile}")]
    UnknownProfile {
        /// The checklist.
        checklist: String,
        /// What was asked for.
        profile: String,
    },
    /// Nobody differs here.
    #[error("there is no disagreement to settle here")]
    NothingToSettle,
    /// A settlement without a reason.
    #[error("a disagreement is settled only with a reason")]
    SettledWithoutReason,
    /// It is so already.
    #[error("nothing to change: it stands like that already")]
    Unchanged,
    /// Something is open, and nobody said why it is signed off all the same.
    #[error("the review is not complete: {}", open.join("; "))]
    NotComplete {
        /// What is open, in words.
        open: Vec<String>,
    },
    /// She has signed what holds.
    #[error("you have signed this off already, and nothing was changed since")]
    SignedAlready,
    /// She has not signed.
    #[error("you have not signed this agreement off")]
    NotSigned,
    /// A sign-off is taken back only with a reason.
    #[error("a sign-off is taken back only with a reason")]
    WithdrawalWithoutReason,
    /// No decision to take back.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The last step chose a checklist.
    #[error("the last step chose a checklist; undo does not go back before it")]
    ChecklistStep,
    /// No undo to take back.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// The decision to take back was replaced by somebody else's.
    #[error("entry {seq} was replaced by a later entry and can no longer be undone")]
    AlreadyReplaced {
        /// Its number in the journal.
        seq: u64,
    },
}

impl Refusal {
    /// What to do next, where there is something to do.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::UnknownClause { .. } => {
                Some("`rapporteur clauses` lists the clauses and their ids.")
            }
            Self::UnknownItem { .. } => Some("`rapporteur checklist show` lists the items."),
            Self::WordsOutsideClause { .. } => {
                Some("Copy the words as `rapporteur text` prints them, from one clause only.")
            }
            Self::TooLong { .. } => Some("Choose fewer words, or write a shorter note."),
            Self::Lacking(lack) => Some(lack.hint()),
            Self::NotChosen { .. } => Some("`rapporteur list --json` names its checklists."),
            Self::UnknownProfile { .. } => Some("`rapporteur checklist show` lists the profiles."),
            Self::NotComplete { .. } => Some(
                "Finish what is open, or sign off with an exception that says why it stays open.",
            ),
            Self::WithdrawalWithoutReason => Some("Say why, for whoever relies on the sign-off."),
            Self::NothingToSettle => Some(
                "Only an answer, a tag or a particular on which reviewers differ is settled, with a value.",
            ),
            Self::SettledWithoutReason => {
                Some("Say why it stands so, with --reason; it will stand in the journal.")
            }
            Self::ChecklistStep => Some(
                "Choose again instead: `rapporteur checklist use`, `move` or `drop`; V in the interface.",
            ),
            _ => None,
        }
    }
}
