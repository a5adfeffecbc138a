//! Proving a workspace: gathers every byte that counts and lets the domain judge it. Writes nothing.

use super::agreements::Agreements;
use super::checklists::Checklists;
use super::checkpoints::{self, Checkpoints};
use super::copies;
use super::device::Home;
use super::files::{self, FileError};
use super::journal::{Journals, Shelf, read_all};
use super::pins::{Pins, Remembered};
use super::proofs::{Proofs, Proven};
use super::workspace::Workspace;
use crate::domain::counted::counted;
use crate::domain::digest::Digest;
use crate::domain::review::checkpoint;
use crate::domain::review::crosscheck::{
    Kept, Stamps, Trust, check_clocks, check_pins, check_references, check_seen, check_trust,
};
use crate::domain::review::entry::Heads;
use crate::domain::review::event::Event;
use crate::domain::review::heads::{
    Against, MARK, check_against, check_checkpoints, head_line, parse_heads, unreadable_heads,
};
use crate::domain::review::log::Proof;
use crate::domain::review::people::{Moment, WriterId};
use crate::domain::review::verify::Problem;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

mod again;

/// So many entries are proven again in a moment; more are worth a memory.
const WORTH_REMEMBERING: u64 = 2_000;

/// What came of verifying a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Whether everything fits.
    pub ok: bool,
    /// The journals.
    pub journals: Vec<JournalProof>,
    /// What does not fit.
    pub problems: Vec<Problem>,
    /// What is odd and harmless.
    pub notes: Vec<Problem>,
    /// Entries added since the export that was compared with, by journal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Added>,
}

/// One journal as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalProof {
    /// Whose journal.
    pub writer: WriterId,
    /// Its file in the journal folder.
    pub file: String,
    /// Number of whole lines.
    pub entries: u64,
    /// How many of them, from the first on, are proven.
    pub proven: u64,
    /// How many of these were proven before on this device and are unchanged since.
    #[serde(skip_serializing_if = "is_zero")]
    pub proven_before: u64,
    /// Hash of the last line; nothing for an empty journal.
    pub head: Option<Digest>,
    /// RFC 6962 root over all lines.
    pub root: Digest,
    /// The line for exports; nothing for an empty journal.
    pub head_line: Option<String>,
    /// The last of its entries that another writer's journal vouches for; 0 when none does.
    pub witnessed: u64,
    /// Fingerprint of the SSH key with which a person certified the device; nothing without one.
    pub certified_by: Option<String>,
    /// The last of its entries under a checkpoint that the person signed; 0 without one.
    pub signed: u64,
    /// The last of its entries that an outside clock has seen, directly or through a checkpoint of another
    /// journal; nothing without one.
    pub stamped: Option<Stamped>,
}

/// What an outside clock said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stamped {
    /// The last entry that it has seen.
    pub entries: u64,
    /// When.
    pub at: Moment,
    /// Whose clock it is, by its certificate.
    pub authority: String,
}

/// What was added to a journal since an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Added {
    /// Whose journal.
    pub writer: WriterId,
    /// How many entries.
    pub entries: u64,
}

/// Verifies a workspace, every line of it. Without a home, what this device remembers is left out.
pub fn verify(workspace: &Workspace, home: Option<&Home>) -> Result<Verification, FileError> {
    let (verification, _, _) = judge(workspace, home, &read_all(workspace)?)?;
    Ok(verification)
}

/// Whether what was proven before on this device has to be proven again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// It is hashed, and counts where it is unchanged.
    Counts,
    /// It is forgotten, and everything is proven anew.
    Forgotten,
}

/// Verifies a workspace, and holds it against the heads in the text of an export, if there is one. What was
/// proven before on this device and is unchanged since is only hashed, and what is proven now is
/// remembered; the verdict is the one of [`verify`] in every case.
pub fn reverify(
    workspace: &Workspace,
    home: &Home,
    before: Before,
    export: Option<&str>,
) -> Result<Verification, FileError> {
    let memory = Proofs::new(home, workspace.id());
    let known = match before {
        Before::Counts => memory.load(),
        Before::Forgotten => {
            // What cannot be removed is replaced, or counts for nothing now.
            drop(memory.forget());
            None
        }
    };
    let unchanged = match &known {
        Some(known) => again::recheck(workspace, home, known, export.is_some())?,
        None => None,
    };
    let (journals, (mut verification, _, proven)) = if let Some(unchanged) = unchanged {
        unchanged
    } else {
        let journals = read_all(workspace)?;
        let judged = judge(workspace, Some(home), &journals)?;
        (journals, judged)
    };
    if let Some(proven) = proven.filter(|proven| known.as_ref() != Some(proven)) {
        memory.remember(&proven);
    }
    if let Some(export) = export {
        hold_against(&mut verification, workspace, &journals, export);
    }
    Ok(verification)
}

/// Proves journals that were just read with all their entries, and remembers it, where that spares time when
/// they are opened again. What does not fit is told by [`verify`] and not here.
pub fn remember(workspace: &Workspace, home: &Home, journals: &Journals) {
    let files = journals.files.iter();
    let before = files.clone().filter_map(|file| file.shelf.as_ref());
    let proven: u64 = before.map(Shelf::len).sum();
    let fits = files.clone().all(|file| file.checked.problems.is_empty());
    // A device that only reads has no key to sign with, and none is made for this.
    let signs = matches!(home.known_key_id(), Ok(Some(_)));
    if journals.lines() - proven >= WORTH_REMEMBERING
        && fits
        && signs
        && let Ok((_, _, Some(proven))) = judge(workspace, Some(home), journals)
    {
        Proofs::new(home, workspace.id()).remember(&proven);
    }
}

/// What came of verifying, whose keys were trusted, and what can be remembered of it: nothing unless everything fits.
type Judged = (Verification, Trust, Option<Proven>);

/// Verifies a workspace, and tells of every entry what is proven and who has seen it.
pub fn prove(
    workspace: &Workspace,
    home: Option<&Home>,
) -> Result<(Verification, Proof), FileError> {
    let journals = read_all(workspace)?;
    let (verification, trust, proven) = judge(workspace, home, &journals)?;
    if let (Some(home), Some(proven)) = (home, &proven) {
        let memory = Proofs::new(home, workspace.id());
        if memory.load().as_ref() != Some(proven) {
            memory.remember(proven);
        }
    }
    let remembered = match home {
        Some(home) => Pins::new(home, workspace.id()).load()?.heads(),
        None => Heads::new(),
    };
    let checked = journals.checked();
    let proof = Proof::of(
        workspace.id(),
        &checked,
        &remembered,
        (&verification.problems, &trust.vouches),
    );
    Ok((verification, proof))
}

fn judge(
    workspace: &Workspace,
    home: Option<&Home>,
    journals: &Journals,
) -> Result<Judged, FileError> {
    let (mut problems, mut notes) = (journals.problems.clone(), journals.notes.clone());
    for file in &journals.files {
        problems.extend(file.checked.problems.iter().cloned());
    }
    let checked = journals.checked();
    if let Some(home) = home {
        problems.extend(check_memory(&Pins::new(home, workspace.id()), journals)?);
    }
    problems.extend(check_seen(&checked));
    let stamps = gather_stamps(workspace, journals);
    let trust = check_trust(workspace.id(), &checked, &stamps);
    problems.extend(trust.problems.iter().cloned());
    notes.extend(trust.notes.iter().cloned());
    notes.extend(check_signers(workspace, &trust)?);
    let kept = gather(workspace, &mut problems);
    problems.extend(check_references(&checked, &kept));
    notes.extend(unspoken_of(journals, &kept));
    let clocks = check_clocks(&checked);
    notes.extend(clocks.told());
    notes.extend(copies::strays(workspace)?);
    let witnessed = witnessed(journals, BTreeMap::new());
    let proven = problems
        .is_empty()
        .then(|| again::proven(workspace, journals, &kept, clocks, &witnessed, None))
        .flatten();
    // A signed line of a newer format is intact, and only not interpreted.
    let newer = |problem: &mut Problem| problem.code == "newer-format";
    notes.extend(problems.extract_if(.., newer));
    let verification = Verification {
        ok: problems.is_empty(),
        journals: proofs(workspace, journals, &trust, &witnessed),
        problems,
        notes,
        added: Vec::new(),
    };
    Ok((verification, trust, proven))
}

/// Verifies a workspace, every line of it, and holds it against the heads in the text of an export.
pub fn verify_against(
    workspace: &Workspace,
    home: Option<&Home>,
    export: &str,
) -> Result<Verification, FileError> {
    let journals = read_all(workspace)?;
    let (mut verification, _, _) = judge(workspace, home, &journals)?;
    hold_against(&mut verification, workspace, &journals, export);
    Ok(verification)
}

fn hold_against(
    verification: &mut Verification,
    workspace: &Workspace,
    journals: &Journals,
    export: &str,
) {
    let claims = parse_heads(export);
    let Against { problems, added } = check_against(workspace.id(), &claims, &journals.checked());
    let found = checkpoint::find(export);
    // Minutes may hold a checkpoint alone.
    if found.checkpoints.is_empty() || export.contains(MARK) {
        verification.problems.extend(unreadable_heads(export));
    }
    let checkpoints = &found.checkpoints;
    let contradicted = check_checkpoints(workspace.id(), checkpoints, &journals.checked());
    verification.problems.extend(contradicted);
    if found.unreadable > 0 {
        let message = format!(
            "{} in this file cannot be read.",
            counted(found.unreadable, "checkpoint")
        );
        let problem = Problem::new("unreadable-head", message);
        verification.problems.push(problem);
    }
    verification.problems.extend(problems);
    verification.ok = verification.problems.is_empty();
    verification.added = added
        .into_iter()
        .map(|(writer, entries)| Added { writer, entries })
        .collect();
}

fn check_memory(pins: &Pins, journals: &Journals) -> Result<Vec<Problem>, FileError> {
    Ok(match pins.load()? {
        Remembered::Heads(heads) => check_pins(&journals.checked(), &heads),
        Remembered::Damaged => {
            let path = pins.path();
            let message = format!(
                "What this device remembers of the journals cannot be read ({}). Whether their ends were cut off cannot be told from it.",
                path.display()
            );
            vec![Problem::new("memory-damaged", message)]
        }
    })
}

/// Everything that entries can refer to; what cannot be read is reported.
fn gather(workspace: &Workspace, problems: &mut Vec<Problem>) -> Kept {
    let mut kept = Kept::default();
    let store = Agreements::of(workspace);
    let listed = store.list().unwrap_or_else(|error| {
        problems.push(Problem::new("unreadable", error.to_string()));
        Vec::new()
    });
    for id in listed.into_iter().map(|listed| listed.id) {
        match store.kept(&id) {
            Ok(agreement) => {
                if agreement.source_sha256 != agreement.agreement.source_sha256 {
                    problems.push(Problem::new("source-differs", format!("The source file of the agreement {id} is not the one that was imported.")));
                }
                kept.agreements.insert(id, agreement);
            }
            Err(error) => {
                problems.push(Problem::new("agreement-damaged", error.to_string()));
                kept.broken.insert(id);
            }
        }
    }
    let store = Checklists::of(workspace);
    let listed = store.list().unwrap_or_else(|error| {
        problems.push(Problem::new("unreadable", error.to_string()));
        Vec::new()
    });
    for (id, version) in listed {
        match store.kept(&id, &version) {
            Ok(checklist) => {
                kept.checklists.insert((id, version), checklist);
            }
            Err(error) => problems.push(Problem::new("checklist-damaged", error.to_string())),
        }
    }
    kept
}

/// Agreements that no journal speaks of: an import that was cut short, or a journal that is gone.
fn unspoken_of(journals: &Journals, kept: &Kept) -> Vec<Problem> {
    let spoken: BTreeSet<_> = journals
        .entries()
        .filter_map(|stored| match &stored.entry.event {
            Event::AgreementImported(event) => Some(&event.agreement),
            _ => None,
        })
        .collect();
    kept.agreements
        .keys()
        .filter(|id| !spoken.contains(id))
        .map(|id| {
            Problem::new(
                "not-journalled",
                format!("No journal tells of the import of the agreement {id}, so that nothing vouches for its text."),
            )
        })
        .collect()
}

/// The answers of time-stamping authorities that the journals name, as far as they are there.
fn gather_stamps(workspace: &Workspace, journals: &Journals) -> Stamps {
    let kept = Checkpoints::of(workspace);
    let named = journals
        .entries()
        .filter_map(|stored| match &stored.entry.event {
            Event::CheckpointStamped(event) => Some(&event.file),
            _ => None,
        });
    named
        .filter_map(|name| {
            let bytes = files::read(&kept.named(name)?, checkpoints::LONGEST).ok()?;
            Some((name.clone(), bytes))
        })
        .collect()
}

/// Whether `keys/allowed_signers` is what the journals say; a stranger's line in it would let stock tools
/// accept a stranger's signature.
fn check_signers(workspace: &Workspace, trust: &Trust) -> Result<Option<Problem>, FileError> {
    let path = workspace.root().join("keys").join("allowed_signers");
    let Some(bytes) = files::read_if_there(&path, checkpoints::LONGEST)? else {
        return Ok(None);
    };
    Ok((bytes != trust.ring.allowed_signers().as_bytes()).then(|| {
        Problem::new(
            "signers-differ",
            "The list keys/allowed_signers is not what the journals say. `rapporteur keys use` or any change of keys writes it anew; until then do not give it to ssh-keygen.",
        )
    }))
}

/// The stamp that reaches furthest into a journal. What an outside clock saw of one journal it saw, through
/// the checkpoint, of those that it names.
fn stamped(journals: &Journals, trust: &Trust, writer: &WriterId) -> Option<Stamped> {
    let reaches = trust.stamped.iter().filter_map(|(own, (size, at, by))| {
        let entries = if own == writer {
            *size
        } else {
            let made = journals
                .entries()
                .find_map(|stored| match &stored.entry.event {
                    Event::CheckpointMade(made)
                        if stored.entry.writer == *own && stored.entry.seq == *size =>
                    {
                        Some(made)
                    }
                    _ => None,
                });
            made?.journals.get(writer)?.0
        };
        Some(Stamped {
            entries,
            at: *at,
            authority: by.clone(),
        })
    });
    reaches.max_by_key(|stamped| stamped.entries)
}

fn proofs(
    workspace: &Workspace,
    journals: &Journals,
    trust: &Trust,
    witnessed: &BTreeMap<WriterId, u64>,
) -> Vec<JournalProof> {
    journals
        .files
        .iter()
        .map(|file| {
            let checked = &file.checked;
            JournalProof {
                writer: checked.writer.clone(),
                file: file.name.clone(),
                entries: checked.lines.len() as u64,
                proven: checked.proven,
                proven_before: file.shelf.as_ref().map_or(0, Shelf::len),
                head: checked.head().map(|(_, hash)| hash),
                root: checked.root(),
                head_line: head_line(workspace.id(), checked),
                witnessed: witnessed.get(&checked.writer).copied().unwrap_or(0),
                certified_by: trust
                    .ring
                    .certified
                    .get(&checked.writer)
                    .map(|one| one.fingerprint.clone()),
                signed: trust
                    .signed
                    .get(&checked.writer)
                    .map_or(0, |(size, _)| *size),
                stamped: stamped(journals, trust, &checked.writer),
            }
        })
        .collect()
}

/// Of each journal, the last entry that another writer's journal vouches for, on top of what was known.
fn witnessed(journals: &Journals, mut known: BTreeMap<WriterId, u64>) -> BTreeMap<WriterId, u64> {
    for stored in journals.entries() {
        let others = stored.entry.seen.iter();
        for (writer, &(seq, _)) in others.filter(|(writer, _)| **writer != stored.entry.writer) {
            let last = known.entry(writer.clone()).or_default();
            *last = seq.max(*last);
        }
    }
    known
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}
