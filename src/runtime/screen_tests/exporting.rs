//! Writing the summary: format, edition and language are chosen where it is written.

use super::Person;
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
