//! A person's own key at work: it certifies her device, signs checkpoints, and can be taken back.

use super::{Session, SessionError};
use crate::domain::digest::{Digest, to_hex};
use crate::domain::review::command::Draft;
use crate::domain::review::event::Event;
use crate::domain::review::keys::{KeyRing, device_statement};
use crate::domain::review::ssh::{Namespace, PublicKey};
use crate::domain::review::stamp::{Checked, NONCE, Request, Stamp, read_answer, read_stamp};
use crate::domain::review::trust::{
    Cause, CheckpointSigned, CheckpointStamped, DeviceCertified, KeyRevoked, KeyVouched, RevokedKey,
};
use crate::domain::review::{Reviewer, StoredEntry};
use crate::store::checkpoints::{Checkpoints, Part};
use crate::store::files;
use crate::store::journal::Sealed;
use crate::store::ssh::{Means, public_key, sign};
use std::path::{Path, PathBuf};

impl Session {
    /// What the journals say of keys.
    pub fn key_ring(&self) -> KeyRing {
        KeyRing::of(self.workspace.id(), &self.entries)
    }

    /// Lets a person's key certify this device for this workspace.
    pub fn certify(&mut self, means: &Means<'_>) -> Result<Vec<StoredEntry>, SessionError> {
        let journal = self.journal_to_write();
        let device = to_hex(journal.public_key().as_bytes());
        let statement = device_statement(self.workspace.id(), journal.writer(), &device);
        let signature = sign(means, Namespace::Device, statement.as_bytes())?;
        let public_key = public_key(means.key)?.bare();
        let event = DeviceCertified {
            public_key,
            signature,
        };
        self.say_of_keys(Event::DeviceCertified(event))
    }

    /// Signs a checkpoint of the own journal with a person's key; one that she has signed already stays.
    pub fn sign_checkpoint(
        &mut self,
        sealed: &Sealed,
        means: &Means<'_>,
    ) -> Result<(), SessionError> {
        let public_key = public_key(means.key)?.bare();
        let entries = self.journal_to_write().entries().iter();
        let signed = entries.filter_map(|stored| match &stored.entry.event {
            Event::CheckpointSigned(signed) => Some(signed),
            _ => None,
        });
        let mut same =
            signed.filter(|signed| signed.size == sealed.size && signed.public_key == public_key);
        let before = same.next().map(|signed| signed.signature.clone());
        let signature = if let Some(signature) = before {
            signature
        } else {
            let signature = sign(means, Namespace::Checkpoint, sealed.body.as_bytes())?;
            let event = Event::CheckpointSigned(CheckpointSigned {
                size: sealed.size,
                root: sealed.root,
                public_key,
                signature: signature.clone(),
            });
            self.append(vec![draft(event)])?;
            signature
        };
        let writer = self.journal_to_write().writer();
        let kept = Checkpoints::of(&self.workspace);
        kept.save(writer, sealed.size, Part::Signature, signature.as_bytes())?;
        Ok(())
    }

    /// Says that a key is a colleague's.
    pub fn vouch(
        &mut self,
        reviewer: Reviewer,
        key: &PublicKey,
    ) -> Result<Vec<StoredEntry>, SessionError> {
        let event = KeyVouched {
            reviewer,
            public_key: key.bare(),
        };
        self.say_of_keys(Event::KeyVouched(event))
    }

    /// Takes a key back.
    pub fn revoke(
        &mut self,
        key: RevokedKey,
        cause: Cause,
    ) -> Result<Vec<StoredEntry>, SessionError> {
        self.say_of_keys(Event::KeyRevoked(KeyRevoked { key, cause }))
    }

    fn say_of_keys(&mut self, event: Event) -> Result<Vec<StoredEntry>, SessionError> {
        let written = self.append(vec![draft(event)])?;
        self.write_allowed_signers()?;
        Ok(written)
    }

    /// Writes `keys/allowed_signers` from what the journals say.
    pub fn write_allowed_signers(&self) -> Result<(), SessionError> {
        let folder = self.workspace.root().join("keys");
        files::create_folder(&folder)?;
        let text = self.key_ring().allowed_signers();
        files::replace(&folder.join("allowed_signers"), text.as_bytes())?;
        Ok(())
    }

    /// The request for a time stamp of a checkpoint; the same one as before, if there was one.
    pub fn stamp_request(
        &self,
        sealed: &Sealed,
        nonce: [u8; NONCE],
    ) -> Result<(Vec<u8>, PathBuf), SessionError> {
        let writer = self.journal_to_write().writer();
        let kept = Checkpoints::of(&self.workspace);
        if let Some(request) = kept.load(writer, sealed.size, Part::Request)? {
            let path = kept.path(writer, sealed.size, Part::Request);
            return Ok((request, path));
        }
        let request = Request::new(Digest::of(sealed.body.as_bytes()), nonce);
        let bytes = request.to_der();
        let path = kept.save(writer, sealed.size, Part::Request, &bytes)?;
        Ok((bytes, path))
    }

    /// Keeps and journals the answer to a request, whichever checkpoint of the own journal it is for.
    pub fn take_stamp(&mut self, answer: &[u8]) -> Result<(u64, Stamp), SessionError> {
        let own = self.journal_to_write();
        let writer = own.writer().clone();
        let mut sizes: Vec<u64> = own
            .entries()
            .iter()
            .filter(|stored| matches!(stored.entry.event, Event::CheckpointMade(_)))
            .map(|stored| stored.entry.seq)
            .collect();
        sizes.reverse();
        let kept = Checkpoints::of(&self.workspace);
        let mut refusal = None;
        for size in sizes {
            let sealed = self.journal_to_write().seal_up_to(size)?;
            let imprint = Digest::of(sealed.body.as_bytes());
            let request = kept.load(&writer, size, Part::Request)?;
            let request = request.and_then(|bytes| Request::parse(&bytes));
            let read = match &request {
                Some(request) => read_answer(answer, request),
                None => read_stamp(answer, &imprint),
            };
            match read {
                Ok(stamp) => {
                    self.keep_stamp(&sealed, answer, &stamp)?;
                    return Ok((size, stamp));
                }
                Err(error) => {
                    refusal.get_or_insert(error);
                }
            }
        }
        Err(refusal.map_or(SessionError::NoCheckpoint, SessionError::Stamp))
    }

    fn keep_stamp(
        &mut self,
        sealed: &Sealed,
        answer: &[u8],
        stamp: &Stamp,
    ) -> Result<(), SessionError> {
        let writer = self.journal_to_write().writer().clone();
        let kept = Checkpoints::of(&self.workspace);
        kept.save(&writer, sealed.size, Part::Stamp, answer)?;
        let event = Event::CheckpointStamped(CheckpointStamped {
            size: sealed.size,
            root: sealed.root,
            time: stamp.at,
            authority: authority(stamp),
            file: Checkpoints::name(&writer, sealed.size, Part::Stamp),
            sha256: Digest::of(answer),
        });
        self.append(vec![draft(event)])?;
        Ok(())
    }

    /// The person's key that certified this journal, by its file, when she has named one.
    pub fn is_certified_by(&self, key: &Path) -> bool {
        let Ok(key) = public_key(key) else {
            return false;
        };
        let ring = self.key_ring();
        let own = self.journal().map(|journal| journal.writer().clone());
        let certified = own.and_then(|writer| ring.certified.get(&writer).cloned());
        certified.is_some_and(|one| one.fingerprint == key.fingerprint())
    }
}

/// Whose clock a stamp is from: by its certificate where that was checked, else by its own word.
pub fn authority(stamp: &Stamp) -> String {
    match (&stamp.checked, &stamp.authority) {
        (Checked::Fits { by, .. }, _) => by.clone(),
        (_, Some(name)) => name.clone(),
        (_, None) => "an authority without a name".to_owned(),
    }
}

const fn draft(event: Event) -> Draft {
    Draft {
        event,
        supersedes: Vec::new(),
    }
}
