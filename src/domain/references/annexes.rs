//! Annexes that stand in the text without the tree holding them: they are not missing.

use super::build::{Mention, Step};
use super::words::Level;
use super::{Reference, Target};
use std::collections::HashMap;

/// Annexes that the text announces without the tree holding them, and references to such.
#[derive(Default)]
pub(super) struct Annexes {
    announced: HashMap<AnnexName, usize>,
    absent: Vec<(usize, AnnexName)>,
}

/// The word and number of an annex.
pub(super) type AnnexName = (String, String);

impl Annexes {
    pub(super) fn announce(&mut self, mention: &Mention, clause: usize) {
        if let Some(name) = annex_name(mention) {
            self.announced.entry(name).or_insert(clause);
        }
    }

    /// Remembers a reference to an annex that is not in the tree.
    pub(super) fn note(&mut self, mention: &Mention, from: usize, found: &[Reference]) {
        let Some(name) = annex_name(mention) else {
            return;
        };
        if let [one] = found.get(from..).unwrap_or_default()
            && matches!(one.target, Target::Missing(_))
        {
            self.absent.push((from, name));
        }
    }

    /// What was announced after all is not missing.
    pub(super) fn settle(self, found: &mut [Reference]) {
        for (at, name) in self.absent {
            if let Some(&clause) = self.announced.get(&name) {
                found[at].target = Target::Clauses(vec![clause]);
            }
        }
    }
}

/// What annex a reference names.
pub(super) fn annex_name(mention: &Mention) -> Option<AnnexName> {
    match mention.leaves.first()?.path.first()? {
        Step::Numbered {
            level: Level::Annex,
            series,
            numeral,
            ..
        } => Some((series.first()?.clone(), numeral.keys.first()?.clone())),
        _ => None,
    }
}
