//! Facts offered as values for the items of a checklist.
//!
//! An item says itself which kinds of fact may answer it; nothing is filled in for anybody.

use super::Fact;
use crate::domain::checklist::Item;

/// The facts that an item asks for, in order of place; none for an item that names no kind.
pub fn proposals<'a>(item: &Item, facts: &'a [Fact]) -> Vec<&'a Fact> {
    facts
        .iter()
        .filter(|fact| item.facts.contains(&fact.kind))
        .collect()
}
