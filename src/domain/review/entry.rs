//! One line of a journal: how it is written, signed, hashed and read back. **The file format.**
//!
//! Bytes are judged as they stand: length first, then the hash and the signature, then a strict
//! reading, and at last the line is written anew and compared, so that every entry has exactly one
//! spelling.

use super::event::Event;
use super::people::{Moment, Reviewer, WriterId};
use crate::domain::digest::{Digest, parse_hex, to_hex};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the line format that this program writes.
pub const FORMAT: u32 = 1;
/// The longest line that is written or read, in bytes, without its LF.
pub const LONGEST_LINE: usize = 1 << 20;
/// What stands before the line's bytes when it is signed.
const SIGNED_PREFIX: &[u8] = b"rapporteur-entry-v1\0";
/// Where the signed bytes of a line end.
const SIGNATURE_FIELD: &str = ",\"sig\":\"";

/// The heads of other journals: length and hash of the last entry, by writer.
pub type Heads = BTreeMap<WriterId, (u64, Digest)>;

/// An entry without its signature. Fields stand in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Version of the line format.
    pub v: u32,
    /// Program and version that wrote the line.
    pub app: String,
    /// Whose journal it is.
    pub writer: WriterId,
    /// Number of the entry in its journal, counted from 1.
    pub seq: u64,
    /// Hash of the line before.
    pub prev: Digest,
    /// Claimed time.
    pub at: Moment,
    /// Present when the claimed time is earlier than that of the line before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
    /// The reviewer.
    pub by: Reviewer,
    /// Heads of other journals, when they changed since this writer last named them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seen: Heads,
    /// What happened.
    pub event: Event,
    /// Entries that this one replaces or takes back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<Digest>,
    /// Id of the device's key.
    pub key: String,
}

/// A remark on the claimed time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// Earlier than the line before.
    Back,
}

/// An entry as it stands in a journal, with the hash that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// SHA-256 of the line's bytes without the LF.
    pub hash: Digest,
    /// What the line says.
    pub entry: Entry,
}

/// Why a line is not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Longer than [`LONGEST_LINE`].
    #[error("the line is {length} bytes long; an entry has at most {LONGEST_LINE}")]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// Written by a newer program.
    #[error("the line has format {v}, which this program does not know; it is left uninterpreted")]
    Newer {
        /// Its format.
        v: u32,
    },
    /// Not an entry of ours.
    #[error("the line is not an entry: {reason}")]
    Malformed {
        /// What the reader of JSON says.
        reason: String,
    },
    /// An entry, but not spelled the one way.
    #[error("the line is not written the way rapporteur writes it (from byte {byte} on)")]
    Spelling {
        /// First byte that differs, counted from 1.
        byte: usize,
    },
    /// Signed wrongly.
    #[error("the signature does not fit the line")]
    BadSignature,
}

/// The id of a device's key: the first 32 hexadecimal digits of the SHA-256 of the public key.
pub fn key_id(key: &VerifyingKey) -> String {
    Digest::of(key.as_bytes())
        .to_string()
        .chars()
        .take(32)
        .collect()
}

/// Reads a public key of 64 hexadecimal digits.
pub fn parse_public_key(hex: &str) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(&parse_hex::<32>(hex)?).ok()
}

impl Entry {
    /// The line, signed, without the LF.
    pub fn seal(&self, key: &SigningKey) -> String {
        let mut line = self.unsigned();
        let signature = key.sign(&signed_bytes(line.as_bytes()));
        line.push_str(SIGNATURE_FIELD);
        line.push_str(&to_hex(&signature.to_bytes()));
        line.push_str("\"}");
        line
    }

    /// The line up to where the signature begins.
    fn unsigned(&self) -> String {
        let mut json = Vec::with_capacity(1 << 10);
        serde_json::to_writer(&mut json, self).expect("an entry has only text keys");
        json.pop();
        String::from_utf8(json).expect("JSON is text")
    }
}

/// Reads a line strictly. The signature is not checked here; see [`check_signature`].
pub fn read_line(line: &[u8]) -> Result<StoredEntry, LineError> {
    let entry = read_entry(line)?;
    Ok(StoredEntry {
        hash: Digest::of(line),
        entry,
    })
}

/// What a line says, read strictly.
pub(super) fn read_entry(line: &[u8]) -> Result<Entry, LineError> {
    if line.len() > LONGEST_LINE {
        return Err(LineError::TooLong { length: line.len() });
    }
    let text = std::str::from_utf8(line).map_err(|error| malformed(error.to_string()))?;
    let Some((signed, signature)) = split_signature(text) else {
        check_version(text)?;
        return Err(malformed("it does not end in a signature".to_owned()));
    };
    let entry = parse_signed(signed).or_else(|error| {
        check_version(text)?;
        Err(malformed(json_reason(&error)))
    });
    if parse_hex::<64>(signature).is_none() {
        check_version(text)?;
        return Err(malformed(
            "its signature is not 128 hexadecimal digits".to_owned(),
        ));
    }
    let entry = entry?;
    if entry.v != FORMAT {
        return Err(LineError::Newer { v: entry.v });
    }
    let canonical = entry.unsigned();
    if canonical != signed {
        let same = canonical
            .bytes()
            .zip(signed.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        return Err(LineError::Spelling { byte: same + 1 });
    }
    Ok(entry)
}

/// What a line says that was read strictly before; how it is spelt and signed is not checked again.
pub(super) fn read_again(line: &[u8]) -> Option<Entry> {
    let (signed, _) = split_signature(std::str::from_utf8(line).ok()?)?;
    parse_signed(signed).ok()
}

fn parse_signed(signed: &str) -> Result<Entry, serde_json::Error> {
    serde_json::from_str(&[signed, "}"].concat())
}

/// A line that cannot be read as an entry may be one of a newer format: that comes first.
fn check_version(text: &str) -> Result<(), LineError> {
    let Versioned { v } =
        serde_json::from_str(text).map_err(|error| malformed(json_reason(&error)))?;
    if v == FORMAT {
        Ok(())
    } else {
        Err(LineError::Newer { v })
    }
}

const fn malformed(reason: String) -> LineError {
    LineError::Malformed { reason }
}

/// Checks the signature over a line's bytes, whatever its format version.
pub fn check_signature(line: &[u8], key: &VerifyingKey) -> Result<(), LineError> {
    let (signed, signature) = std::str::from_utf8(line)
        .ok()
        .and_then(split_signature)
        .ok_or(LineError::BadSignature)?;
    let signature = parse_hex::<64>(signature).ok_or(LineError::BadSignature)?;
    key.verify_strict(
        &signed_bytes(signed.as_bytes()),
        &Signature::from_bytes(&signature),
    )
    .map_err(|_| LineError::BadSignature)
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

/// What stands before `,"sig"` and the digits after it, when the line ends in a signature.
fn split_signature(line: &str) -> Option<(&str, &str)> {
    let (signed, rest) = line.rsplit_once(SIGNATURE_FIELD)?;
    Some((signed, rest.strip_suffix("\"}")?))
}

fn signed_bytes(line: &[u8]) -> Vec<u8> {
    [SIGNED_PREFIX, line].concat()
}

/// serde's words without the position, which says nothing on a line without line breaks.
fn json_reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    match reason.rsplit_once(" at line 1 column ") {
        Some((reason, column)) => format!("{reason} (byte {column})"),
        None => reason,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::agreement::AgreementId;
    use crate::domain::review::ChecklistChoice;
    use crate::domain::review::event::{AgreementSubject, Change, ChecklistRef, JournalStarted};
    use proptest::prelude::*;

    pub(crate) fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    pub(crate) fn sample(seq: u64, prev: Digest, event: Event) -> Entry {
        Entry {
            v: FORMAT,
            app: "rapporteur 0.1.0".to_owned(),
            writer: WriterId::parse("ana-00000000").expect("fits"),
            seq,
            prev,
            at: Moment::from_millis(1_795_252_200_007),
            clock: None,
            by: Reviewer::named("Ana").expect("fits"),
            seen: Heads::new(),
            event,
            supersedes: Vec::new(),
            key: key_id(&key().verifying_key()),
        }
    }

    fn chosen() -> Event {
        Event::ChecklistChosen(Change::new(
            AgreementSubject {
                agreement: AgreementId::new("0011223344556677"),
            },
            None,
            Some(ChecklistChoice::of(ChecklistRef {
                checklist: "municipal-data-access".to_owned(),
                version: "1".to_owned(),
                sha256: Digest::of(b"x"),
            })),
        ))
    }

    /// The bytes of the format, pinned: if this test has to change, every journal ever written
    /// stops being readable.
    #[test]
    fn the_first_line_of_a_journal_is_pinned() {
        let started = Event::JournalStarted(JournalStarted {
            workspace: "w".to_owned(),
            public_key: to_hex(key().verifying_key().as_bytes()),
        });
        let line = sample(1, Digest::of(b"genesis"), started).seal(&key());
        assert_eq!(
            line,
            concat!(
                r#"{"v":1,"app":"rapporteur 0.1.0","writer":"ana-00000000","seq":1,"#,
                r#""prev":"aeebad4a796fcc2e15dc4c6061b45ed9b373f26adfc798ca7d2d8cc58182718e","#,
                r#""at":"2026-11-21T09:10:00.007Z","by":{"id":"ana","name":"Ana"},"#,
                r#""event":{"type":"journal_started","workspace":"w","#,
                r#""public_key":"ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c"},"#,
                r#""key":"fe812c12f3ab4ce6ac5db69ac352f906","sig":"#,
                r#""b610f9ef0faeab49cf4c5befa466d9b23723be8fc8bf6c5f7fd07a36006e976a"#,
                r#"e7fcdb9f127b9bb327788f59748500b646cf1c7ff88a308a741cce03daeca000"}"#
            )
        );
        assert_eq!(
            Digest::of(line.as_bytes()),
            read_line(line.as_bytes()).expect("is an entry").hash
        );
        check_signature(line.as_bytes(), &key().verifying_key()).expect("is signed");
    }

    #[test]
    fn a_repeated_key_an_unknown_key_and_another_spelling_are_refused() {
        let line = sample(2, Digest::of(b""), chosen()).seal(&key());
        for (from, to) in [
            (r#""version":"1""#, r#""version":"1","version":"1""#),
            (r#""seq":2"#, r#""seq":2,"seq":2"#),
            (
                r#""type":"checklist_chosen""#,
                r#""type":"checklist_chosen","type":"clause_read""#,
            ),
            (r#""before":null"#, r#""before":null,"extra":1"#),
        ] {
            let changed = line.replace(from, to);
            assert_ne!(changed, line);
            let error = read_line(changed.as_bytes()).expect_err("must be refused");
            assert!(matches!(error, LineError::Malformed { .. }), "{error}");
        }
        for (from, to) in [(r#""seq":2"#, r#""seq": 2"#), ("\"Ana\"", "\"\\u0041na\"")] {
            let error = read_line(line.replace(from, to).as_bytes()).expect_err("another spelling");
            assert!(matches!(error, LineError::Spelling { .. }), "{error}");
        }
        let newer = line.replace(r#""v":1"#, r#""v":2"#);
        assert_eq!(read_line(newer.as_bytes()), Err(LineError::Newer { v: 2 }));
    }

    proptest! {
        #[test]
        fn any_flipped_bit_is_noticed(byte in 0usize..700, bit in 0u8..8) {
            let line = sample(2, Digest::of(b""), chosen()).seal(&key());
            let mut bytes = line.clone().into_bytes();
            let byte = byte % bytes.len();
            bytes[byte] ^= 1 << bit;
            prop_assert!(check_signature(&bytes, &key().verifying_key()).is_err());
            prop_assert!(Digest::of(&bytes) != Digest::of(line.as_bytes()));
        }
    }
}
