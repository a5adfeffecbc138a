//! Marking as confidential in the reader: words, clauses, the agreement; seen in the margin, taken back again.

use super::Person;
use crate::domain::review::event::{ConfidentialSubject, Event};

/// What was marked and taken back, in order.
fn marked(person: &Person) -> Vec<(Option<String>, bool)> {
    let entries = person.services.entries.iter();
    let told = entries.filter_map(|stored| match &stored.entry.event {
        Event::MarkedConfidential(change) => {
            let words = match &change.subject {
                ConfidentialSubject::Agreement(_) => None,
                ConfidentialSubject::Words(passage) => Some(passage.quote.clone()),
            };
            Some((words, change.after.is_some()))
        }
        _ => None,
    });
    told.collect()
}

#[test]
fn words_are_marked_with_one_key_and_seen_in_the_margin() {
    let mut person = Person::reads((80, 24));
    person.presses("j j v v right right f2");
    let done = marked(&person);
    assert_eq!(done.len(), 1);
    let words = done[0].0.clone().expect("words");
    assert!(done[0].1 && words.split(' ').count() >= 2, "{words}");
    let screen = person.sees();
    assert!(
        screen.contains("■ stays out of public editions: “"),
        "{screen}"
    );
    assert!(
        screen.matches('■').count() >= 2,
        "in the margin too: {screen}"
    );
    // The same words and the same key take it back; so does undo.
    person.presses("u");
    assert!(!person.sees().contains('■'));
    person.presses("ctrl-r");
    assert!(person.sees().contains('■'));
}

#[test]
fn a_clause_and_the_agreement_are_marked_in_a_dialog_and_taken_back_there() {
    for size in [(80, 24), (140, 45)] {
        let mut person = Person::reads(size);
        person.presses("j j X");
        let screen = person.sees();
        assert!(screen.contains("Keep out of public editions"), "{screen}");
        assert!(screen.contains("with all that it holds"), "{screen}");
        person.presses("enter X");
        let screen = person.sees();
        assert!(screen.contains("[x] "), "{screen}");
        person.presses("enter");
        assert!(!person.sees().contains('■'));
        person.presses("X j enter");
        let screen = person.sees();
        assert!(
            screen.contains("■ stays out of public editions: the whole agreement"),
            "{screen}"
        );
        let done = marked(&person);
        let told: Vec<_> = done
            .iter()
            .map(|(words, on)| (words.is_some(), *on))
            .collect();
        assert_eq!(told, [(true, true), (true, false), (false, true)]);
    }
}

#[test]
fn what_is_marked_at_the_clause_is_listed_and_can_be_lifted_there() {
    let mut person = Person::reads((140, 45));
    person.presses("j j v v right f2 X");
    let screen = person.sees();
    assert!(screen.contains("[x] “"), "{screen}");
    person.presses("end enter");
    assert!(!person.sees().contains('■'));
    assert_eq!(marked(&person).last().map(|(_, on)| *on), Some(false));
}

#[test]
fn nothing_is_marked_in_the_past() {
    let mut person = Person::reads((80, 24));
    person.presses("1 L right X");
    assert!(!person.sees().contains("Keep out of public editions"));
}
