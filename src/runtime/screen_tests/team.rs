//! What the team decided elsewhere points here, is shown with its reason, and can be switched off.

use super::Person;
use crate::app::Message;
use crate::app::taught::{Taught, TaughtList};
use crate::domain::review::event::{Assessment, Event};
use crate::domain::samples;
use crate::domain::suggest::with_team;
use crate::domain::team::{Judged, Judgement, Lesson, Record, Team, Verdict};
use std::sync::Arc;

/// Another agreement with a clause that is much like one of the made-up one.
const OTHER: &str = "1. The parties are a city and a company.\n\n\
    2. Remote access: the Supplier may connect to the network from its own offices at any time, \
    without prior notice.\n\n\
    3. The price is paid in May.";

impl Person {
    /// What Ana tagged in another agreement was learned.
    fn is_taught(&mut self) {
        let other = samples::agreement(OTHER);
        let clause = &other.clauses.clauses()[1];
        let words = clause.span.trimmed(other.text());
        let reading = self.model.reading.as_ref().expect("is open");
        let mut items = reading.checklist.items.iter();
        let item = items.next_back().expect("there are items").id.clone();
        let judged = Judged {
            agreement: other.id.clone(),
            judgements: vec![Judgement {
                item: item.clone(),
                text_sha256: other.text_sha256,
                place: other.to_scalars(words),
                clause: clause.id.clone(),
                quote: words.of(other.text()).to_owned(),
                verdict: Verdict::Tagged(Assessment::Concern, "Ana".to_owned()),
            }],
            passed: [].into(),
        };
        let team = Team::learn(&[Arc::new(Lesson::of(&other, &judged))]);
        let list = &reading.lists[0];
        let record = Record {
            decided: 40,
            accepted: 31,
            without: 0,
        };
        let taught = TaughtList {
            pointers: Some(with_team(
                &reading.agreement,
                list.shown_pointers().to_vec(),
                &team,
            )),
            records: [(item, record)].into(),
        };
        let taught = Taught {
            agreement: reading.agreement.id.clone(),
            lists: vec![(Arc::clone(&list.checklist), taught)],
        };
        self.gets(Message::Taught(Box::new(taught)));
    }

    /// Goes to the first clause that the team points at.
    fn goes_to_what_is_like(&mut self) -> usize {
        let reading = self.model.reading.as_mut().expect("is open");
        let clauses = 0..reading.agreement.clauses.len();
        for clause in clauses {
            reading.go_to(clause);
            let mut here = reading.suggestions_here().iter();
            if let Some(at) = here.position(|one| one.pointer.like.is_some()) {
                self.gets(Message::Resized(self.model.size));
                return at + 1;
            }
        }
        panic!("nothing is like it");
    }
}

#[test]
fn a_clause_like_one_that_was_tagged_elsewhere_says_so() {
    for size in [(80, 24), (140, 45)] {
        let mut person = Person::reads(size);
        assert!(!person.sees().contains("tagged concern by Ana"));
        person.is_taught();
        person.goes_to_what_is_like();
        let screen = person.sees();
        assert!(screen.contains("like clause 2 "), "{screen}");
        if size.0 > 100 {
            person.presses("tab end");
            let screen = person.sees();
            assert!(screen.contains("31 were accepted"), "{screen}");
            person.presses("tab tab");
        }
        insta::assert_snapshot!(
            format!("pointers_from_the_team_{}x{}", size.0, size.1),
            person.sees()
        );
        person.presses("T");
        assert!(person.is_told().contains("are off"), "{}", person.is_told());
        assert!(!person.sees().contains("like clause 2 "));
    }
}

#[test]
fn a_suggestion_that_does_not_fit_goes_and_comes_back_with_undo() {
    let mut person = Person::reads((80, 24));
    person.is_taught();
    let number = person.goes_to_what_is_like();
    let count = |person: &Person| {
        let reading = person.model.reading.as_ref().expect("is open");
        reading.suggestions_here().len()
    };
    let before = count(&person);
    person.presses("R");
    if before > 1 {
        assert!(person.is_told().contains("Press its number"));
        person.presses(&number.to_string());
    }
    assert_eq!(count(&person), before - 1, "{}", person.is_told());
    let last = person.services.entries.last().expect("saved");
    assert!(
        matches!(&last.entry.event, Event::SuggestionRejected(change)
        if change.after.as_ref().is_some_and(|one| !one.pointed_by.is_empty()))
    );
    person.presses("u");
    assert_eq!(count(&person), before);
    assert_eq!(person.services.entries.len(), 2);
}

#[test]
fn asking_which_suggestion_does_not_fit_can_be_left() {
    let mut person = Person::reads((80, 24));
    person.is_taught();
    person.goes_to_what_is_like();
    person.presses("R esc");
    let reading = person.model.reading.as_ref().expect("is open");
    assert!(!reading.rejecting);
}
