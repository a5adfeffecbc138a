//! Which keys speak for whom: what all journals together say of devices and of persons' SSH keys.
//!
//! Nobody outside tells whose key is whose. A person's key is named by the journal that it certifies;
//! colleagues who have compared its fingerprint vouch for it; whoever lost it takes it back. How much
//! that is worth is for people to judge, so that everything is kept with who said it and when.

use super::entry::StoredEntry;
use super::event::Event;
use super::people::{Moment, Reviewer, WriterId};
use super::ssh::{self, BadSignature, Namespace, PublicKey, Signer};
use super::trust::{Cause, DeviceCertified, RevokedKey};
use std::collections::BTreeMap;

/// What is known of the keys of a workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyRing {
    /// Journals whose devices a person has certified, with the newest certificate.
    pub certified: BTreeMap<WriterId, Certified>,
    /// Persons' keys by fingerprint.
    pub persons: BTreeMap<String, PersonKey>,
    /// Devices whose keys were taken back.
    pub revoked_devices: Vec<RevokedDevice>,
}

/// A device that a person has certified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    /// Fingerprint of the person's key.
    pub fingerprint: String,
    /// The entry that says so.
    pub seq: u64,
    /// The claimed time.
    pub at: Moment,
}

/// A person's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonKey {
    /// The key.
    pub key: PublicKey,
    /// Whose it is said to be: by the journals that it certifies, or by those who vouch for it.
    pub owners: Vec<Reviewer>,
    /// Others who have made sure of it.
    pub vouched_by: Vec<Said>,
    /// Who has taken it back.
    pub revoked_by: Vec<(Said, Cause)>,
}

/// A device key that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedDevice {
    /// The journal that it writes.
    pub writer: WriterId,
    /// The last entry that is its owner's word.
    pub last: u64,
    /// What became of it.
    pub cause: Cause,
    /// Who says so.
    pub said: Said,
}

/// Who said something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
}

/// The text that a person signs to certify a device; it ends in LF.
pub fn device_statement(workspace: &str, writer: &WriterId, public_key: &str) -> String {
    format!("rapporteur-device/1 {workspace} {writer} {public_key}\n")
}

/// Whose key a certificate was made with; an error when it does not fit.
pub fn check_certificate(
    workspace: &str,
    writer: &WriterId,
    device_key: &str,
    certificate: &DeviceCertified,
) -> Result<PublicKey, BadSignature> {
    let statement = device_statement(workspace, writer, device_key);
    let signer = ssh::verify(
        &certificate.signature,
        Namespace::Device,
        statement.as_bytes(),
    )?;
    let named = PublicKey::parse(&certificate.public_key)?;
    if signer.fingerprint() == named.fingerprint() {
        Ok(signer)
    } else {
        Err(BadSignature::DoesNotFit)
    }
}

impl RevokedDevice {
    /// Whether the owner of the device says so herself, and not somebody else of her.
    pub fn by_its_owner(&self) -> bool {
        is_of(&self.writer, &self.said.by)
    }
}

/// Whether a journal is one of this reviewer's, by its name.
pub fn is_of(writer: &WriterId, reviewer: &Reviewer) -> bool {
    let name = writer.as_str().rsplit_once('-').map(|(name, _)| name);
    name == Some(reviewer.id.as_str())
}

impl PersonKey {
    /// Whether somebody who is said to own it has taken it back.
    pub fn is_revoked(&self) -> bool {
        let owner = |said: &Said| self.owners.iter().any(|owner| owner.id == said.by.id);
        self.revoked_by.iter().any(|(said, _)| owner(said))
    }
}

impl KeyRing {
    /// The keys that some entries speak of. Certificates that do not fit are left out; `verify` names them.
    pub fn of<'a>(
        workspace: &str,
        entries: impl IntoIterator<Item = &'a StoredEntry> + Clone,
    ) -> Self {
        let mut ring = Self::default();
        let mut devices = BTreeMap::new();
        for stored in entries.clone() {
            if let Event::JournalStarted(started) = &stored.entry.event {
                devices.insert(stored.entry.writer.clone(), started.public_key.clone());
            }
        }
        // Revocations come last, so that they find the keys whichever journal is read first.
        for stored in entries.clone() {
            ring.take(workspace, &devices, stored);
        }
        for stored in entries {
            ring.take_back(stored);
        }
        ring
    }

    fn take(
        &mut self,
        workspace: &str,
        devices: &BTreeMap<WriterId, String>,
        stored: &StoredEntry,
    ) {
        let entry = &stored.entry;
        match &entry.event {
            Event::DeviceCertified(certificate) => {
                let Some(device) = devices.get(&entry.writer) else {
                    return;
                };
                let checked = check_certificate(workspace, &entry.writer, device, certificate);
                let Ok(key) = checked else { return };
                let fingerprint = key.fingerprint();
                self.person(key).add_owner(&entry.by);
                let known = self.certified.get(&entry.writer);
                if known.is_none_or(|known| known.seq < entry.seq) {
                    let certified = Certified {
                        fingerprint,
                        seq: entry.seq,
                        at: entry.at,
                    };
                    self.certified.insert(entry.writer.clone(), certified);
                }
            }
            Event::KeyVouched(event) => {
                let Ok(key) = PublicKey::parse(&event.public_key) else {
                    return;
                };
                let person = self.person(key);
                person.add_owner(&event.reviewer);
                let said = said(stored);
                if !person.vouched_by.contains(&said) {
                    person.vouched_by.push(said);
                }
            }
            _ => {}
        }
    }

    fn take_back(&mut self, stored: &StoredEntry) {
        let Event::KeyRevoked(event) = &stored.entry.event else {
            return;
        };
        let said = said(stored);
        match &event.key {
            RevokedKey::Device { writer, last } => {
                let revoked = RevokedDevice {
                    writer: writer.clone(),
                    last: *last,
                    cause: event.cause,
                    said,
                };
                if !self.revoked_devices.contains(&revoked) {
                    self.revoked_devices.push(revoked);
                }
            }
            RevokedKey::Person { public_key } => {
                let Ok(key) = PublicKey::parse(public_key) else {
                    return;
                };
                let revoked = (said, event.cause);
                let person = self.person(key);
                if !person.revoked_by.contains(&revoked) {
                    person.revoked_by.push(revoked);
                }
            }
        }
    }

    fn person(&mut self, key: PublicKey) -> &mut PersonKey {
        self.persons
            .entry(key.fingerprint())
            .or_insert_with(|| PersonKey {
                key,
                owners: Vec::new(),
                vouched_by: Vec::new(),
                revoked_by: Vec::new(),
            })
    }

    /// The text of `keys/allowed_signers`: every key that was not taken back, for each of its owners.
    pub fn allowed_signers(&self) -> String {
        let mut lines = Vec::new();
        for person in self.persons.values().filter(|one| !one.is_revoked()) {
            for owner in &person.owners {
                let signer = Signer::new(&owner.id, person.key.clone());
                lines.extend(signer.map(|signer| signer.line() + "\n"));
            }
        }
        lines.sort();
        lines.concat()
    }
}

impl PersonKey {
    fn add_owner(&mut self, reviewer: &Reviewer) {
        if !self.owners.iter().any(|owner| owner.id == reviewer.id) {
            self.owners.push(reviewer.clone());
            self.owners.sort();
        }
    }
}

fn said(stored: &StoredEntry) -> Said {
    Said {
        by: stored.entry.by.clone(),
        at: stored.entry.at,
    }
}
