//! What is named by where the words stand: `this Article`, `the preceding paragraph`.

use super::resolve::{Found, Resolver, Standpoint};
use super::words::Level;
use crate::domain::clause::ClauseKind;
use crate::domain::segment::reading::Shape;

impl Resolver<'_> {
    pub(super) fn this(&self, level: Level, series: &[String], from: Standpoint) -> Found {
        match self.enclosing(level, series, from.clause) {
            Some(at) => Found::Clause(at),
            None => Found::Nothing,
        }
    }

    /// The clause of a level around another one, itself included.
    pub(super) fn enclosing(&self, level: Level, series: &[String], at: usize) -> Option<usize> {
        let path = self.index.tree.path(at);
        let mut up = path.iter().rev().copied();
        match level {
            Level::Annex => up.find(|&one| self.kind(one) == ClauseKind::Annex),
            Level::Title | Level::Part | Level::Chapter => {
                up.find(|&one| self.kind(one) == division_kind(level))
            }
            Level::Article => {
                let article = up
                    .clone()
                    .find(|&one| self.kind(one) == ClauseKind::Article);
                article.or_else(|| {
                    path.iter()
                        .copied()
                        .find(|&one| self.is_numbered(one) && self.index.above(one).is_none())
                })
            }
            Level::Section => {
                let named = up.clone().find(|&one| {
                    self.index
                        .unit(one)
                        .is_some_and(|(_, own)| series.iter().any(|name| name == own))
                });
                named.or_else(|| up.find(|&one| self.is_numbered(one)))
            }
            Level::Paragraph => {
                let numbered = up.clone().find(|&one| self.is_numbered_paragraph(one));
                let counted = || {
                    let (holder, place) = self.index.paragraph_of(at)?;
                    // Agreements call a numbered clause a paragraph, laws what stands in one.
                    if self.kind(holder) == ClauseKind::Article {
                        self.index.paragraph(holder, place + 1)
                    } else {
                        Some(holder)
                    }
                };
                numbered.or_else(counted)
            }
            Level::Point | Level::Indent => up.find(|&one| self.kind(one) == ClauseKind::Point),
            Level::Recital => None,
        }
    }

    pub(super) fn labels_digits(&self, at: usize) -> bool {
        !self.index.parts(at).is_empty()
    }

    /// Whether a clause is a paragraph with a number, and not a member of a list.
    pub(super) fn is_numbered_paragraph(&self, at: usize) -> bool {
        let listed = self.index.bracket(at) != Some(Shape::Bracketed)
            && self.index.tree.clauses()[at]
                .parent
                .is_some_and(|parent| self.index.announces(parent));
        self.kind(at) == ClauseKind::Paragraph && self.labels_digits(at) && !listed
    }

    pub(super) fn is_numbered(&self, at: usize) -> bool {
        self.labels_digits(at)
            && self.index.bracket(at).is_none()
            && !matches!(
                self.kind(at),
                ClauseKind::Annex | ClauseKind::Part | ClauseKind::Chapter
            )
    }

    pub(super) fn previous(&self, level: Level, count: usize, from: Standpoint) -> Found {
        let found = match level {
            // Where paragraphs cannot be told apart, the whole article is meant.
            Level::Paragraph => self
                .previous_paragraph(count, from.clause)
                .or_else(|| self.enclosing(Level::Article, &[], from.clause)),
            Level::Article | Level::Section => self
                .enclosing(level, &[], from.clause)
                .and_then(|at| self.sibling_before(at, count)),
            Level::Point => self
                .enclosing(level, &[], from.clause)
                .and_then(|at| self.sibling_before(at, count)),
            _ => None,
        };
        found.map_or(Found::Nothing, Found::Clause)
    }

    pub(super) fn previous_paragraph(&self, count: usize, at: usize) -> Option<usize> {
        let numbered = self
            .index
            .tree
            .path(at)
            .into_iter()
            .rev()
            .find(|&one| self.kind(one) == ClauseKind::Paragraph && self.labels_digits(one));
        if let Some(numbered) = numbered {
            return self.sibling_before(numbered, count);
        }
        let (holder, place) = self.index.paragraph_of(at)?;
        self.index
            .paragraph(holder, (place + 1).checked_sub(count)?)
    }

    /// The clause of the same kind that stands before.
    pub(super) fn sibling_before(&self, at: usize, count: usize) -> Option<usize> {
        let clauses = self.index.tree.clauses();
        let alike = |one: usize| {
            clauses[one].kind == clauses[at].kind
                && (clauses[one].parent == clauses[at].parent
                    || clauses[at].kind == ClauseKind::Article)
                && self.index.scope[one] == self.index.scope[at]
        };
        (at.saturating_sub(200)..at)
            .rev()
            .filter(|&one| alike(one))
            .nth(count.checked_sub(1)?)
    }
}

/// The kind of clause that a unit word above the article opens.
pub(super) const fn division_kind(level: Level) -> ClauseKind {
    match level {
        Level::Chapter => ClauseKind::Chapter,
        Level::Annex => ClauseKind::Annex,
        _ => ClauseKind::Part,
    }
}
