//! Looking at the places that were found before an item is called absent, and coming back to the proof.

use super::{Person, SIZES};
use crate::app::dialogs::{AbsenceDialog, Dialog};
use crate::app::model::Screen;
use crate::domain::review::event::Event;

impl Person {
    fn proof(&self) -> &AbsenceDialog {
        match &self.model.dialog {
            Some(Dialog::Absence(dialog)) => dialog,
            other => panic!("no proof is shown: {other:?}"),
        }
    }

    fn is_inspecting(&self) -> bool {
        let reading = self.model.reading.as_ref().expect("open");
        reading.inspection.is_some()
    }
}

/// The proof for the first item, whose words stand in several clauses.
fn before_the_proof(size: (u16, u16)) -> (Person, Vec<usize>) {
    let mut person = Person::reads(size);
    person.presses("j j c home a");
    let places = person.proof().found.iter().map(|found| found.clause);
    let places: Vec<usize> = places.collect();
    assert!(places.len() > 2, "{places:?}");
    (person, places)
}

#[test]
fn places_are_walked_through_and_the_proof_is_there_again() {
    let (mut person, places) = before_the_proof((80, 24));
    person.presses("down enter");
    assert_eq!(person.at(), places[1]);
    let bar = format!("Found place 2 of {} for “Network access", places.len());
    assert!(person.sees().contains(&bar), "{}", person.sees());
    assert!(
        person
            .sees()
            .contains("] [ next, previous place  a back to the proof  Esc end")
    );
    person.presses("]");
    assert_eq!(person.at(), places[2]);
    person.presses("[ [");
    assert_eq!(person.at(), places[0]);
    person.presses("[");
    assert_eq!(person.is_told(), "This is the first of the places.");
    person.presses("] a");
    assert_eq!(person.model.screen, Screen::Checklist);
    assert_eq!(person.at(), 2, "the text is where it was");
    assert!(!person.is_inspecting());
    let proof = person.proof();
    assert_eq!(proof.cursor, 1, "at the place that was looked at last");
    let looked_at: Vec<bool> = proof.found.iter().map(|found| found.looked_at).collect();
    assert_eq!(looked_at[..3], [true, true, true]);
    assert!(looked_at[3..].iter().all(|looked_at| !looked_at));
    person.presses("y");
    assert!(
        person.is_told().starts_with("Saved."),
        "{}",
        person.is_told()
    );
}

#[test]
fn what_is_done_at_a_place_goes_on_to_the_next_and_counts_in_the_proof() {
    let (mut person, places) = before_the_proof((80, 24));
    let read = person.proof().proof.clauses_read;
    person.presses("enter space");
    assert_eq!(person.at(), places[1], "read, and on to the next place");
    person.presses("1");
    assert_eq!(person.at(), places[2], "tagged, and on to the next place");
    person.presses("[ j j j j");
    let away = person.at();
    person.presses("space");
    assert_eq!(person.at(), away + 1, "away from the place one reads on");
    for _ in &places {
        person.presses("]");
    }
    assert_eq!(person.at(), *places.last().expect("several"));
    assert!(
        person
            .is_told()
            .starts_with("This is the last of the places. a "),
        "{}",
        person.is_told()
    );
    person.presses("space");
    assert_eq!(person.at(), *places.last().expect("several"), "stays there");
    person.presses("a");
    assert!(person.proof().proof.clauses_read > read);
    let tags = person.services.entries.iter();
    let tags = tags.filter(|one| matches!(one.entry.event, Event::ClauseTagged(_)));
    assert_eq!(tags.count(), 1);
}

#[test]
fn a_walk_can_be_ended_where_one_is_and_gone_back_from() {
    let (mut person, places) = before_the_proof((80, 24));
    person.presses("enter ] v");
    assert!(
        !person.sees().contains("back to the proof"),
        "words are chosen"
    );
    person.presses("esc ]");
    assert_eq!(person.at(), places[2]);
    person.presses("esc");
    assert!(!person.is_inspecting());
    assert_eq!(
        (person.at(), person.model.screen),
        (places[2], Screen::Reader)
    );
    person.presses("ctrl-o");
    assert_eq!(person.at(), 2, "the whole walk was one jump");
    person.presses("c home a");
    assert!(person.proof().found[2].looked_at, "it is still known");
}

#[test]
fn help_and_the_list_of_everything_know_the_keys_of_the_walk() {
    let (mut person, places) = before_the_proof((140, 45));
    person.presses("enter ?");
    assert!(person.sees().contains("Looking at places before calling"));
    person
        .presses("esc :")
        .types("next of the places")
        .presses("enter");
    assert_eq!(person.at(), places[1], "{}", person.sees());
}

#[test]
fn a_place_and_the_proof_after_it_look_as_they_did() {
    for size in SIZES {
        let (mut person, _) = before_the_proof(size);
        person.presses("down enter");
        let name = format!("inspection-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("space a");
        let name = format!("inspection-proof-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}
