//! Several checklists on one agreement: choosing, profiles, moving to another version, giving up.

use super::{Person, SIZES};
use crate::domain::checklist::{Checklist, Group, Item, ItemKind, ItemSeverity, Profile, Retired};
use crate::domain::review::Event;
use crate::runtime::fake::{self, Fake};

/// A second checklist, with a profile.
fn second() -> Checklist {
    let item = |id: &str, question: &str| {
        Item::new(
            id,
            "terms",
            ItemKind::Safeguard,
            ItemSeverity::Medium,
            question,
        )
    };
    Checklist {
        about: "What the price is, and what else is to be paid.".to_owned(),
        groups: vec![Group {
            id: "terms".to_owned(),
            title: "Terms".to_owned(),
        }],
        profiles: vec![Profile {
            id: "core".to_owned(),
            title: "Core items".to_owned(),
            items: vec!["price".to_owned()],
        }],
        items: vec![
            item("price", "Is the price fixed?"),
            item("index", "Is it indexed?"),
        ],
        ..Checklist::new("prices", "1", "Prices and payments", "2026-11-21")
    }
}

/// The next version of the sample: one item reworded, one edited around, one new, one retired.
fn next_version() -> Checklist {
    let mut next = fake::checklist();
    next.version = "2".to_owned();
    next.items[0].why_it_matters = "What is not limited is given away.".to_owned();
    next.items[1].question = "Can anyone reach the network or the data from abroad?".to_owned();
    next.items.remove(4);
    next.retired.push(Retired {
        id: "funding".to_owned(),
        reason: "Asked by the checklist of prices.".to_owned(),
    });
    next.items.push(Item::new(
        "exit",
        "access",
        ItemKind::Safeguard,
        ItemSeverity::High,
        "Does access end with the agreement?",
    ));
    next
}

/// A person with two further checklists in the workspace.
pub(super) fn person(size: (u16, u16)) -> Person {
    let mut services = Fake::new();
    services.kept = vec![second(), next_version()];
    Person::with(services, size, true)
}

/// What the last event says about the choice of a checklist.
fn last_choice(person: &Person) -> (String, Option<String>) {
    let last = person
        .services
        .entries
        .last()
        .expect("something was decided");
    match &last.entry.event {
        Event::ChecklistChosen(change) => {
            let choice = change.after.as_ref().expect("chosen");
            let name = format!("{}@{}", choice.checklist, choice.version);
            (name, choice.profile.clone())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_checklists_of_an_agreement_are_listed() {
    for size in SIZES {
        let mut person = person(size);
        person.presses("c down enter u c V");
        let name = format!("lists-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("down enter");
        let name = format!("move-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}

#[test]
fn a_checklist_is_added_by_a_profile_shown_and_given_up() {
    let mut person = person((80, 24));
    person.presses("C");
    assert!(
        person.is_told().contains("only checklist"),
        "{}",
        person.is_told()
    );
    person.presses("c V down down p enter");
    assert_eq!(
        last_choice(&person),
        ("prices@1".to_owned(), Some("core".to_owned()))
    );
    assert!(
        person.sees().contains("Prices and payments · 2 of 2"),
        "{}",
        person.sees()
    );
    assert!(
        person.sees().contains("0 of 1 answered"),
        "{}",
        person.sees()
    );
    person.presses("C");
    assert!(
        person.sees().contains("checklist 1 of 2"),
        "{}",
        person.sees()
    );
    assert!(person.is_told().contains("Municipal data access"));
    person.presses("esc C");
    assert!(
        person.is_told().contains("Prices and payments"),
        "in the reader too"
    );
    person.presses("V p");
    assert_eq!(last_choice(&person), ("prices@1".to_owned(), None));
    person.presses("V d");
    assert!(person.sees().contains("no longer?"), "{}", person.sees());
    person.presses("n d y");
    let told = person.is_told().to_owned();
    assert!(told.contains("No longer asked"), "{told}");
    let title = &person.model.reading.as_ref().expect("open").checklist.title;
    assert_eq!(title, "Municipal data access");
    let count = person.services.entries.len();
    person.presses("V d y");
    assert_eq!(person.services.entries.len(), count, "the last one stays");
}

#[test]
fn a_move_changes_nothing_before_it_is_confirmed_and_shows_what_is_open_after() {
    let mut person = person((80, 24));
    person.presses("c down enter u V down enter esc");
    assert_eq!(person.services.entries.len(), 1, "only the answer");
    person.presses("V down enter enter");
    assert_eq!(last_choice(&person).0, "sample@2");
    let told = person.is_told().to_owned();
    assert!(
        told.contains("1 answer to be confirmed, 1 new item"),
        "{told}"
    );
    assert!(person.sees().contains("[~]"), "{}", person.sees());
    person.presses("f");
    for size in SIZES {
        if size == (80, 24) {
            insta::assert_snapshot!("moved-open-80x24", person.sees());
        }
    }
    // And back to the earlier version, where the answer was given.
    person.presses("f V down enter enter");
    assert_eq!(last_choice(&person).0, "sample@1");
    assert!(!person.sees().contains("[~]"), "{}", person.sees());
}
