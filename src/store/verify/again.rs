//! Proving what was proven before: that it is unchanged, and that what was added fits.
//!
//! Gives an answer only when everything fits. Whatever does not sends the caller to the full walk, so that
//! a problem is always found and told in the same way. Everything that `judge` holds entries against must
//! be in the memory or be held against them here; else `RULES` in `proofs` goes up.

use super::{
    Judged, Verification, check_memory, check_signers, gather, gather_stamps, proofs, unspoken_of,
    witnessed,
};
use crate::domain::digest::Digest;
use crate::domain::review::crosscheck::{
    Clocks, Kept, Reading, check_references_with, check_seen, check_trust, references,
};
use crate::domain::review::entry::StoredEntry;
use crate::domain::review::event::Event;
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::Known;
use crate::store::copies;
use crate::store::device::Home;
use crate::store::files::FileError;
use crate::store::journal::{Journals, Wanted, read_known};
use crate::store::pins::Pins;
use crate::store::proofs::{Prints, Proven};
use crate::store::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Proves a workspace on top of what was proven before; nothing when anything does not fit. With `roots`,
/// roots inside of what is known can be asked of the journals.
pub(super) fn recheck(
    workspace: &Workspace,
    home: &Home,
    known: &Proven,
    roots: bool,
) -> Result<Option<(Journals, Judged)>, FileError> {
    let wanted = Wanted {
        roots,
        entries: false,
        about: false,
    };
    let Some(mut journals) = read_known(workspace, &known.journals, wanted)? else {
        return Ok(None);
    };
    let mut inside = journals.files.iter().map(|file| &file.checked.problems);
    if !journals.problems.is_empty() || !inside.all(Vec::is_empty) {
        return Ok(None);
    }
    let mut problems = check_memory(&Pins::new(home, workspace.id()), &journals)?;
    problems.extend(check_seen(&journals.checked()));
    let kept = gather(workspace, &mut problems);
    let Some(earlier) = earlier(&journals) else {
        return Ok(None);
    };
    problems.extend(check_references_with(&journals.checked(), &earlier, &kept));
    if !problems.is_empty() || !known.kept.stand_in(&Prints::of(&kept)) {
        return Ok(None);
    }
    let Some(clocks) = clocks(&journals, known.clocks.clone()) else {
        return Ok(None);
    };
    let witnessed = witnessed(&journals, known.witnessed.clone());
    // From here on the few entries count that everything is held against each time.
    for file in &mut journals.files {
        file.join();
    }
    if !roots && lacks_roots(&journals) {
        return recheck(workspace, home, known, true);
    }
    let checked = journals.checked();
    let trust = check_trust(
        workspace.id(),
        &checked,
        &gather_stamps(workspace, &journals),
    );
    if !trust.problems.is_empty() {
        return Ok(None);
    }
    let mut notes = journals.notes.clone();
    notes.extend(trust.notes.iter().cloned());
    notes.extend(check_signers(workspace, &trust)?);
    notes.extend(unspoken_of(&journals, &kept));
    notes.extend(clocks.told());
    notes.extend(copies::strays(workspace)?);
    let verification = Verification {
        ok: true,
        journals: proofs(workspace, &journals, &trust, &witnessed),
        problems: Vec::new(),
        notes,
        added: Vec::new(),
    };
    let before = Some(&known.journals);
    let next = proven(workspace, &journals, &kept, clocks, &witnessed, before);
    Ok(Some((journals, (verification, trust, next))))
}

/// The entries among those that were proven before which new ones replace or take back; nothing when any
/// cannot be read any more.
fn earlier(journals: &Journals) -> Option<Vec<StoredEntry>> {
    let new = journals.entries();
    let wanted: HashSet<Digest> = new.flat_map(|stored| references(&stored.entry)).collect();
    let mut earlier = Vec::new();
    if wanted.is_empty() {
        return Some(earlier);
    }
    for file in &journals.files {
        let Some(shelf) = &file.shelf else { continue };
        let lines = (1..=shelf.len()).zip(file.checked.lines.hashes().iter().copied());
        let found: Vec<(u64, Digest)> = lines.filter(|(_, hash)| wanted.contains(hash)).collect();
        earlier.extend(shelf.read(&found)?);
    }
    Some(earlier)
}

/// The claimed times, with those of new entries; nothing when an entry that one of these had seen cannot
/// be read any more.
fn clocks(journals: &Journals, mut clocks: Clocks) -> Option<Clocks> {
    let mut readings: BTreeMap<(WriterId, u64), Reading> = BTreeMap::new();
    let mut seen: BTreeMap<&WriterId, BTreeSet<(u64, Digest)>> = BTreeMap::new();
    for stored in journals.entries() {
        for (writer, &head) in &stored.entry.seen {
            seen.entry(writer).or_default().insert(head);
        }
        let (writer, seq) = (stored.entry.writer.clone(), stored.entry.seq);
        readings.insert((writer, seq), Reading::of(&stored.entry));
    }
    for (writer, heads) in seen {
        let Some(shelf) = journals.of(writer).and_then(|file| file.shelf.as_ref()) else {
            continue;
        };
        let known = heads.into_iter().filter(|&(seq, _)| seq <= shelf.len());
        for stored in shelf.read(&known.collect::<Vec<_>>())? {
            let seq = stored.entry.seq;
            readings.insert((writer.clone(), seq), Reading::of(&stored.entry));
        }
    }
    for file in &journals.files {
        let checked = &file.checked;
        clocks.take(&checked.writer, &checked.entries, |writer, seq| {
            readings.get(&(writer.clone(), seq)).cloned()
        });
    }
    Some(clocks)
}

/// The numbers of lines whose roots checkpoints and what is said of them name, by journal.
fn named_roots(journals: &Journals) -> BTreeMap<WriterId, BTreeSet<u64>> {
    let mut named: BTreeMap<WriterId, BTreeSet<u64>> = BTreeMap::new();
    for stored in journals.entries() {
        let own = |size| vec![(stored.entry.writer.clone(), size)];
        let sizes = match &stored.entry.event {
            Event::CheckpointMade(made) => {
                // A signature or a stamp speaks of the checkpoint that ends with its entry.
                let others = made.journals.iter();
                let others = others.map(|(writer, &(seq, _, _))| (writer.clone(), seq));
                others.chain(own(stored.entry.seq)).collect()
            }
            Event::CheckpointSigned(signed) => own(signed.size),
            Event::CheckpointStamped(stamped) => own(stamped.size),
            _ => continue,
        };
        for (writer, seq) in sizes {
            named.entry(writer).or_default().insert(seq);
        }
    }
    named
}

/// Whether a root is named that is there and was not kept.
fn lacks_roots(journals: &Journals) -> bool {
    named_roots(journals).into_iter().any(|(writer, seqs)| {
        journals.of(&writer).is_some_and(|file| {
            let lines = &file.checked.lines;
            let mut there = seqs.into_iter().filter(|&seq| lines.hash_at(seq).is_some());
            there.any(|seq| lines.mark_at(seq).is_none())
        })
    })
}

/// What can be remembered of a workspace in which everything fits; nothing when a file cannot be known by
/// its name alone. `before` is what was known of the journals.
pub(super) fn proven(
    workspace: &Workspace,
    journals: &Journals,
    kept: &Kept,
    clocks: Clocks,
    witnessed: &BTreeMap<WriterId, u64>,
    before: Option<&BTreeMap<WriterId, Known>>,
) -> Option<Proven> {
    let mut named = named_roots(journals);
    let mut proven = Proven::new(workspace.id());
    proven.clocks = clocks;
    proven.witnessed.clone_from(witnessed);
    proven.kept = Prints::of(kept);
    for file in &journals.files {
        let writer = &file.checked.writer;
        if file.checked.lines.is_empty() {
            continue;
        }
        if !file.is_named_rightly() {
            return None;
        }
        let before = before.and_then(|before| before.get(writer));
        let roots = named.remove(writer).unwrap_or_default();
        let known = Known::of(&file.checked, before, roots)?;
        proven.journals.insert(writer.clone(), known);
    }
    Some(proven)
}
