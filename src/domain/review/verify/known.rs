//! A journal whose beginning was proven before need not be proven again line by line.
//!
//! What is remembered is one hash over the hashes of all lines. If they still have it, every byte up to
//! there is the one that was proven; to make other lines with the same hash, somebody would have to break
//! SHA-256. Whoever remembers must keep the memory out of others' reach; how is not known here.

use super::lines::Lines;
use super::walk::Check;
use super::{CheckedJournal, Tail};
use crate::domain::digest::{Digest, to_hex};
use crate::domain::review::chain::KeptTree;
use crate::domain::review::chain::inclusion::leaf;
use crate::domain::review::entry::{StoredEntry, parse_public_key, read_again};
use crate::domain::review::event::Event;
use crate::domain::review::people::{Moment, WriterId};
use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Kinds of entries that speak of agreements alone: nothing but an entry that names them is held against
/// them once they were proven. Every other kind is read again each time.
const REVIEWING: [&str; 7] = [
    "agreement_described",
    "checklist_chosen",
    "clause_read",
    "clause_tagged",
    "item_answered",
    "note_written",
    "suggestion_rejected",
];

/// What is remembered of a journal that was proven up to some line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Number of the last line that was proven.
    pub seq: u64,
    /// Its claimed time.
    at: Moment,
    /// SHA-256 over the hashes of all lines, one behind the other.
    lines: Digest,
    /// The device's public key, 64 hexadecimal digits.
    key: String,
    /// Roots of the complete subtrees over these lines, the largest first.
    peaks: Vec<Digest>,
    /// Roots inside that checkpoints name, by the number of lines.
    marks: BTreeMap<u64, Digest>,
}

impl Known {
    /// What can be remembered of a journal in which everything fits; nothing of an empty one.
    ///
    /// `before` is what was known of it; `named` are the numbers of lines that checkpoints name.
    pub fn of(
        journal: &CheckedJournal,
        before: Option<&Self>,
        named: impl IntoIterator<Item = u64>,
    ) -> Option<Self> {
        let lines = &journal.lines;
        let whole = journal.problems.is_empty() && journal.tail == Tail::None;
        let (seq, _) = journal.head().filter(|_| whole)?;
        let last = journal.entries.last();
        let last = last.filter(|last| last.entry.seq == seq);
        let before_it = before.filter(|known| known.seq == seq);
        let key = journal
            .entries
            .iter()
            .find_map(|one| match &one.entry.event {
                Event::JournalStarted(started) => Some(started.public_key.clone()),
                _ => None,
            });
        let named = named.into_iter().filter_map(|seq| {
            let mark = lines.mark_at(seq)?;
            Some((seq, mark.root))
        });
        let mut marks = lines.marks().clone();
        marks.extend(named);
        Some(Self {
            seq,
            at: last
                .map(|last| last.entry.at)
                .or_else(|| before_it.map(|known| known.at))?,
            lines: over(lines.hashes()),
            key: key.or_else(|| before.map(|known| known.key.clone()))?,
            peaks: lines.tree().peaks(),
            marks,
        })
    }
}

/// A hash over hashes.
fn over(hashes: &[Digest]) -> Digest {
    let mut all = Sha256::new();
    for hash in hashes {
        all.update(hash.bytes());
    }
    let hex = to_hex(&all.finalize());
    Digest::parse(&hex).expect("these are the digits of a SHA-256")
}

/// The hashes of one line. They need nothing but the line, so that lines are hashed on all cores at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traced {
    hash: Digest,
    leaf: Option<Digest>,
}

impl Traced {
    /// Of a line without its LF; with `roots`, the hash of its leaf too.
    pub fn of(line: &[u8], roots: bool) -> Self {
        Self {
            hash: Digest::of(line),
            leaf: roots.then(|| leaf(line)),
        }
    }
}

/// The walk along the lines of what is known.
pub struct Retrace<'a> {
    known: &'a Known,
    hashes: Vec<Digest>,
    /// The tree over the lines, where roots inside are to be told.
    tree: Option<KeptTree>,
}

impl<'a> Retrace<'a> {
    /// Begins at the start of a journal. With `roots`, every root inside of what is known can be asked for
    /// later, at the price of hashing every line twice.
    pub fn new(known: &'a Known, roots: bool) -> Self {
        // A damaged number must not ask for all the memory.
        let room = usize::try_from(known.seq)
            .unwrap_or(usize::MAX)
            .min(1 << 20);
        Self {
            known,
            hashes: Vec::with_capacity(room),
            tree: roots.then(KeptTree::default),
        }
    }

    /// Whether further lines are to be given.
    pub const fn goes_on(&self) -> bool {
        (self.hashes.len() as u64) < self.known.seq
    }

    /// Takes in the next line.
    pub fn line(&mut self, line: &Traced) {
        self.hashes.push(line.hash);
        if let (Some(tree), Some(leaf)) = (&mut self.tree, line.leaf) {
            tree.push_leaf(leaf);
        }
    }

    /// Checks what stands behind the lines, if they are the ones that are known: `rest` are the bytes
    /// behind them. Entries are only those of the rest.
    pub fn finish(self, workspace: &str, writer: &WriterId, rest: &[u8]) -> Option<CheckedJournal> {
        let known = self.known;
        let all = self.hashes.len() as u64 == known.seq && known.seq > 0;
        // Changed line ends are told by the check of the whole.
        if !all || over(&self.hashes) != known.lines || rest.contains(&b'\r') {
            return None;
        }
        let begun = KeptTree::begun(self.hashes.len(), &known.peaks)?;
        let tree = self.tree.unwrap_or(begun);
        let lines = Lines::known(self.hashes, tree, known.marks.clone());
        let key = parse_public_key(&known.key)?;
        let mut check = Check::behind(workspace, writer, lines, key, known.at)?;
        check.walk(rest);
        Some(check.finish())
    }
}

/// Whether a line that was proven says what later entries may have to be held against, or what is told
/// of the workspace as a whole.
pub fn is_lasting(line: &[u8]) -> bool {
    let name = event_in(line).and_then(first_text);
    name.is_none_or(|name| REVIEWING.iter().all(|one| one.as_bytes() != name))
}

/// The id of the agreement that a line that was proven is about; nothing when it is about none.
pub fn agreement_in(line: &[u8]) -> Option<&str> {
    static AGREEMENT: LazyLock<AhoCorasick> = LazyLock::new(|| sought("\"agreement\":\""));
    // The subject of an event stands before everything else in it.
    let event = event_in(line)?;
    let found = AGREEMENT.find(event)?;
    let id = event.get(found.end()..).and_then(first_text)?;
    std::str::from_utf8(id).ok()
}

/// What stands on a proven line from the name of its event on. That this is the field is sure: quotes
/// inside of texts are escaped.
fn event_in(line: &[u8]) -> Option<&[u8]> {
    static TYPE: LazyLock<AhoCorasick> = LazyLock::new(|| sought("\"event\":{\"type\":\""));
    let found = TYPE.find(line)?;
    line.get(found.end()..)
}

fn first_text(rest: &[u8]) -> Option<&[u8]> {
    rest.split(|&byte| byte == b'"').next()
}

fn sought(field: &str) -> AhoCorasick {
    AhoCorasick::new([field]).expect("one short pattern can be searched for")
}

/// Reads a line that was proven before. That it is the one, its hash tells.
pub fn read_known(line: &[u8]) -> Option<StoredEntry> {
    Some(StoredEntry {
        hash: Digest::of(line),
        entry: read_again(line)?,
    })
}
