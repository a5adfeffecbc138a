//! The desk as a table: sorted, grouped, narrowed to one state.

use super::matrix::many;
use super::{Act, Person, SIZES};
use crate::app::Message;
use crate::app::screens::{GroupBy, SortBy};

fn titles(person: &Person) -> Vec<&str> {
    let desk = &person.model.desk;
    let rows = desk.shown.iter().filter_map(|&at| desk.row(at));
    rows.map(|row| row.title.as_str()).collect()
}

fn with(count: usize, size: (u16, u16)) -> Person {
    let mut person = Person::sits_down(size);
    person.gets(Message::DeskLoaded(Ok(many(count))));
    person
}

const SCENES: [(&str, Act); 2] = [
    ("desk-sorted", |person| {
        person.presses("S S S S down");
    }),
    ("desk-grouped", |person| {
        person.presses("G F F S down down down down down");
    }),
];

#[test]
fn an_arranged_desk_looks_as_it_did() {
    for (name, act) in SCENES {
        for size in SIZES {
            let mut person = with(60, size);
            act(&mut person);
            let name = format!("{name}-{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, person.sees());
        }
    }
}

#[test]
fn every_order_keeps_all_agreements_and_the_cursor_on_its_own() {
    let mut person = with(50, (80, 24));
    person.presses("down down down down down");
    let here = person.model.desk.current().expect("a row").id.clone();
    for _ in SortBy::ALL {
        person.presses("S");
        assert_eq!(person.model.desk.shown.len(), 50);
        assert_eq!(person.model.desk.current().expect("a row").id, here);
    }
    assert_eq!(titles(&person)[0], "Agreement 0000", "round and round");
    person.presses("S S S S");
    let concerns = |at: usize| {
        person
            .model
            .desk
            .row(person.model.desk.shown[at])
            .map(|row| row.concerns)
    };
    assert!(concerns(0) > concerns(49), "the most first");
}

#[test]
fn groups_stand_together_and_what_is_not_recorded_stands_last() {
    let mut person = with(30, (80, 24));
    person.presses("G G");
    let desk = &person.model.desk;
    let heads: Vec<_> = desk.heads.iter().filter_map(|&at| desk.head(at)).collect();
    assert_eq!(
        heads,
        [("Dalekovid d.o.o.", 10), ("Kamera d.d.", 10), ("", 10)]
    );
    assert!(person.sees().contains("Dalekovid d.o.o. · 10 agreements"));
    person.presses("end");
    assert!(
        person.sees().contains("Agreement 0029"),
        "{}",
        person.sees()
    );
    person.presses("G");
    assert_eq!(person.model.desk.arrangement.group, GroupBy::Nothing);
    assert!(person.model.desk.heads.is_empty());
}

#[test]
fn one_state_is_shown_until_esc() {
    let mut person = with(25, (80, 24));
    person.presses("F");
    assert_eq!(person.model.desk.shown.len(), 5);
    assert!(
        person.sees().contains("5 of 25 agreements"),
        "{}",
        person.sees()
    );
    person.presses("M");
    assert_eq!(
        person.model.matrix.rows.len(),
        5,
        "the matrix of what is shown"
    );
    person.presses("esc esc");
    assert_eq!(person.model.desk.shown.len(), 25);
    person.presses("F F F F F F");
    assert_eq!(person.model.desk.arrangement.only, None, "all at last");
}

#[test]
fn the_cursor_is_in_sight_wherever_it_stands_among_heads() {
    let mut person = with(0, (80, 24));
    let mut rows = many(200);
    for (at, row) in rows.iter_mut().enumerate() {
        row.supplier = format!("Supplier {:03}", at / 2);
    }
    person.gets(Message::DeskLoaded(Ok(rows)));
    person.presses("G G");
    for keys in [
        "pagedown pagedown",
        "down",
        "pagedown",
        "end",
        "pageup",
        "up",
        "home",
    ] {
        person.presses(keys);
        let title = person.model.desk.current().expect("a row").title.clone();
        let times = person.sees().matches(&title).count();
        assert_eq!(
            times,
            2,
            "in the table and below it: {title}\n{}",
            person.sees()
        );
    }
}
