//! Searching all agreements: the list while one types, the way to a place and back to the list.

use super::{Person, SIZES};
use crate::app::dialogs::{Dialog, SearchAllDialog};
use crate::app::everywhere::Report;
use crate::app::mode::Mode;
use crate::app::model::Screen;
use crate::app::{Effect, Key, Message, update};
use crate::domain::agreement::AgreementId;
use crate::domain::everywhere::Results;
use crate::runtime::fake::{Fake, SAMPLE, agreement};
use std::sync::Arc;

/// A workspace with three agreements.
fn services() -> Fake {
    let hospital = SAMPLE
        .replace("city camera platform", "hospital camera platform")
        .replace("City of Novigrad", "Hospital of Lipovac")
        .replace("240 cameras", "60 cameras");
    let lease = "# Lease of a garden\n\n1.1 The tenant keeps the garden, the fence and the roof of the barn in repair.\n\n1.2 No camera and no other cameras are put up.\n";
    Fake {
        others: vec![agreement(&hospital), agreement(lease)],
        ..Fake::new()
    }
}

fn dialog(person: &Person) -> &SearchAllDialog {
    match &person.model.dialog {
        Some(Dialog::SearchAll(dialog)) => dialog,
        other => panic!("{other:?}"),
    }
}

fn title(person: &Person) -> &str {
    let reading = person.model.reading.as_ref().expect("open");
    &reading.agreement.document.title
}

#[test]
fn the_search_of_all_agreements_looks_as_it_did() {
    for size in SIZES {
        let mut person = Person::with(services(), size, false);
        let name = |what| format!("everywhere-{what}-{}x{}", size.0, size.1);
        person.presses("ctrl-f");
        insta::assert_snapshot!(name("empty"), person.sees());
        person.types("cameras").presses("down");
        insta::assert_snapshot!(name("found"), person.sees());
        person.types(" that fly");
        insta::assert_snapshot!(name("nowhere"), person.sees());
    }
}

#[test]
fn a_place_is_gone_to_from_the_desk_and_the_list_is_kept() {
    let mut person = Person::with(services(), (80, 24), false);
    person.presses("ctrl-f").types("garden").presses("enter");
    assert_eq!(person.model.screen, Screen::Reader);
    assert_eq!(title(&person), "Lease of a garden");
    assert!(person.model.dialog.is_none());
    let search = &person.model.reading.as_ref().expect("open").search;
    assert_eq!((search.query.as_str(), search.at), ("garden", Some(0)));
    assert!(
        person.is_told().contains("place 1 of 2"),
        "{}",
        person.is_told()
    );
    assert!(person.is_told().contains("Ctrl-F"), "{}", person.is_told());
    person.presses("n");
    let search = &person.model.reading.as_ref().expect("open").search;
    assert_eq!(search.at, Some(1), "n goes on there");
    person.presses("ctrl-f");
    assert_eq!(dialog(&person).typed.text(), "garden");
    assert_eq!(dialog(&person).results.counts(), (2, 0));
    // What is typed takes the place of the words of the last time.
    person.types("lease");
    assert_eq!(dialog(&person).typed.text(), "lease");
    person.presses("esc");
    assert_eq!(title(&person), "Lease of a garden", "Esc comes back");
    assert_eq!(person.model.mode(), Mode::Reader);
}

#[test]
fn a_place_is_gone_to_from_another_agreement_and_back() {
    let mut person = Person::with(services(), (80, 24), true);
    person.presses("j j");
    let here = person.at();
    person.presses("ctrl-f").types("garden").presses("enter");
    assert_eq!(title(&person), "Lease of a garden");
    person.presses("ctrl-o");
    assert!(title(&person).contains("city camera"), "{}", title(&person));
    assert_eq!(person.at(), here);
    // In the agreement that is open it is a jump like any other.
    person
        .presses("ctrl-f")
        .types("240 cameras")
        .presses("enter");
    assert!(title(&person).contains("city camera"));
    assert_ne!(person.at(), here);
    person.presses("ctrl-o");
    assert_eq!(person.at(), here);
}

#[test]
fn what_is_typed_into_the_search_line_is_searched_everywhere() {
    let mut person = Person::with(services(), (80, 24), true);
    person.presses("/").types("240 cam").presses("ctrl-f");
    assert_eq!(dialog(&person).typed.text(), "240 cam");
    assert_eq!(dialog(&person).results.counts(), (1, 0));
    person.presses("esc");
    assert_eq!(person.at(), 0, "the text is where it was");
}

#[test]
fn what_no_title_has_is_searched_in_the_texts() {
    let mut person = Person::with(services(), (80, 24), false);
    person.types("fence").presses("ctrl-f");
    assert_eq!(dialog(&person).typed.text(), "fence");
    assert_eq!(dialog(&person).results.counts(), (1, 0));
}

#[test]
fn other_forms_are_marked_here_and_there() {
    let mut person = Person::with(services(), (140, 45), false);
    person.presses("ctrl-f").types("cameras").presses("end");
    assert!(
        person.sees().contains("~ another form"),
        "{}",
        person.sees()
    );
    let (exact, forms) = dialog(&person).results.counts();
    assert!(exact > 0 && forms > 0);
    person.presses("esc ctrl-f").types("\"cameras\"");
    assert_eq!(dialog(&person).results.counts(), (exact, 0));
    person
        .presses("ctrl-u")
        .types("garden")
        .presses("enter / esc /")
        .types("cameras");
    assert!(person.sees().contains("~ 1.2"), "{}", person.sees());
    let search = &person.model.reading.as_ref().expect("open").search;
    let at = search.at.expect("is somewhere");
    assert!(search.found[at].is_exact, "as typed comes first");
}

#[test]
fn every_key_begins_anew_and_late_news_count_for_nothing() {
    let mut person = Person::with(services(), (80, 24), false);
    person.presses("ctrl-f");
    let press = |person: &mut Person, key| {
        let effects = update(
            &mut person.model,
            Message::Key(Key::parse(key).expect("a key")),
        );
        match effects.as_slice() {
            [Effect::SearchEverywhere(asked)] => Arc::clone(asked),
            other => panic!("{other:?}"),
        }
    };
    let first = press(&mut person, "g");
    let second = press(&mut person, "a");
    assert_eq!((first.typed.as_str(), second.typed.as_str()), ("g", "ga"));
    let report = |asked: &Arc<_>, done| {
        let results = Results {
            done,
            total: 371,
            left_out: vec![AgreementId::new("torn")],
            ..Results::default()
        };
        let asked = Arc::clone(asked);
        let news = Ok((results, false));
        Message::Everywhere(Box::new(Report { asked, news }))
    };
    person.gets(report(&first, 300));
    assert_eq!(dialog(&person).results.done, 0);
    person.gets(report(&second, 67));
    let seen = person.sees();
    assert!(seen.contains("67 of 371 agreements searched"), "{seen}");
    assert!(seen.contains("one cannot be read: torn"), "{seen}");
    let stopped = update(
        &mut person.model,
        Message::Key(Key::parse("esc").expect("a key")),
    );
    assert_eq!(stopped, [Effect::StopLooking]);
    person.gets(report(&second, 371));
    assert_eq!(person.model.screen, Screen::Desk);
    assert!(person.model.dialog.is_none());
}

#[test]
fn an_empty_workspace_says_how_files_are_read_in() {
    let mut person = Person::sits_down((80, 24));
    person.gets(Message::DeskLoaded(Ok(Vec::new())));
    person.presses("ctrl-f");
    let seen = person.sees();
    assert!(seen.contains("i on the desk reads files in."), "{seen}");
}
