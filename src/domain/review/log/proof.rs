//! What is proven of every entry, and who can bear witness to it.
//!
//! A chain proves that nothing before an entry was altered or taken out. That the end was not cut off,
//! or the whole not written anew by the owner of the key, only others can tell: the witnesses, and what
//! this device remembers.

use super::witness::{self, Sighting, Vouch, Witness};
use crate::domain::review::entry::{Heads, StoredEntry};
use crate::domain::review::heads::head_line;
use crate::domain::review::people::{Reviewer, WriterId};
use crate::domain::review::verify::{CheckedJournal, Problem};
use std::collections::BTreeMap;

/// Problems that say where two copies of a journal part.
const PARTED: [&str; 2] = ["fork", "longer-copy"];
/// Problems that say that a journal is not the one that somebody remembers.
const CONTRADICTED: [&str; 2] = ["pin-contradicts", "seen-contradicts"];

/// What came of verifying the journals, entry by entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// Where each journal stands.
    pub journals: Vec<JournalStanding>,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

/// Where a journal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalStanding {
    /// Whose journal.
    pub writer: WriterId,
    /// The reviewer, as the last entry names her; nothing for a journal without entries.
    pub by: Option<Reviewer>,
    /// How many lines it has.
    pub entries: u64,
    /// How many of them, from the first on, are proven.
    pub proven: u64,
    /// The last of them that this device remembers as it stands; 0 for none.
    pub remembered: u64,
    /// Who and what bears witness to it.
    pub witnesses: Vec<Witness>,
    /// The line for exports.
    pub token: Option<String>,
}

/// How far an entry is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Signed, and nothing before it was altered or taken out.
    Proven,
    /// Something from this entry on does not fit.
    NotProven {
        /// The first entry that is not proven.
        from: u64,
    },
    /// Written after the journals were checked.
    Unchecked,
}

/// What is proven of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryProof<'a> {
    /// How far it is proven.
    pub standing: Standing,
    /// Who and what bears witness to it, and since when.
    pub witnesses: Vec<(&'a Witness, Sighting)>,
    /// Whether this device remembers it.
    pub remembered: bool,
    /// What does not fit at this very entry.
    pub problems: Vec<&'a Problem>,
}

impl Proof {
    /// What is proven of journals, given what this device remembers, what did not fit, and the
    /// signatures and time stamps that do.
    pub fn of(
        workspace: &str,
        journals: &[&CheckedJournal],
        remembered: &Heads,
        (problems, vouches): (&[Problem], &[Vouch]),
    ) -> Self {
        let mut standings: BTreeMap<&WriterId, JournalStanding> = BTreeMap::new();
        for journal in journals {
            let known = standings.get(&journal.writer);
            if known.is_none_or(|known| known.entries < journal.lines.len() as u64) {
                let standing = standing(workspace, journal, remembered);
                standings.insert(&journal.writer, standing);
            }
        }
        for ((target, _, _), mut witness) in witness::gather(journals, vouches) {
            if let Some(standing) = standings.get_mut(target) {
                let own = standing.by.as_ref().map(|by| &by.id);
                witness.own = own == Some(&witness.by.id);
                standing.witnesses.push(witness);
            }
        }
        for problem in problems {
            let (Some(writer), Some(seq)) = (&problem.writer, problem.seq) else {
                continue;
            };
            if let Some(standing) = standings.get_mut(writer) {
                let sure = if PARTED.contains(&problem.code) {
                    seq.saturating_sub(1)
                } else if CONTRADICTED.contains(&problem.code) {
                    standing.vouched_before(seq)
                } else {
                    continue;
                };
                standing.proven = standing.proven.min(sure);
            }
        }
        Self {
            journals: standings.into_values().collect(),
            problems: problems.to_vec(),
        }
    }

    /// Whether everything fits.
    pub const fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }

    /// Where a journal stands.
    pub fn journal(&self, writer: &WriterId) -> Option<&JournalStanding> {
        self.journals.iter().find(|one| one.writer == *writer)
    }

    /// What is proven of an entry.
    pub fn of_entry(&self, stored: &StoredEntry) -> EntryProof<'_> {
        let (writer, seq) = (&stored.entry.writer, stored.entry.seq);
        let journal = self.journal(writer);
        let at_it = |problem: &&Problem| {
            problem.writer.as_ref() == Some(writer) && problem.seq == Some(seq)
        };
        let seen = journal.map_or(&[][..], |journal| &journal.witnesses);
        EntryProof {
            standing: match journal {
                Some(journal) if seq <= journal.proven => Standing::Proven,
                Some(journal) if seq <= journal.entries => Standing::NotProven {
                    from: journal.proven + 1,
                },
                _ => Standing::Unchecked,
            },
            witnesses: seen
                .iter()
                .filter_map(|witness| Some((witness, witness.of(seq)?)))
                .collect(),
            remembered: journal.is_some_and(|journal| seq <= journal.remembered),
            problems: self.problems.iter().filter(at_it).collect(),
        }
    }

    /// The whole in a few words.
    pub fn in_short(&self) -> String {
        let entries: u64 = self.journals.iter().map(|one| one.entries).sum();
        let proven: u64 = self.journals.iter().map(|one| one.proven).sum();
        match self.problems.len() {
            0 if entries == 0 => tr!("Nothing to prove yet").to_owned(),
            0 if entries == proven => {
                trn!(entries, "The 1 entry proven", "All {n} entries proven")
            }
            count if entries == proven => misfits(count),
            _ => tr!("NOT ALL PROVEN: {proven} of {entries}", proven, entries),
        }
    }

    /// The whole in one line.
    pub fn headline(&self) -> String {
        let entries: u64 = self.journals.iter().map(|one| one.entries).sum();
        let proven: u64 = self.journals.iter().map(|one| one.proven).sum();
        match self.problems.len() {
            _ if self.journals.is_empty() => tr!("There is no journal yet.").to_owned(),
            0 if entries == proven => trn!(
                entries,
                "The 1 entry is proven.",
                "All {n} entries are proven."
            ),
            0 => trn!(
                entries,
                "{proven} of {n} entry is proven.",
                "{proven} of {n} entries are proven.",
                proven
            ),
            count => {
                let doubts = misfits(count);
                trn!(
                    entries,
                    "{proven} of {n} entry is proven; {doubts}.",
                    "{proven} of {n} entries are proven; {doubts}.",
                    proven,
                    doubts
                )
            }
        }
    }
}

fn misfits(count: usize) -> String {
    trn!(count, "{n} thing does not fit", "{n} things do not fit")
}

impl JournalStanding {
    /// The last entry before `seq` that somebody remembers as it stands.
    fn vouched_before(&self, seq: u64) -> u64 {
        // What a journal says of itself was written anew with it.
        let others = self.witnesses.iter();
        let others = others.filter(|one| one.writer != self.writer || one.is_outside());
        let seen = others.flat_map(Witness::sightings).map(|one| one.seq);
        let seen = seen.chain([self.remembered]);
        seen.filter(|&one| one < seq).max().unwrap_or(0)
    }

    /// The last entry to which another reviewer or an outside clock bears witness.
    pub fn witnessed(&self) -> u64 {
        let others = self.witnesses.iter().filter(|one| one.is_outside());
        others.map(Witness::up_to).max().unwrap_or(0)
    }

    /// What is proven of it, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = vec![match self.entries - self.proven.min(self.entries) {
            _ if self.entries == 0 => tr!("It has no entries.").to_owned(),
            0 => trn!(
                self.entries,
                "Its 1 entry is proven.",
                "All its {n} entries are proven."
            ),
            _ => tr!(
                "Proven up to entry {proven}; from entry {next} on it is not.",
                proven = self.proven,
                next = self.proven + 1
            ),
        }];
        said.extend(self.witnesses.iter().filter_map(Witness::of_journal));
        if self.remembered > 0 {
            said.push(tr!(
                "This device remembers it up to entry {remembered}.",
                remembered = self.remembered
            ));
        }
        let vouched = self.witnessed().max(self.remembered);
        let alone = self.entries.saturating_sub(vouched);
        if alone > 0 {
            said.push(trn!(alone, "Self-signed only: the last {n} entry, which no other reviewer, no time stamp and no memory of this device bears witness to.", "Self-signed only: the last {n} entries, which no other reviewer, no time stamp and no memory of this device bears witness to."));
        }
        said
    }
}

impl EntryProof<'_> {
    /// Whether it is proven.
    pub fn is_proven(&self) -> bool {
        self.standing == Standing::Proven
    }

    /// Whether it is known not to be proven, or does not fit by itself.
    pub fn is_doubtful(&self) -> bool {
        matches!(self.standing, Standing::NotProven { .. }) || !self.problems.is_empty()
    }

    /// Names of the other reviewers and of the time stamp authorities that bear witness to it.
    pub fn witnessed_by(&self) -> Vec<String> {
        let others = self.witnesses.iter().filter(|(one, _)| one.is_outside());
        let mut names: Vec<String> = others.map(|(one, _)| one.name().to_owned()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// What is proven, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = vec![match self.standing {
            Standing::Proven => {
                tr!("Proven: signed, and nothing before it was altered or taken out.").to_owned()
            }
            Standing::NotProven { from } => {
                tr!(
                    "NOT PROVEN: from entry {from} of this journal on something does not fit.",
                    from
                )
            }
            Standing::Unchecked => {
                tr!("Signed by this device just now; checked at the next opening.").to_owned()
            }
        }];
        said.extend(self.problems.iter().map(|one| format!("! {}", one.message)));
        said.extend(self.vouched());
        said
    }

    /// By whom it is witnessed, in sentences, and whether it is only self-signed.
    pub fn vouched(&self) -> Vec<String> {
        let witnesses = self.witnesses.iter();
        let told = witnesses.map(|(witness, sighting)| witness.of_entry(*sighting));
        let mut said: Vec<String> = told.collect();
        if self.remembered {
            said.push(tr!("This device remembers it.").to_owned());
        }
        let outside = self.witnesses.iter().any(|(one, _)| one.is_outside());
        if !outside && !self.remembered && self.standing != Standing::Unchecked {
            said.push(tr!("Self-signed only: nobody else bears witness to it yet.").to_owned());
        }
        said
    }
}

fn standing(workspace: &str, journal: &CheckedJournal, remembered: &Heads) -> JournalStanding {
    let remembered = remembered.get(&journal.writer);
    let fitting = remembered.filter(|(seq, hash)| journal.hash_at(*seq) == Some(*hash));
    JournalStanding {
        writer: journal.writer.clone(),
        by: journal.entries.last().map(|last| last.entry.by.clone()),
        entries: journal.lines.len() as u64,
        proven: journal.proven,
        remembered: fitting.map_or(0, |(seq, _)| *seq),
        witnesses: Vec::new(),
        token: head_line(workspace, journal),
    }
}
