//! How much the wording of passages is alike, and which of many are nearest to one.
//!
//! A passage is weighed by its words and the beginnings of them, so that inflected forms meet; what is
//! rare counts more. Two passages are compared by the angle between them (cosine). All sums are of
//! whole numbers: the same passages give the same answer on every machine and in whatever order they
//! were added. Language, script and diacritics play no part. Knows nothing of agreements or clauses.

mod pieces;

use super::learned::rarity;
use super::text::Span;
pub(in crate::domain) use pieces::stems;
use pieces::{counted, pieces};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Pieces that stand in more passages than this find nothing; they are everywhere.
const EVERYWHERE: u32 = 20_000;

/// Most places that are looked up for one question; the rarest pieces come first.
const PLACES: usize = 2_000_000;

/// Most passages that are compared in full, and that can be asked for.
const CANDIDATES: usize = 256;

/// A word that is so many times less rare than the rarest is no reason to show.
const COMMON: u64 = 4;

/// Binary digits of a place that hold how often the piece stands in the passage.
const COUNT_BITS: u32 = 3;

/// How many passages fit: what remains of a place.
const PASSAGES: usize = 1 << (32 - COUNT_BITS);

/// Passages that can be asked for what is like another. Keys are told apart by the caller.
#[derive(Debug, Clone)]
pub struct Likeness<K> {
    keys: Vec<K>,
    /// Passages that only tell how rare a piece is.
    heard: u32,
    /// Where each piece stands.
    places: HashMap<u32, Places>,
    /// The length of every passage, squared; reckoned when asked for after passages were added.
    lengths: OnceLock<Vec<u64>>,
}

/// A passage that is like another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<K> {
    /// The key it was added with.
    pub key: K,
    /// How much it is like it: 1000 for the same words, 0 for none in common. Not a likelihood.
    pub thousandths: u32,
}

/// Where a piece stands: passage and how often, in one number, in the order of passages.
#[derive(Debug, Clone, Default)]
struct Places {
    /// In how many passages.
    passages: u32,
    /// In how many that were only heard.
    heard: u32,
    /// None when they are too many.
    list: Vec<u32>,
}

/// The pieces of a passage that only tells how rare they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::domain) struct Heard(Box<[u32]>);

impl Heard {
    /// Takes the pieces of a passage.
    pub(in crate::domain) fn of(text: &str) -> Self {
        let pieces = counted(&pieces(text)).into_iter();
        Self(pieces.map(|(piece, _)| piece).collect())
    }
}

/// A piece of the passage that is asked about.
struct Asked<'a> {
    /// Rarity times its count there.
    weight: u64,
    /// What one of it weighs in a passage.
    rarity: u64,
    places: &'a [u32],
}

impl<K> Default for Likeness<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            heard: 0,
            places: HashMap::new(),
            lengths: OnceLock::new(),
        }
    }
}

impl<K: Clone + Ord> Likeness<K> {
    /// No passages.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of passages.
    pub const fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Adds a passage, in time linear in its length. More than half a milliard are not taken.
    pub fn add(&mut self, key: K, text: &str) {
        let number = self.keys.len();
        if number >= PASSAGES {
            return;
        }
        self.keys.push(key);
        self.lengths.take();
        for (piece, count) in counted(&pieces(text)) {
            let places = self.places.entry(piece).or_default();
            places.passages += 1;
            if places.passages > EVERYWHERE {
                places.list = Vec::new();
            } else {
                let number = u32::try_from(number).expect("fewer than fit");
                places.list.push((number << COUNT_BITS) | level(count));
            }
        }
    }

    /// Learns how rare words are from a passage that is not to be found itself: few passages say
    /// little about that.
    pub(in crate::domain) fn hear(&mut self, heard: &Heard) {
        self.heard = self.heard.saturating_add(1);
        self.lengths.take();
        for &piece in &heard.0 {
            self.places.entry(piece).or_default().heard += 1;
        }
    }

    /// The passages most like a text, the nearest first, among equals by their keys; only those that
    /// share anything with it, and 256 at most.
    pub fn nearest(&self, text: &str, most: usize) -> Vec<Near<K>> {
        self.nearest_of(text, most, |_| true)
    }

    /// The same among the passages whose keys are wanted.
    pub fn nearest_of(
        &self,
        text: &str,
        most: usize,
        is_wanted: impl Fn(&K) -> bool,
    ) -> Vec<Near<K>> {
        let (asked, length) = self.asked(text);
        let lengths = self.lengths.get_or_init(|| self.lengths());
        let mut sums = vec![0_u64; self.keys.len()];
        let mut looked = 0;
        let mut left = asked.as_slice();
        while let Some((piece, rest)) = left.split_first() {
            looked += piece.places.len();
            if looked > PLACES {
                break;
            }
            for &place in piece.places {
                sums[passage(place)] += piece.weight * piece.rarity * count(place);
            }
            left = rest;
        }
        let likeness = |number: usize, sum: u64| squared(sum, length, lengths[number]);
        let found = sums.iter().enumerate().filter(|(_, sum)| **sum > 0);
        let found = found.filter(|(number, _)| is_wanted(&self.keys[*number]));
        let mut found: Vec<(u64, usize)> = found
            .map(|(number, &sum)| (likeness(number, sum), number))
            .collect();
        self.sort(&mut found, CANDIDATES);
        for (alike, number) in &mut found {
            let rest: u64 = left.iter().map(|piece| piece.weight_in(*number)).sum();
            *alike = likeness(*number, sums[*number] + rest);
        }
        self.sort(&mut found, most.min(CANDIDATES));
        found
            .into_iter()
            .map(|(alike, number)| Near {
                key: self.keys[number].clone(),
                thousandths: thousandths(alike),
            })
            .collect()
    }

    /// The words of a text that another shares with it, in reading order, in bytes of the text. What
    /// stands nearly everywhere and figures are left out; words that follow one another, or with one
    /// word between, are one span; of the spans, the `most` weightiest.
    pub fn shared(&self, text: &str, other: &str, most: usize) -> Vec<Span> {
        let mut others: Vec<u32> = pieces(other).iter().map(|piece| piece.number).collect();
        others.sort_unstable();
        let least = self.rarity_of(0) / COMMON;
        let mut runs: Vec<(u64, Span)> = Vec::new();
        // The number of the last word of the last run.
        let mut last = None;
        for piece in pieces(text) {
            let weight = self.rarity(piece.number);
            let is_figure = piece.span.of(text).chars().all(char::is_numeric);
            if weight < least || is_figure || others.binary_search(&piece.number).is_err() {
                continue;
            }
            match runs.last_mut() {
                Some((sum, run)) if last.is_some_and(|last| piece.word <= last + 2) => {
                    *sum += weight;
                    run.end = run.end.max(piece.span.end);
                }
                _ => runs.push((weight, piece.span)),
            }
            last = Some(piece.word);
        }
        runs.sort_by_key(|&(weight, run)| (Reverse(weight), run));
        runs.truncate(most);
        let mut runs: Vec<Span> = runs.into_iter().map(|(_, run)| run).collect();
        runs.sort_unstable();
        runs
    }

    /// The pieces of a text, the weightiest first, and its length squared.
    fn asked(&self, text: &str) -> (Vec<Asked<'_>>, u64) {
        let mut length = 0_u64;
        let mut asked = Vec::new();
        for (piece, count) in counted(&pieces(text)) {
            let places = self.places.get(&piece);
            if places.is_some_and(Places::everywhere) {
                continue;
            }
            let rarity = self.rarity(piece);
            let weight = rarity * u64::from(level(count));
            length += weight * weight;
            if let Some(places) = places {
                asked.push((
                    piece,
                    Asked {
                        weight,
                        rarity,
                        places: &places.list,
                    },
                ));
            }
        }
        asked.sort_by_key(|(piece, asked)| (Reverse(asked.rarity), *piece));
        (asked.into_iter().map(|(_, asked)| asked).collect(), length)
    }

    fn lengths(&self) -> Vec<u64> {
        let mut lengths = vec![0; self.keys.len()];
        for (&piece, places) in &self.places {
            let rarity = self.rarity(piece);
            for &place in &places.list {
                let weight = rarity * count(place);
                lengths[passage(place)] += weight * weight;
            }
        }
        lengths
    }

    fn rarity(&self, piece: u32) -> u64 {
        let places = self.places.get(&piece);
        self.rarity_of(places.map_or(0, |places| places.passages + places.heard))
    }

    /// How rare a piece is that stands in so many passages.
    fn rarity_of(&self, having: u32) -> u64 {
        let all = u32::try_from(self.keys.len()).expect("fewer than fit");
        u64::from(rarity(all + self.heard, having))
    }

    fn sort(&self, found: &mut Vec<(u64, usize)>, most: usize) {
        let order = |one: &(u64, usize), other: &(u64, usize)| {
            let keys = self.keys[one.1].cmp(&self.keys[other.1]);
            other.0.cmp(&one.0).then(keys)
        };
        if most == 0 {
            found.clear();
        } else if found.len() > most {
            found.select_nth_unstable_by(most - 1, order);
            found.truncate(most);
        }
        found.sort_by(order);
    }
}

impl Places {
    const fn everywhere(&self) -> bool {
        self.passages > EVERYWHERE
    }
}

impl Asked<'_> {
    /// What it adds for one passage.
    fn weight_in(&self, number: usize) -> u64 {
        let at = self
            .places
            .binary_search_by_key(&number, |&place| passage(place));
        at.map_or(0, |at| self.weight * self.rarity * count(self.places[at]))
    }
}

/// How much a count weighs: once 1, twice 2, four times 3, no more than fits.
fn level(count: u32) -> u32 {
    (count.max(1).ilog2() + 1).min((1 << COUNT_BITS) - 1)
}

const fn passage(place: u32) -> usize {
    (place >> COUNT_BITS) as usize
}

fn count(place: u32) -> u64 {
    u64::from(place & ((1 << COUNT_BITS) - 1))
}

/// The square of the cosine in units of 2⁻³².
fn squared(sum: u64, one: u64, other: u64) -> u64 {
    let (sum, lengths) = (u128::from(sum), u128::from(one) * u128::from(other));
    // A sum is below 2⁴⁸: pieces of a passage are few thousands and weigh little.
    let share = (sum * sum) << 32;
    share
        .checked_div(lengths)
        .map_or(0, |share| u64::try_from(share).unwrap_or(u64::MAX))
}

/// From the square in units of 2⁻³² to thousandths.
fn thousandths(squared: u64) -> u32 {
    let root = (u128::from(squared) * 1_000_000).isqrt() >> 16;
    u32::try_from(root.min(1000)).expect("a thousand fits")
}

#[cfg(test)]
mod tests;
