//! The law of the house: pure values and rules.
//!
//! Knows clauses, checklists and review events. Has never heard of terminals, files, clocks or
//! environment variables: time, reviewer names and bytes arrive as values.

pub mod text;

pub mod visible;

pub mod counted;

pub mod fold;

pub mod digest;

pub mod labels;
pub mod language;

pub mod latin;

#[macro_use]
pub mod translate;

pub mod detect_language;

pub mod margin;

pub mod document;

pub mod clause;

pub mod agreement;

pub mod beside;

pub mod cite;

pub mod find_agreement;

pub mod segment;

pub mod unit;

pub mod references;

pub(in crate::domain) mod words;

pub mod terms;

pub mod facts;

pub mod search;

pub mod slip;

pub mod passages;

pub mod checklist;

pub mod jurisdiction;

pub mod pointer;

pub mod learned;

pub mod likeness;

pub mod suggest;

pub mod team;
pub mod weight;

pub mod review;

pub mod absence;

pub mod elsewhere;

pub mod everywhere;

pub mod pace;

pub mod redaction;

pub mod summary;

pub mod wire;

#[cfg(test)]
pub(crate) mod samples;
