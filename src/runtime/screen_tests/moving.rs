//! Moving about in the reader: the outline that folds, the path above the clause.

use super::{Act, Person, SIZES};
use crate::app::Target;
use crate::runtime::fake::{self, Fake};
use std::fmt::Write;

/// An agreement of thirty articles with four paragraphs each.
fn long() -> Fake {
    let mut text = String::from("# Agreement on many things\n\n");
    for article in 1..=30 {
        write!(text, "# Article {article} Matter {article}\n\n").expect("a String takes it");
        for paragraph in 1..=4 {
            let words = if paragraph == 3 {
                "Remote access is agreed."
            } else {
                "The parties agree."
            };
            write!(text, "{article}.{paragraph} {words}\n\n").expect("a String takes it");
        }
    }
    Fake::with(fake::agreement(text.trim_end()))
}

fn rows(person: &Person) -> usize {
    let reading = person.model.reading.as_ref().expect("open");
    reading.outline.rows().len()
}

const SCENES: [(&str, Act); 2] = [
    ("outline-folded", |person| {
        person.presses("o right right right h h down down down");
    }),
    ("outline-worrying", |person| {
        person.presses("j space space space 1 o h h j right");
    }),
];

#[test]
fn a_long_outline_looks_as_it_did() {
    for (name, act) in SCENES {
        for size in SIZES {
            let mut person = Person::with(long(), size, true);
            act(&mut person);
            let name = format!("{name}-{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, person.sees());
        }
    }
}

#[test]
fn the_outline_folds_under_keys_and_shows_where_the_reader_is() {
    let mut person = Person::with(long(), (80, 24), true);
    assert_eq!(rows(&person), 31, "the articles");
    person.presses("j j j");
    assert_eq!(rows(&person), 35, "the article that was walked into");
    person.presses("o left");
    assert_eq!(person.at(), 1, "from a paragraph to its article");
    person.presses("left down");
    assert_eq!(person.at(), 6, "what is folded is passed");
    person.presses("f");
    assert_eq!(rows(&person), 31 + 30 * 4, "everything");
    person.presses("f right right end");
    assert_eq!(person.at(), 30 * 5 - 4, "the last row is the last article");
    person.presses("pageup enter j");
    assert_ne!(rows(&person), 31);
}

#[test]
fn a_click_on_the_sign_folds_and_never_hides_the_clause() {
    let mut person = Person::with(long(), (140, 45), true);
    let sign = |person: &Person, clause| {
        let found = person.drawn.targets.iter();
        let mut found = found.filter(|(_, target)| *target == Target::Fold(clause));
        let (area, _) = *found.next().expect("it has a sign");
        (area.x, area.y)
    };
    let (x, y) = sign(&person, 6);
    person.clicks(x, y);
    assert_eq!((rows(&person), person.at()), (35, 0));
    person.clicks(x + 8, y + 2);
    assert_eq!(person.at(), 8);
    person.clicks(x, y);
    assert_eq!((rows(&person), person.at()), (31, 6));
}

#[test]
fn every_jump_can_be_gone_back() {
    let mut person = Person::with(long(), (80, 24), true);
    person.presses("j ctrl-o");
    assert!(
        person
            .is_told()
            .starts_with("There is nothing to go back to")
    );
    assert!(!person.sees().contains("Ctrl-O"));
    person.presses("G");
    assert!(person.sees().contains("Ctrl-O go back"));
    person.presses("/").types("Matter 7").presses("enter");
    let found = person.at();
    person.presses("o down down enter space ]");
    let jumps = [found + 11, found, 150, 1];
    for there in jumps {
        person.presses("ctrl-o");
        assert_eq!(person.at(), there);
    }
    for there in [150, found, found + 11] {
        person.presses("alt-right");
        assert_eq!(person.at(), there);
    }
    assert_eq!(person.is_told(), "Here you were before: 9.1.");
}
