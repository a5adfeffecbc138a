//! Identifiers that follow from what they name.

use crate::domain::digest::{Digest, to_hex};
use std::fmt::Write as _;

/// A UUID of version 8 (RFC 9562) from SHA-256 over what it names; each part counts with its length.
pub(super) fn guid(kind: &str, parts: &[&str]) -> String {
    let mut named = format!("rapporteur {kind}");
    for part in parts {
        let _ = write!(named, "\0{}\0{part}", part.len());
    }
    let digest = Digest::of(named.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.bytes()[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let groups = [
        &bytes[..4],
        &bytes[4..6],
        &bytes[6..8],
        &bytes[8..10],
        &bytes[10..],
    ];
    groups.map(to_hex).join("-")
}
