//! Editing a checklist: a draft that is never lost, a version that is never overwritten.

use super::{Person, SIZES};
use crate::domain::checklist::compare::Fate;
use crate::runtime::fake::Fake;

/// A person who edits the sample checklist.
fn edits(size: (u16, u16)) -> Person {
    let mut person = Person::with(Fake::new(), size, true);
    person.presses("c e");
    person
}

fn fates(person: &Person) -> Vec<(String, Fate)> {
    let editing = person.model.editing.as_ref().expect("editing");
    let items = editing.compared.items.iter();
    let changed = items.filter(|item| item.fate != Fate::Kept);
    changed.map(|item| (item.item.clone(), item.fate)).collect()
}

#[test]
fn an_item_is_added_reworded_moved_and_retired() {
    for size in SIZES {
        let name = |name: &str| format!("{name}-{}x{}", size.0, size.1);
        let mut person = edits(size);
        insta::assert_snapshot!(name("editing"), person.sees());
        person
            .presses("a")
            .types("Does access end with the agreement?");
        person
            .presses("tab tab tab right tab tab")
            .types("Access is power.");
        insta::assert_snapshot!(name("editing-form"), person.sees());
        person.presses("enter J up enter end").types(" At night?");
        person.presses("enter end d").types("Asked elsewhere.");
        insta::assert_snapshot!(name("editing-retire"), person.sees());
        person.presses("enter home down");
        insta::assert_snapshot!(name("editing-changed"), person.sees());
        person.presses("s");
        insta::assert_snapshot!(name("editing-save"), person.sees());
        person.presses("enter");
        insta::assert_snapshot!(name("editing-move"), person.sees());
        assert_eq!(person.services.kept.len(), 1);
        assert_eq!(person.services.kept[0].version, "1.1");
        assert!(person.services.drafts.is_empty());
        assert!(
            person.services.entries.is_empty(),
            "no review moved by itself"
        );
        person.presses("enter");
        assert!(
            person.is_told().starts_with("Saved."),
            "{}",
            person.is_told()
        );
        assert_eq!(person.services.entries.len(), 1);
    }
}

#[test]
fn editing_begins_at_the_item_under_the_cursor() {
    let mut person = Person::with(Fake::new(), (80, 24), true);
    person.presses("c down down e enter");
    assert!(
        person
            .sees()
            .contains("Item “Disclosure to foreign authorities”"),
        "{}",
        person.sees()
    );
}

#[test]
fn steps_are_taken_back_and_done_again() {
    let mut person = edits((80, 24));
    person.presses("a").types("Who pays?").presses("enter");
    assert_eq!(fates(&person), [("who-pays".to_owned(), Fate::New)]);
    person.presses("d");
    assert!(
        fates(&person).is_empty(),
        "a new item goes without a reason"
    );
    person.presses("u");
    assert_eq!(fates(&person).len(), 1);
    person.presses("u");
    assert!(
        person.services.drafts.is_empty(),
        "there is nothing to keep"
    );
    person.presses("ctrl-r");
    assert_eq!(person.services.drafts.len(), 1);
    person.presses("home K");
    assert!(
        person.is_told().contains("beginning already"),
        "{}",
        person.is_told()
    );
}

#[test]
fn a_draft_is_there_again_after_leaving_and_can_be_thrown_away() {
    let mut person = edits((80, 24));
    person
        .presses("enter end")
        .types(" Really?")
        .presses("enter esc");
    assert!(person.is_told().contains("draft"), "{}", person.is_told());
    let services = std::mem::replace(&mut person.services, Fake::new());
    let mut again = Person::with(services, (80, 24), true);
    again.presses("c V");
    assert!(
        again.sees().contains("A draft of a next version"),
        "{}",
        again.sees()
    );
    again.presses("e");
    assert_eq!(fates(&again), [("network-scope".to_owned(), Fate::Changed)]);
    again.presses("D n D y");
    assert!(again.services.drafts.is_empty());
    again.presses("e");
    assert!(fates(&again).is_empty());
}

#[test]
fn what_was_typed_is_not_lost_by_a_slip() {
    let mut person = edits((80, 24));
    person.presses("a").types("Who pays?").presses("esc");
    assert!(
        person.sees().contains("Keep it, or throw it away?"),
        "{}",
        person.sees()
    );
    person.presses("n").types(" And when?").presses("ctrl-c");
    assert!(person.has_left);
    assert_eq!(person.services.drafts[0].items.len(), 7);
    let mut person = edits((80, 24));
    person.presses("a enter");
    assert!(
        person.is_told().contains("needs a question"),
        "{}",
        person.is_told()
    );
}

#[test]
fn a_version_that_was_used_is_not_written_over() {
    let mut person = edits((80, 24));
    person.presses("enter end").types("!").presses("enter s");
    person.presses("backspace backspace enter");
    assert!(
        person.is_told().contains("used before"),
        "{}",
        person.is_told()
    );
    assert_eq!(person.services.drafts.len(), 1, "the draft stays");
}
