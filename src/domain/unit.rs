//! Review units: what a person steps through, a sensible mouthful at a time.
//!
//! A numbered clause with all that it holds is one step as long as it is not too long; else its
//! paragraphs and points are steps of their own, short ones together. A heading without words of its
//! own goes with what follows. What is read is still counted clause by clause, so that the length of
//! a mouthful changes nothing in a journal.

use super::clause::{Clause, ClauseKind, ClauseTree};
use super::document::is_gap_sentence;
use super::text::Span;
use std::ops::Range;

/// Letters of a mouthful when nobody asked for another: about what a small window shows at once.
pub const MOUTHFUL: usize = 900;

/// The steps through the clauses of one agreement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewUnits {
    /// Position of the first clause of each unit.
    starts: Vec<usize>,
    /// Position of the clause that a unit is about: the first that is not only a heading above it.
    mains: Vec<usize>,
    clauses: usize,
}

impl ReviewUnits {
    /// The units of a tree over `text`, of at most `mouthful` letters where clauses are not longer
    /// themselves; with 0 every clause is a unit.
    pub fn of(tree: &ClauseTree, text: &str, mouthful: usize) -> Self {
        let clauses = tree.clauses();
        let mut cut = Cut::new(clauses, text, mouthful);
        let mut at = 0;
        while at < clauses.len() {
            at = cut.take(at);
        }
        cut.units
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Position of the unit that holds a clause.
    pub fn position(&self, clause: usize) -> usize {
        let next = self.starts.partition_point(|&start| start <= clause);
        next.saturating_sub(1)
    }

    /// The clauses of a unit; none when there is no such unit.
    pub fn clauses(&self, unit: usize) -> Range<usize> {
        let start = self.starts.get(unit).copied().unwrap_or(self.clauses);
        let end = self.starts.get(unit + 1).copied().unwrap_or(self.clauses);
        start..end
    }

    /// Position of the clause that a unit is about.
    pub fn main(&self, unit: usize) -> usize {
        self.mains.get(unit).copied().unwrap_or_default()
    }
}

/// The walk through the clauses.
struct Cut<'a> {
    clauses: &'a [Clause],
    text: &'a str,
    mouthful: usize,
    /// Position after the last descendant of each clause.
    ends: Vec<usize>,
    /// Letters of each clause with its descendants; a gap in the text is longer than any mouthful.
    sizes: Vec<usize>,
    units: ReviewUnits,
    /// The unit that the next clause may join: its letters, and the parent of its paragraphs.
    open: Option<(usize, Joins)>,
}

/// What may join the last unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    /// Anything: it holds only headings so far.
    Anything,
    /// Further paragraphs and points under the same parent.
    Siblings(Option<usize>),
}

impl<'a> Cut<'a> {
    fn new(clauses: &'a [Clause], text: &'a str, mouthful: usize) -> Self {
        let own = |clause: &Clause| {
            let words = clause.span.of(text);
            let gap = is_gap_sentence(words);
            let letters = words.trim().chars().count();
            if gap { mouthful + 1 } else { letters }
        };
        let mut sizes: Vec<usize> = clauses.iter().map(own).collect();
        let mut ends: Vec<usize> = (1..=clauses.len()).collect();
        for at in (0..clauses.len()).rev() {
            if let Some(parent) = clauses[at].parent {
                sizes[parent] += sizes[at];
                ends[parent] = ends[parent].max(ends[at]);
            }
        }
        Self {
            clauses,
            text,
            mouthful,
            ends,
            sizes,
            units: ReviewUnits {
                clauses: clauses.len(),
                ..ReviewUnits::default()
            },
            open: None,
        }
    }

    /// Puts the clause at `at` into a unit, with what it holds if that is not too long; the position
    /// to go on with.
    fn take(&mut self, at: usize) -> usize {
        let clause = &self.clauses[at];
        // In two languages the clauses of one may stand among those of the other.
        let together = (at..self.ends[at]).all(|other| other == at || self.is_inside(other, at));
        let whole = self.mouthful > 0 && together && self.sizes[at] <= self.mouthful;
        let heading = !whole && self.is_heading(clause) && self.ends[at] > at + 1;
        let end = if whole { self.ends[at] } else { at + 1 };
        let size = clause_letters(&self.clauses[at..end], self.text);
        let joins = match self.open {
            _ if self.mouthful == 0 => false,
            Some((_, Joins::Anything)) => true,
            Some((letters, Joins::Siblings(parent))) => {
                is_loose(clause) && clause.parent == parent && letters + size <= self.mouthful
            }
            None => false,
        };
        let before = self
            .open
            .filter(|_| joins)
            .map_or(0, |(letters, _)| letters);
        if !joins {
            self.units.starts.push(at);
            self.units.mains.push(at);
        } else if self.open.is_some_and(|(_, joins)| joins == Joins::Anything)
            && !is_loose(clause)
            && let Some(main) = self.units.mains.last_mut()
        {
            // A paragraph under a heading is read as the heading's.
            *main = at;
        }
        self.open = if heading {
            Some((before + size, Joins::Anything))
        } else if is_loose(clause) || !whole {
            let parent = if is_loose(clause) {
                clause.parent
            } else {
                Some(at)
            };
            Some((before + size, Joins::Siblings(parent)))
        } else {
            None
        };
        end
    }

    fn is_inside(&self, mut at: usize, above: usize) -> bool {
        while let Some(parent) = self.clauses[at].parent {
            if parent == above {
                return true;
            }
            at = parent;
        }
        false
    }

    /// Whether a clause has no more words of its own than its label and heading.
    fn is_heading(&self, clause: &Clause) -> bool {
        let own = clause.span.of(self.text).trim();
        let said = clause.label.len() + clause.heading.len();
        let gap = is_gap_sentence(own);
        !gap && own.len() <= said + HEADING_SLACK
    }
}

/// Bytes by which the words of a heading may be longer than label and heading: marks and blanks.
const HEADING_SLACK: usize = 12;

/// Paragraphs and points without a number say little alone, and points say little apart.
fn is_loose(clause: &Clause) -> bool {
    match clause.kind {
        ClauseKind::Paragraph | ClauseKind::Table => clause.label.is_empty(),
        ClauseKind::Point => true,
        _ => false,
    }
}

fn clause_letters(clauses: &[Clause], text: &str) -> usize {
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else {
        return 0;
    };
    let span = Span::new(first.span.start, last.span.end);
    span.of(text).trim().chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::segment::{plain, segment};
    use proptest::prelude::*;

    fn steps(text: &str, mouthful: usize) -> Vec<String> {
        let document = plain(text);
        let tree = segment(&document).tree;
        let units = ReviewUnits::of(&tree, &document.text, mouthful);
        (0..units.len())
            .map(|unit| {
                let main = &tree.clauses()[units.main(unit)];
                let ids = tree.clauses()[units.clauses(unit)].iter();
                let ids: Vec<&str> = ids.map(|clause| clause.id.as_str()).collect();
                format!("{}: {}", main.id, ids.join(" "))
            })
            .collect()
    }

    const LAW: &str = "CHAPTER I\n\nArticle 1\n\nShort words.\n\nMore short words.\n\nArticle 2\n\n\
        The supplier keeps these records for as long as the contract lasts, and no longer:\n\n\
        (a) the pictures that were taken in the streets of the city;\n\n\
        (b) the numbers;\n\n(c) the times.\n\nArticle 3\n\nThe end.";

    #[test]
    fn short_clauses_are_one_step_and_long_ones_several() {
        insta::assert_snapshot!(steps(LAW, 120).join("\n"), @r"
        art-1: ch-1 art-1 art-1/~b7c6c8 art-1/~0bc62a
        art-2: art-2 art-2/~9657ca
        art-2/a: art-2/a art-2/b art-2/c
        art-3: art-3
        ");
        assert_eq!(steps(LAW, 0).len(), 10);
    }

    #[test]
    fn a_gap_is_a_step_of_its_own() {
        let text = "1. Fees\n\nFirst words.\n\n[Page 2 is a picture and was not read.]\n\n2. Term\n\nFive years.";
        let steps = steps(text, 5000);
        assert!(
            steps
                .iter()
                .any(|step| step.starts_with("text-") || step.contains("/~")),
            "{steps:?}"
        );
        assert!(steps.len() >= 3, "{steps:?}");
    }

    proptest! {
        #[test]
        fn every_clause_is_in_exactly_one_unit(
            lines in proptest::collection::vec("(Article [1-9]|\\([a-c]\\) word|words and words\\.|CHAPTER [IV]{1,2}|)", 0..40),
            mouthful in 0_usize..200,
        ) {
            let document = plain(&lines.join("\n\n"));
            let tree = segment(&document).tree;
            let units = ReviewUnits::of(&tree, &document.text, mouthful);
            let mut next = 0;
            for unit in 0..units.len() {
                let clauses = units.clauses(unit);
                prop_assert_eq!(clauses.start, next);
                prop_assert!(!clauses.is_empty());
                prop_assert!(clauses.contains(&units.main(unit)));
                for clause in clauses.clone() {
                    prop_assert_eq!(units.position(clause), unit);
                }
                next = clauses.end;
            }
            prop_assert_eq!(next, tree.len());
        }
    }
}
