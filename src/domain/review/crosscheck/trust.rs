//! What journals say of checkpoints, keys and sign-offs, held against the journals themselves.

use super::{Found, find};
use crate::domain::digest::Digest;
use crate::domain::review::checkpoint;
use crate::domain::review::entry::StoredEntry;
use crate::domain::review::event::Event;
use crate::domain::review::keys::{KeyRing, check_certificate};
use crate::domain::review::log::witness::{Means, Vouch};
use crate::domain::review::people::{Moment, WriterId};
use crate::domain::review::ssh::{self, Namespace};
use crate::domain::review::stamp::{self, Checked};
use crate::domain::review::trust::{
    CheckpointMade, CheckpointSigned, CheckpointStamped, DeviceCertified,
};
use crate::domain::review::verify::{CheckedJournal, Problem};
use std::collections::BTreeMap;

/// Answers of time-stamping authorities by the names of their files.
pub type Stamps = BTreeMap<String, Vec<u8>>;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// What does not fit.
    pub problems: Vec<Problem>,
    /// What is worth knowing.
    pub notes: Vec<Problem>,
    /// The keys.
    pub ring: KeyRing,
    /// Up to where a person has signed each journal, and with which key.
    pub signed: BTreeMap<WriterId, (u64, String)>,
    /// Up to where an outside clock has seen each journal, when, and whose clock it was.
    pub stamped: BTreeMap<WriterId, (u64, Moment, String)>,
    /// Every good signature and stamp of a checkpoint.
    pub vouches: Vec<Vouch>,
}

/// Holds checkpoints, signatures, stamps, certificates and sign-offs against the journals.
pub fn check_trust(workspace: &str, journals: &[&CheckedJournal], stamps: &Stamps) -> Trust {
    let entries = journals.iter().flat_map(|journal| &journal.entries);
    let mut trust = Trust {
        ring: KeyRing::of(workspace, entries),
        ..Trust::default()
    };
    for journal in journals {
        for stored in &journal.entries {
            let line = journal.hash_at(stored.entry.seq).map(|_| stored.entry.seq);
            let mut place = Place {
                workspace,
                journals,
                journal,
                stored,
                line,
                trust: &mut trust,
            };
            place.check(stamps);
        }
    }
    revoked(&mut trust, journals);
    trust
}

/// One entry, and where to say what is wrong with it.
struct Place<'a> {
    workspace: &'a str,
    journals: &'a [&'a CheckedJournal],
    journal: &'a CheckedJournal,
    stored: &'a StoredEntry,
    line: Option<u64>,
    trust: &'a mut Trust,
}

/// What names the head of another journal.
#[derive(Clone, Copy)]
enum Named {
    Signature,
    Checkpoint,
}

impl Place<'_> {
    fn check(&mut self, stamps: &Stamps) {
        match &self.stored.entry.event {
            Event::CheckpointMade(event) => self.made(event),
            Event::CheckpointSigned(event) => self.signed(event),
            Event::CheckpointStamped(event) => self.stamped(event, stamps),
            Event::DeviceCertified(event) => self.certified(event),
            Event::AgreementSignedOff(change) => {
                for (writer, &(seq, hash)) in change.after.iter().flat_map(|value| &value.covers) {
                    let found = find(self.journals, writer, seq, hash);
                    self.contradicts(
                        "sign-off-contradicts",
                        Named::Signature,
                        (writer, seq),
                        &found,
                    );
                }
            }
            _ => {}
        }
    }

    fn made(&mut self, event: &CheckpointMade) {
        for (writer, &(seq, head, root)) in &event.journals {
            let mut own = self.journals.iter().filter(|one| one.writer == *writer);
            let fits = own.any(|journal| {
                let mark = journal.mark_at(seq);
                mark.is_some_and(|mark| mark.hash == head && mark.root == root)
            });
            let found = match find(self.journals, writer, seq, head) {
                Found::Fits if !fits => Found::Differs,
                found => found,
            };
            self.contradicts(
                "checkpoint-contradicts",
                Named::Checkpoint,
                (writer, seq),
                &found,
            );
        }
    }

    /// What a journal is not as it was named here; told of that journal, not of its witness.
    fn contradicts(
        &mut self,
        code: &'static str,
        what: Named,
        (writer, seq): (&WriterId, u64),
        found: &Found,
    ) {
        let entry = &self.stored.entry;
        let (by, number, witness) = (&entry.by.name, entry.seq, &entry.writer);
        let named = match what {
            Named::Signature => tr!(
                "the signature of {by} (entry {number} of {witness})",
                by,
                number,
                witness
            ),
            Named::Checkpoint => tr!(
                "the checkpoint of {by} (entry {number} of {witness})",
                by,
                number,
                witness
            ),
        };
        let problem = match found {
            Found::Fits => return,
            Found::Shorter(length) => Problem::new(
                code,
                trn!(
                    *length,
                    "Only {n} entry is here; {named} names {seq}. The end was cut off.",
                    "Only {n} entries are here; {named} names {seq}. The end was cut off.",
                    named,
                    seq
                ),
            )
            .of(writer)
            .at(None, length + 1),
            Found::Differs => Problem::new(
                code,
                tr!(
                    "Entry {seq} is not the one that {named} names: the journal was rewritten.",
                    seq,
                    named
                ),
            )
            .of(writer)
            .at(Some(seq), seq),
        };
        self.trust.problems.push(problem);
    }

    /// The text of a checkpoint of this journal, if it covers what lies before this entry and fits.
    fn body(&mut self, size: u64, root: Digest) -> Option<String> {
        let writer = &self.journal.writer;
        if size == 0 || size >= self.stored.entry.seq {
            let message = trn!(
                size,
                "It speaks of a checkpoint of {n} entry, which is not behind it.",
                "It speaks of a checkpoint of {n} entries, which is not behind it."
            );
            self.problem("checkpoint-size", message);
            return None;
        }
        if self
            .journal
            .mark_at(size)
            .is_none_or(|mark| mark.root != root)
        {
            let message = trn!(
                size,
                "It speaks of another checkpoint of {n} entry than the one that the journal has: the entries before it were changed.",
                "It speaks of another checkpoint of {n} entries than the one that the journal has: the entries before it were changed."
            );
            self.problem("checkpoint-contradicts", message);
            return None;
        }
        Some(checkpoint::body(self.workspace, writer, size, &root))
    }

    fn signed(&mut self, event: &CheckpointSigned) {
        let Some(body) = self.body(event.size, event.root) else {
            return;
        };
        match ssh::verify(&event.signature, Namespace::Checkpoint, body.as_bytes()) {
            Err(error) => {
                let message = trn!(
                    event.size,
                    "The signature of the checkpoint of {n} entry proves nothing. {error}",
                    "The signature of the checkpoint of {n} entries proves nothing. {error}",
                    error
                );
                self.problem("signature-invalid", message);
            }
            Ok(key) if key.bare() != event.public_key => {
                let message =
                    tr!("The checkpoint was signed with another key than the one that is named.");
                self.problem("signature-invalid", message.to_owned());
            }
            Ok(key) => {
                let writer = &self.journal.writer;
                let fingerprint = key.fingerprint();
                let person = self.trust.ring.persons.get(&fingerprint);
                let owner = self.stored.entry.by.id.as_str();
                let known = person.filter(|one| one.owners.iter().any(|who| who.id == owner));
                match known {
                    None => self.note("unknown-key", trn!(event.size, "The checkpoint of {n} entry is signed with an SSH key that nobody has named as that of {name} ({fingerprint}).", "The checkpoint of {n} entries is signed with an SSH key that nobody has named as that of {name} ({fingerprint}).", name = self.stored.entry.by.name, fingerprint)),
                    Some(person) if person.is_revoked() => self.note("revoked-key", trn!(event.size, "The checkpoint of {n} entry is signed with an SSH key that {name} has taken back ({fingerprint}): it counts only where something else shows that it was made before.", "The checkpoint of {n} entries is signed with an SSH key that {name} has taken back ({fingerprint}): it counts only where something else shows that it was made before.", name = self.stored.entry.by.name, fingerprint)),
                    Some(_) => {
                        let means = Means::Signature(fingerprint.clone());
                        let at = self.stored.entry.at;
                        self.trust.vouches.push(self.vouch(event.size, means, at));
                        let known = self.trust.signed.get(writer);
                        if known.is_none_or(|&(size, _)| size < event.size) {
                            let signed = (event.size, fingerprint);
                            self.trust.signed.insert(writer.clone(), signed);
                        }
                    }
                }
            }
        }
    }

    fn stamped(&mut self, event: &CheckpointStamped, stamps: &Stamps) {
        let Some(body) = self.body(event.size, event.root) else {
            return;
        };
        let Some(answer) = stamps.get(&event.file) else {
            let message = tr!(
                "The time stamp checkpoints/{file} is not here.",
                file = event.file
            );
            return self.problem("stamp-missing", message);
        };
        let file = &event.file;
        if Digest::of(answer) != event.sha256 {
            return self.problem(
                "stamp-differs",
                tr!("The time stamp checkpoints/{file} is not the one that came: the file was changed.", file),
            );
        }
        match stamp::read_stamp(answer, &Digest::of(body.as_bytes())) {
            Err(error) => self.problem(
                "stamp-differs",
                tr!(
                    "The time stamp checkpoints/{file} does not fit. {error}",
                    file,
                    error
                ),
            ),
            Ok(stamp) if stamp.at != event.time => {
                self.problem(
                    "stamp-differs",
                    tr!(
                        "The time stamp checkpoints/{file} states another time than the entry.",
                        file
                    ),
                );
            }
            Ok(stamp) => {
                if let Checked::Fits { by, .. } = &stamp.checked {
                    let vouch = self.vouch(event.size, Means::Stamp(by.clone()), stamp.at);
                    self.trust.vouches.push(vouch);
                    let stamped = (event.size, stamp.at, by.clone());
                    let known = self.trust.stamped.get(&self.journal.writer);
                    if known.is_none_or(|&(size, _, _)| size < event.size) {
                        self.trust
                            .stamped
                            .insert(self.journal.writer.clone(), stamped);
                    }
                } else {
                    self.note("stamp-unchecked", tr!("The time stamp checkpoints/{file} is for this checkpoint; its signature could not be checked here. `openssl ts -verify` can.", file));
                }
            }
        }
    }

    fn vouch(&self, size: u64, means: Means, at: Moment) -> Vouch {
        Vouch {
            writer: self.journal.writer.clone(),
            size,
            means,
            at,
        }
    }

    fn certified(&mut self, event: &DeviceCertified) {
        let started = self
            .journal
            .entries
            .iter()
            .find_map(|one| match &one.entry.event {
                Event::JournalStarted(started) => Some(started.public_key.as_str()),
                _ => None,
            });
        let device = started.unwrap_or_default();
        let checked = check_certificate(self.workspace, &self.journal.writer, device, event);
        if let Err(error) = checked {
            let message = tr!(
                "The certificate of this device proves nothing. {error}",
                error
            );
            self.problem("certificate-invalid", message);
        }
    }

    fn problem(&mut self, code: &'static str, message: String) {
        let problem = self.about(code, message);
        self.trust.problems.push(problem);
    }

    fn note(&mut self, code: &'static str, message: String) {
        let note = self.about(code, message);
        self.trust.notes.push(note);
    }

    fn about(&self, code: &'static str, message: String) -> Problem {
        let problem = Problem::new(code, message).of(&self.journal.writer);
        problem.at(self.line, self.stored.entry.seq)
    }
}

/// Entries behind the last one that is still their owner's word.
fn revoked(trust: &mut Trust, journals: &[&CheckedJournal]) {
    for revoked in &trust.ring.revoked_devices {
        let (writer, last) = (&revoked.writer, revoked.last);
        let own = journals.iter().filter(|journal| journal.writer == *writer);
        let length = own.map(|journal| journal.lines.len() as u64).max();
        let later = length.unwrap_or(0).saturating_sub(last);
        if later == 0 {
            continue;
        }
        let (by, cause) = (&revoked.said.by.name, revoked.cause.label());
        let first = last + 1;
        let these = trn!(
            later,
            "the {n} entry from number {first} on is",
            "the {n} entries from number {first} on are",
            first
        );
        if revoked.by_its_owner() {
            let message = tr!(
                "{by} has taken back the key of this device ({cause}): {these} not to be trusted.",
                by,
                cause,
                these
            );
            let problem = Problem::new("revoked-device", message).of(writer);
            trust.problems.push(problem.at(Some(first), first));
        } else {
            let message = tr!(
                "{by}, who is not its owner, says that the key of this device is {cause}, and that {these} not to be trusted.",
                by,
                cause,
                these
            );
            let note = Problem::new("revoked-device", message).of(writer);
            trust.notes.push(note.at(Some(first), first));
        }
    }
}
