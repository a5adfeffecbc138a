//! Stepping by weight: what is likely and grave comes first, and nothing jumps while one works.

use super::{Person, SIZES};
use crate::app::model::Said;
use crate::app::taught::TaughtList;
use crate::domain::translate::{SPOKEN, speaking};
use crate::runtime::fake::Fake;
use std::sync::Arc;

fn said(person: &Person) -> String {
    match &person.model.said {
        Said::Info(words) => words.clone(),
        other => panic!("{other:?}"),
    }
}

fn rank(person: &Person) -> String {
    let reading = person.model.reading.as_ref().expect("open");
    reading.rank_words().expect("by weight")
}

/// The clauses gone to with `key` until there is no other.
fn walk(person: &mut Person, key: &str) -> Vec<usize> {
    let mut walked = Vec::new();
    while walked.last() != Some(&person.at()) {
        walked.push(person.at());
        person.presses(key);
    }
    walked
}

#[test]
fn it_looks_as_it_did() {
    for size in SIZES {
        let mut person = Person::reads(size);
        person.presses(", j");
        let name = format!("by-weight-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}

#[test]
fn where_one_is_in_the_order_is_never_cut() {
    for &language in SPOKEN {
        speaking(language, || {
            let mut person = Person::reads((80, 24));
            person.presses(", j j");
            let rank = rank(&person);
            let line = person.sees().lines().nth(1).unwrap_or_default().to_owned();
            assert!(line.contains(&rank), "{language}: {rank} in {line}");
        });
    }
}

#[test]
fn switching_moves_nobody_and_the_heaviest_is_next() {
    let mut person = Person::reads((80, 24));
    person.presses("j j");
    let here = person.at();
    person.presses(",");
    assert_eq!(person.at(), here);
    assert!(said(&person).starts_with("By weight: j goes to the heaviest of "));
    person.presses("j");
    let heaviest = person.at();
    assert!(rank(&person).starts_with("1 of "), "{}", rank(&person));
    let down = walk(&mut person, "j");
    assert!(down.len() > 3, "{down:?}");
    assert!(!down.is_sorted(), "no reading order: {down:?}");
    assert!(said(&person).starts_with("Nothing lighter is left."));
    let mut up = walk(&mut person, "k");
    up.reverse();
    assert_eq!(up, down, "the way back is the same");
    person.presses("G");
    assert_eq!(Some(&person.at()), down.last());
    person.presses("g");
    assert_eq!(person.at(), heaviest);
    person.presses(", j");
    assert_eq!(person.at(), heaviest + 1, "in reading order again");
}

#[test]
fn a_decision_goes_on_by_weight_and_moves_nothing() {
    let mut person = Person::reads((140, 45));
    person.presses(", j");
    let down = walk(&mut person, "j");
    person.presses("g 1");
    assert_eq!(person.at(), down[1], "a tag goes on to the next by weight");
    assert!(rank(&person).starts_with("2 of "));
    person.presses("space");
    assert_eq!(person.at(), down[2], "and so does reading on");
    person.presses("k k");
    assert_eq!(person.at(), down[0], "what was decided kept its place");
    person.presses("]");
    assert_eq!(
        person.at(),
        down[2],
        "the next open one is the next by weight"
    );
    // From a place outside of the order one goes back into it.
    let outside = (0..=down.len()).find(|clause| !down.contains(clause));
    let outside = outside.expect("more clauses than places");
    person.model.reading.as_mut().expect("open").jump(outside);
    person.presses("k");
    assert_eq!(person.at(), down[2]);
}

#[test]
fn what_every_item_of_is_answered_is_passed_over() {
    let mut person = Person::reads((140, 45));
    person.presses(", j");
    let down = walk(&mut person, "j");
    let items = {
        let reading = person.model.reading.as_ref().expect("open");
        reading.checklist.items.len()
    };
    person.presses("g c");
    for _ in 0..items {
        person
            .presses("N")
            .types("It does not fit.")
            .presses("enter down");
    }
    person.presses("esc");
    assert_eq!(person.at(), down[0]);
    let before = person.at();
    person.presses("j");
    assert_eq!(person.at(), before, "nothing is left to be looked for");
    assert!(
        said(&person).starts_with("Nothing lighter is left."),
        "{}",
        person.sees()
    );
}

#[test]
fn the_order_is_there_the_next_day() {
    let mut person = Person::reads((80, 24));
    person.presses(", j j");
    let (at, words) = (person.at(), rank(&person));
    person.presses("q");
    let services = person.services;
    let mut next_day = Person::with(services, (80, 24), true);
    assert_eq!((next_day.at(), rank(&next_day)), (at, words));
    next_day.presses("j");
    assert!(rank(&next_day).starts_with("3 of "));
    next_day.presses(", q");
    let next_day = Person::with(next_day.services, (80, 24), true);
    let reading = next_day.model.reading.as_ref().expect("open");
    assert!(reading.order.is_none(), "switched off for good");
}

#[test]
fn the_order_follows_the_steps_and_the_checklist() {
    let services = Fake {
        mouthful: 900,
        ..Fake::new()
    };
    let mut person = Person::with(services, (80, 24), true);
    person.presses(", j");
    let (at, steps) = (person.at(), rank(&person));
    person.presses("- -");
    assert_eq!(person.at(), at, "shorter steps move nobody");
    assert!(
        rank(&person).starts_with("1 of "),
        "{steps} {}",
        rank(&person)
    );
    assert_ne!(rank(&person), steps, "there are more of them");
}

#[test]
fn what_is_learned_meanwhile_moves_nothing() {
    let learn = |person: &mut Person| {
        let reading = person.model.reading.as_mut().expect("open");
        let mut pointed = reading.lists[0].shown_pointers().iter();
        let one = pointed.rfind(|item| !item.pointers.is_empty()).cloned();
        let taught = TaughtList {
            pointers: Some(one.into_iter().collect()),
            ..TaughtList::default()
        };
        let checklist = Arc::clone(&reading.checklist);
        reading.take_taught(vec![(checklist, taught)]);
    };
    let mut person = Person::reads((80, 24));
    person.presses(",");
    let before = rank(&person);
    learn(&mut person);
    assert_ne!(rank(&person), before, "nobody has stepped in it yet");
    let mut person = Person::reads((80, 24));
    person.presses(", j");
    let before = rank(&person);
    learn(&mut person);
    assert_eq!(rank(&person), before);
    person.presses("j");
    assert!(rank(&person).starts_with("2 of "), "{}", rank(&person));
    person.presses(", , j");
    assert_ne!(rank(&person), before, "switched on again it knows more");
}
