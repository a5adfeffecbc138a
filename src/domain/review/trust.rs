//! What is journalled about keys and checkpoints: who vouches for a device, what a person signed with
//! her own key, and what an outside clock said. **The names and the order of fields are the file format.**
//!
//! Signatures here are judged in `keys`; this only says what is written.

use super::people::{Moment, Reviewer, WriterId};
use crate::domain::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Journals at one moment: number of entries, hash of the last one, and RFC 6962 root, by writer.
pub type Marks = BTreeMap<WriterId, (u64, Digest, Digest)>;

/// A checkpoint of all journals. The checkpoint itself is the note on this journal that ends with this
/// entry, so that one root covers every journal of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointMade {
    /// Why it was made.
    pub occasion: Occasion,
    /// Every sound journal as it stood just before.
    pub journals: Marks,
}

/// Why a checkpoint was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// An agreement was signed off.
    SignOff,
    /// A summary was exported.
    Export,
    /// Somebody asked for it.
    Asked,
}

impl Occasion {
    /// The occasion in words, after "made".
    pub fn words(self) -> &'static str {
        match self {
            Self::SignOff => tr!("at a sign-off"),
            Self::Export => tr!("for an export"),
            Self::Asked => tr!("on request"),
        }
    }
}

/// A checkpoint of this journal, signed by its owner with her own SSH key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointSigned {
    /// Number of entries that the checkpoint covers.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Digest,
    /// The SSH public key: type and key in Base64.
    pub public_key: String,
    /// The signature in OpenSSH's armoured form, namespace `checkpoint@rapporteur`.
    pub signature: String,
}

/// A checkpoint of this journal, stamped by a time-stamping authority (RFC 3161).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointStamped {
    /// Number of entries that the checkpoint covers.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Digest,
    /// The time that the authority states.
    pub time: Moment,
    /// The authority as its answer names it.
    pub authority: String,
    /// Name of the file with the answer, in the folder `checkpoints`.
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: Digest,
}

/// The owner of this journal vouches with her own SSH key for the device that writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceCertified {
    /// The SSH public key: type and key in Base64.
    pub public_key: String,
    /// The signature in OpenSSH's armoured form, namespace `device@rapporteur`.
    pub signature: String,
}

/// The owner of this journal has made sure that an SSH key is a colleague's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyVouched {
    /// Whose key it is.
    pub reviewer: Reviewer,
    /// The SSH public key: type and key in Base64.
    pub public_key: String,
}

/// A key is not to be trusted any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRevoked {
    /// Which key.
    pub key: RevokedKey,
    /// What became of it.
    pub cause: Cause,
}

/// A key that is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RevokedKey {
    /// The key of a device: later entries of its journal are not its owner's word.
    Device {
        /// The journal that it writes.
        writer: WriterId,
        /// The last entry that is still its owner's word; 0 for none.
        last: u64,
    },
    /// A person's SSH key.
    Person {
        /// The SSH public key: type and key in Base64.
        public_key: String,
    },
}

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Nobody has it any more.
    Lost,
    /// Somebody else may have it.
    Stolen,
    /// Another has taken its place.
    Replaced,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lost, Self::Stolen, Self::Replaced];

    /// The name used in JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Stolen => "stolen",
            Self::Replaced => "replaced",
        }
    }

    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lost => tr!("lost"),
            Self::Stolen => tr!("stolen"),
            Self::Replaced => tr!("replaced"),
        }
    }

    /// The cause with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
