//! Where the parts come together: the session that joins store, formats and rules, and the loop
//! that runs the interface in a terminal.

pub mod clock;

pub mod settings;

pub mod team;

pub mod looks;

pub mod worker;

pub mod reading;

pub mod receipt;

pub mod session;

pub mod importing;

pub mod desk;

pub mod folders;

pub mod export;

pub mod preview;

pub mod log;

pub mod own_checklists;

pub mod checklists;

pub mod services;

pub mod linear;
pub mod live;

pub mod elsewhere;
pub mod everywhere;

mod watching;

pub mod event_loop;

pub mod arriving;

pub mod opening;

pub mod terminal;
pub mod thrifty;

pub mod secret;

pub mod outside;

pub mod signals;

pub mod input;

pub use services::Services;

#[cfg(test)]
pub(crate) mod fake;
#[cfg(test)]
mod keys_doc;
#[cfg(test)]
mod screen_tests;
