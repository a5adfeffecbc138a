//! The particulars of the agreement: recorded from what the text gives, or as typed.

use super::{Person, SIZES};
use crate::app::Message;
use crate::app::links::LookedThrough;

#[test]
fn particulars_look_as_they_did() {
    for size in SIZES {
        let mut person = Person::reads(size);
        person.presses("p down").types("");
        person
            .presses("enter")
            .types("Clearview Harbour Systems Ltd.");
        person.presses("enter down down down down down");
        let name = format!("particulars-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}

#[test]
fn a_particular_is_taken_from_the_text_with_its_words() {
    let mut person = Person::reads((80, 24));
    person.presses("p down down down down down down enter down enter enter");
    assert!(person.is_told().contains("EUR"), "{}", person.is_told());
    let entry = &person.services.entries[0].entry;
    let passage = entry.event.passage().expect("its words");
    assert!(passage.quote.contains("EUR"), "{}", passage.quote);
    // The list is shown again, so that the next one can be recorded.
    assert!(person.sees().contains("Particulars of the agreement"));
    person.presses("d");
    assert_eq!(person.sees().matches("not recorded").count(), 11);
    person.presses("d");
    assert!(person.is_told().contains("recorded nothing"));
    person.presses("esc u");
    assert!(person.is_told().starts_with("Taken back."));
}

#[test]
fn what_is_typed_over_is_not_said_to_be_from_the_text() {
    let mut person = Person::reads((80, 24));
    person.presses("p down down down down down down enter down enter");
    for _ in 0..20 {
        person.presses("backspace");
    }
    person.types("unknown").presses("enter");
    let entry = &person.services.entries[0].entry;
    assert!(entry.event.passage().is_none());
    assert!(person.is_told().contains("unknown"));
}

#[test]
fn values_that_are_found_late_are_offered_all_the_same() {
    let mut person = Person::reads((80, 24));
    let reading = person.model.reading.as_mut().expect("open");
    let found = LookedThrough::of(&reading.agreement);
    reading.facts = None;
    person.presses("p down down down down down down");
    assert!(person.sees().contains("still being looked through"));
    person.presses("enter").types("abc");
    assert!(!person.sees().contains("Found in the text"));
    person.gets(Message::LookedThrough(Box::new(found)));
    assert!(person.sees().contains("Found in the text"));
    assert!(person.sees().contains("▸ abc"), "nothing is filled in");
}
