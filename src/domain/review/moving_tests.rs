//! A review on its way through versions of its checklist, and what its answers rest on.

use super::chosen::Moved;
use super::command::NoteTarget;
use super::event::{
    AbsenceProof, AnswerState, AnswerValue, Assessment, ChecklistRef, NoteValue, TagValue,
};
use super::grounds::Lack;
use super::*;
use crate::domain::checklist::{GroundRule, Item, ItemKind, ItemSeverity, When};
use crate::domain::clause::ClauseId;
use crate::domain::digest::Digest;
use crate::domain::samples;
use crate::domain::samples::table::Table;

const ANA: usize = 0;
const BOJAN: usize = 1;

fn table() -> Table {
    let text = "1. The network.\n\n2. Remote access.\n\n3. The end.";
    Table::new(samples::agreement(text), &["Ana", "Bojan"])
}

fn run(table: &mut Table, who: usize, command: Command) {
    table.run(who, command).expect("is allowed");
}

fn answer(item: &str, state: AnswerState) -> Command {
    Command::Answer {
        item: item.to_owned(),
        value: Some(AnswerValue::new(state)),
        reason: None,
        explained: false,
    }
}

fn tag(clause: &str, item: &str) -> Command {
    Command::Tag {
        clause: ClauseId::new(clause),
        words: None,
        item: item.to_owned(),
        value: Some(TagValue::new(Assessment::Concern)),
        reason: None,
    }
}

fn choose(table: &mut Table, moved: Option<Moved>) {
    let reference = ChecklistRef {
        checklist: table.checklist.id.clone(),
        version: table.checklist.version.clone(),
        sha256: Digest::of(table.checklist.version.as_bytes()),
    };
    let choice = ChecklistChoice {
        moved,
        ..ChecklistChoice::of(reference)
    };
    run(table, ANA, Command::ChooseChecklist(choice));
}

/// Moves the review to a version that keeps `network`, asks `remote` anew, drops `funds` and adds
/// `audit`.
fn move_on(table: &mut Table) {
    let old = table.checklist.clone();
    let new = &mut table.checklist;
    new.version = "2".to_owned();
    new.items[0].why_it_matters = "Said better.".to_owned();
    new.items[1].question.push_str(" At night too?");
    new.items.pop();
    let audit = Item::new(
        "audit",
        "data",
        ItemKind::Safeguard,
        ItemSeverity::Low,
        "Audit?",
    );
    new.items.push(audit);
    let moved = Moved::between(&old, new);
    choose(table, Some(moved));
}

fn coverage(table: &Table) -> Coverage {
    Coverage::of(&table.agreement, &table.checklist, table.review())
}

#[test]
fn a_move_keeps_what_holds_and_asks_for_what_changed() {
    let mut table = table();
    choose(&mut table, None);
    run(&mut table, ANA, tag("c-1", "network"));
    run(&mut table, ANA, tag("c-2", "remote"));
    for item in ["network", "remote", "funds"] {
        run(&mut table, ANA, answer(item, AnswerState::Concern));
    }
    let before = table.summary();
    move_on(&mut table);

    let choice = table.review().choice("sample").expect("was chosen");
    let moved = choice.moved.as_ref().expect("was moved");
    assert_eq!(
        (&moved.kept, &moved.changed, &moved.new, &moved.gone),
        (
            &vec!["network".to_owned()],
            &vec!["remote".to_owned()],
            &vec!["audit".to_owned()],
            &vec!["funds".to_owned()]
        )
    );
    let now = coverage(&table);
    assert_eq!(
        (now.answered(), &now.to_confirm, &now.unanswered),
        (1, &vec![1], &vec![2])
    );
    let summary = table.summary();
    assert_eq!(summary.findings[0].answers.len(), 1, "kept");
    assert_eq!(summary.findings[0].tags.len(), 1, "kept with its words");
    assert_eq!(summary.findings[1].answers.len(), 0);
    assert_eq!(summary.findings[1].to_confirm.len(), 1);
    assert_eq!(summary.open.to_confirm[0].item, "remote");

    // The same answer again is a confirmation and stands in the journal.
    run(&mut table, ANA, answer("remote", AnswerState::Concern));
    let now = coverage(&table);
    assert_eq!((now.answered(), now.to_confirm.len()), (2, 0));
    let Some(Event::ItemAnswered(confirmed)) = table.entries.last().map(|one| &one.entry.event)
    else {
        panic!("a confirmation is an answer");
    };
    assert_eq!(confirmed.before, confirmed.after);
    assert_eq!(confirmed.subject.item.version, "2");
    assert_eq!(
        table.run(ANA, answer("remote", AnswerState::Concern)),
        Err(Refusal::Unchanged)
    );

    // An answer that is changed after the move takes the place of the one from before.
    run(&mut table, ANA, answer("network", AnswerState::Satisfied));
    assert_eq!(table.summary().findings[0].answers.len(), 1);
    run(&mut table, BOJAN, answer("network", AnswerState::Concern));
    assert_eq!(coverage(&table).disputed, 1);
    assert_eq!(table.undo(BOJAN), Ok(()));
    assert_eq!(coverage(&table).disputed, 0);

    // What was known before the move can be told again from the entries of then.
    let known = table
        .entries
        .iter()
        .take_while(|one| match &one.entry.event {
            Event::ChecklistChosen(change) => change.before.is_none(),
            _ => true,
        });
    let then: Vec<StoredEntry> = known.cloned().collect();
    let state = ReviewState::fold(&then);
    let review = state.agreement(&table.agreement.id).expect("was written");
    assert_eq!(
        review
            .choice("sample")
            .map(|choice| choice.version.as_str()),
        Some("1")
    );
    assert_eq!(before.counts.answers.concern, 3);
}

#[test]
fn a_tag_from_before_a_move_is_changed_not_doubled() {
    let mut table = table();
    choose(&mut table, None);
    run(&mut table, ANA, tag("c-1", "network"));
    move_on(&mut table);
    assert_eq!(
        table.run(ANA, tag("c-1", "network")),
        Err(Refusal::Unchanged)
    );
    let Command::Tag {
        clause,
        words,
        item,
        ..
    } = tag("c-1", "network")
    else {
        panic!("is a tag");
    };
    let untag = Command::Tag {
        clause,
        words,
        item,
        value: None,
        reason: None,
    };
    run(&mut table, ANA, untag);
    assert!(table.summary().findings[0].tags.is_empty());
    table.undo(ANA).expect("the tag comes back");
    assert_eq!(table.summary().findings[0].tags.len(), 1);
}

#[test]
fn answers_need_grounds_unless_the_checklist_says_otherwise() {
    let mut table = table();
    table.checklist.relaxed_rules.clear();
    let states = [AnswerState::Satisfied, AnswerState::Concern];
    for state in states {
        let refused = table.run(ANA, answer("network", state));
        assert_eq!(refused, Err(Refusal::Lacking(Lack::Grounds { state })));
    }
    assert_eq!(
        table.run(ANA, answer("network", AnswerState::Withheld)),
        Err(Refusal::Lacking(Lack::Missing))
    );
    for state in [AnswerState::Unclear, AnswerState::NotApplicable] {
        run(&mut table, ANA, answer("network", state));
    }
    // A reason that is there, a reason that comes along, a tag.
    let note = Command::Note {
        on: NoteTarget::Answer("network".to_owned()),
        value: Some(NoteValue {
            text: "Annex C is missing.".to_owned(),
            confidential: false,
        }),
    };
    run(&mut table, ANA, note);
    run(&mut table, ANA, answer("network", AnswerState::Withheld));
    let Command::Answer {
        item,
        value,
        reason,
        ..
    } = answer("funds", AnswerState::Concern)
    else {
        panic!("is an answer");
    };
    run(
        &mut table,
        ANA,
        Command::Answer {
            item,
            value,
            reason,
            explained: true,
        },
    );
    run(&mut table, ANA, tag("c-2", "remote"));
    run(&mut table, ANA, answer("remote", AnswerState::Concern));
    // The reason that was to come along never came, and the tag goes: both answers are open.
    let lacking = |table: &Table| {
        let lacking = coverage(table).lacking;
        lacking
            .into_iter()
            .map(|(item, _)| item)
            .collect::<Vec<_>>()
    };
    assert_eq!(lacking(&table), [2]);
    table.undo(ANA).expect("the answer");
    table.undo(ANA).expect("the tag");
    table.redo(ANA).expect("the tag");
    table.redo(ANA).expect("the answer");
    let Command::Tag {
        clause,
        words,
        item,
        ..
    } = tag("c-2", "remote")
    else {
        panic!("is a tag");
    };
    run(
        &mut table,
        ANA,
        Command::Tag {
            clause,
            words,
            item,
            value: None,
            reason: None,
        },
    );
    assert_eq!(lacking(&table), [1, 2]);
    assert!(!table.summary().complete);
    table.checklist.relaxed_rules = GroundRule::ALL.to_vec();
    assert_eq!(lacking(&table), [0_usize; 0]);
}

#[test]
fn nothing_is_absent_from_what_was_not_read() {
    let mut table = table();
    table.checklist.relaxed_rules.clear();
    let absent = || Command::Answer {
        item: "network".to_owned(),
        value: Some(AnswerValue {
            absence: Some(AbsenceProof {
                terms: vec!["network*".to_owned()],
                languages: vec!["en".to_owned()],
                hits: vec![ClauseId::new("c-1")],
                near_misses: vec![ClauseId::new("c-2")],
                clauses_read: 0,
                clauses: 3,
            }),
            ..AnswerValue::new(AnswerState::Absent)
        }),
        reason: None,
        explained: true,
    };
    let read = |clause: &str, read| Command::MarkRead {
        clause: ClauseId::new(clause),
        read,
    };
    assert_eq!(
        table.run(ANA, absent()),
        Err(Refusal::Lacking(Lack::Unread { unread: 3 }))
    );
    table.checklist.relaxed_rules = vec![GroundRule::ClausesRead];
    run(&mut table, ANA, read("c-1", true));
    let refused = table.run(ANA, absent());
    let Err(Refusal::Lacking(Lack::NotLookedAt { places })) = refused else {
        panic!("the near miss was not looked at: {refused:?}");
    };
    assert_eq!(places.len(), 1);
    run(&mut table, ANA, read("c-2", true));
    run(&mut table, ANA, absent());
    table.checklist.relaxed_rules.clear();
    assert_eq!(
        coverage(&table).lacking.len(),
        1,
        "the third clause is unread"
    );
    run(&mut table, ANA, read("c-3", true));
    assert_eq!(coverage(&table).lacking, []);
    run(&mut table, ANA, read("c-2", false));
    assert_eq!(coverage(&table).lacking.len(), 1);
}

#[test]
fn an_item_that_is_not_asked_is_not_open_and_says_why() {
    let mut table = table();
    table.checklist.items[0].when = Some(When {
        agreement_types: vec!["cctv".to_owned()],
        ..When::default()
    });
    table.checklist.items[1].when = Some(When {
        agreement_types: vec!["cloud".to_owned()],
        ..When::default()
    });
    let describe = |text: &str| Command::Describe {
        detail: Detail::AgreementType,
        text: Some(text.to_owned()),
        words: None,
        confidential: false,
        reason: None,
    };
    run(&mut table, ANA, describe("cloud"));
    let now = coverage(&table);
    assert_eq!((now.asked(), &now.unanswered), (2, &vec![1, 2]));
    let finding = &table.summary().findings[0];
    assert_eq!(finding.verdict.label(), "not asked");
    assert!(
        finding
            .not_asked
            .as_ref()
            .is_some_and(|reason| reason.contains("cctv"))
    );
    // A type that no question knows leaves none out.
    run(&mut table, ANA, describe("cloudy"));
    assert_eq!(coverage(&table).asked(), 3);
    run(&mut table, ANA, describe("cloud"));
    // Another reviewer records something else: what is in dispute leaves nothing out.
    run(&mut table, BOJAN, describe("cctv"));
    assert_eq!(coverage(&table).asked(), 3);
}

#[test]
fn several_checklists_stand_side_by_side_and_one_can_be_given_up() {
    let mut table = table();
    choose(&mut table, None);
    run(&mut table, ANA, tag("c-1", "network"));
    table.checklist.id = "another".to_owned();
    choose(&mut table, None);
    let chosen = |table: &Table| -> Vec<String> {
        let chosen = table.review().chosen();
        chosen
            .into_iter()
            .map(|choice| choice.checklist.clone())
            .collect()
    };
    assert_eq!(chosen(&table), ["sample", "another"]);
    assert!(
        table.summary().findings[0].tags.is_empty(),
        "it belongs to the other one"
    );
    let drop = |id: &str| Command::DropChecklist {
        checklist: id.to_owned(),
    };
    assert!(matches!(
        table.run(BOJAN, drop("x")),
        Err(Refusal::NotChosen { .. })
    ));
    run(&mut table, BOJAN, drop("sample"));
    assert_eq!(chosen(&table), ["another"]);
    assert_eq!(table.summary().elsewhere.len(), 1);
}
