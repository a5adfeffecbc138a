//! Checkpoints: how many entries a journal had and the root over them, signed, as a few lines that can
//! be read aloud, printed and pasted.
//!
//! ```text
//! rapporteur/1 WORKSPACE-ID WRITER
//! 412
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//!
//! — WRITER SIGNATURE
//! ```
//!
//! The format is that of c2sp.org/tlog-checkpoint on top of c2sp.org/signed-note (v1.0.0): an origin,
//! the number of lines, the RFC 6962 root in base64, an empty line, and for each signature an em dash,
//! the name of the key and base64 of the key's id (4 bytes) and the ed25519 signature over the text up
//! to and including the LF before the empty line. The origin has blanks, which is allowed there, and
//! the key is named after the writer alone, because a name of a key may have none. Extension lines are
//! not used and not read.
//!
//! Does not know which keys are to be trusted, nor whether the journal is the one at hand. How
//! checkpoints are found in letters and minutes is in `found`.

use super::people::WriterId;
use crate::domain::digest::Digest;
use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

mod found;

pub use found::{Found, find};

/// What the first line of a checkpoint begins with.
pub const MARK: &str = "rapporteur/1";
/// The most signatures that are read on one checkpoint; the format demands at least 16.
pub const MOST_SIGNATURES: usize = 64;
/// The longest signature line that is read, in bytes.
const LONGEST_LINE: usize = 1 << 13;
/// The type of a signature in the id of its key: ed25519.
const ED25519: u8 = 1;

/// What a checkpoint says. The text that was signed follows from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checkpoint {
    /// The workspace's id: up to 64 lower-case hexadecimal digits.
    pub workspace: String,
    /// Whose journal.
    pub writer: WriterId,
    /// Number of its lines.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Digest,
    /// Who signed; also signatures that only other programs can check.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line of a note.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// Id of the key: a hint at which one it is, no proof.
    pub key: [u8; 4],
    /// The signature itself, 64 bytes where it is of our kind.
    pub bytes: Vec<u8>,
}

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACheckpoint {
    /// The first line is not an origin of ours.
    #[error(
        "The first line of the checkpoint is not `{MARK}`, a workspace's id and a journal's name."
    )]
    Origin,
    /// The second line is not a number.
    #[error("The second line of the checkpoint is not a number of entries.")]
    Size,
    /// The third line is not a root.
    #[error("The third line of the checkpoint is not a root: 43 letters and digits and a `=`.")]
    Root,
    /// No empty line behind the root.
    #[error("Behind the third line of the checkpoint an empty line is missing.")]
    Separator,
    /// A signature line that is none.
    #[error("Line {line} of the checkpoint is not a signature.")]
    Signature {
        /// Counted from 1.
        line: usize,
    },
    /// No signature at all, or more than [`MOST_SIGNATURES`].
    #[error("The checkpoint has {count} signatures; it must have 1 to {MOST_SIGNATURES}.")]
    Count {
        /// How many there are.
        count: usize,
    },
}

/// Why a checkpoint is not the word of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// That key did not sign.
    #[error(
        "The checkpoint of {writer} is not signed with the key of that journal, so that it proves nothing."
    )]
    NotSigned {
        /// Whose journal.
        writer: WriterId,
    },
    /// It did, but not this.
    #[error(
        "The signature does not fit the checkpoint of {writer}: its words were changed after it was signed."
    )]
    BadSignature {
        /// Whose journal.
        writer: WriterId,
    },
}

/// The checkpoint of a journal, signed with the key of its device, ending in LF.
pub fn make(
    workspace: &str,
    writer: &WriterId,
    size: u64,
    root: Digest,
    key: &SigningKey,
) -> String {
    let body = body(workspace, writer, size, &root);
    let signature = NoteSignature {
        name: writer.to_string(),
        key: key_hash(writer.as_str(), &key.verifying_key()),
        bytes: key.sign(body.as_bytes()).to_bytes().to_vec(),
    };
    format!("{body}\n{}", signature.line())
}

/// The text that is signed: three lines, each ending in LF.
pub fn body(workspace: &str, writer: &WriterId, size: u64, root: &Digest) -> String {
    let root = Base64::encode_string(root.bytes());
    format!("{MARK} {workspace} {writer}\n{size}\n{root}\n")
}

/// The id of a key in a note: the first bytes of the SHA-256 of its name, LF, type and public key.
fn key_hash(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let digest = Digest::of_parts(&[name.as_bytes(), &[b'\n', ED25519], key.as_bytes()]);
    let [a, b, c, d, ..] = *digest.bytes();
    [a, b, c, d]
}

/// Reads a checkpoint that stands alone and is spelled the one way; [`find`] is for all others.
pub fn parse(text: &str) -> Result<Checkpoint, NotACheckpoint> {
    let mut lines = text.split('\n');
    let origin = lines.next().unwrap_or_default();
    let (workspace, writer) = read_origin(origin).ok_or(NotACheckpoint::Origin)?;
    let size = lines
        .next()
        .and_then(read_size)
        .ok_or(NotACheckpoint::Size)?;
    let root = lines
        .next()
        .and_then(read_root)
        .ok_or(NotACheckpoint::Root)?;
    if lines.next() != Some("") {
        return Err(NotACheckpoint::Separator);
    }
    let lines: Vec<&str> = lines.collect();
    let count = lines.len().saturating_sub(1);
    if !(1..=MOST_SIGNATURES).contains(&count) {
        return Err(NotACheckpoint::Count { count });
    }
    let wrong = |number: usize| NotACheckpoint::Signature { line: number + 5 };
    let signatures = lines[..count]
        .iter()
        .enumerate()
        .map(|(number, line)| read_signature_line(line).ok_or(wrong(number)))
        .collect::<Result<_, _>>()?;
    if !lines[count].is_empty() {
        return Err(wrong(count));
    }
    Ok(Checkpoint {
        workspace,
        writer,
        size,
        root,
        signatures,
    })
}

/// Whether a checkpoint is the word of the key of its journal's device.
///
/// Signatures of other keys are passed over, as the format demands; one that names this key must fit.
pub fn verify(checkpoint: &Checkpoint, key: &VerifyingKey) -> Result<(), Unproven> {
    let writer = &checkpoint.writer;
    let id = key_hash(writer.as_str(), key);
    let body = checkpoint.body();
    let mut signed = false;
    for signature in &checkpoint.signatures {
        if signature.name != writer.as_str() || signature.key != id {
            continue;
        }
        let fits = Signature::from_slice(&signature.bytes)
            .is_ok_and(|bytes| key.verify_strict(body.as_bytes(), &bytes).is_ok());
        if !fits {
            let writer = writer.clone();
            return Err(Unproven::BadSignature { writer });
        }
        signed = true;
    }
    let writer = writer.clone();
    signed.then_some(()).ok_or(Unproven::NotSigned { writer })
}

impl Checkpoint {
    /// The text that was signed: three lines, each ending in LF.
    pub fn body(&self) -> String {
        body(&self.workspace, &self.writer, self.size, &self.root)
    }

    /// The whole checkpoint in its one spelling, ending in LF.
    pub fn note(&self) -> String {
        let mut note = self.body();
        note.push('\n');
        for signature in &self.signatures {
            note.push_str(&signature.line());
        }
        note
    }
}

impl NoteSignature {
    fn line(&self) -> String {
        let coded = Base64::encode_string(&[self.key.as_slice(), &self.bytes].concat());
        format!("— {} {coded}\n", self.name)
    }
}

fn read_origin(line: &str) -> Option<(String, WriterId)> {
    let (workspace, writer) = line
        .strip_prefix(MARK)?
        .strip_prefix(' ')?
        .split_once(' ')?;
    Some((read_workspace(workspace)?, WriterId::parse(writer)?))
}

fn read_workspace(text: &str) -> Option<String> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let fits = (1..=64).contains(&text.len()) && text.bytes().all(is_digit);
    fits.then(|| text.to_owned())
}

/// A number without leading zeros.
fn read_size(text: &str) -> Option<u64> {
    let size: u64 = text.parse().ok()?;
    (size.to_string() == text).then_some(size)
}

fn read_root(text: &str) -> Option<Digest> {
    let bytes = Base64::decode_vec(text).ok().filter(|_| text.len() == 44)?;
    Digest::from_bytes(&bytes)
}

fn read_signature_line(line: &str) -> Option<NoteSignature> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let (name, coded) = line.strip_prefix("— ")?.split_once(' ')?;
    read_signature(name, coded)
}

/// A signature from the name of its key and its base64.
fn read_signature(name: &str, coded: &str) -> Option<NoteSignature> {
    let odd =
        |character: char| character.is_whitespace() || character.is_control() || character == '+';
    let bytes = Base64::decode_vec(coded).ok()?;
    let (key, bytes) = bytes.split_first_chunk::<4>()?;
    (!name.is_empty() && !name.contains(odd) && !bytes.is_empty()).then(|| NoteSignature {
        name: name.to_owned(),
        key: *key,
        bytes: bytes.to_vec(),
    })
}

#[cfg(test)]
mod tests;
