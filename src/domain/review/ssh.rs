//! A person's own SSH keys: reading them, checking and making signatures with them, and the list of the
//! keys that count (`allowed_signers`), all in the forms that stock `ssh-keygen -Y` reads and writes.
//!
//! Bytes in, values out: where keys lie, and the program `ssh-keygen` itself, belong to `store`. Which
//! key is whose is decided by the list alone.

use std::fmt;

mod allowed;
mod key;
mod signature;

pub use allowed::{Allowed, NotAPrincipal, Signer, parse_allowed};
pub use key::{Kind, NotAKey, PublicKey};
pub use signature::{BadSignature, CannotSign, sign, verify};

/// What a signature is for. One made for one purpose never counts for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Namespace {
    /// Sign-offs and checkpoints of journals.
    Checkpoint,
    /// A person says that a device is hers.
    Device,
}

impl Namespace {
    /// All of them, in the order of `allowed_signers`.
    pub const ALL: [Self; 2] = [Self::Checkpoint, Self::Device];

    /// The namespace as `ssh-keygen -n` takes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Checkpoint => "checkpoint@rapporteur",
            Self::Device => "device@rapporteur",
        }
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests;
