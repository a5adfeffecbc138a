//! The matrix: what it shows, where Enter leads, and how it stands a thousand agreements.

use super::{Act, Person, SIZES};
use crate::app::data::{Cell, DeskRow};
use crate::app::model::Screen;
use crate::app::{Grid, Message};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::{Checklist, Group};
use crate::domain::review::Stage;
use crate::domain::review::event::AnswerState;
use crate::runtime::fake::{self, Fake};
use crate::runtime::services::Services;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A checklist of sixty items in six groups.
fn long_list() -> Checklist {
    let mut list = fake::checklist();
    let sample = list.items[0].clone();
    list.id = "long".to_owned();
    list.groups = (1..=6)
        .map(|number| Group {
            id: format!("group-{number}"),
            title: format!("Group {number}"),
        })
        .collect();
    list.items = (0..60)
        .map(|at| {
            let mut item = sample.clone();
            item.id = format!("item-{at}");
            item.group = format!("group-{}", at / 10 + 1);
            item.name = format!("Item {}", at + 1);
            item
        })
        .collect();
    list
}

/// The sample row as many times, with answers of every sort.
pub fn many(count: usize) -> Vec<DeskRow> {
    let row = Fake::new().desk().expect("the sample").remove(1);
    let list = Arc::new(long_list());
    let cell = |at: usize| match at % 11 {
        0..=2 => Cell::Open,
        3 => Cell::NotAsked,
        4 => Cell::Disputed,
        other => Cell::Answered(AnswerState::ALL[other % 6]),
    };
    (0..count)
        .map(|at| DeskRow {
            id: AgreementId::new(format!("{at:016x}")),
            title: format!("Agreement {at:04}"),
            language: ["Serbian (Latin)", "English", "Albanian"][at % 3].to_owned(),
            stage: Stage::ALL[at % Stage::ALL.len()],
            read: at % 42,
            concerns: at % 7,
            supplier: ["Dalekovid d.o.o.", "Kamera d.d.", ""][at % 3].to_owned(),
            public_body: ["City of Lipovac", ""][at % 2].to_owned(),
            grids: vec![Grid {
                checklist: Arc::clone(&list),
                cells: (0..60).map(|item| cell(at * 7 + item * 3)).collect(),
            }],
            ..row.clone()
        })
        .collect()
}

const SCENES: [(&str, Act); 4] = [
    ("matrix", |person| {
        person.presses("M down right right");
    }),
    ("matrix-answered", |person| {
        person.presses("enter c enter u esc esc M");
    }),
    ("matrix-long", |person| {
        person.gets(Message::DeskLoaded(Ok(many(120))));
        person.presses("M pagedown pagedown end left left");
    }),
    ("matrix-long-start", |person| {
        person.gets(Message::DeskLoaded(Ok(many(120))));
        person.presses("M j j l l l");
    }),
];

#[test]
fn the_matrix_looks_as_it_did() {
    for (name, act) in SCENES {
        for size in SIZES {
            let mut person = Person::sits_down(size);
            act(&mut person);
            let name = format!("{name}-{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, person.sees());
        }
    }
}

#[test]
fn enter_leads_to_the_item_and_back_to_what_was_decided_there() {
    let mut person = Person::sits_down((80, 24));
    person.presses("M right right enter");
    assert_eq!(
        person.model.screen,
        Screen::Checklist,
        "{}",
        person.is_told()
    );
    let reading = person.model.reading.as_ref().expect("open");
    assert_eq!(reading.item, 2);
    person.presses("enter u");
    assert_eq!(person.services.entries.len(), 1, "{}", person.sees());
    person.presses("esc");
    assert_eq!(person.model.screen, Screen::Matrix);
    let seen = person.sees();
    assert!(seen.contains("[?]"), "{seen}");
    assert!(seen.contains("by Ana Petrović"), "{seen}");
    person.presses("esc");
    assert_eq!(person.model.screen, Screen::Desk);
}

#[test]
fn from_the_reader_the_checklist_leads_back_to_the_reader() {
    let mut person = Person::sits_down((80, 24));
    person.presses("M enter esc esc enter c esc");
    assert_eq!(person.model.screen, Screen::Reader);
}

#[test]
fn what_comes_in_moves_no_cursor_of_the_matrix() {
    let mut person = Person::sits_down((80, 24));
    person.gets(Message::DeskLoaded(Ok(many(30))));
    person.presses("M G right");
    let mut new = many(1).remove(0);
    new.id = AgreementId::new("aaaaaaaaaaaaaaaa");
    new.title = "A first one".to_owned();
    let before = person.model.matrix.current().expect("a row").id.clone();
    person.gets(Message::RowsLoaded(vec![new]));
    let matrix = &person.model.matrix;
    assert_eq!(matrix.rows.len(), 31);
    assert_eq!(matrix.current().expect("a row").id, before);
}

#[test]
fn a_key_computes_nothing_anew_with_a_thousand_agreements() {
    let mut person = Person::sits_down((140, 45));
    let began = Instant::now();
    person.gets(Message::DeskLoaded(Ok(many(1000))));
    person.presses("M");
    let rows = person.model.matrix.rows.as_ptr();
    assert_eq!(person.model.matrix.rows.len(), 1000);
    for _ in 0..25 {
        person.presses("j l pagedown right down h k pageup");
    }
    assert_eq!(person.model.matrix.rows.as_ptr(), rows, "gathered once");
    // Two hundred frames of an unoptimised program; on a busy machine.
    assert!(began.elapsed() < Duration::from_secs(20));
}
