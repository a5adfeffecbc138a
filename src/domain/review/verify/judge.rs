//! Whether a line is an entry of its writer's, judged by the line and the key alone: so lines are judged
//! on all cores at once. Where a line stands is judged in the walk.

use crate::domain::digest::Digest;
use crate::domain::review::chain::inclusion::leaf;
use crate::domain::review::entry::{
    LineError, StoredEntry, check_signature, parse_public_key, read_entry,
};
use ed25519_dalek::VerifyingKey;
use std::thread;

/// Fewer lines than these are not worth another thread.
const FEW: usize = 64;

/// A line, judged.
pub(super) struct Judged {
    /// SHA-256 of the line.
    pub(super) hash: Digest,
    /// Hash of its leaf in the tree.
    pub(super) leaf: Digest,
    /// The entry, if its signature fits and it can be read; else a code and a sentence.
    pub(super) entry: Result<StoredEntry, (&'static str, String)>,
}

/// Judges lines with the key that is known when their turn comes, in their order.
///
/// Where the system gives no more threads, this one does all.
pub(super) fn judge_all(lines: &[&[u8]], key: Option<&VerifyingKey>) -> Vec<Judged> {
    let judge_some =
        |some: &[&[u8]]| -> Vec<Judged> { some.iter().map(|&line| judge(line, key)).collect() };
    if lines.len() <= FEW {
        return judge_some(lines);
    }
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut shares = lines.chunks(lines.len().div_ceil(threads).max(FEW));
    let first = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares
            .map(|some| {
                let other = thread::Builder::new().spawn_scoped(scope, move || judge_some(some));
                (some, other)
            })
            .collect();
        let mut judged = judge_some(first);
        for (some, other) in others {
            judged.extend(match other {
                Ok(other) => other.join().expect("judging a line never panics"),
                Err(_) => judge_some(some),
            });
        }
        judged
    })
}

/// Judges one line.
pub(super) fn judge(line: &[u8], key: Option<&VerifyingKey>) -> Judged {
    let hash = Digest::of(line);
    Judged {
        hash,
        leaf: leaf(line),
        entry: read(line, hash, key),
    }
}

fn read(
    line: &[u8],
    hash: Digest,
    key: Option<&VerifyingKey>,
) -> Result<StoredEntry, (&'static str, String)> {
    if is_merge_mark(line) {
        return Err(("merge-marks", tr!("Version control wrote the marks of a conflict into this journal, because two versions of it were merged. Check out one of the two whole; each is signed, and `rapporteur verify` tells whether it fits.").to_owned()));
    }
    let read = read_entry(line);
    let signed = match (key, &read) {
        (_, Err(LineError::TooLong { .. })) => false,
        (Some(key), _) => check_signature(line, key).is_ok(),
        (None, _) => {
            return Err(("no-key", tr!("The public key that line 1 should give is not there, so that no signature can be checked.").to_owned()));
        }
    };
    match (signed, read) {
        (true, Ok(entry)) => Ok(StoredEntry { hash, entry }),
        (true, Err(LineError::Newer { v })) => Err((
            "newer-format",
            tr!(
                "This entry has format {v}, from a newer rapporteur. It is intact and was not interpreted; update rapporteur to read it.",
                v
            ),
        )),
        (false, Ok(entry)) => Err((
            "altered",
            tr!(
                "This entry was changed after {name} signed it: its signature does not fit.",
                name = entry.by.name
            ),
        )),
        (false, Err(LineError::Newer { .. })) => Err((
            "altered",
            tr!("This entry was changed after it was signed: its signature does not fit.")
                .to_owned(),
        )),
        (_, Err(error @ LineError::TooLong { .. })) => Err(("too-long", sentence(&error))),
        (_, Err(error @ LineError::Spelling { .. })) => Err(("altered", sentence(&error))),
        (_, Err(error)) => Err(("not-an-entry", sentence(&error))),
    }
}

/// Whether a line is one that version control puts around what it could not merge.
fn is_merge_mark(line: &[u8]) -> bool {
    let marks: [&[u8]; 4] = [b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||"];
    marks.iter().any(|mark| line.starts_with(mark))
}

/// The public key that a journal's first line gives, even when the line was damaged elsewhere:
/// later lines name the key by its hash, so a wrong one cannot slip in.
pub(super) fn public_key_on(line: &[u8]) -> Option<VerifyingKey> {
    if is_merge_mark(line) {
        return None;
    }
    let text = String::from_utf8_lossy(line);
    let (_, rest) = text.split_once("\"public_key\":\"")?;
    parse_public_key(rest.get(..64)?)
}

fn sentence(error: &LineError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}
