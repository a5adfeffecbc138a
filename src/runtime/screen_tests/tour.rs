//! The walks of `docs/tour.md`: every key of the page is pressed, and counted.

use super::Person;
use crate::app::Key;
use crate::app::message::Message;

const PAGE: &str = include_str!("../../../docs/tour.md");

/// The rows of the table under a heading: their cells.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let part = PAGE.split("\n## ").find(|part| part.starts_with(heading));
    let lines = part.expect(heading).lines();
    let lines = lines.filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    let cells = lines.map(|line| {
        let inner = line.trim_matches('|');
        inner.split('|').map(str::trim).collect()
    });
    let rows: Vec<Vec<&str>> = cells.skip(1).collect();
    assert!(rows.len() > 4, "{heading}");
    rows
}

/// The keys of a cell; typed words letter by letter.
fn keys(cell: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = cell;
    while let Some(at) = rest.find(['`', '“']) {
        let (_, from) = rest.split_at(at);
        let (open, close) = if from.starts_with('`') {
            ('`', '`')
        } else {
            ('“', '”')
        };
        let inside = from.strip_prefix(open).expect("found there");
        let (token, after) = inside.split_once(close).expect("what is opened is closed");
        match open {
            '`' if token.chars().count() > 1 => {
                keys.push(Key::parse(&token.to_lowercase()).expect(token));
            }
            '`' => keys.push(Key::parse(token).expect(token)),
            _ => keys.extend(token.chars().map(Key::char)),
        }
        rest = after;
    }
    keys
}

fn walk(person: &mut Person, heading: &str) {
    for row in rows(heading) {
        let [press, _, says] = row.as_slice() else {
            panic!("{row:?}");
        };
        let keys = keys(press);
        assert!(!keys.is_empty(), "{row:?}");
        for key in keys {
            person.gets(Message::Key(key));
        }
        assert!(person.sees().contains(says), "{row:?}\n{}", person.sees());
    }
}

#[test]
fn a_first_review_is_as_the_page_says() {
    let mut person = Person::sits_down((140, 45));
    walk(&mut person, "A first review");
    let read = person.services.entries.len();
    assert!(
        read > 7,
        "three read, three tags, a note, an answer: {read}"
    );
}

#[test]
fn a_second_reviewer_settles_as_the_page_says() {
    let mut person = Person::reads((140, 45));
    person.presses("j j j j j j j t enter c g");
    person.is_contradicted();
    walk(&mut person, "A second reviewer");
}

#[test]
fn decisions_cost_no_more_keys_than_the_page_says() {
    for row in rows("What it costs") {
        let [decision, press, most] = row.as_slice() else {
            panic!("{row:?}");
        };
        let mut person = if decision.starts_with("From the desk") {
            Person::sits_down((80, 24))
        } else {
            let mut person = Person::reads((80, 24));
            person.presses("j j j j j j j");
            person
        };
        let keys = keys(press);
        assert!(keys.len() <= most.parse().expect("a number"), "{row:?}");
        for key in keys {
            assert!(
                person.services.entries.is_empty(),
                "fewer would do: {row:?}"
            );
            person.gets(Message::Key(key));
        }
        assert_eq!(
            person.services.entries.len(),
            1,
            "{row:?}\n{}",
            person.sees()
        );
    }
}
