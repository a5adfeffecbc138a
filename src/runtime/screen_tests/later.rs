//! A long agreement can be read before it is known what its checklists point to.

use super::*;
use crate::app::ready::ReadyText;
use crate::domain::samples;
use crate::runtime::services::Services;

/// Opens the agreement again, as a long one is opened; gives what is still to be done.
fn opens_a_long_one(person: &mut Person) -> Vec<Effect> {
    person.services.points_later = true;
    let id = person.services.agreement.id.clone();
    let opened = person.services.open(&id).expect("it is there");
    let effects = update(&mut person.model, Message::Opened(Ok(Box::new(opened))));
    person.look();
    effects
}

#[test]
fn a_long_agreement_is_read_while_its_pointers_are_looked_for() {
    for size in [(80, 24), (140, 45)] {
        let mut person = Person::reads(size);
        let later = opens_a_long_one(&mut person);
        let screen = person.sees();
        assert!(
            screen.contains("Suggestions are being looked for."),
            "{screen}"
        );
        assert!(!screen.contains("No suggestion here"), "{screen}");
        person.presses("space 1");
        assert!(
            person.is_told().contains("in a moment"),
            "{}",
            person.is_told()
        );
        let before = person.model.reading.as_ref().map(|reading| reading.at);

        person.perform(later);
        person.look();
        let reading = person.model.reading.as_ref().expect("is open");
        assert_eq!(Some(reading.at), before);
        let screen = person.sees();
        assert!(!screen.contains("Suggestions are being"), "{screen}");
        let count = reading.agreement.clauses.len();
        let reading = person.model.reading.as_mut().expect("is open");
        let pointed = (0..count).find(|clause| {
            reading.go_to(*clause);
            !reading.suggestions_here().is_empty()
        });
        assert!(pointed.is_some());
        let entries = person.services.entries.len();
        person.presses("1");
        assert!(person.services.entries.len() > entries);
    }
}

#[test]
fn an_absence_is_proven_though_the_pointers_have_not_come() {
    let mut person = Person::reads((80, 24));
    let asked = |person: &Person| {
        let reading = person.model.reading.as_ref().expect("is open");
        let items = reading.checklist.items.iter();
        let found = items.map(|item| reading.absence(&item.id));
        found.collect::<Vec<_>>()
    };
    let later = opens_a_long_one(&mut person);
    let before = asked(&person);
    assert!(before.iter().any(|found| !found.hits.is_empty()));
    assert!(before.iter().all(|found| !found.terms.is_empty()));
    person.perform(later);
    assert_eq!(asked(&person), before);
}

#[test]
fn the_text_is_made_ready_for_searching_when_the_line_for_it_opens() {
    let mut person = Person::reads((80, 24));
    let asks = |effects: &[Effect]| {
        let mut effects = effects.iter();
        effects.any(|effect| matches!(effect, Effect::ReadySearch(_)))
    };
    let slash = || Message::Key(Key::char('/'));
    let later = update(&mut person.model, slash());
    assert!(asks(&later));
    // That of another agreement comes late and is not taken.
    let other = ReadyText::of(&samples::agreement("1. Nothing of it."));
    person.gets(Message::SearchReady(other));
    person.perform(later);
    person.types("network").presses("enter");
    let reading = person.model.reading.as_ref().expect("is open");
    assert!(!reading.search.found.is_empty());
    assert!(!asks(&update(&mut person.model, slash())), "it is ready");
}
