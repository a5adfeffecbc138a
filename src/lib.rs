//! Reading agreements clause by clause, with a record that others can trust.
//!
//! The modules, in reading order; imports point downward only (see `tests/tidy.rs`):
//!
//! - [`domain`]: pure values and rules.
//! - [`formats`]: bytes to documents, summaries to bytes.
//! - [`store`]: workspaces, agreements and journals on disk.

pub mod domain;

pub mod formats;

pub mod store;
