//! The outline: which branches are folded, and what a folded one holds.
//!
//! Knows positions of clauses only; what they are called and how a row looks is drawn elsewhere.

use super::marks::{Marks, TagMark};
use crate::domain::clause::ClauseTree;

/// The most rows that an outline begins with: about as many as a large window shows.
const MOST_AT_FIRST: usize = 40;

/// The outline of an agreement. Clauses are given by their positions.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    parents: Vec<Option<usize>>,
    held: Vec<Held>,
    open: Vec<bool>,
    rows: Vec<usize>,
    has_branches: bool,
}

/// What a clause and everything under it hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Clauses, the one at the head included.
    pub clauses: usize,
    /// Those among them that were not read.
    pub unread: usize,
    /// Whether one of them has a tag that is a concern, or that reviewers differ on.
    pub worrying: bool,
}

impl Outline {
    /// The outline at first: as many levels unfolded as make a list that can be taken in at once.
    pub fn new(tree: &ClauseTree) -> Self {
        let clauses = tree.clauses();
        let parents = clauses.iter().map(|clause| clause.parent).collect();
        let mut levels = [0_usize; 256];
        for clause in clauses {
            levels[usize::from(clause.level)] += 1;
        }
        let mut rows = 0;
        let shown = levels.iter().take_while(|&&count| {
            rows += count;
            rows <= MOST_AT_FIRST
        });
        let shown = shown.count().max(1);
        let mut outline = Self {
            has_branches: clauses.iter().any(|clause| clause.parent.is_some()),
            parents,
            held: Vec::new(),
            open: clauses
                .iter()
                .map(|clause| usize::from(clause.level) + 1 < shown)
                .collect(),
            rows: Vec::new(),
        };
        outline.count(|_| Held {
            clauses: 1,
            ..Held::default()
        });
        outline.lay_out();
        outline
    }

    /// Counts anew what branches hold, after the review has changed.
    pub fn refresh(&mut self, marks: &Marks) {
        self.count(|clause| {
            let tags = marks.clauses.get(&clause).map_or(&[][..], |one| &one.tags);
            Held {
                clauses: 1,
                unread: usize::from(marks.read.get(clause) == Some(&false)),
                worrying: tags.iter().any(TagMark::is_worrying),
            }
        });
    }

    fn count(&mut self, own: impl Fn(usize) -> Held) {
        self.held = (0..self.parents.len()).map(own).collect();
        // Children stand after their parents, so that one way back sums up all of them.
        for clause in (0..self.parents.len()).rev() {
            let held = self.held[clause];
            if let Some(parent) = self.parents[clause].and_then(|at| self.held.get_mut(at)) {
                parent.clauses += held.clauses;
                parent.unread += held.unread;
                parent.worrying |= held.worrying;
            }
        }
    }

    fn lay_out(&mut self) {
        let mut visible = vec![false; self.parents.len()];
        for (clause, parent) in self.parents.iter().enumerate() {
            visible[clause] = parent.is_none_or(|parent| visible[parent] && self.open[parent]);
        }
        let shown = visible.iter().enumerate().filter(|(_, shown)| **shown);
        self.rows = shown.map(|(clause, _)| clause).collect();
    }

    /// The clauses that have a row, in order.
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// The row of a clause, or of the branch that it is folded into.
    pub fn row_of(&self, clause: usize) -> usize {
        let after = self.rows.partition_point(|&row| row <= clause);
        after.saturating_sub(1)
    }

    /// Whether something stands under a clause.
    pub fn is_branch(&self, clause: usize) -> bool {
        self.held(clause).clauses > 1
    }

    /// Whether any clause has something under it.
    pub const fn has_branches(&self) -> bool {
        self.has_branches
    }

    /// Whether what stands under a clause has rows.
    pub fn is_open(&self, clause: usize) -> bool {
        self.open.get(clause) == Some(&true)
    }

    /// What a clause and everything under it hold.
    pub fn held(&self, clause: usize) -> Held {
        self.held.get(clause).copied().unwrap_or_default()
    }

    /// Unfolds whatever hides a clause.
    pub fn reveal(&mut self, clause: usize) {
        let mut hidden = false;
        for above in self.above(clause) {
            hidden |= !std::mem::replace(&mut self.open[above], true);
        }
        if hidden {
            self.lay_out();
        }
    }

    /// Folds a branch, or unfolds it.
    pub fn toggle(&mut self, clause: usize) {
        if self.is_branch(clause) {
            self.open[clause] = !self.open[clause];
            self.lay_out();
        }
    }

    /// Folds a branch; what is none, or is folded, is left for what it belongs to. Says where the
    /// cursor is then.
    pub fn fold(&mut self, clause: usize) -> usize {
        if self.is_branch(clause) && self.is_open(clause) {
            self.toggle(clause);
            return clause;
        }
        let parent = self.parents.get(clause).copied().flatten();
        parent.unwrap_or(clause)
    }

    /// Unfolds a branch, or goes into one that is unfolded. Says where the cursor is then.
    pub fn unfold(&mut self, clause: usize) -> usize {
        if !self.is_branch(clause) {
            return clause;
        }
        if self.is_open(clause) {
            return self.stepped(clause, true);
        }
        self.toggle(clause);
        clause
    }

    /// Folds everything but the way to a clause; unfolds everything when that is done already. Says
    /// whether it was folded.
    pub fn fold_all(&mut self, clause: usize) -> bool {
        let way: Vec<usize> = self.above(clause);
        let folded: Vec<bool> = (0..self.parents.len())
            .map(|at| way.contains(&at))
            .collect();
        let visible = |at: &usize| self.is_branch(*at) && self.open[*at] && !folded[*at];
        let folds = self.rows.iter().any(visible);
        self.open = if folds {
            folded
        } else {
            vec![true; self.parents.len()]
        };
        self.lay_out();
        folds
    }

    /// The clause one row further, or one row back.
    pub fn stepped(&self, clause: usize, forward: bool) -> usize {
        let row = self.row_of(clause);
        let to = if forward {
            row + 1
        } else {
            row.saturating_sub(1)
        };
        let to = to.min(self.rows.len().saturating_sub(1));
        self.rows.get(to).copied().unwrap_or(clause)
    }

    /// What a clause stands under, the nearest first.
    fn above(&self, clause: usize) -> Vec<usize> {
        let parent = |&at: &usize| self.parents.get(at).copied().flatten();
        std::iter::successors(parent(&clause), parent).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clause::{Clause, ClauseId, ClauseKind};
    use crate::domain::text::Span;

    /// A tree from the levels of its clauses.
    fn tree(levels: &[u8]) -> ClauseTree {
        let mut way: Vec<usize> = Vec::new();
        let clause = |(at, &level): (usize, &u8)| {
            way.truncate(usize::from(level));
            let parent = way.last().copied();
            way.push(at);
            Clause {
                id: ClauseId::new(format!("c{at}")),
                parent,
                kind: ClauseKind::Paragraph,
                label: String::new(),
                heading: String::new(),
                level,
                span: Span::new(at, at + 1),
                subtree_end: at + 1,
                page: None,
                language: crate::domain::language::Language::English,
                counterpart: None,
            }
        };
        ClauseTree::new(levels.iter().enumerate().map(clause).collect())
    }

    /// Title, then two chapters of two articles, the second of which has two points; then an end.
    const LEVELS: [u8; 10] = [0, 0, 1, 1, 2, 2, 0, 1, 1, 0];

    #[test]
    fn a_short_outline_is_unfolded_and_a_long_one_is_not() {
        assert_eq!(Outline::new(&tree(&LEVELS)).rows().len(), LEVELS.len());
        let mut long = Vec::new();
        for _ in 0..10 {
            long.extend([0, 1, 1, 2, 2, 2, 2]);
        }
        let outline = Outline::new(&tree(&long));
        assert_eq!(outline.rows().len(), 30, "two of the three levels");
        assert_eq!(outline.held(0).clauses, 7);
        assert_eq!(Outline::new(&tree(&[0; 500])).rows().len(), 500);
        assert_eq!(Outline::new(&tree(&[])).rows().len(), 0);
    }

    #[test]
    fn branches_fold_and_unfold() {
        let mut outline = Outline::new(&tree(&LEVELS));
        assert_eq!(outline.fold(1), 1);
        assert_eq!(outline.rows(), [0, 1, 6, 7, 8, 9]);
        assert_eq!(outline.fold(8), 6, "a leaf is left for its parent");
        assert_eq!(outline.fold(9), 9, "nothing above it");
        assert_eq!(outline.stepped(1, true), 6, "what is folded is passed");
        assert_eq!(outline.stepped(6, false), 1);
        assert_eq!(outline.row_of(4), 1, "the row of the branch that hides it");
        assert_eq!(outline.unfold(1), 1);
        assert_eq!(outline.unfold(1), 2, "and then into it");
        assert_eq!(outline.rows().len(), 10);
    }

    #[test]
    fn what_is_walked_into_is_shown() {
        let mut outline = Outline::new(&tree(&LEVELS));
        assert!(outline.fold_all(0));
        assert_eq!(outline.rows(), [0, 1, 6, 9]);
        outline.reveal(5);
        assert_eq!(outline.rows(), [0, 1, 2, 3, 4, 5, 6, 9]);
        assert!(!outline.fold_all(5), "only the way to it was open");
        assert_eq!(outline.rows().len(), 10);
        assert!(outline.fold_all(5));
        assert_eq!(outline.rows(), [0, 1, 2, 3, 4, 5, 6, 9]);
    }
}
