//! A journal that ends in lines that are no entries at all: what a power cut can leave of an append that
//! was never synced, such as a block of zero bytes, also when it ends in a line end.
//!
//! Such an end is taken for an append that was cut short, and moved aside as one, only where nothing can
//! be lost by it: no line in it was ever signed, and all who remember the journal, this device and the
//! journals of others, remember it no longer than its whole part. A device that remembers nothing cannot
//! tell, and leaves the journal as it is. This decides; nothing is written here.

use super::read::Journals;
use crate::domain::review::crosscheck::{check_pins, check_seen};
use crate::domain::review::entry::{LineError, read_line};
use crate::domain::review::people::WriterId;
use crate::domain::review::verify::{CheckedJournal, Tail, check_journal};
use crate::store::pins::{Pins, Remembered};

/// Takes the end of a writer's journal for an append that was cut short, where that is all it can be.
pub(super) fn trim(journals: &mut Journals, workspace: &str, writer: &WriterId, pins: &Pins) {
    let Some(at) = journals
        .files
        .iter()
        .position(|file| file.checked.writer == *writer && file.is_named_rightly())
    else {
        return;
    };
    let file = &journals.files[at];
    let Some(trimmed) = without_garbage(&file.checked, &file.bytes, workspace) else {
        return;
    };
    let damaged = std::mem::replace(&mut journals.files[at].checked, trimmed);
    if !all_is_there(journals, writer, pins) {
        journals.files[at].checked = damaged;
    }
}

/// The journal up to its last whole entry, with the rest as a torn line; nothing when the rest is more
/// than garbage, or when there is none.
fn without_garbage(
    checked: &CheckedJournal,
    bytes: &[u8],
    workspace: &str,
) -> Option<CheckedJournal> {
    if checked.is_whole_but_for_its_tail() {
        return None;
    }
    let check = |bytes: &[u8]| check_journal(workspace, &checked.writer, bytes);
    // Garbage can hold a CR by chance, which makes the whole look like a file with other line ends.
    let proven = match bytes.iter().position(|&byte| byte == b'\r') {
        Some(at) => check(whole_lines(bytes.get(..at)?)).proven,
        None => checked.proven,
    };
    let (whole, rest) = bytes.split_at_checked(end_of_line(bytes, proven)?)?;
    let mut whole = check(whole);
    if !whole.problems.is_empty() || !rest.split(|&byte| byte == b'\n').all(never_was_an_entry) {
        return None;
    }
    whole.tail = Tail::Torn(bytes.len() - rest.len()..bytes.len());
    Some(whole)
}

/// Up to and including the last LF.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let last = bytes.iter().rposition(|&byte| byte == b'\n');
    bytes.get(..last.map_or(0, |at| at + 1)).unwrap_or_default()
}

/// Where the line of this number, counted from 1, has ended, in bytes.
fn end_of_line(bytes: &[u8], number: u64) -> Option<usize> {
    let number = usize::try_from(number.checked_sub(1)?).ok()?;
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    ends.map(|(at, _)| at + 1).nth(number)
}

/// Whether a line is no entry, not even one that was changed or one of a newer format.
fn never_was_an_entry(line: &[u8]) -> bool {
    !matches!(
        read_line(line),
        Ok(_) | Err(LineError::Newer { .. } | LineError::Spelling { .. })
    )
}

/// Whether this device remembers a journal as it stands or shorter, and no other journal names it as
/// longer.
fn all_is_there(journals: &Journals, writer: &WriterId, pins: &Pins) -> bool {
    let Ok(Remembered::Heads(heads)) = pins.load() else {
        return false;
    };
    let checked = journals.checked();
    let mut against = check_pins(&checked, &heads);
    against.extend(check_seen(&checked));
    heads.contains_key(writer)
        && against
            .iter()
            .all(|one| one.writer.as_ref() != Some(writer))
}
