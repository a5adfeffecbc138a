//! Making a proof from whole journals and a checkpoint of one of them.

use super::{FORMAT, Proof, Step};
use crate::domain::review::chain::inclusion::{audit_path, leaf};
use crate::domain::review::checkpoint::Checkpoint;
use crate::domain::review::entry::read_line;
use crate::domain::review::event::Event;
use crate::domain::review::people::WriterId;
use std::collections::BTreeMap;

/// The bytes of journals by writer.
pub type Books<'a> = BTreeMap<WriterId, &'a [u8]>;

/// The proof of an entry, counted from 1; nothing when the checkpoint does not cover it.
pub fn make(
    books: &Books<'_>,
    writer: &WriterId,
    seq: u64,
    checkpoint: &Checkpoint,
) -> Option<Proof> {
    let sealed = lines(books.get(&checkpoint.writer)?);
    let mut steps = Vec::new();
    if *writer == checkpoint.writer {
        steps.push(step(&sealed, seq, checkpoint.size)?);
    } else {
        let made = at(&sealed, checkpoint.size)?;
        let Event::CheckpointMade(made) = read_line(made).ok()?.entry.event else {
            return None;
        };
        let &(size, _, _) = made.journals.get(writer)?;
        steps.push(step(&lines(books.get(writer)?), seq, size)?);
        steps.push(step(&sealed, checkpoint.size, checkpoint.size)?);
    }
    let mut keys = BTreeMap::new();
    for writer in [writer, &checkpoint.writer] {
        let first = *lines(books.get(writer)?).first()?;
        let Event::JournalStarted(started) = read_line(first).ok()?.entry.event else {
            return None;
        };
        keys.insert(writer.clone(), started.public_key);
    }
    Some(Proof {
        rapporteur_proof: FORMAT,
        steps,
        keys,
        checkpoint: checkpoint.note(),
    })
}

fn step(lines: &[&[u8]], seq: u64, size: u64) -> Option<Step> {
    let count = usize::try_from(size).ok()?;
    let leaves: Vec<_> = lines.get(..count)?.iter().map(|line| leaf(line)).collect();
    let line = at(lines, seq)?;
    Some(Step {
        line: String::from_utf8(line.to_vec()).ok()?,
        size,
        path: audit_path(&leaves, seq.checked_sub(1)?)?,
    })
}

fn at<'a>(lines: &[&'a [u8]], seq: u64) -> Option<&'a [u8]> {
    lines
        .get(usize::try_from(seq.checked_sub(1)?).ok()?)
        .copied()
}

/// Whole lines of a journal, without their LF.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    let lines = bytes.split_inclusive(|&byte| byte == b'\n');
    lines.filter_map(|line| line.strip_suffix(b"\n")).collect()
}
