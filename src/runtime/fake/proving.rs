//! What is proven of the journal in memory: everything, or what stands before an entry that was altered;
//! Bojan has seen the first three entries.

use super::{Fake, writer};
use crate::domain::review::entry::Heads;
use crate::domain::review::log::Proof;
use crate::domain::review::verify::Tail;
use crate::domain::review::{CheckedJournal, Problem, Reviewer, StoredEntry, WriterId};

const WORKSPACE: &str = "00112233445566778899aabbccddeeff";

impl Fake {
    /// The entries that count: all, or those that counted in the state being looked at.
    pub(super) fn known(&self) -> Vec<&StoredEntry> {
        let visiting = self.visiting.as_ref();
        let counts = |one: &&StoredEntry| visiting.is_none_or(|then| then.contains(&one.hash));
        self.entries.iter().filter(counts).collect()
    }

    pub(super) fn proof(&self) -> Proof {
        let mut own = checked(&writer(), &self.entries);
        let mut journals = Vec::new();
        if let Some(third) = self.entries.get(2) {
            let bojan = Reviewer::named("Bojan").expect("has letters");
            let mut seeing = third.clone();
            seeing.entry.seen = Heads::from([(writer(), (3, third.hash))]);
            seeing.entry.seq = 1;
            seeing.entry.writer = WriterId::new(&bojan, "0a0b0c0d");
            seeing.entry.by = bojan;
            journals.push(checked(&seeing.entry.writer, std::slice::from_ref(&seeing)));
        }
        let mut problems = Vec::new();
        if let Some(seq) = self.altered {
            own.proven = seq - 1;
            let words =
                "This entry was changed after Ana Petrović signed it: its signature does not fit.";
            problems.push(
                Problem::new("altered", words)
                    .of(&writer())
                    .at(Some(seq), seq),
            );
        }
        let pins = own.head().map(|head| (writer(), head));
        let journals: Vec<&CheckedJournal> = std::iter::once(&own).chain(&journals).collect();
        Proof::of(
            WORKSPACE,
            &journals,
            &pins.into_iter().collect(),
            (&problems, &[]),
        )
    }
}

fn checked(writer: &WriterId, entries: &[StoredEntry]) -> CheckedJournal {
    let line = |stored: &StoredEntry| (stored.hash, stored.hash);
    CheckedJournal {
        writer: writer.clone(),
        entries: entries.to_vec(),
        lines: entries.iter().map(line).collect(),
        proven: entries.len() as u64,
        tail: Tail::None,
        problems: Vec::new(),
    }
}
