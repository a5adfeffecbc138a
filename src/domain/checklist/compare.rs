//! Two versions of a checklist side by side: what is kept, what an answer must be confirmed for, what
//! is new and what is no longer asked.

mod parts;

use super::{Checklist, Item};
use serde::Serialize;
use serde_json::{Map, Value};

pub use parts::{Difference, Part};

/// Fields of an item that an answer rests on: when one of them changes, the answer must be confirmed.
const ASKED: [&str; 3] = ["kind", "question", "what_to_look_for"];
/// Fields of a checklist that are compared one by one elsewhere, or differ between any two versions.
const APART: [&str; 5] = ["$schema", "format", "id", "items", "version"];

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Nothing about it changed.
    Kept,
    /// Only what stands around the question changed, such as guidance, sources or search words:
    /// answers hold.
    Edited,
    /// Another question is asked than before: answers must be confirmed.
    Changed,
    /// It was not asked before.
    New,
    /// It is no longer asked.
    Gone,
}

/// A field that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// What stood there; nothing where the field was left out.
    pub before: Option<Value>,
    /// What stands there now; nothing where the field is left out.
    pub after: Option<Value>,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// The id.
    pub item: String,
    /// What became of it.
    pub fate: Fate,
    /// What changed about it.
    pub fields: Vec<FieldChange>,
    /// Whether it stands in another place among the items that both versions have.
    pub moved: bool,
}

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Every item of the newer version in its order, then those that are gone.
    pub items: Vec<ItemChange>,
    /// What else changed: title, groups, translations.
    pub fields: Vec<FieldChange>,
}

impl Comparison {
    /// Compares two versions of a checklist.
    pub fn of(old: &Checklist, new: &Checklist) -> Self {
        let order = |of: &Checklist, other: &Checklist| -> Vec<String> {
            let both = of
                .items
                .iter()
                .filter(|item| other.item(&item.id).is_some());
            both.map(|item| item.id.clone()).collect()
        };
        let moved = out_of_order(&order(old, new), &order(new, old));
        let here = new.items.iter().map(|item| match old.item(&item.id) {
            None => ItemChange::plain(item, Fate::New),
            Some(before) => ItemChange {
                moved: moved.contains(&item.id),
                ..ItemChange::between(before, item)
            },
        });
        let gone = old.items.iter().filter(|item| new.item(&item.id).is_none());
        let gone = gone.map(|item| ItemChange::plain(item, Fate::Gone));
        let fields = differences(&object(old), &object(new));
        Self {
            items: here.chain(gone).collect(),
            fields: fields
                .into_iter()
                .filter(|change| !APART.contains(&change.field.as_str()))
                .collect(),
        }
    }

    /// Ids of the items with a fate.
    pub fn with(&self, fate: Fate) -> Vec<&str> {
        let items = self.items.iter().filter(|item| item.fate == fate);
        items.map(|item| item.item.as_str()).collect()
    }

    /// Whether the two are the same but for their versions.
    pub fn is_empty(&self) -> bool {
        let kept = |item: &ItemChange| item.fate == Fate::Kept && !item.moved;
        self.fields.is_empty() && self.items.iter().all(kept)
    }
}

impl ItemChange {
    fn plain(item: &Item, fate: Fate) -> Self {
        Self {
            item: item.id.clone(),
            fate,
            fields: Vec::new(),
            moved: false,
        }
    }

    fn between(before: &Item, after: &Item) -> Self {
        let fields = differences(&object(before), &object(after));
        let asks_anew = |change: &FieldChange| ASKED.contains(&change.field.as_str());
        let fate = match fields.is_empty() {
            true => Fate::Kept,
            false if fields.iter().any(asks_anew) => Fate::Changed,
            false => Fate::Edited,
        };
        Self {
            fields,
            ..Self::plain(after, fate)
        }
    }
}

/// The names that were moved: all but the longest run that kept its order.
fn out_of_order(before: &[String], after: &[String]) -> Vec<String> {
    let places: Vec<usize> = after
        .iter()
        .filter_map(|id| before.iter().position(|other| other == id))
        .collect();
    // The longest rising chain of places that ends at each place, and the place before it there.
    let mut chains: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let best = (0..at)
            .filter(|&one| places[one] < *place)
            .max_by_key(|&one| chains[one].0);
        chains.push((1 + best.map_or(0, |one| chains[one].0), best));
    }
    let mut kept = vec![false; places.len()];
    let mut end = (0..chains.len()).max_by_key(|&one| chains[one].0);
    while let Some(at) = end {
        kept[at] = true;
        end = chains[at].1;
    }
    let moved = after.iter().zip(kept).filter(|(_, kept)| !kept);
    moved.map(|(id, _)| id.clone()).collect()
}

fn object<T: Serialize>(of: &T) -> Map<String, Value> {
    match serde_json::to_value(of) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn differences(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<FieldChange> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let changed = names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name));
    changed
        .map(|name| FieldChange {
            field: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::{Item, ItemKind, ItemSeverity};
    use crate::domain::samples;

    #[test]
    fn every_item_has_one_fate() {
        let old = samples::checklist();
        let mut new = old.clone();
        new.version = "2".to_owned();
        assert!(Comparison::of(&old, &new).is_empty());

        new.items[0].why_it_matters = "Because.".to_owned();
        new.items[1].question.push_str(" At night too?");
        new.items.pop();
        let item = Item::new(
            "audit",
            "data",
            ItemKind::Safeguard,
            ItemSeverity::Low,
            "Audit?",
        );
        new.items.push(item);
        let compared = Comparison::of(&old, &new);
        let fates: Vec<(&str, Fate)> = compared
            .items
            .iter()
            .map(|one| (one.item.as_str(), one.fate))
            .collect();
        assert_eq!(
            fates,
            [
                ("network", Fate::Edited),
                ("remote", Fate::Changed),
                ("audit", Fate::New),
                ("funds", Fate::Gone)
            ]
        );
        assert_eq!(compared.items[1].fields[0].field, "question");
        assert!(compared.items.iter().all(|item| !item.moved));
    }

    #[test]
    fn only_what_changed_its_place_was_moved() {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let cases = [
            ("a b c d", "a b c d", ""),
            ("a b c d", "d a b c", "d"),
            ("a b c d", "b a c d", "b"),
        ];
        for (before, after, moved) in cases {
            let found = out_of_order(&names(before), &names(after));
            assert_eq!(found.len(), usize::from(!moved.is_empty()), "{after}");
        }
    }
}
