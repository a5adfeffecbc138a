//! Answering an item that asks for a fact: values of the text are offered, never filled in.

use super::{Person, SIZES};

/// A person who answers the item about money.
fn answers(size: (u16, u16)) -> Person {
    let mut person = Person::reads(size);
    person.presses("c down down down down enter s");
    person
}

#[test]
fn values_of_the_text_are_offered() {
    for size in SIZES {
        let mut person = answers(size);
        let name = format!("offers-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("down down");
        let name = format!("offers-chosen-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}

#[test]
fn a_value_is_taken_by_a_key_and_can_still_be_changed() {
    let mut person = answers((80, 24));
    person.presses("down down enter");
    assert!(
        person.services.entries.is_empty(),
        "nothing is saved by taking it"
    );
    person.types(" a year").presses("enter");
    let told = person.is_told().to_owned();
    assert!(told.contains("EUR a year"), "{told}");
    assert_eq!(person.services.entries.len(), 1);
}

#[test]
fn nothing_is_filled_in_by_itself() {
    let mut person = answers((80, 24));
    person.presses("enter");
    assert!(!person.is_told().contains("EUR"), "{}", person.is_told());
    let mut person = answers((80, 24));
    person.presses("down esc").types("by hand").presses("enter");
    assert!(person.is_told().contains("by hand"), "{}", person.is_told());
    let mut person = Person::reads((80, 24));
    person.presses("c down enter s");
    assert!(
        !person.sees().contains("Found in the text"),
        "it asks for no fact"
    );
}
