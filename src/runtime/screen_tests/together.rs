//! The checklist screen: which items are shown, and one answer for several of them.

use super::{Person, SIZES};
use crate::app::screens::Show;

fn shown(person: &Person) -> Vec<usize> {
    let reading = person.model.reading.as_ref().expect("open");
    person.model.checklist.shown(reading)
}

#[test]
fn a_key_goes_through_what_is_shown() {
    let mut person = Person::reads((80, 24));
    person.presses("c a y");
    let seen: Vec<(Show, usize)> = (0..6)
        .map(|_| {
            person.presses("f");
            (person.model.checklist.show, shown(&person).len())
        })
        .collect();
    let counts = |show| seen.iter().find(|one| one.0 == show).map(|one| one.1);
    assert_eq!(counts(Show::All), Some(6));
    assert_eq!(counts(Show::Absent), Some(1), "{seen:?}");
    assert_eq!(counts(Show::Concern), Some(0));
    assert_eq!(counts(Show::Disputed), Some(0));
    assert_eq!(person.model.checklist.show, Show::All, "round and round");
}

#[test]
fn marked_items_are_set_aside_with_one_reason_and_taken_back_in_one_go() {
    for size in SIZES {
        let mut person = Person::reads(size);
        person.presses("c space down space N").types("Only cameras");
        let name = format!("together-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("enter");
        let answered = |person: &Person| {
            let reading = person.model.reading.as_ref().expect("open");
            reading.marks.coverage.answered()
        };
        assert_eq!(answered(&person), 2, "{}", person.sees());
        assert_eq!(person.services.entries.len(), 2, "an entry for each");
        assert!(person.sees().contains("with 1 further item"));
        assert!(person.model.checklist.ticked.is_empty());
        person.presses("u");
        assert_eq!(answered(&person), 0);
        person.presses("ctrl-r");
        assert_eq!(answered(&person), 2);
    }
}

#[test]
fn a_group_is_marked_at_once_and_a_reason_is_needed() {
    let mut person = Person::reads((80, 24));
    person.presses("c *");
    let marked = person.model.checklist.ticked.len();
    assert!(marked > 0);
    person.presses("*");
    assert!(person.model.checklist.ticked.is_empty());
    person.presses("* N enter");
    assert!(person.services.entries.is_empty(), "no reason was typed");
    assert!(person.model.dialog.is_some());
}

#[test]
fn marks_do_not_slip_onto_the_items_of_another_checklist() {
    let mut person = Person::reads((80, 24));
    person.presses("c space space");
    assert_eq!(person.model.checklist.ticked.len(), 2);
    person.presses("C");
    assert!(person.model.checklist.ticked.is_empty());
}
