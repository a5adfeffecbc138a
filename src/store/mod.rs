//! What is kept on disk: workspaces, agreements, checklists, journals, and this device's memory.
//!
//! Knows the shapes of `domain` and where they lie; decides nothing about reviews. Time and
//! folders arrive as values.

pub mod files;

pub mod scratch;

pub mod presence;

pub mod workspace;

pub mod sealed;

pub mod agreements;

pub mod checklists;
pub mod checkpoints;

pub mod drafts;

pub mod device;

pub mod pins;

pub mod proofs;

pub mod rows;

pub mod places;

pub mod copies;

pub mod journal;

pub mod ssh;

pub mod verify;

pub mod follow;

#[cfg(test)]
mod tests;

/// A folder for tests, in memory where that is to be had: they sync thousands of times.
#[cfg(test)]
fn test_folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    tempfile::tempdir_in(memory)
        .or_else(|_| tempfile::tempdir())
        .expect("tests can make a folder")
}
