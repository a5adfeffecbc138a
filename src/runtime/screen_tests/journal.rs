//! The journal: filtering, before and after, what is proven, the way to the clause, and travelling.

use super::*;
use crate::app::action::Action;
use crate::app::travel::only_looks;
use crate::domain::review::log::LogFormat;

/// Reading, a tag, an answer that was changed with a reason, a note, and an undo.
fn decides(person: &mut Person) {
    person
        .presses("space space space space space space space 1 k")
        .presses("m")
        .types("Ask the ministry who may connect from abroad, and on whose order.")
        .presses("enter c down w enter s")
        .types("After a second look")
        .presses("enter c r u");
}

const SCENES: [(&str, Act); 7] = [
    ("journal-export", |person| {
        decides(person);
        person.presses("L /").types("look");
        person.presses("enter x tab");
    }),
    ("journal-answer", |person| {
        decides(person);
        person.presses("L down down");
    }),
    ("journal-filter", |person| {
        decides(person);
        person.presses("L f").types("look").presses("tab right tab");
    }),
    ("journal-entry", |person| {
        decides(person);
        person.presses("L down down space");
    }),
    ("journal-altered", |person| {
        decides(person);
        person.services.altered = Some(9);
        person.presses("L down");
    }),
    ("journal-travel", |person| {
        decides(person);
        person.presses("L down down down T");
    }),
    ("journal-travel-checklist", |person| {
        decides(person);
        person.presses("L T [ c down");
    }),
];

#[test]
fn the_journal_looks_as_it_did() {
    for (name, act) in SCENES {
        for size in SIZES {
            let mut person = Person::reads(size);
            act(&mut person);
            let name = format!("{name}-{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, person.sees());
        }
    }
    for size in SIZES {
        let mut person = Person::reads(size);
        decides(&mut person);
        person.presses("q L");
        let (width, height) = size;
        insta::assert_snapshot!(format!("journal-whole-{width}x{height}"), person.sees());
        person.presses("end up T");
        insta::assert_snapshot!(format!("journal-desk-then-{width}x{height}"), person.sees());
    }
}

#[test]
fn what_is_shown_is_written_to_a_file_and_never_over_another() {
    let mut person = Person::reads((80, 24));
    decides(&mut person);
    person.presses("L /").types("second look");
    person.presses("enter x tab tab enter");
    let request = person.services.log.clone().expect("was written");
    assert!(request.path.ends_with("-log.csv"), "{}", request.path);
    assert_eq!(request.format, LogFormat::Csv);
    assert_eq!(request.filter.text.typed(), "second look");
    assert_eq!(request.filter.agreement, person.model.journal.scope);
    let seen = person.sees();
    assert!(seen.contains("The log was written to"), "{seen}");
    // A file that is there is replaced only when that is asked for.
    person.services.log = None;
    person.presses("x tab tab enter");
    assert_eq!(person.services.log, None);
    assert!(person.sees().contains("Replace it?"), "{}", person.sees());
    person.presses("n esc");
    assert_eq!(person.services.log, None);
    person.presses("x tab tab enter y");
    assert!(
        person
            .services
            .log
            .as_ref()
            .is_some_and(|one| one.overwrite)
    );
    // From the desk all agreements are written.
    person.presses("esc esc q L x enter");
    let request = person.services.log.clone().expect("was written");
    assert_eq!(
        (request.path.as_str(), request.filter.agreement),
        ("log.md", None)
    );
}

#[test]
fn only_what_is_asked_for_is_shown_and_counted() {
    let mut person = Person::reads((80, 24));
    decides(&mut person);
    person.presses("L");
    let all = person.model.journal.rows.len();
    assert!(
        person
            .sees()
            .contains(&format!("{all} entries, the newest first"))
    );
    person.presses("/").types("second look");
    assert_eq!(person.model.journal.rows.len(), 1, "the list follows");
    assert!(person.sees().contains("1 of"), "{}", person.sees());
    person.presses("enter");
    let seen = person.sees();
    assert!(
        seen.contains(&format!("1 of {all}: with “second look”")),
        "{seen}"
    );
    assert!(seen.contains("After a second look"), "the reason is shown");
    person.presses("f esc");
    assert_eq!(person.model.journal.rows.len(), 1, "as before");
    person.presses("esc");
    assert_eq!(person.model.journal.rows.len(), all);
    assert_eq!(person.model.screen, Screen::Journal, "one step at a time");
    // By reviewer, kind and day, with arrows alone.
    person.presses("tab tab right tab right enter");
    let seen = person.sees();
    assert!(seen.contains("by Ana Petrović, reading"), "{seen}");
    person.presses("tab tab tab tab tab").types("2030-01-01");
    assert_eq!(person.model.journal.rows.len(), 0);
    person.types("x");
    person.presses("enter");
    assert!(
        person.is_told().starts_with("Write a day"),
        "{}",
        person.is_told()
    );
    person.presses("esc esc esc");
    assert_eq!(person.model.screen, Screen::Reader);
}

#[test]
fn an_entry_leads_to_its_clause_also_from_the_desk() {
    let mut person = Person::reads((80, 24));
    person.presses("j j j j j j j 1");
    let clause = person.at() - 1;
    person.presses("home q tab");
    assert_eq!(person.model.screen, Screen::Journal);
    assert!(person.sees().contains("Journal of the whole workspace"));
    person.presses("enter");
    assert_eq!((person.model.screen, person.at()), (Screen::Reader, clause));
    person.presses("q L esc");
    assert_eq!(
        person.model.screen,
        Screen::Desk,
        "back to where it came from"
    );
    // An agreement that is not open yet.
    let mut person = Person::with(
        Fake {
            entries: person.services.entries.clone(),
            ..Fake::new()
        },
        (80, 24),
        false,
    );
    person.presses("L enter");
    assert_eq!((person.model.screen, person.at()), (Screen::Reader, clause));
}

#[test]
fn what_is_proven_is_said_in_words() {
    let mut person = Person::reads((140, 45));
    person.presses("space space space space L");
    let seen = person.sees();
    assert!(seen.contains("All 5 entries proven"), "{seen}");
    assert!(seen.contains("Proven: signed"), "{seen}");
    assert!(!seen.contains("Witnessed by"), "{seen}");
    person.presses("down");
    assert!(
        person.sees().contains("Witnessed by Bojan"),
        "{}",
        person.sees()
    );
    person.services.altered = Some(3);
    person.presses("esc L");
    let seen = person.sees();
    assert!(seen.contains("NOT ALL PROVEN: 3 of 5"), "{seen}");
    assert!(
        seen.contains("its signature does not fit. `rapporteur verify`"),
        "{seen}"
    );
    assert!(seen.contains("NOT PROVEN: from entry 3"), "{seen}");
    person.gets(Message::Proven(Err("The disk is gone.".to_owned())));
    assert!(person.sees().contains("NOT CHECKED: The disk is gone."));
}

#[test]
fn travelling_shows_what_stood_and_changes_nothing() {
    let mut person = Person::reads((140, 45));
    decides(&mut person);
    person.presses("L down down down");
    let before = person.sees();
    let entries = person.services.entries.len();
    let at = person.at();
    person.presses("T");
    assert_eq!(person.model.screen, Screen::Reader);
    let seen = person.sees();
    assert!(seen.contains("As it stood at entry"), "{seen}");
    assert!(seen.contains("reading only. Esc returns to now"), "{seen}");

    for keys in [
        "1", "alt-1", "t", "v", "m", "a", "w", "e", "d", "r", "u", "ctrl-r", "x", "V", "f2", "+",
    ] {
        person.presses(keys);
        let told = person.is_told().to_owned();
        assert!(
            told.contains("reading only. Esc returns to now"),
            "{keys}: {told}"
        );
        assert!(person.model.dialog.is_none(), "{keys}");
    }
    person.presses("end space space p enter");
    assert!(
        person.is_told().contains("reading only"),
        "{}",
        person.is_told()
    );
    person.gets(Message::Click(Target::Suggestion(1)));
    for _ in 0..2 {
        person.gets(Message::Click(Target::Item(1)));
    }
    person.presses("esc");
    assert_eq!(person.services.entries.len(), entries);
    assert!(person.services.files.is_empty());

    person.presses("L");
    let after = person.sees().replace(" This is now.", "");
    assert_eq!(after, before, "exactly as before");
    assert_eq!(person.at(), at);
    assert!(person.model.travel.is_none());
}

#[test]
fn one_steps_through_time_and_sees_the_numbers_of_then() {
    let mut person = Person::reads((140, 45));
    person.presses("space space space space");
    let read = |person: &Person| {
        let reading = person.model.reading.as_ref().expect("is open");
        reading.marks.coverage.read()
    };
    let now = read(&person);
    person.presses("L home right");
    assert_eq!(read(&person), now, "the newest entry is now");
    person.presses("[ left");
    assert_eq!(read(&person), now - 2);
    assert!(person.sees().contains("As it stood at entry 2 of"));
    person.presses("]");
    assert_eq!(read(&person), now - 1);
    person.presses("[ [ [");
    assert!(person.is_told().contains("oldest"), "{}", person.is_told());
    assert_eq!(read(&person), 1);
    // The desk of then, and back into the agreement of then.
    person.presses("q");
    let seen = person.sees();
    assert!(
        seen.contains("As it stood") && seen.contains(" 1/22"),
        "{seen}"
    );
    person.presses("] enter");
    assert_eq!((person.model.screen, read(&person)), (Screen::Reader, 2));
    person.presses("esc");
    assert_eq!((person.model.screen, read(&person)), (Screen::Journal, now));
    person.presses("esc space");
    assert_eq!(
        person.services.entries.len(),
        5,
        "now things can be decided again"
    );
}

#[test]
fn leaving_the_program_from_the_past_keeps_the_place_of_now() {
    let mut person = Person::reads((80, 24));
    person.presses("space space space space j");
    let here = person.at();
    person.presses("L end T");
    assert_ne!(person.at(), here);
    person.presses("ctrl-c");
    assert!(person.has_left);
    let place = person.services.place.clone().expect("is kept");
    let clauses = person.services.agreement.clauses.clauses();
    assert_eq!(place.clause, clauses[here].id);
}

/// A new action must be looked at before it may be done in the past.
#[test]
fn what_only_looks_is_named_one_by_one() {
    let looking = Action::ALL.iter().filter(|one| only_looks(**one)).count();
    assert_eq!(looking, 64, "does the action only look? then count it here");
}
