//! Reading agreements clause by clause, with a record that others can trust.
//!
//! The modules, in reading order; imports point downward only (see `tests/tidy.rs`):
//!
//! - [`domain`]: pure values and rules.
//! - [`formats`]: bytes to documents, summaries to bytes.
//! - [`store`]: workspaces, agreements and journals on disk.
//! - [`app`]: what a person does and sees, without a terminal.
//! - [`ui`]: drawing.
//! - [`runtime`]: the session that joins them, the terminal, and the loop that runs the interface.
//! - [`cli`]: arguments, commands without a screen, exit codes.

pub mod domain;

pub mod formats;

pub mod store;

pub mod app;

pub mod ui;

pub mod runtime;

pub mod cli;
