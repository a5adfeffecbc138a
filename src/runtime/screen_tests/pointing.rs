//! What the mouse and the clipboard do.

use super::Person;
use crate::app::{Effect, Message, update};

impl Person {
    /// Drags the mouse from the first letter of some words on the screen to the first of others.
    fn drags(&mut self, from: &str, to: &str) {
        let [(x, y), (to_x, to_y)] = [from, to].map(|words| self.finds(words));
        self.clicks(x, y);
        let place = |person: &Self, x, y| person.drawn.place_at(&person.model, x, y);
        let from = place(self, x, y).expect("text stands there");
        let to = place(self, to_x, to_y).expect("text stands there");
        self.gets(Message::Choose { from, to });
    }

    /// Column and row of some words on the screen.
    fn finds(&self, words: &str) -> (u16, u16) {
        let buffer = self.screen.backend().buffer();
        for y in 0..buffer.area.height {
            let row: Vec<&str> = (0..buffer.area.width)
                .map(|x| buffer[(x, y)].symbol())
                .collect();
            let found = (0..row.len()).find(|&at| row[at..].concat().starts_with(words));
            if let Some(x) = found {
                return (u16::try_from(x).expect("few columns"), y);
            }
        }
        panic!("{words} is not shown:\n{}", self.sees());
    }

    fn copies(&mut self, keys: &str) -> String {
        let key = crate::app::Key::parse(keys).expect(keys);
        let effects = update(&mut self.model, Message::Key(key));
        match effects.as_slice() {
            [Effect::Copy(text)] => text.clone(),
            other => panic!("nothing was copied: {other:?}"),
        }
    }
}

#[test]
fn words_are_chosen_by_dragging_and_tagged_with_a_digit() {
    let mut person = Person::reads((80, 24));
    person.presses("j j j j j j j");
    person.drags("Remote access", "permitted");
    let reading = person.model.reading.as_ref().expect("is open");
    let chosen = reading.words.as_ref().expect("words are chosen").chosen();
    let words = chosen.of(reading.agreement.text()).to_owned();
    assert!(words.starts_with("Remote access from"), "{words}");
    assert!(words.ends_with("is permitted"), "{words}");
    person.drags("without prior", "The Supplier may connect");
    person.presses("1");
    assert_eq!(person.services.entries.len(), 1, "{}", person.is_told());
}

#[test]
fn dragging_over_what_lies_above_the_text_chooses_nothing() {
    let mut person = Person::reads((80, 24));
    person.presses("j j ?");
    person.gets(Message::Choose { from: 0, to: 9 });
    person.presses("esc");
    assert!(
        person
            .model
            .reading
            .as_ref()
            .expect("is open")
            .words
            .is_none()
    );
}

#[test]
fn a_clause_is_copied_with_where_it_stands() {
    let mut person = Person::reads((80, 24));
    person.presses("j j j j j j j");
    let whole = person.copies("y");
    assert!(
        whole.contains("Remote access from the Supplier's offices"),
        "{whole}"
    );
    assert!(whole.ends_with(", 2.2, page 1)\n"), "{whole}");
    assert!(
        person.is_told().contains("clipboard"),
        "{}",
        person.is_told()
    );
    person.presses("v shift-right");
    let words = person.copies("y");
    assert_eq!(words.lines().next(), Some("2.2 The"), "{words}");
}

#[test]
fn addresses_of_sources_are_copied() {
    let mut person = Person::reads((80, 24));
    person.presses("c down down s");
    let copied = person.copies("y");
    assert_eq!(copied.lines().next(), Some("https://law.example/2016"));
    assert!(
        copied.lines().all(|line| line.starts_with("http")),
        "{copied}"
    );
}

#[test]
fn a_key_in_the_bottom_line_can_be_clicked() {
    let mut person = Person::reads((140, 45));
    let (x, y) = person.finds("m note");
    assert_eq!(y, 44);
    person.clicks(x, y);
    assert!(person.sees().contains("Enter save"), "{}", person.sees());
    let (x, y) = person.finds("Esc back");
    person.clicks(x + 5, y);
    assert!(person.model.dialog.is_none());
    let (x, y) = person.finds("k clause");
    let before = person.at();
    person.presses("j").clicks(x, y);
    assert_eq!(person.at(), before);
}

#[test]
fn what_is_pasted_commands_nothing_and_keeps_its_lines() {
    let mut person = Person::reads((80, 24));
    person.presses("m");
    person.gets(Message::Paste(
        "one\r\ntwo\rthree\u{1b}[2J\u{9b}q\u{7}".to_owned(),
    ));
    let draft = match &person.model.dialog {
        Some(crate::app::dialogs::Dialog::Note(note)) => note.editor.text().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(draft, "one\ntwo\nthree[2Jq");
    person.presses("esc y /");
    person.gets(Message::Paste("remote\naccess\u{1b}".to_owned()));
    assert!(person.sees().contains("remote access"), "{}", person.sees());
    person.gets(Message::Paste("x".repeat(30_000)));
    assert!(person.is_told().contains("20000"), "{}", person.is_told());
}
