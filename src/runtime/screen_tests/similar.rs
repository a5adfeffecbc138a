//! What is like the clause in other agreements: the list, the comparison, the way there and back.

use super::{Person, SIZES};
use crate::app::dialogs::{Dialog, Looking, SimilarDialog};
use crate::app::elsewhere::{Answer, News};
use crate::app::mode::Mode;
use crate::app::model::Said;
use crate::app::{Effect, Key, Message, update};
use crate::domain::agreement::Agreement;
use crate::runtime::fake::{Fake, SAMPLE, agreement};
use std::sync::Arc;

/// An agreement of the same kind as the sample.
pub(super) fn neighbour() -> Agreement {
    let hospital = SAMPLE
        .replace("city camera platform", "hospital camera platform")
        .replace("City of Novigrad", "Hospital of Lipovac")
        .replace("240 cameras", "60 cameras")
        .replace(
            "at any time for maintenance. Remote access",
            "only for maintenance and after notice. Remote access",
        )
        .replace("without prior notice", "with the consent of the Hospital");
    agreement(&hospital)
}

/// A workspace with two agreements of the same kind.
fn services() -> Fake {
    Fake {
        others: vec![neighbour()],
        ..Fake::new()
    }
}

fn reads(size: (u16, u16)) -> Person {
    let mut person = Person::with(services(), size, true);
    person
        .presses("/")
        .types("connect to the platform")
        .presses("enter esc");
    person
}

fn dialog(person: &Person) -> &SimilarDialog {
    match &person.model.dialog {
        Some(Dialog::Similar(dialog)) => dialog,
        other => panic!("{other:?}"),
    }
}

fn said(person: &Person) -> &str {
    match &person.model.said {
        Said::Info(words) => words,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_list_and_the_comparison_look_as_they_did() {
    for size in SIZES {
        let mut person = reads(size);
        person.presses("S");
        let name = format!("similar-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("enter");
        assert_eq!(person.model.mode(), Mode::Comparison);
        let name = format!("compared-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}

#[test]
fn one_goes_to_the_other_agreement_and_back() {
    let mut person = reads((80, 24));
    let here = person.at();
    person.presses("S o");
    let reading = person.model.reading.as_ref().expect("open");
    assert!(reading.agreement.document.title.contains("hospital"));
    assert!(reading.clause().is_some_and(|clause| clause.label == "2.2"));
    assert!(person.model.dialog.is_none());
    assert_eq!(
        said(&person),
        "Ctrl-O goes back to “Agreement on a city camera platform”."
    );
    // Judged there, it is seen here.
    person.presses("t enter c ctrl-o");
    let reading = person.model.reading.as_ref().expect("open");
    assert!(reading.agreement.document.title.contains("city"));
    assert_eq!(person.at(), here);
    assert!(person.model.came_from.is_empty());
    person.presses("S");
    let judged = &dialog(&person).finds()[0].judgements;
    assert_eq!(judged.len(), 1);
    assert!(
        judged[0].1.ends_with(": concern (Ana Petrović)"),
        "{judged:?}"
    );
    assert!(person.sees().contains("concern (Ana Petrović)"));
    // The way back in one agreement comes before that to another.
    person.presses("esc g ctrl-o");
    assert_eq!(person.at(), here);
    person.presses("ctrl-o");
    assert!(said(&person).starts_with("There is nothing to go back to"));
}

#[test]
fn a_search_tells_how_far_it_is_and_stops() {
    let mut person = reads((80, 24));
    let effects = update(&mut person.model, Message::Key(Key::char('S')));
    let [Effect::LookElsewhere(question)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let answer = |question: &Arc<_>, done| {
        let question = Arc::clone(question);
        let news = Ok(News::Progress { done, total: 371 });
        Message::Elsewhere(Box::new(Answer { question, news }))
    };
    person.gets(answer(question, 124));
    assert!(person.sees().contains("124/371"), "{}", person.sees());
    assert!(person.sees().contains("Esc stops."), "{}", person.sees());
    let mut other = (**question).clone();
    other.words.push('!');
    person.gets(answer(&Arc::new(other), 200));
    assert!(
        matches!(dialog(&person).looking, Looking::Reading { done: 124, .. }),
        "what was asked before comes too late"
    );
    let stopped = update(
        &mut person.model,
        Message::Key(Key::parse("esc").expect("a key")),
    );
    assert_eq!(stopped, [Effect::StopLooking]);
    person.gets(answer(question, 300));
    assert!(person.model.dialog.is_none());
}

#[test]
fn where_there_is_nothing_it_is_said_what_to_do() {
    let mut person = Person::reads((80, 24));
    person.presses("v S");
    assert!(said(&person).contains("too few words"), "one word");
    person.presses("esc");
    person
        .presses("/")
        .types("connect to the platform")
        .presses("enter esc S");
    assert!(
        person.sees().contains("i on the desk reads more in")
            && person.sees().contains("rapporteur import"),
        "{}",
        person.sees()
    );
    let mut person = Person::with(services(), (80, 24), true);
    person.services.others = vec![agreement(
        "# Lease\n\n1.1 The tenant keeps the garden, the fence and the roof of the barn in repair.\n",
    )];
    person
        .presses("/")
        .types("connect to the platform")
        .presses("enter esc S");
    assert!(
        person.sees().contains("Nothing like it stands in the 2"),
        "{}",
        person.sees()
    );
}

#[test]
fn passages_are_compared_one_after_the_other() {
    let mut services = services();
    let school = SAMPLE.replace("at any time", "after written notice");
    services.others.push(agreement(&school));
    let mut person = Person::with(services, (80, 24), true);
    person
        .presses("/")
        .types("connect to the platform")
        .presses("enter esc S enter");
    let shared = |person: &Person| {
        dialog(person)
            .compared
            .as_ref()
            .map(|one| one.comparison.percent())
    };
    let first = shared(&person).expect("is compared");
    person.presses("n");
    assert_eq!(dialog(&person).cursor, 1);
    assert!(shared(&person).expect("is compared") < first);
    person.presses("n space N N space q");
    assert_eq!((dialog(&person).cursor, shared(&person)), (0, None));
    person.presses("enter o");
    let reading = person.model.reading.as_ref().expect("open");
    assert!(reading.agreement.text().contains("written notice"));
}

#[test]
fn words_that_were_chosen_are_looked_for_alone() {
    let mut person = reads((140, 45));
    person.presses("v v down S");
    let asked = dialog(&person).question.words.clone();
    let reading = person.model.reading.as_ref().expect("open");
    let clause = reading.clause().expect("a clause");
    assert!(asked.len() < clause.span.len(), "{asked}");
    person.presses("esc");
    assert_eq!(
        person.model.mode(),
        Mode::Words,
        "the words are still chosen"
    );
}
