//! Stepping to concerns, disagreements, open items and doubts; bookmarks; the forecast.

use super::{Person, SIZES};
use crate::app::Place;
use crate::app::model::Said;
use crate::app::reading::Focus;
use crate::app::stepping::Sought;
use crate::domain::review::event::Assessment;

fn said(person: &Person) -> String {
    match &person.model.said {
        Said::Info(words) => words.clone(),
        other => panic!("{other:?}"),
    }
}

fn clause_of(person: &Person, words: &str) -> usize {
    let text = person.services.agreement.text();
    let at = text.find(words).expect(words);
    let clause = person.services.agreement.clauses.index_at(at);
    clause.expect("every word is in a clause")
}

/// Goes to the clause with these words, by searching.
fn goes_to(person: &mut Person, words: &str) -> usize {
    person.presses("/").types(words).presses("enter esc");
    assert_eq!(person.at(), clause_of(person, words));
    person.at()
}

/// Tags two clauses as concerns and one as no concern; says where the concerns are.
fn with_concerns(size: (u16, u16)) -> (Person, [usize; 2]) {
    let mut person = Person::reads(size);
    let mut at = Vec::new();
    for (words, key) in [
        ("connect to the platform", "c"),
        ("biometric", "c"),
        ("Half of the price", "o"),
    ] {
        at.push(goes_to(&mut person, words));
        person.presses("t enter").presses(key);
    }
    person.presses("g");
    (person, [at[0], at[1]])
}

#[test]
fn concerns_are_stepped_through_and_the_search_goes_round() {
    let (mut person, [first, second]) = with_concerns((80, 24));
    person.presses("}");
    assert_eq!(person.at(), first);
    assert_eq!(said(&person), "Concerns: 1 of 2.");
    person.presses("}");
    assert_eq!(person.at(), second);
    person.presses("}");
    assert_eq!(person.at(), first);
    assert_eq!(
        said(&person),
        "No concern behind this clause; the search goes on from the beginning."
    );
    person.presses("{");
    assert_eq!(person.at(), second, "and round the other way");
    person.presses("ctrl-o");
    assert_eq!(person.at(), first, "every step can be gone back");
    person.presses("e");
    let reading = person.model.reading.as_ref().expect("open");
    assert_eq!(
        reading.tags_here()[0].assessment,
        Some(Assessment::Unclear),
        "the tag that was stepped to is the chosen one"
    );
}

#[test]
fn what_is_stepped_to_is_chosen_and_stays_chosen() {
    for size in SIZES {
        let (mut person, _) = with_concerns(size);
        person.presses("f");
        let name = format!("stepping-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
    let (mut person, _) = with_concerns((140, 45));
    person.presses("f down down enter");
    assert_eq!(person.model.sought, Sought::OpenItem);
    let reading = person.model.reading.as_ref().expect("open");
    assert_eq!(reading.focus, Focus::Items);
    let open = Sought::OpenItem.stops(reading).len();
    assert!(open > 1, "{open}");
    let first = reading.item;
    person.presses("}");
    let reading = person.model.reading.as_ref().expect("open");
    assert_eq!(reading.item, first + 1);
    person.presses("{ {");
    assert!(
        said(&person).contains("from the bottom"),
        "{}",
        said(&person)
    );
}

#[test]
fn a_doubt_about_the_file_is_a_place() {
    let mut person = Person::reads((80, 24));
    person.presses("f end enter");
    let doubts = [person.at(), person.presses("}").at()];
    assert!(
        doubts.contains(&clause_of(&person, "Annex C")),
        "{doubts:?}"
    );
    assert_ne!(doubts[0], doubts[1]);
    assert!(
        person
            .model
            .reading
            .as_ref()
            .expect("open")
            .pointed
            .is_some()
    );
}

#[test]
fn there_may_be_none_or_only_one() {
    let mut person = Person::reads((80, 24));
    person.presses("}");
    assert_eq!(said(&person), "There is no concern in this agreement yet.");
    goes_to(&mut person, "biometric");
    person.presses("t enter c }");
    assert_eq!(said(&person), "Concerns: this is the only one.");
}

#[test]
fn a_disagreement_is_stepped_to() {
    let mut person = Person::reads((80, 24));
    let there = goes_to(&mut person, "biometric");
    person.presses("t enter c");
    person.is_contradicted();
    person.presses("g f down enter");
    assert_eq!(person.at(), there);
    assert_eq!(said(&person), "Disagreements between reviewers: 1 of 1.");
}

#[test]
fn a_bookmark_is_set_gone_to_kept_and_taken_away() {
    let mut person = Person::reads((80, 24));
    let there = goes_to(&mut person, "biometric");
    person.presses("\" b");
    assert!(said(&person).contains("Bookmark b is set"));
    let kept = |person: &Person| -> Option<Place> { person.services.place.clone() };
    assert!(kept(&person).expect("kept").bookmarks.contains_key(&'b'));
    person.presses("g ' b");
    assert_eq!(person.at(), there);
    person.presses("ctrl-o ' enter");
    assert_eq!(person.at(), there, "the way back and the list work too");
    person.presses("' x");
    assert!(person.model.dialog.is_some());
    assert_eq!(said(&person), "There is no bookmark x.");
    person.presses("delete");
    assert!(person.model.dialog.is_none());
    assert!(kept(&person).expect("kept").bookmarks.is_empty());
    person.presses("'");
    assert!(said(&person).contains("no bookmark yet"));
}

#[test]
fn bookmarks_look_as_they_did_and_are_there_the_next_day() {
    for size in SIZES {
        let mut person = Person::reads(size);
        goes_to(&mut person, "biometric");
        person.presses("\" b g \" a '");
        let name = format!("bookmarks-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("esc q");
        let services = person.services;
        let next_day = Person::with(services, size, true);
        let reading = next_day.model.reading.as_ref().expect("open");
        assert_eq!(reading.bookmarks.len(), 2);
    }
}

#[test]
fn the_forecast_is_told_once_the_pace_is_known() {
    let mut person = Person::reads((140, 45));
    for _ in 0..8 {
        person.presses("space space");
    }
    let mut forecast = None;
    for _ in 0..8 {
        person.presses("space");
        forecast = person.model.reading.as_ref().expect("open").minutes_left;
        if forecast.is_some() {
            break;
        }
    }
    let minutes = forecast.expect("more than ten clauses were read, one a minute");
    let words = format!("about {minutes} min at your pace");
    assert!(person.sees().contains(&words), "{}", person.sees());
    person.presses("c");
    assert!(person.sees().contains(&words), "{}", person.sees());
}
