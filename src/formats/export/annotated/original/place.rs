//! Finding the words of a remark among the letters of a file.

use super::scan::Scan;
use super::stream::OurStream;
use crate::domain::text::Span;
use std::ops::Range;

/// How many letters before and after words tell which of several equal ones are meant.
const CONTEXT: usize = 400;
/// How many equal places are compared.
const MOST_PLACES: usize = 20_000;
/// Longer words are also found by their first and last letters, where something else stands between them.
const ENDS: usize = 30;
/// How many blocks are tried when words stand nowhere.
const MOST_BLOCKS: usize = 200;

/// Where something stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the stream of the file.
    pub letters: Range<usize>,
    /// Whether these are the words, and not only a place near them.
    pub exact: bool,
}

/// Where words stand, or else the nearest place before or after them.
pub fn find(ours: &OurStream<'_>, scan: &Scan, words: Span) -> Option<Found> {
    let at = ours.at(words.start);
    for needle in ours.needle(words) {
        let found = best(ours, scan, &needle, at).or_else(|| by_ends(ours, scan, &needle, at));
        if let Some(letters) = found {
            return Some(Found {
                letters,
                exact: true,
            });
        }
    }
    let letters = nearest(ours, scan, words)?;
    Some(Found {
        letters,
        exact: false,
    })
}

/// The place of a block near words, those before them first.
fn nearest(ours: &OurStream<'_>, scan: &Scan, words: Span) -> Option<Range<usize>> {
    let here = ours.block_at(words.start)?;
    let before = (0..=here).rev().take(MOST_BLOCKS);
    let after = (here + 1..ours.blocks()).take(MOST_BLOCKS);
    before.chain(after).find_map(|block| {
        let whole = ours.block(block);
        let [needle, unmarked] = ours.needle(whole);
        let at = ours.at(whole.start);
        best(ours, scan, &needle, at).or_else(|| best(ours, scan, &unmarked, at))
    })
}

/// Of all places where these letters stand, the one whose surroundings are most like ours.
fn best(ours: &OurStream<'_>, scan: &Scan, needle: &str, at: usize) -> Option<Range<usize>> {
    if needle.is_empty() {
        return None;
    }
    let (before, after) = (
        ours.text.get(..at).unwrap_or_default(),
        ours.text.get(at + needle.len()..).unwrap_or_default(),
    );
    let rank = before.matches(needle).count();
    let mut best: Option<((usize, usize), usize)> = None;
    for (number, (place, _)) in scan
        .stream
        .match_indices(needle)
        .take(MOST_PLACES)
        .enumerate()
    {
        let alike = alike_before(before, scan.stream.get(..place).unwrap_or_default())
            + alike_after(
                after,
                scan.stream.get(place + needle.len()..).unwrap_or_default(),
            );
        let far = usize::MAX - number.abs_diff(rank);
        if best.is_none_or(|(so_far, _)| (alike, far) > so_far) {
            best = Some(((alike, far), place));
        }
    }
    best.map(|(_, place)| place..place + needle.len())
}

/// Words that begin and end as ours do, at about the distance.
fn by_ends(ours: &OurStream<'_>, scan: &Scan, needle: &str, at: usize) -> Option<Range<usize>> {
    let count = needle.chars().count();
    if count < 2 * ENDS {
        return None;
    }
    let head_end = needle.char_indices().nth(ENDS)?.0;
    let tail_start = needle.char_indices().nth(count - ENDS)?.0;
    let head = best(ours, scan, needle.get(..head_end)?, at)?;
    let tail = needle.get(tail_start..)?;
    let rest = scan.stream.get(head.end..)?;
    let (gap, _) = rest.match_indices(tail).next()?;
    let length = ENDS + gap;
    let near = length < 2 * needle.len() + CONTEXT;
    near.then(|| head.start..head.end + gap + tail.len())
}

fn alike_before(one: &str, other: &str) -> usize {
    let pairs = one.chars().rev().zip(other.chars().rev());
    pairs.take(CONTEXT).take_while(|(a, b)| a == b).count()
}

fn alike_after(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take(CONTEXT).take_while(|(a, b)| a == b).count()
}
