//! A journal file read in stretches, on all cores at once: each begins and ends where a line does. What the
//! lines come to together is judged by whoever asked.
#![expect(
    clippy::disallowed_methods,
    reason = "journals are read in blocks and by place here"
)]

use super::shelf::Wanted;
use crate::domain::review::entry::{LONGEST_LINE, StoredEntry};
use crate::domain::review::verify::{Traced, agreement_in, is_lasting, read_known};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::thread;

/// Bytes that are asked of the system at once.
const BLOCK: usize = 1 << 18;
/// Fewer bytes than these are not worth another thread.
const FEW: u64 = 1 << 20;

/// The whole lines that begin in a part of a file.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    /// The hashes of each line, and where the line behind it begins, in bytes.
    pub(super) lines: Vec<(Traced, u64)>,
    /// The entries that were asked for, by the place of their lines here.
    pub(super) entries: Vec<(usize, StoredEntry)>,
    /// The places of lines about each agreement, where they were asked for.
    pub(super) about: HashMap<String, Vec<usize>>,
}

/// Reads a file of some length; what follows its last line end is left out. Nothing when it cannot be
/// read, has a line that is too long to be one of ours, or one that was asked for and is no entry.
pub(super) fn read_all(path: &Path, length: u64, wanted: Wanted) -> Option<Vec<Stretch>> {
    let cores = thread::available_parallelism().map_or(1, usize::from) as u64;
    let parts = cores.min(length / FEW).max(1);
    let bounds: Vec<(u64, u64)> = (0..parts)
        .map(|part| (length * part / parts, length * (part + 1) / parts))
        .collect();
    let one = |&(from, to): &(u64, u64)| read(path, from, to, wanted);
    let (first, others) = bounds.split_first()?;
    thread::scope(|scope| {
        let working: Vec<_> = others
            .iter()
            .map(|part| {
                let work = move || one(part);
                (part, thread::Builder::new().spawn_scoped(scope, work))
            })
            .collect();
        let first = one(first);
        let others = working.into_iter().map(|(part, other)| match other {
            Ok(other) => other.join().expect("reading a journal never panics"),
            Err(_) => one(part),
        });
        std::iter::once(first).chain(others).collect()
    })
}

/// Reads the lines that begin from one byte on and before another.
fn read(path: &Path, from: u64, to: u64, wanted: Wanted) -> Option<Stretch> {
    let mut file = File::open(path).ok()?;
    // The byte before tells whether a line begins here.
    let mut end = from.saturating_sub(1);
    file.seek(SeekFrom::Start(end)).ok()?;
    let mut reader = BufReader::with_capacity(BLOCK, file);
    let mut line = Vec::new();
    if from > 0 {
        end += next_line(&mut reader, &mut line)?;
    }
    let mut stretch = Stretch::default();
    while end < to {
        end += next_line(&mut reader, &mut line)?;
        let Some(whole) = line.strip_suffix(b"\n") else {
            break;
        };
        stretch.take(whole, end, wanted)?;
    }
    Some(stretch)
}

/// Reads up to the end of a line, or of the file; gives how many bytes.
fn next_line(reader: &mut BufReader<File>, line: &mut Vec<u8>) -> Option<u64> {
    line.clear();
    let mut bounded = reader.take(LONGEST_LINE as u64 + 1);
    let read = bounded.read_until(b'\n', line).ok()?;
    let is_too_long = read > LONGEST_LINE && !line.ends_with(b"\n");
    (read > 0 && !is_too_long).then_some(read as u64)
}

impl Stretch {
    /// Takes in a line that ends before a byte; nothing when it was asked for and is no entry.
    fn take(&mut self, line: &[u8], end: u64, wanted: Wanted) -> Option<()> {
        let at = self.lines.len();
        self.lines.push((Traced::of(line, wanted.roots), end));
        if wanted.about
            && let Some(id) = agreement_in(line)
        {
            self.note(id, at);
        }
        if wanted.entries || is_lasting(line) {
            self.entries.push((at, read_known(line)?));
        }
        Some(())
    }

    fn note(&mut self, id: &str, at: usize) {
        // There are few agreements and many lines: an id is copied once.
        if let Some(lines) = self.about.get_mut(id) {
            lines.push(at);
        } else {
            self.about.insert(id.to_owned(), vec![at]);
        }
    }
}
