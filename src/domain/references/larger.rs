//! Annexes, parts and chapters, and numbers that no clause has.

use super::relative::division_kind;
use super::resolve::{Found, Resolver, Standpoint};
use super::words::Level;
use crate::domain::segment::reading::{Numeral, Shape};

impl Resolver<'_> {
    /// What to say of a number that no clause has.
    pub(super) fn absent(
        &self,
        level: Level,
        series: &[String],
        numeral: &Numeral,
        from: Standpoint,
        scope: Option<usize>,
    ) -> Found {
        let Some(&number) = numeral.parts.first() else {
            return Found::Nothing;
        };
        let count = |scope| {
            let by_word: usize = series
                .iter()
                .filter_map(|one| {
                    self.index
                        .series
                        .iter()
                        .find(|((s, name), _)| *s == scope && name == one)
                })
                .map(|(_, &count)| count)
                .sum();
            let bare = match level {
                Level::Section | Level::Article => self.index.tops(scope),
                _ => 0,
            };
            by_word.max(bare)
        };
        if from.amends && !from.own {
            return Found::Outside;
        }
        let known = count(scope).max(count(None));
        if known < 3 {
            return if from.own {
                Found::Missing
            } else {
                Found::Nothing
            };
        }
        let far = usize::try_from(number).unwrap_or(usize::MAX) > known * 2 + 10;
        match (far, from.own) {
            (true, false) => Found::Outside,
            _ => Found::Missing,
        }
    }

    pub(super) fn annex(&self, series: &[String], numeral: &Numeral, from: Standpoint) -> Found {
        if numeral.shape == Shape::Bracketed {
            return Found::Nothing;
        }
        let path = self.index.tree.path(from.clause);
        let keys = numeral.keys.iter();
        let named = keys.clone().map(|key| self.index.annexes(key));
        let parts = keys.map(|key| self.index.annex_parts(key));
        // An only annex may go without the number by which it is called.
        let alone = std::iter::once(self.index.annexes(""));
        for list in named.chain(parts).chain(alone) {
            let best = list
                .iter()
                .take(64)
                .filter(|&&at| {
                    self.index
                        .unit(at)
                        .is_some_and(|(_, own)| series.iter().any(|one| one == own))
                })
                .map(|&at| (self.shared(&path, at), self.holds_words(at), at))
                .reduce(|best, next| {
                    if (next.0, next.1) > (best.0, best.1) {
                        next
                    } else {
                        best
                    }
                });
            if let Some((_, _, at)) = best {
                return Found::Clause(at);
            }
        }
        // `Schedule 13D` is a form of some authority.
        let form = numeral.keys.first().is_some_and(|key| {
            let digits = key.chars().take_while(char::is_ascii_digit).count();
            digits >= 2 && digits < key.len() && !key.contains('.') && !key.contains('-')
        });
        // `Exhibit 10.3` is the number of a filing with an authority.
        let filing = series.iter().any(|one| one == "exhibit")
            && numeral.parts.len() > 1
            && numeral.parts.first() >= Some(&10);
        if form || filing {
            Found::Outside
        } else {
            Found::Missing
        }
    }

    pub(super) fn division(
        &self,
        level: Level,
        series: &[String],
        numeral: &Numeral,
        from: Standpoint,
    ) -> Found {
        let kind = division_kind(level);
        let path = self.index.tree.path(from.clause);
        let mut best: Option<(bool, usize, usize)> = None;
        for scope in [self.annex_around(from.clause), None] {
            for key in &numeral.keys {
                for &at in self.index.numbered(scope, key).iter().take(64) {
                    let same = self
                        .index
                        .unit(at)
                        .is_some_and(|(_, own)| series.iter().any(|one| one == own));
                    if !(same || self.kind(at) == kind) {
                        continue;
                    }
                    let near = self.shared(&path, at);
                    if best.is_none_or(|(s, n, _)| (same, near) > (s, n)) {
                        best = Some((same, near, at));
                    }
                }
            }
        }
        match best {
            Some((_, _, at)) => Found::Clause(at),
            None if from.own => Found::Missing,
            None => Found::Nothing,
        }
    }
}
