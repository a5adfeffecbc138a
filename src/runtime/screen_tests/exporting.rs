//! Writing the summary: format, edition and language are chosen where it is written.

use super::Person;
use crate::app::{Message, Preview, PreviewRequest, Previewed, Target};
use crate::domain::language::Language;
use crate::domain::summary::{Edition, ExportFormat};

#[test]
fn format_edition_and_language_are_chosen_and_asked_for() {
    let mut person = Person::reads((80, 24));
    person.presses("x down down down up f2 f3 enter");
    let asked = person.services.summary.clone().expect("is written");
    assert_eq!(asked.format, ExportFormat::Docx);
    assert_eq!(asked.edition, Edition::Public);
    assert_eq!(asked.language, Language::SerbianCyrillic);
    assert_eq!(asked.path, "camera-platform-summary.docx");
}

#[test]
fn what_a_public_edition_holds_back_is_counted() {
    let mut person = Person::reads((80, 24));
    person.presses("j j j j j j j 1 f2 x f2");
    let screen = person.sees();
    assert!(
        screen.contains("public, 1 marked place is held back"),
        "{screen}"
    );
}

#[test]
fn the_beginning_of_the_file_is_seen_before_it_is_written() {
    for size in [(80, 24), (140, 45)] {
        let mut person = Person::reads(size);
        person.presses("x");
        let screen = person.sees();
        assert!(screen.contains("Format 1 of 14"), "{screen}");
        assert!(screen.contains("as markdown in English"), "{screen}");
        assert!(screen.contains("13 kB"), "{screen}");
        assert!(!screen.contains("The file goes on."), "{screen}");
        person.presses(&"pagedown ".repeat(12));
        assert!(person.sees().contains("The file goes on."));
        // What was chosen anew is seen from its beginning.
        person.presses("down down f3");
        let screen = person.sees();
        assert!(screen.contains("as docx in"), "{screen}");
        assert!(screen.contains("what the file tells, as text"), "{screen}");
    }
}

#[test]
fn what_cannot_be_written_is_said_before_anybody_tries() {
    let mut person = Person::reads((80, 24));
    person.presses("x f2");
    for _ in 0..6 {
        person.presses("down");
    }
    let screen = person.sees();
    assert!(screen.contains("Format 7 of 14"), "{screen}");
    assert!(
        screen.contains("There is no public edition of it."),
        "{screen}"
    );
}

#[test]
fn words_that_are_held_back_are_told_to_confidential_eyes_only() {
    let mut person = Person::reads((140, 45));
    person.presses("j j j j j j j 1 f2 x");
    let screen = person.sees();
    assert!(
        screen.contains("A public edition would hold 1 marked place back:"),
        "{screen}"
    );
    let told = screen
        .lines()
        .find(|line| line.contains("• tag, "))
        .expect("is listed");
    assert!(told.contains(": “"), "{told}");
    person.presses("f2");
    let screen = person.sees();
    assert!(screen.contains("1 marked place is held back:"), "{screen}");
    let told = screen
        .lines()
        .find(|line| line.contains("• tag, "))
        .expect("is listed");
    assert!(!told.contains('“'), "{told}");
}

#[test]
fn a_preview_that_comes_late_is_dropped() {
    let mut person = Person::reads((80, 24));
    person.presses("x");
    let late = PreviewRequest::Summary {
        agreement: person.services.agreement.id.clone(),
        format: ExportFormat::Ocds,
        edition: Edition::Confidential,
        language: Language::English,
    };
    let preview = Preview {
        lines: vec!["too late".to_owned()],
        ..Preview::default()
    };
    person.gets(Message::Previewed(Box::new(Previewed {
        of: late,
        outcome: Ok(preview),
    })));
    assert!(!person.sees().contains("too late"));
    assert!(person.sees().contains("as markdown"));
}

#[test]
fn a_format_is_taken_with_the_mouse() {
    let mut person = Person::reads((140, 45));
    person.presses("x");
    person.gets(Message::Click(Target::Row(4)));
    let screen = person.sees();
    assert!(screen.contains("Format 5 of 14"), "{screen}");
    assert!(screen.contains("-summary.xlsx"), "{screen}");
}
