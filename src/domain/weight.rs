//! Weight: which clauses are worth reading first when a person cannot read everything at once.
//!
//! The weight of a clause is what one may expect to find in it: for every item that points there, how
//! likely it is that the clause is about the item, times how grave that would be. The order follows
//! from the checklist and its pointers alone. Knows nothing of what a person decides, so that nothing
//! moves while she works: what is done is passed over by whoever steps, and keeps its place.

use super::checklist::{Checklist, ItemKind, ItemSeverity};
use super::pointer::{ItemPointers, Pointer};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How likely, in thousandths, the first clause is that words alone point at; the second counts half
/// of that, the third a third. About what was measured, see `docs/pointers.md`.
const FIRST_BY_WORDS: u32 = 600;

/// A clause and what it weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// Position of the clause in its tree.
    pub clause: usize,
    /// What may be expected there, without a unit; for comparing clauses of one agreement.
    pub weight: u32,
    /// The items that point there, the heaviest first.
    pub shares: Vec<Share>,
}

/// What one item adds to the weight of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Position of the item in its checklist.
    pub item: usize,
    /// Its part.
    pub weight: u32,
}

/// All clauses that something points at, the heaviest first; those of one weight in the order of the
/// text.
pub fn by_weight(checklist: &Checklist, pointers: &[ItemPointers]) -> Vec<Weighed> {
    let mut shares: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
    for of_item in pointers {
        let mut items = checklist.items.iter().enumerate();
        let Some((item, asked)) = items.find(|(_, item)| item.id == of_item.item) else {
            continue;
        };
        let gravity = gravity(asked.kind, asked.severity);
        for (place, pointer) in (1..).zip(&of_item.pointers) {
            let share = shares.entry(pointer.clause).or_default();
            let share = share.entry(item).or_default();
            *share = (*share).max(gravity * chance(pointer, place));
        }
    }
    let mut weighed: Vec<Weighed> = shares
        .into_iter()
        .map(|(clause, shares)| weigh(clause, shares))
        .filter(|one| one.weight > 0)
        .collect();
    weighed.sort_by_key(|one| (Reverse(one.weight), one.clause));
    weighed
}

/// The heaviest item counts whole, each further one half as much as the one before: a clause in which
/// a little of everything occurs does not outweigh one with something grave.
fn weigh(clause: usize, shares: BTreeMap<usize, u32>) -> Weighed {
    let shares = shares.into_iter();
    let mut shares: Vec<Share> = shares
        .map(|(item, weight)| Share { item, weight })
        .collect();
    shares.sort_by_key(|share| (Reverse(share.weight), share.item));
    let halved = shares.iter().zip(0..u32::BITS);
    let weight = halved.map(|(share, times)| share.weight >> times).sum();
    Weighed {
        clause,
        weight,
        shares,
    }
}

/// How grave it is what an item asks for: each step of severity doubles it. What is worrying when it
/// is there weighs most; a safeguard has to be read to see whether it holds; a fact is only recorded.
const fn gravity(kind: ItemKind, severity: ItemSeverity) -> u32 {
    let severity = match severity {
        ItemSeverity::Critical => 8,
        ItemSeverity::High => 4,
        ItemSeverity::Medium => 2,
        ItemSeverity::Low => 1,
    };
    let kind = match kind {
        ItemKind::RedFlag => 4,
        ItemKind::Safeguard => 3,
        ItemKind::Fact => 1,
    };
    severity * kind
}

/// How likely a pointer is right, in thousandths. The rank that words give is no likelihood; what the
/// place among the item's pointers says bounds it.
fn chance(pointer: &Pointer, place: u32) -> u32 {
    if pointer.is_likelihood {
        pointer.score.min(1000)
    } else {
        pointer.score.min(FIRST_BY_WORDS / place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::Item;
    use crate::domain::text::Span;
    use proptest::prelude::*;

    fn pointer(clause: usize, score: u32, is_likelihood: bool) -> Pointer {
        Pointer {
            clause,
            score,
            is_likelihood,
            span: Span::new(0, 1),
            reasons: Vec::new(),
            like: None,
        }
    }

    fn checklist(items: &[(ItemKind, ItemSeverity)]) -> Checklist {
        let mut list = Checklist::new("sample", "1", "Sample", "2026-01-01");
        let items = items.iter().enumerate();
        let item = |(at, &(kind, severity)): (usize, &(ItemKind, ItemSeverity))| {
            Item::new(&format!("item-{at}"), "all", kind, severity, "What?")
        };
        list.items = items.map(item).collect();
        list
    }

    fn of(item: usize, pointers: Vec<Pointer>) -> ItemPointers {
        ItemPointers {
            item: format!("item-{item}"),
            pointers,
        }
    }

    fn order(weighed: &[Weighed]) -> Vec<usize> {
        weighed.iter().map(|one| one.clause).collect()
    }

    #[test]
    fn what_is_graver_comes_first_and_what_is_likelier() {
        use ItemKind::{Fact, RedFlag, Safeguard};
        use ItemSeverity::{Critical, Low};
        let list = checklist(&[
            (Fact, Critical),
            (Safeguard, Critical),
            (RedFlag, Critical),
            (RedFlag, Low),
        ]);
        let all = (0..4).map(|item| of(item, vec![pointer(item, 500, true)]));
        let found = by_weight(&list, &all.collect::<Vec<_>>());
        assert_eq!(order(&found), [2, 1, 0, 3]);
        assert_eq!(found[0].weight, 500 * 32);
        let twice = of(2, vec![pointer(9, 900, true), pointer(4, 200, true)]);
        assert_eq!(order(&by_weight(&list, &[twice])), [9, 4]);
    }

    #[test]
    fn a_rank_of_words_is_bounded_by_its_place() {
        let list = checklist(&[(ItemKind::Fact, ItemSeverity::Low)]);
        let words = (0..4)
            .zip((897..=900).rev())
            .map(|(clause, score)| pointer(clause, score, false));
        let found = by_weight(&list, &[of(0, words.collect())]);
        let weights: Vec<u32> = found.iter().map(|one| one.weight).collect();
        assert_eq!(weights, [600, 300, 200, 150]);
        let weak = of(0, vec![pointer(7, 90, false)]);
        assert_eq!(by_weight(&list, &[weak])[0].weight, 90);
    }

    #[test]
    fn further_items_add_less_and_less() {
        let list = checklist(&[(ItemKind::Fact, ItemSeverity::Low); 3]);
        let here = (0..3).map(|item| of(item, vec![pointer(5, 400, true)]));
        let found = by_weight(&list, &here.collect::<Vec<_>>());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].weight, 400 + 200 + 100);
        assert_eq!(found[0].shares.len(), 3);
    }

    #[test]
    fn what_is_not_asked_and_what_weighs_nothing_is_left_out() {
        let list = checklist(&[(ItemKind::Fact, ItemSeverity::Low)]);
        let none = [
            of(7, vec![pointer(1, 900, true)]),
            of(0, vec![pointer(2, 0, true)]),
        ];
        assert_eq!(by_weight(&list, &none), []);
    }

    proptest! {
        #[test]
        fn the_order_is_the_same_however_items_are_listed(
            found in prop::collection::vec((0..5_usize, 0..30_usize, 0..1001_u32), 0..80),
        ) {
            use ItemKind::{Fact, RedFlag, Safeguard};
            use ItemSeverity::{Critical, High, Low, Medium};
            let list = checklist(&[(Fact, Low), (RedFlag, High), (Safeguard, Critical), (RedFlag, Medium), (Fact, High)]);
            let pointers = |item: usize| {
                let own = found.iter().filter(|one| one.0 == item);
                of(item, own.map(|one| pointer(one.1, one.2, true)).collect())
            };
            let all: Vec<ItemPointers> = (0..5).map(pointers).collect();
            let back: Vec<ItemPointers> = (0..5).rev().map(pointers).collect();
            let weighed = by_weight(&list, &all);
            prop_assert_eq!(&weighed, &by_weight(&list, &back));
            prop_assert!(weighed.is_sorted_by_key(|one| (Reverse(one.weight), one.clause)));
            let heaviest = |one: &Weighed| one.weight < 2 * one.shares[0].weight;
            prop_assert!(weighed.iter().all(heaviest));
        }
    }
}
