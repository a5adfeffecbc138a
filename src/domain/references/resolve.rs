//! From what a reference says to the clauses it means.
//!
//! Knows the clauses through `index`; has no words of its own.

use super::build::{Leaf, Step};
use super::index::Index;
use super::words::Level;
use crate::domain::clause::ClauseKind;
use crate::domain::segment::reading::{Numeral, Shape};
use crate::domain::segment::vocabulary::UnitKind;

/// Where a leaf leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// To a clause.
    Clause(usize),
    /// To what should be here and is not.
    Missing,
    /// To another act, to judge by its number.
    Outside,
    /// Nobody knows: these words are left alone.
    Nothing,
}

/// Where a reference stands and what is said about whose clause it is.
#[derive(Clone, Copy)]
pub(super) struct Standpoint {
    /// The clause in which the reference stands.
    pub clause: usize,
    /// Whether the text says that it speaks of this document.
    pub own: bool,
    /// Whether the document changes another one, of which it speaks without saying so.
    pub amends: bool,
}

/// Finds clauses.
pub(super) struct Resolver<'a> {
    pub index: &'a Index<'a>,
}

impl Resolver<'_> {
    /// The clause that a leaf means.
    pub(super) fn leaf(&self, leaf: &Leaf, from: Standpoint) -> Found {
        let mut at: Option<usize> = None;
        for step in &leaf.path {
            let found = match at {
                None => self.first(step, from),
                Some(base) => self.below(base, step, from),
            };
            match found {
                Found::Clause(clause) => at = Some(clause),
                other => return other,
            }
        }
        at.map_or(Found::Nothing, Found::Clause)
    }

    pub(super) fn first(&self, step: &Step, from: Standpoint) -> Found {
        match step {
            Step::This { level, series } => self.this(*level, series, from),
            Step::Previous { level, count, .. } => self.previous(*level, *count, from),
            Step::Inside(numeral) => self.near(numeral, from),
            Step::Numbered {
                level,
                series,
                numeral,
                ..
            } => match level {
                Level::Annex => self.annex(series, numeral, from),
                Level::Section | Level::Article => self.top(*level, series, numeral, from),
                Level::Title | Level::Part | Level::Chapter => {
                    self.division(*level, series, numeral, from)
                }
                Level::Paragraph => self.paragraph(numeral, from),
                Level::Point | Level::Indent => self.near(numeral, from),
                Level::Recital => Found::Nothing,
            },
        }
    }

    /// A step inside a clause; what cannot be told apart there is the clause itself.
    pub(super) fn below(&self, base: usize, step: &Step, from: Standpoint) -> Found {
        let clause = match step {
            Step::Numbered {
                level: Level::Section | Level::Article,
                series,
                numeral,
                ..
            } if self.kind(base) == ClauseKind::Annex => {
                return self.within_annex(base, series, numeral);
            }
            Step::Numbered {
                level: Level::Paragraph,
                numeral,
                ..
            } => self.paragraph_in(base, numeral),
            Step::Numbered { numeral, .. } | Step::Inside(numeral) => self.inside(base, numeral),
            Step::This { .. } | Step::Previous { .. } => return self.first(step, from),
        };
        Found::Clause(clause.unwrap_or(base))
    }

    pub(super) fn kind(&self, at: usize) -> ClauseKind {
        self.index.tree.clauses()[at].kind
    }

    pub(super) fn inside(&self, base: usize, numeral: &Numeral) -> Option<usize> {
        numeral
            .keys
            .iter()
            .find_map(|key| self.index.inside(base, key))
    }

    /// A paragraph of a clause: one that is numbered `(2)`, else one that is counted, else one that
    /// is numbered `2.`, which may also be a point.
    pub(super) fn paragraph_in(&self, base: usize, numeral: &Numeral) -> Option<usize> {
        let number = numeral
            .parts
            .first()
            .and_then(|&n| usize::try_from(n).ok())?;
        let labelled = self.inside(base, numeral);
        let bracketed = labelled.filter(|&at| {
            self.index.bracket(at) == Some(Shape::Bracketed)
                && self.kind(at) == ClauseKind::Paragraph
        });
        if bracketed.is_some() {
            return bracketed;
        }
        let counted = self.index.paragraph(base, number);
        let several = self.index.paragraphs(base) > 1;
        if counted.is_some() && (several || self.index.announces(base)) {
            return counted;
        }
        labelled
            .filter(|&at| self.index.bracket(at) != Some(Shape::Right))
            .or(counted)
    }

    pub(super) fn within_annex(&self, annex: usize, series: &[String], numeral: &Numeral) -> Found {
        Found::Clause(
            self.best(Some(annex), Level::Section, series, numeral, annex)
                .unwrap_or(annex),
        )
    }

    /// `Article 5`, `Section 3.1`, `clause (b)`.
    pub(super) fn top(
        &self,
        level: Level,
        series: &[String],
        numeral: &Numeral,
        from: Standpoint,
    ) -> Found {
        // `Section 5 is replaced` in an amendment: the section of what is amended.
        if from.amends && !from.own && !numeral.parts.is_empty() && numeral.shape == Shape::Bare {
            return Found::Outside;
        }
        let inner = matches!(
            numeral.shape,
            Shape::Bracketed | Shape::Right | Shape::Small
        );
        let letters = numeral.parts.is_empty() || numeral.keys.iter().any(|k| k.starts_with('~'));
        if letters && inner {
            return self.near(numeral, from);
        }
        if letters && let Found::Clause(near) = self.near(numeral, from) {
            return Found::Clause(near);
        }
        let scope = self.annex_around(from.clause);
        // In an annex a plain number means the annex's own numbering when it has that number: an
        // annex is written to be read on its own.
        let scopes = [scope, None];
        let tried = if scope.is_some() {
            &scopes[..]
        } else {
            &scopes[1..]
        };
        for &scope in tried {
            if let Some(found) = self.best(scope, level, series, numeral, from.clause) {
                return Found::Clause(found);
            }
        }
        for &scope in tried {
            if let Some(found) = self.by_parts(scope, level, series, numeral, from.clause) {
                return found;
            }
        }
        if let Some((whole, letter)) = lettered(numeral) {
            for &scope in tried {
                if let Some(base) = self.best(scope, level, series, &whole, from.clause) {
                    return Found::Clause(self.inside(base, &letter).unwrap_or(base));
                }
            }
        }
        if let Some(found) = self.only(series, numeral) {
            return Found::Clause(found);
        }
        self.absent(level, series, numeral, from, scope)
    }

    /// The only clause of this number under the same unit word, whatever annex it was put in.
    pub(super) fn only(&self, series: &[String], numeral: &Numeral) -> Option<usize> {
        let mut all = numeral
            .keys
            .iter()
            .flat_map(|key| self.index.everywhere(key));
        let alike = |&&at: &&usize| {
            self.index
                .unit(at)
                .is_some_and(|(_, own)| series.iter().any(|one| one == own))
        };
        let first = all.by_ref().take(64).find(alike)?;
        all.take(64).find(alike).is_none().then_some(*first)
    }

    /// The annex in which a clause stands, itself included.
    pub(super) fn annex_around(&self, at: usize) -> Option<usize> {
        if self.kind(at) == ClauseKind::Annex {
            return Some(at);
        }
        self.index.scope[at]
    }

    /// The clause of a number that fits a unit word best; of several, the nearest in the tree.
    pub(super) fn best(
        &self,
        scope: Option<usize>,
        level: Level,
        series: &[String],
        numeral: &Numeral,
        from: usize,
    ) -> Option<usize> {
        let mut best: Option<(u8, usize, bool, usize)> = None;
        let path = self.index.tree.path(from);
        for key in &numeral.keys {
            for &at in self.index.numbered(scope, key).iter().take(64) {
                let fit = self.fit(at, level, series, numeral);
                if fit == 0 {
                    continue;
                }
                let near = self.shared(&path, at);
                // A line of a table of contents that was taken for a clause holds nothing.
                let holds = self.holds_words(at);
                if best.is_none_or(|(f, n, h, _)| (fit, near, holds) > (f, n, h)) {
                    best = Some((fit, near, holds, at));
                }
            }
        }
        best.map(|(_, _, _, at)| at)
    }

    /// Whether there is more to a clause than a heading.
    pub(super) fn holds_words(&self, at: usize) -> bool {
        let clause = &self.index.tree.clauses()[at];
        let named = clause.label.len() + clause.heading.len();
        clause.subtree_end - clause.span.start > named + 60
    }

    /// How many clauses of a path hold another clause too.
    pub(super) fn shared(&self, path: &[usize], at: usize) -> usize {
        let clauses = self.index.tree.clauses();
        path.iter()
            .take_while(|&&one| one <= at && clauses[at].span.start < clauses[one].subtree_end)
            .count()
    }

    /// How well a clause's label fits a unit word; 0 is not at all.
    pub(super) fn fit(&self, at: usize, level: Level, series: &[String], numeral: &Numeral) -> u8 {
        let kind = self.kind(at);
        if let Some((unit, own)) = self.index.unit(at) {
            if series.iter().any(|one| one == own) {
                return 9;
            }
            return match (level, unit) {
                (Level::Article, UnitKind::Article) | (Level::Section, UnitKind::Section) => 7,
                (Level::Section, UnitKind::Article) => 3,
                (Level::Article, UnitKind::Section) => 2,
                _ => 0,
            };
        }
        let dotted = numeral.parts.len() > 1;
        let free = self.index.above(at).is_none();
        match (dotted, free) {
            (true, _) => 6,
            (false, true) if !matches!(kind, ClauseKind::Chapter | ClauseKind::Part) => 5,
            (false, true) => 4,
            (false, false) => 0,
        }
    }

    /// `5.2` as what clause 5 holds under 2; clause 5 where nothing in it can be told apart.
    pub(super) fn by_parts(
        &self,
        scope: Option<usize>,
        level: Level,
        series: &[String],
        numeral: &Numeral,
        from: usize,
    ) -> Option<Found> {
        let (_, outer) = numeral.parts.split_last().filter(|(_, o)| !o.is_empty())?;
        let written: Vec<String> = outer.iter().map(u32::to_string).collect();
        let whole = Numeral {
            keys: vec![written.join(".")],
            parts: outer.to_vec(),
            ..numeral.clone()
        };
        let base = self.best(scope, level, series, &whole, from).or_else(|| {
            match self.by_parts(scope, level, series, &whole, from)? {
                Found::Clause(at) => Some(at),
                _ => None,
            }
        })?;
        let last = numeral.parts.last()?.to_string();
        if let Some(at) = self.index.inside(base, &last) {
            return Some(Found::Clause(at));
        }
        let number = format!("{}.{last}", written.join("."));
        if let Some(at) = self.index.printed(base, &number) {
            return Some(Found::Clause(at));
        }
        let counted = self.index.inside(base, &format!("{}.1", written.join(".")));
        Some(if counted.is_some() {
            Found::Missing
        } else {
            Found::Clause(base)
        })
    }

    /// `paragraph 2` alone: of the clause around it, else a clause that is numbered so.
    pub(super) fn paragraph(&self, numeral: &Numeral, from: Standpoint) -> Found {
        if numeral.parts.len() == 1
            && let Some(article) = self.enclosing(Level::Article, &[], from.clause)
            && let Some(found) = self.paragraph_in(article, numeral)
        {
            return Found::Clause(found);
        }
        if numeral.parts.is_empty() {
            return self.near(numeral, from);
        }
        let scope = self.annex_around(from.clause);
        for scope in [scope, None] {
            if let Some(found) = self.best(scope, Level::Section, &[], numeral, from.clause) {
                return Found::Clause(found);
            }
        }
        Found::Nothing
    }

    /// `(b)`, `point 3`: inside the clause where it is said, or inside what holds that.
    pub(super) fn near(&self, numeral: &Numeral, from: Standpoint) -> Found {
        let path = self.index.tree.path(from.clause);
        for &at in path.iter().rev().take(6) {
            if let Some(found) = self.inside(at, numeral) {
                return Found::Clause(found);
            }
            let own = &self.index.labels[at];
            let itself = own.as_ref().is_some_and(|l| {
                l.unit.is_none() && l.keys.iter().any(|k| numeral.keys.contains(k))
            });
            if itself {
                return Found::Clause(at);
            }
        }
        // An enumeration in running text has no clauses of its own.
        if matches!(numeral.shape, Shape::Bracketed | Shape::Right) {
            return Found::Clause(from.clause);
        }
        Found::Nothing
    }

    /// Everything from one clause to another that is of their kind; at most `room` clauses are
    /// looked at.
    pub(super) fn between(&self, first: usize, last: usize, room: usize) -> Vec<usize> {
        let clauses = self.index.tree.clauses();
        if first >= last || last - first > room {
            return vec![last];
        }
        let kind = clauses[last].kind;
        (first + 1..=last)
            .filter(|&one| {
                let beside = clauses[one].parent == clauses[last].parent;
                let same =
                    clauses[one].kind == kind && (self.index.labels[one].is_some() || beside);
                same && self.index.scope[one] == self.index.scope[last]
                    && (kind == ClauseKind::Article || clauses[one].level == clauses[last].level)
            })
            .collect()
    }
}

/// `3b` and `4.a` as a number and a letter inside.
fn lettered(numeral: &Numeral) -> Option<(Numeral, Numeral)> {
    let key = numeral.keys.first()?;
    let digits = key.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let letter = key.get(digits.len()..)?;
    if digits.is_empty() || letter.len() != 1 || digits.ends_with('-') {
        return None;
    }
    let whole = Numeral {
        keys: vec![digits.to_owned()],
        ..numeral.clone()
    };
    let letter = Numeral {
        keys: vec![letter.to_owned()],
        parts: Vec::new(),
        ..numeral.clone()
    };
    Some((whole, letter))
}
