//! Finding by typing: what can be done, places to go to, items.

use super::{Person, SIZES};
use crate::app::model::Screen;

#[test]
fn the_palette_looks_as_it_did() {
    for size in SIZES {
        let mut person = Person::reads(size);
        person.presses("j j j j j j j :");
        let all = person.sees();
        person.types("srch");
        let seen = format!("{all}\n{}", person.sees());
        insta::assert_snapshot!(format!("palette-{}x{}", size.0, size.1), seen);
    }
}

#[test]
fn going_to_a_place_looks_as_it_did() {
    for size in SIZES {
        let mut person = Person::reads(size);
        person.presses("j j j ctrl-g");
        let all = person.sees();
        person.types("contin");
        person.presses("ctrl-u");
        person.types("biometric");
        let seen = format!("{all}\n{}", person.sees());
        insta::assert_snapshot!(format!("go-to-{}x{}", size.0, size.1), seen);
    }
}

#[test]
fn what_is_chosen_is_done_and_stands_first_the_next_time() {
    let mut person = Person::reads((80, 24));
    person.presses(":").types("full of journal");
    person.presses("esc :").types("checklsit every");
    person.presses("enter");
    assert_eq!(person.model.screen, Screen::Checklist, "{}", person.sees());
    assert!(person.model.palette.is_none());
    person.presses("esc :");
    let palette = person.model.palette.as_ref().expect("is open");
    let first = &palette.rows[palette.found[0].at];
    assert_eq!(first.aside, "c", "{first:?}");
    person.presses("enter");
    assert_eq!(person.model.screen, Screen::Checklist);
}

#[test]
fn a_suggestion_is_taken_by_the_name_of_its_item() {
    let mut person = Person::reads((80, 24));
    person.presses("j j j j j j j :").types("remote");
    person.presses("enter");
    assert_eq!(person.services.entries.len(), 1, "{}", person.sees());
}

#[test]
fn a_clause_is_gone_to_by_its_number_and_left_again() {
    let mut person = Person::reads((80, 24));
    person.presses("j ctrl-g").types("2.2");
    person.presses("enter");
    let reading = person.model.reading.as_ref().expect("open");
    let clause = reading.clause().expect("is there");
    assert!(clause.span.of(reading.agreement.text()).starts_with("2.2"));
    person.presses("ctrl-o");
    assert_eq!(person.at(), 1);
    person.presses("c ctrl-g").types("pristup udaljeni");
    person.presses("enter");
    assert_eq!(person.model.screen, Screen::Reader);
    let reading = person.model.reading.as_ref().expect("open");
    let clause = reading.clause().expect("is there");
    assert!(clause.span.of(reading.agreement.text()).starts_with("3.4"));
}

#[test]
fn an_agreement_is_gone_to_from_the_desk_by_its_title() {
    let mut person = Person::sits_down((80, 24));
    person.presses("ctrl-g").types("camrea");
    person.presses("enter");
    assert_eq!(person.model.screen, Screen::Reader, "{}", person.sees());
    person.presses("ctrl-g").types("sporazum bolnice");
    person.presses("enter");
    assert_eq!(person.model.screen, Screen::Reader);
    assert!(
        person.is_told().contains("cannot be read"),
        "{}",
        person.is_told()
    );
}

#[test]
fn a_list_in_a_dialog_keeps_its_dialog() {
    let mut person = Person::reads((80, 24));
    person.presses("i : esc");
    assert!(person.model.dialog.is_some());
    person.presses(": x y z q enter");
    assert!(person.is_told().contains("letters"), "{}", person.is_told());
    person.presses("f1 esc esc");
    assert!(person.model.palette.is_none() && person.model.dialog.is_some());
}

#[test]
fn places_found_in_the_text_look_as_they_did() {
    for size in SIZES {
        let mut person = Person::reads(size);
        person.presses("/").types("syst");
        person.presses("down down");
        insta::assert_snapshot!(format!("search-{}x{}", size.0, size.1), person.sees());
    }
}

#[test]
fn a_place_found_is_chosen_from_the_list() {
    let mut person = Person::reads((80, 24));
    person.presses("/").types("the supplier may");
    let at = |person: &Person| person.model.reading.as_ref().expect("open").search.at;
    assert_eq!(at(&person), Some(0));
    person.presses("down down up down");
    assert_eq!(at(&person), Some(2));
    let chosen = person.at();
    person.presses("enter");
    assert_eq!(person.at(), chosen);
    person.presses("ctrl-o");
    assert_eq!(person.at(), 0, "there is a way back");
    person.presses("/").types("the supplier may");
    person.presses("pagedown esc");
    assert_eq!(person.at(), 0);
}
