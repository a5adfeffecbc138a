//! Decide, write, fold and take back, on random histories of several reviewers.

use super::command::NoteTarget;
use super::event::{AnswerState, AnswerValue, Assessment, NoteValue, TagValue};
use super::state::TagKey;
use super::*;
use crate::domain::clause::ClauseId;
use crate::domain::samples;
use crate::domain::samples::table::Table;
use crate::domain::text::Span;
use proptest::prelude::*;

fn table(names: &[&str]) -> Table {
    Table::new(
        samples::agreement("1. The network.\n\n2. Remote access.\n\n3. The end."),
        names,
    )
}

/// What holds, without who said so and when.
fn picture(table: &Table) -> String {
    let Some(review) = table.state.agreement(&table.agreement.id) else {
        return String::new();
    };
    let tags: Vec<_> = review
        .standing_tags()
        .map(|(subject, one)| (TagKey::of(subject), values(one)))
        .collect();
    let answers: Vec<_> = review
        .answers
        .iter()
        .map(|(item, one)| (item, values(one)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let reads: Vec<_> = review
        .reads
        .iter()
        .map(|(id, one)| (id, values(one)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let notes: Vec<_> = review
        .notes
        .iter()
        .map(|(on, one)| (on, values(one)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    format!("{tags:?} {answers:?} {reads:?} {notes:?}")
}

fn values<V: Clone + state::Agrees>(register: &state::Register<V>) -> Vec<V> {
    register
        .standing()
        .into_iter()
        .filter_map(|held| held.value.clone())
        .collect()
}

fn tag(clause: &str, assessment: Assessment) -> Command {
    Command::Tag {
        clause: ClauseId::new(clause),
        words: None,
        item: "network".to_owned(),
        value: Some(TagValue::new(assessment)),
        reason: Some("second thoughts".to_owned()),
    }
}

fn answer(state: AnswerState) -> Command {
    Command::Answer {
        item: "remote".to_owned(),
        value: Some(AnswerValue::new(state)),
        reason: None,
        explained: false,
    }
}

#[test]
fn a_tag_carries_its_words_and_a_reason_only_when_it_changes_something() {
    let mut table = table(&["Ana"]);
    table.run(0, tag("c-2", Assessment::Ok)).expect("is fine");
    table
        .run(0, tag("c-2", Assessment::Concern))
        .expect("is fine");
    let Event::ClauseTagged(first) = &table.entries[0].entry.event else {
        panic!("not a tag");
    };
    let Event::ClauseTagged(second) = &table.entries[1].entry.event else {
        panic!("not a tag");
    };
    assert_eq!(first.subject.passage.quote, "2. Remote access.");
    assert_eq!(first.subject.passage.prefix, "1. The network.\n\n");
    assert!(first.subject.passage.fits(&table.agreement));
    assert_eq!((&first.before, &first.reason), (&None, &None));
    assert_eq!(second.before, first.after);
    assert_eq!(second.reason.as_deref(), Some("second thoughts"));
    assert_eq!(table.entries[1].entry.supersedes, [table.entries[0].hash]);
}

#[test]
fn a_particular_is_recorded_changed_and_taken_back() {
    let mut table = table(&["Ana", "Boris"]);
    let describe = |text: &str, words| Command::Describe {
        detail: Detail::Supplier,
        text: Some(text.to_owned()),
        words,
        confidential: false,
        reason: None,
    };
    let words = Some(Span::new(17, 33));
    table
        .run(0, describe(" Remote\n Access  Ltd. ", words))
        .expect("is fine");
    let Event::AgreementDescribed(first) = &table.entries[0].entry.event else {
        panic!("no particular");
    };
    let value = first.after.as_ref().expect("a value");
    assert_eq!(value.text, "Remote Access Ltd.");
    let passage = value.passage.as_ref().expect("its words");
    assert!(passage.fits(&table.agreement));
    table
        .run(1, describe("Another Ltd.", None))
        .expect("is fine");
    let held = |table: &Table| {
        let review = table.state.agreement(&table.agreement.id);
        values(&review.expect("is there").details[&Detail::Supplier]).len()
    };
    assert_eq!(held(&table), 2, "they disagree");
    table.run(1, describe(" ", None)).expect("is fine");
    assert_eq!(held(&table), 1);
    let across = Some(Span::new(0, 30));
    assert!(matches!(
        table.run(0, describe("x", across)),
        Err(Refusal::WordsOutsideClause { .. })
    ));
    let nowhere = Some(Span::new(900, 901));
    assert!(matches!(
        table.run(0, describe("x", nowhere)),
        Err(Refusal::WordsNowhere)
    ));
}

#[test]
fn what_cannot_be_is_refused() {
    let mut table = table(&["Ana"]);
    let outside = Command::Tag {
        clause: ClauseId::new("c-1"),
        words: Some(Span::new(0, 30)),
        item: "network".to_owned(),
        value: Some(TagValue::new(Assessment::Ok)),
        reason: None,
    };
    assert!(matches!(
        table.run(0, outside),
        Err(Refusal::WordsOutsideClause { .. })
    ));
    assert!(matches!(
        table.run(0, tag("c-9", Assessment::Ok)),
        Err(Refusal::UnknownClause { .. })
    ));
    assert_eq!(
        table.run(0, answer(AnswerState::Absent)),
        Err(Refusal::AbsenceWithoutProof)
    );
    assert_eq!(table.undo(0), Err(Refusal::NothingToUndo));
    table
        .run(0, answer(AnswerState::Withheld))
        .expect("is fine");
    assert_eq!(
        table.run(0, answer(AnswerState::Withheld)),
        Err(Refusal::Unchanged)
    );
    let note = Command::Note {
        on: NoteTarget::Tag(TagKey {
            text_sha256: table.agreement.text_sha256,
            start: 0,
            end: 1,
            item: table.checklist.item_ref("network"),
        }),
        value: None,
    };
    assert_eq!(table.run(0, note), Err(Refusal::UnknownTag));
}

#[test]
fn two_who_differ_are_both_heard() {
    let mut table = table(&["Ana", "Bojan"]);
    table.run(0, answer(AnswerState::Concern)).expect("is fine");
    table
        .run(1, answer(AnswerState::Satisfied))
        .expect("is fine");
    let held = |table: &Table| {
        let lineage = table.review().lineage(&table.checklist);
        table.review().answer(&lineage, "remote")
    };
    let register = held(&table);
    assert!(register.is_disputed());
    let coverage = Coverage::of(&table.agreement, &table.checklist, table.review());
    assert_eq!((coverage.answered(), coverage.disputed), (1, 1));
    table.run(1, answer(AnswerState::Concern)).expect("is fine");
    let register = held(&table);
    assert_eq!(
        register.agreed().map(|value| value.state),
        Some(AnswerState::Concern)
    );
    assert_eq!(register.standing().len(), 2);
}

fn settle(decision: Command, reason: &str) -> Command {
    Command::Settle {
        decision: Box::new(decision),
        reason: reason.to_owned(),
    }
}

#[test]
fn a_disagreement_is_settled_with_a_reason_and_comes_back_when_that_is_taken_back() {
    let mut table = table(&["Ana", "Bojan", "Iva"]);
    let states = |table: &Table| {
        let lineage = table.review().lineage(&table.checklist);
        let register = table.review().answer(&lineage, "remote");
        let mut states: Vec<_> = values(&register)
            .iter()
            .map(|one| one.state.name())
            .collect();
        states.sort_unstable();
        states
    };
    let settled = |state| settle(answer(state), "the ministry confirmed it");
    let nothing = table.run(0, settled(AnswerState::Unclear));
    assert_eq!(nothing, Err(Refusal::NothingToSettle));
    table.run(0, answer(AnswerState::Unclear)).expect("is fine");
    let one_view = table.run(0, settled(AnswerState::Unclear));
    assert_eq!(one_view, Err(Refusal::NothingToSettle));
    table
        .run(1, answer(AnswerState::Withheld))
        .expect("is fine");
    assert_eq!(states(&table), ["unclear", "withheld"]);
    let unreasoned = table.run(0, settle(answer(AnswerState::Unclear), " "));
    assert_eq!(unreasoned, Err(Refusal::SettledWithoutReason));

    // One's own answer can be what stands; so can a third one, by somebody else.
    table
        .run(0, settled(AnswerState::Unclear))
        .expect("is fine");
    assert_eq!(states(&table), ["unclear"]);
    let told = telling::tell(table.entries.last().expect("was written")).line();
    assert_eq!(
        told,
        "settled: answered remote: unclear → unclear (reason: the ministry confirmed it)"
    );
    table.undo(0).expect("can be taken back");
    assert_eq!(states(&table), ["unclear", "withheld"]);
    table.redo(0).expect("can be done again");
    assert_eq!(states(&table), ["unclear"]);
    table.undo(0).expect("can be taken back");
    table
        .run(2, settled(AnswerState::NotApplicable))
        .expect("is fine");
    assert_eq!(states(&table), ["not_applicable"]);
    assert_eq!(table.undo(0), Err(Refusal::AlreadyReplaced { seq: 1 }));

    // Who says otherwise afterwards differs again, and is not heard twice when it is taken back.
    table.run(1, answer(AnswerState::Unclear)).expect("is fine");
    assert_eq!(states(&table), ["not_applicable", "unclear"]);
    table.undo(2).expect("can be taken back");
    assert_eq!(states(&table), ["unclear", "unclear"]);
}

#[test]
fn tags_and_particulars_are_settled_too() {
    let mut table = table(&["Ana", "Bojan"]);
    table.run(0, tag("c-2", Assessment::Ok)).expect("is fine");
    table
        .run(1, tag("c-2", Assessment::Concern))
        .expect("is fine");
    let describe = |text: &str| Command::Describe {
        detail: Detail::Value,
        text: Some(text.to_owned()),
        words: None,
        confidential: false,
        reason: None,
    };
    table.run(0, describe("1 EUR")).expect("is fine");
    table.run(1, describe("2 EUR")).expect("is fine");
    let disputed = |table: &Table| {
        let coverage = Coverage::of(&table.agreement, &table.checklist, table.review());
        (coverage.disputed, coverage.disputed_details)
    };
    assert_eq!(disputed(&table), (1, 1));
    let summary = table.summary();
    assert!(!summary.complete);
    assert_eq!(summary.open.disagreements.len(), 2);
    let reason = "read it again together";
    let concern = settle(tag("c-2", Assessment::Concern), reason);
    table.run(0, concern).expect("is fine");
    table
        .run(1, settle(describe("2 EUR"), reason))
        .expect("is fine");
    assert_eq!(disputed(&table), (0, 0));
    assert_eq!(table.summary().open.disagreements, []);
    table.undo(0).expect("can be taken back");
    assert_eq!(disputed(&table), (1, 0));
}

#[test]
fn coverage_counts_read_and_tagged_clauses_once() {
    let mut table = table(&["Ana"]);
    table.run(0, tag("c-1", Assessment::Ok)).expect("is fine");
    let read = |clause: &str| Command::MarkRead {
        clause: ClauseId::new(clause),
        read: true,
    };
    table.run(0, read("c-1")).expect("is fine");
    table.run(0, read("c-3")).expect("is fine");
    let coverage = Coverage::of(&table.agreement, &table.checklist, table.review());
    assert_eq!((coverage.read(), coverage.unread), (2, vec![1]));
}

/// What somebody does at the table.
#[derive(Debug, Clone)]
enum Move {
    Do(usize, Box<Command>),
    Undo(usize),
    Redo(usize),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let clause = (1..4usize).prop_map(|n| ClauseId::new(format!("c-{n}")));
    let command = prop_oneof![
        (clause.clone(), 0..4usize)
            .prop_map(|(clause, n)| tag(clause.as_str(), Assessment::ALL[n])),
        (clause, any::<bool>()).prop_map(|(clause, read)| Command::MarkRead { clause, read }),
        prop_oneof![Just(AnswerState::Unclear), Just(AnswerState::Withheld)].prop_map(answer),
        "[a-c]{0,2}".prop_map(|text| Command::Note {
            on: NoteTarget::Agreement,
            value: Some(NoteValue {
                text,
                confidential: false
            }),
        }),
    ];
    let settled = prop_oneof![
        (0..2usize).prop_map(|n| tag("c-2", Assessment::ALL[n])),
        prop_oneof![Just(AnswerState::Unclear), Just(AnswerState::Withheld)].prop_map(answer),
    ];
    let settled = settled.prop_map(|decision| settle(decision, "read again together"));
    let command = prop_oneof![3 => command, 2 => settled];
    let one = prop_oneof![
        4 => (0..2usize, command).prop_map(|(who, command)| Move::Do(who, Box::new(command))),
        2 => (0..2usize).prop_map(Move::Undo),
        1 => (0..2usize).prop_map(Move::Redo),
    ];
    proptest::collection::vec(one, 0..40)
}

proptest! {
    #[test]
    fn the_order_of_arrival_does_not_matter(moves in moves(), seed in any::<[usize; 8]>()) {
        let mut table = table(&["Ana", "Bojan"]);
        for step in moves {
            let _ = match step {
                Move::Do(who, command) => table.run(who, *command),
                Move::Undo(who) => table.undo(who),
                Move::Redo(who) => table.redo(who),
            };
        }
        let mut shuffled = table.entries.clone();
        shuffled.extend(table.entries.iter().take(5).cloned());
        for at in 0..shuffled.len() {
            let other = seed[at % seed.len()] % shuffled.len();
            shuffled.swap(at, other);
        }
        prop_assert_eq!(ReviewState::fold(&shuffled), table.state);
    }

    #[test]
    fn undo_goes_back_all_the_way_and_redo_all_the_way_forward(moves in moves()) {
        let mut table = table(&["Ana", "Bojan"]);
        for step in moves {
            if let Move::Do(_, command) = step {
                let _ = table.run(0, *command);
            }
        }
        let end = picture(&table);
        let mut steps = 0;
        while table.undo(0).is_ok() {
            steps += 1;
        }
        let emptied = picture(&table).replace("[]", "").trim().to_owned();
        prop_assert_eq!(emptied, "");
        for _ in 0..steps {
            prop_assert!(table.redo(0).is_ok());
        }
        prop_assert_eq!(picture(&table), end);
        prop_assert_eq!(table.redo(0), Err(Refusal::NothingToRedo));
    }
}
