//! Reading several short clauses in one step.

use super::{Person, SIZES};
use crate::domain::review::Event;
use crate::domain::unit::MOUTHFUL;
use crate::runtime::fake::Fake;

fn reading(size: (u16, u16)) -> Person {
    let services = Fake {
        mouthful: MOUTHFUL,
        ..Fake::new()
    };
    Person::with(services, size, true)
}

fn read(person: &Person) -> usize {
    let reading = person.model.reading.as_ref().expect("open");
    reading.marks.coverage.read()
}

#[test]
fn a_step_of_several_clauses_looks_as_it_did() {
    for size in SIZES {
        let mut person = reading(size);
        person.presses("space space j 1");
        insta::assert_snapshot!(format!("steps-{}x{}", size.0, size.1), person.sees());
    }
}

#[test]
fn what_is_read_in_one_step_is_taken_back_in_one() {
    let mut person = reading((140, 45));
    person.presses("j");
    let step = person.model.reading.as_ref().expect("open").step.clone();
    assert!(step.len() > 1, "{step:?}");
    let before = read(&person);
    person.presses("space");
    assert_eq!(read(&person), before + step.len());
    let entries = person.services.entries.len();
    assert_eq!(entries, step.len(), "an entry for each clause");
    person.presses("u");
    assert_eq!(read(&person), before);
    person.presses("ctrl-r");
    assert_eq!(read(&person), before + step.len());
    assert!(
        person.sees().contains("further clause"),
        "{}",
        person.sees()
    );
}

#[test]
fn a_tag_holds_all_the_words_of_the_step_and_chosen_words_their_own_clause() {
    let tagged = |person: &Person| match &person.services.entries.last().expect("saved").entry.event
    {
        Event::ClauseTagged(change) => change.subject.passage.clone(),
        other => panic!("{other:?}"),
    };
    let mut person = reading((140, 45));
    person.presses("j");
    let article = person.at();
    person.presses("t enter enter");
    let whole = tagged(&person);
    let clauses = person.services.agreement.clauses.clone();
    assert_eq!(clauses.index_of(&whole.clause), Some(article));
    assert!(
        whole.quote.contains("240 cameras") && whole.quote.ends_with("produces."),
        "{whole:?}"
    );
    person.presses("g j v end t down enter enter");
    let chosen = tagged(&person);
    assert_eq!(chosen.quote, "produces");
    assert_eq!(
        clauses.index_of(&chosen.clause),
        Some(article + 2),
        "{chosen:?}"
    );
}

#[test]
fn steps_get_longer_and_shorter_and_stay_where_they_were() {
    let mut person = reading((80, 24));
    person.presses("j j");
    let at = person.at();
    let steps = |person: &Person| person.model.reading.as_ref().expect("open").units.len();
    let usual = steps(&person);
    person.presses("- -");
    assert_eq!(person.services.mouthful, 0);
    assert!(steps(&person) > usual);
    assert_eq!(person.at(), at);
    person.presses("-");
    assert!(
        person.sees().contains("Steps do not get shorter"),
        "{}",
        person.sees()
    );
    person.presses("+ +");
    assert_eq!(
        (person.services.mouthful, steps(&person)),
        (MOUTHFUL, usual)
    );
}
