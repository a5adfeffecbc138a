//! One entry proven without showing the others: its line, the path from it to a checkpoint, and the
//! checkpoint.
//!
//! An entry of the checkpoint's own journal needs one step. One of another journal needs two: from the
//! entry to the root that a `checkpoint_made` names for its journal, and from that line to the checkpoint.
//! A proof is worth what its checkpoint is worth: compare it with the one in the minutes.

use super::chain::inclusion::root_from;
use super::checkpoint::{self, Checkpoint};
use super::entry::{StoredEntry, check_signature, key_id, parse_public_key, read_line};
use super::event::Event;
use super::people::WriterId;
use crate::domain::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod make;

pub use make::{Books, make};

/// The version of the format of proofs.
pub const FORMAT: u32 = 1;

/// The proof of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The version of this format.
    pub rapporteur_proof: u32,
    /// The steps from the entry to the checkpoint, one or two.
    pub steps: Vec<Step>,
    /// Public keys of the devices that wrote the lines, 64 hexadecimal digits each, by writer.
    pub keys: BTreeMap<WriterId, String>,
    /// The checkpoint with its signature.
    pub checkpoint: String,
}

/// From one line to a root over its journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The line without its LF.
    pub line: String,
    /// Number of lines under the root.
    pub size: u64,
    /// Hashes from the line's neighbour upwards (RFC 6962, section 2.1.1).
    pub path: Vec<Digest>,
}

/// What a proof proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The entry.
    pub entry: StoredEntry,
    /// The checkpoint that covers it.
    pub checkpoint: Checkpoint,
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// It is no proof of ours.
    #[error("This is not a proof of rapporteur: {reason}.")]
    Malformed {
        /// Why.
        reason: String,
    },
    /// A line is not what its author signed.
    #[error("The line of step {step} is not what the device of {writer} signed.")]
    Altered {
        /// Counted from 1.
        step: usize,
        /// Whose journal it claims to be from.
        writer: WriterId,
    },
    /// A step does not lead to the next one or to the checkpoint.
    #[error(
        "Step {step} does not lead to the checkpoint: the line does not stand where the proof says."
    )]
    LeadsNowhere {
        /// Counted from 1.
        step: usize,
    },
    /// The checkpoint is not signed by the device of its journal.
    #[error(transparent)]
    Checkpoint(#[from] checkpoint::Unproven),
}

impl Proof {
    /// Reads a proof.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unproven> {
        let malformed = |reason: String| Unproven::Malformed { reason };
        let proof: Self =
            serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
        if proof.rapporteur_proof != FORMAT {
            let version = proof.rapporteur_proof;
            return Err(malformed(format!("it has version {version}, not {FORMAT}")));
        }
        if !(1..=2).contains(&proof.steps.len()) {
            return Err(malformed("it must have one or two steps".to_owned()));
        }
        Ok(proof)
    }

    /// Follows every step to the checkpoint and checks every signature on the way.
    pub fn check(&self) -> Result<Proven, Unproven> {
        let checkpoint =
            checkpoint::parse(&self.checkpoint).map_err(|error| Unproven::Malformed {
                reason: error.to_string().trim_end_matches('.').to_owned(),
            })?;
        checkpoint::verify(&checkpoint, &self.key_of(&checkpoint.writer)?)?;
        let mut entries = Vec::new();
        for (number, step) in self.steps.iter().enumerate() {
            entries.push(self.entry_of(step, number + 1)?);
        }
        for (number, (step, stored)) in self.steps.iter().zip(&entries).enumerate() {
            let writer = &stored.entry.writer;
            let expected = match entries.get(number + 1) {
                Some(next) => named_in(next, writer, step.size),
                None if *writer == checkpoint.writer && step.size == checkpoint.size => {
                    Some(checkpoint.root)
                }
                None => None,
            };
            let index = stored.entry.seq.checked_sub(1);
            let root = index
                .and_then(|index| root_from(&step.path, index, step.size, step.line.as_bytes()));
            if root.is_none() || root != expected {
                return Err(Unproven::LeadsNowhere { step: number + 1 });
            }
        }
        Ok(Proven {
            entry: entries.swap_remove(0),
            checkpoint,
        })
    }

    fn entry_of(&self, step: &Step, number: usize) -> Result<StoredEntry, Unproven> {
        let line = step.line.as_bytes();
        let stored = read_line(line).map_err(|error| Unproven::Malformed {
            reason: error.to_string(),
        })?;
        let writer = &stored.entry.writer;
        let key = self.key_of(writer)?;
        if stored.entry.key != key_id(&key) || check_signature(line, &key).is_err() {
            return Err(Unproven::Altered {
                step: number,
                writer: writer.clone(),
            });
        }
        Ok(stored)
    }

    /// The key of a writer; the end of a writer's name is the beginning of its key's id.
    fn key_of(&self, writer: &WriterId) -> Result<ed25519_dalek::VerifyingKey, Unproven> {
        let key = self.keys.get(writer).and_then(|hex| parse_public_key(hex));
        let fits = |key: &ed25519_dalek::VerifyingKey| {
            let device: String = key_id(key).chars().take(8).collect();
            let ending = writer.as_str().rsplit('-').next();
            ending == Some(device.as_str())
        };
        key.filter(fits).ok_or_else(|| Unproven::Malformed {
            reason: format!("the key of {writer} is not there or is another one"),
        })
    }
}

/// The root that a `checkpoint_made` names for a journal of this size.
fn named_in(stored: &StoredEntry, writer: &WriterId, size: u64) -> Option<Digest> {
    let Event::CheckpointMade(made) = &stored.entry.event else {
        return None;
    };
    let &(named, _, root) = made.journals.get(writer)?;
    (named == size).then_some(root)
}

#[cfg(test)]
mod tests;
