//! The rules that answers must keep so that somebody else can follow them. A checklist may do
//! without any of them, and its summaries say so.

use serde::{Deserialize, Serialize};

/// What an answer must rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GroundRule {
    /// `satisfied` and `concern` need a tagged passage or a stated reason.
    Grounds,
    /// `absent` is accepted only when every clause was read.
    ClausesRead,
    /// `absent` is accepted only when the places that a search found were looked at.
    NearMissesRead,
    /// `withheld` names what is missing.
    MissingNamed,
}

impl GroundRule {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Grounds,
        Self::ClausesRead,
        Self::NearMissesRead,
        Self::MissingNamed,
    ];

    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grounds => "grounds",
            Self::ClausesRead => "clauses_read",
            Self::NearMissesRead => "near_misses_read",
            Self::MissingNamed => "missing_named",
        }
    }

    /// What a summary says when a checklist does without it.
    pub fn relaxed(self) -> &'static str {
        match self {
            Self::Grounds => {
                tr!(
                    "“Satisfied” and “concern” may be answered without a tagged passage or a reason."
                )
            }
            Self::ClausesRead => tr!("“Absent” may be answered while clauses are unread."),
            Self::NearMissesRead => {
                tr!(
                    "“Absent” may be answered before the places that a search found were looked at."
                )
            }
            Self::MissingNamed => tr!("“Withheld” may be answered without naming what is missing."),
        }
    }
}
