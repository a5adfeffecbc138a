//! What is kept on disk: workspaces, agreements, checklists, journals, and this device's memory.
//!
//! Knows the shapes of `domain` and where they lie; decides nothing about reviews. Time and
//! folders arrive as values.

pub mod files;

pub mod workspace;

pub mod agreements;

pub mod checklists;

pub mod device;

pub mod pins;

pub mod places;

pub mod journal;

pub mod verify;

#[cfg(test)]
mod tests;
