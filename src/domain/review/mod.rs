//! The review: what a person decides, as events in a journal, and what follows from them.
//!
//! ```text
//! Command ──decide──▶ Draft ──seal──▶ Entry (one line of a journal) ──fold──▶ ReviewState
//! ```
//!
//! Knows nothing of files, locks or keys' whereabouts; `store` keeps the lines.

pub mod asked;
pub mod chain;
pub mod checkpoint;
pub mod chosen;
pub mod command;
pub mod coverage;
pub mod crosscheck;
pub mod detail;
pub mod entry;
pub mod event;
mod fates;
pub mod grounds;
pub mod heads;
pub mod history;
pub mod keys;
pub mod log;
pub mod passage;
pub mod people;
pub mod proof;
mod refusal;
mod register;
pub mod sign_off;
pub mod ssh;
pub mod stamp;
pub mod state;
pub mod telling;
pub mod trust;
pub mod verify;

pub use asked::Circumstances;
pub use chosen::{Bearing, ChecklistChoice, Lineage};
pub use command::{Command, Draft, Refusal, decide};
pub use coverage::Coverage;
pub use detail::Detail;
pub use entry::{Entry, StoredEntry};
pub use event::{Change, Event};
pub use grounds::Lack;
pub use history::History;
pub use passage::{ClauseRef, Passage};
pub use people::{Moment, Reviewer, WriterId};
pub use sign_off::{Signed, Stage};
pub use state::{AgreementReview, ReviewState};
pub use verify::{CheckedJournal, Problem, check_journal};

#[cfg(test)]
mod convergence_tests;
#[cfg(test)]
mod moving_tests;
#[cfg(test)]
mod tests;
