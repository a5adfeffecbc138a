//! Which checklists an agreement is reviewed against, and how reviews came from one version of a
//! checklist to another.
//!
//! Answers and tags name the version they were made under and are never rewritten. What they mean
//! under the version that is used now follows from the moves in between.

use super::event::ChecklistRef;
use super::people::Moment;
use super::state::AgreementReview;
use crate::domain::checklist::compare::{Comparison, Fate};
use crate::domain::checklist::{Checklist, ItemRef, Profile};
use crate::domain::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A checklist chosen for an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistChoice {
    /// The checklist's id.
    pub checklist: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of `checklists/ID@VERSION.json`.
    pub sha256: Digest,
    /// The profile, where only some of the items are asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// How the review came here from another version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<Moved>,
}

/// A move from one version to another: what became of every item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The version before.
    pub from: String,
    /// Items whose answers hold: nothing, or only what stands around the question, was changed.
    pub kept: Vec<String>,
    /// Items that ask something else than before: their answers must be confirmed.
    pub changed: Vec<String>,
    /// Items that were not asked before.
    pub new: Vec<String>,
    /// Items that are no longer asked.
    pub gone: Vec<String>,
}

impl Moved {
    /// What a move from one version to another does.
    pub fn between(old: &Checklist, new: &Checklist) -> Self {
        let compared = Comparison::of(old, new);
        let with = |fates: &[Fate]| {
            let items = compared.items.iter();
            let items = items.filter(|item| fates.contains(&item.fate));
            items.map(|item| item.item.clone()).collect()
        };
        Self {
            from: old.version.clone(),
            kept: with(&[Fate::Kept, Fate::Edited]),
            changed: with(&[Fate::Changed]),
            new: with(&[Fate::New]),
            gone: with(&[Fate::Gone]),
        }
    }
}

impl ChecklistChoice {
    /// The choice of a checklist as it is kept.
    pub fn of(reference: ChecklistRef) -> Self {
        Self {
            checklist: reference.checklist,
            version: reference.version,
            sha256: reference.sha256,
            profile: None,
            moved: None,
        }
    }

    /// The version and content that was chosen.
    pub fn reference(&self) -> ChecklistRef {
        ChecklistRef {
            checklist: self.checklist.clone(),
            version: self.version.clone(),
            sha256: self.sha256,
        }
    }

    /// The profile that was chosen, out of the checklist.
    pub fn profile_of<'a>(&self, checklist: &'a Checklist) -> Option<&'a Profile> {
        checklist.profile(self.profile.as_ref()?)
    }
}

/// Every move of an agreement's review that any journal tells of: by checklist and the version moved
/// to, in the order of claimed times.
pub type Moves = BTreeMap<(String, String), BTreeMap<(Moment, Digest), Moved>>;

/// How a decision under one version of a checklist counts under another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// It was made on this very question.
    Holds,
    /// It was made on an earlier wording and must be confirmed.
    ToConfirm,
}

/// A version of a checklist and those that the review came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    checklist: String,
    versions: Vec<Ancestor>,
}

/// A version on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ancestor {
    version: String,
    /// Items that ask something else since.
    changed: BTreeSet<String>,
    /// Items that came after it, or were away for a time.
    strangers: BTreeSet<String>,
}

impl Ancestor {
    /// The version that a move came from. What was away for a time may ask the same as before, or
    /// not: it must be confirmed.
    fn before(&self, moved: &Moved) -> Self {
        let away = |item: &&String| moved.new.contains(*item);
        let back = self
            .strangers
            .iter()
            .filter(|item| moved.gone.contains(*item));
        let strangers = self
            .strangers
            .iter()
            .filter(|item| !moved.gone.contains(*item));
        let mut before = Self {
            version: moved.from.clone(),
            changed: self
                .changed
                .iter()
                .chain(&moved.changed)
                .chain(back)
                .cloned()
                .collect(),
            strangers: strangers.chain(&moved.new).cloned().collect(),
        };
        before.changed.retain(|item| !away(&item));
        before
    }

    /// The version that somebody else's move went to.
    fn after(&self, to: &str, moved: &Moved) -> Self {
        Self {
            version: to.to_owned(),
            changed: self.changed.iter().chain(&moved.changed).cloned().collect(),
            strangers: self.strangers.iter().chain(&moved.gone).cloned().collect(),
        }
    }
}

impl Lineage {
    /// Follows the moves from a version, back to where it came from and on to where somebody else
    /// went from there: the nearest way to each version counts, the newest move first.
    pub fn of(moves: &Moves, checklist: &str, version: &str) -> Self {
        let mut versions = vec![Ancestor {
            version: version.to_owned(),
            changed: BTreeSet::new(),
            strangers: BTreeSet::new(),
        }];
        let mut ways: Vec<((Moment, Digest), &str, &Moved)> = Vec::new();
        for ((list, to), arrivals) in moves {
            let arrivals = arrivals.iter().filter(|_| list == checklist);
            ways.extend(arrivals.map(|(when, moved)| (*when, to.as_str(), moved)));
        }
        ways.sort_by_key(|(when, _, _)| std::cmp::Reverse(*when));
        let mut at = 0;
        while let Some(here) = versions.get(at).cloned() {
            for (_, to, moved) in &ways {
                let next = if *to == here.version {
                    here.before(moved)
                } else if moved.from == here.version {
                    here.after(to, moved)
                } else {
                    continue;
                };
                if !versions.iter().any(|known| known.version == next.version) {
                    versions.push(next);
                }
            }
            at += 1;
        }
        Self {
            checklist: checklist.to_owned(),
            versions,
        }
    }

    /// How a decision under `item` counts here; nothing when it does not.
    pub fn bearing(&self, item: &ItemRef) -> Option<Bearing> {
        if item.checklist != self.checklist {
            return None;
        }
        let mut versions = self.versions.iter();
        let found = versions.find(|one| one.version == item.version)?;
        if found.strangers.contains(&item.item) {
            None
        } else if found.changed.contains(&item.item) {
            Some(Bearing::ToConfirm)
        } else {
            Some(Bearing::Holds)
        }
    }

    /// The item under every version that bears on it, with how; its own version first.
    pub fn of_item<'a>(&'a self, item: &'a str) -> impl Iterator<Item = (ItemRef, Bearing)> + 'a {
        self.versions.iter().filter_map(move |one| {
            let reference = ItemRef {
                checklist: self.checklist.clone(),
                version: one.version.clone(),
                item: item.to_owned(),
            };
            let bearing = self.bearing(&reference)?;
            Some((reference, bearing))
        })
    }
}

impl AgreementReview {
    /// The checklists that it is reviewed against, in the order in which they were first chosen.
    /// Where reviewers chose different versions, the one that was chosen last counts.
    pub fn chosen(&self) -> Vec<&ChecklistChoice> {
        let mut chosen: Vec<_> = self
            .checklists
            .iter()
            .filter_map(|(id, register)| {
                let choice = register.standing().last()?.value.as_ref()?;
                Some((self.first_chosen.get(id), choice))
            })
            .collect();
        chosen.sort_by_key(|(first, choice)| (*first, &choice.checklist));
        chosen.into_iter().map(|(_, choice)| choice).collect()
    }

    /// The choice of a checklist.
    pub fn choice(&self, checklist: &str) -> Option<&ChecklistChoice> {
        let register = self.checklists.get(checklist)?;
        register.standing().last()?.value.as_ref()
    }

    /// A version of a checklist and those that the review came from.
    pub fn lineage(&self, checklist: &Checklist) -> Lineage {
        Lineage::of(&self.moves, &checklist.id, &checklist.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(from: &str, changed: &[&str], new: &[&str]) -> Moved {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Moved {
            from: from.to_owned(),
            kept: Vec::new(),
            changed: names(changed),
            new: names(new),
            gone: Vec::new(),
        }
    }

    fn at(millis: i64) -> (Moment, Digest) {
        (
            Moment::from_millis(millis),
            Digest::of(&millis.to_be_bytes()),
        )
    }

    fn bearing(lineage: &Lineage, version: &str, item: &str) -> Option<Bearing> {
        lineage.bearing(&ItemRef {
            checklist: "list".to_owned(),
            version: version.to_owned(),
            item: item.to_owned(),
        })
    }

    #[test]
    fn answers_of_earlier_versions_hold_until_the_question_changed() {
        let key = |to: &str| ("list".to_owned(), to.to_owned());
        let mut back_again = moved("3", &["b", "c"], &[]);
        back_again.gone = vec!["d".to_owned()];
        let moves: Moves = [
            (key("2"), [(at(1), moved("1", &["b"], &["d"]))].into()),
            (key("3"), [(at(2), moved("2", &["c"], &[]))].into()),
            // Back to the first version at some time, which is no endless way.
            (key("1"), [(at(3), back_again)].into()),
        ]
        .into();
        let lineage = Lineage::of(&moves, "list", "3");
        let cases = [
            ("3", "a", Some(Bearing::Holds)),
            ("2", "c", Some(Bearing::ToConfirm)),
            ("2", "b", Some(Bearing::Holds)),
            ("1", "a", Some(Bearing::Holds)),
            ("1", "b", Some(Bearing::ToConfirm)),
            ("1", "c", Some(Bearing::ToConfirm)),
            ("2", "d", Some(Bearing::Holds)),
            ("1", "d", None),
            ("4", "a", None),
        ];
        for (version, item, expected) in cases {
            assert_eq!(
                bearing(&lineage, version, item),
                expected,
                "{item}@{version}"
            );
        }
        let back = Lineage::of(&moves, "list", "1");
        assert_eq!(bearing(&back, "3", "b"), Some(Bearing::ToConfirm));
        assert_eq!(bearing(&back, "3", "a"), Some(Bearing::Holds));
        // Two who moved from one version to different ones hear each other.
        let fork: Moves = [
            (key("2"), [(at(1), moved("1", &["b"], &[]))].into()),
            (key("3"), [(at(2), moved("1", &["c"], &[]))].into()),
        ]
        .into();
        let third = Lineage::of(&fork, "list", "3");
        assert_eq!(bearing(&third, "2", "a"), Some(Bearing::Holds));
        assert_eq!(bearing(&third, "2", "b"), Some(Bearing::ToConfirm));
        assert_eq!(bearing(&third, "2", "c"), Some(Bearing::ToConfirm));
        // An item that was away and came back is not lost.
        let mut away = moved("1", &[], &[]);
        away.gone = vec!["a".to_owned()];
        let again: Moves = [
            (key("2"), [(at(1), away)].into()),
            (key("3"), [(at(2), moved("2", &[], &["a"]))].into()),
        ]
        .into();
        let third = Lineage::of(&again, "list", "3");
        assert_eq!(bearing(&third, "1", "a"), Some(Bearing::ToConfirm));
        assert_eq!(bearing(&third, "2", "a"), None);
        let versions: Vec<String> = lineage.of_item("d").map(|(item, _)| item.version).collect();
        assert_eq!(versions, ["3", "2"]);
    }
}
