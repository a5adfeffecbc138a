//! Why a decision is not taken, and what to do then.

use super::grounds::Lack;
use crate::domain::clause::ClauseId;

/// Why a command is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such clause.
    #[error("{}", tr!("this agreement has no clause {clause}", clause = .clause))]
    UnknownClause {
        /// What was asked for.
        clause: ClauseId,
    },
    /// No such item.
    #[error("{}", tr!("the checklist {checklist} has no item {item}", checklist = .checklist, item = .item))]
    UnknownItem {
        /// The checklist.
        checklist: String,
        /// What was asked for.
        item: String,
    },
    /// No such tag.
    #[error("{}", tr!("there is no such tag to write a note on"))]
    UnknownTag,
    /// Words that do not lie in the clause.
    #[error("{}", tr!("these words do not stand in clause {clause}", clause = .clause))]
    WordsOutsideClause {
        /// The clause.
        clause: ClauseId,
    },
    /// Words that stand nowhere in the text.
    #[error("{}", tr!("these words do not stand in the agreement"))]
    WordsNowhere,
    /// More words than an entry can carry.
    #[error("{}", tr!("{what} is {length} bytes long; at most {most} can be kept in one entry", what = .what, length = .length, most = .most))]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// Its length.
        length: usize,
        /// The most.
        most: usize,
    },
    /// `absent` without a proof.
    #[error("{}", tr!("an item is called absent only with the terms searched and the clauses read"))]
    AbsenceWithoutProof,
    /// Not enough behind it.
    #[error(transparent)]
    Lacking(#[from] Lack),
    /// No such checklist.
    #[error("{}", tr!("this agreement is not reviewed against {checklist}", checklist = .checklist))]
    NotChosen {
        /// What was asked for.
        checklist: String,
    },
    /// No such profile.
    #[error("{}", tr!("the checklist {checklist} has no profile {profile}", checklist = .checklist, profile = .profile))]
    UnknownProfile {
        /// The checklist.
        checklist: String,
        /// What was asked for.
        profile: String,
    },
    /// Nobody differs here.
    #[error("{}", tr!("there is no disagreement to settle here"))]
    NothingToSettle,
    /// A settlement without a reason.
    #[error("{}", tr!("a disagreement is settled only with a reason"))]
    SettledWithoutReason,
    /// It is so already.
    #[error("{}", tr!("nothing to change: it stands like that already"))]
    Unchanged,
    /// Something is open, and nobody said why it is signed off all the same.
    #[error("{}", tr!("the review is not complete: {open}", open = .open.join("; ")))]
    NotComplete {
        /// What is open, in words.
        open: Vec<String>,
    },
    /// She has signed what holds.
    #[error("{}", tr!("you have signed this off already, and nothing was changed since"))]
    SignedAlready,
    /// She has not signed.
    #[error("{}", tr!("you have not signed this agreement off"))]
    NotSigned,
    /// A sign-off is taken back only with a reason.
    #[error("{}", tr!("a sign-off is taken back only with a reason"))]
    WithdrawalWithoutReason,
    /// No decision to take back.
    #[error("{}", tr!("there is nothing to undo"))]
    NothingToUndo,
    /// The last step chose a checklist.
    #[error("{}", tr!("the last step chose a checklist; undo does not go back before it"))]
    ChecklistStep,
    /// No undo to take back.
    #[error("{}", tr!("there is nothing to redo"))]
    NothingToRedo,
    /// The decision to take back was replaced by somebody else's.
    #[error("{}", tr!("entry {seq} was replaced by a later entry and can no longer be undone", seq = .seq))]
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
                Some(tr!("`rapporteur clauses` lists the clauses and their ids."))
            }
            Self::UnknownItem { .. } => Some(tr!("`rapporteur checklist show` lists the items.")),
            Self::WordsOutsideClause { .. } => Some(tr!(
                "Copy the words as `rapporteur text` prints them, from one clause only."
            )),
            Self::TooLong { .. } => Some(tr!("Choose fewer words, or write a shorter note.")),
            Self::Lacking(lack) => Some(lack.hint()),
            Self::NotChosen { .. } => Some(tr!("`rapporteur list --json` names its checklists.")),
            Self::UnknownProfile { .. } => {
                Some(tr!("`rapporteur checklist show` lists the profiles."))
            }
            Self::NotComplete { .. } => Some(tr!(
                "Finish what is open, or sign off with an exception that says why it stays open."
            )),
            Self::WithdrawalWithoutReason => {
                Some(tr!("Say why, for whoever relies on the sign-off."))
            }
            Self::NothingToSettle => Some(tr!(
                "Only an answer, a tag or a particular on which reviewers differ is settled, with a value."
            )),
            Self::SettledWithoutReason => Some(tr!(
                "Say why it stands so, with --reason; it will stand in the journal."
            )),
            Self::ChecklistStep => Some(tr!(
                "Choose again instead: `rapporteur checklist use`, `move` or `drop`; V in the interface."
            )),
            _ => None,
        }
    }
}
