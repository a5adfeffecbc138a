//! Something seen in a clause, as a number in a group. Knows nothing of where it was seen.

use super::words::joined;

/// Groups of features; each is brought to the same length before it is weighed.
pub(super) const GROUPS: usize = 7;

/// How much each group counts, in the order of the numbers below.
pub(super) const SHARES: [f32; GROUPS] = [1.0, 1.0, 0.5, 0.5, 0.3, 0.3, 0.3];

pub(super) const WORD: u8 = 0;
pub(super) const PAIR: u8 = 1;
pub(super) const HEADING: u8 = 2;
pub(super) const ABOVE: u8 = 3;
pub(super) const BEFORE: u8 = 4;
pub(super) const AFTER: u8 = 5;
/// Features of this group are never weighed by how rare they are.
pub(in crate::domain) const FORM: u8 = 6;

/// Something seen in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::domain) struct Feature {
    /// Its group.
    pub(in crate::domain) group: u8,
    /// Its number, the same on every machine.
    pub(in crate::domain) number: u32,
    /// How often it was seen, 255 at most.
    pub(in crate::domain) count: u8,
}

impl Feature {
    /// Seen once.
    pub(super) const fn once(group: u8, number: u32) -> Self {
        Self {
            group,
            number,
            count: 1,
        }
    }
}

pub(super) const fn single(group: u8, word: u32) -> u32 {
    joined(group as u32 + 16, word, 0)
}

pub(super) fn pairs(group: u8, words: &[u32]) -> impl Iterator<Item = u32> {
    words.windows(2).filter_map(move |pair| match pair {
        [first, second] => Some(joined(u32::from(group), *first, *second)),
        _ => None,
    })
}

pub(super) fn with_pairs(group: u8, words: &[u32]) -> impl Iterator<Item = u32> {
    let alone = words.iter().map(move |&word| single(group, word));
    alone.chain(pairs(group, words))
}

pub(super) fn put(found: &mut Vec<Feature>, group: u8, numbers: impl Iterator<Item = u32>) {
    found.extend(numbers.map(|number| Feature::once(group, number)));
}

/// Puts features in order and counts those that are the same. Groups stand in order already.
pub(super) fn gather(found: &mut Vec<Feature>) {
    for group in found.chunk_by_mut(|one, other| one.group == other.group) {
        group.sort_unstable_by_key(|one| one.number);
    }
    found.dedup_by(|next, kept| {
        let same = (next.group, next.number) == (kept.group, kept.number);
        if same {
            kept.count = kept.count.saturating_add(next.count);
        }
        same
    });
}
