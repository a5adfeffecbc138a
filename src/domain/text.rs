//! Places in a text: spans of bytes inside, Unicode scalar values outside.
//!
//! The program counts bytes because Rust does; everything written for others counts Unicode
//! scalar values, because every language can. This file is the only bridge between the two.

use serde::{Deserialize, Serialize};

/// A half-open range, `start` included and `end` excluded.
///
/// Inside the program the unit is bytes of a document's text. In files meant for others the same
/// shape counts Unicode scalar values; see [`ScalarIndex`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First position.
    pub start: usize,
    /// Position after the last one.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`; an `end` before `start` gives the empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end }
    }

    /// Number of units covered.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is covered.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `position` lies inside.
    pub const fn contains(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one position.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text under the span, or the empty string when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span without white space at either end of the text under it.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        let end = self.start + inner.trim_end().len();
        Self::new(start, end)
    }
}

/// Converts between bytes and Unicode scalar values of one text.
///
/// Keeps one checkpoint every 128 bytes, so a conversion counts at most that many bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScalarIndex {
    /// Scalars before byte `i * STRIDE` (or before the character that straddles it).
    checkpoints: Vec<usize>,
    scalars: usize,
}

/// Bytes between two checkpoints of a [`ScalarIndex`].
const STRIDE: usize = 128;
/// Bytes that are counted at once.
const FEW: usize = 16;

impl ScalarIndex {
    /// Indexes a text. Time is linear in its length.
    pub fn new(text: &str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut scalars = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            checkpoints.push(scalars);
            scalars += count_starts(chunk);
        }
        Self {
            checkpoints,
            scalars,
        }
    }

    /// Number of Unicode scalar values in the text.
    pub const fn len(&self) -> usize {
        self.scalars
    }

    /// Whether the text is empty.
    pub const fn is_empty(&self) -> bool {
        self.scalars == 0
    }

    /// Scalars before `byte` in `text`, which must be the indexed text.
    pub fn scalar_at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let slot = byte / STRIDE;
        let Some(&before) = self.checkpoints.get(slot) else {
            return self.scalars;
        };
        before + count_starts(&text.as_bytes()[slot * STRIDE..byte])
    }

    /// Byte at which the scalar number `scalar` (counted from 0) starts; the text's length for its
    /// end; nothing beyond that.
    pub fn byte_at(&self, text: &str, scalar: usize) -> Option<usize> {
        if scalar >= self.scalars {
            return (scalar == self.scalars).then_some(text.len());
        }
        let slot = self.checkpoints.partition_point(|&before| before <= scalar) - 1;
        Some(self.byte_behind(slot, text, scalar))
    }

    /// Finds bytes one after the other, quicker than [`Self::byte_at`] where each stands near the one before it.
    pub const fn walk<'a>(&'a self, text: &'a str) -> Walk<'a> {
        let (index, slot) = (self, 0);
        Walk { index, text, slot }
    }

    /// Byte at which a scalar starts that stands behind this checkpoint and before the next one.
    fn byte_behind(&self, slot: usize, text: &str, scalar: usize) -> usize {
        let mut left = scalar - self.checkpoints[slot];
        let mut byte = slot * STRIDE;
        let next = self.checkpoints.get(slot + 1);
        if next.is_some_and(|&next| next - self.checkpoints[slot] == STRIDE) {
            // Here every byte is a scalar by itself.
            return byte + left;
        }
        for few in text.as_bytes()[byte..].chunks_exact(FEW) {
            let starts = count_starts(few);
            if starts > left {
                break;
            }
            left -= starts;
            byte += FEW;
        }
        loop {
            if is_start(text.as_bytes()[byte]) {
                if left == 0 {
                    return byte;
                }
                left -= 1;
            }
            byte += 1;
        }
    }

    /// A span of bytes as a span of scalars.
    pub fn to_scalars(&self, text: &str, bytes: Span) -> Span {
        Span::new(
            self.scalar_at(text, bytes.start),
            self.scalar_at(text, bytes.end),
        )
    }

    /// A span of scalars as a span of bytes; nothing when it does not fit the text.
    pub fn to_bytes(&self, text: &str, scalars: Span) -> Option<Span> {
        self.walk(text).to_bytes(scalars)
    }
}

/// Finds the bytes of a text at which scalars start; see [`ScalarIndex::walk`].
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    index: &'a ScalarIndex,
    text: &'a str,
    /// The checkpoint before what was found last.
    slot: usize,
}

/// How many checkpoints behind the last one are looked at before all of them.
const NEAR: usize = 16;

impl Walk<'_> {
    /// The same as [`ScalarIndex::byte_at`].
    pub fn byte_at(&mut self, scalar: usize) -> Option<usize> {
        let index = self.index;
        if scalar >= index.scalars {
            return (scalar == index.scalars).then_some(self.text.len());
        }
        let points = &index.checkpoints;
        let near = &points[self.slot..points.len().min(self.slot + NEAR)];
        let is_near = near.first().is_some_and(|&first| first <= scalar)
            && near.last().is_some_and(|&last| scalar < last);
        self.slot = if is_near {
            self.slot + near.partition_point(|&before| before <= scalar) - 1
        } else {
            points.partition_point(|&before| before <= scalar) - 1
        };
        Some(index.byte_behind(self.slot, self.text, scalar))
    }

    /// The same as [`ScalarIndex::to_bytes`].
    pub fn to_bytes(&mut self, scalars: Span) -> Option<Span> {
        let start = self.byte_at(scalars.start)?;
        let end = self.byte_at(scalars.end)?;
        Some(Span::new(start, end))
    }
}

const fn is_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn count_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_start(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_trims_white_space_of_any_script() {
        let text = "  уговор \u{3000}\n";
        let span = Span::new(0, text.len()).trimmed(text);
        assert_eq!(span.of(text), "уговор");
    }

    proptest! {
        #[test]
        fn bytes_and_scalars_agree_with_counting(text in "[a-zčđћ第🏙\u{301}]{0,900}") {
            let index = ScalarIndex::new(&text);
            prop_assert_eq!(index.len(), text.chars().count());
            for (scalar, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.scalar_at(&text, byte), scalar);
                prop_assert_eq!(index.byte_at(&text, scalar), Some(byte));
            }
            prop_assert_eq!(index.byte_at(&text, index.len()), Some(text.len()));
            prop_assert_eq!(index.byte_at(&text, index.len() + 1), None);
        }

        #[test]
        fn who_walks_finds_the_same_wherever_she_goes(
            text in "[a-zčđћ第🏙\u{301}]{0,4000}",
            places in prop::collection::vec(0..4100_usize, 0..40),
        ) {
            let index = ScalarIndex::new(&text);
            let mut walk = index.walk(&text);
            for scalar in places {
                prop_assert_eq!(walk.byte_at(scalar), index.byte_at(&text, scalar));
                prop_assert_eq!(walk.byte_at(scalar + 3), index.byte_at(&text, scalar + 3));
            }
        }
    }
}
