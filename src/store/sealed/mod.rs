//! A workspace as one sealed file: the `age` format (<https://age-encryption.org/v1>) over a `tar`
//! archive, so that `age -d FILE | tar x` opens it where this program is not at hand.
//!
//! Sealing reads the sealed file back before anything is removed; opening unpacks beside the place
//! and gives it its name at the end. Passphrases and keys arrive as values: nothing here asks.

mod archive;
mod error;
mod keys;
mod open;
mod plan;
mod removing;
mod seal;

#[cfg(test)]
mod tests;

pub use error::SealedError;
pub use keys::{AskPassphrase, Key, KeyError, Opener, PublicKey, public_keys};
pub use open::{Opened, Opening, open};
pub use seal::{Sealed, Sealing, seal};

use std::io::Read;
use std::path::{Path, PathBuf};

/// What every file of the format begins with.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";

/// Whether a path names a sealed file.
#[expect(clippy::disallowed_methods, reason = "the first bytes are looked at")]
pub fn is_sealed(path: &Path) -> bool {
    let file = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    let mut start = Vec::new();
    let most = MAGIC.len() as u64;
    let read = |file: std::fs::File| file.take(most).read_to_end(&mut start);
    file && std::fs::File::open(path).and_then(read).is_ok() && start == MAGIC
}

/// Where a workspace is sealed to when nobody says: beside its folder, with `.age` behind its name.
pub fn usual_file(workspace: &Path) -> Option<PathBuf> {
    let mut name = workspace.file_name()?.to_owned();
    name.push(".age");
    Some(workspace.with_file_name(name))
}
