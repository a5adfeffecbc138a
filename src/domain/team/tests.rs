//! What the team decided teaches the same in every order, and only what was decided.

use super::*;
use crate::domain::checklist::Checklist;
use crate::domain::pointer::ItemPointers;
use crate::domain::review::Command;
use crate::domain::review::event::TagValue;
use crate::domain::review::{ReviewState, StoredEntry};
use crate::domain::samples::{self, table::Table};
use crate::domain::suggest::with_team;
use proptest::prelude::*;

const FIRST: &str = "1. The parties met in spring and agreed on what follows.\n\n\
    2. The Supplier may connect to the cameras of the City from its own offices at any time.\n\n\
    3. The City pays the price within thirty days of each invoice.\n\n\
    4. Disputes are settled by the courts of Elbonia.\n\n\
    5. The machines are delivered to the main square by the end of May.";

const SECOND: &str = "1. This contract is made between a school and a company.\n\n\
    2. Invoices are paid within sixty days.\n\n\
    3. The Company may connect to the cameras of the School from its offices at any time of day.\n\n\
    4. The machines stand in the main hall.\n\n\
    5. Courts of Elbonia settle disputes.";

fn tag(clause: &str, item: &str, assessment: Assessment) -> Command {
    Command::Tag {
        clause: ClauseId::new(clause),
        words: None,
        item: item.to_owned(),
        value: Some(TagValue::new(assessment)),
        reason: None,
    }
}

fn read(clause: &str) -> Command {
    Command::MarkRead {
        clause: ClauseId::new(clause),
        read: true,
    }
}

fn reject(clause: &str, item: &str) -> Command {
    Command::Reject {
        clause: ClauseId::new(clause),
        item: item.to_owned(),
        pointed_by: Some(vec!["words".to_owned()]),
    }
}

fn lessons(
    state: &ReviewState,
    agreements: &[Agreement],
    checklist: &Checklist,
) -> Vec<Arc<Lesson>> {
    let judged = judged(state, checklist, &AgreementId::new("none"));
    let of = |id: &AgreementId| agreements.iter().find(|one| one.id == *id);
    judged
        .iter()
        .filter_map(|one| Some(Arc::new(Lesson::of(of(&one.agreement)?, one))))
        .collect()
}

fn nothing(checklist: &Checklist) -> Vec<ItemPointers> {
    let items = checklist.items.iter();
    items
        .map(|item| ItemPointers {
            item: item.id.clone(),
            pointers: Vec::new(),
        })
        .collect()
}

#[test]
fn a_tag_in_one_agreement_points_at_the_like_clause_of_the_next() {
    let mut table = Table::new(samples::agreement(FIRST), &["Ana", "Branko"]);
    table
        .run(0, tag("c-2", "remote", Assessment::Concern))
        .expect("new");
    let agreements = [table.agreement.clone()];
    let lessons = lessons(&table.state, &agreements, &table.checklist);
    let team = Team::learn(&lessons);
    let second = samples::agreement(SECOND);
    let pointed = with_team(&second, nothing(&table.checklist), &team);
    let remote = &pointed[1];
    assert_eq!(remote.item, "remote");
    let first = &remote.pointers[0];
    assert_eq!(second.clauses.clauses()[first.clause].label, "3.");
    assert!(!first.is_likelihood);
    let like = first.like.as_ref().expect("it is like a tagged one");
    assert_eq!(
        (like.by.as_str(), like.assessment),
        ("Ana", Assessment::Concern)
    );
    assert_eq!(like.label, "2");
    let words: Vec<&str> = first
        .reasons
        .iter()
        .map(|one| one.span.of(second.text()))
        .collect();
    assert!(
        words.iter().any(|words| words.contains("cameras")),
        "{words:?}"
    );
    assert!(pointed[0].pointers.is_empty() && pointed[2].pointers.is_empty());
}

#[test]
fn what_was_rejected_comes_later_and_what_was_undone_counts_for_nothing() {
    let second = samples::agreement(SECOND);
    let score = |table: &Table| {
        let lessons = lessons(
            &table.state,
            std::slice::from_ref(&table.agreement),
            &table.checklist,
        );
        let team = Team::learn(&lessons);
        let scores = team.read(&second);
        scores.item("remote").map(|item| scores.score(4, item))
    };
    let mut table = Table::new(samples::agreement(FIRST), &["Ana", "Branko"]);
    table
        .run(0, tag("c-2", "remote", Assessment::Concern))
        .expect("new");
    let before = score(&table).expect("judged");
    table.run(1, reject("c-4", "remote")).expect("new");
    let rejected = score(&table).expect("judged");
    assert!(rejected < before, "{rejected} {before}");
    table.undo(1).expect("it can be undone");
    assert_eq!(score(&table), Some(before));
    table.undo(0).expect("it can be undone");
    assert_eq!(score(&table), None);
}

#[test]
fn what_was_passed_over_counts_once_the_review_is_done() {
    let mut table = Table::new(samples::agreement(FIRST), &["Ana"]);
    table
        .run(0, tag("c-2", "remote", Assessment::Concern))
        .expect("new");
    table.run(0, read("c-3")).expect("new");
    let passed = |table: &Table| {
        let judged = judged(&table.state, &table.checklist, &AgreementId::new("none"));
        judged[0].passed.len()
    };
    assert_eq!(passed(&table), 0);
    for item in ["network", "remote", "funds"] {
        let value = crate::domain::review::event::AnswerState::Unclear;
        let value = crate::domain::review::event::AnswerValue::new(value);
        let answer = Command::Answer {
            item: item.to_owned(),
            value: Some(value),
            reason: None,
            explained: true,
        };
        table.run(0, answer).expect("new");
    }
    assert_eq!(passed(&table), 1);
}

#[test]
fn the_record_counts_what_came_of_pointers() {
    let mut table = Table::new(samples::agreement(FIRST), &["Ana", "Branko"]);
    let mut pointed = tag("c-2", "remote", Assessment::Concern);
    if let Command::Tag {
        value: Some(value), ..
    } = &mut pointed
    {
        value.pointed_by = vec!["connect".to_owned()];
    }
    table.run(0, pointed).expect("new");
    table
        .run(0, tag("c-3", "remote", Assessment::Ok))
        .expect("new");
    table.run(1, reject("c-4", "remote")).expect("new");
    table.run(1, reject("c-5", "remote")).expect("new");
    let record = |table: &Table| records(&table.state, &table.checklist)["remote"];
    let found = record(&table);
    assert_eq!((found.decided, found.accepted, found.without), (3, 1, 1));
    let words = found.sentence().expect("there is one");
    assert_eq!(
        words,
        "Of the last 3 pointers for this item 1 were accepted. 1 tag was placed without a pointer."
    );
    table.undo(1).expect("it can be undone");
    assert_eq!(record(&table).decided, 2);
    assert_eq!(Record::default().sentence(), None);
}

/// Journals of two reviewers of one agreement.
fn journals() -> (Table, Vec<StoredEntry>) {
    let mut table = Table::new(samples::agreement(FIRST), &["Ana", "Branko"]);
    for (who, command) in [
        (0, tag("c-2", "remote", Assessment::Concern)),
        (1, tag("c-2", "remote", Assessment::Ok)),
        (0, tag("c-3", "funds", Assessment::Info)),
        (1, reject("c-4", "funds")),
        (0, read("c-5")),
        (1, tag("c-5", "network", Assessment::Unclear)),
    ] {
        table.run(who, command).expect("new");
    }
    table.undo(1).expect("it can be undone");
    let entries = table.entries.clone();
    (table, entries)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn journals_in_any_order_teach_the_same(order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let (table, entries) = journals();
        prop_assert_eq!(entries.len(), order.len());
        let shuffled = ReviewState::fold(order.iter().map(|&at| &entries[at]));
        let second = samples::agreement(SECOND);
        let agreements = [table.agreement.clone()];
        let mut told = Vec::new();
        for state in [&table.state, &shuffled] {
            let mut lessons = lessons(state, &agreements, &table.checklist);
            lessons.reverse();
            let team = Team::learn(&lessons);
            told.push(with_team(&second, nothing(&table.checklist), &team));
            prop_assert_eq!(records(state, &table.checklist), records(&table.state, &table.checklist));
        }
        prop_assert_eq!(&told[0], &told[1]);
        prop_assert!(told[0].iter().any(|item| !item.pointers.is_empty()));
    }

    #[test]
    fn lessons_in_any_order_teach_the_same(order in Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let texts = [FIRST, SECOND, "1. Cameras.\n\n2. Invoices are paid.", "1. Anything else at all."];
        let lesson = |at: usize| {
            let mut table = Table::new(samples::agreement(texts[at]), &["Ana"]);
            table.run(0, tag("c-1", "remote", Assessment::Ok)).expect("new");
            lessons(&table.state, std::slice::from_ref(&table.agreement), &table.checklist).remove(0)
        };
        let all: Vec<Arc<Lesson>> = (0..4).map(lesson).collect();
        let shuffled: Vec<Arc<Lesson>> = order.iter().map(|&at| Arc::clone(&all[at])).collect();
        let (one, other) = (Team::learn(&all), Team::learn(&shuffled));
        prop_assert_eq!(&one.items, &other.items);
        prop_assert_eq!(&one.weights, &other.weights);
        prop_assert_eq!(&one.examples, &other.examples);
    }
}
