//! Moving about in the reader: the outline that folds, the way back, the list of what was not
//! understood.

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
    assert_eq!(person.is_told(), "Here you were before: clause 9.1.");
}

#[test]
fn what_was_not_understood_is_walked_through() {
    let mut person = Person::reads((80, 24));
    person.presses("i down");
    insta::assert_snapshot!("receipt-walked", person.sees());
    person.presses("enter");
    let there = person.at();
    assert!(person.is_told().starts_with("Annex C is cited"));
    insta::assert_snapshot!("receipt-gone-to", person.sees());
    person.presses("ctrl-o");
    assert_eq!(person.at(), 0);
    assert!(person.sees().contains("Annex C is cited"), "the list again");
    person.presses("up enter");
    assert!(person.at() > 8 && person.at() < there, "the second page");
    person.presses("ctrl-o end enter");
    assert!(person.is_told().starts_with("This is about the file"));
    person.presses("esc");
    assert_eq!(person.at(), 0);
}

#[test]
fn a_long_list_of_remarks_is_shown_around_the_cursor() {
    let mut person = Person::reads((80, 24));
    let reading = person.model.reading.as_mut().expect("open");
    let remark = |number: usize| crate::app::Remark {
        severity: crate::domain::document::Severity::Warning,
        words: format!(
            "Number {number} is missing{}",
            " and so on".repeat(number % 9)
        ),
        page: Some(1),
        place: None,
    };
    reading.receipt.remarks = (1..=300).map(remark).collect();
    person.presses("i");
    for number in 1..=300 {
        let wanted = format!("Number {number} is missing");
        assert!(person.sees().contains(&wanted), "{}", person.sees());
        person.presses("j");
    }
    person.presses("home pagedown");
    assert!(!person.sees().contains("1 of 300"));
}

#[test]
fn words_found_far_down_in_a_clause_are_in_sight() {
    let text = format!("# Long\n\n1.1 {}At last.", "Words go on. ".repeat(300));
    let mut person = Person::with(Fake::with(fake::agreement(&text)), (80, 24), true);
    person.presses("/").types("at last");
    assert!(person.sees().contains("At last."), "{}", person.sees());
    person.presses("enter pageup");
    assert!(!person.sees().contains("At last."), "scrolling goes on");
    person.presses("v end");
    assert!(person.sees().contains("At last."), "the chosen word");
}
