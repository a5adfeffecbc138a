//! Reading agreements clause by clause, with a record that others can trust.
//!
//! The modules, in reading order; imports point downward only (see `tests/tidy.rs`):
//!
//! - [`domain`] has pure values and rules.
//! - [`formats`] turns bytes into documents and summaries into bytes.
//! - [`store`] keeps workspaces, agreements and journals on disk.
//! - [`app`] is what a person does and sees, without a terminal.
//! - [`ui`] draws it.
//! - [`runtime`] has the session that joins them, the terminal, and the loop that runs the interface.
//! - [`cli`] has arguments, commands without a screen, exit codes.

pub mod domain;

pub mod formats;

pub mod store;

pub mod app;

pub mod ui;

pub mod runtime;

pub mod cli;
