//! What a summary must not leave out.

use super::*;
use crate::domain::clause::ClauseId;
use crate::domain::language::Language;
use crate::domain::review::command::{Command, NoteTarget};
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment, NoteValue, TagValue};
use crate::domain::review::state::ReviewState;
use crate::domain::samples;
use crate::domain::samples::table::{Table, WORKSPACE};
use std::sync::Arc;

const TEXT: &str = "1. The network.\n\n2. Remote access.\n\n3. The end.";

fn table() -> Table {
    let mut table = Table::new(samples::agreement(TEXT), &["Ana", "Bojan"]);
    table.import(0);
    table
}

fn tag(clause: &str, item: &str, assessment: Option<Assessment>) -> Command {
    Command::Tag {
        clause: ClauseId::new(clause),
        words: None,
        item: item.to_owned(),
        value: assessment.map(TagValue::new),
        reason: None,
    }
}

fn answer(item: &str, state: AnswerState) -> Command {
    Command::Answer {
        item: item.to_owned(),
        value: Some(AnswerValue::new(state)),
        reason: None,
        explained: false,
    }
}

fn note(on: NoteTarget, text: &str) -> Command {
    Command::Note {
        on,
        value: Some(NoteValue {
            text: text.to_owned(),
            confidential: false,
        }),
    }
}

fn run(table: &mut Table, who: usize, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        table.run(who, command).expect("is accepted");
    }
}

#[test]
fn the_result_in_words_counts_every_item_once() {
    let mut table = table();
    let summary = table.summary();
    assert_eq!(
        summary.counts.answers.in_words(),
        "0 concerns, 0 absent, 0 withheld, 0 unclear, 0 satisfied, 0 not applicable; 3 unanswered"
    );
    run(
        &mut table,
        0,
        [
            answer("network", AnswerState::Withheld),
            answer("remote", AnswerState::Concern),
        ],
    );
    run(&mut table, 1, [answer("network", AnswerState::Unclear)]);
    let summary = table.summary();
    assert_eq!(
        summary.counts.answers.in_words(),
        "1 concern, 0 absent, 0 withheld, 0 unclear, 0 satisfied, 0 not applicable; 1 unanswered, 1 in disagreement"
    );
    let total: usize = Verdict::ALL
        .map(|verdict| summary.counts.answers.get(verdict))
        .iter()
        .sum();
    assert_eq!(total, summary.counts.items);
    let order: Vec<_> = summary
        .by_weight()
        .iter()
        .map(|one| one.item.as_str())
        .collect();
    assert_eq!(order, ["remote", "network", "funds"]);
    assert_eq!(summary.findings[0].answers.len(), 2, "both are heard");
    assert_eq!(
        summary.findings[0].follow_up_question, None,
        "not settled yet"
    );
    assert!(summary.findings[1].follow_up_question.is_some());
}

#[test]
fn a_summary_is_complete_just_when_the_coverage_is() {
    let mut table = table();
    let steps = [
        tag("c-1", "network", Some(Assessment::Ok)),
        answer("network", AnswerState::Satisfied),
        tag("c-2", "remote", Some(Assessment::Concern)),
        answer("remote", AnswerState::Concern),
        tag("c-3", "funds", Some(Assessment::Info)),
        answer("funds", AnswerState::NotApplicable),
    ];
    for step in steps {
        let summary = table.summary();
        let coverage = Coverage::of(&table.agreement, &table.checklist, table.review());
        assert!(!summary.complete);
        assert_eq!(summary.open.unread.len(), coverage.unread.len());
        assert_eq!(summary.open.unanswered.len(), coverage.unanswered.len());
        run(&mut table, 0, [step]);
    }
    assert!(table.summary().complete);
    run(&mut table, 1, [tag("c-2", "remote", Some(Assessment::Ok))]);
    let summary = table.summary();
    assert!(!summary.complete);
    let [one] = summary.open.disagreements.as_slice() else {
        panic!("one disagreement, not {:?}", summary.open.disagreements);
    };
    let says: Vec<_> = one.sides.iter().map(|one| one.says.as_str()).collect();
    assert_eq!(says, ["concern", "ok"]);
    assert_eq!(summary.counts.tags.disagreement, 1);
}

#[test]
fn decisions_under_another_checklist_are_named_and_keep_it_open() {
    let mut table = table();
    run(
        &mut table,
        0,
        [
            answer("remote", AnswerState::Concern),
            tag("c-2", "remote", Some(Assessment::Concern)),
            note(NoteTarget::Answer("remote".to_owned()), "of old"),
        ],
    );
    run(&mut table, 1, [answer("remote", AnswerState::Satisfied)]);
    table.checklist.version = "2".to_owned();
    let summary = table.summary();
    assert_eq!(summary.counts.answers.unanswered, 3);
    assert_eq!(
        summary.elsewhere,
        [Elsewhere {
            checklist: "sample".to_owned(),
            version: "1".to_owned(),
            answers: 1,
            tags: 1,
            disagreements: 1,
        }]
    );
    assert_eq!(summary.open.disagreements, []);
    let [notes] = summary.notes.as_slice() else {
        panic!("the note must not be lost");
    };
    assert!(matches!(&notes.place, NotePlace::Answer { item } if item.version == "1"));
}

#[test]
fn a_note_outlives_its_tag_and_words_of_another_reading_are_marked() {
    let mut table = table();
    run(
        &mut table,
        0,
        [tag("c-2", "remote", Some(Assessment::Concern))],
    );
    let key = table.review().tags.keys().next().expect("has one").clone();
    run(&mut table, 0, [note(NoteTarget::Tag(key), "look again")]);
    let summary = table.summary();
    assert!(summary.notes.is_empty());
    assert!(summary.findings[1].tags[0].fits);
    assert_eq!(summary.findings[1].tags[0].notes.len(), 1);

    let other = samples::agreement("1. The network!\n\n2. Remote access.");
    let heads = table.heads();
    let elsewhere = Summary::of(
        &other,
        &[Arc::new(table.checklist.clone())],
        table.review(),
        &heads,
        WORKSPACE,
        Language::English,
    );
    assert!(!elsewhere.findings[1].tags[0].fits);

    run(&mut table, 0, [tag("c-2", "remote", None)]);
    let summary = table.summary();
    assert!(summary.findings[1].tags.is_empty());
    let place = &summary.notes[0].place;
    assert!(
        matches!(place, NotePlace::Tag { removed: true, quote, .. } if quote == "2. Remote access.")
    );
}

#[test]
fn the_newest_time_and_everybody_who_has_a_say_are_named() {
    let mut table = table();
    run(&mut table, 1, [answer("remote", AnswerState::Unclear)]);
    table.undo(1).expect("can be undone");
    let summary = table.summary();
    let newest = table.entries.last().map(|stored| stored.entry.at);
    assert_eq!(summary.last_entry_at, newest);
    let names: Vec<_> = summary
        .reviewers
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["Ana", "Bojan"]);
}

#[test]
fn the_later_import_of_a_journal_stands_whatever_comes_first() {
    let mut table = table();
    table.agreement.file_name = "renamed.txt".to_owned();
    table.import(0);
    let backwards = ReviewState::fold(table.entries.iter().rev());
    assert_eq!(backwards, table.state);
    let imported = table.summary().agreement.imported;
    assert_eq!(imported.len(), 1);
    assert_eq!(imported[0].file, "renamed.txt");
    assert_eq!(imported[0].origin.by.name, "Ana");
}

#[test]
fn what_is_referred_to_and_not_there_becomes_a_question() {
    let text = "1. The network, as drawn in Annex C.\n\n2. Remote access.\n\n3. See Annex C.";
    let mut table = Table::new(samples::agreement(text), &["Ana"]);
    table.import(0);
    let missing = table.summary().missing;
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].name, "Annex C");
    assert_eq!(
        missing[0].question,
        "Annex C is referred to in 2 places, first in clause 1, but is not in the document: ask for it."
    );
    let ids: Vec<_> = missing[0]
        .clauses
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["c-1", "c-3"]);
    let mut table = self::table();
    table.import(0);
    assert_eq!(table.summary().missing, []);
}
