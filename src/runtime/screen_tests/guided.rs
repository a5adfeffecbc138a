//! The guided tour: it waits until what it asks for was done, and never stands in the way.

use super::{Person, SIZES};
use crate::app::tour::Tour;

fn with_tour(size: (u16, u16)) -> Person {
    let mut person = Person::reads(size);
    person.model.tour = Some(Tour::default());
    person.look();
    person
}

#[test]
fn it_is_offered_and_goes_away() {
    for size in SIZES {
        let mut person = with_tour(size);
        insta::assert_snapshot!(format!("tour-offered-{}x{}", size.0, size.1), person.sees());
        person.presses("f7");
        assert!(!person.sees().contains("tour"), "{}", person.sees());
    }
}

#[test]
fn each_step_waits_until_it_was_done() {
    let mut person = with_tour((80, 24));
    let mut then = |keys: &str, step: usize| {
        person.presses(keys);
        let words = format!("Tour, {step} of 10");
        assert!(
            person.sees().contains(&words),
            "{words}:\n{}",
            person.sees()
        );
    };
    then("f6", 1);
    then("o o", 1);
    then("j j j", 2);
    // Nothing was decided yet that could be taken back.
    then("/ r e m o t e space a c c e s s enter", 2);
    then("1", 3);
    then("u", 4);
    then("t b enter c", 5);
    then("m o k enter", 6);
    then("/ a enter", 7);
    then("c", 8);
    then("a y", 9);
    then("L", 10);
    person.presses("esc");
    assert!(
        person.sees().contains("The end of the tour"),
        "{}",
        person.sees()
    );
    person.presses("f7");
    assert!(!person.sees().contains("tour"), "{}", person.sees());
}
