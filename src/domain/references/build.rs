//! What a reference says, put together while it is read: the ways to the clauses, from the outside
//! in.

use super::words::Level;
use crate::domain::segment::reading::{Numeral, Shape};
use crate::domain::text::Span;

/// One step of the way to a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A unit word with a number.
    Numbered {
        level: Level,
        series: Vec<String>,
        numeral: Numeral,
        /// Byte at which its words start: the unit word, or the number in a list.
        start: usize,
    },
    /// `(2)` behind a number: whatever is counted so inside.
    Inside(Numeral),
    /// `this Article`.
    This { level: Level, series: Vec<String> },
    /// `the preceding paragraph`, or several of them.
    Previous {
        level: Level,
        series: Vec<String>,
        count: usize,
    },
}

impl Step {
    pub(super) fn level(&self) -> Option<Level> {
        match self {
            Self::Numbered { level, .. }
            | Self::This { level, .. }
            | Self::Previous { level, .. } => Some(*level),
            Self::Inside(_) => None,
        }
    }
}

/// One thing that is referred to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    /// From the outside in.
    pub path: Vec<Step>,
    /// Whether everything between the leaf before and this one is meant too.
    pub through: bool,
    /// The words that name it, without what other leaves say.
    pub span: Span,
}

/// The words of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub span: Span,
    pub leaves: Vec<Leaf>,
}

/// A number that was read in words.
pub(super) fn counted_as(number: u32, end: usize) -> Numeral {
    Numeral {
        keys: vec![number.to_string()],
        parts: vec![number],
        shape: Shape::Bare,
        end,
    }
}

/// The leaves of a reference while it is read.
#[derive(Debug, Default)]
pub(super) struct Build {
    pub leaves: Vec<Leaf>,
    /// The language of the first unit word.
    pub language: usize,
}

impl Build {
    pub(super) fn push(&mut self, step: Step, span: Span, through: bool) {
        self.leaves.push(Leaf {
            path: vec![step],
            through,
            span,
        });
    }

    /// A step below the first `keep` steps of the last leaf; it replaces the leaf when it only
    /// goes deeper, and stands beside it otherwise.
    pub(super) fn push_below(&mut self, step: Step, span: Span, through: bool, keep: usize) {
        let last = self.leaves.last();
        let mut path: Vec<Step> = last.map_or_else(Vec::new, |leaf| {
            leaf.path.iter().take(keep).cloned().collect()
        });
        let deeper = keep > 0 && last.is_some_and(|leaf| leaf.path.len() == keep);
        path.push(step);
        let mut leaf = Leaf {
            path,
            through,
            span,
        };
        if deeper && let Some(before) = self.leaves.pop() {
            leaf.span = Span::new(before.span.start, span.end);
            leaf.through = before.through;
        }
        self.leaves.push(leaf);
    }

    /// `(a)` behind the last number.
    pub(super) fn inside(&mut self, numeral: Numeral, end: usize) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.path.push(Step::Inside(numeral));
            leaf.span.end = end;
        }
    }

    pub(super) fn ends_bracketed(&self) -> bool {
        let last = self.leaves.last().and_then(|leaf| leaf.path.last());
        match last {
            Some(Step::Inside(_)) => true,
            Some(Step::Numbered { numeral, .. }) => numeral.shape == Shape::Bracketed,
            _ => false,
        }
    }

    pub(super) fn ends_inside(&self) -> bool {
        self.leaves
            .last()
            .is_some_and(|leaf| matches!(leaf.path.last(), Some(Step::Inside(_))))
    }

    /// A further `(b)` beside the last one.
    pub(super) fn sibling(&mut self, numeral: Numeral, span: Span, through: bool) {
        let Some(last) = self.leaves.last() else {
            return;
        };
        // `(a)(i), (b)`: it goes beside the step that is written in the same way.
        let like = |step: &Step| match step {
            Step::Inside(other) => alike(other, &numeral),
            _ => false,
        };
        let place = last
            .path
            .iter()
            .rposition(like)
            .unwrap_or(last.path.len() - 1);
        let mut path = last.path.clone();
        path.truncate(place);
        path.push(Step::Inside(numeral));
        self.leaves.push(Leaf {
            path,
            through,
            span,
        });
    }

    pub(super) fn depth(&self) -> usize {
        self.leaves.last().map_or(0, |leaf| leaf.path.len())
    }

    /// Steps of the last leaf that lie above a level.
    pub(super) fn depth_above(&self, level: Level) -> usize {
        self.leaves.last().map_or(0, |leaf| {
            leaf.path
                .iter()
                .take_while(|step| step.level().is_some_and(|own| own < level))
                .count()
        })
    }

    pub(super) fn last_level(&self) -> Option<Level> {
        let leaf = self.leaves.last()?;
        leaf.path.iter().rev().find_map(Step::level)
    }

    pub(super) fn first_level(&self) -> Option<Level> {
        self.leaves.last()?.path.first()?.level()
    }

    /// What holds all leaves that do not say yet what holds them.
    pub(super) fn hold(&mut self, outer: &[Step], span: Span) {
        let Some(level) = outer.first().and_then(Step::level) else {
            return;
        };
        for leaf in &mut self.leaves {
            let free = leaf
                .path
                .first()
                .and_then(Step::level)
                .is_some_and(|own| own.rank() >= level.rank());
            if free {
                leaf.path.splice(0..0, outer.iter().cloned());
            }
        }
        if let Some(last) = self.leaves.last_mut() {
            last.span.end = span.end;
        }
    }

    pub(super) fn done(self, start: usize, end: usize) -> Mention {
        Mention {
            span: Span::new(start, end),
            leaves: self.leaves,
        }
    }
}

/// Whether two numbers are written alike: digits, or letters.
fn alike(one: &Numeral, other: &Numeral) -> bool {
    let digit = |numeral: &Numeral| {
        numeral
            .keys
            .first()
            .is_some_and(|key| key.starts_with(|c: char| c.is_ascii_digit()))
    };
    digit(one) == digit(other)
        && one.keys.iter().any(|k| k.starts_with('~'))
            == other.keys.iter().any(|k| k.starts_with('~'))
}
