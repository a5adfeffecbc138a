//! What edits make of a checklist, and what they refuse.

use super::*;
use crate::domain::checklist::compare::{Comparison, Fate};
use crate::domain::checklist::{
    Group, ItemKind, ItemSeverity, ItemTexts, Profile, Signature, Translation, validate,
};
use crate::domain::samples;

/// A checklist of two groups, with a profile and a signed translation of `remote`.
fn checklist() -> Checklist {
    let mut checklist = samples::checklist();
    checklist.groups.push(Group {
        id: "money".to_owned(),
        title: "Money".to_owned(),
    });
    checklist.items[2].group = "money".to_owned();
    checklist.profiles.push(Profile {
        id: "core".to_owned(),
        title: "Core items".to_owned(),
        items: vec!["remote".to_owned(), "funds".to_owned()],
    });
    let texts = ItemTexts {
        name: Some("Daljinski pristup".to_owned()),
        question: Some("Može li se pristupiti izdaleka?".to_owned()),
        what_to_look_for: vec!["VPN".to_owned()],
        ..ItemTexts::default()
    };
    let translation = Translation {
        signed: Some(Signature {
            by: "A. Translator".to_owned(),
            on: "2026-11-01".to_owned(),
        }),
        items: [("remote".to_owned(), texts)].into(),
        ..Translation::default()
    };
    checklist.translations.insert("hr".to_owned(), translation);
    checklist
}

fn names(checklist: &Checklist) -> String {
    let order = checklist.by_groups();
    let ids: Vec<&str> = order
        .iter()
        .map(|&at| checklist.items[at].id.as_str())
        .collect();
    ids.join(" ")
}

fn added(question: &str, group: &str) -> Box<Item> {
    let (kind, severity) = (ItemKind::Safeguard, ItemSeverity::High);
    Box::new(Item {
        name: short_name(question),
        ..Item::new("", group, kind, severity, question)
    })
}

/// Every edit of a sound checklist gives one that can be kept.
fn is_sound(checklist: &Checklist) {
    let bytes = serde_json::to_vec_pretty(checklist).unwrap();
    assert_eq!(validate::parse(&bytes).as_ref(), Ok(checklist));
}

#[test]
fn an_item_is_added_where_the_cursor_stands_or_at_the_end_of_its_group() {
    let before = checklist();
    let after = before
        .edited(&Edit::Add {
            item: added(" Who may audit? ", "data"),
            after: Some("network".to_owned()),
        })
        .unwrap();
    assert_eq!(names(&after), "network who-may-audit remote funds");
    assert_eq!(
        after.item("who-may-audit").unwrap().question,
        "Who may audit?"
    );
    is_sound(&after);
    let after = before
        .edited(&Edit::Add {
            item: added("Who may audit?", "data"),
            after: Some("funds".to_owned()),
        })
        .unwrap();
    assert_eq!(names(&after), "network remote who-may-audit funds");
}

#[test]
fn what_an_item_must_have_is_asked_for() {
    let before = checklist();
    let add = |item| before.edited(&Edit::Add { item, after: None });
    assert_eq!(add(added(" ", "data")), Err(EditProblem::NoQuestion));
    let mut nameless = added("Who?", "data");
    nameless.name = " ".to_owned();
    assert_eq!(add(nameless), Err(EditProblem::NoName));
    let group = "moon".to_owned();
    assert_eq!(
        add(added("Who?", "moon")),
        Err(EditProblem::UnknownGroup { group })
    );
}

#[test]
fn a_changed_text_loses_its_translations_and_no_other_text_does() {
    let before = checklist();
    let mut item = before.item("remote").unwrap().clone();
    item.question = "Can it be reached from abroad?".to_owned();
    let after = before
        .edited(&Edit::Change(Box::new(item.clone())))
        .unwrap();
    let croatian = &after.translations["hr"];
    let texts = &croatian.items["remote"];
    assert_eq!(texts.question, None);
    assert_eq!(texts.name.as_deref(), Some("Daljinski pristup"));
    assert!(croatian.signed.is_some(), "the rest was read by somebody");
    assert_eq!(
        Comparison::of(&before, &after).with(Fate::Changed),
        ["remote"]
    );
    is_sound(&after);

    item.name = "Access from abroad".to_owned();
    item.what_to_look_for = vec!["VPN lines".to_owned(), "  ".to_owned()];
    let after = after.edited(&Edit::Change(Box::new(item))).unwrap();
    assert!(after.translations.is_empty(), "nothing is left of it");
    assert_eq!(
        after.item("remote").unwrap().what_to_look_for,
        ["VPN lines"]
    );
    is_sound(&after);
}

#[test]
fn an_item_moves_among_its_neighbours_and_into_the_next_group() {
    let step = |checklist: &Checklist, item: &str, up| {
        let item = item.to_owned();
        checklist.edited(&Edit::Move { item, up })
    };
    let start = checklist();
    let one = step(&start, "network", false).unwrap();
    assert_eq!(names(&one), "remote network funds");
    let two = step(&one, "network", false).unwrap();
    assert_eq!(names(&two), "remote network funds");
    assert_eq!(two.item("network").unwrap().group, "money");
    let three = step(&two, "network", false).unwrap();
    assert_eq!(names(&three), "remote funds network");
    let end = step(&three, "network", false);
    assert_eq!(end, Err(EditProblem::AtTheEnd { up: false }));
    let mut back = three;
    for _ in 0..3 {
        back = step(&back, "network", true).unwrap();
    }
    assert_eq!(back, start, "the same steps back lead to the same list");
    let top = step(&back, "network", true);
    assert_eq!(top, Err(EditProblem::AtTheEnd { up: true }));
    is_sound(&two);
}

#[test]
fn a_retired_item_leaves_its_id_and_the_reason() {
    let retire = |checklist: &Checklist, item: &str, reason: &str| {
        checklist.edited(&Edit::Retire {
            item: item.to_owned(),
            reason: reason.to_owned(),
        })
    };
    let before = checklist();
    assert_eq!(retire(&before, "remote", " "), Err(EditProblem::NoReason));
    let after = retire(&before, "remote", " It is asked twice. ").unwrap();
    assert_eq!(names(&after), "network funds");
    assert_eq!(after.retired[0].reason, "It is asked twice.");
    assert_eq!(after.profiles[0].items, ["funds"]);
    let none = retire(&after, "funds", "Asked elsewhere.").unwrap();
    assert!(none.profiles.is_empty(), "a profile that asks nothing goes");
    is_sound(&none);
    assert!(after.translations["hr"].items.is_empty());
    is_sound(&after);
    let again = after
        .edited(&Edit::Add {
            item: added("Remote?", "data"),
            after: None,
        })
        .unwrap();
    assert!(again.item("remote-2").is_some(), "the id is not used again");
    let one = retire(&retire(&after, "network", "Old.").unwrap(), "funds", "Old.");
    assert_eq!(one, Err(EditProblem::LastItem));
}

#[test]
fn what_was_added_by_mistake_leaves_nothing() {
    let before = checklist();
    let after = before
        .edited(&Edit::Add {
            item: added("Who may audit?", "data"),
            after: None,
        })
        .unwrap();
    let item = "who-may-audit".to_owned();
    assert_eq!(after.edited(&Edit::Remove { item }), Ok(before));
}
