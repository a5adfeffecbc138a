//! The law of the house: pure values and rules.
//!
//! Knows clauses, checklists and review events. Has never heard of terminals, files, clocks or
//! environment variables: time, reviewer names and bytes arrive as values.

pub mod checklist;
pub mod clause;
pub mod digest;
pub mod document;
pub mod language;
pub mod text;
