//! What this device has proven of a workspace: `proven.json`, kept outside it beside `heads.json`, so that
//! what is unchanged since is only hashed when it is proven the next time.
//!
//! Holds hashes, numbers, times and reviewers' names; no word of any agreement. It is signed with the device's key:
//! a memory that anything else wrote, that was damaged, or that another version of the program left
//! counts as none, which costs time and hides nothing.

use super::device::Home;
use super::files::{self, FileError};
use crate::domain::agreement::AgreementId;
use crate::domain::digest::{Digest, parse_hex, to_hex};
use crate::domain::review::crosscheck::{Clocks, Kept};
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::Known;
use ed25519_dalek::{Signature, Signer, SigningKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The longest memory that is read, in bytes.
const LONGEST: u64 = 1 << 26;
/// What the program demands of a workspace. **Goes up whenever a check of `verify` is added or made
/// stricter**: then everything is proven anew.
const RULES: u32 = 2;
/// What stands before the bytes that are signed.
const SIGNED_PREFIX: &[u8] = b"rapporteur-proven-v1\0";

/// That all of this was proven to fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proven {
    rules: u32,
    app: String,
    /// Id of the workspace.
    workspace: String,
    /// The journals, each up to some entry.
    pub journals: BTreeMap<WriterId, Known>,
    /// Of each journal, the last entry that another journal vouches for.
    pub witnessed: BTreeMap<WriterId, u64>,
    /// Claimed times as far as the journals were read.
    pub clocks: Clocks,
    /// What entries were held against.
    pub kept: Prints,
}

impl Proven {
    /// Nothing yet.
    pub fn new(workspace: &str) -> Self {
        Self {
            rules: RULES,
            app: env!("CARGO_PKG_VERSION").to_owned(),
            workspace: workspace.to_owned(),
            journals: BTreeMap::new(),
            witnessed: BTreeMap::new(),
            clocks: Clocks::default(),
            kept: Prints::default(),
        }
    }
}

/// Hashes of agreements and checklists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prints {
    /// Of each agreement: its source, its text as it was read, its clauses.
    agreements: BTreeMap<AgreementId, [Digest; 3]>,
    /// Of each checklist, by id and version.
    checklists: BTreeMap<String, Digest>,
}

impl Prints {
    /// The hashes of what a workspace keeps.
    pub fn of(kept: &Kept) -> Self {
        let agreements = kept.agreements.iter().map(|(id, kept)| {
            let hashes = [
                kept.source_sha256,
                kept.document_sha256,
                kept.clauses_sha256,
            ];
            (id.clone(), hashes)
        });
        let checklists = kept.checklists.iter();
        let checklists =
            checklists.map(|((id, version), kept)| (format!("{id}@{version}"), kept.sha256));
        Self {
            agreements: agreements.collect(),
            checklists: checklists.collect(),
        }
    }

    /// Whether all of this is there unchanged, whatever else is.
    pub fn stand_in(&self, now: &Self) -> bool {
        let mut agreements = self.agreements.iter();
        let mut checklists = self.checklists.iter();
        agreements.all(|(id, hashes)| now.agreements.get(id) == Some(hashes))
            && checklists.all(|(id, hash)| now.checklists.get(id) == Some(hash))
    }
}

/// The memory as it lies on the disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    /// The JSON of what was proven; text, because a signature needs one spelling.
    proven: String,
    /// The device's signature, 128 hexadecimal digits.
    sig: String,
}

/// Where it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proofs<'a> {
    home: &'a Home,
    workspace: &'a str,
}

impl<'a> Proofs<'a> {
    /// The memory of a workspace.
    pub const fn new(home: &'a Home, workspace: &'a str) -> Self {
        Self { home, workspace }
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.home.state_folder(self.workspace).join("proven.json")
    }

    /// What is remembered; nothing when there is no memory, or none that counts.
    pub fn load(&self) -> Option<Proven> {
        let bytes = files::read_if_there(&self.path(), LONGEST).ok()??;
        let Signed { proven, sig } = serde_json::from_slice(&bytes).ok()?;
        let key = self.home.device_key().ok()?;
        let signature = Signature::from_bytes(&parse_hex::<64>(&sig)?);
        let signed = signed_bytes(&proven);
        key.verifying_key()
            .verify_strict(&signed, &signature)
            .ok()?;
        let proven: Proven = serde_json::from_str(&proven).ok()?;
        let nothing = Proven::new(self.workspace);
        let counts = proven.rules == nothing.rules
            && proven.app == nothing.app
            && proven.workspace == nothing.workspace;
        counts.then_some(proven)
    }

    /// Remembers in the place of what was remembered before. Without a memory the next proof takes
    /// longer; that is all, so that nothing is said where it cannot be kept.
    pub fn remember(&self, proven: &Proven) {
        if let Ok(key) = self.home.device_key() {
            drop(self.write(proven, &key));
        }
    }

    /// Forgets what was proven.
    pub fn forget(&self) -> Result<(), FileError> {
        match files::read_if_there(&self.path(), LONGEST) {
            Ok(None) => Ok(()),
            _ => files::remove(&self.path()),
        }
    }

    fn write(&self, proven: &Proven, key: &SigningKey) -> Result<(), FileError> {
        let proven = serde_json::to_string(proven).expect("ids are text keys");
        let sig = to_hex(&key.sign(&signed_bytes(&proven)).to_bytes());
        let mut json = serde_json::to_vec(&Signed { proven, sig }).expect("it is text");
        json.push(b'\n');
        let path = self.path();
        files::create_folder(files::folder_of(&path))?;
        files::replace(&path, &json)
    }
}

fn signed_bytes(proven: &str) -> Vec<u8> {
    [SIGNED_PREFIX, proven.as_bytes()].concat()
}
