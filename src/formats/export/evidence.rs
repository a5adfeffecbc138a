//! The text of an exported file in which heads of journals and checkpoints are looked for, whatever its format.
//!
//! Workbooks and projects are packed: what programs wrote of the review is taken out, the text of the agreement that may
//! stand beside it is not, so that no head in it can be taken for ours.

use super::annotated::heads::{BEGIN, PART};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes that are unpacked from one file.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// Members that are looked into.
const MOST_MEMBERS: usize = 5_000;
/// Where a project keeps the texts that it is about.
const TEXTS: &str = "sources/";

/// What programs and people can read of a file; what is no text stays as it is. Of an annotated agreement it is only what
/// we wrote beside the agreement's own words.
pub fn evidence(bytes: &[u8]) -> String {
    if bytes.starts_with(b"%PDF") {
        let text = String::from_utf8_lossy(bytes);
        return match text.rsplit_once(BEGIN) {
            Some((_, ours)) => ours.to_owned(),
            None => text.into_owned(),
        };
    }
    let unpacked = bytes.starts_with(b"PK\x03\x04").then(|| unpacked(bytes));
    let unpacked = unpacked.flatten();
    unpacked.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

fn unpacked(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if let Ok(ours) = archive.by_name(PART) {
        let mut part = Vec::new();
        let _ = ours.take(MOST_UNPACKED).read_to_end(&mut part);
        return Some(String::from_utf8_lossy(&part).into_owned());
    }
    let mut all = String::new();
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len().min(MOST_MEMBERS) {
        let Ok(mut member) = archive.by_index(at) else {
            continue;
        };
        if !member.name().is_ok_and(|name| !name.starts_with(TEXTS)) {
            continue;
        }
        let mut part = Vec::new();
        // A broken member gives what could be read of it: a head that is missing is missed by whoever verifies.
        let _ = member.by_ref().take(left).read_to_end(&mut part);
        left = left.saturating_sub(part.len() as u64);
        all.push_str(&String::from_utf8_lossy(&part));
        all.push('\n');
    }
    Some(all)
}
