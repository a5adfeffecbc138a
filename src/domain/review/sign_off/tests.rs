//! From complete to signed off, reopened by exactly what was changed, and signed again.

use super::*;
use crate::domain::clause::ClauseId;
use crate::domain::review::chosen::ChecklistChoice;
use crate::domain::review::command::{Command, NoteTarget, Refusal};
use crate::domain::review::coverage::Coverage;
use crate::domain::review::event::{AnswerState, AnswerValue, NoteValue};
use crate::domain::review::state::ReviewState;
use crate::domain::samples;
use crate::domain::samples::table::Table;
use std::collections::HashSet;
use std::sync::Arc;

const ANA: usize = 0;
const BOJAN: usize = 1;

fn table() -> Table {
    let text = "1. The network.\n\n2. Remote access.\n\n3. The end.";
    let mut table = Table::new(samples::agreement(text), &["Ana", "Bojan"]);
    let reference = ChecklistRef {
        checklist: table.checklist.id.clone(),
        version: table.checklist.version.clone(),
        sha256: Digest::of(b"sample"),
    };
    let choice = Command::ChooseChecklist(ChecklistChoice::of(reference));
    table.run(ANA, choice).expect("is allowed");
    table
}

fn sign(table: &mut Table, who: usize, exception: Option<&str>) -> Result<(), Refusal> {
    let command = Command::SignOff {
        checklists: vec![Arc::new(table.checklist.clone())],
        covers: covers(table),
        exception: exception.map(str::to_owned),
    };
    table.run(who, command)
}

fn covers(table: &Table) -> Heads {
    let heads = table.heads().into_iter();
    heads
        .map(|head| (head.writer, (head.entries, head.head)))
        .collect()
}

fn answer(table: &mut Table, who: usize, item: &str, state: AnswerState) {
    let command = Command::Answer {
        item: item.to_owned(),
        value: Some(AnswerValue::new(state)),
        reason: None,
        explained: false,
    };
    table.run(who, command).expect("is allowed");
}

fn read(table: &mut Table, who: usize, clause: &str, read: bool) {
    let clause = ClauseId::new(clause);
    let command = Command::MarkRead { clause, read };
    table.run(who, command).expect("is allowed");
}

fn finish(table: &mut Table) {
    for clause in ["c-1", "c-2", "c-3"] {
        read(table, ANA, clause, true);
    }
    for item in ["network", "remote", "funds"] {
        answer(table, ANA, item, AnswerState::Satisfied);
    }
}

fn stage(table: &Table) -> Stage {
    let review = table.review();
    let coverage = Coverage::of(&table.agreement, &table.checklist, review);
    Stage::of(review, &[coverage])
}

fn touched(table: &Table) -> Vec<String> {
    let review = table.review();
    let signed = review.signed();
    let touched = latest(&signed).map(|signed| signed.touched.clone());
    touched
        .unwrap_or_default()
        .into_iter()
        .map(|one| format!("{}: {}", one.by.name, one.what))
        .collect()
}

#[test]
fn a_review_goes_through_its_stages_and_is_reopened_by_what_was_changed() {
    let mut table = table();
    assert_eq!(stage(&table), Stage::Open);
    read(&mut table, ANA, "c-1", true);
    assert_eq!(stage(&table), Stage::InReview);
    let refused = sign(&mut table, ANA, None).expect_err("is not complete");
    let Refusal::NotComplete { open } = refused else {
        panic!("{refused}");
    };
    assert_eq!(
        open,
        [
            "2 of 3 clauses are not read",
            "3 items without an answer in Sample checklist"
        ]
    );
    read(&mut table, ANA, "c-2", true);
    for item in ["network", "remote"] {
        answer(&mut table, ANA, item, AnswerState::Satisfied);
    }
    answer(&mut table, BOJAN, "remote", AnswerState::Concern);
    let Err(Refusal::NotComplete { open }) = sign(&mut table, ANA, None) else {
        panic!("is not complete");
    };
    assert_eq!(
        open,
        [
            "1 of 3 clauses is not read",
            "1 item without an answer in Sample checklist",
            "1 disagreement in Sample checklist"
        ]
    );
    let mut table = self::table();
    finish(&mut table);
    assert_eq!(stage(&table), Stage::Complete);
    sign(&mut table, ANA, None).expect("is complete");
    assert_eq!(stage(&table), Stage::SignedOff);
    assert_eq!(sign(&mut table, ANA, None), Err(Refusal::SignedAlready));

    // Reading again changes nothing that was signed, and neither does another signature.
    read(&mut table, BOJAN, "c-1", true);
    sign(&mut table, BOJAN, None).expect("is complete");
    assert_eq!(stage(&table), Stage::SignedOff);
    assert_eq!(table.review().signed().len(), 2);

    answer(&mut table, BOJAN, "remote", AnswerState::Concern);
    read(&mut table, ANA, "c-3", false);
    assert_eq!(stage(&table), Stage::Reopened);
    assert_eq!(
        touched(&table),
        ["Bojan: the answer to remote", "Ana: the reading of c-3"]
    );
    let signed = table.review().signed();
    let item = &latest(&signed).expect("stands").touched[0].item;
    assert_eq!(item.as_deref(), Some("sample/remote"));
}

#[test]
fn what_is_open_is_signed_off_with_a_stated_exception_only() {
    let mut table = table();
    assert!(matches!(
        sign(&mut table, ANA, Some("  ")),
        Err(Refusal::NotComplete { .. })
    ));
    sign(&mut table, ANA, Some("The annexes were not handed over.")).expect("says why");
    let signed = table.review().signed();
    let exception = signed[0].sign_off.exception.as_deref();
    assert_eq!(exception, Some("The annexes were not handed over."));
    assert_eq!(signed[0].sign_off.checklists[0].open, 3);

    let mut table = self::table();
    finish(&mut table);
    sign(&mut table, ANA, Some("nothing is open")).expect("is complete");
    assert_eq!(table.review().signed()[0].sign_off.exception, None);
}

#[test]
fn a_sign_off_is_taken_back_by_its_author_with_a_reason() {
    let mut table = table();
    finish(&mut table);
    sign(&mut table, ANA, None).expect("is complete");
    let withdraw = |reason: Option<&str>| Command::WithdrawSignOff {
        reason: reason.map(str::to_owned),
    };
    assert_eq!(
        table.run(ANA, withdraw(None)),
        Err(Refusal::WithdrawalWithoutReason)
    );
    assert_eq!(
        table.run(BOJAN, withdraw(Some("no"))),
        Err(Refusal::NotSigned)
    );
    table
        .run(ANA, withdraw(Some("a page came later")))
        .expect("is hers");
    assert_eq!(stage(&table), Stage::Complete);
    table.undo(ANA).expect("can be undone");
    assert_eq!(stage(&table), Stage::SignedOff);
}

#[test]
fn what_was_changed_and_undone_is_as_it_was_signed() {
    let mut table = table();
    finish(&mut table);
    sign(&mut table, ANA, None).expect("is complete");
    // Two changes, one of them to what was answered, one to what was not there.
    answer(&mut table, ANA, "remote", AnswerState::Concern);
    answer(&mut table, ANA, "remote", AnswerState::Unclear);
    let note = |text: &str| Command::Note {
        on: NoteTarget::Agreement,
        value: Some(NoteValue {
            text: text.to_owned(),
            confidential: false,
        }),
    };
    table.run(BOJAN, note("late")).expect("is allowed");
    let steps = [
        (
            ANA,
            vec![
                "Ana: the answer to remote",
                "Bojan: the note on the agreement",
            ],
        ),
        (ANA, vec!["Bojan: the note on the agreement"]),
    ];
    for (who, left) in steps {
        table.undo(who).expect("can be undone");
        let left: HashSet<String> = left.into_iter().map(str::to_owned).collect();
        let told: HashSet<String> = touched(&table).into_iter().collect();
        assert_eq!(told, left);
        assert_eq!(stage(&table), Stage::Reopened);
    }
    table.undo(BOJAN).expect("can be undone");
    assert_eq!(stage(&table), Stage::SignedOff, "{:?}", touched(&table));
    // Done again and undone again.
    table.redo(ANA).expect("was undone");
    assert_eq!(touched(&table), ["Ana: the answer to remote"]);
    table.undo(ANA).expect("can be undone");
    assert_eq!(stage(&table), Stage::SignedOff);
    // To undo what was signed changes it, and to do it again does not.
    table.undo(ANA).expect("is her sign-off");
    assert_eq!(stage(&table), Stage::Complete);
    table.redo(ANA).expect("was undone");
    assert_eq!(stage(&table), Stage::SignedOff);

    // Somebody else's later change is no undo, whatever it says.
    answer(&mut table, BOJAN, "remote", AnswerState::Satisfied);
    assert_eq!(touched(&table), ["Bojan: the answer to remote"]);
    // The order of arrival does not matter.
    let expected = table.review().signed();
    for shift in 0..table.entries.len() {
        let mut order = table.entries.clone();
        order.rotate_left(shift);
        order.reverse();
        let folded = ReviewState::fold(&order);
        let review = folded.agreement(&table.agreement.id).expect("is there");
        assert_eq!(review.signed(), expected);
        assert_eq!(folded, table.state);
    }
}

#[test]
fn to_undo_what_was_signed_reopens_it_until_it_is_done_again() {
    let mut table = table();
    finish(&mut table);
    // Bojan signs what Ana did.
    sign(&mut table, BOJAN, None).expect("is complete");
    table.undo(ANA).expect("can be undone");
    assert_eq!(touched(&table), ["Ana: the answer to funds"]);
    table.redo(ANA).expect("was undone");
    assert_eq!(stage(&table), Stage::SignedOff);
}

#[test]
fn the_order_in_which_entries_arrive_does_not_matter() {
    let mut table = table();
    finish(&mut table);
    sign(&mut table, ANA, None).expect("is complete");
    answer(&mut table, BOJAN, "funds", AnswerState::Unclear);
    let note = Command::Note {
        on: NoteTarget::Agreement,
        value: Some(NoteValue {
            text: "late".to_owned(),
            confidential: false,
        }),
    };
    table.run(ANA, note).expect("is allowed");
    let mut backwards = table.entries.clone();
    backwards.reverse();
    let folded = ReviewState::fold(&backwards);
    let review = folded.agreement(&table.agreement.id).expect("is there");
    assert_eq!(review.signed(), table.review().signed());
    assert_eq!(
        touched(&table),
        [
            "Bojan: the answer to funds",
            "Ana: the note on the agreement"
        ]
    );
}
